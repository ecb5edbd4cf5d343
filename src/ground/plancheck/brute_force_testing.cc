#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <map>
#include <numeric>
#include <queue>
#include <stdexcept>

#include "plancheck/brute_force.h"

namespace couloir::plancheck {
namespace {

constexpr std::size_t kMostTinyDossiers = 8;

/// Who is on a dossier when: bit engineer × horizon + month.
struct Pattern {
  std::uint64_t cells = 0;
  int first = 0, last = 0;
  std::int64_t cost = 0;  ///< team and travel
};

/// What a dossier may be given in each role.
struct Efforts {
  std::vector<std::int64_t> by_role;
  std::int64_t all = 0, worth = 0;
  std::vector<int> patterns;  ///< that can hold it, cheapest first
};

/// A cheapest flow by shortest ways: few nodes, whole numbers.
class Flow {
 public:
  explicit Flow(int nodes) : out_(static_cast<std::size_t>(nodes)) {}
  int add(int from, int to, std::int64_t capacity, std::int64_t cost) {
    out_[from].push_back(static_cast<int>(arcs_.size()));
    arcs_.push_back({to, capacity, cost});
    out_[to].push_back(static_cast<int>(arcs_.size()));
    arcs_.push_back({from, 0, -cost});
    return static_cast<int>(arcs_.size()) - 2;
  }
  /// Amount that flows, and what it costs.
  std::pair<std::int64_t, std::int64_t> run(int from, int to) {
    std::int64_t amount = 0, cost = 0;
    while (true) {
      std::vector<std::int64_t> far(out_.size(), kMostClaim);
      std::vector<int> by(out_.size(), -1);
      far[from] = 0;
      for (bool shorter = true; shorter;) {
        shorter = false;
        for (std::size_t n = 0; n < out_.size(); ++n)
          for (auto a : out_[n])
            if (const auto& arc = arcs_[a]; far[n] < kMostClaim && arc.left > 0 && far[n] + arc.cost < far[arc.to]) {
              far[arc.to] = far[n] + arc.cost;
              by[arc.to] = a;
              shorter = true;
            }
      }
      if (by[to] < 0) return {amount, cost};
      auto least = kMostClaim;
      for (auto n = to; n != from; n = arcs_[by[n] ^ 1].to) least = std::min(least, arcs_[by[n]].left);
      for (auto n = to; n != from; n = arcs_[by[n] ^ 1].to) {
        arcs_[by[n]].left -= least;
        arcs_[by[n] ^ 1].left += least;
      }
      amount += least;
      cost += least * far[to];
    }
  }
  std::int64_t through(int arc) const { return arcs_[arc ^ 1].left; }

 private:
  static constexpr std::int64_t kMostClaim = INT64_MAX / 4;
  struct Arc {
    int to;
    std::int64_t left, cost;
  };
  std::vector<Arc> arcs_;
  std::vector<std::vector<int>> out_;
};

class Enumeration {
 public:
  explicit Enumeration(const Instance& instance) : instance_(instance), months_(instance.horizon) {
    if (instance.engineers.size() * static_cast<std::size_t>(months_) > 64 ||
        instance.dossiers.size() > kMostTinyDossiers)
      throw std::runtime_error("too large to go through");
    for (const auto& dossier : instance.dossiers) {
      patterns_.push_back(patterns_of(dossier));
      efforts_.push_back(efforts_of(dossier, patterns_.back()));
    }
  }

  std::optional<BestPlan> run() {
    list_choices(0);
    while (!open_.empty()) {
      auto node = open_.top();
      open_.pop();
      if (node.whole) return BestPlan{node.most, rows_of(node).second};
      if (node.depth > 0) push_next(node);
      if (!may_hold(node)) continue;
      if (node.depth == node.granted) {
        auto [moved, rows] = rows_of(node);
        if (rows.empty() && node.granted > 0) continue;
        node.most -= instance_.move_weight * moved;
        node.whole = true;
        open_.push(node);
      } else {
        push_first(node);
      }
    }
    return std::nullopt;
  }

