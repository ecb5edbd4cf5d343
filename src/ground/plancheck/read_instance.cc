// pool/1 from its text. Two rounds: the values one by one with their bounds, then what must hold between them.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "plancheck/instance.h"
#include "plancheck/node.h"

namespace couloir::plancheck {
namespace {

constexpr std::size_t kLongestName = 200;

class InstanceReader {
 public:
  explicit InstanceReader(Reading& reading) : reading_(reading) {}

  Instance read(const Node& root) {
    Fields fields(reading_, root,
                  {{"format"},
                   {"name"},
                   {"horizon"},
                   {"start"},
                   {"quanta_per_month"},
                   {"min_alloc"},
                   {"skills"},
                   {"pillars"},
                   {"sites"},
                   {"distance"},
                   {"travel_cost"},
                   {"weights"},
                   {"session_cap"},
                   {"floors"},
                   {"engineers"},
                   {"dossiers"},
                   {"stats", Needed::no}});
    if (const auto* format = fields.find("format")) reading_.word(*format, {"pool/1"});
    read_frame(fields);
    if (!reading_.sound()) return {};  // positions below would be judged by a wrong frame
    fields.list("floors", 0, kMostFloors, [&](const Node& node, std::size_t) { read_floor(node); });
    fields.list("engineers", 0, kMostEngineers, [&](const Node& node, std::size_t) { read_engineer(node); });
    const auto* dossiers = fields.find("dossiers");
    count_ = dossiers->kind() == JsonKind::list ? dossiers->item().number : 0;
    fields.list("dossiers", 0, kMostDossiers, [&](const Node& node, std::size_t) { read_dossier(node); });
    if (const auto* stats = fields.find("stats")) reading_.pass_over(*stats);
    if (reading_.sound()) refuse_cycles(*dossiers);
    return std::move(instance_);
  }

 private:
  void read_frame(const Fields& fields) {
    instance_.name = fields.text("name", kLongestName);
    instance_.horizon = static_cast<int>(fields.whole("horizon", 1, kMostMonths));
    if (const auto* start = fields.find("start")) read_start(*start);
    fields.whole("quanta_per_month", 1, kMostQuantaPerMonth);
    instance_.min_alloc = fields.whole("min_alloc", 1, kMostQuantaPerMonth);
    instance_.skills = names(fields, "skills");
    instance_.pillars = names(fields, "pillars");
    instance_.sites = names(fields, "sites");
    fields.list("travel_cost", 1, kMostNames, [&](const Node& cost, std::size_t) {
      instance_.travel_cost.push_back(reading_.whole(cost, -1, kMostWeight));
    });
    auto sites = instance_.sites.size();
    fields.list("distance", sites, sites, [&](const Node& row, std::size_t) {
      auto& classes = instance_.distance.emplace_back();
      reading_.list(row, sites, sites, [&](const Node& value, std::size_t) {
        classes.push_back(position(value, instance_.travel_cost.size()));
      });
    });
    if (const auto* weights = fields.find("weights")) {
      Fields each(reading_, *weights, {{"team"}, {"move"}});
      instance_.team_weight = each.whole("team", 0, kMostWeight);
      instance_.move_weight = each.whole("move", 0, kMostWeight);
    }
    instance_.sessions = months(fields, "session_cap", kMostSessions);
  }

  void read_start(const Node& node) {
    auto text = reading_.text(node, kLongestName);
    auto digits = [&](std::size_t from, std::size_t to) {
      return std::all_of(text.begin() + from, text.begin() + to, [](char c) { return '0' <= c && c <= '9'; });
    };
    bool shaped = text.size() == 7 && text[4] == '-' && digits(0, 4) && digits(5, 7);
    if (shaped) {
      instance_.start_year = std::stoi(text.substr(0, 4));
      instance_.start_month = std::stoi(text.substr(5));
    }
    if (!shaped || instance_.start_month < 1 || instance_.start_month > 12)
      reading_.report(node, say("A month such as 2026-09 is expected here."));
  }

  std::vector<std::string> names(const Fields& fields, std::string_view name) {
    std::vector<std::string> all;
    fields.list(name, 1, kMostNames,
                [&](const Node& node, std::size_t) { all.push_back(reading_.text(node, kLongestName)); });
    return all;
  }

  std::vector<std::int64_t> months(const Fields& fields, std::string_view name, std::int64_t most) {
    std::vector<std::int64_t> all;
    auto horizon = static_cast<std::size_t>(instance_.horizon);
    fields.list(name, horizon, horizon,
                [&](const Node& node, std::size_t) { all.push_back(reading_.whole(node, 0, most)); });
    return all;
  }

