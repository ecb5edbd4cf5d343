// What the recipe promises of every size.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plancheck/verdict.h"
#include "pool/front.h"

namespace couloir::pool {
namespace {

using PoolFile = plancheck::Instance;

PoolFile made(PoolSize size, std::uint64_t seed, std::int64_t load = 1'600) {
  auto read = plancheck::read_instance(generate_pool({size, seed, load}));
  EXPECT_TRUE(read) << name_of(size) << " " << seed;
  return std::move(read).value();
}

double load_of(const PoolFile& pool) {
  std::int64_t demand = 0, capacity = 0;
  for (const auto& dossier : pool.dossiers) demand += dossier.promised ? dossier.least_effort() : dossier.most_effort();
  for (const auto& engineer : pool.engineers)
    for (auto quanta : engineer.capacity) capacity += quanta;
  return static_cast<double>(demand) / static_cast<double>(capacity);
}

/// Of all dossiers, in per cent.
template <class Is>
double share(const PoolFile& pool, Is&& is) {
  auto count = std::ranges::count_if(pool.dossiers, is);
  return 100.0 * static_cast<double>(count) / static_cast<double>(pool.dossiers.size());
}

TEST(MadeUpPools, are_the_same_for_the_same_seed_and_differ_for_others) {
  for (auto size : {PoolSize::T, PoolSize::S, PoolSize::M}) {
    EXPECT_EQ(generate_pool({size, 3, 1'600}), generate_pool({size, 3, 1'600}));
    EXPECT_NE(generate_pool({size, 3, 1'600}), generate_pool({size, 4, 1'600}));
  }
  EXPECT_EQ(made(PoolSize::S, 12).name, "S-12-couloir");
}

TEST(MadeUpPools, have_the_figures_of_their_size) {
  struct Figures {
    PoolSize size;
    std::size_t engineers, dossiers, sites;
    int horizon;
  };
  for (auto [size, engineers, dossiers, sites, horizon] :
       {Figures{PoolSize::T, 3, 5, 2, 4}, Figures{PoolSize::S, 13, 40, 2, 12}, Figures{PoolSize::M, 60, 300, 3, 12},
        Figures{PoolSize::L, 400, 3'000, 8, 18}}) {
    auto pool = made(size, 1);
    EXPECT_EQ(pool.engineers.size(), engineers);
    EXPECT_EQ(pool.dossiers.size(), dossiers);
    EXPECT_EQ(pool.sites.size(), sites);
    EXPECT_EQ(pool.horizon, horizon);
    EXPECT_EQ(pool.floors.size(), 3 + sites);
  }
}

TEST(MadeUpPools, ask_for_more_than_there_is) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    auto load = load_of(made(PoolSize::S, seed));
    EXPECT_GE(load, 1.55) << seed;
    EXPECT_LE(load, 2.4) << seed;
  }
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    auto load = load_of(made(PoolSize::M, seed));
    EXPECT_GE(load, 1.55) << seed;
    EXPECT_LE(load, 2.2) << seed;
  }
  EXPECT_NEAR(load_of(made(PoolSize::M, 1, 3'000)), 3.0, 0.05);
}

TEST(MadeUpPools, mix_dossiers_as_the_recipe_says) {
  auto pool = made(PoolSize::L, 2);
  EXPECT_NEAR(share(pool, [](const auto& d) { return d.roles.size() == 1; }), 54, 6);
  EXPECT_NEAR(share(pool, [](const auto& d) { return d.roles.size() == 2; }), 36, 5);
  EXPECT_NEAR(share(pool, [](const auto& d) { return d.roles.size() == 3; }), 10, 4);
  EXPECT_NEAR(share(pool, [](const auto& d) { return d.promised; }), 5, 1);
  EXPECT_NEAR(share(pool, [](const auto& d) { return d.slope > 0; }), 39, 5);
  EXPECT_NEAR(share(pool, [](const auto& d) { return d.nmin == 2; }), 10, 4);
  EXPECT_NEAR(share(pool, [](const auto& d) { return !d.after.empty(); }), 6, 4);
  std::int64_t value = 0;
  for (const auto& dossier : pool.dossiers) {
    value += dossier.base;
    EXPECT_GT(dossier.base, 0) << dossier.id;
  }
  EXPECT_NEAR(static_cast<double>(value) / static_cast<double>(pool.dossiers.size()), 65'000, 15'000);
}

TEST(MadeUpPools, keep_promises_that_can_be_kept_together) {
  for (auto [size, seed] :
       {std::pair(PoolSize::S, 1), std::pair(PoolSize::S, 2), std::pair(PoolSize::M, 5), std::pair(PoolSize::L, 1)}) {
    auto pool = made(size, static_cast<std::uint64_t>(seed));
    plancheck::Plan plan;
    plan.staffed = true;
    for (const auto& dossier : pool.dossiers) plan.rows.push_back(dossier.published);
    auto verdict = plancheck::check(pool, plan);
    EXPECT_TRUE(verdict.valid()) << name_of(size) << " " << seed;
    EXPECT_GT(verdict.split->granted, 0);
    EXPECT_EQ(verdict.split->move, 0);
  }
}

}  // namespace
}  // namespace couloir::pool
