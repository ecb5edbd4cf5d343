// Valid plans, changed at random: the checker and the model written out row by row must judge each the same.
#include <gtest/gtest.h>

#include <algorithm>

#include "plancheck/model.h"
#include "plancheck/verdict.h"

namespace couloir::plancheck {
namespace {

class Mutation {
 public:
  Mutation(const Instance& instance, PlanRows rows, std::mt19937_64& random)
      : instance_(instance), rows_(std::move(rows)), random_(random) {}

  /// One change that the reader would still take: rows stay in range and differ in engineer, role and month.
  PlanRows changed() {
    auto d = granted();
    auto& rows = rows_[d];
    auto& row = rows[below(rows.size())];
    switch (below(9)) {
      case 0:
        row.quanta = std::max<std::int64_t>(1, row.quanta + (below(2) == 0 ? 1 : -1) * (1 + below(3)));
        break;
      case 1:
        row.month = static_cast<int>(below(instance_.horizon));
        break;
      case 2:
        row.engineer = static_cast<int>(below(instance_.engineers.size()));
        break;
      case 3:
        row.role = static_cast<int>(below(instance_.dossiers[d].roles.size()));
        break;
      case 4:
        std::swap(row, rows.back());
        rows.pop_back();
        break;
      case 5:
        rows.push_back({static_cast<int>(below(instance_.engineers.size())), row.role, row.month, 2});
        break;
      case 6:
        rows.clear();
        break;
      case 7:
        for (auto& each : rows) each.month = std::min(instance_.horizon - 1, each.month + 1);
        break;
      default:
        move_quanta(rows);
    }
    merge(rows);
    return rows_;
  }

 private:
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n)); }
  std::size_t granted() {
    while (true)
      if (auto d = below(static_cast<std::int64_t>(rows_.size())); !rows_[d].empty()) return d;
  }
  void move_quanta(std::vector<Assignment>& rows) {
    auto& from = rows[below(rows.size())];
    auto& to = rows[below(rows.size())];
    if (from.quanta < 2) return;
    --from.quanta;
    ++to.quanta;
  }
  static void merge(std::vector<Assignment>& rows) {
    std::vector<Assignment> merged;
    for (const auto& row : rows) {
      auto same = std::ranges::find_if(merged, [&](const Assignment& other) {
        return other.engineer == row.engineer && other.role == row.role && other.month == row.month;
      });
      if (same == merged.end())
        merged.push_back(row);
      else
        same->quanta += row.quanta;
    }
    rows = std::move(merged);
  }

  const Instance& instance_;
  PlanRows rows_;
  std::mt19937_64& random_;
};

struct Tally {
  int valid = 0, caught = 0;
};

Tally mutate(const std::string& name, int plans, int times) {
  auto instance = bench_instance(name);
  std::mt19937_64 random(static_cast<std::uint64_t>(name[0] * 10 + name[2]));
  Tally tally;
  for (int i = 0; i < plans; ++i) {
    auto rows = some_plan(instance, random);
    Plan plan;
    plan.staffed = true;
    plan.rows = rows;
    EXPECT_TRUE(check(instance, plan).valid()) << name;
    for (int k = 0; k < times; ++k) {
      plan.rows = Mutation(instance, rows, random).changed();
      auto verdict = check(instance, plan);
      auto value = model_value(instance, plan.rows);
      EXPECT_EQ(verdict.valid(), value.has_value()) << name << " plan " << i << " mutation " << k;
      if (value) {
        EXPECT_EQ(verdict.split->objective(), *value) << name << " plan " << i << " mutation " << k;
      }
      ++(value ? tally.valid : tally.caught);
    }
  }
  return tally;
}

TEST(MutatedPlans, are_caught_unless_they_still_keep_every_row_of_the_model) {
  Tally all;
  for (auto name : {"S-1", "S-2", "S-3", "S-4", "S-5"}) {
    auto [valid, caught] = mutate(name, 6, 60);
    all.valid += valid;
    all.caught += caught;
  }
  for (auto name : {"M-1", "M-3"}) {
    auto [valid, caught] = mutate(name, 2, 50);
    all.valid += valid;
    all.caught += caught;
  }
  EXPECT_EQ(all.valid + all.caught, 2'000);
  EXPECT_GT(all.caught, 1'000);
  EXPECT_GT(all.valid, 50) << "changes that matter to nobody are among them";
}

}  // namespace
}  // namespace couloir::plancheck
