#include "solve/insertion.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <tuple>

namespace couloir::solve {

namespace {
constexpr double kNo = -1e18, kDear = 1e18;
constexpr int kSingles = 5, kPaired = 4;
}  // namespace

// For every run, the best that the option gains; with a part in each month of it (covering), or in some of them only.
bool Inserter::fill(Option& option) {
  look_at(option);
  int high = option.most + 1;
  bool any = false;
  for (auto& gain : option.gain) gain.assign(months_ * months_, kNo);
  double team = double(field_.in.team) * double(option.who.size());
  for (int first = 0; first < months_; ++first) {
    for (auto& path : path_) path.assign(high, kDear), path[0] = 0;
    for (int last = first; last < months_; ++last) {
      next_[0] = path_[0];
      next_[1].assign(high, kDear);
      for (const auto& way : ways_[last]) {
        int q = way.give[0];
        double cost = way.cost;
        for (int covering = 0; covering < 2; ++covering) {
          const double* from = path_[covering].data();
          double* to = next_[covering].data() + q;
          for (int x = 0; x < high - q; ++x) to[x] = std::min(to[x], from[x] + cost);
        }
      }
      path_[0].swap(next_[0]);
      path_[1].swap(next_[1]);
      for (int covering = 0; covering < 2; ++covering) {
        double best = kNo;
        for (int x = option.least; x < high; ++x)
          if (path_[covering][x] < kDear / 2)
            best = std::max(best, per_quantum_ * (x - option.least) - path_[covering][x] - team);
        option.gain[covering][first * months_ + last] = best;
        any = any || best > kNo;
      }
    }
  }
  return any;
}

// The option's people as one role of all its effort: the same engineer's quanta may count for either of his roles.
void Inserter::look_at(const Option& option) {
  ask_for(option.who, 0);
  ask_.min[0] = option.least, ask_.max[0] = option.most;
  ask_.at_least = 1, ask_.at_once = option.at_once;
  std::fill(ask_.people.begin(), ask_.people.end(), 1u);
  ways_.resize(std::max<std::size_t>(ways_.size(), months_));
  shares_.look_at(ask_);
  for (int m = 0; m < months_; ++m) shares_.ways(m, ways_[m]);
}

void Inserter::write(const Option& option, bool covering, int first, int last, std::vector<Stint>& stints) {
  // Once more for this run alone, keeping every month's row.
  look_at(option);
  int high = option.most + 1, span = last - first + 1;
  std::vector<double> path((span + 1) * high, kDear);
  path[0] = 0;
  for (int t = 0; t < span; ++t) {
    const double* before = &path[t * high];
    double* now = &path[(t + 1) * high];
    if (!covering) std::copy(before, before + high, now);
    for (const auto& way : ways_[first + t])
      for (int x = 0; x < high - way.give[0]; ++x)
        now[x + way.give[0]] = std::min(now[x + way.give[0]], before[x] + way.cost);
  }
  int effort = option.least;
  double most = kNo;
  for (int x = option.least; x < high; ++x)
    if (double gain = per_quantum_ * (x - option.least) - path[span * high + x];
        path[span * high + x] < kDear / 2 && gain > most)
      most = gain, effort = x;
  std::vector<Part> parts;
  for (int t = span - 1, x = effort; t >= 0; --t) {
    const double* before = &path[t * high];
    double now = path[(t + 1) * high + x];
    if (!covering && before[x] == now) continue;
    for (const auto& way : ways_[first + t]) {
      if (way.give[0] > x || before[x - way.give[0]] + way.cost != now) continue;
      shares_.trace(first + t, way, parts);
      x -= way.give[0];
      break;
    }
  }
  // Which role an hour counts for is free among the roles the option holds: least efforts first, then what scales.
  std::vector<int> roles;
  for (int r = 0; r < int(case_->dossier->roles.size()); ++r)
    if (option.roles >> r & 1) roles.push_back(r);
  std::vector<int> open;
  int extra = effort - option.least;
  for (int r : roles) {
    const auto& role = case_->dossier->roles[r];
    int more = std::min(extra, role.max - role.min);
    open.push_back(role.min + more);
    extra -= more;
  }
  std::size_t at = 0;
  for (const auto& part : parts)
    for (int q = part.quanta; q > 0;) {
      while (at < open.size() && open[at] == 0) ++at;
      int share = std::min(q, open[at]);
      stints.push_back({case_->candidates[option.who[part.person]].engineer, roles[at], from_ + part.month, share});
      open[at] -= share;
      q -= share;
    }
}

std::optional<Inserter::Found> Inserter::best(const Roster& roster, const Guide& guide, const Case& c) {
  roster_ = &roster, guide_ = &guide, case_ = &c;
  const auto& d = *c.dossier;
  std::tie(from_, to_) = roster.window(c);
  months_ = to_ - from_ + 1;
  if (months_ < 1) return std::nullopt;
  int roles = int(d.roles.size());
  // What each candidate has left, and how dear it is on average.
  std::vector<Left> left(c.candidates.size());
  for (std::size_t i = 0; i < c.candidates.size(); ++i) {
    int e = c.candidates[i].engineer;
    Left& l = left[i] = {int(i), 0, 0};
    double fixed = 0;
    int months = 0;
    for (int t = from_; t <= to_; ++t) {
      int q = roster.left(e, t);
      if (q < field_.in.min_alloc || roster.slots(e, t) < 1) continue;
      l.quanta += q;
      l.price += guide.quantum[field_.place(e, t)] * q;
      fixed += guide.presence[field_.place(e, t)] + double(c.candidates[i].travel);
      ++months;
    }
    if (l.quanta) l.price = (l.price + fixed) / l.quanta;
  }
  for (int r = 0; r < roles; ++r) {
    int sum = 0;
    for (int place : c.holders[r]) sum += left[place].quanta;
    if (sum < d.roles[r].min) return std::nullopt;
  }
  std::int64_t relief = roster.relief(c, c.most) - roster.relief(c, c.least);
  per_quantum_ = double(d.slope) + (c.most > c.least ? double(relief) / (c.most - c.least) : 0.0);

  std::vector<Left> by_price;
  for (const auto& l : left)
    if (l.quanta >= field_.in.min_alloc) by_price.push_back(l);
  std::sort(by_price.begin(), by_price.end(),
            [](const Left& a, const Left& b) { return a.price != b.price ? a.price < b.price : a.place < b.place; });

  std::optional<Found> found;
  auto consider = [&](Staffing staffing) {
    if (staffing.stints.empty()) return;
    weigh(field_, c, staffing);
    double profit = double(staffing.worth + roster.relief(c, staffing.effort));
    for (std::size_t i = 0; i < staffing.stints.size(); ++i) {
      const auto& stint = staffing.stints[i];
      int place = field_.place(stint.engineer, stint.month);
      profit -= guide.quantum[place] * stint.quanta;
      if (is_first_of_presence(staffing.stints, i)) profit -= guide.presence[place];
    }
    if (!found || profit > found->profit) found = Found{std::move(staffing), profit};
  };
  if (!d.pins.empty()) {
    for (auto& staffing : beside_pins(by_price)) consider(std::move(staffing));
    return found;
  }
  if (roles == 1) {
    if (auto staffing = small_team(by_price)) consider(std::move(*staffing));
  } else if (auto staffing = roles_apart(by_price, left)) {
    consider(std::move(*staffing));
  }
  if ((free_team > 0 || (c.must && !found)) && c.joint)
    if (auto staffing = together(by_price)) consider(std::move(*staffing));
  return found;
}

// Several roles: one option for each, nobody twice, at most nmax people; the run that pays best.
std::optional<Staffing> Inserter::roles_apart(const std::vector<Left>& by_price, const std::vector<Left>& left) {
  const auto& c = *case_;
  const auto& d = *c.dossier;
  const auto& roster = *roster_;
  int roles = int(d.roles.size());
  std::size_t used = 0;
  auto offer = [&](std::uint32_t set, std::initializer_list<int> who, int at_once) {
    if (options_.size() <= used) options_.emplace_back();
    auto& o = options_[used];
    o.roles = set, o.who = who, o.at_once = at_once, o.least = o.most = 0;
    for (int r = 0; r < roles; ++r)
      if (set >> r & 1) o.least += d.roles[r].min, o.most += d.roles[r].max;
    int has = 0;
    for (int place : who) has += left[place].quanta;
    if (has >= o.least && fill(o)) ++used;
  };
  std::vector<Left> able;
  for (std::uint32_t set = 1; set < 1u << roles; ++set) {
    able.clear();
    int least = 0;
    for (int r = 0; r < roles; ++r)
      if (set >> r & 1) least += d.roles[r].min;
    for (const auto& l : by_price)
      if ((c.candidates[l.place].roles & set) == set) able.push_back(l);
    std::size_t before = used;
    int tried = 0;
    for (const auto& l : able)
      if (l.quanta >= least && ++tried <= kSingles) offer(set, {l.place}, 1);
    if (std::popcount(set) > 1 || able.size() < 2 || used > before) continue;
    int many = std::min<int>(int(able.size()), kPaired), at_once = std::min(2, c.at_once - roles + 1);
    for (int i = 0; i < many && at_once > 0; ++i)
      for (int j = i + 1; j < many; ++j) offer(set, {able[i].place, able[j].place}, at_once);
  }
  if (!used) return std::nullopt;

  std::uint32_t all = (1u << roles) - 1;
  double top = kNo;
  int top_first = 0, top_last = 0;
  std::vector<int> chosen, top_chosen;
  std::uint32_t top_covering = 0;
  auto price_team = [&] {
    for (int first = 0; first < months_; ++first) {
      if (roster.sessions(from_ + first) < 1) continue;
      for (int last = first; last < months_; ++last) {
        double sum = 0;
        int cover_need = d.nmin;
        std::uint32_t covering = 0;
        for (int o : chosen) sum += options_[o].gain[0][first * months_ + last];
        if (sum <= kNo / 2) continue;
        // Those that lose least by being there every month are.
        while (cover_need > 0) {
          double least = kDear;
          int who = -1;
          for (int i = 0; i < int(chosen.size()); ++i) {
            if (covering >> i & 1) continue;
            const auto& o = options_[chosen[i]];
            double loss = o.gain[0][first * months_ + last] - o.gain[1][first * months_ + last];
            if (loss < least) least = loss, who = i;
          }
          if (who < 0 || least > kDear / 2) {
            sum = kNo;
            break;
          }
          covering |= 1u << who;
          sum -= least;
          --cover_need;
        }
        if (sum > top) top = sum, top_first = first, top_last = last, top_chosen = chosen, top_covering = covering;
      }
    }
  };
  auto choose = [&](auto&& self, std::uint32_t open, int people) -> void {
    if (!open) return chosen.empty() ? void() : price_team();
    std::uint32_t lowest = open & (~open + 1);
    if (d.roles[std::countr_zero(lowest)].min == 0) self(self, open & ~lowest, people);
    for (std::size_t i = 0; i < used; ++i) {
      const auto& o = options_[i];
      if (!(o.roles & lowest) || (o.roles & ~open) || people + o.at_once > c.at_once) continue;
      bool twice = false;
      for (int k : chosen)
        for (int a : options_[k].who)
          for (int b : o.who) twice = twice || a == b;
      if (twice) continue;
      chosen.push_back(int(i));
      self(self, open & ~o.roles, people + o.at_once);
      chosen.pop_back();
    }
  };
  choose(choose, all, 0);
  if (top <= kNo / 2) return std::nullopt;
  Staffing staffing;
  for (int i = 0; i < int(top_chosen.size()); ++i)
    write(options_[top_chosen[i]], top_covering >> i & 1, top_first, top_last, staffing.stints);
  return staffing;
}

void Inserter::ask_for(const std::vector<int>& people, double member) {
  const auto& c = *case_;
  const auto& d = *c.dossier;
  ask_.clear(1, months_);
  ask_.at_least = d.nmin, ask_.at_once = std::min<int>(c.at_once, int(people.size())),
  ask_.min_alloc = field_.in.min_alloc;
  ask_.rate = per_quantum_;
  for (int m = 0; m < months_; ++m)
    if (roster_->sessions(from_ + m) < 1) ask_.opening[m] = Ask::kDear;
  for (int candidate : people) {
    const auto& who = c.candidates[candidate];
    ask_.people.push_back(who.roles);
    for (int t = from_; t <= to_; ++t) {
      int place = field_.place(who.engineer, t), slots = roster_->slots(who.engineer, t),
          has = slots < 1 ? 0 : roster_->left(who.engineer, t);
      double each = guide_->quantum[place], once = guide_->presence[place] + double(who.travel) + member;
      // The last slot of a month takes all that is left of it, used or stranded.
      if (slots == 1) once += each * has, each = 0;
      ask_.left.push_back(has);
      ask_.quantum.push_back(each);
      ask_.presence.push_back(once);
    }
  }
  work_ += std::uint64_t(months_) * people.size();
  pin(people);
}

// REQUIRES: no more roles than are looked at together.
void Inserter::ask_by_role(const std::vector<int>& people, double member) {
  ask_for(people, member);
  const auto& roles = case_->dossier->roles;
  ask_.roles = int(roles.size());
  for (int r = 0; r < ask_.roles; ++r) ask_.min[r] = roles[r].min, ask_.max[r] = roles[r].max;
}

// What is pinned is given, and the run goes over its months.
void Inserter::pin(const std::vector<int>& people) {
  for (const auto& pin : case_->dossier->pins) {
    if (ask_.pinned.empty()) ask_.pinned.assign(people.size() * months_ * Ask::kMostRoles, -1);
    int month = pin.month - from_;
    for (std::size_t p = 0; p < people.size(); ++p)
      if (case_->candidates[people[p]].engineer == pin.engineer && month >= 0 && month < months_)
        ask_.pinned[(p * months_ + month) * Ask::kMostRoles + pin.role] = pin.quanta;
    for (int m = std::max(0, month + 1); m < months_; ++m) ask_.opening[m] = Ask::kDear;
    for (int m = 0; m < std::min(month, months_); ++m) ask_.closing[m] = Ask::kDear;
  }
}

Staffing Inserter::written(const std::vector<int>& people) {
  std::vector<Part> parts;
  joint_.write(parts);
  Staffing out;
  for (const auto& part : parts)
    out.stints.push_back({case_->candidates[people[part.person]].engineer, part.role, from_ + part.month, part.quanta});
  return out;
}

// One role: the best of a few teams of one or two.
std::optional<Staffing> Inserter::small_team(const std::vector<Left>& by_price) {
  const auto& d = *case_->dossier;
  std::vector<int> best;
  double top = kNo;
  auto look = [&](std::vector<int> people, int quanta) {
    if (quanta < d.roles[0].min || int(people.size()) < d.nmin) return;
    ask_by_role(people, 0);
    if (!joint_.solve(ask_)) return;
    double profit = joint_.profit() - double(field_.in.team) * double(people.size());
    if (profit > top) top = profit, best = std::move(people);
  };
  int singles = std::min<int>(int(by_price.size()), kSingles);
  for (int i = 0; i < singles; ++i) look({by_price[i].place}, by_price[i].quanta);
  int many = std::min<int>(int(by_price.size()), best.empty() ? kPaired + 1 : 3);
  for (int i = 0; i < many; ++i)
    for (int j = i + 1; j < many; ++j)
      look({by_price[i].place, by_price[j].place}, by_price[i].quanta + by_price[j].quanta);
  if (best.empty()) return std::nullopt;
  ask_by_role(best, 0);
  joint_.solve(ask_);
  return written(best);
}

// Those who are pinned: by themselves, with one of the cheapest others, with several of them.
std::vector<Staffing> Inserter::beside_pins(const std::vector<Left>& by_price) {
  constexpr int kTogether = 6;
  const auto& d = *case_->dossier;
  std::vector<Staffing> out;
  for (const auto& pin : d.pins)
    if (pin.month < from_ || pin.month > to_) return out;
  std::vector<int> pinned, others;
  for (const auto& l : by_price) {
    bool is_pinned = std::any_of(d.pins.begin(), d.pins.end(),
                                 [&](const Stint& pin) { return pin.engineer == case_->candidates[l.place].engineer; });
    (is_pinned ? pinned : others).push_back(l.place);
  }
  auto look = [&](int from, int to) {
    auto people = pinned;
    people.insert(people.end(), others.begin() + from, others.begin() + to);
    if (people.empty() || int(people.size()) < d.nmin) return;
    ask_by_role(people, double(field_.in.team) / std::max(2, months_ / 2));
    if (joint_.solve(ask_)) out.push_back(written(people));
  };
  int many = int(others.size());
  look(0, 0);
  for (int i = 0; i < std::min(many, kSingles); ++i) look(i, i + 1);
  if (many > 1) look(0, std::min(many, 2));
  if (many > 2) look(0, std::min(many, kTogether));
  return out;
}

// The best for a few candidates taken together, whoever of them does what when: what teams of one or two cannot reach.
std::optional<Staffing> Inserter::together(const std::vector<Left>& by_price) {
  const auto& d = *case_->dossier;
  std::size_t most = free_team > 0 ? std::size_t(free_team) : std::size_t(std::max(6, d.nmin));
  std::vector<int> people;
  for (std::size_t i = 0; i < by_price.size() && i < most; ++i) people.push_back(by_price[i].place);
  for (std::size_t r = 0; r < d.roles.size(); ++r) {
    int sum = 0;
    for (std::size_t i = 0; i < people.size(); ++i)
      if (case_->candidates[people[i]].roles >> r & 1) sum += by_price[i].quanta;
    if (sum < d.roles[r].min) return std::nullopt;
  }
  if (int(people.size()) < d.nmin) return std::nullopt;
  // Spread over the months a team is likely to be there; what it costs in truth is weighed afterwards.
  ask_by_role(people, double(field_.in.team) / std::max(2, months_ / 2));
  if (!joint_.solve(ask_)) return std::nullopt;
  return written(people);
}

}  // namespace couloir::solve
