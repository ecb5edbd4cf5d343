// The minutes of a meeting on paper: who took no part in what, what was decided of each dossier and why.
#include <algorithm>

#include "base/text.h"
#include "calls/meeting.h"
#include "calls/paper.h"
#include "calls/review_views.h"
#include "words/quantities.h"

namespace couloir::calls {
namespace {

using namespace documents;

std::string verdict_words(const TableLine& line) {
  const auto& d = line.decision;
  if (d.verdict == Verdict::declined) return tr("not granted");
  return d.months ? tr("granted: {1}", written(*d.months)) : tr("granted");
}

Grid decisions_of(const SeenMeeting& seen) {
  Grid grid{"",
            {{tr("Dossier"), 34},
             {tr("Reviews"), 12, true},
             {tr("Mean"), 10, true},
             {tr("Decision"), 18},
             {tr("Reasons"), 26}},
            {}};
  for (const auto& line : seen.lines) {
    bool decided = line.decision.decided_at.has_value();
    std::vector<Line> reasons;
    if (!decided) reasons.push_back({tr("What the office proposes:"), Voice::small});
    for (const auto& reason : line.reasons) reasons.push_back({reason.text()});
    if (!line.decision.words.empty()) reasons.push_back({line.decision.words, Voice::small});
    if (!line.decision.staffing_plan.empty())
      reasons.push_back({tr("Staffing plan: {1}", line.decision.staffing_plan), Voice::small});
    grid.rows.push_back({{{line.number, Voice::strong}, {line.title}},
                         {{std::to_string(line.tally.given) + " / " + std::to_string(line.tally.assigned)}},
                         {{review_view::score_words(line.tally.mean())}},
                         {{decided ? verdict_words(line) : tr("not decided yet")}},
                         std::move(reasons)});
  }
  return grid;
}

/// Each once: "Bernard Kuntz: demonstration-0003, demonstration-0007".
std::vector<std::string> abstentions_of(const SeenMeeting& seen) {
  std::vector<std::string> names = seen.abstain_names;
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  std::vector<std::string> all;
  for (const auto& name : names) {
    std::vector<std::string> numbers;
    for (const auto& line : seen.lines)
      for (std::size_t i = 0; i < seen.abstain.size(); ++i)
        if (seen.abstain_names[i] == name && seen.abstain[i].dossier == line.decision.dossier &&
            std::ranges::find(numbers, line.number) == numbers.end())
          numbers.push_back(line.number);
    if (!numbers.empty()) all.push_back(tr("{1}: {2}", name, join_words(numbers)));
  }
  return all;
}

}  // namespace

Result<Minutes> minutes_of(Reader& reader, const Actor& actor, const Rules& rules, MeetingId id) {
  TRY_LET(auto seen, seen_meeting(reader, actor, id));
  const auto& meeting = seen.meeting;
  bool final = meeting.state == MeetingState::closed;
  auto title = tr("Committee of {1}", long_date(meeting.held_on));
  auto decided =
      std::ranges::count_if(seen.lines, [](const auto& line) { return line.decision.decided_at.has_value(); });
  FrontPage front{.eyebrow = tr("Minutes"),
                  .title = title,
                  .owner = rules.region.region.cluster_full_name.text(),
                  .facts = {{tr("Call"), seen.batch.call.name.text()},
                            {tr("Batch"), review_view::batch_name(rules.zone, seen.batch)},
                            {tr("Dossiers on its table"), number(std::ssize(seen.lines))},
                            {tr("Decided"), number(decided)},
                            {tr("Minutes"), final ? tr("final") : tr("not final yet: the meeting is still open")}},
                  .station = 1};
  Writing writing{tr("Minutes: {1}", title), std::move(front), {}};
  auto& to = writing.pieces;
  to.emplace_back(Title{tr("What was said")});
  to.emplace_back(!seen.withheld.empty()    ? Piece(Line{review_view::minutes_withheld()})
                  : meeting.minutes.empty() ? Piece(Line{tr("No minutes yet.")})
                                            : Piece(Prose{meeting.minutes}));
  if (auto abstained = abstentions_of(seen); !abstained.empty()) {
    to.emplace_back(Title{tr("Who takes no part")});
    to.emplace_back(Bullets{std::move(abstained)});
  }
  to.emplace_back(Title{tr("What was decided")});
  if (!seen.lines.empty()) to.emplace_back(decisions_of(seen));
  to.emplace_back(
      Line{actor.roles.has(Role::office)
               ? tr("Letters to applicants give the same reasons in the same words.")
               : tr("Dossiers whose parties you are linked to, or have not declared on yet, are not in this copy."),
           Voice::small});
  std::string audience = actor.roles.has(Role::office) ? "office" : "committee";
  for (auto dossier : seen.withheld) audience += "-" + dossier.str();
  return Minutes{std::move(writing), std::move(audience)};
}

}  // namespace couloir::calls
