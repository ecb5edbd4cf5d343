// What a use case is, which states it goes through, and who may do what with it. Pure: no SQL, no HTTP, no clock.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "portfolio/front.h"

namespace couloir::portfolio {

using ImportId = Id<struct ImportTag>;  // of a file that use cases came in with: import.h

/// RICE = reach × impact × confidence ÷ effort [ideaplan.io, product-on-purpose.github.io].
struct Rice {
  std::optional<std::int64_t> reach;  ///< people or cases reached in a quarter
  std::optional<double> impact;       ///< 0.25 minimal · 0.5 low · 1 medium · 2 high · 3 massive
  std::optional<double> confidence;   ///< 0.5 · 0.8 · 1
  std::optional<double> effort;       ///< person-months, above 0
  bool operator==(const Rice&) const = default;
};
/// WSJF = (value + time criticality + risk reduction) ÷ job size, each 1–20 [same sources].
struct Wsjf {
  std::optional<std::int64_t> value, time_criticality, risk_reduction, job_size;
  bool operator==(const Wsjf&) const = default;
};
/// Empty as long as one input is unknown: an unknown is never a zero.
std::optional<double> rice(const Rice&);
std::optional<double> wsjf(const Wsjf&);

/// What its owner writes about it.
struct UseCaseText {
  std::string external_id;  ///< the owner's own key, unique in her organisation; empty: none
  std::string title;
  std::string problem;       ///< the irritant, in her words
  std::string process;       ///< where in the work it happens
  std::string expected_kpi;  ///< what shall get better
  std::string baseline;      ///< its value today
  std::string target;        ///< its value wished for
  std::string data_needed;
  std::optional<std::int64_t> people_affected;
  Rice rice;
  Wsjf wsjf;
  bool operator==(const UseCaseText&) const = default;
};

/// Spaces around gone, line ends as \n, and one line where one is meant, whichever door the text came through.
UseCaseText tidy(UseCaseText);

struct UseCase {
  UseCaseId id;
  OrganisationId organisation;
  TeamId team;  ///< 0: none named
  UseCaseText text;
  UseCaseState state = UseCaseState::idea;
  std::string stop_reason;
  std::optional<Date> mapped_on, filed_on, running_on, shipped_on, stopped_on;
  PersonId created_by;
  Instant created_at;
  Instant updated_at;
  std::int64_t version = 0;  ///< optimistic lock: a write with an old version is a conflict
};

/// What stands in the way of moving to a state; every one at once.
enum class MoveObstacle {
  not_from_here,   ///< the states follow each other; only `stopped` can be reached from anywhere
  not_by_hand,     ///< filed follows from a dossier that stands before the cluster, and ends with it
  not_scored,      ///< mapped needs a complete score by its owner
  no_baseline,     ///< running needs the KPI's value of today, else before/after can never be shown
  no_stop_reason,  ///< stopped needs a reason
};
}  // namespace couloir::portfolio
template <>
inline constexpr auto couloir::kNames<couloir::portfolio::MoveObstacle> =
    std::array{"not_from_here"sv, "not_by_hand"sv, "not_scored"sv, "no_baseline"sv, "no_stop_reason"sv};
namespace couloir::portfolio {

std::vector<MoveObstacle> obstacles_to_move(const UseCase&, UseCaseState to, bool scored_by_owner,
                                            const std::string& stop_reason);
/// The use case after the move. REQUIRES: no obstacle.
UseCase moved(UseCase, UseCaseState to, Date today, const std::string& stop_reason);
/// Where one may go from here, in order of use.
std::vector<UseCaseState> next_states(UseCaseState);
/// Of these, what its owner may choose: that it is filed, and no longer, is proved by its dossiers alone.
std::vector<UseCaseState> states_by_hand(UseCaseState);

/// Days from running to shipped; empty until both are known.
std::optional<int> days_to_ship(const UseCase&);

/// `asked_labs`: labs that were asked to sponsor this use case and did not lose it by a withdrawal.
bool may_see(const Actor&, const UseCase&, const std::vector<LabId>& asked_labs);
bool may_edit(const Actor&, OrganisationId);

}  // namespace couloir::portfolio
