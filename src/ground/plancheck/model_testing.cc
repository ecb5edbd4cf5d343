#include <zlib.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <stdexcept>

#include "plancheck/model.h"

namespace couloir::plancheck {
namespace {

/// The variables of one granted dossier: u[e][r][t], and z[e][t] that follows.
struct Variables {
  std::vector<std::vector<std::vector<std::int64_t>>> u;
  std::vector<std::vector<int>> z;
  Variables(const Instance& instance, const Dossier& dossier, const std::vector<Assignment>& rows) {
    auto months = static_cast<std::size_t>(instance.horizon);
    u.assign(instance.engineers.size(), std::vector(dossier.roles.size(), std::vector<std::int64_t>(months)));
    z.assign(instance.engineers.size(), std::vector<int>(months));
    for (const auto& row : rows) {
      u[row.engineer][row.role][row.month] += row.quanta;
      z[row.engineer][row.month] = 1;
    }
  }
  std::int64_t given(std::size_t e, std::size_t t) const {
    std::int64_t sum = 0;
    for (const auto& role : u[e]) sum += role[t];
    return sum;
  }
};

class Model {
 public:
  Model(const Instance& instance, const PlanRows& rows) : instance_(instance), months_(instance.horizon) {
    for (std::size_t d = 0; d < rows.size(); ++d)
      variables_.push_back(rows[d].empty() ? std::nullopt
                                           : std::optional<Variables>(std::in_place, instance, dossier(d), rows[d]));
  }

  std::optional<std::int64_t> value() const {
    if (!row_1_and_2() || !row_7()) return std::nullopt;
    std::int64_t value = 0;
    std::vector<std::int64_t> efforts(variables_.size());
    for (std::size_t d = 0; d < variables_.size(); ++d) {
      if (!row_8_and_9(d)) return std::nullopt;
      if (!variables_[d]) continue;
      if (!row_3(d) || !row_4(d) || !row_5_and_6(d) || !as_wished(d)) return std::nullopt;
      for (std::size_t r = 0; r < dossier(d).roles.size(); ++r) efforts[d] += effort(d, r);
      value += worth(d, efforts[d]);
    }
    for (const auto& floor : instance_.floors) {  // (10)
      auto short_of = floor.min;
      for (std::size_t d = 0; d < efforts.size(); ++d)
        if ((floor.kind == FloorKind::pillar ? dossier(d).pillar : dossier(d).site) == floor.key)
          short_of -= efforts[d];
      if (short_of > 0) value -= floor.penalty * short_of;
    }
    return value;
  }

 private:
  const Dossier& dossier(std::size_t d) const { return instance_.dossiers[d]; }
  std::size_t engineers() const { return instance_.engineers.size(); }
  bool reachable(std::size_t e, std::size_t d) const {
    return instance_.travel_cost[instance_.distance[instance_.engineers[e].site][dossier(d).site]] >= 0;
  }

  bool row_1_and_2() const {
    for (std::size_t e = 0; e < engineers(); ++e)
      for (std::size_t t = 0; t < months_; ++t) {
        std::int64_t quanta = 0, at_once = 0;
        for (const auto& of : variables_)
          if (of) quanta += of->given(e, t), at_once += of->z[e][t];
        if (quanta > instance_.engineers[e].capacity[t] || at_once > instance_.engineers[e].slots[t]) return false;
      }
    return true;
  }

  bool row_3(std::size_t d) const {
    const auto& of = *variables_[d];
    for (std::size_t e = 0; e < engineers(); ++e)
      for (std::size_t t = 0; t < months_; ++t) {
        if (of.z[e][t] == 1 && of.given(e, t) < instance_.min_alloc) return false;
        for (std::size_t r = 0; r < dossier(d).roles.size(); ++r) {
          if (of.u[e][r][t] == 0) continue;
          const auto& role = dossier(d).roles[r];
          int level = 0;
          for (auto [skill, has] : instance_.engineers[e].levels)
            if (skill == role.skill) level = has;
          if (level < role.level || !reachable(e, d)) return false;
        }
      }
    return true;
  }