  int position(const Node& node, std::size_t count) {
    return static_cast<int>(reading_.whole(node, 0, static_cast<std::int64_t>(count) - 1));
  }
  int position(const Fields& fields, std::string_view name, std::size_t count) {
    const auto* node = fields.find(name);
    return node != nullptr ? position(*node, count) : 0;
  }

  void read_floor(const Node& node) {
    Fields fields(reading_, node, {{"kind"}, {"key"}, {"min"}, {"penalty"}});
    auto& floor = instance_.floors.emplace_back();
    if (const auto* kind = fields.find("kind"))
      floor.kind = reading_.word(*kind, {"pillar", "site"}) == 0 ? FloorKind::pillar : FloorKind::site;
    floor.key =
        position(fields, "key", floor.kind == FloorKind::pillar ? instance_.pillars.size() : instance_.sites.size());
    floor.min = fields.whole("min", 0, kMostFloor);
    floor.penalty = fields.whole("penalty", 0, kMostWeight);
    if (floor.min > 0 && floor.penalty > kMostFloorCost / floor.min)
      reading_.report(*fields.find("penalty"),
                      say("min × penalty may be at most {1}.", std::to_string(kMostFloorCost)));
  }

  void read_engineer(const Node& node) {
    Fields fields(reading_, node, {{"id"}, {"site"}, {"skills"}, {"cap"}, {"slots"}});
    auto& engineer = instance_.engineers.emplace_back();
    engineer.id = fields.text("id", kLongestName);
    engineer.site = position(fields, "site", instance_.sites.size());
    if (const auto* skills = fields.find("skills")) read_levels(*skills, engineer.levels);
    engineer.capacity = months(fields, "cap", kMostCapacity);
    engineer.slots = months(fields, "slots", kMostSlots);
  }

  void read_levels(const Node& node, std::vector<std::pair<int, int>>& levels) {
    reading_.members(node, [&](const Node& member) {
      auto skill = index_of(member.name, instance_.skills.size());
      auto level = static_cast<int>(reading_.whole(member, 0, kMostLevel));
      if (!skill) return reading_.report(member, no_position(instance_.skills.size()));
      if (std::ranges::find(levels, static_cast<int>(*skill), &std::pair<int, int>::first) != levels.end())
        return reading_.twice(member);
      levels.emplace_back(static_cast<int>(*skill), level);
    });
    std::ranges::sort(levels);
  }

  static Sentence no_position(std::size_t count) {
    return count == 0 ? say("There is nothing to name here.")
                      : say("A name here is a whole number from 0 to {1}, as text.", std::to_string(count - 1));
  }

  void read_dossier(const Node& node) {
    Fields fields(reading_, node,
                  {{"id"},
                   {"pillar"},
                   {"site"},
                   {"roles"},
                   {"earliest"},
                   {"latest"},
                   {"nmin"},
                   {"nmax"},
                   {"base"},
                   {"slope"},
                   {"must"},
                   {"after"},
                   {"published"},
                   {"pins", Needed::no},
                   {"bans", Needed::no},
                   {"refused", Needed::no},
                   {"score", Needed::no},
                   {"strategic", Needed::no}});
    auto& dossier = instance_.dossiers.emplace_back();
    dossier.id = fields.text("id", kLongestName);
    dossier.pillar = position(fields, "pillar", instance_.pillars.size());
    dossier.site = position(fields, "site", instance_.sites.size());
    fields.list("roles", 1, kMostRoles, [&](const Node& role, std::size_t) { read_role(role, dossier); });
    dossier.earliest = static_cast<int>(fields.whole("earliest", 0, instance_.horizon - 1));
    dossier.latest = static_cast<int>(fields.whole("latest", dossier.earliest, instance_.horizon - 1));
    dossier.nmin = fields.whole("nmin", 1, kMostTeam);
    dossier.nmax = fields.whole("nmax", dossier.nmin, kMostTeam);
    read_value(fields, dossier);
    dossier.promised = fields.whole("must", 0, 1) == 1;
    fields.list("after", 0, static_cast<std::size_t>(count_),
                [&](const Node& before, std::size_t) { read_predecessor(before, dossier); });
    fields.list("published", 0, SIZE_MAX,
                [&](const Node& row, std::size_t) { dossier.published.push_back(assignment(row, dossier)); });
    refuse_repeated(fields, "published", dossier.published);
    refuse_dear_moves(fields, dossier);
    read_wishes(fields, dossier);
    for (auto ignored : {"score", "strategic"})
      if (const auto* value = fields.find(ignored)) reading_.pass_over(*value);
  }

