// The only SQL on calls_call, calls_cut_off, calls_form and calls_late_token.
#pragma once

#include <unordered_map>

#include "calls/call.h"
#include "store/db.h"

namespace couloir::calls {

/// With its cut-offs. Two statements.
std::optional<Call> find_call(Reader&, CallId);
std::optional<Call> find_call_by_code(Reader&, std::string_view code);
/// Newest first, with their cut-offs; a region has tens. Two statements.
std::vector<Call> all_calls(Reader&);
/// Gives it its id and version 1, and its cut-offs theirs. Errors: refused (the code is taken).
Result<void> insert_call(Tx&, Call&);
/// Saves all but cut-offs and counter, and raises the version. Errors: conflict.
Result<void> save_call(Tx&, Call&);
/// Adds, changes and removes what differs; those of `cut_offs` without an id are new. Errors: refused (one that is
/// removed has dossiers).
Result<void> save_cut_offs(Tx&, CallId, std::vector<CutOff>&);

/// REQUIRES: the revision exists.
Form form_of(Reader&, CallId, int revision);
std::unordered_map<CallId, Form> current_forms(Reader&);  ///< of every call. One statement
void insert_form(Tx&, CallId, int revision, const Form&, PersonId, Instant now);
struct FormRevision {
  int revision = 1;
  Instant published_at;
  PersonId published_by;
};
std::vector<FormRevision> form_revisions(Reader&, CallId);  ///< newest first
/// The last moment at which something was filed in time for a cut-off, or for none (0): first turns without a late
/// token.
struct LastInTime {
  CutOffId cut_off;
  Instant received;
};
std::vector<LastInTime> last_in_time(Reader&, CallId);
/// Of dossiers that are filed and not decided.
std::vector<Applicant> kinds_awaiting_decision(Reader&, CallId);
/// One more is filed: its rank. Holds the call's row until the commit, so ranks are in the order of commits.
std::int64_t next_rank(Tx&, CallId);

// ── late tokens ──
using LateTokenId = Id<struct LateTokenTag>;
struct LateToken {
  LateTokenId id;
  CutOffId cut_off;
  OrganisationId organisation;  ///< whose dossiers it lets in; 0: whoever holds it
  std::string named, reason;    ///< for whom, and why
  Instant expires_at;
  PersonId issued_by;
  Instant issued_at;
  std::optional<Instant> revoked_at, used_at;
  std::int64_t used_by = 0;  ///< the dossier
};
void insert_late_token(Tx&, LateToken&, const std::string& digest);
std::vector<LateToken> late_tokens_of(Reader&, CallId);  ///< newest first
std::optional<LateToken> find_late_token(Reader&, const std::string& digest);
void revoke_late_token(Tx&, LateTokenId, Instant now);
void use_late_token(Tx&, LateTokenId, std::int64_t dossier, Instant now);

}  // namespace couloir::calls
