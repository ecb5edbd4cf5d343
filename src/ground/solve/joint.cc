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
  people.clear(), left.clear(), quantum.clear(), presence.clear(), promised.clear();
  opening.assign(months, 0.0);
}

// Every vector of quanta that people can give in a month, at its cheapest. `kept`: the tables after each person, to
// trace who did.
void Joint::steps_of(int month, std::vector<Step>& steps, std::vector<std::vector<double>>* kept) const {
  const Ask& ask = *ask_;
  int numbers = ask.at_once + 1;
  rows_.assign(std::size_t(numbers) * table_, Ask::kDear);
  rows_[0] = 0;
  if (kept) kept->assign(1, rows_);
  int reach[Ask::kMostRoles] = {0, 0, 0};
  for (std::size_t p = 0; p < ask.people.size(); ++p) {
    std::size_t at = p * ask.months + month;
    int left = ask.left[at];
    if (left >= ask.min_alloc) {
      int most[Ask::kMostRoles];
      for (int r = 0; r < Ask::kMostRoles; ++r) most[r] = ask.people[p] >> r & 1 ? std::min(left, wide_[r] - 1) : 0;
      int grown[Ask::kMostRoles];
      for (int r = 0; r < Ask::kMostRoles; ++r) grown[r] = std::min(wide_[r] - 1, reach[r] + most[r]);
      for (int n = ask.at_once; n >= 1; --n) {
        const double* fewer = &rows_[std::size_t(n - 1) * table_];
        double* now = &rows_[std::size_t(n) * table_];
        for (int a = 0; a <= most[0]; ++a)
          for (int b = 0; a + b <= left && b <= most[1]; ++b)
            for (int c = 0; a + b + c <= left && c <= most[2]; ++c) {
              if (a + b + c < ask.min_alloc) continue;
              double cost = ask.price(at, a + b + c);
              int shift = (a * wide_[1] + b) * wide_[2] + c;
              for (int x = 0; x <= std::min(reach[0], wide_[0] - 1 - a); ++x)
                for (int y = 0; y <= std::min(reach[1], wide_[1] - 1 - b); ++y) {
                  int row = (x * wide_[1] + y) * wide_[2];
                  for (int z = 0; z <= std::min(reach[2], wide_[2] - 1 - c); ++z) {
                    double sum = fewer[row + z] + cost;
                    double& best = now[row + z + shift];
                    best = sum < best ? sum : best;
                  }
                }
            }
        if (n == 1) break;
      }
      for (int r = 0; r < Ask::kMostRoles; ++r) reach[r] = grown[r];
    }
    if (kept) kept->push_back(rows_);
  }
  steps.clear();
  for (int a = 0; a <= reach[0]; ++a)
    for (int b = 0; b <= reach[1]; ++b)
      for (int c = 0; c <= reach[2]; ++c) {
        int give[] = {a, b, c};
        double cost = Ask::kDear;
        for (int n = std::max(1, ask.at_least); n <= ask.at_once; ++n)
          cost = std::min(cost, rows_[std::size_t(n) * table_ + table_at(give)]);
        if (cost < Ask::kDear / 2) steps.push_back({{a, b, c}, cost});
      }
}

bool Joint::solve(const Ask& ask) {
  ask_ = &ask;
  int widest = 0;
  for (int left : ask.left) widest = std::max(widest, left);
  states_ = table_ = 1;
  for (int r = 0; r < Ask::kMostRoles; ++r) {
    high_[r] = ask.max[r] + 1;
    wide_[r] = std::min(widest * ask.at_once, ask.max[r]) + 1;
    states_ *= high_[r];
    table_ *= wide_[r];
  }
  steps_.resize(std::max<std::size_t>(steps_.size(), ask.months));
  path_.assign(std::size_t(ask.months) * states_, Ask::kDear);
  bool any = false;
  for (int m = 0; m < ask.months; ++m) {
    steps_of(m, steps_[m], nullptr);
    double* now = &path_[std::size_t(m) * states_];
    const double* before = m ? now - states_ : nullptr;
    for (const auto& step : steps_[m]) {
      int a = step.give[0], b = step.give[1], c = step.give[2];
      int shift = (a * high_[1] + b) * high_[2] + c;
      if (ask.opening[m] < Ask::kDear / 2) now[shift] = std::min(now[shift], ask.opening[m] + step.cost);
      if (!before) continue;
      double cost = step.cost;
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
    for (int x = ask.min[0]; x <= ask.max[0]; ++x)
      for (int y = ask.min[1]; y <= ask.max[1]; ++y)
        for (int z = ask.min[2]; z <= ask.max[2]; ++z) {
          int state = (x * high_[1] + y) * high_[2] + z;
          if (now[state] >= Ask::kDear / 2) continue;
          double profit = ask.rate * (x + y + z) - now[state];
          if (!any || profit > profit_) any = true, profit_ = profit, end_month_ = m, end_state_ = state;
        }
  }
  return any;
}

void Joint::people_of(int month, const int* give, double cost, std::vector<Part>& parts) const {
  const Ask& ask = *ask_;
  std::vector<Step> unused;
  std::vector<std::vector<double>> kept;
  steps_of(month, unused, &kept);
  int number = std::max(1, ask.at_least);
  while (number < ask.at_once && kept.back()[std::size_t(number) * table_ + table_at(give)] != cost) ++number;
  int open[] = {give[0], give[1], give[2]};
  for (std::size_t p = ask.people.size(); p > 0 && number > 0; --p) {
    double now = kept[p][std::size_t(number) * table_ + table_at(open)];
    if (kept[p - 1][std::size_t(number) * table_ + table_at(open)] == now) continue;
    std::size_t at = (p - 1) * ask.months + month;
    double nearest = Ask::kDear;
    int took[Ask::kMostRoles] = {0, 0, 0};
    auto may = [&](int r) { return ask.people[p - 1] >> r & 1 ? open[r] : 0; };
    for (int a = 0; a <= may(0); ++a)
      for (int b = 0; b <= may(1); ++b)
        for (int c = 0; c <= may(2); ++c) {
          if (a + b + c < ask.min_alloc || a + b + c > ask.left[at]) continue;
          int rest[] = {open[0] - a, open[1] - b, open[2] - c};
          double sum = kept[p - 1][std::size_t(number - 1) * table_ + table_at(rest)] + ask.price(at, a + b + c);
          if (sum < nearest) nearest = sum, took[0] = a, took[1] = b, took[2] = c;
        }
    for (int r = 0; r < Ask::kMostRoles; ++r) {
      if (took[r]) parts.push_back({int(p - 1), r, month, took[r]});
      open[r] -= took[r];
    }
    --number;
  }
}

void Joint::write(std::vector<Part>& parts) const {
  parts.clear();
  int state = end_state_;
  for (int m = end_month_; m >= 0; --m) {
    double now = path_[std::size_t(m) * states_ + state];
    int x = state / (high_[1] * high_[2]), y = state / high_[2] % high_[1], z = state % high_[2];
    const double* before = m ? &path_[std::size_t(m - 1) * states_] : nullptr;
    for (const auto& step : steps_[m]) {
      int a = step.give[0], b = step.give[1], c = step.give[2];
      if (a > x || b > y || c > z) continue;
      int rest = ((x - a) * high_[1] + y - b) * high_[2] + z - c;
      bool opens = rest == 0 && ask_->opening[m] + step.cost == now;
      if (!opens && !(before && before[rest] + step.cost == now)) continue;
      people_of(m, step.give, step.cost, parts);
      if (opens) return;
      state = rest;
      break;
    }
  }
}

}  // namespace couloir::solve