 private:
  /// A choice of dossiers with efforts, and patterns for the first `depth` of them.
  struct Node {
    std::int64_t most = 0;                                 ///< worth at most, whatever patterns follow
    std::array<std::int8_t, kMostTinyDossiers> efforts{};  ///< position; -1: refused
    std::array<std::int16_t, kMostTinyDossiers> picks{};   ///< position in the patterns of the efforts
    int depth = 0, granted = 0;
    bool whole = false;
    bool operator<(const Node& other) const { return most < other.most; }
  };

  std::size_t cell(std::size_t e, int t) const {
    return e * static_cast<std::size_t>(months_) + static_cast<std::size_t>(t);
  }
  std::int64_t capacity(std::size_t c) const {
    return instance_.engineers[c / static_cast<std::size_t>(months_)].capacity[c % static_cast<std::size_t>(months_)];
  }
  const Engineer& engineer_at(std::size_t c) const {
    return instance_.engineers[c / static_cast<std::size_t>(months_)];
  }
  bool may_work(std::size_t c, const Dossier& dossier, const Role& role) const {
    return holds(engineer_at(c), role) && instance_.travel(engineer_at(c), dossier) >= 0;
  }

  // ── what one dossier can be ──
  std::vector<Pattern> patterns_of(const Dossier& dossier) const {
    std::vector<std::vector<std::uint64_t>> teams(static_cast<std::size_t>(months_));
    for (int t = dossier.earliest; t <= dossier.latest; ++t) {
      std::vector<std::size_t> able;
      for (std::size_t e = 0; e < instance_.engineers.size(); ++e)
        if (capacity(cell(e, t)) >= instance_.min_alloc && instance_.engineers[e].slots[t] > 0 &&
            std::ranges::any_of(dossier.roles, [&](const Role& role) { return may_work(cell(e, t), dossier, role); }))
          able.push_back(cell(e, t));
      for (std::uint64_t some = 1; some < std::uint64_t{1} << able.size(); ++some) {
        if (std::popcount(some) < dossier.nmin || std::popcount(some) > dossier.nmax) continue;
        std::uint64_t cells = 0;
        for (std::size_t i = 0; i < able.size(); ++i) cells |= (some >> i & 1) << able[i];
        teams[t].push_back(cells);
      }
    }
    std::vector<Pattern> all;
    for (int first = dossier.earliest; first <= dossier.latest; ++first) {
      std::vector<Pattern> running{{0, first, first, 0}};
      for (int t = first; t <= dossier.latest; ++t) {
        std::vector<Pattern> longer;
        for (const auto& pattern : running)
          for (auto team : teams[t]) longer.push_back({pattern.cells | team, first, t, 0});
        all.insert(all.end(), longer.begin(), longer.end());
        running = std::move(longer);
      }
    }
    for (auto& pattern : all) pattern.cost = cost_of(dossier, pattern.cells);
    std::ranges::stable_sort(all, {}, &Pattern::cost);
    return all;
  }

  std::int64_t cost_of(const Dossier& dossier, std::uint64_t cells) const {
    std::int64_t cost = 0;
    for (const auto& engineer : instance_.engineers) {
      auto mine = cells & ((std::uint64_t{1} << months_) - 1);
      cells >>= months_;
      if (mine != 0) cost += instance_.team_weight + std::popcount(mine) * instance_.travel(engineer, dossier);
    }
    return cost;
  }

  std::vector<Efforts> efforts_of(const Dossier& dossier, const std::vector<Pattern>& patterns) const {
    std::vector<Efforts> all{{{}, 0, dossier.base, {}}};
    for (const auto& role : dossier.roles) {
      std::vector<Efforts> more;
      for (const auto& efforts : all)
        for (auto quanta = role.min; quanta <= role.max; ++quanta) {
          more.push_back(efforts);
          more.back().by_role.push_back(quanta);
          more.back().all += quanta;
          more.back().worth += dossier.slope * (quanta - role.min);
        }
      all = std::move(more);
    }
    for (auto& efforts : all)
      for (std::size_t p = 0; p < patterns.size(); ++p)
        if (could_hold(dossier, patterns[p], efforts)) efforts.patterns.push_back(static_cast<int>(p));
    std::erase_if(all, [](const Efforts& efforts) { return efforts.patterns.empty(); });
    return all;
  }

