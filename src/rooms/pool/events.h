// What the pool writes into the journal: ids, months, counts and states; names and skills stay in its tables.
#pragma once

#include "journal/payload.h"
#include "pool/plan.h"

namespace couloir::pool {

/// What becomes of a dossier, by the names of calls.
enum class DossierFate { draft, submitted, returned, under_review, granted, declined, withdrawn, expired };

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::DossierFate> = std::array{
    "draft"sv, "submitted"sv, "returned"sv, "under_review"sv, "granted"sv, "declined"sv, "withdrawn"sv, "expired"sv};

namespace couloir::pool {

/// The number of a month in the journal: 202610.
using MonthId = Id<struct MonthTag>;
inline MonthId id_of(Month month) {
  return {static_cast<int>(month.m.year()) * 100 + static_cast<int>(static_cast<unsigned>(month.m.month()))};
}
struct EngineerSaved {
  static constexpr auto kName = "engineer.saved"sv;
  EngineerId engineer;
  PersonId person;  ///< who logs in as her
  std::int64_t version = 0;
  static constexpr auto kFields = journal::fields(journal::field("engineer", &EngineerSaved::engineer),
                                                  journal::field("person", &EngineerSaved::person),
                                                  journal::field("version", &EngineerSaved::version));
};
/// That months were noted, never which or why.
struct EngineerMonthsSaved {
  static constexpr auto kName = "engineer.months_saved"sv;
  EngineerId engineer;
  std::int64_t version = 0;
  static constexpr auto kFields = journal::fields(journal::field("engineer", &EngineerMonthsSaved::engineer),
                                                  journal::field("version", &EngineerMonthsSaved::version));
};

struct PlanDrafted {
  static constexpr auto kName = "plan.drafted"sv;
  PlanId plan, base;
  std::int64_t engineers = 0, dossiers = 0, left_out = 0;
  static constexpr auto kFields = journal::fields(
      journal::field("plan", &PlanDrafted::plan), journal::field("base", &PlanDrafted::base),
      journal::field("engineers", &PlanDrafted::engineers), journal::field("dossiers", &PlanDrafted::dossiers),
      journal::field("left_out", &PlanDrafted::left_out));
};
/// wishes: its own and those of the plan it varies.
struct PlanVaried {
  static constexpr auto kName = "plan.varied"sv;
  PlanId plan, variant_of;
  std::int64_t wishes = 0;
  static constexpr auto kFields =
      journal::fields(journal::field("plan", &PlanVaried::plan), journal::field("variant_of", &PlanVaried::variant_of),
                      journal::field("wishes", &PlanVaried::wishes));
};
struct PlanMoved {
  static constexpr auto kName = "plan.moved"sv;
  PlanId plan;
  PlanAct act{};
  PlanState from{}, to{};
  static constexpr auto kFields =
      journal::fields(journal::field("plan", &PlanMoved::plan), journal::field("act", &PlanMoved::act),
                      journal::field("from", &PlanMoved::from), journal::field("to", &PlanMoved::to));
};
struct PlanApproved {
  static constexpr auto kName = "plan.approved"sv;
  PlanId plan;
  std::int64_t version = 0;
  static constexpr auto kFields =
      journal::fields(journal::field("plan", &PlanApproved::plan), journal::field("version", &PlanApproved::version));
};
/// sha256: of instance and plan, so that anybody can check again what was promised.
struct PlanPublished {
  static constexpr auto kName = "plan.published"sv;
  PlanId plan, supersedes;
  std::int64_t version = 0;
  journal::Hash sha256;
  static constexpr auto kFields = journal::fields(
      journal::field("plan", &PlanPublished::plan), journal::field("supersedes", &PlanPublished::supersedes),
      journal::field("version", &PlanPublished::version), journal::field("sha256", &PlanPublished::sha256));
};

/// The stored plan was read again and found sound.
struct PlanChecked {
  static constexpr auto kName = "plan.checked"sv;
  PlanId plan;
  std::int64_t version = 0;
  static constexpr auto kFields =
      journal::fields(journal::field("plan", &PlanChecked::plan), journal::field("version", &PlanChecked::version));
};

struct PlanSolveAsked {
  static constexpr auto kName = "plan.solve_asked"sv;
  PlanId plan;
  std::int64_t seconds = 0;
  static constexpr auto kFields = journal::fields(journal::field("plan", &PlanSolveAsked::plan),
                                                  journal::field("seconds", &PlanSolveAsked::seconds));
};

/// Promised months from `month` on are free again: the dossier is no demand any more.
struct PromisesReleased {
  static constexpr auto kName = "dossier.promises_released"sv;
  DossierId dossier;
  MonthId month;
  static constexpr auto kFields = journal::fields(journal::field("dossier", &PromisesReleased::dossier),
                                                  journal::field("month", &PromisesReleased::month));
};

struct WorkshopSet {
  static constexpr auto kName = "dossier.workshop_set"sv;
  DossierId dossier;
  Date day;
  static constexpr auto kFields =
      journal::fields(journal::field("dossier", &WorkshopSet::dossier), journal::field("day", &WorkshopSet::day));
};
struct WorkshopDropped {
  static constexpr auto kName = "dossier.workshop_dropped"sv;
  DossierId dossier;
  static constexpr auto kFields = journal::fields(journal::field("dossier", &WorkshopDropped::dossier));
};

struct HoursLogged {
  static constexpr auto kName = "engineer.hours_logged"sv;
  EngineerId engineer;
  Date week;
  static constexpr auto kFields =
      journal::fields(journal::field("engineer", &HoursLogged::engineer), journal::field("week", &HoursLogged::week));
};
struct MonthConfirmed {
  static constexpr auto kName = "month.confirmed"sv;
  MonthId month;
  DossierId dossier;
  LabId lab;
  std::int64_t minutes = 0;
  static constexpr auto kFields = journal::fields(
      journal::field("month", &MonthConfirmed::month), journal::field("dossier", &MonthConfirmed::dossier),
      journal::field("lab", &MonthConfirmed::lab), journal::field("minutes", &MonthConfirmed::minutes));
};
struct MonthClosed {
  static constexpr auto kName = "month.closed"sv;
  MonthId month;
  std::int64_t unconfirmed = 0, without_hours = 0;
  static constexpr auto kFields = journal::fields(journal::field("month", &MonthClosed::month),
                                                  journal::field("unconfirmed", &MonthClosed::unconfirmed),
                                                  journal::field("without_hours", &MonthClosed::without_hours));
};
struct HoursCorrected {
  static constexpr auto kName = "engineer.hours_corrected"sv;
  EngineerId engineer;
  DossierId dossier;
  MonthId month;
  std::int64_t minutes = 0;
  static constexpr auto kFields = journal::fields(
      journal::field("engineer", &HoursCorrected::engineer), journal::field("dossier", &HoursCorrected::dossier),
      journal::field("month", &HoursCorrected::month), journal::field("minutes", &HoursCorrected::minutes));
};
struct CalendarMade {
  static constexpr auto kName = "engineer.calendar_made"sv;
  EngineerId engineer;
  static constexpr auto kFields = journal::fields(journal::field("engineer", &CalendarMade::engineer));
};

// ── what calls tells of a dossier, as far as the pool asks ──

struct CandidateMoved {
  static constexpr auto kName = "dossier.moved"sv;
  DossierId dossier;
  DossierFate to{};
  static constexpr auto kFields =
      journal::fields(journal::field("dossier", &CandidateMoved::dossier), journal::field("to", &CandidateMoved::to));
};
struct CandidateDecided {
  static constexpr auto kName = "dossier.decided"sv;
  DossierId dossier;
  DossierFate verdict{};
  static constexpr auto kFields = journal::fields(journal::field("dossier", &CandidateDecided::dossier),
                                                  journal::field("verdict", &CandidateDecided::verdict));
};
/// It will not come back as it is: what was promised to it is free.
constexpr bool ends_promises(DossierFate fate) {
  return fate == DossierFate::declined || fate == DossierFate::withdrawn || fate == DossierFate::expired;
}

}  // namespace couloir::pool
