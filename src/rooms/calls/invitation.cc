#include "calls/invitation.h"

#include <algorithm>

#include "base/random.h"
#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_views.h"
#include "calls/events.h"
#include "calls/invitation_store.h"
#include "journal/journal.h"
#include "journal/mail.h"
#include "people/guest_account.h"
#include "people/organisation.h"
#include "people/visit.h"

namespace couloir::calls {
namespace {

using namespace std::chrono_literals;

constexpr people::Allowance kInvitationsOfOne{20, 60min};
constexpr people::Allowance kOfOneAddress{3, 60min};  // to one dossier

Error no_such_invitation() {
  return Error::not_found(say("This invitation was used already, taken back, or is too old. Ask for a new one."));
}

/// The dossier of an invitation whose sender still owns it: nobody gives more than she has. Errors: not_found.
Result<Dossier> backed_dossier(Reader& reader, const Invitation& invitation) {
  auto dossier = find_dossier(reader, invitation.dossier);
  auto sender = people::actor_for(reader, invitation.invited_by, Door::page);
  if (!dossier || !sender || part_in_dossier(reader, *sender, *dossier) != Part::owner) return no_such_invitation();
  return *std::move(dossier);
}

/// Why nobody can take this part in the dossier as it stands.
std::optional<Error> obstacle_to_joining(const Dossier& dossier, const Call& call, Part part, Instant now) {
  if (is_over(dossier.state)) return Error::refused(say("This dossier is over: nothing is left to take part in."));
  if (part != Part::reader && !is_editable(dossier, call, now))
    return Error::refused(
        say("This dossier is filed and cannot be written in as it stands. Follow this link again when it is sent back, "
            "or ask who invited you."));
  return std::nullopt;
}

void end_one(Tx& tx, const Op& op, const Invitation& invitation, InvitationEnd how) {
  delete_invitation(tx, invitation.dossier, invitation.id);
  journal::record(tx, op, DossierInvitationEnded{invitation.dossier, invitation.id.v, how});
}

/// In her own language when she is known here; only she reads it. No word of the dossier is in it: the address is not
/// proved yet.
Result<void> mail_invitation(Tx& tx, const Op& op, const Invitation& invitation, const Dossier& dossier, Lang lang,
                             std::string_view zone, const std::string& url) {
  auto person = people::find_person_by_email(tx, invitation.email);
  Speaking reader(person ? person->lang : lang);
  auto names = people::names_of_persons(tx, {invitation.invited_by});
  auto organisation = people::find_organisation(tx, dossier.organisation);
  auto call = find_call(tx, dossier.call).value();
  journal::Mail mail;
  mail.person = person ? person->id : PersonId{};
  mail.to = invitation.email;
  mail.subject = tr("You are invited to a dossier on couloir");
  mail.text =
      tr("Hello,\n\n"
         "{1} invites you to the dossier of {2} for the call “{3}”. Your part: {4}.\n\n"
         "Follow this link until {5}. Log in with this address, or choose a password there if you have no "
         "account yet:\n\n{6}\n\n"
         "If you do not know why this reaches you, do nothing.\n",
         people::name_in(names, invitation.invited_by), organisation ? organisation->facts.name : "", call.name.text(),
         label(invitation.part), date_time(invitation.expires_at, zone), url);
  mail.language = person ? person->lang : lang;
  mail.secret = true;
  TRY(journal::enqueue_mail(tx, op, mail));
  return {};
}

/// The dossier, when its door stands open for this part. Errors: not_found, refused.
Result<Dossier> joinable_dossier(Reader& reader, const Invitation& invitation, Instant now) {
  TRY_LET(auto dossier, backed_dossier(reader, invitation));
  auto call = find_call(reader, dossier.call).value();
  if (auto obstacle = obstacle_to_joining(dossier, call, invitation.part, now)) return *std::move(obstacle);
  return dossier;
}

/// Makes who accepts a member. She who belongs to neither the organisation nor the lab stays for as long as she is
/// named.
Result<void> take_in_member(Tx& tx, const Op& op, const Invitation& invitation) {
  TRY_LET(auto dossier, joinable_dossier(tx, invitation, op.now));
  const auto& who = op.actor;
  if (invitation.part == Part::signatory && !speaks_for_its_lab(who, dossier))
    return Error::refused(
        say("Only who speaks for its lab signs. Ask your lab to accept you on “My account”, then follow this link "
            "again."));
  auto members = members_of(tx, dossier.id);
  auto there = std::ranges::find(members, who.person, &Member::person);
  if (there == members.end() && members.size() >= kMostMembers)
    return Error::refused(say("A dossier has at most 30 members."));
  bool guest = !belongs_to(who, dossier);
  // What was hers before she left comes back by no invitation.
  bool owns = !guest && there != members.end() && there->part == Part::owner;
  auto part = owns ? Part::owner : invitation.part;
  put_member(tx, dossier.id, {who.person, part, guest}, invitation.invited_by, op.now);
  journal::record(tx, op, DossierMemberChanged{dossier.id, who.person, part});
  end_one(tx, op, invitation, InvitationEnd::accepted);
  return {};
}

}  // namespace

Result<Invitation> invite_to_dossier(const Op& op, people::LoginDesk& desk, std::string_view zone, DossierId id,
                                     const NewInvitation& wanted) {
  auto email = std::string(trim(wanted.email));
  auto found = people::problems_of_person("-", email);
  if (wanted.part == Part::owner)
    found.push_back({"part", say("Owners work for the organisation: its own owner lets them in.")});
  if (!found.empty()) return Error::invalid(std::move(found));
  TRY(owned_dossier(*op.db.reader(), op.actor, id));
  if (!desk.attempts.take("invite:" + op.actor.person.str(), kInvitationsOfOne, op.now))
    return Error::too_many(say("You have sent many invitations. Wait an hour."));
  // Of this dossier alone: it tells nothing of others who wrote to this address.
  if (!desk.attempts.take("invite-to:" + id.str() + ":" + people::email_key(email), kOfOneAddress, op.now))
    return Error::too_many(say("You have invited this address several times. Wait an hour."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Invitation> {
    TRY_LET(auto dossier, owned_dossier(tx, op.actor, id));
    auto call = find_call(tx, dossier.call).value();
    if (!is_editable(dossier, call, op.now)) return Error::refused(say("This dossier cannot be changed as it stands."));
    if (members_of(tx, id).size() + open_invitations(tx, {id}, op.now).size() >= kMostMembers)
      return Error::refused(say("A dossier has at most 30 members."));
    auto token = random_token(32);
    Invitation invitation{{}, id, email, wanted.part, op.actor.person, op.now, op.now + kInvitationLife};
    put_invitation(tx, invitation, token);
    journal::record(tx, op, DossierInvited{id, invitation.id.v, wanted.part});
    TRY(mail_invitation(tx, op, invitation, dossier, wanted.lang, zone,
                        desk.site + std::string(kInvitationPath) + token));
    return invitation;
  });
}

Result<void> revoke_invitation(const Op& op, DossierId id, InvitationId which) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY(owned_dossier(tx, op.actor, id));
    if (!delete_invitation(tx, id, which)) return Error::not_found(say("This invitation is not open any more."));
    journal::record(tx, op, DossierInvitationEnded{id, which.v, InvitationEnd::revoked});
    return {};
  });
}

