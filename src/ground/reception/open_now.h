// What is open now in the region, for the first page: cards of whoever keeps something that opens, and the next AI
// Week.
#pragma once

#include <vector>

#include "html/view.h"
#include "region/pack.h"
#include "region/written.h"

namespace couloir::reception {

using region::written;

enum class Opening { to_come, open, closed };

struct OpeningCard {
  Opening opening;
  view::Card card;
};
/// The edition under way or next; the last one when none is announced.
OpeningCard edition_card(const region::Pack&, Date today);

}  // namespace couloir::reception
