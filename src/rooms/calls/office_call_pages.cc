// The office keeps the calls: all of them, a new one, what one says and when. Forms and late tokens have pages of their
// own.

#include "calls/call_edit.h"
#include "calls/call_form.h"
#include "calls/call_views.h"
#include "calls/pages.h"
#include "html/table.h"
#include "web/filled.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

constexpr std::size_t kEmptyRows = 3;  // for new cut-offs; saving gives three more

const std::string& zone_here(const Foundations& house) { return house.region.region.zone; }

// ── all of them ──

Response list_for_office(Request& request, const Foundations& house) {
  auto now = request.site.clock().now();
  const auto& zone = zone_here(house);
  auto calls = all_calls(*request.site.db().reader());
  view::Table table;
  table.caption = tr("All calls");
  table.caption_hidden = true;
  table.columns = {{tr("Call")}, {trc("call", "State")}, {tr("Next cut-off")}, {tr("Filed"), true}, {tr("Form")}};
  table.empty = view::empty_state(tr("No call yet"),
                                  tr("Add one here, or bring in those of the region pack: couloir call seed."));
  for (const auto& call : calls) {
    auto action = [&](std::string text, std::string_view below) {
      return view::button(
          view::Action{std::move(text), office_call_path(call.id, below), Weight::quiet, {}, call.name.text()});
    };
    view::Row row;
    row.cells = {view::link({call.name.text(), call_path(call)}), phase_tag(call, now),
                 html::text(next_cut_off_words(call, now, zone)), html::text(number(call.filed)),
                 html::text(tr("revision {1}", std::to_string(call.form)))};
    row.actions = action(tr("Edit"), "/edit") + action(tr("Form"), "/form") + action(tr("Late tokens"), "/late");
    table.rows.push_back(std::move(row));
  }
  auto add_post = view::button(
      view::Action{tr("Add a call"), html::path("/office/calls/new"), Weight::primary, view::Icon::plus, {}});
  auto content = view::heading({.title = tr("The calls"),
                                .lead = tr("Who may file, when, for how much, and with which form."),
                                .actions = add_post}) +
                 view::table(table);
  return web::page(request, tr("The calls"), content);
}

// ── one of them ──

struct Shown {
  TypedCall typed;
  std::vector<Problem> problems;
  int status = 200;
};

Html cut_off_fieldsets(const TypedCall& typed, std::string_view zone, std::vector<view::Field>& all,
                       view::Problems problems) {
  auto rows = typed.cut_offs;
  rows.resize(rows.size() + kEmptyRows);
  Html sets;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto fields = cut_off_fields(rows[i], i, zone);
    sets += view::fieldset(
        i < typed.cut_offs.size() ? tr("Cut-off {1}", std::to_string(i + 1)) : tr("Another cut-off, if there is one"),
        "", {view::fields(fields, problems)});
    std::ranges::move(fields, std::back_inserter(all));
  }
  return sets;
}

Html edit_form(Request& request, const Shown& shown, std::string_view zone, const html::Url& action,
               std::int64_t version) {
  auto said = call_fields(shown.typed, zone, version == 0);
  auto all = said;
  auto sets = cut_off_fieldsets(shown.typed, zone, all, shown.problems);
  return view::form(
      {.action = action, .csrf = web::stamp(request)},
      {view::error_summary(all, shown.problems), view::fields(said, shown.problems),
       el("h2", {html::id("f-cut_offs")}, {tr("Cut-offs")}),
       view::note(
           tr("Times are those of the clock of the region. What arrives at the very moment of a cut-off counts.")),
       sets, view::field(version_field(version)),
       view::button_row(
           {view::submit({.text = tr("Save")}),
            view::button(view::Action{tr("Cancel"), html::path("/office/calls"), Weight::quiet, {}, {}})})});
}

Response new_page(Request& request, const Foundations& house, const Shown& shown) {
  std::vector<view::Link> above{{tr("The calls"), html::path("/office/calls")}};
  auto content =
      view::breadcrumbs(above, tr("A new call")) +
      view::heading({.title = tr("A new call"),
                     .lead = tr("It takes the form of the region pack; you can change it before anybody begins.")}) +
      edit_form(request, shown, zone_here(house), html::path("/office/calls"), 0);
  return web::page(request, tr("A new call"), content, shown.status);
}

