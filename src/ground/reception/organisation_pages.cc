// Organisations: one's own, a new one by its SIRET, and the page of one with its establishments, teams, members and
// history. Editing the facts is in organisation_edit_pages.cc.
#include <algorithm>

#include "people/person.h"
#include "people/team.h"
#include "reception/mount.h"
#include "reception/organisation_form.h"
#include "reception/wording.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using people::Organisation;
using web::Request;
using web::Response;

namespace {

constexpr int kHistoryShown = 20;

/// Requests to join that wait; named by SIREN alone, since nothing else is told to who is not inside.
Html asked_to_join(Request& request) {
  if (!request.visit.organisation_asked) return {};
  auto lines = html::each(
      people::organisations_asked_by(*request.site.db().reader(), request.actor().person), [&](const auto& asked) {
        auto withdraw = view::button(view::Post{
            .text = tr("Withdraw"),
            .to = path("/organisations/" + asked.organisation.str() + "/members/" + request.actor().person.str()),
            .csrf = web::stamp(request),
            .weight = view::Weight::quiet,
            .about = asked.siren.display(),
            .values = {{"act", "decline"}}});
        return el("li", {}, {"SIREN ", asked.siren.display(), " ", withdraw});
      });
  return view::callout(view::Tone::info,
                       tr("You asked to join an organisation: one of its owners, or the office, answers."),
                       {el("ul", {html::cls("plain")}, {lines})});
}

Response my_organisations(Request& request) {
  view::Table table{
      .caption = tr("My organisations"),
      .caption_hidden = true,
      .columns = {{tr("Name")}, {"SIREN"}, {tr("Town")}},
      .empty = view::empty_state(
          tr("No organisation yet"),
          tr("A use case belongs to an organisation. Have the SIRET at hand: it is on every invoice."),
          view::button(view::Action{
              .text = tr("Add my organisation"), .to = path("/organisations/new"), .weight = view::Weight::primary}))};
  for (const auto& o : people::organisations_of(*request.site.db().reader(), request.actor().person))
    table.rows.push_back({{view::link({o.facts.name, below("/organisations", o.id.v)}), html::text(o.siren.display()),
                           html::text(o.facts.town)}});
  auto add = view::button(
      view::Action{.text = tr("Add an organisation"), .to = path("/organisations/new"), .icon = view::Icon::plus});
  auto content = view::heading({.title = tr("My organisations"), .actions = table.rows.empty() ? Html() : add}) +
                 asked_to_join(request) + view::table(table);
  return web::page(request, tr("My organisations"), content);
}

// ── a new one: first the SIRET, then the facts ──

struct NewBody {
  std::string siret, label, postcode, town_code;
  OrganisationBody facts;
};
void describe(Describer& d, NewBody& b) {
  d.type("NewOrganisation");
  d.field("siret", b.siret, text(0, 30));
  d.field("label", b.label, text(0, 200).or_keep());
  d.field("postcode", b.postcode, text(0, 12).or_keep());
  d.field("town_code", b.town_code, text(0, 12).or_keep());
  describe(d, b.facts);
}

std::vector<view::Step> entry_steps(bool has_siret) {
  return {{tr("SIRET"), has_siret ? view::Progressed::done : view::Progressed::now},
          {tr("Facts"), has_siret ? view::Progressed::now : view::Progressed::later}};
}

Response ask_siret(Request& request) {
  auto typed = std::string(request.asked("siret"));
  std::vector<Problem> problems;
  bool sent = std::ranges::any_of(request.query, [](const auto& q) { return q.name == "siret"; });
  if (sent && typed.empty()) problems.push_back({"siret", say("Write the SIRET of one establishment.")});
  if (!typed.empty()) problems.push_back({"siret", parse_siret(typed).error().message});
  std::vector<view::Field> fields{
      {.name = "siret",
       .label = "SIRET",
       .value = typed,
       .hint = tr("14 digits, on every invoice. It is checked here, without asking anybody."),
       .required = true,
       .width = view::Width::medium,
       .max_length = 20}};
  auto content =
      view::heading({.title = tr("Your organisation"),
                     .lead = tr("A company, a studio, an association or a public body: all have a SIRET.")}) +
      view::steps(entry_steps(false)) +
      view::form({.action = path("/organisations/new"), .method = view::Method::get}, fields, problems,
                 view::submit({.text = tr("Continue")}));
  return web::page(request, tr("Your organisation"), content, problems.empty() ? 200 : 400);
}

Response ask_facts(Request& request, const Siret& siret, const web::Form& form) {
  auto places = establishment_fields();
  auto identity = web::with_values(identity_fields(), form), size = web::with_values(size_fields(), form);
  auto address = web::with_values({places[1], places[2], places[3], places[4]}, form);
  std::vector<view::Field> all;
  for (const auto* group : {&identity, &size, &address}) all.insert(all.end(), group->begin(), group->end());
  auto group = [&](const std::string& legend, const std::string& hint, const std::vector<view::Field>& fields) {
    return view::fieldset(legend, hint, {view::fields(fields, form.problems)});
  };
  auto content =
      view::heading({.title = tr("Your organisation"),
                     .lead = tr("Only the name and the town are needed now. The rest makes the size, which decides "
                                "what you may apply for.")}) +
      view::steps(entry_steps(true)) +
      el("p", {}, {"SIRET ", el("strong", {}, {siret.display()}), " · ", tr("VAT"), " ", vat_of(siret.siren())}) +
      view::form({.action = path("/organisations"), .csrf = web::stamp(request), .label = tr("Your organisation")},
                 {view::error_summary(all, form.problems),
                  view::field({.name = "siret", .input = view::Input::hidden, .value = siret.str()}),
                  group(tr("Identity"), "", identity),
                  group(tr("Address"), tr("Of the establishment with this SIRET."), address),
                  group(tr("Size"), tr("What you do not know yet can wait."), size),
                  view::button_row({view::submit({.text = tr("Add the organisation")})})});
  return web::page(request, tr("Your organisation"), content, status_of(form));
}

Response show_new_organisation(Request& request) {
  auto siret = parse_siret(request.asked("siret"));
  return siret ? ask_facts(request, *siret, web::form_of(OrganisationBody{})) : ask_siret(request);
}

Response save_new_organisation(Request& request) {
  NewBody body;
  auto form = web::read_form(request, body);
  auto siret = parse_siret(body.siret);
  if (!siret) return web::error_page(request, siret.error());
  auto facts = facts_of(body.facts);
  if (!facts) web::told_on(form, facts.error());
  if (!form.problems.empty()) return ask_facts(request, *siret, form);
  auto added = people::add_organisation(request.op(), {*siret, *facts, body.label, body.postcode, body.town_code});
  if (added && request.actor().works_for(added->organisation))
    return web::see_other(request, below("/organisations", added->organisation.v),
                          say("You work for this organisation already."));
  if (added && added->standing == people::Standing::granted)
    return web::see_other(request, below("/organisations", added->organisation.v),
                          say("The organisation is added; you own its page. Next, write down its first use case."));
  if (added)
    return web::see_other(request, path("/organisations"),
                          say("This organisation is known here. One of its owners, or the office, will let you in."));
  if (!web::told_on(form, added.error())) return web::error_page(request, added.error());
  return ask_facts(request, *siret, form);
}

// ── one ──

struct Shown {
  Organisation organisation;
  bool may_edit, may_decide;
};

Html facts_panel(const Organisation& o) {
  std::vector<view::Fact> facts{{"SIREN", html::text(o.siren.display())}, {tr("VAT number"), html::text(o.vat())}};
  auto add = [&](std::string name, const std::string& value) {
    if (!value.empty()) facts.push_back({std::move(name), html::text(value)});
  };
  add(tr("Legal form"), o.facts.legal_form);
  if (o.facts.naf)
    facts.push_back({tr("Activity code (NAF)"), html::text(o.facts.naf->code + " · " + word(o.facts.naf->version))});
  add(tr("Town"), o.facts.town);
  if (!o.facts.website.empty())
    facts.push_back({tr("Website"), view::link({o.facts.website, html::external(o.facts.website)})});
  if (o.facts.size.head_count) add(tr("People"), number(*o.facts.size.head_count));
  if (o.facts.size.turnover) add(tr("Turnover"), euros(o.facts.size.turnover->cents));
  if (o.facts.size.balance_sheet) add(tr("Balance sheet total"), euros(o.facts.size.balance_sheet->cents));
  if (o.facts.size_year) add(tr("Year of these figures"), std::to_string(*o.facts.size_year));
  facts.push_back({tr("Size"), size_words(o.facts)});
  return view::panel(tr("Facts"), {view::facts(facts)}, "facts");
}

Html establishments_section(Request& request, Reader& db, const Shown& shown) {
  view::Table table{.caption = tr("Establishments"),
                    .caption_hidden = true,
                    .columns = {{tr("Establishment")}, {"SIRET"}, {tr("Town")}}};
  auto all = people::establishments_of(db, shown.organisation.id);
  for (const auto& e : all) {
    auto label = e.facts.label.empty() ? e.facts.town : e.facts.label;
    auto name = html::text(label.empty() ? e.facts.siret.display() : label) +
                (e.facts.head_office ? html::text(" ") + view::tag(tr("head office"), view::Tone::accent) : Html());
    auto acts = view::button(view::Action{.text = tr("Edit"),
                                          .to = below("/establishments", e.id.v, "/edit"),
                                          .weight = view::Weight::quiet,
                                          .icon = view::Icon::edit,
                                          .about = label});
    if (all.size() > 1)  // the last one stays
      acts = acts + view::button(view::Post{.text = tr("Remove"),
                                            .to = below("/establishments", e.id.v, "/removal"),
                                            .csrf = web::stamp(request),
                                            .weight = view::Weight::quiet,
                                            .icon = view::Icon::trash,
                                            .about = label});
    table.rows.push_back(
        {{name, html::text(e.facts.siret.display()), html::text(e.facts.postcode + " " + e.facts.town)},
         shown.may_edit ? acts : Html()});
  }
  auto add = view::button(view::Action{.text = tr("Add an establishment"),
                                       .to = below("/organisations", shown.organisation.id.v, "/establishments/new"),
                                       .icon = view::Icon::plus});
  return view::section(tr("Establishments"), {view::table(table)}, "establishments", shown.may_edit ? add : Html());
}

Html teams_section(Reader& db, const Shown& shown) {
  auto add = view::button(view::Action{.text = tr("Add a team"),
                                       .to = below("/organisations", shown.organisation.id.v, "/teams/new"),
                                       .icon = view::Icon::plus});
  view::Table table{
      .caption = tr("Teams"),
      .caption_hidden = true,
      .columns = {{tr("Team")}, {tr("People"), true}},
      .empty = view::empty_state(
          tr("No team yet"),
          tr("A team is the people whose work a use case touches. Training and skills are counted by team."))};
  for (const auto& t : people::teams_of(db, shown.organisation.id)) {
    auto edit = view::button(view::Action{.text = tr("Edit"),
                                          .to = below("/teams", t.id.v, "/edit"),
                                          .weight = view::Weight::quiet,
                                          .icon = view::Icon::edit,
                                          .about = t.facts.name});
    table.rows.push_back(
        {{html::text(t.facts.name), html::text(t.facts.head_count ? number(*t.facts.head_count) : tr("not known"))},
         shown.may_edit ? edit : Html()});
  }
  return view::section(tr("Teams"), {view::table(table)}, "teams", shown.may_edit ? add : Html());
}

Html member_buttons(Request& request, const people::MembershipRow& m) {
  auto one = [&](std::string text, std::string_view act, view::Weight weight) {
    return view::button(view::Post{.text = std::move(text),
                                   .to = path("/organisations/" + m.organisation.str() + "/members/" + m.person.str()),
                                   .csrf = web::stamp(request),
                                   .weight = weight,
                                   .about = m.person_name,
                                   .values = {{"act", std::string(act)}}});
  };
  if (m.standing == people::Standing::asked)
    return one(tr("Accept"), "accept", view::Weight::secondary) + one(tr("Decline"), "decline", view::Weight::quiet);
  auto change = m.membership == people::Membership::owner ? one(tr("Make a member"), "make_member", view::Weight::quiet)
                                                          : one(tr("Make an owner"), "make_owner", view::Weight::quiet);
  if (m.person == request.actor().person) return change;  // leaving has its own button
  return change + one(tr("Remove"), "remove", view::Weight::quiet);
}

Html members_section(Request& request, Reader& db, const Shown& shown) {
  view::Table table{.caption = tr("People who work here"),
                    .caption_hidden = true,
                    .columns = {{tr("Name")}, {tr("E-mail")}, {tr("Here as")}}};
  bool inside = false;
  for (const auto& m : people::members_of(db, shown.organisation.id)) {
    bool self = m.person == request.actor().person;
    inside |= self && m.standing == people::Standing::granted;
    auto as = m.standing == people::Standing::asked
                  ? view::tag(tr("asks to join"), view::Tone::accent, view::Icon::clock)
                  : html::text(word(m.membership));
    table.rows.push_back({{html::text(m.person_name), html::text(m.person_email), as},
                          shown.may_decide ? member_buttons(request, m) : Html(),
                          m.standing == people::Standing::asked});
  }
  auto leave = view::button(view::Post{
      .text = tr("Leave this organisation"),
      .to = path("/organisations/" + shown.organisation.id.str() + "/members/" + request.actor().person.str()),
      .csrf = web::stamp(request),
      .weight = view::Weight::quiet,
      .values = {{"act", "remove"}}});
  return view::section(tr("People who work here"), {view::table(table)}, "members", inside ? leave : Html());
}

/// Where an organisation's work begins: one use case by hand, or all of a list.
Html next_steps(const Request& request, OrganisationId id) {
  const auto& actor = request.actor();
  if (!actor.roles.has(Role::operator_) || !actor.works_for(id)) return {};
  auto below_it = [&](std::string_view to) { return path(to, {{"organisation", id.str()}}); };
  return view::button(view::Action{.text = tr("Import a list of use cases"),
                                   .to = below_it("/use-cases/import"),
                                   .icon = view::Icon::upload}) +
         view::button(view::Action{.text = tr("Write down a use case"),
                                   .to = below_it("/use-cases/new"),
                                   .weight = view::Weight::primary,
                                   .icon = view::Icon::plus});
}

Response organisation_page(Request& request) {
  auto id = request.id<OrganisationId>("id");
  auto db = request.site.db().reader();
  auto found =
      id && people::may_see_organisation(request.actor(), *id) ? people::find_organisation(*db, *id) : std::nullopt;
  if (!found)
    return web::error_page(request, Error::not_found(say("There is no such organisation, or it is not yours to see.")));
  Shown shown{*found, people::may_edit_organisation(request.actor(), *id),
              people::may_decide_membership(*db, request.actor(), *id)};
  auto edit = view::button(view::Action{
      .text = tr("Edit the facts"), .to = below("/organisations", id->v, "/edit"), .icon = view::Icon::edit});
  auto actions = (shown.may_edit ? edit : Html()) + next_steps(request, *id);
  auto past = history(request, *db, journal::history_of(*db, "organisation", id->v, kHistoryShown));
  auto content = view::heading({.title = found->facts.name,
                                .eyebrow = tr("Organisation"),
                                .actions = actions.empty() ? Html() : view::actions({actions})}) +
                 view::split(establishments_section(request, *db, shown) + teams_section(*db, shown) +
                                 members_section(request, *db, shown),
                             facts_panel(*found) + view::panel(tr("What happened"), {past}, "history"));
  return web::page(request, found->facts.name, content);
}

enum class MemberAct { accept, decline, make_owner, make_member, remove };

}  // namespace
}  // namespace couloir::reception

