// Markup of lists. On narrow screens couloir.css turns each row into a card; data-label then names the value.
#include "html/table.h"

#include <string>

#include "words/words.h"

namespace couloir::view {

using html::Attr;
using html::cls;
using html::each;
using html::el;
using html::href;
using html::join;

namespace {

Attr aria_sort(Sorted s) {
  switch (s) {
    case Sorted::no:
      return html::none();
    case Sorted::up:
      return {"aria-sort", "ascending"};
    case Sorted::down:
      return {"aria-sort", "descending"};
  }
  return html::none();
}

Html column_head(const Column& c) {
  auto words = c.sort.empty() ? html::text(c.label)
                              : el("a",
                                   {cls(c.sorted == Sorted::no   ? "sort"
                                        : c.sorted == Sorted::up ? "sort up"
                                                                 : "sort down"),
                                    href(c.sort)},
                                   {c.label, icon(c.sorted == Sorted::no ? Icon::sort : Icon::chevron)});
  return el("th", {{"scope", "col"}, c.numeric ? cls("num") : html::none(), aria_sort(c.sorted)}, {words});
}

Html cell(const Column& c, const Html& inside, bool names_row) {
  if (names_row) return el("th", {{"scope", "row"}}, {inside});
  return el("td", {c.numeric ? cls("num") : html::none(), {"data-label", c.label}}, {inside});
}

Html row_of(const Table& t, const Row& r, bool any_actions) {
  Html cells;
  std::size_t length = 0;
  for (auto& inside : r.cells) length += inside.str().size() + 64;
  cells.reserve(length);
  for (std::size_t i = 0; i < r.cells.size() && i < t.columns.size(); ++i)
    cells += cell(t.columns[i], r.cells[i], i == 0);
  if (any_actions) cells += el("td", {cls("row-actions")}, {r.actions});
  return el("tr", {r.marked ? cls("marked") : html::none()}, {cells});
}

}  // namespace

Html table(const Table& t) {
  if (t.rows.empty() && !t.empty.empty()) return t.empty;
  bool any_actions = false;
  for (auto& r : t.rows) any_actions |= !r.actions.empty();
  auto last = any_actions ? el("th", {{"scope", "col"}}, {el("span", {cls("unseen")}, {tr("Actions")})}) : Html{};
  auto head = el("caption", {cls(t.caption_hidden ? "unseen" : "")}, {t.caption}) +
              el("thead", {}, {el("tr", {}, {each(t.columns, column_head), last})});
  auto out =
      html::start_of("div", {cls("table-box")}) + html::start_of("table", {}) + head + html::start_of("tbody", {});
  for (auto& r : t.rows) {
    auto row = row_of(t, r, any_actions);
    if (&r == &t.rows.front())
      out.reserve(out.str().size() + t.rows.size() * (row.str().size() + row.str().size() / 4));
    out += row;
  }
  return std::move(out) + html::end_of("tbody") + html::end_of("table") + html::end_of("div");
}

Html pagination(const Pages& p) {
  auto to = [](const Url& url, std::string_view text, Icon before, bool after) {
    if (url.empty()) return Html{};
    auto words = el("span", {}, {text});
    return el("a", {cls("button"), href(url), {"rel", after ? "next" : "prev"}},
              {after ? join({words, icon(before)}) : join({icon(before), words})});
  };
  return el("nav", {cls("pages"), {"aria-label", tr("Pages of the list")}},
            {el("p", {}, {tr("{1} of {2}", number(p.shown), number(p.total))}),
             el("div", {cls("actions")},
                {to(p.previous, tr("Previous"), Icon::back, false), to(p.next, tr("Next"), Icon::arrow, true)})});
}

Html filters(const Filters& f) {
  auto clear = f.clear.empty() ? Html{} : button(Action{tr("Show all"), f.clear, Weight::quiet, Icon::close});
  auto right = f.actions.empty() ? Html{} : el("div", {cls("actions")}, {f.actions});
  return el("div", {cls("filters")},
            {el("form",
                {{"method", "get"},
                 html::action(f.action),
                 {"role", "search"},
                 {"aria-label", tr("Filter the list")},
                 {"data-send", tr("Choosing from a list filters at once.")}},
                {fields(f.fields),
                 el("div", {cls("actions")},
                    {submit({.text = tr("Filter"), .weight = Weight::secondary, .icon = Icon::search}), clear})}),
             right});
}

}  // namespace couloir::view
