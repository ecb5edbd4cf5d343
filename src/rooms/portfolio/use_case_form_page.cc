// Writing a use case down and editing it; when two people did, both versions side by side.
#include "people/person.h"
#include "people/team.h"
#include "portfolio/describe.h"
#include "portfolio/pages.h"
#include "portfolio/use_case_edit.h"
#include "portfolio/use_case_views.h"
#include "web/request.h"

namespace couloir::portfolio {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

Html form_page_content(const Request& request, const web::Form& form, const html::Url& to, const std::string& title,
                       std::optional<std::int64_t> version, const std::vector<people::Team>& teams,
                       const html::Url& back) {
  auto fields = use_case_fields(form);
  std::vector<view::Option> options{{"", tr("none in particular"), {}}};
  for (const auto& t : teams) options.push_back({t.id.str(), t.facts.name, {}});
  view::Field team;
  team.name = "team";
  team.label = tr("Team");
  team.input = view::Input::select;
  team.value = form.value("team");
  team.options = std::move(options);
  team.width = view::Width::medium;
  fields.insert(fields.begin() + 1, std::move(team));

  auto number_field = [&](std::string name, std::string label, std::string hint) {
    view::Field f;
    f.value = form.value(name);
    f.name = std::move(name);
    f.label = std::move(label);
    f.hint = std::move(hint);
    f.input = view::Input::decimal;
    f.width = view::Width::brief;
    return f;
  };
  std::vector<view::Field> rice{
      number_field("reach", tr("Reach"), tr("People or cases in a quarter")),
      number_field("impact", tr("Impact"), tr("0.25 minimal, 0.5 low, 1 medium, 2 high, 3 massive")),
      number_field("confidence", tr("Confidence"), tr("0.5 a guess, 0.8 some facts, 1 measured")),
      number_field("effort", tr("Effort"), tr("Person-months"))};
  std::vector<view::Field> wsjf{
      number_field("value", tr("Value"), "1–20"), number_field("time_criticality", tr("Time criticality"), "1–20"),
      number_field("risk_reduction", tr("Risk reduction"), "1–20"), number_field("job_size", tr("Job size"), "1–20")};
  std::vector<view::Field> every = fields;
  every.insert(every.end(), rice.begin(), rice.end());
  every.insert(every.end(), wsjf.begin(), wsjf.end());
  Html hidden = version ? view::hidden("version", *version) : Html();
  auto second_views = view::help(
      tr("Two more ways to rank: RICE and WSJF (optional)"),
      {view::fieldset("RICE", tr("Reach × impact × confidence ÷ effort."), {view::fields(rice, form.problems)}),
       view::fieldset("WSJF", tr("(Value + time criticality + risk reduction) ÷ job size."),
                      {view::fields(wsjf, form.problems)})});
  auto buttons = view::button_row({view::submit({.text = tr("Save")}),
                                   view::button(view::Action{tr("Cancel"), back, view::Weight::quiet, {}, {}})});
  return view::heading(
             {.title = title, .lead = tr("Only the title is needed. You can come back as often as you like.")}) +
         view::form({.action = to, .csrf = web::stamp(request), .label = title},
                    {view::error_summary(every, form.problems), hidden, view::fields(fields, form.problems),
                     second_views, buttons});
}

/// What the form gives: the texts, and a team of the organisation.
struct Entry {
  UseCaseText text;
  std::optional<TeamId> team = {};

