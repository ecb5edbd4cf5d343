// The AI Act as this program knows it, for everybody: its dates, rules, duties and fines with their sources.
#include "base/text.h"
#include "compliance/law_date_view.h"
#include "compliance/pages.h"
#include "compliance/views.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

/// One section of the page, and its line in the contents.
struct Part {
  std::string title, id;
  Html body;
};

Html dates_table(const RulePack& pack, Date today) {
  view::Table table;
  table.caption = tr("Dates of the law");
  table.caption_hidden = true;
  table.columns = {{tr("Date"), false, {}, {}},
                   {tr("What"), false, {}, {}},
                   {tr("Article"), false, {}, {}},
                   {tr("Standing"), false, {}, {}},
                   {tr("Source"), false, {}, {}}};
  for (const auto& date : pack.dates) {
    auto said = in_words(pack, date, today);
    view::Row row;
    row.cells = {el("strong", {}, {date.id}) + html::text(" ") + said.when, said.what, said.basis, said.standing,
                 view::link({pack.sources[date.source].id, html::external(pack.sources[date.source].url)})};
    row.marked = date.on && *date.on > today && date.status != DateStatus::superseded;
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

void add_rules(std::vector<Part>& parts, const RulePack& pack) {
  for (std::size_t s = 0; s < pack.stages.size(); ++s) {
    view::Table table;
    table.caption = pack.stages[s].name.text();
    table.caption_hidden = true;
    table.columns = {{tr("Rule"), false, {}, {}},
                     {tr("Class"), false, {}, {}},
                     {tr("When"), false, {}, {}},
                     {tr("Article"), false, {}, {}},
                     {tr("Source"), false, {}, {}}};
    for (const auto& rule : pack.rules) {
      if (rule.stage != s) continue;
      view::Row row;
      row.cells = {el("strong", {}, {rule.id}) + html::text(" ") + html::text(rule.what.text()) +
                       (rule.limits.fr.empty() ? Html() : el("br", {}) + limits_of(pack, rule)),
                   rule.gives ? tag_of(*rule.gives) : Html(), el("code", {}, {rule.when.text()}),
                   html::text(article_words(rule.article)), provenance_links(pack, rule.provenance)};
      table.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) continue;
    auto id = "stage-" + pack.stages[s].id;
    parts.push_back({pack.stages[s].name.text(), std::move(id), view::table(table)});
  }
}

Html duties_table(const RulePack& pack, ObligationKind kind) {
  view::Table table;
  table.caption = kind == ObligationKind::duty ? tr("Duties") : tr("Rights");
  table.caption_hidden = true;
  table.columns = {{tr("What"), false, {}, {}},
                   {tr("For"), false, {}, {}},
                   {tr("When"), false, {}, {}},
                   {tr("Article"), false, {}, {}},
                   {tr("Source"), false, {}, {}}};
  for (const auto& obligation : pack.obligations) {
    if (obligation.kind != kind) continue;
    std::vector<std::string> roles;
    for (auto role : obligation.roles) roles.push_back(label(role));
    view::Row row;
    row.cells = {el("strong", {}, {obligation.id}) + html::text(" " + obligation.title.text()) + el("br", {}) +
                     view::muted(obligation.text.text()),
                 html::text(join_words(roles)), el("code", {}, {obligation.when.text()}),
                 html::text(article_words(obligation.article)), provenance_links(pack, obligation.provenance)};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html fines_table(const RulePack& pack) {
  view::Table table;
  table.caption = tr("Fines");
  table.caption_hidden = true;
  table.columns = {{tr("Article"), false, {}, {}},
                   {tr("When"), false, {}, {}},
                   {tr("At most"), true, {}, {}},
                   {tr("Or, of the yearly turnover"), true, {}, {}},
                   {tr("Which of the two"), false, {}, {}}};
  for (const auto& fine : pack.fines) {
    view::Row row;
    row.cells = {html::text(article_words(fine.article)), el("code", {}, {fine.when.text()}),
                 html::text(euros(fine.euros * 100)), html::text(percent(fine.percent / 100.0)),
                 html::text(fine.lower_when ? tr("the higher; for small companies the lower, {1}",
                                                 article_words(fine.lower_article))
                                            : tr("the higher"))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Response show_method(const RulePack& pack, Request& request) {
  std::vector<Part> parts{{tr("Dates of the law"), "dates", dates_table(pack, today_at(request))}};
  add_rules(parts, pack);
  parts.push_back({tr("Duties"), "duties", duties_table(pack, ObligationKind::duty)});
  parts.push_back({tr("Rights"), "rights", duties_table(pack, ObligationKind::right)});
  parts.push_back({tr("Fines"), "fines", fines_table(pack)});
  auto contents = html::each(
      parts, [](const Part& part) { return el("li", {}, {view::link({part.title, html::fragment(part.id)})}); });
  auto sections = html::each(parts, [](const Part& part) { return view::section(part.title, {part.body}, part.id); });
  return web::page(
      request, tr("The AI Act as rules"),
      view::heading({.title = tr("The AI Act as rules"),
                     .lead = pack.title.text(),
                     .eyebrow = tr("Rules as of {1}, pack {2}.", long_date(pack.law_as_of), pack.version)}) +
          view::callout(view::Tone::info, pack.notice.text()) +
          el("nav", {{"aria-label", tr("On this page")}}, {el("ul", {html::cls("plain")}, {contents})}) +
          condition_legend() + sections);
}

}  // namespace

void mount_method_page(web::Router& router, const RulePack& pack) {
  router.get("/method/ai-act", web::kEveryone, [&pack](Request& r) { return show_method(pack, r); });
}

}  // namespace couloir::compliance
