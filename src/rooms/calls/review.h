// Reviews: phases, marks against the form's criteria, and the figures that a committee looks at. Pure: no SQL, no HTTP,
// no clock.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "calls/link.h"

namespace couloir::calls {

using PhaseId = Id<struct PhaseTag>;
using AssignmentId = Id<struct AssignmentTag>;
using ReviewId = Id<struct ReviewTag>;

/// What a reviewer sees of the others' given reviews of the same dossier.
enum class Others { hidden, after_own, shown };
/// draft: hers alone · given: counts, and may be changed while the phase is open.
enum class ReviewState { draft, given };

/// When a batch is reviewed. Reviews are written while one of its phases is open; `closes` is inclusive, like a
/// cut-off.
struct Phase {
  PhaseId id;
  CallId call;
  CutOffId cut_off;  ///< of its batch; 0: the dossiers that no cut-off holds
  std::string name;
  Instant opens, closes;
  Others others = Others::after_own;
  std::int64_t version = 0;
};
enum class PhaseStanding { ahead, open, over };
PhaseStanding standing_at(const Phase&, Instant);
/// By field: name, opens, closes.
std::vector<Problem> problems_of(const Phase&);
/// The one that counts now: open, else the next, else the last; null: there is none.
const Phase* phase_for(const std::vector<Phase>&, CallId, CutOffId, Instant);
/// Whether somebody sees others' reviews: `given`: hers is.
bool sees_others(Others, bool given);

/// Marks by code of the criterion, 0–kTopMark.
using Marks = std::map<std::string, int, std::less<>>;
/// Hundredths of a point on 0–100: the weighted mean of what has a weight. Independent criteria never count. Empty: one
/// that has a weight has no mark.
std::optional<std::int64_t> score_of(const Form&, const Marks&);
/// Criteria without a mark, the independent ones among them; in the order of the form.
std::vector<std::string> missing_marks(const Form&, const Marks&);

struct ReviewWords {
  Marks marks;
  std::string to_applicant;  ///< goes to the applicants with the decision, without a name
  std::string internal;      ///< for reviewers, committee and office
};
inline constexpr std::size_t kLongestComment = 10'000;
/// What cannot be stored: unknown criteria, marks out of range, texts too long. By place: "marks/need", "to_applicant"…
std::vector<Problem> problems_of(const ReviewWords&, const Form&);
/// What is missing before it can be given. By the same places.
std::vector<Problem> missing_in(const ReviewWords&, const Form&);

/// Scores of one dossier. Spread is the largest less the smallest: with two or three reviewers a standard deviation is
/// a number nobody can picture, and this one is how far apart they are.
struct Tally {
  std::int64_t assigned = 0, given = 0;
  std::optional<std::int64_t> lowest, highest;  ///< hundredths of a point
  std::int64_t sum = 0, scored = 0;

  void add(std::optional<std::int64_t> score);
  std::optional<std::int64_t> mean() const;
  std::optional<std::int64_t> spread() const;
};

/// Who reviews a dossier, and how far she is.
struct Assignment {
  AssignmentId id;
  DossierId dossier;
  PersonId reviewer;
  std::optional<ReviewState> state;  ///< empty: nothing was written
  std::optional<std::int64_t> score;
};
/// What the reviewers without a link gave each dossier; those without such a reviewer are left out. Pure.
std::unordered_map<DossierId, Tally> tallies(const std::vector<Assignment>&, const std::vector<LinkFound>&);

/// A reviewed, undecided dossier: the pool may plan with it.
bool is_candidate(DossierState, const Tally&, bool decided);

}  // namespace couloir::calls

template <>
inline constexpr auto couloir::kNames<couloir::calls::Others> = std::array{"hidden"sv, "after_own"sv, "shown"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::ReviewState> = std::array{"draft"sv, "given"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::PhaseStanding> = std::array{"ahead"sv, "open"sv, "over"sv};
