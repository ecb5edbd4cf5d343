// The AI-Act rule pack as plain values: questions, rules, dates, obligations, each with its source. Read once from
// data/ai-act/*.toml; docs/ai-act-pack.md describes the files. No rule of law stands in code.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "compliance/condition.h"
#include "words/words.h"

namespace couloir::compliance {

/// In order of severity (docs/formats.md). The two below `minimal` only ever stand when proved.
enum class RiskClass { not_ai, out_of_scope, minimal, transparency, high, prohibited };
/// What an organisation is under the Act.
enum class ActRole { provider, deployer, importer, distributor, gpai_provider };
/// T wording of the Act read · G final guidance · D draft guidance · S secondary source · M own knowledge.
enum class Confidence { T, G, D, S, M };
/// applies: since that day · rule: no day but a condition · unclear: more than one reading · superseded: another date
/// took its place, and nothing hangs on it any more.
enum class DateStatus { past, applies, future, rule, pending, unclear, superseded };
enum class Certainty { sure, secondary, unsure };
/// right: what a person may ask for; never counted as something to do.
enum class ObligationKind { duty, right };
/// A fact of the organisation that no question asks.
enum class OrganisationFact { outside_eu, linked };
inline constexpr std::size_t kOrganisationFacts = 2;
/// What a proved exclusion takes out of scope: everything, or the system and not the model inside it (2(12)).
enum class Excluded { all, system };

}  // namespace couloir::compliance

namespace couloir {
template <>
inline constexpr auto kNames<compliance::RiskClass> =
    std::array{"not_ai"sv, "out_of_scope"sv, "minimal"sv, "transparency"sv, "high"sv, "prohibited"sv};
template <>
inline constexpr auto kNames<compliance::ActRole> =
    std::array{"provider"sv, "deployer"sv, "importer"sv, "distributor"sv, "gpai_provider"sv};
template <>
inline constexpr auto kNames<compliance::Confidence> = std::array{"T"sv, "G"sv, "D"sv, "S"sv, "M"sv};
template <>
inline constexpr auto kNames<compliance::DateStatus> =
    std::array{"past"sv, "applies"sv, "future"sv, "rule"sv, "pending"sv, "unclear"sv, "superseded"sv};
template <>
inline constexpr auto kNames<compliance::Certainty> = std::array{"sure"sv, "secondary"sv, "unsure"sv};
template <>
inline constexpr auto kNames<compliance::ObligationKind> = std::array{"duty"sv, "right"sv};
template <>
inline constexpr auto kNames<compliance::OrganisationFact> = std::array{"outside_eu"sv, "linked"sv};
template <>
inline constexpr auto kNames<compliance::Excluded> = std::array{"all"sv, "system"sv};
}  // namespace couloir

namespace couloir::compliance {

inline constexpr std::size_t kActRoles = kNames<ActRole>.size();
inline constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

struct Source {
  std::string id;  ///< "S1"
  Bilingual title;
  std::string url;
  std::string date;  ///< as precisely as it is known: "2025-06"
};

/// How surely something was read, and where.
struct Provenance {
  Confidence confidence = Confidence::M;
  std::vector<std::size_t> sources;  ///< numbers of sources, the first one above all
  bool operator==(const Provenance&) const = default;
};

// ── questions.toml ──
struct Option {
  std::string code;  ///< "safety_ce", "A:toys"
  Bilingual label, hint;
};
struct Section {
  std::string id;
  Bilingual name, intro;
  bool asks_dates = false;  ///< also asks since when it is on the market, and when its design last changed
};
struct Question {
  std::string id;           ///< "Q13"
  std::size_t section = 0;  ///< number of its section
  Bilingual text, help, todo;
  std::string article;
  bool several = false;                 ///< more than one option may be ticked
  std::optional<Condition> asked_when;  ///< where it is no, every option of it counts as no
  std::vector<Option> options;          ///< at most 64

