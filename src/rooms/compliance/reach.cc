#include "compliance/reach.h"

#include <array>
#include <bit>
#include <functional>

namespace couloir::compliance {
namespace {

/// Goes from what is wanted to what must be ticked and what must not, trying every way in turn. Each step hands on to
/// `then`, so that a choice which fails later is taken back.
class Search {
 public:
  explicit Search(const RulePack& pack) : pack_(pack), must_(pack.questions.size()), never_(pack.questions.size()) {}

  using Then = std::function<bool()>;

  bool rule(std::size_t at, bool wanted, const Then& then) {
    const auto& rule = pack_.rules[at];
    const auto& unless = pack_.stages[rule.stage].unless;
    if (!unless) return listed(rule, wanted, then);
    if (wanted) return listed(rule, true, [&] { return want(*unless, false, then); });
    return listed(rule, false, then) || want(*unless, true, then);
  }

  /// Nothing that contradicts itself is ticked: nobody may send that.
  bool consistent(std::size_t from, const Then& then) {
    if (from == pack_.contradictions.size()) return then();
    return want(pack_.contradictions[from].when, false, [&] { return consistent(from + 1, then); });
  }

  std::optional<Answers> answers() const {
    Answers answers(pack_.questions.size());
    for (std::size_t q = 0; q < answers.size(); ++q) {
      answers[q].sure = must_[q];
      if (must_[q] == 0 && never_[q] != 0) answers[q].sure = another(q);
    }
    return answers;
  }

 private:
  bool listed(const Rule& rule, bool wanted, const Then& then) {
    if (!rule.open_when) return want(rule.when, wanted, then);
    if (wanted) return want(rule.when, true, then) || want(*rule.open_when, true, then);
    return want(rule.when, false, [&] { return want(*rule.open_when, false, then); });
  }

  bool want(const Condition& condition, bool wanted, const Then& then) {
    if (++steps_ > kMostSteps) return false;
    switch (condition.kind()) {
      case Condition::Kind::always:
        return wanted && then();
      case Condition::Kind::negation:
        return want(condition.parts().front(), !wanted, then);
      case Condition::Kind::atom:
        return want(condition.atom(), wanted, then);
      case Condition::Kind::all:
      case Condition::Kind::any:
        bool each = (condition.kind() == Condition::Kind::all) == wanted;
        return each ? every(condition.parts(), 0, wanted, then) : some(condition.parts(), wanted, then);
    }
    return false;
  }
  bool every(const std::vector<Condition>& parts, std::size_t from, bool wanted, const Then& then) {
    if (from == parts.size()) return then();
    return want(parts[from], wanted, [&] { return every(parts, from + 1, wanted, then); });
  }
  bool some(const std::vector<Condition>& parts, bool wanted, const Then& then) {
    for (const auto& part : parts)
      if (want(part, wanted, then)) return true;
    return false;
  }

  bool want(const Atom& atom, bool wanted, const Then& then) {
    switch (atom.kind) {
      case Atom::Kind::option:
        return wanted ? ticked(atom, then) : not_ticked(atom, then);
      case Atom::Kind::rule:
        return rule(atom.at, wanted, then);
      case Atom::Kind::stage:
      case Atom::Kind::listed:
        return stage(atom, 0, wanted, then);
      case Atom::Kind::role:
        return want(pack_.roles[atom.at].when, wanted, then);
      case Atom::Kind::fact: {
        auto& known = facts_[atom.at];
        if (known) return *known == wanted && then();
        known = wanted;
        if (then()) return true;
        known.reset();
        return false;
      }
    }
    return false;
  }
  bool stage(const Atom& atom, std::size_t from, bool wanted, const Then& then) {
    for (auto i = from; i < pack_.rules.size(); ++i) {
      const auto& rule = pack_.rules[i];
      if (rule.stage != atom.at || !rule.gives) continue;
      auto one = [&](const Then& next) {
        return atom.kind == Atom::Kind::stage ? this->rule(i, wanted, next) : listed(rule, wanted, next);
      };
      if (!wanted) return one([&] { return stage(atom, i + 1, wanted, then); });
      if (one(then)) return true;
    }
    return !wanted && then();
  }

  bool ticked(const Atom& atom, const Then& then) {
    auto& must = must_[atom.at];
    if (must & atom.options) return then();
    const auto& asked = pack_.questions[atom.at].asked_when;
    for (auto left = atom.options; left != 0; left &= left - 1) {
      auto one = left & (~left + 1);
      if (!allowed(atom.at, must | one, never_[atom.at])) continue;
      auto before = must;
      must |= one;
      bool done = asked ? want(*asked, true, then) : then();
      if (done) return true;
      must = before;
    }
    return false;
  }
  bool not_ticked(const Atom& atom, const Then& then) {
    auto& never = never_[atom.at];
    if (!allowed(atom.at, must_[atom.at], never | atom.options)) return false;
    auto before = never;
    never |= atom.options;
    if (then()) return true;
    never = before;
    return false;
  }

  bool allowed(std::size_t question, std::uint64_t must, std::uint64_t never) const {
    if (must & never) return false;
    const auto& asked = pack_.questions[question];
    int ticked = std::popcount(must);
    if (ticked > 1 && !asked.several) return false;
    auto none = asked.option("none");
    if (none != kNowhere && ticked > 1 && (must >> none & 1)) return false;
    return ticked > 0 || std::popcount(never) < static_cast<int>(asked.options.size());
  }
  /// The first option that nothing speaks against.
  std::uint64_t another(std::size_t question) const {
    for (std::size_t i = 0; i < pack_.questions[question].options.size(); ++i)
      if (!(never_[question] >> i & 1)) return std::uint64_t{1} << i;
    return 0;
  }

  static constexpr int kMostSteps = 200'000;  // a rule pack of a hundred rules needs some hundred
  const RulePack& pack_;
  std::vector<std::uint64_t> must_, never_;
  std::array<std::optional<bool>, kOrganisationFacts> facts_;  ///< of the organisation
  int steps_ = 0;
};

}  // namespace

std::optional<Answers> answers_that_reach(const RulePack& pack, std::size_t rule) {
  Search search(pack);
  std::optional<Answers> found;
  search.rule(rule, true, [&] { return search.consistent(0, [&] { return (found = search.answers()).has_value(); }); });
  return found;
}

}  // namespace couloir::compliance
