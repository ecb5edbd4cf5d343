#include "calls/invitation_store.h"

#include "base/sha256.h"
#include "people/person.h"

namespace couloir::calls {
namespace {

constexpr std::string_view kInvitation =
    "SELECT id, dossier, email, part, invited_by, invited_at, expires_at FROM calls_invitation WHERE expires_at > :now "
    "AND ";
Invitation read_invitation(const Row& row) {
  return {row.get<InvitationId>("id"),   row.get<DossierId>("dossier"),   row.get<std::string>("email"),
          row.get<Part>("part"),         row.get<PersonId>("invited_by"), row.get<Instant>("invited_at"),
          row.get<Instant>("expires_at")};
}

}  // namespace

std::vector<Invitation> open_invitations(Reader& reader, const std::vector<DossierId>& dossiers, Instant now) {
  return reader.all(std::string(kInvitation) + "dossier IN (" + id_list(dossiers) + ") ORDER BY dossier, email_key",
                    {{":now", now}}, read_invitation);
}

std::vector<Invitation> invitations_from(Reader& reader, PersonId person, Instant now) {
  return reader.all(std::string(kInvitation) + "invited_by = :person ORDER BY id", {{":person", person}, {":now", now}},
                    read_invitation);
}

std::optional<Invitation> find_invitation(Reader& reader, std::string_view token, Instant now) {
  return reader.first(std::string(kInvitation) + "token_hash = :token_hash",
                      {{":token_hash", sha256_hex(token)}, {":now", now}}, read_invitation);
}

void put_invitation(Tx& tx, Invitation& invitation, std::string_view token) {
  tx.exec("DELETE FROM calls_invitation WHERE dossier = :dossier AND email_key = :email_key",
          {{":dossier", invitation.dossier}, {":email_key", people::email_key(invitation.email)}});
  invitation.id = tx.first(R"sql(
      INSERT INTO calls_invitation (dossier, email, email_key, part, token_hash, invited_by, invited_at, expires_at)
      VALUES (:dossier, :email, :email_key, :part, :token_hash, :by, :now, :expires) RETURNING id)sql",
                           {{":dossier", invitation.dossier},
                            {":email", invitation.email},
                            {":email_key", people::email_key(invitation.email)},
                            {":part", invitation.part},
                            {":token_hash", sha256_hex(token)},
                            {":by", invitation.invited_by},
                            {":now", invitation.invited_at},
                            {":expires", invitation.expires_at}},
                           [](const Row& row) { return row.get<InvitationId>("id"); })
                      .value();
}

bool delete_invitation(Tx& tx, DossierId dossier, InvitationId id) {
  return tx.exec("DELETE FROM calls_invitation WHERE id = :id AND dossier = :dossier",
                 {{":id", id}, {":dossier", dossier}}) > 0;
}

void forget_invitations_of(Tx& tx, PersonId person, std::string_view email) {
  tx.exec("DELETE FROM calls_invitation WHERE email_key = :email_key", {{":email_key", people::email_key(email)}});
  tx.exec("DELETE FROM calls_invitation WHERE invited_by = :person", {{":person", person}});
}

std::vector<OwnInvitation> invitations_to(Reader& reader, std::string_view email) {
  return reader.all("SELECT dossier, part, invited_at FROM calls_invitation WHERE email_key = :email_key ORDER BY id",
                    {{":email_key", people::email_key(email)}}, [](const Row& row) {
                      return OwnInvitation{row.get<DossierId>("dossier"), row.get<Part>("part"),
                                           row.get<Instant>("invited_at")};
                    });
}

void delete_past_invitations(Tx& tx, Instant now) {
  tx.exec("DELETE FROM calls_invitation WHERE expires_at <= :now", {{":now", now}});
}

}  // namespace couloir::calls
