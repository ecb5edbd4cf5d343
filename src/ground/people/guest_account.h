// An account for somebody who has just proved her address by a link that another part of the house mailed to it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "people/login.h"

namespace couloir::people {

struct Guest {
  std::string name, email;
  Lang lang = Lang::fr;
};

/// Opens it confirmed, with this password; one that was asked for and never confirmed becomes hers, its name too.
/// `then` runs in the same transaction, before tries on the account are forgotten. REQUIRES: the link that brought her
/// was mailed to this address and can be used once. Errors: invalid (name, password), refused (the address has an
/// account: she logs in), too_many, and those of `then`.
Result<PersonId> open_guest_account(const Op&, LoginDesk&, const Guest&, std::string_view password,
                                    const std::function<Result<void>(Tx&, PersonId)>& then);

}  // namespace couloir::people
