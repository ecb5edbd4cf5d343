#include "pool/wish.h"

#include <fmt/format.h>

#include <algorithm>

#include "plancheck/change.h"
#include "pool/checked_plan.h"
#include "pool/floors.h"
#include "region/written.h"

namespace couloir::pool {
namespace {

constexpr int kLeastWorth = 10, kMostWorth = 300, kMostExtra = 300;  // percent

bool is_of_dossier(WishKind kind) {
  return kind != WishKind::more_capacity && kind != WishKind::new_engineer && kind != WishKind::no_floor;
}
bool is_of_engineer(WishKind kind) {
  return kind == WishKind::ban || kind == WishKind::pin || kind == WishKind::more_capacity;
}
/// −1: it is not there.
int place_of(const std::vector<std::string>& codes, const std::string& code) {
  auto found = std::ranges::find(codes, code);
  return found == codes.end() ? -1 : static_cast<int>(found - codes.begin());
}

bool is_in(const Instance& in, Month month) {
  auto at = month.m.ok() ? month.since(in.start) : -1;
  return at >= 0 && at < in.horizon;
}
/// −1: there is none that she may hold.
int role_for(const InstanceDossier& dossier, const InstanceEngineer& engineer, const std::string& skill,
             const Instance& in) {
  for (std::size_t r = 0; r < dossier.roles.size(); ++r) {
    const auto& role = dossier.roles[r];
    auto level = engineer.skills.find(role.skill);
    bool asked = skill.empty() || in.skills[static_cast<std::size_t>(role.skill)] == skill;
    if (asked && level != engineer.skills.end() && level->second >= role.level) return static_cast<int>(r);
  }
  return -1;
}
bool is_near(const InstanceEngineer& engineer, const InstanceDossier& dossier, const Instance& in) {
  auto way = in.distance[static_cast<std::size_t>(engineer.site)][static_cast<std::size_t>(dossier.site)];
  return in.travel_cost[static_cast<std::size_t>(way)] >= 0;
}
int with_extra(int quanta, int percent) {
  return std::max(quanta, std::min(quanta * (100 + percent) / 100, kQuantaPerMonth));
}

std::vector<std::size_t> floors_left_out(const Wish& wish, const Instance& in) {
  std::vector<std::size_t> all;
  for (std::size_t f = 0; f < in.floors.size(); ++f)
    if (in.floors[f].min > 0 && (wish.floor.empty() || wish.floor == floor_code(in.floors[f], in))) all.push_back(f);
  return all;
}

class Judging {
 public:
  Judging(const Wish& wish, const Instance& in, const Names& names) : wish_(wish), in_(in), names_(names) {}

  std::vector<Problem> judge() {
    bool of_dossier = is_of_dossier(wish_.kind);
    bool of_engineer = is_of_engineer(wish_.kind);
    auto d = of_dossier && names_.shows(wish_.dossier) ? in_.index_of(wish_.dossier) : -1;
    auto e = of_engineer ? in_.index_of(wish_.engineer) : -1;
    if (of_dossier && d < 0) tell("dossier", say("There is no such dossier in this plan."));
    if (of_engineer && e < 0) tell("engineer", say("There is no such engineer in this plan."));
    switch (wish_.kind) {
      case WishKind::grant:
      case WishKind::refuse:
      case WishKind::ban:
        break;
      case WishKind::pin:
        judge_amount(in_.min_alloc, kQuantaPerMonth,
                     say("Between {1} and {2} months are possible.", months_figure(in_.min_alloc),
                         months_figure(kQuantaPerMonth)));
        judge_month("from", wish_.from);
        if (problems_.empty()) judge_pin(in_.dossiers[d], in_.engineers[e]);
        break;
      case WishKind::window:
        judge_months();
        break;
      case WishKind::value:
        judge_amount(kLeastWorth, kMostWorth, between(kLeastWorth, kMostWorth));
        break;
      case WishKind::more_capacity:
        judge_amount(1, kMostExtra, between(1, kMostExtra));
        judge_months();
        if (problems_.empty()) judge_extra(in_.engineers[e]);
        break;
      case WishKind::new_engineer:
        judge_new_engineer();
        break;
      case WishKind::no_floor:
        if (floors_left_out(wish_, in_).empty()) tell("floor", say("This plan has no such floor."));
        break;
    }
    return std::move(problems_);
  }

