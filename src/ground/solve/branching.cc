#include "solve/branching.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "solve/apart_pricer.h"

namespace couloir::solve {

namespace {
constexpr double kClose = 2e-4;  ///< of a node's bound: nearer to the master's value is not worth a look
constexpr std::size_t kMostColumns = 900, kKeptColumns = 500, kMostNodes = 200'000;
constexpr std::size_t kTiny = 12;            ///< dossiers that are always looked at so
constexpr double kNear = 0.01;               ///< of a bound: so near to the objective, teams are paid for by name
constexpr int kTrials = 5;                   ///< splits that are tried before one is chosen
constexpr double kWhole = 1e-4;              ///< nearer to 0 or 1 than this is decided
constexpr double kNearlyWhole = 0.95;        ///< of a share: settled at once in a dive
constexpr int kDiveLooks = 3;                ///< for new columns after each settling
constexpr double kBlends[] = {0.6, 0.3, 0};  ///< of the best prices so far into the master's

struct LowerBound {
  template <class Node>
  bool operator()(const Node& a, const Node& b) const {
    return a.bound < b.bound;
  }
};
}  // namespace

Branching::Branching(const Field& field, const Bound& from)
    : field_(field),
      master_(field),
      prices_(field, kScale),
      root_prices_(field, kScale),
      sides_(field.cases.size()),
      profits_(field.cases.size()),
      root_profits_(field.cases.size()) {
  nodes_open_.push_back({.centre = std::make_shared<const std::vector<double>>(from.at())});
}

void Branching::learn(const Plan& plan) {
  for (const auto& c : field_.cases)
    if (plan[c.index]) master_.add(column_of(field_, c, *plan[c.index]));
}

std::int64_t Branching::value() const {
  return nodes_open_.empty() ? stuck_ : std::max(stuck_, nodes_open_.front().bound);
}

bool Branching::done(std::int64_t objective) const {
  return nodes_open_.empty() || nodes_open_.front().bound <= objective || nodes_open_.size() >= kMostNodes;
}

void Branching::open(Node node) {
  nodes_open_.push_back(std::move(node));
  std::push_heap(nodes_open_.begin(), nodes_open_.end(), LowerBound{});
}

bool Branching::allows(const Column& column) const {
  const auto& side = sides_[column.dossier];
  return side.granted.value_or(true) && std::all_of(side.fixed.begin(), side.fixed.end(),
                                                    [&](const Fixed& f) { return column.is_with(f.place) == f.there; });
}

void Branching::enter(const Node& node) {
  for (auto& side : sides_) side = {};
  for (const auto& rule : node.rules) {
    if (rule.place < 0)
      sides_[rule.dossier].granted = rule.yes;
    else
      sides_[rule.dossier].fixed.push_back({rule.place, rule.yes});
  }
  for (int d = 0; d < int(sides_.size()); ++d) master_.grant(d, sides_[d].granted);
  for (int i = 0; i < int(master_.columns().size()); ++i) master_.allow(i, allows(master_.columns()[i]));
}

// The bound at prices, and the ways that reach it. A closer look only where the fast one promises more than the master
// gives already. Stopped, nothing is known.
std::optional<std::int64_t> Branching::evaluate(const std::vector<double>& at, bool by_team,
                                                std::vector<Column>& offered, const std::function<bool()>& stopped) {
  prices_.take(field_, at);
  ApartPricer apart(field_, prices_);
  JointPricer joint(field_, prices_);
  auto sum = prices_.of_limits(field_);
  offered.clear();
  for (const auto& c : field_.cases) {
    if (stopped()) return kNone;
    const auto& side = sides_[c.index];
    profits_[c.index] = 0;
    if (!side.granted.value_or(true)) continue;
    bool must = c.dossier->must || side.granted.value_or(false);
    std::optional<Offer> offer;
    bool close = !c.joint;  // whether the offer is as close as any other of this dossier
    if (!c.hopeless) {
      offer = apart.best(c);
      work_ += 25;
      double enough = must ? master_.least_profit(c.index) : std::max(0.0, master_.least_profit(c.index));
      if (offer && !close && double(offer->profit) > enough * double(prices_.scale)) {
        auto beyond = by_team ? std::int64_t(enough * double(prices_.scale)) : INT64_MAX;
        offer = joint.best_with(c, side.fixed, beyond);
        close = true;
        work_ += c.holders.size() == 1 ? 50 : c.holders.size() == 2 ? 500 : 5'000;
      }
    }
    if (!offer) {
      if (must) return std::nullopt;
      continue;
    }
    profits_[c.index] = offer->profit;
    if (must || offer->profit > 0) sum += offer->profit;
    if (!close) continue;
    auto column = column_of(field_, prices_, c, *offer);
    if (allows(column)) offered.push_back(std::move(column));
  }
  return prices_.rounded_down(sum);
}

// Columns until the bound meets the master's value, or nothing better than the objective can be here.
std::int64_t Branching::bounded(std::vector<double>& centre, std::int64_t objective,
                                const std::function<bool()>& stopped) {
  std::int64_t best = kNone;
  std::vector<Column> offered;
  bool root = root_value_ == kNone, by_team = false;
  while (!stopped()) {
    master_.solve();
    int added = 0;
    auto at = master_.prices();
    for (double blend : kBlends) {
      for (std::size_t i = 0; i < at.size(); ++i) at[i] = blend * centre[i] + (1 - blend) * master_.prices()[i];
      auto bound = evaluate(at, by_team, offered, stopped);
      if (!bound) return kImpossible;
      if (*bound < best) {
        best = *bound, centre = at;
        if (root) root_prices_ = prices_, root_profits_ = profits_;
      }
      if (best <= objective) return best;
      for (auto& column : offered)
        if (master_.gain(column) > 1e-3 && master_.add(std::move(column))) ++added;
      if (added) break;
    }
    // Close enough to split it; but what the master itself finds no better than the objective is to be cut off.
    bool close = double(best) - master_.value() < kClose * std::abs(double(best));
    if (added && !(close && master_.value() > double(objective))) continue;
    // What teams cost is little: it is asked for where little is missing, or little is asked.
    bool near = double(best) - double(objective) < kNear * std::abs(double(best));
    if (by_team || !(near || field_.cases.size() <= kTiny)) break;
    by_team = true;
    for (int i = 0; i < int(master_.columns().size()); ++i)
      if (!is_paid(master_.columns()[i])) master_.allow(i, false);
  }
  return best;
}

// Whether the column is worth what it says, each engineer of its team paid for; or cannot be asked to.
bool Branching::is_paid(const Column& column) const {
  const auto& c = field_.cases[column.dossier];
  Staffing staffing{.stints = column.stints};
  weigh(field_, c, staffing);
  return !c.joint || column.worth < double(staffing.worth) + 0.5;
}

// Whether the master takes one way of the dossier, and that is worth what it says.
bool Branching::is_plan(int dossier) const {
  for (int i = 0; i < int(master_.columns().size()); ++i) {
    const auto& column = master_.columns()[i];
    if (column.dossier == dossier && master_.share(i) > 1 - kWhole) return is_paid(column);
  }
  return false;
}

bool Branching::is_fixed(int dossier, int place) const {
  const auto& fixed = sides_[dossier].fixed;
  return std::any_of(fixed.begin(), fixed.end(), [&](const Fixed& f) { return f.place == place; });
}

// Which dossiers are granted comes first, then who is where. Of what is least decided, that whose better side loses
// most.
std::optional<Branching::Rule> Branching::split() {
  struct Choice {
    double open;  ///< how far from decided, 0 to 1/2, times what hangs on it
    Rule rule;
  };
  std::vector<Choice> choices;
  std::vector<double> granted(field_.cases.size());
  std::map<std::pair<int, int>, double> there;
  const auto& columns = master_.columns();
  for (int i = 0; i < int(columns.size()); ++i) {
    if (master_.share(i) < kWhole / 10) continue;
    granted[columns[i].dossier] += master_.share(i);
    if (field_.cases[columns[i].dossier].joint)
      for (auto [place, share] : columns[i].presences) there[{columns[i].dossier, place}] += master_.share(i);
  }
  auto open = [](double share) { return std::min(share, 1 - share); };
  for (const auto& c : field_.cases)
    if (!c.must && open(granted[c.index]) > kWhole)
      choices.push_back({open(granted[c.index]) * double(c.dossier->base), {.dossier = c.index}});
  if (choices.empty())
    for (auto [where, share] : there)
      if (open(share) > kWhole)
        choices.push_back({open(share) * field_.cases[where.first].most, {where.first, where.second}});
  // All is decided but how much is given, or a team that is paid for in part: what is not said yet is said.
  if (choices.empty())
    for (auto [where, share] : there)
      if (auto [dossier, place] = where; !is_plan(dossier) && !is_fixed(dossier, place))
        choices.push_back({double(field_.cases[dossier].most), {dossier, place}});
  if (choices.empty()) return std::nullopt;
  std::sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
    return std::tuple(-a.open, a.rule.dossier, a.rule.place) < std::tuple(-b.open, b.rule.dossier, b.rule.place);
  });
  if (choices.size() > kTrials) choices.resize(kTrials);
  Rule best = choices[0].rule;
  double most = -1;
  for (const auto& [size, rule] : choices) {
    double loss[2];
    for (bool yes : {false, true}) {
      double value;
      if (rule.place < 0) {
        value = master_.value_if(rule.dossier, yes);
      } else {
        std::vector<int> out;
        for (int i = 0; i < int(columns.size()); ++i)
          if (columns[i].dossier == rule.dossier && columns[i].is_with(rule.place) != yes) out.push_back(i);
        value = master_.value_without(out);
      }
      loss[yes] = std::max(0.0, master_.value() - value);
    }
    double score = 5 * std::min(loss[0], loss[1]) + std::max(loss[0], loss[1]);
    if (score > most) most = score, best = rule;
  }
  return best;
}

