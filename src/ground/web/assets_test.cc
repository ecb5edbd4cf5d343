// Style sheets, scripts and pictures as a browser fetches them.
#include "web/assets.h"

#include <gmock/gmock.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "store/temporary_folder.h"
#include "web/testing.h"

namespace couloir::web {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

std::string unpacked(const std::string& packed) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;
  EXPECT_EQ(inflateInit2(&stream, kGzip), Z_OK);
  std::string plain(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  plain.resize(stream.total_out);
  inflateEnd(&stream);
  return plain;
}

struct AssetsOfASite : testing::Test {
  TemporaryFolder folder;
  std::string css;
  TestSite house;
  std::unique_ptr<Site> site;

  AssetsOfASite() {
    for (int i = 0; i < 500; ++i) css += ".c" + std::to_string(i) + " { color: red }\n";
    fs::create_directories(folder.path() + "/assets/fonts");
    put("assets/couloir.css", css);
    put("assets/fonts/a.woff2", "wOF2");
    put("assets/notes.md", "only for us");
    put("assets/.hidden.css", "only for us");
    put("secret.txt", "only for us");
    auto config = house.site.config();
    config.assets_folder = folder.path() + "/assets";
    site = std::make_unique<Site>(config, house.db, house.clock);
    site->open();
  }
  void put(const std::string& name, std::string_view content) {
    std::ofstream(folder.path() + "/" + name, std::ios::binary) << content;
  }
  Seen fetched(std::string target, std::vector<http::Header> headers = {}) {
    http::RawRequest request;
    request.method = "GET";
    request.target = std::move(target);
    request.headers = std::move(headers);
    auto answer = site->respond(request);
    return {.status = answer.status,
            .headers = answer.headers,
            .body = answer.shared_body ? *answer.shared_body : answer.body};
  }
};

TEST_F(AssetsOfASite, travel_packed_to_who_takes_that_and_plain_to_others) {
  auto packed = fetched("/assets/couloir.css", {{"accept-encoding", "br, gzip"}});
  EXPECT_EQ(packed.status, 200);
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_EQ(packed.header("content-type"), "text/css; charset=utf-8");
  EXPECT_LT(packed.body.size(), css.size() / 2);
  EXPECT_EQ(unpacked(packed.body), css);
  auto plain = fetched("/assets/couloir.css");
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_EQ(plain.body, css);
  EXPECT_NE(plain.header("etag"), packed.header("etag")) << "a cache must not mix them up";
  for (const auto& each : {packed, plain}) EXPECT_EQ(each.header("vary"), "accept-encoding");
  EXPECT_EQ(fetched("/assets/fonts/a.woff2", {{"accept-encoding", "gzip"}}).header("content-encoding"), "")
      << "no gain";
}

TEST_F(AssetsOfASite, are_not_sent_again_to_who_has_them) {
  for (const auto& takes : std::vector<std::vector<http::Header>>{{}, {{"accept-encoding", "gzip"}}}) {
    auto first = fetched("/assets/couloir.css", takes);
    ASSERT_FALSE(first.header("etag").empty());
    auto asking = takes;
    asking.push_back({"if-none-match", std::string(first.header("etag"))});
    auto again = fetched("/assets/couloir.css", asking);
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again.header("etag"), first.header("etag"));
    EXPECT_EQ(again.header("vary"), "accept-encoding");
    asking.back().value = "\"another\"";
    EXPECT_EQ(fetched("/assets/couloir.css", asking).body, first.body);
  }
}

TEST_F(AssetsOfASite, are_kept_for_a_year_under_the_address_that_pages_give_them) {
  auto address = std::string(site->assets().css.str());
  EXPECT_THAT(address, HasSubstr("?v="));
  EXPECT_EQ(fetched(address).header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(fetched("/assets/couloir.css").header("cache-control"), "public, max-age=3600");
}

TEST_F(AssetsOfASite, are_the_files_of_the_folder_alone_and_of_known_kinds) {
  for (auto target :
       {"/assets/../secret.txt", "/assets/..%2Fsecret.txt", "/assets/%2e%2e/secret.txt",
        "/assets/fonts/..%2F..%2Fsecret.txt", "/assets/notes.md", "/assets/.hidden.css", "/assets/none.css",
        "/assets/COULOIR.CSS", "/assets/fonts", "/assets/", "/assets/%2Fetc%2Fpasswd.txt"}) {
    auto seen = fetched(target);
    EXPECT_TRUE(seen.status == 404 || seen.status == 400) << target << " " << seen.status;
    EXPECT_EQ(seen.body.find("only for us"), std::string::npos) << target;
  }
  EXPECT_EQ(fetched("/assets/none.css", {{"accept-language", "en"}}).body, "Page not found\n");
  EXPECT_EQ(fetched("/assets/none.css", {{"accept-language", "fr"}}).body, "Page introuvable\n");
}

}  // namespace
}  // namespace couloir::web