Response edit_page(Request& request, const Foundations& house, const Call& call, const Shown& shown) {
  std::vector<view::Link> above{{tr("The calls"), html::path("/office/calls")}, {call.name.text(), call_path(call)}};
  auto content =
      view::breadcrumbs(above, tr("Edit")) +
      view::heading(
          {.title = call.name.text(),
           .lead = tr("Whoever filed in time stays in time: what people rely on cannot be taken from them."),
           .actions = view::actions(
               {view::button(view::Action{tr("Form"), office_call_path(call.id, "/form"), Weight::secondary, {}, {}}),
                view::button(view::Action{
                    tr("Late tokens"), office_call_path(call.id, "/late"), Weight::secondary, {}, {}})})}) +
      edit_form(request, shown, zone_here(house), office_call_path(call.id, "/edit"), call.version);
  return web::page(request, tr("Edit {1}", call.name.text()), content, shown.status);
}

/// Reads the posted form; problems of its shape and of its moments together.
Shown read_call_form(const Request& request, std::string_view zone, CallEdit& edit_post) {
  Shown shown;
  auto form = web::read_form(request, shown.typed);
  shown.problems = std::move(form.problems);
  auto unread = read_typed(shown.typed, zone, shown.problems);
  edit_post = std::move(unread);
  if (!shown.problems.empty()) shown.status = 400;
  return shown;
}

/// What the rules say beside what could not be read, so that everything is told at once.
void add_rules(Shown& shown, const Call& as_typed) {
  for (auto& problem : problems_of(as_typed)) {
    bool told = std::ranges::any_of(shown.problems, [&](const Problem& p) { return p.where == problem.where; });
    bool about_moments =
        problem.where == "closes" || problem.where.starts_with("cut_offs/");  // of moments that were not read
    if (!told && !about_moments) shown.problems.push_back(std::move(problem));
  }
}

Response add_post(Request& request, const Foundations& house) {
  CallEdit edit_post;
  auto shown = read_call_form(request, zone_here(house), edit_post);
  if (!shown.problems.empty()) {
    Call typed;
    typed.code = shown.typed.code;
    add_rules(shown, with_edit(std::move(typed), edit_post));
    return new_page(request, house, shown);
  }
  auto added = add_call(request.op(), house.pack.form, shown.typed.code, edit_post);
  if (added) return web::see_other(request, office_call_path(added->id, "/edit"), say("The call is added."));
  web::Form form;
  if (!web::told_on(form, added.error())) return web::error_page(request, added.error());
  shown.problems = std::move(form.problems);
  shown.status = web::http_status(added.error().code);
  return new_page(request, house, shown);
}

Result<Call> call_at_office(Request& request) {
  TRY_LET(auto id, request.id<CallId>("id"));
  auto call = find_call(*request.site.db().reader(), id);
  if (!call) return Error::not_found(say("There is no such call."));
  return *std::move(call);
}

Response edit_post(Request& request, const Foundations& house) {
  auto call = call_at_office(request);
  if (!call) return web::error_page(request, call.error());
  return edit_page(request, house, *call, {typed_of(*call, zone_here(house)), {}, 200});
}

// ── two at once ──

