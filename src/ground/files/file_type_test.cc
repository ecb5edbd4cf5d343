#include "files/file_type.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "words/words.h"

namespace couloir::files {
namespace {

using namespace std::literals;
using testing::HasSubstr;

// ── zips, by hand, so that they can lie ──

std::string le16(std::size_t n) { return {static_cast<char>(n & 0xFF), static_cast<char>(n >> 8 & 0xFF)}; }
std::string le32(std::size_t n) { return le16(n & 0xFFFF) + le16(n >> 16 & 0xFFFF); }

struct PackedSample {
  std::string name, content;
  std::size_t claims = 0;  ///< unpacked size told instead of the real one
  bool deflated = false;
};

std::string deflate_raw(const std::string& text) {
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
  std::string out(text.size() / 100 + 1000, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

std::string sample_zip(const std::vector<PackedSample>& entries) {
  std::string zip, directory;
  for (const auto& e : entries) {
    auto stored = e.deflated ? deflate_raw(e.content) : e.content;
    auto size = e.claims != 0 ? e.claims : e.content.size();
    auto crc = crc32(0, reinterpret_cast<const Bytef*>(e.content.data()), static_cast<uInt>(e.content.size()));
    auto common = le16(20) + le16(0) + le16(e.deflated ? 8 : 0) + le32(0) + le32(crc) + le32(stored.size()) +
                  le32(size) + le16(e.name.size()) + le16(0);
    directory += "PK\x01\x02"s + le16(20) + common + le16(0) + le16(0) + le16(0) + le32(0) + le32(zip.size()) + e.name;
    zip += "PK\x03\x04"s + common + e.name + stored;
  }
  auto at = zip.size();
  zip += directory;
  return zip + "PK\x05\x06"s + le16(0) + le16(0) + le16(entries.size()) + le16(entries.size()) +
         le32(directory.size()) + le32(at) + le16(0);
}

std::string content_types(std::string_view main) {
  return "<?xml version=\"1.0\"?><Types><Override PartName=\"/x\" "
         "ContentType=\"application/vnd.openxmlformats-officedocument." +
         std::string(main) + "\"/></Types>";
}
const PackedSample kWordTypes{"[Content_Types].xml", content_types("wordprocessingml.document.main+xml"), 0, true};
const PackedSample kWordBody{"word/document.xml", "<w:document/>"};

std::string pdf(const std::string& object = "<<>>") {
  return "%PDF-1.7\n1 0 obj\n" + object + "\nendobj\ntrailer\n<<>>\n%%EOF\n";
}
std::string template_at(const std::string& target) {
  return "<Relationships><Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
         "attachedTemplate\" Target=\"" +
         target + "\" TargetMode=\"External\"/></Relationships>";
}
std::string png() {
  return "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0....\0\0\0\0IEND\xae\x42\x60\x82"s;
}

struct Case {
  std::string name, content;
  std::optional<FileType> type;
};

TEST(FileTypeOf, is_told_by_the_bytes) {
  const std::vector<Case> cases{
      {"pdf", pdf(), FileType::pdf},
      {"png", png(), FileType::png},
      {"jpeg", "\xff\xd8\xff\xe0 picture \xff\xd9"s, FileType::jpeg},
      {"gif", "GIF89a\1\0\1\0\0\0\0,;"s, FileType::gif},
      {"webp", "RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0"s, FileType::webp},
      {"text", "Évaluation du 3 mars ; fait.\r\n\tÀ suivre"s, FileType::text},
      {"csv", "\xef\xbb\xbfnom;note\r\nAda;5\r\n", FileType::text},
      {"text that begins with two letters of a program", "MZ et BZh sont des sigles", FileType::text},
      {"docx", sample_zip({kWordTypes, kWordBody}), FileType::docx},
      {"xlsx",
       sample_zip(
           {{"[Content_Types].xml", content_types("spreadsheetml.sheet.main+xml")}, {"xl/workbook.xml", "<w/>"}}),
       FileType::xlsx},
      {"pptx",
       sample_zip({{"[Content_Types].xml", content_types("presentationml.presentation.main+xml")},
                   {"ppt/presentation.xml", "<p/>"}}),
       FileType::pptx},
      {"odt",
       sample_zip({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", std::string(80, 'x')}}),
       FileType::odt},
      {"ods with an empty index of macros",
       sample_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                   {"Basic/script-lc.xml", std::string(80, 'x')}}),
       FileType::ods},
      {"odp",
       sample_zip(
           {{"mimetype", "application/vnd.oasis.opendocument.presentation"}, {"content.xml", std::string(80, 'x')}}),
       FileType::odp},
  };
  for (const auto& c : cases) EXPECT_EQ(sniff(c.content).type, c.type) << c.name << ": " << sniff(c.content).otherwise;
}

TEST(FileTypeOf, is_none_for_what_could_run_or_hide_something_and_says_what_it_is) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "is empty"},
      {" \r\n\t", "nothing but spaces"},
      {"MZ\x90\0\3\0\0\0"s, "is a program"},
      {"\x7f"
       "ELF\2\1\1\0"s,
       "is a program"},
      {"#!/bin/sh\nrm -rf /\n", "is a program"},
      {"<!doctype html><script>alert(1)</script>", "web page"},
      {"\xef\xbb\xbf \n<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>", "web page"},
      {"<?xml version=\"1.0\"?><a/>", "web page"},
      {"{\\rtf1 hello}", "RTF"},
      {"%!PS-Adobe", "PostScript"},
      {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", "before 2007"},
      {"\x1f\x8b\x08\0"s, "archive"},
      {"Rar!\x1a\x07", "archive"},
      {"\xff\xfeh\0i\0"s, "UTF-16"},
      {"\xe9t\xe9 en latin-1", "not in UTF-8"},
      {"\1\2\3\4\xff", "not known"},
      {"null\0byte"s, "not known"},
      {sample_zip({{"a.txt", "hello"}}), "zip archive"},
      {sample_zip({kWordTypes, {"other.xml", "x"}}), "zip archive"},
      {sample_zip({kWordTypes, kWordBody, {"word/vbaProject.bin", "x"}}), "macros"},
      {sample_zip(
           {{"[Content_Types].xml", content_types("x") + "application/vnd.ms-word.document.macroEnabled.main+xml"},
            kWordBody}),
       "macros"},
      {sample_zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                   kWordTypes,
                   kWordBody,
                   {"word/vbaProject.bin", std::string(80, 'x')}}),
       "macros"},
      {sample_zip(
           {{"mimetype", "application/vnd.oasis.opendocument.text"},
            {"[Content_Types].xml", content_types("x") + "application/vnd.ms-word.document.macroEnabled.main+xml"},
            {"word/document.xml", std::string(80, 'x')}}),
       "macros"},
      {sample_zip({kWordTypes, kWordBody, {"Scripts/python/evil.py", "x"}}), "macros"},
      {sample_zip({kWordTypes, kWordBody, {"word/embeddings/oleObject1.bin", "x"}}), "OLE object"},
      {sample_zip(
           {kWordTypes, kWordBody, {"word/_rels/settings.xml.rels", template_at("https://evil.example/a.dotm")}}),
       "its template"},
      {sample_zip({kWordTypes, kWordBody, {"word/_rels/settings.xml.rels", template_at("\\\\evil\\share\\a.dotm")}}),
       "its template"},
      {pdf("<</S /Launch /F (cmd.exe)>>"), "starts a program"},
      {pdf("<</S/J#61vaScript/JS(app.alert)>>"), "runs a script"},
      {pdf("<</Type/EmbeddedFile>>"), "carries other files"},
      {sample_zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
                   {"Basic/Standard/Evil.xml", std::string(80, 'x')}}),
       "macros"},
  };
  for (const auto& [content, says] : cases) {
    auto found = sniff(content);
    EXPECT_EQ(found.type, std::nullopt) << says;
    EXPECT_THAT(std::string(found.otherwise), HasSubstr(says));
  }
}

