// Taking a staffing plan and the months of an engineer along: tables at once, papers by a job.
#include "documents/document_calls.h"
#include "pool/engineer_edit.h"
#include "pool/pages.h"
#include "pool/plan_export.h"
#include "web/site.h"

namespace couloir::pool {
namespace {

using documents::Press;
using web::Call;
using web::None;
using web::Reply;
using web::Request;
using web::Response;

constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                           kCsv = "text/csv; charset=utf-8", kPdf = "application/pdf";

std::string name_of_file(PlanId id, std::string_view ending) { return "plan-" + id.str() + "." + std::string(ending); }

Result<SeenPlan> plan_of(Request& request) {
  TRY_LET(auto id, request.id<PlanId>("id"));
  return seen_plan(*request.site.db().reader(), request.actor(), id);
}
Response csv_page(Request& request) {
  auto seen = plan_of(request);
  if (!seen) return web::error_page(request, seen.error());
  auto form = request.asked("form") == "plain" ? CsvForm::plain : CsvForm::excel_french;
  return web::download(plan_csv(*seen, form), kCsv, name_of_file(seen->plan.id, "csv"));
}
Response xlsx_page(Request& request, const Foundations& house) {
  auto seen = plan_of(request);
  auto made = seen ? plan_xlsx(*seen, house.region) : Result<std::string>(seen.error());
  if (!made) return web::error_page(request, made.error());
  return web::download(*std::move(made), kXlsx, name_of_file(seen->plan.id, "xlsx"));
}
Response ask(Request& request, const Press& press, std::string_view kind, const Result<std::int64_t>& subject) {
  if (!subject) return web::error_page(request, subject.error());
  auto document = press.ask(request.op(), kind, *subject, request.lang);
  if (!document) return web::error_page(request, document.error());
  return web::see_other(request, documents::document_path(document->id));
}
Result<std::int64_t> own_number(Request& request) {
  TRY_LET(auto engineer, own_engineer(*request.site.db().reader(), request.actor()));
  return engineer.id.v;
}

// ── by script ──

Result<Reply> table(const Call& call, const Foundations& house, bool xlsx) {
  TRY_LET(auto id, call.id<PlanId>("id"));
  TRY_LET(auto seen, seen_plan(*call.op.db.reader(), call.op.actor, id));
  if (!xlsx)
    return Reply{
        .body = plan_csv(seen, CsvForm::plain), .type = std::string(kCsv), .filename = name_of_file(id, "csv")};
  TRY_LET(auto made, plan_xlsx(seen, house.region));
  return Reply{.body = std::move(made), .type = std::string(kXlsx), .filename = name_of_file(id, "xlsx")};
}

web::Doc doc(web::Method method, std::string path, std::string cli, std::string_view summary, web::Who who,
             std::string_view type) {
  web::Doc doc{method, std::move(path), std::move(cli), summary, who, people::Scope::pool_read};
  doc.reply_type = type;
  return doc;
}

/// Asked for, polled and fetched below the path of its subject.
void mount_paper(web::Api& api, const Press& press, std::string_view kind, const std::string& of,
                 const std::string& cli, std::string_view summary, web::Who who) {
  auto path = of + "/{id}/documents";
  documents::DocumentCalls calls(press, path, {kind});
  api.raw<None>(doc(web::Method::post, path + "/paper", cli + " pdf", summary, who, "application/json"),
                [calls, kind](const Call& call, const None&) { return calls.ask(call, kind); })
      .add<None, documents::DocumentText>(doc(web::Method::get, path + "/{document}", cli + " document",
                                              _t("How far a PDF is that was asked for"), who, "application/json"),
                                          [calls](const Call& call, const None&) { return calls.show(call); })
      .raw<None>(doc(web::Method::get, path + "/{document}/file", cli + " document-file",
                     _t("The PDF, once it is ready"), who, kPdf),
                 [calls](const Call& call, const None&) { return calls.hand_out(call); });
}

}  // namespace

void mount_exports(web::Site& site, const Foundations& house, Press& press) {
  add_papers(press, house);
  site.router()
      .get("/pool/plans/{id}/plan.csv", kKeepers, csv_page)
      .get("/pool/plans/{id}/plan.xlsx", kKeepers, [house](Request& r) { return xlsx_page(r, house); })
      .post("/pool/plans/{id}/documents", kKeepers,
            [&press](Request& r) { return ask(r, press, kPlanPaper, web::id_of_text(r.at("id"))); })
      .post("/pool/engineers/{id}/documents", kKeepers,
            [&press](Request& r) { return ask(r, press, kMonthsPaper, web::id_of_text(r.at("id"))); })
      .post("/my-months/documents", kEngineers,
            [&press](Request& r) { return ask(r, press, kOwnMonthsPaper, own_number(r)); });
  site.api()
      .raw<None>(doc(web::Method::get, "/plans/{id}/csv", "pool plan csv", _t("A plan as a table (CSV)"), kKeepers,
                     "text/csv"),
                 [house](const Call& call, const None&) { return table(call, house, false); })
      .raw<None>(doc(web::Method::get, "/plans/{id}/xlsx", "pool plan xlsx", _t("A plan as a spreadsheet (XLSX)"),
                     kKeepers, kXlsx),
                 [house](const Call& call, const None&) { return table(call, house, true); });
  mount_paper(site.api(), press, kPlanPaper, "/plans", "pool plan",
              _t("Ask for a plan as PDF; on the command line it comes at once"), kKeepers);
  mount_paper(site.api(), press, kMonthsPaper, "/engineers", "pool engineer",
              _t("Ask for the months of an engineer as PDF; on the command line it comes at once"),
              kKeepersAndEngineers);
}

}  // namespace couloir::pool
