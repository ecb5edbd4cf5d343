// Staffing plans as the office and the committee work on them: all of them, one with its picture, reasons and
// approvals, two side by side.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <numeric>

#include "base/csv.h"
#include "people/person.h"
#include "pool/demand_list.h"
#include "pool/pages.h"
#include "pool/plan_store.h"
#include "pool/plan_views.h"
#include "region/written.h"
#include "web/site.h"

namespace couloir::pool {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

constexpr std::string_view kPlans = "/pool/plans";

std::vector<view::Link> above_plans() {
  return {{tr("The pool"), html::path("/pool")}, {tr("Plans"), html::path(kPlans)}};
}

// ── all of them ──

struct TypedPlan {
  std::string name, batch, start;
  int months = 12;
};
void describe(Describer& d, TypedPlan& p) {
  d.type("PlanForm");
  d.field("name", p.name, text(0, 300));
  d.field("batch", p.batch, text(0, 40).or_keep());
  d.field("start", p.start, text(0, 10));
  d.field("months", p.months);
}

std::vector<view::Field> plan_fields(Request& request, const Foundations& house, const web::Form& form) {
  auto reader = request.site.db().reader();
  std::vector<calls::PlannableDossier> keys;
  for (const auto& d : all_demands(*reader, request.actor(), house))
    keys.push_back({.id = d.dossier, .call = d.call, .cut_off = d.cut_off});
  std::vector<view::Option> batches{{"", tr("every batch"), {}}}, months;
  for (const auto& b : calls::plannable_batches(*reader, keys, house.region.region.zone))
    batches.push_back({batch_key(b.call, b.cut_off), b.name, {}});
  auto now = month_of(day_in(request.site.clock().now(), house.region.region.zone));
  for (int i = -1; i < 18; ++i) months.push_back({(now + i).iso(), written(now + i), {}});
  return with_values(
      {{.name = "name", .label = tr("Name"), .hint = tr("For example: autumn batch, without Ada"), .required = true},
       {.name = "batch",
        .label = tr("Candidates of"),
        .input = view::Input::select,
        .hint = tr("What was granted before is in every plan."),
        .required = true,
        .options = batches},
       {.name = "start", .label = tr("First month"), .input = view::Input::select, .required = true, .options = months},
       {.name = "months",
        .label = tr("Months"),
        .input = view::Input::integer,
        .required = true,
        .width = view::Width::brief,
        .min = "1",
        .max = "60"}},
      form);
}

Html plans_table(const std::vector<StaffingPlan>& plans, PlanId published) {
  view::Table table;
  table.caption = tr("Plans");
  table.caption_hidden = true;
  table.columns = {{tr("Plan")}, {tr("State")}, {tr("Months")}, {tr("Value"), true}, {tr("Gap"), true}};
  table.empty = view::empty_state(
      tr("No plan yet"),
      tr("Draft one below: it takes the engineers and demands as they are now. Then bring a plan for it."));
  for (const auto& p : plans) {
    auto gap = gap_of(p);
    view::Row row;
    row.cells = {view::link({p.name, plan_path(p.id)}), tag_of(p.state),
                 html::text(tr("{1} to {2}", written(p.start), written(p.start + (p.months - 1)))),
                 html::text(p.value ? number(*p.value) : ""), html::text(gap ? percent(*gap, 2) : "")};
    row.marked = p.id == published;
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Response list_of_plans(Request& request, const Foundations& house, const web::Form& form, int status = 200) {
  auto reader = request.site.db().reader();
  auto plans = all_plans(*reader);
  auto published = published_plan(*reader);
  reader.reset();
  auto fields = plan_fields(request, house, form);
  auto content = view::heading({.title = tr("Plans"),
                                .lead = tr("Each plan gives engineers’ months to dossiers. One is published at a time: "
                                           "what it says is promised.")}) +
                 pool_tabs(kPlans) +
                 view::stack({plans_table(plans, published),
                              view::section(tr("Draft a plan"),
                                            {view::form({.action = html::path(kPlans), .csrf = web::stamp(request)},
                                                        fields, form.problems, view::submit({.text = tr("Draft it")}))},
                                            "draft")});
  return web::page(request, tr("Plans"), content, status);
}

Response fresh_list(Request& request, const Foundations& house) {
  auto now = month_of(day_in(request.site.clock().now(), house.region.region.zone));
  return list_of_plans(request, house, web::form_of(TypedPlan{"", "", (now + 1).iso(), house.pack.months}));
}

Response draft_post(Request& request, const Foundations& house) {
  TypedPlan typed;
  auto form = web::read_form(request, typed);
  auto start = parse_month(typed.start);
  if (!start) form.problems.push_back({"start", start.error().message});
  if (!form.problems.empty()) return list_of_plans(request, house, form, 400);
  auto drafted = draft_plan(request.op(), house, {typed.name, typed.batch, *start, typed.months});
  if (drafted)
    return web::see_other(request, plan_path(drafted->id), say("The plan is drafted: now bring a plan for it."));
  if (!told_on(form, drafted.error())) return web::error_page(request, drafted.error());
  return list_of_plans(request, house, form, web::http_status(drafted.error().code));
}

// ── one of them ──

std::vector<Assignment> rows_for(const SeenPlan& seen, DossierId id) {
  std::vector<Assignment> rows;
  for (const auto& a : seen.assignments)
    if (a.dossier == id) rows.push_back(a);
  return rows;
}

/// A reason names dossiers as the instance does, "d12"; whoever may see one reads its number.
std::string with_names(const SeenPlan& seen, std::string_view text) {
  std::string out;
  auto is_word = [&](std::size_t at) {
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '-');
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    bool name = text[i] == 'd' && end > i + 1 && !is_word(end) && (i == 0 || !is_word(i - 1));
    auto known = name ? seen.dossiers.find(
                            DossierId{std::strtoll(std::string(text.substr(i + 1, end - i - 1)).c_str(), nullptr, 10)})
                      : seen.dossiers.end();
    if (!name)
      out += text[i++];
    else
      out += known == seen.dossiers.end() ? tr("another dossier") : known->second.number, i = end;
  }
  return out;
}

Html given_table(const SeenPlan& seen) {
  view::Table table;
  table.caption = tr("Dossiers that get months");
  table.caption_hidden = true;
  table.columns = {{tr("Dossier")}, {tr("Months"), true}, {tr("Who and when")}};
  table.empty = view::note(tr("No dossier gets a month."));
  for (std::size_t d = 0; d < seen.made.rows.size(); ++d) {
    if (seen.made.rows[d].empty()) continue;
    auto id = seen.instance.dossiers[d].id;
    auto rows = rows_for(seen, id);
    auto sum =
        std::accumulate(rows.begin(), rows.end(), 0, [](int all, const Assignment& a) { return all + a.quanta; });
    view::Row row;
    row.cells = {
        dossier_name(seen, id) +
            (seen.instance.dossiers[d].must ? html::text(" ") + view::tag(tr("promised"), view::Tone::good) : Html()),
        html::text(months_figure(sum)), html::text(work_by_engineer(seen, rows))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html not_given_table(const SeenPlan& seen) {
  view::Table table;
  table.caption = tr("Dossiers that get none");
  table.caption_hidden = true;
  table.columns = {{tr("Dossier")}, {tr("Why")}};
  for (std::size_t d = 0; d < seen.made.rows.size(); ++d) {
    if (!seen.made.rows[d].empty() || !seen.plan.checked_at) continue;
    auto id = seen.instance.dossiers[d].id;
    auto known = seen.dossiers.find(id);
    bool owed = seen.instance.dossiers[d].must || (known != seen.dossiers.end() && known->second.granted);
    Html reasons;
    if (auto why = seen.made.refused.find(static_cast<int>(d)); why != seen.made.refused.end() && seen.shows(id))
      for (const auto& reason : why->second) reasons += el("li", {}, {with_names(seen, reason.text())});
    view::Row row;
    row.cells = {
        dossier_name(seen, id) +
            (owed ? html::text(" ") + view::tag(tr("granted, and not in this plan"), view::Tone::bad) : Html()),
        reasons.empty() ? view::muted(tr("The plan gives no reason.")) : el("ul", {}, {reasons})};
    table.rows.push_back(std::move(row));
  }
  for (const auto& left : seen.left_out) {
    if (!seen.shows(left.dossier)) continue;
    Html gaps;
    for (auto gap : left.gaps) gaps += el("li", {}, {tr(sentence(gap))});
    view::Row row;
    row.cells = {dossier_name(seen, left.dossier) + html::text(" ") + view::tag(tr("left out"), view::Tone::warn),
                 el("ul", {}, {gaps})};
    table.rows.push_back(std::move(row));
  }
  return table.rows.empty() ? Html() : view::section(tr("Dossiers that get none"), {view::table(table)}, "none");
}

Html approvals_section(Request& request, const SeenPlan& seen, const people::PersonNames& names) {
  if (seen.plan.state != PlanState::proposed && seen.plan.state != PlanState::published) return {};
  Html lines;
  for (const auto& a : seen.approvals)
    lines += el("li", {},
                {tr("{1}, {2}", people::name_in(names, a.person), date_time(a.at, request.site.config().timezone))});
  return view::section(
      tr("Approvals"),
      {view::note(
           tr("Two different members of the committee approve; who proposed it may be one of them. With the second "
              "approval the plan is published. A member who is linked to a dossier does not see it here: its grant "
              "is decided in its batch, without her.")),
       lines.empty() ? view::muted(tr("Nobody has approved it yet.")) : el("ul", {}, {lines})},
      "approvals");
}

Html plan_button(Request& request, const StaffingPlan& plan, std::string text, std::string_view below, Weight weight) {
  return view::button(view::Post{.text = std::move(text),
                                 .to = plan_path(plan.id, below),
                                 .csrf = web::stamp(request),
                                 .weight = weight,
                                 .values = {{"version", std::to_string(plan.version)}}});
}

/// What this person may do to it now.
Html plan_actions(Request& request, const SeenPlan& seen) {
  const auto& plan = seen.plan;
  auto may = [&](PlanAct act) {
    const auto* way = plan_transition(act, plan.state);
    return way != nullptr && may_act(request.actor(), way->by);
  };
  bool approved = std::ranges::find(seen.approvals, request.actor().person, &Approval::person) != seen.approvals.end();
  Html all;
  if (may(PlanAct::propose))
    all += plan_button(request, plan, tr("Propose to the committee"), "/proposal", Weight::primary);
  if (may(PlanAct::approve) && !approved)
    all += plan_button(request, plan, seen.approvals.empty() ? tr("Approve") : tr("Approve and publish"), "/approval",
                       Weight::primary);
  if (may(PlanAct::take_back)) all += plan_button(request, plan, tr("Take back"), "/return", Weight::secondary);
  if (may(PlanAct::withdraw)) all += plan_button(request, plan, tr("Withdraw"), "/withdrawal", Weight::quiet);
  return all.empty() ? all : view::actions({all});
}

std::vector<view::Field> bring_fields(const web::Form& form) {
  return with_values({{.name = "plan",
                       .label = tr("The plan, as pool-plan/1"),
                       .input = view::Input::long_text,
                       .hint = tr("Paste what a solver wrote, or choose its file below."),
                       .rows = 6},
                      {.name = "file", .label = tr("Or its file"), .input = view::Input::file, .accept = ".json"}},
                     form);
}

Html bring_section(Request& request, const StaffingPlan& plan, const web::Form& form) {
  if (plan_transition(PlanAct::solve, plan.state) == nullptr || !may_keep_plans(request.actor())) return {};
  auto fields = bring_fields(form);
  auto instance = view::button(view::Action{
      tr("The instance, as pool/1"), plan_path(plan.id, "/instance.json"), Weight::quiet, view::Icon::download, {}});
  return view::section(
      tr("Bring a plan"),
      {view::note(tr("The instance holds engineers and demands by their numbers, without a name. A plan made for it "
                     "comes in here; it is checked before it is kept.")),
       view::form({.action = plan_path(plan.id, "/plan"), .csrf = web::stamp(request), .sends_files = true},
                  {view::error_summary(fields, form.problems), view::fields(fields, form.problems),
                   view::hidden("version", plan.version),
                   view::button_row({view::submit({.text = tr("Bring it"), .weight = Weight::secondary})})})},
      "bring", instance);
}

// ── the program solves it ──

html::Url solving_path(PlanId id) { return plan_path(id, "/solving"); }

Html solving_progress(Request& request, const StaffingPlan& plan, const journal::Job& job) {
  view::Progress progress;
  progress.label = tr("Looking for a plan");
  progress.done = job.progress_done;
  progress.total = job.progress_total;
  progress.running = job.state == journal::JobState::waiting || job.state == journal::JobState::running;
  progress.fragment = solving_path(plan.id);
  progress.then = plan_path(plan.id);
  std::optional<std::int64_t> value, bound;
  if (job.message.args.size() == 2) {
    value = std::strtoll(job.message.args[0].c_str(), nullptr, 10);
    bound = std::strtoll(job.message.args[1].c_str(), nullptr, 10);
  }
  if (value && bound)
    progress.text = tr("Worth {1} so far; no plan can pass {2}: a gap of {3}.", number(*value), number(*bound),
                       percent(double(*bound - *value) / std::max(1.0, double(*bound)), 2));
  else
    progress.text = progress.running ? tr("It begins…") : tr("It is over.");
  if (progress.running)
    progress.actions = view::button(view::Post{tr("Stop and keep the best"),
                                               plan_path(plan.id, "/solving/stop"),
                                               web::stamp(request),
                                               Weight::secondary,
                                               {},
                                               {},
                                               {{"version", std::to_string(plan.version)}}});
  else
    progress.actions = view::button(view::Action{tr("See the plan"), plan_path(plan.id), Weight::primary, {}, {}});
  return view::progress(progress);
}

Html solve_section(Request& request, const StaffingPlan& plan, const std::optional<journal::Job>& job) {
  if (plan_transition(PlanAct::solve, plan.state) == nullptr || !may_keep_plans(request.actor())) return {};
  bool running = job && (job->state == journal::JobState::waiting || job->state == journal::JobState::running);
  if (running) return view::section(tr("Solve"), {solving_progress(request, plan, *job)}, "solve");
  Html failed;
  if (job && job->state == journal::JobState::failed) failed = view::note(tr(job->message));
  std::vector<view::Option> times{{"10", tr("ten seconds"), {}},
                                  {"60", tr("a minute"), {}},
                                  {"600", tr("ten minutes"), {}},
                                  {"3600", tr("an hour"), {}}};
  return view::section(
      tr("Solve"),
      {failed,
       view::note(tr("The program looks for the plan that is worth most, and works out how much no plan can pass. It "
                     "can be stopped at any time; the best so far is "
                     "kept. People decide: nothing is promised until two members of the committee approve.")),
       view::form(
           {.action = solving_path(plan.id), .csrf = web::stamp(request)},
           {view::field({.name = "seconds",
                         .label = tr("For at most"),
                         .input = view::Input::select,
                         .value = "60",
                         .required = true,
                         .options = times}),
            view::hidden("version", plan.version),
            view::button_row({view::submit({.text = plan.checked_at ? tr("Improve it") : tr("Solve it"),
                                            .weight = plan.checked_at ? Weight::secondary : Weight::primary})})})},
      "solve");
}

Html compare_section(const std::vector<StaffingPlan>& all, const StaffingPlan& plan) {
  std::vector<view::Option> others;
  for (const auto& p : all)
    if (p.id != plan.id && p.checked_at) others.push_back({p.id.str(), p.name, {}});
  if (others.empty() || !plan.checked_at) return {};
  return view::section(
      tr("Compare"),
      {view::form(
          {.action = plan_path(plan.id, "/comparison"), .method = view::Method::get, .ask_before_leaving = false},
          {view::field({.name = "with",
                        .label = tr("With another plan"),
                        .input = view::Input::select,
                        .required = true,
                        .options = others}),
           view::button_row({view::submit({.text = tr("Compare"), .weight = Weight::secondary})})})},
      "compare");
}

Response plan_page(Request& request, const Foundations& house, PlanId id, const web::Form& form, int status = 200) {
  auto reader = request.site.db().reader();
  auto seen = seen_plan(*reader, request.actor(), house, id);
  if (!seen) return web::error_page(request, seen.error());
  auto plans = all_plans(*reader);
  auto job = journal::find_job(*reader, seen->plan.solving);
  std::vector<PersonId> persons{seen->plan.made_by, seen->plan.proposed_by};
  for (const auto& a : seen->approvals) persons.push_back(a.person);
  auto names = people::names_of_persons(*reader, persons);
  reader.reset();
  const auto& plan = seen->plan;
  auto granted = std::ranges::count_if(seen->made.rows, [](const auto& rows) { return !rows.empty(); });
  auto quanta = std::accumulate(seen->assignments.begin(), seen->assignments.end(), 0,
                                [](int sum, const Assignment& a) { return sum + a.quanta; });
  std::vector<view::Stat> stats{
      {tr("Engineers"), number(static_cast<std::int64_t>(seen->instance.engineers.size())), "", "", {}},
      {tr("Demands"), number(static_cast<std::int64_t>(seen->instance.dossiers.size())), "", "",
       html::fragment("none")},
      {tr("Dossiers with months"), number(static_cast<std::int64_t>(granted)), "", "", {}},
      {tr("Given"), months_figure(quanta), tr("months"), "", {}}};
  Html body = view::stats(stats);
  if (plan.checked_at) {
    body += view::note(quality_words(plan) + " " + tr("The plan was checked again just now."));
    body += plan_picture(*seen);
    auto csv =
        view::button(view::Action{tr("Export"), plan_path(id, "/plan.csv"), Weight::quiet, view::Icon::download, {}});
    body += view::section(tr("Dossiers that get months"), {given_table(*seen)}, "given", csv);
  }
  body += not_given_table(*seen);
  auto solving = solve_section(request, plan, job);
  auto made = tr("Drafted by {1}, {2}.", people::name_in(names, plan.made_by),
                 date_time(plan.made_at, request.site.config().timezone));
  auto content = view::breadcrumbs(above_plans(), plan.name) +
                 view::heading({.title = plan.name,
                                .lead = tr("{1} to {2}", written(plan.start), written(plan.start + (plan.months - 1))) +
                                        ". " + made,
                                .tags = tag_of(plan.state),
                                .actions = plan_actions(request, *seen)}) +
                 view::stack({plan.checked_at ? Html() : solving, body, plan.checked_at ? solving : Html(),
                              approvals_section(request, *seen, names), bring_section(request, plan, form),
                              compare_section(plans, plan)});
  return web::page(request, plan.name, content, status);
}

Response show_plan(Request& request, const Foundations& house) {
  auto id = request.id<PlanId>("id");
  return id ? plan_page(request, house, *id, {}) : web::error_page(request, id.error());
}

using PlanCommand = Result<StaffingPlan> (*)(const Op&, PlanId, std::int64_t);
web::Handle plan_step(PlanCommand command, std::string_view done) {
  return [command, done](Request& request) {
    auto id = request.id<PlanId>("id");
    if (!id) return web::error_page(request, id.error());
    auto moved = command(request.op(), *id, version_in(request));
    if (!moved) return web::error_page(request, moved.error());
    return web::see_other(request, plan_path(*id), Sentence{std::string(done), {}});
  };
}

Response solving_post(Request& request) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  auto asked = ask_to_solve(request.op(), *id, version_in(request),
                            int(std::strtol(std::string(request.filled("seconds")).c_str(), nullptr, 10)));
  if (!asked) return web::error_page(request, asked.error());
  return web::see_other(request, plan_path(*id));
}

Response solving_fragment(Request& request) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto plan = find_plan(*reader, *id);
  auto job = plan ? journal::find_job(*reader, plan->solving) : std::nullopt;
  if (!job) return web::error_page(request, Error::not_found(say("There is no such plan.")));
  return {.body = solving_progress(request, *plan, *job).str()};
}

Response bring_post(Request& request, const Foundations& house) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  std::string text(request.filled("plan"));
  for (const auto& part : request.uploads)
    if (part.name == "file" && !part.data.empty()) text = std::string(part.data);
  web::Form form;
  form.values.push_back({"plan", std::string(request.filled("plan"))});
  auto brought = bring_plan(request.op(), *id, version_in(request), text);
  if (brought) return web::see_other(request, plan_path(*id), say("The plan is checked and kept."));
  if (!told_on(form, brought.error())) return web::error_page(request, brought.error());
  for (auto& p : form.problems)
    if (p.where != "plan") p = {"plan", say("{1}: {2}", p.where.empty() ? "pool-plan/1" : p.where, tr(p.what))};
  return plan_page(request, house, *id, form, web::http_status(brought.error().code));
}

// ── files ──

Response instance_file(Request& request, const Foundations& house) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto seen = seen_plan(*reader, request.actor(), house, *id);
  if (!seen) return web::error_page(request, seen.error());
  auto may = may_take_instance(seen->instance, all_demands(*reader, request.actor(), house), request.actor());
  if (!may) return web::error_page(request, may.error());
  return web::download(seen->plan.instance_text + "\n", "application/json", "instance-" + id->str() + ".json");
}

Response plan_csv(Request& request, const Foundations& house) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  auto seen = seen_plan(*request.site.db().reader(), request.actor(), house, *id);
  if (!seen) return web::error_page(request, seen.error());
  CsvWriter csv(request.asked("form") == "plain" ? CsvForm::plain : CsvForm::excel_french);
  csv.row({"dossier", "engineer", "skill", "level", "month", "engineer_months"});
  for (const auto& a : seen->assignments)
    csv.row({dossier_title(*seen, a.dossier), seen->engineers[a.engineer], a.skill, std::to_string(a.level),
             a.month.iso(), months_figure(a.quanta)});
  return web::download(csv.take(), "text/csv; charset=utf-8", "plan-" + id->str() + ".csv");
}

