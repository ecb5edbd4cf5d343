#include "compliance/classify.h"

#include <algorithm>
#include <functional>

namespace couloir::compliance {
namespace {

/// Truths of one situation, each worked out when first asked for.
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
      auto any = Truth::no;
      for (std::size_t i = 0; i < pack_.rules.size() && any != Truth::yes; ++i)
        if (pack_.rules[i].stage == atom.at && pack_.rules[i].gives) any = either(any, binding(i, role));
      return any;
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
        return stage(atom.at, stages_, [this](std::size_t i) { return rule(i); });
      case Atom::Kind::listed:
        return stage(atom.at, listed_stages_, [this](std::size_t i) { return listed(i); });
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
  Truth stage(std::size_t stage, std::vector<Memo>& memos, F&& truth_of_rule) {
    return once(memos[stage], [&] {
      auto any = Truth::no;
      for (std::size_t i = 0; i < pack_.rules.size() && any != Truth::yes; ++i)
        if (pack_.rules[i].stage == stage && pack_.rules[i].gives) any = either(any, truth_of_rule(i));
      return any;
    });
  }

  const RulePack& pack_;
  const Situation& situation_;
  std::vector<Memo> rules_, listed_, stages_, listed_stages_, asked_;
  std::array<Memo, kActRoles> roles_;
};

/// Goes from what is open down to the answers that keep it open. Rules are told by number at the end; a duty is named
/// on the way down, where `duty` is its id; null below a rule.
class OpenAnswers {
 public:
  OpenAnswers(const RulePack& pack, Evaluation& evaluation)
      : pack_(pack),
        evaluation_(evaluation),
        rules_seen_(pack.rules.size()),
        listed_seen_(pack.rules.size()),
        asked_(pack.questions.size()) {}

  void rule(std::size_t i) {
    if (!first_time(rules_seen_, i) || evaluation_.rule(i) != Truth::open) return;
    listed(i);
    if (const auto& unless = pack_.stages[pack_.rules[i].stage].unless) walk(*unless);
  }
  void walk(const Condition& condition, const std::string* duty = nullptr) {
    if (evaluation_.truth(condition) != Truth::open) return;
    if (condition.kind() == Condition::Kind::atom) return walk(condition.atom(), duty);
    for (const auto& part : condition.parts()) walk(part, duty);
  }
  /// Whom the rules that it names bind may hang on an answer of its own.
  void only(const Condition& condition, ActRole role) {
    if (condition.kind() == Condition::Kind::atom) return only(condition.atom(), role);
    for (const auto& part : condition.parts()) only(part, role);
  }
  void only(std::size_t i, ActRole role) {
    const auto& only = pack_.rules[i].only[static_cast<std::size_t>(role)];
    if (only && evaluation_.rule(i) != Truth::no) also(i, *only);
  }
  /// From when a rule applies (Art. 111), or whom it binds, hangs on this.
  void also(std::size_t rule, const Condition& condition) {
    walk(condition);
    also_.emplace_back(rule, &condition);
  }
  void role(ActRole role, const std::string* duty) {
    if (evaluation_.role(role) == Truth::open) walk(pack_.roles[static_cast<std::size_t>(role)].when, duty);
  }

