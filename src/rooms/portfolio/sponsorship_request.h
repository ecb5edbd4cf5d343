// Commands on sponsorship: ask a lab, answer, withdraw; and which labs fit.
#pragma once

#include "people/lab.h"
#include "portfolio/lab_match.h"
#include "portfolio/sponsorship.h"
#include "region/pack.h"
#include "store/db.h"

namespace couloir::portfolio {

/// Labs that fit, with their reasons. Errors: not_found.
struct LabSuggestion {
  LabMatch match;
  people::Lab lab;
};
Result<std::vector<LabSuggestion>> suggest_labs(Reader&, const Actor&, const region::Pack&, UseCaseId);

/// Errors: not_found, invalid (an overlong message), refused (every obstacle).
/// What this person may read of the requests of a use case they see: the owner and the office all, a lab its own.
std::vector<Sponsorship> visible_sponsorships(Reader&, const Actor&, const UseCase&);
Result<Sponsorship> ask_sponsor(const Op&, UseCaseId, LabId, const std::string& message);
/// `answer` is accepted or declined. Errors: not_found (also for who does not speak for the lab), conflict, refused.
Result<Sponsorship> answer_request(const Op&, SponsorshipId, std::int64_t version, SponsorshipState answer,
                                   const std::string& reason);
/// By who asked. Errors: not_found, conflict, refused (it was answered).
Result<Sponsorship> withdraw_request(const Op&, SponsorshipId, std::int64_t version);

Sentence sentence(AskObstacle);
Sentence sentence(AnswerObstacle);

}  // namespace couloir::portfolio
