// What the AI Act says of a use case, from the answers given so far. Pure: pack and situation in, outcome out.
//
// Every rule is evaluated, in three values: it applies (yes), it does not (no), or nobody can tell yet (open). The
// floor is the worst class that some rule gives for sure, the ceiling the worst that is still possible. Only a proved
// exclusion (N-1, S-*) ends the matter; an unknown never lowers anything. See docs/adr/0011.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compliance/rule_pack.h"

namespace couloir::compliance {

/// What was ticked at one question. Nothing sure and nothing more: not answered yet, which is the same as "I don't
/// know".
struct Answer {
  std::uint64_t sure = 0;  ///< the options ticked, as bits in the order of the pack
  bool more = false;       ///< "?" beside others: these are sure, more may come
  bool operator==(const Answer&) const = default;
};
/// One per question of the pack, in its order.
using Answers = std::vector<Answer>;

struct Situation {
  Answers answers;
  Truth linked = Truth::open;                ///< partner or linked companies
  Truth outside_eu = Truth::no;              ///< established outside the Union; assumed, for no question asks
  std::optional<std::int64_t> turnover_eur;  ///< worldwide, of the last year
  std::optional<Date> first_market;          ///< first placed on the market or put into service
  std::optional<Date> last_change;           ///< last significant change of its design
  Date as_of;
};

/// decided: no answer could change classes or duties. needs_info: one still could. legal_review: the law itself is
/// open.
enum class Decision { decided, needs_info, legal_review };

/// From when a rule or duty applies. `on` empty: not for this system (`legacy`), in doubt (`in_doubt`), or not dated.
struct Applies {
  std::optional<Date> on;
  std::size_t date = kNowhere;      ///< the date of the pack behind it
  std::size_t in_doubt = kNowhere;  ///< a date of the pack with several readings
  bool legacy = false;              ///< Art. 111: it was on the market before
  bool operator==(const Applies&) const = default;
};

struct RuleResult {
  std::size_t rule = 0;
  Truth state = Truth::no;     ///< yes or open
  std::vector<ActRole> binds;  ///< the organisation's roles whose class it sets for sure
  Applies applies;
  bool operator==(const RuleResult&) const = default;
};
struct RoleClass {
  ActRole role;
  RiskClass floor, ceiling;
  bool operator==(const RoleClass&) const = default;
};
struct Due {
  std::size_t obligation = 0;
  ActRole role;
  Applies applies;
  bool operator==(const Due&) const = default;
};
/// An unanswered question, and the rules and duties that hang on it.
struct Missing {
  std::size_t question = 0;
  std::vector<std::string> would_decide;  ///< their ids
  bool operator==(const Missing&) const = default;
};
struct Gpai {
  bool provider = false, systemic = false;
  bool operator==(const Gpai&) const = default;
};

/// What a question would decide that is neither a rule nor a duty.
inline const std::string kFine = "fine";

struct Outcome {
  Decision status = Decision::needs_info;
  RiskClass floor = RiskClass::minimal, ceiling = RiskClass::minimal;
  std::vector<ActRole> roles;      ///< those that are sure
  std::vector<RoleClass> by_role;  ///< of these
  std::vector<std::string> flags;  ///< "filtered", "sectoral", "legacy"
  std::optional<Gpai> gpai;        ///< empty: not known, or out of scope
  std::vector<RuleResult> results;
  std::vector<Due> obligations;
  std::vector<Missing> missing;  ///< in the order they are asked
  /// Others on which only a right or the amount of the fine hangs (kFine under would_decide): worth asking, but they
  /// hold nothing up.
  std::vector<Missing> beside;
  std::optional<std::int64_t> max_fine_eur;
  std::size_t fine = kNowhere;  ///< the tier of the pack that gives it
  bool fine_open = false;       ///< an answer, the turnover or the law itself leaves it open
  std::vector<Truth> trace;     ///< of each rule of the pack
  bool operator==(const Outcome&) const = default;
};

Outcome classify(const RulePack&, const Situation&);

/// An unanswered question, and the gravest class that hangs on it.
struct Unsettled {
  std::size_t question = 0;
  RiskClass could_be = RiskClass::minimal;
  bool operator==(const Unsettled&) const = default;
};
/// Those that could still make the class graver, the gravest first.
std::vector<Unsettled> questions_by_gravity(const RulePack&, const Outcome&);

/// How one class stands in an outcome. Excluded, too: one between floor and ceiling that no open rule gives.
enum class Rung { passed, sure, possible, excluded };
Rung rung_of(const RulePack&, const Outcome&, RiskClass);

/// Answers that contradict each other, as numbers of pack.contradictions.
std::vector<std::size_t> contradictions_in(const RulePack&, const Situation&);
/// Dates that cannot be, with `where` = "as_of", "first_market_date" or "last_significant_change".
std::vector<Problem> impossible_dates(const RulePack&, const Situation&);

}  // namespace couloir::compliance

template <>
inline constexpr auto couloir::kNames<couloir::compliance::Decision> =
    std::array<std::string_view, 3>{"decided", "needs_info", "legal_review"};
