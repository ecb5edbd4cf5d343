// Skills at a glance: one's own teams, the teams a lab sponsors, the region in sums.
#include "compliance/skill_pages.h"

#include <algorithm>

#include "compliance/region_skills.h"
#include "compliance/skill_views.h"
#include "people/organisation.h"
#include "people/team.h"
#include "web/site.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

struct Glance {
  Crew crew;
  std::string name;
};

view::Table glance_table(const region::Pack& pack, std::string caption, const std::vector<Glance>& crews,
                         const std::vector<Checklist>& checklists) {
  view::Table table;
  table.caption = std::move(caption);
  table.columns = {{tr("Team")}, {tr("At a glance")}, {tr("People"), true}, {tr("Checklist")}};
  for (const auto& [crew, name] : crews) {
    auto found = std::ranges::find(checklists, crew, &Checklist::crew);
    Tally tally;
    std::int64_t people = 0;
    if (found != checklists.end()) {
      tally = tally_of(needs_of(pack, *found));
      for (const auto& [role, number] : found->people) people += number;
    }
    view::Row row;
    row.cells = {view::link({name, skills_path(crew)}),
                 tally.needs == 0 ? view::muted(tr("nothing noted yet")) : tally_bar(tally),
                 people == 0 ? Html() : html::text(number(people)), tag_of(tally.standing())};
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Teams of each organisation; the organisation itself when it has none, or when its own checklist was begun.
Html own_teams(const region::Pack& pack, Request& request) {
  const auto& mine = request.actor().organisations;
  if (mine.empty())
    return view::empty_state(
        tr("Your organisation first"),
        tr("Skills are noted for the teams of an organisation. Its SIRET is enough to begin."),
        view::button(
            view::Action{tr("Add my organisation"), html::path("/organisations/new"), Weight::primary, {}, {}}));
  auto reader = request.site.db().reader();
  auto names = people::names_of_organisations(*reader, mine);
  auto checklists = checklists_of(*reader, mine);
  Html all;
  for (auto organisation : mine) {
    std::vector<Glance> crews;
    for (const auto& team : people::teams_of(*reader, organisation))
      crews.push_back({{organisation, team.id}, team.facts.name});
    Crew whole{organisation, {}};
    bool has_own = std::ranges::find(checklists, whole, &Checklist::crew) != checklists.end();
    if (crews.empty() || has_own) crews.push_back({whole, tr("The organisation as a whole")});
    auto add = view::button(view::Action{tr("Add a team"),
                                         html::path("/organisations/" + organisation.str() + "/teams/new"),
                                         Weight::quiet,
                                         view::Icon::plus,
                                         {}});
    auto table = glance_table(pack, tr("Teams of {1}", names[organisation]), crews, checklists);
    table.caption_hidden = true;
    all += view::section(names[organisation], {view::table(table)}, "organisation-" + organisation.str(), add);
  }
  return all;
}

Html sponsored_teams(const region::Pack& pack, Request& request) {
  auto reader = request.site.db().reader();
  auto crews = sponsored_crews(*reader, request.actor());
  std::vector<OrganisationId> organisations;
  std::vector<TeamId> teams;
  for (const auto& crew : crews) {
    organisations.push_back(crew.organisation);
    if (crew.team) teams.push_back(crew.team);
  }
  auto names = people::names_of_organisations(*reader, organisations);
  auto team_names = people::names_of_teams(*reader, teams);
  auto checklists = checklists_of(*reader, organisations);
  reader.reset();
  std::vector<Glance> glances;
  for (const auto& crew : crews)
    glances.push_back({crew, names[crew.organisation] + (crew.team ? " · " + team_names[crew.team] : std::string())});
  auto table = glance_table(pack, tr("Teams whose use case your lab sponsors"), glances, checklists);
  table.empty =
      view::empty_state(tr("No team yet"),
                        tr("Once your lab sponsors a use case, the skills of its team stand here: what to teach "
                           "first, and to whom."),
                        {});
  return view::table(table);
}

Html region_table(const region::Pack& pack, Request& request) {
  auto gaps = gaps_of_region(pack, region_skills(*request.site.db().reader()));
  view::Table table;
  table.caption = tr("What the region needs to learn, by skill");
  table.columns = {{tr("Skill")},
                   {tr("At a glance")},
                   {tr("Needed"), true},
                   {tr("To learn"), true},
                   {trc("skills", "To find out"), true}};
  table.empty = view::empty_state(
      tr("Too little is known yet"),
      tr("Sums stand here once at least {1} organisations have noted the same role.", number(kFewestOrganisations)),
      {});
  for (const auto& [skill, tally] : gaps.needs) {
    view::Row row;
    row.cells = {html::text(skill->name.text()) + duty_tags(*skill), tally_bar(tally), html::text(number(tally.needs)),
                 html::text(number(tally.gaps)), html::text(number(tally.unknown))};
    table.rows.push_back(std::move(row));
  }
  return view::section(
      tr("The region in numbers"),
      {view::table(table),
       view::note(
           tr("One count is one role of one checklist. A role that fewer than {1} organisations have noted is left "
              "out, so that nobody is recognised.",
              number(kFewestOrganisations)) +
           (gaps.hidden == 0 ? std::string()
                             : " " + trn("One role is left out now.", "{1} roles are left out now.", gaps.hidden)))},
      "region");
}

Response show_skills(const region::Pack& pack, Request& request) {
  const auto& actor = request.actor();
  Html content = view::heading(
      {.title = tr("Skills"),
       .lead = tr("What each team can do, what it needs for its use case, and how it will learn the rest."),
       .actions = view::actions({view::button(
           view::Action{tr("Skills, roles and trainings"), html::path("/method/skills"), Weight::quiet, {}, {}})})});
  if (pack.skills.empty())
    return web::page(
        request, tr("Skills"),
        content + view::empty_state(tr("No catalogue yet"),
                                    tr("This region has not written its skills catalogue yet. The office can: "
                                       "it is the file skills.toml of the region pack."),
                                    {}));
  if (actor.roles.has(Role::operator_)) content += own_teams(pack, request);
  if (actor.roles.has(Role::lab)) content += sponsored_teams(pack, request);
  if (may_see_region(actor)) content += region_table(pack, request);
  return web::page(request, tr("Skills"), view::stack({content, skills_notice(pack)}));
}

}  // namespace

void mount_skill_pages(web::Router& router, const region::Pack& pack) {
  router.nav({25, "/skills", _t("Skills"), kSkillsDoor}).get("/skills", kSkillsDoor, [&pack](Request& r) {
    return show_skills(pack, r);
  });
}

}  // namespace couloir::compliance