  TeamId team_id() const { return team.value_or(TeamId{}); }
};
Entry entry_of(const UseCase& u) { return {u.text, u.team ? std::optional(u.team) : std::nullopt}; }
void describe(Describer& d, Entry& e) {
  d.type("UseCaseEntry");
  describe_texts(d, e.text);
  d.field("team", e.team, Rule{}.doc(_t("Team")));
}

OrganisationId organisation_asked(const Request& request) {
  auto id = web::id_of_text(request.asked("organisation"));
  OrganisationId asked{id ? *id : 0};
  const auto& mine = request.actor().organisations;
  return request.actor().works_for(asked) || mine.empty() ? asked : mine.front();
}

html::Url new_path(OrganisationId organisation) {
  return html::path("/use-cases", {{"organisation", organisation.str()}});
}

Response show_new(Request& request) {
  auto organisation = organisation_asked(request);
  if (!organisation) return web::see_other(request, html::path("/organisations/new"));
  auto teams = people::teams_of(*request.site.db().reader(), organisation);
  return web::page(
      request, tr("New use case"),
      form_page_content(request, {}, new_path(organisation), tr("New use case"), {}, teams, html::path("/use-cases")));
}

Response save_new(Request& request) {
  Entry entry;
  auto form = web::read_form(request, entry);
  auto organisation = organisation_asked(request);
  if (form.problems.empty()) {
    auto added = add_use_case(request.op(), organisation, entry.team_id(), entry.text);
    if (added)
      return web::see_other(request, use_case_path(added->id, "/score/edit"),
                            say("“{1}” is written down. Now give it its score.", added->text.title));
    if (added.error().code != Code::invalid) return web::error_page(request, added.error());
    form.problems = added.error().problems;
  }
  auto teams = people::teams_of(*request.site.db().reader(), organisation);
  return web::page(
      request, tr("New use case"),
      form_page_content(request, form, new_path(organisation), tr("New use case"), {}, teams, html::path("/use-cases")),
      400);
}

Response show_edit(Request& request) {
  auto use_case = seen_use_case(request);
  if (!use_case) return web::error_page(request, use_case.error());
  if (!may_edit(request.actor(), use_case->organisation))
    return web::error_page(request, Error::forbidden(say("Its owner edits a use case.")));
  auto teams = people::teams_of(*request.site.db().reader(), use_case->organisation);
  return web::page(request, use_case->text.title,
                   form_page_content(request, web::form_of(entry_of(*use_case)), use_case_path(use_case->id),
                                     tr("Edit the use case"), use_case->version, teams, use_case_path(use_case->id)));
}

/// Somebody saved meanwhile: both versions side by side, and the choice.
Response conflict_page(Request& request, UseCaseId id, const Entry& mine) {
  auto stored = visible_use_case(*request.site.db().reader(), request.actor(), id);
  if (!stored) return web::error_page(request, stored.error());
  auto my_texts = write_texts(shape_of_const(mine)), their_texts = write_texts(shape_of_const(entry_of(*stored)));
  view::Conflict conflict;
  auto changes = changes_of(*request.site.db().reader(), id, 1);
  auto editor = changes.empty() ? stored->created_by : changes.front().person;
  auto who = name_in(people::names_of_persons(*request.site.db().reader(), {editor}), editor);
  conflict.who = who.empty() ? tr("Somebody") : who;
  conflict.when = date_time(stored->updated_at, request.site.config().timezone);
  auto labels = leaves_of(shape_of_const(mine));
  Html kept = view::hidden("version", stored->version);
  for (std::size_t i = 0; i < my_texts.size(); ++i) {
    kept += view::hidden(my_texts[i].name, my_texts[i].value);
    if (my_texts[i].value != their_texts[i].value)
      conflict.fields.push_back({labels[i].rule.about.empty() ? my_texts[i].name : tr(labels[i].rule.about),
                                 my_texts[i].value, their_texts[i].value});
  }
  conflict.keep_mine =
      view::form({.action = use_case_path(id), .csrf = web::stamp(request), .ask_before_leaving = false},
                 {kept, view::submit({.text = tr("Save mine over it")})});
  conflict.take_theirs =
      view::button(view::Action{tr("Keep the stored version"), use_case_path(id), view::Weight::secondary, {}, {}});
  return web::page(request, tr("Two versions"),
                   view::heading({.title = tr("Two versions of the same use case")}) + view::conflict(conflict), 409);
}

Response save_edit(Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  Entry entry;
  auto form = web::read_form(request, entry);
  auto version = web::id_of_text(request.filled("version"));
  if (!version)
    return web::error_page(request,
                           Error::invalid(say("This form lacks the version it was made from. Open it again.")));
  if (form.problems.empty()) {
    auto saved = edit_use_case(request.op(), *id, *version, entry.team_id(), entry.text);
    if (saved) return web::see_other(request, use_case_path(*id), say("Saved."));
    if (saved.error().code == Code::conflict) return conflict_page(request, *id, entry);
    if (saved.error().code != Code::invalid) return web::error_page(request, saved.error());
    form.problems = saved.error().problems;
  }
  auto use_case = visible_use_case(*request.site.db().reader(), request.actor(), *id);
  if (!use_case) return web::error_page(request, use_case.error());
  auto teams = people::teams_of(*request.site.db().reader(), use_case->organisation);
  return web::page(request, tr("Edit the use case"),
                   form_page_content(request, form, use_case_path(*id), tr("Edit the use case"), *version, teams,
                                     use_case_path(*id)),
                   400);
}

}  // namespace

void mount_use_case_form(web::Router& router) {
  router.get("/use-cases/new", kOwners, show_new)
      .post("/use-cases", kOwners, save_new)
      .get("/use-cases/{id}/edit", kOwners, show_edit)
      .post("/use-cases/{id}", kOwners, save_edit);
}

}  // namespace couloir::portfolio
