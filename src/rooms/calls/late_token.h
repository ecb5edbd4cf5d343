// A late token: the office lets one named applicant file after a cut-off, says why and until when. The token itself is
// shown once; what is kept is its digest.
#pragma once

#include "calls/call_store.h"
#include "calls/dossier.h"

namespace couloir::calls {

struct NewLateToken {
  CutOffId cut_off;
  std::string named, reason;
  Instant expires_at;
  OrganisationId organisation = {};  ///< whose dossiers it lets in; 0: whoever holds it
};
struct IssuedLateToken {
  LateToken token;
  std::string secret;  ///< "late-…": shown once
};
/// By the field of its form, all at once.
std::vector<Problem> problems_of(const NewLateToken&, Instant now);
/// Errors: forbidden, not_found, invalid (also an organisation without a draft in the call).
Result<IssuedLateToken> issue_late_token(const Op&, CallId, const NewLateToken&);
/// One that was used stays used. Errors: forbidden, not_found.
Result<void> revoke_late_token(const Op&, CallId, LateTokenId);
/// Organisations with a draft in the call, whom it can be made for.
std::vector<OrganisationId> may_be_let_in(Reader&, CallId);
/// The token that lets this draft in now; empty text: none is given. Errors: invalid (unknown, of another call or
/// organisation, used, revoked or expired: it does not say which, but who to ask).
Result<std::optional<LateToken>> open_late_token(Reader&, const Op&, const Dossier&, std::string_view secret);

}  // namespace couloir::calls
