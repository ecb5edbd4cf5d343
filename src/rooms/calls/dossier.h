// A dossier: what its applicants write, who they are, what the pool is asked for, and what still stands in the way of
// filing it. Pure: no SQL, no HTTP, no clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/identifiers.h"
#include "calls/aid.h"
#include "calls/call.h"
#include "calls/dossier_state.h"
#include "compliance/front.h"
#include "portfolio/front.h"

namespace couloir::calls {

using portfolio::UseCaseId;

struct Dossier {
  DossierId id;
  CallId call;
  UseCaseId use_case;
  OrganisationId organisation;
  int form = 1;  ///< revision it was begun with, until somebody takes a newer one
  std::string title;
  Applicant applicant = Applicant::company_project;
  LabId lab;                              ///< the sponsor, or the lab that files; 0: none yet
  std::string window_from, window_to;     ///< "2026-10", both months included; empty: not said
  std::optional<int> team_min, team_max;  ///< engineers at once
  DossierState state = DossierState::draft;
  Instant state_since;
  CutOffId cut_off;  ///< of its batch; 0: not filed, or none was announced
  std::optional<std::string> number;
  std::optional<std::int64_t> rank;  ///< order of filing within the call; kept through every correction
  std::optional<Instant> filed_at;   ///< official time of the first filing
  std::optional<Instant> correct_by;
  std::optional<Instant> signature_asked_at;  ///< since the lab signed last; empty: it was not asked
  PersonId created_by;
  Instant created_at, updated_at;
  std::int64_t version = 0;  ///< of all but the sections, which have their own
};

struct SectionText {
  std::string section, body;
  std::int64_t version = 0;  ///< 0: nothing was written yet
  PersonId updated_by;
  Instant updated_at;
};

/// Work asked of the pool: between the least that makes sense and the full effort.
struct Staffing {
  std::string skill;  ///< code of the region pack
  int level = 1;      ///< 1–4
  EngineerMonths least, full;
  bool operator==(const Staffing&) const = default;
};
/// 2.5 as people and filings write it.
EngineerMonths months_of(double);
EngineerMonths asked_in(const std::vector<Staffing>&);
EngineerMonths least_in(const std::vector<Staffing>&);

using PartnerId = Id<struct PartnerTag>;
enum class PartnerKind { company, body };
/// Who else takes part. Its SIRET is checked by its digits; no register is asked, so filing never waits for one.
struct Partner {
  PartnerId id;
  PartnerKind kind = PartnerKind::company;
  std::string name, siret, town;
  std::string does;  ///< what it brings, in a sentence
};
/// name, siret, town, does.
std::vector<Problem> problems_of(const Partner&);

/// owner: files, withdraws, says who takes part · editor: writes · signatory: reads, signs for the lab · reader: reads.
enum class Part { reader, signatory, editor, owner };
struct Member {
  PersonId person;
  Part part = Part::reader;
  bool guest = false;  ///< invited by her address: she need belong neither to the organisation nor to the lab
};

/// Owners and signatories belong to the organisation or to the lab.
bool may_be_of_guest(Part);

/// How an invitation by an address came to its end; one that nobody answers ends by itself.
/// lapsed: its dossier takes nobody in any more, or who sent it owns it no longer.
enum class InvitationEnd { accepted, declined, revoked, lapsed };

struct Signature {
  LabId lab;
  PersonId person;
  Instant at;
  std::string sha256;  ///< of the very text that was signed
};

/// All that is known of a dossier at one moment; rules ask it, pages show it.
struct DossierFacts {
  Dossier dossier;
  Call call;
  Form form;  ///< of the dossier's revision
  std::vector<SectionText> texts;
  std::vector<Staffing> staffing;
  std::vector<Partner> partners;
  std::vector<Member> members;
  std::optional<Signature> signature;      ///< the last one
  std::string text_sha256;                 ///< of what a lab would sign now
  std::optional<Declaration> declaration;  ///< where the call asks for one, or what was signed holds one
  std::optional<Grants> grants;  ///< to the company that declares; empty: not asked for, or none is hers to know
  std::optional<people::Lab> lab;
  compliance::ActStanding act;

