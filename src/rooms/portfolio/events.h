// What portfolio writes into the journal: ids, enums and counts; texts stay in its own tables.
#pragma once

#include "journal/payload.h"
#include "portfolio/fit_score.h"
#include "portfolio/import.h"
#include "portfolio/sponsorship.h"
#include "portfolio/weights_store.h"

namespace couloir::portfolio {

struct UseCaseAdded {
  static constexpr auto kName = "use_case.added"sv;
  UseCaseId use_case;
  OrganisationId organisation;
  ImportId import;  ///< the file it came in with; 0: written by hand
  static constexpr auto kFields = journal::fields(journal::field("use_case", &UseCaseAdded::use_case),
                                                  journal::field("organisation", &UseCaseAdded::organisation),
                                                  journal::field("import", &UseCaseAdded::import));
};
struct UseCaseEdited {
  static constexpr auto kName = "use_case.edited"sv;
  UseCaseId use_case;
  std::int64_t version = 0;
  ImportId import;  ///< the file that changed it; 0: a person at the form
  static constexpr auto kFields = journal::fields(journal::field("use_case", &UseCaseEdited::use_case),
                                                  journal::field("version", &UseCaseEdited::version),
                                                  journal::field("import", &UseCaseEdited::import));
};
struct UseCaseScored {
  static constexpr auto kName = "use_case.scored"sv;
  UseCaseId use_case;
  ScorerSide side{};
  int formula = kFormula;
  WeightsId weights;  ///< of the wave it was given in; 0: between waves
  int points = 0;     ///< of 100, what this one person's levels make, rounded down
  static constexpr auto kFields = journal::fields(
      journal::field("use_case", &UseCaseScored::use_case), journal::field("side", &UseCaseScored::side),
      journal::field("formula", &UseCaseScored::formula), journal::field("weights", &UseCaseScored::weights),
      journal::field("points", &UseCaseScored::points));
};
struct WeightsSet {
  static constexpr auto kName = "weights.set"sv;
  WeightsId weights;
  int pillar_share = 0;
  static constexpr auto kFields = journal::fields(journal::field("weights", &WeightsSet::weights),
                                                  journal::field("pillar_share", &WeightsSet::pillar_share));
};
struct SponsorshipAsked {
  static constexpr auto kName = "sponsorship.asked"sv;
  SponsorshipId sponsorship;
  UseCaseId use_case;
  LabId lab;
  static constexpr auto kFields = journal::fields(journal::field("sponsorship", &SponsorshipAsked::sponsorship),
                                                  journal::field("use_case", &SponsorshipAsked::use_case),
                                                  journal::field("lab", &SponsorshipAsked::lab));
};
struct SponsorshipAnswered {
  static constexpr auto kName = "sponsorship.answered"sv;
  SponsorshipId sponsorship;
  UseCaseId use_case;
  SponsorshipState answer{};
  static constexpr auto kFields = journal::fields(journal::field("sponsorship", &SponsorshipAnswered::sponsorship),
                                                  journal::field("use_case", &SponsorshipAnswered::use_case),
                                                  journal::field("answer", &SponsorshipAnswered::answer));
};
struct ImportDone {
  static constexpr auto kName = "import.done"sv;
  ImportId import;
  OrganisationId organisation;
  std::int64_t added = 0, changed = 0;
  static constexpr auto kFields = journal::fields(
      journal::field("import", &ImportDone::import), journal::field("organisation", &ImportDone::organisation),
      journal::field("added", &ImportDone::added), journal::field("changed", &ImportDone::changed));
};

}  // namespace couloir::portfolio
