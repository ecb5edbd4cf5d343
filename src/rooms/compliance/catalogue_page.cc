// The skills catalogue of the region, for everybody: levels, roles, skills, trainings, each with its source.
#include "compliance/skill_pages.h"
#include "compliance/skill_views.h"
#include "region/written.h"
#include "web/request.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

Html source_of(const region::Fact& fact) {
  auto where = fact.source.starts_with("https://")
                   ? view::link({tr("source"), html::external(fact.source)}) + html::text(" · ")
                   : Html();
  return where + html::text(word(fact.status) + ", " + fact.date.iso()) +
         (fact.note.fr.empty() ? Html() : el("br", {}) + view::muted(fact.note.text()));
}

Html scale_section(const region::Pack& pack) {
  view::Table table;
  table.caption = tr("Levels");
  table.caption_hidden = true;
  table.columns = {{tr("Level")}, {tr("What somebody at this level does")}};
  for (int level = 0; level <= region::kTopSkillLevel; ++level) {
    view::Row row;
    row.cells = {html::text(region::level_words(pack, level)),
                 html::text(pack.skill_scale.meanings.at(static_cast<std::size_t>(level)).text())};
    table.rows.push_back(std::move(row));
  }
  return view::section(
      tr("Levels"), {view::table(table), el("p", {html::cls("note")}, {source_of(pack.skill_scale.fact)})}, "levels");
}

Html roles_section(const region::Pack& pack) {
  Html cards;
  for (const auto& role : pack.team_roles) {
    auto needs = html::each(role.needs, [&](const region::SkillNeed& need) {
      return el("li", {},
                {region::find(pack.skills, need.skill)->name.text(), ": ", region::level_words(pack, need.level)});
    });
    cards += view::card({.title = role.name.text(),
                         .body = el("p", {}, {role.description.text()}) + el("ul", {}, {needs}),
                         .foot = el("p", {html::cls("note")}, {source_of(role.fact)})});
  }
  return view::section(tr("Roles of a team and what they need"), {el("div", {html::cls("cards")}, {cards})}, "roles");
}

Html skills_section(const region::Pack& pack, const RulePack& law) {
  view::Table table;
  table.caption = tr("Skills");
  table.caption_hidden = true;
  table.columns = {{tr("Skill")}, {tr("What it is")}, {tr("Group")}, {tr("Serves")}, {tr("Source")}};
  for (const auto& skill : pack.skills) {
    auto serves = html::each(skill.serves, [&](const std::string& code) {
      auto at = law.obligation(code);
      return el("div", {}, {code, at == kNowhere ? std::string() : " · " + law.obligations[at].title.text()});
    });
    view::Row row;
    row.cells = {html::text(skill.name.text()) + el("br", {}) + el("code", {}, {skill.code}),
                 html::text(skill.description.text()),
                 html::text(region::find(pack.skill_groups, skill.group)->name.text()), serves, source_of(skill.fact)};
    table.rows.push_back(std::move(row));
  }
  return view::section(tr("Skills"), {view::table(table)}, "skills");
}

Html trainings_section(const region::Pack& pack) {
  view::Table table;
  table.caption = tr("Ways to learn");
  table.caption_hidden = true;
  table.columns = {{tr("Training")}, {tr("What it is")}, {tr("Up to level")}, {tr("Teaches")}, {tr("Source")}};
  for (const auto& training : pack.trainings) {
    std::string skills;
    for (const auto& code : training.teaches)
      skills += (skills.empty() ? "" : ", ") + region::find(pack.skills, code)->name.text();
    view::Row row;
    row.cells = {html::text(training.name.text()), html::text(training.description.text()),
                 html::text(region::level_words(pack, training.up_to)), html::text(skills), source_of(training.fact)};
    table.rows.push_back(std::move(row));
  }
  return view::section(tr("Ways to learn"), {view::table(table)}, "trainings");
}

Response show_catalogue(const region::Pack& pack, const RulePack& law, Request& request) {
  auto content = view::heading(
      {.title = tr("Skills, roles and trainings"),
       .lead =
           tr("What a team should know for an AI use case, role by role. A starting point for the office and for you: "
              "the EU AI Act asks to train people, and sets no level.")});
  if (pack.skills.empty())
    content +=
        view::empty_state(tr("No catalogue yet"), tr("This region has not written its skills catalogue yet."), {});
  else
    content += scale_section(pack) + roles_section(pack) + skills_section(pack, law) + trainings_section(pack);
  return web::page(request, tr("Skills, roles and trainings"), content);
}

}  // namespace

void mount_catalogue_page(web::Router& router, const region::Pack& pack, const RulePack& law) {
  router.get("/method/skills", web::kEveryone, [&pack, &law](Request& r) { return show_catalogue(pack, law, r); });
}

}  // namespace couloir::compliance
