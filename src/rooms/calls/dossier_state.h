// The states of a dossier and every way from one to another: one table, which the commands ask, the guide shows
// (docs/dossier-states.md) and the tests walk. What it does not hold cannot be done.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/names.h"

namespace couloir::calls {

/// draft: being written · submitted: filed, waits for its batch · returned: to be corrected, its rank kept ·
/// under_review: before the reviewers and the committee · granted, declined: decided · withdrawn: given up by its
/// applicants · expired: a draft that nobody filed; kept, and taken up again while a call is open.
enum class DossierState { draft, submitted, returned, under_review, granted, declined, withdrawn, expired };

enum class Act { submit, amend, send_back, correct, take_up, carry_over, grant, decline, withdraw, expire, resume };

/// Who does it. `program`: by the clock, nobody is asked.
enum class Party { applicant, office, committee, program };

struct Transition {
  Act act;
  DossierState from, to;
  Party by;
};
std::span<const Transition> transitions();
/// Null: this cannot be done to a dossier in that state.
const Transition* transition(Act, DossierState from);
/// Whose turn it is, so that nobody waits in silence; empty: nobody's, it is over.
std::optional<Party> waits_for(DossierState);
/// Nothing will change any more.
bool is_over(DossierState);
/// It was filed once and not taken back: the office, reviewers and the committee may deal with it.
bool is_filed(DossierState);
/// The committee has spoken.
bool is_decided(DossierState);
/// It stands for its use case in its call: another one cannot be begun beside it.
bool is_living(DossierState);
/// The states for which `holds`, as a list for SQL: 'granted', 'declined'.
std::string states_where(bool (*holds)(DossierState));

/// The table of docs/dossier-states.md, in English.
std::string transitions_as_markdown();

}  // namespace couloir::calls

template <>
inline constexpr auto couloir::kNames<couloir::calls::DossierState> = std::array{
    "draft"sv, "submitted"sv, "returned"sv, "under_review"sv, "granted"sv, "declined"sv, "withdrawn"sv, "expired"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::Act> =
    std::array{"submit"sv, "amend"sv,   "send_back"sv, "correct"sv, "take_up"sv, "carry_over"sv,
               "grant"sv,  "decline"sv, "withdraw"sv,  "expire"sv,  "resume"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::Party> =
    std::array{"applicant"sv, "office"sv, "committee"sv, "program"sv};
