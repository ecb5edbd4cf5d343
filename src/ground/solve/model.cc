#include "solve/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace couloir::solve {

namespace {
constexpr double kFree = std::numeric_limits<double>::infinity();

/// The columns and rows of one dossier that others need as well.
struct Block {
  const Case* of = nullptr;
  int granted = -1, months = 0;
  std::vector<int> active, starts;          ///< columns by month of the window
  std::vector<int> efforts;                 ///< rows by role
  std::vector<int> extras;                  ///< columns by role, −1: all or nothing
  std::vector<int> fewest, most;            ///< rows by month
  std::vector<std::pair<Stint, int>> uses;  ///< who could work on what when; quanta is not said
};

class Builder {
 public:
  explicit Builder(const Field& field)
      : field_(field), capacity_(field.engineers * field.months, -1), slots_(field.engineers * field.months, -1) {}

  LinearProgram build() {
    for (int cap : field_.in.session_cap) sessions_.push_back(lp_.add_row(-kFree, cap));
    for (std::size_t f = 0; f < field_.in.floors.size(); ++f) {
      floors_.push_back(lp_.add_row(field_.in.floors[f].min, kFree));
      lp_.set(floors_[f], lp_.add_column(fmt::format("f{}", f), -double(field_.in.floors[f].penalty), 0, kFree, false),
              1);
    }
    for (const auto& c : field_.cases) {
      blocks_.push_back({.of = &c, .months = c.dossier->latest - c.dossier->earliest + 1});
      auto& block = blocks_.back();
      block.granted = lp_.add_column(fmt::format("y{}", c.index), double(c.dossier->base), c.dossier->must ? 1 : 0, 1);
      if (c.hopeless) {
        lp_.set(lp_.add_row(0, 0), block.granted, 1);
        continue;
      }
      run(block);
      efforts(block);
      for (const auto& who : c.candidates) works(block, who);
      towards_floors(block);
      moves(block);
    }
    for (const auto& block : blocks_) order(block);
    return std::move(lp_);
  }

 private:
  // (6) and (7): one unbroken run, with a workshop at its start.
  void run(Block& block) {
    const auto& d = *block.of->dossier;
    int one_start = lp_.add_row(0, 0);
    lp_.set(one_start, block.granted, -1);
    for (int m = 0; m < block.months; ++m) {
      int t = d.earliest + m;
      block.active.push_back(lp_.add_column(fmt::format("a{}_{}", block.of->index, t), 0, 0, 1));
      block.starts.push_back(lp_.add_column(fmt::format("s{}_{}", block.of->index, t), 0, 0, 1));
      lp_.set(one_start, block.starts[m], 1);
      lp_.set(sessions_[t], block.starts[m], 1);
      int opens = lp_.add_row(-kFree, 0), runs = lp_.add_row(-kFree, 0), begun = lp_.add_row(-kFree, 0);
      lp_.set(opens, block.active[m], 1);
      if (m > 0) lp_.set(opens, block.active[m - 1], -1);
      lp_.set(opens, block.starts[m], -1);
      lp_.set(runs, block.starts[m], 1);
      lp_.set(runs, block.active[m], -1);
      lp_.set(begun, block.active[m], 1);
      for (int before = 0; before <= m; ++before) lp_.set(begun, block.starts[before], -1);
      block.fewest.push_back(lp_.add_row(0, kFree));
      block.most.push_back(lp_.add_row(-kFree, 0));
      lp_.set(block.fewest[m], block.active[m], -d.nmin);
      lp_.set(block.most[m], block.active[m], -d.nmax);
    }
  }

  // (4): efforts between least and most.
  void efforts(Block& block) {
    const auto& d = *block.of->dossier;
    for (std::size_t r = 0; r < d.roles.size(); ++r) {
      int scale = d.roles[r].max - d.roles[r].min;
      block.efforts.push_back(lp_.add_row(0, 0));
      lp_.set(block.efforts[r], block.granted, -d.roles[r].min);
      block.extras.push_back(
          scale ? lp_.add_column(fmt::format("g{}_{}", block.of->index, r), double(d.slope), 0, scale) : -1);
      if (!scale) continue;
      lp_.set(block.efforts[r], block.extras[r], -1);
      int limit = lp_.add_row(-kFree, 0);
      lp_.set(limit, block.extras[r], 1);
      lp_.set(limit, block.granted, -scale);
    }
  }