  /// Necessary only; the flow has the last word.
  bool could_hold(const Dossier& dossier, const Pattern& pattern, const Efforts& efforts) const {
    std::int64_t room = 0;
    std::vector<std::int64_t> by_role(dossier.roles.size());
    for (auto left = pattern.cells; left != 0; left &= left - 1) {
      auto c = static_cast<std::size_t>(std::countr_zero(left));
      room += capacity(c);
      for (std::size_t r = 0; r < by_role.size(); ++r)
        if (may_work(c, dossier, dossier.roles[r])) by_role[r] += capacity(c);
    }
    for (std::size_t r = 0; r < by_role.size(); ++r)
      if (by_role[r] < efforts.by_role[r]) return false;
    return efforts.all <= room && std::popcount(pattern.cells) * instance_.min_alloc <= efforts.all;
  }

  // ── choices ──
  void list_choices(std::size_t d) {
    if (d == efforts_.size()) {
      if (keeps_order()) push_choice();
      return;
    }
    if (!instance_.dossiers[d].promised) {
      choice_.efforts[d] = -1;
      list_choices(d + 1);
    }
    for (std::size_t i = 0; i < efforts_[d].size(); ++i) {
      choice_.efforts[d] = static_cast<std::int8_t>(i);
      list_choices(d + 1);
    }
  }
  bool keeps_order() const {
    for (std::size_t d = 0; d < efforts_.size(); ++d)
      for (auto p : instance_.dossiers[d].after)
        if (choice_.efforts[d] >= 0 && choice_.efforts[p] < 0) return false;
    return true;
  }
  const Efforts& chosen(const Node& node, std::size_t d) const {
    return efforts_[d][static_cast<std::size_t>(node.efforts[d])];
  }
  const Pattern& picked(const Node& node, std::size_t d, int position) const {
    return patterns_[d][chosen(node, d).patterns[static_cast<std::size_t>(position)]];
  }

  void push_choice() {
    auto node = choice_;
    node.most = node.granted = 0;
    for (std::size_t d = 0; d < efforts_.size(); ++d) {
      if (node.efforts[d] < 0) continue;
      ++node.granted;
      node.most += chosen(node, d).worth - picked(node, d, 0).cost;
    }
    for (const auto& floor : instance_.floors) {
      auto lacks = floor.min;
      for (std::size_t d = 0; d < efforts_.size(); ++d)
        if (node.efforts[d] >= 0 && floor.counts(instance_.dossiers[d])) lacks -= chosen(node, d).all;
      node.most -= floor.penalty * std::max<std::int64_t>(0, lacks);
    }
    open_.push(node);
  }

  /// The dossiers granted, in order.
  std::vector<std::size_t> granted(const Node& node) const {
    std::vector<std::size_t> all;
    for (std::size_t d = 0; d < efforts_.size(); ++d)
      if (node.efforts[d] >= 0) all.push_back(d);
    return all;
  }
  void push_first(Node node) {
    node.picks[static_cast<std::size_t>(node.depth++)] = 0;
    open_.push(node);
  }
  void push_next(Node node) {
    auto last = static_cast<std::size_t>(node.depth - 1);
    auto d = granted(node)[last];
    auto next = node.picks[last] + 1;
    if (next == static_cast<int>(chosen(node, d).patterns.size())) return;
    node.most -= picked(node, d, next).cost - picked(node, d, next - 1).cost;
    node.picks[last] = static_cast<std::int16_t>(next);
    open_.push(node);
  }

  // ── whether patterns go together ──
  bool may_hold(const Node& node) const {
    auto all = granted(node);
    std::vector<const Pattern*> of(efforts_.size());
    for (int i = 0; i < node.depth; ++i) of[all[i]] = &picked(node, all[i], node.picks[static_cast<std::size_t>(i)]);
    return slots_and_starts_do(of) && order_does(of) && efforts_fit(node, all, of);
  }
  bool slots_and_starts_do(const std::vector<const Pattern*>& of) const {
    std::vector<std::int64_t> at_once(64), starts(static_cast<std::size_t>(months_));
    for (const auto* pattern : of) {
      if (pattern == nullptr) continue;
      if (++starts[pattern->first] > instance_.sessions[pattern->first]) return false;
      for (auto left = pattern->cells; left != 0; left &= left - 1) {
        auto c = static_cast<std::size_t>(std::countr_zero(left));
        if (++at_once[c] > engineer_at(c).slots[c % static_cast<std::size_t>(months_)]) return false;
      }
    }
    return true;
  }
  bool order_does(const std::vector<const Pattern*>& of) const {
    for (std::size_t d = 0; d < of.size(); ++d)
      for (auto p : instance_.dossiers[d].after)
        if (of[d] != nullptr && of[p] != nullptr && of[p]->last >= of[d]->first) return false;
    return true;
  }

