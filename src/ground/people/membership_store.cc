#include "people/membership_store.h"

namespace couloir::people {

namespace {

constexpr std::string_view kFindMembership = R"sql(
  SELECT membership, standing FROM people_membership WHERE organisation = :organisation AND person = :person)sql";
constexpr std::string_view kOfOrganisation = R"sql(
  SELECT m.organisation, m.person, p.name AS person_name, p.email AS person_email, o.name AS organisation_name,
         m.membership, m.standing, m.asked_at
    FROM people_membership m
    JOIN people_person p ON p.id = m.person
    JOIN people_organisation o ON o.id = m.organisation
   WHERE m.organisation = :organisation
   ORDER BY m.standing DESC, m.membership DESC, p.name_key, m.person)sql";
constexpr std::string_view kMembershipsAsked = R"sql(
  SELECT m.organisation, m.person, p.name AS person_name, p.email AS person_email, o.name AS organisation_name,
         m.membership, m.standing, m.asked_at
    FROM people_membership m
    JOIN people_person p ON p.id = m.person
    JOIN people_organisation o ON o.id = m.organisation
   WHERE m.standing = 'asked' ORDER BY m.asked_at, m.organisation, m.person LIMIT :limit)sql";
constexpr std::string_view kAskedBy = R"sql(
  SELECT o.id, o.siren FROM people_membership m JOIN people_organisation o ON o.id = m.organisation
   WHERE m.person = :person AND m.standing = 'asked' ORDER BY m.asked_at, o.id)sql";
constexpr std::string_view kInsertAskedMembership = R"sql(
  INSERT INTO people_membership (organisation, person, membership, standing, asked_at)
  VALUES (:organisation, :person, 'member', 'asked', :now)
  ON CONFLICT (organisation, person) DO NOTHING)sql";
constexpr std::string_view kUpsertMembership = R"sql(
  INSERT INTO people_membership (organisation, person, membership, standing, asked_at)
  VALUES (:organisation, :person, :membership, 'granted', :now)
  ON CONFLICT (organisation, person) DO UPDATE SET membership = excluded.membership, standing = 'granted')sql";
constexpr std::string_view kDeleteMembership = R"sql(
  DELETE FROM people_membership WHERE organisation = :organisation AND person = :person)sql";
constexpr std::string_view kDeleteMembershipsOf = "DELETE FROM people_membership WHERE person = :person";
constexpr std::string_view kCrew = R"sql(
  SELECT COUNT(CASE WHEN membership = 'owner' THEN 1 END) AS owners,
         COUNT(CASE WHEN membership = 'member' THEN 1 END) AS members
    FROM people_membership WHERE organisation = :organisation AND standing = 'granted')sql";

MembershipRow membership_row(const Row& row) {
  return {row.get<OrganisationId>("organisation"),
          row.get<PersonId>("person"),
          row.get<std::string>("person_name"),
          row.get<std::string>("person_email"),
          row.get<std::string>("organisation_name"),
          row.get<Membership>("membership"),
          row.get<Standing>("standing"),
          row.get<Instant>("asked_at")};
}

}  // namespace

std::optional<Held> find_membership(Reader& db, OrganisationId organisation, PersonId person) {
  return db.first(kFindMembership, {{":organisation", organisation}, {":person", person}},
                  [](const Row& row) { return Held{row.read<Membership>(0), row.read<Standing>(1)}; });
}
std::vector<MembershipRow> members_of(Reader& db, OrganisationId organisation) {
  return db.all(kOfOrganisation, {{":organisation", organisation}}, membership_row);
}
std::vector<MembershipRow> asked_memberships(Reader& db, int limit) {
  return db.all(kMembershipsAsked, {{":limit", limit}}, membership_row);
}

std::vector<AskedToJoin> organisations_asked_by(Reader& db, PersonId person) {
  return db.all(kAskedBy, {{":person", person}}, [](const Row& row) {
    return AskedToJoin{row.get<OrganisationId>("id"), parse_siren(row.get<std::string_view>("siren")).value()};
  });
}

bool insert_asked_membership(Tx& tx, OrganisationId organisation, PersonId person, Instant now) {
  return tx.exec(kInsertAskedMembership, {{":organisation", organisation}, {":person", person}, {":now", now}}) > 0;
}
void upsert_membership(Tx& tx, OrganisationId organisation, PersonId person, Membership membership, Instant now) {
  tx.exec(kUpsertMembership,
          {{":organisation", organisation}, {":person", person}, {":membership", membership}, {":now", now}});
}
bool delete_membership(Tx& tx, OrganisationId organisation, PersonId person) {
  return tx.exec(kDeleteMembership, {{":organisation", organisation}, {":person", person}}) > 0;
}
void delete_memberships_of(Tx& tx, PersonId person) { tx.exec(kDeleteMembershipsOf, {{":person", person}}); }

Crew crew_of(Reader& db, OrganisationId organisation) {
  return db
      .first(kCrew, {{":organisation", organisation}},
             [](const Row& row) { return Crew{row.get<int>("owners"), row.get<int>("members")}; })
      .value();
}

}  // namespace couloir::people
