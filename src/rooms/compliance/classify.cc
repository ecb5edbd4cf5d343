#include "compliance/classify.h"

#include <algorithm>
#include <functional>

#include "compliance/open_answers.h"

namespace couloir::compliance {
namespace {

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
    find_beside();
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
    for_each_rule_followed(pack_, condition, [&](std::size_t i) {
      if (truth(i) != state) return;
      auto found = applies(pack_.rules[i]);
      if (!earliest || (found.on && (!earliest->on || *found.on < *earliest->on))) earliest = found;
    });
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
        if (owed(obligation, role) == Truth::yes) outcome_.obligations.push_back({i, role, due(obligation, role)});
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
          for (auto role : outcome_.roles) open.binding(i, role);
          find_open_day(open, i);
        }
    for (const auto& obligation : pack_.obligations)
      if (obligation.kind == ObligationKind::duty) open_by_law_ |= walk_obligation(open, obligation);
  }
  Truth owed(const Obligation& obligation, ActRole role) {
    return outside(role) ? Truth::no : both(held(obligation, role), evaluation_.truth_for(obligation.when, role));
  }
  bool is_open(const Obligation& obligation) {
    return std::ranges::any_of(obligation.roles, [&](ActRole role) { return owed(obligation, role) == Truth::open; });
  }
  /// Whether somebody may owe it, or may be entitled to it, and nobody can tell yet.
  bool walk_obligation(OpenAnswers& open, const Obligation& obligation) {
    bool any = false;
    for (auto role : obligation.roles) {
      if (owed(obligation, role) != Truth::open) continue;
      any = true;
      open.walk(obligation.when, &obligation.id);
      open.binding(obligation.when, role);
      if (held(obligation, role) != Truth::open) continue;
      if (obligation.held_when)
        open.walk(*obligation.held_when, &obligation.id);
      else
        open.role(role, &obligation.id);
    }
    return any;
  }

  void find_beside() {
    if (all_excluded_) return;
    std::optional<OpenAnswers> open;  // mostly nothing is
    auto walker = [&]() -> OpenAnswers& { return open ? *open : open.emplace(pack_, evaluation_); };
    for (const auto& obligation : pack_.obligations)
      if (obligation.kind == ObligationKind::right && is_open(obligation)) walk_obligation(walker(), obligation);
    for (std::size_t i = 0; i < pack_.fines.size(); ++i) {
      const auto& lower = pack_.fines[i].lower_when;
      if (lower && fined_[i] != Truth::no && evaluation_.truth(*lower) == Truth::open) walker().walk(*lower, &kFine);
    }
    if (!open) return;
    outcome_.beside = std::move(*open).missing();
    std::erase_if(outcome_.beside, [&](const Missing& missing) {
      return std::ranges::find(outcome_.missing, missing.question, &Missing::question) != outcome_.missing.end();
    });
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
    if (all_excluded_) return;
    std::int64_t lowest = 0, highest = 0;  // that missing answers could lead to
    for (std::size_t i = 0; i < pack_.fines.size(); ++i) {
      const auto& fine = pack_.fines[i];
      auto reached = this->reached(fine);
      auto sure = reached == Truth::no ? reached : both(reached, concerns_somebody(fine));
      fined_.push_back(sure);
      if (sure == Truth::no) continue;
      if (!situation_.turnover_eur) {
        outcome_.fine_open = true;
        continue;
      }
      auto lower = fine.lower_when ? evaluation_.truth(*fine.lower_when) : Truth::no;
      auto [less, more] = std::minmax({fine.euros, share_of_turnover(fine.percent)});
      auto cap = lower == Truth::yes ? less : more;
      highest = std::max(highest, cap);
      if (sure == Truth::yes) lowest = std::max(lowest, lower == Truth::no ? more : less);
      if (reached != Truth::yes || (outcome_.max_fine_eur && *outcome_.max_fine_eur >= cap)) continue;
      outcome_.max_fine_eur = cap;
      outcome_.fine = i;
    }
    outcome_.fine_open |= lowest < highest;
  }
  Truth reached(const Fine& fine) {
    bool of_models = fine.when.kind() == Condition::Kind::atom && fine.when.atom().kind == Atom::Kind::role;
    return excluded() && !of_models ? Truth::no : evaluation_.truth(fine.when);
  }
  /// A rule that it names applies some day, and to a role that somebody here has.
  Truth concerns_somebody(const Fine& fine) {
    auto any = Truth::no;
    for (const auto& atom : fine.when.atoms()) {
      if (atom.kind == Atom::Kind::rule)
        any = either(any, concerns_somebody(atom.at));
      else if (atom.kind == Atom::Kind::stage)
        for (auto i : classing_rules_of(pack_, atom.at)) any = either(any, concerns_somebody(i));
      else
        return Truth::yes;  // its condition says whom it is about
    }
    return any;
  }
  Truth concerns_somebody(std::size_t i) {
    const auto& rule = pack_.rules[i];
    auto truth = both(evaluation_.rule(i), comes_to_apply(i));
    if (rule.roles.empty()) return truth;
    auto anybody = Truth::no;
    for (auto role : rule.roles) anybody = either(anybody, both(evaluation_.role(role), evaluation_.rule_for(i, role)));
    return both(truth, anybody);
  }
  /// Whether some day it does, for a system that was there before (Art. 111).
  Truth comes_to_apply(std::size_t i) {
    const auto& rule = pack_.rules[i];
    auto some_day = [](const Way& way) { return !way.applies.legacy || way.applies.on; };
    if (!rule.date_of_rules) {
      auto possible = ways(rule);
      return std::ranges::all_of(possible, some_day)    ? Truth::yes
             : std::ranges::none_of(possible, some_day) ? Truth::no
                                                        : Truth::open;
    }
    auto any = Truth::no;
    for_each_rule_followed(pack_, rule.when, [&](std::size_t named) {
      any = either(any, both(evaluation_.rule(named), comes_to_apply(named)));
    });
    return any;
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
  std::vector<Truth> fined_;  ///< by tier: somebody here can be fined
  bool open_by_law_ = false;  ///< something is open; where no answer is missing, the law is why
};

}  // namespace

