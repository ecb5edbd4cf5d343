// Pages of the committee: meetings of a batch, one with its minutes and what is on its table, and the page that lists
// what is about to be decided before it is.
#include <algorithm>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_store.h"
#include "calls/pages.h"
#include "calls/review_views.h"
#include "html/form.h"
#include "people/person.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::calls {
namespace {

using namespace review_view;
using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

html::Url meeting_path(MeetingId id, std::string_view below = "") {
  return html::path("/meetings/" + id.str() + std::string(below));
}

// ── meetings of a batch ──

view::Field day_field(const std::string& value) {
  return {.name = "held_on",
          .label = tr("Day"),
          .input = view::Input::date,
          .value = value,
          .required = true,
          .width = view::Width::brief};
}

Response meetings_page(Request& request, const std::vector<Problem>& problems, int status) {
  auto reader = request.site.db().reader();
  auto batch = find_batch(*reader, request.actor(), request.at("code"), request.at("batch"));
  if (!batch) return web::error_page(request, batch.error());
  auto meetings = meetings_of(*reader, batch->call.id);
  reader.reset();
  view::Table table{.caption = tr("Meetings"),
                    .columns = {{tr("Day")}, {tr("State")}},
                    .empty = view::empty_state(tr("No meeting yet"),
                                               tr("The office plans one, and prepares what is decided there."))};
  for (const auto& m : meetings)
    if (m.cut_off == batch->cut_off)
      table.rows.push_back({{view::link({long_date(m.held_on), meeting_path(m.id)}),
                             m.state == MeetingState::closed ? view::tag(tr("minutes final"), view::Tone::good)
                                                             : view::tag(tr("open"), view::Tone::info)}});
  auto day = day_field(std::string(request.filled("held_on")));
  Html plan;
  if (office_looks(request))
    plan = view::section(
        tr("Plan a meeting"),
        {view::form(
            {.action = batch_path(*batch, "/meetings"), .csrf = web::stamp(request), .label = tr("Plan a meeting")},
            {view::field(day, problems), view::button_row({view::submit({.text = tr("Plan it")})})})});
  auto title = tr("Meetings of the committee");
  std::vector<view::Link> above{{tr("Reviews"), html::path("/reviews")},
                                {batch_name(request, *batch), batch_path(*batch)}};
  return web::page(request, title,
                   view::breadcrumbs(above, title) +
                       view::heading({.title = title, .eyebrow = batch_name(request, *batch)}) +
                       view::stack({view::table(table), plan}),
                   status);
}

Response post_meeting(Request& request) {
  auto batch = find_batch(*request.site.db().reader(), request.actor(), request.at("code"), request.at("batch"));
  if (!batch) return web::error_page(request, batch.error());
  auto day = parse_date(request.filled("held_on"));
  if (!day) return meetings_page(request, {{"held_on", day.error().message}}, 400);
  Meeting meeting;
  meeting.call = batch->call.id;
  meeting.cut_off = batch->cut_off;
  meeting.held_on = *day;
  auto saved = save_meeting(request.op(), meeting);
  if (!saved) return web::error_page(request, saved.error());
  return web::see_other(request, meeting_path(saved->id), say("The meeting is planned."));
}

// ── one meeting ──

/// How many spoke and how: what a decision rests on.
Html reviews_cell(const Tally& tally) {
  auto count = html::text(std::to_string(tally.given) + " / " + std::to_string(tally.assigned));
  if (tally.given == 0) return count + html::text(" ") + view::tag(tr("no review"), view::Tone::bad);
  auto spread = tally.spread() ? " · " + tr("spread {1}", score_words(tally.spread())) : std::string();
  return count + view::second_line(tr("mean {1}", score_words(tally.mean())) + spread);
}

/// What the letter will say.
Html letter_words(const TableLine& line) {
  auto reasons = html::each(line.reasons, [](const Bilingual& reason) { return el("li", {}, {reason.text()}); });
  return el("ul", {html::cls("plain")}, {reasons}) +
         (line.decision.words.empty() ? Html() : view::quote(line.decision.words)) +
         (line.decision.staffing_plan.empty() ? Html()
                                              : view::muted(tr("Staffing plan: {1}", line.decision.staffing_plan)));
}

Html table_of_decisions(const Request& request, const SeenMeeting& seen,
                        const std::unordered_map<PersonId, std::string>& names) {
  view::Table table{.caption = tr("On the table"),
                    .columns = {{tr("Dossier")},
                                {tr("Reviews")},
                                {tr("Verdict")},
                                {tr("Months granted"), true},
                                {tr("What the letter says")},
                                {tr("Prepared by")},
                                {tr("State")}},
                    .empty = view::note(tr("Nothing is prepared yet."))};
  for (const auto& line : seen.lines) {
    const auto& d = line.decision;
    auto state = d.decided_at ? view::tag(tr("decided"), view::Tone::good) +
                                    view::link({tr("read it"), dossier_path(d.dossier, "/decision")})
                 : line.on_table ? view::tag(tr("on the table"), view::Tone::info)
                                 : view::tag(tr("no longer before the committee"), view::Tone::warn);
    state +=
        view::second_line(holder_words(line.state, line.state_since, line.correct_by, request.site.config().timezone));
    view::Row row;
    row.cells = {view::link({line.number + " · " + line.title, dossier_path(d.dossier, "/reviews")}),
                 reviews_cell(line.tally),
                 tag_of(d.verdict),
                 html::text(d.months ? months_words(*d.months) : ""),
                 letter_words(line),
                 html::text(people::name_in(names, d.prepared_by)),
                 state};
    if (office_looks(request) && !d.decided_at)
      row.actions = view::button(view::Post{tr("Take off the table"),
                                            meeting_path(seen.meeting.id, "/decisions/removal"),
                                            web::stamp(request),
                                            Weight::quiet,
                                            view::Icon::minus,
                                            line.number,
                                            {{"dossier", d.dossier.str()}}});
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html abstentions(const SeenMeeting& seen) {
  Html lines;
  for (const auto& line : seen.lines) {
    std::vector<std::string> who;
    for (std::size_t i = 0; i < seen.abstain.size(); ++i)
      if (seen.abstain[i].dossier == line.decision.dossier &&
          std::ranges::find(who, seen.abstain_names[i]) == who.end())
        who.push_back(seen.abstain_names[i]);
    for (const auto& name : who) lines += el("li", {}, {tr("{1} takes no part in {2}.", name, line.number)});
  }
  return lines.empty() ? lines : view::section(tr("Who takes no part"), {el("ul", {}, {lines})}, "abstentions");
}

struct MeetingTried {
  std::string form;
  std::vector<Problem> problems;
};

Html minutes_section(const Request& request, const SeenMeeting& seen, const MeetingTried& tried) {
  const auto& m = seen.meeting;
  if (!office_looks(request) || m.state == MeetingState::closed)
    return view::section(tr("Minutes"),
                         {!seen.withheld.empty() ? view::note(minutes_withheld())
                          : m.minutes.empty()    ? view::note(tr("No minutes yet."))
                                                 : view::quote(m.minutes)},
                         "minutes");
  bool typed = tried.form == "minutes";
  std::vector<view::Field> fields{
      day_field(typed ? std::string(request.filled("held_on")) : m.held_on.iso()),
      {.name = "minutes",
       .label = tr("Minutes"),
       .input = view::Input::long_text,
       .value = typed ? std::string(request.filled("minutes")) : m.minutes,
       .hint = tr("Who was there, what was said, what was decided; who left for which dossier."),
       .rows = 12}};
  auto version = view::hidden("version", m.version);
  auto problems = typed ? tried.problems : std::vector<Problem>{};
  return view::section(
      tr("Minutes"),
      {view::form({.action = meeting_path(m.id), .csrf = web::stamp(request), .label = tr("Minutes")},
                  {view::error_summary(fields, problems), version, view::fields(fields, problems),
                   view::button_row({view::submit({.text = tr("Save the minutes"), .weight = Weight::secondary})})}),
       view::button(view::Post{tr("Close the meeting: its minutes are final"),
                               meeting_path(m.id, "/closing"),
                               web::stamp(request),
                               Weight::quiet,
                               view::Icon::lock,
                               {},
                               {{"version", std::to_string(m.version)}}})},
      "minutes");
}

/// What the office may put on the table: before the committee in this batch, as the batch page shows it.
Html prepare_section(const Request& request, const SeenMeeting& seen, const std::vector<BatchRow>& rows,
                     const std::map<DossierId, PlannedWork>& planned, const Form& form, const MeetingTried& tried) {
  bool typed = tried.form == "prepare";
  auto ticked = all_filled(request, "dossier");
  view::Table table{.caption = tr("Before the committee"),
                    .columns = {{tr("Dossier")},
                                {tr("Choose")},
                                {tr("Reviews"), true},
                                {tr("Mean"), true},
                                {tr("Spread"), true},
                                {tr("Months asked"), true},
                                {tr("Months planned"), true}},
                    .empty = view::note(tr("No dossier of this batch is before the committee."))};
  std::size_t placed = 0;
  for (const auto& row : rows) {
    if (row.state != DossierState::under_review) continue;
    auto line = std::ranges::find(seen.lines, row.dossier, [](const TableLine& l) { return l.decision.dossier; });
    auto value = row.dossier.str() + ":" + std::to_string(line == seen.lines.end() ? 0 : line->decision.version);
    bool chosen = typed && std::ranges::any_of(
                               ticked, [&](const std::string& t) { return t.starts_with(row.dossier.str() + ":"); });
    table.rows.push_back(
        {{html::text(row.number + " · " + row.line.title),
          el("input", {{"type", "checkbox"},
                       {"name", "dossier"},
                       {"value", value},
                       {"checked", chosen},
                       {"aria-label", tr("Choose {1}", row.number)}}) +
              (line == seen.lines.end() ? Html() : view::tag(tr("prepared"), view::Tone::info)),
          html::text(std::to_string(row.tally.given) + " / " + std::to_string(row.tally.assigned)),
          score_cell(row.tally.mean()), score_cell(row.tally.spread()), html::text(months_words(row.line.asked)),
          planned.contains(row.dossier) ? html::text(months_words(planned.at(row.dossier).months))
                                        : view::muted("–")}});
    ++placed;
  }
  auto value = [&](const char* name) { return typed ? std::string(request.filled(name)) : std::string(); };
  view::Field verdict{.name = "verdict",
                      .label = tr("Verdict"),
                      .input = view::Input::radios,
                      .value = value("verdict"),
                      .required = true,
                      .options = {{"granted", tr("Grant"), {}}, {"declined", tr("Decline"), {}}}};
  view::Field reasons{.name = "reasons",
                      .label = tr("Reasons"),
                      .input = view::Input::ticks,
                      .required = true,
                      .values = typed ? all_filled(request, "reasons") : std::vector<std::string>{}};
  for (const auto& reason : form.reasons)
    reasons.options.push_back(
        {reason.code, reason.text.text(), reason.grants ? tr("a reason to grant") : tr("a reason to decline")});
  std::vector<view::Field> fields{verdict,
                                  reasons,
                                  {.name = "months",
                                   .label = tr("Months granted"),
                                   .value = value("months"),
                                   .hint = tr("Empty: what the published staffing plan gives each, or all that it asks "
                                              "for. Never less than the least that "
                                              "makes sense."),
                                   .width = view::Width::brief,
                                   .depends = true},
                                  {.name = "words",
                                   .label = tr("To the applicants"),
                                   .input = view::Input::long_text,
                                   .value = value("words"),
                                   .hint = tr("Stands in the letter, after the reasons.")},
                                  {.name = "staffing_plan",
                                   .label = tr("Staffing plan it rests on"),
                                   .value = value("staffing_plan"),
                                   .hint = tr("Empty: the published plan, for each dossier that it looked at.")}};
  // Problems of single dossiers come back at their place in the list: here they stand together.
  std::vector<Problem> problems;
  for (auto problem : typed ? tried.problems : std::vector<Problem>{}) {
    auto slash = problem.where.rfind('/');
    if (problem.where.starts_with("decisions/"))
      problem.where =
          std::count(problem.where.begin(), problem.where.end(), '/') == 2 ? problem.where.substr(slash + 1) : "";
    if (std::ranges::find(problems, problem) == problems.end()) problems.push_back(std::move(problem));
  }
  if (placed == 0) return view::section(tr("Prepare decisions"), {view::table(table)}, "prepare");
  return view::section(
      tr("Prepare decisions"),
      {view::form({.action = meeting_path(seen.meeting.id, "/decisions"),
                   .csrf = web::stamp(request),
                   .label = tr("Prepare decisions")},
                  {view::error_summary(fields, problems), view::table(table), view::fields(fields, problems),
                   view::button_row({view::submit({.text = tr("Put on the table"), .weight = Weight::secondary})})})},
      "prepare");
}

Response meeting_page(const Rules& rules, Request& request, const MeetingTried& tried, int status) {
  auto id = request.id<MeetingId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto seen = seen_meeting(*reader, request.actor(), *id);
  if (!seen) return web::error_page(request, seen.error());
  std::vector<PersonId> persons;
  for (const auto& line : seen->lines) persons.push_back(line.decision.prepared_by);
  std::ranges::sort(persons);
  persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
  auto names = people::names_of_persons(*reader, persons);
  bool prepares = office_looks(request) && seen->meeting.state == MeetingState::planned;
  auto rows = prepares ? rows_of_batch(*reader, request.actor(), seen->batch) : std::vector<BatchRow>{};
  std::vector<DossierId> waiting;
  for (const auto& row : rows)
    if (row.state == DossierState::under_review) waiting.push_back(row.dossier);
  auto planned =
      rules.planned && !waiting.empty() ? rules.planned(*reader, waiting) : std::map<DossierId, PlannedWork>{};
  auto form = prepares ? form_of(*reader, seen->batch.call.id, seen->batch.call.form) : Form{};
  reader.reset();
  auto mine = std::ssize(decidable(*seen, request.actor()));
  Html act;
  if (mine > 0)
    act =
        view::button(view::Action{trn("Look at {1} decision and take it", "Look at {1} decisions and take them", mine),
                                  meeting_path(*id, "/deciding"),
                                  Weight::primary,
                                  {},
                                  {}});
  act += view::button(view::Post{.text = tr("Minutes as PDF"),
                                 .to = meeting_path(*id, "/documents"),
                                 .csrf = web::stamp(request),
                                 .weight = Weight::secondary,
                                 .icon = view::Icon::download});
  auto title = tr("Committee of {1}", long_date(seen->meeting.held_on));
  std::vector<view::Link> above{{tr("Reviews"), html::path("/reviews")},
                                {batch_name(request, seen->batch), batch_path(seen->batch)},
                                {tr("Meetings"), batch_path(seen->batch, "/meetings")}};
  return web::page(request, title,
                   view::breadcrumbs(above, title) +
                       view::heading({.title = title, .eyebrow = batch_name(request, seen->batch), .actions = act}) +
                       view::stack({table_of_decisions(request, *seen, names), abstentions(*seen),
                                    prepares ? prepare_section(request, *seen, rows, planned, form, tried) : Html(),
                                    minutes_section(request, *seen, tried)}),
                   status);
}

Response again_or_error(const Rules& rules, Request& request, const char* form, const Error& error) {
  if (error.code != Code::invalid && error.code != Code::conflict && error.code != Code::refused)
    return web::error_page(request, error);
  MeetingTried tried{form, error.problems};
  if (error.code != Code::invalid || tried.problems.empty())
    tried.problems.insert(tried.problems.begin(), {"", error.message});
  return meeting_page(rules, request, tried, web::http_status(error.code));
}

Response post_minutes(const Rules& rules, Request& request) {
  auto id = request.id<MeetingId>("id");
  if (!id) return web::error_page(request, id.error());
  auto day = parse_date(request.filled("held_on"));
  if (!day) return again_or_error(rules, request, "minutes", Error::invalid({{"held_on", day.error().message}}));
  Meeting meeting;
  meeting.id = *id;
  meeting.held_on = *day;
  meeting.minutes = request.filled("minutes");
  meeting.version = whole(request.filled("version"));
  auto saved = save_meeting(request.op(), meeting);
  if (!saved) return again_or_error(rules, request, "minutes", saved.error());
  return web::see_other(request, meeting_path(*id), say("The minutes are saved."));
}

Response post_closing(Request& request) {
  auto id = request.id<MeetingId>("id");
  if (!id) return web::error_page(request, id.error());
  auto done = close_meeting(request.op(), *id, whole(request.filled("version")));
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, meeting_path(*id), say("The meeting is closed."));
}

Response post_decisions(const Rules& rules, Request& request) {
  auto id = request.id<MeetingId>("id");
  if (!id) return web::error_page(request, id.error());
  Proposal common;
  std::vector<Problem> problems;
  if (auto verdict = from_name<Verdict>(request.filled("verdict")))
    common.verdict = *verdict;
  else
    problems.push_back({"verdict", say("Choose one.")});
  common.reasons = all_filled(request, "reasons");
  common.words = request.filled("words");
  common.staffing_plan = request.filled("staffing_plan");
  if (auto months = trim(request.filled("months")); !months.empty()) {
    auto read = parse_amount<EngineerMonths>(months);
    if (read)
      common.months = *read;
    else
      problems.push_back({"months", read.error().message});
  }
  if (!problems.empty()) return again_or_error(rules, request, "prepare", Error::invalid(problems));
  std::vector<Proposal> all;
  for (const auto& text : all_filled(request, "dossier")) {
    auto proposal = common;
    auto colon = std::min(text.find(':'), text.size());
    proposal.dossier = DossierId{whole(std::string_view(text).substr(0, colon))};
    proposal.version = colon == text.size() ? 0 : whole(std::string_view(text).substr(colon + 1));
    all.push_back(std::move(proposal));
  }
  auto done = prepare_decisions(request.op(), rules, *id, all);
  if (!done) return again_or_error(rules, request, "prepare", done.error());
  return web::see_other(request, meeting_path(*id), say("On the table: {1}.", std::to_string(done->size())));
}

Response post_decision_removal(Request& request) {
  auto id = request.id<MeetingId>("id");
  if (!id) return web::error_page(request, id.error());
  auto done = drop_decision(request.op(), DossierId{whole(request.filled("dossier"))});
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, meeting_path(*id), say("It is off the table."));
}

// ── deciding ──

Response deciding_page(Request& request, const Error* last, int status) {
  auto id = request.id<MeetingId>("id");
  if (!id) return web::error_page(request, id.error());
  auto seen = seen_meeting(*request.site.db().reader(), request.actor(), *id);
  if (!seen) return web::error_page(request, seen.error());
  auto lines = decidable(*seen, request.actor());
  auto count = std::ssize(lines);
  view::Table table{
      .caption = tr("What you are about to decide"),
      .columns = {{tr("Dossier")},
                  {tr("Reviews")},
                  {tr("Verdict")},
                  {tr("Months granted"), true},
                  {tr("What the letter says")}},
      .empty = view::empty_state(
          tr("Nothing for you to decide"),
          tr("What is on the table was decided, was prepared by you, or is of parties you are linked to or "
             "have not declared."))};
  Html shown;
  for (const auto& line : lines) {
    const auto& d = line.decision;
    table.rows.push_back({{html::text(line.number + " · " + line.title), reviews_cell(line.tally), tag_of(d.verdict),
                           html::text(d.months ? months_words(*d.months) : ""), letter_words(line)}});
    shown += view::hidden(
        "decision", d.dossier.str() + ":" + std::to_string(line.dossier_version) + ":" + std::to_string(d.version));
  }
  Html error;
  if (last != nullptr) {
    Html problems;
    for (const auto& problem : last->problems) problems += el("li", {}, {tr(problem.what)});
    error = view::callout(view::Tone::bad, tr(last->message), {problems.empty() ? problems : el("ul", {}, {problems})});
  }
  auto title = trn("Decide {1} dossier", "Decide {1} dossiers", count);
  std::vector<view::Link> above{{tr("Committee of {1}", long_date(seen->meeting.held_on)), meeting_path(*id)}};
  Html body = view::table(table);
  if (count > 0)
    body += view::confirm(
        {.title = trn("This list has {1} dossier. Take this decision?",
                      "This list has {1} dossiers. Take these decisions?", count),
         .text = tr("Exactly what stands above is decided. If anything changes before you confirm, nothing is."),
         .consequences = {tr("Applicants are told at once."),
                          tr("A decision is not taken back here: it is contested as its letter says.")},
         .act = view::form(
             {.action = meeting_path(*id, "/deciding"), .csrf = web::stamp(request), .label = title},
             {shown, view::submit({.text = trn("Decide {1}", "Decide all {1}", count), .weight = Weight::danger})}),
         .cancel = {tr("Back, nothing is decided"), meeting_path(*id), Weight::quiet, {}, {}}});
  return web::page(request, title,
                   view::breadcrumbs(above, title) + view::heading({.title = title}) +
                       view::stack({error, body, abstentions(*seen)}),
                   status);
}

Response post_deciding(const Rules& rules, Request& request) {
  auto id = request.id<MeetingId>("id");
  if (!id) return web::error_page(request, id.error());
  std::vector<DecisionShown> shown;
  for (const auto& text : all_filled(request, "decision")) {
    std::string_view rest = text;
    auto next = [&] {
      auto colon = std::min(rest.find(':'), rest.size());
      auto n = whole(rest.substr(0, colon));
      rest.remove_prefix(std::min(colon + 1, rest.size()));
      return n;
    };
    DecisionShown line;
    line.dossier = DossierId{next()};
    line.dossier_version = next();
    line.version = next();
    shown.push_back(line);
  }
  auto done = decide(request.op(), rules, *id, shown);
  if (done) return web::see_other(request, meeting_path(*id), say("Decided: {1}.", std::to_string(done->size())));
  const auto& error = done.error();
  if (error.code == Code::conflict || error.code == Code::refused || error.code == Code::invalid)
    return deciding_page(request, &error, web::http_status(error.code));
  return web::error_page(request, error);
}

}  // namespace

void mount_meeting_pages(web::Router& router, std::shared_ptr<const Rules> rules) {
  const std::string batch = "/calls/{code}/batches/{batch}/meetings";
  constexpr std::uint64_t kLongList = 1 << 20;
  router.get(batch, kBatches, [](Request& r) { return meetings_page(r, {}, 200); })
      .post(batch, kOffice, post_meeting)
      .get("/meetings/{id}", kBatches, [rules](Request& r) { return meeting_page(*rules, r, {}, 200); })
      .post("/meetings/{id}", kOffice, [rules](Request& r) { return post_minutes(*rules, r); })
      .post("/meetings/{id}/closing", kOffice, post_closing)
      .post(
          "/meetings/{id}/decisions", kOffice, [rules](Request& r) { return post_decisions(*rules, r); }, kLongList)
      .post("/meetings/{id}/decisions/removal", kOffice, post_decision_removal)
      .get("/meetings/{id}/deciding", kCommittee, [](Request& r) { return deciding_page(r, nullptr, 200); })
      .post("/meetings/{id}/deciding", kCommittee, [rules](Request& r) { return post_deciding(*rules, r); }, kLongList);
}

}  // namespace couloir::calls
