#include "base/result.h"

namespace couloir {

Error Error::invalid(std::vector<Problem> p) {
  return {Code::invalid, say("Some answers need another look."), std::move(p), {}};
}

}  // namespace couloir
