#include "compliance/skill_export.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "words/words.h"

namespace couloir::compliance {
namespace {

const PlanItem* item_for(const std::vector<PlanItem>& plan, const Need& gap) {
  for (const auto& item : plan)
    for (const auto& closed : item.closes)
      if (closed.role == gap.role && closed.skill == gap.skill) return &item;
  return nullptr;
}

std::string day(const std::optional<Date>& date) { return date ? date->iso() : std::string(); }

}  // namespace

std::string gaps_csv(const region::Pack& pack, const SeenChecklist& seen, const std::vector<PlannedTraining>& planned,
                     CsvForm form) {
  CsvWriter writer(form);
  writer.row({"organisation", "team", "role", "role_name", "people", "skill", "skill_name", "needed", "now", "state",
              "obligations", "training", "training_name", "due", "done_on"});
  auto needs = needs_of(pack, seen.checklist);
  auto plan = plan_of(pack, needs, planned);
  for (const auto& gap : gaps_in_order(needs)) {
    const auto* item = item_for(plan, gap);
    std::vector<std::string> cells{seen.organisation,
                                   seen.team,
                                   gap.role->code,
                                   gap.role->name.text(),
                                   std::to_string(gap.people),
                                   gap.skill->code,
                                   gap.skill->name.text(),
                                   std::to_string(gap.needed),
                                   gap.now ? std::to_string(*gap.now) : std::string(),
                                   std::string(name_of(gap.state())),
                                   fmt::format("{}", fmt::join(gap.skill->serves, " ")),
                                   item ? item->training->code : std::string(),
                                   item ? item->training->name.text() : std::string(),
                                   item ? day(item->planned.due) : std::string(),
                                   item ? day(item->planned.done_on) : std::string()};
    writer.row(cells);
  }
  return writer.take();
}

}  // namespace couloir::compliance
