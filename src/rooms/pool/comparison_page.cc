// Two staffing plans side by side.
#include "pool/pages.h"
#include "pool/plan_seen.h"
#include "pool/plan_views.h"
#include "web/site.h"

namespace couloir::pool {
namespace {

using html::Html;
using web::Request;
using web::Response;

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
Html dossiers_table(const SeenPlan& before, const SeenPlan& after, const Comparison& compared) {
  view::Table table;
  table.caption = tr("What changes for dossiers");
  table.caption_hidden = true;
  table.columns = {{tr("Dossier")}, {trc("comparison", "Change")}, {before.plan.name}, {after.plan.name}};
  table.empty = view::note(tr("Nothing changes."));
  for (const auto& d : compared.dossiers) {
    view::Row row;
    row.cells = {dossier_name(after.names, d.key), change_tag(d.change),
                 html::text(work_by_engineer(before.names, d.before)),
                 html::text(work_by_engineer(after.names, d.after))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}
Html engineers_table(const SeenPlan& before, const SeenPlan& after, const Comparison& compared) {
  auto work = [](const SeenPlan& seen, const std::vector<Assignment>& rows) {
    return rows.empty() ? tr("nothing") : work_by_dossier(seen.names, rows);
  };
  view::Table table;
  table.caption = tr("What changes for engineers");
  table.caption_hidden = true;
  table.columns = {{tr("Engineer")}, {before.plan.name}, {after.plan.name}};
  table.empty = view::note(tr("Nothing changes."));
  for (const auto& d : compared.engineers) {
    view::Row row;
    row.cells = {html::text(after.names.engineer(d.key)), html::text(work(before, d.before)),
                 html::text(work(after, d.after))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

/// The plan of the address is the new one, the other is what it would change.
Response comparison_page(Request& request) {
  auto id = request.id<PlanId>("id");
  auto with = web::id_of_text(request.asked("with"));
  if (!id || !with) return web::error_page(request, id ? with.error() : id.error());
  auto reader = request.site.db().reader();
  auto before = seen_plan(*reader, request.actor(), PlanId{*with});
  auto after = seen_plan(*reader, request.actor(), *id);
  if (!before || !after) return web::error_page(request, before ? after.error() : before.error());
  reader.reset();
  auto compared = compare(before->assignments, after->assignments);
  auto above = above_plans();
  above.push_back({after->plan.name, plan_path(*id)});
  auto content =
      view::breadcrumbs(above, tr("Comparison")) +
      view::heading({.title = tr("From {1} to {2}", before->plan.name, after->plan.name),
                     .lead = trn("One dossier stays as it is.", "{1} dossiers stay as they are.", compared.same)}) +
      view::stack(
          {view::note(tr("{1}: {2}", before->plan.name, quality_words(before->plan))),
           view::note(tr("{1}: {2}", after->plan.name, quality_words(after->plan))),
           view::section(tr("What changes for dossiers"), {dossiers_table(*before, *after, compared)}, "dossiers"),
           view::section(tr("What changes for engineers"), {engineers_table(*before, *after, compared)}, "engineers")});
  return web::page(request, tr("Comparison"), content);
}

}  // namespace

void mount_comparison_page(web::Router& router) {
  router.get("/pool/plans/{id}/comparison", kKeepers, comparison_page);
}

}  // namespace couloir::pool
