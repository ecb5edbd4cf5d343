// The second factor: six digits that change every 30 seconds (RFC 6238), a QR code to set it up, ten recovery codes.
// The secret is kept sealed; the key lies beside the database, not in it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/db.h"

namespace couloir::people {

struct LoginDesk;

// ── totp.cc: pure ──
using Step = std::int64_t;  ///< number of 30-second steps since 1970
Step step_at(Instant);
std::string totp_code(std::string_view secret_bytes, Step);  ///< six digits
/// The step whose code this is: now, one before or one after, and later than `last_used`; empty: none.
std::optional<Step> matching_step(std::string_view secret_bytes, std::string_view code, Instant now, Step last_used);
/// "otpauth://totp/…", as authenticator applications read it.
std::string otpauth_uri(std::string_view secret_bytes, std::string_view issuer, std::string_view account);

/// Dark modules as one SVG path of 1×1 squares in a viewBox of `size`, quiet zone included.
struct QrCode {
  int size = 0;
  std::string path;
};
QrCode qr_code(std::string_view text);

// ── secret_key.cc ──
/// XSalsa20-Poly1305 under a key file of 32 bytes. Losing the file costs the second factors and the
/// secrets of webhooks, nothing else.
class SecretKey {
 public:
  /// Reads it; makes it first, with mode 0600, when it is not there.
  /// Errors: invalid (others may read it, or it is not 32 bytes), unavailable (cannot be read or made).
  static Result<SecretKey> open(const std::string& file);
  static SecretKey random();  ///< kept nowhere: for tests

  std::string seal(std::string_view secret) const;                   ///< hexadecimal
  std::optional<std::string> unseal(std::string_view sealed) const;  ///< empty: another key, or altered

 private:
  SecretKey() = default;
  std::array<unsigned char, 32> bytes_{};
};

// ── second_factor.cc: commands ──
struct Enrolment {
  std::string secret;  ///< base32 in groups of four, to type by hand
  std::string uri;
  QrCode qr;
};
enum class SecondFactor { off, started, on };  ///< started: no code confirmed it yet

SecondFactor second_factor_of(Reader&, PersonId);
int recovery_codes_left(Reader&, PersonId);

/// Makes a new secret; nothing changes for logins until a code confirms it.
/// Errors: unauthenticated, refused (it is on already).
Result<Enrolment> start_second_factor(const Op&, const LoginDesk&, std::string_view issuer);
/// Turns it on; gives the ten recovery codes, once. Errors: unauthenticated, refused (wrong code), too_many.
Result<std::vector<std::string>> confirm_second_factor(const Op&, const LoginDesk&, std::string_view code);
/// New recovery codes; the old ones end. Errors: as confirm.
Result<std::vector<std::string>> renew_recovery_codes(const Op&, const LoginDesk&, std::string_view code);
/// Turns it off. `code` may be a recovery code. Errors: as confirm.
Result<void> stop_second_factor(const Op&, const LoginDesk&, std::string_view code);
/// For somebody who lost telephone and recovery codes; ends their logins. Errors: forbidden (admin alone), not_found.
Result<void> reset_second_factor(const Op&, PersonId);

}  // namespace couloir::people
