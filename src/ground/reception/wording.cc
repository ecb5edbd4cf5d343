#include "reception/wording.h"

#include "words/words.h"

namespace couloir::reception {

std::string word(Role role) {
  switch (role) {
    case Role::operator_:
      return trc("role", "Operator");
    case Role::lab:
      return trc("role", "Lab");
    case Role::engineer:
      return trc("role", "Engineer of the pool");
    case Role::reviewer:
      return trc("role", "Reviewer");
    case Role::committee:
      return trc("role", "Steering committee");
    case Role::host:
      return trc("role", "Host");
    case Role::site:
      return trc("role", "Computing site");
    case Role::legal:
      return trc("role", "Legal");
    case Role::indicator_owner:
      return trc("role", "Indicator owner");
    case Role::office:
      return trc("role", "Office");
    case Role::admin:
      return trc("role", "Administrator");
  }
  return {};
}

std::string word(people::Standing standing) {
  switch (standing) {
    case people::Standing::asked:
      return trc("standing", "asked for");
    case people::Standing::granted:
      return trc("standing", "granted");
  }
  return {};
}

std::string word(people::Membership membership) {
  switch (membership) {
    case people::Membership::owner:
      return trc("membership", "Owner");
    case people::Membership::member:
      return trc("membership", "Member");
  }
  return {};
}

std::string word(people::LabMembership membership) {
  switch (membership) {
    case people::LabMembership::confirmed:
      return trc("lab", "Confirmed member");
    case people::LabMembership::unverified:
      return trc("lab", "Membership not verified");
  }
  return {};
}

std::string word(LinkedFigures linked) {
  switch (linked) {
    case LinkedFigures::unknown:
      return tr("I do not know");
    case LinkedFigures::none:
      return tr("There are none");
    case LinkedFigures::included:
      return tr("There are some, and the figures count them in");
    case LinkedFigures::left_out:
      return tr("There are some, and the figures leave them out");
  }
  return {};
}

std::string word(NafVersion version) {
  switch (version) {
    case NafVersion::rev2:
      return tr("NAF rev. 2 (since 2008)");
    case NafVersion::naf2025:
      return tr("NAF 2025");
  }
  return {};
}

std::string word(journal::JobState state) {
  switch (state) {
    case journal::JobState::waiting:
      return trc("job", "Waiting");
    case journal::JobState::running:
      return trc("job", "Running");
    case journal::JobState::done:
      return trc("job", "Done");
    case journal::JobState::failed:
      return trc("job", "Failed");
    case journal::JobState::cancelled:
      return trc("job", "Cancelled");
  }
  return {};
}

std::string word(people::Scope scope) {
  switch (scope) {
    case people::Scope::people_read:
      return tr("Read persons, organisations and labs");
    case people::Scope::people_write:
      return tr("Change persons, organisations and labs");
    case people::Scope::people_admin:
      return tr("Grant roles and erase persons");
    case people::Scope::portfolio_read:
      return tr("Read use cases and sponsorships");
    case people::Scope::portfolio_write:
      return tr("Change use cases and sponsorships");
    case people::Scope::sprints_read:
      return tr("Read the lane");
    case people::Scope::compliance_read:
      return tr("Read AI-Act files");
    case people::Scope::compliance_write:
      return tr("Change AI-Act files, sign them");
    case people::Scope::calls_read:
      return tr("Read calls and dossiers");
    case people::Scope::calls_write:
      return tr("Write, sign, file and judge dossiers");
    case people::Scope::webhooks_read:
      return tr("Read webhooks");
    case people::Scope::webhooks_write:
      return tr("Add and change webhooks");
    case people::Scope::pool_read:
      return tr("Read the pool: engineers, demands, plans, hours");
    case people::Scope::pool_write:
      return tr("Change engineers and plans, log and confirm hours");
    case people::Scope::journal_read:
      return tr("Read the journal and the jobs");
  }
  return {};
}

std::string word(Door door) {
  switch (door) {
    case Door::page:
      return trc("door", "page");
    case Door::api:
      return trc("door", "API");
    case Door::cli:
      return trc("door", "command line");
    case Door::job:
      return trc("door", "the program");
  }
  return {};
}

std::string words(Roles roles) {
  std::string list;
  for (std::size_t i = 0; i < kNames<Role>.size(); ++i)
    if (auto role = static_cast<Role>(i); roles.has(role)) list += (list.empty() ? "" : ", ") + word(role);
  return list;
}

std::string sentence_of_event(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 38> kSentences{{
      {"organisation.added", _t("Added to couloir")},
      {"organisation.edited", _t("Facts changed")},
      {"organisation.establishment_added", _t("Establishment added")},
      {"organisation.establishment_edited", _t("Establishment changed")},
      {"organisation.establishment_removed", _t("Establishment removed")},
      {"organisation.member_asked", _t("Somebody asked to join")},
      {"organisation.member_accepted", _t("Member accepted")},
      {"organisation.member_declined", _t("Request to join declined")},
      {"organisation.member_changed", _t("Member made owner, or owner made member")},
      {"organisation.member_removed", _t("Member left or was removed")},
      {"lab.added", _t("Entered in the register")},
      {"lab.edited", _t("Profile changed")},
      {"lab.status_set", _t("Membership set by the office")},
      {"lab.member_asked", _t("Somebody asked to speak for the lab")},
      {"lab.member_accepted", _t("Somebody speaks for the lab now")},
      {"lab.member_removed", _t("Somebody no longer speaks for the lab")},
      {"person.registered", _t("Asked for an account")},
      {"person.invited", _t("Invited by the office")},
      {"person.added", _t("Account made on the machine")},
      {"person.edited", _t("Name, language or colours changed")},
      {"person.erased", _t("Erased")},
      {"person.exported", _t("Own data downloaded")},
      {"person.password_chosen", _t("Password chosen by a mailed link")},
      {"person.password_changed", _t("Password changed")},
      {"person.reset_asked", _t("Asked for a new password")},
      {"person.logged_in", _t("Logged in")},
      {"person.logged_out", _t("Logged out")},
      {"person.logged_out_everywhere", _t("Logged out everywhere")},
      {"person.recovery_codes_renewed", _t("Recovery codes renewed")},
      {"person.recovery_code_used", _t("Recovery code used")},
      {"person.role_asked", _t("Asked for a role")},
      {"person.role_granted", _t("Role granted")},
      {"person.role_declined", _t("Role declined")},
      {"person.role_revoked", _t("Role taken back")},
      {"person.second_factor_on", _t("Second factor turned on")},
      {"person.second_factor_off", _t("Second factor turned off")},
      {"demonstration.begun", _t("Loading of the demonstration began")},
      {"demonstration.loaded", _t("Demonstration loaded whole")},
  }};
  for (auto [event, sentence] : kSentences)
    if (event == name) return tr(sentence);
  return std::string(name);
}

}  // namespace couloir::reception
