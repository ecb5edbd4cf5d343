// Reasons of refusals, and that each remedy would in truth have let the dossier in.
#include "solve/explain.h"

#include <gtest/gtest.h>

#include "plancheck/model.h"
#include "solve/instance_json.h"
#include "solve/solve.h"

namespace couloir::solve {
namespace {

/// Two engineers of one site, six months of ten quanta, two dossiers at once; dossiers as the test says.
Instance a_pool() {
  Instance pool;
  pool.name = "tiny";
  pool.start = "2026-09";
  pool.horizon = 6;
  pool.quanta_per_month = 10;
  pool.min_alloc = 2;
  pool.skills = {"nlp", "vision"};
  pool.pillars = {"llm"};
  pool.sites = {"Strasbourg"};
  pool.distance = {{0}};
  pool.travel_cost = {0};
  pool.team = 700;
  pool.session_cap.assign(6, 2);
  pool.engineers = {{"Ada", 0, {{0, 4}}, std::vector<int>(6, 10), std::vector<int>(6, 2)},
                    {"Émilie", 0, {{0, 2}, {1, 3}}, std::vector<int>(6, 10), std::vector<int>(6, 2)}};
  return pool;
}

Dossier asking(int skill, int level, int quanta, int earliest, int latest) {
  Dossier d;
  d.id = "D";
  d.roles = {{skill, level, quanta, quanta}};
  d.earliest = earliest;
  d.latest = latest;
  d.base = 30'000;
  return d;
}

Plan nothing_granted(const Field& field) { return Plan(field.cases.size()); }

Plan granting(const Field& field, std::vector<std::pair<int, std::vector<Stint>>> rows) {
  Plan plan(field.cases.size());
  for (auto& [d, stints] : rows) {
    Staffing s;
    s.stints = std::move(stints);
    weigh(field, field.cases[d], s);
    plan[d] = std::move(s);
  }
  return plan;
}

std::vector<std::string> cures_in(const Refusal& refusal) {
  std::vector<std::string> out;
  for (const auto& c : refusal.cures) out.push_back(std::string(name_of(c.remedy)) + " " + std::to_string(c.amount));
  return out;
}

TEST(Explain, what_fits_and_pays_was_only_not_placed) {
  auto pool = a_pool();
  pool.dossiers = {asking(0, 2, 10, 0, 5)};
  Field field(pool);
  EXPECT_EQ(explain_one(field, nothing_granted(field), 0).why, Why::not_placed);
  pool.dossiers[0].base = 500;  // less than its team
  EXPECT_EQ(explain_one(Field(pool), nothing_granted(field), 0).why, Why::worth_less);
}

TEST(Explain, remedies_are_told_also_of_what_waits_for_another) {
  auto pool = a_pool();
  pool.dossiers = {asking(0, 2, 10, 0, 5), asking(1, 3, 25, 2, 3)};
  auto alone = cures_in(explain_one(Field(pool), Plan(2), 1));
  pool.dossiers[1].after = {0};
  EXPECT_EQ(cures_in(explain_one(Field(pool), Plan(2), 1)), alone);
  EXPECT_FALSE(alone.empty());
}

TEST(Explain, of_dossiers_too_large_to_look_at_nothing_is_claimed) {
  auto pool = a_pool();
  pool.engineers.resize(4, pool.engineers[1]);
  auto d = asking(1, 3, 20, 0, 5);
  d.roles.assign(4, d.roles[0]);
  d.nmin = d.nmax = 4;
  pool.dossiers = {d};
  Field field(pool);
  ASSERT_FALSE(field.cases[0].joint);
  auto why = explain_one(field, nothing_granted(field), 0).why;
  EXPECT_TRUE(why == Why::none_found || why == Why::not_placed) << name_of(why);
}

TEST(Explain, a_level_that_nobody_has) {
  auto pool = a_pool();
  pool.dossiers = {asking(1, 4, 10, 0, 5)};
  Field field(pool);
  auto why = explain_one(field, nothing_granted(field), 0);
  EXPECT_EQ(why.why, Why::nobody_holds_it);
  EXPECT_EQ(why.role, 0);
  EXPECT_EQ(cures_in(why), (std::vector<std::string>{"more_people 2", "lower_level 3"}));
}

TEST(Explain, more_months_than_its_holders_have_in_the_window) {
  auto pool = a_pool();
  pool.dossiers = {asking(0, 3, 25, 1, 2)};
  Field field(pool);
  auto why = explain_one(field, nothing_granted(field), 0);
  EXPECT_EQ(why.why, Why::too_few_months);
  EXPECT_EQ(why.holders, 1);
  EXPECT_EQ(why.needed, 25);
  EXPECT_EQ(why.there, 20);
  EXPECT_EQ(cures_in(why), (std::vector<std::string>{"later_end 1", "earlier_start 1"}))
      << "one engineer at once: another beside Ada would have to do it alone, and 25 do not fit two months";
}

TEST(Explain, a_team_larger_than_there_are_people) {
  auto pool = a_pool();
  pool.dossiers = {asking(1, 1, 10, 0, 5)};
  pool.dossiers[0].nmin = pool.dossiers[0].nmax = 2;
  Field field(pool);
  EXPECT_EQ(explain_one(field, nothing_granted(field), 0).why, Why::no_way_alone);
}

TEST(Explain, who_works_on_what_instead) {
  auto pool = a_pool();
  pool.dossiers = {asking(0, 3, 30, 0, 2), asking(0, 3, 20, 0, 3)};
  Field field(pool);
  auto plan = granting(field, {{0, {{0, 0, 0, 10}, {0, 0, 1, 10}, {0, 0, 2, 10}}}});
  auto why = explain_one(field, plan, 1);
  EXPECT_EQ(why.why, Why::holders_are_taken);
  EXPECT_EQ(why.there, 10);
  EXPECT_EQ(why.needed, 20);
  ASSERT_EQ(why.held_by.size(), 1U);
  EXPECT_EQ(why.held_by[0].dossier, 0);
  EXPECT_EQ(why.held_by[0].quanta, 30);
  EXPECT_EQ(cures_in(why), (std::vector<std::string>{"later_end 1", "more_people 4", "lower_level 2"}));
}

TEST(Explain, months_enough_but_not_one_after_the_other) {
  auto pool = a_pool();
  pool.dossiers = {asking(0, 3, 10, 1, 1), asking(0, 3, 20, 0, 2)};
  Field field(pool);
  auto why = explain_one(field, granting(field, {{0, {{0, 0, 1, 10}}}}), 1);
  EXPECT_EQ(why.why, Why::no_unbroken_team);
  EXPECT_EQ(cures_in(why).front(), "later_end 1");
}

TEST(Explain, what_it_waits_for_is_refused) {
  auto pool = a_pool();
  pool.dossiers = {asking(0, 3, 10, 0, 1), asking(0, 3, 10, 2, 5)};
  pool.dossiers[1].after = {0};
  Field field(pool);
  auto why = explain_one(field, nothing_granted(field), 1);
  EXPECT_EQ(why.why, Why::waits_for_a_refused);
  EXPECT_EQ(why.other, 0);
}

TEST(Explain, no_workshop_is_left_to_begin_with) {
  auto pool = a_pool();
  pool.session_cap = {0, 0, 0, 1, 1, 1};
  pool.dossiers = {asking(0, 3, 10, 3, 3), asking(0, 3, 10, 3, 3)};
  pool.dossiers[1].roles[0].level = 1;
  Field field(pool);
  EXPECT_EQ(explain_one(field, granting(field, {{0, {{0, 0, 3, 10}}}}), 1).why, Why::no_workshop_left);
}

TEST(Explain, a_dossier_that_fits_and_is_not_worth_it) {
  auto pool = a_pool();
  pool.dossiers = {asking(0, 3, 10, 0, 5)};
  pool.dossiers[0].base = 500;
  Field field(pool);
  EXPECT_EQ(explain_one(field, nothing_granted(field), 0).why, Why::worth_less) << "its team alone costs 700";
}

/// The pool as the remedy would have it.
Instance with(const Instance& pool, int dossier, const Cure& cure) {
  auto out = pool;
  auto& d = out.dossiers[dossier];
  switch (cure.remedy) {
    case Remedy::later_end:
      d.latest += cure.amount;
      break;
    case Remedy::earlier_start:
      d.earliest -= cure.amount;
      break;
    case Remedy::lower_level:
      d.roles[cure.role].level = cure.amount;
      break;
    case Remedy::larger_team:
      d.nmax = cure.amount;
      break;
    case Remedy::more_people:
      out.engineers.push_back({"new",
                               d.site,
                               {{d.roles[cure.role].skill, 100}},
                               std::vector<int>(out.horizon, cure.amount),
                               std::vector<int>(out.horizon, 1)});
      break;
  }
  return out;
}

TEST(Explain, promises_that_cannot_stand_together_are_named) {
  auto pool = a_pool();
  pool.dossiers = {asking(0, 3, 10, 0, 1), asking(0, 3, 10, 0, 1), asking(0, 3, 10, 0, 1)};
  for (auto& d : pool.dossiers) d.must = true;
  pool.dossiers[0].published = {{0, 0, 0, 10}};
  pool.dossiers[1].published = {{0, 0, 0, 5}, {0, 0, 1, 5}};
  pool.dossiers[2].published = {{0, 0, 1, 9}};
  auto clashes = clashes_of_promises(Field(pool));
  ASSERT_EQ(clashes.size(), 2U);
  EXPECT_EQ(clashes[0].dossiers, (std::vector<int>{2})) << "9 quanta where 10 are asked";
  EXPECT_EQ(clashes[1].engineer, 0);
  EXPECT_EQ(clashes[1].month, 0);
  EXPECT_EQ(clashes[1].wanted, 15);
  EXPECT_EQ(clashes[1].there, 10);
  EXPECT_EQ(clashes[1].dossiers, (std::vector<int>{0, 1}));
}

TEST(Explain, every_remedy_would_have_let_the_dossier_in) {
  for (auto name : {"S-1", "S-4"}) {
    auto pool = read_instance(plancheck::bench_instance_text(name));
    Field field(pool);
    Question question;
    question.threads = 1;
    question.limits.work = 100'000;
    auto answer = solve(field, question);
    int cures = 0;
    for (const auto& refusal : explain(field, answer.plan, {}, 1, 0)) {
      bool beside_the_plan = refusal.why == Why::holders_are_taken || refusal.why == Why::no_unbroken_team;
      for (const auto& cure : refusal.cures) {
        ++cures;
        auto changed = with(pool, refusal.dossier, cure);
        for (auto& d : changed.dossiers) d.after.clear();
        Field other(changed);
        auto plan = beside_the_plan ? answer.plan : Plan(field.cases.size());
        if (refusal.why == Why::promised_work)
          for (std::size_t d = 0; d < plan.size(); ++d)
            if (pool.dossiers[d].must) plan[d] = answer.plan[d];
        SCOPED_TRACE(std::string(name) + " dossier " + std::to_string(refusal.dossier) + " " +
                     std::string(name_of(cure.remedy)));
        auto now = explain_one(other, plan, refusal.dossier).why;
        EXPECT_TRUE(now == Why::worth_less || now == Why::not_placed) << name_of(now) << ": it does not fit";
      }
    }
    EXPECT_GT(cures, 10);
  }
}

}  // namespace
}  // namespace couloir::solve