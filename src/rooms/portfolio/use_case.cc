#include "portfolio/use_case.h"

#include <algorithm>

#include "base/bug.h"
#include "base/text.h"

namespace couloir::portfolio {
namespace {

std::string with_plain_line_ends(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      plain += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      plain += '\n';
  }
  return plain;
}

}  // namespace

UseCaseText tidy(UseCaseText t) {
  for (auto* line : {&t.external_id, &t.title, &t.process, &t.expected_kpi, &t.baseline, &t.target}) {
    *line = with_plain_line_ends(trim(*line));
    std::ranges::replace(*line, '\n', ' ');
  }
  for (auto* paragraph : {&t.problem, &t.data_needed}) *paragraph = with_plain_line_ends(trim(*paragraph));
  return t;
}

std::optional<double> rice(const Rice& r) {
  if (!r.reach || !r.impact || !r.confidence || !r.effort || *r.effort <= 0) return std::nullopt;
  return static_cast<double>(*r.reach) * *r.impact * *r.confidence / *r.effort;
}

std::optional<double> wsjf(const Wsjf& w) {
  if (!w.value || !w.time_criticality || !w.risk_reduction || !w.job_size || *w.job_size <= 0) return std::nullopt;
  return static_cast<double>(*w.value + *w.time_criticality + *w.risk_reduction) / static_cast<double>(*w.job_size);
}

std::vector<UseCaseState> next_states(UseCaseState from) {
  using enum UseCaseState;
  switch (from) {
    case idea:
      return {mapped, stopped};
    case mapped:
      return {filed, running, stopped};  // running without a dossier: one may do it alone
    case filed:
      return {running, mapped, stopped};  // back to mapped when the dossier is declined
    case running:
      return {shipped, stopped};
    case shipped:
      return {stopped};
    case stopped:
      return {idea};  // a stopped idea may be taken up again, from the start
  }
  return {};
}

namespace {

bool is_proved_by_dossiers(UseCaseState from, UseCaseState to) {
  return to == UseCaseState::filed || (from == UseCaseState::filed && to == UseCaseState::mapped);
}

}  // namespace

std::vector<UseCaseState> states_by_hand(UseCaseState from) {
  auto states = next_states(from);
  std::erase_if(states, [&](UseCaseState to) { return is_proved_by_dossiers(from, to); });
  return states;
}

std::vector<MoveObstacle> obstacles_to_move(const UseCase& use_case, UseCaseState to, bool scored_by_owner,
                                            const std::string& stop_reason) {
  std::vector<MoveObstacle> found;
  auto require = [&](bool met, MoveObstacle otherwise) {
    if (!met) found.push_back(otherwise);
  };
  bool follows = std::ranges::count(next_states(use_case.state), to) == 1;
  require(follows, MoveObstacle::not_from_here);
  if (follows) require(!is_proved_by_dossiers(use_case.state, to), MoveObstacle::not_by_hand);
  if (to == UseCaseState::mapped) require(scored_by_owner, MoveObstacle::not_scored);
  if (to == UseCaseState::running) require(!use_case.text.baseline.empty(), MoveObstacle::no_baseline);
  if (to == UseCaseState::stopped) require(!stop_reason.empty(), MoveObstacle::no_stop_reason);
  return found;
}

UseCase moved(UseCase use_case, UseCaseState to, Date today, const std::string& stop_reason) {
  check(std::ranges::count(next_states(use_case.state), to) == 1, "a move that obstacles_to_move refuses");
  use_case.state = to;
  switch (to) {
    case UseCaseState::idea:
      use_case.mapped_on = use_case.filed_on = use_case.running_on = use_case.shipped_on = use_case.stopped_on = {};
      use_case.stop_reason.clear();
      break;
    case UseCaseState::mapped:
      use_case.mapped_on = use_case.mapped_on.value_or(today);
      break;
    case UseCaseState::filed:
      use_case.filed_on = today;
      break;
    case UseCaseState::running:
      use_case.running_on = today;
      break;
    case UseCaseState::shipped:
      use_case.shipped_on = today;
      break;
    case UseCaseState::stopped:
      use_case.stopped_on = today;
      use_case.stop_reason = stop_reason;
      break;
  }
  return use_case;
}

std::optional<int> days_to_ship(const UseCase& use_case) {
  if (!use_case.running_on || !use_case.shipped_on) return std::nullopt;
  auto days = std::chrono::sys_days(use_case.shipped_on->d) - std::chrono::sys_days(use_case.running_on->d);
  return static_cast<int>(days.count());
}

bool may_see(const Actor& actor, const UseCase& use_case, const std::vector<LabId>& asked_labs) {
  if (actor.roles.has(Role::office) || actor.works_for(use_case.organisation)) return true;
  return actor.roles.has(Role::lab) &&
         std::ranges::any_of(asked_labs, [&](LabId lab) { return actor.speaks_for(lab); });
}

bool may_edit(const Actor& actor, OrganisationId organisation) {
  return actor.roles.has(Role::operator_) && actor.works_for(organisation);
}

}  // namespace couloir::portfolio
