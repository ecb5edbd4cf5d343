// Endpoints on persons and their roles, for the office and the administrator.
#include "people/person.h"
#include "people/personal_data.h"
#include "people/role.h"
#include "people/totp.h"
#include "reception/api_kit.h"
#include "reception/mount.h"

namespace couloir::reception {

using people::Scope;
using web::Answer;
using web::Call;
using web::Method;
using web::None;

namespace {

struct PersonItem {
  PersonId id;
  std::string name, email;
  Lang lang{};
  std::vector<Role> roles, asked;
  bool confirmed = false;
};
void describe(Describer& d, PersonItem& p) {
  d.type("Person");
  d.field("id", p.id);
  d.field("name", p.name);
  d.field("email", p.email);
  d.field("lang", p.lang);
  d.field("roles", p.roles, Rule{}.doc(_t("Granted")));
  d.field("asked", p.asked, Rule{}.doc(_t("Waiting for the office")));
  d.field("confirmed", p.confirmed, Rule{}.doc(_t("The e-mail is proved")));
}

struct PersonListQuery {
  PageQuery page;
  std::optional<Role> role;
  bool waiting = false;
};
void describe(Describer& d, PersonListQuery& q) {
  describe(d, q.page);
  d.field("role", q.role, Rule{}.or_keep().doc(_t("Only those who have or ask for this role")));
  d.field("waiting", q.waiting, Rule{}.or_keep().doc(_t("Only those who wait for an answer")));
}

struct Invited {
  std::string name, email;
  Lang lang = Lang::fr;
  std::vector<Role> roles;
  std::optional<LabId> lab;
  std::optional<OrganisationId> organisation;
};
void describe(Describer& d, Invited& i) {
  d.type("Invitation");
  d.field("name", i.name, text(1, 200).doc(_t("Name")));
  d.field("email", i.email, text(3, 254).doc(_t("E-mail")));
  d.field("lang", i.lang, Rule{}.or_keep().doc(_t("Language of the mail")));
  d.field("roles", i.roles, Rule{}.or_keep().doc(_t("Roles from the first login")));
  d.field("lab", i.lab, Rule{}.doc(_t("Lab the person speaks for")));
  d.field("organisation", i.organisation, Rule{}.doc(_t("Organisation the person works for")));
}

struct RoleItem {
  PersonId person;
  Role role{};
  people::Standing standing{};
  Instant asked_at;
};
void describe(Describer& d, RoleItem& r) {
  d.type("PersonRole");
  d.field("person", r.person);
  d.field("role", r.role);
  d.field("standing", r.standing);
  d.field("asked_at", r.asked_at);
}
struct RoleList {
  std::vector<RoleItem> items;
};
void describe(Describer& d, RoleList& l) {
  d.type("PersonRoleList");
  d.field("items", l.items);
}

PersonItem person_item(const people::Person& p, Roles granted, Roles asked) {
  return {p.id, p.name, p.email, p.lang, list_of(granted), list_of(asked), p.confirmed_at.has_value()};
}

Result<Answer<web::PageOf<PersonItem>>> list_persons(const Call& call, const PersonListQuery& q) {
  TRY_LET(auto after, cursor(q.page.after));
  auto rows =
      people::list_persons(*call.op.db.reader(), {q.page.text, q.role, q.waiting}, q.page.limit + 1, PersonId{after});
  return Answer<web::PageOf<PersonItem>>{.value = page_of<PersonItem>(
                                             rows, q.page.limit,
                                             [](const auto& r) { return person_item(r.person, r.granted, r.asked); },
                                             [](const auto& r) { return r.person.id.str(); })};
}

Result<Answer<PersonItem>> answer_person(const Op& op, PersonId id, int status = 200) {
  auto db = op.db.reader();
  auto person = people::find_person(*db, id);
  if (!person || person->erased_at || !people::may_see_person(op.actor, id))
    return Error::not_found(say("There is no such person."));
  Roles granted, asked;
  for (const auto& r : people::roles_of(*db, id))
    (r.standing == people::Standing::granted ? granted : asked).add(r.role);
  return Answer<PersonItem>{.value = person_item(*person, granted, asked),
                            .status = status,
                            .version = person->version,
                            .location = status == 201 ? "/persons/" + id.str() : ""};
}

Result<Answer<PersonItem>> show_person(const Call& call, const None&) {
  TRY_LET(auto id, call.id<PersonId>("id"));
  return answer_person(call.op, id);
}

Result<Answer<None>> erase_person(const Call& call, const people::PersonalData& personal) {
  TRY_LET(auto id, call.id<PersonId>("id"));
  TRY(people::erase_person(call.op, personal, id));
  return Answer<None>{};
}

Result<Answer<PersonItem>> invite(const Call& call, people::LoginDesk& logins, const Invited& i) {
  people::Invitation invitation{.name = i.name,
                                .email = i.email,
                                .lang = i.lang,
                                .roles = {},
                                .lab = i.lab.value_or(LabId{}),
                                .organisation = i.organisation.value_or(OrganisationId{})};
  for (auto role : i.roles) invitation.roles.add(role);
  TRY_LET(auto id, people::invite(call.op, logins, invitation));
  return answer_person(call.op, id, 201);
}

Result<Answer<RoleList>> waiting(const Call& call, const None&) {
  RoleList all;
  for (const auto& r : people::asked_roles(*call.op.db.reader()))
    all.items.push_back({r.person, r.role, r.standing, r.asked_at});
  return Answer<RoleList>{.value = std::move(all)};
}

/// person and role of the path.
Result<std::pair<PersonId, Role>> person_and_role(const Call& call) {
  TRY_LET(auto id, call.id<PersonId>("id"));
  auto role = from_name<Role>(call.at("role"));
  if (!role) return Error::not_found(say("“{1}” is not a role.", call.at("role")));
  return std::pair{id, *role};
}

template <class F>
auto on_role(F command) {
  return [command](const Call& call, const None&) -> Result<Answer<None>> {
    TRY_LET(auto both, person_and_role(call));
    TRY(command(call.op, both.first, both.second));
    return Answer<None>{};
  };
}

}  // namespace

void mount_person_api(web::Api& api, const FrontDesk& desk) {
  auto office = web::only({Role::office, Role::admin});
  auto admin = web::only({Role::admin});
  api.add<PersonListQuery, web::PageOf<PersonItem>>(
      {Method::get, "/persons", "person list", _t("Persons, by name"), office, Scope::people_admin}, list_persons);
  api.add<None, PersonItem>(
      {Method::get, "/persons/{id}", "person show", _t("One person"), web::kLoggedIn, Scope::people_read}, show_person);
  api.add<Invited, PersonItem>(
      {Method::post, "/persons", "person invite", _t("Make an account and send its link"), office, Scope::people_admin},
      [&logins = desk.logins](const Call& call, const Invited& i) { return invite(call, logins, i); });
  api.add<None, None>(
      {Method::remove, "/persons/{id}", "person erase", _t("Erase everything personal of a person"), admin,
       Scope::people_admin},
      [&personal = desk.personal_data](const Call& call, const None&) { return erase_person(call, personal); });
  api.add<None, None>({Method::remove, "/persons/{id}/second-factor", "person reset-second-factor",
                       _t("Turn off the second factor of somebody who lost it"), admin, Scope::people_admin},
                      [](const Call& call, const None&) -> Result<Answer<None>> {
                        TRY_LET(auto id, call.id<PersonId>("id"));
                        TRY(people::reset_second_factor(call.op, id));
                        return Answer<None>{};
                      });
  api.add<None, RoleList>({Method::get, "/role-requests", "role waiting", _t("Roles that were asked for, oldest first"),
                           office, Scope::people_admin},
                          waiting);
  api.add<None, None>(
      {Method::put, "/persons/{id}/roles/{role}", "role grant", _t("Grant a role"), office, Scope::people_admin},
      on_role([](const Op& op, PersonId p, Role r) { return people::grant_role(op, p, r); }));
  api.add<None, None>({Method::remove, "/persons/{id}/roles/{role}", "role revoke",
                       _t("Take a role back; one’s own too"), web::kLoggedIn, Scope::people_admin},
                      on_role([](const Op& op, PersonId p, Role r) { return people::revoke_role(op, p, r); }));
  api.add<None, None>({Method::remove, "/role-requests/{id}/{role}", "role decline",
                       _t("Refuse a role that was asked for"), office, Scope::people_admin},
                      on_role([](const Op& op, PersonId p, Role r) { return people::decline_role(op, p, r); }));
}

}  // namespace couloir::reception
