#include "solve/explain.h"

#include <algorithm>
#include <map>

#include "solve/insertion.h"

namespace couloir::solve {

namespace {
constexpr std::size_t kMostHolding = 5;
constexpr int kLongerBy = 3;  ///< months that a window is tried longer at either end

/// An engineer who is not there, with so many quanta in each month.
struct Stranger {
  std::uint32_t roles = 0;
  int quanta = 0;
};

/// What it is worth at least where it fits, beside what the roster has; floors and moves apart that it might save.
std::optional<std::int64_t> worth_beside(const Field& field, const Roster& roster, const Case& c) {
  Inserter inserter(field);
  inserter.free_team = 6;
  std::size_t places = std::size_t(field.engineers) * field.months;
  auto found = inserter.best(roster, {std::vector<double>(places, 0.0), std::vector<double>(places, 0.0)}, c);
  if (!found) return std::nullopt;
  return found->staffing.worth + roster.relief(c, found->staffing.effort);
}

/// Whether a dossier, perhaps another than the instance's, finds a plan in what a roster has left. Prices play no part.
bool finds_room(const Field& field, const Roster& roster, const Case& c, const Stranger& stranger = {}) {
  const auto& d = *c.dossier;
  auto [from, to] = roster.window(c);
  if (from > to) return false;
  if (!c.joint) return stranger.quanta == 0 && worth_beside(field, roster, c).has_value();
  Ask ask;
  ask.clear(int(d.roles.size()), to - from + 1);
  for (std::size_t r = 0; r < d.roles.size(); ++r) ask.min[r] = d.roles[r].min;
  ask.at_least = d.nmin, ask.min_alloc = field.in.min_alloc;
  for (int m = 0; m < ask.months; ++m)
    if (roster.sessions(from + m) < 1) ask.opening[m] = Ask::kDear;
  auto add = [&](std::uint32_t roles, auto left) {
    ask.people.push_back(roles);
    for (int t = from; t <= to; ++t) {
      ask.left.push_back(left(t));
      ask.quantum.push_back(0);
      ask.presence.push_back(0);
    }
  };
  for (const auto& who : c.candidates)
    add(who.roles, [&](int t) { return roster.slots(who.engineer, t) < 1 ? 0 : roster.left(who.engineer, t); });
  if (stranger.quanta) add(stranger.roles, [&](int) { return stranger.quanta; });
  ask.at_once = std::min<int>(d.nmax, int(ask.people.size()));
  // More than its least effort is never needed, but a share may not be smaller than min_alloc: let roles take up to
  // their most.
  for (std::size_t r = 0; r < d.roles.size(); ++r) ask.max[r] = d.roles[r].max;
  return Joint().solve(ask);
}

/// Quanta that the holders of a role have left in these months.
int left_for(const Field& field, const Roster& roster, const Case& c, int role, int from, int to) {
  int sum = 0;
  for (int place : c.holders[role]) {
    int e = c.candidates[place].engineer;
    for (int t = from; t <= to; ++t)
      if (roster.slots(e, t) > 0 && roster.left(e, t) >= field.in.min_alloc) sum += roster.left(e, t);
  }
  return sum;
}

std::vector<Holding> holding(const Roster& roster, const Case& c, int role, int from, int to) {
  std::vector<Holding> out;
  for (std::size_t d = 0; d < roster.plan().size(); ++d) {
    if (!roster.granted(int(d))) continue;
    int quanta = 0;
    for (const auto& stint : roster.of(int(d)).stints) {
      if (stint.month < from || stint.month > to) continue;
      for (int place : c.holders[role]) quanta += c.candidates[place].engineer == stint.engineer ? stint.quanta : 0;
    }
    if (quanta) out.push_back({int(d), quanta});
  }
  std::stable_sort(out.begin(), out.end(), [](const Holding& a, const Holding& b) { return a.quanta > b.quanta; });
  if (out.size() > kMostHolding) out.resize(kMostHolding);
  return out;
}

/// What alone would let it in, each tried.
std::vector<Cure> cures_of(const Field& field, const Roster& roster, const Case& c) {
  std::vector<Cure> out;
  const auto& own = *c.dossier;
  auto tried = [&](Dossier changed) {
    auto other = case_of(field.in, changed, c.index);
    other.successors = c.successors;
    return !other.hopeless && finds_room(field, roster, other);
  };
  for (int more = 1; more <= kLongerBy && own.latest + more < field.months; ++more) {
    auto d = own;
    d.latest += more;
    if (!tried(d)) continue;
    out.push_back({Remedy::later_end, -1, more});
    break;
  }
  for (int more = 1; more <= kLongerBy && own.earliest - more >= 0; ++more) {
    auto d = own;
    d.earliest -= more;
    if (!tried(d)) continue;
    out.push_back({Remedy::earlier_start, -1, more});
    break;
  }
  for (int r = 0; r < int(own.roles.size()); ++r) {
    int low = field.in.min_alloc, high = std::max(low, field.in.quanta_per_month);
    if (finds_room(field, roster, c, {1u << r, high})) {
      while (low < high) {
        int middle = (low + high) / 2;
        if (finds_room(field, roster, c, {1u << r, middle}))
          high = middle;
        else
          low = middle + 1;
      }
      out.push_back({Remedy::more_people, r, high});
    }
    if (own.roles[r].level < 2) continue;
    auto d = own;
    if (--d.roles[r].level; tried(d)) out.push_back({Remedy::lower_level, r, d.roles[r].level});
  }
  auto d = own;
  if (++d.nmax; tried(d)) out.push_back({Remedy::larger_team, -1, d.nmax});
  return out;
}

/// Of roles that lack months, the one that lacks most.
int scarcest(const Field& field, const Roster& roster, const Case& c, int from, int to) {
  int worst = -1, lack = 0;
  for (int r = 0; r < int(c.holders.size()); ++r) {
    int missing = c.dossier->roles[r].min - left_for(field, roster, c, r, from, to);
    if (missing > lack) lack = missing, worst = r;
  }
  return worst;
}

Refusal reason(const Field& field, const Roster& roster, const Roster& promised, const Roster& empty, const Case& c) {
  const auto& d = *c.dossier;
  Refusal out{.dossier = c.index, .from = d.earliest, .to = d.latest};
  auto about = [&](int role, const Roster& in) {
    out.role = role;
    out.holders = int(c.holders[role].size());
    out.needed = d.roles[role].min;
    out.there = left_for(field, in, c, role, out.from, out.to);
    out.held_by = holding(in, c, role, out.from, out.to);
  };
  if (d.refused) {
    out.why = Why::ruled_out;
    return out;
  }
  // Without its place in a sequence.
  auto alone = c;
  auto free_dossier = d;
  free_dossier.after.clear();
  alone.dossier = &free_dossier;
  alone.successors.clear();
  for (int r = 0; r < int(c.holders.size()); ++r)
    if (c.holders[r].empty() && d.roles[r].min > 0) {
      out.why = Why::nobody_holds_it;
      about(r, empty);
      out.cures = cures_of(field, empty, alone);
      return out;
    }
  if (int r = scarcest(field, empty, c, d.earliest, d.latest); r >= 0) {
    out.why = Why::too_few_months;
    about(r, empty);
    out.cures = cures_of(field, empty, alone);
    return out;
  }
  if (c.joint && !finds_room(field, empty, alone)) {
    out.why = Why::no_way_alone;
    out.cures = cures_of(field, empty, alone);
    return out;
  }
  for (int before : d.after)
    if (!roster.granted(before)) {
      out.why = Why::waits_for_a_refused;
      out.other = before;
      return out;
    }
  if (c.joint && !finds_room(field, promised, alone)) {
    out.why = Why::promised_work;
    if (int r = scarcest(field, promised, c, d.earliest, d.latest); r >= 0) about(r, promised);
    out.cures = cures_of(field, promised, alone);
    return out;
  }
  auto [from, to] = roster.window(c);
  if (from > to) {
    out.why = Why::no_time_after;
    for (int before : d.after)
      if (out.other < 0 || roster.of(before).last > roster.of(out.other).last) out.other = before;
    return out;
  }
  out.from = from, out.to = to;
  bool workshop = false;
  for (int t = from; t <= to; ++t) workshop = workshop || roster.sessions(t) > 0;
  if (!workshop) {
    out.why = Why::no_workshop_left;
    return out;
  }
  if (finds_room(field, roster, c)) {
    auto worth = worth_beside(field, roster, c);
    out.why = worth && *worth > 0 ? Why::not_placed : Why::worth_less;
    return out;
  }
  if (int r = scarcest(field, roster, c, from, to); r >= 0) {
    out.why = Why::holders_are_taken;
    about(r, roster);
  } else if (!c.joint) {
    out.why = Why::none_found;
  } else {
    out.why = Why::no_unbroken_team;
    int tightest = 0;
    for (int other = 1; other < int(c.holders.size()); ++other)
      if (left_for(field, roster, c, other, from, to) - d.roles[other].min <
          left_for(field, roster, c, tightest, from, to) - d.roles[tightest].min)
        tightest = other;
    about(tightest, roster);
  }
  out.cures = cures_of(field, roster, c);
  return out;
}

Roster roster_of(const Field& field, const Plan& plan, bool only_promised) {
  Roster out(field);
  for (std::size_t d = 0; d < plan.size(); ++d)
    if (plan[d] && (!only_promised || field.cases[d].must)) out.add(int(d), *plan[d]);
  return out;
}
}  // namespace

std::vector<Refusal> explain(const Field& field, const Plan& plan, const std::vector<std::int64_t>& profits,
                             std::int64_t scale, std::int64_t bound) {
  auto roster = roster_of(field, plan, false), promised = roster_of(field, plan, true);
  Roster empty(field);
  std::vector<Refusal> out;
  for (const auto& c : field.cases) {
    if (plan[c.index]) continue;
    out.push_back(reason(field, roster, promised, empty, c));
    if (profits.empty()) continue;
    auto& refusal = out.back();
    refusal.profit = profits[c.index] / scale;
    refusal.proved = profits[c.index] < 0 && bound + *refusal.profit < roster.objective();
  }
  return out;
}

Refusal explain_one(const Field& field, const Plan& plan, int dossier) {
  return reason(field, roster_of(field, plan, false), roster_of(field, plan, true), Roster(field),
                field.cases[dossier]);
}

std::vector<Clash> clashes_of_promises(const Field& field) {
  std::vector<Clash> out;
  std::map<std::pair<int, int>, Clash> by_month;  // {month, engineer}
  for (const auto& c : field.cases) {
    if (!c.must) continue;
    Staffing promised{.stints = c.dossier->pins.empty() ? c.dossier->published : c.dossier->pins};
    weigh(field, c, promised);
    Roster alone(field);
    auto own = c;
    own.successors.clear();
    auto free_dossier = *c.dossier;
    free_dossier.after.clear();
    own.dossier = &free_dossier;
    if (!alone.admits(own, promised)) {
      out.push_back({.dossiers = {c.index}});
      continue;
    }
    for (const auto& stint : promised.stints) {
      auto& clash = by_month[{stint.month, stint.engineer}];
      clash.engineer = stint.engineer, clash.month = stint.month;
      clash.wanted += stint.quanta;
      if (std::ranges::find(clash.dossiers, c.index) == clash.dossiers.end()) clash.dossiers.push_back(c.index);
    }
  }
  for (auto& [key, clash] : by_month) {
    const auto& engineer = field.in.engineers[clash.engineer];
    auto at_once = int(clash.dossiers.size());
    clash.kind = ClashKind::months, clash.there = engineer.cap[clash.month];
    if (clash.wanted <= clash.there && at_once > engineer.slots[clash.month])
      clash.kind = ClashKind::slots, clash.wanted = at_once, clash.there = engineer.slots[clash.month];
    if (clash.wanted > clash.there) out.push_back(std::move(clash));
  }
  return out;
}

}  // namespace couloir::solve
