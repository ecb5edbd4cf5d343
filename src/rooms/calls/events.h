// What calls writes into the journal: ids, enums, days and hashes; titles, texts, marks and reasons stay in its tables.
#pragma once

#include "calls/dossier.h"
#include "journal/payload.h"

namespace couloir::calls {

struct CallSaved {
  static constexpr auto kName = "call.saved"sv;
  CallId call;
  CallState state{};
  std::int64_t version = 0;
  bool by_region_pack = false;
  static constexpr auto kFields = journal::fields(
      journal::field("call", &CallSaved::call), journal::field("state", &CallSaved::state),
      journal::field("version", &CallSaved::version), journal::field("by_region_pack", &CallSaved::by_region_pack));
};
struct CallFormPublished {
  static constexpr auto kName = "call.form_published"sv;
  CallId call;
  std::int64_t revision = 0;
  static constexpr auto kFields = journal::fields(journal::field("call", &CallFormPublished::call),
                                                  journal::field("revision", &CallFormPublished::revision));
};
struct LateTokenIssued {
  static constexpr auto kName = "call.late_token_issued"sv;
  CallId call;
  CutOffId cut_off;
  static constexpr auto kFields = journal::fields(journal::field("call", &LateTokenIssued::call),
                                                  journal::field("cut_off", &LateTokenIssued::cut_off));
};
struct LateTokenRevoked {
  static constexpr auto kName = "call.late_token_revoked"sv;
  CallId call;
  CutOffId cut_off;
  static constexpr auto kFields = journal::fields(journal::field("call", &LateTokenRevoked::call),
                                                  journal::field("cut_off", &LateTokenRevoked::cut_off));
};

struct DossierBegun {
  static constexpr auto kName = "dossier.begun"sv;
  DossierId dossier;
  CallId call;
  UseCaseId use_case;
  static constexpr auto kFields =
      journal::fields(journal::field("dossier", &DossierBegun::dossier), journal::field("call", &DossierBegun::call),
                      journal::field("use_case", &DossierBegun::use_case));
};
/// Filed the first time, amended or corrected: `turn` counts.
struct DossierSubmitted {
  static constexpr auto kName = "dossier.submitted"sv;
  DossierId dossier;
  CallId call;
  UseCaseId use_case;
  Act act{};
  std::int64_t rank = 0, turn = 0;
  journal::Hash sha256;
  static constexpr auto kFields = journal::fields(
      journal::field("dossier", &DossierSubmitted::dossier), journal::field("call", &DossierSubmitted::call),
      journal::field("use_case", &DossierSubmitted::use_case), journal::field("act", &DossierSubmitted::act),
      journal::field("rank", &DossierSubmitted::rank), journal::field("turn", &DossierSubmitted::turn),
      journal::field("sha256", &DossierSubmitted::sha256));
};
/// Any other step from state to state.
struct DossierMoved {
  static constexpr auto kName = "dossier.moved"sv;
  DossierId dossier;
  CallId call;
  Act act{};
  DossierState from{}, to{};
  static constexpr auto kFields =
      journal::fields(journal::field("dossier", &DossierMoved::dossier), journal::field("call", &DossierMoved::call),
                      journal::field("act", &DossierMoved::act), journal::field("from", &DossierMoved::from),
                      journal::field("to", &DossierMoved::to));
};
struct DossierSigned {
  static constexpr auto kName = "dossier.signed"sv;
  DossierId dossier;
  LabId lab;
  journal::Hash sha256;
  static constexpr auto kFields =
      journal::fields(journal::field("dossier", &DossierSigned::dossier), journal::field("lab", &DossierSigned::lab),
                      journal::field("sha256", &DossierSigned::sha256));
};
/// The lab is asked to sign.
struct SignatureAsked {
  static constexpr auto kName = "dossier.signature_asked"sv;
  DossierId dossier;
  LabId lab;
  static constexpr auto kFields =
      journal::fields(journal::field("dossier", &SignatureAsked::dossier), journal::field("lab", &SignatureAsked::lab));
};
struct DossierMemberChanged {
  static constexpr auto kName = "dossier.member_changed"sv;
  DossierId dossier;
  PersonId person;
  std::optional<Part> part;  ///< empty: removed
  static constexpr auto kFields = journal::fields(journal::field("dossier", &DossierMemberChanged::dossier),
                                                  journal::field("person", &DossierMemberChanged::person),
                                                  journal::field("part", &DossierMemberChanged::part));
};
/// Somebody is invited by an address, which stays in its table.
struct DossierInvited {
  static constexpr auto kName = "dossier.invited"sv;
  DossierId dossier;
  std::int64_t invitation = 0;
  Part part{};
  static constexpr auto kFields = journal::fields(journal::field("dossier", &DossierInvited::dossier),
                                                  journal::field("invitation", &DossierInvited::invitation),
                                                  journal::field("part", &DossierInvited::part));
};
struct DossierInvitationEnded {
  static constexpr auto kName = "dossier.invitation_ended"sv;
  DossierId dossier;
  std::int64_t invitation = 0;
  InvitationEnd how{};
  static constexpr auto kFields = journal::fields(journal::field("dossier", &DossierInvitationEnded::dossier),
                                                  journal::field("invitation", &DossierInvitationEnded::invitation),
                                                  journal::field("how", &DossierInvitationEnded::how));
};
struct DossierAnnexed {
  static constexpr auto kName = "dossier.annexed"sv;
  DossierId dossier;
  journal::Hash sha256;
  bool removed = false;
  static constexpr auto kFields = journal::fields(journal::field("dossier", &DossierAnnexed::dossier),
                                                  journal::field("sha256", &DossierAnnexed::sha256),
                                                  journal::field("removed", &DossierAnnexed::removed));
};

struct ReviewerAssigned {
  static constexpr auto kName = "dossier.reviewer_assigned"sv;
  DossierId dossier;
  PersonId reviewer;
  bool removed = false;
  static constexpr auto kFields = journal::fields(journal::field("dossier", &ReviewerAssigned::dossier),
                                                  journal::field("reviewer", &ReviewerAssigned::reviewer),
                                                  journal::field("removed", &ReviewerAssigned::removed));
};
struct LinksDeclared {
  static constexpr auto kName = "call.links_declared"sv;
  CallId call;
  PersonId reviewer;
  std::int64_t parties = 0, linked = 0;
  static constexpr auto kFields = journal::fields(
      journal::field("call", &LinksDeclared::call), journal::field("reviewer", &LinksDeclared::reviewer),
      journal::field("parties", &LinksDeclared::parties), journal::field("linked", &LinksDeclared::linked));
};
/// The office takes back a link that was declared; its reviewer says anew how she stands to that party.
struct LinkLifted {
  static constexpr auto kName = "call.link_lifted"sv;
  CallId call;
  PersonId reviewer;
  static constexpr auto kFields =
      journal::fields(journal::field("call", &LinkLifted::call), journal::field("reviewer", &LinkLifted::reviewer));
};
struct ReviewGiven {
  static constexpr auto kName = "dossier.reviewed"sv;
  DossierId dossier;
  PersonId reviewer;
  static constexpr auto kFields = journal::fields(journal::field("dossier", &ReviewGiven::dossier),
                                                  journal::field("reviewer", &ReviewGiven::reviewer));
};
/// Somebody took part in the discussion of a dossier; what was said stays in its table.
struct DossierRemarked {
  static constexpr auto kName = "dossier.remarked"sv;
  DossierId dossier;
  static constexpr auto kFields = journal::fields(journal::field("dossier", &DossierRemarked::dossier));
};
struct ReviewPhaseSaved {
  static constexpr auto kName = "call.review_phase_saved"sv;
  CallId call;
  CutOffId cut_off;
  Instant opens, closes;
  bool removed = false;
  static constexpr auto kFields = journal::fields(
      journal::field("call", &ReviewPhaseSaved::call), journal::field("cut_off", &ReviewPhaseSaved::cut_off),
      journal::field("opens", &ReviewPhaseSaved::opens), journal::field("closes", &ReviewPhaseSaved::closes),
      journal::field("removed", &ReviewPhaseSaved::removed));
};
struct MeetingSaved {
  static constexpr auto kName = "call.meeting_saved"sv;
  CallId call;
  std::int64_t meeting = 0, version = 0;
  bool closed = false;
  static constexpr auto kFields = journal::fields(
      journal::field("call", &MeetingSaved::call), journal::field("meeting", &MeetingSaved::meeting),
      journal::field("version", &MeetingSaved::version), journal::field("closed", &MeetingSaved::closed));
};
/// By the office, for the committee; `removed`: taken off the table again.
struct DecisionPrepared {
  static constexpr auto kName = "dossier.decision_prepared"sv;
  DossierId dossier;
  std::int64_t meeting = 0;
  bool removed = false;
  static constexpr auto kFields = journal::fields(journal::field("dossier", &DecisionPrepared::dossier),
                                                  journal::field("meeting", &DecisionPrepared::meeting),
                                                  journal::field("removed", &DecisionPrepared::removed));
};
struct DossierDecided {
  static constexpr auto kName = "dossier.decided"sv;
  DossierId dossier;
  CallId call;
  UseCaseId use_case;
  DossierState verdict{};
  std::optional<std::int64_t> months;  ///< hundredths of an engineer-month
  static constexpr auto kFields = journal::fields(
      journal::field("dossier", &DossierDecided::dossier), journal::field("call", &DossierDecided::call),
      journal::field("use_case", &DossierDecided::use_case), journal::field("verdict", &DossierDecided::verdict),
      journal::field("months", &DossierDecided::months));
};

}  // namespace couloir::calls
