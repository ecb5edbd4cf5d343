// The rules of the pool, one function each, over rows grouped by dossier; then what is shared between dossiers.
#include <algorithm>
#include <map>
#include <set>

#include "plancheck/bound.h"
#include "plancheck/claims.h"
#include "plancheck/verdict.h"

namespace couloir::plancheck {
namespace {

std::string text_of(std::int64_t number) { return std::to_string(number); }

class PlanChecker {
 public:
  PlanChecker(const Instance& instance, const Plan& plan, Findings& findings)
      : instance_(instance),
        plan_(plan),
        findings_(findings),
        used_(instance.engineers.size() * months()),
        dossiers_at_once_(instance.engineers.size() * months()),
        starts_(months()),
        runs_(instance.dossiers.size()),
        efforts_(instance.dossiers.size()) {}

  Split run() {
    for (std::size_t d = 0; d < plan_.rows.size(); ++d)
      if (!plan_.rows[d].empty()) look_at(static_cast<int>(d));
    for (std::size_t e = 0; e < instance_.engineers.size(); ++e) look_at_engineer(static_cast<int>(e));
    for (int t = 0; t < instance_.horizon; ++t) look_at_starts(t);
    for (std::size_t d = 0; d < plan_.rows.size(); ++d) look_at_promise_and_order(static_cast<int>(d));
    for (const auto& floor : instance_.floors) split_.floors += shortfall_cost(floor);
    return split_;
  }

 private:
  /// The months of one engineer on one dossier.
  using Share = std::map<std::pair<int, int>, std::int64_t>;  // (month, engineer) → quanta
  struct Run {
    int first = 0, last = -1;
    bool granted() const { return last >= 0; }
  };

  std::size_t months() const { return static_cast<std::size_t>(instance_.horizon); }
  std::size_t cell(int engineer, int month) const {
    return static_cast<std::size_t>(engineer) * months() + static_cast<std::size_t>(month);
  }
  const Dossier& dossier(int d) const { return instance_.dossiers[static_cast<std::size_t>(d)]; }
  const Engineer& engineer(int e) const { return instance_.engineers[static_cast<std::size_t>(e)]; }
  std::string month(int t) const { return instance_.month_name(t); }

  void look_at(int d) {
    const auto& rows = plan_.rows[static_cast<std::size_t>(d)];
    std::vector<std::int64_t> efforts(dossier(d).roles.size());
    Share shares;
    std::set<int> team;
    for (const auto& row : rows) {
      look_at_row(d, row);
      efforts[static_cast<std::size_t>(row.role)] += row.quanta;
      shares[{row.month, row.engineer}] += row.quanta;
      team.insert(row.engineer);
    }
    look_at_efforts(d, efforts);
    look_at_wishes(d, rows);
    look_at_shares(d, shares);
    look_at_run(d, shares);
    ++split_.granted;
    split_.team += instance_.team_weight * static_cast<std::int64_t>(team.size());
    split_.move += instance_.move_weight * moved(dossier(d), rows);
  }

  void look_at_row(int d, const Assignment& row) {
    const auto& of = dossier(d);
    const auto& who = engineer(row.engineer);
    const auto& role = of.roles[static_cast<std::size_t>(row.role)];
    if (row.month < of.earliest || row.month > of.latest)
      findings_.add(PlanRule::window, {d, row.engineer, row.month},
                    say("{1} is staffed in {2}, outside its window from {3} to {4}.", of.id, month(row.month),
                        month(of.earliest), month(of.latest)));
    if (!holds(who, role))
      findings_.add(PlanRule::skill, {d, row.engineer, row.month},
                    say("{1} has {2} at level {3}; this role of {4} asks for level {5}.", who.id,
                        instance_.skills[static_cast<std::size_t>(role.skill)], text_of(level_of(who, role.skill)),
                        of.id, text_of(role.level)));
    if (instance_.travel(who, of) < 0)
      findings_.add(PlanRule::distance, {d, row.engineer, row.month},
                    say("{1} of {2} is too far from {3}, the site of {4}.", who.id,
                        instance_.sites[static_cast<std::size_t>(who.site)],
                        instance_.sites[static_cast<std::size_t>(of.site)], of.id));
  }