 private:
  void tell(std::string where, Sentence what) { problems_.push_back({std::move(where), std::move(what)}); }
  static Sentence between(int least, int most) {
    return say("Between {1} and {2} percent are possible.", std::to_string(least), std::to_string(most));
  }
  void judge_amount(int least, int most, Sentence otherwise) {
    if (wish_.amount < least || wish_.amount > most) tell("amount", std::move(otherwise));
  }
  void judge_month(std::string where, Month month) {
    if (!is_in(in_, month))
      tell(std::move(where), say("The plan goes from {1} to {2}: a month of it is expected here.", written(in_.start),
                                 written(in_.start + (in_.horizon - 1))));
  }
  void judge_months() {
    judge_month("from", wish_.from);
    judge_month("to", wish_.to);
    if (problems_.empty() && wish_.to < wish_.from) tell("to", say("The last month comes before the first."));
  }

  void judge_pin(const InstanceDossier& dossier, const InstanceEngineer& engineer) {
    auto role = role_for(dossier, engineer, wish_.skill, in_);
    auto name = names_.engineer(wish_.engineer);
    auto e = in_.index_of(wish_.engineer), month = wish_.from.since(in_.start);
    if (role < 0 || !is_near(engineer, dossier, in_))
      return tell("engineer", say("{1} may not hold that role: skill, level or distance do not allow it.", name));
    if (std::ranges::find(dossier.bans, e) != dossier.bans.end())
      tell("engineer", say("{1} is kept from this dossier already.", name));
    if (month < dossier.earliest || month > dossier.latest)
      tell("from", say("The dossier may run from {1} to {2}.", written(in_.start + dossier.earliest),
                       written(in_.start + dossier.latest)));
    if (auto there = engineer.cap[static_cast<std::size_t>(month)]; there < wish_.amount)
      tell("amount", say("{1} gives {2} months in {3}.", name, months_figure(there), written(wish_.from)));
    for (const auto& pin : dossier.pins)
      if (pin.engineer == e && pin.role == role && pin.month == month)
        tell("from", say("The months of {1} in {2} are fixed there already.", name, written(wish_.from)));
  }
  void judge_extra(const InstanceEngineer& engineer) {
    for (int m = wish_.from.since(in_.start); m <= wish_.to.since(in_.start); ++m) {
      auto there = engineer.cap[static_cast<std::size_t>(m)];
      if (with_extra(there, wish_.amount) > there) return;
    }
    tell("amount", say("{1} would give no more in these months: more than whole months, and less than a tenth of one, "
                       "do not count.",
                       names_.engineer(wish_.engineer)));
  }

  void judge_new_engineer() {
    if (place_of(in_.skills, wish_.skill) < 0) tell("skill", say("There is no such skill in this plan."));
    if (wish_.level < 1 || wish_.level > region::kTopSkillLevel)
      tell("level", say("A level goes from 1 to {1}.", std::to_string(region::kTopSkillLevel)));
    if (place_of(in_.sites, wish_.home) < 0) tell("home", say("There is no such university in this plan."));
    auto least = 100 * in_.min_alloc / kQuantaPerMonth;  // with less she could be given to nobody
    judge_amount(least, 100, between(least, 100));
  }

