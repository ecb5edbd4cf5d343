#include "solve/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace couloir::solve {

namespace {
constexpr double kFree = std::numeric_limits<double>::infinity();
}

int LinearProgram::add_row(double low, double high) {
  rows.push_back({low, high});
  return int(rows.size()) - 1;
}

int LinearProgram::add_column(std::string name, double cost, double low, double high, bool whole) {
  columns.push_back({std::move(name), cost, low, high, whole, {}});
  return int(columns.size()) - 1;
}

Model::Model(const Field& field, const Roster& roster, const std::vector<int>& free)
    : field_(field),
      capacity_rows_(field.engineers * field.months, -1),
      slot_rows_(field.engineers * field.months, -1) {
  for (int t = 0; t < field.months; ++t) session_rows_.push_back(lp_.add_row(-kFree, roster.sessions(t)));
  std::vector<int> lacking;
  for (const auto& floor : field.in.floors) lacking.push_back(floor.min);
  for (const auto& c : field.cases)
    if (roster.granted(c.index))
      for (int f : c.floors) lacking[f] -= roster.of(c.index).effort;
  for (std::size_t f = 0; f < lacking.size(); ++f) {
    floor_rows_.push_back(lp_.add_row(lacking[f], kFree));
    shortfalls_.push_back(lp_.add_column(fmt::format("f{}", f), -double(field.in.floors[f].penalty), 0, kFree, false));
    lp_.set(floor_rows_[f], shortfalls_[f], 1);
  }
  for (int d : free) add(roster, field.cases[d]);
  // One after another, both free: the later one's start closes the earlier one's months.
  for (auto& part : parts_)
    for (int before : field.cases[part.dossier].dossier->after)
      for (auto& earlier : parts_) {
        if (earlier.dossier != before || part.granted < 0) continue;
        if (earlier.granted < 0) {
          lp_.columns[part.granted].high = 0;
          continue;
        }
        int row = lp_.add_row(-kFree, 0);
        lp_.set(row, part.granted, 1);
        lp_.set(row, earlier.granted, -1);
        for (int t = part.from; t <= part.to; ++t)
          for (int later = std::max(t, earlier.from); later <= earlier.to; ++later) {
            int clash = lp_.add_row(-kFree, 1);
            for (int s = part.from; s <= t; ++s) lp_.set(clash, part.starts[s - part.from], 1);
            lp_.set(clash, earlier.active[later - earlier.from], 1);
          }
      }
}

