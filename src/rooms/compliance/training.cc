#include "compliance/training.h"

#include <algorithm>

#include "base/text.h"
#include "compliance/reminding.h"

namespace couloir::compliance {
namespace {

constexpr std::size_t kLongestNote = 2'000;

bool closes(const region::Training& training, const Need& need) {
  return training.up_to >= need.needed &&
         std::ranges::find(training.teaches, need.skill->code) != training.teaches.end();
}

/// The lower, the sooner a gap goes there.
std::pair<int, int> weight_of(const PlanItem& item) {
  auto state = item.planned.state();
  return {state == TrainingState::planned ? 0 : state == TrainingState::proposed ? 1 : 2, item.training->up_to};
}

}  // namespace

std::vector<PlanItem> plan_of(const region::Pack& pack, const std::vector<Need>& needs,
                              const std::vector<PlannedTraining>& planned) {
  std::vector<PlanItem> items;
  for (const auto& training : pack.trainings) {
    auto found = std::ranges::find(planned, training.code, &PlannedTraining::training);
    items.push_back({&training, found == planned.end() ? PlannedTraining{} : *found, {}});
    items.back().planned.training = training.code;
  }
  for (const auto& need : gaps_in_order(needs)) {
    if (need.state() != NeedState::gap) continue;
    PlanItem* best = nullptr;
    for (auto& item : items)
      if (closes(*item.training, need) && (best == nullptr || weight_of(item) < weight_of(*best))) best = &item;
    if (best != nullptr) best->closes.push_back(need);
  }
  std::erase_if(items, [](const PlanItem& item) { return item.closes.empty() && item.planned.version == 0; });
  return items;
}

std::vector<Problem> problems_of(const region::Pack& pack, const PlannedTraining& planned, Date today) {
  std::vector<Problem> found;
  if (region::find(pack.trainings, planned.training) == nullptr)
    found.push_back({"training", say("The region has no training of this code.")});
  check_year(found, "due", planned.due);
  check_year(found, "done_on", planned.done_on);
  if (planned.done_on && *planned.done_on > today)
    found.push_back({"done_on", say("This day is still to come; leave it out until it is done.")});
  if (!is_plain_text(planned.note))
    found.push_back({"note", say("This holds invisible characters; type it again.")});
  else if (count_of_code_points(planned.note) > kLongestNote)
    found.push_back({"note", say("This may have at most {1} characters; it has {2}.", std::to_string(kLongestNote),
                                 std::to_string(count_of_code_points(planned.note)))});
  return found;
}

}  // namespace couloir::compliance
