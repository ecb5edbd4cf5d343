// Why a rule applies, does not or is open, for who reads a trace: all rules of one situation share what was worked out.
#pragma once

#include <string>
#include <vector>

#include "compliance/evaluation.h"

namespace couloir::compliance {

struct Ground {
  Atom atom;  ///< Q13.emotion, P-f, role.provider
  Truth truth;

  std::string text() const { return Condition::of(atom).text(); }
  bool is_answer() const { return atom.kind == Atom::Kind::option; }
};

class Grounds {
 public:
  Grounds(const RulePack& pack, const Situation& situation) : pack_(pack), evaluation_(pack, situation) {}

  /// The answers on which a rule rests: the atoms of its condition with what the situation says of them.
  std::vector<Ground> of(std::size_t rule);
  /// The answers behind a ground that names a rule, a stage or a role, each once: those that are as it is. Empty for an
  /// answer itself, for a stage of which no rule applies, and where it is open but its rule is settled without it.
  std::vector<Ground> behind(const Ground&, Truth of_rule);
  /// What a rule that does not apply lacks: of each group one atom would have to be otherwise, each told with what it
  /// is now. Empty when its condition holds, and something else takes it away.
  std::vector<std::vector<Ground>> lacking(std::size_t rule);

 private:
  void add(std::vector<Ground>& to, const Atom&);

  const RulePack& pack_;
  Evaluation evaluation_;
};

/// Q13.emotion in words: the number of the question and the option that was ticked.
std::string ground_words(const RulePack&, const Atom&);

}  // namespace couloir::compliance
