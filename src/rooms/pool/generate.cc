// Instances of the staffing problem made up from a seed, for tests, benches and for who compares solvers. The recipe is
// told in bench/data/pool/README.md. Whole numbers throughout, and a random source that the standard fixes: the same
// seed gives the same bytes everywhere.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <vector>

#include "pool/front.h"
#include "pool/made_pool.h"

namespace couloir::pool {
namespace {

using namespace made;

constexpr int kTooFar = 3;

struct SizeFigures {
  int engineers, dossiers, months, sites, promised_percent;
};
constexpr SizeFigures kSizes[] = {
    {3, 5, 4, 2, 0}, {13, 40, 12, 2, 10}, {60, 300, 12, 3, 6}, {400, 3'000, 18, 8, 5}, {2'000, 20'000, 24, 20, 4}};

constexpr int kMlOps = 14;

/// (quanta / 30)^0.7 in millionths: what a dossier of that size is worth beside one of three engineer-months.
std::int64_t worth_of_size(int quanta) {
  struct Worth {
    int quanta, millionths;
  };
  static constexpr Worth kWorth[] = {{6, 324'131},  {8, 396'441},    {10, 463'463},   {12, 526'553},   {15, 615'572},
                                     {20, 752'898}, {30, 1'000'000}, {40, 1'223'086}, {50, 1'429'862}, {60, 1'624'505}};
  return std::ranges::find(kWorth, quanta, &Worth::quanta)->millionths;
}

/// mt19937_64 is fixed by the standard; its distributions are not, so these are our own.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : source_(seed) {}

  /// 0 to n - 1, each as likely.
  std::int64_t below(std::int64_t n) {
    auto range = static_cast<std::uint64_t>(n);
    auto limit = UINT64_MAX - UINT64_MAX % range;
    auto drawn = source_();
    while (drawn >= limit) drawn = source_();
    return static_cast<std::int64_t>(drawn % range);
  }
  /// `from` to `to` - 1.
  int between(int from, int to) { return from + static_cast<int>(below(to - from)); }
  bool percent(int chance) { return below(100) < chance; }
  template <class T>
  T one_of(std::initializer_list<T> values) {
    return values.begin()[below(static_cast<std::int64_t>(values.size()))];
  }
  /// A position, by weight.
  std::size_t weighted(std::span<const int> weights) {
    auto drawn = below(std::accumulate(weights.begin(), weights.end(), std::int64_t{0}));
    std::size_t i = 0;
    for (; drawn >= weights[i]; ++i) drawn -= weights[i];
    return i;
  }
  template <class T>
  T weighted(std::initializer_list<T> values, std::initializer_list<int> weights) {
    return values.begin()[weighted(std::span(weights.begin(), weights.size()))];
  }
  /// Around `mean`, as twelve dice together fall: normal to a hair, and whole.
  int bell(int mean, int deviation) {
    std::int64_t sum = 0;
    for (int i = 0; i < 12; ++i) sum += below(1 << 20);
    auto scaled = deviation * (sum - 6 * (1 << 20)) + (1 << 19);
    return mean + static_cast<int>(scaled >> 20);
  }
  template <class T>
  void shuffle(std::vector<T>& values) {
    for (auto i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(static_cast<std::int64_t>(i))]);
  }

 private:
  std::mt19937_64 source_;
};

std::vector<int> skills_of(int pillar, bool others = false) {
  std::vector<int> found;
  for (int k = 0; k < static_cast<int>(std::size(kSkills)); ++k) {
    bool own = kSkills[k].pillar == pillar;
    if (others ? !own && kSkills[k].pillar != kAnyPillar : own) found.push_back(k);
  }
  return found;
}

class PoolMaker {
 public:
  explicit PoolMaker(const PoolRecipe& recipe)
      : recipe_(recipe),
        figures_(kSizes[static_cast<std::size_t>(recipe.size)]),
        dice_(recipe.seed * 16 + static_cast<std::uint64_t>(recipe.size)) {}

  std::string make() {
    make_sites();
    make_engineers();
    for (int d = 0; d < figures_.dossiers; ++d) dossiers_.push_back(make_dossier());
    promise();
    commit_capacity();
    put_in_order();
    limit_starts();
    set_floors();
    return made::written({fmt::format("{}-{}-couloir", name_of(recipe_.size), recipe_.seed), figures_.months, sites_,
                          distance_, sessions_, floors_, engineers_, dossiers_, demand_, capacity_});
  }

 private:
  // ── places ──
  /// Up to two are the universities of today; more lie anywhere on a square map.
  void make_sites() {
    auto count = static_cast<std::size_t>(figures_.sites);
    distance_.assign(count, std::vector<int>(count));
    if (count == 2) {
      sites_ = {"lorraine", "strasbourg"};
      distance_ = {{0, 1}, {1, 0}};
      site_weights_ = {7, 6};
      return;
    }
    std::vector<std::pair<std::int64_t, std::int64_t>> places;
    for (std::size_t s = 0; s < count; ++s) {
      sites_.push_back(fmt::format("site{:02}", s));
      auto x = dice_.below(kMap), y = dice_.below(kMap);
      places.emplace_back(x, y);
    }
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < count; ++j) {
        auto dx = places[i].first - places[j].first, dy = places[i].second - places[j].second;
        auto squared = dx * dx + dy * dy;
        distance_[i][j] = i == j ? 0 : squared < kMap * kMap / 16 ? 1 : squared < kMap * kMap / 4 ? 2 : kTooFar;
      }
    for (std::size_t s = 0; s < count; ++s) site_weights_.push_back(dice_.one_of({1, 1, 2, 3}));
  }

  // ── people ──
  void make_engineers() {
    auto weights = std::accumulate(site_weights_.begin(), site_weights_.end(), 0);
    std::vector<int> homes;
    for (int s = 0; s < figures_.sites; ++s) {
      auto share = (2 * figures_.engineers * site_weights_[s] + weights) / (2 * weights);
      homes.insert(homes.end(), static_cast<std::size_t>(std::max(1, share)), s);
    }
    while (static_cast<int>(homes.size()) < figures_.engineers) homes.push_back(dice_.between(0, figures_.sites));
    if (figures_.sites > 2) dice_.shuffle(homes);
    for (int e = 0; e < figures_.engineers; ++e) engineers_.push_back(make_engineer(homes[e]));
  }

  MadeEngineer make_engineer(int home) {
    MadeEngineer engineer;
    engineer.site = home;
    auto pillar = dice_.weighted({0, 1, 2}, {4, 4, 3});
    for (auto k : pick(skills_of(pillar), dice_.one_of({2, 2, 3})))
      engineer.levels[k] = dice_.weighted({2, 3, 4, 5}, {1, 3, 4, 2});
    for (auto k : pick(skills_of(kAnyPillar), dice_.one_of({1, 2, 2, 3})))
      engineer.levels[k] = dice_.weighted({2, 3, 4, 5}, {3, 4, 2, 1});
    if (dice_.percent(35))
      for (auto k : pick(skills_of(pillar, true), 1)) engineer.levels[k] = dice_.weighted({2, 3, 4}, {3, 2, 1});
    auto full = dice_.weighted({10, 8, 5}, {80, 15, 5});
    auto half = figures_.months / 2;
    auto from = dice_.percent(90) ? 0 : dice_.between(1, std::max(2, half));
    auto to = dice_.percent(90) ? figures_.months : dice_.between(std::max(1, half), figures_.months);
    auto leave = dice_.between(0, 12);
    for (int t = 0; t < figures_.months; ++t) {
      auto capacity = from <= t && t < to ? full : 0;
      if (t % 12 == leave) capacity = std::max(0, capacity - 4);
      if (t % 12 == (leave + 6) % 12) capacity = std::max(0, capacity - 3);
      engineer.capacity.push_back(capacity);
    }
    engineer.slots.assign(static_cast<std::size_t>(figures_.months), dice_.weighted({2, 3, 4}, {2, 5, 2}));
    return engineer;
  }

  /// `count` of the skills, common ones sooner.
  std::vector<int> pick(std::vector<int> skills, int count) {
    std::vector<int> picked;
    while (!skills.empty() && static_cast<int>(picked.size()) < count) {
      auto at = dice_.weighted(rarities(skills, 0));
      picked.push_back(skills[at]);
      skills.erase(skills.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return picked;
  }
  static std::vector<int> rarities(const std::vector<int>& skills, int more) {
    std::vector<int> weights;
    for (auto k : skills) weights.push_back(kSkills[k].percent + more);
    return weights;
  }

  bool may_hold(const MadeEngineer& engineer, int site, int skill, int level) const {
    return engineer.levels[skill] >= level && distance_[engineer.site][site] < kTooFar;
  }

  // ── work ──
  MadeDossier make_dossier() {
    MadeDossier dossier;
    dossier.pillar = dice_.weighted({0, 1, 2}, {5, 4, 3});
    dossier.site = static_cast<int>(dice_.weighted(site_weights_));
    make_roles(dossier);
    auto effort = dossier.effort();
    auto& first = dossier.roles[0];
    if (dice_.percent(40)) {
      auto percent = dice_.one_of({50, 60, 75});
      first.min = std::max(3, (first.max * percent + 99) / 100);
    }
    dossier.nmin = effort >= 30 && dice_.percent(15) ? 2 : 1;
    dossier.nmax = std::max(dossier.nmin, dice_.weighted({1, 2, 3}, {3, 5, 2}));
    if (dossier.roles.size() >= 2) dossier.nmax = std::max(dossier.nmax, 2);
    set_window(dossier, effort);
    set_value(dossier, effort);
    return dossier;
  }

  void make_roles(MadeDossier& dossier) {
    int effort = 0;
    for (int attempt = 0; attempt < 50; ++attempt) {
      auto count = dice_.weighted({1, 2, 3}, {50, 38, 12});
      effort = dice_.weighted({10, 15, 20, 30, 40, 50, 60}, {1, 1, 2, 3, 3, 2, 3});
      if (recipe_.size == PoolSize::T) {
        effort = dice_.one_of({6, 8, 10, 12, 15});
        count = dice_.one_of({1, 1, 2});
      }
      count = std::min(count, effort / 6);
      if (fill_roles(dossier, count, effort)) return;
    }
    dossier.roles = {{kMlOps, 2, effort, effort}};
  }

  bool fill_roles(MadeDossier& dossier, int count, int effort) {
    static constexpr int kTenths[][3] = {{10, 0, 0}, {6, 4, 0}, {5, 3, 2}};
    auto own = skills_of(dossier.pillar);
    std::vector<int> skills{own[dice_.weighted(rarities(own, 15))]};
    auto any = skills_of(kAnyPillar);
    any.insert(any.end(), own.begin(), own.end());
    while (static_cast<int>(skills.size()) < count) {
      auto skill = any[dice_.below(static_cast<std::int64_t>(any.size()))];
      if (std::ranges::find(skills, skill) == skills.end()) skills.push_back(skill);
    }
    dossier.roles.clear();
    auto rest = effort;
    for (int r = count; r-- > 0;) {
      auto quanta = r == 0 ? rest : std::max(3, (effort * kTenths[count - 1][r] + 5) / 10);
      rest -= quanta;
      dossier.roles.insert(dossier.roles.begin(), {skills[r], 0, quanta, quanta});
    }
    for (auto& role : dossier.roles) {
      role.level = dice_.weighted({2, 3, 4}, {4, 4, 2});
      if (std::ranges::none_of(engineers_, [&](const MadeEngineer& engineer) {
            return may_hold(engineer, dossier.site, role.skill, role.level);
          }))
        return false;
    }
    return true;
  }

  void set_window(MadeDossier& dossier, int effort) {
    auto most = kQuantaAMonth * dossier.nmax;
    auto need = (effort + most - 1) / most;
    auto length = std::min(figures_.months, dice_.between(need + 1, need + 7));
    auto latest_start = std::max(1, figures_.months - length + 1);
    dossier.earliest = dice_.percent(85) ? dice_.between(0, latest_start) : 0;
    dossier.latest = std::min(figures_.months, dossier.earliest + length) - 1;
  }

  void set_value(MadeDossier& dossier, int effort) {
    dossier.score = std::clamp(dice_.bell(62, 16), 20, 100);
    dossier.strategic_tenths = dice_.weighted({8, 10, 12, 15}, {1, 6, 2, 1});
    auto full = (100 * dossier.score * dossier.strategic_tenths * worth_of_size(effort) + 500'000) / 1'000'000;
    auto least = dossier.least();
    dossier.slope = least < effort ? (8 * full + 5 * effort) / (10 * effort) : 0;
    dossier.base = full - dossier.slope * (effort - least);
  }

  // ── what is promised already ──
  void promise() {
    for (const auto& engineer : engineers_) {
      free_.push_back(engineer.capacity);
      free_slots_.push_back(engineer.slots);
    }
    promised_ = (figures_.promised_percent * figures_.dossiers + 50) / 100;
    std::vector<int> order(dossiers_.size());
    std::iota(order.begin(), order.end(), 0);
    dice_.shuffle(order);
    int placed = 0;
    for (auto d : order) {
      if (placed == promised_) return;
      auto& dossier = dossiers_[d];
      if (dossier.roles.size() == 1 && dossier.nmin == 1 && publish(dossier)) ++placed;
    }
  }

  /// One engineer from the first month on, at a steady rate.
  bool publish(MadeDossier& dossier) {
    auto& role = dossier.roles[0];
    std::vector<int> who;
    for (int e = 0; e < figures_.engineers; ++e)
      if (may_hold(engineers_[e], dossier.site, role.skill, role.level)) who.push_back(e);
    dice_.shuffle(who);
    for (auto e : who) {
      auto rate = dice_.one_of({4, 5, 5, 8});
      auto left = std::max(role.min, role.max * dice_.one_of({10, 6}) / 10);
      auto rows = steady(e, rate, left);
      if (rows.empty()) continue;
      role.min = role.max = left;
      dossier.slope = 0;
      dossier.earliest = 0;
      dossier.latest = std::min(figures_.months - 1, std::max(static_cast<int>(rows.size()) + 2, 3));
      dossier.promised = true;
      for (const auto& row : rows) {
        free_[e][row.month] -= row.quanta;
        --free_slots_[e][row.month];
      }
      dossier.published = std::move(rows);
      return true;
    }
    return false;
  }
  std::vector<MadeRow> steady(int e, int rate, int left) const {
    std::vector<MadeRow> rows;
    for (int t = 0; left > 0; ++t) {
      if (t == figures_.months || free_[e][t] < kLeastShare || free_slots_[e][t] < 2) return {};
      auto quanta = std::min({rate, free_[e][t], left});
      if (left - quanta == 1 && quanta > kLeastShare) --quanta;
      if (quanta < kLeastShare) return {};
      rows.push_back({e, 0, t, quanta});
      left -= quanta;
    }
    return rows;
  }

  /// Other work takes capacity until the load is reached.
  void commit_capacity() {
    for (const auto& dossier : dossiers_) demand_ += dossier.effort();
    for (const auto& engineer : engineers_)
      capacity_ += std::accumulate(engineer.capacity.begin(), engineer.capacity.end(), std::int64_t{0});
    for (int i = 0; i < 200'000 && demand_ * 1'000 < recipe_.load_thousandths * std::max<std::int64_t>(1, capacity_);
         ++i)
      commit_some();
  }
  void commit_some() {
    auto e = dice_.between(0, figures_.engineers);
    auto from = dice_.between(0, figures_.months);
    auto to = std::min(figures_.months, from + dice_.one_of({2, 3, 4, 6}));
    auto quanta = dice_.one_of({2, 3, 5});
    auto& engineer = engineers_[e];
    for (int t = from; t < to; ++t)
      if (free_[e][t] >= quanta && free_slots_[e][t] > 1 && engineer.slots[t] > 1) {
        engineer.capacity[t] -= quanta;
        free_[e][t] -= quanta;
        capacity_ -= quanta;
      }
    for (int t = from; t < to; ++t)
      if (engineer.slots[t] > 2 && dice_.percent(50) && free_slots_[e][t] > 1) {
        --engineer.slots[t];
        --free_slots_[e][t];
      }
  }

  /// Some dossiers follow another one of their site.
  void put_in_order() {
    std::vector<std::vector<int>> of_site(static_cast<std::size_t>(figures_.sites));
    for (int d = 0; d < figures_.dossiers; ++d) of_site[dossiers_[d].site].push_back(d);
    std::set<int> linked;
    for (int i = 0; i < (12 * figures_.dossiers + 50) / 100; ++i) {
      auto a = dice_.between(0, figures_.dossiers);
      const auto& near = of_site[dossiers_[a].site];
      auto b = near[dice_.below(static_cast<std::int64_t>(near.size()))];
      const auto &before = dossiers_[a], &then = dossiers_[b];
      if (a == b || before.promised || then.promised || linked.contains(a) || linked.contains(b)) continue;
      if (before.earliest + before.least_months() + then.least_months() > then.latest + 1) continue;
      dossiers_[b].after = a;
      linked.insert({a, b});
    }
  }

  /// Co-design sessions: somewhat more than what capacity lets start.
  void limit_starts() {
    auto all = figures_.dossiers * std::min(100 * demand_, 135 * capacity_);
    auto in = figures_.months * 100 * demand_;
    auto sessions = std::max<std::int64_t>(2, (2 * all + in) / (2 * in));
    sessions_.assign(static_cast<std::size_t>(figures_.months), sessions);
    sessions_[0] += promised_;
  }

  void set_floors() {
    auto asked = [&](auto of) {
      std::int64_t sum = 0;
      for (const auto& dossier : dossiers_) sum += of(dossier) ? dossier.effort() : 0;
      return sum;
    };
    for (int p = 0; p < 3; ++p) {
      auto effort = asked([p](const MadeDossier& d) { return d.pillar == p; });
      floors_.push_back({"pillar", p, std::min(22 * capacity_ / 100, 66 * effort * capacity_ / (100 * demand_))});
    }
    for (int s = 0; s < figures_.sites; ++s) {
      auto effort = asked([s](const MadeDossier& d) { return d.site == s; });
      floors_.push_back({"site", s, 7'125 * effort * capacity_ / (10'000 * demand_)});
    }
  }

  static constexpr std::int64_t kMap = 1 << 20;
  const PoolRecipe recipe_;
  const SizeFigures figures_;
  Dice dice_;
  std::vector<std::string> sites_;
  std::vector<std::vector<int>> distance_;
  std::vector<int> site_weights_;
  std::vector<MadeEngineer> engineers_;
  std::vector<MadeDossier> dossiers_;
  std::vector<std::vector<int>> free_, free_slots_;  ///< what promises leave
  int promised_ = 0;
  std::int64_t demand_ = 0, capacity_ = 0;
  std::vector<std::int64_t> sessions_;
  std::vector<MadeFloor> floors_;
};

}  // namespace

std::string generate_pool(const PoolRecipe& recipe) { return PoolMaker(recipe).make(); }

}  // namespace couloir::pool
