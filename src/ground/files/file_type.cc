// Magic numbers, and for office files the directory of their zip.
#include "files/file_type.h"

#include <algorithm>

#include "base/text.h"
#include "files/zip_list.h"

namespace couloir::files {
namespace {

using namespace std::literals;
using Byte = unsigned char;

struct TypeFacts {
  FileType type;
  std::string_view media, extension, shown;
};
constexpr std::array kFacts{
    TypeFacts{FileType::pdf, "application/pdf", "pdf", "PDF"},
    TypeFacts{FileType::png, "image/png", "png", "PNG"},
    TypeFacts{FileType::jpeg, "image/jpeg", "jpg", "JPEG"},
    TypeFacts{FileType::gif, "image/gif", "gif", "GIF"},
    TypeFacts{FileType::webp, "image/webp", "webp", "WebP"},
    TypeFacts{FileType::text, "text/plain; charset=utf-8", "txt", "TXT, CSV (UTF-8)"},
    TypeFacts{FileType::docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
              "DOCX"},
    TypeFacts{FileType::xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "XLSX"},
    TypeFacts{FileType::pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx",
              "PPTX"},
    TypeFacts{FileType::odt, "application/vnd.oasis.opendocument.text", "odt", "ODT"},
    TypeFacts{FileType::ods, "application/vnd.oasis.opendocument.spreadsheet", "ods", "ODS"},
    TypeFacts{FileType::odp, "application/vnd.oasis.opendocument.presentation", "odp", "ODP"}};

const TypeFacts& facts(FileType type) { return kFacts[static_cast<std::size_t>(type)]; }

bool contains(std::string_view text, std::string_view piece) { return text.find(piece) != std::string_view::npos; }

std::string_view tail(std::string_view content, std::size_t bytes) {
  return content.substr(content.size() - std::min(bytes, content.size()));
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::uint32_t little_endian(std::string_view four) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<Byte>(four[i]);
  return value;
}

constexpr std::string_view kCutShort =
    _t("“{1}” is cut short or damaged: its end is missing. Send it again, or save it anew.");
constexpr std::string_view kDamagedZip =
    _t("“{1}” is a zip archive that is damaged, cut short or protected with a password. Send the files themselves.");
constexpr std::string_view kMacros =
    _t("“{1}” holds macros, which run as programs on whoever opens it. Save it without macros, or as PDF.");

constexpr std::string_view kInside = _t(
    "“{1}” carries another file inside it (an OLE object), which nobody can look into here. Take it out, or save the "
    "whole as PDF.");
constexpr std::string_view kTemplate =
    _t("“{1}” fetches its template from another place when it is opened. Detach the template, or save it as PDF.");
constexpr std::string_view kPdfActs = _t(
    "“{1}” is a PDF that starts a program, runs a script or carries other files. Print it to a new PDF, and send the "
    "files one by one.");

Sniffed whole_if(bool ends_well, FileType type) { return ends_well ? Sniffed{type} : Sniffed{std::nullopt, kCutShort}; }

// ── office files ──

bool is_ooxml_macro(std::string_view name) {
  return name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml") || name.starts_with("xl/macrosheets/");
}

/// A library of Basic or a script; LibreOffice's empty indexes do not count.
bool is_odf_macro(std::string_view name) {
  if (name.ends_with('/')) return false;
  if (name.starts_with("scripts/")) return true;
  return name.starts_with("basic/") && !name.ends_with("-lb.xml") && !name.ends_with("-lc.xml");
}

bool is_ole_object(std::string_view name) { return contains(name, "/embeddings/") && name.ends_with(".bin"); }

/// Of a Word file: its template lies on a server, which its reader's program would ask for it. One on the writer's disk
/// is harmless, and usual.
bool fetches_template(std::string_view zip) {
  auto links = lower(list_zip(zip, "word/_rels/settings.xml.rels", 1 << 20).wanted);
  if (!contains(links, "attachedtemplate")) return false;
  for (std::string_view elsewhere : {"http:", "https:", "ftp:", "\\\\", "//", "file:///\\\\", "file://///"})
    for (std::string_view quote : {"\"", "'"})
      if (contains(links, "target=" + std::string(quote) + std::string(elsewhere))) return true;
  return false;
}

struct OfficeKind {
  FileType type;
  std::string_view part, main;
};
constexpr std::array kOoxml{OfficeKind{FileType::docx, "word/document.xml", "wordprocessingml.document.main+xml"},
                            OfficeKind{FileType::xlsx, "xl/workbook.xml", "spreadsheetml.sheet.main+xml"},
                            OfficeKind{FileType::pptx, "ppt/presentation.xml", "presentationml.presentation.main+xml"}};
constexpr std::array kOdf{FileType::odt, FileType::ods, FileType::odp};

/// ODF puts its type first, unpacked, under the name mimetype: byte 30 of the archive.
std::optional<FileType> odf_type(std::string_view zip) {
  constexpr std::string_view kName = "mimetype";
  if (zip.size() < 120 || zip.substr(30, kName.size()) != kName) return std::nullopt;
  bool stored = zip[8] == 0 && zip[9] == 0, nothing_between = zip[28] == 0 && zip[29] == 0;
  if (!stored || !nothing_between) return std::nullopt;
  auto size = little_endian(zip.substr(18, 4));
  auto told = zip.substr(38, std::min<std::size_t>(size, 100));
  for (auto type : kOdf)
    if (told == facts(type).media) return type;
  return std::nullopt;
}

Sniffed sniff_zip(std::string_view zip) {
  constexpr std::size_t kContentTypes = 1 << 20;  // a presentation of a thousand slides takes a tenth of it
  auto list = list_zip(zip, "[Content_Types].xml", kContentTypes);
  if (list.too_large)
    return {std::nullopt,
            _t("“{1}” would unpack to more than a gigabyte or ten thousand parts. Send something smaller.")};
  if (!list.readable) return {std::nullopt, kDamagedZip};
  auto holds = [&](auto&& is) {
    return std::ranges::any_of(list.entries, [&](const ZipEntry& e) { return is(std::string_view(lower(e.name))); });
  };
  // Both lists, whatever it says it is: programs that open one kind also open the other under a false name.
  auto types = lower(list.wanted);
  if (holds(is_odf_macro) || holds(is_ooxml_macro) || contains(types, "macroenabled") ||
      contains(types, "vbaproject") || contains(types, "macrosheet"))
    return {std::nullopt, kMacros};
  if (holds(is_ole_object)) return {std::nullopt, kInside};
  if (holds([](std::string_view name) { return name == "word/_rels/settings.xml.rels"; }) && fetches_template(zip))
    return {std::nullopt, kTemplate};
  if (auto type = odf_type(zip)) return {*type};
  if (!list.wanted.empty()) {
    for (const auto& kind : kOoxml)
      if (contains(types, kind.main) && holds([&](std::string_view name) { return name == kind.part; }))
        return {kind.type};
  }
  return {std::nullopt, _t("“{1}” is a zip archive or another packed file. Send the files in it one by one.")};
}

// ── PDF ──

/// The name that begins after the "/" at `at`, with #61 for a letter read as the letter; at most 20 letters.
std::string pdf_name(std::string_view pdf, std::size_t at) {
  auto hex = [&](std::size_t i) {
    char c = i < pdf.size() ? pdf[i] : '\0';
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
  };
  std::string name;
  for (auto i = at + 1; i < pdf.size() && name.size() < 20; ++i) {
    bool escaped = pdf[i] == '#' && hex(i + 1) >= 0 && hex(i + 2) >= 0;
    char c = escaped ? static_cast<char>(hex(i + 1) * 16 + hex(i + 2)) : pdf[i];
    bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!letter) break;
    name += c;
    if (escaped) i += 2;
  }
  return name;
}

/// Whether it says that it starts something or holds other files. Only as far as its bytes are readable: what lies in
/// compressed object streams (PDF 1.5) or is encrypted is not seen, so this stops the careless and not the cunning; a
/// virus scanner on the data folder sees more.
bool pdf_acts(std::string_view pdf) {
  for (auto at = pdf.find('/'); at != std::string_view::npos; at = pdf.find('/', at + 1)) {
    auto name = pdf_name(pdf, at);
    if (name == "Launch" || name == "JavaScript" || name == "JS" || name == "EmbeddedFile" || name == "EmbeddedFiles")
      return true;
  }
  return false;
}

Sniffed sniff_pdf(std::string_view pdf) {
  if (!contains(tail(pdf, 2048), "%%EOF")) return {std::nullopt, kCutShort};
  return pdf_acts(pdf) ? Sniffed{std::nullopt, kPdfActs} : Sniffed{FileType::pdf};
}

// ── everything else ──

struct Refused {
  std::string_view starts, sentence;
};
constexpr auto kProgram = _t("“{1}” is a program, whatever its name says.");
constexpr auto kArchive = _t("“{1}” is an archive. Send the files in it one by one.");
constexpr auto kOldOffice =
    _t("“{1}” is an Office file of before 2007, or one with a password. Save it as DOCX, XLSX, PPTX or PDF, without a "
       "password.");
constexpr auto kMarkup = _t("“{1}” is a web page, an SVG picture or XML, which can carry scripts. Save it as PDF.");
constexpr std::array kRefused{Refused{"MZ", kProgram},
                              Refused{"\x7f"
                                      "ELF",
                                      kProgram},
                              Refused{"\xca\xfe\xba\xbe", kProgram},
                              Refused{"\xcf\xfa\xed\xfe", kProgram},
                              Refused{"\xce\xfa\xed\xfe", kProgram},
                              Refused{"#!", kProgram},
                              Refused{"L\0\0\0"sv, kProgram},
                              Refused{"\x1f\x8b", kArchive},
                              Refused{"BZh", kArchive},
                              Refused{"\xfd"
                                      "7zXZ",
                                      kArchive},
                              Refused{"7z\xbc\xaf\x27\x1c", kArchive},
                              Refused{"Rar!", kArchive},
                              Refused{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kOldOffice},
                              Refused{"{\\rtf", _t("“{1}” is an RTF file. Save it as DOCX, ODT or PDF.")},
                              Refused{"%!PS", _t("“{1}” is a PostScript file. Save it as PDF.")}};

/// Two letters alone are also the start of honest text: “MZ” counts only before bytes that no text has.
bool begins_like_text(std::string_view content) {
  return is_plain_text(content.substr(0, 2)) && is_utf8(content) && is_plain_text(content);
}

Sniffed sniff_text(std::string_view content) {
  if (content.starts_with("\xff\xfe") || content.starts_with("\xfe\xff") ||
      content.starts_with(std::string_view("\0\0\xfe\xff", 4)))
    return {std::nullopt, _t("“{1}” is text in UTF-16. Save it as UTF-8.")};
  if (!is_utf8(content)) {
    bool binary = std::ranges::any_of(
        content, [](char c) { return static_cast<Byte>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; });
    if (binary) return {std::nullopt, _t("“{1}” is of a kind that is not known here.")};
    return {std::nullopt, _t("“{1}” is text, but not in UTF-8. Save it as UTF-8 (in Excel: “CSV UTF-8”).")};
  }
  if (!is_plain_text(content)) return {std::nullopt, _t("“{1}” is of a kind that is not known here.")};
  auto start = trim(content.substr(0, 64 << 10));
  if (start.empty()) return {std::nullopt, _t("“{1}” holds nothing but spaces.")};
  if (start.starts_with('<')) return {std::nullopt, kMarkup};
  return {FileType::text};
}

}  // namespace

