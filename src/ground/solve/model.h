// The pool as one mixed-integer program, for general solvers: bench/pool hands it to rivals.
//
//   max  Σ base y + slope g − team Σ w − travel Σ z − move Σ m − Σ penalty f
//   (1) Σ u ≤ cap[e,t]         (2) Σ z ≤ slots[e,t]        (3) min_alloc z ≤ Σ_r u ≤ min(cap, effort) z
//   (4) Σ u = min_r y + g_r, g_r ≤ (max_r − min_r) y       (5) nmin a ≤ Σ_e z ≤ nmax a, z ≤ a, z ≤ w
//   (6) Σ_t s = y, a_t − a_{t−1} ≤ s_t ≤ a_t, a_t ≤ Σ_{t'≤t} s_t'     (7) Σ s ≤ sessions[t]
//   (8) m ≥ published − u      (9) y_d ≤ y_p, Σ_{t'≤t} s_dt' + a_pt' ≤ 1 for t' ≥ t        (10) Σ effort + f ≥ floor
#pragma once

#include <string>
#include <vector>

#include "solve/field.h"

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

  int add_row(double low, double high);
  int add_column(std::string name, double cost, double low, double high, bool whole = true);
  void set(int row, int column, double value) { columns[column].entries.push_back({row, value}); }
};

LinearProgram program_of(const Field& field);

/// Free MPS, maximisation written as minimisation of the negative.
std::string mps_text(const LinearProgram& program, const std::string& name);

}  // namespace couloir::solve
