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

/// What stands around each cell of a column: the same in every row, so made once a table.
struct Around {
  Html before, after;
};
std::vector<Around> around_cells(const std::vector<Column>& columns) {
  std::vector<Around> all;
  for (auto& c : columns)
    if (all.empty())
      all.push_back({html::start_of("th", {{"scope", "row"}}), html::end_of("th")});
    else
      all.push_back(
          {html::start_of("td", {c.numeric ? cls("num") : html::none(), {"data-label", c.label}}), html::end_of("td")});
  return all;
}

void append_rows(Html& out, const Table& t, bool any_actions) {
  auto around = around_cells(t.columns);
  auto plain = html::start_of("tr", {}), marked = html::start_of("tr", {cls("marked")}), end = html::end_of("tr");
  auto length = out.str().size();
  for (auto& r : t.rows) {
    length += marked.str().size() + end.str().size() + r.actions.str().size() + 32;
    for (std::size_t i = 0; i < r.cells.size() && i < around.size(); ++i)
      length += around[i].before.str().size() + r.cells[i].str().size() + around[i].after.str().size();
  }
  out.reserve(length + 64);  // and what closes the table
  for (auto& r : t.rows) {
    out += r.marked ? marked : plain;
    for (std::size_t i = 0; i < r.cells.size() && i < around.size(); ++i)
      ((out += around[i].before) += r.cells[i]) += around[i].after;
    if (any_actions) out += el("td", {cls("row-actions")}, {r.actions});
    out += end;
  }
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
  append_rows(out, t, any_actions);
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
