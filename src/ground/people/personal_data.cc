#include "people/personal_data.h"

#include <boost/json.hpp>

#include "base/bug.h"
#include "journal/journal.h"
#include "journal/mail.h"
#include "people/events.h"
#include "people/lab_member_store.h"
#include "people/link_store.h"
#include "people/login_store.h"
#include "people/membership_store.h"
#include "people/person_erasure.h"
#include "people/person_store.h"
#include "people/role_store.h"
#include "people/second_factor_store.h"
#include "people/token_store.h"

namespace couloir::people {

namespace {

namespace json = boost::json;

json::value or_null(const std::optional<Instant>& at) { return at ? json::value(at->iso()) : json::value(nullptr); }

json::object person_json(const Person& person) {
  return {{"id", person.id.v},
          {"name", person.name},
          {"email", person.email},
          {"lang", name_of(person.lang)},
          {"theme", name_of(person.theme)},
          {"created_at", person.created_at.iso()},
          {"confirmed_at", or_null(person.confirmed_at)}};
}

json::array roles_json(Reader& db, PersonId id) {
  json::array all;
  for (auto& row : roles_of(db, id))
    all.push_back({{"role", name_of(row.role)},
                   {"standing", name_of(row.standing)},
                   {"asked_at", row.asked_at.iso()},
                   {"granted_at", or_null(row.granted_at)}});
  return all;
}

json::array organisations_json(Reader& db, PersonId id) {
  json::array all;
  for (auto& organisation : organisations_of(db, id))
    all.push_back({{"id", organisation.id.v}, {"siren", organisation.siren.str()}, {"name", organisation.facts.name}});
  return all;
}

/// Granted or still asked for.
json::array labs_json(Reader& db, PersonId id) {
  json::array all;
  for (auto& lab : labs_of(db, id)) all.push_back({{"lab", lab.lab.v}, {"standing", name_of(lab.standing)}});
  return all;
}

json::array asked_organisations_json(Reader& db, PersonId id) {
  json::array all;
  for (auto& asked : organisations_asked_by(db, id))
    all.push_back({{"id", asked.organisation.v}, {"siren", asked.siren.str()}});
  return all;
}

json::array logins_json(Reader& db, PersonId id, Instant now) {
  json::array all;
  for (auto& login : logins_of(db, id, now))
    all.push_back(
        {{"device", login.device}, {"created_at", login.created_at.iso()}, {"expires_at", login.expires_at.iso()}});
  return all;
}

json::array tokens_json(Reader& db, PersonId id) {
  json::array all;
  for (auto& token : tokens_of(db, id))
    all.push_back({{"name", token.name},
                   {"scopes", token.scopes.str()},
                   {"created_at", token.created_at.iso()},
                   {"expires_at", token.expires_at.iso()},
                   {"last_used", token.last_used ? json::value(token.last_used->iso()) : json::value(nullptr)},
                   {"revoked_at", or_null(token.revoked_at)}});
  return all;
}

json::array mails_json(Reader& db, PersonId id) {
  json::array all;
  for (auto& mail : journal::mails_of(db, id))
    all.push_back({{"to", mail.to},
                   {"subject", mail.subject},
                   {"text", mail.secret ? "" : mail.text},
                   {"created_at", mail.created_at.iso()},
                   {"sent_at", or_null(mail.sent_at)}});
  return all;
}

/// What the journal knows: which acts, when, by which door.
json::array acts_json(Reader& db, PersonId id) {
  json::array all;
  std::optional<std::int64_t> before;
  for (;;) {
    auto entries = journal::history_by(db, id, 500, before);
    for (auto& entry : entries)
      all.push_back(
          {{"at", entry.at.iso()}, {"what", entry.name}, {"number", entry.subject_id}, {"door", name_of(entry.door)}});
    if (entries.size() < 500) return all;
    before = entries.back().seq;
  }
}

json::object everything_of(Reader& db, const Person& person, const PersonalData& data, Instant now) {
  json::object all{{"person", person_json(person)},
                   {"roles", roles_json(db, person.id)},
                   {"organisations", organisations_json(db, person.id)},
                   {"organisations_asked", asked_organisations_json(db, person.id)},
                   {"labs", labs_json(db, person.id)},
                   {"logins", logins_json(db, person.id, now)},
                   {"second_factor", second_factor_of(db, person.id) == SecondFactor::on},
                   {"tokens", tokens_json(db, person.id)},
                   {"mails", mails_json(db, person.id)},
                   {"acts", acts_json(db, person.id)}};
  for (auto& source : data.sources()) all[source.name] = json::parse(source.export_json(db, person.id));
  return all;
}

}  // namespace

Result<std::string> export_person(const Op& op, const PersonalData& data, PersonId id) {
  if (!may_erase_person(op.actor, id)) return Error::forbidden(say("You may only ask for your own data."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<std::string> {
    auto person = find_person(tx, id);
    if (!person || person->erased_at) return no_such_person();
    auto text = json::serialize(everything_of(tx, *person, data, op.now));
    journal::record(tx, op, PersonExported{id});
    return text;
  });
}

void forget_person(Tx& tx, const Op& op, PersonId id) {
  delete_logins_of(tx, id);
  delete_links_of(tx, id);
  delete_tokens_of(tx, id);
  delete_factor(tx, id);
  delete_password(tx, id);
  delete_roles_of(tx, id);
  delete_memberships_of(tx, id);
  delete_lab_members_of(tx, id);
  journal::forget_mail_of(tx, id, op.now);
  empty_person(tx, id, op.now);
  journal::record(tx, op, PersonErased{id});
}

Result<void> erase_person(const Op& op, const PersonalData& data, PersonId id) {
  if (!may_erase_person(op.actor, id)) return Error::forbidden(say("You may only erase your own data."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto person = find_person(tx, id);
    if (!person || person->erased_at) return no_such_person();
    TRY(must_leave_an_admin(tx, id));
    for (auto& source : data.sources()) source.erase(tx, op, id);
    forget_person(tx, op, id);
    return {};
  });
}

}  // namespace couloir::people
