// The trace of an AI-Act file: every rule of the pack, whether it applies, and the answers behind it.
#include <algorithm>

#include "compliance/grounds.h"
#include "compliance/pages.h"
#include "compliance/scenario_edit.h"
#include "compliance/views.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

/// "Q22: Sort or rank applicants — ticked"; of a rule, a stage or a role with the answers behind it.
Html ground_line(const RulePack& pack, const Scenario& scenario, const Situation& situation, Grounds& why,
                 const Ground& ground, Truth of_rule) {
  auto state = label(ground.truth);
  if (ground.is_answer())
    state = ground.truth == Truth::yes ? tr("ticked")
                                       : tr("the answer: {1}", answer_words(pack, scenario, situation, ground.atom.at));
  auto behind = html::each(why.behind(ground, of_rule), [&](const Ground& one) {
    return ground_line(pack, scenario, situation, why, one, of_rule);
  });
  return el("li", {},
            {ground_words(pack, ground.atom), html::text(" — "), view::muted(state),
             behind.empty() ? Html() : el("ul", {}, {behind})});
}

Response show_trace(const RulePack& pack, Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto today = today_at(request);
  auto seen = seen_scenario(*request.site.db().reader(), request.actor(), pack, *id, today);
  if (!seen) return web::error_page(request, seen.error());
  auto situation = situation_of(pack, seen->scenario, seen->organisation, today);
  auto outcome = classify(pack, situation);
  Grounds why(pack, situation);
  Html sections;
  for (std::size_t s = 0; s < pack.stages.size(); ++s) {
    view::Table table, misses;
    table.caption = misses.caption = pack.stages[s].name.text();
    table.caption_hidden = misses.caption_hidden = true;
    table.columns = misses.columns = {{tr("Rule"), false, {}, {}},
                                      {tr("State"), false, {}, {}},
                                      {tr("Because"), false, {}, {}},
                                      {tr("Article"), false, {}, {}}};
    for (std::size_t i = 0; i < pack.rules.size(); ++i) {
      const auto& rule = pack.rules[i];
      if (rule.stage != s) continue;
      auto grounds = html::each(why.of(i), [&](const Ground& ground) {
        return ground_line(pack, seen->scenario, situation, why, ground, outcome.trace[i]);
      });
      bool always = rule.when.kind() == Condition::Kind::always;
      bool weightless = outcome.trace[i] == Truth::open &&
                        std::ranges::find(outcome.results, i, &RuleResult::rule) == outcome.results.end();
      auto limits = limits_of(pack, rule);
      view::Row row;
      row.cells = {el("strong", {}, {rule.id}) + html::text(" ") + html::text(rule.what.text()) +
                       (limits.empty() ? Html() : el("br", {}) + limits) +
                       (always ? Html() : el("br", {}) + el("code", {}, {rule.when.text()})),
                   weightless ? view::tag(tr("not settled, and nothing hangs on it")) : tag_of(outcome.trace[i]),
                   grounds.empty() ? view::muted(tr("always")) : el("ul", {}, {grounds}),
                   html::text(article_words(rule.article)) + el("br", {}) + provenance_links(pack, rule.provenance) +
                       (rule.legal_review ? for_legal() : Html())};
      row.marked = outcome.trace[i] == Truth::yes && rule.gives.has_value();
      (outcome.trace[i] == Truth::no ? misses : table).rows.push_back(std::move(row));
    }
    auto left_out = static_cast<std::int64_t>(misses.rows.size());
    sections += view::section(
        pack.stages[s].name.text(),
        {table.rows.empty() ? Html() : view::table(table),
         left_out == 0
             ? Html()
             : view::help(trn("{1} rule does not apply", "{1} rules do not apply", left_out), {view::table(misses)})});
  }
  std::vector<view::Link> above{{tr("AI-Act file"), file_path(*id)}};
  return web::page(
      request, tr("Rule by rule"),
      view::breadcrumbs(above, tr("Rule by rule")) +
          view::heading({.title = tr("Rule by rule"),
                         .lead = tr("Every rule of the pack, whether it applies, and the answers behind it."),
                         .eyebrow = seen->use_case.title}) +
          condition_legend() + sections + notice(pack));
}

}  // namespace

void mount_trace_page(web::Router& router, const RulePack& pack) {
  router.get("/use-cases/{id}/compliance/trace", kReaders, [&pack](Request& r) { return show_trace(pack, r); });
}

}  // namespace couloir::compliance
