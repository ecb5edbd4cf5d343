#include "words/fact_status.h"

#include "words/words.h"

namespace couloir {

std::string word(FactStatus status) {
  switch (status) {
    case FactStatus::confirmed:
      return trc("fact", "confirmed");
    case FactStatus::announced:
      return trc("fact", "announced");
    case FactStatus::unverified:
      return trc("fact", "not verified");
    case FactStatus::assumed:
      return trc("fact", "our assumption");
  }
  return {};
}

}  // namespace couloir
