#include "compliance/verdict_view.h"

#include <algorithm>

#include "compliance/outcome_difference.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;

/// "Does it score people? — from “I don’t know” to “No”".
Html change_line(const RulePack& pack, const Change& change) {
  if (change.before.empty())
    return el(
        "li", {},
        {el("strong", {}, {subject_of(pack, change)}), el("br", {}), html::text(value_of(pack, change, change.after))});
  auto words = tr("from “{1}” to “{2}”", value_of(pack, change, change.before), value_of(pack, change, change.after));
  return el("li", {}, {el("strong", {}, {subject_of(pack, change)}), el("br", {}), html::text(words)});
}

}  // namespace

Html verdict_callout(const Request& request, const Scenario& scenario, const std::vector<VerdictGiven>& verdicts,
                     const people::PersonNames& names) {
  bool signed_one = scenario.state == ScenarioState::signed_;
  if (verdicts.empty() || !(signed_one || scenario.state == ScenarioState::returned)) return {};
  const auto& last = verdicts.front();
  auto who = people::name_in(names, last.person), when = date_time(last.at, request.site.config().timezone);
  return view::callout(signed_one ? view::Tone::good : view::Tone::warn,
                       signed_one ? tr("Signed by {1}, {2}", who, when) : tr("Sent back by {1}, {2}", who, when),
                       {last.reason.empty() ? Html() : el("p", {html::cls("written")}, {last.reason})});
}

Html case_panel(const RulePack& pack, const Scenario& scenario, const Situation& situation,
                const people::OrganisationFacts& organisation, const portfolio::UseCaseWords& words) {
  view::Table table;
  table.caption = tr("Questions and answers");
  table.columns = {{tr("Question"), false, {}, {}}, {tr("Answer"), false, {}, {}}};
  for (std::size_t q = 0; q < pack.questions.size(); ++q) {
    const auto& question = pack.questions[q];
    auto answer = answer_words(pack, scenario, situation, q);
    view::Row row;
    row.cells = {el("strong", {}, {question.id}) + html::text(" " + question.text.text()),
                 situation.answers[q].sure != 0 ? html::text(answer) : view::muted(answer)};
    table.rows.push_back(std::move(row));
  }
  std::vector<view::Fact> facts{{tr("Organisation"), html::text(organisation.name)}};
  if (organisation.size.turnover)
    facts.push_back({tr("Yearly turnover"), html::text(euros(organisation.size.turnover->cents))});
  std::ranges::move(case_facts(words), std::back_inserter(facts));
  return view::panel(tr("What it is about"),
                     {view::facts(facts), view::help(tr("Every question and its answer"), {view::table(table)})},
                     "case");
}

Html verdict_form(const Request& request, const Scenario& scenario, const std::vector<Problem>& problems) {
  bool again = scenario.state == ScenarioState::signed_;
  view::Field reason{.name = "reason",
                     .label = tr("Your reason"),
                     .input = view::Input::long_text,
                     .value = std::string(request.filled("reason")),
                     .hint = tr("Needed when you send it back; kept with the signature otherwise."),
                     .max_length = 2000};
  return view::panel(
      again ? tr("Sign again") : tr("Your verdict"),
      {view::form(
          {.action = file_path(scenario.use_case, "/verdict"),
           .csrf = web::stamp(request),
           .label = tr("Your verdict")},
          {view::error_summary(std::vector{reason}, problems), view::hidden("version", scenario.version),
           again ? view::note(tr("A signature counts for 31 days. Nothing has changed since the last one.")) : Html(),
           view::field(reason, problems),
           view::button_row({view::submit({.text = tr("Sign"), .name = "verdict", .value = "signed"}),
                             again ? Html()
                                   : view::submit({.text = tr("Send back"),
                                                   .weight = Weight::secondary,
                                                   .name = "verdict",
                                                   .value = "returned"})})})},
      "verdict");
}

Html difference_panel(const RulePack& pack, const Scenario& scenario, const std::vector<VerdictGiven>& verdicts,
                      bool inside) {
  auto last = std::ranges::find(verdicts, Verdict::signed_, &VerdictGiven::verdict);
  if (last == verdicts.end() || scenario.state == ScenarioState::signed_) return {};
  auto difference = difference_of(last->outcome, scenario.outcome);
  if (!inside) difference = without_figures(std::move(difference));
  if (!difference.any()) return view::callout(view::Tone::info, tr("Nothing differs from what was signed last."));
  auto list = [&](const std::vector<OutcomeLine>& lines) {
    return el("ul", {},
              {html::each(lines, [&](const OutcomeLine& line) { return el("li", {}, {words_of(pack, line)}); })});
  };
  return view::panel(
      tr("What differs from the last signature"),
      {last->pack == scenario.pack ? Html()
                                   : view::note(tr("Signed on pack {1}; now pack {2}.", last->pack, scenario.pack)),
       difference.gone.empty() ? Html() : el("p", {}, {tr("No longer:")}) + list(difference.gone),
       difference.come.empty() ? Html() : el("p", {}, {tr("New:")}) + list(difference.come)},
      "difference");
}

Html history_section(const Request& request, const RulePack& pack, std::vector<Change> changes,
                     const std::vector<VerdictGiven>& verdicts, const people::PersonNames& names) {
  bool more = changes.size() > kMostChanges;
  if (more) changes.resize(kMostChanges);
  const auto& zone = request.site.config().timezone;
  std::vector<std::pair<Instant, view::Event>> all;
  for (const auto& verdict : verdicts)
    all.push_back(
        {verdict.at,
         {date_time(verdict.at, zone),
          verdict.verdict == Verdict::signed_ ? tr("Signed by Legal") : tr("Sent back by Legal"),
          people::name_in(names, verdict.person), verdict.reason.empty() ? Html() : el("p", {}, {verdict.reason}),
          verdict.verdict == Verdict::signed_ ? view::Tone::good : view::Tone::warn}});
  for (std::size_t i = 0; i < changes.size();) {
    const auto& first = changes[i];
    view::Event event{
        date_time(first.at, zone), step_words(first), first.person ? people::name_in(names, first.person) : "", {}, {}};
    if (!event.title.empty()) {
      ++i;
    } else {
      Html lines;
      bool first_time = true;
      for (; i < changes.size() && changes[i].version == first.version && step_words(changes[i]).empty(); ++i)
        lines += change_line(pack, changes[i]), first_time &= changes[i].before.empty();
      event.title = first_time ? tr("Answers given") : tr("Answers changed");
      event.detail = view::help(tr("Which ones"), {el("ul", {}, {lines})});
    }
    all.push_back({first.at, std::move(event)});
  }
  if (all.empty()) return {};
  std::ranges::stable_sort(all, std::greater(), &std::pair<Instant, view::Event>::first);
  constexpr std::size_t kShown = 4;  // the rest is for who asks
  std::vector<view::Event> recent, older;
  for (auto& [at, event] : all) (recent.size() < kShown ? recent : older).push_back(std::move(event));
  return view::section(
      tr("History"),
      {view::timeline(recent), older.empty() ? Html() : view::help(tr("Everything before"), {view::timeline(older)}),
       more ? view::note(tr("Only the last {1} changed answers stand here.", number(kMostChanges))) : Html()},
      "history");
}

}  // namespace couloir::compliance
