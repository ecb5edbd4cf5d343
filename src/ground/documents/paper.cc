#include "documents/paper.h"

#include "html/picture.h"
#include "words/words.h"

namespace couloir::documents {

using html::cls;
using html::el;

Html cover(const Cover& c) {
  Html lane;
  for (int i = 0; i < 3; ++i) lane += el("li", {i == c.station ? cls("here") : html::none()}, {view::station_name(i)});
  auto rows = html::each(c.facts, [](const view::Fact& fact) {
    return el("div", {}, {el("dt", {}, {fact.name}), el("dd", {}, {fact.value})});
  });
  return el("header", {cls("cover")},
            {el("ol", {cls("stations")}, {lane}), el("p", {cls("eyebrow")}, {c.eyebrow}), el("h1", {}, {c.title}),
             el("p", {cls("owner")}, {c.owner}), el("dl", {cls("facts")}, {rows})});
}

Html part(std::string_view title, html::Children children, std::string_view id) {
  return el("section", {id.empty() ? html::none() : html::id(id)}, {el("h2", {}, {title}), html::join(children)});
}

Html boxed(html::Children children) { return el("div", {cls("boxed")}, children); }
Html small(std::string_view text) { return el("p", {cls("small")}, {text}); }

Html sheet(const view::Table& table, const std::vector<int>& widths) {
  Html columns, head, body;
  for (int width : widths) columns += el("col", {cls("w" + std::to_string(width))});
  for (const auto& column : table.columns)
    head += el("th", {{"scope", "col"}, column.numeric ? cls("num") : html::none()}, {column.label});
  for (const auto& row : table.rows) {
    Html cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      auto kind = table.columns[i].numeric ? cls("num") : html::none();
      cells += i == 0 ? el("th", {{"scope", "row"}, kind}, {row.cells[i]}) : el("td", {kind}, {row.cells[i]});
    }
    body += el("tr", {}, {cells});
  }
  return el("table", {},
            {table.caption.empty() ? Html() : el("caption", {}, {table.caption}), columns,
             el("thead", {}, {el("tr", {}, {head})}), el("tbody", {}, {body})});
}

std::string paper(const Paper& p) {
  auto head = el("head", {},
                 {el("meta", {{"charset", "utf-8"}}), el("title", {}, {p.title}),
                  el("meta", {{"name", "generator"}, {"content", "couloir"}})});
  // What stands above and below each page is taken from attributes: an element would be read out as text of the
  // document.
  auto body = el("body", {{"data-title", p.title}, {"data-foot", p.foot}}, {p.body});
  return html::document({el("html", {{"lang", name_of(language())}}, {head, body})});
}

}  // namespace couloir::documents
