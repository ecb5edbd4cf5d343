#include "solve/prices.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace couloir::solve {

namespace {
constexpr double kDearest = 1e15;  ///< of a price, as certificates take it
}

Prices::Prices(const Field& field, std::int64_t scale_)
    : scale(scale_),
      capacity(field.engineers * field.months),
      slots(field.engineers * field.months),
      sessions(field.months),
      floors(field.in.floors.size()),
      after(field.sequences.size()),
      order(field.sequences.size() * field.months) {}

void Prices::take(const Field& field, const std::vector<double>& at) {
  // Whatever is not negative will do: what is too dear for exact sums is taken down.
  double dearest = std::min(kDearest, field.dearest());
  auto next = at.begin();
  for (auto* list : {&capacity, &slots, &sessions, &floors, &after, &order})
    for (auto& price : *list) price = std::llround(std::min(dearest, std::max(0.0, *next++ * double(scale))));
  for (std::size_t f = 0; f < floors.size(); ++f) floors[f] = std::min(floors[f], scale * field.in.floors[f].penalty);
}

__int128 Prices::of_limits(const Field& field) const {
  __int128 sum = 0;
  for (int e = 0; e < field.engineers; ++e)
    for (int t = 0; t < field.months; ++t) {
      int place = field.place(e, t);
      sum += __int128(capacity[place]) * field.cap(e, t) + __int128(slots[place]) * field.in.engineers[e].slots[t];
    }
  for (int t = 0; t < field.months; ++t) sum += __int128(sessions[t]) * field.in.session_cap[t];
  for (std::size_t f = 0; f < floors.size(); ++f) sum -= __int128(floors[f]) * field.in.floors[f].min;
  for (auto price : order) sum += price;
  return sum;
}

std::int64_t Prices::rounded_down(__int128 units) const {
  auto whole = units / scale - (units % scale < 0 ? 1 : 0);
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min(), kMost = std::numeric_limits<std::int64_t>::max();
  return whole > kMost ? kMost : whole < kLeast ? kLeast : std::int64_t(whole);
}

std::int64_t Prices::own(const Case& c) const {
  std::int64_t sum = 0;
  for (int s : c.as_later) sum += after[s];
  for (int s : c.as_earlier) sum -= after[s];
  return sum;
}

std::int64_t Prices::opening(const Case& c, int month) const {
  std::int64_t sum = sessions[month];
  int months = int(sessions.size());
  for (int s : c.as_later)
    for (int t = month; t < months; ++t) sum += order[s * months + t];
  return sum;
}

std::int64_t Prices::closing(const Case& c, int month) const {
  std::int64_t sum = 0;
  for (int s : c.as_earlier)
    for (int t = 0; t <= month; ++t) sum += order[s * int(sessions.size()) + t];
  return sum;
}

double worth_of(const Field& field, const Prices& prices, const Case& c, const Offer& offer) {
  double paid = double(prices.own(c) + prices.opening(c, offer.start) + prices.closing(c, offer.end));
  for (const auto& s : offer.stints) paid += double(prices.capacity[field.place(s.engineer, s.month)]) * s.quanta;
  for (auto [place, share] : offer.presences) paid += double(prices.slots[place]) * share;
  for (int f : c.floors) paid -= double(prices.floors[f]) * offer.effort;
  return (double(offer.profit) + paid) / double(prices.scale);
}

}  // namespace couloir::solve
