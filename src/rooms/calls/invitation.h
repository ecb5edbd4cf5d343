// Invitations to a dossier by an address: a mailed link that works once, for who has an account and for who has none.
// Nobody who invites learns whether an address is known; only the owner of the mailbox opens the link.
#pragma once

#include "calls/dossier_edit.h"
#include "people/login.h"

namespace couloir::calls {

using InvitationId = Id<struct InvitationTag>;
struct Invitation {
  InvitationId id;
  DossierId dossier;
  std::string email;
  Part part = Part::editor;
  PersonId invited_by;
  Instant invited_at, expires_at;
};

inline constexpr std::chrono::days kInvitationLife{14};
inline constexpr std::string_view kInvitationPath = "/invitations/";  ///< and the token

/// Those of these dossiers that wait for an answer, by dossier and address. One statement.
std::vector<Invitation> open_invitations(Reader&, const std::vector<DossierId>&, Instant now);

/// What an owner types. `lang`: of the mail, when the address is not known here; else the mail is in that person's.
struct NewInvitation {
  std::string email;
  Part part = Part::editor;
  Lang lang = Lang::fr;
};
/// By an owner, while the dossier can be written in; an older one to the same address is replaced. `desk` counts how
/// many are sent and knows where links lead; the mail tells the last moment in `zone`. Errors: not_found, forbidden,
/// invalid (address, part), refused (it cannot be edited, too many members), too_many.
Result<Invitation> invite_to_dossier(const Op&, people::LoginDesk& desk, std::string_view zone, DossierId,
                                     const NewInvitation&);
/// By an owner, in every state. Errors: not_found, forbidden.
Result<void> revoke_invitation(const Op&, DossierId, InvitationId);
/// They lapse, nobody else is let in: its batch is taken up, or it is over.
void end_invitations(Tx&, const Op&, const std::vector<DossierId>&);
/// Those lapse that this person sent to dossiers which she owns no longer. Four statements to find them.
void end_invitations_from(Tx&, const Op&, PersonId);

/// What who holds the link is shown.
struct SeenInvitation {
  Invitation invitation;
  std::string inviter, organisation;  ///< names
  Bilingual call;
  bool has_account = false;    ///< its address
  bool is_hers = false;        ///< of who is logged in
  std::optional<Error> waits;  ///< why nobody can accept it as the dossier stands
};
/// Errors: not_found (unknown, used, revoked or past, or its sender owns the dossier no longer).
Result<SeenInvitation> seen_invitation(Reader&, const Actor&, std::string_view token, Instant now);

/// By who is logged in with the address that was invited. Errors: not_found, forbidden (another address), refused (the
/// dossier is over; or, and the invitation stays open, who is to write or sign comes while it cannot be written in, or
/// who is to sign does not speak for the lab yet).
Result<DossierId> accept_invitation(const Op&, std::string_view token);
struct Joined {
  DossierId dossier;
  bool member = true;  ///< false: the account is there, and the invitation to sign waits for the lab to know her
};
/// By who has no account: opens one and accepts. Errors: not_found, invalid (name, password), refused, too_many.
Result<Joined> join_by_invitation(const Op&, people::LoginDesk&, std::string_view token, std::string_view name, Lang,
                                  std::string_view password);
/// By who holds the link. Errors: not_found.
Result<void> decline_invitation(const Op&, std::string_view token);

}  // namespace couloir::calls
