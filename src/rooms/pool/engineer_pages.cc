// Engineers as the office and the committee keep them: the list, one of them with her months, the form, and the months
// in which she is away.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "base/csv.h"
#include "pool/engineer_edit.h"
#include "pool/engineer_store.h"
#include "pool/pages.h"
#include "pool/plan_store.h"
#include "pool/views.h"
#include "region/written.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::pool {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

constexpr std::string_view kList = "/pool";

std::vector<view::Link> above_engineers() { return {{tr("The pool"), html::path(kList)}}; }

// ── the list ──

std::string presence(const Engineer& e) {
  if (e.in_from && e.out_after) return tr("{1} to {2}", short_date(*e.in_from), short_date(*e.out_after));
  if (e.in_from) return tr("from {1}", short_date(*e.in_from));
  if (e.out_after) return tr("until {1}", short_date(*e.out_after));
  return tr("always");
}

Response list_of_engineers(Request& request, const Foundations& house) {
  auto start = this_month(request, house);
  auto reader = request.site.db().reader();
  auto engineers = all_engineers(*reader, start);
  std::map<EngineerId, int> load;
  for (const auto& a : promised(*reader, start))
    if (a.month.since(start) < house.pack.months) load[a.engineer] += a.quanta;
  reader.reset();
  WorkDays calendar(house.region);
  view::Table table;
  table.caption = tr("Engineers");
  table.caption_hidden = true;
  table.columns = {{tr("Engineer")},        {tr("Works at")},    {tr("Skills")},
                   {tr("Full time"), true}, {tr("In the pool")}, {tr("Months to give in a year"), true},
                   {tr("Promised"), true}};
  table.empty = view::empty_state(
      tr("No engineer yet"),
      tr("Add the engineers of the pool: where they work, what they can do, and how much of each month they give."),
      {});
  int all = 0;
  for (const auto& e : engineers) {
    auto months = capacities(e, start, house.pack.months, calendar);
    auto sum = std::accumulate(months.begin(), months.end(), 0);
    all += sum;
    view::Row row;
    row.cells = {view::link({shown_name(e), engineer_path(e.id)}),
                 html::text(site_name(house.region, e.site)),
                 e.skills.empty() ? view::muted(tr("none noted")) : html::text(skills_in_words(house.region, e.skills)),
                 html::text(couloir::written(e.share)),
                 html::text(presence(e)),
                 html::text(months_figure(sum)),
                 html::text(sum == 0 ? "" : percent(static_cast<double>(load[e.id]) / sum))};
    table.rows.push_back(std::move(row));
  }
  auto add = view::button(
      view::Action{tr("Add an engineer"), html::path("/pool/engineers/new"), Weight::primary, view::Icon::plus, {}});
  auto file = view::button(
      view::Action{tr("Import"), html::path("/pool/engineers/import"), Weight::secondary, view::Icon::upload, {}});
  auto csv = view::button(
      view::Action{tr("Export"), html::path("/pool/engineers.csv"), Weight::quiet, view::Icon::download, {}});
  Html content = view::heading({.title = tr("The pool"),
                                .lead = tr("Who gives how much of which month to the dossiers of the cluster."),
                                .actions = view::actions({add, file, csv})});
  content += pool_tabs(kList);
  if (!engineers.empty()) {
    std::vector<view::Stat> stats{{tr("Engineers"), number(static_cast<std::int64_t>(engineers.size())), "", "", {}},
                                  {tr("To give"),
                                   months_figure(all),
                                   tr("months"),
                                   tr("from {1} to {2}", written(start), written(start + (house.pack.months - 1))),
                                   {}}};
    content += view::stats(stats);
  }
  return web::page(request, tr("The pool"), view::stack({content, view::table(table)}));
}

