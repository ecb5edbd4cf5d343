// Who may be given to which dossiers (pool/1), as the checker of staffing plans reads it: by code of its own, so that a
// misreading by the solver cannot hide. Data only; docs/formats.md describes the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace couloir::plancheck {

// Bounds of what is read. Together they keep every sum of a plan's value within ±4·10^18: int64 is exact.
constexpr std::int64_t kMostMonths = 120, kMostEngineers = 20'000, kMostDossiers = 200'000, kMostRoles = 8,
                       kMostNames = 1'000, kMostFloors = 1'000, kMostLevel = 100, kMostQuantaPerMonth = 1'000,
                       kMostCapacity = 10'000, kMostSlots = 10'000, kMostSessions = 1'000'000, kMostTeam = 10'000,
                       kMostRoleEffort = 100'000, kMostFloor = 1'000'000'000, kMostWeight = 1'000'000'000,
                       kMostDossierValue = 1'000'000'000'000, kMostFloorCost = 1'000'000'000'000'000;

/// One engineer in one role of a dossier in one month.
struct Assignment {
  int engineer = 0, role = 0, month = 0;
  std::int64_t quanta = 0;
  bool operator==(const Assignment&) const = default;
};

struct Role {
  int skill = 0, level = 0;
  std::int64_t min = 0, max = 0;  ///< quanta in all
};

struct Engineer {
  std::string id;
  int site = 0;
  std::vector<std::pair<int, int>> levels;  ///< skill and level, by skill
  std::vector<std::int64_t> capacity;       ///< quanta left, by month
  std::vector<std::int64_t> slots;          ///< dossiers at once, by month
};

struct Dossier {
  std::string id;
  int pillar = 0, site = 0;
  std::vector<Role> roles;
  int earliest = 0, latest = 0;  ///< months, both inclusive
  std::int64_t nmin = 1, nmax = 1;
  std::int64_t base = 0;   ///< milli-points at the least effort
  std::int64_t slope = 0;  ///< milli-points for each quantum above it
  bool promised = false;
  std::vector<int> after;
  std::vector<Assignment> published;
  std::vector<Assignment> pins;  ///< rows of every plan
  std::vector<int> bans;         ///< engineers who may not work on it
  bool refused = false;          ///< no plan may grant it

  std::int64_t least_effort() const;
  std::int64_t most_effort() const;
};

enum class FloorKind { pillar, site };
struct Floor {
  FloorKind kind = FloorKind::pillar;
  int key = 0;
  std::int64_t min = 0, penalty = 0;
  bool counts(const Dossier& dossier) const {
    return key == (kind == FloorKind::pillar ? dossier.pillar : dossier.site);
  }
};

struct Instance {
  std::string name;
  int horizon = 0;
  int start_year = 0, start_month = 1;
  std::int64_t min_alloc = 1;
  std::vector<std::string> skills, pillars, sites;
  std::vector<std::vector<int>> distance;  ///< class, by site of the engineer and site of the dossier
  std::vector<std::int64_t> travel_cost;   ///< by class; -1: not allowed
  std::int64_t team_weight = 0, move_weight = 0;
  std::vector<std::int64_t> sessions;
  std::vector<Floor> floors;
  std::vector<Engineer> engineers;
  std::vector<Dossier> dossiers;

  /// Milli-points an active month costs; -1: too far.
  std::int64_t travel(const Engineer& engineer, const Dossier& dossier) const {
    return travel_cost[static_cast<std::size_t>(distance[engineer.site][dossier.site])];
  }
  /// "2026-11"
  std::string month_name(int month) const;
};

/// 0 where the engineer has none.
int level_of(const Engineer&, int skill);
inline bool holds(const Engineer& engineer, const Role& role) { return level_of(engineer, role.skill) >= role.level; }

/// Errors: invalid, each place as a JSON pointer and what is allowed there; at most 100 of them.
Result<Instance> read_instance(std::string_view json);

}  // namespace couloir::plancheck
