// Two staffing plans side by side.
#include <map>

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

void mount_comparison_page(web::Router& router, const Foundations& house) {
  router.get("/pool/plans/{id}/comparison", kKeepers, [house](Request& r) { return comparison_page(r, house); });
}

}  // namespace couloir::pool
