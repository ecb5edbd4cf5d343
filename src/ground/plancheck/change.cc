#include "plancheck/change.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>

#include "plancheck/instance.h"
#include "plancheck/node.h"

namespace couloir::plancheck {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostWishes = 10'000, kLongestPointer = 300;

/// The whole text once more as a tree: what is set or added may be any value.
class Change {
 public:
  Change(Reading& reading, json::value& instance, const json::value& wishes)
      : reading_(reading), instance_(instance), wishes_(wishes) {}

  /// What may change who there is: positions are judged by what comes out.
  void frame(const Fields& fields) {
    fields.list("set", 0, kMostWishes, [&](const Node& node, std::size_t i) { set(node, i); });
    fields.list("add_engineers", 0, kMostEngineers, [&](const Node&, std::size_t i) {
      auto* engineers = list("engineers");
      if (engineers != nullptr) engineers->push_back(wishes_.at("add_engineers").at(i));
    });
  }

  void wishes(const Fields& fields, const Instance& now) {
    now_ = &now;
    fields.list("remove_engineers", 0, kMostWishes, [&](const Node& node, std::size_t) { remove(node); });
    fields.list("refuse", 0, kMostWishes, [&](const Node& node, std::size_t) {
      int d = position(node, now_->dossiers.size());
      if (!refused_.insert(d).second) reading_.report(node, say("This dossier stands here twice."));
      dossier(d)["refused"] = 1, dossier(d)["must"] = 0;
    });
    fields.list("grant", 0, kMostWishes,
                [&](const Node& node, std::size_t) { grant(node, position(node, now_->dossiers.size())); });
    fields.list("bans", 0, kMostWishes, [&](const Node& node, std::size_t) { ban(node); });
    fields.list("pins", 0, kMostWishes, [&](const Node& node, std::size_t) { pin(node); });
    if (const auto* until = fields.find_value("frozen_until")) freeze(*until);
  }

 private:
  void set(const Node& node, std::size_t i) {
    Fields fields(reading_, node, {{"pointer"}, {"value"}});
    const auto* at = fields.find("pointer");
    if (at == nullptr || fields.find("value") == nullptr) return;
    auto pointer = reading_.text(*at, kLongestPointer);
    boost::system::error_code error;
    auto* place = instance_.find_pointer(pointer, error);
    if (place == nullptr || error)
      return reading_.report(*at, say("There is nothing at this place of the instance: {1}.", pointer));
    *place = wishes_.at("set").at(i).at("value");
  }

  void remove(const Node& node) {
    Fields fields(reading_, node, {{"engineer"}, {"from"}});
    int e = position(fields, "engineer", now_->engineers.size()), from = month(fields, "from");
    auto& engineer = list("engineers")->at(e);
    for (const auto* what : {"cap", "slots"}) {
      auto& months = engineer.at(what).as_array();
      std::fill(months.begin() + from, months.end(), 0);
    }
  }

  void grant(const Node& node, int d) {
    if (refused_.contains(d)) reading_.report(node, say("This dossier is granted and refused at once."));
    dossier(d)["must"] = 1;
  }

  void ban(const Node& node) {
    Fields fields(reading_, node, {{"dossier"}, {"engineer"}});
    auto& bans = of(position(fields, "dossier", now_->dossiers.size()), "bans");
    json::value engineer = position(fields, "engineer", now_->engineers.size());
    if (std::ranges::find(bans, engineer) == bans.end()) bans.push_back(engineer);
  }

  void pin(const Node& node) {
    Fields fields(reading_, node, {{"dossier"}, {"engineer"}, {"role"}, {"month"}, {"quanta"}});
    int d = position(fields, "dossier", now_->dossiers.size());
    int e = position(fields, "engineer", now_->engineers.size()), t = month(fields, "month");
    int role = position(fields, "role", d < std::ssize(now_->dossiers) ? now_->dossiers[d].roles.size() : 1);
    auto quanta = fields.whole("quanta", 1, kMostCapacity);
    if (!reading_.sound()) return;
    grant(node, d);
    of(d, "pins").push_back({e, role, t, quanta});
  }