  /// Efforts into capacities; a dossier without a pattern yet may take whoever could be there. Necessary only.
  bool efforts_fit(const Node& node, const std::vector<std::size_t>& all, const std::vector<const Pattern*>& of) const {
    struct Need {
      std::uint64_t cells = 0;
      std::int64_t quanta = 0;
    };
    std::vector<Need> needs;
    for (auto d : all)
      for (std::size_t r = 0; r < instance_.dossiers[d].roles.size(); ++r) {
        const auto& dossier = instance_.dossiers[d];
        Need need{0, chosen(node, d).by_role[r]};
        for (std::size_t c = 0; c < instance_.engineers.size() * static_cast<std::size_t>(months_); ++c) {
          auto t = static_cast<int>(c % static_cast<std::size_t>(months_));
          bool there = of[d] != nullptr ? (of[d]->cells >> c & 1) != 0 : dossier.earliest <= t && t <= dossier.latest;
          if (there && may_work(c, dossier, dossier.roles[r])) need.cells |= std::uint64_t{1} << c;
        }
        needs.push_back(need);
      }
    // Ways of growing length from a need through cells that others could leave.
    std::vector<std::array<std::int64_t, 64>> given(needs.size());
    for (auto& row : given) row.fill(0);
    std::array<std::int64_t, 64> left{};
    for (std::size_t c = 0; c < instance_.engineers.size() * static_cast<std::size_t>(months_); ++c)
      left[c] = capacity(c);
    for (std::size_t n = 0; n < needs.size(); ++n)
      while (needs[n].quanta > 0) {
        std::array<int, 64> by{};
        by.fill(-1);
        std::vector<int> from_cell(needs.size(), -1);
        std::vector<std::size_t> queue{n};
        std::vector<bool> seen(needs.size());
        seen[n] = true;
        int end = -1;
        for (std::size_t i = 0; i < queue.size() && end < 0; ++i)
          for (auto cells = needs[queue[i]].cells; cells != 0 && end < 0; cells &= cells - 1) {
            auto c = std::countr_zero(cells);
            if (by[c] >= 0) continue;
            by[c] = static_cast<int>(queue[i]);
            if (left[c] > 0) end = c;
            for (std::size_t other = 0; other < needs.size() && end < 0; ++other)
              if (!seen[other] && given[other][c] > 0) {
                seen[other] = true;
                from_cell[other] = c;
                queue.push_back(other);
              }
          }
        if (end < 0) return false;
        auto amount = std::min(needs[n].quanta, left[end]);
        for (auto c = end; static_cast<std::size_t>(by[c]) != n; c = from_cell[by[c]])
          amount = std::min(amount, given[by[c]][from_cell[by[c]]]);
        left[end] -= amount;
        needs[n].quanta -= amount;
        for (auto c = end;;) {
          auto need = static_cast<std::size_t>(by[c]);
          given[need][c] += amount;
          if (need == n) break;
          c = from_cell[need];
          given[need][c] -= amount;
        }
      }
    return true;
  }

