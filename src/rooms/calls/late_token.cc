#include "calls/late_token.h"

#include <algorithm>

#include "base/random.h"
#include "base/sha256.h"
#include "base/text.h"
#include "calls/dossier_store.h"
#include "calls/events.h"
#include "journal/journal.h"

namespace couloir::calls {
namespace {

constexpr std::string_view kPrefix = "late-";

bool is_token_line(std::string_view text, std::size_t most) {
  return is_plain_text(text) && text.find('\n') == text.npos && !trim(text).empty() &&
         count_of_code_points(text) <= most;
}

}  // namespace

std::vector<Problem> problems_of(const NewLateToken& wanted, Instant now) {
  std::vector<Problem> found;
  if (!is_token_line(wanted.named, 200)) found.push_back({"named", say("Say for whom, on one line.")});
  if (!is_token_line(wanted.reason, 500))
    found.push_back({"reason", say("Say why, on one line: everybody who judges may read it.")});
  if (wanted.expires_at <= now) found.push_back({"expires_at", say("Give a moment that is still to come.")});
  return found;
}

std::vector<OrganisationId> may_be_let_in(Reader& reader, CallId call) {
  std::vector<OrganisationId> all;
  for (const auto& draft : dossiers_in_state(reader, call, DossierState::draft))
    if (std::ranges::find(all, draft.organisation) == all.end()) all.push_back(draft.organisation);
  return all;
}

Result<IssuedLateToken> issue_late_token(const Op& op, CallId which, const NewLateToken& wanted) {
  if (!may_edit_calls(op.actor)) return Error::forbidden(say("Only the office lets somebody file late."));
  if (auto found = problems_of(wanted, op.now); !found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<IssuedLateToken> {
    auto call = find_call(tx, which);
    const auto* cut_off = call ? find_cut_off(*call, wanted.cut_off) : nullptr;
    if (cut_off == nullptr) return Error::not_found(say("There is no such cut-off."));
    if (cut_off->at >= op.now)
      return Error::invalid({{"cut_off", say("This cut-off is still to come: nobody is late.")}});
    if (wanted.organisation) {
      auto organisations = may_be_let_in(tx, which);
      if (std::ranges::find(organisations, wanted.organisation) == organisations.end())
        return Error::invalid({{"organisation", say("This organisation has no draft in the call.")}});
    }
    IssuedLateToken issued;
    issued.secret = std::string(kPrefix) + random_token(16);
    issued.token.cut_off = wanted.cut_off;
    issued.token.organisation = wanted.organisation;
    issued.token.named = std::string(trim(wanted.named));
    issued.token.reason = std::string(trim(wanted.reason));
    issued.token.expires_at = wanted.expires_at;
    issued.token.issued_by = op.actor.person;
    issued.token.issued_at = op.now;
    insert_late_token(tx, issued.token, sha256_hex(issued.secret));
    journal::record(tx, op, LateTokenIssued{which, wanted.cut_off});
    return issued;
  });
}

Result<void> revoke_late_token(const Op& op, CallId which, LateTokenId id) {
  if (!may_edit_calls(op.actor)) return Error::forbidden(say("Only the office lets somebody file late."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto tokens = late_tokens_of(tx, which);
    auto token = std::ranges::find(tokens, id, &LateToken::id);
    if (token == tokens.end()) return Error::not_found(say("There is no such token."));
    if (token->revoked_at || token->used_at) return {};
    revoke_late_token(tx, id, op.now);
    journal::record(tx, op, LateTokenRevoked{which, token->cut_off});
    return {};
  });
}

Result<std::optional<LateToken>> open_late_token(Reader& reader, const Op& op, const Dossier& dossier,
                                                 std::string_view secret) {
  secret = trim(secret);
  if (secret.empty() || dossier.state != DossierState::draft) return std::optional<LateToken>{};
  auto token = find_late_token(reader, sha256_hex(secret));
  bool good = token && !token->revoked_at && !token->used_at && op.now <= token->expires_at &&
              (!token->organisation || token->organisation == dossier.organisation);
  if (good) {
    auto call = find_call(reader, dossier.call);
    good = call && find_cut_off(*call, token->cut_off) != nullptr;
  }
  if (!good)
    return Error::invalid(
        {{"late_token", say("This late token lets nothing in (any more). Ask the office for another one.")}});
  return token;
}

}  // namespace couloir::calls
