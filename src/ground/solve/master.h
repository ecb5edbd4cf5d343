// The linear program over ways to staff dossiers: a column is one way of one dossier, rows are what dossiers share.
// Its duals are prices, and what dossiers offer at these prices are its next columns (Dantzig and Wolfe). In floating
// point: it says where to look; what a bound is worth is worked out from prices in integers (prices.h).
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "solve/prices.h"
#include "solve/roster.h"

namespace couloir::solve {

struct Column {
  int dossier = 0;
  double worth = 0;  ///< milli-points, floors apart
  int start = 0, end = 0, effort = 0;
  std::vector<Stint> stints;
  std::vector<Presence> presences;
  bool is_with(int place) const;
};
Column column_of(const Field& field, const Prices& prices, const Case& c, const Offer& offer);
Column column_of(const Field& field, const Case& c, const Staffing& staffing);

class Master {
 public:
  explicit Master(const Field& field);
  ~Master();

  /// Whether it is new.
  bool add(Column column);
  const std::vector<Column>& columns() const { return columns_; }
  /// Empty: the program decides. REQUIRES of both: solve() before anything is read.
  void grant(int dossier, std::optional<bool> granted);
  void allow(int column, bool allowed);
  /// Drops columns that cost most at the duals in hand until so many are left.
  void shrink(std::size_t most);

  void solve();
  double value() const { return value_; }                              ///< milli-points
  const std::vector<double>& prices() const { return at_; }            ///< as Prices::take reads them
  double least_profit(int dossier) const { return profit_[dossier]; }  ///< what a new column has to earn beyond
  double share(int column) const { return shares_[column]; }           ///< of a column taken, 0 to 1
  /// How much the column would gain at the duals.
  double gain(const Column& column) const;
  /// The value if the dossier were granted or not, or the columns were not allowed, new columns apart; no more than a
  /// few pivots are spent.
  double value_if(int dossier, bool granted);
  double value_without(const std::vector<int>& columns);
  std::uint64_t work() const { return work_; }  ///< about microseconds, the same on every machine

 private:
  struct Program;
  template <class Take>
  void each_row(const Column& column, Take take) const;
  void count(int pivots);

  const Field& field_;
  std::unique_ptr<Program> program_;
  std::vector<Column> columns_;
  std::vector<std::size_t> seen_;  ///< hashes of the columns, sorted
  std::vector<double> at_, profit_, shares_;
  double value_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace couloir::solve
