// What branching promises: a bound that no plan passes, however the tree is split, and one that comes closer.
#include "solve/branching.h"

#include <gtest/gtest.h>

#include "plancheck/brute_force.h"
#include "solve/instance_json.h"
#include "solve/test_instance.h"

namespace couloir::solve {
namespace {

bool never() { return false; }

Bound first_prices(const Field& field) {
  Bound bound(field);
  bound.start(never);
  for (int i = 0; i < 50; ++i) bound.step(never);
  return bound;
}

TEST(Branching, never_cuts_off_the_best_plan_of_all) {
  std::mt19937_64 random(31);
  int split = 0;
  for (int i = 0; i < 25; ++i) {
    auto instance = plancheck::tiny_instance(random);
    auto best = plancheck::best_plan(instance);
    if (!best) continue;
    auto form = solver_form_of(instance);
    Field field(form);
    Branching tree(field, first_prices(field));
    // As if a plan one milli-point worse were known: the best one must stay in some node.
    for (int steps = 0; steps < 30 && !tree.done(best->value - 1); ++steps) {
      tree.step(best->value - 1, never);
      ASSERT_GE(tree.value(), best->value) << i << ", after " << tree.nodes() << " nodes";
    }
    split += tree.nodes() > 1 ? 1 : 0;
  }
  EXPECT_GT(split, 3);
}

TEST(Branching, follows_a_node_down_to_ways_that_fit_together) {
  std::mt19937_64 random(32);
  int staffed = 0;
  for (int i = 0; i < 25; ++i) {
    auto form = solver_form_of(plancheck::tiny_instance(random));
    Field field(form);
    Branching tree(field, first_prices(field));
    tree.step(INT64_MIN, never);
    auto plan = tree.dive(never);
    Roster roster(field);
    for (bool more = true; more;) {
      more = false;
      for (const auto& c : field.cases)
        if (plan[c.index] && !roster.granted(c.index) && roster.admits(c, *plan[c.index]))
          roster.add(c.index, *plan[c.index]), more = true, ++staffed;
    }
    for (const auto& c : field.cases)
      EXPECT_EQ(plan[c.index].has_value(), roster.granted(c.index)) << i << " " << c.index;
  }
  EXPECT_GT(staffed, 25);
}

TEST(Branching, comes_closer_at_the_size_of_today) {
  auto form = read_instance(plancheck::bench_instance_text("S-1"));
  Field field(form);
  Branching tree(field, first_prices(field));
  std::int64_t known = 1'250'000;  // milli-points of a plan that searches find
  do tree.step(known, never);
  while (tree.nodes() < 12);
  EXPECT_LT(tree.root_value(), 1'372'000) << "the ascent of a minute comes to 1,400,000";
  EXPECT_LT(tree.value(), tree.root_value() - 20'000);
  EXPECT_GT(tree.value(), known);
}

}  // namespace
}  // namespace couloir::solve
