// The office corrects hours of a month that is closed: one dossier of one engineer, more or less than stands there.
#include <algorithm>
#include <map>

#include "pool/hours_edit.h"
#include "pool/names.h"
#include "pool/pages.h"
#include "pool/plan_store.h"
#include "pool/views.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::pool {

enum class Direction { more, less };

}  // namespace couloir::pool

template <>
inline constexpr auto couloir::kNames<couloir::pool::Direction> = std::array{"more"sv, "less"sv};

namespace couloir::pool {
namespace {

using html::Html;
using web::Request;
using web::Response;

constexpr int kMonthsToCorrect = 12;

struct TypedCorrection {
  std::string line, hours, why;
  Direction direction = Direction::more;
};
void describe(Describer& d, TypedCorrection& c) {
  d.type("CorrectionForm");
  d.field("line", c.line, text(0, 60));
  d.field("direction", c.direction);
  d.field("hours", c.hours, text(0, 20));
  d.field("why", c.why, text(0, 1'000));
}

/// Closed months with work that was logged or promised: "12/34/2026-10", in the order of months, newest first.
std::vector<view::Option> lines_to_correct(Reader& reader, const Actor& office, Month now) {
  auto from = now + -kMonthsToCorrect;
  std::map<Month, std::map<std::pair<EngineerId, DossierId>, Hours>> lines;
  for (const auto& c : closings(reader, from, now)) lines[c.month];
  for (const auto& a : promised(reader, from))
    if (auto month = lines.find(a.month); month != lines.end()) month->second[{a.engineer, a.dossier}];
  for (const auto& line : hours_of_months(reader, from, now))
    if (auto month = lines.find(line.month); month != lines.end())
      month->second[{line.engineer, line.dossier}] += line.hours;
  std::vector<DossierId> dossiers;
  for (const auto& [month, of_month] : lines)
    for (const auto& [key, hours] : of_month) dossiers.push_back(key.second);
  auto names = names_for(reader, office, {}, dossiers);
  std::vector<view::Option> options;
  for (auto month = lines.rbegin(); month != lines.rend(); ++month)
    for (const auto& [key, hours] : month->second) {
      auto [engineer, dossier] = key;
      options.push_back({engineer.str() + "/" + dossier.str() + "/" + month->first.iso(),
                         tr("{1}: {2} on {3}, {4}", written(month->first), names.engineer(engineer),
                            names.number(dossier), couloir::written(hours)),
                         {}});
    }
  return options;
}

Response corrections_page(Request& request, const Foundations& house, const web::Form& form, int status = 200) {
  auto lines = lines_to_correct(*request.site.db().reader(), request.actor(), this_month(request, house));
  auto above = std::vector<view::Link>{{tr("The pool"), html::path("/pool")}, {tr("Hours"), html::path("/pool/hours")}};
  auto title = tr("Correct a closed month");
  Html content = view::breadcrumbs(above, title) +
                 view::heading({.title = title,
                                .lead = tr("What was closed stays closed. A correction stands beside it with its "
                                           "reason, and everybody who keeps the pool sees it.")});
  if (lines.empty())
    return web::page(request, title,
                     content + view::empty_state(tr("Nothing to correct"),
                                                 tr("No month of the last year is closed with work in it.")));
  auto fields = web::with_values(
      {{.name = "line", .label = tr("Whose hours"), .input = view::Input::select, .required = true, .options = lines},
       {.name = "direction",
        .label = tr("More or less"),
        .input = view::Input::select,
        .required = true,
        .options = {{"more", tr("hours to add"), {}}, {"less", tr("hours to take away"), {}}}},
       {.name = "hours",
        .label = tr("Hours"),
        .hint = tr("Such as 7:30 or 7 h 30."),
        .required = true,
        .width = view::Width::brief},
       {.name = "why",
        .label = tr("Why"),
        .input = view::Input::long_text,
        .hint = tr("In a sentence. Name nobody, and no illness: it stays."),
        .required = true,
        .max_length = 1'000,
        .rows = 2}},
      form);
  content += view::form({.action = html::path("/pool/hours/corrections"), .csrf = web::stamp(request)}, fields,
                        form.problems, view::submit({.text = tr("Correct")}));
  return web::page(request, title, content, status);
}

/// Whose hours the line is about; empty: no such line.
std::optional<Correction> line_in(std::string_view text) {
  auto first = text.find('/'), second = text.find('/', first == text.npos ? first : first + 1);
  if (second == text.npos) return std::nullopt;
  auto engineer = web::id_of_text(text.substr(0, first)),
       dossier = web::id_of_text(text.substr(first + 1, second - first - 1));
  auto month = parse_month(text.substr(second + 1));
  if (!engineer || !dossier || !month) return std::nullopt;
  return Correction{EngineerId{*engineer}, DossierId{*dossier}, *month, {}, "", {}, {}};
}

Response correction_post(Request& request, const Foundations& house) {
  TypedCorrection typed;
  auto form = web::read_form(request, typed);
  auto correction = line_in(typed.line);
  auto hours = parse_hours(typed.hours);
  if (!correction) form.problems.push_back({"line", say("Choose whose hours.")});
  if (!hours) form.problems.push_back({"hours", hours.error().message});
  if (!form.problems.empty()) return corrections_page(request, house, form, 400);
  correction->hours = typed.direction == Direction::less ? Hours{-hours->raw} : *hours;
  correction->why = typed.why;
  auto done = correct_hours(request.op(), house, *correction);
  if (done) return web::see_other(request, html::path("/pool/hours"), say("The month is corrected."));
  if (!web::told_on(form, done.error())) return web::error_page(request, done.error());
  return corrections_page(request, house, form, web::http_status(done.error().code));
}

}  // namespace

void mount_corrections_page(web::Router& router, const Foundations& house) {
  router.get("/pool/hours/corrections", kOffice, [house](Request& r) { return corrections_page(r, house, {}); })
      .post("/pool/hours/corrections", kOffice, [house](Request& r) { return correction_post(r, house); });
}

}  // namespace couloir::pool
