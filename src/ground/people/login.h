// Logging in and out, and the links sent by mail that lead to a password. No answer ever tells whether an account
// exists. A cookie holds 32 random bytes; the database only their SHA-256. No page view writes.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/actor.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "people/attempts.h"
#include "people/password.h"
#include "people/person.h"
#include "people/totp.h"
#include "store/db.h"

namespace couloir::people {

/// A login ends at a fixed time, whatever is done with it: 12 hours, or 30 days when the person asks to stay.
enum class Stay { half_day, month };
enum class LinkKind { registration, invitation, reset };

}  // namespace couloir::people

template <>
inline constexpr auto couloir::kNames<couloir::people::Stay> = std::array<std::string_view, 2>{"half_day", "month"};
template <>
inline constexpr auto couloir::kNames<couloir::people::LinkKind> =
    std::array<std::string_view, 3>{"registration", "invitation", "reset"};

namespace couloir::people {

using LoginId = Id<struct LoginTag>;

/// What logins need besides the database. One per process, made by app/, used by all threads.
struct LoginDesk {
  Hasher& hasher;
  Attempts& attempts;
  const SecretKey& key;  ///< seals the second factor's secrets
  std::string site;      ///< "https://couloir.example.org", without a slash at the end: where mailed links lead
};

// Where mailed links lead; web/ mounts its pages there.
inline constexpr std::string_view kLoginPath = "/login";
inline constexpr std::string_view kResetPath = "/password-reset";
inline constexpr std::string_view kLinkPath = "/password/";  ///< and the token

/// From where a request comes.
struct Peer {
  std::string address;
  std::string device;  ///< User-Agent, cut to 120 bytes; shown to the person beside each of their logins
};

struct LoggedIn {
  PersonId person;
  std::string token;  ///< for the cookie, once
  Instant expires;
};
/// The password was right; a code of the second factor is due within ten minutes.
struct CodeDue {
  std::string ticket;  ///< travels in the form, not in a cookie
};
using LoginStep = std::variant<LoggedIn, CodeDue>;

/// Errors: unauthenticated (one sentence for every reason), too_many.
Result<LoginStep> login_with_password(const Op&, LoginDesk&, std::string_view email, std::string_view password,
                                      const Peer&, Stay = Stay::half_day);
/// `code`: six digits, or a recovery code. Errors: unauthenticated (also once the ticket is old), too_many.
Result<LoggedIn> login_with_code(const Op&, LoginDesk&, std::string_view ticket, std::string_view code, const Peer&);
/// A login without a password, for the command line and the demonstration's builder. REQUIRES: a confirmed person.
LoggedIn open_login(Tx&, const Op&, PersonId, const Peer&, Stay);

/// An unknown token is no error.
Result<void> logout(const Op&, std::string_view token);
/// Ends every login of the person, this one included. Errors: unauthenticated.
Result<void> logout_everywhere(const Op&);
/// Ends one of one's own. Errors: not_found.
Result<void> end_login(const Op&, LoginId);

struct LoginRow {
  LoginId id;
  std::string device;
  Instant created_at, expires_at;
};
/// Newest first, expired ones left out.
std::vector<LoginRow> logins_of(Reader&, PersonId, Instant now);

/// Ends all other logins. Errors: unauthenticated (a visitor), invalid (old_password, password), too_many.
Result<void> change_password(const Op&, LoginDesk&, std::string_view old_password, std::string_view new_password,
                             std::string_view keep_token);

// ── link.cc: from a mailed link to a password. The answers are the same whether the e-mail is known or not. ──
/// A visitor asks for an account. Errors: invalid (by field: name, email), too_many (this network asked too often).
Result<void> register_person(const Op&, LoginDesk&, std::string_view name, std::string_view email, Lang, const Peer&);
/// Errors: invalid (not an e-mail), too_many.
Result<void> ask_password_reset(const Op&, LoginDesk&, std::string_view email, const Peer&);

struct Invitation {
  std::string name, email;
  Lang lang = Lang::fr;
  Roles roles;
  LabId lab;                    ///< speaks for it from the start; 0: none
  OrganisationId organisation;  ///< works for it from the start; 0: none
};
/// The office makes an account and sends its link. Errors: forbidden (also for a role it may not grant), invalid,
/// refused (the e-mail has an account), not_found (lab or organisation).
Result<PersonId> invite(const Op&, LoginDesk&, const Invitation&);
/// An account that is ready at once, for the command line and the demonstration. Admin alone. Errors: as invite.
Result<PersonId> add_person(const Op&, LoginDesk&, const Invitation&, std::string_view password);

/// Registration 24 hours, invitation 14 days, reset 1 hour.
struct Link {
  LinkKind kind;
  PersonId person;
  std::string name, email;
  Instant expires_at;
};
/// Empty: unknown, used or past.
std::optional<Link> find_link(Reader&, std::string_view token, Instant now);
/// Sets the password, confirms the e-mail, uses the link up and ends every login of the person.
/// Errors: not_found (unknown, used or past), invalid (the password), too_many.
Result<PersonId> choose_password(const Op&, LoginDesk&, std::string_view link_token, std::string_view password);

/// Deletes logins and links that are past, and erases accounts never confirmed in 30 days. For a daily job.
std::int64_t forget_past_logins(const Op&);

}  // namespace couloir::people
