// Who reviews what in a batch: phases, sharing out, one by one, links that were found.
#include <algorithm>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_store.h"
#include "calls/pages.h"
#include "calls/review_views.h"
#include "html/form.h"
#include "people/person.h"
#include "people/role.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using namespace review_view;
using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

struct BatchTried {
  std::string form;  ///< which one
  std::vector<Problem> problems;
  Html said = {};
};

Html phase_form(const Request& request, const Batch& batch, const Phase& phase, const BatchTried& tried) {
  auto zone = request.site.config().timezone;
  auto key = phase.id ? phase.id.str() : std::string("new");
  bool typed = tried.form == "phase-" + key;
  auto value = [&](const char* name, std::string stored) { return typed ? std::string(request.filled(name)) : stored; };
  auto local = [&](Instant at) { return phase.id ? local_iso(at, zone).substr(0, 16) : std::string(); };
  view::Field others{.name = "others",
                     .label = tr("Reviewers see the others’ reviews"),
                     .input = view::Input::select,
                     .value = value("others", std::string(name_of(phase.others))),
                     .key = key};
  for (auto name : names_of<Others>())
    others.options.push_back({std::string(name), label(*from_name<Others>(name)), {}});
  std::vector<view::Field> fields{
      {.name = "name", .label = tr("Name"), .value = value("name", phase.name), .required = true, .key = key}};
  auto moment = [&](const char* name, const char* offset_name, std::string label, Instant stored) {
    add_moment(
        fields,
        {.name = name, .label = std::move(label), .value = value(name, local(stored)), .required = true, .key = key},
        offset_name, value(offset_name, phase.id ? offset_of(stored, zone) : ""), zone);
  };
  moment("opens", "opens_offset", tr("Opens"), phase.opens);
  moment("closes", "closes_offset", tr("Closes, at that very second"), phase.closes);
  fields.push_back(others);
  auto problems = typed ? tried.problems : std::vector<Problem>{};
  auto form = view::form({.action = batch_path(batch, "/phases"), .csrf = web::stamp(request), .label = tr("Phase")},
                         {view::error_summary(fields, problems), view::hidden("phase", phase.id ? phase.id.str() : ""),
                          view::hidden("version", phase.version), view::fields(fields, problems),
                          view::button_row({view::submit({.text = phase.id ? tr("Save the phase") : tr("Add the phase"),
                                                          .weight = Weight::secondary})})});
  if (phase.id)
    form += view::button(view::Post{tr("Remove the phase"),
                                    batch_path(batch, "/phases/removal"),
                                    web::stamp(request),
                                    Weight::quiet,
                                    view::Icon::trash,
                                    phase.name,
                                    {{"phase", phase.id.str()}}});
  auto shown = phase.id
                   ? tr("{1}: from {2} to {3}", phase.name, date_time(phase.opens, zone), date_time(phase.closes, zone))
                   : tr("Add a phase");
  return view::help(shown, {form});
}

Html assignment_table(const Request& request, const std::vector<BatchRow>& rows,
                      const std::vector<Assignment>& assignments,
                      const std::unordered_map<PersonId, std::string>& names) {
  view::Table table{.caption = tr("Who reviews what"),
                    .caption_hidden = true,
                    .columns = {{tr("Dossier")}, {tr("Reviewers")}, {tr("Add")}}};
  for (const auto& row : rows) {
    if (row.state != DossierState::under_review) continue;
    Html reviewers;
    std::vector<PersonId> has;
    for (const auto& a : assignments) {
      if (a.dossier != row.dossier) continue;
      has.push_back(a.reviewer);
      auto shown = people::name_in(names, a.reviewer);
      auto link = std::ranges::find(row.links, a.reviewer, &LinkFound::person);
      reviewers += el("li", {},
                      {shown, html::text(" "), tag_of(a.state),
                       link == row.links.end() ? Html() : view::tag(tr("linked: does not see it"), view::Tone::bad),
                       view::button(view::Post{tr("Remove"),
                                               dossier_path(row.dossier, "/reviewers/removal"),
                                               web::stamp(request),
                                               Weight::quiet,
                                               view::Icon::minus,
                                               shown + " · " + row.number,
                                               {{"reviewer", a.reviewer.str()}}})});
    }
    Html options;
    for (const auto& [person, name] : names) {
      if (std::ranges::find(has, person) != has.end()) continue;
      bool linked = std::ranges::find(row.links, person, &LinkFound::person) != row.links.end();
      if (!linked) options += el("option", {{"value", person.str()}}, {name});
    }
    table.rows.push_back(
        {{html::text(row.number + " · " + row.line.title), el("ul", {html::cls("plain")}, {reviewers}),
          view::form(
              {.action = dossier_path(row.dossier, "/reviewers"),
               .csrf = web::stamp(request),
               .ask_before_leaving = false,
               .label = tr("A reviewer for {1}", row.number)},
              {el("select", {{"name", "reviewer"}, {"aria-label", tr("A reviewer for {1}", row.number)}}, {options}),
               view::submit({.text = tr("Assign"), .weight = Weight::quiet})})}});
  }
  return view::table(table);
}

