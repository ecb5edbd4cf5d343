// What compliance tells people by mail: a file for Legal, a verdict, a file that changed under them, what falls due.
// Each is a job's work. Reminders are remembered and come once; a mail about an event may come twice after a crash.
#pragma once

#include <string>

#include "compliance/events.h"
#include "compliance/rule_pack.h"
#include "journal/jobs.h"
#include "people/person_mail.h"

namespace couloir::compliance {

class Notices {
 public:
  Notices(const RulePack& p, std::string url, std::string time_zone)
      : pack(p), base_url(std::move(url)), zone(std::move(time_zone)) {}

  const RulePack& pack;
  std::string base_url;
  std::string zone;  ///< whose day is today

  Result<void> to_legal(const ScenarioAsked&, journal::JobContext&) const;
  Result<void> of_verdict(const ScenarioJudged&, journal::JobContext&) const;
  /// To the organisation's people, when an answer is missing now.
  Result<void> of_touch(const ScenarioTouched&, journal::JobContext&) const;
  /// One mail to each lawyer, however many files came back together.
  Result<void> of_return(const ScenariosReturned&, journal::JobContext&) const;
  /// Duties 14 and 3 days before they are due, on the day, and a week later: to their owner, or in one mail to all
  /// while nobody who works there is; dates of the law 90, 30 and 10 days before, one mail to each member of an
  /// organisation with all files concerned; files to be answered again on the day.
  Result<void> of_days(journal::JobContext&) const;

 private:
  /// Every mail ends with the pack's notice: Legal decides, this is not legal advice.
  people::WriteMail noted(const people::WriteMail&) const;  ///< lives no longer than what it is given
  Result<void> tell(Tx&, const Op&, PersonId, const people::WriteMail&) const;
  Result<void> tell_members(Tx&, const Op&, OrganisationId, const people::WriteMail&) const;
  Result<void> of_duties(const Op&, Date today) const;
  Result<void> of_revisits(const Op&, Date today) const;
  /// `because`: of one of several readings of that date.
  Result<void> of_law(const Op&, Date today, std::size_t date, Date day, const Bilingual& because) const;
};

}  // namespace couloir::compliance
