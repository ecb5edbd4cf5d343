#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "journal/mail.h"

namespace couloir::journal {
namespace {

namespace fs = std::filesystem;

struct TempFolder {
  fs::path path;
  TempFolder() {
    auto name = (fs::temp_directory_path() / "couloir-mail-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~TempFolder() { fs::remove_all(path); }
};

Letter a_letter_saying(std::string text) {
  return {.id = MailId{42},
          .message_id = "couloir.42.1@enact.example",
          .from = "bureau@enact.example",
          .from_name = "ENACT",
          .date = *parse_instant("2026-11-22T09:00:00Z"),
          .mail = {.person = {}, .to = "ana@atelier.example", .subject = "Hello", .text = std::move(text)}};
}

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(MailFolder, gets_one_whole_file_that_only_its_owner_reads) {
  TempFolder temp;
  auto folder = temp.path / "var" / "mail";
  ASSERT_TRUE(FolderSink(folder).send(a_letter_saying("One.\n")));
  EXPECT_EQ(names_in(folder), std::set<std::string>{"20261122T090000-42.eml"});
  EXPECT_EQ(bytes_of(folder / "20261122T090000-42.eml"), compose(a_letter_saying("One.\n")));
  struct stat status{};
  ::stat((folder / "20261122T090000-42.eml").c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(MailFolder, has_the_second_try_in_place_of_the_first) {
  TempFolder temp;
  FolderSink sink(temp.path);
  ASSERT_TRUE(sink.send(a_letter_saying("One.\n")));
  std::ofstream(temp.path / ".20261122T090000-42.eml.part") << "cut by a kill, longer than the letter that follows";
  ASSERT_TRUE(sink.send(a_letter_saying("Two.\n")));
  EXPECT_EQ(names_in(temp.path), std::set<std::string>{"20261122T090000-42.eml"});
  EXPECT_EQ(bytes_of(temp.path / "20261122T090000-42.eml"), compose(a_letter_saying("Two.\n")));
}

TEST(MailFolder, that_cannot_be_written_is_tried_later) {
  TempFolder temp;
  std::ofstream(temp.path / "taken") << "a file";
  auto sent = FolderSink(temp.path / "taken" / "mail").send(a_letter_saying("One.\n"));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Code::unavailable);
}

}  // namespace
}  // namespace couloir::journal
