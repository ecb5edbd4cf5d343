// The front door of portfolio: what other rooms may know of it, and nothing else.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "base/names.h"
#include "journal/jobs.h"
#include "journal/payload.h"
#include "people/personal_data.h"
#include "region/pack.h"
#include "store/db.h"
#include "web/site.h"

namespace couloir::portfolio {

using UseCaseId = Id<struct UseCaseTag>;

/// idea: written down · mapped: scored, so its place is known · filed: in a dossier · running: being built ·
/// shipped: in use · stopped: given up, with a reason. Time-to-ship is shipped_on − running_on.
enum class UseCaseState { idea, mapped, filed, running, shipped, stopped };

}  // namespace couloir::portfolio

template <>
inline constexpr auto couloir::kNames<couloir::portfolio::UseCaseState> =
    std::array{"idea"sv, "mapped"sv, "filed"sv, "running"sv, "shipped"sv, "stopped"sv};

namespace couloir::portfolio {

/// How far an organisation's use cases have got: the evidence of sprint 1. Stopped ones do not count.
struct MapEvidence {
  std::int64_t use_cases = 0;
  std::int64_t scored = 0;     ///< with a complete score by their owner
  std::int64_t asked = 0;      ///< a lab has been asked and has not answered
  std::int64_t sponsored = 0;  ///< a lab has agreed
  UseCaseId to_score;          ///< one that still needs its score; 0: none
  UseCaseId to_sponsor;        ///< the best scored one without a sponsor or an open request; 0: none
};
/// Two statements.
MapEvidence map_evidence(Reader&, OrganisationId);

/// What other rooms show of a use case, and by what they tell who may see it.
struct UseCaseDoor {
  UseCaseId id;
  OrganisationId organisation;
  std::string title;
  UseCaseState state = UseCaseState::idea;
  std::vector<LabId> sponsors;  ///< labs that have agreed
  TeamId team;                  ///< 0: none
};
/// Two statements.
std::optional<UseCaseDoor> use_case_door(Reader&, UseCaseId);
/// What its owner wrote on the card, for a dossier that begins with it. One statement.
struct UseCaseWords {
  std::string problem, process, data;
  std::string expected;  ///< indicator, value today, value wished for; empty: none of them
};
std::optional<UseCaseWords> use_case_words(Reader&, UseCaseId);
/// The one with this key of its organisation's own.
std::optional<UseCaseId> use_case_with_key(Reader&, OrganisationId, const std::string& external_id);
/// Those of an organisation that are not stopped, the best scored first; without their sponsors. One statement.
std::vector<UseCaseDoor> use_case_doors_of(Reader&, OrganisationId, int limit);
/// Those that a lab has agreed to sponsor, in the same way.
std::vector<UseCaseDoor> use_case_doors_sponsored_by(Reader&, LabId, int limit);
/// Titles of these, in one statement; those that are not there are left out.
std::unordered_map<UseCaseId, std::string> titles_of_use_cases(Reader&, const std::vector<UseCaseId>&);

/// The pillar that each of these fits best, in one statement; those that nobody has scored are left out.
std::unordered_map<UseCaseId, std::string> pillars_of_use_cases(Reader&, const std::vector<UseCaseId>&);

/// Whose use cases a lab sponsors, stopped ones left out; team 0: the use case has none. One statement.
struct SponsoredCrew {
  OrganisationId organisation;
  TeamId team;
};
std::vector<SponsoredCrew> crews_sponsored_by(Reader&, LabId);

/// What other rooms may listen to.
struct UseCaseMoved {
  static constexpr auto kName = "use_case.moved"sv;
  UseCaseId use_case;
  UseCaseState from{}, to{};
  static constexpr auto kFields =
      journal::fields(journal::field("use_case", &UseCaseMoved::use_case), journal::field("from", &UseCaseMoved::from),
                      journal::field("to", &UseCaseMoved::to));
};

/// Another room knows whether a dossier of it stands before the cluster: what is mapped is filed then, what was filed
/// is mapped again once none does. Any other state is its owner's. Saying it twice changes nothing. Errors: conflict
/// (somebody edits it in this instant).
Result<void> follow_dossiers(Tx&, const Op&, UseCaseId, bool stands, Date today);

/// Flaws of the region pack's weights, for `couloir check`.
std::vector<Problem> flaws_of_pack(const region::Pack&);

/// Pages, endpoints, listeners, jobs, and what is held on a person.
void mount(web::Site&, const region::Pack&, journal::Jobs&, people::PersonalData&);

// ── for the command line ──
enum class ScoreFileForm { table, json };
/// The rows of a CSV of use cases ranked by fit score with the pack's own weights; needs no database.
/// Errors: invalid, every bad place at once as "FILE:LINE: column".
Result<std::string> score_csv_file(const region::Pack&, const std::string& filename, std::string_view content,
                                   ScoreFileForm);

// ── for the demonstration ──
/// A CSV taken in without waiting for the job, whole or not at all. Errors: not_found, invalid, refused.
Result<void> take_in_at_once(const Op&, const region::Pack&, OrganisationId, const std::string& filename,
                             std::string_view content);
/// Asks the lab that fits best for each of the two best scored use cases.
Result<void> ask_best_labs(const Op&, const region::Pack&, OrganisationId);

}  // namespace couloir::portfolio
