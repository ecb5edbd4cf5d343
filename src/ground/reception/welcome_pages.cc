// The one first question of a newcomer, and for those who sponsor: which lab.
#include "people/lab.h"
#include "reception/mount.h"
#include "reception/page_kit.h"
#include "reception/wording.h"

namespace couloir::reception {

using html::path;
using people::FirstAnswer;
using web::Request;
using web::Response;

namespace {

struct Choice {
  FirstAnswer answer;
  std::string_view title, text;
};
constexpr std::array<Choice, 4> kChoices{{
    {FirstAnswer::carry, _t("I carry a use case"),
     _t("You work in a company, a studio or a public body, and something there could go better with AI. You can start "
        "right away.")},
    {FirstAnswer::sponsor, _t("I sponsor"),
     _t("You speak for a lab of the cluster and want to see the requests that fit it. The office confirms you.")},
    {FirstAnswer::host, _t("I host"),
     _t("You open your doors during the AI Week and fill a room. The office confirms you.")},
    {FirstAnswer::steer, _t("I steer"),
     _t("You sit on the committee that shares out the engineers’ time. The office confirms you.")},
}};

Response question(Request& request) {
  std::vector<view::Card> cards;
  for (const auto& choice : kChoices)
    cards.push_back({.title = tr(choice.title),
                     .body = html::el("p", {}, {tr(choice.text)}),
                     .foot = view::button(view::Post{.text = tr("This is me"),
                                                     .to = path("/welcome"),
                                                     .csrf = web::stamp(request),
                                                     .about = tr(choice.title),
                                                     .values = {{"answer", std::string(name_of(choice.answer))}}}),
                     .level = 2});
  auto content = view::heading({.title = tr("Hello {1}, what brings you here?", request.visit.name),
                                .lead = tr("One answer is enough to start; you can take on more roles later.")}) +
                 view::cards(cards);
  return web::page(request, tr("Welcome"), content);
}

Response next_of(Request& request, FirstAnswer answer) {
  switch (answer) {
    case FirstAnswer::carry:
      return web::see_other(request, path("/organisations/new"), say("Welcome. First, the organisation you work for."));
    case FirstAnswer::sponsor:
      return web::see_other(request, path("/welcome/lab"));
    case FirstAnswer::host:
    case FirstAnswer::steer:
      return web::see_other(request, path("/"), say("The office has your request and will answer by mail."));
  }
  return {};
}

Response answered(Request& request) {
  auto answer = from_name<FirstAnswer>(request.filled("answer"));
  if (!answer) return web::error_page(request, Error::invalid(say("Choose one of the four answers.")));
  auto done = people::answer_first_question(request.op(), *answer);
  return done ? next_of(request, *answer) : web::error_page(request, done.error());
}

Response which_lab(Request& request, const web::Form& form) {
  std::vector<view::Option> labs{{"", tr("Choose a lab"), {}}};
  for (const auto& lab : people::all_labs(*request.site.db().reader()))
    if (lab.status.active) labs.push_back({lab.id.str(), lab.profile.name.text(), {}});
  std::vector<view::Field> fields{
      {.name = "lab", .label = tr("Lab"), .input = view::Input::select, .required = true, .options = labs}};
  auto content =
      view::heading({.title = tr("Which lab do you speak for?"),
                     .lead = tr("The office checks with the lab, then you see the requests that fit it.")}) +
      view::form({.action = path("/welcome/lab"), .csrf = web::stamp(request)}, fields, form.problems,
                 view::submit({.text = tr("Ask the office")})) +
      view::help(
          tr("My lab is not in the list"),
          {html::el(
               "p", {},
               {tr("Go on without it: the office has your request for the role and will ask you which lab it is.")}),
           view::link({tr("Continue"), path("/")})});
  return web::page(request, tr("Which lab do you speak for?"), content, status_of(form));
}

Response ask_for_lab(Request& request) {
  auto id = web::id_of_text(request.filled("lab"));
  if (!id) return which_lab(request, {{}, {{"lab", say("Choose the lab.")}}});
  auto done = people::ask_to_speak_for(request.op(), LabId{*id});
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, path("/"), say("The office has your request and will answer by mail."));
}

}  // namespace

void mount_welcome_pages(web::Router& router, const FrontDesk&) {
  router.get("/welcome", web::kLoggedIn, question).also_for_newcomers();
  router.post("/welcome", web::kLoggedIn, answered).also_for_newcomers();
  router.get("/welcome/lab", web::kLoggedIn, [](Request& r) { return which_lab(r, {}); }).also_for_newcomers();
  router.post("/welcome/lab", web::kLoggedIn, ask_for_lab).also_for_newcomers();
}

}  // namespace couloir::reception
