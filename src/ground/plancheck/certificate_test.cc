// Bounds from prices: by hand on pools one can follow, against going through all plans on tiny ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plancheck/bound.h"
#include "plancheck/brute_force.h"
#include "plancheck/test_pool.h"

namespace couloir::plancheck {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Certificate prices(const Instance& pool, std::int64_t capacity, std::vector<std::int64_t> profits) {
  Certificate certificate;
  certificate.capacity.assign(pool.engineers.size(),
                              std::vector<std::int64_t>(static_cast<std::size_t>(pool.horizon), capacity));
  certificate.profits = std::move(profits);
  return certificate;
}

struct Told {
  std::optional<std::int64_t> bound;
  std::vector<std::string> faults;
};
Told bound_of(const Instance& pool, const Certificate& certificate) {
  Findings findings;
  Told told_of{certified_bound(pool, certificate, findings), {}};
  Verdict verdict;
  verdict.violations = findings.violations;
  told_of.faults = told(verdict);
  return told_of;
}

TEST(Certificate, of_one_price_for_all_bounds_a_pool_one_can_follow) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  // Ada, two months of ten quanta: 30,000 − 700 − 20 × 100. Capacity: 60 + 48 quanta at 100.
  auto [bound, faults] = bound_of(pool, prices(pool, 100, {27'300}));
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(bound, 27'300 + 10'800);
}

TEST(Certificate, with_a_profit_that_is_too_low_is_refused) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  auto [bound, faults] = bound_of(pool, prices(pool, 100, {27'299}));
  EXPECT_EQ(bound, std::nullopt);
  EXPECT_THAT(faults, ElementsAre("certificate_profit 0/-/-: A plan of D1 earns more under these prices than 27299."));
}

TEST(Certificate, takes_a_refused_dossier_for_nothing_and_a_promised_one_for_what_it_earns) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  EXPECT_EQ(bound_of(pool, prices(pool, 2'000, {-10'700})).bound, 108 * 2'000);
  EXPECT_EQ(bound_of(pool, prices(pool, 2'000, {-99'999})).bound, 108 * 2'000) << "below nothing, nothing is claimed";
  pool.dossiers[0].promised = true;
  EXPECT_EQ(bound_of(pool, prices(pool, 2'000, {-10'700})).bound, 108 * 2'000 - 10'700);
  EXPECT_EQ(bound_of(pool, prices(pool, 2'000, {-10'701})).bound, std::nullopt);
}

TEST(Certificate, rounds_the_bound_down) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  auto certificate = prices(pool, 0, {29'300 * 64 + 63});
  certificate.scale = 64;
  EXPECT_EQ(bound_of(pool, certificate).bound, 29'300);
  pool.dossiers[0].promised = true;
  pool.dossiers[0].base = -1;
  certificate.profits = {-701 * 64 + 1};
  EXPECT_EQ(bound_of(pool, certificate).bound, -701);
}

TEST(Certificate, pays_for_slots_sessions_moves_and_the_way) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  auto& dossier = pool.dossiers[0];
  dossier.roles = {{1, 1, 8, 8}};  // Émilie alone, from Nancy
  dossier.published = {{1, 0, 2, 5}, {1, 0, 3, 3}};
  Certificate certificate;
  certificate.slots.assign(2, std::vector<std::int64_t>(6, 10));
  certificate.sessions = {5, 5, 5, 5, 5, 1};
  // In month 5 at once: 600 way, 700 team, 10 slot, 1 start, 8 quanta moved; as published: 1,200 way, 20 slots, 5
  // start.
  certificate.profits = {30'000 - 600 - 700 - 10 - 5 - 60 * 3};  // eight in month 2: three moved, a start of 5
  auto [bound, faults] = bound_of(pool, certificate);
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(bound, certificate.profits[0] + 6 * (10 + 20) + 26);
  certificate.profits[0] -= 1;
  EXPECT_EQ(bound_of(pool, certificate).bound, std::nullopt);
}

TEST(Certificate, rewards_effort_towards_floors) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].base = 500;
  pool.floors = {{FloorKind::pillar, 0, 7, 10}};
  Certificate certificate;
  certificate.floors = {10};
  certificate.profits = {0};  // 500 − 700 + 20 × 10
  EXPECT_EQ(bound_of(pool, certificate).bound, -70) << "what granting nothing is worth";
  pool.dossiers[0].base = 501;
  EXPECT_EQ(bound_of(pool, certificate).bound, std::nullopt);
}

TEST(Certificate, lets_a_dossier_pay_its_predecessor) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1"), a_dossier("D2")};
  pool.dossiers[0].base = 500;  // costs 700
  pool.dossiers[1].after = {0};
  Certificate certificate;
  certificate.after = {{1, 0, 200}};
  certificate.profits = {0, 29'100};
  EXPECT_EQ(bound_of(pool, certificate).bound, 29'100) << "the value of both";
}

TEST(Certificate, knows_that_a_dossier_waits_until_its_predecessor_is_over) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1"), a_dossier("D2")};
  for (auto& dossier : pool.dossiers) dossier.latest = 2;  // two months each, of three
  pool.dossiers[1].after = {0};
  Certificate certificate;
  certificate.profits = {29'300, 29'300};
  EXPECT_EQ(bound_of(pool, certificate).bound, 58'600);
  // Whatever they do, D1 is not over before the second month and D2 has begun by then: both pay, one price is left.
  certificate.order = {{1, 0, 1, 29'300}};
  certificate.profits = {0, 0};
  EXPECT_EQ(bound_of(pool, certificate).bound, 29'300);
  certificate.order[0].month = 0;  // D2 need not have begun by the first
  EXPECT_EQ(bound_of(pool, certificate).bound, std::nullopt);
}

TEST(Certificate, pays_the_team_by_name_where_months_alone_do_not_tell) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  auto& dossier = pool.dossiers[0];
  dossier.nmax = 1;
  pool.engineers[0].capacity = {10, 0, 10, 0, 0, 0};
  pool.engineers[1].capacity = {0, 10, 0, 10, 0, 0};
  Certificate certificate;
  certificate.profits = {30'000 - 2 * 700 - 600};
  EXPECT_EQ(bound_of(pool, certificate).bound, 28'000) << "two engineers, one after the other";
  certificate.profits[0] -= 1;
  EXPECT_EQ(bound_of(pool, certificate).bound, std::nullopt);
}

TEST(Certificate, of_a_dossier_without_any_plan_may_claim_anything) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  pool.dossiers[0].roles[0].level = 5;
  pool.dossiers[0].promised = true;
  EXPECT_EQ(bound_of(pool, prices(pool, 0, {-1'000'000})).bound, -1'000'000);
}

TEST(Certificate, whose_numbers_pass_64_bits_is_not_confirmed) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  auto certificate = prices(pool, kMostPrice, {1'000'000'000});
  certificate.scale = kMostScale;
  pool.dossiers[0].base = kMostDossierValue;
  EXPECT_THAT(
      bound_of(pool, certificate).faults,
      ElementsAre("certificate_profit 0/-/-: That no plan of D1 earns more than 1000000000 could not be confirmed "
                  "within the limits of the check."));
}

// ── cuts ──
class Cuts : public testing::Test {
 protected:
  /// Two dossiers that only Ada can hold, in her two first months: 20 quanta each, 20 left.
  void SetUp() override {
    pool.dossiers = {a_dossier("D1"), a_dossier("D2")};
    for (auto& dossier : pool.dossiers) {
      dossier.roles[0].level = 3;
      dossier.latest = 1;
    }
    certificate.cuts = {{{0}, 0, 1, {{0, 20}, {1, 20}}, {{0, 1}, {1, 1}}, 1, 29'300}};
    certificate.profits = {0, 0};
  }
  Instance pool = a_pool();
  Certificate certificate;
};

TEST_F(Cuts, that_hold_count) {
  EXPECT_EQ(bound_of(pool, certificate).bound, 29'300) << "one of the two";
  certificate.cuts = {};
  EXPECT_EQ(bound_of(pool, certificate).bound, std::nullopt);
}

TEST_F(Cuts, that_allow_too_little_are_refused) {
  certificate.cuts[0].most = 0;
  EXPECT_THAT(bound_of(pool, certificate).faults,
              ElementsAre("certificate_cut -/-/-: Cut 0: dossiers that fit together weigh more than 0."));
  certificate.cuts[0].most = 1;
  pool.engineers[0].capacity[2] = 20;
  certificate.cuts[0].to = 2;
  for (auto& dossier : pool.dossiers) dossier.latest = 2;
  EXPECT_THAT(bound_of(pool, certificate).faults,
              ElementsAre("certificate_cut -/-/-: Cut 0: dossiers that fit together weigh more than 1."));
}

TEST_F(Cuts, that_name_more_energy_than_must_be_there_are_refused) {
  certificate.cuts[0].energy[1].weight = 21;
  EXPECT_THAT(bound_of(pool, certificate).faults,
              ElementsAre("certificate_cut 1/-/-: Cut 0: D2 must take 20 quanta there, not 21."));
  certificate.cuts[0].energy[1].weight = 20;
  pool.dossiers[1].latest = 2;  // ten quanta may go there
  EXPECT_THAT(bound_of(pool, certificate).faults,
              ElementsAre("certificate_cut 1/-/-: Cut 0: D2 must take 10 quanta there, not 20."));
  pool.dossiers[1].roles[0].level = 2;  // Émilie could do it
  EXPECT_THAT(bound_of(pool, certificate).faults,
              ElementsAre("certificate_cut 1/-/-: Cut 0: D2 must take 0 quanta there, not 20."));
}

TEST_F(Cuts, take_promised_dossiers_for_granted) {
  pool.dossiers[0].promised = true;
  certificate.cuts[0].terms = {{1, 1}};
  certificate.cuts[0].most = 0;
  certificate.profits = {29'300, 0};
  EXPECT_EQ(bound_of(pool, certificate).bound, 29'300);
}

TEST_F(Cuts, of_little_room_and_large_weights_are_weighed_by_their_room) {
  certificate.cuts[0].terms = {{0, 900'000}, {1, 800'000}};
  certificate.cuts[0].most = 900'000;
  certificate.cuts[0].price = 1;
  certificate.profits = {0, 0};
  EXPECT_EQ(bound_of(pool, certificate).bound, 900'000);
  certificate.cuts[0].most = 899'999;
  EXPECT_THAT(bound_of(pool, certificate).faults,
              ElementsAre("certificate_cut -/-/-: Cut 0: dossiers that fit together weigh more than 899999."));
}

// ── what a plan claims with a certificate ──
TEST(ClaimedBound, is_not_below_what_its_certificate_proves) {
  auto pool = a_pool();
  pool.dossiers = {a_dossier("D1")};
  auto plan = a_plan({{{0, 0, 1, 10}, {0, 0, 2, 10}}});
  plan.certificate = prices(pool, 0, {29'300});
  plan.proof = Proof::certificate;
  plan.status = PlanStatus::optimal;
  plan.bound = 29'300;
  auto verdict = check(pool, plan);
  EXPECT_THAT(told(verdict), IsEmpty());
  EXPECT_EQ(verdict.bound_checked, 29'300);
  plan.certificate->profits[0] = 29'400;
  EXPECT_THAT(told(check(pool, plan)),
              ElementsAre("bound -/-/-: The bound 29300 is below 29400, which is what its certificate proves."));
}

// ── at random ──
Certificate random_prices(const Instance& pool, std::mt19937_64& random) {
  auto below = [&](std::int64_t n) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n)); };
  Certificate certificate;
  certificate.scale = 1 + below(8);
  auto scale = certificate.scale;
  certificate.capacity = certificate.slots = std::vector(pool.engineers.size(), std::vector<std::int64_t>());
  for (std::size_t e = 0; e < pool.engineers.size(); ++e)
    for (int t = 0; t < pool.horizon; ++t) {
      certificate.capacity[e].push_back(below(3) == 0 ? 0 : below(3'000 * scale));
      certificate.slots[e].push_back(below(2) == 0 ? 0 : below(2'000 * scale));
    }
  for (int t = 0; t < pool.horizon; ++t) certificate.sessions.push_back(below(2) == 0 ? 0 : below(3'000 * scale));
  for (const auto& floor : pool.floors) certificate.floors.push_back(below(scale * floor.penalty + 1));
  for (std::size_t d = 0; d < pool.dossiers.size(); ++d)
    for (auto p : pool.dossiers[d].after) {
      certificate.after.push_back({static_cast<int>(d), p, below(9'000 * scale)});
      for (int t = 0; t < pool.horizon; ++t)
        if (below(2) == 0) certificate.order.push_back({static_cast<int>(d), p, t, below(3'000 * scale)});
    }
  certificate.profits.assign(pool.dossiers.size(), 0);
  return certificate;
}

/// The lowest profit that is confirmed; all that is higher is.
std::int64_t least_confirmed(const PricedInstance& priced, int dossier) {
  std::int64_t low = -2'000'000'000, high = 2'000'000'000;
  while (low < high) {
    auto middle = low + (high - low) / 2;
    if (confirm_profit(priced, dossier, middle) == Confirmed::yes)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/// What rows of a dossier alone earn, as the certificate's description says it.
std::int64_t profit_of(const Instance& pool, const Certificate& c, int d, const std::vector<Assignment>& rows) {
  const auto& dossier = pool.dossiers[static_cast<std::size_t>(d)];
  std::int64_t effort = 0, extra = -dossier.least_effort(), profit = 0;
  std::vector<std::pair<int, int>> months_of;
  std::vector<int> team;
  int first = pool.horizon, last = 0;
  for (const auto& row : rows) {
    effort += row.quanta;
    extra += row.quanta;
    profit -= row.quanta * c.capacity[row.engineer][row.month];
    first = std::min(first, row.month);
    last = std::max(last, row.month);
    if (std::ranges::find(months_of, std::pair(row.engineer, row.month)) == months_of.end()) {
      months_of.emplace_back(row.engineer, row.month);
      profit -= c.slots[row.engineer][row.month] + c.scale * pool.travel(pool.engineers[row.engineer], dossier);
    }
    if (std::ranges::find(team, row.engineer) == team.end()) team.push_back(row.engineer);
  }
  profit += c.scale * (dossier.base + dossier.slope * extra) - c.sessions[first];
  for (std::size_t f = 0; f < pool.floors.size(); ++f)
    if (pool.floors[f].counts(dossier)) profit += c.floors[f] * effort;
  profit -= c.scale * pool.team_weight * static_cast<std::int64_t>(team.size());
  for (const auto& was : dossier.published) {
    std::int64_t now = 0;
    for (const auto& row : rows)
      if (row.engineer == was.engineer && row.role == was.role && row.month == was.month) now += row.quanta;
    profit -= c.scale * pool.move_weight * std::max<std::int64_t>(0, was.quanta - now);
  }
  for (const auto& price : c.after) {
    if (price.dossier == d) profit -= price.price;
    if (price.predecessor == d) profit += price.price;
  }
  for (const auto& price : c.order) {
    if (price.dossier == d && first <= price.month) profit -= price.price;
    if (price.predecessor == d && last >= price.month) profit -= price.price;
  }
  return profit;
}

/// Two engineers, three months, efforts that can be listed.
Instance micro_instance(std::mt19937_64& random) {
  auto pool = tiny_instance(random, 2);
  pool.horizon = 3;
  pool.engineers.resize(2);
  pool.sessions.resize(3);
  for (auto& engineer : pool.engineers) {
    engineer.capacity.resize(3);
    engineer.slots.resize(3);
    for (auto& capacity : engineer.capacity) capacity = std::min<std::int64_t>(capacity, 4);
  }
  pool.min_alloc = 1 + static_cast<std::int64_t>(random() % 2);
  for (auto& dossier : pool.dossiers) {
    for (auto& role : dossier.roles) {
      role.max = dossier.roles.size() == 1 ? 5 : 2;
      role.min = std::min(role.min, role.max - static_cast<std::int64_t>(random() % 2));
      role.level = 2;
    }
    dossier.earliest = 0;
    dossier.latest = 2;
    dossier.base = 4'000;
    dossier.promised = false;
    dossier.published.clear();
  }
  pool.dossiers[0].published = {{0, 0, 1, 2}, {1, 0, 2, 1}};
  return pool;
}

/// Every plan of one dossier alone that the model takes.
template <class Take>
void every_lone_plan(const Instance& pool, int d, Take&& take) {
  auto alone = pool;
  for (auto& dossier : alone.dossiers) dossier.promised = false, dossier.after.clear();
  PlanRows rows(pool.dossiers.size());
  auto& mine = rows[static_cast<std::size_t>(d)];
  auto roles = static_cast<int>(pool.dossiers[static_cast<std::size_t>(d)].roles.size());
  auto go = [&](auto& self, int at, std::int64_t left) -> void {
    if (at == static_cast<int>(pool.engineers.size()) * roles * pool.horizon) {
      if (!mine.empty() && model_value(alone, rows)) take(mine);
      return;
    }
    auto e = at / (roles * pool.horizon), r = at / pool.horizon % roles, t = at % pool.horizon;
    self(self, at + 1, left);
    for (std::int64_t q = 1; q <= std::min(left, pool.engineers[static_cast<std::size_t>(e)].capacity[t]); ++q) {
      mine.push_back({e, r, t, q});
      self(self, at + 1, left - q);
      mine.pop_back();
    }
  };
  go(go, 0, pool.dossiers[static_cast<std::size_t>(d)].most_effort());
}

TEST(CertificateAtRandom, confirms_exactly_what_the_best_plan_of_a_dossier_earns) {
  std::mt19937_64 random(11);
  int compared = 0;
  for (int i = 0; i < 60; ++i) {
    auto pool = micro_instance(random);
    auto certificate = random_prices(pool, random);
    PricedInstance priced(pool, certificate);
    for (int d = 0; d < 2; ++d) {
      std::optional<std::int64_t> best;
      every_lone_plan(pool, d, [&](const std::vector<Assignment>& rows) {
        best = std::max(best.value_or(INT64_MIN), profit_of(pool, certificate, d, rows));
      });
      if (!best) {
        EXPECT_EQ(confirm_profit(priced, d, -2'000'000'000), Confirmed::yes) << i << " " << d;
        continue;
      }
      ++compared;
      EXPECT_EQ(confirm_profit(priced, d, *best), Confirmed::yes) << i << " " << d;
      EXPECT_EQ(confirm_profit(priced, d, *best - 1), Confirmed::no) << i << " " << d;
    }
  }
  EXPECT_GT(compared, 60);
}

TEST(CertificateAtRandom, never_proves_less_than_the_best_plan) {
  std::mt19937_64 random(12);
  for (int i = 0; i < 60; ++i) {
    auto pool = tiny_instance(random);
    auto best = best_plan(pool);
    auto certificate = random_prices(pool, random);
    PricedInstance priced(pool, certificate);
    for (int d = 0; d < static_cast<int>(pool.dossiers.size()); ++d)
      certificate.profits[static_cast<std::size_t>(d)] = least_confirmed(priced, d);
    auto [bound, faults] = bound_of(pool, certificate);
    ASSERT_THAT(faults, IsEmpty()) << i;
    if (best) {
      EXPECT_LE(best->value, *bound) << i;
    }
  }
}

/// What a dossier must take from the engineers in the months, straight from the definition.
std::int64_t energy_of(const Instance& pool, const Dossier& dossier, const std::vector<bool>& inside, int from,
                       int to) {
  std::int64_t energy = 0;
  for (const auto& role : dossier.roles) {
    bool bound = true;
    std::int64_t left = role.min;
    for (std::size_t e = 0; e < pool.engineers.size(); ++e)
      if (holds(pool.engineers[e], role) && pool.travel(pool.engineers[e], dossier) >= 0) bound = bound && inside[e];
    for (int t = dossier.earliest; t <= dossier.latest; ++t) {
      std::vector<std::int64_t> capacities;
      for (const auto& engineer : pool.engineers)
        if (holds(engineer, role) && pool.travel(engineer, dossier) >= 0) capacities.push_back(engineer.capacity[t]);
      std::ranges::sort(capacities, std::ranges::greater{});
      for (std::size_t i = 0; i < capacities.size() && static_cast<std::int64_t>(i) < dossier.nmax; ++i)
        if (t < from || t > to) left -= capacities[i];
    }
    if (bound) energy += std::max<std::int64_t>(0, left);
  }
  return energy;
}

TEST(CutsAtRandom, hold_as_far_as_going_through_all_choices_says_and_cut_off_no_plan) {
  std::mt19937_64 random(15);
  auto below = [&](std::int64_t n) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n)); };
  int refused = 0;
  for (int i = 0; i < 150; ++i) {
    auto pool = tiny_instance(random);
    Cut cut;
    std::vector<bool> inside(3);
    for (int e = 0; e < 3; ++e)
      if (e == 0 || below(3) > 0) inside[static_cast<std::size_t>(e)] = true, cut.engineers.push_back(e);
    cut.from = static_cast<int>(below(4));
    cut.to = cut.from + static_cast<int>(below(4 - cut.from));
    std::int64_t room = 0;
    for (auto e : cut.engineers)
      for (int t = cut.from; t <= cut.to; ++t) room += pool.engineers[static_cast<std::size_t>(e)].capacity[t];
    std::vector<std::int64_t> energy, weight;
    for (int d = 0; d < 5; ++d) {
      energy.push_back(energy_of(pool, pool.dossiers[static_cast<std::size_t>(d)], inside, cut.from, cut.to));
      weight.push_back(below(4));
      cut.energy.push_back({d, energy.back()});
      cut.terms.push_back({d, weight.back()});
    }
    std::int64_t heaviest = -1;
    for (unsigned choice = 0; choice < 32; ++choice) {
      std::int64_t takes = 0, weighs = 0;
      bool keeps_promises = true;
      for (std::size_t d = 0; d < 5; ++d) {
        bool granted = (choice >> d & 1) != 0;
        keeps_promises = keeps_promises && (granted || !pool.dossiers[d].promised);
        if (granted) takes += energy[d], weighs += weight[d];
      }
      if (keeps_promises && takes <= room) heaviest = std::max(heaviest, weighs);
    }
    if (heaviest < 0) continue;  // promises that cannot be kept
    cut.most = heaviest;
    cut.price = below(9'000);
    auto certificate = random_prices(pool, random);
    certificate.cuts = {cut};
    PricedInstance priced(pool, certificate);
    for (int d = 0; d < 5; ++d) certificate.profits[static_cast<std::size_t>(d)] = least_confirmed(priced, d);
    auto [bound, faults] = bound_of(pool, certificate);
    EXPECT_THAT(faults, IsEmpty()) << i;
    if (auto best = best_plan(pool)) {
      EXPECT_LE(best->value, bound.value_or(INT64_MIN)) << i;
    }
    if (heaviest == 0) continue;
    ++refused;
    certificate.cuts[0].most = heaviest - 1;
    EXPECT_THAT(bound_of(pool, certificate).faults,
                ElementsAre(testing::StartsWith("certificate_cut -/-/-: Cut 0: dossiers that fit together")))
        << i;
  }
  EXPECT_GT(refused, 80);
}

TEST(BruteForce, finds_what_listing_every_plan_finds) {
  std::mt19937_64 random(13);
  for (int i = 0; i < 8; ++i) {
    auto pool = micro_instance(random);
    for (auto& dossier : pool.dossiers)
      for (std::size_t r = 0; r < dossier.roles.size(); ++r) {
        auto& role = dossier.roles[r];
        role.max = dossier.roles.size() == 1 ? 4 : 2 - static_cast<std::int64_t>(r);
        role.min = std::min(role.min, role.max);
      }
    auto best = best_plan(pool);
    ASSERT_TRUE(best);
    EXPECT_EQ(best->value, best_value_listed(pool)) << i;
  }
}

TEST(BruteForce, gives_plans_that_are_valid_and_worth_what_it_says) {
  std::mt19937_64 random(14);
  int granted = 0;
  for (int i = 0; i < 100; ++i) {
    auto pool = tiny_instance(random);
    auto best = best_plan(pool);
    if (!best) continue;
    EXPECT_EQ(model_value(pool, best->rows), best->value) << i;
    auto verdict = check(pool, a_plan(best->rows));
    EXPECT_THAT(told(verdict), IsEmpty()) << i;
    EXPECT_EQ(verdict.split->objective(), best->value) << i;
    granted += static_cast<int>(verdict.split->granted);
    if (auto other = model_value(pool, some_plan(pool, random))) {
      EXPECT_LE(*other, best->value) << i;
    }
  }
  EXPECT_GT(granted, 100);
}

}  // namespace
}  // namespace couloir::plancheck
