#include "compliance/scenario_edit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "compliance/events.h"
#include "compliance/outcome_difference.h"
#include "compliance/reminding.h"
#include "compliance/scenario_store.h"
#include "journal/journal.h"

namespace couloir::compliance {
namespace {

constexpr std::size_t kLongestReason = 2'000;
constexpr int kRerunBite = 200;  // scenarios in one transaction

Sentence invisible() { return say("This holds invisible characters; type it again."); }
Error no_such_file() { return Error::not_found(say("This AI-Act file is not there, or is not yours to see.")); }
people::OrganisationFacts facts_of(Reader& reader, OrganisationId id) {
  auto organisation = people::find_organisation(reader, id);
  return organisation ? std::move(organisation->facts) : people::OrganisationFacts{};
}

Error refused(Sentence message, const std::vector<Obstacle>& obstacles) {
  std::vector<Problem> problems;
  for (auto obstacle : obstacles)
    problems.push_back(
        {obstacle == Obstacle::no_reason || obstacle == Obstacle::no_reading ? "reason" : "", sentence(obstacle)});
  return Error::refused(std::move(message), std::move(problems));
}

std::string joined(const TextsByName& answers, const std::string& question) {
  auto found = answers.find(question);
  return found == answers.end() ? std::string() : fmt::format("{}", fmt::join(found->second, ", "));
}

/// The answers of the save over those that stand; an empty one is taken away.
TextsByName merged(TextsByName answers, const TextsByName& given) {
  for (const auto& [question, codes] : given) {
    if (codes.empty())
      answers.erase(question);
    else
      answers[question] = codes;
  }
  return answers;
}

std::vector<Change> differences(const Scenario& before, const Scenario& after, const Op& op) {
  std::vector<Change> changes;
  auto add = [&](const std::string& question, std::string was, std::string is) {
    if (was != is)
      changes.push_back({before.version + 1, op.now, op.actor.person, question, std::move(was), std::move(is)});
  };
  TextsByName all = before.answers;
  for (const auto& [question, codes] : after.answers) all.emplace(question, codes);
  for (const auto& [question, codes] : all)
    add(question, joined(before.answers, question), joined(after.answers, question));
  auto iso = [](const std::optional<Date>& date) { return date ? date->iso() : std::string(); };
  add("first_market_date", iso(before.first_market), iso(after.first_market));
  add("last_significant_change", iso(before.last_change), iso(after.last_change));
  return changes;
}

/// Places are question ids, as forms name them.
std::vector<Problem> problems_of(const RulePack& pack, const Scenario& scenario, const people::OrganisationFacts& facts,
                                 Date today) {
  auto answers = answers_of(pack, scenario.answers, "");
  if (!answers) {
    auto problems = answers.error().problems;
    for (auto& problem : problems) problem.where = problem.where.substr(1, problem.where.find('/', 1) - 1);
    return problems;
  }
  auto situation = situation_of(pack, scenario, facts, today);
  auto problems = impossible_dates(pack, situation);
  const auto& size = pack.questions[pack.size_question];
  auto proved = size_code(facts);
  if (auto ticked = joined(scenario.answers, size.id);
      !proved.empty() && !ticked.empty() && ticked != "?" && ticked != proved)
    problems.push_back({size.id, say("The figures of your organisation say “{1}”. Correct them, or this answer.",
                                     size.options[size.option(proved)].label.text())});
  for (auto i : contradictions_in(pack, situation))
    for (const auto& atom : pack.contradictions[i].when.atoms()) {
      if (std::ranges::find(problems, atom.name, &Problem::where) == problems.end())
        problems.push_back({atom.name, Sentence{pack.contradictions[i].text.text(), {}}});
    }
  return problems;
}

std::vector<Problem> problems_of_plan(const Mitigation& mitigation, Date today) {
  std::vector<Problem> problems;
  auto length = count_of_code_points(mitigation.note);
  if (!is_plain_text(mitigation.note))
    problems.push_back({"note", invisible()});
  else if (length > kLongestReason)
    problems.push_back({"note", say("This may have at most {1} characters; it has {2}.", std::to_string(kLongestReason),
                                    std::to_string(length))});
  check_year(problems, "due", mitigation.due);
  check_year(problems, "done_on", mitigation.done_on);
  if (mitigation.done_on && *mitigation.done_on > today)
    problems.push_back({"done_on", say("This day is still to come; leave it out until it is done.")});
  return problems;
}

/// The stored file of a use case that the actor may answer for. Version 0: none yet.
struct Opened {
  portfolio::UseCaseDoor use_case;
  Scenario scenario;
};
Result<Opened> open_for_owner(Tx& tx, const Op& op, UseCaseId id) {
  auto use_case = portfolio::use_case_door(tx, id);
  if (!use_case || !may_answer(op.actor, *use_case)) return no_such_file();
  auto found = find_scenario(tx, id);
  Scenario scenario;
  if (found) scenario = *std::move(found);
  scenario.use_case = id;
  scenario.organisation = use_case->organisation;
  return Opened{*std::move(use_case), std::move(scenario)};
}

/// Each as the rules see it today. Where that differs, what was with Legal or signed goes back to Legal, or to its
/// owner when the rules now ask for an answer.
Result<Rerun> run_again(Tx& tx, const Op& op, const RulePack& pack, std::vector<Scenario>& scenarios, Date today) {
  Rerun all;
  for (auto& scenario : scenarios) {
    auto before = scenario;
    classify_into(pack, scenario, facts_of(tx, scenario.organisation), today);
    // Pack and day stand inside as well: what counts is what the rules say.
    bool differs = difference_of(before.outcome, scenario.outcome).any();
    bool with_legal = before.state == ScenarioState::signed_ || before.state == ScenarioState::asked;
    bool answer_lost = scenario.status == Decision::needs_info && before.status != Decision::needs_info;
    if (differs && with_legal) {
      scenario.state = answer_lost ? ScenarioState::draft : ScenarioState::asked;
      if (before.state == ScenarioState::signed_) scenario.asked_at = op.now;  // else it waits as long as before
    }
    ++all.run;
    if (before.outcome == scenario.outcome && before.pack == scenario.pack &&
        pack.turned(today) <= before.classified_on)
      continue;
    TRY(save_scenario(tx, scenario));
    if (!differs) continue;
    insert_changes(tx, scenario.id,
                   {{scenario.version, op.now, {}, std::string(kRunAgain), before.pack, scenario.pack}});
    ++all.changed;
    all.to_legal += with_legal && scenario.state == ScenarioState::asked;
    if (all.to_legal == 1 && !all.first_to_legal) all.first_to_legal = scenario.id;
    journal::record(tx, op,
                    ScenarioTouched{scenario.id, scenario.use_case, before.floor, scenario.floor,
                                    with_legal && scenario.state == ScenarioState::draft});
  }
  if (all.to_legal > 0) journal::record(tx, op, ScenariosReturned{all.first_to_legal, all.to_legal});
  return all;
}

}  // namespace

Result<SeenScenario> seen_scenario(Reader& reader, const Actor& actor, const RulePack& pack, UseCaseId id, Date today) {
  auto use_case = portfolio::use_case_door(reader, id);
  if (!use_case || !may_see(actor, *use_case)) return no_such_file();
  SeenScenario seen{*std::move(use_case), {}, {}};
  seen.organisation = facts_of(reader, seen.use_case.organisation);
  if (auto found = find_scenario(reader, id)) {
    seen.scenario = *std::move(found);
  } else {
    seen.scenario.use_case = id;
    seen.scenario.organisation = seen.use_case.organisation;
    classify_into(pack, seen.scenario, seen.organisation, today);
  }
  return seen;
}

Result<Scenario> answer_scenario(const Op& op, const RulePack& pack, UseCaseId id, std::int64_t version,
                                 const AnswersGiven& given, Date today) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Scenario> {
    TRY_LET(auto opened, open_for_owner(tx, op, id));
    auto before = opened.scenario;
    auto after = before;
    after.answers = merged(answers_known_to(pack, after.answers), given.answers);
    if (given.first_market) after.first_market = *given.first_market;
    if (given.last_change) after.last_change = *given.last_change;
    auto facts = facts_of(tx, opened.use_case.organisation);
    if (auto problems = problems_of(pack, after, facts, today); !problems.empty())
      return Error::invalid(std::move(problems));
    if (before.version != version) return changed_meanwhile();
    auto changes = differences(before, after, op);
    if (changes.empty() && before.version != 0 && before.pack == pack.version) return before;
    classify_into(pack, after, facts, today);
    after.state = ScenarioState::draft;
    after.asked_at.reset();
    after.updated_at = op.now;
    if (before.version == 0) {
      after.created_at = op.now;
      TRY(insert_scenario(tx, after));
    } else {
      TRY(save_scenario(tx, after));
    }
    insert_changes(tx, after.id, changes);
    journal::record(tx, op, ScenarioAnswered{after.id, id, after.status, after.floor, after.ceiling});
    return after;
  });
}