  void look_at_efforts(int d, const std::vector<std::int64_t>& efforts) {
    const auto& of = dossier(d);
    std::int64_t all = 0;
    for (std::size_t r = 0; r < efforts.size(); ++r) {
      const auto& role = of.roles[r];
      all += efforts[r];
      if (efforts[r] < role.min || efforts[r] > role.max)
        findings_.add(PlanRule::role_effort, {d, {}, {}},
                      say("Quanta of role {1} of {2}: {3}; it takes {4} to {5}.", text_of(static_cast<int>(r)), of.id,
                          text_of(efforts[r]), text_of(role.min), text_of(role.max)));
    }
    efforts_[static_cast<std::size_t>(d)] = all;
    split_.effort += all;
    split_.value += of.base + of.slope * (all - of.least_effort());
  }

  void look_at_wishes(int d, const std::vector<Assignment>& rows) {
    const auto& of = dossier(d);
    if (of.refused) findings_.add(PlanRule::refusal, {d, {}, {}}, say("{1} is granted and must be refused.", of.id));
    for (int e : of.bans)
      if (auto row = std::ranges::find(rows, e, &Assignment::engineer); row != rows.end())
        findings_.add(PlanRule::ban, {d, e, row->month}, say("{1} is banned from {2}.", engineer(e).id, of.id));
    for (const auto& pin : of.pins)
      if (std::ranges::find(rows, pin) == rows.end())
        findings_.add(PlanRule::pin, {d, pin.engineer, pin.month},
                      say("{1} is pinned to {2} in {3}, with {4} quanta of role {5}; the plan has it otherwise.",
                          engineer(pin.engineer).id, of.id, month(pin.month), text_of(pin.quanta), text_of(pin.role)));
  }

  void look_at_shares(int d, const Share& shares) {
    for (const auto& [at, quanta] : shares) {
      auto [t, e] = at;
      used_[cell(e, t)] += quanta;
      ++dossiers_at_once_[cell(e, t)];
      split_.travel += std::max<std::int64_t>(0, instance_.travel(engineer(e), dossier(d)));
      if (quanta < instance_.min_alloc)
        findings_.add(PlanRule::least_share, {d, e, t},
                      say("Quanta of {1} for {2} in {3}: {4}; the least is {5}.", engineer(e).id, dossier(d).id,
                          month(t), text_of(quanta), text_of(instance_.min_alloc)));
    }
  }

  void look_at_run(int d, const Share& shares) {
    const auto& of = dossier(d);
    std::map<int, std::int64_t> at_once;
    for (const auto& share : shares) ++at_once[share.first.first];
    auto& run = runs_[static_cast<std::size_t>(d)];
    run = {at_once.begin()->first, at_once.rbegin()->first};
    ++starts_[static_cast<std::size_t>(run.first)];
    for (int t = run.first; t <= run.last; ++t) {
      auto found = at_once.find(t);
      if (found == at_once.end())
        findings_.add(PlanRule::contiguity, {d, {}, t},
                      say("Nobody works on {1} in {2}, between its first month and its last.", of.id, month(t)));
      else if (found->second < of.nmin || found->second > of.nmax)
        findings_.add(PlanRule::team_size, {d, {}, t},
                      say("Engineers on {1} in {2}: {3}; it takes {4} to {5}.", of.id, month(t), text_of(found->second),
                          text_of(of.nmin), text_of(of.nmax)));
    }
  }

