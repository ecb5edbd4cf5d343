// The only SQL on calls_invitation.
#pragma once

#include "calls/invitation.h"

namespace couloir::calls {

/// Of this address in this dossier, in place of an older one. Gives it its id.
void put_invitation(Tx&, Invitation&, std::string_view token);
/// Empty: unknown, revoked, used or past.
std::optional<Invitation> find_invitation(Reader&, std::string_view token, Instant now);
/// False: it is not this dossier's, or not there any more.
bool delete_invitation(Tx&, DossierId, InvitationId);
/// That wait for an answer and were sent by this person, to whatever dossier.
std::vector<Invitation> invitations_from(Reader&, PersonId, Instant now);
/// To the address of an account that is erased, and those that she sent.
void forget_invitations_of(Tx&, PersonId, std::string_view email);
void delete_past_invitations(Tx&, Instant now);

/// Those that wait for who has this address, for her export.
struct OwnInvitation {
  DossierId dossier;
  Part part = Part::reader;
  Instant invited_at;
};
std::vector<OwnInvitation> invitations_to(Reader&, std::string_view email);

}  // namespace couloir::calls
