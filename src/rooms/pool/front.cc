#include "pool/front.h"

#include "pool/engineer_edit.h"
#include "pool/events.h"
#include "pool/hours_edit.h"
#include "pool/pages.h"
#include "pool/personal.h"
#include "pool/plan_edit.h"
#include "pool/plan_solve.h"
#include "pool/plan_store.h"
#include "pool/pool_pack.h"

namespace couloir::pool {

Result<std::shared_ptr<const PoolPack>> open_pool_pack(const std::string& directory, const region::Pack& region,
                                                       Date today) {
  TRY_LET(auto pack, load_pool_pack(directory, region, today));
  return std::make_shared<const PoolPack>(std::move(pack));
}
std::shared_ptr<const PoolPack> no_pool_pack() { return std::make_shared<const PoolPack>(); }

void offer_events(webhooks::Webhooks& webhooks) {
  webhooks.offer<PlanDrafted, PlanVaried, PlanMoved, PlanApproved, PlanPublished>(
      "plan.*", _t("Staffing plans: drafted, moved, approved, published"));
}

std::vector<HoursOfMonth> hours_by_month(Reader& reader, const Foundations& house, Date from, Date to) {
  std::vector<HoursOfMonth> all;
  for (const auto& f : figures(reader, house, month_of(from), month_of(to)))
    all.push_back({f.month.first(), f.home, f.granted, f.planned, f.used, f.closed});
  return all;
}

Result<void> take_in_engineer(const Op& op, const region::Pack& region, const ReadyEngineer& ready, Date today) {
  Engineer e;
  e.name = ready.name;
  e.person = ready.person;
  e.site = ready.site;
  e.share = FullTimeShare{ready.share};
  e.parallel = ready.parallel;
  e.in_from = ready.in_from;
  e.out_after = ready.out_after;
  for (const auto& [skill, level] : ready.skills) e.skills.push_back({skill, level});
  TRY_LET(auto saved, save_engineer(op, region, std::move(e)));
  std::vector<AwayMonth> away;
  for (const auto& [ahead, percent] : ready.away) away.push_back({month_of(today) + ahead, percent});
  TRY(note_away(op, saved.id, saved.version, away));
  return {};
}

Result<void> take_in_draft(const Op& op, const Foundations& house, const std::string& name, Date today) {
  constexpr int kSeconds = 2;
  TRY_LET(auto plan, draft_plan(op, house, {name, "", month_of(today) + 1, house.pack.months}));
  TRY(ask_to_solve(op, plan.id, plan.version, kSeconds));
  return {};
}

Result<void> take_in_proposal(const Op& op, const Foundations& house) {
  auto newest = plans_before(*op.db.reader(), PlanId{}, 1);
  if (newest.empty() || newest.front().state != PlanState::solved) return {};
  TRY_LET(auto plan, propose_plan(op, house, newest.front().id, newest.front().version));
  TRY(approve_plan(op, house, plan.id, plan.version));
  return {};
}

void mount(web::Site& site, const Foundations& house, documents::Press& press, journal::Jobs& jobs,
           people::PersonalData& personal) {
  mount_engineer_pages(site.router(), house);
  mount_own_pages(site.router(), house);
  mount_facts_page(site.router(), house);
  mount_demand_pages(site.router(), house);
  mount_plan_list_pages(site.router(), house);
  mount_plan_pages(site.router(), house);
  mount_comparison_page(site.router());
  mount_hours_pages(site.router(), house);
  mount_corrections_page(site.router(), house);
  mount_staffing_page(site, house);
  mount_workshops(site, house);
  mount_exports(site, house, press);
  mount_engineer_import(site, house);
  mount_engineer_api(site.api(), house);
  mount_demand_api(site.api(), house);
  mount_plan_api(site.api(), house);
  mount_floors_api(site.api(), house);
  mount_hours_api(site.api(), house);
  jobs.handle<SolvePlan>(
      [house](const SolvePlan& asked, journal::JobContext& context) { return solve_plan(house, asked, context); });
  auto look_at = [house](DossierId dossier, DossierFate fate, journal::JobContext& context) {
    return ends_promises(fate) ? release_if_gone(context.op(), house, dossier) : Result<void>();
  };
  jobs.on<CandidateMoved>("pool.dossier_moved",
                          [look_at](const CandidateMoved& e, journal::JobContext& context) {
                            return look_at(e.dossier, e.to, context);
                          })
      .on<CandidateDecided>("pool.dossier_decided", [look_at](const CandidateDecided& e, journal::JobContext& context) {
        return look_at(e.dossier, e.verdict, context);
      });
  personal.add_source(personal_data(house.region.region.zone));
}

}  // namespace couloir::pool