  std::int64_t effort(std::size_t d, std::size_t r) const {
    std::int64_t sum = 0;
    for (std::size_t e = 0; e < engineers(); ++e)
      for (std::size_t t = 0; t < months_; ++t) sum += variables_[d]->u[e][r][t];
    return sum;
  }
  bool row_4(std::size_t d) const {
    for (std::size_t r = 0; r < dossier(d).roles.size(); ++r)
      if (auto g = effort(d, r) - dossier(d).roles[r].min;
          g < 0 || g > dossier(d).roles[r].max - dossier(d).roles[r].min)
        return false;
    return true;
  }

  int at_once(std::size_t d, std::size_t t) const {
    int n = 0;
    for (std::size_t e = 0; e < engineers(); ++e) n += variables_[d]->z[e][t];
    return n;
  }
  bool active(std::size_t d, std::size_t t) const { return variables_[d] && at_once(d, t) > 0; }
  bool starts(std::size_t d, std::size_t t) const { return active(d, t) && (t == 0 || !active(d, t - 1)); }

  bool row_5_and_6(std::size_t d) const {
    int starts_of = 0;
    for (std::size_t t = 0; t < months_; ++t) {
      starts_of += starts(d, t) ? 1 : 0;
      if (!active(d, t)) continue;
      if (static_cast<int>(t) < dossier(d).earliest || static_cast<int>(t) > dossier(d).latest) return false;
      if (at_once(d, t) < dossier(d).nmin || at_once(d, t) > dossier(d).nmax) return false;
    }
    return starts_of == 1;
  }

  bool row_7() const {
    for (std::size_t t = 0; t < months_; ++t) {
      std::int64_t started = 0;
      for (std::size_t d = 0; d < variables_.size(); ++d)
        if (variables_[d] && starts_first(d, t)) ++started;
      if (started > instance_.sessions[t]) return false;
    }
    return true;
  }
  bool starts_first(std::size_t d, std::size_t t) const {
    for (std::size_t before = 0; before < t; ++before)
      if (active(d, before)) return false;
    return active(d, t);
  }

  bool row_8_and_9(std::size_t d) const {
    if (!variables_[d]) return !dossier(d).promised;
    for (auto p : dossier(d).after) {
      if (!variables_[static_cast<std::size_t>(p)]) return false;
      for (std::size_t t = 0; t < months_; ++t)
        for (std::size_t later = t; later < months_; ++later)
          if (active(d, t) && active(static_cast<std::size_t>(p), later)) return false;
    }
    return true;
  }

  bool as_wished(std::size_t d) const {
    const auto& of = *variables_[d];
    for (auto e : dossier(d).bans)
      if (std::accumulate(of.z[e].begin(), of.z[e].end(), 0) > 0) return false;
    for (const auto& pin : dossier(d).pins)
      if (of.u[pin.engineer][pin.role][pin.month] != pin.quanta) return false;
    return !dossier(d).refused;
  }

  std::int64_t worth(std::size_t d, std::int64_t effort) const {
    const auto& of = *variables_[d];
    auto extra = effort;
    for (const auto& role : dossier(d).roles) extra -= role.min;
    auto worth = dossier(d).base + dossier(d).slope * extra;
    for (std::size_t e = 0; e < engineers(); ++e) {
      auto months = std::accumulate(of.z[e].begin(), of.z[e].end(), 0);
      if (months == 0) continue;
      auto distance = instance_.distance[instance_.engineers[e].site][dossier(d).site];
      worth -= instance_.team_weight + months * instance_.travel_cost[distance];
    }
    for (const auto& was : dossier(d).published)
      worth -= instance_.move_weight * std::max<std::int64_t>(0, was.quanta - of.u[was.engineer][was.role][was.month]);
    return worth;
  }

  const Instance& instance_;
  std::size_t months_;
  std::vector<std::optional<Variables>> variables_;
};

/// What is left while dossiers are put in.
class Room {
 public:
  Room(const Instance& instance, std::mt19937_64& random)
      : instance_(instance), random_(random), rows_(instance.dossiers.size()), sessions_(instance.sessions) {
    for (const auto& engineer : instance.engineers) {
      capacity_.push_back(engineer.capacity);
      slots_.push_back(engineer.slots);
    }
  }

