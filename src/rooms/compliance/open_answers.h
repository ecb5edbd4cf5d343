// Goes from what is open down to the answers that keep it open. Rules are told by number at the end; a duty is named on
// the way down, where `duty` is its id; null below a rule.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compliance/evaluation.h"

namespace couloir::compliance {

class OpenAnswers {
 public:
  OpenAnswers(const RulePack&, Evaluation&);

  void rule(std::size_t);
  void walk(const Condition&, const std::string* duty = nullptr);
  void role(ActRole, const std::string* duty);
  /// Whom the rules that it names bind may hang on an answer of its own.
  void binding(const Condition&, ActRole);
  void binding(std::size_t rule, ActRole);
  /// From when a rule applies (Art. 111), or whom it binds, hangs on this.
  void also(std::size_t rule, const Condition&);

  /// In the order asked; under each question every open rule that asks it or of which something else hangs on it, then
  /// the duties.
  std::vector<Missing> missing() &&;
  /// Something of weight hangs on this open rule.
  bool matters(std::size_t rule) const { return rules_seen_[rule] || listed_seen_[rule]; }

 private:
  void listed(std::size_t);
  void walk(const Atom&, const std::string* duty);
  void question(const Atom&, const std::string* duty);

  const RulePack& pack_;
  Evaluation& evaluation_;
  std::vector<bool> rules_seen_, listed_seen_;
  std::vector<std::optional<std::vector<std::string>>> asked_;  ///< by question: missing, with the duties that ask it
  std::vector<std::pair<std::size_t, const Condition*>> also_;
};

}  // namespace couloir::compliance
