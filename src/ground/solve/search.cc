#include "solve/search.h"

#include <algorithm>
#include <cmath>

namespace couloir::solve {

Search::Search(const Field& field, std::uint64_t seed)
    : field_(field),
      random_(seed),
      inserter_(field),
      roster_(field),
      wants_(field.engineers),
      seen_(field.cases.size()) {
  std::size_t places = std::size_t(field.engineers) * field.months;
  guide_ = prices_ = {std::vector<double>(places, 0.0), std::vector<double>(places, 0.0)};
  for (const auto& c : field.cases) {
    density_.push_back(double(c.dossier->base) / std::max(1, c.least));
    if (c.hopeless) continue;
    for (const auto& who : c.candidates) wants_[who.engineer].push_back(c.index);
  }
  best_ = roster_.plan();
  best_objective_ = roster_.objective();
}

void Search::steer(const std::vector<double>& quantum, const std::vector<double>& presence) {
  prices_.quantum = quantum;
  prices_.presence = presence;
  guide_ = prices_;
}

bool Search::start(const Plan& from) {
  roster_ = Roster(field_);
  // Promises first; then the rest in an order that lets nobody start before what he waits for.
  bool more = true;
  for (int pass = 0; more; ++pass) {
    more = false;
    for (const auto& c : field_.cases)
      if (from[c.index] && !roster_.granted(c.index) && (pass > 0 || c.must) && roster_.admits(c, *from[c.index]))
        roster_.add(c.index, *from[c.index]), more = true;
    more = more || pass == 0;
  }
  // Whoever waits for another comes after him.
  std::size_t missing = 0;
  for (const auto& c : field_.cases) missing += c.must && !roster_.granted(c.index) ? 1 : 0;
  for (bool found = true; found && missing > 0;) {
    found = false;
    for (const auto& c : field_.cases)
      if (c.must && !roster_.granted(c.index) &&
          std::ranges::all_of(c.dossier->after, [&](int d) { return roster_.granted(d); }) && make_room(c))
        found = true, --missing;
  }
  best_ = roster_.plan();
  changed_.clear();
  best_objective_ = roster_.objective();
  return missing == 0;
}

// A promised dossier that does not fit: all that share its candidates and are not promised go, then promises are laid
// anew.
bool Search::make_room(const Case& c) {
  for (int tries = 0; tries < 50; ++tries) {
    ++steps_;
    std::vector<std::pair<int, Staffing>> out;
    for (const auto& other : field_.cases) {
      if (!roster_.granted(other.index) || (other.must && tries < 5)) continue;
      const auto& s = roster_.of(other.index);
      bool shares = std::any_of(s.stints.begin(), s.stints.end(), [&](const Stint& x) {
        return std::any_of(c.candidates.begin(), c.candidates.end(),
                           [&](const Candidate& who) { return who.engineer == x.engineer; });
      });
      if (shares && (tries > 0 || chance() < 0.5)) take_out(other.index, out);
    }
    std::vector<int> order{c.index};
    for (const auto& [d, s] : out)
      if (field_.cases[d].must) order.push_back(d);
    std::shuffle(order.begin(), order.end(), random_);
    if (insert_all(order)) return true;
    for (int d : order)
      if (roster_.granted(d)) roster_.remove(d);
    for (auto& [d, s] : out)
      if (field_.cases[d].must && !roster_.granted(d) && roster_.admits(field_.cases[d], s))
        roster_.add(d, std::move(s));
  }
  return false;
}

// In this order, but whoever waits for another after him.
bool Search::insert_all(const std::vector<int>& dossiers) {
  bool more = true, all = false;
  while (more && !all) {
    more = false, all = true;
    for (int d : dossiers) {
      if (roster_.granted(d)) continue;
      if (insert(d, -1e15))
        more = true;
      else
        all = false;
    }
  }
  return all;
}

void Search::back_to_best() {
  roster_ = Roster(field_);
  for (std::size_t d = 0; d < best_.size(); ++d)
    if (best_[d]) roster_.add(int(d), *best_[d]);
  changed_.clear();
}

bool Search::insert(int dossier, double greed) {
  const auto& c = field_.cases[dossier];
  inserter_.free_team = chance() < free_share ? 2 + pick(5) : 0;
  auto found = inserter_.best(roster_, guide_, c);
  if (!found) return false;
  if (!c.must) {
    if (found->profit < greed) return false;
    if (found->staffing.worth + roster_.relief(c, found->staffing.effort) <= 0) return false;
  }
  roster_.add(dossier, std::move(found->staffing));
  return true;
}

void Search::take_out(int dossier, std::vector<std::pair<int, Staffing>>& out) {
  for (int later : field_.cases[dossier].successors)
    if (roster_.granted(later)) take_out(later, out);
  out.emplace_back(dossier, roster_.remove(dossier));
}

void Search::fill(const std::function<bool()>& stopped) {
  std::vector<std::pair<double, int>> order;
  for (const auto& c : field_.cases)
    if (!roster_.granted(c.index) && !c.candidates.empty())
      order.emplace_back(-density_[c.index] * (0.8 + 0.4 * chance()), c.index);
  std::sort(order.begin(), order.end());
  for (int pass = 0; pass < 2; ++pass)
    for (auto [key, d] : order)
      if (!roster_.granted(d) && !stopped()) insert(d, pass == 0 ? 0 : -1e15);
  for (auto [key, d] : order) changed_.push_back(d);
  if (roster_.objective() > best_objective_) keep_best();
}

// Copies what has changed since the best plan was last the roster's own.
void Search::keep_best() {
  for (int d : changed_) best_[d] = roster_.plan()[d];
  changed_.clear();
  best_objective_ = roster_.objective();
}

void Search::noise(const std::vector<int>& engineers) {
  double level = 0.2 + 1.0 * chance(), spread = 0.6 * chance();
  for (int e : engineers)
    for (int t = 0; t < field_.months; ++t) {
      int place = field_.place(e, t);
      double factor = level * (1 + spread * (2 * chance() - 1));
      guide_.quantum[place] = std::max(1.0, prices_.quantum[place]) * factor;
      guide_.presence[place] = prices_.presence[place] * factor;
    }
}

bool Search::step(double temperature) {
  ++steps_;
  auto before = roster_.objective();
  std::vector<std::pair<int, Staffing>> out;
  std::vector<int> freed;  // engineers
  int want = -1;
  int dossiers = int(field_.cases.size());
  auto clashes = [&](int e, int from, int to, int most) {
    // Granted dossiers of an engineer in these months, in random order, at most so many.
    int taken = 0;
    int size = int(wants_[e].size()), start = size ? pick(size) : 0;
    for (int i = 0; i < size && taken < most; ++i) {
      int d = wants_[e][(start + i) % size];
      if (!roster_.granted(d)) continue;
      const auto& s = roster_.of(d);
      if (s.last < from || s.first > to) continue;
      bool his = std::any_of(s.stints.begin(), s.stints.end(),
                             [&](const Stint& x) { return x.engineer == e && x.month >= from && x.month <= to; });
      if (!his) continue;
      take_out(d, out);
      ++taken;
    }
  };
  double kind = chance();
  if (kind < 0.5) {
    // A refused dossier is wanted: make room with some of those who could hold it.
    for (int tries = 0; tries < 20 && want < 0; ++tries) {
      int d = pick(dossiers);
      if (!roster_.granted(d) && !field_.cases[d].candidates.empty() && !field_.cases[d].hopeless) want = d;
    }
    if (want >= 0) {
      const auto& c = field_.cases[want];
      int from = c.dossier->earliest, to = c.dossier->latest;
      if (to - from > 3 && chance() < 0.6) from += pick(to - from - 2), to = std::min(to, from + 3 + pick(3));
      for (std::size_t r = 0; r < c.holders.size(); ++r) {
        if (c.holders[r].empty()) continue;
        int e = c.candidates[c.holders[r][pick(int(c.holders[r].size()))]].engineer;
        clashes(e, from, to, 1 + pick(3));
        freed.push_back(e);
      }
    }
  }
  if (out.empty()) {
    // Neighbours: dossiers of one engineer around one month, and of those they work with.
    int e = pick(field_.engineers), t = pick(field_.months), around = 1 + pick(3);
    clashes(e, t - around, t + around, 1 + pick(3));
    freed.push_back(e);
    if (!out.empty() && chance() < 0.5) {
      auto stints = out[pick(int(out.size()))].second.stints;
      int other = stints[pick(int(stints.size()))].engineer;
      clashes(other, t - around, t + around, 1 + pick(2));
      freed.push_back(other);
    }
  }
  for (const auto& [d, s] : out)
    for (const auto& stint : s.stints) freed.push_back(stint.engineer);
  std::sort(freed.begin(), freed.end());
  freed.erase(std::unique(freed.begin(), freed.end()), freed.end());
  noise(freed);

  std::vector<std::pair<double, int>> order;
  double spread = 0.3 + 0.7 * chance();
  auto key = [&](int d) { return -density_[d] * (1 + spread * (2 * chance() - 1)); };
  for (const auto& [d, s] : out) order.emplace_back(field_.cases[d].must ? -1e12 : key(d), d), seen_[d] = 1;
  if (want >= 0 && !seen_[want]) order.emplace_back(chance() < 0.8 ? -1e11 : key(want), want), seen_[want] = 1;
  int others = 0;
  for (int tries = 0; tries < 24 && others < 8; ++tries) {
    const auto& list = wants_[freed[pick(int(freed.size()))]];
    if (list.empty()) continue;
    int d = list[pick(int(list.size()))];
    if (seen_[d] || roster_.granted(d)) continue;
    seen_[d] = 1;
    order.emplace_back(key(d), d);
    ++others;
  }
  std::sort(order.begin(), order.end());
  std::vector<int> added;
  for (auto [k, d] : order) {
    seen_[d] = 0;
    if (insert(d, -1e15)) added.push_back(d);
  }
  // A second look: what came after another that was put back later.
  for (const auto& [d, s] : out)
    if (!roster_.granted(d) && insert(d, -1e15)) added.push_back(d);

  bool kept_promises = std::all_of(
      out.begin(), out.end(), [&](const auto& o) { return !field_.cases[o.first].must || roster_.granted(o.first); });
  auto gain = double(roster_.objective() - before);
  bool accept = kept_promises && (gain >= 0 || (temperature > 0 && chance() < std::exp(gain / temperature)));
  if (!accept) {
    // Successors before those they wait for.
    std::vector<std::pair<int, Staffing>> dropped;
    for (auto d = added.rbegin(); d != added.rend(); ++d)
      if (roster_.granted(*d)) take_out(*d, dropped);
    for (auto o = out.rbegin(); o != out.rend(); ++o) roster_.add(o->first, std::move(o->second));
    return false;
  }
  for (const auto& [d, s] : out) changed_.push_back(d);
  changed_.insert(changed_.end(), added.begin(), added.end());
  if (roster_.objective() <= best_objective_) return false;
  keep_best();
  return true;
}

}  // namespace couloir::solve
