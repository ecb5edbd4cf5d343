// What the solver is given: engineers, demands and the frame of a plan as pool/1 (docs/formats.md). Built here from
// what the room knows; engineers and dossiers are named by their numbers alone ("e12", "d34"), so that the text holds
// nothing of a person and may be kept.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pool/demand.h"
#include "pool/engineer.h"

namespace couloir::pool {

/// [engineer, role, month, quanta], the first three as indices of the instance.
struct PlanRow {
  int engineer = 0, role = 0, month = 0, quanta = 0;
  auto operator<=>(const PlanRow&) const = default;
};

struct InstanceRole {
  int skill = 0, level = 0, min = 0, max = 0;
};
struct InstanceEngineer {
  EngineerId id;  ///< below 0: hypothetical
  int site = 0;
  std::map<int, int> skills;
  std::vector<int> cap, slots;
};
struct InstanceDossier {
  DossierId id;
  int pillar = 0, site = 0;
  std::vector<InstanceRole> roles;
  int earliest = 0, latest = 0, nmin = 1, nmax = 1;
  std::int64_t base = 0, slope = 0;
  bool must = false;
  std::vector<PlanRow> published;
  std::vector<PlanRow> pins;  ///< of a variant: rows of every plan
  std::vector<int> bans;      ///< engineers who may not work on it
  bool refused = false;       ///< no plan may grant it
};
struct InstanceFloor {
  FloorKind kind{};
  int key = 0;
  std::int64_t min = 0, penalty = 0;
};

struct Instance {
  std::string name;
  Month start;
  int horizon = 0;
  int min_alloc = 1;
  std::vector<std::string> skills, pillars, sites;  ///< codes of the region pack; sites are homes
  std::vector<std::vector<int>> distance;
  std::vector<int> travel_cost;
  int team = 0, move = 0;
  std::vector<int> session_cap;
  std::vector<InstanceFloor> floors;
  std::vector<InstanceEngineer> engineers;
  std::vector<InstanceDossier> dossiers;

  int index_of(EngineerId) const;  ///< −1: not in it
  int index_of(DossierId) const;
};
/// Nobody of the pool: somebody whom a variant adds.
inline bool is_hypothetical(EngineerId id) { return id.v < 0; }
/// In order.
std::vector<DossierId> dossiers_of(const Instance&);

/// When a plan begins and how long it is.
struct Frame {
  std::string name;
  Month start;
  int months = 12;
};

/// Work that a published plan has promised.
struct Promise {
  DossierId dossier;
  EngineerId engineer;
  std::string skill;
  int level = 1;
  Month month;
  int quanta = 0;
};

struct LeftOut {
  DossierId dossier;
  std::vector<DemandGap> gaps;
};
struct BuiltInstance {
  Instance instance;
  std::vector<LeftOut> left_out;  ///< for the office; what they need is no secret of the plan
};

/// Who gives nothing in the whole frame is left out. A dossier with promises in months of the frame must stay, whatever
/// is missing on it: its effort is what is promised there, its window and team hold the promise. Promises of somebody
/// who is not in the pool any more count as effort and not as a place. What is promised outside of the frame is not
/// asked for again. Promises of a dossier that is not among the demands take their engineers' months. Demands with a
/// gap, or whose window misses the frame, are in `left_out`.
BuiltInstance pool_instance(const std::vector<Engineer>&, const std::vector<Demand>&, const Frame&,
                            const std::vector<Promise>&, const PoolPack&, const region::Pack&);

/// As pool/1.
std::string text_of(const Instance&);
/// Whether the checker and the solver take it. Errors: refused, with every place.
Result<void> is_readable(const Instance&);

}  // namespace couloir::pool
