// Each rule of the pool broken alone, and what a person is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plancheck/test_pool.h"

namespace couloir::plancheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> violations_of(const Instance& pool, const Plan& plan) { return told(check(pool, plan)); }

TEST(PlanCheck, counts_value_team_travel_and_effort) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  auto verdict = check(pool, a_plan({{{0, 0, 1, 10}, {0, 0, 2, 6}, {1, 0, 2, 4}}}));
  EXPECT_THAT(told(verdict), IsEmpty());
  EXPECT_EQ(verdict.split, (Split{30'000, 1'400, 600, 0, 0, 1, 20}));
  EXPECT_EQ(verdict.split->objective(), 28'000);
}

TEST(PlanCheck, counts_extra_effort_moves_and_what_floors_lack) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].roles[0] = {0, 2, 10, 20};
  pool.dossiers[0].slope = 500;
  pool.dossiers[0].published = {{0, 0, 1, 10}, {0, 0, 2, 5}};
  pool.floors = {{FloorKind::pillar, 0, 25, 1'200}, {FloorKind::site, 1, 3, 100}, {FloorKind::site, 0, 12, 9}};
  auto verdict = check(pool, a_plan({{{0, 0, 1, 8}, {0, 0, 2, 8}}}));
  EXPECT_THAT(told(verdict), IsEmpty());
  EXPECT_EQ(verdict.split, (Split{33'000, 700, 0, 120, 9 * 1'200 + 300, 1, 16}));
}

TEST(PlanCheck, a_plan_that_grants_nothing_is_valid_and_pays_for_its_floors) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.floors = {{FloorKind::pillar, 0, 7, 10}};
  auto verdict = check(pool, a_plan({{}}));
  EXPECT_TRUE(verdict.valid());
  EXPECT_EQ(verdict.split->objective(), -70);
}

TEST(PlanCheck, tells_what_a_variant_asked_and_did_not_get) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1"), a_dossier("D2")};
  pool.dossiers[0].promised = true;
  pool.dossiers[0].pins = {{0, 0, 1, 10}, {0, 0, 2, 9}};
  pool.dossiers[0].bans = {1};
  pool.dossiers[1].refused = true;
  EXPECT_THAT(
      violations_of(pool, a_plan({{{0, 0, 1, 10}, {0, 0, 2, 10}}, {}})),
      ElementsAre("pin 0/0/2: Ada is pinned to D1 in 2026-11, with 9 quanta of role 0; the plan has it otherwise."));
  pool.dossiers[0].pins.pop_back();
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 1, 10}, {1, 0, 2, 8}, {1, 0, 1, 2}}, {}})),
              ElementsAre("ban 0/1/2: Émilie is banned from D1."));
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 1, 10}, {0, 0, 2, 10}}, {{1, 0, 3, 8}, {1, 0, 4, 8}, {1, 0, 5, 4}}})),
              ElementsAre("refusal 1/-/-: D2 is granted and must be refused."));
}

TEST(PlanCheck, tells_a_month_outside_the_window) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].earliest = 1;
  pool.dossiers[0].latest = 2;
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 0, 10}, {0, 0, 1, 10}}})),
              ElementsAre("window 0/0/0: D1 is staffed in 2026-09, outside its window from 2026-10 to 2026-11."));
}

TEST(PlanCheck, tells_a_level_that_is_too_low) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].roles[0].level = 3;
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 4, 10}, {1, 0, 4, 2}, {1, 0, 5, 8}}})),
              ElementsAre("skill 0/1/4: Émilie has nlp at level 2; this role of D1 asks for level 3.",
                          "skill 0/1/5: Émilie has nlp at level 2; this role of D1 asks for level 3."));
}

TEST(PlanCheck, tells_a_skill_that_an_engineer_does_not_have) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].roles = {{1, 1, 10, 10}};
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 0, 10}}})),
              ElementsAre("skill 0/0/0: Ada has vision at level 0; this role of D1 asks for level 1."));
}

TEST(PlanCheck, tells_an_engineer_who_is_too_far) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].site = 2;
  pool.dossiers[0].roles[0] = {0, 2, 8, 8};
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 3, 8}}})),
              ElementsAre("distance 0/0/3: Ada of Strasbourg is too far from Brest, the site of D1."));
}

