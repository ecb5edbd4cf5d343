// The only SQL on people_second_factor and people_recovery_code; inside people alone.
#pragma once

#include "people/login.h"
#include "people/totp.h"

namespace couloir::people {

/// Spends a code of the actor's second factor, or one recovery code; false: it fits neither. Six digits once each.
/// Errors: too_many (five tries in a quarter of an hour).
Result<bool> use_code(Tx&, const Op&, const LoginDesk&, std::string_view code);

struct StoredFactor {
  std::string sealed_secret;
  Step last_step;
  bool on;
};
std::optional<StoredFactor> find_factor(Reader&, PersonId);
/// Started anew, not on.
void upsert_factor(Tx&, PersonId, const std::string& sealed_secret, Instant now);
void turn_factor_on(Tx&, PersonId, Instant now);
void save_last_step(Tx&, PersonId, Step);
/// With the recovery codes. False: there was none.
bool delete_factor(Tx&, PersonId);

void replace_recovery_codes(Tx&, PersonId, const std::vector<std::string>& hashes);
bool delete_recovery_code(Tx&, PersonId, const std::string& hash);

}  // namespace couloir::people
