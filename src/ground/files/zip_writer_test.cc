// What is packed is read by an independent program, and by our own reader.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "files/zip_list.h"
#include "files/zip_writer.h"
#include "store/temporary_folder.h"

namespace couloir::files {
namespace {

const std::string kLong(100'000, 'a');

TEST(ZipWriter, packs_what_other_programs_unpack) {
  auto zip = zip_of({{"mimetype", "application/x", Packed::stored}, {"files/étude.txt", kLong}, {"vide", ""}});
  TemporaryFolder place;
  std::ofstream(place.path() + "/a.zip", std::ios::binary) << zip;
  std::ofstream(place.path() + "/read.py") << R"py(
import sys, zipfile
zip = zipfile.ZipFile(sys.argv[1])
assert zip.testzip() is None
for i in zip.infolist():
    print(i.filename, i.compress_type, i.date_time[0], len(i.extra), i.flag_bits & 8, len(zip.read(i)))
)py";
  auto line = "cd " + place.path() + " && PYTHONUTF8=1 python3 read.py a.zip > out";
  ASSERT_EQ(std::system(line.c_str()), 0);
  std::stringstream out;
  out << std::ifstream(place.path() + "/out").rdbuf();
  EXPECT_EQ(out.str(), "mimetype 0 1980 0 0 13\nfiles/étude.txt 8 1980 0 0 100000\nvide 0 1980 0 0 0\n");
}

TEST(ZipWriter, puts_the_type_of_an_open_document_where_programs_look_for_it) {
  auto zip = zip_of({{"mimetype", "application/vnd.oasis.opendocument.text", Packed::stored}});
  EXPECT_EQ(zip.substr(30, 8 + 39), "mimetypeapplication/vnd.oasis.opendocument.text");
}

TEST(ZipWriter, packs_what_our_own_reader_unpacks) {
  auto list = list_zip(zip_of({{"a.txt", kLong}, {"b.txt", "b"}}), "a.txt", 1 << 20);
  EXPECT_TRUE(list.readable);
  EXPECT_TRUE(list.wanted == kLong);
}

TEST(ZipWriter, gives_the_same_bytes_in_pieces_as_at_once) {
  std::vector<ZipPart> parts{{"a", "one"}, {"b", kLong}};
  ZipWriter zip;
  std::string all;
  for (const auto& part : parts) {
    zip.add(part.name, part.content);
    all += zip.take();
  }
  zip.finish();
  all += zip.take();
  EXPECT_TRUE(all == zip_of(parts));
  EXPECT_TRUE(zip.take().empty());
}

}  // namespace
}  // namespace couloir::files
