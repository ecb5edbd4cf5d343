// Staffing plans: all of them, and the form that drafts one.
#include <algorithm>
#include <iterator>

#include "pool/demand_list.h"
#include "pool/hours_store.h"
#include "pool/pages.h"
#include "pool/plan_edit.h"
#include "pool/plan_store.h"
#include "pool/plan_views.h"
#include "web/site.h"

namespace couloir::pool {
namespace {

using html::Html;
using web::Request;
using web::Response;

constexpr std::string_view kPlans = "/pool/plans";

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
  auto batches = batch_options(*reader, all_demands(*reader, request.actor(), house), house);
  std::vector<view::Option> months;
  auto now = this_month(request, house);
  auto closed = last_closed(*reader);
  for (int i = -1; i < 18; ++i)
    if (!closed || now + i > *closed) months.push_back({(now + i).iso(), written(now + i), {}});
  return web::with_values(
      {{.name = "name",
        .label = tr("Name"),
        .hint = tr("For example: autumn batch, one workshop more. Names of people do not belong here."),
        .required = true},
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

/// Newest first, each with its variants after it.
std::vector<StaffingPlan> with_variants_below(const std::vector<StaffingPlan>& plans, PlanId of = {}) {
  std::vector<StaffingPlan> all;
  for (const auto& p : plans) {
    if (p.variant_of != of) continue;
    all.push_back(p);
    std::ranges::copy(with_variants_below(plans, p.id), std::back_inserter(all));
  }
  return all;
}

Html plans_table(const std::vector<StaffingPlan>& plans, PlanId published) {
  view::Table table;
  table.caption = tr("Plans");
  table.caption_hidden = true;
  table.columns = {{tr("Plan")}, {tr("State")}, {tr("Months")}, {tr("Value"), true}, {tr("Gap"), true}};
  table.empty = view::empty_state(
      tr("No plan yet"),
      tr("Draft one below: it takes the engineers and demands as they are now. Then have it solved."));
  for (const auto& p : plans) {
    auto gap = gap_of(p);
    view::Row row;
    auto of = std::ranges::find(plans, p.variant_of, &StaffingPlan::id);
    auto below = of == plans.end() ? Html() : view::second_line(tr("Variant of: {1}", of->name));
    row.cells = {view::link({p.name, plan_path(p.id)}) + below, tag_of(p.state),
                 html::text(tr("{1} to {2}", written(p.start), written(p.start + (p.months - 1)))),
                 html::text(p.value ? number(*p.value) : ""), html::text(gap ? percent(*gap, 2) : "")};
    row.marked = p.id == published;
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Response list_of_plans(Request& request, const Foundations& house, const web::Form& form, int status = 200) {
  auto reader = request.site.db().reader();
  auto plans = with_variants_below(all_plans(*reader));
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
  auto next = this_month(request, house) + 1;
  return list_of_plans(request, house, web::form_of(TypedPlan{"", "", next.iso(), house.pack.months}));
}

Response draft_post(Request& request, const Foundations& house) {
  TypedPlan typed;
  auto form = web::read_form(request, typed);
  auto start = parse_month(typed.start);
  if (!start) form.problems.push_back({"start", start.error().message});
  if (!form.problems.empty()) return list_of_plans(request, house, form, 400);
  auto drafted = draft_plan(request.op(), house, {typed.name, typed.batch, *start, typed.months});
  if (drafted)
    return web::see_other(request, plan_path(drafted->id),
                          say("The plan is drafted: now have it solved, or bring a plan for it."));
  if (!web::told_on(form, drafted.error())) return web::error_page(request, drafted.error());
  return list_of_plans(request, house, form, web::http_status(drafted.error().code));
}

}  // namespace

void mount_plan_list_pages(web::Router& router, const Foundations& house) {
  router.get("/pool/plans", kKeepers, [house](Request& r) { return fresh_list(r, house); })
      .post("/pool/plans", kKeepers, [house](Request& r) { return draft_post(r, house); });
}

}  // namespace couloir::pool
