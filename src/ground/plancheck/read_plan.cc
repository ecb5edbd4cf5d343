// pool-plan/1 from its text, against the instance it is for.
#include <algorithm>
#include <array>

#include "plancheck/node.h"
#include "plancheck/plan.h"

namespace couloir::plancheck {
namespace {

constexpr std::size_t kLongestText = 20'000;  // one reason of a refusal, in one language

class PlanReader {
 public:
  PlanReader(Reading& reading, const Instance& instance) : reading_(reading), instance_(instance) {}

  Plan read(const Node& root, bool only_rows) {
    Fields fields(reading_, root,
                  {{"format"},
                   {"plans"},
                   {"instance", Needed::no},
                   {"objective", Needed::no},
                   {"bound", Needed::no},
                   {"status", Needed::no},
                   {"proof", Needed::no},
                   {"split", Needed::no},
                   {"certificate", Needed::no},
                   {"refused", Needed::no},
                   {"work", Needed::no},
                   {"seed", Needed::no},
                   {"threads", Needed::no}});
    if (const auto* format = fields.find("format")) reading_.word(*format, {"pool-plan/1"});
    plan_.instance = fields.text("instance", 200);
    plan_.rows.resize(instance_.dossiers.size());
    if (const auto* plans = fields.find_value("plans")) read_rows(*plans);
    if (only_rows) return std::move(plan_);
    plan_.objective = claim(fields, "objective");
    plan_.bound = claim(fields, "bound");
    if (const auto* status = fields.find("status"))
      plan_.status = static_cast<PlanStatus>(reading_.word(*status, {"optimal", "feasible", "infeasible", "unknown"}));
    if (const auto* proof = fields.find("proof"))
      plan_.proof = static_cast<Proof>(reading_.word(*proof, {"certificate", "search", "none"}));
    if (const auto* split = fields.find_value("split")) plan_.split = split_in(*split);
    if (const auto* certificate = fields.find_value("certificate")) read_certificate(*certificate);
    if (const auto* refused = fields.find_value("refused")) read_refused(*refused);
    fields.whole("work", 0, INT64_MAX);
    fields.whole("seed", 0, INT64_MAX);
    fields.whole("threads", 0, 10'000);
    return std::move(plan_);
  }

 private:
  std::optional<std::int64_t> claim(const Fields& fields, std::string_view name) {
    const auto* node = fields.find_value(name);
    return node != nullptr ? std::optional(reading_.whole(*node, -kMostClaim, kMostClaim)) : std::nullopt;
  }

  int position(const Node& node, std::size_t count) {
    return static_cast<int>(reading_.whole(node, 0, static_cast<std::int64_t>(count) - 1));
  }

  /// The dossiers of an object by their position; one that comes again, or is none, is reported.
  template <class Take>
  void by_dossier(const Node& node, Take&& take) {
    std::vector<bool> seen(instance_.dossiers.size());
    reading_.members(node, [&](const Node& member) {
      auto dossier = index_of(member.name, seen.size());
      if (!dossier)
        return reading_.report(member, seen.empty() ? say("The instance has no dossier.")
                                                    : say("A dossier is named by its position here, 0 to {1}, as text.",
                                                          std::to_string(seen.size() - 1)));
      if (seen[*dossier]) return reading_.twice(member);
      seen[*dossier] = true;
      take(member, *dossier);
    });
  }

  void read_rows(const Node& node) {
    plan_.staffed = true;
    by_dossier(node, [&](const Node& list, std::size_t d) {
      auto& rows = plan_.rows[d];
      reading_.list(list, 1, SIZE_MAX, [&](const Node& row, std::size_t) { rows.push_back(row_in(row, d)); });
      refuse_repeated(list, rows);
    });
  }

  Assignment row_in(const Node& node, std::size_t d) {
    Assignment row;
    reading_.list(node, 4, 4, [&](const Node& value, std::size_t i) {
      if (i == 0) row.engineer = position(value, instance_.engineers.size());
      if (i == 1) row.role = position(value, instance_.dossiers[d].roles.size());
      if (i == 2) row.month = position(value, static_cast<std::size_t>(instance_.horizon));
      if (i == 3) row.quanta = reading_.whole(value, 1, kMostCapacity);
    });
    return row;
  }

  void refuse_repeated(const Node& list, const std::vector<Assignment>& rows) {
    if (!reading_.sound()) return;
    std::vector<std::array<int, 4>> keys;
    for (const auto& row : rows) keys.push_back({row.engineer, row.role, row.month, static_cast<int>(keys.size())});
    std::ranges::sort(keys);
    for (std::size_t i = 1; i < keys.size(); ++i) {
      if (!std::equal(keys[i].begin(), keys[i].begin() + 3, keys[i - 1].begin())) continue;
      Node row{list.document, list.at, &list, {}, static_cast<std::size_t>(keys[i][3])};
      reading_.report(row, say("This engineer, role and month stand in an earlier row too."));
    }
  }

  Split split_in(const Node& node) {
    Fields fields(reading_, node, {{"value"}, {"team"}, {"travel"}, {"move"}, {"floors"}, {"granted"}, {"effort"}});
    auto part = [&](std::string_view name) { return fields.whole(name, -kMostClaim, kMostClaim); };
    return {part("value"), part("team"), part("travel"), part("move"), part("floors"), part("granted"), part("effort")};
  }

  // ── the certificate ──
  void read_certificate(const Node& node) {
    Fields fields(reading_, node,
                  {{"kind"},
                   {"scale"},
                   {"profits"},
                   {"capacity", Needed::no},
                   {"slots", Needed::no},
                   {"sessions", Needed::no},
                   {"floors", Needed::no},
                   {"after", Needed::no},
                   {"order", Needed::no},
                   {"cuts", Needed::no}});
    auto& certificate = plan_.certificate.emplace();
    if (const auto* kind = fields.find("kind")) reading_.word(*kind, {"prices"});
    certificate.scale = fields.whole("scale", 1, kMostScale);
    certificate.capacity = engineer_months(fields, "capacity");
    certificate.slots = engineer_months(fields, "slots");
    auto horizon = static_cast<std::size_t>(instance_.horizon);
    fields.list("sessions", horizon, horizon, [&](const Node& price, std::size_t) {
      certificate.sessions.push_back(reading_.whole(price, 0, kMostPrice));
    });
    auto floors = instance_.floors.size();
    fields.list("floors", floors, floors, [&](const Node& price, std::size_t f) {
      certificate.floors.push_back(reading_.whole(price, 0, certificate.scale * instance_.floors[f].penalty));
    });
    fields.list("after", 0, SIZE_MAX,
                [&](const Node& row, std::size_t) { certificate.after.push_back(after_price_in(row)); });
    fields.list("order", 0, SIZE_MAX,
                [&](const Node& row, std::size_t) { certificate.order.push_back(order_price_in(row)); });
    fields.list("cuts", 0, kMostCuts, [&](const Node& cut, std::size_t) { certificate.cuts.push_back(cut_in(cut)); });
    auto dossiers = instance_.dossiers.size();
    fields.list("profits", dossiers, dossiers, [&](const Node& profit, std::size_t) {
      certificate.profits.push_back(reading_.whole(profit, -kMostClaim, kMostClaim));
    });
  }

  std::vector<std::vector<std::int64_t>> engineer_months(const Fields& fields, std::string_view name) {
    std::vector<std::vector<std::int64_t>> prices;
    auto engineers = instance_.engineers.size(), horizon = static_cast<std::size_t>(instance_.horizon);
    fields.list(name, engineers, engineers, [&](const Node& row, std::size_t) {
      auto& months = prices.emplace_back();
      reading_.list(row, horizon, horizon,
                    [&](const Node& price, std::size_t) { months.push_back(reading_.whole(price, 0, kMostPrice)); });
    });
    return prices;
  }

  AfterPrice after_price_in(const Node& node) {
    AfterPrice price;
    reading_.list(node, 3, 3, [&](const Node& value, std::size_t i) {
      if (i == 0) price.dossier = position(value, instance_.dossiers.size());
      if (i == 1) price.predecessor = position(value, instance_.dossiers.size());
      if (i == 2) price.price = reading_.whole(value, 0, kMostPrice);
    });
    refuse_others(node, price.dossier, price.predecessor);
    return price;
  }

  OrderPrice order_price_in(const Node& node) {
    OrderPrice price;
    reading_.list(node, 4, 4, [&](const Node& value, std::size_t i) {
      if (i == 0) price.dossier = position(value, instance_.dossiers.size());
      if (i == 1) price.predecessor = position(value, instance_.dossiers.size());
      if (i == 2) price.month = position(value, static_cast<std::size_t>(instance_.horizon));
      if (i == 3) price.price = reading_.whole(value, 0, kMostPrice);
    });
    refuse_others(node, price.dossier, price.predecessor);
    return price;
  }

  void refuse_others(const Node& node, int dossier, int predecessor) {
    if (!reading_.sound()) return;
    const auto& after = instance_.dossiers[static_cast<std::size_t>(dossier)].after;
    if (std::ranges::find(after, predecessor) == after.end())
      reading_.report(node, say("Dossier {1} does not come after dossier {2}.", std::to_string(dossier),
                                std::to_string(predecessor)));
  }

  Cut cut_in(const Node& node) {
    Fields fields(reading_, node, {{"engineers"}, {"from"}, {"to"}, {"energy"}, {"terms"}, {"most"}, {"price"}});
    Cut cut;
    fields.list("engineers", 1, instance_.engineers.size(), [&](const Node& engineer, std::size_t) {
      cut.engineers.push_back(position(engineer, instance_.engineers.size()));
    });
    if (auto twice = repeated(cut.engineers); twice && reading_.sound())
      reading_.report(*fields.find("engineers"), say("Engineer {1} stands here twice.", std::to_string(*twice)));
    cut.from = static_cast<int>(fields.whole("from", 0, instance_.horizon - 1));
    cut.to = static_cast<int>(fields.whole("to", cut.from, instance_.horizon - 1));
    cut.energy = weights_in(fields, "energy", kMostCutEnergy);
    cut.terms = weights_in(fields, "terms", kMostCutWeight);
    cut.most = fields.whole("most", 0, kMostCutRight);
    cut.price = fields.whole("price", 0, kMostPrice);
    return cut;
  }

  /// [[dossier, weight], …], each dossier once.
  std::vector<Weighted> weights_in(const Fields& fields, std::string_view name, std::int64_t most) {
    std::vector<Weighted> weights;
    fields.list(name, 0, instance_.dossiers.size(), [&](const Node& pair, std::size_t) {
      auto& weighted = weights.emplace_back();
      reading_.list(pair, 2, 2, [&](const Node& value, std::size_t i) {
        if (i == 0) weighted.dossier = position(value, instance_.dossiers.size());
        if (i == 1) weighted.weight = reading_.whole(value, 0, most);
      });
    });
    std::vector<int> named;
    for (const auto& weighted : weights) named.push_back(weighted.dossier);
    if (auto twice = repeated(named); twice && reading_.sound())
      reading_.report(*fields.find(name), say("Dossier {1} stands here twice.", std::to_string(*twice)));
    return weights;
  }

  static std::optional<int> repeated(std::vector<int> numbers) {
    std::ranges::sort(numbers);
    auto found = std::ranges::adjacent_find(numbers);
    return found != numbers.end() ? std::optional(*found) : std::nullopt;
  }

  // ── reasons of refusals: texts for people, which say nothing that is checked here ──
  void read_refused(const Node& node) {
    by_dossier(node, [&](const Node& reasons, std::size_t d) {
      plan_.refused.push_back(static_cast<int>(d));
      reading_.list(reasons, 0, 1'000, [&](const Node& reason, std::size_t) {
        Fields fields(reading_, reason, {{"rule"}, {"text_fr"}, {"text_en"}, {"evidence", Needed::no}});
        for (auto name : {"rule", "text_fr", "text_en"}) fields.text(name, kLongestText);
        if (const auto* evidence = fields.find("evidence")) reading_.pass_over(*evidence);
      });
    });
  }

  Reading& reading_;
  const Instance& instance_;
  Plan plan_;
};

Result<Plan> read(std::string_view json, const Instance& instance, bool only_rows) {
  TRY_LET(auto document, Document::parse(json));
  Reading reading;
  PlanReader reader(reading, instance);
  auto plan = reader.read(Node{&document, 0, nullptr, {}, 0}, only_rows);
  if (!reading.sound()) return reading.error();
  return plan;
}

}  // namespace

Result<Plan> read_plan(std::string_view json, const Instance& instance) { return read(json, instance, false); }

Result<void> read_rows(std::string_view json, const Instance& instance) {
  TRY(read(json, instance, true));
  return {};
}

}  // namespace couloir::plancheck
