#include "portfolio/sponsorship.h"

#include <algorithm>

namespace couloir::portfolio {
namespace {

bool sponsored(const std::vector<Sponsorship>& requests) {
  return std::ranges::any_of(requests, [](const auto& r) { return r.state == SponsorshipState::accepted; });
}

}  // namespace

std::vector<AskObstacle> obstacles_to_asking(const UseCase& use_case, LabId lab, bool lab_confirmed, bool lab_active,
                                             const std::vector<Sponsorship>& others) {
  std::vector<AskObstacle> found;
  auto require = [&](bool met, AskObstacle otherwise) {
    if (!met) found.push_back(otherwise);
  };
  auto open = [](const Sponsorship& r) { return r.state == SponsorshipState::asked; };
  require(lab_confirmed, AskObstacle::unverified_lab);
  require(lab_active, AskObstacle::inactive_lab);
  require(std::ranges::none_of(others, [&](const auto& r) { return r.lab == lab && open(r); }),
          AskObstacle::already_asked);
  require(!sponsored(others), AskObstacle::already_sponsored);
  require(std::ranges::count_if(others, open) < kMostOpenRequests, AskObstacle::too_many_open);
  require(use_case.state != UseCaseState::stopped, AskObstacle::stopped_use_case);
  return found;
}

std::vector<AnswerObstacle> obstacles_to_answering(const Sponsorship& request, SponsorshipState answer,
                                                   const std::string& reason, const std::vector<Sponsorship>& others) {
  std::vector<AnswerObstacle> found;
  auto require = [&](bool met, AnswerObstacle otherwise) {
    if (!met) found.push_back(otherwise);
  };
  require(request.state == SponsorshipState::asked, AnswerObstacle::not_open);
  if (answer == SponsorshipState::accepted) require(!sponsored(others), AnswerObstacle::already_sponsored);
  if (answer == SponsorshipState::declined) require(!reason.empty(), AnswerObstacle::no_reason);
  return found;
}

}  // namespace couloir::portfolio