/// What the office is told of links, with the words that reviewers gave.
Html links_table(const Request& request, const Batch& batch, const std::vector<BatchRow>& rows) {
  view::Table table{.caption = tr("Links declared, and those that accounts tell"),
                    .columns = {{tr("Who")}, {tr("Dossier")}, {tr("Party")}, {tr("Which link")}}};
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.links.size(); ++i) {
      const auto& link = row.links[i];
      view::Row line{{html::text(row.linked_names[i]), html::text(row.number),
                      html::text(link.party.empty() ? tr("takes part herself") : link.party),
                      link.why.empty() ? view::muted(tr("as her account says")) : html::text(link.why)}};
      if (!link.key.empty())
        line.actions = view::button(view::Post{tr("Take the link back"),
                                               batch_path(batch, "/links/lifting"),
                                               web::stamp(request),
                                               Weight::quiet,
                                               view::Icon::minus,
                                               row.linked_names[i] + " · " + link.party,
                                               {{"reviewer", link.person.str()}, {"party", link.key}}});
      table.rows.push_back(std::move(line));
    }
  return table.rows.empty() ? Html() : view::table(table);
}

Response assignment_page(Request& request, const BatchTried& tried, int status) {
  auto reader = request.site.db().reader();
  auto batch = batch_of(*reader, request);
  if (!batch) return web::error_page(request, batch.error());
  auto rows = rows_of_batch(*reader, request.actor(), *batch);
  auto assignments = assignments_of_batch(*reader, batch->call.id, batch->cut_off);
  auto persons = people::persons_with_role(*reader, Role::reviewer);
  for (const auto& a : assignments)
    if (std::ranges::find(persons, a.reviewer) == persons.end()) persons.push_back(a.reviewer);
  auto names = people::names_of_persons(*reader, persons);
  auto phases = phases_of(*reader, batch->call.id);
  reader.reset();
  Html phase_forms;
  Phase fresh;
  for (const auto& phase : phases)
    if (phase.cut_off == batch->cut_off) phase_forms += phase_form(request, *batch, phase, tried);
  phase_forms += phase_form(request, *batch, fresh, tried);
  view::Field wanted{
      .name = "wanted",
      .label = tr("Reviewers for each dossier"),
      .input = view::Input::integer,
      .value = "2",
      .hint =
          tr("Those who have enough keep theirs; nobody gets a dossier she is linked to; the load is shared evenly."),
      .required = true,
      .width = view::Width::brief,
      .min = "1",
      .max = "10"};
  auto bulk = view::form(
      {.action = batch_path(*batch, "/assignments"), .csrf = web::stamp(request), .label = tr("Share out the batch")},
      {view::field(wanted, tried.form == "bulk" ? tried.problems : std::vector<Problem>{}),
       view::button_row({view::submit({.text = tr("Share out")})})});
  auto title = tr("Who reviews");
  std::vector<view::Link> above{{tr("Reviews"), html::path("/reviews")},
                                {batch_name(request, *batch), batch_path(*batch)}};
  return web::page(
      request, title,
      view::breadcrumbs(above, title) + view::heading({.title = title, .eyebrow = batch_name(request, *batch)}) +
          batch_tabs(request, *batch, "assignment") +
          view::stack(
              {tried.said, view::section(tr("Phases"), {phase_forms}, "phases"),
               view::section(tr("Share out the batch"), {bulk}, "bulk"),
               view::section(tr("Who reviews what"),
                             {assignment_table(request, rows, assignments, names), links_table(request, *batch, rows)},
                             "assignments")}),
      status);
}

Response post_lifting(Request& request) {
  auto batch = batch_of(*request.site.db().reader(), request);
  if (!batch) return web::error_page(request, batch.error());
  auto done = lift_link(request.op(), batch->call.id, PersonId{whole(request.filled("reviewer"))},
                        std::string(request.filled("party")));
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, batch_path(*batch, "/assignment"),
                        say("The link is taken back: she says anew how she stands to this party."));
}

