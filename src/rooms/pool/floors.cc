#include "pool/floors.h"

#include <fmt/format.h>

#include <algorithm>

#include "pool/pool_pack.h"

namespace couloir::pool {
namespace {

bool is_proved(const StaffingPlan& plan) {
  return plan.status == PlanStatus::optimal && plan.proof != Proof::none && plan.bound == plan.value;
}

}  // namespace

std::string floor_code(const InstanceFloor& floor, const Instance& in) {
  const auto& keys = floor.kind == FloorKind::pillar ? in.pillars : in.sites;
  return fmt::format("{}:{}", name_of(floor.kind), keys[static_cast<std::size_t>(floor.key)]);
}

std::string floor_name(std::string_view code, const Foundations& house) {
  auto key = code.substr(std::min(code.size(), code.find(':') + 1));
  if (code.starts_with("pillar:")) {
    const auto* pillar = region::find(house.region.pillars, key);
    return pillar == nullptr ? std::string(key) : pillar->label.text();
  }
  const auto* home = region::find(house.pack.homes, key);
  return home == nullptr ? std::string(key) : home->name.text();
}

std::vector<FloorStanding> floors_of(const Instance& in, const std::vector<std::vector<PlanRow>>& plan) {
  std::vector<FloorStanding> all;
  for (const auto& floor : in.floors) {
    if (floor.min == 0) continue;
    FloorStanding standing{floor_code(floor, in), floor.min, 0, floor.penalty};
    for (std::size_t d = 0; d < plan.size(); ++d)
      if ((floor.kind == FloorKind::pillar ? in.dossiers[d].pillar : in.dossiers[d].site) == floor.key)
        for (const auto& row : plan[d]) standing.given += row.quanta;
    all.push_back(std::move(standing));
  }
  return all;
}

FloorCost cost_of(const StaffingPlan& plan, std::int64_t paid, const StaffingPlan& without) {
  FloorCost cost;
  if (!plan.value || !without.value) return cost;
  cost.more = *without.value - (*plan.value + paid);
  // What somebody only says of a plan is no bound.
  if (!plan.bound || !without.bound || plan.proof == Proof::none || without.proof == Proof::none) return cost;
  auto above = *without.bound - *without.value;
  cost.most = cost.more + above;
  cost.open = *plan.bound - *plan.value + above;
  if (is_proved(plan) && is_proved(without))
    cost.shown = cost.more > 0 ? CostShown::exact : CostShown::none;
  else
    cost.shown = cost.more > cost.open ? CostShown::about : CostShown::not_shown;
  return cost;
}

std::optional<std::string> floor_alone(const std::vector<Wish>& of_plan, const std::vector<Wish>& of_variant) {
  bool one_more = of_variant.size() == of_plan.size() + 1 && of_variant.back().kind == WishKind::no_floor &&
                  std::equal(of_plan.begin(), of_plan.end(), of_variant.begin());
  return one_more ? std::optional(of_variant.back().floor) : std::nullopt;
}

std::vector<FloorAnswer> floor_answers(const SeenPlan& seen, const std::vector<StaffingPlan>& variants,
                                       const std::map<PlanId, std::vector<Wish>>& wishes,
                                       const std::map<PlanId, std::vector<Assignment>>& assignments) {
  auto standings = floors_of(seen.instance, seen.made.rows);
  auto before = of_the_pool(seen.assignments);
  std::vector<FloorAnswer> all;
  for (const auto& variant : variants) {
    auto asked = wishes.find(variant.id);
    auto code = asked == wishes.end() ? std::nullopt : floor_alone(seen.wishes, asked->second);
    if (!code || std::ranges::find(all, *code, &FloorAnswer::code) != all.end()) continue;
    FloorAnswer answer{*code, variant.id, !variant.checked_at, {}, {}, {}};
    if (!answer.open) {
      std::int64_t paid = 0;
      for (const auto& s : standings)
        if (code->empty() || s.code == *code) paid += s.paid();
      answer.cost = cost_of(seen.plan, paid, variant);
      auto after = assignments.find(variant.id);
      for (const auto& d :
           compare(before, after == assignments.end() ? std::vector<Assignment>{} : after->second).dossiers) {
        if (d.change == Change::added) answer.come.push_back(d.key);
        if (d.change == Change::dropped) answer.go.push_back(d.key);
      }
    }
    all.push_back(std::move(answer));
  }
  return all;
}

std::string in_words(const FloorCost& cost) {
  switch (cost.shown) {
    case CostShown::no_bound:
      return tr("What it costs is not known: one of the two plans has no bound that is proved.");
    case CostShown::none:
      return tr("It costs nothing: proved, no plan without it is worth more.");
    case CostShown::not_shown:
      return tr(
          "No cost is shown: without it a plan worth {1} milli-points more was found, and the two searches "
          "leave {2} open. Have both searched for longer to know more.",
          number(std::max<std::int64_t>(0, cost.more)), number(cost.open));
    case CostShown::about:
      return tr(
          "Without it the plan would be worth {1} milli-points more at least, and {2} at most: the search leaves that "
          "open.",
          number(cost.more), number(cost.most));
    case CostShown::exact:
      return tr("Without it the plan would be worth {1} milli-points more: proved.", number(cost.more));
  }
  return {};
}

}  // namespace couloir::pool