TEST(PlanCheck, tells_a_share_below_the_least) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 1, 10}, {0, 0, 2, 9}, {1, 0, 2, 1}}})),
              ElementsAre("least_share 0/1/2: Quanta of Émilie for D1 in 2026-11: 1; the least is 2."));
}

TEST(PlanCheck, adds_the_roles_of_an_engineer_to_one_share) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].roles = {{0, 1, 1, 1}, {1, 1, 1, 1}};
  EXPECT_THAT(violations_of(pool, a_plan({{{1, 0, 3, 1}, {1, 1, 3, 1}}})), IsEmpty());
}

TEST(PlanCheck, tells_an_engineer_who_gives_more_than_is_left) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.engineers[0].capacity[2] = 9;
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 1, 10}, {0, 0, 2, 10}}})),
              ElementsAre("capacity -/0/2: Quanta of Ada in 2026-11: 10; what is left is 9."));
}

TEST(PlanCheck, tells_an_engineer_on_more_dossiers_than_slots) {
  auto pool = a_pool();
  pool.sessions[0] = 2;
  pool.dossiers = {a_dossier("D1"), a_dossier("D2")};
  for (auto& dossier : pool.dossiers) dossier.roles[0] = {0, 2, 5, 5};
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 0, 5}}, {{0, 0, 0, 5}}})),
              ElementsAre("slots -/0/0: Dossiers of Ada in 2026-09: 2; the most is 1."));
}

TEST(PlanCheck, tells_a_role_with_too_little_or_too_much) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].roles = {{0, 2, 10, 12}, {1, 2, 5, 5}};
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 0, 8}, {1, 1, 0, 6}}})),
              ElementsAre("role_effort 0/-/-: Quanta of role 0 of D1: 8; it takes 10 to 12.",
                          "role_effort 0/-/-: Quanta of role 1 of D1: 6; it takes 5 to 5."));
}

TEST(PlanCheck, tells_a_team_that_is_too_small_or_too_large) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].nmin = 2;
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 0, 10}, {1, 0, 0, 5}, {0, 0, 1, 5}}})),
              ElementsAre("team_size 0/-/1: Engineers on D1 in 2026-10: 1; it takes 2 to 2."));
  pool.dossiers[0].nmin = pool.dossiers[0].nmax = 1;
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 0, 10}, {1, 0, 0, 5}, {0, 0, 1, 5}}})),
              ElementsAre("team_size 0/-/0: Engineers on D1 in 2026-09: 2; it takes 1 to 1."));
}

TEST(PlanCheck, tells_a_month_without_anybody) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 1, 10}, {0, 0, 4, 10}}})),
              ElementsAre("contiguity 0/-/2: Nobody works on D1 in 2026-11, between its first month and its last.",
                          "contiguity 0/-/3: Nobody works on D1 in 2026-12, between its first month and its last."));
}

TEST(PlanCheck, tells_more_starts_than_sessions) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1"), a_dossier("D2")};
  for (auto& dossier : pool.dossiers) dossier.roles[0] = {0, 2, 5, 5};
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 4, 5}}, {{1, 0, 4, 5}}})),
              ElementsAre("sessions -/-/4: Dossiers that start in 2027-01: 2; co-design workshops: 1."));
}

TEST(PlanCheck, tells_a_promise_that_is_not_kept) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].promised = true;
  EXPECT_THAT(violations_of(pool, a_plan({{}})), ElementsAre("promise 0/-/-: D1 is promised and has no plan."));
}

TEST(PlanCheck, tells_a_predecessor_that_is_refused_or_not_over) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1"), a_dossier("D2")};
  for (auto& dossier : pool.dossiers) dossier.roles[0] = {0, 2, 5, 5};
  pool.dossiers[1].after = {0};
  EXPECT_THAT(violations_of(pool, a_plan({{}, {{0, 0, 4, 5}}})),
              ElementsAre("predecessor 1/-/-: D2 comes after D1, which has no plan."));
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 3, 2}, {0, 0, 4, 3}}, {{1, 0, 2, 2}, {1, 0, 3, 3}}})),
              ElementsAre("order 1/-/2: D2 starts in 2026-11; D1, which comes before it, ends in 2027-01."));
  EXPECT_THAT(violations_of(pool, a_plan({{{0, 0, 3, 5}}, {{1, 0, 4, 5}}})), IsEmpty());
}