  /// In the order asked; under each question every open rule that asks it or of which something else hangs on it, then
  /// the duties.
  std::vector<Missing> missing() && {
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
  /// Something of weight hangs on this open rule.
  bool matters(std::size_t rule) const { return rules_seen_[rule] || listed_seen_[rule]; }

 private:
  void listed(std::size_t i) {
    if (!first_time(listed_seen_, i) || evaluation_.listed(i) != Truth::open) return;
    walk(pack_.rules[i].when);
    if (pack_.rules[i].open_when) walk(*pack_.rules[i].open_when);
  }
  void walk(const Atom& atom, const std::string* duty) {
    switch (atom.kind) {
      case Atom::Kind::option:
        question(atom, duty);
        break;
      case Atom::Kind::rule:
        rule(atom.at);
        break;
      case Atom::Kind::stage:
      case Atom::Kind::listed:
        for (std::size_t i = 0; i < pack_.rules.size(); ++i)
          if (pack_.rules[i].stage == atom.at && pack_.rules[i].gives)
            atom.kind == Atom::Kind::stage ? rule(i) : listed(i);
        break;
      case Atom::Kind::role:
        role(static_cast<ActRole>(atom.at), duty);
        break;
      case Atom::Kind::fact:
        break;
    }
  }
  void only(const Atom& atom, ActRole role) {
    if (atom.kind == Atom::Kind::rule) return only(atom.at, role);
    if (atom.kind != Atom::Kind::stage) return;
    for (std::size_t i = 0; i < pack_.rules.size(); ++i)
      if (pack_.rules[i].stage == atom.at && pack_.rules[i].gives) only(i, role);
  }
  void question(const Atom& atom, const std::string* duty) {
    auto& duties = asked_[atom.at] ? *asked_[atom.at] : asked_[atom.at].emplace();
    if (duty != nullptr && (duties.empty() || duties.back() != *duty)) duties.push_back(*duty);  // one after the other
    // Whether it must be asked at all may hang on other answers.
    if (const auto& asked = pack_.questions[atom.at].asked_when) walk(*asked, duty);
  }
  static bool first_time(std::vector<bool>& seen, std::size_t i) { return !seen[i] && (seen[i] = true); }

  const RulePack& pack_;
  Evaluation& evaluation_;
  std::vector<bool> rules_seen_, listed_seen_;
  std::vector<std::optional<std::vector<std::string>>> asked_;  ///< by question: missing, with the duties that ask it
  std::vector<std::pair<std::size_t, const Condition*>> also_;
};

bool excludes(const Rule& rule) { return rule.gives && *rule.gives < RiskClass::minimal; }

class Classification {
 public:
  Classification(const RulePack& pack, const Situation& situation)
      : pack_(pack), situation_(situation), evaluation_(pack, situation) {}

  Outcome whole() {
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) outcome_.trace.push_back(evaluation_.rule(i));
    find_exclusion();
    find_roles();
    find_classes();
    find_obligations();
    OpenAnswers open(pack_, evaluation_);
    find_open(open);
    find_results(open);
    outcome_.missing = std::move(open).missing();
    find_gpai();
    find_fine();
    outcome_.status = status();
    return std::move(outcome_);
  }

 private:
  void find_exclusion() {
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      if (!excludes(pack_.rules[i]) || evaluation_.rule(i) != Truth::yes) continue;
      if (excluded_ == kNowhere) excluded_ = i;
      all_excluded_ |= pack_.rules[i].excludes == Excluded::all;
    }
  }
  bool excluded() const { return excluded_ != kNowhere; }
  /// Of what is left when the system is out of scope: models have rules of their own.
  bool outside(const Rule& rule) const { return excluded() && !excludes(rule) && (all_excluded_ || !is_model(rule)); }
  bool is_model(const Rule& rule) const { return pack_.stages[rule.stage].id == "model"; }

  void find_roles() {
    for (std::size_t i = 0; i < kActRoles; ++i) {
      auto role = static_cast<ActRole>(i);
      if (evaluation_.role(role) == Truth::yes) outcome_.roles.push_back(role);
    }
  }