std::string_view media_type(FileType type) { return facts(type).media; }
std::string_view extension(FileType type) { return facts(type).extension; }

std::string names_of(FileTypes types) {
  std::string names;
  for (const auto& f : kFacts)
    if (types.has(f.type)) names.append(names.empty() ? "" : ", ").append(f.shown);
  return names;
}

Sniffed sniff(std::string_view content) {
  if (content.empty()) return {std::nullopt, _t("“{1}” is empty.")};
  if (content.starts_with("%PDF-1."sv) || content.starts_with("%PDF-2."sv)) return sniff_pdf(content);
  if (content.starts_with("\x89PNG\r\n\x1a\n"sv))
    return whole_if(
        content.size() > 40 && content.substr(12, 4) == "IHDR" && contains(tail(content, 1024), "IEND\xae\x42\x60\x82"),
        FileType::png);
  if (content.starts_with("\xff\xd8\xff"sv)) return whole_if(contains(tail(content, 4096), "\xff\xd9"), FileType::jpeg);
  if (content.starts_with("GIF87a"sv) || content.starts_with("GIF89a"sv))
    return whole_if(content.size() > 13 && contains(tail(content, 16), ";"), FileType::gif);
  if (content.starts_with("RIFF"sv) && content.size() >= 16 && content.substr(8, 4) == "WEBP")
    return whole_if(std::uint64_t{little_endian(content.substr(4, 4))} + 8 <= content.size(), FileType::webp);
  if (content.starts_with("PK\x03\x04"sv)) return sniff_zip(content);
  if (content.starts_with("PK"sv) && !begins_like_text(content)) return {std::nullopt, kDamagedZip};
  for (const auto& refused : kRefused)
    if (content.starts_with(refused.starts)) {
      bool honest = refused.starts.size() <= 3 && refused.starts != "#!" && begins_like_text(content);
      if (!honest) return {std::nullopt, refused.sentence};
    }
  return sniff_text(content);
}