TEST(PlanCheck, keeps_a_thousand_violations_and_counts_all) {
  auto pool = a_pool();
  for (int d = 0; d < 1'200; ++d) {
    pool.dossiers.push_back(a_dossier("D" + std::to_string(d)));
    pool.dossiers.back().promised = true;
  }
  auto verdict = check(pool, a_plan(std::vector<std::vector<Assignment>>(1'200)));
  EXPECT_EQ(verdict.violations.size(), 1'000u);
  EXPECT_EQ(verdict.found, 1'200);
}

// ── what a plan says of itself ──
class PlanClaims : public testing::Test {
 protected:
  void SetUp() override { pool.dossiers = {a_dossier("D1")}; }
  Instance pool = a_pool();
  Plan plan = a_plan({{{0, 0, 1, 10}, {0, 0, 2, 10}}});  // worth 29,300
};

TEST_F(PlanClaims, that_are_true_pass) {
  plan.instance = "tiny";
  plan.objective = plan.bound = 29'300;
  plan.status = PlanStatus::optimal;
  plan.proof = Proof::search;
  plan.split = Split{30'000, 700, 0, 0, 0, 1, 20};
  EXPECT_THAT(violations_of(pool, plan), IsEmpty());
}

TEST_F(PlanClaims, of_another_objective_or_split_are_told) {
  plan.objective = 29'301;
  plan.split = Split{30'000, 0, 0, 0, 0, 1, 21};
  EXPECT_THAT(violations_of(pool, plan),
              ElementsAre("objective -/-/-: The plan says that it is worth 29301; it is worth 29300.",
                          "split -/-/-: The plan says 0 for team; it is 700.",
                          "split -/-/-: The plan says 21 for effort; it is 20."));
}

TEST_F(PlanClaims, of_a_bound_below_the_objective_are_told) {
  plan.bound = 29'299;
  EXPECT_THAT(violations_of(pool, plan), ElementsAre("bound -/-/-: The bound 29299 is below the objective 29300."));
}

TEST_F(PlanClaims, to_be_optimal_need_a_bound_that_is_reached_and_a_proof) {
  plan.status = PlanStatus::optimal;
  plan.bound = 29'301;
  EXPECT_THAT(violations_of(pool, plan),
              ElementsAre("status -/-/-: The plan calls itself optimal; its bound is not equal to its objective.",
                          "proof -/-/-: The plan calls itself optimal and names no proof."));
}

TEST_F(PlanClaims, of_a_proof_that_is_not_there_are_told) {
  plan.proof = Proof::certificate;
  EXPECT_THAT(violations_of(pool, plan),
              ElementsAre("proof -/-/-: A proof is named, and no bound that it proves.",
                          "proof -/-/-: A certificate is named as proof, and there is none."));
}

TEST_F(PlanClaims, for_another_instance_or_of_a_refusal_are_told) {
  plan.instance = "S-1";
  plan.refused = {0};
  EXPECT_THAT(violations_of(pool, plan),
              ElementsAre("instance -/-/-: The plan is for the instance “S-1”; this one is “tiny”.",
                          "granted_and_refused 0/-/-: D1 has a plan, and reasons why it was refused."));
}

TEST_F(PlanClaims, of_no_plan_at_all_leave_nothing_to_check) {
  plan.staffed = false;
  plan.rows = {{}};
  plan.status = PlanStatus::infeasible;
  auto verdict = check(pool, plan);
  EXPECT_THAT(told(verdict), ElementsAre("no_plan -/-/-: There is no plan to check."));
  EXPECT_EQ(verdict.split, std::nullopt);
  plan.objective = 3;
  EXPECT_THAT(violations_of(pool, plan), ElementsAre("no_plan -/-/-: There is no plan to check.",
                                                     "objective -/-/-: An objective is named without a plan."));
}

TEST_F(PlanClaims, that_there_is_none_are_told_when_there_is_one) {
  plan.status = PlanStatus::infeasible;
  EXPECT_THAT(violations_of(pool, plan), ElementsAre("status -/-/-: The status is “infeasible”, and there is a plan."));
}

}  // namespace
}  // namespace couloir::plancheck