Outcome classify(const RulePack& pack, const Situation& situation) { return Classification(pack, situation).whole(); }

std::vector<Unsettled> questions_by_gravity(const RulePack& pack, const Outcome& outcome) {
  std::vector<Unsettled> all;
  for (const auto& missing : outcome.missing) {
    auto could_be = outcome.floor;
    for (const auto& id : missing.would_decide)
      if (auto rule = pack.rule(id); rule != kNowhere && pack.rules[rule].gives)
        could_be = std::max(could_be, *pack.rules[rule].gives);
    if (could_be > outcome.floor) all.push_back({missing.question, could_be});
  }
  std::ranges::stable_sort(all, std::greater{}, &Unsettled::could_be);
  return all;
}

Rung rung_of(const RulePack& pack, const Outcome& outcome, RiskClass risk) {
  if (risk < outcome.floor) return Rung::passed;
  if (risk == outcome.floor) return Rung::sure;
  bool given = std::ranges::any_of(outcome.results, [&](const RuleResult& result) {
    return result.state == Truth::open && pack.rules[result.rule].gives == risk;
  });
  return given ? Rung::possible : Rung::excluded;
}

std::vector<std::size_t> contradictions_in(const RulePack& pack, const Situation& situation) {
  Evaluation evaluation(pack, situation);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < pack.contradictions.size(); ++i)
    if (evaluation.truth(pack.contradictions[i].when) == Truth::yes) found.push_back(i);
  return found;
}

std::vector<Problem> impossible_dates(const RulePack& pack, const Situation& situation) {
  std::vector<Problem> problems;
  auto first_day = pack.law_since();
  if (situation.as_of < first_day)
    problems.push_back({"as_of", say("On {1} the Act was no law yet: its first day is {2}.",
                                     short_date(situation.as_of), short_date(first_day))});
  constexpr int kFirstComputers = 1950;
  auto check = [&](const std::optional<Date>& date, const char* where) {
    if (!date) return;
    if (static_cast<int>(date->d.year()) < kFirstComputers)
      problems.push_back({where, say("{1}: there was no such system then. Is the year right?", date->iso())});
    else if (*date > situation.as_of)
      problems.push_back({where, say("{1} is still to come on {2}. Leave it out until then.", short_date(*date),
                                     short_date(situation.as_of))});
  };
  check(situation.first_market, "first_market_date");
  check(situation.last_change, "last_significant_change");
  if (problems.empty() && situation.first_market && situation.last_change &&
      *situation.last_change < *situation.first_market)
    problems.push_back(
        {"last_significant_change", say("The change of {1} is before the first placing on the market, {2}.",
                                        short_date(*situation.last_change), short_date(*situation.first_market))});
  return problems;
}

}  // namespace couloir::compliance