Response export_of_engineers(Request& request, const Foundations& house) {
  auto start = this_month(request, house);
  WorkDays calendar(house.region);
  CsvWriter csv(request.asked("form") == "plain" ? CsvForm::plain : CsvForm::excel_french);
  std::vector<std::string> head{"id",       "external_id", "name",      "site",  "share_percent",
                                "parallel", "in_from",     "out_after", "skills"};
  for (int i = 0; i < house.pack.months; ++i) head.push_back((start + i).iso());
  csv.row(head);
  for (const auto& e : all_engineers(*request.site.db().reader(), start)) {
    std::string skills;
    for (const auto& s : e.skills) skills += (skills.empty() ? "" : " ") + fmt::format("{}:{}", s.skill, s.level);
    std::vector<std::string> row{e.id.str(),
                                 e.external_id,
                                 e.name,
                                 e.site,
                                 std::to_string(e.share.raw),
                                 std::to_string(e.parallel),
                                 e.in_from ? e.in_from->iso() : "",
                                 e.out_after ? e.out_after->iso() : "",
                                 skills};
    for (auto quanta : capacities(e, start, house.pack.months, calendar)) row.push_back(std::to_string(quanta));
    csv.row(row);
  }
  return web::download(csv.take(), "text/csv; charset=utf-8", "engineers.csv");
}

// ── one of them ──

Response show_engineer(Request& request, const Foundations& house) {
  auto id = request.id<EngineerId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto engineer = seen_engineer(*reader, request.actor(), *id);
  if (!engineer) return web::error_page(request, engineer.error());
  auto work = promised(*reader, this_month(request, house), *id);
  reader.reset();
  const auto* home = house.pack.home_of_site(engineer->site);
  std::vector<view::Fact> facts{{tr("Works at"), html::text(site_name(house.region, engineer->site))},
                                {tr("Employed by"), html::text(home == nullptr ? tr("not known") : home->name.text())},
                                {tr("Full time"), html::text(couloir::written(engineer->share))},
                                {tr("Dossiers at once"), html::text(std::to_string(engineer->parallel))},
                                {tr("In the pool"), html::text(presence(*engineer))},
                                {tr("Logs in"), html::text(engineer->person ? tr("yes") : tr("no account yet"))}};
  auto content =
      view::breadcrumbs(above_engineers(), shown_name(*engineer)) +
      view::heading(
          {.title = shown_name(*engineer),
           .eyebrow = tr("Engineer {1}", engineer->id.str()),
           .actions = view::actions(
               {view::button(view::Post{.text = tr("Months as PDF"),
                                        .to = engineer_path(*id, "/documents"),
                                        .csrf = web::stamp(request),
                                        .weight = Weight::quiet,
                                        .icon = view::Icon::download}),
                view::button(
                    view::Action{tr("Edit"), engineer_path(*id, "/edit"), Weight::secondary, view::Icon::edit, {}}),
                view::button(view::Action{
                    tr("Months away"), engineer_path(*id, "/away"), Weight::secondary, view::Icon::clock, {}})})}) +
      view::stack(
          {view::facts(facts), view::section(tr("Skills"), {skills_table(*engineer, house.region)}, "skills"),
           view::section(tr("Months to give"),
                         {capacity_table(*engineer, work, this_month(request, house), house.pack.months, house.region),
                          capacity_help()},
                         "months")});
  return web::page(request, shown_name(*engineer), content);
}

// ── the form ──

/// Many short fields side by side, where there is room.
Html field_grid(const std::vector<view::Field>& fields, view::Problems problems) {
  return el("div", {html::cls("skills-grid")},
            {html::each(fields, [&](const view::Field& f) { return view::field(f, problems); })});
}

struct TypedEngineer {
  std::string name, site;
  std::optional<PersonId> person;
  std::int64_t share = 100;
  int parallel = 3;
  std::optional<Date> in_from, out_after;
  std::map<std::string, std::optional<int>> skills;  ///< level by code, of every skill of the region
};
void describe(Describer& d, TypedEngineer& e) {
  d.type("EngineerForm");
  d.field("name", e.name, text(0, 300));
  d.field("person", e.person);
  d.field("site", e.site, text(0, 60));
  d.field("share", e.share, between(1, 100));
  d.field("parallel", e.parallel, between(1, kMostParallel));
  d.field("in_from", e.in_from);
  d.field("out_after", e.out_after);
  for (auto& [code, level] : e.skills)
    d.field("skills/" + code, level, between(-99, 99));  // which are levels, the command knows
}

