#include "solve/bound.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "solve/apart_pricer.h"
#include "solve/joint_pricer.h"

namespace couloir::solve {

namespace {
// Of the ascent: memory of its direction and of its size (as Adam's), how slowly the mean follows, how often that mean
// is judged, and how many means in a row may be no better before the pace drops.
constexpr double kFast = 0.8, kSlow = 0.95, kLag = 0.9;
constexpr int kEvery = 4, kPatience = 8;
constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::max();
constexpr int kLooks = 5;  ///< at one price for all, for a start: two evaluations each
}  // namespace

Bound::Bound(const Field& field)
    : field_(field),
      places_(field.engineers * field.months),
      now_(field),
      best_(field),
      profits_(field.cases.size()),
      latest_(field.cases.size()),
      value_(kUnknown) {
  std::size_t many =
      2 * std::size_t(places_) + now_.sessions.size() + now_.floors.size() + now_.after.size() + now_.order.size();
  at_.assign(many, 0), best_at_ = slope_ = direction_ = square_ = mean_ = at_;
}

std::optional<std::int64_t> Bound::price(const Prices& prices, std::vector<double>& slope, Detail detail) {
  std::fill(slope.begin(), slope.end(), 0.0);
  __int128 sum = prices.of_limits(field_);
  double* quantum = slope.data();
  double* presence = quantum + places_;
  double* session = presence + places_;
  double* floor = session + field_.months;
  double* after = floor + prices.floors.size();
  double* order = after + prices.after.size();
  std::vector<char> granted(field_.cases.size(), 0);
  for (int e = 0; e < field_.engineers; ++e)
    for (int t = 0; t < field_.months; ++t) {
      int place = field_.place(e, t);
      quantum[place] = field_.cap(e, t), presence[place] = field_.in.engineers[e].slots[t];
    }
  for (int t = 0; t < field_.months; ++t) session[t] = field_.in.session_cap[t];
  for (std::size_t f = 0; f < prices.floors.size(); ++f) floor[f] = -field_.in.floors[f].min;
  std::fill(order, order + prices.order.size(), 1.0);
  bool exact = field_.exact_at(prices.scale);
  ApartPricer apart(field_, prices);
  JointPricer joint(field_, prices);
  for (const auto& c : field_.cases) {
    latest_[c.index] = 0;
    if (value_ < kUnknown && (*stopped_)()) return std::nullopt;
    if (c.hopeless) {
      infeasible_ = infeasible_ || c.must;
      continue;
    }
    auto offer = detail == Detail::joint && c.joint && exact ? joint.best(c) : apart.best(c);
    if (!offer) {
      infeasible_ = infeasible_ || c.must;
      continue;
    }
    latest_[c.index] = offer->profit;
    if (offer->profit <= 0 && !c.dossier->must) continue;  // as who checks it counts
    sum += offer->profit;
    granted[c.index] = 1;
    for (const auto& s : offer->stints) quantum[field_.place(s.engineer, s.month)] -= s.quanta;
    for (auto [place, share] : offer->presences) presence[place] -= share;
    session[offer->start] -= 1;
    for (int f : c.floors) floor[f] += offer->effort;
    for (int s : c.as_later)
      for (int t = offer->start; t < field_.months; ++t) order[s * field_.months + t] -= 1;
    for (int s : c.as_earlier)
      for (int t = 0; t <= offer->end; ++t) order[s * field_.months + t] -= 1;
  }
  for (std::size_t s = 0; s < field_.sequences.size(); ++s)
    after[s] = granted[field_.sequences[s].earlier] - granted[field_.sequences[s].later];
  return prices.rounded_down(sum);
}

// The bound is convex in the prices, so also along one price for all: two thirds of the interval are left each time.
void Bound::start(const std::function<bool()>& stopped) {
  stopped_ = &stopped;
  double low = 0, high = 0;
  for (const auto& c : field_.cases)
    if (!c.hopeless && c.least > 0) high = std::max(high, double(c.dossier->base) / c.least);
  auto at_level = [&](double level) {
    std::fill(at_.begin(), at_.end(), 0.0);
    std::fill(at_.begin(), at_.begin() + places_, level);
    auto before = value_;
    judge(at_, Detail::apart);
    if (value_ < before) level_ = std::max(1.0, level);
    return last_;
  };
  at_level(0);
  for (int look = 0; look < kLooks && !stopped(); ++look) {
    double third = (high - low) / 3;
    if (at_level(low + third) <= at_level(high - third))
      high -= third;
    else
      low += third;
  }
  at_ = mean_ = best_at_;
}

bool Bound::judge(const std::vector<double>& at, Detail detail) {
  now_.take(field_, at);
  auto bound = price(now_, slope_, detail);
  if (!bound) return false;
  last_ = *bound;
  if (last_ >= value_) return false;
  bool clearly = last_ < value_ - std::abs(value_) / 20'000;
  value_ = last_, best_at_ = at, best_ = now_, profits_ = latest_;
  return clearly;
}

void Bound::step(const std::function<bool()>& stopped, Detail detail) {
  stopped_ = &stopped;
  ++steps_;
  judge(at_, detail);
  double fade_fast = 1 - std::pow(kFast, steps_), fade_slow = 1 - std::pow(kSlow, steps_);
  std::size_t floor = 2 * std::size_t(places_) + now_.sessions.size();
  for (std::size_t i = 0; i < at_.size(); ++i) {
    direction_[i] = kFast * direction_[i] + (1 - kFast) * slope_[i];
    square_[i] = kSlow * square_[i] + (1 - kSlow) * slope_[i] * slope_[i];
    double stride = pace_ * level_ * (direction_[i] / fade_fast) / (std::sqrt(square_[i] / fade_slow) + 1e-3);
    at_[i] = std::max(0.0, at_[i] - stride);
    if (i >= floor && i < floor + field_.in.floors.size())
      at_[i] = std::min(at_[i], double(field_.in.floors[i - floor].penalty));
    mean_[i] = kLag * mean_[i] + (1 - kLag) * at_[i];
  }
  if (steps_ % kEvery != 0) return;
  if (judge(mean_, detail))
    failures_ = 0;
  else
    ++failures_;
  if (failures_ < kPatience) return;
  failures_ = 0;
  pace_ *= 0.6;
  at_ = mean_ = best_at_;
}

}  // namespace couloir::solve
