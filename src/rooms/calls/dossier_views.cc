#include "calls/dossier_views.h"

#include "region/written.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::calls {

std::string label(DossierState state) {
  switch (state) {
    case DossierState::draft:
      return trc("dossier", "Draft");
    case DossierState::submitted:
      return trc("dossier", "Filed");
    case DossierState::returned:
      return trc("dossier", "To correct");
    case DossierState::under_review:
      return trc("dossier", "Under review");
    case DossierState::granted:
      return trc("dossier", "Granted");
    case DossierState::declined:
      return trc("dossier", "Not granted");
    case DossierState::withdrawn:
      return trc("dossier", "Withdrawn");
    case DossierState::expired:
      return trc("dossier", "Expired");
  }
  return {};
}
std::string label(Applicant applicant) {
  switch (applicant) {
    case Applicant::member_lab:
      return tr("A member lab");
    case Applicant::community:
      return tr("Somebody of the wider community");
    case Applicant::company_project:
      return tr("A project with a company");
  }
  return {};
}
std::string sum_words(const AidStanding& standing) {
  if (standing.unvalued.raw == 0) return written(standing.known());
  return standing.known().cents == 0 ? tr("an unknown sum") : tr("at least {1}", written(standing.known()));
}

std::string label(Part part) {
  switch (part) {
    case Part::reader:
      return tr("reads");
    case Part::signatory:
      return tr("signs");
    case Part::editor:
      return tr("writes");
    case Part::owner:
      return tr("owns it: writes, files, withdraws");
  }
  return {};
}
std::string size_words(std::optional<SizeClass> size) { return size ? word(*size) : tr("not known"); }
std::string single_undertaking() {
  return tr(
      "The ceiling is that of a single undertaking: the companies linked to this one count with it [Regulation "
      "(EU) 2023/2831, Article 2(2)]. This platform looks for its SIREN alone; the aid of linked companies is in "
      "the sum only as far as it is declared.");
}
std::string label(PartnerKind kind) {
  return kind == PartnerKind::company ? tr("Company") : tr("Public body or association");
}

html::Html tag_of(DossierState state) {
  switch (state) {
    case DossierState::draft:
    case DossierState::withdrawn:
    case DossierState::expired:
      return view::tag(label(state));
    case DossierState::submitted:
    case DossierState::under_review:
      return view::tag(label(state), view::Tone::info);
    case DossierState::returned:
      return view::tag(label(state), view::Tone::warn);
    case DossierState::granted:
      return view::tag(label(state), view::Tone::good);
    case DossierState::declined:
      return view::tag(label(state), view::Tone::bad);
  }
  return {};
}

html::Url dossier_path(DossierId id, std::string_view below) {
  return html::path("/dossiers/" + id.str() + std::string(below));
}

std::string month_words(std::string_view month) {
  auto date = region::parse_partial_date(month);
  return date ? region::written(*date) : std::string();
}

std::string window_words(std::string_view from, std::string_view to) {
  auto said = [](std::string_view month) { return month.empty() ? tr("not said") : month_words(month); };
  return from.empty() && to.empty() ? tr("not said") : tr("{1} to {2}, both included", said(from), said(to));
}

std::string team_words(std::optional<int> least, std::optional<int> most) {
  auto said = [](std::optional<int> n) { return n ? number(std::int64_t{*n}) : tr("not said"); };
  if (!least && !most) return tr("not said");
  return least == most ? said(least) : tr("{1} at least, {2} at most", said(least), said(most));
}

std::string holder_words(DossierState state, Instant state_since, std::optional<Instant> correct_by,
                         std::string_view zone) {
  auto since = long_date(day_in(state_since, zone));
  auto party = waits_for(state);
  if (state == DossierState::withdrawn) return tr("withdrawn on {1}", since);
  if (!party) return tr("decided on {1}", since);
  switch (*party) {
    case Party::applicant:
      return state == DossierState::returned && correct_by
                 ? tr("with its applicants since {1}, to be corrected by {2}", since, date_time(*correct_by, zone))
                 : tr("with its applicants since {1}", since);
    case Party::office:
      return tr("with the office since {1}", since);
    case Party::committee:
      return tr("with reviewers and committee since {1}", since);
    case Party::program:
      break;
  }
  return {};
}

std::string holder_words(const Dossier& dossier, std::string_view zone) {
  return holder_words(dossier.state, dossier.state_since, dossier.correct_by, zone);
}

std::string batch_words(const CutOff* cut_off, std::string_view zone) {
  return cut_off ? tr("Batch of {1}", date_time(cut_off->at, zone)) : tr("No cut-off is announced yet");
}

html::Html letter_button(const web::Request& request, DossierId id, view::Weight weight) {
  return view::button(view::Post{.text = tr("The letter as PDF"),
                                 .to = dossier_path(id, "/documents"),
                                 .csrf = web::stamp(request),
                                 .weight = weight,
                                 .icon = view::Icon::download,
                                 .values = {{"paper", "letter"}}});
}

void describe(Describer& d, Autosaved& s) {
  d.type("Autosaved");
  d.field("saved", s.saved);
  d.field("version", s.version);
  d.field("said", s.said);
}
web::Response told(const Autosaved& saved, int status) {
  return {.status = status, .body = write_json(shape_of_const(saved)), .type = "application/json"};
}

std::string next_words(const Call& call, const CutOff* cut_off, std::string_view zone) {
  if (cut_off == nullptr)
    return tr("It is kept in the order of filing and judged with the first cut-off that will be announced.");
  if (auto day = answer_by(call, *cut_off, zone))
    return tr("It is judged together with the others received by {1}. You have an answer by {2}.",
              date_time(cut_off->at, zone), long_date(*day));
  return tr("It is judged together with the others received by {1}. No day is promised for the answer.",
            date_time(cut_off->at, zone));
}

}  // namespace couloir::calls
