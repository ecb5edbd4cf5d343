#include "portfolio/scoring_store.h"

#include <algorithm>

namespace couloir::portfolio {
namespace {

bool is_pillar(const Weights& weights, const std::string& code) {
  return std::ranges::any_of(weights.pillars, [&](const Weight& w) { return w.code == code; });
}

void insert_levels(Tx& tx, std::int64_t scoring, const std::vector<Level>& levels) {
  for (const auto& l : levels)
    if (l.level)
      tx.exec("INSERT INTO portfolio_level (scoring, code, level) VALUES (:scoring, :code, :level)",
              {{":scoring", scoring}, {":code", l.code}, {":level", *l.level}});
}

}  // namespace

void save_scoring(Tx& tx, UseCaseId use_case, const Weights& weights, const Scoring& s) {
  auto id = tx.one<std::int64_t>(R"sql(
      INSERT INTO portfolio_scoring (use_case, wave, scorer, side, at, comment)
      VALUES (:use_case, :wave, :scorer, :side, :at, :comment)
      ON CONFLICT (use_case, wave, scorer) DO UPDATE SET side = excluded.side, at = excluded.at, comment = excluded.comment
      RETURNING id)sql",
                                 {{":use_case", use_case},
                                  {":wave", weights.wave},
                                  {":scorer", s.scorer.v},
                                  {":side", s.side},
                                  {":at", s.at},
                                  {":comment", s.comment}});
  tx.exec("DELETE FROM portfolio_level WHERE scoring = :id", {{":id", id}});
  insert_levels(tx, id, s.criteria);
  insert_levels(tx, id, s.pillars);
}

std::vector<Scoring> scorings_of(Reader& reader, UseCaseId use_case, const Weights& weights) {
  std::vector<std::int64_t> ids;
  std::vector<Scoring> scorings;
  reader.each(R"sql(SELECT id, scorer, side, at, comment FROM portfolio_scoring
                     WHERE use_case = :use_case AND wave = :wave ORDER BY at, id)sql",
              {{":use_case", use_case}, {":wave", weights.wave}}, [&](const Row& row) {
                ids.push_back(row.get<std::int64_t>("id"));
                scorings.push_back({row.get<PersonId>("scorer"),
                                    row.get<ScorerSide>("side"),
                                    row.get<Instant>("at"),
                                    {},
                                    {},
                                    row.get<std::string>("comment")});
              });
  reader.each(
      R"sql(SELECT l.scoring, l.code, l.level FROM portfolio_level l JOIN portfolio_scoring s ON s.id = l.scoring
                     WHERE s.use_case = :use_case AND s.wave = :wave ORDER BY l.scoring, l.code)sql",
      {{":use_case", use_case}, {":wave", weights.wave}}, [&](const Row& row) {
        auto at = std::ranges::find(ids, row.get<std::int64_t>("scoring")) - ids.begin();
        auto& scoring = scorings[static_cast<std::size_t>(at)];
        Level level{row.get<std::string>("code"), row.get<int>("level")};
        (is_pillar(weights, level.code) ? scoring.pillars : scoring.criteria).push_back(std::move(level));
      });
  return scorings;
}

}  // namespace couloir::portfolio
