#include "reception/open_now.h"

#include <algorithm>

#include "html/html.h"
#include "reception/wording.h"

namespace couloir::reception {

using html::el;
using html::Html;

namespace {

Html tag_of(Opening opening) {
  switch (opening) {
    case Opening::to_come:
      return view::tag(trc("call", "To come"), view::Tone::info, view::Icon::clock);
    case Opening::open:
      return view::tag(trc("call", "Open"), view::Tone::good, view::Icon::check);
    case Opening::closed:
      return view::tag(trc("call", "Closed"));
  }
  return {};
}

/// Every fact of the region pack carries its source, its date and how sure it is.
Html source_line(const region::Fact& fact) {
  auto words = tr("Source of {1}, {2}.", written(fact.date), word(fact.status));
  auto linked =
      fact.source.starts_with("https://") ? view::link({words, html::external(fact.source)}) : html::text(words);
  return el("p", {html::cls("note")}, {linked});
}

}  // namespace

OpeningCard edition_card(const region::Pack& pack, Date today) {
  if (pack.editions.empty())
    return {Opening::to_come, {.title = tr("AI Week"), .body = html::text(tr("No edition is announced."))}};
  auto next = std::ranges::find_if(pack.editions, [&](const auto& e) { return e.closes >= today; });
  bool none_ahead = next == pack.editions.end();
  const auto& edition = none_ahead ? pack.editions.back() : *next;
  std::string towns;
  for (const auto& code : edition.towns)
    if (const auto* town = region::find(pack.towns, code)) towns += (towns.empty() ? "" : ", ") + town->name.text();
  std::vector<view::Fact> facts{{tr("From"), html::text(long_date(edition.opens))},
                                {tr("To"), html::text(long_date(edition.closes))},
                                {tr("Where"), html::text(towns)}};
  auto next_one = none_ahead ? el("p", {}, {tr("The next edition is not announced yet.")}) : Html();
  auto opening = none_ahead ? Opening::closed : edition.opens <= today ? Opening::open : Opening::to_come;
  return {opening,
          {.title = edition.name.text(),
           .body = view::facts(facts) + next_one,
           .tags = tag_of(opening),
           .foot = source_line(edition.fact)}};
}

}  // namespace couloir::reception
