// What a variant of a staffing plan asks otherwise: “what if it had to be granted”, “what if she worked on something
// else”. Laid over an instance one after the other, each as a pool-delta/1 (docs/formats.md). Pure: no SQL, no HTTP, no
// clock.
#pragma once

#include <string>
#include <vector>

#include "pool/front.h"
#include "pool/names.h"

namespace couloir::pool {

/// grant, refuse: the dossier gets months in every plan, or in none · ban: she does not work on it · pin: exactly so
/// many months of hers are there · window: when it may run · value: what it is worth · more_capacity: she gives more ·
/// new_engineer: a hypothetical one more · no_floor: a pillar or a site need not have the
/// effort that it should have at least.
enum class WishKind { grant, refuse, ban, pin, window, value, more_capacity, new_engineer, no_floor };

/// What a kind does not need is left empty.
struct Wish {
  WishKind kind{};
  DossierId dossier;    ///< of all kinds but the last three
  EngineerId engineer;  ///< of ban, pin and more_capacity
  std::string skill;    ///< of new_engineer; of pin: of the role, empty: the first that she may hold
  Month from, to;       ///< first and last month of window and more_capacity; pin: `from` alone
  /// pin: quanta · value: percent of what it is worth · more_capacity: percent that she gives more, up to whole months
  /// · new_engineer: percent of full time.
  int amount = 0;
  int level = 0;      ///< of new_engineer, in that skill
  std::string home;   ///< of new_engineer
  std::string floor;  ///< of no_floor, as floor_code() writes it; empty: every one
  bool operator==(const Wish&) const = default;
};

inline constexpr std::size_t kMostWishes = 50;  ///< laid over a plan at once

/// Without what its kind does not need: somebody may send anything beside it.
Wish bare(const Wish&);
/// What is wrong with it, by field of the wish. A dossier that is hidden from who asks is not known.
std::vector<Problem> problems_of(const Wish&, const Instance&, const Names&);
/// As pool-delta/1. REQUIRES: nothing is wrong with it.
std::string delta_of(const Wish&, const Instance&);
/// The instance with all of them laid over it, each over what the ones before left. Errors: invalid
/// ("wishes/2/engineer"), refused (one breaks what others fix).
Result<Instance> varied(Instance, const std::vector<Wish>&, const Names&);
/// Those of before that still stand, then the new ones.
std::vector<Wish> added_up(std::vector<Wish> before, const std::vector<Wish>& now);

/// An assumption about the world, which no committee can decide: a window, a value, more months of an engineer, one
/// more, no floor, nothing for a dossier that holds promised months. The others are decisions.
bool is_hypothetical(const Wish&, const Instance&);
/// As a sentence, in the thread's language.
std::string in_words(const Wish&, const Names&, const Foundations&);

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::WishKind> = std::array{
    "grant"sv, "refuse"sv, "ban"sv, "pin"sv, "window"sv, "value"sv, "more_capacity"sv, "new_engineer"sv, "no_floor"sv};
