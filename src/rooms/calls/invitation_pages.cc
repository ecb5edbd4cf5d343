// Where a mailed invitation leads: who has an account accepts, who has none opens one there; and what an owner does
// with those that are open. What the page of a dossier shows of them is drawn in dossier_steps.cc.
#include "calls/call_store.h"
#include "calls/call_views.h"
#include "calls/dossier_views.h"
#include "calls/invitation.h"
#include "calls/pages.h"
#include "html/form.h"
#include "web/filled.h"
#include "web/mailed_link.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

html::Url invitation_path(const Request& request, std::string_view below = "") {
  return html::path(std::string(kInvitationPath) + std::string(request.at("token")) + std::string(below));
}

Response past_invitation(Request& request) {
  return web::dead_link_page(request, tr("This invitation no longer works"),
                             tr("It was used already, taken back, or is too old. Ask who invited you for a new one."));
}

Html decline_button(const Request& request) {
  return view::button(view::Post{.text = tr("Decline"),
                                 .to = invitation_path(request, "/refusal"),
                                 .csrf = web::stamp(request),
                                 .weight = Weight::quiet});
}

/// By who is logged in with the invited address.
Html accept_part(const Request& request) {
  return view::actions({view::button(view::Post{.text = tr("Take part"),
                                                .to = invitation_path(request),
                                                .csrf = web::stamp(request),
                                                .weight = Weight::primary,
                                                .icon = view::Icon::check}),
                        decline_button(request)});
}

Html log_in_part(const Request& request, const SeenInvitation& seen) {
  if (request.actor().logged_in())
    return view::callout(
        view::Tone::warn, tr("This invitation is for another address than that of your account."),
        {el("p", {}, {tr("It was sent to {1}. Log out, then follow the link again.", seen.invitation.email)})});
  return el("p", {},
            {tr("You have an account with {1}. Log in with it, and you come back here.", seen.invitation.email)}) +
         view::actions({view::button(view::Action{
                            .text = tr("Log in"),
                            .to = html::path(people::kLoginPath, {{"next", invitation_path(request).str()}}),
                            .weight = Weight::primary}),
                        decline_button(request)});
}

Html account_part(const Request& request, const web::Form& form) {
  auto fields = web::with_values({web::own_name_field(), web::new_password_field()}, form);
  return view::section(
      tr("Open your account"),
      {view::form({.action = invitation_path(request, "/account"), .csrf = web::stamp(request)}, fields, form.problems,
                  view::submit({.text = tr("Open my account and take part")})),
       el("p", {}, {view::link({tr("What we keep about you, and for how long"), html::path("/privacy")})}),
       view::actions({decline_button(request)})});
}

Response invitation_page(Request& request, const web::Form& form = {}, int status = 200, const Html& said = {}) {
  auto seen =
      seen_invitation(*request.site.db().reader(), request.actor(), request.at("token"), request.site.clock().now());
  if (!seen) return past_invitation(request);
  const auto& invitation = seen->invitation;
  auto title = tr("An invitation to a dossier");
  auto facts = view::facts(std::vector<view::Fact>{
      {tr("Invited by"), html::text(tr("{1} ({2})", seen->inviter, seen->organisation))},
      {tr("Call"), html::text(seen->call.text())},
      {tr("Your part"), html::text(label(invitation.part))},
      {tr("For"), html::text(invitation.email)},
      {tr("Until"), html::text(date_time(invitation.expires_at, request.site.config().timezone))}});
  Html answer =
      seen->waits ? view::callout(view::Tone::info, tr(seen->waits->message)) + view::actions({decline_button(request)})
      : seen->is_hers     ? accept_part(request)
      : seen->has_account ? log_in_part(request, *seen)
                          : account_part(request, form);
  return web::narrow_page(request, title,
                          view::heading({.title = title,
                                         .lead = tr("You will see this dossier with all that its applicants write in "
                                                    "it, and nothing else of theirs.")}) +
                              said + facts + answer,
                          status);
}

Response post_acceptance(Request& request) {
  auto accepted = accept_invitation(request.op(), request.at("token"));
  if (accepted) return web::see_other(request, dossier_path(*accepted), say("Welcome: you take part in this dossier."));
  if (accepted.error().code == Code::not_found) return past_invitation(request);
  return invitation_page(request, {}, web::http_status(accepted.error().code),
                         view::callout(view::Tone::bad, tr(accepted.error().message)));
}

Response post_account(people::LoginDesk& desk, Request& request) {
  web::Form form{request.form, {}};
  auto joined = join_by_invitation(request.op(), desk, request.at("token"), request.filled("name"), request.lang,
                                   request.filled("password"));
  if (joined) {
    auto next = joined->member ? dossier_path(joined->dossier).str() : invitation_path(request).str();
    return web::see_other(request, html::path(people::kLoginPath, {{"said", "password"}, {"next", next}}));
  }
  const auto& error = joined.error();
  if (error.code == Code::not_found) return past_invitation(request);
  form.problems = error.problems;
  auto said = error.problems.empty() ? view::callout(view::Tone::bad, tr(error.message)) : Html();
  return invitation_page(request, form, web::http_status(error.code), said);
}

