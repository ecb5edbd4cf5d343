#include "documents/writing.h"

#include <algorithm>

#include "base/text.h"
#include "documents/paper.h"
#include "html/picture.h"
#include "html/table.h"

namespace couloir::documents {

using html::cls;
using html::el;

// ── a person's text ──

namespace {

/// Bytes of the bullet that a line begins with, the space after it included; 0: none.
std::size_t bullet_at(std::string_view line) {
  for (std::string_view bullet : {"- ", "* ", "• ", "– ", "— ", "· "})
    if (line.starts_with(bullet)) return bullet.size();
  return 0;
}

/// The next code point, taken off the front. REQUIRES: UTF-8, not empty.
char32_t next_letter(std::string_view& text) {
  auto first = static_cast<unsigned char>(text.front());
  std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t letter = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length && i < text.size(); ++i)
    letter = letter << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  text.remove_prefix(std::min(length, text.size()));
  return letter;
}

bool is_leftward(char32_t c) {  // Hebrew, Arabic, Syriac, Thaana, N’Ko and their presentation forms
  return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
}
bool is_rightward(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x590) || (c >= 0x900 && c < 0x2000) ||
         (c >= 0x3000 && c < 0xD800);
}

}  // namespace

bool runs_leftwards(std::string_view text) {
  while (!text.empty()) {
    auto letter = next_letter(text);
    if (is_leftward(letter)) return true;
    if (is_rightward(letter)) return false;
  }
  return false;
}

std::vector<Block> blocks_of(std::string_view text) {
  std::vector<Block> blocks;
  bool open = false;  // the last block may go on
  while (!text.empty()) {
    auto end = std::min(text.find('\n'), text.size());
    auto line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      open = false;
      continue;
    }
    auto bullet = bullet_at(line);
    bool list = bullet > 0;
    if (!open || blocks.back().list != list) blocks.push_back({list, {}});
    blocks.back().lines.emplace_back(trim(line.substr(bullet)));
    open = true;
  }
  return blocks;
}

// ── as paper ──

namespace {

html::Attr direction_of(std::string_view text) {
  return runs_leftwards(text) ? html::Attr{"dir", "rtl"} : html::none();
}

Html paragraph(const Line& line) {
  const char* kind = line.voice == Voice::small ? "small" : line.voice == Voice::print ? "print" : nullptr;
  Html inside = line.voice == Voice::strong ? el("strong", {}, {line.text})
                : line.voice == Voice::mark ? el("span", {cls("mark")}, {line.text})
                                            : html::text(line.text);
  return el("p", {kind ? cls(kind) : html::none(), direction_of(line.text)}, {inside});
}

/// One line goes without a paragraph, several have one each.
Html inside_of(const std::vector<Line>& lines) {
  if (lines.size() == 1 && lines[0].voice == Voice::plain && !runs_leftwards(lines[0].text))
    return html::text(lines[0].text);
  return html::each(lines, paragraph);
}

Html fact_rows(const std::vector<Named>& facts) {
  auto rows = html::each(facts, [](const Named& fact) {
    return el("div", {}, {el("dt", {}, {fact.name}), el("dd", {}, {inside_of(fact.lines)})});
  });
  return el("dl", {cls("facts")}, {rows});
}

Html bullets(const std::vector<std::string>& items) {
  return el("ul", {},
            {html::each(items, [](const std::string& item) { return el("li", {direction_of(item)}, {item}); })});
}

Html grid(const Grid& g) {
  view::Table table;
  table.caption = g.caption;
  std::vector<int> widths;
  for (const auto& column : g.columns) {
    table.columns.push_back({column.label, column.numeric, {}, {}});
    if (column.percent > 0) widths.push_back(column.percent);
  }
  for (std::size_t i = 0; i < g.rows.size(); ++i) {
    view::Row row;
    bool total = g.totals && i + 1 == g.rows.size();
    for (const auto& cell : g.rows[i])
      row.cells.push_back(total ? el("strong", {}, {inside_of(cell)}) : inside_of(cell));
    table.rows.push_back(std::move(row));
  }
  return sheet(table, widths);
}

struct OnPaper {
  Html operator()(const Title& t) const { return t.level == 2 ? el("h2", {}, {t.text}) : el("h3", {}, {t.text}); }
  Html operator()(const Line& l) const { return paragraph(l); }
  Html operator()(const Prose& p) const {
    Html all;
    for (const auto& block : blocks_of(p.text)) {
      Html lines;
      for (const auto& line : block.lines) lines += (lines.empty() ? Html() : el("br", {})) + html::text(line);
      all += block.list ? bullets(block.lines) : el("p", {direction_of(block.lines.front())}, {lines});
    }
    return all;
  }
  Html operator()(const Bullets& b) const { return bullets(b.items); }
  Html operator()(const FactList& f) const { return fact_rows(f.facts); }
  Html operator()(const Grid& g) const { return grid(g); }
  Html operator()(const Box& b) const { return boxed({html::each(b.lines, paragraph)}); }
  Html operator()(const Room&) const { return el("div", {cls("room")}, {}); }
};

Html stations(int here) {
  Html all;
  for (int i = 0; i < 3; ++i) all += el("li", {i == here ? cls("here") : html::none()}, {view::station_name(i)});
  return el("ol", {cls("stations")}, {all});
}

struct HeadOnPaper {
  Html operator()(const FrontPage& f) const {
    return el("header", {cls("cover")},
              {stations(f.station), el("p", {cls("eyebrow")}, {f.eyebrow}),
               el("h1", {direction_of(f.title)}, {f.title}), el("p", {cls("owner")}, {f.owner}), fact_rows(f.facts)});
  }
  Html operator()(const Letterhead& l) const {
    auto lines = [](const std::vector<std::string>& all) {
      Html joined;
      for (const auto& line : all) joined += (joined.empty() ? Html() : el("br", {})) + html::text(line);
      return joined;
    };
    return el("header", {cls("letterhead")},
              {stations(l.station), el("p", {cls("from")}, {lines(l.from)}), el("p", {cls("to")}, {lines(l.to)}),
               el("p", {cls("day")}, {l.place_and_day}), el("h1", {}, {l.subject})});
  }
};

}  // namespace

Html paper_of(const Writing& writing) {
  Html all = std::visit(HeadOnPaper{}, writing.head), part;
  auto close = [&] {
    if (!part.empty()) all += el("section", {}, {part});
    part = {};
  };
  for (const auto& piece : writing.pieces) {
    const auto* title = std::get_if<Title>(&piece);
    if (title != nullptr && title->level == 2) close();
    part += std::visit(OnPaper{}, piece);
  }
  close();
  auto station = std::visit([](const auto& head) { return head.station; }, writing.head);
  return el("div", {cls("station-" + std::to_string(station))}, {all});
}

}  // namespace couloir::documents
