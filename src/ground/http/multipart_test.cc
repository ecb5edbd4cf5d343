#include "http/multipart.h"

#include <gtest/gtest.h>

#include "http/form.h"
#include "http/media_type.h"

namespace couloir::http {
namespace {

constexpr auto kType = "multipart/form-data; boundary=B";

std::string part(std::string_view disposition, std::string_view data, std::string_view more = "") {
  return "--B\r\nContent-Disposition: form-data; " + std::string(disposition) + "\r\n" + std::string(more) + "\r\n" +
         std::string(data) + "\r\n";
}

bool accepts(std::string_view body) { return parse_multipart(kType, body).has_value(); }

TEST(Multipart, gives_texts_and_files_in_order_without_copying_them) {
  auto body = part(R"(name="title")", "Été\r\n--b") +
              part(R"(name="file"; filename="C:\fakepath\a%22b.csv")", std::string("\0\xff\r\n--", 6),
                   "Content-Type: text/CSV; charset=utf-8\r\n") +
              part(R"(name="none"; filename="")", "", "Content-Type: application/octet-stream\r\n") + "--B--\r\n";
  auto parts = parse_multipart(kType, body);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 3U);
  auto& title = parts->at(0);
  auto& file = parts->at(1);
  auto& none = parts->at(2);
  EXPECT_EQ(title.name, "title");
  EXPECT_FALSE(title.is_file);
  EXPECT_EQ(title.data, "Été\r\n--b");
  EXPECT_TRUE(file.is_file);
  EXPECT_EQ(file.filename, "a\"b.csv");
  EXPECT_EQ(file.type, "text/csv");
  EXPECT_EQ(file.data, std::string_view("\0\xff\r\n--", 6));
  EXPECT_GE(file.data.data(), body.data());
  EXPECT_LT(file.data.data(), body.data() + body.size());
  EXPECT_TRUE(none.is_file);
  EXPECT_EQ(none.filename, "");
  EXPECT_EQ(none.data, "");
}

TEST(Multipart, without_parts_is_an_empty_form) {
  EXPECT_EQ(parse_multipart(kType, "--B--\r\n")->size(), 0U);
  EXPECT_EQ(parse_multipart(kType, "--B--")->size(), 0U);
}

TEST(Multipart, takes_a_quoted_boundary_with_odd_signs) {
  EXPECT_TRUE(parse_multipart("Multipart/Form-Data; charset=utf-8; boundary=\"a b:=?\"", "--a b:=?--\r\n"));
}

TEST(Multipart, is_refused_when_two_readers_could_cut_it_differently) {
  auto good = part(R"(name="a")", "1");
  ASSERT_TRUE(accepts(good + "--B--\r\n"));
  EXPECT_FALSE(accepts(good)) << "no end";
  EXPECT_FALSE(accepts(good + "--B-\r\n")) << "half an end";
  EXPECT_FALSE(accepts(good + "--Bx\r\n")) << "more behind the boundary";
  EXPECT_FALSE(accepts(good + "--B \r\n\r\n--B--")) << "spaces behind the boundary";
  EXPECT_FALSE(accepts("hello\r\n" + good + "--B--\r\n")) << "text before";
  EXPECT_FALSE(accepts(good + "--B--\r\nhello")) << "text behind";
  EXPECT_FALSE(accepts("")) << "nothing";
  EXPECT_FALSE(accepts("--B\r\n\r\nx\r\n--B--")) << "no name";
  EXPECT_FALSE(accepts("--B\nContent-Disposition: form-data; name=\"a\"\n\n1\n--B--")) << "bare line feeds";
  EXPECT_FALSE(accepts(part(R"(name="a"; name="b")", "1") + "--B--")) << "two names";
  EXPECT_FALSE(accepts(part(R"(name="a")", "1", "Content-Disposition: form-data; name=\"b\"\r\n") + "--B--"))
      << "two dispositions";
  EXPECT_FALSE(accepts(part(R"(name="a")", "1", "Content-Transfer-Encoding: base64\r\n") + "--B--")) << "coded";
  EXPECT_FALSE(accepts(part(R"(name="a")", "1", " folded\r\n") + "--B--")) << "folded line";
  EXPECT_FALSE(accepts(part(R"(name="")", "1") + "--B--")) << "empty name";
}

TEST(Multipart, refuses_text_that_is_not_utf8_or_holds_nul_but_not_files) {
  EXPECT_FALSE(accepts(part(R"(name="a")", "\xff") + "--B--"));
  EXPECT_FALSE(accepts(part(R"(name="a")", std::string_view("\0", 1)) + "--B--"));
  EXPECT_FALSE(accepts(part("name=\"\xff\"", "1") + "--B--"));
  EXPECT_FALSE(accepts(part("name=\"a\"; filename=\"\xe9\"", "1") + "--B--"));
  EXPECT_TRUE(accepts(part(R"(name="a"; filename="b")", "\xff") + "--B--"));
}

TEST(Multipart, is_bounded) {
  auto two = part(R"(name="a")", "12345") + part(R"(name="b"; filename="f")", "123456") + "--B--";
  EXPECT_TRUE(parse_multipart(kType, two, {.parts = 2, .head_bytes = 100, .value_bytes = 5}));
  EXPECT_FALSE(parse_multipart(kType, two, {.parts = 1, .head_bytes = 100, .value_bytes = 5}));
  EXPECT_FALSE(parse_multipart(kType, two, {.parts = 2, .head_bytes = 30, .value_bytes = 5}));
  EXPECT_FALSE(parse_multipart(kType, two, {.parts = 2, .head_bytes = 100, .value_bytes = 4}));
}

TEST(Multipart, needs_a_usable_boundary) {
  for (auto bad : {"multipart/form-data", "multipart/mixed; boundary=B", "multipart/form-data; boundary=",
                   "text/plain; boundary=B", "multipart/form-data; boundary=B; boundary=C",
                   "multipart/form-data; boundary=\"a{b\"", "multipart/form-data; boundary=\"B"})
    EXPECT_FALSE(is_multipart(bad)) << bad;
  EXPECT_FALSE(is_multipart("multipart/form-data; boundary=" + std::string(71, 'x')));
  EXPECT_TRUE(is_multipart("multipart/form-data; boundary=" + std::string(70, 'x')));
}

TEST(MediaType, gives_its_word_and_parameters_in_lower_case) {
  auto media = parse_media_type(" Text/CSV ; Charset=UTF-8;header=\"pre sent\" ");
  ASSERT_TRUE(media);
  EXPECT_EQ(media->type, "text/csv");
  EXPECT_EQ(media->parameters, (Fields{{"charset", "UTF-8"}, {"header", "pre sent"}}));
  for (auto bad :
       {"", "/", "text/", "a/b/c", "a/b;", "a/b; x", "a/b; x=", "a/b x=1", "a/b; x=\"", "a/b; x=\"\x01\"", "é/b"})
    EXPECT_FALSE(parse_media_type(bad)) << bad;
}

TEST(Form, is_known_by_its_label) {
  EXPECT_TRUE(is_form("application/x-www-form-urlencoded"));
  EXPECT_TRUE(is_form("application/x-www-form-urlencoded; charset=UTF-8"));
  EXPECT_FALSE(is_form("application/x-www-form-urlencoded; charset=latin1"));
  EXPECT_FALSE(is_form("text/plain"));
  EXPECT_FALSE(is_form(""));
}

TEST(Form, takes_longer_texts_than_a_query) {
  auto body = "t=" + std::string(100'000, 'x');
  EXPECT_TRUE(parse_form(body));
  EXPECT_FALSE(parse_query(body));
}

}  // namespace
}  // namespace couloir::http
