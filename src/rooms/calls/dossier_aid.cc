// The aid of a dossier's company on its page: what it declares, what this platform granted it as far as who looks may
// know, and the form of the declaration.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "calls/dossier_page.h"
#include "calls/review_views.h"
#include "people/person.h"
#include "region/written.h"
#include "words/quantities.h"

namespace couloir::calls {

using html::el;
using html::Html;
using view::Weight;

void describe(Describer& d, AidText& t) {
  d.type("DossierAidEntry");
  d.field("granted_on", t.granted_on);
  d.field("euros", t.euros, between(0, 1e9));
  d.field("giver", t.giver, text(0, 200).or_keep());
  d.field("dossier", t.dossier,
          text(1, 60).doc(_t("Number of the dossier of this platform that it came by; empty: of none")));
}
void describe(Describer& d, DeclarationText& t) {
  d.type("DossierDeclaration");
  d.field("siren", t.siren, text(0, 20));
  d.field("none", t.none, Rule{}.or_keep());
  d.field("aids", t.aids, at_most(kMostAids));
}

Result<Declaration> declaration_of(const DeclarationText& text) {
  std::vector<Problem> found;
  auto siren = parse_siren(text.siren);
  if (!siren) found.push_back({"siren", siren.error().message});
  std::vector<Aid> aids;
  for (std::size_t i = 0; i < text.aids.size(); ++i) {
    const auto& row = text.aids[i];
    if (!row.granted_on && !row.euros && row.giver.empty() && !row.dossier) continue;
    if (!row.granted_on)
      found.push_back({fmt::format("aids/{}/granted_on", i), say("Say on which day it was granted.")});
    if (!row.euros) found.push_back({fmt::format("aids/{}/euros", i), say("Write an amount in euros.")});
    if (row.granted_on && row.euros)
      aids.push_back(
          {*row.granted_on, Euros{static_cast<std::int64_t>(std::llround(*row.euros * 100))}, row.giver, row.dossier});
  }
  if (aids.empty() && !text.none && found.empty())
    found.push_back({"none", say("List the aid that was had, or say that there was none.")});
  if (!aids.empty() && text.none)
    found.push_back({"none", say("Aid is listed below: untick this, or take the lines away.")});
  if (!found.empty()) return Error::invalid(std::move(found));
  return Declaration{*siren, {}, {}, std::move(aids)};
}

namespace {

Html declared_table(const Declaration& declared) {
  if (declared.aids.empty()) return view::note(tr("The company declares that it had none."));
  bool by_dossiers = std::ranges::any_of(declared.aids, [](const Aid& aid) { return aid.dossier.has_value(); });
  view::Table table;
  table.caption = tr("Declared by the company");
  table.columns = {{tr("Granted on")}, {tr("Given by")}, {tr("Amount"), true}};
  if (by_dossiers) table.columns.push_back({tr("By dossier")});
  for (const auto& aid : declared.aids) {
    view::Row row{
        .cells = {html::text(short_date(aid.granted_on)), html::text(aid.giver), html::text(written(aid.amount))}};
    if (by_dossiers) row.cells.push_back(html::text(aid.dossier.value_or("")));
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

/// Those that who looks may know of; that there may be others is said whether there are any or not.
Html granted_table(const AidStanding& standing, bool whole) {
  view::Table table;
  table.caption = tr("Granted on this platform");
  table.columns = {{tr("Dossier")}, {tr("Granted on")}, {tr("Months"), true}, {tr("Amount"), true}, {tr("Source")}};
  for (const auto& line : standing.granted)
    table.rows.push_back(
        {.cells = {html::text(line.grant.number), html::text(short_date(line.grant.granted_on)),
                   html::text(review_view::months_words(line.grant.months)),
                   html::text(line.worth ? written(*line.worth) : tr("not known")),
                   html::text(line.declared ? tr("this platform; declared above too, the larger figure counts")
                                            : tr("this platform"))}});
  auto hidden = whole ? Html()
                      : view::note(tr("What this platform granted to this company by dossiers that you take no part in "
                                      "is not shown to you. It counts when the dossier is filed and decided."));
  if (table.rows.empty())
    return whole ? view::note(tr(
                       "This platform granted nothing else to this company in the years that count. It looks for its "
                       "SIREN, not for other companies of its group."))
                 : hidden;
  return view::table(table) + hidden +
         view::note(tr("Found by its SIREN; other companies of its group are not looked for. What the company declares "
                       "with the number of that dossier is counted once, by the larger figure."));
}

/// The sum, its two sources apart, and what is in no sum. Who may not know the whole reads what is declared.
Html aid_standing_part(const Sheet& s, const Declaration& declared) {
  const auto& rule = s.rules.pack.de_minimis;
  const auto& grants = s.seen.facts.grants;
  bool whole = grants && grants->whole;
  auto standing = aid_standing(s.seen.facts, rule, aid_day(s.dossier(), s.now, zone_of(s)));
  auto years = std::to_string(rule.years);
  auto sum = whole ? sum_words(standing) : written(standing.declared);
  std::vector<view::Fact> facts{
      {tr("Company"), html::text(declared.siren.display())},
      {tr("Size class"), html::text(size_words(size_of_aided(s.seen)))},
      {whole ? tr("De minimis aid in {1} years", years) : tr("Declared by the company, in {1} years", years),
       html::text(tr("{1}, of {2} at most", sum, written(rule.ceiling)))}};
  if (whole && standing.added.cents > 0)
    facts.push_back({tr("Of which granted on this platform"), html::text(written(standing.added))});
  if (whole && standing.unvalued.raw > 0)
    facts.push_back(
        {tr("In no sum"), html::text(tr("{1} granted on this platform: what they are worth in euros is not known",
                                        written(standing.unvalued)))});
  facts.push_back({tr("Declared"), html::text(tr("by {1}, {2}", people::name_in(s.names, declared.declared_by),
                                                 date_time(declared.declared_at, zone_of(s))))});
  return view::stack({view::facts(facts), declared_table(declared), grants ? granted_table(standing, whole) : Html(),
                      view::note(single_undertaking())});
}

}  // namespace

Html aid_part(const Sheet& s) {
  if (!s.shows_aid()) return {};
  const auto& rule = s.rules.pack.de_minimis;
  const auto& declared = s.seen.facts.declaration;
  auto sum = declared ? aid_standing_part(s, *declared)
                      : view::note(tr("The company has not declared the aid that it had: what it had is not known."));
  Html form;
  if (s.editable()) {
    const auto* tried = s.tried.of("aid");
    DeclarationText stored;
    stored.siren = declared ? declared->siren.str() : s.seen.organisation.siren;
    if (declared) {
      stored.none = declared->aids.empty();
      for (const auto& aid : declared->aids)
        stored.aids.push_back({aid.granted_on, aid.amount.value(), aid.giver, aid.dossier});
    }
    stored.aids.resize(std::min(stored.aids.size() + kSpareRows, kMostAids));
    auto values = tried ? *tried : web::form_of(stored);
    auto value = [&](const std::string& name) { return std::string(values.value(name)); };
    view::Field siren{.name = "siren",
                      .label = tr("SIREN of the company that gets the hours"),
                      .value = value("siren"),
                      .hint = tr("Declare below the aid of the companies linked to it too: together they are one "
                                 "undertaking."),
                      .required = true,
                      .width = view::Width::medium};
    view::Field none{.name = "none",
                     .label = tr("No de minimis aid was had in the last three years"),
                     .input = view::Input::tick,
                     .value = value("none") == "true" ? "true" : "",
                     .depends = true};
    Html rows;
    for (std::size_t i = 0; i < stored.aids.size(); ++i) {
      auto name = [&](std::string_view leaf) { return fmt::format("aids/{}/{}", i, leaf); };
      view::Field day{.name = name("granted_on"),
                      .label = tr("Granted on"),
                      .input = view::Input::date,
                      .value = value(name("granted_on")),
                      .width = view::Width::brief,
                      .depends = true};
      view::Field amount{.name = name("euros"),
                         .label = tr("Amount"),
                         .input = view::Input::decimal,
                         .value = value(name("euros")),
                         .width = view::Width::brief,
                         .unit = "€",
                         .depends = true};
      view::Field giver{.name = name("giver"),
                        .label = tr("Given by"),
                        .value = value(name("giver")),
                        .width = view::Width::medium,
                        .max_length = 200,
                        .depends = true};
      view::Field dossier{.name = name("dossier"),
                          .label = tr("By dossier"),
                          .value = value(name("dossier")),
                          .hint = i == 0 ? tr("Its number, when this platform granted it.") : std::string(),
                          .width = view::Width::brief,
                          .max_length = 60,
                          .depends = true};
      rows += view::fieldset(tr("Aid {1}", std::to_string(i + 1)), "",
                             {el("div", {html::cls("in-a-row")},
                                 {view::field(day, values.problems), view::field(amount, values.problems),
                                  view::field(giver, values.problems), view::field(dossier, values.problems)})});
    }
    std::vector<view::Field> named{siren, none};
    auto inside = view::form(form_to(s, "/declaration", tr("Declare the aid")),
                             {view::error_summary(named, problems_in(tried)), view::field(siren, problems_in(tried)),
                              view::field(none, problems_in(tried)), rows,
                              view::button_row({view::submit({.text = tr("Declare"), .weight = Weight::secondary})})});
    form = tried || !declared ? inside : view::help(tr("Change the declaration"), {inside});
  }
  auto law = el("p", {}, {view::link({tr("Regulation (EU) 2023/2831"), html::external(rule.fact.source)})});
  return el("div", {html::id("part-declaration")}, {view::stack({view::note(rule.fact.note.text()) + law, sum, form})});
}

}  // namespace couloir::calls