Result<Scenario> ask_legal(const Op& op, const RulePack& pack, UseCaseId id, std::int64_t version, Date today) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Scenario> {
    TRY_LET(auto opened, open_for_owner(tx, op, id));
    auto& scenario = opened.scenario;
    if (scenario.version == 0) return no_such_file();
    if (scenario.version != version) return changed_meanwhile();
    auto outcome = classify_into(pack, scenario, facts_of(tx, scenario.organisation), today);
    if (auto found = obstacles_to_asking(pack, scenario, outcome); !found.empty())
      return refused(say("The file cannot go to Legal yet."), found);
    scenario.state = ScenarioState::asked;
    scenario.asked_by = op.actor.person;
    scenario.asked_at = scenario.updated_at = op.now;
    TRY(save_scenario(tx, scenario));
    insert_changes(tx, scenario.id, {{scenario.version, op.now, op.actor.person, std::string(kHandedToLegal), {}, {}}});
    journal::record(tx, op, ScenarioAsked{scenario.id, id});
    return std::move(scenario);
  });
}

Result<Scenario> judge_scenario(const Op& op, const RulePack& pack, UseCaseId id, std::int64_t version, Verdict verdict,
                                const std::string& reason, Date today) {
  if (!may_judge(op.actor)) return Error::forbidden(say("Only Legal signs or sends back."));
  if (!is_plain_text(reason)) return Error::invalid({{"reason", invisible()}});
  if (count_of_code_points(reason) > kLongestReason)
    return Error::invalid(
        {{"reason", say("This may have at most {1} characters; it has {2}.", std::to_string(kLongestReason),
                        std::to_string(count_of_code_points(reason)))}});
  return in_transaction(op.db, [&](Tx& tx) -> Result<Scenario> {
    auto found = find_scenario(tx, id);
    if (!found) return no_such_file();
    auto scenario = *std::move(found);
    if (scenario.version != version)
      return Error::conflict(say("Somebody was first: this file has changed since you opened it. Read it again."));
    auto now = scenario;
    classify_into(pack, now, facts_of(tx, scenario.organisation), today);
    if (auto obstacles = obstacles_to_verdict(op.actor, scenario, verdict, reason, now); !obstacles.empty())
      return refused(say("This verdict cannot be given."), obstacles);
    VerdictGiven given{op.actor.person, op.now, verdict, reason, scenario.pack, scenario.outcome, scenario.version};
    scenario.state = verdict == Verdict::signed_ ? ScenarioState::signed_ : ScenarioState::returned;
    scenario.updated_at = op.now;
    TRY(save_scenario(tx, scenario));
    insert_verdict(tx, scenario.id, given);
    journal::record(tx, op, ScenarioJudged{scenario.id, id, verdict, scenario.asked_by});
    return scenario;
  });
}

