// What the published plan says of one dossier alone, for who may see that dossier: who works on it in which month, or
// why nobody does. Of other dossiers and of what their teams give it says nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pool/front.h"
#include "pool/plan.h"
#include "pool/workshop.h"
#include "solve/explain.h"
#include "store/db.h"

namespace couloir::pool {

/// staffed: months are promised to it · refused: the plan gives it none · left_out: no plan takes it as it is ·
/// not_in_it: it was no demand when the plan was drafted · no_plan: none is published yet.
enum class Staffed { staffed, refused, left_out, not_in_it, no_plan };

/// One engineer on it in one month.
struct StaffedWork {
  std::string engineer;
  int quanta = 0;
  Hours planned;
};
struct StaffedMonth {
  Month month;
  std::vector<StaffedWork> work;  ///< empty: only hours were logged
  Hours logged;                   ///< of everybody
  int quanta() const;
  Hours planned() const;
};
struct Staffing {
  calls::DossierHead dossier;
  Staffed state = Staffed::no_plan;
  std::vector<StaffedMonth> months;        ///< in order; of past months too
  std::optional<solve::Why> why;           ///< of a refused one; empty: the plan does not say
  std::vector<DemandGap> gaps;             ///< of one that was left out
  std::optional<WorkshopToHold> workshop;  ///< of a staffed one
};

/// Its organisation, its lab, the office, and a member of the committee who is clear of it.
/// Who takes part in it besides is for `calls` to say: staffing_of() asks.
bool may_see_staffing(const Actor&, const calls::DossierHead&, const std::vector<calls::PlannableDossier>&);
/// Errors: not_found, also of a dossier that is not the actor's to see.
Result<Staffing> staffing_of(Reader&, const Actor&, const Foundations&, DossierId);

/// A sentence of its own for each reason: the plan's own words tell of others.
Sentence sentence(solve::Why);
Sentence sentence(Staffed);

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::Staffed> =
    std::array{"staffed"sv, "refused"sv, "left_out"sv, "not_in_it"sv, "no_plan"sv};