  /// Quanta moved away from the published plan, at least, and the rows; no rows: the patterns cannot hold the efforts.
  std::pair<std::int64_t, PlanRows> rows_of(const Node& node) const {
    constexpr std::int64_t kMustFlow = 1'000'000'000;
    auto all = granted(node);
    auto cells = instance_.engineers.size() * static_cast<std::size_t>(months_);
    std::map<std::pair<std::size_t, std::size_t>, int> share_nodes, role_nodes;
    int nodes = 2 + static_cast<int>(cells);
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t r = 0; r < instance_.dossiers[all[i]].roles.size(); ++r) role_nodes[{all[i], r}] = nodes++;
      const auto& pattern = picked(node, all[i], node.picks[i]);
      for (std::size_t c = 0; c < cells; ++c)
        if ((pattern.cells >> c & 1) != 0) share_nodes[{all[i], c}] = nodes++;
    }
    Flow flow(nodes);
    std::int64_t wanted = 0, must = 0;
    for (std::size_t c = 0; c < cells; ++c) flow.add(2 + static_cast<int>(c), 1, capacity(c), 0);
    for (const auto& [key, from] : share_nodes) {
      flow.add(from, 2 + static_cast<int>(key.second), instance_.min_alloc, -kMustFlow);
      flow.add(from, 2 + static_cast<int>(key.second), capacity(key.second) - instance_.min_alloc, 0);
      must += instance_.min_alloc;
    }
    struct Way {
      std::size_t dossier, role, cell;
      int arc;
    };
    std::vector<Way> ways;
    for (const auto& [key, role_node] : role_nodes) {
      auto [d, r] = key;
      const auto& dossier = instance_.dossiers[d];
      flow.add(0, role_node, chosen(node, d).by_role[r], 0);
      wanted += chosen(node, d).by_role[r];
      for (const auto& [share, share_node] : share_nodes) {
        if (share.first != d || !may_work(share.second, dossier, dossier.roles[r])) continue;
        for (const auto& was : dossier.published)
          if (was.role == static_cast<int>(r) &&
              cell(static_cast<std::size_t>(was.engineer), was.month) == share.second)
            ways.push_back({d, r, share.second, flow.add(role_node, share_node, was.quanta, -1)});
        ways.push_back({d, r, share.second, flow.add(role_node, share_node, wanted, 0)});
      }
    }
    auto [amount, cost] = flow.run(0, 1);
    auto kept = -(cost + kMustFlow * must);
    if (amount < wanted || kept < 0) return {0, {}};
    std::int64_t published = 0;
    for (auto d : all)
      for (const auto& was : instance_.dossiers[d].published) published += was.quanta;
    return {published - kept, rows_through(flow, ways)};
  }

  template <class Ways>
  PlanRows rows_through(const Flow& flow, const Ways& ways) const {
    PlanRows rows(instance_.dossiers.size());
    for (const auto& [d, r, c, arc] : ways) {
      auto quanta = flow.through(arc);
      if (quanta == 0) continue;
      auto e = static_cast<int>(c / static_cast<std::size_t>(months_));
      auto t = static_cast<int>(c % static_cast<std::size_t>(months_));
      auto same = std::find_if(rows[d].begin(), rows[d].end(), [&, role = static_cast<int>(r)](const Assignment& row) {
        return row.engineer == e && row.role == role && row.month == t;
      });
      if (same != rows[d].end())
        same->quanta += quanta;
      else
        rows[d].push_back({e, static_cast<int>(r), t, quanta});
    }
    return rows;
  }

  const Instance& instance_;
  int months_;
  std::vector<std::vector<Pattern>> patterns_;
  std::vector<std::vector<Efforts>> efforts_;
  Node choice_;
  std::priority_queue<Node> open_;
};

/// Every matrix of quanta of one dossier after the other; no thought.
class Listing {
 public:
  explicit Listing(const Instance& instance) : instance_(instance), rows_(instance.dossiers.size()) {}
  std::optional<std::int64_t> run() {
    dossier(0);
    return best_;
  }

 private:
  void dossier(std::size_t d) {
    if (d == rows_.size()) {
      if (auto value = model_value(instance_, rows_); value && (!best_ || *value > *best_)) best_ = value;
      return;
    }
    rows_[d].clear();
    std::vector<std::int64_t> open;
    for (const auto& role : instance_.dossiers[d].roles) open.push_back(role.max);
    quanta(d, 0, open);
  }
  void quanta(std::size_t d, std::size_t at, std::vector<std::int64_t>& open) {
    auto roles = instance_.dossiers[d].roles.size(), months = static_cast<std::size_t>(instance_.horizon);
    if (at == instance_.engineers.size() * roles * months) return dossier_done(d);
    auto e = static_cast<int>(at / (roles * months)), r = static_cast<int>(at / months % roles);
    auto t = static_cast<int>(at % months);
    quanta(d, at + 1, open);
    for (std::int64_t q = 1; q <= std::min(open[r], instance_.engineers[e].capacity[t]); ++q) {
      rows_[d].push_back({e, r, t, q});
      open[r] -= q;
      quanta(d, at + 1, open);
      open[r] += q;
      rows_[d].pop_back();
    }
  }
  void dossier_done(std::size_t d) {
    auto mine = rows_[d];
    dossier(d + 1);
    rows_[d] = mine;
  }

