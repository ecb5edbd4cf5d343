// What a solve promises: plans that keep every rule, never above the true optimum, bounds never below it, the same
// answer for the same work.
#include "solve/solve.h"

#include <gtest/gtest.h>

#include "plancheck/brute_force.h"
#include "plancheck/verdict.h"
#include "solve/instance_json.h"
#include "solve/plan_json.h"
#include "solve/test_instance.h"

namespace couloir::solve {
namespace {

Answer solved(const Field& field, std::uint64_t work, std::uint64_t seed = 1, int threads = 1) {
  Question question;
  question.seed = seed;
  question.threads = threads;
  question.limits.work = work;
  return solve(field, question);
}

plancheck::Verdict judged(const plancheck::Instance& instance, const Field& field, const Answer& answer) {
  auto plan = plancheck::read_plan(plan_text(field, answer, {}), instance);
  EXPECT_TRUE(plan.has_value()) << (plan ? ""
                                         : plan.error().problems[0].where + ": " + plan.error().problems[0].what.msgid);
  return plan ? plancheck::check(instance, *plan) : plancheck::Verdict{};
}

/// What instances may hold and those made up do not: roles that may stay empty, promises that wait for others, and as
/// much money as there may be.
void make_odd(plancheck::Instance& instance, int i) {
  auto& last = instance.dossiers.back();
  if (i % 3 == 0)
    for (auto& d : instance.dossiers)
      if (d.roles.size() > 1) d.roles.back().min = 0;
  if (i % 5 == 1) last.promised = true, last.after = {0};
  if (i % 7 == 2)
    for (auto& d : instance.dossiers)
      if (auto extra = d.most_effort() - d.least_effort()) d.slope = 1'000'000'000'000 / extra;
}

TEST(Solve, agrees_with_enumeration_on_tiny_pools) {
  std::mt19937_64 random(20261130);
  int staffed = 0, reached = 0, proved = 0, unknown = 0;
  for (int i = 0; i < 1000; ++i) {
    SCOPED_TRACE("instance " + std::to_string(i));
    // Of a thousand pools of five dossiers a few take the enumeration minutes.
    auto instance = plancheck::tiny_instance(random, i < 300 ? 5 : 4);
    make_odd(instance, i);
    auto best = plancheck::best_plan(instance);
    auto form = solver_form_of(instance);
    Field field(form);
    auto answer = solved(field, 8'000, i);
    if (!best) {
      EXPECT_TRUE(answer.status == Status::infeasible || answer.status == Status::unknown);
      continue;
    }
    ASSERT_TRUE(answer.bound);
    EXPECT_GE(*answer.bound, best->value);
    EXPECT_NE(answer.status, Status::infeasible);
    if (answer.status == Status::unknown) {
      ++unknown;
      continue;
    }
    ++staffed;
    EXPECT_LE(answer.objective, best->value);
    if (answer.status == Status::optimal) {
      EXPECT_EQ(answer.objective, best->value);
      ++proved;
    }
    reached += answer.objective == best->value ? 1 : 0;
    if (i % 10 != 0) continue;
    auto verdict = judged(instance, field, answer);
    EXPECT_TRUE(verdict.valid()) << (verdict.violations.empty() ? "" : verdict.violations[0].text.msgid);
    EXPECT_EQ(verdict.split->objective(), answer.objective);
  }
  EXPECT_GE(staffed, 800);
  EXPECT_LE(unknown, 10);
  EXPECT_GE(reached * 100, staffed * 85) << reached << " of " << staffed;
  EXPECT_GE(proved * 100, staffed * 65) << proved << " of " << staffed;
}

TEST(Solve, plans_and_bounds_of_the_bench_are_accepted_by_the_checker) {
  for (auto name : {"S-1", "S-2", "S-3", "S-4", "S-5", "M-1"}) {
    auto text = plancheck::bench_instance_text(name);
    auto instance = plancheck::read_instance(text);
    ASSERT_TRUE(instance) << name;
    auto form = read_instance(text);
    Field field(form);
    auto answer = solved(field, 150'000);
    EXPECT_EQ(answer.status, Status::feasible) << name;
    auto verdict = judged(*instance, field, answer);
    EXPECT_TRUE(verdict.valid()) << name << (verdict.violations.empty() ? "" : verdict.violations[0].text.msgid);
    ASSERT_TRUE(verdict.bound_checked) << name;
    EXPECT_EQ(*verdict.bound_checked, answer.certificate->bound) << name;
    EXPECT_EQ(answer.proof == Proof::search, *answer.bound < answer.certificate->bound) << name;
    EXPECT_LE(gap_of(answer.objective, *answer.bound), 0.3) << name;
  }
}

TEST(Solve, gives_the_same_plan_for_the_same_work_seed_and_threads) {
  auto form = read_instance(plancheck::bench_instance_text("S-2"));
  Field field(form);
  auto once = solved(field, 300'000, 7, 2), again = solved(field, 300'000, 7, 2), other = solved(field, 300'000, 8, 2);
  EXPECT_EQ(plan_text(field, once, {}), plan_text(field, again, {}));
  EXPECT_NE(plan_text(field, once, {}), plan_text(field, other, {}));
}

TEST(Solve, never_ends_below_the_plan_it_starts_from) {
  auto form = read_instance(plancheck::bench_instance_text("S-1"));
  Field field(form);
  auto first = solved(field, 500'000);
  auto plan = read_staffing(plan_text(field, first, {}), field);
  Question question;
  question.limits.work = 1;
  question.threads = 1;
  question.seed = 99;
  question.from = &plan;
  EXPECT_GE(solve(field, question).objective, first.objective);
}

TEST(Solve, bounds_without_a_plan_as_the_certificate_does) {
  auto text = plancheck::bench_instance_text("S-1");
  auto form = read_instance(text);
  Field field(form);
  Question question;
  question.only_bound = true;
  auto answer = solve(field, question);
  EXPECT_EQ(answer.status, Status::unknown);
  EXPECT_EQ(answer.proof, Proof::certificate);
  EXPECT_LT(*answer.bound, 1'372'000);
  EXPECT_EQ(judged(*plancheck::read_instance(text), field, answer).bound_checked, answer.bound);
}

TEST(Solve, stops_at_once_when_it_is_cancelled_and_keeps_the_best) {
  auto form = read_instance(plancheck::bench_instance_text("M-1"));
  Field field(form);
  std::atomic<bool> cancelled{true};
  Question question;
  question.limits.cancelled = &cancelled;
  auto answer = solve(field, question);
  EXPECT_EQ(answer.status, Status::feasible);
  EXPECT_GT(answer.split.granted, 100);
}

TEST(Solve, a_promise_that_nobody_can_keep_has_no_plan) {
  auto form = read_instance(plancheck::bench_instance_text("S-1"));
  auto& d = form.dossiers[10];
  ASSERT_TRUE(d.must);
  d.roles[0].level = 100;
  Field field(form);
  auto answer = solved(field, 100'000);
  EXPECT_EQ(answer.status, Status::infeasible);
  EXPECT_NE(plan_text(field, answer, {}).find(R"("plans":null)"), std::string::npos);
}

TEST(Solve, promises_with_teams_larger_than_any_it_would_look_at_are_kept) {
  std::mt19937_64 random(5);
  auto instance = plancheck::tiny_instance(random, 1);
  auto& dossier = instance.dossiers[0];
  auto engineer = instance.engineers[0];
  engineer.levels = {{0, 4}};
  engineer.capacity.assign(4, 10), engineer.slots.assign(4, 1);
  engineer.site = dossier.site;
  instance.engineers.assign(9, engineer);
  dossier = {.id = "D",
             .site = dossier.site,
             .roles = {{0, 2, 32, 32}},
             .earliest = 0,
             .latest = 3,
             .nmin = 8,
             .nmax = 9,
             .base = 30'000};
  dossier.promised = true;
  auto form = solver_form_of(instance);
  Field field(form);
  auto answer = solved(field, 20'000);
  EXPECT_EQ(answer.status, Status::optimal);
  EXPECT_TRUE(judged(instance, field, answer).valid());
}

TEST(Solve, a_pool_without_engineers_or_dossiers_is_a_pool) {
  std::mt19937_64 random(6);
  auto nobody = plancheck::tiny_instance(random), nothing = nobody;
  nobody.engineers.clear();
  for (auto& d : nobody.dossiers) d.promised = false, d.published.clear();
  nothing.dossiers.clear();
  for (const auto& instance : {nobody, nothing}) {
    auto form = solver_form_of(instance);
    Field field(form);
    auto answer = solved(field, 50'000);
    EXPECT_EQ(answer.split.granted, 0);
    EXPECT_EQ(answer.status, Status::optimal) << *answer.bound << " over " << answer.objective;
    EXPECT_TRUE(judged(instance, field, answer).valid());
  }
}

TEST(Solve, what_the_checker_is_to_follow_it_can_follow_also_where_roles_are_many_or_large) {
  std::mt19937_64 random(7);
  for (auto roles : {std::vector{20, 20, 20, 20}, std::vector{50, 50, 50}}) {
    auto instance = plancheck::tiny_instance(random, 1);
    auto& dossier = instance.dossiers[0];
    instance.horizon = 12, instance.sessions.assign(12, 1);
    for (auto& e : instance.engineers) {
      e.levels = {{0, 4}, {1, 4}, {2, 4}}, e.capacity.assign(12, 10), e.slots.assign(12, 1);
      e.site = dossier.site;
    }
    dossier = {.id = "D", .site = dossier.site, .earliest = 0, .latest = 11, .nmin = 1, .nmax = 3, .base = 60'000};
    for (std::size_t r = 0; r < roles.size(); ++r) dossier.roles.push_back({int(r % 3), 2, roles[r], roles[r]});
    auto form = solver_form_of(instance);
    Field field(form);
    auto answer = solved(field, 20'000);
    EXPECT_NE(answer.status, Status::unknown);
    EXPECT_TRUE(judged(instance, field, answer).bound_checked) << roles.size();
  }
}

TEST(Solve, sums_that_no_number_holds_stay_bounds) {
  auto form = read_instance(plancheck::bench_instance_text("S-1"));
  Field field(form);
  Prices prices(field);
  EXPECT_EQ(prices.rounded_down(__int128{INT64_MAX} * 200), INT64_MAX);
  EXPECT_EQ(prices.rounded_down(__int128{-65}), -2);
}

TEST(Solve, dossiers_too_large_to_be_looked_at_exactly_are_refused_by_their_place) {
  auto form = read_instance(plancheck::bench_instance_text("S-1"));
  EXPECT_TRUE(within_reach(form));
  form.dossiers[3].roles[0].max = 5'001;
  form.engineers[1].cap[2] = 201;
  auto reach = within_reach(form);
  ASSERT_FALSE(reach);
  ASSERT_EQ(reach.error().problems.size(), 2U);
  EXPECT_EQ(reach.error().problems[0].where, "/engineers/1/cap");
  EXPECT_EQ(reach.error().problems[1].where, "/dossiers/3/roles/0/max");
}

TEST(Solve, what_would_take_for_ever_is_refused_by_its_place) {
  auto form = read_instance(plancheck::bench_instance_text("S-1"));
  form.dossiers[3].earliest = 0, form.dossiers[3].latest = form.horizon - 1;
  form.dossiers[3].nmax = 8;
  form.dossiers[3].roles[0].max = 4'000;
  for (auto& e : form.engineers) std::fill(e.cap.begin(), e.cap.end(), 200);
  auto reach = within_reach(form);
  ASSERT_FALSE(reach);
  EXPECT_EQ(reach.error().problems[0].where, "/dossiers/3/roles/0/max");
}

}  // namespace
}  // namespace couloir::solve