  const Wish& wish_;
  const Instance& in_;
  const Names& names_;
  std::vector<Problem> problems_;
};

std::string set_in(std::string_view list, int index, std::string_view key, const std::string& value) {
  return fmt::format(R"({{"pointer":"/{}/{}/{}","value":{}}})", list, index, key, value);
}
std::string set_in(std::string_view list, int index, std::string_view key, std::int64_t value) {
  return set_in(list, index, key, std::to_string(value));
}
std::string extra_months(const InstanceEngineer& engineer, int e, const Wish& wish, Month start) {
  std::string all;
  for (int m = wish.from.since(start); m <= wish.to.since(start); ++m)
    all += (all.empty() ? "" : ",") + set_in("engineers", e, "cap/" + std::to_string(m),
                                             with_extra(engineer.cap[static_cast<std::size_t>(m)], wish.amount));
  return all;
}

std::string new_engineer(const Wish& wish, const Instance& in) {
  auto number = 1 + std::ranges::count_if(in.engineers, [](const auto& e) { return is_hypothetical(e.id); });
  std::string caps, slots;
  for (int m = 0; m < in.horizon; ++m) {
    caps += (m == 0 ? "" : ",") + std::to_string(kQuantaPerMonth * wish.amount / 100);
    slots += (m == 0 ? "" : ",") + std::to_string(Engineer{}.parallel);
  }
  return fmt::format(R"("add_engineers":[{{"id":"e-{}","site":{},"skills":{{"{}":{}}},"cap":[{}],"slots":[{}]}}])",
                     number, place_of(in.sites, wish.home), place_of(in.skills, wish.skill), wish.level, caps, slots);
}

/// The later one says the opposite, or the same anew.
bool takes_back(const Wish& later, const Wish& earlier) {
  if (!is_of_dossier(later.kind) || later.dossier != earlier.dossier) return false;
  switch (later.kind) {
    case WishKind::grant:
    case WishKind::pin:
      return earlier.kind == WishKind::refuse || (later.kind == WishKind::grant && earlier.kind == WishKind::grant);
    case WishKind::refuse:
      return earlier.kind == WishKind::grant || earlier.kind == WishKind::refuse || earlier.kind == WishKind::pin;
    case WishKind::window:
      return earlier.kind == WishKind::window;
    case WishKind::ban:
    case WishKind::value:
    case WishKind::more_capacity:
    case WishKind::new_engineer:
    case WishKind::no_floor:
      return later.kind == WishKind::ban && later == earlier;
  }
  return false;
}

Error in_conflict(const Names& names, Error error) {
  for (auto& p : error.problems) p.where = "wishes";
  return with_names(names, Error::refused(say("These wishes do not go together."), std::move(error.problems)));
}

}  // namespace

Wish bare(const Wish& wish) {
  Wish to{.kind = wish.kind};
  bool months = wish.kind == WishKind::window || wish.kind == WishKind::more_capacity, pin = wish.kind == WishKind::pin,
       added = wish.kind == WishKind::new_engineer;
  if (is_of_dossier(wish.kind)) to.dossier = wish.dossier;
  if (is_of_engineer(wish.kind)) to.engineer = wish.engineer;
  if (pin || added) to.skill = wish.skill;
  if (pin || months) to.from = wish.from;
  if (months) to.to = wish.to;
  if (pin || added || wish.kind == WishKind::value || wish.kind == WishKind::more_capacity) to.amount = wish.amount;
  if (added) to.level = wish.level, to.home = wish.home;
  if (wish.kind == WishKind::no_floor) to.floor = wish.floor;
  return to;
}

std::vector<Problem> problems_of(const Wish& wish, const Instance& in, const Names& names) {
  return Judging(wish, in, names).judge();
}

std::string delta_of(const Wish& wish, const Instance& in) {
  auto d = in.index_of(wish.dossier), e = in.index_of(wish.engineer);
  auto delta = [](const std::string& members) { return R"({"format":"pool-delta/1",)" + members + "}"; };
  auto set = [](const std::string& values) { return R"("set":[)" + values + "]"; };
  auto once_refused = [&] {  // what was ruled out may come back
    return in.dossiers[d].refused ? set(set_in("dossiers", d, "refused", 0)) + "," : "";
  };
  switch (wish.kind) {
    case WishKind::grant:
      return delta(once_refused() + fmt::format(R"("grant":[{}])", d));
    case WishKind::refuse:
      return delta((in.dossiers[d].pins.empty() ? "" : set(set_in("dossiers", d, "pins", "[]")) + ",") +
                   fmt::format(R"("refuse":[{}])", d));
    case WishKind::ban:
      return delta(fmt::format(R"("bans":[{{"dossier":{},"engineer":{}}}])", d, e));
    case WishKind::pin:
      return delta(once_refused() +
                   fmt::format(R"("pins":[{{"dossier":{},"engineer":{},"role":{},"month":{},"quanta":{}}}])", d, e,
                               role_for(in.dossiers[d], in.engineers[e], wish.skill, in), wish.from.since(in.start),
                               wish.amount));
    case WishKind::window:
      return delta(set(set_in("dossiers", d, "earliest", wish.from.since(in.start)) + "," +
                       set_in("dossiers", d, "latest", wish.to.since(in.start))));
    case WishKind::value:
      return delta(set(set_in("dossiers", d, "base", in.dossiers[d].base * wish.amount / 100) + "," +
                       set_in("dossiers", d, "slope", in.dossiers[d].slope * wish.amount / 100)));
    case WishKind::more_capacity:
      return delta(set(extra_months(in.engineers[e], e, wish, in.start)));
    case WishKind::new_engineer:
      return delta(new_engineer(wish, in));
    case WishKind::no_floor: {
      std::string values;
      for (auto f : floors_left_out(wish, in))
        values += (values.empty() ? "" : ",") + set_in("floors", static_cast<int>(f), "min", 0);
      return delta(set(values));
    }
  }
  return {};
}

Result<Instance> varied(Instance in, const std::vector<Wish>& wishes, const Names& names) {
  if (wishes.empty()) return Error::invalid({{"wishes", say("Say what is to be otherwise.")}});
  if (wishes.size() > kMostWishes)
    return Error::invalid({{"wishes", say("At most {1} at once.", std::to_string(kMostWishes))}});
  std::vector<Problem> wrong;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    auto found = problems_of(wishes[i], in, names);
    for (auto& p : found) wrong.push_back({fmt::format("wishes/{}/{}", i, p.where), std::move(p.what)});
    if (!wrong.empty()) continue;
    auto changed = plancheck::changed(text_of(in), delta_of(wishes[i], in));
    if (!changed) return in_conflict(names, std::move(changed).error());
    TRY_LET(in, read_instance(*changed));
  }
  if (!wrong.empty()) return Error::invalid(std::move(wrong));
  if (auto read = is_readable(in); !read) return in_conflict(names, std::move(read).error());
  return in;
}

