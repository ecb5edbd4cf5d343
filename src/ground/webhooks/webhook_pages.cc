// The office's pages on webhooks: which there are and how they fare, one of them, the form, the secret shown once.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "html/form.h"
#include "html/table.h"
#include "people/person.h"
#include "web/filled.h"
#include "web/request.h"
#include "webhooks/mount.h"
#include "webhooks/signature.h"
#include "webhooks/views.h"
#include "webhooks/wake.h"

namespace couloir::webhooks {
namespace {

using html::el;
using html::Html;
using html::path;
using view::Weight;
using web::Request;
using web::Response;

constexpr std::string_view kHome = "/office/webhooks";
constexpr std::size_t kShownAddress = 60;  // characters

std::vector<view::Link> above() { return {{tr("Office"), path("/office")}, {tr("Webhooks"), path(kHome)}}; }

std::string when(const Request& request, Instant instant) { return date_time(instant, request.site.config().timezone); }

Html signature_help() {
  return view::help(
      tr("How does the receiver know that couloir wrote?"),
      {el("p", {},
          {tr("Each delivery bears the header Couloir-Signature: the time and an HMAC-SHA256 of time, full stop "
              "and body under the webhook’s secret. In Python it is checked like this:")}),
       el("pre", {{"tabindex", "0"}}, {el("code", {}, {kVerifyInPython})}),
       el("p", {},
          {tr("Events carry numbers and states, never a name; the receiver reads the rest from the API with its "
              "own token. They come in order, now and then twice: keep the highest seq and pass over what is "
              "not above it.")})});
}

// ── the list ──

Response list_page(Request& request) {
  auto rows = all_webhooks(*request.site.db().reader());
  auto add = view::button(view::Action{.text = tr("New webhook"),
                                       .to = path("/office/webhooks/new"),
                                       .weight = Weight::primary,
                                       .icon = view::Icon::plus});
  view::Table table{
      .caption = tr("Webhooks"),
      .caption_hidden = true,
      .columns = {{tr("Address")}, {tr("Receives")}, {tr("State")}, {tr("Last delivery")}, {tr("Last problem")}},
      .empty = view::empty_state(
          tr("No webhook yet"),
          tr("A webhook tells another system what happens here, seconds later: the information system of a laboratory, "
             "or a chat of the team. Give it an https address; couloir signs what it sends and repeats it until it "
             "arrives."))};
  for (const auto& w : rows) {
    auto problem = problem_words(w.last);
    table.rows.push_back(
        {{view::link({shortened(w.url, kShownAddress), webhook_path(w.id)}), html::text(join_words(w.families)),
          state_tag(w), html::text(w.delivered_at ? when(request, *w.delivered_at) : trc("delivery", "none yet")),
          problem.empty() ? view::muted(tr("none")) : html::text(problem)}});
  }
  auto content = view::heading({.title = tr("Webhooks"),
                                .lead = tr("Other systems that are told what happens on couloir."),
                                .eyebrow = tr("Office"),
                                .actions = add}) +
                 view::table(table) + signature_help();
  return web::page(request, tr("Webhooks"), content);
}

// ── the form ──

std::vector<view::Field> fields_of(const Webhooks& all, const web::Form& form) {
  view::Field families{.name = "families", .label = tr("Receives"), .input = view::Input::ticks, .required = true};
  for (const auto& f : all.families()) families.options.push_back({f.name, tr(f.about), f.name});
  for (const auto& v : form.values)
    if (v.name == "families") families.values.push_back(v.value);
  return {{.name = "url",
           .label = tr("Address"),
           .input = view::Input::url,
           .value = std::string(form.value("url")),
           .hint = tr("https://, on port 443 or 8443, where everybody on the Internet could reach it."),
           .required = true,
           .max_length = 500},
          families};
}

Response form_page(Request& request, const Webhooks& all, const std::optional<Webhook>& webhook, const web::Form& form,
                   int status = 200) {
  auto title = webhook ? tr("Change the webhook") : tr("New webhook");
  auto to = webhook ? webhook_path(webhook->id, "/edit") : path("/office/webhooks/new");
  auto version = view::field(
      {.name = "version", .input = view::Input::hidden, .value = std::to_string(webhook ? webhook->version : 0)});
  auto fields = fields_of(all, form);
  auto buttons =
      version + view::submit({.text = webhook ? tr("Save") : tr("Make the webhook")}) +
      view::button(view::Action{
          .text = tr("Back"), .to = webhook ? webhook_path(webhook->id) : path(kHome), .weight = Weight::quiet});
  auto content = view::heading({.title = title, .eyebrow = tr("Webhooks")}) +
                 view::form({.action = to, .csrf = web::stamp(request)}, fields, form.problems, buttons);
  return web::page(request, title, content, status);
}

Response secret_page(Request& request, const Issued& issued) {
  auto content =
      view::heading({.title = tr("The secret of the webhook"), .eyebrow = tr("Webhooks")}) +
      view::callout(view::Tone::good, tr("Give it to the receiver now: it is shown only once."),
                    {el("p", {}, {el("code", {}, {issued.secret})})}) +
      view::actions({view::button(view::Action{
          .text = tr("I have copied it"), .to = webhook_path(issued.webhook.id), .weight = Weight::primary})}) +
      signature_help();
  return web::page(request, tr("The secret of the webhook"), content);
}

Response add(const Webhooks& all, Request& request) {
  WebhookFacts facts;
  auto form = web::read_form(request, facts);
  if (!form.problems.empty()) return form_page(request, all, {}, form, 400);
  auto issued = all.add(request.op(), facts);
  if (issued) return secret_page(request, *issued);
  if (!web::told_on(form, issued.error())) return web::error_page(request, issued.error());
  return form_page(request, all, {}, form, web::http_status(issued.error().code));
}

Result<Webhook> asked(Reader& db, const Request& request) {
  TRY_LET(auto id, request.id<WebhookId>("id"));
  auto webhook = find_webhook(db, id);
  if (!webhook) return no_such_webhook();
  return *webhook;
}

Response edit_page(const Webhooks& all, Request& request) {
  auto webhook = asked(*request.site.db().reader(), request);
  if (!webhook) return web::error_page(request, webhook.error());
  WebhookFacts facts{webhook->url, webhook->families};
  return form_page(request, all, *webhook, web::form_of(facts));
}

Response edit(const Webhooks& all, Request& request) {
  auto webhook = asked(*request.site.db().reader(), request);
  if (!webhook) return web::error_page(request, webhook.error());
  WebhookFacts facts;
  auto form = web::read_form(request, facts);
  if (!form.problems.empty()) return form_page(request, all, *webhook, form, 400);
  auto edited = all.edit(request.op(), webhook->id, web::version_in(request), facts);
  if (edited) return web::see_other(request, webhook_path(webhook->id), say("The webhook is changed."));
  if (!web::told_on(form, edited.error())) return web::error_page(request, edited.error());
  return form_page(request, all, *webhook, form, web::http_status(edited.error().code));
}

// ── one webhook ──

Html act(Request& request, const Webhook& w, std::string text, std::string_view below, Weight weight) {
  return view::button(view::Post{
      .text = std::move(text), .to = webhook_path(w.id, below), .csrf = web::stamp(request), .weight = weight});
}

Html test_panel(Request& request, Reader& db, const Webhook& w) {
  bool under_way = is_alive(db, w.test_job);
  auto outcome =
      under_way
          ? view::callout(
                view::Tone::info, tr("A test is on its way."),
                {view::actions({view::button(view::Action{.text = tr("Look again"), .to = webhook_path(w.id, {})})})})
      : !w.tested_at ? view::note(tr("No test was sent yet."))
      : w.test.trouble
          ? view::callout(view::Tone::bad, tr("The test of {1} did not arrive.", when(request, *w.tested_at)),
                          {el("p", {}, {problem_words(w.test)})})
          : view::callout(view::Tone::good, tr("The test of {1} arrived.", when(request, *w.tested_at)));
  return view::section(
      tr("Test"),
      {el("p", {}, {tr("A test is one event named webhook.ping, with the seq 0.")}), outcome,
       view::actions({under_way ? Html() : act(request, w, tr("Send a test"), "/test", Weight::secondary)})});
}

Html replay_panel(Request& request, const Webhook& w, const web::Form& form) {
  std::vector<view::Field> fields{{.name = "from",
                                   .label = tr("From event number"),
                                   .input = view::Input::integer,
                                   .value = std::string(form.value("from")),
                                   .hint = tr("The seq of the first event that the receiver needs again."),
                                   .required = true,
                                   .width = view::Width::brief,
                                   .min = "1"}};
  return view::section(
      tr("Send again"),
      {view::form({.action = webhook_path(w.id, "/replay"), .csrf = web::stamp(request), .ask_before_leaving = false},
                  fields, form.problems, view::submit({.text = tr("Send again"), .weight = Weight::secondary}))});
}

Html facts_of(Request& request, Reader& db, const Webhook& w) {
  auto at = [&](const std::optional<Instant>& instant) {
    return instant ? html::text(when(request, *instant)) : view::muted(trc("delivery", "none yet"));
  };
  auto names = people::names_of_persons(db, {w.owner});
  auto owner = names.find(w.owner);
  auto problem = problem_words(w.last);
  std::vector<view::Fact> facts{
      {tr("Address"), html::text(w.url)},
      {tr("Receives"), html::text(join_words(w.families))},
      {tr("Owner"), html::text(owner != names.end() ? owner->second : tr("none: the administrators are told"))},
      {tr("Has everything up to event"), html::text(number(w.upto))},
      {tr("Last delivery"), at(w.delivered_at)},
      {tr("Last problem"), problem.empty() ? view::muted(tr("none")) : html::text(problem)}};
  if (auto job = w.failures > 0 && w.job ? journal::find_job(db, w.job) : std::nullopt)
    facts.push_back({tr("Next try"), html::text(when(request, job->run_at))});
  if (w.off_since) facts.push_back({tr("Off since"), html::text(when(request, *w.off_since))});
  return view::facts(facts);
}

Response show_page(Request& request, const web::Form& form = {}, int status = 200) {
  auto db = request.site.db().reader();
  auto w = asked(*db, request);
  if (!w) return web::error_page(request, w.error());
  auto change = view::button(view::Action{
      .text = tr("Change"), .to = webhook_path(w->id, "/edit"), .weight = Weight::secondary, .icon = view::Icon::edit});
  auto toggle = w->state == State::on ? act(request, *w, tr("Pause"), "/pause", Weight::secondary)
                                      : act(request, *w, tr("Switch on again"), "/resume", Weight::primary);
  auto off =
      w->state == State::off
          ? view::callout(view::Tone::bad, tr("couloir has switched this webhook off: its events did not arrive."),
                          {el("p", {}, {tr("Nothing is lost: mend the receiver, send a test, switch it on again.")})})
          : Html();
  auto title = tr("Webhook {1}", w->id.str());  // its address may be longer than a telephone is wide
  auto content = view::breadcrumbs(above(), title) +
                 view::heading({.title = title, .tags = state_tag(*w), .actions = toggle + change}) + off +
                 facts_of(request, *db, *w) + test_panel(request, *db, *w) + replay_panel(request, *w, form) +
                 view::section(tr("Secret and end"),
                               {view::actions({act(request, *w, tr("Renew the secret"), "/secret", Weight::secondary),
                                               view::button(view::Action{.text = tr("Remove"),
                                                                         .to = webhook_path(w->id, "/removal"),
                                                                         .weight = Weight::quiet,
                                                                         .icon = view::Icon::trash})})}) +
                 signature_help();
  return web::page(request, title, content, status);
}

Response removal_page(Request& request) {
  auto w = asked(*request.site.db().reader(), request);
  if (!w) return web::error_page(request, w.error());
  auto content = view::heading({.title = tr("Remove a webhook"), .eyebrow = tr("Webhooks")}) +
                 view::confirm({.title = tr("Remove this webhook?"),
                                .text = shortened(w->url, kShownAddress),
                                .consequences = {tr("Its receiver hears nothing more."),
                                                 tr("Its secret and its place in the journal are gone.")},
                                .act = act(request, *w, tr("Remove"), "/removal", Weight::danger),
                                .cancel = {.text = tr("Keep it"), .to = webhook_path(w->id, {})}});
  return web::page(request, tr("Remove a webhook"), content);
}

Response remove(const Webhooks& all, Request& request) {
  auto id = request.id<WebhookId>("id");
  if (!id) return web::error_page(request, id.error());
  auto removed = all.remove(request.op(), *id);
  return removed ? web::see_other(request, path(kHome), say("The webhook is removed."))
                 : web::error_page(request, removed.error());
}

Response renew_secret(const Webhooks& all, Request& request) {
  auto id = request.id<WebhookId>("id");
  if (!id) return web::error_page(request, id.error());
  auto issued = all.renew_secret(request.op(), *id);
  return issued ? secret_page(request, *issued) : web::error_page(request, issued.error());
}

Response replay(const Webhooks& all, Request& request) {
  auto id = request.id<WebhookId>("id");
  if (!id) return web::error_page(request, id.error());
  auto typed = request.filled("from");
  std::int64_t from = 0;  // what is no number is no event either
  std::from_chars(typed.data(), typed.data() + typed.size(), from);
  auto replayed = all.replay(request.op(), *id, from);
  if (replayed) return web::see_other(request, webhook_path(*id, {}), say("Events from there on are sent again."));
  web::Form form{{{"from", std::string(typed)}}, {}};
  if (!web::told_on(form, replayed.error())) return web::error_page(request, replayed.error());
  return show_page(request, form, web::http_status(replayed.error().code));
}

using Act = Result<Webhook> (Webhooks::*)(const Op&, WebhookId) const;
web::Handle acting(const Webhooks& all, Act act, std::string_view said) {
  return [&all, act, said](Request& request) {
    auto id = request.id<WebhookId>("id");
    if (!id) return web::error_page(request, id.error());
    auto done = (all.*act)(request.op(), *id);
    return done ? web::see_other(request, webhook_path(*id, {}), Sentence{std::string(said), {}})
                : web::error_page(request, done.error());
  };
}

}  // namespace

void mount_webhook_pages(web::Router& router, const Webhooks& all) {
  auto office = web::only({Role::office, Role::admin});
  router.get(std::string(kHome), office, list_page)
      .get("/office/webhooks/new", office, [&all](Request& r) { return form_page(r, all, {}, {}); })
      .post("/office/webhooks/new", office, [&all](Request& r) { return add(all, r); })
      .get("/office/webhooks/{id}", office, [](Request& r) { return show_page(r); })
      .get("/office/webhooks/{id}/edit", office, [&all](Request& r) { return edit_page(all, r); })
      .post("/office/webhooks/{id}/edit", office, [&all](Request& r) { return edit(all, r); })
      .get("/office/webhooks/{id}/removal", office, removal_page)
      .post("/office/webhooks/{id}/removal", office, [&all](Request& r) { return remove(all, r); })
      .post("/office/webhooks/{id}/secret", office, [&all](Request& r) { return renew_secret(all, r); })
      .post("/office/webhooks/{id}/replay", office, [&all](Request& r) { return replay(all, r); })
      .post("/office/webhooks/{id}/pause", office, acting(all, &Webhooks::pause, _t("The webhook is paused.")))
      .post("/office/webhooks/{id}/resume", office, acting(all, &Webhooks::resume, _t("The webhook is on again.")))
      .post("/office/webhooks/{id}/test", office, acting(all, &Webhooks::ask_test, _t("The test is on its way.")));
}

}  // namespace couloir::webhooks