  void read_role(const Node& node, Dossier& dossier) {
    Fields fields(reading_, node, {{"skill"}, {"level"}, {"min"}, {"max"}});
    auto& role = dossier.roles.emplace_back();
    role.skill = position(fields, "skill", instance_.skills.size());
    role.level = static_cast<int>(fields.whole("level", 0, kMostLevel));
    role.min = fields.whole("min", 0, kMostRoleEffort);
    role.max = fields.whole("max", std::max<std::int64_t>(role.min, 1), kMostRoleEffort);
  }

  void read_value(const Fields& fields, Dossier& dossier) {
    dossier.base = fields.whole("base", -kMostDossierValue, kMostDossierValue);
    dossier.slope = fields.whole("slope", 0, kMostDossierValue);
    auto extra = dossier.most_effort() - dossier.least_effort();
    if (extra > 0 && dossier.slope > kMostDossierValue / extra)
      reading_.report(*fields.find("slope"),
                      say("slope × (max − min) may be at most {1}.", std::to_string(kMostDossierValue)));
  }

  void read_predecessor(const Node& node, Dossier& dossier) {
    auto before = position(node, static_cast<std::size_t>(count_));
    if (before == static_cast<int>(instance_.dossiers.size()) - 1)
      return reading_.report(node, say("A dossier cannot come after itself."));
    if (std::ranges::find(dossier.after, before) != dossier.after.end())
      return reading_.report(node, say("This dossier stands here twice."));
    dossier.after.push_back(before);
  }

  /// What a variant of the pool asks beside the rules.
  void read_wishes(const Fields& fields, Dossier& dossier) {
    dossier.refused = fields.whole("refused", 0, 1) == 1;
    if (dossier.refused && dossier.promised)
      reading_.report(*fields.find("refused"), say("A promised dossier cannot be refused too."));
    fields.list("bans", 0, kMostEngineers, [&](const Node& node, std::size_t) {
      dossier.bans.push_back(position(node, instance_.engineers.size()));
    });
    fields.list("pins", 0, SIZE_MAX, [&](const Node& node, std::size_t) {
      auto pin = assignment(node, dossier);
      if (reading_.sound()) judge_pin(node, pin, dossier);
      dossier.pins.push_back(pin);
    });
    refuse_repeated(fields, "pins", dossier.pins);
  }

  /// What the dossier itself would not let stand.
  void judge_pin(const Node& node, const Assignment& pin, const Dossier& dossier) {
    const auto& engineer = instance_.engineers[pin.engineer];
    const auto& role = dossier.roles[pin.role];
    if (!dossier.promised) reading_.report(node, say("A dossier with pins must be granted: its “must” is 1."));
    if (pin.month < dossier.earliest || pin.month > dossier.latest)
      reading_.report(node, say("This month is outside the window of the dossier."));
    if (std::ranges::find(dossier.bans, pin.engineer) != dossier.bans.end())
      reading_.report(node, say("This engineer is banned from the dossier."));
    if (!holds(engineer, role) || instance_.travel(engineer, dossier) < 0)
      reading_.report(node, say("This engineer may not hold that role: skill, level or distance do not allow it."));
    if (pin.quanta > role.max || pin.quanta > engineer.capacity[pin.month] || engineer.slots[pin.month] < 1)
      reading_.report(node, say("That is more than the role takes or the engineer has left in this month."));
  }

  Assignment assignment(const Node& node, const Dossier& dossier) {
    Assignment row;
    reading_.list(node, 4, 4, [&](const Node& value, std::size_t i) {
      if (i == 0) row.engineer = position(value, instance_.engineers.size());
      if (i == 1) row.role = position(value, dossier.roles.size());
      if (i == 2) row.month = position(value, static_cast<std::size_t>(instance_.horizon));
      if (i == 3) row.quanta = reading_.whole(value, 1, kMostCapacity);
    });
    return row;
  }

