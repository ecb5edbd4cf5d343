// A call of the pool: who may apply, when, for how much, and the cut-offs at which dossiers are judged together. Pure:
// no SQL, no HTTP, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/units.h"
#include "calls/form.h"
#include "people/lab.h"
#include "region/pack.h"

namespace couloir::calls {

using CallId = Id<struct CallTag>;
using CutOffId = Id<struct CutOffTag>;
using DossierId = Id<struct DossierTag>;
using region::Applicant;
using region::Condition;
using region::Eligible;

/// draft: the office prepares it, nobody else sees it · published: seen by everybody, open when its days say so ·
/// closed: ended by the office, whatever its days say.
enum class CallState { draft, published, closed };

/// Where a published call stands at an instant.
enum class CallPhase {
  announced,  ///< it will open, perhaps on a day nobody has said yet
  open,
  over
};

struct CutOff {
  CutOffId id;
  Instant at;                         ///< a dossier received at this very instant still counts
  std::optional<Instant> edit_until;  ///< until then what was filed for it may be amended; empty: not at all
  std::optional<Date> answer_by;      ///< by then everybody has an answer; empty: after Call::answer_days, if known
};

struct Call {
  CallId id;
  std::string code;  ///< "pool-phase-2"; frozen, part of every number
  Bilingual name, about;
  CallState state = CallState::draft;
  std::vector<Eligible> applicants;       ///< each kind once, in their order
  std::optional<Instant> opens, closes;   ///< closes: inclusive, like a cut-off
  std::string opens_announced;            ///< "2026-09": what is said while `opens` is unknown; may be empty
  std::optional<EngineerMonths> ceiling;  ///< most that one dossier may ask; empty: not announced
  std::optional<int> answer_days;         ///< from the cut-off to the answer; empty: not promised
  int silence_days = 10;                  ///< a file nobody touched for longer alarms the office
  int form = 1;                           ///< the revision that new drafts get
  std::int64_t filed = 0;                 ///< dossiers filed so far: the last rank that was given
  std::string source, source_date;
  FactStatus fact_status = FactStatus::assumed;
  std::optional<Instant> edited_at;  ///< empty: still as the region pack gave it
  std::int64_t version = 0;
  std::vector<CutOff> cut_offs;  ///< ascending; empty: none announced, which is a legal state
};

/// Of a kind of applicant; of one that it does not take it asks nothing.
bool asks(const Call&, Applicant, Condition);
bool takes(const Call&, Applicant);
std::vector<Applicant> kinds_of(const std::vector<Eligible>&);
/// What is asked of these where nobody says otherwise: labs that apply alone file themselves.
std::vector<Eligible> usually_asked(const std::vector<Applicant>&);

CallPhase phase_at(const Call&, Instant now);
/// Published and within its days.
bool is_open(const Call&, Instant now);
/// The batch a dossier received now would be judged with: the first cut-off that is not past; null: none is announced.
const CutOff* next_cut_off(const Call&, Instant received);
/// The one after that; null: none is announced.
const CutOff* later_cut_off(const Call&, CutOffId);
const CutOff* find_cut_off(const Call&, CutOffId);
/// Until when what was filed for it may still be amended; empty: never, or no longer. Null: no cut-off holds it.
std::optional<Instant> amendable_until(const CutOff*, Instant now);
/// By when somebody filing for it has an answer; empty: nobody promised one.
std::optional<Date> answer_by(const Call&, const CutOff&, std::string_view zone);
/// "pool-phase-2-0014": unique in the house, since the call's code is.
std::string number_of(const Call&, std::int64_t rank);

/// By field: code, name_fr, name_en, about_fr, about_en, applicants, opens, closes, opens_announced, ceiling,
/// answer_days, silence_days, source, source_date, and "cut_offs/0/at"…
std::vector<Problem> problems_of(const Call&);

/// Drafts are the office's; the rest is everybody's.
bool may_see_call(const Actor&, const Call&);
bool may_edit_calls(const Actor&);

}  // namespace couloir::calls

template <>
inline constexpr auto couloir::kNames<couloir::calls::CallState> = std::array{"draft"sv, "published"sv, "closed"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::CallPhase> = std::array{"announced"sv, "open"sv, "over"sv};