// ── names ──
namespace {

struct Range {
  char32_t first, last;
};
/// Invisible, or able to turn the order of letters around.
constexpr std::array kHidden{
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},     Range{0xAD, 0xAD},       Range{0x61C, 0x61C},   Range{0x180E, 0x180E},
    Range{0x200B, 0x200F}, Range{0x2028, 0x202E}, Range{0x2060, 0x206F},   Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF},
    Range{0xFFF0, 0xFFFF}, Range{0xE000, 0xF8FF}, Range{0xE0000, 0x10FFFF}};

/// REQUIRES: well-formed UTF-8.
char32_t code_point_at(std::string_view text, std::size_t at, std::size_t& length) {
  auto first = static_cast<Byte>(text[at]);
  length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (static_cast<Byte>(text[at + i]) & 0x3FU);
  return code;
}

/// Without folders and what a name must not hold; what Windows forbids becomes "_", each run of spaces one space.
std::string visible_part(std::string_view given) {
  given = given.substr(given.find_last_of("/\\") + 1);
  std::string name;
  for (std::size_t at = 0, length = 0; at < given.size(); at += length) {
    auto code = code_point_at(given, at, length);
    bool break_or_tab = code >= 0x09 && code <= 0x0D;
    if (!break_or_tab && std::ranges::any_of(kHidden, [code](Range r) { return r.first <= code && code <= r.last; }))
      continue;
    if (auto space = space_at(given, at); space != 0) {
      if (!name.empty() && name.back() != ' ') name += ' ';
    } else if (length == 1 && contains(":*?\"<>|", given.substr(at, 1))) {
      name += '_';
    } else {
      name += given.substr(at, length);
    }
  }
  return name;
}