  std::size_t option(std::string_view code) const;  ///< its number, or kNowhere
};

// ── dates.toml ──
struct Reading {
  Date on;
  Bilingual because;
};
struct LawDate {
  std::string id;  ///< "D-09"
  Bilingual what;
  std::optional<Date> on;         ///< empty: a condition, unknown, or two readings
  std::vector<Reading> readings;  ///< where the law can be read in two ways
  DateStatus status = DateStatus::unclear;
  std::size_t superseded_by = kNowhere;  ///< the date that took its place
  Certainty certainty = Certainty::unsure;
  std::string basis;
  std::size_t source = 0;
  std::string source_date;
  Date checked_on;
  Bilingual note;
  bool remind = false;  ///< people are reminded as it comes near
};
/// How it stands on a day: what was to come when the pack was written applies from its day on.
DateStatus standing_at(const LawDate&, Date today);

// ── rules.toml ──
/// What was on the market before a date follows another one (Art. 111).
struct Older {
  std::size_t before = 0;         ///< date
  std::optional<Condition> when;  ///< also only then
  std::size_t then = 0;           ///< date
  bool until_change = false;      ///< no longer once its design has changed significantly
};
struct Stage {
  std::string id;  ///< "ban", "use"
  Bilingual name;
  std::optional<Condition> unless;  ///< no rule of the stage applies then
  std::vector<Older> older;
};
struct Rule {
  std::string id;  ///< "A3-1c"
  std::size_t stage = 0;
  Condition when;
  std::optional<Condition> open_when;  ///< then the law itself leaves open whether it applies
  std::optional<RiskClass> gives;      ///< empty: it informs, or others ask about it
  std::vector<ActRole> roles;          ///< whose class it sets
  /// A role that it binds in fewer cases than the rule applies.
  std::array<std::optional<Condition>, kActRoles> only;
  Excluded excludes = Excluded::all;  ///< for classes below minimal
  std::string flag;                   ///< "sectoral", "filtered", "systemic", or empty
  bool ask_again = false;  ///< it holds for the time being: a file it applies to keeps a day to be answered again
  std::string article;
  std::size_t date = kNowhere;
  bool date_of_rules = false;  ///< instead: the earliest of the rules and stages that `when` names
  std::vector<Older> older;    ///< before those of its stage
  Provenance provenance;
  bool legal_review = true;
  Date valid_from;
  std::optional<Date> valid_to;
  Bilingual what, limits;
  Provenance limits_provenance;  ///< where a rule ends is often read elsewhere than the rule: in draft guidelines

  bool in_force(Date day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
};
struct RoleRule {
  Condition when;
  std::string article;
  Bilingual name;
};

// ── obligations.toml ──
struct Obligation {
  std::string id;  ///< "O-30"
  ObligationKind kind = ObligationKind::duty;
  std::vector<ActRole> roles;
  Condition when;
  std::optional<Condition> held_when;  ///< instead of having the role
  std::string article;
  std::size_t date = kNowhere;  ///< kNowhere: of the rules that make it apply
  Bilingual title, text, mitigation, evidence, note;
  Provenance provenance;
  bool legal_review = true;
};

// ── pack.toml ──
struct Fine {
  std::string id;
  Condition when;
  std::string article;
  std::int64_t euros = 0;
  int percent = 0;                      ///< of worldwide turnover
  std::optional<Condition> lower_when;  ///< then the lower of the two is the cap, else the higher
  std::string lower_article;            ///< which says so
};
/// Answers that cannot both be true.
struct Contradiction {
  Condition when;
  Bilingual text;
};

struct RulePack {
  std::string version;  ///< "2026-11-30": told with every result
  Date law_as_of;
  Bilingual title, notice;
  std::size_t size_question = 0;  ///< the one that organisation.size answers
  std::vector<Source> sources;
  std::vector<Section> sections;
  std::vector<Question> questions;  ///< in the order they are asked
  std::vector<LawDate> dates;
  std::vector<Stage> stages;
  std::vector<Rule> rules;  ///< in the order a lawyer reads them
  std::array<RoleRule, kActRoles> roles;
  std::vector<Obligation> obligations;
  std::vector<Fine> fines;
  std::vector<Contradiction> contradictions;

  std::size_t question(std::string_view id) const;  ///< its number, or kNowhere; so below
  std::size_t rule(std::string_view id) const;
  std::size_t stage(std::string_view id) const;
  std::size_t date(std::string_view id) const;
  std::size_t obligation(std::string_view id) const;

  /// The day from which it applies; of one with the date of the rules it names, the earliest that these can give it.
  /// Empty: no day, or one in doubt.
  std::optional<Date> first_day(const Rule&) const;
  /// The first day on which one of its rules was law.
  Date law_since() const;
  /// The last day up to `today` on which one of its rules began or ceased to be law.
  Date turned(Date today) const;
};

/// Calls `visit` with the number of each rule that a condition names outside any “not”, and of each rule of a stage it
/// names that gives a class: what it follows. An exception triggers nothing.
template <class Visit>
void for_each_rule_followed(const RulePack& pack, const Condition& condition, Visit&& visit) {
  if (condition.kind() == Condition::Kind::negation) return;
  for (const auto& part : condition.parts()) for_each_rule_followed(pack, part, visit);
  if (condition.kind() != Condition::Kind::atom) return;
  const auto& atom = condition.atom();
  if (atom.kind == Atom::Kind::rule) visit(atom.at);
  if (atom.kind != Atom::Kind::stage) return;
  for (std::size_t i = 0; i < pack.rules.size(); ++i)
    if (pack.rules[i].stage == atom.at && pack.rules[i].gives) visit(i);
}

/// Reads and checks a folder of pack files. Errors: invalid, with every place at once as "rules.toml:14: rule[2].when":
/// unknown questions, options, rules, stages, roles and dates, a missing translation, a date without source, a circle
/// of rules, a rule that no answers can reach.
Result<RulePack> load_rule_pack(const std::filesystem::path& folder, Date today);

}  // namespace couloir::compliance
