#include "pool/plan_page.h"

#include <algorithm>
#include <numeric>

#include "journal/jobs.h"
#include "people/person.h"
#include "pool/floors_page.h"
#include "pool/plan_edit.h"
#include "pool/plan_store.h"
#include "pool/plan_views.h"
#include "pool/variant_views.h"
#include "solve/solve.h"
#include "web/site.h"

namespace couloir::pool {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

// ── what it gives, and what not ──

std::vector<Assignment> rows_for(const SeenPlan& seen, DossierId id) {
  std::vector<Assignment> rows;
  for (const auto& a : seen.assignments)
    if (a.dossier == id) rows.push_back(a);
  return rows;
}

Html given_table(Request& request, const SeenPlan& seen) {
  view::Table table;
  table.caption = tr("Dossiers that get months");
  table.caption_hidden = true;
  table.columns = {{tr("Dossier")}, {tr("Months"), true}, {tr("Who and when")}, {tr("What if…")}};
  table.empty = view::note(tr("No dossier gets a month."));
  for (std::size_t d = 0; d < seen.made.rows.size(); ++d) {
    if (seen.made.rows[d].empty()) continue;
    auto id = seen.instance.dossiers[d].id;
    auto rows = rows_for(seen, id);
    auto sum =
        std::accumulate(rows.begin(), rows.end(), 0, [](int all, const Assignment& a) { return all + a.quanta; });
    view::Row row;
    row.cells = {dossier_name(seen.names, id) + (seen.instance.dossiers[d].published.empty()
                                                     ? Html()
                                                     : html::text(" ") + view::tag(tr("promised"), view::Tone::good)),
                 html::text(months_figure(sum)), html::text(work_by_engineer(seen.names, rows)),
                 what_if_button(request, seen, id, WishKind::refuse)};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html not_given_table(Request& request, const SeenPlan& seen) {
  view::Table table;
  table.caption = tr("Dossiers that get none");
  table.caption_hidden = true;
  table.columns = {{tr("Dossier")}, {tr("Why")}, {tr("What if…")}};
  for (std::size_t d = 0; d < seen.made.rows.size(); ++d) {
    if (!seen.made.rows[d].empty() || !seen.plan.checked_at) continue;
    auto id = seen.instance.dossiers[d].id;
    auto known = seen.names.dossiers.find(id);
    bool owed =
        !seen.instance.dossiers[d].published.empty() || (known != seen.names.dossiers.end() && known->second.granted);
    Html reasons;
    bool alone = false;
    if (auto why = seen.made.refused.find(static_cast<int>(d));
        why != seen.made.refused.end() && seen.names.shows(id)) {
      // What somebody only says of a plan that was brought takes no question away.
      alone = seen.plan.proof != Proof::none && is_impossible_alone(why->second);
      for (const auto& reason : why->second) reasons += el("li", {}, {with_names(seen.names, reason.words.text())});
    }
    view::Row row;
    row.cells = {
        dossier_name(seen.names, id) +
            (owed ? html::text(" ") + view::tag(tr("granted, and not in this plan"), view::Tone::bad) : Html()),
        reasons.empty() ? view::muted(tr("The plan gives no reason.")) : el("ul", {}, {reasons}),
        alone ? view::muted(tr("Nobody could staff it, whatever else is granted: it needs another window, less work or "
                               "other engineers."))
              : what_if_button(request, seen, id, WishKind::grant)};
    table.rows.push_back(std::move(row));
  }
  for (const auto& left : seen.left_out) {
    if (!seen.names.shows(left.dossier)) continue;
    view::Row row;
    row.cells = {dossier_name(seen.names, left.dossier) + html::text(" ") + view::tag(tr("left out"), view::Tone::warn),
                 gaps_in_words(left.gaps), Html()};
    table.rows.push_back(std::move(row));
  }
  return table.rows.empty() ? Html() : view::section(tr("Dossiers that get none"), {view::table(table)}, "none");
}

// ── what happens to it ──

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

Html exports_of(Request& request, PlanId id) {
  auto file = [&](std::string text, std::string_view below) {
    return view::button(view::Action{std::move(text), plan_path(id, below), Weight::quiet, view::Icon::download, {}});
  };
  return view::actions({view::button(view::Post{.text = "PDF",
                                                .to = plan_path(id, "/documents"),
                                                .csrf = web::stamp(request),
                                                .weight = Weight::quiet,
                                                .icon = view::Icon::download}),
                        file("XLSX", "/plan.xlsx"), file("CSV", "/plan.csv")});
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
  bool assumes = std::ranges::any_of(seen.wishes, [&](const Wish& w) { return is_hypothetical(w, seen.instance); });
  if (may(PlanAct::propose) && !assumes)
    all += plan_button(request, plan, tr("Propose to the committee"), "/proposal", Weight::primary);
  if (may(PlanAct::approve) && !approved)
    all += plan_button(request, plan, seen.approvals.empty() ? tr("Approve") : tr("Approve and publish"), "/approval",
                       Weight::primary);
  if (may(PlanAct::take_back)) all += plan_button(request, plan, tr("Take back"), "/return", Weight::secondary);
  if (may(PlanAct::withdraw)) all += plan_button(request, plan, tr("Withdraw"), "/withdrawal", Weight::quiet);
  return all.empty() ? all : view::actions({all});
}

/// How good it is, and that somebody looked.
Html checked_note(Request& request, const StaffingPlan& plan) {
  auto again =
      may_keep_plans(request.actor()) ? plan_button(request, plan, tr("Check again"), "/check", Weight::quiet) : Html();
  if (auto why = why_not_as_checked(plan))
    return view::callout(plan.plan_sha256.empty() ? view::Tone::warn : view::Tone::bad, tr(*why), {again});
  auto when = tr("Checked on {1}.", date_time(*plan.checked_at, request.site.config().timezone));
  return view::note(quality_words(plan) + " " + when) + again;
}

std::vector<view::Field> bring_fields(const web::Form& form) {
  return web::with_values({{.name = "plan",
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

}  // namespace

// ── the program solves it ──

html::Url solving_path(PlanId id) { return plan_path(id, "/solving"); }

Html solving_progress(Request& request, const StaffingPlan& plan, const journal::Job& job, const Solving& solving) {
  view::Progress progress;
  progress.label = tr("Looking for a plan");
  progress.done = job.progress_done;
  progress.total = job.progress_total;
  progress.running = journal::is_open(job);
  progress.fragment = solving_path(plan.id);
  progress.then = plan_path(plan.id);
  if (solving.value && solving.bound)
    progress.text = tr("Worth {1} so far; no plan can pass {2}: a gap of {3}.", number(*solving.value),
                       number(*solving.bound), percent(solve::gap_of(*solving.value, *solving.bound), 2));
  else if (solving.bound)
    progress.text = tr("No plan yet; none can pass {1}.", number(*solving.bound));
  else if (job.state == journal::JobState::waiting)
    progress.text = tr("It waits for its turn.");
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

namespace {

/// Why it came to nothing, with the promises that cannot stand together.
Html failure_of(const SeenPlan& seen, const std::optional<journal::Job>& job, const Solving& solving) {
  if (!job || job->state != journal::JobState::failed) return {};
  Html clashes;
  for (const auto& clash : solving.clashes) clashes += el("li", {}, {clash_words(seen.names, clash)});
  auto on = clashes.empty()
                ? tr("Have it searched for longer. If that does not help, draft a plan anew: it takes "
                     "engineers, demands and promises as they are then.")
                : tr("A way on: give the engineer more months or a dossier more at once, or release what is "
                     "promised to dossiers that are no demand any more; then draft a plan anew.");
  std::vector<view::Action> ways{{tr("Engineers"), html::path("/pool"), Weight::quiet, {}, {}},
                                 {tr("Demands"), html::path("/pool/demands"), Weight::quiet, {}, {}},
                                 {tr("Draft a plan anew"), html::path("/pool/plans"), Weight::secondary, {}, {}}};
  Html doors;
  for (auto& way : ways) doors += view::button(std::move(way));
  return view::callout(view::Tone::bad, with_names(seen.names, tr(job->message)),
                       {clashes.empty() ? Html()
                                        : el("p", {}, {tr("These promises cannot stand together as they are:")}) +
                                              el("ul", {}, {clashes}),
                        el("p", {}, {on}), view::actions({doors})});
}

Html solve_section(Request& request, const SeenPlan& seen, const std::optional<journal::Job>& job,
                   const Solving& solving) {
  const auto& plan = seen.plan;
  if (plan_transition(PlanAct::solve, plan.state) == nullptr || !may_keep_plans(request.actor())) return {};
  if (journal::is_open(job))
    return view::section(tr("Solve"), {solving_progress(request, plan, *job, solving)}, "solve");
  auto failed = failure_of(seen, job, solving);
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

}  // namespace

Response plan_page(Request& request, const Foundations& house, PlanId id, const web::Form& form, int status) {
  auto reader = request.site.db().reader();
  auto seen = seen_plan(*reader, request.actor(), id);
  if (!seen) return web::error_page(request, seen.error());
  auto plans = all_plans(*reader);
  auto job = journal::find_job(*reader, seen->plan.solving);
  auto solving_so_far = solving_of(*reader, id);
  auto floors = floor_answers_of(*reader, *seen);
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
  auto of = std::ranges::find(plans, plan.variant_of, &StaffingPlan::id);
  auto head = of == plans.end() ? Html() : variant_head(*seen, *of, house);
  Html body = view::stats(stats);
  if (plan.checked_at) {
    body += checked_note(request, plan);
    body += plan_picture(*seen);
    body +=
        view::section(tr("Dossiers that get months"), {given_table(request, *seen)}, "given", exports_of(request, id));
  }
  body += not_given_table(request, *seen);
  body += floors_section(request, *seen, floors, house);
  auto solving = solve_section(request, *seen, job, solving_so_far);
  auto drafted = tr("Drafted by {1}, {2}.", people::name_in(names, plan.made_by),
                    date_time(plan.made_at, request.site.config().timezone));
  auto content = view::breadcrumbs(above_plans(), plan.name) +
                 view::heading({.title = plan.name,
                                .lead = tr("{1} to {2}", written(plan.start), written(plan.start + (plan.months - 1))) +
                                        ". " + drafted,
                                .tags = tag_of(plan.state),
                                .actions = plan_actions(request, *seen)}) +
                 view::stack({head, plan.checked_at ? Html() : solving, body, plan.checked_at ? solving : Html(),
                              approvals_section(request, *seen, names), what_if_section(request, *seen, house, form),
                              bring_section(request, plan, form), compare_section(plans, plan)});
  return web::page(request, plan.name, content, status);
}

}  // namespace couloir::pool