TypedEngineer nobody_typed(const region::Pack& pack) {
  TypedEngineer typed;
  for (const auto& skill : pack.skills) typed.skills[skill.code];
  return typed;
}
TypedEngineer typed_of(const Engineer& e, const region::Pack& pack) {
  auto typed = nobody_typed(pack);
  typed.name = e.name;
  typed.site = e.site;
  if (e.person) typed.person = e.person;
  typed.share = e.share.raw;
  typed.parallel = e.parallel;
  typed.in_from = e.in_from;
  typed.out_after = e.out_after;
  for (const auto& s : e.skills) typed.skills[s.skill] = s.level;
  return typed;
}
Engineer engineer_as_typed(const TypedEngineer& typed) {
  Engineer e;
  e.name = typed.name;
  e.site = typed.site;
  e.person = typed.person.value_or(PersonId{});
  e.share = FullTimeShare{typed.share};
  e.parallel = typed.parallel;
  e.in_from = typed.in_from;
  e.out_after = typed.out_after;
  for (const auto& [skill, level] : typed.skills)
    if (level) e.skills.push_back({skill, *level});
  return e;
}

std::vector<view::Field> engineer_fields(const Foundations& house, const std::vector<Loginable>& persons) {
  std::vector<view::Option> sites, people{{"", tr("nobody yet"), {}}};
  for (const auto& site : house.region.work_sites) sites.push_back({site.code, site.name.text(), {}});
  for (const auto& p : persons) people.push_back({p.person.str(), p.name, {}});
  return {{.name = "name", .label = tr("Name"), .required = true, .max_length = static_cast<int>(kLongestEngineerName)},
          {.name = "site",
           .label = tr("Works at"),
           .input = view::Input::select,
           .hint = tr("The public holidays of that department are hers."),
           .required = true,
           .options = sites},
          {.name = "share",
           .label = tr("Share of full time"),
           .input = view::Input::integer,
           .hint = tr("What she gives to the pool."),
           .required = true,
           .width = view::Width::brief,
           .unit = "%",
           .min = "1",
           .max = "100"},
          {.name = "parallel",
           .label = tr("Dossiers at once"),
           .input = view::Input::integer,
           .required = true,
           .width = view::Width::brief,
           .min = "1",
           .max = std::to_string(kMostParallel)},
          {.name = "in_from",
           .label = tr("First day in the pool"),
           .input = view::Input::date,
           .hint = tr("Left empty: she is there already."),
           .width = view::Width::medium},
          {.name = "out_after",
           .label = tr("Last day in the pool"),
           .input = view::Input::date,
           .hint = tr("Left empty: no end is known."),
           .width = view::Width::medium},
          {.name = "person",
           .label = tr("Logs in as"),
           .input = view::Input::select,
           .hint = tr("Who may see her own months and log hours: persons with the role of an engineer."),
           .options = people}};
}
std::vector<view::Field> skill_fields(const Foundations& house) {
  std::vector<view::Option> levels{{"", tr("not her subject"), {}}};
  for (int level = 1; level <= region::kTopSkillLevel; ++level)
    levels.push_back({std::to_string(level), region::level_words(house.region, level), {}});
  std::vector<view::Field> fields;
  for (const auto& skill : house.region.skills)
    fields.push_back({.name = "skills/" + skill.code,
                      .label = skill.name.text(),
                      .input = view::Input::select,
                      .options = levels,
                      .width = view::Width::medium});
  return fields;
}

