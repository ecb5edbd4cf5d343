// The pool as one mixed-integer program over the dossiers that are free, the others staying where a roster has them.
// For general solvers: the whole of it is what bench/pool hands to rivals, small parts of it are what polish.h gives to
// Cbc.
//
//   max  Σ base y + slope g − team Σ w − travel Σ z − move Σ m − Σ penalty f
//   (1) Σ u ≤ left[e,t]        (2) Σ z ≤ slots[e,t]        (3) min_alloc z ≤ Σ_r u ≤ min(left, effort) z
//   (4) Σ u = min_r y + g_r, g_r ≤ (max_r − min_r) y       (5) nmin a ≤ Σ_e z ≤ nmax a, z ≤ a, z ≤ w
//   (6) Σ_t s = y, a_t − a_{t−1} ≤ s_t ≤ a_t, a_t ≤ Σ_{t'≤t} s_t'     (7) Σ s ≤ sessions[t]
//   (8) m ≥ published − u      (9) y_d ≤ y_p, Σ_{t'≤t} s_dt' + a_pt' ≤ 1 for t' ≥ t        (10) Σ effort + f ≥ floor
#pragma once

#include <string>
#include <vector>

#include "solve/roster.h"

namespace couloir::solve {

/// Maximise cost·x within the rows' bounds. Plain data, by column.
struct LinearProgram {
  struct Entry {
    int row = 0;
    double value = 0;
  };
  struct Column {
    std::string name;
    double cost = 0, low = 0, high = 0;
    bool whole = true;
    std::vector<Entry> entries;
  };
  struct Row {
    double low = 0, high = 0;
  };
  std::vector<Column> columns;
  std::vector<Row> rows;
  double constant = 0;

  int add_row(double low, double high);
  int add_column(std::string name, double cost, double low, double high, bool whole = true);
  void set(int row, int column, double value) { columns[column].entries.push_back({row, value}); }
};

class Model {
 public:
  /// `free`: dossiers to decide; none of them may be granted in the roster.
  Model(const Field& field, const Roster& roster, const std::vector<int>& free);

  const LinearProgram& program() const { return lp_; }

 private:
  struct Use {
    int dossier, engineer, role, month, column;
  };
  struct Part {
    int dossier = 0, granted = -1, from = 0, to = -1;
    std::vector<int> active, starts;        ///< columns by month of the window
    std::vector<int> teams;                 ///< by candidate, −1: cannot
    std::vector<std::vector<int>> present;  ///< candidate × month
    std::vector<int> extra;                 ///< by role
    std::vector<Use> uses;
    std::vector<std::pair<Stint, int>> moved;
  };
  void add(const Roster& roster, const Case& c);

  const Field& field_;
  LinearProgram lp_;
  std::vector<Part> parts_;
  std::vector<int> capacity_rows_, slot_rows_, session_rows_, shortfalls_, floor_rows_;
};

/// Free MPS, maximisation written as minimisation of the negative.
std::string mps_text(const LinearProgram& program, const std::string& name);

}  // namespace couloir::solve
