// Roles of persons: asked at the first question, granted by the office, given back. The office never makes an office
// or an admin; the last admin stays.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/db.h"

namespace couloir::people {

/// The one first question of a newcomer: "I carry a use case / I sponsor / I host / I steer".
enum class FirstAnswer { carry, sponsor, host, steer };
/// A role is only asked until the office grants it; the same of membership in an organisation or a lab.
enum class Standing { asked, granted };

}  // namespace couloir::people

template <>
inline constexpr auto couloir::kNames<couloir::people::FirstAnswer> =
    std::array<std::string_view, 4>{"carry", "sponsor", "host", "steer"};
template <>
inline constexpr auto couloir::kNames<couloir::people::Standing> = std::array<std::string_view, 2>{"asked", "granted"};

namespace couloir::people {

Role role_of(FirstAnswer);            ///< operator, lab, host, committee
bool is_granted_at_once(Role);        ///< operator alone
bool may_decide_roles(const Actor&);  ///< office and admin
bool may_grant(const Actor&, Role);   ///< office: all but office and admin; admin: all
bool may_revoke(const Actor&, Role);

struct RoleRow {
  PersonId person;
  Role role;
  Standing standing;
  Instant asked_at;
  std::optional<Instant> granted_at;
  PersonId granted_by;  ///< 0: by rule, or by the program
};
std::vector<RoleRow> roles_of(Reader&, PersonId);
/// Oldest first: what waits for the office.
std::vector<RoleRow> asked_roles(Reader&, int limit = 100);

/// Who holds it, with a name and an address.
std::vector<PersonId> persons_with_role(Reader&, Role);

/// Grants operator at once, asks the office for the others. Asking again changes nothing.
/// With `sponsor`, `lab` says which one the person speaks for (also asked); empty: the office will ask.
/// Errors: unauthenticated, not_found (no such lab).
Result<Standing> answer_first_question(const Op&, FirstAnswer, LabId lab = {});

/// Also without having been asked. Errors: forbidden, not_found.
Result<void> grant_role(const Op&, PersonId, Role);
/// Refuses what was asked. Errors: forbidden, not_found (nothing was asked).
Result<void> decline_role(const Op&, PersonId, Role);
/// Takes a role back; a person may give back their own. Errors: forbidden, not_found, refused (the last admin).
Result<void> revoke_role(const Op&, PersonId, Role);

}  // namespace couloir::people
