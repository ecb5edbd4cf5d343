#include "portfolio/fit_score.h"

#include <algorithm>
#include <set>

#include "base/bug.h"

namespace couloir::portfolio {
namespace {

constexpr int kDispute = 3;  // levels apart

std::optional<int> level_of(const std::vector<Level>& levels, const std::string& code) {
  for (const auto& l : levels)
    if (l.code == code) return l.level;
  return std::nullopt;
}

/// Gathers one code over all scorers; `points` is what a full level brings.
Part gather(const std::string& code, double points, const std::vector<Scoring>& scorings,
            std::vector<Level> Scoring::* levels) {
  Part part;
  part.code = code;
  int sum = 0;
  for (const auto& scoring : scorings) {
    auto level = level_of(scoring.*levels, code);
    if (!level) continue;
    part.lowest = part.voices == 0 ? *level : std::min(part.lowest, *level);
    part.highest = part.voices == 0 ? *level : std::max(part.highest, *level);
    sum += *level;
    ++part.voices;
  }
  if (part.voices > 0) part.level = static_cast<double>(sum) / part.voices;
  part.points = points * part.level.value_or(0) / kTopLevel;
  return part;
}

int heaviest(const std::vector<Weight>& pillars) {
  int most = 0;
  for (const auto& p : pillars) most = std::max(most, p.weight);
  return most;
}

double points_of_pillar(const Weights& weights, const Weight& pillar) {
  return static_cast<double>(weights.pillar_share) * pillar.weight / heaviest(weights.pillars);
}

/// What is missing between the floor and the ceiling of one part.
double open_points(const Part& part, double points) { return part.level ? 0 : points; }

void rank_pillars(const Weights& weights, FitScore& score) {
  double known = 0, open = 0;
  for (std::size_t i = 0; i < score.criteria.size(); ++i) {
    known += score.criteria[i].points;
    open += open_points(score.criteria[i], weights.criteria[i].weight);
  }
  for (std::size_t i = 0; i < score.pillars.size(); ++i) {
    const auto& part = score.pillars[i];
    double floor = known + part.points;
    score.ranking.push_back(
        {part.code, floor, floor + open + open_points(part, points_of_pillar(weights, weights.pillars[i]))});
  }
  std::ranges::stable_sort(score.ranking, [](const auto& a, const auto& b) { return a.floor > b.floor; });
}

FitScore without_spread(const Weights& weights, const std::vector<Scoring>& scorings) {
  FitScore score;
  score.formula = weights.formula;
  score.wave = weights.wave;
  score.scorers = static_cast<int>(scorings.size());
  for (const auto& c : weights.criteria)
    score.criteria.push_back(gather(c.code, c.weight, scorings, &Scoring::criteria));
  for (const auto& p : weights.pillars) {
    auto points = points_of_pillar(weights, p);
    score.pillars.push_back(gather(p.code, points, scorings, &Scoring::pillars));
    score.pillars.back().weight = static_cast<int>(points + 0.5);
  }
  for (std::size_t i = 0; i < score.criteria.size(); ++i) score.criteria[i].weight = weights.criteria[i].weight;
  auto silent = [](const Part& part) { return !part.level.has_value(); };
  score.unknown =
      static_cast<int>(std::ranges::count_if(score.criteria, silent) + std::ranges::count_if(score.pillars, silent));
  rank_pillars(weights, score);
  return score;
}

}  // namespace

double FitScore::ceiling() const {
  double most = 0;
  for (const auto& p : ranking) most = std::max(most, p.ceiling);
  return most;
}

std::vector<Problem> flaws_of(const Weights& weights) {
  std::vector<Problem> flaws;
  std::set<std::string> seen;
  int sum = weights.pillar_share;
  for (const auto* list : {&weights.criteria, &weights.pillars})
    for (const auto& w : *list) {
      if (w.weight < 0) flaws.push_back({w.code, say("A weight cannot be below 0.")});
      if (!seen.insert(w.code).second) flaws.push_back({w.code, say("“{1}” is given more than once.", w.code)});
    }
  for (const auto& c : weights.criteria) sum += c.weight;
  if (weights.pillar_share < 0) flaws.push_back({"pillar_share", say("A weight cannot be below 0.")});
  if (sum != 100)
    flaws.push_back(
        {"criteria", say("The weights of the criteria and of the pillar fit must add up to 100; they add up to {1}.",
                         std::to_string(sum))});
  if (heaviest(weights.pillars) <= 0) flaws.push_back({"pillars", say("At least one pillar needs a weight above 0.")});
  return flaws;
}

FitScore fit_score(const Weights& weights, const std::vector<Scoring>& scorings) {
  check(flaws_of(weights).empty(), "weights with flaws");
  auto score = without_spread(weights, scorings);
  for (std::size_t i = 0; i < scorings.size(); ++i) {
    auto own = without_spread(weights, {scorings[i]}).floor();
    score.lowest_total = i == 0 ? own : std::min(score.lowest_total, own);
    score.highest_total = std::max(score.highest_total, own);
  }
  return score;
}

bool is_complete(const Weights& weights, const Scoring& scoring) {
  auto known = [](const std::vector<Level>& levels) {
    return [&](const Weight& w) { return level_of(levels, w.code).has_value(); };
  };
  return std::ranges::all_of(weights.criteria, known(scoring.criteria)) &&
         std::ranges::any_of(weights.pillars, known(scoring.pillars));
}

std::vector<std::string> disputed(const FitScore& score) {
  std::vector<std::string> codes;
  for (const auto* parts : {&score.criteria, &score.pillars})
    for (const auto& part : *parts)
      if (part.spread() >= kDispute) codes.push_back(part.code);
  return codes;
}

}  // namespace couloir::portfolio