TEST(FileTypeOf, is_given_to_honest_files_that_look_a_little_alike) {
  EXPECT_EQ(sniff(sample_zip({kWordTypes, kWordBody, {"word/embeddings/Sheet1.xlsx", "x"}})).type, FileType::docx);
  auto on_her_disk = template_at("file:///C:\\Users\\ada\\Letter.dotx");
  EXPECT_EQ(sniff(sample_zip({kWordTypes, kWordBody, {"word/_rels/settings.xml.rels", on_her_disk}})).type,
            FileType::docx);
  EXPECT_EQ(sniff(pdf("<</Type/Page /Launchpad 1 /Title (Launch of JavaScript)>>")).type, FileType::pdf);
}

TEST(FileTypeOf, notices_what_was_cut_short) {
  for (const auto& whole : {pdf() + std::string(5000, '\n'), png(), "\xff\xd8\xff\xe0 picture"s,
                            "RIFF\xff\xff\0\0WEBPVP8 \0\0\0\0more of it"s})
    EXPECT_THAT(std::string(sniff(whole.substr(0, whole.size() - 6)).otherwise), HasSubstr("cut short"))
        << whole.substr(1, 3);
  auto word = sample_zip({kWordTypes, kWordBody});
  for (std::size_t left : {word.size() - 1, word.size() / 2, std::size_t{40}, std::size_t{4}})
    EXPECT_EQ(sniff(word.substr(0, left)).type, std::nullopt) << left;
}

