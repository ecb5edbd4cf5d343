// The first page: for visitors what couloir is and what is open now; for persons the first screen of their role.
#include "html/picture.h"
#include "http/cookie.h"
#include "people/lab.h"
#include "people/person.h"
#include "reception/mount.h"
#include "reception/open_now.h"
#include "reception/page_kit.h"
#include "reception/wording.h"

namespace couloir::reception {

using html::el;
using html::path;
using web::Request;
using web::Response;

namespace {

/// Where somebody starts: the first entry of the navigation that is there for one of her roles, not for all.
std::optional<std::string_view> first_screen(const Request& request) {
  for (const auto& entry : request.site.router().nav_entries())
    if (entry.who.roles.meets(request.actor().roles)) return entry.path;
  return std::nullopt;
}

view::Lane the_three_stations() {
  view::Lane lane;
  lane.stations = {{.name = view::station_name(0),
                    .open = {tr("Choose the use case that is worth it"), tr("Know its class under the AI Act"),
                             tr("Find a lab that sponsors it")}},
                   {.name = view::station_name(1),
                    .open = {tr("Write the intent note together"), tr("File before the cut-off"),
                             tr("Meet engineers at the AI Week")}},
                   {.name = view::station_name(2),
                    .open = {tr("Run where your data may be"), tr("Measure before and after"),
                             tr("Keep the know-how in your team")}}};
  return lane;
}

Html numbers(const std::vector<people::Lab>& labs) {
  auto active = std::ranges::count_if(labs, [](const auto& l) { return l.status.active; });
  auto confirmed = std::ranges::count_if(
      labs, [](const auto& l) { return l.status.active && l.status.membership == people::LabMembership::confirmed; });
  std::vector<view::Stat> stats{
      {.label = tr("Labs in the register"), .value = number(std::int64_t{active}), .to = path("/labs")},
      {.label = tr("Whose membership is confirmed"),
       .value = number(std::int64_t{confirmed}),
       .note = tr("The others may not sponsor until the office confirms them.")}};
  return view::stats(stats);
}

/// What is open stands under “Open now” and nothing else does; what is to come and what is over, each under its name.
Html openings(const FrontDesk& desk, Reader& reader, Instant now) {
  auto today = day_in(now, desk.pack.region.zone);
  auto all = desk.calls ? desk.calls(reader, now) : std::vector<OpeningCard>();
  all.push_back(edition_card(desk.pack, today));
  auto those = [&](Opening wanted) {
    std::vector<view::Card> cards;
    for (const auto& [opening, card] : all)
      if (opening == wanted) cards.push_back(card);
    return cards;
  };
  auto open = those(Opening::open), coming = those(Opening::to_come), over = those(Opening::closed);
  auto section = [](const std::string& title, const std::vector<view::Card>& cards, std::string_view id) {
    return cards.empty() ? Html() : view::section(title, {view::cards(cards)}, id);
  };
  return (open.empty() ? view::section(tr("Open now"), {view::note(tr("Nothing is open today."))}, "open")
                       : section(tr("Open now"), open, "open")) +
         section(tr("Coming next"), coming, "coming") + section(tr("Closed"), over, "closed");
}

Response visitors_home(Request& request, const FrontDesk& desk) {
  auto reader = request.site.db().reader();
  auto buttons = view::button(view::Action{.text = tr("Create an account"),
                                           .to = path("/register"),
                                           .weight = view::Weight::primary,
                                           .icon = view::Icon::arrow}) +
                 view::button(view::Action{.text = tr("Log in"), .to = path("/login")});
  auto content =
      view::hero(
          {.title = tr("From an idea to AI that runs, in {1}", desk.pack.region.name.text()),
           .lead = tr(
               "couloir takes the use case of a company, a studio or a lab through the cluster: what to start with, "
               "which lab, which engineers, which machines. Each step says what is done, what is missing and by when."),
           .eyebrow = desk.pack.region.cluster.text() + " · " + desk.pack.region.cluster_full_name.text(),
           .actions = buttons}) +
      view::section(tr("One lane, three stations"), {view::lane(the_three_stations())}) +
      openings(desk, *reader, request.site.clock().now()) +
      view::section(tr("The labs"), {numbers(people::all_labs(*reader))}, {},
                    view::button(view::Action{.text = tr("See the register"), .to = path("/labs")}));
  return web::page(request, tr("Home"), content);
}

/// For roles whose rooms are not built yet: says so, and what works today.
Response place_of(Request& request) {
  auto asked = request.visit.asked;
  auto content = view::heading({.title = tr("Hello {1}", request.visit.name)});
  if (!asked.empty())
    content +=
        view::callout(view::Tone::info, tr("The office has your request: {1}.", words(asked)),
                      {el("p", {}, {tr("You will get a mail once it is granted. Nothing more is needed from you.")})});
  if (!request.actor().roles.empty())
    content += view::empty_state(tr("Your room is not open yet"),
                                 tr("Your role is granted ({1}), but the pages made for it come with a later version. "
                                    "Until then you can read the register of labs and look after your account.",
                                    words(request.actor().roles)));
  content += view::actions({view::button(view::Action{.text = tr("Labs"), .to = path("/labs")}),
                            view::button(view::Action{.text = tr("My account"), .to = path("/account")})});
  return web::page(request, tr("Your place"), content);
}

Response home(Request& request, const FrontDesk& desk) {
  if (!request.actor().logged_in()) return visitors_home(request, desk);
  if (request.visit.newcomer()) return web::see_other(request, path("/welcome"));
  if (auto screen = first_screen(request)) return web::see_other(request, path(*screen));
  return place_of(request);
}

/// "fr.dark": what a visitor chose; kept a year.
void keep_choices(Request& request, Response& response, std::optional<Lang> lang, std::optional<people::Theme> theme) {
  auto chosen = lang.value_or(request.lang);
  auto kept = http::cookie_of(request.raw, web::kChoicesCookie, request.raw.secure).value_or("");
  auto look = theme.value_or(
      from_name<people::Theme>(kept.substr(std::min<std::size_t>(3, kept.size()))).value_or(people::Theme::system));
  http::Cookie cookie{.name = std::string(web::kChoicesCookie),
                      .value = std::string(name_of(chosen)) + "." + std::string(name_of(look)),
                      .secure = request.raw.secure};
  cookie.max_age = std::chrono::hours(24 * 365);
  response.with("set-cookie", http::set_cookie(cookie));
}

Response choose(Request& request) {
  auto lang = from_name<Lang>(request.filled("lang"));
  auto theme = from_name<people::Theme>(request.filled("theme"));
  auto response = web::see_other(request, html::local(request.filled("back")));
  if (!request.actor().logged_in()) {
    keep_choices(request, response, lang, theme);
    return response;
  }
  auto chosen = lang ? people::choose_language(request.op(), *lang) : Result<void>();
  if (chosen && theme) chosen = people::choose_theme(request.op(), *theme);
  return chosen ? std::move(response) : web::error_page(request, chosen.error());
}

}  // namespace

void mount_home_pages(web::Router& router, const FrontDesk& desk) {
  router.get("/", web::kEveryone, [desk](Request& r) { return home(r, desk); }).also_for_newcomers();
  router.post("/preferences", web::kEveryone, choose).also_for_newcomers();
}

}  // namespace couloir::reception