  void find_classes() {
    if (excluded()) outcome_.floor = outcome_.ceiling = *pack_.rules[excluded_].gives;
    for (auto role : outcome_.roles) outcome_.by_role.push_back({role, outcome_.floor, outcome_.ceiling});
    if (excluded()) return;
    auto raise = [](RiskClass& floor, RiskClass& ceiling, Truth truth, RiskClass gives) {
      if (truth == Truth::yes) floor = std::max(floor, gives);
      if (truth != Truth::no) ceiling = std::max(ceiling, gives);
    };
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      const auto& rule = pack_.rules[i];
      if (!rule.gives || excludes(rule)) continue;
      raise(outcome_.floor, outcome_.ceiling, evaluation_.rule(i), *rule.gives);
      for (auto& of : outcome_.by_role) raise(of.floor, of.ceiling, evaluation_.rule_for(i, of.role), *rule.gives);
    }
  }

  void find_results(const OpenAnswers& open) {
    for (std::size_t i = 0; i < pack_.rules.size(); ++i) {
      const auto& rule = pack_.rules[i];
      auto truth = evaluation_.rule(i);
      if (truth == Truth::no || outside(rule)) continue;
      if (truth == Truth::open && (excluded() || !(rule.gives || open.matters(i)))) continue;
      outcome_.results.push_back({i, truth, {}, applies(rule)});
      for (auto role : outcome_.roles)
        if (evaluation_.rule_for(i, role) == Truth::yes) outcome_.results.back().binds.push_back(role);
      if (truth == Truth::yes && !rule.flag.empty() && rule.flag != "systemic") add_flag(rule.flag);
      if (truth == Truth::yes && rule.gives && outcome_.results.back().applies.legacy) add_flag("legacy");
    }
  }
  void add_flag(const std::string& flag) {
    if (std::ranges::find(outcome_.flags, flag) == outcome_.flags.end()) outcome_.flags.push_back(flag);
  }

  Applies applies_on(std::size_t date) const {
    if (date == kNowhere) return {};
    const auto& law = pack_.dates[date];
    return {law.on, date, law.readings.empty() ? kNowhere : date, false};
  }

  /// One way in which a rule may apply: its own day, or what an entry of Art. 111 puts in its place.
  struct Way {
    Applies applies;
    const Condition* when = nullptr;  ///< open: it may also be the next one
    bool operator==(const Way& other) const { return applies == other.applies; }
  };
  /// Those that nothing rules out, the strictest first; more than one only while an answer is missing.
  std::vector<Way> ways(const Rule& rule) {
    auto own = applies_on(rule.date);
    std::vector<Way> found;
    if (own.on && situation_.first_market)
      for (const auto* entries : {&rule.older, &pack_.stages[rule.stage].older})
        for (const auto& entry : *entries) {
          auto before = *pack_.dates[entry.before].on;
          if (*situation_.first_market >= before || *own.on < before) continue;
          auto fits = entry.when ? evaluation_.truth(*entry.when) : Truth::yes;
          if (fits == Truth::no) continue;
          found.push_back({older(rule, entry, before), entry.when ? &*entry.when : nullptr});
          if (fits == Truth::yes) return found;
        }
    found.push_back({own});
    return found;
  }
  Applies older(const Rule& rule, const Older& entry, Date before) const {
    if (entry.until_change && situation_.last_change && *situation_.last_change >= before)
      return {*situation_.last_change, rule.date, kNowhere, false};
    auto then = applies_on(entry.then);
    then.legacy = true;
    return then;
  }
  /// While it is unknown which way, the strictest.
  Applies applies(const Rule& rule) {
    return rule.date_of_rules ? earliest_of(rule.when, [&](std::size_t i) { return evaluation_.rule(i); })
                              : ways(rule).front().applies;
  }

  /// The earliest day of the rules and stages that it names outside any “not”: of those that apply; while none does, of
  /// the open ones.
  using TruthOfRule = std::function<Truth(std::size_t rule)>;
  Applies earliest_of(const Condition& condition, const TruthOfRule& truth) {
    for (auto state : {Truth::yes, Truth::open})
      if (auto earliest = earliest_of(condition, state, truth)) return *earliest;
    return {};
  }
  std::optional<Applies> earliest_of(const Condition& condition, Truth state, const TruthOfRule& truth) {
    std::optional<Applies> earliest;
    auto consider = [&](std::size_t i) {
      const auto& rule = pack_.rules[i];
      if (truth(i) != state) return;
      auto found = applies(rule);
      if (!earliest || (found.on && (!earliest->on || *found.on < *earliest->on))) earliest = found;
    };
    auto walk = [&](auto&& self, const Condition& part) -> void {
      if (part.kind() == Condition::Kind::negation) return;  // an exception triggers nothing
      for (const auto& inner : part.parts()) self(self, inner);
      if (part.kind() != Condition::Kind::atom) return;
      const auto& atom = part.atom();
      if (atom.kind == Atom::Kind::rule) consider(atom.at);
      if (atom.kind != Atom::Kind::stage) return;
      for (std::size_t i = 0; i < pack_.rules.size(); ++i)
        if (pack_.rules[i].stage == atom.at && pack_.rules[i].gives) consider(i);
    };
    walk(walk, condition);
    return earliest;
  }

  Truth held(const Obligation& obligation, ActRole role) {
    return obligation.held_when ? evaluation_.truth(*obligation.held_when) : evaluation_.role(role);
  }
  bool outside(ActRole role) const { return excluded() && (all_excluded_ || role != ActRole::gpai_provider); }

  void find_obligations() {
    for (std::size_t i = 0; i < pack_.obligations.size(); ++i) {
      const auto& obligation = pack_.obligations[i];
      for (auto role : obligation.roles)
        if (!outside(role) && held(obligation, role) == Truth::yes &&
            evaluation_.truth_for(obligation.when, role) == Truth::yes)
          outcome_.obligations.push_back({i, role, due(obligation, role)});
    }
  }

  /// The earliest date of the rules that make it apply to that role, unless it has its own.
  Applies due(const Obligation& obligation, ActRole role) {
    if (obligation.date != kNowhere) return applies_on(obligation.date);
    return earliest_of(obligation.when, [&](std::size_t i) { return evaluation_.binding(i, role); });
  }

  void find_open(OpenAnswers& open) {
    if (!all_excluded_)
      for (std::size_t i = 0; i < pack_.rules.size(); ++i)
        if (pack_.rules[i].gives && !outside(pack_.rules[i])) {
          open_by_law_ |= evaluation_.rule(i) == Truth::open;
          open.rule(i);
          for (auto role : outcome_.roles) open.only(i, role);
          find_open_day(open, i);
        }
    for (const auto& obligation : pack_.obligations) {
      if (obligation.kind == ObligationKind::right) continue;
      for (auto role : obligation.roles) {
        if (outside(role)) continue;
        auto held = this->held(obligation, role);
        if (both(held, evaluation_.truth_for(obligation.when, role)) != Truth::open) continue;
        open_by_law_ = true;
        open.walk(obligation.when, &obligation.id);
        open.only(obligation.when, role);
        if (held == Truth::open) {
          if (obligation.held_when)
            open.walk(*obligation.held_when, &obligation.id);
          else
            open.role(role, &obligation.id);
        }
      }
    }
  }

  /// From when a rule applies is part of the outcome: the answer that decides it is missing too.
  void find_open_day(OpenAnswers& open, std::size_t i) {
    if (evaluation_.rule(i) == Truth::no) return;
    auto possible = ways(pack_.rules[i]);
    if (std::ranges::adjacent_find(possible, std::not_equal_to{}) == possible.end()) return;
    for (const auto& way : possible)
      if (way.when) open.also(i, *way.when);
  }

  void find_gpai() {
    auto provider = evaluation_.role(ActRole::gpai_provider);
    if (provider == Truth::open || outside(ActRole::gpai_provider)) return;
    Gpai gpai{provider == Truth::yes, false};
    for (std::size_t i = 0; i < pack_.rules.size(); ++i)
      gpai.systemic |= pack_.rules[i].flag == "systemic" && evaluation_.rule(i) == Truth::yes;
    outcome_.gpai = gpai;
  }

  void find_fine() {
    if (!situation_.turnover_eur || all_excluded_) return;
    for (std::size_t i = 0; i < pack_.fines.size(); ++i) {
      const auto& fine = pack_.fines[i];
      if (!concerns_somebody(fine)) continue;
      bool model = fine.when.kind() == Condition::Kind::atom && fine.when.atom().kind == Atom::Kind::role;
      if ((excluded() && !model) || evaluation_.truth(fine.when) != Truth::yes) continue;
      auto share = share_of_turnover(fine.percent);
      bool lower = fine.lower_when && evaluation_.truth(*fine.lower_when) == Truth::yes;
      auto cap = lower ? std::min(fine.euros, share) : std::max(fine.euros, share);
      if (outcome_.max_fine_eur && *outcome_.max_fine_eur >= cap) continue;
      outcome_.max_fine_eur = cap;
      outcome_.fine = i;
    }
  }
  /// A rule that it names applies some day, and to a role that nothing rules out: one that is unknown may be held.
  bool concerns_somebody(const Fine& fine) {
    for (const auto& atom : fine.when.atoms()) {
      if (atom.kind == Atom::Kind::rule) {
        if (concerns_somebody(atom.at)) return true;
      } else if (atom.kind == Atom::Kind::stage) {
        for (std::size_t i = 0; i < pack_.rules.size(); ++i)
          if (pack_.rules[i].stage == atom.at && pack_.rules[i].gives && concerns_somebody(i)) return true;
      } else {
        return true;
      }
    }
    return false;
  }
  bool concerns_somebody(std::size_t i) {
    const auto& rule = pack_.rules[i];
    if (evaluation_.rule(i) != Truth::yes) return false;
    if (auto applies = this->applies(rule); applies.legacy && !applies.on) return false;
    if (rule.roles.empty()) return true;  // its condition says whom it is about
    return std::ranges::any_of(rule.roles, [&](ActRole role) {
      return both(evaluation_.role(role), evaluation_.rule_for(i, role)) != Truth::no;
    });
  }
  /// Whole euros, rounded down; without overflow up to the largest turnover that JSON can hold.
  std::int64_t share_of_turnover(int percent) const {
    auto turnover = *situation_.turnover_eur;
    return turnover / 100 * percent + turnover % 100 * percent / 100;
  }

  Decision status() const {
    if (!outcome_.missing.empty()) return Decision::needs_info;
    if (excluded()) return Decision::decided;
    return open_by_law_ ? Decision::legal_review : Decision::decided;
  }

  const RulePack& pack_;
  const Situation& situation_;
  Evaluation evaluation_;
  Outcome outcome_;
  std::size_t excluded_ = kNowhere;  ///< the first rule that excludes
  bool all_excluded_ = false;
  bool open_by_law_ = false;  ///< something is open; where no answer is missing, the law is why
};

}  // namespace

