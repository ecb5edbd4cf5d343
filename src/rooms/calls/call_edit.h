// Commands of the office on the register of calls: a new call, what it says and when, the next revision of its form.
// Page, API and command line all come through here. What applicants rely on is not taken from them.
#pragma once

#include "calls/call_store.h"

namespace couloir::calls {

/// All that the office says of a call but its code, which is frozen, and its form, which has revisions.
struct CallEdit {
  Bilingual name, about;
  CallState state = CallState::draft;
  std::vector<Eligible> applicants;
  std::optional<Instant> opens, closes;
  std::string opens_announced;
  std::optional<EngineerMonths> ceiling;
  std::optional<int> answer_days;
  int silence_days = 10;
  std::string source, source_date;
  FactStatus fact_status = FactStatus::assumed;
  std::vector<CutOff> cut_offs;  ///< without an id: new; left out: taken away
};
CallEdit edit_of(const Call&);

/// The call as an edit would make it.
Call with_edit(Call, const CallEdit&);
/// What `after` would take from people who rely on `before`: who filed in time stays in time, what was begun stays in
/// sight, and nobody is late from one moment to the next. By field, as problems_of(Call).
std::vector<Problem> broken_promises(const Call& before, const Call& after, const std::vector<LastInTime>&,
                                     std::int64_t dossiers, Instant now);

/// What `after` would ask more of those kinds whose dossiers are filed and not decided yet. Who filed met what was
/// asked then, and may be asked to file again: to amend it, or to correct what the office sends back. So nothing is
/// added, and such a kind stays among those who may file; what is lifted takes nothing from anybody, and aid that was
/// declared in a filing is counted all the same when it is decided. Drafts have no such promise. By field, as
/// problems_of(Call).
std::vector<Problem> conditions_added(const Call& before, const Call& after, const std::vector<Applicant>& filed);

/// What was filed while no cut-off was known is judged with the first one that is announced, as its receipt says: after
/// each change of a call's cut-offs. Errors: conflict.
Result<void> place_the_unplaced(Tx&, const Op&, const Call&);

/// Errors: forbidden, invalid, refused (the code is taken).
Result<Call> add_call(const Op&, const Form&, const std::string& code, const CallEdit&);
/// From then on the region pack changes nothing in it. Errors: forbidden, not_found, conflict, invalid, refused.
Result<Call> edit_call(const Op&, CallId, std::int64_t version, const CallEdit&);
/// One more revision, which new drafts get; one that is published never changes. Errors: forbidden, not_found,
/// conflict, invalid, refused (nothing differs).
Result<Call> publish_form(const Op&, CallId, std::int64_t version, const Form&);

}  // namespace couloir::calls
