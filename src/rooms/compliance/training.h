// The training plan of a checklist: which way of learning closes which gap, who sees to it, until when. Pure.
#pragma once

#include <vector>

#include "compliance/skills.h"

namespace couloir::compliance {

using TrainingId = Id<struct TrainingTag>;

enum class TrainingState { proposed, planned, done };

struct PlannedTraining {
  TrainingId id;
  std::string training;  ///< code in the pack
  PersonId owner;        ///< 0: nobody yet
  std::optional<Date> due, done_on;
  std::string note;
  std::int64_t version = 0;  ///< 0: not planned yet

  TrainingState state() const {
    return version == 0 ? TrainingState::proposed : done_on ? TrainingState::done : TrainingState::planned;
  }
};

struct PlanItem {
  const region::Training* training = nullptr;
  PlannedTraining planned;   ///< version 0: only proposed
  std::vector<Need> closes;  ///< gaps of which this brings the people to the level needed, the most pressing first
};
/// Each known gap under one training that reaches the level needed: one that is planned before one that is not, one
/// that is done only when there is no other, and among those the lightest (the lowest `up_to`, then the order of the
/// pack). Trainings in the order of the pack, without those neither planned nor needed. What nobody knows is not
/// trained for: it has to be found out first.
std::vector<PlanItem> plan_of(const region::Pack&, const std::vector<Need>&, const std::vector<PlannedTraining>&);

/// By field: training (unknown to the pack), due, done_on (after today), note. The owner is the command's to check.
std::vector<Problem> problems_of(const region::Pack&, const PlannedTraining&, Date today);

}  // namespace couloir::compliance

namespace couloir {
template <>
inline constexpr auto kNames<compliance::TrainingState> = std::array{"proposed"sv, "planned"sv, "done"sv};
}  // namespace couloir