void end_invitations(Tx& tx, const Op& op, const std::vector<DossierId>& ids) {
  for (const auto& invitation : open_invitations(tx, ids, op.now)) end_one(tx, op, invitation, InvitationEnd::lapsed);
}

void end_invitations_from(Tx& tx, const Op& op, PersonId person) {
  auto invitations = invitations_from(tx, person, op.now);
  if (invitations.empty()) return;
  std::vector<DossierId> ids, owned;
  for (const auto& invitation : invitations) ids.push_back(invitation.dossier);
  if (auto sender = people::actor_for(tx, person, Door::page)) {
    auto members = members_of_each(tx, ids);
    for (const auto& dossier : dossiers_with_ids(tx, ids))
      if (part_of(*sender, dossier, members[dossier.id]) == Part::owner) owned.push_back(dossier.id);
  }
  for (const auto& invitation : invitations)
    if (std::ranges::find(owned, invitation.dossier) == owned.end()) end_one(tx, op, invitation, InvitationEnd::lapsed);
}

Result<SeenInvitation> seen_invitation(Reader& reader, const Actor& actor, std::string_view token, Instant now) {
  auto invitation = find_invitation(reader, token, now);
  if (!invitation) return no_such_invitation();
  TRY_LET(auto dossier, backed_dossier(reader, *invitation));
  SeenInvitation seen;
  auto person = people::find_person_by_email(reader, invitation->email);
  seen.has_account = person && person->confirmed_at;
  seen.is_hers = person && actor.logged_in() && person->id == actor.person;
  seen.inviter = people::name_in(people::names_of_persons(reader, {invitation->invited_by}), invitation->invited_by);
  if (auto organisation = people::find_organisation(reader, dossier.organisation))
    seen.organisation = organisation->facts.name;
  auto call = find_call(reader, dossier.call).value();
  seen.call = call.name;
  seen.waits = obstacle_to_joining(dossier, call, invitation->part, now);
  seen.invitation = *std::move(invitation);
  return seen;
}

Result<DossierId> accept_invitation(const Op& op, std::string_view token) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<DossierId> {
    auto invitation = find_invitation(tx, token, op.now);
    if (!invitation) return no_such_invitation();
    auto person = people::find_person(tx, op.actor.person);
    if (!person || people::email_key(person->email) != people::email_key(invitation->email))
      return Error::forbidden(say("This invitation is for another address than that of your account."));
    TRY(take_in_member(tx, op, *invitation));
    return invitation->dossier;
  });
}

Result<Joined> join_by_invitation(const Op& op, people::LoginDesk& desk, std::string_view token, std::string_view name,
                                  Lang lang, std::string_view password) {
  // Who comes to sign gets her account whatever the dossier waits for: her lab must know her first.
  auto door = [&](Reader& reader) -> Result<Invitation> {
    auto invitation = find_invitation(reader, token, op.now);
    if (!invitation) return no_such_invitation();
    auto dossier = invitation->part == Part::signatory ? backed_dossier(reader, *invitation)
                                                       : joinable_dossier(reader, *invitation, op.now);
    if (!dossier) return dossier.error();
    return *std::move(invitation);
  };
  TRY_LET(auto seen, door(*op.db.reader()));
  Joined joined{seen.dossier, seen.part != Part::signatory};
  auto join = [&](Tx& tx, PersonId person) -> Result<void> {
    TRY_LET(auto invitation, door(tx));  // it may be used, or shut, since we began to hash
    if (!joined.member) return {};
    auto hers = op;
    hers.actor = {.person = person, .door = op.actor.door};
    return take_in_member(tx, hers, invitation);
  };
  TRY(people::open_guest_account(op, desk, {std::string(trim(name)), seen.email, lang}, password, join));
  return joined;
}

Result<void> decline_invitation(const Op& op, std::string_view token) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto invitation = find_invitation(tx, token, op.now);
    if (!invitation) return no_such_invitation();
    end_one(tx, op, *invitation, InvitationEnd::declined);
    return {};
  });
}

}  // namespace couloir::calls