// ── two side by side ──

std::string change_words(Change change) {
  switch (change) {
    case Change::added:
      return tr("comes in");
    case Change::dropped:
      return tr("falls out");
    case Change::moved:
      return tr("changes");
  }
  return {};
}
Html change_tag(Change change) {
  return view::tag(change_words(change), change == Change::added     ? view::Tone::good
                                         : change == Change::dropped ? view::Tone::bad
                                                                     : view::Tone::info);
}
/// "Sorting letters: Oct. 26 0.4; …", of one engineer.
std::string work_by_dossier(const SeenPlan& seen, const std::vector<Assignment>& rows) {
  std::map<DossierId, std::map<Month, int>> by_dossier;
  for (const auto& a : rows) by_dossier[a.dossier][a.month] += a.quanta;
  std::string words;
  for (const auto& [dossier, months] : by_dossier) {
    std::string list;
    for (const auto& [month, quanta] : months)
      list += (list.empty() ? "" : ", ") + short_month(month) + " " + months_figure(quanta);
    words += (words.empty() ? "" : "; ") + tr("{1}: {2}", dossier_title(seen, dossier), list);
  }
  return words.empty() ? tr("nothing") : words;
}

Response comparison_page(Request& request, const Foundations& house) {
  auto id = request.id<PlanId>("id");
  auto with = web::id_of_text(request.asked("with"));
  if (!id || !with) return web::error_page(request, id ? with.error() : id.error());
  auto reader = request.site.db().reader();
  auto one = seen_plan(*reader, request.actor(), house, *id);
  auto other = seen_plan(*reader, request.actor(), house, PlanId{*with});
  if (!one || !other) return web::error_page(request, one ? other.error() : one.error());
  reader.reset();
  auto compared = compare(one->assignments, other->assignments);
  view::Table dossiers, engineers;
  dossiers.caption = tr("What changes for dossiers");
  engineers.caption = tr("What changes for engineers");
  dossiers.caption_hidden = engineers.caption_hidden = true;
  dossiers.columns = {{tr("Dossier")}, {tr("Change")}, {one->plan.name}, {other->plan.name}};
  engineers.columns = {{tr("Engineer")}, {one->plan.name}, {other->plan.name}};
  dossiers.empty = engineers.empty = view::note(tr("Nothing changes."));
  for (const auto& d : compared.dossiers) {
    view::Row row;
    row.cells = {dossier_name(*other, d.key), change_tag(d.change), html::text(work_by_engineer(*one, d.before)),
                 html::text(work_by_engineer(*other, d.after))};
    dossiers.rows.push_back(std::move(row));
  }
  for (const auto& d : compared.engineers) {
    view::Row row;
    auto name = other->engineers.find(d.key);
    row.cells = {html::text(name == other->engineers.end() ? tr("Engineer {1}", d.key.str()) : name->second),
                 html::text(work_by_dossier(*one, d.before)), html::text(work_by_dossier(*other, d.after))};
    engineers.rows.push_back(std::move(row));
  }
  auto above = above_plans();
  above.push_back({one->plan.name, plan_path(*id)});
  auto content =
      view::breadcrumbs(above, tr("Comparison")) +
      view::heading({.title = tr("{1} beside {2}", one->plan.name, other->plan.name),
                     .lead = trn("One dossier stays as it is.", "{1} dossiers stay as they are.", compared.same)}) +
      view::stack({view::note(one->plan.name + ": " + quality_words(one->plan)),
                   view::note(other->plan.name + ": " + quality_words(other->plan)),
                   view::section(tr("What changes for dossiers"), {view::table(dossiers)}, "dossiers"),
                   view::section(tr("What changes for engineers"), {view::table(engineers)}, "engineers")});
  return web::page(request, tr("Comparison"), content);
}

}  // namespace

