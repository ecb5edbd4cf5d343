#include "people/token.h"

#include "base/random.h"
#include "base/text.h"
#include "journal/journal.h"
#include "people/events.h"
#include "people/token_store.h"

namespace couloir::people {

std::string Scopes::str() const {
  std::string words;
  for (auto name : names_of<Scope>())
    if (has(*from_name<Scope>(name))) words += (words.empty() ? "" : " ") + std::string(name);
  return words;
}

Result<Scopes> Scopes::parse(std::string_view words) {
  Scopes scopes;
  while (!words.empty()) {
    auto end = words.find(' ');
    auto word = words.substr(0, end);
    words = end == words.npos ? "" : words.substr(end + 1);
    if (word.empty()) continue;
    auto scope = from_name<Scope>(word);
    if (!scope) return Error::invalid({{"scopes", say("“{1}” is not a scope of a token.", word)}});
    scopes.add(*scope);
  }
  return scopes;
}

std::vector<Problem> problems_of(const NewToken& asked, Instant now) {
  using namespace std::chrono_literals;
  std::vector<Problem> found;
  auto name = trim(asked.name);
  bool plain = std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (name.empty() || !plain || !is_utf8(name) || count_of_code_points(name) > 100)
    found.push_back({"name", say("Say in a few words what the token is for.")});
  if (asked.scopes.empty()) found.push_back({"scopes", say("Choose at least one scope.")});
  if (asked.expires_at <= now || asked.expires_at > now + 24h * 366)
    found.push_back({"expires_at", say("A token ends after today and within one year.")});
  return found;
}

Result<IssuedToken> issue_token(const Op& op, const NewToken& asked) {
  if (!op.actor.logged_in()) return Error::unauthenticated(say("Log in first."));
  if (op.actor.door == Door::api)
    return Error::forbidden(say("A token cannot make another token. Log in on the pages."));
  if (auto found = problems_of(asked, op.now); !found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<IssuedToken> {
    auto token = std::string(kTokenPrefix) + random_token(32);
    auto id = insert_token(tx, op.actor.person, asked, token, op.now);
    journal::record(tx, op, TokenIssued{id, op.actor.person});
    return IssuedToken{id, token};
  });
}

Result<void> revoke_token(const Op& op, TokenId id) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto owner = op.actor.roles.has(Role::admin) ? std::nullopt : std::optional(op.actor.person);
    auto revoked = op.actor.logged_in() || !owner ? mark_token_revoked(tx, id, owner, op.now) : std::nullopt;
    if (!revoked) return Error::not_found(say("There is no such token."));
    journal::record(tx, op, TokenRevoked{id, *revoked});
    return {};
  });
}

void TokenUse::note(TokenId token, Date day) {
  std::lock_guard lock(mutex_);
  auto& noted = used_[token];
  noted = std::max(noted, day);
}

void TokenUse::write(const Op& op) {
  std::map<TokenId, Date> used;
  {
    std::lock_guard lock(mutex_);
    used.swap(used_);
  }
  if (used.empty()) return;
  auto done = in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    for (auto [token, day] : used) save_last_used(tx, token, day);
    return {};
  });
  static_cast<void>(done);  // nothing in it fails; a broken database throws
}

}  // namespace couloir::people
