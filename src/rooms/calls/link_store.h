// The only SQL on calls_party, calls_line and calls_link: parties, links, who is clear. What a list of dossiers reads
// of them is joined where that list is read.
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

/// SQL that holds for rows `d` of calls_dossier which `:me` may see: every party declared, none linked. The one
/// condition behind whatever a reviewer or a committee member reads. `own`: her keys. `call`: of all those rows, when
/// it is one; what she said of its parties is then read once, and not again for each dossier.
std::string is_clear(const std::vector<std::string>& own, CallId call = {});

/// Of these people to one dossier: for the office alone. Two statements.
std::vector<LinkFound> links_to(Reader&, const std::vector<PersonId>&, DossierId);
/// Of all these people, and of whoever reviews, in a batch. One statement.
std::vector<LinkFound> links_in_batch(Reader&, CallId, CutOffId, const std::vector<people::Affiliation>&);
/// Of all these people, and of whoever reviews, to the dossiers `d` of a call for which `condition` holds. One
/// statement.
std::vector<LinkFound> links_to_those(Reader&, CallId, const std::string& condition,
                                      const std::vector<people::Affiliation>&);
/// False: some party is not declared, or linked.
bool is_clear_of(Reader&, PersonId, DossierId);

/// How many parties wait for her word, by call; calls without any are left out. One statement.
struct ToDeclare {
  CallId call;
  std::int64_t parties = 0;
};
std::vector<ToDeclare> parties_to_declare(Reader&, PersonId);

/// What she said, for her export.
struct OwnLink {
  CallId call;
  std::string party;
  bool linked = false;
  std::string why;
  Instant declared_at;
};
std::vector<OwnLink> links_by(Reader&, PersonId);

}  // namespace couloir::calls
