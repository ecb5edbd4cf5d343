// The only SQL on people_link; inside people alone.
#pragma once

#include "people/login.h"

namespace couloir::people {

/// Returns the token, kept nowhere else.
std::string insert_link(Tx&, PersonId, LinkKind, Instant now);
bool has_link(Reader&, PersonId, LinkKind, Instant now);
void delete_links_of(Tx&, PersonId);
std::int64_t delete_past_links(Tx&, Instant now);

}  // namespace couloir::people
