#include "portfolio/api_shapes.h"

#include "portfolio/describe.h"
#include "words/words.h"

namespace couloir::portfolio {
namespace {

constexpr std::size_t kMessage = 2'000, kFilename = 120;

std::optional<double> if_known(double score) { return score < 0 ? std::nullopt : std::optional(score); }

PartView view_of(const Part& p) {
  PartView v{p.code, p.weight, p.level, {}, {}, p.voices, p.points};
  if (p.voices > 0) v.lowest = p.lowest, v.highest = p.highest;
  return v;
}
std::vector<PartView> view_of(const std::vector<Part>& parts) {
  std::vector<PartView> views;
  for (const auto& p : parts) views.push_back(view_of(p));
  return views;
}

ScorerView view_of(const Weights& weights, const Scoring& s) {
  ScorerView v{s.scorer, s.side, s.at, fit_score(weights, {s}).floor(), s.comment, s.criteria};
  v.levels.insert(v.levels.end(), s.pillars.begin(), s.pillars.end());
  return v;
}

}  // namespace

UseCaseItem item_of(const UseCaseSummary& u) {
  return {u.id,
          u.organisation,
          u.external_id,
          u.title,
          u.state,
          if_known(u.score.floor),
          if_known(u.score.ceiling),
          u.score.pillar,
          u.rice,
          u.wsjf,
          u.updated_at};
}

UseCaseView view_of(const UseCase& u, const ScoreSummary& score) {
  UseCaseView v;
  v.id = u.id;
  v.organisation = u.organisation;
  if (u.team) v.team = u.team;
  v.text = u.text;
  v.state = u.state;
  v.stop_reason = u.stop_reason;
  v.mapped_on = u.mapped_on, v.filed_on = u.filed_on, v.running_on = u.running_on;
  v.shipped_on = u.shipped_on, v.stopped_on = u.stopped_on;
  v.days_to_ship = days_to_ship(u);
  v.score = if_known(score.floor), v.score_ceiling = if_known(score.ceiling);
  v.pillar = score.pillar;
  v.rice = rice(u.text.rice), v.wsjf = wsjf(u.text.wsjf);
  v.created_at = u.created_at, v.updated_at = u.updated_at;
  v.version = u.version;
  return v;
}

ScoreSheetView view_of(const ScoreSheet& sheet) {
  const auto& s = sheet.score;
  ScoreSheetView v;
  v.formula = s.formula;
  v.wave = sheet.weights.weights.wave;
  v.frozen_at = sheet.weights.frozen_at;
  v.score = s.floor(), v.score_ceiling = s.ceiling();
  v.pillar = s.scorers > 0 ? s.best_pillar() : "";
  v.scorers = s.scorers, v.unknown = s.unknown;
  v.lowest_total = s.lowest_total, v.highest_total = s.highest_total;
  v.ranking = s.ranking;
  v.criteria = view_of(s.criteria), v.pillars = view_of(s.pillars);
  v.disputed = disputed(s);
  for (const auto& scoring : sheet.scorings) v.views.push_back(view_of(sheet.weights.weights, scoring));
  return v;
}

HistoryView view_of(const std::vector<Happening>& all) {
  HistoryView history;
  auto if_any = [](auto id) { return id ? std::optional(id) : std::nullopt; };
  for (const auto& h : all) {
    HappeningView v{.what = h.what,
                    .at = h.at,
                    .person = if_any(h.person),
                    .import = if_any(h.import),
                    .changes = {},
                    .to = {},
                    .side = {},
                    .points = h.points,
                    .wave = h.wave,
                    .lab = if_any(h.lab),
                    .words = h.words};
    if (h.what == Happened::moved) v.to = h.to;
    if (h.what == Happened::scored) v.side = h.side;
    for (const auto& c : h.changes) v.changes.push_back({c.field, c.before, c.after});
    history.items.push_back(std::move(v));
  }
  return history;
}

LabList view_of(const std::vector<LabSuggestion>& suggestions) {
  LabList list;
  for (const auto& s : suggestions)
    list.items.push_back(
        {s.lab.id, s.lab.code, s.lab.profile.name.text(), s.match.confirmed, s.match.points, s.match.reasons});
  return list;
}

SponsorshipView view_of(const Sponsorship& s) {
  return {s.id, s.use_case, s.lab, s.state, s.message, s.asked_at, s.answer, s.answered_at, s.version};
}
SponsorshipList view_of(const std::vector<Sponsorship>& all) {
  SponsorshipList list;
  for (const auto& s : all) list.items.push_back(view_of(s));
  return list;
}

ImportView view_of(const Import& i) {
  ImportView v{i.id,       i.organisation, i.filename, i.state,     i.rows_total, i.rows_bad,
               i.next_row, i.added,        i.changed,  i.unchanged, {},           {}};
  for (const auto& p : i.problems) v.problems.push_back({p.line, p.field, tr(p.what)});
  for (const auto& r : i.first_rows) {
    v.first_rows.push_back({r.line, r.title, r.effect, r.scored, {}});
    for (const auto& c : r.changes) v.first_rows.back().changes.push_back({c.field, c.before, c.after});
  }
  return v;
}

WeightsView view_of(const WaveWeights& w) {
  return {w.weights.wave,         w.weights.formula,  w.from_pack,       w.frozen_at,
          w.weights.pillar_share, w.weights.criteria, w.weights.pillars, w.version};
}

// ── in ──

void describe(Describer& d, UseCaseQuery& q) {
  d.type("UseCaseQuery");
  d.field("q", q.q, text(0, 200).or_keep().doc(_t("Words that all must occur, without case or accents")));
  d.field("state", q.state, Rule{}.doc(_t("State")));
  d.field("pillar", q.pillar, text(0, 40).doc(_t("Code of the best pillar")));
  d.field("organisation", q.organisation, Rule{}.doc(_t("Organisation")));
  d.field("sort", q.sort, Rule{}.or_keep().doc(_t("Best first by this; titles from A")));
  d.field("after", q.after, text(0, 300).or_keep().doc(_t("“next” of the page before")));
  d.field("limit", q.limit, between(1, 200).or_keep().doc(_t("Rows a page, 1 to 200")));
}

void describe(Describer& d, NewUseCase& u) {
  d.type("NewUseCase");
  d.field("organisation", u.organisation, Rule{}.doc(_t("Organisation")));
  d.field("team", u.team, Rule{}.doc(_t("Team")));
  describe_texts(d, u.text);
}

void describe(Describer& d, UseCaseChange& u) {
  d.type("UseCaseChange");
  d.field("team", u.team, Rule{}.doc(_t("Team")));
  describe_texts(d, u.text);
}

void describe(Describer& d, Move& m) {
  d.type("UseCaseMove");
  d.field("state", m.state, Rule{}.doc(_t("Next state")));
  d.field("stop_reason", m.stop_reason, text(0, kMessage).or_keep().doc(_t("Why it stops; needed for “stopped”")));
}

void describe(Describer& d, GivenLevels& g) {
  d.type("GivenLevels");
  d.field("levels", g.levels,
          at_most(200).doc(_t("Your levels for criteria and pillars; those left out are not known")));
  d.field("comment", g.comment, text(0, kMessage).or_keep().doc(_t("Comment")));
}

void describe(Describer& d, AskSponsor& a) {
  d.type("AskSponsor");
  d.field("lab", a.lab, Rule{}.doc(_t("Lab")));
  d.field("message", a.message, text(0, kMessage).or_keep().doc(_t("Your message to the lab")));
}

void describe(Describer& d, SponsorAnswer& a) {
  d.type("SponsorAnswer");
  d.field("answer", a.answer, Rule{}.doc(_t("accepted or declined")));
  d.field("reason", a.reason,
          text(0, kMessage).or_keep().doc(_t("Your words to the organisation; needed when declining")));
}

void describe(Describer& d, RequestsQuery& q) {
  d.type("RequestsQuery");
  d.field("state", q.state, Rule{}.or_keep().doc(_t("State")));
}

void describe(Describer& d, ImportQuery& q) {
  d.type("ImportQuery");
  d.field("organisation", q.organisation, Rule{}.doc(_t("Organisation")));
  d.field("filename", q.filename, text(0, kFilename).or_keep().doc(_t("Name of the file, to recognise it by")));
}

void describe(Describer& d, ImportAtOnce& q) {
  d.type("ImportAtOnce");
  d.field("organisation", q.organisation, Rule{}.doc(_t("Organisation")));
  d.field("filename", q.filename, text(0, kFilename).or_keep().doc(_t("Name of the file, to recognise it by")));
  d.field("only_good", q.only_good, Rule{}.or_keep().doc(_t("Take the good lines in even when others are bad")));
}

void describe(Describer& d, ExportQuery& q) {
  d.type("ExportQuery");
  d.field("q", q.q, text(0, 200).or_keep().doc(_t("Words that all must occur, without case or accents")));
  d.field("state", q.state, Rule{}.doc(_t("State")));
  d.field("pillar", q.pillar, text(0, 40).doc(_t("Code of the best pillar")));
  d.field("organisation", q.organisation, Rule{}.doc(_t("Organisation")));
  d.field("form", q.form, Rule{}.or_keep().doc(_t("plain: commas; excel: as a French Excel opens it")));
}

void describe(Describer& d, Weight& w) {
  d.type("Weight");
  d.field("code", w.code, text(1, 60).doc(_t("Criterion or pillar of the region pack")));
  d.field("weight", w.weight, between(0, 100).doc(_t("Weight")));
}

void describe(Describer& d, NewWeights& w) {
  d.type("NewWeights");
  d.field("pillar_share", w.pillar_share, between(0, 100).doc(_t("Points of 100 for the fit with the best pillar")));
  d.field("criteria", w.criteria, at_most(100).doc(_t("Points of 100 for each criterion")));
  d.field("pillars", w.pillars, at_most(100).doc(_t("Pillars, compared with the heaviest")));
}

// ── out ──

void describe(Describer& d, UseCaseItem& u) {
  d.type("UseCaseItem");
  d.field("id", u.id);
  d.field("organisation", u.organisation);
  d.field("external_id", u.external_id);
  d.field("title", u.title);
  d.field("state", u.state);
  d.field("score", u.score);
  d.field("score_ceiling", u.score_ceiling);
  d.field("pillar", u.pillar);
  d.field("rice", u.rice);
  d.field("wsjf", u.wsjf);
  d.field("updated_at", u.updated_at);
}

void describe(Describer& d, UseCaseView& u) {
  d.type("UseCase");
  d.field("id", u.id);
  d.field("organisation", u.organisation);
  d.field("team", u.team);
  describe_texts(d, u.text);
  d.field("state", u.state);
  d.field("stop_reason", u.stop_reason);
  d.field("mapped_on", u.mapped_on);
  d.field("filed_on", u.filed_on);
  d.field("running_on", u.running_on);
  d.field("shipped_on", u.shipped_on);
  d.field("stopped_on", u.stopped_on);
  d.field("days_to_ship", u.days_to_ship);
  d.field("score", u.score);
  d.field("score_ceiling", u.score_ceiling);
  d.field("pillar", u.pillar);
  d.field("rice", u.rice);
  d.field("wsjf", u.wsjf);
  d.field("created_at", u.created_at);
  d.field("updated_at", u.updated_at);
  d.field("version", u.version);
}

void describe(Describer& d, PartView& p) {
  d.type("ScorePart");
  d.field("code", p.code);
  d.field("weight", p.weight);
  d.field("level", p.level);
  d.field("lowest", p.lowest);
  d.field("highest", p.highest);
  d.field("voices", p.voices);
  d.field("points", p.points);
}

void describe(Describer& d, PillarScore& p) {
  d.type("PillarScore");
  d.field("code", p.code);
  d.field("score", p.floor);
  d.field("score_ceiling", p.ceiling);
}

void describe(Describer& d, ScorerView& s) {
  d.type("ScorerView");
  d.field("scorer", s.scorer);
  d.field("side", s.side);
  d.field("at", s.at);
  d.field("total", s.total);
  d.field("comment", s.comment);
  d.field("levels", s.levels);
}

void describe(Describer& d, ScoreSheetView& s) {
  d.type("ScoreSheet");
  d.field("formula", s.formula);
  d.field("wave", s.wave);
  d.field("frozen_at", s.frozen_at);
  d.field("score", s.score);
  d.field("score_ceiling", s.score_ceiling);
  d.field("pillar", s.pillar);
  d.field("scorers", s.scorers);
  d.field("unknown", s.unknown);
  d.field("lowest_total", s.lowest_total);
  d.field("highest_total", s.highest_total);
  d.field("ranking", s.ranking);
  d.field("criteria", s.criteria);
  d.field("pillars", s.pillars);
  d.field("disputed", s.disputed);
  d.field("views", s.views);
}

void describe(Describer& d, Reason& r) {
  d.type("LabReason");
  d.field("kind", r.kind);
  d.field("points", r.points);
  d.field("about", r.about);
}

void describe(Describer& d, LabView& l) {
  d.type("SuggestedLab");
  d.field("lab", l.lab);
  d.field("code", l.code);
  d.field("name", l.name);
  d.field("confirmed", l.confirmed);
  d.field("points", l.points);
  d.field("reasons", l.reasons);
}

void describe(Describer& d, LabList& l) {
  d.type("SuggestedLabs");
  d.field("items", l.items);
}

void describe(Describer& d, SponsorshipView& s) {
  d.type("Sponsorship");
  d.field("id", s.id);
  d.field("use_case", s.use_case);
  d.field("lab", s.lab);
  d.field("state", s.state);
  d.field("message", s.message);
  d.field("asked_at", s.asked_at);
  d.field("answer", s.answer);
  d.field("answered_at", s.answered_at);
  d.field("version", s.version);
}

void describe(Describer& d, SponsorshipList& l) {
  d.type("Sponsorships");
  d.field("items", l.items);
}

void describe(Describer& d, ImportProblemView& p) {
  d.type("ImportProblem");
  d.field("line", p.line);
  d.field("field", p.field);
  d.field("detail", p.detail);
}

void describe(Describer& d, FieldChangeView& c) {
  d.type("FieldChange");
  d.field("field", c.field);
  d.field("before", c.before);
  d.field("after", c.after);
}

void describe(Describer& d, HappeningView& h) {
  d.type("Happening");
  d.field("what", h.what);
  d.field("at", h.at);
  d.field("person", h.person);
  d.field("import", h.import);
  d.field("changes", h.changes);
  d.field("to", h.to);
  d.field("side", h.side);
  d.field("points", h.points);
  d.field("wave", h.wave);
  d.field("lab", h.lab);
  d.field("words", h.words);
}

void describe(Describer& d, HistoryView& h) {
  d.type("UseCaseHistory");
  d.field("items", h.items);
}

void describe(Describer& d, RowChangeView& c) {
  d.type("ImportRowChange");
  d.field("field", c.field);
  d.field("before", c.before);
  d.field("after", c.after);
}

void describe(Describer& d, ImportRowView& r) {
  d.type("ImportRow");
  d.field("line", r.line);
  d.field("title", r.title);
  d.field("effect", r.effect);
  d.field("scored", r.scored, Rule{}.doc(_t("It would get its first score")));
  d.field("changes", r.changes);
}

void describe(Describer& d, ImportView& i) {
  d.type("Import");
  d.field("id", i.id);
  d.field("organisation", i.organisation);
  d.field("filename", i.filename);
  d.field("state", i.state);
  d.field("rows_total", i.rows_total);
  d.field("rows_bad", i.rows_bad);
  d.field("rows_done", i.rows_done);
  d.field("added", i.added, Rule{}.doc(_t("New use cases; while previewed, those that there would be")));
  d.field("changed", i.changed, Rule{}.doc(_t("Use cases that say something else, or got their first score")));
  d.field("unchanged", i.unchanged, Rule{}.doc(_t("Use cases that say the same already")));
  d.field("problems", i.problems);
  d.field("first_rows", i.first_rows, Rule{}.doc(_t("While previewed: the first lines that would change something")));
}

void describe(Describer& d, WeightsView& w) {
  d.type("WaveWeights");
  d.field("wave", w.wave);
  d.field("formula", w.formula);
  d.field("from_pack", w.from_pack);
  d.field("frozen_at", w.frozen_at);
  d.field("pillar_share", w.pillar_share);
  d.field("criteria", w.criteria);
  d.field("pillars", w.pillars);
  d.field("version", w.version);
}

void describe(Describer& d, WeightsList& l) {
  d.type("WeightsOfWaves");
  d.field("items", l.items);
}

}  // namespace couloir::portfolio
