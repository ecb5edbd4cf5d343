#include "reception/open_now.h"

#include <algorithm>

#include "html/html.h"
#include "reception/wording.h"

namespace couloir::reception {

using html::el;
using html::Html;

namespace {

std::string applicant_word(region::Applicant applicant) {
  switch (applicant) {
    case region::Applicant::member_lab:
      return tr("member labs");
    case region::Applicant::community:
      return tr("the whole community of the cluster");
    case region::Applicant::company_project:
      return tr("projects of companies");
  }
  return {};
}

std::string applicants_of(const region::Call& call) {
  std::string list;
  for (auto a : call.applicants) list += (list.empty() ? "" : ", ") + applicant_word(a);
  return list;
}

std::string cut_offs_of(const region::Call& call, std::string_view zone) {
  if (call.cut_offs.empty()) return tr("none announced");
  std::string list;
  for (const auto& c : call.cut_offs) list += (list.empty() ? "" : "; ") + date_time(c.at, zone);
  return list;
}

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
  auto status = word(static_cast<people::FactStatus>(fact.status));
  auto words = tr("Source of {1}, {2}.", written(fact.date), status);
  auto linked =
      fact.source.starts_with("https://") ? view::link({words, html::external(fact.source)}) : html::text(words);
  return el("p", {html::cls("note")}, {linked});
}

view::Card card_of(const region::Call& call, std::string_view zone, Opening opening) {
  std::vector<view::Fact> facts{{tr("Who may file"), html::text(applicants_of(call))},
                                {tr("Opens"), html::text(call.opens ? written(*call.opens) : tr("not announced"))},
                                {tr("Closes"), html::text(call.closes ? written(*call.closes) : tr("not announced"))},
                                {tr("Cut-offs"), html::text(cut_offs_of(call, zone))}};
  return {
      .title = call.name.text(), .body = view::facts(facts), .tags = tag_of(opening), .foot = source_line(call.fact)};
}

}  // namespace

Opening opening_of(const region::Call& call, Date today) {
  if (!call.opens || today < call.opens->first) return Opening::to_come;
  bool over =
      call.closes && call.closes->precision == region::PartialDate::Precision::day && today > call.closes->first;
  return over ? Opening::closed : Opening::open;
}

std::vector<OpeningCard> call_cards(const region::Pack& pack, Date today) {
  std::vector<OpeningCard> cards;
  for (const auto& call : pack.calls) {
    auto opening = opening_of(call, today);
    cards.push_back({opening, card_of(call, pack.region.zone, opening)});
  }
  return cards;
}

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
