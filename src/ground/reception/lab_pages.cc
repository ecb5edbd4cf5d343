// The register of labs, open to everybody, and the page of one lab. What a lab is and how sure its membership is always
// stand together.
#include <algorithm>

#include "base/text.h"
#include "html/table.h"
#include "reception/lab_form.h"
#include "reception/list_export.h"
#include "reception/mount.h"
#include "reception/wording.h"
#include "web/site.h"

namespace couloir::reception {

using html::el;
using html::path;
using people::Lab;
using web::Request;
using web::Response;

enum class LabSort { name, town, membership };

}  // namespace couloir::reception
template <>
inline constexpr auto couloir::kNames<couloir::reception::LabSort> = std::array{"name"sv, "town"sv, "membership"sv};
namespace couloir::reception {
namespace {

struct LabFilter {
  std::string text, pillar, town;
  LabSort sort = LabSort::name;
};
void describe(Describer& d, LabFilter& f) {
  d.type("LabFilter");
  d.field("text", f.text, text(0, 200).or_keep());
  d.field("pillar", f.pillar, text(0, 40).or_keep());
  d.field("town", f.town, text(0, 80).or_keep());
  d.field("sort", f.sort, Rule{}.or_keep());
}

html::Url register_path(const LabFilter& f, std::string_view at, LabSort sort) {
  return path(at, {{"text", f.text}, {"pillar", f.pillar}, {"town", f.town}, {"sort", name_of(sort)}});
}

bool has(const std::vector<std::string>& list, const std::string& one) {
  return std::ranges::find(list, one) != list.end();
}

bool passes(const Lab& lab, const LabFilter& filter) {
  if (!filter.town.empty() && !has(lab.profile.towns, filter.town)) return false;
  if (!filter.pillar.empty() && !lab.profile.pillars.empty() && !has(lab.profile.pillars, filter.pillar)) return false;
  if (filter.text.empty()) return true;
  auto haystack = fold(lab.profile.name.fr + " " + lab.profile.name.en + " " + join_words(lab.profile.themes_fr, " ") +
                       " " + join_words(lab.profile.themes_en, " "));
  return haystack.find(fold(filter.text)) != std::string::npos;
}

/// Confirmed members before the others; towns in the order of their names.
std::string key_of(const Lab& lab, LabSort sort, const region::Pack& pack) {
  switch (sort) {
    case LabSort::name:
      return {};
    case LabSort::town:
      return sort_key(town_names(pack, lab.profile.towns));
    case LabSort::membership:
      return lab.status.membership == people::LabMembership::confirmed ? "0" : "1";
  }
  return {};
}

std::vector<Lab> labs_shown(Reader& db, const LabFilter& filter, const region::Pack& pack) {
  auto labs = people::all_labs(db);
  std::erase_if(labs, [&](const Lab& l) { return !passes(l, filter); });
  std::ranges::sort(
      labs, {}, [&](const Lab& l) { return std::pair(key_of(l, filter.sort, pack), sort_key(l.profile.name.text())); });
  return labs;
}

Response export_register(Request& request, const FrontDesk& desk) {
  auto filter = web::read_query<LabFilter>(request);
  std::vector<CsvCells> rows{{"code", "name", "towns", "pillars", "themes", "membership", "source", "date"}};
  for (const auto& lab : labs_shown(*request.site.db().reader(), filter, desk.pack))
    rows.push_back({lab.code, lab.profile.name.text(), town_names(desk.pack, lab.profile.towns),
                    join_words(lab.profile.pillars, ", "), join_words(themes_of(lab.profile), ", "),
                    std::string(name_of(lab.status.membership)), lab.status.source, lab.status.source_date});
  return csv_download(request, "labs", rows);
}

Html filters(const LabFilter& filter, const region::Pack& pack, const Html& actions) {
  std::vector<view::Option> pillars{{"", tr("All pillars"), {}}}, towns{{"", tr("All towns"), {}}};
  for (const auto& p : pack.pillars) pillars.push_back({p.code, p.label.text(), {}});
  for (const auto& t : pack.towns) towns.push_back({t.code, t.name.text(), {}});
  bool filtered = !filter.text.empty() || !filter.pillar.empty() || !filter.town.empty();
  return view::filters(
      {.action = path("/labs"),
       .fields = {{.name = "text", .label = tr("Word"), .input = view::Input::search, .value = filter.text},
                  {.name = "pillar",
                   .label = tr("Pillar"),
                   .input = view::Input::select,
                   .value = filter.pillar,
                   .required = true,
                   .options = pillars},
                  {.name = "town",
                   .label = tr("Town"),
                   .input = view::Input::select,
                   .value = filter.town,
                   .required = true,
                   .options = towns}},
       .clear = filtered ? path("/labs") : Url(),
       .actions = actions});
}

Response register_page(Request& request, const FrontDesk& desk) {
  auto filter = web::read_query<LabFilter>(request);
  auto db = request.site.db().reader();
  auto labs = labs_shown(*db, filter, desk.pack);
  auto by = [&](std::string label, LabSort sort) {
    return view::Column{std::move(label), false, register_path(filter, "/labs", sort),
                        filter.sort == sort ? view::Sorted::up : view::Sorted::no};
  };
  view::Table table{
      .caption = trn("{1} lab", "{1} labs", static_cast<std::int64_t>(labs.size())),
      .columns = {by(tr("Lab"), LabSort::name),
                  by(tr("Towns"), LabSort::town),
                  {tr("Pillars")},
                  {tr("Themes")},
                  by(tr("Membership"), LabSort::membership)},
      .empty = view::empty_state(tr("No lab fits"), tr("Try another word, or look at the whole register."),
                                 view::button(view::Action{.text = tr("Show all labs"), .to = path("/labs")}))};
  for (const auto& lab : labs) {
    auto themes = themes_of(lab.profile);
    constexpr std::size_t kThemesShown = 5;
    bool more = themes.size() > kThemesShown;
    if (more) themes.resize(kThemesShown);
    table.rows.push_back(
        {{view::link({lab.profile.name.text(), below("/labs", lab.id.v)}),
          html::text(town_names(desk.pack, lab.profile.towns)),
          html::text(pillar_names(desk.pack, lab.profile.pillars)),
          html::text(join_words(themes, ", ") + (more ? "…" : "")),
          membership_tag(lab.status) + el("p", {html::cls("note")}, {membership_source(lab.status)})}});
  }
  bool office = people::may_set_lab_status(request.actor());
  auto add =
      office ? view::button(view::Action{.text = tr("Add a lab"), .to = path("/labs/new"), .icon = view::Icon::plus})
             : Html();
  auto save = view::button(view::Action{.text = tr("Export"),
                                        .to = register_path(filter, "/labs/export", filter.sort),
                                        .weight = view::Weight::quiet,
                                        .icon = view::Icon::download});
  auto content = view::heading({.title = tr("The labs of the cluster"),
                                .lead = tr("Who may sponsor a use case. The cluster does not publish its list of "
                                           "members: where a membership is not verified, we say so.")}) +
                 filters(filter, desk.pack, add + save) + view::table(table);
  return web::page(request, tr("Labs"), content);
}

Html people_of(Request& request, Reader& db, const Lab& lab) {
  bool office = people::may_decide_lab_members(request.actor());
  view::Table table{
      .caption = tr("Who speaks for the lab"),
      .caption_hidden = true,
      .columns = {{tr("Name")}, {tr("E-mail")}, {tr("State")}},
      .empty = view::empty_state(tr("Nobody yet"), tr("Requests reach the lab once somebody speaks for it here."))};
  for (const auto& m : people::lab_members_of(db, lab.id)) {
    bool asks = m.standing == people::Standing::asked;
    auto one = [&](std::string text, std::string_view act, view::Weight weight) {
      return view::button(view::Post{.text = std::move(text),
                                     .to = path("/labs/" + lab.id.str() + "/members/" + m.person.str()),
                                     .csrf = web::stamp(request),
                                     .weight = weight,
                                     .about = m.person_name,
                                     .values = {{"act", std::string(act)}}});
    };
    auto acts =
        asks ? one(tr("Accept"), "accept", view::Weight::secondary) + one(tr("Decline"), "remove", view::Weight::quiet)
             : one(tr("Remove"), "remove", view::Weight::quiet);
    bool self = m.person == request.actor().person;
    table.rows.push_back({{html::text(m.person_name), html::text(m.person_email),
                           asks ? view::tag(tr("asks to speak for it"), view::Tone::accent, view::Icon::clock)
                                : html::text(tr("speaks for it"))},
                          office || self ? acts : Html(),
                          asks});
  }
  return view::section(tr("Who speaks for the lab"), {view::table(table)}, "members");
}

Html ask_button(Request& request, const Lab& lab) {
  if (!request.actor().logged_in() || request.actor().speaks_for(lab.id) || people::may_set_lab_status(request.actor()))
    return {};
  return view::button(view::Post{.text = tr("I speak for this lab"),
                                 .to = below("/labs", lab.id.v, "/members"),
                                 .csrf = web::stamp(request),
                                 .weight = view::Weight::secondary,
                                 .icon = view::Icon::person});
}

Html lab_facts(Request& request, const Lab& lab, const region::Pack& pack) {
  std::vector<view::Fact> facts{
      {tr("Towns"), html::text(town_names(pack, lab.profile.towns))},
      {tr("Pillars"), html::text(pillar_names(pack, lab.profile.pillars))},
      {tr("Themes"), html::text(join_words(themes_of(lab.profile), ", "))},
      {tr("Membership"), membership_tag(lab.status) + el("p", {}, {membership_source(lab.status)})}};
  if (request.actor().logged_in() && !lab.profile.contact_email.empty())
    facts.push_back(
        {tr("E-mail for requests"), view::link({lab.profile.contact_email, html::mail_to(lab.profile.contact_email)})});
  facts.push_back({tr("Last change here"),
                   html::text(lab.edited_at ? when(request, *lab.edited_at) : tr("none: as the region pack gave it"))});
  return view::facts(facts);
}

Response lab_page(Request& request, const FrontDesk& desk) {
  auto id = request.id<LabId>("id");
  auto db = request.site.db().reader();
  auto lab = id ? people::find_lab(*db, *id) : std::nullopt;
  if (!lab) return web::error_page(request, Error::not_found(say("There is no such lab.")));
  bool may_edit = people::may_edit_lab(request.actor(), *id);
  auto edit = may_edit ? view::button(view::Action{
                             .text = tr("Edit"), .to = below("/labs", id->v, "/edit"), .icon = view::Icon::edit})
                       : Html();
  std::vector<view::Link> above{{tr("Labs"), path("/labs")}};
  auto content = view::breadcrumbs(above, lab->profile.name.text()) +
                 view::heading({.title = lab->profile.name.text(),
                                .eyebrow = tr("Lab"),
                                .tags = membership_tag(lab->status),
                                .actions = edit + ask_button(request, *lab)}) +
                 lab_facts(request, *lab, desk.pack);
  if (may_edit)
    content += people_of(request, *db, *lab) +
               view::section(tr("What happened"), {history(request, *db, journal::history_of(*db, "lab", id->v, 20))},
                             "history");
  return web::page(request, lab->profile.name.text(), content);
}

Response ask_to_speak(Request& request) {
  auto id = request.id<LabId>("id");
  if (!id) return web::error_page(request, id.error());
  auto done = people::ask_to_speak_for(request.op(), *id);
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, below("/labs", id->v), say("The office has your request and will answer by mail."));
}

Response act_on_speaker(Request& request) {
  auto lab = request.id<LabId>("id");
  auto person = request.id<PersonId>("person");
  if (!lab || !person) return web::error_page(request, Error::not_found(say("There is nothing at this address.")));
  bool accept = request.filled("act") == "accept";
  auto done = accept ? people::accept_lab_member(request.op(), *lab, *person)
                     : people::remove_lab_member(request.op(), *lab, *person);
  if (!done) return web::error_page(request, done.error());
  return web::see_other(request, request.filled("back") == "office" ? path("/office") : below("/labs", lab->v),
                        accept ? say("Accepted.") : say("Removed."));
}

}  // namespace

void mount_lab_pages(web::Router& router, const FrontDesk& desk) {
  router.get("/labs", web::kEveryone, [desk](Request& r) { return register_page(r, desk); });
  router.get("/labs/export", web::kEveryone, [desk](Request& r) { return export_register(r, desk); });
  router.get("/labs/{id}", web::kEveryone, [desk](Request& r) { return lab_page(r, desk); });
  router.post("/labs/{id}/members", web::kLoggedIn, ask_to_speak);
  router.post("/labs/{id}/members/{person}", web::kLoggedIn, act_on_speaker);
  router.nav({.order = 60, .path = "/labs", .label = _t("Labs"), .who = web::kEveryone});
}

}  // namespace couloir::reception
