// Where reviewers and the committee say how they stand to the parties of a call, before they read anything of it.
#include <algorithm>

#include "calls/call_store.h"
#include "calls/call_views.h"
#include "calls/link.h"
#include "calls/pages.h"
#include "calls/review_views.h"
#include "region/written.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using namespace review_view;
using html::el;
using html::Html;
using web::Request;
using web::Response;

Response links_page(const region::Pack& pack, Request& request, const Call& call, const std::vector<Declared>& listed,
                    const web::Form& form, int status) {
  view::Table table{
      .caption = tr("Parties of this call"),
      .caption_hidden = true,
      .columns = {{tr("Name")}, {tr("Town")}, {tr("I have a link")}, {tr("In a few words, which")}, {tr("State")}},
      .empty = view::empty_state(tr("No party yet"), tr("Names appear here once dossiers are filed."))};
  bool typed = !form.values.empty();
  Html problems;
  for (const auto& d : listed) {
    auto why_name = "why/" + d.party.key;
    bool stands = d.linked.value_or(false);  // the office alone takes it back
    bool linked = typed ? form.has("linked", d.party.key) || stands : stands;
    auto why = typed ? std::string(form.value(why_name)) : d.why;
    const auto* wrong = form.problem(why_name);
    if (wrong) problems += el("li", {}, {d.party.name + " : " + tr(*wrong)});
    Html tick = el("input", {{"type", "checkbox"},
                             {"name", "linked"},
                             {"value", d.party.key},
                             {"aria-label", tr("I have a link with {1}", d.party.name)},
                             {"checked", linked || d.by_account},
                             {"disabled", stands}}) +
                (stands ? view::hidden("linked", d.party.key) : Html());
    Html words = el("input", {{"type", "text"},
                              {"name", why_name},
                              {"value", why},
                              {"maxlength", std::int64_t{kLongestWhy}},
                              {"aria-label", tr("Which link with {1}", d.party.name)},
                              {"aria-invalid", wrong ? std::string_view("true") : std::string_view("false")}});
    Html state = d.by_account ? view::tag(tr("your account says so"), view::Tone::warn)
                 : !d.linked  ? view::tag(tr("to declare"), view::Tone::accent)
                 : *d.linked  ? view::tag(tr("linked"), view::Tone::warn)
                              : view::tag(tr("no link"), view::Tone::good);
    table.rows.push_back(
        {{html::text(d.party.name), html::text(region::town_name(pack, d.party.town)),
          view::hidden("party", d.party.key) + (d.by_account ? Html() : tick), d.by_account ? Html() : words, state},
         {},
         !d.linked && !d.by_account});
  }
  auto title = tr("Links with the parties");
  std::vector<view::Link> above{{tr("Reviews"), html::path("/reviews")}};
  Html body = view::table(table);
  if (!listed.empty())
    body = view::form({.action = call_path(call, "/links"), .csrf = web::stamp(request), .label = title},
                      {problems.empty() ? Html()
                                        : view::callout(view::Tone::bad, tr("Some answers need another look."),
                                                        {el("ul", {}, {problems})}),
                       body, view::button_row({view::submit({.text = tr("I declare these links and no other")})})});
  return web::page(
      request, title,
      view::breadcrumbs(above, title) +
          view::heading(
              {.title = title,
               .lead =
                   tr("Who is concerned by the dossiers of this call, by name. Tick those you work, publish, own or "
                      "live with, or have within three years. A dossier of such a party is then not there for you."),
               .eyebrow = call.name.text()}) +
          view::help(
              tr("What is a link?"),
              {el("p", {},
                  {tr("Employment, shares, joint papers or contracts, family, friendship or quarrel: whatever would "
                      "make a stranger doubt your judgement. When in doubt, tick. The office alone reads why.")})}) +
          body,
      status);
}

Result<Call> open_call(Reader& reader, const Request& request) {
  auto call = find_call_by_code(reader, request.at("code"));
  if (!call || call->state == CallState::draft) return Error::not_found(say("There is no such call."));
  return *std::move(call);
}

Response show_links(const region::Pack& pack, Request& request) {
  auto reader = request.site.db().reader();
  auto call = open_call(*reader, request);
  if (!call) return web::error_page(request, call.error());
  return links_page(pack, request, *call, declarations_of(*reader, request.actor(), call->id), {}, 200);
}

Response post_links(const region::Pack& pack, Request& request) {
  auto call = open_call(*request.site.db().reader(), request);
  if (!call) return web::error_page(request, call.error());
  auto linked = all_filled(request, "linked");
  std::vector<LinkGiven> given;
  for (auto& party : all_filled(request, "party")) {
    bool ticked = std::ranges::find(linked, party) != linked.end();
    auto why = std::string(request.filled("why/" + party));
    given.push_back({std::move(party), ticked, std::move(why)});
  }
  auto done = declare_links(request.op(), call->id, given);
  if (done) return web::see_other(request, html::path("/reviews"), say("Your links are declared."));
  if (done.error().code != Code::invalid) return web::error_page(request, done.error());
  auto listed = declarations_of(*request.site.db().reader(), request.actor(), call->id);
  return links_page(pack, request, *call, listed, {request.form, done.error().problems}, 400);
}

}  // namespace

void mount_link_pages(web::Router& router, const Foundations& house) {
  const auto& pack = house.region;
  constexpr std::uint64_t kLinksLimit = 2 << 20;  // one line a party; a large call has thousands
  router.get("/calls/{code}/links", kDeclaring, [&pack](Request& r) { return show_links(pack, r); })
      .post("/calls/{code}/links", kDeclaring, [&pack](Request& r) { return post_links(pack, r); }, kLinksLimit);
}

}  // namespace couloir::calls
