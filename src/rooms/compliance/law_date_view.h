// A date of the law in words: the same on the page of the rules and on paper.
#pragma once

#include "compliance/rule_pack.h"
#include "html/html.h"

namespace couloir::compliance {

struct LawDateInWords {
  html::Html when;      ///< "2 Dec 2027"; of readings each one
  html::Html what;      ///< with why it is read so, and what to know
  html::Html basis;     ///< "Art. 111(2)"
  html::Html standing;  ///< "to come, from a secondary source (S8)"
};
LawDateInWords in_words(const RulePack&, const LawDate&, Date today);

}  // namespace couloir::compliance
