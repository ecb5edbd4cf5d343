// The "when" of a rule, written as the rule pack's files write it, so that a lawyer can read it beside the article:
//
//   Q13.emotion and Q14 in (work, edu) and not Q14.medsafe
//
//   Q14.work            this option of question 14 is among the answers
//   Q14 in (work, edu)  one of these is
//   P-f                 another rule applies
//   @use                some rule of that stage applies
//   @use.listed         the same, before the stage's `unless`
//   role.provider       the organisation has that role
//   org.outside_eu      a fact of the organisation that is no question
//   always
//
// `not` binds closest, then `and`, then `or`; parentheses as usual. Pure; it knows neither questions nor rules: who
// loads the pack checks what a condition names.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compliance/truth.h"

namespace couloir::compliance {

/// One thing that a condition asks about.
struct Atom {
  enum class Kind { option, rule, stage, listed, role, fact };
  Kind kind = Kind::option;
  std::string name;    ///< "Q14", "P-f", "use", "provider"
  std::string option;  ///< of a question: "work"

  // Where the pack holds it; set by who loads the pack.
  std::size_t at = 0;           ///< number of the question, rule, stage, role or fact
  std::uint64_t options = 0;    ///< of a question: the options that say yes, as bits
  std::uint64_t undecided = 0;  ///< the options that leave it open: “a product of list A” says not which

  bool operator==(const Atom& other) const {
    return kind == other.kind && name == other.name && option == other.option;
  }
};

class Condition {
 public:
  enum class Kind { always, atom, negation, all, any };

  Condition() = default;  ///< always
  /// Errors: invalid; the message says at which character and what was expected.
  static Result<Condition> parse(std::string_view text);

  static Condition of(Atom);
  static Condition negation(Condition);
  static Condition all(std::vector<Condition>);
  static Condition any(std::vector<Condition>);

  /// `truth_of_atom` takes an Atom and returns its Truth.
  template <class F>
  Truth holds(F&& truth_of_atom) const;
  void for_each_atom(const std::function<void(Atom&)>&);
  /// Every atom, in the order written, each once.
  std::vector<Atom> atoms() const;
  /// Whether `is_one` says so of some atom; copies nothing.
  template <class F>
  bool any_atom(F&& is_one) const {
    if (kind_ == Kind::atom) return is_one(atom_);
    for (const auto& part : parts_)
      if (part.any_atom(is_one)) return true;
    return false;
  }
  /// In the same language; parse() of it is this condition again.
  std::string text() const;

  Kind kind() const { return kind_; }
  const Atom& atom() const { return atom_; }
  const std::vector<Condition>& parts() const { return parts_; }
  bool operator==(const Condition&) const = default;

 private:
  Kind kind_ = Kind::always;
  Atom atom_;
  std::vector<Condition> parts_;
};

template <class F>
Truth Condition::holds(F&& truth_of_atom) const {
  if (kind_ == Kind::always) return Truth::yes;
  if (kind_ == Kind::atom) return truth_of_atom(atom_);
  if (kind_ == Kind::negation) return opposite(parts_.front().holds(truth_of_atom));
  // What settles the whole ends the walk: no for “and”, yes for “or”.
  auto settles = kind_ == Kind::all ? Truth::no : Truth::yes;
  auto whole = opposite(settles);
  for (const auto& part : parts_) {
    whole = kind_ == Kind::all ? both(whole, part.holds(truth_of_atom)) : either(whole, part.holds(truth_of_atom));
    if (whole == settles) break;
  }
  return whole;
}

}  // namespace couloir::compliance
