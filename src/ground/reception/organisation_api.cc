// Endpoints on organisations, their establishments, teams and members.
#include "people/team.h"
#include "reception/api_kit.h"
#include "reception/mount.h"
#include "reception/organisation_form.h"

namespace couloir::reception {

using people::Scope;
using web::Answer;
using web::Call;
using web::Method;
using web::None;

namespace {

struct OrganisationItem {
  OrganisationId id;
  std::string siren, vat;
  OrganisationBody facts;
  std::optional<SizeClass> size;
  bool size_confirmed = false;
};
void describe(Describer& d, OrganisationItem& o) {
  d.type("Organisation");
  d.field("id", o.id);
  d.field("siren", o.siren);
  d.field("vat", o.vat);
  d.field("facts", o.facts);
  d.field("size", o.size, Rule{}.doc(_t("Absent: the figures leave it open")));
  d.field("size_confirmed", o.size_confirmed, Rule{}.doc(_t("Somebody said whether linked enterprises exist")));
}

struct OrganisationWanted {
  std::string siret, label, postcode, town_code;
  OrganisationBody facts;
};
void describe(Describer& d, OrganisationWanted& w) {
  d.type("NewOrganisation");
  d.field("siret", w.siret, text(9, 30).doc(_t("SIRET, 14 digits")));
  d.field("label", w.label, text(0, 200).or_keep().doc(_t("Name of this establishment")));
  d.field("postcode", w.postcode, text(0, 12).or_keep().doc(_t("Postcode")));
  d.field("town_code", w.town_code, text(0, 12).or_keep().doc(_t("INSEE code of the town")));
  d.field("facts", w.facts);
}

struct AddedItem {
  OrganisationId organisation;
  people::Standing standing{};
};
void describe(Describer& d, AddedItem& a) {
  d.type("AddedOrganisation");
  d.field("organisation", a.organisation);
  d.field("standing", a.standing, Rule{}.doc(_t("asked: it was here already, and an owner or the office decides")));
}

struct EstablishmentItem {
  people::EstablishmentId id;
  EstablishmentBody facts;
  std::int64_t version = 0;
};
void describe(Describer& d, EstablishmentItem& e) {
  d.type("Establishment");
  d.field("id", e.id);
  d.field("facts", e.facts);
  d.field("version", e.version);
}
struct EstablishmentList {
  std::vector<EstablishmentItem> items;
};
void describe(Describer& d, EstablishmentList& l) {
  d.type("EstablishmentList");
  d.field("items", l.items);
}

struct TeamBody {
  std::string name;
  std::optional<std::int64_t> head_count;
};
void describe(Describer& d, TeamBody& t) {
  d.type("TeamFacts");
  d.field("name", t.name, text(1, 300).doc(_t("Name of the team")));
  d.field("head_count", t.head_count, between(0, 1e6).doc(_t("How many people; empty: not known")));
}
struct TeamItem {
  TeamId id;
  OrganisationId organisation;
  TeamBody facts;
  std::int64_t version = 0;
};
void describe(Describer& d, TeamItem& t) {
  d.type("Team");
  d.field("id", t.id);
  d.field("organisation", t.organisation);
  d.field("facts", t.facts);
  d.field("version", t.version);
}
struct TeamList {
  std::vector<TeamItem> items;
};
void describe(Describer& d, TeamList& l) {
  d.type("TeamList");
  d.field("items", l.items);
}

struct MemberItem {
  PersonId person;
  std::string name, email;
  people::Membership membership{};
  people::Standing standing{};
};
void describe(Describer& d, MemberItem& m) {
  d.type("Member");
  d.field("person", m.person);
  d.field("name", m.name);
  d.field("email", m.email);
  d.field("membership", m.membership);
  d.field("standing", m.standing);
}
struct MemberList {
  std::vector<MemberItem> items;
};
void describe(Describer& d, MemberList& l) {
  d.type("MemberList");
  d.field("items", l.items);
}
struct MembershipBody {
  people::Membership membership = people::Membership::member;
};
void describe(Describer& d, MembershipBody& b) {
  d.type("MembershipChange");
  d.field("membership", b.membership, Rule{}.or_keep().doc(_t("Owner or member")));
}

OrganisationItem item_of(const people::Organisation& o) {
  auto size = o.size();
  return {o.id,
          o.siren.str(),
          o.vat(),
          body_of(o.facts),
          size ? std::optional(size->size) : std::nullopt,
          size && size->confirmed};
}
EstablishmentItem item_of(const people::Establishment& e) { return {e.id, body_of(e.facts), e.version}; }
TeamItem item_of(const people::Team& t) {
  return {t.id, t.organisation, {t.facts.name, t.facts.head_count}, t.version};
}

Error no_organisation_to_see() {
  return Error::not_found(say("There is no such organisation, or it is not yours to see."));
}

Result<OrganisationId> seen(const Call& call) {
  TRY_LET(auto id, call.id<OrganisationId>("id"));
  if (!people::may_see_organisation(call.op.actor, id)) return no_organisation_to_see();
  return id;
}

Result<Answer<web::PageOf<OrganisationItem>>> list_organisations(const Call& call, const PageQuery& q) {
  TRY_LET(auto after, cursor(q.after));
  auto db = call.op.db.reader();
  auto rows = people::may_list_organisations(call.op.actor)
                  ? people::list_organisations(*db, {q.text}, q.limit + 1, OrganisationId{after})
                  : people::organisations_of(*db, call.op.actor.person);
  return Answer<web::PageOf<OrganisationItem>>{
      .value = page_of<OrganisationItem>(
          rows, q.limit, [](const auto& o) { return item_of(o); }, [](const auto& o) { return o.id.str(); })};
}

Result<Answer<OrganisationItem>> show_organisation(const Call& call, const None&) {
  TRY_LET(auto id, seen(call));
  auto found = people::find_organisation(*call.op.db.reader(), id);
  if (!found) return no_organisation_to_see();
  return Answer<OrganisationItem>{.value = item_of(*found), .version = found->version};
}

Result<Answer<AddedItem>> add_organisation(const Call& call, const OrganisationWanted& w) {
  auto siret = parse_siret(w.siret);
  if (!siret) return Error::invalid({{"/siret", siret.error().message}});
  TRY_LET(auto facts, facts_of(w.facts));
  TRY_LET(auto added, people::add_organisation(call.op, {*siret, facts, w.label, w.postcode, w.town_code}));
  return Answer<AddedItem>{.value = {added.organisation, added.standing},
                           .status = 201,
                           .location = "/organisations/" + added.organisation.str()};
}

Result<Answer<OrganisationItem>> edit_organisation(const Call& call, const OrganisationBody& body) {
  TRY_LET(auto id, call.id<OrganisationId>("id"));
  TRY_LET(auto facts, facts_of(body));
  TRY_LET(auto saved, people::edit_organisation(call.op, id, call.version(), facts));
  return Answer<OrganisationItem>{.value = item_of(saved), .version = saved.version};
}

Result<Answer<EstablishmentList>> list_establishments(const Call& call, const None&) {
  TRY_LET(auto id, seen(call));
  EstablishmentList all;
  for (const auto& e : people::establishments_of(*call.op.db.reader(), id)) all.items.push_back(item_of(e));
  return Answer<EstablishmentList>{.value = std::move(all)};
}

Result<Answer<EstablishmentItem>> add_establishment(const Call& call, const EstablishmentBody& body) {
  TRY_LET(auto id, call.id<OrganisationId>("id"));
  TRY_LET(auto facts, facts_of(body));
  TRY_LET(auto added, people::add_establishment(call.op, id, facts));
  return Answer<EstablishmentItem>{.value = item_of(added),
                                   .status = 201,
                                   .version = added.version,
                                   .location = "/establishments/" + added.id.str()};
}

Result<Answer<EstablishmentItem>> edit_establishment(const Call& call, const EstablishmentBody& body) {
  TRY_LET(auto id, call.id<people::EstablishmentId>("id"));
  TRY_LET(auto facts, facts_of(body));
  TRY_LET(auto saved, people::edit_establishment(call.op, id, call.version(), facts));
  return Answer<EstablishmentItem>{.value = item_of(saved), .version = saved.version};
}

Result<Answer<None>> remove_establishment(const Call& call, const None&) {
  TRY_LET(auto id, call.id<people::EstablishmentId>("id"));
  TRY(people::remove_establishment(call.op, id));
  return Answer<None>{};
}

Result<Answer<TeamList>> list_teams(const Call& call, const None&) {
  TRY_LET(auto id, seen(call));
  TeamList all;
  for (const auto& t : people::teams_of(*call.op.db.reader(), id)) all.items.push_back(item_of(t));
  return Answer<TeamList>{.value = std::move(all)};
}

Result<Answer<TeamItem>> add_team(const Call& call, const TeamBody& body) {
  TRY_LET(auto id, call.id<OrganisationId>("id"));
  TRY_LET(auto team, people::add_team(call.op, id, {body.name, body.head_count}));
  return Answer<TeamItem>{
      .value = item_of(team), .status = 201, .version = team.version, .location = "/teams/" + team.id.str()};
}

Result<Answer<TeamItem>> edit_team(const Call& call, const TeamBody& body) {
  TRY_LET(auto id, call.id<TeamId>("id"));
  TRY_LET(auto team, people::edit_team(call.op, id, call.version(), {body.name, body.head_count}));
  return Answer<TeamItem>{.value = item_of(team), .version = team.version};
}

Result<Answer<MemberList>> list_members(const Call& call, const None&) {
  TRY_LET(auto id, seen(call));
  MemberList all;
  for (const auto& m : people::members_of(*call.op.db.reader(), id))
    all.items.push_back({m.person, m.person_name, m.person_email, m.membership, m.standing});
  return Answer<MemberList>{.value = std::move(all)};
}

/// Accepts somebody who asked, or changes what a member is.
Result<Answer<None>> set_member(const Call& call, const MembershipBody& body) {
  TRY_LET(auto id, call.id<OrganisationId>("id"));
  TRY_LET(auto person, call.id<PersonId>("person"));
  auto all = people::members_of(*call.op.db.reader(), id);
  auto member = std::ranges::find(all, person, &people::MembershipRow::person);
  bool asked = member != all.end() && member->standing == people::Standing::asked;
  TRY(asked ? people::accept_member(call.op, id, person, body.membership)
            : people::change_membership(call.op, id, person, body.membership));
  return Answer<None>{};
}

Result<Answer<None>> remove_member(const Call& call, const None&) {
  TRY_LET(auto id, call.id<OrganisationId>("id"));
  TRY_LET(auto person, call.id<PersonId>("person"));
  auto all = people::members_of(*call.op.db.reader(), id);
  auto member = std::ranges::find(all, person, &people::MembershipRow::person);
  bool asked = member != all.end() && member->standing == people::Standing::asked;
  TRY(asked ? people::decline_member(call.op, id, person) : people::remove_member(call.op, id, person));
  return Answer<None>{};
}

}  // namespace

void mount_organisation_api(web::Api& api, const FrontDesk&) {
  auto operators = web::only({Role::operator_});
  auto inside = web::kLoggedIn;
  api.add<PageQuery, web::PageOf<OrganisationItem>>(
      {Method::get, "/organisations", "organisation list", _t("My organisations; for the office, all"), inside,
       Scope::people_read},
      list_organisations);
  api.add<OrganisationWanted, AddedItem>(
      {Method::post, "/organisations", "organisation add", _t("Add an organisation by the SIRET of one establishment"),
       operators, Scope::people_write},
      add_organisation);
  api.add<None, OrganisationItem>(
      {Method::get, "/organisations/{id}", "organisation show", _t("One organisation"), inside, Scope::people_read},
      show_organisation);
  api.add<OrganisationBody, OrganisationItem>(
      web::versioned({Method::put, "/organisations/{id}", "organisation edit",
                      _t("Change the facts of an organisation"), operators, Scope::people_write}),
      edit_organisation);
  api.add<None, EstablishmentList>({Method::get, "/organisations/{id}/establishments", "establishment list",
                                    _t("Establishments of an organisation"), inside, Scope::people_read},
                                   list_establishments);
  api.add<EstablishmentBody, EstablishmentItem>(
      {Method::post, "/organisations/{id}/establishments", "establishment add", _t("Add an establishment"), operators,
       Scope::people_write},
      add_establishment);
  api.add<EstablishmentBody, EstablishmentItem>(
      web::versioned({Method::put, "/establishments/{id}", "establishment edit",
                      _t("Change an establishment; its SIRET stays"), operators, Scope::people_write}),
      edit_establishment);
  api.add<None, None>({Method::remove, "/establishments/{id}", "establishment remove",
                       _t("Remove an establishment; the last one stays"), operators, Scope::people_write},
                      remove_establishment);
  api.add<None, TeamList>({Method::get, "/organisations/{id}/teams", "team list", _t("Teams of an organisation"),
                           inside, Scope::people_read},
                          list_teams);
  api.add<TeamBody, TeamItem>(
      {Method::post, "/organisations/{id}/teams", "team add", _t("Add a team"), operators, Scope::people_write},
      add_team);
  api.add<TeamBody, TeamItem>(
      web::versioned({Method::put, "/teams/{id}", "team edit", _t("Change a team"), operators, Scope::people_write}),
      edit_team);
  api.add<None, MemberList>({Method::get, "/organisations/{id}/members", "member list",
                             _t("Who works for an organisation"), inside, Scope::people_read},
                            list_members);
  api.add<MembershipBody, None>({Method::put, "/organisations/{id}/members/{person}", "member set",
                                 _t("Accept somebody, or make them owner or member"), inside, Scope::people_write},
                                set_member);
  api.add<None, None>({Method::remove, "/organisations/{id}/members/{person}", "member remove",
                       _t("Decline or remove somebody; oneself too"), inside, Scope::people_write},
                      remove_member);
}

}  // namespace couloir::reception
