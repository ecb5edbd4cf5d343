// Late tokens of a call: the office lets one named applicant in after a cut-off. The token itself is shown once.
#include <algorithm>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/call_views.h"
#include "calls/late_token.h"
#include "calls/pages.h"
#include "html/table.h"
#include "people/organisation.h"
#include "people/person.h"
#include "web/filled.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using html::el;
using html::Html;
using view::Input;
using view::Weight;
using web::Request;
using web::Response;

struct TypedToken {
  std::optional<std::int64_t> cut_off, organisation;
  std::string named, reason, expires_at, expires_at_offset;
};
void describe(Describer& d, TypedToken& t) {
  d.type("TypedLateToken");
  d.field("cut_off", t.cut_off);
  d.field("organisation", t.organisation, Rule{}.or_keep());
  d.field("named", t.named, text(0, 500));
  d.field("reason", t.reason, text(0, 1'000));
  d.field("expires_at", t.expires_at, text(0, 40));
  d.field("expires_at_offset", t.expires_at_offset, text(0, 10).or_keep());
}

Result<Call> call_at_tokens(Request& request) {
  TRY_LET(auto id, request.id<CallId>("id"));
  auto call = find_call(*request.site.db().reader(), id);
  if (!call) return Error::not_found(say("There is no such call."));
  return *std::move(call);
}

Html state_of(const LateToken& token, Instant now) {
  if (token.used_at) return view::tag(trc("late token", "Used"), view::Tone::good, view::Icon::check);
  if (token.revoked_at) return view::tag(trc("late token", "Revoked"));
  if (token.expires_at < now) return view::tag(trc("late token", "Ended"));
  return view::tag(trc("late token", "Can be used"), view::Tone::info, view::Icon::clock);
}

Html list_tokens(Request& request, const Call& call, std::string_view zone) {
  auto now = request.site.clock().now();
  auto reader = request.site.db().reader();
  auto tokens = late_tokens_of(*reader, call.id);
  std::vector<PersonId> persons;
  for (const auto& token : tokens) persons.push_back(token.issued_by);
  auto names = people::names_of_persons(*reader, persons);
  std::vector<OrganisationId> bound;
  for (const auto& token : tokens)
    if (token.organisation) bound.push_back(token.organisation);
  auto organisations = people::names_of_organisations(*reader, bound);
  reader.reset();
  view::Table table;
  table.caption = tr("Late tokens");
  table.caption_hidden = true;
  table.columns = {{tr("For whom")},       {tr("Why")},    {tr("Cut-off")}, {tr("Until")},
                   {trc("call", "State")}, {tr("Made by")}};
  table.empty = view::note(tr("Nobody was let in late."));
  for (const auto& token : tokens) {
    const auto* cut_off = find_cut_off(call, token.cut_off);
    view::Row row;
    auto lets_in =
        token.organisation ? tr("lets in only {1}", organisations[token.organisation]) : tr("whoever holds it");
    row.cells = {html::text(token.named) + view::second_line(lets_in),
                 html::text(token.reason),
                 html::text(cut_off ? date_time(cut_off->at, zone) : std::string()),
                 html::text(date_time(token.expires_at, zone)),
                 state_of(token, now),
                 html::text(people::name_in(names, token.issued_by) + ", " + date_time(token.issued_at, zone))};
    if (!token.used_at && !token.revoked_at)
      row.actions = view::button(view::Post{.text = tr("Revoke"),
                                            .to = office_call_path(call.id, "/late/" + token.id.str() + "/revocation"),
                                            .csrf = web::stamp(request),
                                            .weight = Weight::danger,
                                            .about = token.named});
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

/// Whom a token can be made for, by name.
std::vector<view::Option> organisations_of(Reader& reader, const Call& call) {
  auto ids = may_be_let_in(reader, call.id);
  std::vector<view::Option> options;
  for (const auto& [id, name] : people::names_of_organisations(reader, ids)) options.push_back({id.str(), name});
  std::ranges::sort(options, {}, [](const view::Option& option) { return sort_key(option.text); });
  options.insert(options.begin(), {"", tr("whoever holds it")});
  return options;
}

std::vector<view::Field> fields_of(const Call& call, const web::Form& form, Instant now, std::string_view zone,
                                   std::vector<view::Option> organisations) {
  std::vector<view::Option> past;
  for (auto cut_off = call.cut_offs.rbegin(); cut_off != call.cut_offs.rend(); ++cut_off)
    if (cut_off->at < now) past.push_back({cut_off->id.str(), date_time(cut_off->at, zone)});
  auto fields = web::with_values({{.name = "cut_off",
                                   .label = tr("Cut-off that was missed"),
                                   .input = Input::select,
                                   .required = true,
                                   .options = past},
                                  {.name = "organisation",
                                   .label = tr("Lets in only dossiers of"),
                                   .input = Input::select,
                                   .hint = tr("Those that have a draft in this call. Anybody else who holds the token "
                                              "is refused."),
                                   .options = std::move(organisations),
                                   .depends = true},
                                  {.name = "named",
                                   .label = tr("For whom"),
                                   .hint = tr("The person or organisation whom you let in."),
                                   .required = true},
                                  {.name = "reason",
                                   .label = tr("Why"),
                                   .hint = tr("On one line; everybody who judges may read it."),
                                   .required = true}},
                                 form);
  add_moment(fields,
             {.name = "expires_at",
              .label = tr("Can be used until"),
              .value = std::string(form.value("expires_at")),
              .required = true},
             "expires_at_offset", std::string(form.value("expires_at_offset")), zone);
  return fields;
}

Response late_page(Request& request, const Call& call, const std::string& zone, const web::Form& form,
                   int status = 200) {
  auto now = request.site.clock().now();
  std::vector<view::Link> above{{tr("The calls"), html::path("/office/calls")}, {call.name.text(), call_path(call)}};
  auto fields = fields_of(call, form, now, zone, organisations_of(*request.site.db().reader(), call));
  bool nobody_is_late = fields.front().options.empty();
  auto issue_post = nobody_is_late
                        ? view::note(tr("No cut-off of this call is past: nobody is late."))
                        : view::form({.action = office_call_path(call.id, "/late"), .csrf = web::stamp(request)},
                                     fields, form.problems, view::submit({.text = tr("Make a late token")}));
  auto content = view::breadcrumbs(above, tr("Late tokens")) +
                 view::heading({.title = tr("Late tokens"),
                                .lead = tr("A late token lets one applicant file for a cut-off that is past. Who, why "
                                           "and until when stays on record.")}) +
                 view::section(tr("Let somebody in"), {issue_post}) +
                 view::section(tr("Made so far"), {list_tokens(request, call, zone)});
  return web::page(request, tr("Late tokens"), content, status);
}

Response made(Request& request, const Call& call, const IssuedLateToken& issued) {
  auto content = view::heading({.title = tr("Late tokens"), .eyebrow = call.name.text()}) +
                 view::callout(view::Tone::good, tr("The late token for {1} is made.", issued.token.named),
                               {el("p", {}, {tr("Copy it now and send it: it is shown only once.")}),
                                el("p", {}, {el("code", {}, {issued.secret})})}) +
                 view::actions({view::button(view::Action{
                     tr("I have copied it"), office_call_path(call.id, "/late"), Weight::primary, {}, {}})});
  return web::page(request, tr("Late tokens"), content).with("cache-control", "no-store");
}

Response issue_post(Request& request, const std::string& zone) {
  auto call = call_at_tokens(request);
  if (!call) return web::error_page(request, call.error());
  TypedToken typed;
  auto form = web::read_form(request, typed);
  std::optional<Instant> expires;
  if (auto at = moment_of(typed.expires_at, typed.expires_at_offset, zone))
    expires = *at;
  else if (form.problem("expires_at") == nullptr)
    form.problems.push_back(
        {"expires_at", typed.expires_at.empty() ? say("Give a moment that is still to come.") : at.error().message});
  NewLateToken wanted{CutOffId{typed.cut_off.value_or(0)}, typed.named, typed.reason,
                      expires.value_or(request.op().now), OrganisationId{typed.organisation.value_or(0)}};
  if (!form.problems.empty()) {
    for (auto& problem : problems_of(wanted, request.op().now))
      if (form.problem(problem.where) == nullptr) form.problems.push_back(std::move(problem));
    return late_page(request, *call, zone, form, 400);
  }
  auto issued = issue_late_token(request.op(), call->id, wanted);
  if (issued) return made(request, *call, *issued);
  if (!web::told_on(form, issued.error())) return web::error_page(request, issued.error());
  return late_page(request, *call, zone, form, web::http_status(issued.error().code));
}

Response revoke_post(Request& request) {
  auto call = request.id<CallId>("id");
  if (!call) return web::error_page(request, call.error());
  auto token = request.id<LateTokenId>("token");
  if (!token) return web::error_page(request, token.error());
  auto done = revoke_late_token(request.op(), *call, *token);
  return done ? web::see_other(request, office_call_path(*call, "/late"),
                               say("The late token lets nothing in any more."))
              : web::error_page(request, done.error());
}

}  // namespace

void mount_late_pages(web::Router& router, const Foundations& house) {
  auto zone = house.region.region.zone;
  router.get("/office/calls/{id}/late", kOffice, [zone](Request& r) {
    auto call = call_at_tokens(r);
    return call ? late_page(r, *call, zone, {}) : web::error_page(r, call.error());
  });
  router.post("/office/calls/{id}/late", kOffice, [zone](Request& r) { return issue_post(r, zone); });
  router.post("/office/calls/{id}/late/{token}/revocation", kOffice, [](Request& r) { return revoke_post(r); });
}

}  // namespace couloir::calls
