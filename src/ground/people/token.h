// API tokens of a person: named, scoped, ending within a year, kept as SHA-256. A token never does more than its person
// may; its scopes narrow that down.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "store/db.h"

namespace couloir::people {

/// What a token may be used for; each API route names one. Rooms to come add theirs at the end.
enum class Scope {
  people_read,
  people_write,
  people_admin,
  portfolio_read,
  portfolio_write,
  sprints_read,
  journal_read,
  compliance_read,
  compliance_write,
  calls_read,
  calls_write,
  webhooks_read,
  webhooks_write,
  pool_read,
  pool_write
};

}  // namespace couloir::people

template <>
inline constexpr auto couloir::kNames<couloir::people::Scope> = std::array<std::string_view, 15>{
    "people:read",  "people:write",  "people:admin",    "portfolio:read",   "portfolio:write",
    "sprints:read", "journal:read",  "compliance:read", "compliance:write", "calls:read",
    "calls:write",  "webhooks:read", "webhooks:write",  "pool:read",        "pool:write"};

namespace couloir::people {

using TokenId = Id<struct TokenTag>;

class Scopes {
 public:
  constexpr Scopes() = default;
  constexpr Scopes(std::initializer_list<Scope> scopes) {
    for (auto s : scopes) bits_ |= bit(s);
  }
  static constexpr Scopes all() {
    Scopes every;
    every.bits_ = (1U << kNames<Scope>.size()) - 1;
    return every;
  }
  constexpr void add(Scope s) { bits_ |= bit(s); }
  constexpr bool has(Scope s) const { return (bits_ & bit(s)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool operator==(const Scopes&) const = default;
  std::string str() const;                              ///< "people:read portfolio:write", as stored
  static Result<Scopes> parse(std::string_view words);  ///< Errors: invalid, naming the odd one

 private:
  static constexpr std::uint32_t bit(Scope s) { return 1U << static_cast<unsigned>(s); }
  std::uint32_t bits_ = 0;
};

inline constexpr std::string_view kTokenPrefix = "clr_";

struct TokenRow {
  TokenId id;
  std::string name;
  Scopes scopes;
  Instant created_at, expires_at;
  std::optional<Date> last_used;  ///< to the day
  std::optional<Instant> revoked_at;
};
std::vector<TokenRow> tokens_of(Reader&, PersonId);  ///< newest first
/// When it ran out or was revoked. Empty: unknown, or it still opens.
std::optional<Instant> end_of_token(Reader&, std::string_view token, Instant now);

struct NewToken {
  std::string name;
  Scopes scopes;
  Instant expires_at;
};
/// By field: name, scopes, expires_at (after now, within 366 days).
std::vector<Problem> problems_of(const NewToken&, Instant now);

struct IssuedToken {
  TokenId id;
  std::string token;  ///< "clr_…", shown once
};
/// Not with a token in hand: only a person logged in makes one. Errors: unauthenticated, forbidden, invalid.
Result<IssuedToken> issue_token(const Op&, const NewToken&);
/// One's own; admin anybody's. Errors: not_found.
Result<void> revoke_token(const Op&, TokenId);

/// Which tokens were used on which day (UTC): noted in memory while requests are served, written by a job, since a view
/// never writes. A kill forgets the notes of the last hour.
class TokenUse {
 public:
  void note(TokenId, Date);  ///< any thread
  void write(const Op&);     ///< one transaction for all; none when nothing was noted
 private:
  std::mutex mutex_;
  std::map<TokenId, Date> used_;
};

}  // namespace couloir::people