Response post_refusal(Request& request) {
  if (auto declined = decline_invitation(request.op(), request.at("token")); !declined) return past_invitation(request);
  auto title = tr("You declined the invitation");
  return web::narrow_page(
      request, title,
      view::heading({.title = title, .lead = tr("The link works no more. Nothing was kept about you.")}) +
          view::actions({view::button(view::Action{.text = tr("Back to the start"), .to = html::path("/")})}));
}

Response post_revocation(Request& request) {
  auto id = request.id<DossierId>("id");
  auto invitation = request.id<InvitationId>("invitation");
  if (!id) return web::error_page(request, id.error());
  if (!invitation) return web::error_page(request, invitation.error());
  auto done = revoke_invitation(request.op(), *id, *invitation);
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, html::local("/dossiers/" + id->str() + "#people"),
                        say("The invitation is taken back: its link works no more."));
}

// ── by script ──

struct InvitationText {
  std::string email;
  Part part = Part::editor;
  Lang lang = Lang::fr;
};
void describe(Describer& d, InvitationText& i) {
  d.type("DossierInvitationEntry");
  d.field("email", i.email, text(3, 254));
  d.field("part", i.part, Rule{}.or_keep().doc(_t("reader, editor or signatory")));
  d.field("lang", i.lang, Rule{}.or_keep().doc(_t("Of the mail, when the address has no account here")));
}
struct InvitationView {
  InvitationId id;
  std::string email;
  Part part{};
  Instant invited_at, expires_at;
};
void describe(Describer& d, InvitationView& i) {
  d.type("DossierInvitation");
  d.field("id", i.id);
  d.field("email", i.email, text(3, 254));
  d.field("part", i.part);
  d.field("invited_at", i.invited_at);
  d.field("expires_at", i.expires_at);
}
struct TokenText {
  std::string token;
};
void describe(Describer& d, TokenText& t) {
  d.type("DossierInvitationToken");
  d.field("token", t.token, text(1, 100).doc(_t("The end of the mailed link")));
}
struct JoinedView {
  DossierId dossier;
};
void describe(Describer& d, JoinedView& j) {
  d.type("DossierJoined");
  d.field("dossier", j.dossier);
}

InvitationView invitation_view(const Invitation& i) { return {i.id, i.email, i.part, i.invited_at, i.expires_at}; }

using web::Answer;
using web::None;

Result<Answer<InvitationView>> invite(people::LoginDesk& desk, const std::string& zone, const web::Call& call,
                                      const InvitationText& i) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto invitation, invite_to_dossier(call.op, desk, zone, id, {i.email, i.part, i.lang}));
  return Answer<InvitationView>{invitation_view(invitation), 201};
}
Result<Answer<web::PageOf<InvitationView>>> list_invitations(const web::Call& call) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  auto reader = call.op.db.reader();
  TRY(owned_dossier(*reader, call.op.actor, id));
  web::PageOf<InvitationView> page;
  for (const auto& invitation : open_invitations(*reader, {id}, call.op.now))
    page.items.push_back(invitation_view(invitation));
  return Answer<web::PageOf<InvitationView>>{std::move(page)};
}
Result<Answer<None>> revoke(const web::Call& call) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto invitation, call.id<InvitationId>("invitation"));
  TRY(revoke_invitation(call.op, id, invitation));
  return Answer<None>{};
}
Result<Answer<JoinedView>> accept_by_token(const web::Call& call, const TokenText& t) {
  TRY_LET(auto dossier, accept_invitation(call.op, t.token));
  return Answer<JoinedView>{{dossier}, 200, {}, "/dossiers/" + dossier.str()};
}

}  // namespace

void mount_invitation_pages(web::Router& router, const Foundations& on) {
  const auto at = std::string(kInvitationPath) + "{token}";
  router.get(at, web::kEveryone, [](Request& r) { return invitation_page(r); })
      .post(at, web::kLoggedIn, post_acceptance)
      .post(at + "/account", web::kEveryone, [&desk = on.logins](Request& r) { return post_account(desk, r); })
      .post(at + "/refusal", web::kEveryone, post_refusal)
      .post("/dossiers/{id}/invitations/{invitation}/revocation", kDossierWriters, post_revocation);
}

void mount_invitation_api(web::Api& api, const Foundations& on) {
  using people::Scope;
  using web::Doc;
  using web::Method;
  const std::string of_dossier = "/dossiers/{id}/invitations";
  api.add<InvitationText, InvitationView>(
         Doc{Method::post, of_dossier, "dossier invite",
             _t("Invite somebody by an address; the answer never tells whether it is known"), kDossierWriters,
             Scope::calls_write},
         [&desk = on.logins, zone = on.region.region.zone](const web::Call& call, const InvitationText& i) {
           return invite(desk, zone, call, i);
         })
      .add<None, web::PageOf<InvitationView>>(
          Doc{Method::get, of_dossier, "dossier invitations", _t("Invitations that wait for an answer"),
              kDossierWriters, Scope::calls_read},
          [](const web::Call& call, const None&) { return list_invitations(call); })
      .add<None, None>(Doc{Method::remove, of_dossier + "/{invitation}", "dossier uninvite",
                           _t("Take an invitation back"), kDossierWriters, Scope::calls_write},
                       [](const web::Call& call, const None&) { return revoke(call); })
      .add<TokenText, JoinedView>(
          Doc{Method::post, "/dossiers/invitations/acceptance", "dossier join",
              _t("Accept an invitation that came by mail"), kDossierWriters, Scope::calls_write},
          accept_by_token);
}

}  // namespace couloir::calls