  PlanRows fill() {
    std::vector<std::size_t> order(rows_.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::shuffle(order, random_);
    for (auto d : order)
      if (instance_.dossiers[d].promised) put(d, instance_.dossiers[d].published);
    for (int round = 0; round < 2; ++round)  // the second for those whose predecessor came later
      for (auto d : order)
        if (rows_[d].empty()) try_to_put(d);
    return rows_;
  }

 private:
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n)); }

  void try_to_put(std::size_t d) {
    const auto& of = instance_.dossiers[d];
    auto first = of.earliest;
    for (auto p : of.after) {
      const auto& before = rows_[static_cast<std::size_t>(p)];
      if (before.empty()) return;
      for (const auto& row : before) first = std::max(first, row.month + 1);
    }
    for (int attempt = 0; attempt < 6 && first <= of.latest; ++attempt) {
      auto start = first + static_cast<int>(below(of.latest - first + 1));
      if (sessions_[start] < 1) continue;
      if (auto rows = fitting(of, start); !rows.empty()) return put(d, rows);
    }
  }

  std::vector<Assignment> fitting(const Dossier& of, int start) {
    std::vector<std::int64_t> open;
    for (const auto& role : of.roles) open.push_back(role.min + below(role.max - role.min + 1));
    std::vector<Assignment> rows;
    std::vector<int> who(instance_.engineers.size());
    std::iota(who.begin(), who.end(), 0);
    std::ranges::shuffle(who, random_);
    for (int t = start; t <= of.latest; ++t) {
      std::int64_t at_once = 0;
      for (auto e : who)
        if (at_once < of.nmax && give(of, e, t, open, rows)) ++at_once;
      if (at_once < of.nmin) return {};
      if (std::ranges::all_of(open, [](auto left) { return left == 0; })) return rows;
    }
    return {};
  }

  bool give(const Dossier& of, int e, int t, std::vector<std::int64_t>& open, std::vector<Assignment>& rows) {
    const auto& engineer = instance_.engineers[e];
    if (slots_[e][t] < 1 || instance_.travel(engineer, of) < 0) return false;
    for (std::size_t r = 0; r < open.size(); ++r) {
      auto quanta = std::min(capacity_[e][t], open[r]);
      if (auto rest = open[r] - quanta; rest > 0 && rest < instance_.min_alloc) quanta -= instance_.min_alloc - rest;
      if (quanta < instance_.min_alloc || !holds(engineer, of.roles[r])) continue;
      rows.push_back({e, static_cast<int>(r), t, quanta});
      open[r] -= quanta;
      return true;
    }
    return false;
  }

  void put(std::size_t d, const std::vector<Assignment>& rows) {
    rows_[d] = rows;
    int first = instance_.horizon;
    for (const auto& row : rows) {
      capacity_[row.engineer][row.month] -= row.quanta;
      --slots_[row.engineer][row.month];
      first = std::min(first, row.month);
    }
    --sessions_[first];
  }

  const Instance& instance_;
  std::mt19937_64& random_;
  PlanRows rows_;
  std::vector<std::vector<std::int64_t>> capacity_, slots_;
  std::vector<std::int64_t> sessions_;
};

}  // namespace

std::optional<std::int64_t> model_value(const Instance& instance, const PlanRows& rows) {
  return Model(instance, rows).value();
}

PlanRows some_plan(const Instance& instance, std::mt19937_64& random) { return Room(instance, random).fill(); }

std::string bench_instance_text(std::string_view name) {
  auto path = std::string(COULOIR_SOURCE_DIR) + "/bench/data/pool/" + std::string(name) + ".json.gz";
  std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw std::runtime_error("no " + path);
  std::string text;
  char piece[65536];
  for (int got = 0; (got = gzread(file.get(), piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(got));
  return text;
}

Instance bench_instance(std::string_view name) { return read_instance(bench_instance_text(name)).value(); }

}  // namespace couloir::plancheck