Result<Scenario> move_revisit(const Op& op, const RulePack& pack, UseCaseId id, std::int64_t version,
                              std::optional<Date> on, Date today) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Scenario> {
    TRY_LET(auto opened, open_for_owner(tx, op, id));
    auto& scenario = opened.scenario;
    if (scenario.version == 0) return no_such_file();
    auto outcome = classify(pack, situation_of(pack, scenario, facts_of(tx, scenario.organisation), today));
    if (!scenario.revisit_on || rule_to_ask_again(pack, outcome) == nullptr)
      return Error::not_found(say("Nothing in this file has to be answered again on a day."));
    if (!on) return Error::invalid({{"revisit_on", say("Choose a day.")}});
    if (*on < today) return Error::invalid({{"revisit_on", say("This day is past; choose one to come.")}});
    if (scenario.version != version) return changed_meanwhile();
    if (scenario.revisit_on == on) return std::move(scenario);
    Change change{version + 1, op.now, op.actor.person, "revisit_on", scenario.revisit_on->iso(), on->iso()};
    scenario.revisit_on = on;
    scenario.updated_at = op.now;
    TRY(save_scenario(tx, scenario));
    insert_changes(tx, scenario.id, {change});
    journal::record(tx, op, RevisitMoved{scenario.id, id, on});
    return std::move(scenario);
  });
}

