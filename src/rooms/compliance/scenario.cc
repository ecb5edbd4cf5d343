#include "compliance/scenario.h"

#include <algorithm>

#include "compliance/scenario_file.h"

namespace couloir::compliance {

bool may_answer(const Actor& actor, const portfolio::UseCaseDoor& use_case) {
  return actor.roles.has(Role::operator_) && actor.works_for(use_case.organisation);
}
bool may_judge(const Actor& actor) { return actor.roles.has(Role::legal); }
bool may_see_inside(const Actor& actor, const portfolio::UseCaseDoor& use_case) {
  return may_answer(actor, use_case) || may_judge(actor);
}
const Mitigation* mitigation_of(const std::vector<Mitigation>& all, const Obligation& obligation, ActRole role) {
  auto found =
      std::ranges::find_if(all, [&](const Mitigation& m) { return m.obligation == obligation.id && m.role == role; });
  return found == all.end() ? nullptr : &*found;
}
bool is_blank(const Mitigation& m) { return !m.owner && !m.due && !m.done_on && m.note.empty(); }

bool may_see(const Actor& actor, const portfolio::UseCaseDoor& use_case) {
  return may_answer(actor, use_case) || may_judge(actor) ||
         (actor.roles.has(Role::lab) &&
          std::ranges::any_of(use_case.sponsors, [&](LabId lab) { return actor.speaks_for(lab); }));
}

std::vector<std::string> codes_in(std::string_view joined) {
  std::vector<std::string> codes;
  while (!joined.empty()) {
    auto end = std::min(joined.find(", "), joined.size());
    codes.emplace_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end + 2, joined.size()));
  }
  return codes;
}

std::vector<Obstacle> obstacles_to_asking(const RulePack& pack, const Scenario& scenario, const Outcome& outcome) {
  std::vector<Obstacle> found;
  if (std::ranges::any_of(outcome.missing, [&](const Missing& missing) {
        return !scenario.answers.contains(pack.questions[missing.question].id);
      }))
    found.push_back(Obstacle::not_asked_yet);
  if (scenario.state == ScenarioState::asked || scenario.state == ScenarioState::signed_)
    found.push_back(Obstacle::already_asked);
  return found;
}

std::vector<Obstacle> obstacles_to_verdict(const Actor& actor, const Scenario& scenario, Verdict verdict,
                                           const std::string& reason, const Scenario& now) {
  std::vector<Obstacle> found;
  bool again = scenario.state == ScenarioState::signed_ && verdict == Verdict::signed_;
  if (scenario.state != ScenarioState::asked && !again) found.push_back(Obstacle::not_asked);
  if (actor.works_for(scenario.organisation)) found.push_back(Obstacle::own_file);
  if (verdict == Verdict::returned && reason.empty()) found.push_back(Obstacle::no_reason);
  if (verdict == Verdict::signed_ && scenario.outcome != now.outcome) found.push_back(Obstacle::pack_changed);
  if (verdict == Verdict::signed_ && scenario.status == Decision::needs_info) found.push_back(Obstacle::still_open);
  if (verdict == Verdict::signed_ && scenario.status == Decision::legal_review && reason.empty())
    found.push_back(Obstacle::no_reading);
  return found;
}

Sentence sentence(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::not_asked_yet:
      return say("Some questions that matter were not asked yet. “I don’t know” is an answer too.");
    case Obstacle::already_asked:
      return say("It is with Legal already, or signed.");
    case Obstacle::not_asked:
      return say("Its owner has not handed it to Legal.");
    case Obstacle::no_reason:
      return say("Say what must be mended: the owner cannot guess it.");
    case Obstacle::pack_changed:
      return say("The rules, or what is known of the organisation, have changed since: it is being classified again.");
    case Obstacle::still_open:
      return say("An answer is missing that could change the outcome: send it back and say which.");
    case Obstacle::no_reading:
      return say("The law leaves this open: write which reading you take, and why.");
    case Obstacle::own_file:
      return say("You work for this organisation: somebody else of Legal reads its files.");
  }
  return {};
}

std::string size_code(const people::OrganisationFacts& facts) {
  if (facts.size.linked == LinkedFigures::unknown) return {};
  auto within = within_small_mid_cap(facts.size);
  if (within == false) return "large";
  auto sized = size_class(facts.size);
  if (!sized) return {};
  switch (sized->size) {
    case SizeClass::micro:
      return "micro";
    case SizeClass::small:
    case SizeClass::medium:
      return "sme";
    case SizeClass::mid_cap:  // the French class is wider than the European one
    case SizeClass::large:
      return within == true ? "smc" : "";
  }
  return {};
}

TextsByName answers_known_to(const RulePack& pack, const TextsByName& answers) {
  TextsByName known;
  for (const auto& [question, codes] : answers)
    if (answers_of(pack, {{question, codes}}, "")) known.emplace(question, codes);
  return known;
}

Situation situation_of(const RulePack& pack, const Scenario& scenario, const people::OrganisationFacts& facts,
                       Date today) {
  Situation situation;
  situation.answers = answers_of(pack, answers_known_to(pack, scenario.answers), "").value();
  if (auto size = size_code(facts);
      !size.empty())  // figures of the register, where they prove it, before what was ticked
    if (auto at = pack.questions[pack.size_question].option(size); at != kNowhere)
      situation.answers[pack.size_question].sure = std::uint64_t{1} << at;
  if (facts.size.linked == LinkedFigures::none) situation.linked = Truth::no;
  if (facts.size.linked == LinkedFigures::included || facts.size.linked == LinkedFigures::left_out)
    situation.linked = Truth::yes;
  // A share of the turnover is a share of the whole group's: figures that leave it out say nothing of the cap.
  if (facts.size.turnover && facts.size.linked != LinkedFigures::left_out)
    situation.turnover_eur = facts.size.turnover->cents / 100;
  situation.first_market = scenario.first_market;
  situation.last_change = scenario.last_change;
  situation.as_of = today;
  return situation;
}

const Rule* rule_to_ask_again(const RulePack& pack, const Outcome& outcome) {
  for (const auto& result : outcome.results)
    if (const auto& rule = pack.rules[result.rule]; rule.ask_again && result.state == Truth::yes) return &rule;
  return nullptr;
}

Outcome classify_into(const RulePack& pack, Scenario& scenario, const people::OrganisationFacts& facts, Date today) {
  auto situation = situation_of(pack, scenario, facts, today);
  auto outcome = classify(pack, situation);
  scenario.status = outcome.status;
  scenario.floor = outcome.floor;
  scenario.ceiling = outcome.ceiling;
  scenario.missing = static_cast<std::int64_t>(outcome.missing.size());
  scenario.duties = std::ranges::count_if(outcome.obligations, [&](const Due& due) {
    return pack.obligations[due.obligation].kind == ObligationKind::duty;
  });
  scenario.outcome = write_json(shape_of_const(outcome_text(pack, situation, outcome, Trace::no)));
  scenario.pack = pack.version;
  scenario.classified_on = today;
  if (rule_to_ask_again(pack, outcome) == nullptr)
    scenario.revisit_on.reset();
  else if (!scenario.revisit_on)
    scenario.revisit_on = Date{std::chrono::sys_days(today.d + std::chrono::years(1))};  // after 29 February: 1 March
  return outcome;
}

}  // namespace couloir::compliance
