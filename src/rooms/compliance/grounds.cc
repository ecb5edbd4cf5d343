#include "compliance/grounds.h"

#include <algorithm>
#include <bit>

#include "compliance/views.h"

namespace couloir::compliance {

void Grounds::add(std::vector<Ground>& to, const Atom& atom) {
  if (std::ranges::find(to, atom, &Ground::atom) == to.end()) to.push_back({atom, evaluation_.truth(atom)});
}

std::vector<Ground> Grounds::of(std::size_t rule) {
  std::vector<Ground> grounds;
  auto of_condition = [&](const Condition& condition) {
    for (const auto& atom : condition.atoms()) add(grounds, atom);
  };
  of_condition(pack_.rules[rule].when);
  if (pack_.rules[rule].open_when) of_condition(*pack_.rules[rule].open_when);
  if (const auto& unless = pack_.stages[pack_.rules[rule].stage].unless) of_condition(*unless);
  return grounds;
}

std::vector<Ground> Grounds::behind(const Ground& of, Truth of_rule) {
  std::vector<Ground> answers;
  if (of.is_answer() || (of.truth == Truth::open && of_rule != Truth::open)) return answers;
  std::vector<bool> seen(pack_.rules.size());
  auto atom_of = [&](auto&& self, const Atom& atom) -> void {
    if (evaluation_.truth(atom) != of.truth) return;
    auto condition = [&](const Condition& one) {
      for (const auto& part : one.atoms()) self(self, part);
    };
    auto rule = [&](std::size_t i, Truth truth) {
      if (seen[i] || truth != of.truth) return;
      seen[i] = true;
      condition(pack_.rules[i].when);
      if (pack_.rules[i].open_when) condition(*pack_.rules[i].open_when);
      const auto& unless = pack_.stages[pack_.rules[i].stage].unless;
      if (truth == Truth::open && unless) condition(*unless);  // else it says why not, which is no ground
    };
    switch (atom.kind) {
      case Atom::Kind::option:
        return add(answers, atom);
      case Atom::Kind::rule:
        return rule(atom.at, evaluation_.rule(atom.at));
      case Atom::Kind::stage:
      case Atom::Kind::listed:
        if (of.truth == Truth::no) return;  // every answer to half the catalogue
        for (auto i : classing_rules_of(pack_, atom.at))
          rule(i, atom.kind == Atom::Kind::listed ? evaluation_.listed(i) : evaluation_.rule(i));
        return;
      case Atom::Kind::role:
        return condition(pack_.roles[atom.at].when);
      case Atom::Kind::fact:
        return;
    }
  };
  atom_of(atom_of, of.atom);
  return answers;
}

std::vector<std::vector<Ground>> Grounds::lacking(std::size_t rule) {
  std::vector<std::vector<Ground>> groups;
  // `wanted`: what would have let the rule apply. A part that says so already lacks nothing. Within an “or” (or a
  // denied “and”) the parts are alternatives: they share a group.
  auto walk = [&](auto&& self, const Condition& part, Truth wanted, bool shares) -> void {
    auto truth = evaluation_.truth(part);
    if (truth != opposite(wanted)) return;
    if (part.kind() == Condition::Kind::atom) {
      if (!shares || groups.empty()) groups.emplace_back();
      groups.back().push_back({part.atom(), truth});
      return;
    }
    if (part.kind() == Condition::Kind::negation) return self(self, part.parts().front(), opposite(wanted), shares);
    bool alternatives = (part.kind() == Condition::Kind::any) == (wanted == Truth::yes);
    if (alternatives && !shares) groups.emplace_back();
    for (const auto& inner : part.parts()) self(self, inner, wanted, shares || alternatives);
  };
  walk(walk, pack_.rules[rule].when, Truth::yes, false);
  return groups;
}

std::string ground_words(const RulePack& pack, const Atom& atom) {
  switch (atom.kind) {
    case Atom::Kind::option: {
      const auto& question = pack.questions[atom.at];
      auto option = question.option(atom.option);
      if (std::popcount(atom.options) > 1) return tr("{1}: any answer of list {2}", question.id, atom.option);
      return option == kNowhere ? Condition::of(atom).text()
                                : tr("{1}: {2}", question.id, question.options[option].label.text());
    }
    case Atom::Kind::rule:
      return tr("{1}: {2}", atom.name, pack.rules[atom.at].what.text());
    case Atom::Kind::stage:
    case Atom::Kind::listed:
      return pack.stages[atom.at].name.text();
    case Atom::Kind::role:
      return tr("role: {1}", label(static_cast<ActRole>(atom.at)));
    case Atom::Kind::fact:
      return static_cast<OrganisationFact>(atom.at) == OrganisationFact::linked ? tr("partner or linked companies")
                                                                                : tr("established outside the EU");
  }
  return {};
}

}  // namespace couloir::compliance