Outcome classify(const RulePack& pack, const Situation& situation) { return Classification(pack, situation).whole(); }

std::vector<std::size_t> contradictions_in(const RulePack& pack, const Situation& situation) {
  Evaluation evaluation(pack, situation);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < pack.contradictions.size(); ++i)
    if (evaluation.truth(pack.contradictions[i].when) == Truth::yes) found.push_back(i);
  return found;
}

std::vector<Problem> impossible_dates(const Situation& situation) {
  std::vector<Problem> problems;
  auto check = [&](const std::optional<Date>& date, const char* where) {
    if (date && *date > situation.as_of)
      problems.push_back(
          {where, say("{1} is still to come on {2}. Leave it out until then.", date->iso(), situation.as_of.iso())});
  };
  check(situation.first_market, "first_market_date");
  check(situation.last_change, "last_significant_change");
  if (problems.empty() && situation.first_market && situation.last_change &&
      *situation.last_change < *situation.first_market)
    problems.push_back(
        {"last_significant_change", say("The change of {1} is before the first placing on the market, {2}.",
                                        situation.last_change->iso(), situation.first_market->iso())});
  return problems;
}

std::vector<Ground> grounds_of(const RulePack& pack, const Situation& situation, std::size_t rule) {
  Evaluation evaluation(pack, situation);
  std::vector<Ground> grounds;
  auto add = [&](const Condition& condition) {
    for (const auto& atom : condition.atoms()) {
      auto text = Condition::of(atom).text();
      if (std::ranges::find(grounds, text, &Ground::atom) == grounds.end())
        grounds.push_back({text, evaluation.truth(atom), atom.kind == Atom::Kind::option ? atom.at : kNowhere});
    }
  };
  add(pack.rules[rule].when);
  if (pack.rules[rule].open_when) add(*pack.rules[rule].open_when);
  if (const auto& unless = pack.stages[pack.rules[rule].stage].unless) add(*unless);
  return grounds;
}

std::vector<std::vector<Ground>> lacking(const RulePack& pack, const Situation& situation, std::size_t rule) {
  Evaluation evaluation(pack, situation);
  std::vector<std::vector<Ground>> groups;
  // `wanted`: what would have let the rule apply. A part that says so already lacks nothing. Within an “or” (or a
  // denied “and”) the parts are alternatives: they share a group.
  auto walk = [&](auto&& self, const Condition& part, Truth wanted, bool shares) -> void {
    auto truth = evaluation.truth(part);
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
  walk(walk, pack.rules[rule].when, Truth::yes, false);
  return groups;
}

}  // namespace couloir::compliance
