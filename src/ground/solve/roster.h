// Who works on what in each month, as it stands while a plan is built: what is left of everybody, and what the plan is
// worth. Takes only plans that fit; forgets them again at the cost of their rows.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "solve/field.h"

namespace couloir::solve {

/// How one dossier is staffed.
struct Staffing {
  std::vector<Stint> stints;
  int first = 0, last = 0;  ///< months of its run
  int effort = 0;           ///< quanta
  std::int64_t worth = 0;   ///< milli-points: value less team, travel and moves; floors apart
};

/// Whether no stint before is of the same engineer and month: each presence is counted once.
bool is_first_of_presence(const std::vector<Stint>& stints, std::size_t at);
/// Fills first, last, effort and worth from the stints.
void weigh(const Field& field, const Case& c, Staffing& staffing);

/// What a plan is worth, as contracts and reports split it. All in milli-points, but granted (dossiers) and effort
/// (quanta).
struct Split {
  std::int64_t value = 0, team = 0, travel = 0, move = 0, floors = 0, granted = 0, effort = 0;
  std::int64_t objective() const { return value - team - travel - move - floors; }
  bool operator==(const Split&) const = default;
};

using Plan = std::vector<std::optional<Staffing>>;  ///< by dossier; empty: refused
Split split_of(const Field& field, const Plan& plan);

class Roster {
 public:
  explicit Roster(const Field& field);

  void add(int dossier, Staffing staffing);
  /// Whether this staffing keeps every rule and fits what is left: asked of plans that come from outside.
  bool admits(const Case& c, const Staffing& staffing) const;
  Staffing remove(int dossier);
  bool granted(int dossier) const { return plan_[dossier].has_value(); }
  const Staffing& of(int dossier) const { return *plan_[dossier]; }
  const Plan& plan() const { return plan_; }

  std::int64_t objective() const { return worth_ - short_; }
  int left(int engineer, int month) const { return left_[field_->place(engineer, month)]; }
  int slots(int engineer, int month) const { return slots_[field_->place(engineer, month)]; }
  int sessions(int month) const { return sessions_[month]; }
  /// What granting so many quanta more would save in floor penalties.
  std::int64_t relief(const Case& c, int effort) const;
  /// First and last month a dossier may use, given those it comes after and before. Empty window: it may not be granted
  /// now.
  std::pair<int, int> window(const Case& c) const;

 private:
  void book(const Case& c, const Staffing& staffing, int sign);

  const Field* field_;
  Plan plan_;
  std::vector<int> left_, slots_, sessions_;
  std::vector<int> lacking_;  ///< of each floor, quanta still missing; may be negative
  std::int64_t worth_ = 0, short_ = 0;
};

}  // namespace couloir::solve
