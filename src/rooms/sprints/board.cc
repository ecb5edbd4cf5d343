#include "sprints/board.h"

#include <algorithm>

namespace couloir::sprints {
namespace {

Standing done_or_open(bool done) { return done ? Standing::done : Standing::open; }

Lap map_lap(bool organisation_known, const portfolio::MapEvidence& e, const compliance::ActEvidence& act,
            const compliance::SkillEvidence& skills) {
  auto classified = act.signed_ > 0 ? Standing::done : act.begun > 0 ? Standing::under_way : Standing::open;
  auto gaps_known = skills.complete > 0 ? Standing::done : skills.begun > 0 ? Standing::under_way : Standing::open;
  auto sponsor = e.sponsored > 0 ? Standing::done : e.asked > 0 ? Standing::under_way : Standing::open;
  return {Sprint::map,
          {{Evidence::organisation_known, done_or_open(organisation_known), 0},
           {Evidence::use_cases_written, done_or_open(e.use_cases > 0), e.use_cases},
           {Evidence::use_case_scored, done_or_open(e.scored > 0), e.scored, e.to_score},
           {Evidence::ai_act_classified, classified, act.signed_ > 0 ? act.signed_ : act.begun, act.to_answer},
           {Evidence::skills_gaps_known, gaps_known, skills.complete > 0 ? skills.complete : skills.begun},
           {Evidence::sponsor_found, sponsor, e.sponsored > 0 ? e.sponsored : e.asked, e.to_sponsor}}};
}

Lap file_lap(const calls::FileEvidence& e) {
  auto written = e.filed > 0 ? Standing::done : e.begun > 0 ? Standing::under_way : Standing::open;
  return {Sprint::file,
          {{Evidence::intent_note_written, written, e.begun, e.to_write},
           {Evidence::dossier_filed, done_or_open(e.filed > 0), e.filed, e.to_write},
           {Evidence::week_session_joined, Standing::unknown, 0},
           {Evidence::training_needs_noted, Standing::unknown, 0}}};
}

Lap unknown_lap(Sprint sprint, std::initializer_list<Evidence> all) {
  Lap lap{sprint, {}};
  for (auto evidence : all) lap.items.push_back({evidence, Standing::unknown, 0});
  return lap;
}

}  // namespace

int Lap::done() const { return static_cast<int>(std::ranges::count(items, Standing::done, &Item::standing)); }
int Lap::percent() const { return items.empty() ? 0 : done() * 100 / static_cast<int>(items.size()); }

Sprint Board::current() const {
  for (const auto& lap : laps)
    if (!lap.over()) return lap.sprint;
  return Sprint::industrialise;
}

Board board_of(bool organisation_known, const portfolio::MapEvidence& e, const compliance::ActEvidence& act,
               const compliance::SkillEvidence& skills, const calls::FileEvidence& file) {
  Board board;
  board.laps = {map_lap(organisation_known, e, act, skills), file_lap(file),
                unknown_lap(Sprint::industrialise,
                            {Evidence::roadmap_aligned, Evidence::scorecard_shown, Evidence::agreement_signed})};
  if (!organisation_known)
    board.next = NextStep::add_organisation;
  else if (e.use_cases == 0)
    board.next = NextStep::write_use_case;
  else if (e.scored == 0)
    board.next = NextStep::score_use_case, board.about = e.to_score;
  else if (e.sponsored == 0 && e.asked == 0)
    board.next = NextStep::ask_lab, board.about = e.to_sponsor;
  else if (act.signed_ == 0 && act.to_answer)
    board.next = NextStep::classify_use_case, board.about = act.to_answer;
  else if (skills.complete == 0)
    board.next = NextStep::check_skills;
  else if (e.sponsored == 0)
    board.next = NextStep::wait_for_lab;
  else if (file.to_write)
    board.next = NextStep::finish_dossier, board.about = file.to_write;
  else if (file.begun == 0)
    board.next = NextStep::begin_dossier;
  else if (e.to_score)
    board.next = NextStep::score_use_case, board.about = e.to_score;
  else
    board.next = NextStep::map_more;
  return board;
}

}  // namespace couloir::sprints