std::vector<Wish> added_up(std::vector<Wish> before, const std::vector<Wish>& now) {
  for (const auto& wish : now) {
    std::erase_if(before, [&](const Wish& earlier) { return takes_back(wish, earlier); });
    before.push_back(wish);
  }
  return before;
}

bool is_hypothetical(const Wish& wish, const Instance& in) {
  switch (wish.kind) {
    case WishKind::window:
    case WishKind::value:
    case WishKind::more_capacity:
    case WishKind::new_engineer:
    case WishKind::no_floor:
      return true;
    case WishKind::refuse: {
      auto d = in.index_of(wish.dossier);
      return d >= 0 && !in.dossiers[d].published.empty();
    }
    case WishKind::grant:
    case WishKind::ban:
    case WishKind::pin:
      return false;
  }
  return true;
}

std::string in_words(const Wish& wish, const Names& names, const Foundations& house) {
  if (is_of_dossier(wish.kind) && !names.shows(wish.dossier))
    return tr("Something about a dossier that is not yours to see.");
  auto dossier = names.title(wish.dossier), engineer = names.engineer(wish.engineer);
  auto share = percent(wish.amount / 100.0);
  switch (wish.kind) {
    case WishKind::grant:
      return tr("It has to be granted: {1}.", dossier);
    case WishKind::refuse:
      return tr("It is not granted: {1}.", dossier);
    case WishKind::ban:
      return tr("{1} does not work on {2}.", engineer, dossier);
    case WishKind::pin: {
      auto months = months_figure(wish.amount), when = written(wish.from);
      if (wish.skill.empty()) return tr("{1} works on {2} in {3}: {4} months.", engineer, dossier, when, months);
      return tr("{1} works on {2} in {3}: {4} months of {5}.", engineer, dossier, when, months,
                region::skill_name(house.region, wish.skill));
    }
    case WishKind::window:
      return tr("It may run from {1} to {2}: {3}.", written(wish.from), written(wish.to), dossier);
    case WishKind::value:
      return tr("It is worth {1} of what it was worth: {2}.", share, dossier);
    case WishKind::more_capacity:
      return tr("{1} gives {2} more from {3} to {4}.", engineer, share, written(wish.from), written(wish.to));
    case WishKind::new_engineer: {
      const auto* home = region::find(house.pack.homes, wish.home);
      return tr("A hypothetical engineer more: {1} at level {2}, {3} of full time, at {4}.",
                region::skill_name(house.region, wish.skill), std::to_string(wish.level), share,
                home == nullptr ? wish.home : home->name.text());
    }
    case WishKind::no_floor:
      if (wish.floor.empty()) return tr("No floor holds: no pillar and no site need have the effort it should have.");
      return tr("This floor does not hold: {1}.", floor_name(wish.floor, house));
  }
  return {};
}

}  // namespace couloir::pool