  /// Quanta of the published plan that are no longer there.
  static std::int64_t moved(const Dossier& of, const std::vector<Assignment>& rows) {
    std::map<std::array<int, 3>, std::int64_t> now;
    if (!of.published.empty())
      for (const auto& row : rows) now[{row.engineer, row.role, row.month}] += row.quanta;
    std::int64_t gone = 0;
    for (const auto& row : of.published) {
      auto found = now.find({row.engineer, row.role, row.month});
      gone += std::max<std::int64_t>(0, row.quanta - (found == now.end() ? 0 : found->second));
    }
    return gone;
  }

  void look_at_engineer(int e) {
    for (int t = 0; t < instance_.horizon; ++t) {
      auto at = static_cast<std::size_t>(t);
      auto capacity = engineer(e).capacity[at], slots = engineer(e).slots[at];
      if (used_[cell(e, t)] > capacity)
        findings_.add(PlanRule::capacity, {{}, e, t},
                      say("Quanta of {1} in {2}: {3}; what is left is {4}.", engineer(e).id, month(t),
                          text_of(used_[cell(e, t)]), text_of(capacity)));
      if (dossiers_at_once_[cell(e, t)] > slots)
        findings_.add(PlanRule::slots, {{}, e, t},
                      say("Dossiers of {1} in {2}: {3}; the most is {4}.", engineer(e).id, month(t),
                          text_of(dossiers_at_once_[cell(e, t)]), text_of(slots)));
    }
  }

  void look_at_starts(int t) {
    auto starts = starts_[static_cast<std::size_t>(t)], most = instance_.sessions[static_cast<std::size_t>(t)];
    if (starts > most)
      findings_.add(
          PlanRule::sessions, {{}, {}, t},
          say("Dossiers that start in {1}: {2}; co-design workshops: {3}.", month(t), text_of(starts), text_of(most)));
  }

  void look_at_promise_and_order(int d) {
    const auto& of = dossier(d);
    const auto& run = runs_[static_cast<std::size_t>(d)];
    if (!run.granted()) {
      if (of.promised) findings_.add(PlanRule::promise, {d, {}, {}}, say("{1} is promised and has no plan.", of.id));
      return;
    }
    for (auto p : of.after) {
      const auto& before = runs_[static_cast<std::size_t>(p)];
      if (!before.granted())
        findings_.add(PlanRule::predecessor, {d, {}, {}},
                      say("{1} comes after {2}, which has no plan.", of.id, dossier(p).id));
      else if (before.last >= run.first)
        findings_.add(PlanRule::order, {d, {}, run.first},
                      say("{1} starts in {2}; {3}, which comes before it, ends in {4}.", of.id, month(run.first),
                          dossier(p).id, month(before.last)));
    }
  }

  std::int64_t shortfall_cost(const Floor& floor) const {
    std::int64_t effort = 0;
    for (std::size_t d = 0; d < efforts_.size(); ++d)
      if (floor.counts(instance_.dossiers[d])) effort += efforts_[d];
    return floor.penalty * std::max<std::int64_t>(0, floor.min - effort);
  }

  const Instance& instance_;
  const Plan& plan_;
  Findings& findings_;
  std::vector<std::int64_t> used_, dossiers_at_once_;  ///< by engineer and month
  std::vector<std::int64_t> starts_;
  std::vector<Run> runs_;
  std::vector<std::int64_t> efforts_;
  Split split_;
};

}  // namespace

void Findings::add(PlanRule rule, Where where, Sentence text) {
  if (violations.size() < kMostViolations)
    violations.push_back({rule, std::move(text), where.dossier, where.engineer, where.month});
  ++found;
}

Verdict check(const Instance& instance, const Plan& plan) {
  Findings findings;
  Verdict verdict;
  if (plan.staffed) verdict.split = PlanChecker(instance, plan, findings).run();
  if (plan.certificate) verdict.bound_checked = certified_bound(instance, *plan.certificate, findings);
  check_claims(instance, plan, verdict, findings);
  verdict.violations = std::move(findings.violations);
  verdict.found = findings.found;
  return verdict;
}

}  // namespace couloir::plancheck
