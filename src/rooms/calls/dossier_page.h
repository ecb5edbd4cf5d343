// The page of one dossier: where it stands, what is missing, what is written, and what can be done now.
// dossier_pages.cc reads the forms, dossier_parts.cc and dossier_aid.cc draw what is written, dossier_steps.cc what it
// needs and what can be done.
#pragma once

#include "calls/dossier_views.h"
#include "calls/invitation.h"
#include "journal/journal.h"
#include "web/site.h"

namespace couloir::calls {

/// A form that came back, so that nothing typed is lost: which one, what was typed and what is wrong with it.
struct Tried {
  /// "facts", "partner", "aid", "annex", "invitation", "filing", "return", or a section's code; empty: none
  std::string form;
  web::Form typed;
  const web::Form* of(std::string_view name) const { return form == name ? &typed : nullptr; }
};

/// What the drawing functions stand on.
struct Sheet {
  const Rules& rules;
  const web::Request& request;
  const SeenDossier& seen;
  const Tried& tried;
  std::vector<people::Lab> labs;  ///< those that some kind of applicant may come with, and its own
  std::vector<Candidate> candidates;
  std::vector<Invitation> invitations;  ///< open ones, for an owner
  std::unordered_map<PersonId, std::string> names;
  std::vector<Returned> returns;
  std::optional<Receipt> receipt;
  std::vector<journal::Entry> history;  ///< what who looks may know of, the newest first
  int newest_form = 1;
  Form newest;
  Instant now;

  const Dossier& dossier() const { return seen.facts.dossier; }
  bool editable() const {
    return seen.part && *seen.part >= Part::editor && is_editable(dossier(), seen.facts.call, now);
  }
  bool owned() const { return seen.part == Part::owner; }
  bool files() const { return may_file(request.actor(), seen.facts) && is_editable(dossier(), seen.facts.call, now); }
  bool shows_aid() const { return asks(seen.facts, Condition::aid_declared) || seen.facts.declaration; }
  /// The use case behind it, with its AI-Act file, is for who works for its organisation.
  bool opens_use_case() const {
    const auto& actor = request.actor();
    return actor.roles.has(Role::operator_) && actor.works_for(dossier().organisation);
  }
};

std::string zone_of(const Sheet&);
html::Html version_input(const Sheet&);
view::Form form_to(const Sheet&, std::string_view below, std::string label);
std::span<const Problem> problems_in(const web::Form*);

html::Html gaps_panel(const Sheet&);      ///< what is still missing, each a link to its place
html::Html filing_panel(const Sheet&);    ///< file, amend, correct; the receipt; withdraw
html::Html decision_panel(const Sheet&);  ///< the door to what was decided
html::Html returned_panel(const Sheet&);  ///< why it was sent back
html::Html new_form_panel(const Sheet&);  ///< the call has a newer form
html::Html sections_part(const Sheet&);
html::Html facts_part(const Sheet&);
html::Html partners_part(const Sheet&);
html::Html aid_part(const Sheet&);
html::Html annexes_part(const Sheet&);
html::Html members_part(const Sheet&);
html::Html signature_part(const Sheet&);
html::Html office_part(const Sheet&);  ///< send back, carry over

/// Empty for who judges. One statement.
std::vector<journal::Entry> history_for(Reader&, const Actor&, const SeenDossier&);
html::Html history_part(const Sheet&);

/// Rows of the work asked for that the form shows beside those that are there.
inline constexpr std::size_t kSpareRows = 2;

/// What people type under “what is asked”; months as they write them.
struct StaffingText {
  std::string skill;
  int level = 2;
  std::optional<double> least, full;
};
void describe(Describer&, StaffingText&);
struct EditText {
  std::string title;
  Applicant applicant = Applicant::company_project;
  std::optional<LabId> lab;
  std::string window_from, window_to;
  std::optional<int> team_min, team_max;
  std::vector<StaffingText> staffing;
};
void describe(Describer&, EditText&);
EditText text_of_edit(const SeenDossier&);
DossierEdit edit_of(const EditText&);

struct AidText {
  std::optional<Date> granted_on;
  std::optional<double> euros;
  std::string giver;
  std::optional<std::string> dossier;
};
void describe(Describer&, AidText&);
struct DeclarationText {
  std::string siren;
  bool none = false;  ///< no aid was had: an empty list that somebody stands for
  std::vector<AidText> aids;
};
void describe(Describer&, DeclarationText&);
/// Errors: invalid (SIREN, a line that is half filled, nothing said).
Result<Declaration> declaration_of(const DeclarationText&);

}  // namespace couloir::calls