  const Instance& instance_;
  PlanRows rows_;
  std::optional<std::int64_t> best_;
};

class TinyMaker {
 public:
  explicit TinyMaker(std::mt19937_64& random) : random_(random) {}

  Instance make(int dossiers) {
    Instance pool;
    pool.name = "tiny";
    pool.horizon = 4;
    pool.start_year = 2026;
    pool.start_month = 9;
    pool.min_alloc = 2;
    pool.skills = {"nlp", "vision", "ops"};
    pool.pillars = {"llm", "health"};
    pool.sites = {"A", "B"};
    pool.distance = {{0, 1}, {1, 0}};
    pool.travel_cost = {0, below(4) == 0 ? -1 : 600};
    pool.team_weight = 700;
    pool.move_weight = 60;
    for (int t = 0; t < pool.horizon; ++t) pool.sessions.push_back(1 + below(3));
    for (int e = 0; e < 3; ++e) pool.engineers.push_back(an_engineer("E" + std::to_string(e)));
    for (int d = 0; d < dossiers; ++d) pool.dossiers.push_back(a_dossier("D" + std::to_string(d)));
    if (dossiers > 1 && below(3) == 0) pool.dossiers[1].after = {0};
    if (below(2) == 0) publish(pool);
    pool.floors = {{FloorKind::pillar, static_cast<int>(below(2)), below(25), 1'200},
                   {FloorKind::site, static_cast<int>(below(2)), below(25), 900}};
    return pool;
  }

 private:
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n)); }

  Engineer an_engineer(std::string id) {
    Engineer engineer;
    engineer.id = std::move(id);
    engineer.site = static_cast<int>(below(2));
    for (int skill = 0; skill < 3; ++skill)
      if (below(3) > 0) engineer.levels.emplace_back(skill, 2 + static_cast<int>(below(3)));
    for (int t = 0; t < 4; ++t) {
      engineer.capacity.push_back(below(6) == 0 ? 0 : 3 + below(8));
      engineer.slots.push_back(1 + below(2));
    }
    return engineer;
  }

  Dossier a_dossier(std::string id) {
    Dossier dossier;
    dossier.id = std::move(id);
    dossier.pillar = static_cast<int>(below(2));
    dossier.site = static_cast<int>(below(2));
    auto roles = 1 + below(3) / 2;
    for (int r = 0; r < roles; ++r) {
      auto max = roles == 1 ? 6 + below(10) : 3 + below(6);
      dossier.roles.push_back({static_cast<int>(below(3)), 2 + static_cast<int>(below(2)), max, max});
    }
    auto full = 20'000 + below(20'000);
    if (below(5) < 2) {
      auto& first = dossier.roles[0];
      first.min = std::max<std::int64_t>(3, first.max * 6 / 10);
      dossier.slope = full * 8 / 10 / dossier.most_effort();
    }
    dossier.base = full - dossier.slope * (dossier.most_effort() - dossier.least_effort());
    dossier.earliest = static_cast<int>(below(3));
    dossier.latest = dossier.earliest + static_cast<int>(below(4 - dossier.earliest));
    dossier.nmin = below(6) == 0 ? 2 : 1;
    dossier.nmax = dossier.nmin + below(2);
    return dossier;
  }

  /// Gives one dossier the plan that some plan has for it.
  void publish(Instance& pool) {
    auto rows = some_plan(pool, random_);
    for (std::size_t d = 0; d < rows.size(); ++d) {
      if (rows[d].empty()) continue;
      pool.dossiers[d].published = rows[d];
      pool.dossiers[d].promised = pool.dossiers[d].after.empty() && below(2) == 0;
      return;
    }
  }

  std::mt19937_64& random_;
};

}  // namespace

std::optional<BestPlan> best_plan(const Instance& instance) { return Enumeration(instance).run(); }
std::optional<std::int64_t> best_value_listed(const Instance& instance) { return Listing(instance).run(); }
Instance tiny_instance(std::mt19937_64& random, int dossiers) { return TinyMaker(random).make(dossiers); }

}  // namespace couloir::plancheck
