#include "plancheck/cut_check.h"

#include <algorithm>
#include <map>

namespace couloir::plancheck {
namespace {

constexpr std::int64_t kMostKnapsackCells = 4'000'000;  // 32 MB

std::string digits(std::int64_t number) { return std::to_string(number); }

/// Quanta that a role can get outside the cut's months.
std::int64_t outside(const Instance& instance, const Dossier& dossier, const std::vector<int>& holders, const Cut& cut,
                     std::int64_t enough) {
  std::int64_t sum = 0;
  std::vector<std::int64_t> capacities;
  for (int t = dossier.earliest; t <= dossier.latest && sum < enough; ++t) {
    if (cut.from <= t && t <= cut.to) continue;
    capacities.clear();
    for (auto e : holders) capacities.push_back(instance.engineers[e].capacity[t]);
    auto count = std::min(capacities.size(), static_cast<std::size_t>(dossier.nmax));
    std::ranges::partial_sort(capacities, capacities.begin() + static_cast<std::ptrdiff_t>(count),
                              std::ranges::greater{});
    for (std::size_t i = 0; i < count; ++i) sum += capacities[i];
  }
  return sum;
}

/// Quanta that the dossier, if granted, must take from these engineers in these months.
std::int64_t unavoidable(const Instance& instance, const Holders& holders, const Dossier& dossier, const Cut& cut,
                         const std::vector<bool>& inside) {
  std::int64_t energy = 0;
  for (const auto& role : dossier.roles) {
    const auto& all = holders.of(dossier, role);
    if (!std::ranges::all_of(all, [&](int e) { return inside[e]; })) continue;
    energy += std::max<std::int64_t>(0, role.min - outside(instance, dossier, all, cut, role.min));
  }
  return energy;
}

struct KnapsackItem {
  std::int64_t energy = 0, weight = 0;
};

/// least[w]: the least energy with weight w or more. Whether any choice within `room` weighs more than `most`.
bool some_choice_weighs_more(const std::vector<KnapsackItem>& items, std::int64_t room, std::int64_t most) {
  std::vector<std::int64_t> least(static_cast<std::size_t>(most + 2), kMostClaim);
  least[0] = 0;
  for (const auto& item : items)
    for (auto w = most + 1; w > 0; --w) {
      auto from = least[static_cast<std::size_t>(std::max<std::int64_t>(0, w - item.weight))];
      auto& to = least[static_cast<std::size_t>(w)];
      to = std::min(to, std::min(kMostClaim, from + item.energy));
    }
  return least.back() <= room;
}

/// heaviest[c]: the most weight within energy c.
bool some_choice_within_weighs_more(const std::vector<KnapsackItem>& items, std::int64_t room, std::int64_t most) {
  std::vector<std::int64_t> heaviest(static_cast<std::size_t>(room + 1));
  for (const auto& item : items)
    for (auto c = room; c >= item.energy; --c)
      heaviest[static_cast<std::size_t>(c)] = std::max(
          heaviest[static_cast<std::size_t>(c)], heaviest[static_cast<std::size_t>(c - item.energy)] + item.weight);
  return heaviest.back() > most;
}

}  // namespace

std::optional<CutFault> fault_in(const Instance& instance, const Holders& holders, const Cut& cut, std::size_t position,
                                 std::int64_t& steps) {
  auto number = std::to_string(position);
  std::vector<bool> inside(instance.engineers.size());
  std::int64_t room = 0;
  for (auto e : cut.engineers) {
    inside[e] = true;
    for (int t = cut.from; t <= cut.to; ++t) room += instance.engineers[e].capacity[t];
  }
  std::map<int, KnapsackItem> items;
  for (const auto& [d, energy] : cut.energy) {
    const auto& dossier = instance.dossiers[d];
    if (auto is = unavoidable(instance, holders, dossier, cut, inside); energy > is)
      return CutFault{
          say("Cut {1}: {2} must take {3} quanta there, not {4}.", number, dossier.id, digits(is), digits(energy)), d};
    items[d].energy = energy;
  }
  for (const auto& [d, weight] : cut.terms) items[d].weight = weight;
  std::vector<KnapsackItem> free;
  auto most = cut.most;
  for (const auto& [d, item] : items) {
    if (instance.dossiers[d].promised) {
      room -= item.energy;
      most -= item.weight;
    } else if (item.weight > 0) {
      free.push_back(item);
    }
  }
  if (room < 0) return std::nullopt;  // no plan keeps the promises: every inequality holds
  auto too_heavy =
      CutFault{say("Cut {1}: dossiers that fit together weigh more than {2}.", number, digits(cut.most)), {}};
  if (most < 0) return too_heavy;
  auto count = static_cast<std::int64_t>(free.size());
  auto cells = std::min(room, most);
  if (cells > kMostKnapsackCells || cells * count > steps)
    return CutFault{say("Cut {1} is too large to be checked.", number), {}};
  steps -= cells * count;
  bool more =
      room < most ? some_choice_within_weighs_more(free, room, most) : some_choice_weighs_more(free, room, most);
  return more ? std::optional(too_heavy) : std::nullopt;
}

}  // namespace couloir::plancheck
