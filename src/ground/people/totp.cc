#include "people/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/bug.h"
#include "base/random.h"

namespace couloir::people {

namespace {

constexpr std::chrono::seconds kStep{30};

std::array<unsigned char, 20> hmac_sha1(std::string_view key, const std::array<unsigned char, 8>& message) {
  std::array<unsigned char, 20> out{};
  unsigned size = out.size();
  auto done =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(), message.size(), out.data(), &size);
  check(done != nullptr, "HMAC-SHA-1");
  return out;
}

/// In time that does not depend on where they differ.
bool same_digits(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned differ = 0;
  for (std::size_t i = 0; i < a.size(); ++i) differ |= static_cast<unsigned>(a[i] ^ b[i]);
  return differ == 0;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@";
  std::string out;
  for (char c : text)
    if (kPlain.find(c) != kPlain.npos)
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

}  // namespace

Step step_at(Instant now) { return std::chrono::floor<std::chrono::seconds>(now.t).time_since_epoch() / kStep; }

std::string totp_code(std::string_view secret_bytes, Step step) {
  std::array<unsigned char, 8> message{};
  for (std::size_t i = 8; i-- > 0; step >>= 8) message[i] = static_cast<unsigned char>(step & 255);
  auto mac = hmac_sha1(secret_bytes, message);
  std::size_t at = mac[19] & 15U;
  std::uint32_t number = (mac[at] & 127U) << 24 | mac[at + 1] << 16 | mac[at + 2] << 8 | mac[at + 3];
  return fmt::format("{:06}", number % 1'000'000);
}

std::optional<Step> matching_step(std::string_view secret_bytes, std::string_view code, Instant now, Step last_used) {
  std::string digits;  // "287 082", as some applications show it
  std::ranges::copy_if(code, std::back_inserter(digits), [](char c) { return c != ' '; });
  for (Step step = step_at(now) - 1; step <= step_at(now) + 1; ++step)
    if (step > last_used && same_digits(totp_code(secret_bytes, step), digits)) return step;
  return std::nullopt;
}

std::string otpauth_uri(std::string_view secret_bytes, std::string_view issuer, std::string_view account) {
  return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}", percent_encoded(issuer), percent_encoded(account),
                     base32(secret_bytes));
}

}  // namespace couloir::people