void mount_plan_pages(web::Router& router, const Foundations& house) {
  router.get("/pool/plans", kKeepers, [house](Request& r) { return fresh_list(r, house); })
      .post("/pool/plans", kKeepers, [house](Request& r) { return draft_post(r, house); })
      .get("/pool/plans/{id}", kKeepers, [house](Request& r) { return show_plan(r, house); })
      .post(
          "/pool/plans/{id}/plan", kKeepers, [house](Request& r) { return bring_post(r, house); },
          kLongestPlanText + (64U << 10U))
      .get("/pool/plans/{id}/solving", kKeepers, solving_fragment)
      .post("/pool/plans/{id}/solving", kKeepers, solving_post)
      .post("/pool/plans/{id}/solving/stop", kKeepers,
            plan_step(stop_solving, _t("It stops in a moment and keeps the best.")))
      .post("/pool/plans/{id}/proposal", kCommittee, plan_step(propose_plan, _t("The plan is before the committee.")))
      .post("/pool/plans/{id}/approval", kCommittee, plan_step(approve_plan, _t("Your approval is noted.")))
      .post("/pool/plans/{id}/return", kCommittee, plan_step(take_plan_back, _t("The plan is taken back.")))
      .post("/pool/plans/{id}/withdrawal", kKeepers, plan_step(withdraw_plan, _t("The plan is withdrawn.")))
      .get("/pool/plans/{id}/instance.json", kKeepers, [house](Request& r) { return instance_file(r, house); })
      .get("/pool/plans/{id}/plan.csv", kKeepers, [house](Request& r) { return plan_csv(r, house); })
      .get("/pool/plans/{id}/comparison", kKeepers, [house](Request& r) { return comparison_page(r, house); });
}

}  // namespace couloir::pool
