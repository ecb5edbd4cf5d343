// Ranking the rows of a CSV by fit score, for scripts: no database, the region pack's own weights, nothing stored.
#include <fmt/format.h>

#include <algorithm>

#include "portfolio/api_shapes.h"
#include "portfolio/front.h"
#include "portfolio/import.h"
#include "portfolio/weights_store.h"

namespace couloir::portfolio {
namespace {

struct RankedRow {
  int rank = 0;
  std::int64_t line = 0;
  std::string external_id, title;
  double score = 0, score_ceiling = 0;
  std::string pillar;
  int unknown = 0;
  std::vector<PillarScore> pillars;
};
struct Ranking {
  std::string file, pack;
  int formula = kFormula;
  std::vector<RankedRow> rows;
};
void describe(Describer& d, RankedRow& r) {
  d.type("RankedRow");
  d.field("rank", r.rank);
  d.field("line", r.line);
  d.field("external_id", r.external_id);
  d.field("title", r.title);
  d.field("score", r.score);
  d.field("score_ceiling", r.score_ceiling);
  d.field("pillar", r.pillar);
  d.field("unknown", r.unknown);
  d.field("pillars", r.pillars);
}
void describe(Describer& d, Ranking& r) {
  d.type("Ranking");
  d.field("file", r.file);
  d.field("pack", r.pack);
  d.field("formula", r.formula);
  d.field("rows", r.rows);
}

/// "line 12" of a file that is no CSV of ours → "FILE:12".
std::string place_in_file(const std::string& filename, std::string_view where) {
  if (where.starts_with("line ")) return fmt::format("{}:{}", filename, where.substr(5));
  return where.empty() ? filename : fmt::format("{}: {}", filename, where);
}

Error unusable(Error error, const std::string& filename) {
  if (error.problems.empty()) error.problems.push_back({"", error.message});
  for (auto& p : error.problems) p.where = place_in_file(filename, p.where);
  return error;
}

Error bad_lines(const ReadFile& file, const std::string& filename) {
  std::vector<Problem> problems;
  for (const auto& p : file.problems)
    problems.push_back({fmt::format("{}:{}{}{}", filename, p.line, p.field.empty() ? "" : ": ", p.field), p.what});
  auto what = file.rows_bad == 1 ? say("{1} has one line to mend.", filename)
                                 : say("{1} has {2} lines to mend.", filename, std::to_string(file.rows_bad));
  return Error::invalid(std::move(what), std::move(problems));
}

RankedRow scored(const Weights& weights, const ImportedRow& row) {
  Scoring scoring;
  scoring.criteria = row.criteria;
  scoring.pillars = row.pillars;
  auto score = fit_score(weights, {scoring});
  return {0,
          row.line,
          row.text.external_id,
          row.text.title,
          score.floor(),
          score.ceiling(),
          score.best_pillar(),
          score.unknown,
          score.ranking};
}

std::string table_of(const Ranking& ranking) {
  std::string out = fmt::format("{:>4}  {:>5}  {:>5}  {:6}  {:12}  {}\n", tr("rank"), tr("score"), tr("up to"),
                                tr("pillar"), "external_id", tr("Title"));
  for (const auto& r : ranking.rows)
    out += fmt::format("{:>4}  {:>5.1f}  {:>5.1f}  {:6}  {:12}  {}\n", r.rank, r.score, r.score_ceiling, r.pillar,
                       r.external_id, r.title);
  return out;
}

}  // namespace

Result<std::string> score_csv_file(const region::Pack& pack, const std::string& filename, std::string_view content,
                                   ScoreFileForm form) {
  auto weights = pack_weights(pack, "");
  auto file = read_use_cases_csv(content, weights);
  if (!file) return unusable(std::move(file).error(), filename);
  if (file->rows_bad > 0) return bad_lines(*file, filename);
  Ranking ranking{filename, pack.region.code, weights.formula, {}};
  for (const auto& row : file->rows) ranking.rows.push_back(scored(weights, row));
  std::ranges::stable_sort(ranking.rows, [](const auto& a, const auto& b) { return a.score > b.score; });
  int rank = 0;
  for (auto& row : ranking.rows) row.rank = ++rank;
  return form == ScoreFileForm::json ? write_json(shape_of_const(ranking)) + "\n" : table_of(ranking);
}

}  // namespace couloir::portfolio