/// Names that Windows keeps for devices.
bool is_device(std::string_view stem) {
  constexpr std::array kDevices{"con", "prn", "aux", "nul"};
  auto s = lower(stem.substr(0, stem.find('.')));
  if (std::ranges::find(kDevices, s) != kDevices.end()) return true;
  return s.size() == 4 && (s.starts_with("com") || s.starts_with("lpt")) && s[3] >= '0' && s[3] <= '9';
}

bool ends_rightly(std::string_view end, FileType type) {
  constexpr std::array kTexts{"txt", "csv", "tsv", "md", "log", "json"};
  if (type == FileType::text) return std::ranges::find(kTexts, end) != kTexts.end();
  return end == facts(type).extension || (type == FileType::jpeg && end == "jpeg");
}

}  // namespace

Result<FileType> type_of(std::string_view name, std::string_view content, FileTypes taken) {
  auto shown = is_utf8(name) ? shortened(visible_part(name), 100) : std::string("?");
  auto found = sniff(content);
  Sentence what;
  if (!found.type)
    what = {std::string(found.otherwise), {shown}};
  else if (taken.has(*found.type))
    return *found.type;
  else
    what = say("“{1}” is a {2} file by its content, and none is taken here.", shown, facts(*found.type).shown);
  return Error::invalid(std::move(what), {{"", say("Taken here: {1}.", names_of(taken))}});
}

std::string clean_name(std::string_view given, FileType type) {
  constexpr std::size_t kLongest = 100, kLongestBytes = 180;  // a file system takes 255 bytes, and "(1)" comes to it
  auto name = is_utf8(given) ? visible_part(given) : std::string();
  auto dot = name.rfind('.');
  std::string end = dot == std::string::npos ? "" : name.substr(dot + 1);
  if (ends_rightly(lower(end), type))
    name.resize(dot);
  else
    end = facts(type).extension;
  auto cut = [&](std::string_view stem) {
    stem = first_code_points(stem, kLongest - 1 - end.size());
    while (stem.size() > kLongestBytes) stem = first_code_points(stem, count_of_code_points(stem) - 1);
    auto first = stem.find_first_not_of(". "), last = stem.find_last_not_of(". ");
    return first == std::string_view::npos ? std::string("file") : std::string(stem.substr(first, last - first + 1));
  };
  auto stem = cut(name);
  if (is_device(stem)) stem = cut("_" + stem);
  return stem + "." + end;
}

std::string name_to_save(std::string_view clean, FileType type, std::string_view content) {
  std::string name(clean);
  if (type != FileType::text || !lower(clean).ends_with(".csv")) return name;
  bool begins = true;  // a cell
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  for (char c : content) {
    if (begins && (c == '=' || c == '+' || c == '@')) return name + ".txt";
    begins = c == '\n' || c == '\r' || c == ';' || c == ',' || c == '\t' || (begins && (c == '"' || c == ' '));
  }
  return name;
}

}  // namespace couloir::files
