// The three-sprint board of one organisation: exit evidence computed from what the other rooms know, what is missing,
// and the one next step. Written by nobody: it has no table. Pure.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/instant.h"
#include "base/names.h"
#include "calls/front.h"
#include "compliance/front.h"
#include "portfolio/front.h"

namespace couloir::sprints {

/// What leaves a sprint behind [ARTICLE §3, "A three-sprint operating mode"]. Those of rooms that are not built yet
/// stay `unknown`: nothing is taken for done because nobody can look.
enum class Evidence {
  organisation_known,  ///< sprint 1: its SIRET is in the register
  use_cases_written,
  use_case_scored,
  ai_act_classified,
  skills_gaps_known,
  sponsor_found,
  intent_note_written,  ///< sprint 2
  dossier_filed,
  week_session_joined,
  training_needs_noted,
  roadmap_aligned,  ///< sprint 3
  scorecard_shown,
  agreement_signed,
};

enum class Standing {
  done,
  under_way,  ///< begun: asked, waiting
  open,
  unknown,  ///< the room that knows is not open yet
};

/// Sprints and their names on the lane.
enum class Sprint { map, file, industrialise };

}  // namespace couloir::sprints

template <>
inline constexpr auto couloir::kNames<couloir::sprints::Evidence> =
    std::array{"organisation_known"sv,  "use_cases_written"sv,    "use_case_scored"sv,     "ai_act_classified"sv,
               "skills_gaps_known"sv,   "sponsor_found"sv,        "intent_note_written"sv, "dossier_filed"sv,
               "week_session_joined"sv, "training_needs_noted"sv, "roadmap_aligned"sv,     "scorecard_shown"sv,
               "agreement_signed"sv};
template <>
inline constexpr auto couloir::kNames<couloir::sprints::Standing> =
    std::array{"done"sv, "under_way"sv, "open"sv, "unknown"sv};
template <>
inline constexpr auto couloir::kNames<couloir::sprints::Sprint> = std::array{"map"sv, "file"sv, "industrialise"sv};

namespace couloir::sprints {

struct Item {
  Evidence evidence;
  Standing standing;
  std::int64_t count = 0;           ///< use cases written, scored, sponsored…
  portfolio::UseCaseId about = {};  ///< the use case to go on with; 0: none
  bool operator==(const Item&) const = default;
};

struct Lap {
  Sprint sprint;
  std::vector<Item> items;
  int done() const;
  int percent() const;  ///< of its evidence, unknown counted as not there
  bool over() const { return done() == static_cast<int>(items.size()); }
};

/// The one thing to do now, in the order in which things make sense.
enum class NextStep {
  add_organisation,
  write_use_case,
  score_use_case,
  ask_lab,
  classify_use_case,
  wait_for_lab,
  map_more,
  check_skills,
  begin_dossier,
  finish_dossier
};

}  // namespace couloir::sprints
template <>
inline constexpr auto couloir::kNames<couloir::sprints::NextStep> =
    std::array{"add_organisation"sv, "write_use_case"sv, "score_use_case"sv, "ask_lab"sv,       "classify_use_case"sv,
               "wait_for_lab"sv,     "map_more"sv,       "check_skills"sv,   "begin_dossier"sv, "finish_dossier"sv};
namespace couloir::sprints {

struct Board {
  std::array<Lap, 3> laps;
  NextStep next = NextStep::add_organisation;
  portfolio::UseCaseId about;  ///< the use case the next step is about; 0: none
  Sprint current() const;      ///< the first that is not over
};

/// `organisation_known` false: the person has none yet; the evidence is empty then.
Board board_of(bool organisation_known, const portfolio::MapEvidence&, const compliance::ActEvidence&,
               const compliance::SkillEvidence&, const calls::FileEvidence&);

}  // namespace couloir::sprints
