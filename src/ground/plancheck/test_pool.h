// A pool small enough to read: two engineers, two sites, six months from September 2026, dossiers as the test says.
#pragma once

#include <fmt/format.h>

#include <algorithm>

#include "plancheck/verdict.h"

namespace couloir::plancheck {

inline Instance a_pool() {
  Instance pool;
  pool.name = "tiny";
  pool.horizon = 6;
  pool.start_year = 2026;
  pool.start_month = 9;
  pool.min_alloc = 2;
  pool.skills = {"nlp", "vision"};
  pool.pillars = {"llm"};
  pool.sites = {"Strasbourg", "Nancy", "Brest"};
  pool.distance = {{0, 1, 2}, {1, 0, 2}, {2, 2, 0}};
  pool.travel_cost = {0, 600, -1};
  pool.team_weight = 700;
  pool.move_weight = 60;
  pool.sessions.assign(6, 1);
  pool.engineers = {{"Ada", 0, {{0, 4}}, std::vector<std::int64_t>(6, 10), std::vector<std::int64_t>(6, 1)},
                    {"Émilie", 1, {{0, 2}, {1, 3}}, std::vector<std::int64_t>(6, 8), std::vector<std::int64_t>(6, 2)}};
  return pool;
}

/// 20 quanta of nlp at level 2 in Strasbourg, in any month, by one or two engineers; worth 30,000.
inline Dossier a_dossier(std::string id) {
  Dossier dossier;
  dossier.id = std::move(id);
  dossier.roles = {{0, 2, 20, 20}};
  dossier.latest = 5;
  dossier.nmax = 2;
  dossier.base = 30'000;
  return dossier;
}

inline Plan a_plan(std::vector<std::vector<Assignment>> rows) {
  Plan plan;
  plan.staffed = true;
  plan.rows = std::move(rows);
  return plan;
}

/// The sentence in English.
inline std::string in_words(const Sentence& sentence) {
  auto text = sentence.msgid;
  for (std::size_t i = 0; i < sentence.args.size(); ++i)
    if (auto place = fmt::format("{{{}}}", i + 1); text.find(place) != text.npos)
      text.replace(text.find(place), place.size(), sentence.args[i]);
  return text;
}

/// "rule dossier/engineer/month: sentence", as a person would see them; - where there is none.
inline std::vector<std::string> told(const Verdict& verdict) {
  std::vector<std::string> all;
  auto number = [](const std::optional<int>& n) { return n ? std::to_string(*n) : "-"; };
  for (const auto& violation : verdict.violations)
    all.push_back(fmt::format("{} {}/{}/{}: {}", name_of(violation.rule), number(violation.dossier),
                              number(violation.engineer), number(violation.month), in_words(violation.text)));
  return all;
}

}  // namespace couloir::plancheck
