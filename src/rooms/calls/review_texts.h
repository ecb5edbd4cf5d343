// Shapes that several endpoints of review and decision give out.
#pragma once

#include <string>
#include <vector>

#include "calls/link.h"
#include "web/api.h"

namespace couloir::calls {

/// Of one batch.
inline constexpr std::size_t kMostDossiers = 2'000;

/// Somebody who is linked to a party of a dossier.
struct LinkedText {
  PersonId person;
  std::string name, party;
};
void describe(Describer&, LinkedText&);
/// REQUIRES: a name for each link.
std::vector<LinkedText> texts_of(const std::vector<LinkFound>&, const std::vector<std::string>& names);

}  // namespace couloir::calls
