#include "compliance/open_answers.h"

#include <algorithm>

namespace couloir::compliance {
namespace {

bool first_time(std::vector<bool>& seen, std::size_t i) { return !seen[i] && (seen[i] = true); }

}  // namespace

OpenAnswers::OpenAnswers(const RulePack& pack, Evaluation& evaluation)
    : pack_(pack),
      evaluation_(evaluation),
      rules_seen_(pack.rules.size()),
      listed_seen_(pack.rules.size()),
      asked_(pack.questions.size()) {}

void OpenAnswers::rule(std::size_t i) {
  if (!first_time(rules_seen_, i) || evaluation_.rule(i) != Truth::open) return;
  listed(i);
  if (const auto& unless = pack_.stages[pack_.rules[i].stage].unless) walk(*unless);
}
void OpenAnswers::listed(std::size_t i) {
  if (!first_time(listed_seen_, i) || evaluation_.listed(i) != Truth::open) return;
  walk(pack_.rules[i].when);
  if (pack_.rules[i].open_when) walk(*pack_.rules[i].open_when);
}

void OpenAnswers::walk(const Condition& condition, const std::string* duty) {
  if (evaluation_.truth(condition) != Truth::open) return;
  if (condition.kind() == Condition::Kind::atom) return walk(condition.atom(), duty);
  for (const auto& part : condition.parts()) walk(part, duty);
}
void OpenAnswers::walk(const Atom& atom, const std::string* duty) {
  switch (atom.kind) {
    case Atom::Kind::option:
      return question(atom, duty);
    case Atom::Kind::rule:
      return rule(atom.at);
    case Atom::Kind::stage:
      for (auto i : classing_rules_of(pack_, atom.at)) rule(i);
      return;
    case Atom::Kind::listed:
      for (auto i : classing_rules_of(pack_, atom.at)) listed(i);
      return;
    case Atom::Kind::role:
      return role(static_cast<ActRole>(atom.at), duty);
    case Atom::Kind::fact:
      return;
  }
}

void OpenAnswers::role(ActRole role, const std::string* duty) {
  if (evaluation_.role(role) == Truth::open) walk(pack_.roles[static_cast<std::size_t>(role)].when, duty);
}

void OpenAnswers::binding(const Condition& condition, ActRole role) {
  for (const auto& atom : condition.atoms()) {
    if (atom.kind == Atom::Kind::rule) binding(atom.at, role);
    if (atom.kind != Atom::Kind::stage) continue;
    for (auto i : classing_rules_of(pack_, atom.at)) binding(i, role);
  }
}
void OpenAnswers::binding(std::size_t i, ActRole role) {
  const auto& only = pack_.rules[i].only[static_cast<std::size_t>(role)];
  if (only && evaluation_.rule(i) != Truth::no) also(i, *only);
}
void OpenAnswers::also(std::size_t rule, const Condition& condition) {
  walk(condition);
  also_.emplace_back(rule, &condition);
}

void OpenAnswers::question(const Atom& atom, const std::string* duty) {
  auto& duties = asked_[atom.at] ? *asked_[atom.at] : asked_[atom.at].emplace();
  if (duty != nullptr && (duties.empty() || duties.back() != *duty)) duties.push_back(*duty);  // one after the other
  // Whether it must be asked at all may hang on other answers.
  if (const auto& asked = pack_.questions[atom.at].asked_when) walk(*asked, duty);
}

std::vector<Missing> OpenAnswers::missing() && {
  std::vector<std::vector<std::size_t>> rules(pack_.questions.size());
  auto note = [&](std::size_t rule, const Condition& condition) {
    condition.any_atom([&](const Atom& atom) {
      bool open = atom.kind == Atom::Kind::option && evaluation_.option(atom) == Truth::open;
      if (open && (rules[atom.at].empty() || rules[atom.at].back() != rule)) rules[atom.at].push_back(rule);
      return false;  // and on to the next one
    });
  };
  for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
    for (const auto& [rule, condition] : also_)
      if (rule == i) note(i, *condition);
    if (evaluation_.rule(i) != Truth::open) continue;
    note(i, pack_.rules[i].when);
    if (pack_.rules[i].open_when) note(i, *pack_.rules[i].open_when);
    if (const auto& unless = pack_.stages[pack_.rules[i].stage].unless) note(i, *unless);
  }
  std::vector<Missing> all;
  for (std::size_t q = 0; q < asked_.size(); ++q) {
    if (!asked_[q]) continue;
    auto& missing = all.emplace_back(Missing{q, {}});
    for (auto i : rules[q]) missing.would_decide.push_back(pack_.rules[i].id);
    std::ranges::move(*asked_[q], std::back_inserter(missing.would_decide));
  }
  return all;
}

}  // namespace couloir::compliance