Response engineer_form_page(Request& request, const Foundations& house, EngineerId id, std::int64_t version,
                            const web::Form& form, int status = 200) {
  auto persons = persons_to_choose(*request.site.db().reader());
  auto said = web::with_values(engineer_fields(house, persons), form);
  auto skills = web::with_values(skill_fields(house), form);
  auto all = said;
  all.insert(all.end(), skills.begin(), skills.end());
  auto title =
      id ? tr("Edit {1}", form.value("name").empty() ? tr("Engineer {1}", id.str()) : std::string(form.value("name")))
         : tr("A new engineer");
  auto content =
      view::breadcrumbs(above_engineers(), title) + view::heading({.title = title}) +
      view::form(
          {.action = id ? engineer_path(id, "/edit") : html::path("/pool/engineers"), .csrf = web::stamp(request)},
          {view::error_summary(all, form.problems), view::fields(said, form.problems),
           view::fieldset(tr("Skills"), tr("What she can do for a dossier. Levels are those of the region’s scale."),
                          {field_grid(skills, form.problems)}),
           view::hidden("version", version),
           view::button_row({view::submit({.text = tr("Save")}),
                             view::button(view::Action{
                                 tr("Cancel"), id ? engineer_path(id) : html::path(kList), Weight::quiet, {}, {}})})});
  return web::page(request, title, content, status);
}

Response save_engineer_form(Request& request, const Foundations& house, EngineerId id) {
  auto typed = nobody_typed(house.region);
  auto form = web::read_form(request, typed);
  auto version = web::version_in(request);
  if (!form.problems.empty()) return engineer_form_page(request, house, id, version, form, 400);
  auto given = engineer_as_typed(typed);
  given.id = id;
  given.version = version;
  auto saved = save_engineer(request.op(), house.region, given);
  if (saved) return web::see_other(request, engineer_path(saved->id), say("Saved."));
  if (saved.error().code == Code::conflict) {
    form.problems.push_back({"", saved.error().message});
    auto stored = find_engineer(*request.site.db().reader(), id);
    return engineer_form_page(request, house, id, stored ? stored->version : 0, form, 409);
  }
  if (!web::told_on(form, saved.error())) return web::error_page(request, saved.error());
  return engineer_form_page(request, house, id, version, form, web::http_status(saved.error().code));
}

Response edit_engineer_page(Request& request, const Foundations& house) {
  auto id = request.id<EngineerId>("id");
  if (!id) return web::error_page(request, id.error());
  auto engineer = seen_engineer(*request.site.db().reader(), request.actor(), *id);
  if (!engineer) return web::error_page(request, engineer.error());
  return engineer_form_page(request, house, *id, engineer->version, web::form_of(typed_of(*engineer, house.region)));
}

// ── months away ──

Response away_page(Request& request, const Foundations& house, const Engineer& e, const web::Form* typed, int status) {
  auto start = this_month(request, house);
  std::vector<view::Field> fields;
  for (int i = 0; i < house.pack.months; ++i) {
    auto month = start + i;
    auto name = "away/" + month.iso();
    auto stored = e.away_in(month);
    fields.push_back({.name = name,
                      .label = written(month),
                      .input = view::Input::integer,
                      .value = typed         ? std::string(typed->value(name))
                               : stored == 0 ? ""
                                             : std::to_string(stored),
                      .width = view::Width::brief,
                      .unit = "%",
                      .min = "0",
                      .max = "100"});
  }
  auto problems = typed ? typed->problems : std::vector<Problem>{};
  bool own = e.person == request.actor().person;
  auto back = own && !may_keep_engineers(request.actor()) ? html::path("/my-months") : engineer_path(e.id);
  auto above = own && !may_keep_engineers(request.actor()) ? std::vector<view::Link>{{tr("My months"), back}}
                                                           : above_engineers();
  auto content =
      view::breadcrumbs(above, tr("Months away")) +
      view::heading(
          {.title = tr("Months away: {1}", shown_name(e)),
           .lead = tr("How much of a month she cannot be planned. Nobody asks why, and nowhere is it kept.")}) +
      view::form({.action = engineer_path(e.id, "/away"), .csrf = web::stamp(request)},
                 {view::error_summary(fields, problems),
                  view::fieldset(tr("Part of the month that falls out"), tr("Empty: she is there all month."),
                                 {field_grid(fields, problems)}),
                  view::hidden("version", e.version),
                  view::button_row({view::submit({.text = tr("Save")}),
                                    view::button(view::Action{tr("Cancel"), back, Weight::quiet, {}, {}})})});
  return web::page(request, tr("Months away"), content, status);
}