void Model::add(const Roster& roster, const Case& c) {
  const auto& d = *c.dossier;
  auto& part = parts_.emplace_back();
  part.dossier = c.index;
  // Those before it in the roster bound its window; those that are free are rows of their own.
  part.from = d.earliest, part.to = d.latest;
  for (int before : d.after)
    if (roster.granted(before)) part.from = std::max(part.from, roster.of(before).last + 1);
  for (int later : c.successors)
    if (roster.granted(later)) part.to = std::min(part.to, roster.of(later).first - 1);
  if (c.hopeless || part.from > part.to) return;
  int months = part.to - part.from + 1, roles = int(d.roles.size());
  bool needed = d.must || roster.needed(c);
  part.granted = lp_.add_column(fmt::format("y{}", c.index), double(d.base), needed ? 1 : 0, 1);
  int one_start = lp_.add_row(0, 0);
  lp_.set(one_start, part.granted, -1);
  for (int m = 0; m < months; ++m) {
    int t = part.from + m;
    part.active.push_back(lp_.add_column(fmt::format("a{}_{}", c.index, t), 0, 0, 1));
    part.starts.push_back(lp_.add_column(fmt::format("s{}_{}", c.index, t), 0, 0, 1));
    lp_.set(one_start, part.starts[m], 1);
    lp_.set(session_rows_[t], part.starts[m], 1);
    int opens = lp_.add_row(-kFree, 0), runs = lp_.add_row(-kFree, 0), begun = lp_.add_row(-kFree, 0);
    lp_.set(opens, part.active[m], 1);
    if (m > 0) lp_.set(opens, part.active[m - 1], -1);
    lp_.set(opens, part.starts[m], -1);
    lp_.set(runs, part.starts[m], 1);
    lp_.set(runs, part.active[m], -1);
    lp_.set(begun, part.active[m], 1);
    for (int before = 0; before <= m; ++before) lp_.set(begun, part.starts[before], -1);
  }
  std::vector<int> role_rows;
  for (int r = 0; r < roles; ++r) {
    role_rows.push_back(lp_.add_row(0, 0));
    lp_.set(role_rows[r], part.granted, -d.roles[r].min);
    int scale = d.roles[r].max - d.roles[r].min;
    part.extra.push_back(scale ? lp_.add_column(fmt::format("g{}_{}", c.index, r), double(d.slope), 0, scale) : -1);
    if (!scale) continue;
    lp_.set(role_rows[r], part.extra[r], -1);
    int limit = lp_.add_row(-kFree, 0);
    lp_.set(limit, part.extra[r], 1);
    lp_.set(limit, part.granted, -scale);
  }
  std::vector<int> fewest, most;
  for (int m = 0; m < months; ++m) {
    fewest.push_back(lp_.add_row(0, kFree));
    most.push_back(lp_.add_row(-kFree, 0));
    lp_.set(fewest[m], part.active[m], -d.nmin);
    lp_.set(most[m], part.active[m], -d.nmax);
  }
  for (const auto& who : c.candidates) {
    auto& present = part.present.emplace_back(months, -1);
    int team = -1;
    int role_most = 0;
    for (int r = 0; r < roles; ++r)
      if (who.roles >> r & 1) role_most += d.roles[r].max;
    for (int m = 0; m < months; ++m) {
      int t = part.from + m, place = field_.place(who.engineer, t), left = roster.left(who.engineer, t);
      if (left < field_.in.min_alloc || roster.slots(who.engineer, t) < 1) continue;
      if (team < 0) team = lp_.add_column(fmt::format("w{}_{}", who.engineer, c.index), -double(field_.in.team), 0, 1);
      int z = present[m] =
          lp_.add_column(fmt::format("z{}_{}_{}", who.engineer, c.index, t), -double(who.travel), 0, 1);
      if (capacity_rows_[place] < 0) {
        capacity_rows_[place] = lp_.add_row(-kFree, left);
        slot_rows_[place] = lp_.add_row(-kFree, roster.slots(who.engineer, t));
      }
      lp_.set(slot_rows_[place], z, 1);
      lp_.set(fewest[m], z, 1);
      lp_.set(most[m], z, 1);
      int in_run = lp_.add_row(-kFree, 0), in_team = lp_.add_row(-kFree, 0), least = lp_.add_row(0, kFree),
          largest = lp_.add_row(-kFree, 0);
      lp_.set(in_run, z, 1);
      lp_.set(in_run, part.active[m], -1);
      lp_.set(in_team, z, 1);
      lp_.set(in_team, team, -1);
      lp_.set(least, z, -field_.in.min_alloc);
      lp_.set(largest, z, -std::min(left, role_most));
      for (int r = 0; r < roles; ++r) {
        if (!(who.roles >> r & 1)) continue;
        int u = lp_.add_column(fmt::format("u{}_{}_{}_{}", who.engineer, c.index, r, t), 0, 0,
                               std::min(left, d.roles[r].max));
        for (int row : {capacity_rows_[place], role_rows[r], least, largest}) lp_.set(row, u, 1);
        part.uses.push_back({c.index, who.engineer, r, t, u});
      }
    }
    part.teams.push_back(team);
  }
  for (int f : c.floors) {
    lp_.set(floor_rows_[f], part.granted, c.least);
    for (int g : part.extra)
      if (g >= 0) lp_.set(floor_rows_[f], g, 1);
  }
  for (const auto& promised : d.published) {
    int moved = lp_.add_column(fmt::format("m{}_{}_{}_{}", promised.engineer, c.index, promised.role, promised.month),
                               -double(field_.in.move), 0, promised.quanta, false);
    int row = lp_.add_row(promised.quanta, kFree);
    lp_.set(row, moved, 1);
    for (const auto& use : part.uses)
      if (use.engineer == promised.engineer && use.role == promised.role && use.month == promised.month)
        lp_.set(row, use.column, 1);
    // Who may be left out pays nothing for it: only granted dossiers move.
    if (!needed) lp_.set(row, part.granted, -promised.quanta), lp_.rows[row].low = 0;
    part.moved.emplace_back(promised, moved);
  }
}

std::string mps_text(const LinearProgram& program, const std::string& name) {
  std::string out = fmt::format("NAME {}\nROWS\n N cost\n", name);
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
