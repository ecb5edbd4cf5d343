#include "solve/joint.h"

#include <algorithm>

namespace couloir::solve {

bool Ask::fits(const Dossier& d) {
  constexpr std::int64_t kMostStates = 100'000;
  if (d.roles.size() > kMostRoles) return false;
  std::int64_t states = 1;
  for (const auto& role : d.roles) states *= role.max + 1;
  return states <= kMostStates;
}

void Ask::clear(int roles_, int months_) {
  roles = roles_, months = months_;
  for (int r = 0; r < kMostRoles; ++r) min[r] = max[r] = 0;
  people.clear(), left.clear(), quantum.clear(), presence.clear(), promised.clear(), pinned.clear();
  opening.assign(months, 0.0), closing = opening;
}

void MonthShares::look_at(const Ask& ask) {
  ask_ = &ask;
  int widest = 0;
  for (int left : ask.left) widest = std::max(widest, left);
  table_ = 1;
  for (int r = 0; r < Ask::kMostRoles; ++r) {
    wide_[r] = std::min(widest * ask.at_once, ask.max[r]) + 1;
    table_ *= wide_[r];
  }
}

// The cheapest cost of each vector of quanta, by number of people. `kept`: the tables after each person, to trace who
// did.
void MonthShares::fill(int month, std::vector<std::vector<double>>* kept) {
  const Ask& ask = *ask_;
  rows_.assign(std::size_t(ask.at_once + 1) * table_, Ask::kDear);
  rows_[0] = 0;
  if (kept) kept->assign(1, rows_);
  for (int& reach : reach_) reach = 0;
  for (std::size_t p = 0; p < ask.people.size(); ++p) {
    gifts_of(p, month);
    bool comes = has_to_come(p, month);
    for (int n = ask.at_once; n >= 1 && (comes || !gifts_.empty()); --n) {
      const double* fewer = &rows_[std::size_t(n - 1) * table_];
      double* now = &rows_[std::size_t(n) * table_];
      if (comes) std::fill(now, now + table_, Ask::kDear);
      for (const auto& gift : gifts_) {
        int shift = at(gift.give);
        double cost = gift.cost;
        int last[Ask::kMostRoles];
        for (int r = 0; r < Ask::kMostRoles; ++r) last[r] = std::min(reach_[r], wide_[r] - 1 - gift.give[r]);
        for (int x = 0; x <= last[0]; ++x)
          for (int y = 0; y <= last[1]; ++y) {
            const double* from = fewer + (x * wide_[1] + y) * wide_[2];
            double* to = now + (x * wide_[1] + y) * wide_[2] + shift;
            for (int z = 0; z <= last[2]; ++z) to[z] = std::min(to[z], from[z] + cost);
          }
      }
    }
    if (comes) std::fill(rows_.begin(), rows_.begin() + table_, Ask::kDear);
    int most[Ask::kMostRoles] = {};
    for (const auto& gift : gifts_)
      for (int r = 0; r < Ask::kMostRoles; ++r) most[r] = std::max(most[r], gift.give[r]);
    for (int r = 0; r < Ask::kMostRoles; ++r) reach_[r] = std::min(wide_[r] - 1, reach_[r] + most[r]);
    if (kept) kept->push_back(rows_);
  }
}

// What one person can give in a month, and its price.
void MonthShares::gifts_of(std::size_t person, int month) {
  const Ask& ask = *ask_;
  gifts_.clear();
  std::size_t place = person * ask.months + month;
  int left = ask.left[place];
  if (left < ask.min_alloc) return;
  const int* pinned = ask.pinned.empty() ? nullptr : &ask.pinned[place * Ask::kMostRoles];
  auto least = [&](int r) { return pinned ? std::max(0, pinned[r]) : 0; };
  auto most = [&](int r) {
    int reach = ask.people[person] >> r & 1 ? std::min(left, wide_[r] - 1) : 0;
    return pinned && pinned[r] >= 0 ? std::min(reach, pinned[r]) : reach;
  };
  for (int a = least(0); a <= most(0); ++a)
    for (int b = least(1); b <= std::min(most(1), left - a); ++b)
      for (int c = least(2); c <= std::min(most(2), left - a - b); ++c)
        if (a + b + c >= ask.min_alloc) gifts_.push_back({{a, b, c}, ask.price(place, a + b + c)});
}

bool MonthShares::has_to_come(std::size_t person, int month) const {
  if (ask_->pinned.empty()) return false;
  const int* pinned = &ask_->pinned[(person * ask_->months + month) * Ask::kMostRoles];
  return std::any_of(pinned, pinned + Ask::kMostRoles, [](int quanta) { return quanta > 0; });
}

void MonthShares::ways(int month, std::vector<Way>& out) {
  const Ask& ask = *ask_;
  fill(month, nullptr);
  out.clear();
  for (int a = 0; a <= reach_[0]; ++a)
    for (int b = 0; b <= reach_[1]; ++b)
      for (int c = 0; c <= reach_[2]; ++c) {
        int give[] = {a, b, c};
        double cost = Ask::kDear;
        for (int n = std::max(1, ask.at_least); n <= ask.at_once; ++n)
          cost = std::min(cost, rows_[std::size_t(n) * table_ + at(give)]);
        if (cost < Ask::kDear / 2) out.push_back({{a, b, c}, cost});
      }
}

void MonthShares::trace(int month, const Way& way, std::vector<Part>& parts) {
  const Ask& ask = *ask_;
  std::vector<std::vector<double>> kept;
  fill(month, &kept);
  auto cost_after = [&](std::size_t people, int number, const int* give) {
    return kept[people][std::size_t(number) * table_ + at(give)];
  };
  int number = std::max(1, ask.at_least);
  while (number < ask.at_once && cost_after(ask.people.size(), number, way.give) != way.cost) ++number;
  int open[] = {way.give[0], way.give[1], way.give[2]};
  for (std::size_t p = ask.people.size(); p > 0 && number > 0; --p) {
    auto now = cost_after(p, number, open);
    if (!has_to_come(p - 1, month) && cost_after(p - 1, number, open) == now) continue;
    gifts_of(p - 1, month);
    for (const auto& gift : gifts_) {
      int rest[Ask::kMostRoles];
      for (int r = 0; r < Ask::kMostRoles; ++r) rest[r] = open[r] - gift.give[r];
      if (*std::min_element(rest, rest + Ask::kMostRoles) < 0 || cost_after(p - 1, number - 1, rest) + gift.cost != now)
        continue;
      for (int r = 0; r < Ask::kMostRoles; ++r)
        if (gift.give[r]) parts.push_back({int(p - 1), r, month, gift.give[r]});
      std::copy(rest, rest + Ask::kMostRoles, open);
      break;
    }
    --number;
  }
}

bool Joint::solve(const Ask& ask) {
  ask_ = &ask;
  shares_.look_at(ask);
  states_ = 1;
  for (int r = 0; r < Ask::kMostRoles; ++r) states_ *= high_[r] = ask.max[r] + 1;
  ways_.resize(std::max<std::size_t>(ways_.size(), ask.months));
  path_.assign(std::size_t(ask.months) * states_, Ask::kDear);
  bool any = false;
  for (int m = 0; m < ask.months; ++m) {
    shares_.ways(m, ways_[m]);
    steps_ += ways_[m].size() * std::size_t(states_);
    double* now = &path_[std::size_t(m) * states_];
    const double* before = m ? now - states_ : nullptr;
    for (const auto& way : ways_[m]) {
      int a = way.give[0], b = way.give[1], c = way.give[2];
      int shift = (a * high_[1] + b) * high_[2] + c;
      if (ask.opening[m] < Ask::kDear / 2) now[shift] = std::min(now[shift], ask.opening[m] + way.cost);
      if (!before) continue;
      double cost = way.cost;
      if (high_[1] == 1 && high_[2] == 1) {
        int many = high_[0] - a;
        double* to = now + shift;
        for (int x = 0; x < many; ++x) {
          double sum = before[x] + cost;
          to[x] = sum < to[x] ? sum : to[x];
        }
        continue;
      }
      for (int x = 0; x + a < high_[0]; ++x) {
        if (high_[2] == 1) {
          const double* from = before + x * high_[1];
          double* to = now + (x + a) * high_[1] + b;
          int many = high_[1] - b;
          for (int y = 0; y < many; ++y) {
            double sum = from[y] + cost;
            to[y] = sum < to[y] ? sum : to[y];
          }
          continue;
        }
        for (int y = 0; y + b < high_[1]; ++y) {
          const double* from = before + (x * high_[1] + y) * high_[2];
          double* to = now + ((x + a) * high_[1] + y + b) * high_[2] + c;
          int many = high_[2] - c;
          for (int z = 0; z < many; ++z) {
            double sum = from[z] + cost;
            to[z] = sum < to[z] ? sum : to[z];
          }
        }
      }
    }
    if (ask.closing[m] >= Ask::kDear / 2) continue;
    for (int x = ask.min[0]; x <= ask.max[0]; ++x)
      for (int y = ask.min[1]; y <= ask.max[1]; ++y)
        for (int z = ask.min[2]; z <= ask.max[2]; ++z) {
          int state = (x * high_[1] + y) * high_[2] + z;
          if (now[state] >= Ask::kDear / 2) continue;
          double profit = ask.rate * (x + y + z) - now[state] - ask.closing[m];
          if (!any || profit > profit_) any = true, profit_ = profit, end_month_ = m, end_state_ = state;
        }
  }
  return any;
}

void Joint::write(std::vector<Part>& parts) {
  parts.clear();
  int state = end_state_;
  for (int m = end_month_; m >= 0; --m) {
    double now = path_[std::size_t(m) * states_ + state];
    int x = state / (high_[1] * high_[2]), y = state / high_[2] % high_[1], z = state % high_[2];
    const double* before = m ? &path_[std::size_t(m - 1) * states_] : nullptr;
    for (const auto& way : ways_[m]) {
      int a = way.give[0], b = way.give[1], c = way.give[2];
      if (a > x || b > y || c > z) continue;
      int rest = ((x - a) * high_[1] + y - b) * high_[2] + z - c;
      bool opens = rest == 0 && ask_->opening[m] + way.cost == now;
      if (!opens && !(before && before[rest] + way.cost == now)) continue;
      shares_.trace(m, way, parts);
      if (opens) return;
      state = rest;
      break;
    }
  }
}

}  // namespace couloir::solve
