// A pool to be staffed: engineers with their months, dossiers that ask for them, and what the region wants kept in
// balance. Data alone; who may hold what is worked out in field.h. JSON: instance_json.h; the meaning of each field:
// docs/formats.md, pool/1.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace couloir::solve {

/// One dossier's engineer in one month. A quantum is 1/quanta_per_month of an engineer-month.
struct Stint {
  int engineer = 0, role = 0, month = 0, quanta = 0;
  bool operator==(const Stint&) const = default;
  auto operator<=>(const Stint&) const = default;
};

struct Role {
  int skill = 0, level = 0;
  int min = 0, max = 0;  ///< effort in quanta; equal: all or nothing
  bool operator==(const Role&) const = default;
};

struct Engineer {
  std::string id;
  int site = 0;
  std::vector<std::pair<int, int>> skills;  ///< {skill, level}, by skill
  std::vector<int> cap;                     ///< quanta left in each month
  std::vector<int> slots;                   ///< dossiers at once in each month
  bool operator==(const Engineer&) const = default;

  int level_of(int skill) const;  ///< 0: does not have it
};

struct Dossier {
  std::string id;
  int pillar = 0, site = 0;
  std::vector<Role> roles;
  int earliest = 0, latest = 0;      ///< window, both months included
  int nmin = 1, nmax = 1;            ///< engineers at once in each month of its run
  std::int64_t base = 0, slope = 0;  ///< milli-points at least effort, and for each quantum more
  bool must = false;                 ///< promised: granted whatever else is
  std::vector<int> after;            ///< dossiers that must be granted, and over, before this one starts
  std::vector<Stint> published;      ///< what was promised; moving it costs
  std::vector<Stint> pins;           ///< stand as they are in every plan; more may come beside them
  std::vector<int> bans;             ///< engineers who may not work on it
  bool refused = false;              ///< no plan may grant it
  bool operator==(const Dossier&) const = default;

  int least_effort() const;
  int most_effort() const;
};

enum class FloorKind { pillar, site };

struct Floor {
  FloorKind kind = FloorKind::pillar;
  int key = 0;
  int min = 0;               ///< quanta that dossiers of this pillar or site should get
  std::int64_t penalty = 0;  ///< milli-points for each quantum that they do not
  bool operator==(const Floor&) const = default;
};

struct Instance {
  std::string name, start;  ///< start: first month, "2026-09"
  int horizon = 0, quanta_per_month = 0, min_alloc = 0;
  std::vector<std::string> skills, pillars, sites;
  std::vector<std::vector<int>> distance;  ///< class of distance from site to site
  std::vector<std::int64_t> travel_cost;   ///< milli-points an engineer and month, by class; -1: not allowed
  std::int64_t team = 0, move = 0;         ///< milli-points an engineer of a dossier; a quantum moved from its promise
  std::vector<int> session_cap;            ///< dossiers that may start in each month
  std::vector<Floor> floors;
  std::vector<Engineer> engineers;
  std::vector<Dossier> dossiers;
  bool operator==(const Instance&) const = default;

  bool counts_towards(const Floor& floor, const Dossier& d) const {
    return (floor.kind == FloorKind::pillar ? d.pillar : d.site) == floor.key;
  }
};

}  // namespace couloir::solve
