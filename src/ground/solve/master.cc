#include "solve/master.h"

#include <ClpSimplex.hpp>
#include <algorithm>
#include <cmath>

namespace couloir::solve {

namespace {
constexpr int kFewPivots = 60;

std::size_t hash_of(const Column& c) {
  std::size_t h = 1469598103934665603u;
  auto mix = [&](std::uint64_t x) { h = (h ^ x) * 1099511628211u, h ^= h >> 29; };
  mix(std::uint64_t(c.dossier)), mix(std::uint64_t(std::llround(c.worth * 16)));
  mix(std::uint64_t(c.start) << 32 | std::uint64_t(c.end));
  auto sorted = c.stints;
  std::sort(sorted.begin(), sorted.end());
  for (const auto& s : sorted)
    mix(std::uint64_t(s.engineer) << 40 | std::uint64_t(s.role) << 32 | std::uint64_t(s.month) << 20 |
        std::uint64_t(s.quanta));
  return h;
}
}  // namespace

bool Column::is_with(int place) const {
  return std::any_of(presences.begin(), presences.end(), [&](const Presence& p) { return p.place == place; });
}

Column column_of(const Field& field, const Prices& prices, const Case& c, const Offer& offer) {
  return {.dossier = c.index,
          .worth = worth_of(field, prices, c, offer),
          .start = offer.start,
          .end = offer.end,
          .effort = offer.effort,
          .stints = offer.stints,
          .presences = offer.presences};
}

Column column_of(const Field& field, const Case& c, const Staffing& staffing) {
  Column out{.dossier = c.index,
             .worth = double(staffing.worth),
             .start = staffing.first,
             .end = staffing.last,
             .effort = staffing.effort,
             .stints = staffing.stints};
  for (const auto& s : staffing.stints)
    if (int place = field.place(s.engineer, s.month); !out.is_with(place)) out.presences.push_back({place, 1});
  return out;
}

/// Minimises the negative of what is earned. Rows: Prices::take's, then one a dossier. Columns: what floors lack, then
/// a way out for each dossier that must be granted, then columns_.
struct Master::Program {
  ClpSimplex lp;
  int floors = 0, after = 0, order = 0, dossiers = 0;  ///< first rows
  int ways = 0;                                        ///< first column
};

Master::Master(const Field& field) : field_(field), program_(std::make_unique<Program>()) {
  auto& p = *program_;
  int places = field.engineers * field.months, floors = int(field.in.floors.size()),
      sequences = int(field.sequences.size()), dossiers = int(field.cases.size());
  p.floors = 2 * places + field.months;
  p.after = p.floors + floors;
  p.order = p.after + sequences;
  p.dossiers = p.order + sequences * field.months;
  p.ways = floors + dossiers;
  p.lp.setLogLevel(0);
  p.lp.resize(p.dossiers + dossiers, 0);
  auto at_most = [&](int row, double high) { p.lp.setRowBounds(row, -COIN_DBL_MAX, high); };
  for (int e = 0; e < field.engineers; ++e)
    for (int t = 0; t < field.months; ++t) {
      at_most(field.place(e, t), field.cap(e, t));
      at_most(places + field.place(e, t), field.in.engineers[e].slots[t]);
    }
  for (int t = 0; t < field.months; ++t) at_most(2 * places + t, field.in.session_cap[t]);
  for (int f = 0; f < floors; ++f) p.lp.setRowBounds(p.floors + f, field.in.floors[f].min, COIN_DBL_MAX);
  for (int s = 0; s < sequences; ++s) {
    at_most(p.after + s, 0);
    for (int t = 0; t < field.months; ++t) at_most(p.order + s * field.months + t, 1);
  }
  double one = 1, loss = 1e6;  // for a promise that no column keeps: more than what it could displace
  for (const auto& c : field.cases) loss = std::max(loss, 20 * c.most_points);
  for (int f = 0; f < floors; ++f) {
    int row = p.floors + f;
    p.lp.addColumn(1, &row, &one, 0, COIN_DBL_MAX, double(field.in.floors[f].penalty));
  }
  for (int d = 0; d < dossiers; ++d) {
    int row = p.dossiers + d;
    p.lp.addColumn(1, &row, &one, 0, COIN_DBL_MAX, loss);
    grant(d, std::nullopt);
  }
}

Master::~Master() = default;

template <class Take>
void Master::each_row(const Column& c, Take take) const {
  const auto& p = *program_;
  const auto& of = field_.cases[c.dossier];
  int places = field_.engineers * field_.months;
  for (const auto& s : c.stints) take(field_.place(s.engineer, s.month), double(s.quanta));
  for (auto [place, share] : c.presences) take(places + place, share);
  take(2 * places + c.start, 1.0);
  for (int f : of.floors) take(p.floors + f, double(c.effort));
  for (int s : of.as_later) {
    take(p.after + s, 1.0);
    for (int t = c.start; t < field_.months; ++t) take(p.order + s * field_.months + t, 1.0);
  }
  for (int s : of.as_earlier) {
    take(p.after + s, -1.0);
    for (int t = 0; t <= c.end; ++t) take(p.order + s * field_.months + t, 1.0);
  }
}

bool Master::add(Column column) {
  auto hash = hash_of(column);
  auto at = std::lower_bound(seen_.begin(), seen_.end(), hash);
  if (at != seen_.end() && *at == hash) return false;
  seen_.insert(at, hash);
  std::vector<std::pair<int, double>> entries;
  each_row(column, [&](int row, double x) { entries.emplace_back(row, x); });
  entries.emplace_back(program_->dossiers + column.dossier, 1.0);
  std::sort(entries.begin(), entries.end());
  std::vector<int> rows;
  std::vector<double> values;
  for (auto [row, x] : entries) {
    if (!rows.empty() && rows.back() == row)
      values.back() += x;
    else
      rows.push_back(row), values.push_back(x);
  }
  program_->lp.addColumn(int(rows.size()), rows.data(), values.data(), 0, COIN_DBL_MAX, -column.worth);
  columns_.push_back(std::move(column));
  return true;
}

void Master::grant(int dossier, std::optional<bool> granted) {
  bool must = field_.cases[dossier].dossier->must || granted.value_or(false);
  program_->lp.setRowBounds(program_->dossiers + dossier, must ? 1 : 0, granted.value_or(true) ? 1 : 0);
}

void Master::allow(int column, bool allowed) {
  program_->lp.setColumnUpper(program_->ways + column, allowed ? COIN_DBL_MAX : 0);
}

void Master::shrink(std::size_t most) {
  if (columns_.size() <= most) return;
  std::vector<std::pair<double, int>> by_gain;
  for (int i = 0; i < int(columns_.size()); ++i)
    by_gain.emplace_back(shares_[i] > 1e-9 ? -1e18 : -gain(columns_[i]), i);
  std::sort(by_gain.begin(), by_gain.end());
  std::vector<int> drop;
  for (std::size_t i = most; i < by_gain.size(); ++i) drop.push_back(by_gain[i].second);
  std::sort(drop.begin(), drop.end());
  std::vector<int> places;
  std::vector<Column> kept;
  std::size_t next = 0;
  for (int i = 0; i < int(columns_.size()); ++i) {
    if (next < drop.size() && drop[next] == i) {
      ++next;
      places.push_back(program_->ways + i);
      auto hash = hash_of(columns_[i]);
      seen_.erase(std::lower_bound(seen_.begin(), seen_.end(), hash));
    } else {
      kept.push_back(std::move(columns_[i]));
    }
  }
  program_->lp.deleteColumns(int(places.size()), places.data());
  columns_ = std::move(kept);
}

void Master::solve() {
  constexpr int kMostPivots = 20'000;  // of a program of this size; what it has come to is as good a guess as any
  auto& lp = program_->lp;
  lp.setMaximumIterations(kMostPivots);
  lp.primal(0);
  count(lp.numberIterations());
  value_ = -lp.objectiveValue();
  const double* duals = lp.dualRowSolution();
  const double* shares = lp.primalColumnSolution();
  at_.assign(duals, duals + program_->dossiers);
  for (int i = 0; i < program_->dossiers; ++i)
    if (i < program_->floors || i >= program_->after) at_[i] = -at_[i];
  profit_.assign(field_.cases.size(), 0);
  for (std::size_t d = 0; d < profit_.size(); ++d) profit_[d] = -duals[program_->dossiers + d];
  shares_.assign(shares + program_->ways, shares + program_->ways + columns_.size());
}

void Master::count(int pivots) {
  constexpr std::uint64_t kPivot = 20, kStart = 50;
  work_ += kStart + kPivot * std::uint64_t(pivots);
}

double Master::gain(const Column& c) const {
  double sum = c.worth - profit_[c.dossier];
  each_row(c, [&](int row, double x) {
    bool rewarded = row >= program_->floors && row < program_->after;
    sum -= (rewarded ? -at_[row] : at_[row]) * x;
  });
  return sum;
}

double Master::value_if(int dossier, bool granted) {
  auto& lp = program_->lp;
  int row = program_->dossiers + dossier;
  double low = lp.getRowLower()[row], high = lp.getRowUpper()[row];
  grant(dossier, granted);
  ClpSimplex trial(lp);
  trial.setMaximumIterations(kFewPivots);
  trial.dual();
  count(trial.numberIterations());
  lp.setRowBounds(row, low, high);
  return -trial.objectiveValue();
}

double Master::value_without(const std::vector<int>& columns) {
  ClpSimplex trial(program_->lp);
  trial.setMaximumIterations(kFewPivots);
  for (int column : columns) trial.setColumnUpper(program_->ways + column, 0);
  trial.dual();
  count(trial.numberIterations());
  return -trial.objectiveValue();
}

}  // namespace couloir::solve