// Whether what a roster has left is enough for it, its place in a sequence apart.
bool Branching::has_room(const Roster& roster, const Column& column) const {
  std::map<std::pair<int, int>, int> quanta;
  for (const auto& s : column.stints) quanta[{s.engineer, s.month}] += s.quanta;
  return roster.sessions(column.start) > 0 && std::all_of(quanta.begin(), quanta.end(), [&](const auto& entry) {
           auto [engineer, month] = entry.first;
           return roster.slots(engineer, month) > 0 && roster.left(engineer, month) >= entry.second;
         });
}

// Takes what the master takes nearly whole, or else what it takes most of, as far as it fits. How many.
int Branching::settle(Roster& roster) {
  std::vector<int> order;
  const auto& columns = master_.columns();
  for (int i = 0; i < int(columns.size()); ++i)
    if (master_.share(i) > kWhole && !roster.granted(columns[i].dossier)) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return master_.share(a) > master_.share(b); });
  int settled = 0;
  for (int i : order) {
    if (settled && master_.share(i) < kNearlyWhole) break;
    int d = columns[i].dossier;
    Staffing staffing{.stints = columns[i].stints};
    weigh(field_, field_.cases[d], staffing);
    if (roster.granted(d) || !roster.admits(field_.cases[d], staffing)) continue;
    roster.add(d, std::move(staffing));
    master_.grant(d, true);
    for (int j = 0; j < int(columns.size()); ++j)
      if (columns[j].dossier == d) master_.allow(j, j == i);
    ++settled;
  }
  for (int i = 0; i < int(columns.size()); ++i)
    if (!roster.granted(columns[i].dossier)) master_.allow(i, allows(columns[i]) && has_room(roster, columns[i]));
  return settled;
}

