// A call as the office types it: wall-clock times of the region, amounts as people write them. Turns that into a
// CallEdit or says at which field it cannot; what a call may say is not decided here.
#pragma once

#include <array>

#include "calls/call_edit.h"
#include "html/form.h"
#include "web/describe.h"

namespace couloir::calls {

struct TypedCutOff {
  std::string id;  ///< empty: new
  std::string at, at_offset, edit_until, edit_until_offset;
  std::optional<Date> answer_by;
};
/// Ticked by kind of applicant, in their order; of one that may not file it counts for nothing.
struct TypedConditions {
  std::array<std::vector<Condition>, kNames<Applicant>.size()> of;
};
struct TypedCall {
  std::string code;  ///< of a new one
  std::string name_fr, name_en, about_fr, about_en;
  CallState state = CallState::draft;
  std::vector<Applicant> applicants;
  TypedConditions conditions;
  std::string opens, opens_offset, closes, closes_offset, opens_announced, ceiling;
  std::optional<int> answer_days;
  int silence_days = 10;
  std::string source, source_date;
  FactStatus fact_status = FactStatus::assumed;
  std::vector<TypedCutOff> cut_offs;
};
void describe(Describer&, TypedCutOff&);
void describe(Describer&, TypedConditions&);
void describe(Describer&, TypedCall&);

/// A kind that the call does not take shows what is usual.
TypedCall typed_of(const Call&, std::string_view zone);
/// Drops empty rows, then reads the rest; once every moment is read, the rows of `typed` stand in their order, so that
/// a problem's place is the row that the page shows.
CallEdit read_typed(TypedCall& typed, std::string_view zone, std::vector<Problem>&);
/// Fields of the call with the values of `typed`; a choice of offset beside a moment that needs one.
std::vector<view::Field> call_fields(const TypedCall&, std::string_view zone, bool fresh);
/// Fields of the i-th cut-off.
std::vector<view::Field> cut_off_fields(const TypedCutOff&, std::size_t i, std::string_view zone);

}  // namespace couloir::calls