  // (1), (2), (3) and (5): what one engineer may give, month by month.
  void works(Block& block, const Candidate& who) {
    const auto& d = *block.of->dossier;
    int team = lp_.add_column(fmt::format("w{}_{}", who.engineer, block.of->index), -double(field_.in.team), 0, 1),
        wanted = 0;
    for (std::size_t r = 0; r < d.roles.size(); ++r) wanted += who.roles >> r & 1 ? d.roles[r].max : 0;
    for (int m = 0; m < block.months; ++m) {
      int t = d.earliest + m, place = field_.place(who.engineer, t), cap = field_.cap(who.engineer, t);
      int slots = field_.in.engineers[who.engineer].slots[t];
      if (cap < field_.in.min_alloc || slots < 1) continue;
      if (capacity_[place] < 0) capacity_[place] = lp_.add_row(-kFree, cap), slots_[place] = lp_.add_row(-kFree, slots);
      int present =
          lp_.add_column(fmt::format("z{}_{}_{}", who.engineer, block.of->index, t), -double(who.travel), 0, 1);
      for (int row : {slots_[place], block.fewest[m], block.most[m]}) lp_.set(row, present, 1);
      int in_run = lp_.add_row(-kFree, 0), in_team = lp_.add_row(-kFree, 0), least = lp_.add_row(0, kFree),
          largest = lp_.add_row(-kFree, 0);
      lp_.set(in_run, present, 1);
      lp_.set(in_run, block.active[m], -1);
      lp_.set(in_team, present, 1);
      lp_.set(in_team, team, -1);
      lp_.set(least, present, -field_.in.min_alloc);
      lp_.set(largest, present, -std::min(cap, wanted));
      for (std::size_t r = 0; r < d.roles.size(); ++r) {
        if (!(who.roles >> r & 1)) continue;
        auto pin = std::find_if(d.pins.begin(), d.pins.end(), [&](const Stint& p) {
          return p.engineer == who.engineer && p.role == int(r) && p.month == t;
        });
        double low = pin != d.pins.end() ? pin->quanta : 0,
               high = pin != d.pins.end() ? pin->quanta : std::min(cap, d.roles[r].max);
        int use = lp_.add_column(fmt::format("u{}_{}_{}_{}", who.engineer, block.of->index, r, t), 0, low, high);
        for (int row : {capacity_[place], block.efforts[r], least, largest}) lp_.set(row, use, 1);
        block.uses.emplace_back(Stint{who.engineer, int(r), t, 0}, use);
      }
    }
  }

  // (10)
  void towards_floors(const Block& block) {
    for (int f : block.of->floors) {
      lp_.set(floors_[f], block.granted, block.of->least);
      for (int extra : block.extras)
        if (extra >= 0) lp_.set(floors_[f], extra, 1);
    }
  }

  // (8): what is less than was published. Who is not granted moves nothing.
  void moves(const Block& block) {
    for (const auto& promised : block.of->dossier->published) {
      auto name = fmt::format("m{}_{}_{}_{}", promised.engineer, block.of->index, promised.role, promised.month);
      int row = lp_.add_row(0, kFree);
      lp_.set(row, lp_.add_column(std::move(name), -double(field_.in.move), 0, promised.quanta, false), 1);
      lp_.set(row, block.granted, -promised.quanta);
      for (const auto& [stint, use] : block.uses)
        if (stint.engineer == promised.engineer && stint.role == promised.role && stint.month == promised.month)
          lp_.set(row, use, 1);
    }
  }

  // (9): nobody starts before what he waits for is over.
  void order(const Block& block) {
    for (int before : block.of->dossier->after) {
      const auto& earlier = blocks_[before];
      int both = lp_.add_row(-kFree, 0);
      lp_.set(both, block.granted, 1);
      lp_.set(both, earlier.granted, -1);
      int first = block.of->dossier->earliest, earlier_first = earlier.of->dossier->earliest;
      for (std::size_t m = 0; m < block.starts.size(); ++m)
        for (std::size_t n = 0; n < earlier.active.size(); ++n) {
          if (earlier_first + int(n) < first + int(m)) continue;
          int clash = lp_.add_row(-kFree, 1);
          for (std::size_t s = 0; s <= m; ++s) lp_.set(clash, block.starts[s], 1);
          lp_.set(clash, earlier.active[n], 1);
        }
    }
  }

  const Field& field_;
  LinearProgram lp_;
  std::vector<Block> blocks_;
  std::vector<int> capacity_, slots_, sessions_, floors_;  ///< rows
};
}  // namespace

int LinearProgram::add_row(double low, double high) {
  rows.push_back({low, high});
  return int(rows.size()) - 1;
}

int LinearProgram::add_column(std::string name, double cost, double low, double high, bool whole) {
  columns.push_back({std::move(name), cost, low, high, whole, {}});
  return int(columns.size()) - 1;
}

LinearProgram program_of(const Field& field) { return Builder(field).build(); }

// “FREE” tells CBC's reader that names and numbers stand where they like; others pass over it.
std::string mps_text(const LinearProgram& program, const std::string& name) {
  std::string out = fmt::format("NAME {} FREE\nROWS\n N cost\n", name);
  auto kind = [](const LinearProgram::Row& row) { return row.low == row.high ? 'E' : std::isinf(row.low) ? 'L' : 'G'; };
  for (std::size_t r = 0; r < program.rows.size(); ++r) out += fmt::format(" {} r{}\n", kind(program.rows[r]), r);
  out += "COLUMNS\n MARKER 'MARKER' 'INTORG'\n";
  auto write = [&](const LinearProgram::Column& column) {
    if (column.cost != 0) out += fmt::format(" {} cost {}\n", column.name, -column.cost);
    for (const auto& entry : column.entries) out += fmt::format(" {} r{} {}\n", column.name, entry.row, entry.value);
  };
  for (const auto& column : program.columns)
    if (column.whole) write(column);
  out += " MARKER 'MARKER' 'INTEND'\n";
  for (const auto& column : program.columns)
    if (!column.whole) write(column);
  out += "RHS\n";
  for (std::size_t r = 0; r < program.rows.size(); ++r) {
    const auto& row = program.rows[r];
    double right = std::isinf(row.low) ? row.high : row.low;
    if (right != 0) out += fmt::format(" rhs r{} {}\n", r, right);
  }
  out += "BOUNDS\n";
  for (const auto& column : program.columns) {
    if (column.low != 0) out += fmt::format(" LO b {} {}\n", column.name, column.low);
    if (!std::isinf(column.high)) out += fmt::format(" UP b {} {}\n", column.name, column.high);
  }
  return out + "ENDATA\n";
}

}  // namespace couloir::solve