std::string cut_offs_in_words(const std::vector<CutOff>& all, std::string_view zone) {
  std::string words;
  for (const auto& c : all) words += (words.empty() ? "" : "; ") + date_time(c.at, zone);
  return words;
}
std::vector<view::Difference> differences(const Call& mine, const Call& theirs, std::string_view zone) {
  auto days = [](const std::optional<int>& n) { return n ? number(std::int64_t{*n}) : std::string(); };
  return {{tr("Name in French"), mine.name.fr, theirs.name.fr},
          {tr("Name in English"), mine.name.en, theirs.name.en},
          {tr("What it is about, in French"), mine.about.fr, theirs.about.fr},
          {tr("What it is about, in English"), mine.about.en, theirs.about.en},
          {tr("State"), word(mine.state), word(theirs.state)},
          {tr("Who may file"), who_may_apply(mine), who_may_apply(theirs)},
          {tr("What is asked"), conditions_in_words(mine), conditions_in_words(theirs)},
          {tr("Opens"), opening_words(mine, zone), opening_words(theirs, zone)},
          {tr("Closes"), closing_words(mine, zone), closing_words(theirs, zone)},
          {tr("Most that one dossier may ask"), ceiling_words(mine), ceiling_words(theirs)},
          {tr("Answer within"), days(mine.answer_days), days(theirs.answer_days)},
          {tr("Alarm after"), days(mine.silence_days), days(theirs.silence_days)},
          {tr("Cut-offs"), cut_offs_in_words(mine.cut_offs, zone), cut_offs_in_words(theirs.cut_offs, zone)},
          {tr("Source"), mine.source, theirs.source},
          {tr("Date of the source"), mine.source_date, theirs.source_date},
          {tr("How sure it is"), word(mine.fact_status), word(theirs.fact_status)}};
}

Response call_conflict_page(Request& request, const Foundations& house, const Call& theirs, const TypedCall& typed,
                            const CallEdit& edit_post) {
  std::vector<std::pair<std::string, std::string>> values{{"version", std::to_string(theirs.version)}};
  for (const auto& v : write_texts(shape_of_const(typed))) values.emplace_back(v.name, v.value);
  auto reader = request.site.db().reader();
  auto last = last_change_of(*reader, theirs.id);
  reader.reset();
  view::Conflict both{.who = last.who,
                      .when = last.at ? date_time(*last.at, zone_here(house)) : std::string(),
                      .fields = differences(with_edit(theirs, edit_post), theirs, zone_here(house)),
                      .keep_mine = view::button(view::Post{.text = tr("Keep my version"),
                                                           .to = office_call_path(theirs.id, "/edit"),
                                                           .csrf = web::stamp(request),
                                                           .weight = Weight::primary,
                                                           .values = values}),
                      .take_theirs = view::button(view::Action{.text = tr("Take the saved version"),
                                                               .to = office_call_path(theirs.id, "/edit")})};
  return web::page(request, tr("Two versions"),
                   view::heading({.title = tr("Two versions of {1}", theirs.name.text())}) + view::conflict(both), 409);
}

Response save(Request& request, const Foundations& house) {
  auto call = call_at_office(request);
  if (!call) return web::error_page(request, call.error());
  CallEdit edit_post;
  auto shown = read_call_form(request, zone_here(house), edit_post);
  if (!shown.problems.empty()) {
    add_rules(shown, with_edit(*call, edit_post));
    return edit_page(request, house, *call, shown);
  }
  auto saved = edit_call(request.op(), call->id, web::version_in(request), edit_post);
  if (saved) return web::see_other(request, office_call_path(call->id, "/edit"), say("Saved."));
  if (saved.error().code == Code::conflict) return call_conflict_page(request, house, *call, shown.typed, edit_post);
  web::Form form;
  if (!web::told_on(form, saved.error())) return web::error_page(request, saved.error());
  shown.problems = std::move(form.problems);
  shown.status = web::http_status(saved.error().code);
  return edit_page(request, house, *call, shown);
}

}  // namespace

void mount_office_call_pages(web::Router& router, const Foundations& house) {
  router.get("/office/calls", kOffice, [house](Request& r) { return list_for_office(r, house); });
  router.get("/office/calls/new", kOffice, [house](Request& r) {
    Shown shown;
    shown.typed = typed_of(Call{}, zone_here(house));
    shown.typed.source_date = day_in(r.site.clock().now(), zone_here(house)).iso();
    return new_page(r, house, shown);
  });
  router.post("/office/calls", kOffice, [house](Request& r) { return add_post(r, house); });
  router.get("/office/calls/{id}/edit", kOffice, [house](Request& r) { return edit_post(r, house); });
  router.post("/office/calls/{id}/edit", kOffice, [house](Request& r) { return save(r, house); });
}

}  // namespace couloir::calls
