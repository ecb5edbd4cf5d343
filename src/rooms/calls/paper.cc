#include "calls/paper.h"

#include "calls/call_store.h"
#include "calls/dossier_seen.h"

namespace couloir::calls {
namespace {

using documents::DocumentKind;
using documents::Drawing;
using documents::Writing;

Result<Drawing> drawing_of(Result<Writing> writing, std::string filename, std::string audience) {
  if (!writing) return std::move(writing).error();
  auto body = documents::paper_of(*writing);
  return Drawing{std::move(writing->title), std::move(body), std::move(filename), std::move(audience)};
}

/// One word for whom it was drawn: applicants see their working copy where others see what was filed, and who judges is
/// not told of other dossiers of the company.
std::string audience_of(const std::optional<Part>& part, const Actor& actor) {
  return part ? "applicant" : actor.roles.has(Role::office) ? "office" : "judge";
}

html::Url home_of_dossier(std::int64_t id) { return html::path("/dossiers/" + DossierId{id}.str()); }

/// A kind whose subject is a dossier.
template <class Draw>
DocumentKind of_dossier(std::string_view name, std::string_view what, std::string_view file, Draw draw) {
  return {.name = std::string(name),
          .what = what,
          .draw = [draw = std::move(draw), file](Reader& reader, const Actor& actor, std::int64_t subject,
                                                 Instant now) -> Result<Drawing> {
            DossierId id{subject};
            auto dossier = find_dossier(reader, id);
            if (!dossier) return no_such_dossier();  // as of one that is not hers to see
            return drawing_of(draw(reader, actor, id, now), paper_name(*dossier, tr(file)),
                              audience_of(part_in_dossier(reader, actor, *dossier), actor));
          },
          .home = home_of_dossier};
}

}  // namespace

std::string paper_name(const Dossier& dossier, std::string_view what) {
  auto name = dossier.number ? *dossier.number : tr("draft") + "-" + dossier.id.str();
  return what.empty() ? name : std::string(what) + "-" + name;
}

void add_papers(documents::Press& press, const Rules& rules) {
  press
      .add(of_dossier(kDossierPaper, _t("Dossier as PDF"), _t("dossier"),
                      [rules](Reader& reader, const Actor& actor, DossierId id, Instant now) {
                        return dossier_writing(reader, actor, rules, id, now);
                      }))
      .add(of_dossier(kReceiptPaper, _t("Receipt as PDF"), _t("receipt"),
                      [rules](Reader& reader, const Actor& actor, DossierId id, Instant) {
                        return receipt_writing(reader, actor, rules, id);
                      }))
      .add(of_dossier(kLetterPaper, _t("Decision letter as PDF"), _t("decision"),
                      [rules](Reader& reader, const Actor& actor, DossierId id, Instant) {
                        return letter_writing(reader, actor, rules, id);
                      }))
      .add({.name = std::string(kBlankPaper),
            .what = _t("Blank note as PDF"),
            .draw = [rules](Reader& reader, const Actor& actor, std::int64_t subject, Instant) -> Result<Drawing> {
              auto call = find_call(reader, CallId{subject});
              return drawing_of(blank_writing(reader, actor, rules, CallId{subject}),
                                tr("blank-note") + (call ? "-" + call->code : ""), "");
            },
            .home = [](std::int64_t id) { return html::path("/calls/" + CallId{id}.str()); }})
      .add({.name = std::string(kMinutesPaper),
            .what = _t("Minutes as PDF"),
            .draw = [rules](Reader& reader, const Actor& actor, std::int64_t subject, Instant) -> Result<Drawing> {
              MeetingId id{subject};
              TRY_LET(auto minutes, minutes_of(reader, actor, rules, id));
              return drawing_of(std::move(minutes.writing), tr("minutes") + "-" + id.str(),
                                std::move(minutes.audience));
            },
            .home = [](std::int64_t id) { return html::path("/meetings/" + MeetingId{id}.str()); }});
}

}  // namespace couloir::calls
