// What is open now in the region, from the region pack: calls with their cut-offs and the next AI Week. Dates as
// precise as their source; what is not announced is said to be so, never guessed.
#pragma once

#include <vector>

#include "html/view.h"
#include "region/pack.h"
#include "region/written.h"

namespace couloir::reception {

using region::written;

enum class Opening { to_come, open, closed };
/// An unknown opening day is not open yet; an unknown end never closes.
Opening opening_of(const region::Call&, Date today);

struct OpeningCard {
  Opening opening;
  view::Card card;
};
/// In the order of the pack.
std::vector<OpeningCard> call_cards(const region::Pack&, Date today);
/// The edition under way or next; the last one when none is announced.
OpeningCard edition_card(const region::Pack&, Date today);

}  // namespace couloir::reception