  const SectionText* text(std::string_view section) const;
};

bool asks(const DossierFacts&, Condition);  ///< the call, of applicants of this kind
/// By what it declares, and by those grants that are told. REQUIRES: a declaration.
AidStanding aid_standing(const DossierFacts&, const DeMinimis&, Date on);

// ── who may do what ──

/// Works for its organisation or speaks for its lab; who does neither is a guest.
bool belongs_to(const Actor&, const Dossier&);
bool speaks_for_its_lab(const Actor&, const Dossier&);
/// The best of what the actor is to it: operators of its organisation own it, who speaks for its lab writes and signs,
/// others are what they were made, a guest an editor at most. Empty: nothing.
std::optional<Part> part_of(const Actor&, const Dossier&, const std::vector<Member>&);
/// Who speaks for its lab; once the dossier names signatories of that lab, they alone.
bool may_sign(const Actor&, const Dossier&, const std::vector<Member>&);
/// Its owner; where the lab itself files, also who speaks for the lab without owning the dossier.
bool may_file(const Actor&, const DossierFacts&);
/// Active, and a confirmed member where that is asked.
bool may_be_lab_of(const Call&, Applicant, const people::Lab&);
/// Applicants their own; the office all; the committee what is filed. Reviewers come by their assignment alone.
bool may_see(const Actor&, const Dossier&, const std::vector<Member>&);
/// Its text can be changed now: a draft, one sent back, or a filed one whose cut-off still lets it be amended.
bool is_editable(const Dossier&, const Call&, Instant now);

// ── what stands in the way ──

enum class Obstacle {
  wrong_state,
  call_not_open,
  call_closed,
  cut_off_passed,
  cut_offs_changed,
  correction_late,
  amending_over,
  not_eligible,
  no_title,
  section_missing,   ///< where: its code
  section_too_long,  ///< where, have, most: words
  no_lab,
  lab_not_member,
  lab_left,
  lab_must_file,
  no_signature,
  older_signature,
  no_staffing,
  least_over_full,
  over_ceiling,  ///< have, most: hundredths of an engineer-month
  no_window,
  window_too_short,
  no_team_size,
  no_company,
  no_declaration,
  aid_over_ceiling,         ///< have, most: euros
  hidden_aid_over_ceiling,  ///< most: euros; a part of the sum is not hers to know
  prohibited_use,
  plan_incomplete,  ///< have: duties nobody sees to
};

/// One thing to mend, with the place in the form.
struct Gap {
  Obstacle what;
  std::string where = {};
  std::int64_t have = 0, most = 0;
  bool operator==(const Gap&) const = default;
};

/// What does not stop it and is shown to everybody who reads it.
enum class Warning { ai_act_not_begun, ai_act_open, ai_act_by_law, ai_act_unsigned, worth_unknown };

/// Everything but who files it and when, in the order of the form, so that a page shows it while one writes.
std::vector<Gap> gaps_in(const DossierFacts&, const DeMinimis&, Date today);
/// The one that shows only when all that was granted to the company is counted, as when it is filed.
std::vector<Gap> gaps_in_hidden_aid(const DossierFacts&, const std::vector<Grant>& all, const DeMinimis&, Date today);
std::vector<Warning> warnings_on(const DossierFacts&, const DeMinimis&);

/// How it is about to be filed.
struct Filing {
  Instant received;
  CutOffId aims_at;   ///< the cut-off that the page showed; 0: it showed none
  CutOffId late_for;  ///< a late token lets it in here; 0: none
};
/// The rest: state, call, cut-off. Empty together with gaps_in(): it is filed.
std::vector<Gap> obstacles_to_filing(const DossierFacts&, const Actor&, const Filing&);

Sentence sentence(const Gap&, const Form&);
Sentence sentence(Warning);

}  // namespace couloir::calls

template <>
inline constexpr auto couloir::kNames<couloir::calls::PartnerKind> = std::array{"company"sv, "body"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::Part> =
    std::array{"reader"sv, "signatory"sv, "editor"sv, "owner"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::InvitationEnd> =
    std::array{"accepted"sv, "declined"sv, "revoked"sv, "lapsed"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::Obstacle> =
    std::array{"wrong_state"sv,      "call_not_open"sv,    "call_closed"sv,
               "cut_off_passed"sv,   "cut_offs_changed"sv, "correction_late"sv,
               "amending_over"sv,    "not_eligible"sv,     "no_title"sv,
               "section_missing"sv,  "section_too_long"sv, "no_lab"sv,
               "lab_not_member"sv,   "lab_left"sv,         "lab_must_file"sv,
               "no_signature"sv,     "older_signature"sv,  "no_staffing"sv,
               "least_over_full"sv,  "over_ceiling"sv,     "no_window"sv,
               "window_too_short"sv, "no_team_size"sv,     "no_company"sv,
               "no_declaration"sv,   "aid_over_ceiling"sv, "hidden_aid_over_ceiling"sv,
               "prohibited_use"sv,   "plan_incomplete"sv};
template <>
inline constexpr auto couloir::kNames<couloir::calls::Warning> =
    std::array{"ai_act_not_begun"sv, "ai_act_open"sv, "ai_act_by_law"sv, "ai_act_unsigned"sv, "worth_unknown"sv};
