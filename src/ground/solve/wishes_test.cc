// Pins, bans and refusals: what comes out keeps them, is never worth more than the best plan that does, and its bound
// never less.
#include <gtest/gtest.h>

#include "plancheck/brute_force.h"
#include "plancheck/change.h"
#include "plancheck/verdict.h"
#include "solve/explain.h"
#include "solve/instance_json.h"
#include "solve/plan_json.h"
#include "solve/solve.h"
#include "solve/test_instance.h"

namespace couloir::solve {
namespace {

Answer solved_from(const Plan* from, const Field& field, std::uint64_t work) {
  Question question;
  question.threads = 1;
  question.from = from;
  question.limits.work = work;
  return solve(field, question);
}

/// Two engineers, three months, two dossiers of a few quanta: every plan can be listed.
plancheck::Instance listed_instance(std::mt19937_64& random) {
  auto pool = plancheck::tiny_instance(random, 2);
  pool.horizon = 3;
  pool.engineers.resize(2);
  pool.sessions.resize(3);
  pool.min_alloc = 1;
  for (auto& engineer : pool.engineers) {
    engineer.capacity.resize(3), engineer.slots.resize(3);
    for (auto& capacity : engineer.capacity) capacity = std::min<std::int64_t>(capacity, 3);
  }
  for (auto& dossier : pool.dossiers) {
    for (auto& role : dossier.roles) {
      role.max = dossier.roles.size() == 1 ? 4 : 2;
      role.min = std::min<std::int64_t>(role.min, role.max - 1);
      role.level = 1;
    }
    dossier.earliest = 0, dossier.latest = 2;
    dossier.base = 4'000;
    dossier.promised = false;
    dossier.published.clear();
  }
  return pool;
}

TEST(Wishes, are_kept_and_cost_what_they_cost) {
  std::mt19937_64 random(20261201);
  auto below = [&](int n) { return int(random() % std::uint64_t(n)); };
  int pinned = 0, best_found = 0, staffed = 0;
  for (int i = 0; i < 24; ++i) {
    SCOPED_TRACE("instance " + std::to_string(i));
    auto pool = listed_instance(random);
    auto& first = pool.dossiers[0];
    if (below(3) == 0) pool.dossiers[1].bans = {below(2)};
    if (below(4) == 0) pool.dossiers[1].refused = true;
    int e = below(2), r = below(int(first.roles.size())), t = below(3);
    bool may = plancheck::holds(pool.engineers[e], first.roles[r]) && pool.travel(pool.engineers[e], first) >= 0;
    auto quanta = std::min({first.roles[r].max, pool.engineers[e].capacity[t], std::int64_t(1 + below(2))});
    if (may && quanta > 0 && pool.engineers[e].slots[t] > 0)
      first.pins = {{e, r, t, quanta}}, first.promised = true, ++pinned;
    auto best = plancheck::best_value_listed(pool);
    auto form = solver_form_of(pool);
    Field field(form);
    auto answer = solved_from(nullptr, field, 20'000);
    if (!best) {
      EXPECT_TRUE(answer.status == Status::infeasible || answer.status == Status::unknown);
      continue;
    }
    EXPECT_NE(answer.status, Status::infeasible);
    EXPECT_GE(*answer.bound, *best);
    if (answer.status == Status::unknown) continue;
    ++staffed;
    auto plan = plancheck::read_plan(plan_text(field, answer, {}), pool);
    ASSERT_TRUE(plan);
    auto verdict = plancheck::check(pool, *plan);
    EXPECT_TRUE(verdict.valid()) << (verdict.violations.empty() ? "" : verdict.violations[0].text.msgid);
    EXPECT_LE(answer.objective, *best);
    best_found += answer.objective == *best ? 1 : 0;
  }
  EXPECT_GE(pinned, 10);
  EXPECT_GT(staffed, 18);
  EXPECT_GE(best_found * 100, staffed * 80) << best_found << " of " << staffed;
}

TEST(Wishes, of_a_committee_are_laid_over_its_last_plan) {
  auto text = plancheck::bench_instance_text("S-1");
  auto before = read_instance(text);
  Field field(before);
  auto first = solved_from(nullptr, field, 400'000);
  ASSERT_EQ(first.status, Status::feasible);
  int granted = -1, refused = -1;
  for (const auto& c : field.cases)
    if (first.plan[c.index] && c.dossier->published.empty() && !c.dossier->must && c.successors.empty())
      granted = c.index;
  for (const auto& c : field.cases)
    if (!first.plan[c.index] && explain_one(field, first.plan, c.index).why == Why::holders_are_taken)
      refused = c.index;
  ASSERT_GE(granted, 0);
  ASSERT_GE(refused, 0);
  int leaves = first.plan[granted]->stints[0].engineer;
  auto wishes = R"({"format":"pool-delta/1","grant":[)" + std::to_string(refused) + R"(],"bans":[{"dossier":)" +
                std::to_string(granted) + R"(,"engineer":)" + std::to_string(leaves) + "}]}";
  auto changed = plancheck::changed(text, wishes).value();
  auto after = read_instance(changed);
  Field now(after);
  auto second = solved_from(&first.plan, now, 400'000);
  ASSERT_EQ(second.status, Status::feasible);
  EXPECT_TRUE(second.plan[refused]);
  if (second.plan[granted]) {
    for (const auto& stint : second.plan[granted]->stints) EXPECT_NE(stint.engineer, leaves);
  }
  auto judged = plancheck::read_instance(changed).value();
  EXPECT_TRUE(plancheck::check(judged, plancheck::read_plan(plan_text(now, second, {}), judged).value()).valid());
}

}  // namespace
}  // namespace couloir::solve