Response post_phase(Request& request) {
  auto batch = batch_of(*request.site.db().reader(), request);
  if (!batch) return web::error_page(request, batch.error());
  auto zone = request.site.config().timezone;
  Phase phase;
  phase.id = PhaseId{std::max<std::int64_t>(0, whole(request.filled("phase")))};
  phase.call = batch->call.id;
  phase.cut_off = batch->cut_off;
  phase.name = request.filled("name");
  phase.others = from_name<Others>(request.filled("others")).value_or(Others::after_own);
  phase.version = whole(request.filled("version"));
  std::vector<Problem> problems;
  auto read = [&](const char* name, Instant& into) {
    auto at =
        moment_of(std::string(request.filled(name)), std::string(request.filled(std::string(name) + "_offset")), zone);
    if (at)
      into = *at;
    else
      problems.push_back({name, at.error().message});
  };
  read("opens", phase.opens);
  read("closes", phase.closes);
  auto saved = problems.empty() ? save_phase(request.op(), phase) : Result<Phase>(Error::invalid(problems));
  if (saved) return web::see_other(request, batch_path(*batch, "/assignment"), say("The phase is saved."));
  const auto& error = saved.error();
  if (error.code != Code::invalid && error.code != Code::conflict) return web::error_page(request, error);
  BatchTried tried{"phase-" + (phase.id ? phase.id.str() : std::string("new")), error.problems};
  if (tried.problems.empty()) tried.problems.push_back({"", error.message});
  return assignment_page(request, tried, web::http_status(error.code));
}

Response post_phase_removal(Request& request) {
  auto batch = batch_of(*request.site.db().reader(), request);
  if (!batch) return web::error_page(request, batch.error());
  auto done = drop_phase(request.op(), PhaseId{whole(request.filled("phase"))});
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, batch_path(*batch, "/assignment"), say("The phase is removed."));
}

Response post_distribution(Request& request) {
  auto batch = batch_of(*request.site.db().reader(), request);
  if (!batch) return web::error_page(request, batch.error());
  auto done = distribute_batch(request.op(), *batch, whole(request.filled("wanted")));
  if (!done) {
    BatchTried tried{"bulk", done.error().problems};
    if (tried.problems.empty()) tried.said = view::callout(view::Tone::bad, tr(done.error().message));
    return assignment_page(request, tried, web::http_status(done.error().code));
  }
  if (done->unserved.empty())
    return web::see_other(request, batch_path(*batch, "/assignment"),
                          say("Shared out: {1} new assignments.", std::to_string(done->pairings.size())));
  // Who could not be served stands on this very page: a flash would be gone with the next click.
  auto rows = rows_of_batch(*request.site.db().reader(), request.actor(), *batch);
  Html lines;
  for (const auto& unserved : done->unserved)
    if (auto row = std::ranges::find(rows, unserved.dossier, &BatchRow::dossier); row != rows.end())
      lines +=
          el("li", {},
             {row->number + " · " + trn("{1} reviewer is missing", "{1} reviewers are missing", unserved.missing)});
  BatchTried tried;
  tried.said = view::callout(view::Tone::warn, tr("Not everything could be shared out: all other reviewers are linked"),
                             {el("ul", {}, {lines})});
  return assignment_page(request, tried, 200);
}

/// The batch of a dossier, to come back to.
html::Url back_of(const Request& request, DossierId id) {
  auto reader = request.site.db().reader();
  auto dossier = find_dossier(*reader, id);
  auto call = dossier ? find_call(*reader, dossier->call) : std::nullopt;
  return call ? batch_path({*call, dossier->cut_off}, "/assignment") : html::path("/reviews");
}

Response post_reviewer(Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto done = assign_reviewer(request.op(), *id, PersonId{whole(request.filled("reviewer"))});
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, back_of(request, *id), say("Assigned."));
}

Response post_reviewer_removal(Request& request) {
  auto id = request.id<DossierId>("id");
  if (!id) return web::error_page(request, id.error());
  auto done = remove_reviewer(request.op(), *id, PersonId{whole(request.filled("reviewer"))});
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, back_of(request, *id), say("Removed, with what was written."));
}

}  // namespace

void mount_assignment_pages(web::Router& router) {
  const std::string at = "/calls/{code}/batches/{batch}";
  router.get(at + "/assignment", kOffice, [](Request& r) { return assignment_page(r, {}, 200); })
      .post(at + "/assignments", kOffice, post_distribution)
      .post(at + "/phases", kOffice, post_phase)
      .post(at + "/links/lifting", kOffice, post_lifting)
      .post(at + "/phases/removal", kOffice, post_phase_removal)
      .post("/dossiers/{id}/reviewers", kOffice, post_reviewer)
      .post("/dossiers/{id}/reviewers/removal", kOffice, post_reviewer_removal);
}

}  // namespace couloir::calls