  /// Before that month everything is as published, and nothing else is there.
  void freeze(const Node& node) {
    auto until = static_cast<int>(reading_.whole(node, 0, now_->horizon));
    if (!reading_.sound()) return;
    std::map<std::pair<int, int>, std::int64_t> quanta;    // {engineer, month}
    std::map<std::pair<int, int>, std::set<int>> at_once;  // dossiers
    for (int d = 0; d < std::ssize(now_->dossiers); ++d) {
      const auto& of_now = now_->dossiers[d];
      bool begun = false;
      for (const auto& row : of_now.published) {
        if (row.month >= until) continue;
        begun = true;
        quanta[{row.engineer, row.month}] += row.quanta;
        at_once[{row.engineer, row.month}].insert(d);
        json::value wanted{row.engineer, row.role, row.month, row.quanta};
        auto& pins = of(d, "pins");
        if (std::ranges::find(pins, wanted) == pins.end()) pins.push_back(std::move(wanted));
      }
      if (begun) {
        grant(node, d);
      } else if (of_now.latest < until) {
        dossier(d)["refused"] = 1;
      } else if (of_now.earliest < until) {
        dossier(d)["earliest"] = until;
      }
    }
    for (int e = 0; e < std::ssize(now_->engineers); ++e)
      for (int t = 0; t < until; ++t) {
        auto& engineer = list("engineers")->at(e);
        engineer.at("cap").at(t) = quanta[{e, t}];
        engineer.at("slots").at(t) = at_once[{e, t}].size();
      }
  }

  json::array* list(const char* name) {
    auto* members = instance_.if_object();
    auto* found = members == nullptr ? nullptr : members->if_contains(name);
    return found == nullptr ? nullptr : found->if_array();
  }
  json::object& dossier(int d) { return list("dossiers")->at(d).as_object(); }
  json::array& of(int d, const char* name) {
    auto& members = dossier(d);
    if (!members.contains(name)) members[name] = json::array();
    return members[name].as_array();
  }
  int position(const Node& node, std::size_t count) {
    return static_cast<int>(reading_.whole(node, 0, static_cast<std::int64_t>(count) - 1));
  }
  int position(const Fields& fields, std::string_view name, std::size_t count) {
    const auto* node = fields.find(name);
    return node != nullptr ? position(*node, count) : 0;
  }
  int month(const Fields& fields, std::string_view name) {
    return static_cast<int>(fields.whole(name, 0, now_->horizon - 1));
  }

  Reading& reading_;
  json::value& instance_;
  const json::value& wishes_;
  const Instance* now_ = nullptr;
  std::set<int> refused_;
};

json::value tree_of(std::string_view text) { return json::parse({text.data(), text.size()}); }

/// What the changed instance breaks, each place after an arrow.
Result<Instance> read_changed(std::string_view text) {
  auto read = read_instance(text);
  if (read) return read;
  auto error = std::move(read).error();
  for (auto& problem : error.problems) problem.where = "→ " + problem.where;
  return error;
}

}  // namespace

Result<std::string> changed(std::string_view instance, std::string_view change) {
  TRY_LET(auto document, Document::parse(change));
  Reading reading;
  Node root{&document, 0, nullptr, {}, 0};
  Fields fields(reading, root,
                {{"format"},
                 {"set", Needed::no},
                 {"add_engineers", Needed::no},
                 {"remove_engineers", Needed::no},
                 {"refuse", Needed::no},
                 {"grant", Needed::no},
                 {"bans", Needed::no},
                 {"pins", Needed::no},
                 {"frozen_until", Needed::no}});
  if (const auto* format = fields.find("format")) reading.word(*format, {"pool-delta/1"});
  reading.pass_over(root);
  if (!reading.sound()) return reading.error();
  auto out = tree_of(instance);
  auto wishes = tree_of(change);
  Change laid(reading, out, wishes);
  laid.frame(fields);
  if (!reading.sound()) return reading.error();
  TRY_LET(auto now, read_changed(json::serialize(out)));
  laid.wishes(fields, now);
  if (!reading.sound()) return reading.error();
  auto text = json::serialize(out);
  TRY(read_changed(text));
  return text;
}

}  // namespace couloir::plancheck
