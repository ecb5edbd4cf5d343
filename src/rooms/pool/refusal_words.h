// Why a dossier is refused, in sentences that can be checked by hand. Reasons come from ground/solve; nothing is
// decided here.
#pragma once

#include <functional>
#include <string>

#include "pool/month.h"
#include "solve/explain.h"
#include "solve/plan_json.h"
#include "words/words.h"

namespace couloir::pool {

/// What a skill of the instance is called, in the thread's language.
using SkillName = std::function<std::string(const std::string& code)>;

/// What `tell` says in each language.
template <class Tell>
Bilingual in_both(Tell tell) {
  Bilingual said;
  {
    Speaking french(Lang::fr);
    said.fr = tell();
  }
  Speaking english(Lang::en);
  said.en = tell();
  return said;
}

/// The reason first, then what alone would have let it in; each in both languages with its figures.
std::vector<solve::ReasonText> reasons_of(const solve::Field&, const solve::Refusal&, const SkillName&);
solve::RefusalTexts refusal_texts(const solve::Field&, const std::vector<solve::Refusal>&, const SkillName&);

/// Promises that cannot stand together, its parts as people know them; months or dossiers wanted and there.
struct ClashParts {
  std::string dossiers, engineer, month, wanted, there;
};
/// In the thread's language.
std::string clash_in_words(solve::ClashKind, const ClashParts&);

}  // namespace couloir::pool