Result<Mitigation> plan_mitigation(const Op& op, const RulePack& pack, UseCaseId id, Mitigation mitigation,
                                   Date today) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Mitigation> {
    TRY_LET(auto opened, open_for_owner(tx, op, id));
    const auto& scenario = opened.scenario;
    if (scenario.version == 0) return no_such_file();
    auto at = pack.obligation(mitigation.obligation);
    bool duty = at != kNowhere && pack.obligations[at].kind == ObligationKind::duty;
    if (!duty || !owes(tx, pack, scenario, mitigation.obligation, mitigation.role, today))
      return Error::not_found(say("This file has no such duty."));
    auto problems = problems_of_plan(mitigation, today);
    if (mitigation.owner) {
      auto members = people::members_of(tx, scenario.organisation);
      bool member = std::ranges::any_of(members, [&](const people::MembershipRow& row) {
        return row.person == mitigation.owner && row.standing == people::Standing::granted;
      });
      if (!member) problems.push_back({"owner", say("The owner is somebody who works for the organisation.")});
    }
    if (!problems.empty()) return Error::invalid(std::move(problems));
    TRY(put_mitigation(tx, scenario.id, mitigation, op.now));
    journal::record(tx, op, MitigationPlanned{scenario.id, mitigation.owner, mitigation.due, mitigation.done_on});
    return mitigation;
  });
}

bool owes(Reader& reader, const RulePack& pack, const Scenario& scenario, std::string_view obligation,
          std::optional<ActRole> role, Date today) {
  auto outcome = classify(pack, situation_of(pack, scenario, facts_of(reader, scenario.organisation), today));
  return std::ranges::any_of(outcome.obligations, [&](const Due& due) {
    return pack.obligations[due.obligation].id == obligation && (!role || due.role == *role);
  });
}

Result<Rerun> rerun_scenarios(const Op& op, const RulePack& pack, Date today) {
  Rerun all;
  for (ScenarioId after;;) {
    Rerun bite;
    std::size_t read = 0;
    TRY(in_transaction(op.db, [&](Tx& tx) -> Result<void> {
      bite = {};
      auto scenarios = stale_scenarios(tx, pack.version, pack.turned(today), after, kRerunBite);
      TRY_LET(bite, run_again(tx, op, pack, scenarios, today));
      read = scenarios.size();
      if (read > 0) after = scenarios.back().id;
      return {};
    }));
    all += bite;
    if (read < kRerunBite) return all;
  }
}

Result<Rerun> rerun_scenarios_of(const Op& op, const RulePack& pack, OrganisationId organisation, Date today) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Rerun> {
    auto scenarios = scenarios_of(tx, organisation);
    return run_again(tx, op, pack, scenarios, today);
  });
}

}  // namespace couloir::compliance
