// What the journal keeps of people, organisations, labs and tokens: ids, enums and versions, never a word of theirs.
#pragma once

#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "journal/journal.h"
#include "people/lab.h"
#include "people/login.h"
#include "people/organisation.h"
#include "people/role.h"
#include "people/token.h"

namespace couloir::people {

// ── Persons and their logins ──
struct PersonRegistered {
  static constexpr auto kName = "person.registered"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &PersonRegistered::person));
};
struct PersonInvited {
  static constexpr auto kName = "person.invited"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &PersonInvited::person));
};
struct PersonAdded {
  static constexpr auto kName = "person.added"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &PersonAdded::person));
};
struct PersonEdited {
  static constexpr auto kName = "person.edited"sv;
  PersonId person;
  std::int64_t version = 0;
  static constexpr auto kFields = journal::fields(journal::field("person", &PersonEdited::person),
                                                  journal::field("version", &PersonEdited::version));
};
struct PersonErased {
  static constexpr auto kName = "person.erased"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &PersonErased::person));
};
struct PasswordChosen {
  static constexpr auto kName = "person.password_chosen"sv;
  PersonId person;
  LinkKind by{};
  static constexpr auto kFields =
      journal::fields(journal::field("person", &PasswordChosen::person), journal::field("by", &PasswordChosen::by));
};
struct PasswordChanged {
  static constexpr auto kName = "person.password_changed"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &PasswordChanged::person));
};
struct ResetAsked {
  static constexpr auto kName = "person.reset_asked"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &ResetAsked::person));
};
struct PersonLoggedIn {
  static constexpr auto kName = "person.logged_in"sv;
  PersonId person;
  LoginId login;
  static constexpr auto kFields = journal::fields(journal::field("person", &PersonLoggedIn::person),
                                                  journal::field("login", &PersonLoggedIn::login));
};
struct PersonLoggedOut {
  static constexpr auto kName = "person.logged_out"sv;
  PersonId person;
  LoginId login;
  static constexpr auto kFields = journal::fields(journal::field("person", &PersonLoggedOut::person),
                                                  journal::field("login", &PersonLoggedOut::login));
};
struct PersonLoggedOutEverywhere {
  static constexpr auto kName = "person.logged_out_everywhere"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &PersonLoggedOutEverywhere::person));
};
struct SecondFactorStarted {
  static constexpr auto kName = "person.second_factor_on"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &SecondFactorStarted::person));
};
struct SecondFactorStopped {
  static constexpr auto kName = "person.second_factor_off"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &SecondFactorStopped::person));
};
struct RecoveryCodesRenewed {
  static constexpr auto kName = "person.recovery_codes_renewed"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &RecoveryCodesRenewed::person));
};
struct RecoveryCodeUsed {
  static constexpr auto kName = "person.recovery_code_used"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &RecoveryCodeUsed::person));
};
struct RoleAsked {
  static constexpr auto kName = "person.role_asked"sv;
  PersonId person;
  Role role{};
  static constexpr auto kFields =
      journal::fields(journal::field("person", &RoleAsked::person), journal::field("role", &RoleAsked::role));
};
struct RoleGranted {
  static constexpr auto kName = "person.role_granted"sv;
  PersonId person;
  Role role{};
  bool asked = false;  ///< by the person, of the office
  static constexpr auto kFields =
      journal::fields(journal::field("person", &RoleGranted::person), journal::field("role", &RoleGranted::role),
                      journal::field("asked", &RoleGranted::asked));
};
struct RoleDeclined {
  static constexpr auto kName = "person.role_declined"sv;
  PersonId person;
  Role role{};
  static constexpr auto kFields =
      journal::fields(journal::field("person", &RoleDeclined::person), journal::field("role", &RoleDeclined::role));
};
struct RoleRevoked {
  static constexpr auto kName = "person.role_revoked"sv;
  PersonId person;
  Role role{};
  static constexpr auto kFields =
      journal::fields(journal::field("person", &RoleRevoked::person), journal::field("role", &RoleRevoked::role));
};
struct PersonExported {
  static constexpr auto kName = "person.exported"sv;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("person", &PersonExported::person));
};
// ── Organisations and their teams ──
struct OrganisationAdded {
  static constexpr auto kName = "organisation.added"sv;
  OrganisationId organisation;
  static constexpr auto kFields = journal::fields(journal::field("organisation", &OrganisationAdded::organisation));
};
struct OrganisationEdited {
  static constexpr auto kName = "organisation.edited"sv;
  OrganisationId organisation;
  std::int64_t version = 0;
  std::vector<OrganisationPart> parts;
  static constexpr auto kFields = journal::fields(journal::field("organisation", &OrganisationEdited::organisation),
                                                  journal::field("version", &OrganisationEdited::version),
                                                  journal::field("parts", &OrganisationEdited::parts));
};
struct EstablishmentAdded {
  static constexpr auto kName = "organisation.establishment_added"sv;
  OrganisationId organisation;
  EstablishmentId establishment;
  static constexpr auto kFields = journal::fields(journal::field("organisation", &EstablishmentAdded::organisation),
                                                  journal::field("establishment", &EstablishmentAdded::establishment));
};
struct EstablishmentEdited {
  static constexpr auto kName = "organisation.establishment_edited"sv;
  OrganisationId organisation;
  EstablishmentId establishment;
  static constexpr auto kFields = journal::fields(journal::field("organisation", &EstablishmentEdited::organisation),
                                                  journal::field("establishment", &EstablishmentEdited::establishment));
};
struct EstablishmentRemoved {
  static constexpr auto kName = "organisation.establishment_removed"sv;
  OrganisationId organisation;
  EstablishmentId establishment;
  static constexpr auto kFields =
      journal::fields(journal::field("organisation", &EstablishmentRemoved::organisation),
                      journal::field("establishment", &EstablishmentRemoved::establishment));
};
struct MemberAsked {
  static constexpr auto kName = "organisation.member_asked"sv;
  OrganisationId organisation;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("organisation", &MemberAsked::organisation),
                                                  journal::field("person", &MemberAsked::person));
};
struct MemberAccepted {
  static constexpr auto kName = "organisation.member_accepted"sv;
  OrganisationId organisation;
  PersonId person;
  Membership membership{};
  bool asked = false;  ///< by the person
  static constexpr auto kFields = journal::fields(
      journal::field("organisation", &MemberAccepted::organisation), journal::field("person", &MemberAccepted::person),
      journal::field("membership", &MemberAccepted::membership), journal::field("asked", &MemberAccepted::asked));
};
struct MemberDeclined {
  static constexpr auto kName = "organisation.member_declined"sv;
  OrganisationId organisation;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("organisation", &MemberDeclined::organisation),
                                                  journal::field("person", &MemberDeclined::person));
};
struct MemberChanged {
  static constexpr auto kName = "organisation.member_changed"sv;
  OrganisationId organisation;
  PersonId person;
  Membership membership{};
  static constexpr auto kFields = journal::fields(journal::field("organisation", &MemberChanged::organisation),
                                                  journal::field("person", &MemberChanged::person),
                                                  journal::field("membership", &MemberChanged::membership));
};
struct MemberRemoved {
  static constexpr auto kName = "organisation.member_removed"sv;
  OrganisationId organisation;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("organisation", &MemberRemoved::organisation),
                                                  journal::field("person", &MemberRemoved::person));
};
struct TeamAdded {
  static constexpr auto kName = "team.added"sv;
  TeamId team;
  OrganisationId organisation;
  static constexpr auto kFields = journal::fields(journal::field("team", &TeamAdded::team),
                                                  journal::field("organisation", &TeamAdded::organisation));
};
struct TeamEdited {
  static constexpr auto kName = "team.edited"sv;
  TeamId team;
  std::int64_t version = 0;
  static constexpr auto kFields =
      journal::fields(journal::field("team", &TeamEdited::team), journal::field("version", &TeamEdited::version));
};
// ── Labs ──
struct LabAdded {
  static constexpr auto kName = "lab.added"sv;
  LabId lab;
  bool by_seed = false;
  static constexpr auto kFields =
      journal::fields(journal::field("lab", &LabAdded::lab), journal::field("by_seed", &LabAdded::by_seed));
};
struct LabEdited {
  static constexpr auto kName = "lab.edited"sv;
  LabId lab;
  std::int64_t version = 0;
  bool by_seed = false;
  static constexpr auto kFields =
      journal::fields(journal::field("lab", &LabEdited::lab), journal::field("version", &LabEdited::version),
                      journal::field("by_seed", &LabEdited::by_seed));
};
struct LabStatusSet {
  static constexpr auto kName = "lab.status_set"sv;
  LabId lab;
  std::int64_t version = 0;
  LabMembership membership{};
  bool active = false;
  static constexpr auto kFields = journal::fields(
      journal::field("lab", &LabStatusSet::lab), journal::field("version", &LabStatusSet::version),
      journal::field("membership", &LabStatusSet::membership), journal::field("active", &LabStatusSet::active));
};
struct LabMemberAsked {
  static constexpr auto kName = "lab.member_asked"sv;
  LabId lab;
  PersonId person;
  static constexpr auto kFields =
      journal::fields(journal::field("lab", &LabMemberAsked::lab), journal::field("person", &LabMemberAsked::person));
};
struct LabMemberAccepted {
  static constexpr auto kName = "lab.member_accepted"sv;
  LabId lab;
  PersonId person;
  bool asked = false;  ///< by the person
  static constexpr auto kFields = journal::fields(journal::field("lab", &LabMemberAccepted::lab),
                                                  journal::field("person", &LabMemberAccepted::person),
                                                  journal::field("asked", &LabMemberAccepted::asked));
};
struct LabMemberRemoved {
  static constexpr auto kName = "lab.member_removed"sv;
  LabId lab;
  PersonId person;
  static constexpr auto kFields = journal::fields(journal::field("lab", &LabMemberRemoved::lab),
                                                  journal::field("person", &LabMemberRemoved::person));
};
// ── API tokens ──
struct TokenIssued {
  static constexpr auto kName = "token.issued"sv;
  TokenId token;
  PersonId person;
  static constexpr auto kFields =
      journal::fields(journal::field("token", &TokenIssued::token), journal::field("person", &TokenIssued::person));
};
struct TokenRevoked {
  static constexpr auto kName = "token.revoked"sv;
  TokenId token;
  PersonId person;
  static constexpr auto kFields =
      journal::fields(journal::field("token", &TokenRevoked::token), journal::field("person", &TokenRevoked::person));
};

}  // namespace couloir::people