Plan Branching::dive(const std::function<bool()>& stopped) {
  Roster roster(field_);
  Inserter inserter(field_);
  auto before = work();
  do {
    bool added = true;
    for (int look = 0; added && look < kDiveLooks && !stopped(); ++look) {
      added = false;
      master_.solve();
      prices_.take(field_, master_.prices());
      JointPricer pricer(field_, prices_);
      for (const auto& c : field_.cases) {
        if (c.hopeless || roster.granted(c.index) || !sides_[c.index].granted.value_or(true)) continue;
        auto column = next_within(c, roster, pricer, inserter);
        if (column && allows(*column) && master_.gain(*column) > 1e-3) added = master_.add(std::move(*column)) || added;
      }
    }
    master_.solve();
  } while (!stopped() && settle(roster) > 0);
  work_ += inserter.work();
  // Its programs begin far from where they end: a unit takes three times as long as in a node.
  work_ += 2 * (work() - before);
  return roster.plan();
}

// Exact for up to two roles; of three, teams that the search looks at as well.
std::optional<Column> Branching::next_within(const Case& c, const Roster& roster, JointPricer& pricer,
                                             Inserter& inserter) {
  if (c.holders.size() <= 2 && c.joint) {
    work_ += 25 * c.holders.size() * c.holders.size();
    auto offer = pricer.best_within(c, roster);
    return offer ? std::optional(column_of(field_, prices_, c, *offer)) : std::nullopt;
  }
  int places = field_.engineers * field_.months;
  const auto& at = master_.prices();
  inserter.free_team = 4;
  auto found =
      inserter.best(roster, {{at.begin(), at.begin() + places}, {at.begin() + places, at.begin() + 2 * places}}, c);
  return found ? std::optional(column_of(field_, c, found->staffing)) : std::nullopt;
}

bool Branching::step(std::int64_t objective, const std::function<bool()>& stopped) {
  while (!nodes_open_.empty() && nodes_open_.front().bound <= objective) {
    std::pop_heap(nodes_open_.begin(), nodes_open_.end(), LowerBound{});
    nodes_open_.pop_back();
  }
  if (nodes_open_.empty()) return false;
  std::pop_heap(nodes_open_.begin(), nodes_open_.end(), LowerBound{});
  Node node = std::move(nodes_open_.back());
  nodes_open_.pop_back();
  ++nodes_;
  enter(node);
  auto centre = *node.centre;
  auto bound = bounded(centre, objective, stopped);
  if (stopped()) {
    if (root_value_ == kNone) root_value_ = bound;
    node.bound = std::min(node.bound, bound);
    open(std::move(node));
    return false;
  }
  if (root_value_ == kNone) root_value_ = bound;
  bound = std::min(bound, node.bound);
  if (bound <= objective) return false;
  master_.solve();
  auto rule = split();
  if (!rule) {
    auto found = std::int64_t(std::floor(master_.value() + 1e-3));
    bound = std::min(bound, bounded(centre, std::max(objective, found), stopped));
    stuck_ = std::max(stuck_, bound);
    return bound > objective;
  }
  auto prices = std::make_shared<const std::vector<double>>(std::move(centre));
  for (bool yes : {false, true}) {
    Node child{node.rules, bound, prices};
    rule->yes = yes;
    child.rules.push_back(*rule);
    open(std::move(child));
  }
  master_.shrink(master_.columns().size() > kMostColumns ? kKeptColumns : kMostColumns);
  return true;
}

}  // namespace couloir::solve
