#include "documents/odt.h"

#include <fmt/format.h>

#include "base/text.h"
#include "documents/writing.h"
#include "files/zip_writer.h"
#include "html/picture.h"

namespace couloir::documents {
namespace {

constexpr std::string_view kMime = "application/vnd.oasis.opendocument.text";
constexpr std::string_view kNames = R"( xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0")"
                                    R"( xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0")"
                                    R"( xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0")"
                                    R"( xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0")"
                                    R"( xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0")"
                                    R"( xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0")"
                                    R"( xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0")"
                                    R"( xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3")";

/// What XML 1.0 has no way to hold is left out: control characters and two code points that are none.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")
      i += 2;
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
      out += c;
  }
  return out;
}

/// ODF takes white space together as HTML does: what must stay is said by elements.
std::string running(std::string_view text) {
  std::string out;
  bool after_space = true;  // at the beginning of a paragraph a space would vanish
  for (char c : escaped(text)) {
    if (c == '\n')
      out += "<text:line-break/>";
    else if (c == '\t')
      out += "<text:tab/>";
    else if (c == ' ' && after_space)
      out += "<text:s/>";
    else
      out += c;
    after_space = c == ' ' || c == '\n' || c == '\t';
  }
  return out;
}

constexpr std::string_view kXml = R"(<?xml version="1.0" encoding="UTF-8"?>)"
                                  "\n";

