// What compliance tells people by mail: a file for Legal, a verdict, a file that changed under them, what falls due.
// Each is a job's work; a person is told once of each thing.
#pragma once

#include <string>

#include "compliance/events.h"
#include "compliance/rule_pack.h"
#include "journal/jobs.h"

namespace couloir::compliance {

struct Notices {
  const RulePack& pack;
  std::string base_url;
  std::string zone;  ///< whose day is today

  Result<void> to_legal(const ScenarioAsked&, journal::JobContext&) const;
  Result<void> of_verdict(const ScenarioJudged&, journal::JobContext&) const;
  /// To the organisation's people, when an answer is missing now.
  Result<void> of_touch(const ScenarioTouched&, journal::JobContext&) const;
  /// One mail to each lawyer, however many files came back.
  Result<void> of_rerun(std::int64_t to_legal, journal::JobContext&) const;
  /// Duties 14 and 3 days before they are due, on the day, and a week later; dates of the law 90, 30 and 10 days before.
  Result<void> of_days(journal::JobContext&) const;
};

}  // namespace couloir::compliance
