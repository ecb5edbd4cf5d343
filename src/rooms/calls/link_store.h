// The only SQL on calls_party, calls_line and calls_link; what a list of dossiers reads of them is joined where that
// list is read.
#pragma once

#include "calls/link.h"

namespace couloir::calls {

void put_parties(Tx&, DossierId, const std::vector<Concerned>&);
/// Of a member who came after the filing; nothing changes when it is there.
void add_party(Tx&, DossierId, const std::string& key);
void put_line(Tx&, DossierId, const FiledLine&);

/// Parties of all dossiers filed to a call with what she said of each; `by_account` is not looked at.
std::vector<Declared> declared_parties(Reader&, PersonId, CallId);
void put_link(Tx&, PersonId reviewer, CallId, const LinkGiven&, Instant now);
/// Of somebody whose account is erased: that she is linked stays.
void forget_reasons_of(Tx&, PersonId reviewer);
/// False: no such link stands.
bool delete_link(Tx&, PersonId reviewer, CallId, const std::string& party);

}  // namespace couloir::calls