template <>
inline constexpr auto couloir::kNames<couloir::reception::MemberAct> =
    std::array<std::string_view, 5>{"accept", "decline", "make_owner", "make_member", "remove"};

namespace couloir::reception {
namespace {

Result<void> do_act(const Op& op, MemberAct act, OrganisationId organisation, PersonId person) {
  switch (act) {
    case MemberAct::accept:
      return people::accept_member(op, organisation, person);
    case MemberAct::decline:
      return people::decline_member(op, organisation, person);
    case MemberAct::make_owner:
      return people::change_membership(op, organisation, person, people::Membership::owner);
    case MemberAct::make_member:
      return people::change_membership(op, organisation, person, people::Membership::member);
    case MemberAct::remove:
      return people::remove_member(op, organisation, person);
  }
  return {};
}

Sentence said_of(MemberAct act) {
  switch (act) {
    case MemberAct::accept:
      return say("Accepted.");
    case MemberAct::decline:
      return say("Declined.");
    case MemberAct::make_owner:
      return say("Made an owner.");
    case MemberAct::make_member:
      return say("Made a member.");
    case MemberAct::remove:
      return say("Removed.");
  }
  return {};
}

Response act_on_colleague(Request& request) {
  auto organisation = request.id<OrganisationId>("id");
  auto person = request.id<PersonId>("person");
  auto act = from_name<MemberAct>(request.filled("act"));
  if (!organisation || !person)
    return web::error_page(request, Error::not_found(say("There is nothing at this address.")));
  if (!act) return web::error_page(request, Error::invalid(say("This form is not complete. Go back and try again.")));
  auto done = do_act(request.op(), *act, *organisation, *person);
  if (!done) return web::error_page(request, done.error());
  bool from_desk = request.filled("back") == "office";
  bool own = *person == request.actor().person;
  bool withdrawn = own && *act == MemberAct::decline, left = own && *act == MemberAct::remove;
  auto to = from_desk           ? path("/office")
            : withdrawn || left ? path("/organisations")
                                : below("/organisations", organisation->v);
  return web::see_other(request, to, withdrawn ? say("Withdrawn.") : said_of(*act));
}

}  // namespace

void mount_organisation_pages(web::Router& router, const FrontDesk&) {
  auto operators = web::only({Role::operator_});
  router.get("/organisations", operators, my_organisations);
  router.get("/organisations/new", operators, show_new_organisation);
  router.post("/organisations", operators, save_new_organisation);
  router.get("/organisations/{id}", web::kLoggedIn, organisation_page);
  router.post("/organisations/{id}/members/{person}", web::kLoggedIn, act_on_colleague);
  router.nav({.order = 50, .path = "/organisations", .label = _t("My organisations"), .who = operators});
}

}  // namespace couloir::reception
