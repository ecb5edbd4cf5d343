// Words and small pieces that several pages of calls show.
#pragma once

#include <string>

#include "calls/call_views.h"
#include "calls/submission.h"
#include "html/form.h"
#include "html/table.h"
#include "html/view.h"
#include "web/request.h"

namespace couloir::calls {

std::string label(DossierState);
std::string label(Applicant);
std::string label(Part);
/// What of it is known in euros: "€5,000", "at least €5,000", "an unknown sum". Never 0 for what nobody can value.
std::string sum_words(const AidStanding&);
std::string label(PartnerKind);
std::string size_words(std::optional<SizeClass>);
/// What this platform cannot know of a company's group, and who answers for it.
std::string single_undertaking();
html::Html tag_of(DossierState);

inline constexpr int kMostListed = 200;  ///< of one person's dossiers, the newest change first
/// Title, call, state, where it is, last change; those that wait for her are marked.
view::Table dossier_table(const web::Request&, const std::vector<Dossier>&, const std::vector<Call>&);

html::Url dossier_path(DossierId, std::string_view below = "");
/// "octobre 2026" of "2026-10"; empty for nothing.
std::string month_words(std::string_view month);
/// "October 2026 to March 2027, both included"; what is missing is said.
std::string window_words(std::string_view from, std::string_view to);
/// Engineers at once: "3", "2 at least, 4 at most".
std::string team_words(std::optional<int> least, std::optional<int> most);
/// "with the office since 12 September 2026": nobody waits in silence.
std::string holder_words(DossierState, Instant since, std::optional<Instant> correct_by, std::string_view zone);
std::string holder_words(const Dossier&, std::string_view zone);
/// "cut-off of 30 September 2026 at 17:00 (Paris time)", or that none is announced.
std::string batch_words(const CutOff*, std::string_view zone);
/// Asks for the letter of a decision as PDF.
html::Html letter_button(const web::Request&, DossierId, view::Weight);
/// What a form that saves itself is told.
struct Autosaved {
  bool saved = false;
  std::int64_t version = 0;
  std::string said;  ///< for the reader
};
void describe(Describer&, Autosaved&);
web::Response told(const Autosaved&, int status);
/// What happens after it is filed now.
std::string next_words(const Call&, const CutOff*, std::string_view zone);

}  // namespace couloir::calls