TEST(FileTypeOf, is_not_moved_by_a_zip_that_lies_or_explodes) {
  auto lies = sample_zip({kWordTypes, kWordBody, {"word/media/a", "x", 0x7fffffff}});
  EXPECT_THAT(std::string(sniff(lies).otherwise), HasSubstr("gigabyte"));
  // 20 MB of zeros where the types should stand: at most a megabyte of it is unpacked.
  auto bomb = sample_zip({{"[Content_Types].xml", std::string(20 << 20, '\0'), 0, true}, kWordBody});
  EXPECT_LT(bomb.size(), std::size_t{100'000});
  EXPECT_THAT(std::string(sniff(bomb).otherwise), HasSubstr("zip archive"));
  std::vector<PackedSample> many(10'001, {"a", ""});
  EXPECT_THAT(std::string(sniff(sample_zip(many)).otherwise), HasSubstr("ten thousand"));
}

TEST(FileTypeOf, refuses_with_what_it_is_and_what_is_taken) {
  auto refused = type_of("../note\u202efdp.pdf", "MZ\x90\0"s, {FileType::pdf, FileType::png});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error(), Error::invalid(say("“{1}” is a program, whatever its name says.", "notefdp.pdf"),
                                            {{"", say("Taken here: {1}.", "PDF, PNG")}}));
  auto other = type_of("a.pdf", png(), {FileType::pdf});
  ASSERT_FALSE(other.has_value());
  EXPECT_EQ(other.error().message, say("“{1}” is a {2} file by its content, and none is taken here.", "a.pdf", "PNG"));
  EXPECT_EQ(type_of("a.pdf", png(), kPictures).value(), FileType::png);
}

TEST(FileName, is_safe_to_store_show_and_save_under) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"rapport.pdf", "rapport.pdf"},
      {"Rapport d’évaluation (v2).PDF", "Rapport d’évaluation (v2).PDF"},
      {"../../etc/passwd", "passwd.pdf"},
      {"C:\\Users\\ada\\note.pdf", "note.pdf"},
      {"..", "file.pdf"},
      {"", "file.pdf"},
      {".htaccess", "htaccess.pdf"},
      {"invoice\u202Efdp.exe", "invoicefdp.exe.pdf"},
      {"a\r\nb\tc\x7f.pdf", "a b c.pdf"},
      {"a\u200bb\ufeff.pdf", "ab.pdf"},
      {"page.html", "page.html.pdf"},
      {"\xff\xfe", "file.pdf"},
      {"a<b>:c\"d|e?f*.pdf", "a_b__c_d_e_f_.pdf"},
      {"CON.pdf", "_CON.pdf"},
      {"name . .pdf", "name.pdf"},
      {"🙂.pdf", "🙂.pdf"},
  };
  for (const auto& [given, expected] : cases) EXPECT_EQ(clean_name(given, FileType::pdf), expected) << given;
  EXPECT_EQ(clean_name("data.csv", FileType::text), "data.csv");
  EXPECT_EQ(clean_name("data.html", FileType::text), "data.html.txt");
  EXPECT_EQ(clean_name("photo.jpeg", FileType::jpeg), "photo.jpeg");
}

TEST(FileName, of_a_csv_that_a_spreadsheet_would_calculate_ends_in_txt) {
  for (std::string_view content : {"=cmd()", "\xEF\xBB\xBF=1", "a;b\n1;@SUM(A1)", "a,\"+1\"", "a\r\n =1"}) {
    auto name = name_to_save("data.CSV", FileType::text, content);
    EXPECT_EQ(name, "data.CSV.txt") << content;
    EXPECT_EQ(clean_name(name, FileType::text), name);
  }
  EXPECT_EQ(name_to_save("data.csv", FileType::text, "a;b=c\n-1;x@y.example\n"), "data.csv");
  EXPECT_EQ(name_to_save("notes.txt", FileType::text, "=1"), "notes.txt");
}

TEST(FileName, is_short_whatever_was_given) {
  auto device = clean_name("con." + std::string(300, 'a'), FileType::pdf);
  EXPECT_EQ(device, "_con." + std::string(91, 'a') + ".pdf") << "as long as any other";
  EXPECT_EQ(clean_name(device, FileType::pdf), device) << "and clean already";
  EXPECT_EQ(clean_name(std::string(300, 'a') + ".pdf", FileType::pdf), std::string(96, 'a') + ".pdf");
  std::string faces;
  for (int i = 0; i < 300; ++i) faces += "🙂";
  EXPECT_EQ(clean_name(faces, FileType::pdf).size(), 180u + 4);
}

TEST(FileType, has_the_names_that_people_know) {
  EXPECT_EQ(names_of({FileType::pdf, FileType::text, FileType::docx}), "PDF, TXT, CSV (UTF-8), DOCX");
  EXPECT_EQ(media_type(FileType::ods), "application/vnd.oasis.opendocument.spreadsheet");
}

}  // namespace
}  // namespace couloir::files
