// What is done to a staffing plan from its page, and its files. Decides nothing.
#include "pool/pages.h"
#include "pool/plan_edit.h"
#include "pool/plan_page.h"
#include "pool/plan_solve.h"
#include "pool/plan_store.h"
#include "pool/plan_vary.h"
#include "pool/variant_views.h"
#include "web/site.h"

namespace couloir::pool {
namespace {

using web::Request;
using web::Response;

Response show_plan(Request& request, const Foundations& house) {
  auto id = request.id<PlanId>("id");
  return id ? plan_page(request, house, *id, {}) : web::error_page(request, id.error());
}

using PlanCommand = std::function<Result<StaffingPlan>(const Op&, PlanId, std::int64_t)>;
web::Handle plan_step(PlanCommand command, std::string_view done) {
  return [command = std::move(command), done](Request& request) {
    auto id = request.id<PlanId>("id");
    if (!id) return web::error_page(request, id.error());
    auto moved = command(request.op(), *id, web::version_in(request));
    if (!moved) return web::error_page(request, moved.error());
    return web::see_other(request, plan_path(*id), Sentence{std::string(done), {}});
  };
}

Response solving_post(Request& request, const Foundations& house) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  SolveFor typed;
  auto form = web::read_form(request, typed);
  if (!form.problems.empty()) return plan_page(request, house, *id, form, 400);
  auto asked = ask_to_solve(request.op(), *id, web::version_in(request), typed.seconds);
  if (!asked) return web::error_page(request, asked.error());
  return web::see_other(request, plan_path(*id));
}

Response solving_fragment(Request& request) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto plan = find_plan_line(*reader, *id);
  auto job = plan ? journal::find_job(*reader, plan->solving) : std::nullopt;
  if (!job) return web::error_page(request, Error::not_found(say("There is no such plan.")));
  return {.body = solving_progress(request, *plan, *job, solving_of(*reader, *id)).str()};
}

Response bring_post(Request& request, const Foundations& house) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  std::string text(request.filled("plan"));
  for (const auto& part : request.uploads)
    if (part.name == "file" && !part.data.empty()) text = std::string(part.data);
  web::Form form;
  form.values.push_back({"plan", std::string(request.filled("plan"))});
  auto brought = bring_plan(request.op(), *id, web::version_in(request), text);
  if (brought) return web::see_other(request, plan_path(*id), say("The plan is checked and kept."));
  if (!web::told_on(form, brought.error())) return web::error_page(request, brought.error());
  for (auto& p : form.problems)
    if (p.where != "plan") p = {"plan", say("{1}: {2}", p.where.empty() ? "pool-plan/1" : p.where, tr(p.what))};
  return plan_page(request, house, *id, form, web::http_status(brought.error().code));
}

Response variant_post(Request& request, const Foundations& house) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  TypedVariant typed;
  auto form = web::read_form(request, typed);
  if (!form.problems.empty()) return plan_page(request, house, *id, form, 400);
  auto made = vary_plan(request.op(), *id, web::version_in(request),
                        {typed.name, {wish_of(typed)}, typed.seconds.value_or(kVariantSeconds)});
  if (made) return web::see_other(request, plan_path(made->id), say("The variant is being searched for."));
  if (made.error().code == Code::refused && made.error().problems.empty())
    return web::error_page(request, made.error());
  if (!web::told_on(form, made.error())) return web::error_page(request, made.error());
  for (auto& p : form.problems) p.where = field_of(p, typed.kind);
  return plan_page(request, house, *id, form, web::http_status(made.error().code));
}

// ── files ──

Response instance_file(Request& request) {
  auto id = request.id<PlanId>("id");
  if (!id) return web::error_page(request, id.error());
  auto seen = seen_plan(*request.site.db().reader(), request.actor(), *id);
  if (!seen) return web::error_page(request, seen.error());
  auto may = may_take_instance(seen->instance, seen->names);
  if (!may) return web::error_page(request, may.error());
  return web::download(seen->plan.instance_text + "\n", "application/json", "instance-" + id->str() + ".json");
}

}  // namespace

void mount_plan_pages(web::Router& router, const Foundations& house) {
  router.get("/pool/plans/{id}", kKeepers, [house](Request& r) { return show_plan(r, house); })
      .post(
          "/pool/plans/{id}/plan", kKeepers, [house](Request& r) { return bring_post(r, house); },
          kLongestPlanText + (64U << 10U))
      .get("/pool/plans/{id}/solving", kKeepers, solving_fragment)
      .post("/pool/plans/{id}/solving", kKeepers, [house](Request& r) { return solving_post(r, house); })
      .post("/pool/plans/{id}/variants", kKeepers, [house](Request& r) { return variant_post(r, house); })
      .post("/pool/plans/{id}/solving/stop", kKeepers,
            plan_step(stop_solving, _t("It stops, and what it found so far is kept.")))
      .post("/pool/plans/{id}/check", kKeepers, plan_step(check_again, _t("The plan was checked again and is sound.")))
      .post("/pool/plans/{id}/proposal", kCommittee,
            plan_step(
                [house](const Op& op, PlanId id, std::int64_t version) { return propose_plan(op, house, id, version); },
                _t("The plan is before the committee.")))
      .post("/pool/plans/{id}/approval", kCommittee,
            plan_step(
                [house](const Op& op, PlanId id, std::int64_t version) { return approve_plan(op, house, id, version); },
                _t("Your approval is noted.")))
      .post("/pool/plans/{id}/return", kCommittee, plan_step(take_plan_back, _t("The plan is taken back.")))
      .post("/pool/plans/{id}/withdrawal", kKeepers, plan_step(withdraw_plan, _t("The plan is withdrawn.")))
      .get("/pool/plans/{id}/instance.json", kKeepers, instance_file);
}

}  // namespace couloir::pool