std::string styles(const OdtFrame& frame) {
  auto tongue =
      frame.language == Lang::fr ? R"(fo:language="fr" fo:country="FR")" : R"(fo:language="en" fo:country="GB")";
  auto style = [](std::string_view name, std::string_view parent, std::string_view paragraph, std::string_view text) {
    return fmt::format(
        R"(<style:style style:name="{}" style:family="paragraph"{}><style:paragraph-properties {}/><style:text-properties {}/></style:style>)",
        name, parent.empty() ? "" : fmt::format(R"( style:parent-style-name="{}")", parent), paragraph, text);
  };
  auto heading = [&](int level, std::string_view space, std::string_view text) {
    return fmt::format(
        R"(<style:style style:name="Heading_20_{0}" style:display-name="Heading {0}" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:default-outline-level="{0}"><style:paragraph-properties fo:keep-with-next="always" {1}/><style:text-properties fo:font-weight="bold" {2}/></style:style>)",
        level, space, text);
  };
  // Atkinson Hyperlegible where it is installed; the others are those that word processors bring.
  std::string fonts =
      R"(<office:font-face-decls><style:font-face style:name="Body" svg:font-family="'Atkinson Hyperlegible', 'Liberation Sans', Arial, sans-serif"/><style:font-face style:name="Mono" svg:font-family="'DejaVu Sans Mono', 'Liberation Mono', monospace"/></office:font-face-decls>)";
  std::string all = fmt::format(
      R"(<style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="page" fo:orphans="2" fo:widows="2"/><style:text-properties style:font-name="Body" fo:font-size="10.5pt" fo:color="#2b211b" {} fo:hyphenate="false"/></style:default-style>)",
      tongue);
  all += style("Standard", "", R"(fo:line-height="130%")", "");
  all +=
      R"(<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.25cm"/></style:style>)";
  all +=
      heading(1, R"(fo:margin-top="0.2cm" fo:margin-bottom="0.2cm" fo:line-height="115%")", R"(fo:font-size="22pt")");
  all += heading(
      2,
      R"(fo:margin-top="0.8cm" fo:margin-bottom="0.25cm" fo:padding-top="0.15cm" fo:border-top="1.5pt solid #a3463c")",
      R"(fo:font-size="14pt" fo:color="#85332b")");
  all += heading(3, R"(fo:margin-top="0.4cm" fo:margin-bottom="0.12cm")", R"(fo:font-size="11.5pt")");
  all += style("Lane", "Standard", R"(fo:margin-bottom="0.9cm")", R"(fo:font-size="9pt" fo:color="#85332b")");
  all += style("Eyebrow", "Standard", R"(fo:margin-bottom="0cm")", R"(fo:font-weight="bold" fo:color="#a3463c")");
  all += style("Owner", "Standard", R"(fo:margin-bottom="0.4cm")", R"(fo:font-size="12pt" fo:color="#66584d")");
  all += style("Small", "Standard", R"(fo:margin-bottom="0.15cm")", R"(fo:font-size="9pt" fo:color="#66584d")");
  all += style("Strong", "Standard", R"(fo:margin-bottom="0.1cm")", R"(fo:font-weight="bold")");
  all += style("Mark", "Standard", R"(fo:margin-bottom="0.1cm")", R"(fo:font-weight="bold" fo:color="#7a5100")");
  all += style("Print", "Standard", R"(fo:margin-bottom="0.1cm")",
               R"(style:font-name="Mono" fo:font-size="8pt" fo:color="#66584d")");
  all += style(
      "Boxed", "Standard",
      R"(fo:margin-bottom="0.3cm" fo:padding="0.25cm" fo:background-color="#f8f1e8" fo:border-left="2.2pt solid #a3463c")",
      "");
  all += style("Cell", "Standard", R"(fo:margin-bottom="0cm" fo:line-height="120%")", R"(fo:font-size="9.5pt")");
  all += style("Cell_20_head", "Cell", R"(fo:keep-with-next="always")", R"(fo:font-weight="bold" fo:color="#66584d")");
  all += style("Cell_20_number", "Cell", R"(fo:text-align="end")", "");
  all += style("Cell_20_sum", "Cell_20_head", R"(fo:text-align="end")", "");
  all += style("Leftwards", "Text_20_body", R"(style:writing-mode="rl-tb" fo:text-align="start")", "");
  all += style("Right", "Standard", R"(fo:margin-left="9cm" fo:margin-bottom="0.5cm")", "");
  all += style("Foot", "Standard", R"(fo:margin-top="0cm")", R"(fo:font-size="8pt" fo:color="#66584d")");
  all +=
      R"(<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.45cm" fo:margin-left="0.6cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>)";
  std::string layout =
      R"(<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="1.8cm" fo:margin-bottom="1.5cm" fo:margin-left="2cm" fo:margin-right="2cm" style:writing-mode="lr-tb"/><style:footer-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>)"
      R"(<style:style style:name="FootRow" style:family="paragraph" style:parent-style-name="Foot"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="17cm" style:type="right"/></style:tab-stops></style:paragraph-properties></style:style>)";
  auto foot = fmt::format(
      R"(<style:footer><text:p text:style-name="FootRow">{}<text:tab/>Page <text:page-number text:select-page="current">1</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer>)",
      running(frame.foot));
  return fmt::format(
      R"({}<office:document-styles{}>{}<office:styles>{}</office:styles><office:automatic-styles>{}</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">{}</style:master-page></office:master-styles></office:document-styles>)",
      kXml, kNames, fonts, all, layout, foot);
}

std::string meta(const OdtFrame& frame) {
  return fmt::format(
      R"({}<office:document-meta{}><office:meta><meta:generator>couloir</meta:generator><dc:title>{}</dc:title><dc:language>{}</dc:language></office:meta></office:document-meta>)",
      kXml, kNames, escaped(frame.title), frame.language == Lang::fr ? "fr-FR" : "en-GB");
}

std::string manifest() {
  std::string entries;
  for (std::string_view path : {"content.xml", "styles.xml", "meta.xml"})
    entries += fmt::format(R"(<manifest:file-entry manifest:full-path="{}" manifest:media-type="text/xml"/>)", path);
  return fmt::format(
      R"({}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{}"/>{}</manifest:manifest>)",
      kXml, kMime, entries);
}

}  // namespace

void OdtText::paragraph(std::string_view text, std::string_view style) {
  body_ += fmt::format(R"(<text:p text:style-name="{}">{}</text:p>)", style, running(text));
}
void OdtText::heading(std::string_view text, int level) {
  body_ += fmt::format(R"(<text:h text:style-name="Heading_20_{0}" text:outline-level="{0}">{1}</text:h>)", level,
                       running(text));
}
void OdtText::list(const std::vector<std::string>& items) {
  body_ += R"(<text:list text:style-name="Bullets">)";
  for (const auto& item : items)
    body_ += fmt::format(R"(<text:list-item><text:p text:style-name="{}">{}</text:p></text:list-item>)",
                         runs_leftwards(item) ? "Leftwards" : "Text_20_body", running(item));
  body_ += "</text:list>";
}

void OdtText::table(const std::vector<std::string>& head, const std::vector<int>& percent,
                    const std::vector<std::vector<Cell>>& rows) {
  auto name = fmt::format("Table{}", ++tables_);
  constexpr double kWidth = 17;  // cm between the margins
  automatic_ += fmt::format(
      R"(<style:style style:name="{0}" style:family="table"><style:table-properties style:width="{1}cm" table:align="margins" fo:margin-bottom="0.4cm"/></style:style>)"
      R"(<style:style style:name="{0}.cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.08cm" fo:border-bottom="0.5pt solid #e6dacb"/></style:style>)"
      R"(<style:style style:name="{0}.row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>)",
      name, kWidth);
  std::string columns;
  auto count = head.empty() && !rows.empty() ? rows.front().size() : head.size();
  for (std::size_t i = 0; i < count; ++i) {
    auto share = percent.size() == count ? percent[i] / 100.0 : 1.0 / static_cast<double>(count);
    automatic_ += fmt::format(
        R"(<style:style style:name="{}.{}" style:family="table-column"><style:table-column-properties style:column-width="{:.2f}cm"/></style:style>)",
        name, i, kWidth * share);
    columns += fmt::format(R"(<table:table-column table:style-name="{}.{}"/>)", name, i);
  }
  auto cell = [&](std::string_view inside) {
    return fmt::format(
        R"(<table:table-cell table:style-name="{}.cell" office:value-type="string">{}</table:table-cell>)", name,
        inside);
  };
  auto line = [](std::string_view text, std::string_view style) {
    return fmt::format(R"(<text:p text:style-name="{}">{}</text:p>)", style, running(text));
  };
  body_ += fmt::format(R"(<table:table table:name="{0}" table:style-name="{0}">{1})", name, columns);
  if (!head.empty()) {
    body_ += fmt::format(R"(<table:table-header-rows><table:table-row table:style-name="{}.row">)", name);
    for (const auto& label : head) body_ += cell(line(label, "Cell_20_head"));
    body_ += "</table:table-row></table:table-header-rows>";
  }
  for (const auto& row : rows) {
    body_ += fmt::format(R"(<table:table-row table:style-name="{}.row">)", name);
    for (const auto& each : row) {
      std::string inside;
      for (const auto& [text, style] : each.lines) inside += line(text, style);
      body_ += cell(inside.empty() ? line("", "Cell") : inside);
    }
    body_ += "</table:table-row>";
  }
  body_ += "</table:table>";
}

std::string OdtText::content() const {
  return fmt::format(
      R"({}<office:document-content{}><office:automatic-styles>{}</office:automatic-styles><office:body><office:text>{}</office:text></office:body></office:document-content>)",
      kXml, kNames, automatic_, body_);
}

std::string odt_file(const OdtText& text, const OdtFrame& frame) {
  return files::zip_of({{"mimetype", std::string(kMime), files::Packed::stored},
                        {"META-INF/manifest.xml", manifest()},
                        {"content.xml", text.content()},
                        {"styles.xml", styles(frame)},
                        {"meta.xml", meta(frame)}});
}

// ── a Writing as such a text ──

namespace {

std::string_view style_of(const Line& line, std::string_view plain) {
  switch (line.voice) {
    case Voice::plain:
      return runs_leftwards(line.text) ? "Leftwards" : plain;
    case Voice::small:
      return "Small";
    case Voice::strong:
      return "Strong";
    case Voice::mark:
      return "Mark";
    case Voice::print:
      return "Print";
  }
  return plain;
}

/// "○ Cartographier — ● Déposer — ○ Industrialiser"
std::string lane_line(int here) {
  std::string all;
  for (int i = 0; i < 3; ++i)
    all += std::string(i == 0 ? "" : "   ——   ") + (i == here ? "● " : "○ ") + view::station_name(i);
  return all;
}

struct AsOdt {
  OdtText& odt;
  void operator()(const Title& t) const { odt.heading(t.text, t.level); }
  void operator()(const Line& l) const { odt.paragraph(l.text, style_of(l, "Text_20_body")); }
  void operator()(const Prose& p) const {
    for (const auto& block : blocks_of(p.text)) {
      if (block.list) {
        odt.list(block.lines);
        continue;
      }
      std::string all;
      for (const auto& line : block.lines) all += (all.empty() ? "" : "\n") + line;
      odt.paragraph(all, runs_leftwards(all) ? "Leftwards" : "Text_20_body");
    }
  }
  void operator()(const Bullets& b) const { odt.list(b.items); }
  void operator()(const FactList& f) const {
    std::vector<std::vector<OdtText::Cell>> rows;
    for (const auto& fact : f.facts) rows.push_back({{{{fact.name, "Cell_20_head"}}}, cell_of(fact.lines, "Cell")});
    odt.table({}, {30, 70}, rows);
  }
  void operator()(const Grid& g) const {
    if (!g.caption.empty()) odt.paragraph(g.caption, "Strong");
    std::vector<std::string> head;
    std::vector<int> percent;
    for (const auto& column : g.columns) {
      head.push_back(column.label);
      percent.push_back(column.percent);
    }
    std::vector<std::vector<OdtText::Cell>> rows;
    for (const auto& row : g.rows) {
      bool total = g.totals && &row == &g.rows.back();
      auto& cells = rows.emplace_back();
      for (std::size_t i = 0; i < row.size(); ++i)
        cells.push_back(cell_of(row[i], g.columns[i].numeric ? (total ? "Cell_20_sum" : "Cell_20_number")
                                                             : (total ? "Cell_20_head" : "Cell")));
    }
    odt.table(head, percent.empty() || percent.front() == 0 ? std::vector<int>() : percent, rows);
  }
  void operator()(const Box& b) const {
    std::string all;
    for (const auto& line : b.lines) all += (all.empty() ? "" : "\n") + line.text;
    odt.paragraph(all, "Boxed");
  }
  void operator()(const Room&) const { odt.paragraph(""); }

  static OdtText::Cell cell_of(const std::vector<Line>& lines, std::string_view plain) {
    OdtText::Cell cell;
    for (const auto& line : lines) cell.lines.emplace_back(line.text, style_of(line, plain));
    return cell;
  }
};

struct HeadAsOdt {
  OdtText& odt;
  void operator()(const FrontPage& f) const {
    odt.paragraph(lane_line(f.station), "Lane");
    odt.paragraph(f.eyebrow, "Eyebrow");
    odt.heading(f.title, 1);
    odt.paragraph(f.owner, "Owner");
    if (!f.facts.empty()) AsOdt{odt}(FactList{f.facts});
  }
  void operator()(const Letterhead& l) const {
    auto joined = [](const std::vector<std::string>& lines) {
      std::string all;
      for (const auto& line : lines) all += (all.empty() ? "" : "\n") + line;
      return all;
    };
    odt.paragraph(lane_line(l.station), "Lane");
    odt.paragraph(joined(l.from), "Text_20_body");
    odt.paragraph(joined(l.to), "Right");
    odt.paragraph(l.place_and_day, "Right");
    odt.heading(l.subject, 1);
  }
};

}  // namespace

std::string odt_of(const Writing& writing, std::string_view foot) {
  OdtText odt;
  std::visit(HeadAsOdt{odt}, writing.head);
  for (const auto& piece : writing.pieces) std::visit(AsOdt{odt}, piece);
  return odt_file(odt, {writing.title, std::string(foot), language()});
}

}  // namespace couloir::documents
