// The only SQL on people_token but the visit's; inside people alone.
#pragma once

#include "people/token.h"

namespace couloir::people {

TokenId insert_token(Tx&, PersonId, const NewToken&, std::string_view token, Instant now);
/// Of `owner`, or of anybody when it is empty. The owner; empty: none, or revoked before.
std::optional<PersonId> mark_token_revoked(Tx&, TokenId, std::optional<PersonId> owner, Instant now);
void save_last_used(Tx&, TokenId, Date);
void revoke_tokens_of(Tx&, PersonId, Instant now);
void delete_tokens_of(Tx&, PersonId);

}  // namespace couloir::people
