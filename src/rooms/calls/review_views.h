// What pages of review and decision share: words for states, scores, the filed text, reviews side by side. French and
// English come from the sentences inside.
#pragma once

#include "calls/dossier_views.h"
#include "calls/meeting.h"
#include "calls/review_edit.h"
#include "html/picture.h"
#include "html/table.h"
#include "html/view.h"
#include "web/request.h"

namespace couloir::calls::review_view {

bool office_looks(const web::Request&);
html::Html tag_of(Verdict);
/// Of a reviewer's own; empty: she has not begun.
html::Html tag_of(std::optional<ReviewState>);
std::string label(Others);
std::string label(BatchSort);
/// "67.5"; empty: nobody knows, a dash for the reader.
std::string score_words(std::optional<std::int64_t> hundredths);
html::Html score_cell(std::optional<std::int64_t> hundredths);
std::string months_words(EngineerMonths);
/// To a committee member who is not clear of everything on the table.
std::string minutes_withheld();
/// Class and warnings as the filing holds them.
html::Html warning_tags(const FiledLine&);
std::string batch_name(const web::Request&, const Batch&);
std::string batch_name(std::string_view zone, const Batch&);
html::Url batch_path(const Batch&, std::string_view below = "");
/// The batch that the path names. Errors: not_found.
Result<Batch> batch_of(Reader&, const web::Request&);
/// `here`: "" its dossiers, "assignment", "meetings".
html::Html batch_tabs(const web::Request&, const Batch&, std::string_view here);
std::string lab_name(const std::vector<people::Lab>&, const std::string& code);

/// All that its applicants filed: sections, work asked for, partners, files, warnings.
html::Html filed_text(const region::Pack&, const std::vector<people::Lab>&, const web::Request&, DossierId, const Form&,
                      const FiledDossier&);
/// Given reviews: marks side by side with their table, then the comments of each.
html::Html reviews_section(const Form&, const std::vector<Review>&,
                           const std::unordered_map<PersonId, std::string>& names);
html::Html remarks_section(const web::Request&, DossierId, const std::vector<Remark>&,
                           const std::unordered_map<PersonId, std::string>& names);
/// The values of a name that a form repeats.
std::vector<std::string> all_filled(const web::Request&, std::string_view name);
/// "12" → 12; anything else → −1.
std::int64_t whole(std::string_view);

}  // namespace couloir::calls::review_view
