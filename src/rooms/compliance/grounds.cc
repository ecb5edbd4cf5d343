#include "compliance/grounds.h"

#include <algorithm>

namespace couloir::compliance {

std::vector<Ground> Grounds::of(std::size_t rule) {
  std::vector<Ground> grounds;
  auto add = [&](const Condition& condition) {
    for (const auto& atom : condition.atoms()) {
      auto text = Condition::of(atom).text();
      if (std::ranges::find(grounds, text, &Ground::atom) == grounds.end())
        grounds.push_back({text, evaluation_.truth(atom), atom.kind == Atom::Kind::option ? atom.at : kNowhere});
    }
  };
  add(pack_.rules[rule].when);
  if (pack_.rules[rule].open_when) add(*pack_.rules[rule].open_when);
  if (const auto& unless = pack_.stages[pack_.rules[rule].stage].unless) add(*unless);
  return grounds;
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
      groups.back().push_back({Condition::of(part.atom()).text(), truth,
                               part.atom().kind == Atom::Kind::option ? part.atom().at : kNowhere});
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

}  // namespace couloir::compliance