struct TypedAway {
  std::map<std::string, std::optional<int>> away;  ///< percent by month
};
void describe(Describer& d, TypedAway& a) {
  d.type("AwayForm");
  for (auto& [month, percent] : a.away) d.field("away/" + month, percent, between(-999, 999));
}

Response save_away_form(Request& request, const Foundations& house) {
  auto id = request.id<EngineerId>("id");
  if (!id) return web::error_page(request, id.error());
  auto engineer = seen_engineer(*request.site.db().reader(), request.actor(), *id);
  if (!engineer) return web::error_page(request, engineer.error());
  TypedAway typed;
  auto start = this_month(request, house);
  for (int i = -1; i < house.pack.months; ++i) typed.away[(start + i).iso()];  // −1: it may have begun as a month ended
  auto form = web::read_form(request, typed);
  std::vector<AwayMonth> away;
  for (const auto& [month, percent] : typed.away)
    if (std::ranges::find(form.values, "away/" + month, &couloir::NamedText::name) != form.values.end())
      away.push_back({parse_month(month).value(), percent.value_or(0)});
  if (!form.problems.empty()) return away_page(request, house, *engineer, &form, 400);
  auto saved = note_away(request.op(), *id, web::version_in(request), away);
  if (saved)
    return web::see_other(request, may_keep_engineers(request.actor()) ? engineer_path(*id) : html::path("/my-months"),
                          say("Saved."));
  if (saved.error().code == Code::conflict)
    form.problems.push_back({"", saved.error().message});
  else if (!web::told_on(form, saved.error()))
    return web::error_page(request, saved.error());
  return away_page(request, house, *engineer, &form, web::http_status(saved.error().code));
}

Response show_away(Request& request, const Foundations& house) {
  auto id = request.id<EngineerId>("id");
  if (!id) return web::error_page(request, id.error());
  auto engineer = seen_engineer(*request.site.db().reader(), request.actor(), *id);
  if (!engineer) return web::error_page(request, engineer.error());
  return away_page(request, house, *engineer, nullptr, 200);
}

}  // namespace

void mount_engineer_pages(web::Router& router, const Foundations& house) {
  router.nav({50, "/pool", _t("The pool"), kKeepers})
      .get("/pool", kKeepers, [house](Request& r) { return list_of_engineers(r, house); })
      .get("/pool/engineers.csv", kKeepers, [house](Request& r) { return export_of_engineers(r, house); })
      .get(
          "/pool/engineers/new", kKeepers,
          [house](Request& r) { return engineer_form_page(r, house, {}, 0, web::form_of(nobody_typed(house.region))); })
      .post("/pool/engineers", kKeepers, [house](Request& r) { return save_engineer_form(r, house, {}); })
      .get("/pool/engineers/{id}", kKeepers, [house](Request& r) { return show_engineer(r, house); })
      .get("/pool/engineers/{id}/edit", kKeepers, [house](Request& r) { return edit_engineer_page(r, house); })
      .post("/pool/engineers/{id}/edit", kKeepers,
            [house](Request& r) {
              auto id = r.id<EngineerId>("id");
              return id ? save_engineer_form(r, house, *id) : web::error_page(r, id.error());
            })
      .get("/pool/engineers/{id}/away", kKeepersAndEngineers, [house](Request& r) { return show_away(r, house); })
      .post("/pool/engineers/{id}/away", kKeepersAndEngineers,
            [house](Request& r) { return save_away_form(r, house); });
}

}  // namespace couloir::pool