  void refuse_repeated(const Fields& fields, std::string_view name, const std::vector<Assignment>& all) {
    const auto* node = fields.find(name);
    if (node == nullptr || !reading_.sound()) return;
    std::vector<std::array<int, 3>> rows;
    for (const auto& row : all) rows.push_back({row.engineer, row.role, row.month});
    std::ranges::sort(rows);
    if (auto twice = std::ranges::adjacent_find(rows); twice != rows.end())
      reading_.report(*node, say("Engineer {1}, role {2}, month {3} stand here twice.", std::to_string((*twice)[0]),
                                 std::to_string((*twice)[1]), std::to_string((*twice)[2])));
  }

  void refuse_dear_moves(const Fields& fields, const Dossier& dossier) {
    const auto* node = fields.find("published");
    std::int64_t quanta = 0;
    for (const auto& row : dossier.published) quanta += row.quanta;
    if (node != nullptr && quanta > 0 && instance_.move_weight > kMostDossierValue / quanta)
      reading_.report(*node, say("move × published quanta may be at most {1}.", std::to_string(kMostDossierValue)));
  }

  /// Takes off those that wait for nobody, again and again; who is left waits in a circle, or for one.
  void refuse_cycles(const Node& dossiers) {
    const auto& all = instance_.dossiers;
    std::vector<std::size_t> waits(all.size());
    std::vector<std::vector<std::size_t>> followers(all.size());
    std::vector<std::size_t> free;
    for (std::size_t d = 0; d < all.size(); ++d) {
      waits[d] = all[d].after.size();
      for (auto before : all[d].after) followers[static_cast<std::size_t>(before)].push_back(d);
      if (waits[d] == 0) free.push_back(d);
    }
    while (!free.empty()) {
      auto done = free.back();
      free.pop_back();
      for (auto follower : followers[done])
        if (--waits[follower] == 0) free.push_back(follower);
    }
    auto stuck = std::ranges::find_if(waits, [](std::size_t n) { return n > 0; });
    if (stuck == waits.end()) return;
    report_cycle(dossiers, static_cast<std::size_t>(stuck - waits.begin()), waits);
  }

  /// REQUIRES: `from` waits for somebody who waits. Walks to where it comes round.
  void report_cycle(const Node& dossiers, std::size_t from, const std::vector<std::size_t>& waits) {
    std::vector<std::size_t> way;
    auto at = from;
    for (; std::ranges::find(way, at) == way.end(); way.push_back(std::exchange(at, next_stuck(at, waits)))) {
    }
    auto circle = std::vector(std::ranges::find(way, at), way.end());
    std::string names;
    for (std::size_t i = 0; i < circle.size() && i < 10; ++i) names += fmt::format("{} → ", circle[i]);
    names += circle.size() > 10 ? "…" : std::to_string(at);
    auto entry = dossiers.at + 1;
    for (std::size_t i = 0; i < at; ++i) entry = dossiers.document->after(entry);
    Node dossier{dossiers.document, entry, &dossiers, {}, at};
    Node after{dossiers.document, entry, &dossier, "after", 0};
    reading_.report(after, say("These dossiers wait for each other in a circle: {1}.", names));
  }
  std::size_t next_stuck(std::size_t from, const std::vector<std::size_t>& waits) const {
    for (auto before : instance_.dossiers[from].after)
      if (waits[static_cast<std::size_t>(before)] > 0) return static_cast<std::size_t>(before);
    return from;
  }

  Reading& reading_;
  Instance instance_;
  std::int64_t count_ = 0;  ///< dossiers in the file
};

}  // namespace

std::int64_t Dossier::least_effort() const {
  return std::accumulate(roles.begin(), roles.end(), std::int64_t{0},
                         [](std::int64_t sum, const Role& role) { return sum + role.min; });
}

std::int64_t Dossier::most_effort() const {
  return std::accumulate(roles.begin(), roles.end(), std::int64_t{0},
                         [](std::int64_t sum, const Role& role) { return sum + role.max; });
}

std::string Instance::month_name(int month) const {
  auto months = start_month - 1 + month;
  return fmt::format("{:04}-{:02}", start_year + months / 12, months % 12 + 1);
}

int level_of(const Engineer& engineer, int skill) {
  auto found = std::ranges::lower_bound(engineer.levels, skill, {}, &std::pair<int, int>::first);
  return found != engineer.levels.end() && found->first == skill ? found->second : 0;
}

Result<Instance> read_instance(std::string_view json) {
  TRY_LET(auto document, Document::parse(json));
  Reading reading;
  InstanceReader reader(reading);
  auto instance = reader.read(Node{&document, 0, nullptr, {}, 0});
  if (!reading.sound()) return reading.error();
  return instance;
}

}  // namespace couloir::plancheck
