// Asking a lab to sponsor a use case, and its answer. Values and rules; the commands are in sponsorship_request.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "portfolio/use_case.h"

namespace couloir::portfolio {

using SponsorshipId = Id<struct SponsorshipTag>;

enum class SponsorshipState { asked, accepted, declined, withdrawn };

}  // namespace couloir::portfolio
template <>
inline constexpr auto couloir::kNames<couloir::portfolio::SponsorshipState> =
    std::array{"asked"sv, "accepted"sv, "declined"sv, "withdrawn"sv};
namespace couloir::portfolio {

/// Open requests one use case may have at a time: enough to choose, too few to spray.
inline constexpr int kMostOpenRequests = 3;

struct Sponsorship {
  SponsorshipId id;
  UseCaseId use_case;
  LabId lab;
  SponsorshipState state = SponsorshipState::asked;
  std::string message;  ///< of who asks
  PersonId asked_by;
  Instant asked_at;
  std::string answer;  ///< of the lab; never empty when declined
  PersonId answered_by;
  std::optional<Instant> answered_at;
  std::int64_t version = 0;
};

enum class AskObstacle {
  unverified_lab,  ///< only a confirmed member may sponsor
  inactive_lab,
  already_asked,      ///< this lab has an open request, or has accepted
  already_sponsored,  ///< a lab has accepted
  too_many_open,      ///< kMostOpenRequests
  stopped_use_case,
};
enum class AnswerObstacle { not_open, already_sponsored, no_reason };

}  // namespace couloir::portfolio
template <>
inline constexpr auto couloir::kNames<couloir::portfolio::AskObstacle> =
    std::array{"unverified_lab"sv,    "inactive_lab"sv,  "already_asked"sv,
               "already_sponsored"sv, "too_many_open"sv, "stopped_use_case"sv};
template <>
inline constexpr auto couloir::kNames<couloir::portfolio::AnswerObstacle> =
    std::array{"not_open"sv, "already_sponsored"sv, "no_reason"sv};
namespace couloir::portfolio {

/// `others`: every request ever made for this use case. A lab that declined may be asked again.
std::vector<AskObstacle> obstacles_to_asking(const UseCase&, LabId, bool lab_confirmed, bool lab_active,
                                             const std::vector<Sponsorship>& others);
std::vector<AnswerObstacle> obstacles_to_answering(const Sponsorship&, SponsorshipState answer,
                                                   const std::string& reason, const std::vector<Sponsorship>& others);

}  // namespace couloir::portfolio
