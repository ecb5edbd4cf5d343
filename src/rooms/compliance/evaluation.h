// What one situation makes of a pack: the truth of answers, rules, stages and roles, each worked out when first asked
// for. Inside the engine only; who wants a result asks classify().
#pragma once

#include <algorithm>
#include <array>
#include <ranges>
#include <vector>

#include "compliance/classify.h"

namespace couloir::compliance {

/// The rules of a stage that give a class, by number: “@ban” asks about these.
inline auto classing_rules_of(const RulePack& pack, std::size_t stage) {
  return std::views::iota(std::size_t{0}, pack.rules.size()) | std::views::filter([&pack, stage](std::size_t i) {
           return pack.rules[i].stage == stage && pack.rules[i].gives;
         });
}

class Evaluation {
 public:
  Evaluation(const RulePack& pack, const Situation& situation)
      : pack_(pack),
        situation_(situation),
        rules_(pack.rules.size()),
        listed_(pack.rules.size()),
        stages_(pack.stages.size()),
        listed_stages_(pack.stages.size()),
        asked_(pack.questions.size()) {}

  Truth truth(const Condition& condition) {
    return condition.holds([this](const Atom& atom) { return truth(atom); });
  }

  /// The same for one role: of a rule that sets classes, only where it sets that role's. What is forbidden to the maker
  /// of a tool alone is no duty of who uses it.
  Truth truth_for(const Condition& condition, ActRole role) {
    return condition.holds([&](const Atom& atom) {
      if (atom.kind == Atom::Kind::rule) return binding(atom.at, role);
      if (atom.kind != Atom::Kind::stage) return truth(atom);
      return any_of_stage(atom.at, [&](std::size_t i) { return binding(i, role); });
    });
  }
  /// A rule that sets no role's class informs them all.
  Truth binding(std::size_t i, ActRole role) { return pack_.rules[i].roles.empty() ? rule(i) : rule_for(i, role); }

  Truth truth(const Atom& atom) {
    switch (atom.kind) {
      case Atom::Kind::option:
        return option(atom);
      case Atom::Kind::rule:
        return rule(atom.at);
      case Atom::Kind::stage:
        return once(stages_[atom.at], [&] { return any_of_stage(atom.at, [this](std::size_t i) { return rule(i); }); });
      case Atom::Kind::listed:
        return once(listed_stages_[atom.at],
                    [&] { return any_of_stage(atom.at, [this](std::size_t i) { return listed(i); }); });
      case Atom::Kind::role:
        return role(static_cast<ActRole>(atom.at));
      case Atom::Kind::fact:
        return static_cast<OrganisationFact>(atom.at) == OrganisationFact::linked ? situation_.linked
                                                                                  : situation_.outside_eu;
    }
    return Truth::open;
  }

  Truth rule(std::size_t i) {
    return once(rules_[i], [&] {
      const auto& unless = pack_.stages[pack_.rules[i].stage].unless;
      auto truth = listed(i);
      return truth == Truth::no || !unless ? truth : both(truth, opposite(this->truth(*unless)));
    });
  }

  /// Before the `unless` of its stage.
  Truth listed(std::size_t i) {
    return once(listed_[i], [&] {
      const auto& rule = pack_.rules[i];
      if (!rule.in_force(situation_.as_of)) return Truth::no;
      auto when = truth(rule.when);
      // What the law leaves open stays open: it never says yes.
      return rule.open_when ? either(when, both(truth(*rule.open_when), Truth::open)) : when;
    });
  }

  Truth role(ActRole role) {
    return once(roles_[static_cast<std::size_t>(role)],
                [&] { return truth(pack_.roles[static_cast<std::size_t>(role)].when); });
  }

  /// Whether the rule sets the class of that role.
  Truth rule_for(std::size_t i, ActRole role) {
    const auto& rule = pack_.rules[i];
    if (std::ranges::find(rule.roles, role) == rule.roles.end()) return Truth::no;
    const auto& only = rule.only[static_cast<std::size_t>(role)];
    return only ? both(this->rule(i), truth(*only)) : this->rule(i);
  }

  /// A question that other answers have made pointless: each of its options is no.
  bool pointless(std::size_t question) {
    const auto& when = pack_.questions[question].asked_when;
    return when && once(asked_[question], [&] { return truth(*when); }) == Truth::no;
  }

  Truth option(const Atom& atom) {
    const auto& answer = situation_.answers[atom.at];
    if (answer.sure & atom.options) return Truth::yes;
    bool answered = answer.sure != 0 && !answer.more && !(answer.sure & atom.undecided);
    return answered || pointless(atom.at) ? Truth::no : Truth::open;
  }

 private:
  struct Memo {
    bool known = false;
    Truth truth = Truth::open;
  };
  template <class F>
  static Truth once(Memo& memo, F&& work) {
    if (!memo.known) {
      auto truth = work();
      memo = {true, truth};
    }
    return memo.truth;
  }
  template <class F>
  Truth any_of_stage(std::size_t stage, F&& truth_of_rule) {
    auto any = Truth::no;
    for (auto i : classing_rules_of(pack_, stage))
      if (any != Truth::yes) any = either(any, truth_of_rule(i));
    return any;
  }

  const RulePack& pack_;
  const Situation& situation_;
  std::vector<Memo> rules_, listed_, stages_, listed_stages_, asked_;
  std::array<Memo, kActRoles> roles_;
};

}  // namespace couloir::compliance
