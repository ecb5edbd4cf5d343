// Pages of the score: why it is what it is, and the questions to answer. Also the public page that explains the
// formula.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "people/person.h"
#include "portfolio/describe.h"
#include "portfolio/pages.h"
#include "portfolio/scoring_store.h"
#include "portfolio/use_case_edit.h"
#include "portfolio/use_case_views.h"
#include "web/request.h"

namespace couloir::portfolio {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

std::string criterion_name(const region::Pack& pack, const std::string& code) {
  const auto* criterion = region::find(pack.criteria, code);
  return criterion == nullptr ? pillar_name(pack, code) : criterion->label.text();
}

std::string wave_name(const region::Pack& pack, const std::string& code) {
  const auto* wave = region::find(pack.waves, code);
  return wave == nullptr ? tr("no wave") : wave->name.text();
}

const region::Criterion* per_pillar(const region::Pack& pack) {
  auto found = std::ranges::find(pack.criteria, region::Asked::per_pillar, &region::Criterion::asked);
  return found == pack.criteria.end() ? nullptr : &*found;
}

/// "level 4 of 5"; a mean of several scorers has its decimal.
std::string level_words(double level) {
  bool whole = std::abs(level - std::round(level)) < 0.05;
  return tr("level {1} of 5", number(level, whole ? 0 : 1));
}

// ── why ──

Html contributions(const ScoreSheet& sheet, const region::Pack& pack) {
  std::vector<view::Part> parts;
  for (const auto& c : sheet.score.criteria)
    parts.push_back({criterion_name(pack, c.code), c.points, static_cast<double>(c.weight),
                     c.level ? level_words(*c.level) : tr("not known yet")});
  auto best = std::ranges::find(sheet.score.pillars, sheet.score.best_pillar(), &Part::code);
  if (best != sheet.score.pillars.end())
    parts.push_back({pillar_name(pack, best->code), best->points, static_cast<double>(best->weight),
                     best->level ? level_words(*best->level) : tr("not known yet")});
  return view::score_bar(tr("What the score is made of"), sheet.score.floor(), parts);
}

Html pillars_table(const ScoreSheet& sheet, const region::Pack& pack) {
  std::vector<view::Bar> bars;
  for (const auto& p : sheet.score.ranking)
    bars.push_back({pillar_name(pack, p.code),
                    p.floor,
                    number(p.floor, 0) + (p.ceiling - p.floor >= 0.5 ? " – " + number(p.ceiling, 0) : ""),
                    {},
                    p.code == sheet.score.best_pillar()});
  return view::ranking(tr("Score against each pillar"), tr("of 100"), bars, 100);
}

Html spread(const ScoreSheet& sheet, const region::Pack& pack, const std::unordered_map<PersonId, std::string>& names) {
  if (sheet.scorings.size() < 2)
    return view::note(
        tr("Only one person has scored it. A lab that is asked and the office may add their view beside hers."));
  std::vector<view::Spread> rows;
  auto add = [&](const Part& part, std::vector<Level> Scoring::* levels) {
    view::Spread row{criterion_name(pack, part.code), {}};
    for (const auto& s : sheet.scorings) {
      auto name = name_in(names, s.scorer);
      for (const auto& l : s.*levels)
        if (l.code == part.code && l.level)
          row.values.push_back({(name.empty() ? name : name + ", ") + label(s.side), static_cast<double>(*l.level)});
    }
    rows.push_back(std::move(row));
  };
  for (const auto& c : sheet.score.criteria) add(c, &Scoring::criteria);
  for (const auto& p : sheet.score.pillars) add(p, &Scoring::pillars);
  return view::spread_plot(tr("Who gave which level"), rows, 0, kTopLevel);
}

Html disputes(const ScoreSheet& sheet, const region::Pack& pack) {
  auto codes = disputed(sheet.score);
  if (codes.empty()) return {};
  auto list = html::each(codes, [&](const std::string& code) { return el("li", {}, {criterion_name(pack, code)}); });
  return view::callout(view::Tone::warn, tr("Worth a talk before a decision"),
                       {el("p", {}, {tr("The scorers are three levels or more apart on:")}), el("ul", {}, {list})});
}

Html scorers_table(const Request& request, const ScoreSheet& sheet,
                   const std::unordered_map<PersonId, std::string>& names) {
  view::Table table;
  table.caption = tr("Who scored, and when");
  table.columns = {{tr("Who"), false, {}, {}},
                   {tr("As"), false, {}, {}},
                   {tr("When"), false, {}, {}},
                   {tr("Own total"), true, {}, {}},
                   {tr("Comment"), false, {}, {}}};
  for (const auto& s : sheet.scorings) {
    auto name = name_in(names, s.scorer);
    view::Row row;
    row.cells = {html::text(name.empty() ? tr("somebody who left") : name), html::text(label(s.side)),
                 html::text(date_time(s.at, request.site.config().timezone)),
                 html::text(number(fit_score(sheet.weights.weights, {s}).floor(), 0)), html::text(s.comment)};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html method_note(const ScoreSheet& sheet, const region::Pack& pack) {
  const auto& w = sheet.weights;
  return view::panel(
      tr("How it is counted"),
      {el("p", {},
          {tr("Formula {1}, weights of: {2}.", std::to_string(sheet.score.formula), wave_name(pack, w.weights.wave)),
           html::text(" "),
           w.frozen_at ? tr("They are frozen for the wave.")
                       : tr("They are the region pack’s own; nothing has been scored in this wave yet.")}),
       el("p", {},
          {tr("Each criterion brings its weight times its level out of 5; the pillar that fits best brings its share. "
              "What nobody knows counts nothing, and the range says how far the score could still go.")}),
       view::link({tr("The whole formula and every weight"), html::path("/method/fit-score")})},
      "method");
}

Response show_score(const region::Pack& pack, Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto use_case = visible_use_case(*reader, request.actor(), *id);
  if (!use_case) return web::error_page(request, use_case.error());
  auto sheet = score_sheet(*reader, request.actor(), pack, *id);
  if (!sheet) return web::error_page(request, sheet.error());
  std::vector<PersonId> ids;
  for (const auto& s : sheet->scorings) ids.push_back(s.scorer);
  auto names = people::names_of_persons(*reader, ids);
  reader.reset();
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")},
                                {use_case->text.title, use_case_path(*id)}};
  auto give = view::button(
      view::Action{tr("Give my levels"), use_case_path(*id, "/score/edit"), view::Weight::primary, {}, {}});
  auto top = view::breadcrumbs(above, tr("Score")) + view::heading({.title = tr("Why this score"),
                                                                    .lead = use_case->text.title,
                                                                    .tags = tag_of(use_case->state),
                                                                    .actions = view::actions({give})});
  if (sheet->score.scorers == 0)
    return web::page(request, tr("Why this score"),
                     top + view::empty_state(tr("Not scored yet"),
                                             tr("A dozen short questions, five minutes. “I don’t know” is always an "
                                                "answer: the range shows what it could change."),
                                             give));
  const auto& s = sheet->score;
  std::vector<view::Stat> stats{
      {tr("Score"),
       number(s.floor(), 0),
       tr("of 100"),
       s.unknown > 0 ? trn("up to {2} while one answer is open", "up to {2} while {1} answers are open", s.unknown,
                           number(s.ceiling(), 0))
                     : "",
       {}},
      {tr("Best pillar"), s.best_pillar(), "", pillar_name(pack, s.best_pillar()), {}},
      {tr("Scorers"),
       std::to_string(s.scorers),
       "",
       s.scorers > 1 ? tr("own totals from {1} to {2}", number(s.lowest_total, 0), number(s.highest_total, 0)) : "",
       {}}};
  return web::page(request, tr("Why this score"),
                   top + view::stats(stats) + disputes(*sheet, pack) + contributions(*sheet, pack) +
                       pillars_table(*sheet, pack) +
                       view::section(tr("Views side by side"),
                                     {spread(*sheet, pack, names), scorers_table(request, *sheet, names)}) +
                       method_note(*sheet, pack));
}

// ── the questions ──

view::Field question(const std::string& code, const std::string& label, const region::Criterion& criterion,
                     const web::Form& form, const std::string& hint) {
  view::Field field;
  field.name = code;
  field.label = label;
  field.hint = hint;
  field.input = view::Input::radios;
  field.required = true;  // “I don’t know” is an answer
  field.value = form.value(code);
  for (int level = kTopLevel; level >= 0; --level)
    field.options.push_back({std::to_string(level),
                             std::to_string(level) + " · " + criterion.levels[static_cast<std::size_t>(level)].text(),
                             {}});
  field.options.push_back({"?", tr("I don’t know"), {}});
  if (field.value.empty()) field.value = "?";
  return field;
}

/// Words of the use case that are a pillar's evidence words: a hint for the answer, never a part of the score.
std::string evidence_hint(const UseCase& u, const region::Pillar& pillar) {
  auto said = words_of(u.text.title + " " + u.text.problem + " " + u.text.process + " " + u.text.expected_kpi + " " +
                       u.text.data_needed);
  std::string found;
  for (const auto* keywords : {&pillar.evidence.fr, &pillar.evidence.en})
    for (const auto& keyword : *keywords) {
      auto parts = words_of(keyword);
      bool all = !parts.empty() &&
                 std::ranges::all_of(parts, [&](const auto& w) { return std::ranges::find(said, w) != said.end(); });
      if (all && found.find(keyword) == std::string::npos) found += (found.empty() ? "" : ", ") + keyword;
    }
  return found.empty() ? pillar.description.text() : tr("Your text speaks of: {1}.", found);
}

Response questions_page(const region::Pack& pack, Request& request, const UseCase& use_case, const web::Form& form,
                        int status) {
  std::vector<view::Field> pillars, criteria;
  if (const auto* fit = per_pillar(pack))
    for (const auto& p : pack.pillars)
      pillars.push_back(question(p.code, p.code + " · " + p.label.text(), *fit, form, evidence_hint(use_case, p)));
  for (const auto& c : pack.criteria)
    if (c.asked == region::Asked::once)
      criteria.push_back(question(c.code, c.label.text(), c, form, c.question.text()));
  view::Field comment;
  comment.name = "comment";
  comment.label = tr("Comment");
  comment.input = view::Input::long_text;
  comment.value = form.value("comment");
  comment.hint = tr("What made you hesitate? The others will read it beside your levels.");
  auto all = pillars;
  all.insert(all.end(), criteria.begin(), criteria.end());
  std::vector<view::Link> above{{tr("Use cases"), html::path("/use-cases")},
                                {use_case.text.title, use_case_path(use_case.id)}};
  const auto* fit = per_pillar(pack);
  auto buttons = view::button_row(
      {view::submit({.text = tr("Save my levels")}),
       view::button(view::Action{tr("Cancel"), use_case_path(use_case.id), view::Weight::quiet, {}, {}})});
  auto content =
      view::breadcrumbs(above, tr("My levels")) +
      view::heading({.title = tr("How well does it fit?"),
                     .lead = tr("Answer for yourself; “I don’t know” costs nothing but certainty. You can come back."),
                     .eyebrow = use_case.text.title}) +
      view::form(
          {.action = use_case_path(use_case.id, "/score"), .csrf = web::stamp(request), .label = tr("My levels")},
          {view::error_summary(all, form.problems),
           view::section(tr("Fit with the pillars"),
                         {view::note(fit ? fit->question.text() : ""), view::fields(pillars, form.problems)}),
           view::section(tr("The case itself"),
                         {view::fields(criteria, form.problems), view::field(comment, form.problems)}),
           buttons});
  return web::page(request, tr("My levels"), content, status);
}

Response show_questions(const region::Pack& pack, Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  auto reader = request.site.db().reader();
  auto use_case = visible_use_case(*reader, request.actor(), *id);
  if (!use_case) return web::error_page(request, use_case.error());
  auto sheet = score_sheet(*reader, request.actor(), pack, *id);
  reader.reset();
  web::Form form;
  if (sheet)
    for (const auto& s : sheet->scorings)
      if (s.scorer == request.actor().person) {
        for (const auto* levels : {&s.criteria, &s.pillars})
          for (const auto& l : *levels)
            if (l.level) form.values.push_back({l.code, std::to_string(*l.level)});
        form.values.push_back({"comment", s.comment});
      }
  return questions_page(pack, request, *use_case, form, 200);
}

Response score(const region::Pack& pack, Request& request) {
  auto id = request.id<UseCaseId>("id");
  if (!id) return web::error_page(request, id.error());
  Scoring given;
  auto problems = read_levels(request.form, pack_weights(pack, ""), given);
  given.comment = trim(request.filled("comment"));
  if (problems.empty()) {
    auto scored = score_use_case(request.op(), pack, *id, given);
    if (scored)
      return web::see_other(request, use_case_path(*id, "/score"),
                            say("Your levels are saved: {1} of 100.", number(scored->floor(), 0)));
    if (scored.error().code != Code::invalid) return web::error_page(request, scored.error());
    problems = scored.error().problems;
  }
  auto use_case = visible_use_case(*request.site.db().reader(), request.actor(), *id);
  if (!use_case) return web::error_page(request, use_case.error());
  return questions_page(pack, request, *use_case, {request.form, problems}, 400);
}

// ── the method ──

Response show_method(const region::Pack& pack, Request& request) {
  auto today = day_in(request.site.clock().now(), request.site.config().timezone);
  auto weights = weights_of(*request.site.db().reader(), pack, wave_code(pack, today));
  view::Table criteria;
  criteria.caption = tr("Criteria and their weights");
  criteria.columns = {{tr("Criterion"), false, {}, {}},
                      {tr("Question"), false, {}, {}},
                      {tr("Points"), true, {}, {}},
                      {tr("Where it comes from"), false, {}, {}}};
  auto add = [&](const region::Criterion& c, int points) {
    view::Row row;
    row.cells = {html::text(c.label.text()), html::text(c.question.text()), html::text(std::to_string(points)),
                 html::text(c.fact.note.text())};
    criteria.rows.push_back(std::move(row));
  };
  for (const auto& w : weights.weights.criteria)
    if (const auto* c = region::find(pack.criteria, w.code)) add(*c, w.weight);
  if (const auto* fit = per_pillar(pack)) add(*fit, weights.weights.pillar_share);
  view::Table pillars;
  pillars.caption = tr("Pillars");
  pillars.columns = {
      {tr("Pillar"), false, {}, {}}, {tr("What it covers"), false, {}, {}}, {tr("Weight"), true, {}, {}}};
  for (const auto& w : weights.weights.pillars)
    if (const auto* p = region::find(pack.pillars, w.code)) {
      view::Row row;
      row.cells = {html::text(pillar_name(pack, p->code)), html::text(p->description.text()),
                   html::text(std::to_string(w.weight))};
      pillars.rows.push_back(std::move(row));
    }
  auto formula = el("pre", {},
                    {tr("points of a criterion = weight × level ÷ 5\npoints of a pillar = share × (its weight ÷ the "
                        "heaviest weight) × fit ÷ 5\nscore = criteria + the best pillar, of 100")});
  auto content =
      view::heading(
          {.title = tr("How the fit score is counted"),
           .lead = tr("Formula {1}. Wave: {2}. The same for everybody, deterministic, and never a ranking of people.",
                      std::to_string(kFormula), wave_name(pack, weights.weights.wave))}) +
      formula +
      el("p", {},
         {tr("A level is the mean of those who know it, one voice each. What nobody knows counts nothing in the score "
             "and full in its upper end. Weights are frozen with the first score of a wave.")}) +
      view::table(criteria) + view::table(pillars);
  return web::page(request, tr("How the fit score is counted"), content);
}

}  // namespace

void mount_score_pages(web::Router& router, const region::Pack& pack) {
  router.get("/use-cases/{id}/score", kReaders, [&pack](Request& r) { return show_score(pack, r); })
      .get("/use-cases/{id}/score/edit", kReaders, [&pack](Request& r) { return show_questions(pack, r); })
      .post("/use-cases/{id}/score", kReaders, [&pack](Request& r) { return score(pack, r); })
      .get("/method/fit-score", web::kEveryone, [&pack](Request& r) { return show_method(pack, r); });
}

}  // namespace couloir::portfolio
