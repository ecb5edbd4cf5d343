// The calls for programs, without an account: Atom, iCalendar, JSON. Pure: texts from calls, in the thread's language.
// Drafts never stand in them. docs/formats.md says what each holds.
#pragma once

#include <string>
#include <vector>

#include "calls/call.h"

namespace couloir::calls {

struct FeedHouse {
  std::string base_url;  ///< "https://couloir.example.org"
  std::string name;      ///< of the cluster
  std::string zone;
};

/// When what is said of a call last changed by itself or by hand: an opening and a cut-off change it too.
Instant told_at(const Call&, Instant now);

std::string atom_of(std::vector<Call>, const FeedHouse&, Instant now);
/// Those that are open or announced.
std::string open_calls_json(std::vector<Call>, const FeedHouse&, Instant now);
/// Opening, cut-offs and closing of each call as events without duration.
std::string calendar_of(std::vector<Call>, const FeedHouse&);

}  // namespace couloir::calls
