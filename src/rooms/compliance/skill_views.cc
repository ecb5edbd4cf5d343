#include "compliance/skill_views.h"
#include "region/written.h"

#include <fmt/format.h>

namespace couloir::compliance {

using html::el;
using html::Html;
using view::Tone;

std::string label(NeedState state) {
  switch (state) {
    case NeedState::met:
      return trc("skill", "enough");
    case NeedState::gap:
      return trc("skill", "to learn");
    case NeedState::unknown:
      return trc("skill", "to find out");
  }
  return {};
}
std::string label(ChecklistStanding standing) {
  switch (standing) {
    case ChecklistStanding::not_begun:
      return trc("checklist", "not begun");
    case ChecklistStanding::begun:
      return trc("checklist", "levels missing");
    case ChecklistStanding::complete:
      return trc("checklist", "filled in");
  }
  return {};
}
Html tag_of(NeedState state) {
  return view::tag(label(state), state == NeedState::met   ? Tone::good
                                 : state == NeedState::gap ? Tone::accent
                                                           : Tone::warn);
}
Html tag_of(ChecklistStanding standing) {
  return view::tag(label(standing), standing == ChecklistStanding::complete ? Tone::good
                                    : standing == ChecklistStanding::begun  ? Tone::warn
                                                                            : Tone::neutral);
}

html::Url skills_path(const Crew& crew, std::string_view below) {
  auto whose = crew.team ? crew.team.str() : "organisations/" + crew.organisation.str();
  return html::path("/skills/" + whose + std::string(below));
}

std::string crew_name(const SeenChecklist& seen) { return seen.team.empty() ? seen.organisation : seen.team; }

Html level_cells(const Need& need) {
  Html cells;
  for (int level = 1; level <= region::kTopSkillLevel; ++level) {
    auto state = need.now && level <= *need.now ? "known"
                 : level > need.needed          ? "beyond"
                 : need.now                     ? "missing"
                                                : "unknown";
    cells += el("i", {{"data-state", state}});
  }
  return el("span", {html::cls("level-cells"), {"aria-hidden", "true"}}, {cells});
}

std::string words_of(const Tally& tally) {
  return tr("Enough: {1} · to learn: {2} · to find out: {3}", number(tally.met), number(tally.gaps),
            number(tally.unknown));
}

Html tally_bar(const Tally& tally) {
  if (tally.needs == 0) return {};
  Html parts;
  std::int64_t before = 0;
  auto part = [&](std::string_view name, std::int64_t count) {
    if (count == 0) return;
    auto percent = [&](std::int64_t n) { return fmt::format("{:.2f}%", 100.0 * double(n) / double(tally.needs)); };
    parts += el("rect", {html::cls(name), {"x", percent(before)}, {"width", percent(count)}, {"y", 0}, {"height", 12}});
    before += count;
  };
  part("met", tally.met);
  part("gap", tally.gaps);
  part("unknown", tally.unknown);
  auto words = words_of(tally);
  return el("div", {html::cls("tally")},
            {el("svg", {{"width", "100%"}, {"height", 12}, {"aria-hidden", "true"}}, {parts}), view::muted(words)});
}

Html duty_tags(const region::Skill& skill) {
  return html::each(skill.serves, [](const std::string& obligation) {
    return html::text(" ") + view::tag(tr("AI Act {1}", obligation), Tone::info);
  });
}

Html scale_help(const region::Pack& pack) {
  std::vector<view::Fact> levels;
  for (int level = 0; level <= region::kTopSkillLevel; ++level)
    levels.push_back({region::level_words(pack, level),
                      html::text(pack.skill_scale.meanings.at(static_cast<std::size_t>(level)).text())});
  return view::help(tr("What do the levels mean?"), {view::facts(levels)});
}

Html skills_notice(const region::Pack& pack) {
  auto note = pack.skill_scale.fact.note.fr.empty() ? std::string() : pack.skill_scale.fact.note.text() + " ";
  return el("p", {html::cls("note")},
            {note, tr("Levels are of a role, never of a person."), " ",
             view::link({tr("The whole catalogue and its sources"), html::path("/method/skills")})});
}

}  // namespace couloir::compliance
