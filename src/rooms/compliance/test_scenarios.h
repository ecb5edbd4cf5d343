// The shipped pack and the scenarios that hold it to its word, for the tests of this room.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "compliance/classify.h"
#include "compliance/outcome_difference.h"

namespace couloir::compliance {

inline const std::filesystem::path kPackFolder = COULOIR_SOURCE_DIR "/data/ai-act";
inline const Date kToday = *parse_date("2026-11-23");

inline std::string told_by(const Error& error) {
  std::string all = tr(error.message);
  for (const auto& [where, what] : error.problems) all += "\n" + where + ": " + tr(what);
  return all;
}

inline const RulePack& the_pack() {
  static const RulePack pack = [] {
    auto read = load_rule_pack(kPackFolder, {std::chrono::floor<std::chrono::days>(system_clock().now().t)});
    if (!read) throw std::runtime_error(told_by(read.error()));
    return *std::move(read);
  }();
  return pack;
}

/// What a scenario must come to. Lists are whole: nothing more, nothing less.
struct Expected {
  Decision status = Decision::decided;
  RiskClass floor = RiskClass::minimal, ceiling = RiskClass::minimal;
  std::vector<std::string> by_role;           ///< "provider high", "deployer minimal..high"
  std::vector<std::string> flags, hit, open;  ///< rules: "A3-1c high deployer 2027-12-02"
  std::vector<std::string> duties;            ///< "provider O-10 2027-12-02"
  std::vector<std::string> missing;           ///< "Q26 F-0 F-4"
  std::optional<std::string> gpai;            ///< "no", "provider", "systemic"
  std::optional<std::int64_t> fine;
  bool operator==(const Expected&) const = default;
};
inline void describe(Describer& d, Expected& e) {
  d.field("status", e.status);
  d.field("floor", e.floor);
  d.field("ceiling", e.ceiling);
  d.field("by_role", e.by_role, couloir::Rule{}.or_keep());
  d.field("flags", e.flags, couloir::Rule{}.or_keep());
  d.field("hit", e.hit, couloir::Rule{}.or_keep());
  d.field("open", e.open, couloir::Rule{}.or_keep());
  d.field("duties", e.duties, couloir::Rule{}.or_keep());
  d.field("missing", e.missing, couloir::Rule{}.or_keep());
  d.field("gpai", e.gpai);
  d.field("fine", e.fine);
}

/// One row of scenarios.json: `like` names the row whose answers these change.
struct TableRow {
  std::string id, says;
  std::optional<std::string> like;
  ScenarioFile scenario;
  Expected expect;
};
inline void PrintTo(const TableRow& row, std::ostream* out) { *out << row.id << ": " << row.says; }
inline void describe(Describer& d, TableRow& r) {
  d.field("id", r.id);
  d.field("says", r.says);
  d.field("like", r.like);
  d.field("scenario", r.scenario);
  d.field("expect", r.expect);
}
struct ScenarioTable {
  std::vector<TableRow> rows;
};
inline void describe(Describer& d, ScenarioTable& t) { d.field("rows", t.rows); }

inline std::vector<std::string> codes(const std::vector<OutcomeLine>& lines) {
  std::vector<std::string> all;
  for (const auto& line : lines) all.push_back(line.code);
  return all;
}

inline const std::vector<TableRow>& the_rows() {
  static const std::vector<TableRow> rows = [] {
    std::ostringstream text;
    text << std::ifstream(COULOIR_SOURCE_DIR "/src/rooms/compliance/scenarios.json").rdbuf();
    ScenarioTable table;
    auto read = read_json(shape_of(table), text.str());
    if (!read) throw std::runtime_error(told_by(read.error()));
    for (auto& row : table.rows) {
      if (!row.like) continue;
      auto base = std::ranges::find(table.rows, *row.like, &TableRow::id);
      if (base == table.rows.end()) throw std::runtime_error(row.id + " is like nobody");
      for (const auto& [question, given] : base->scenario.answers) row.scenario.answers.try_emplace(question, given);
    }
    return std::move(table.rows);
  }();
  return rows;
}

inline Situation situation_of_row(const RulePack& pack, const TableRow& row) {
  auto situation = situation_of(pack, row.scenario, *parse_date("2026-11-22"));
  if (!situation) throw std::runtime_error(row.id + ": " + told_by(situation.error()));
  return *std::move(situation);
}

/// What the scenario comes to, in the words of the table.
inline Expected outcome_in_words(const RulePack& pack, const Situation& situation) {
  auto classified = classify(pack, situation);
  auto outcome = outcome_text(pack, situation, classified, Trace::no);
  Expected words;
  words.status = outcome.status;
  words.floor = outcome.floor;
  words.ceiling = outcome.ceiling;
  for (const auto& of : outcome.by_role) {
    auto range = std::string(name_of(of.floor));
    if (of.ceiling != of.floor) range += ".." + std::string(name_of(of.ceiling));
    words.by_role.push_back(std::string(name_of(of.role)) + " " + range);
  }
  words.flags = outcome.flags;
  auto on = [](const std::optional<Date>& date, const std::vector<ReadingText>& readings) {
    if (date) return " " + date->iso();
    std::string all;
    for (const auto& reading : readings) all += (all.empty() ? " " : "|") + reading.date;
    return all;
  };
  for (std::size_t i = 0; i < outcome.results.size(); ++i) {
    const auto& result = outcome.results[i];
    auto line = result.rule;
    if (result.gives != RiskClass::minimal) line += " " + std::string(name_of(result.gives));
    for (auto role : classified.results[i].binds) line += " " + std::string(name_of(role));
    (result.state == "hit" ? words.hit : words.open).push_back(line + on(result.applies_from, result.readings));
  }
  for (const auto& duty : outcome.obligations)
    words.duties.push_back(std::string(name_of(duty.role)) + " " + duty.id + on(duty.applies_from, duty.readings));
  for (const auto& missing : outcome.missing) {
    auto line = missing.question;
    for (const auto& id : missing.would_decide) line += " " + id;
    words.missing.push_back(line);
  }
  if (outcome.gpai) words.gpai = outcome.gpai->systemic ? "systemic" : outcome.gpai->provider ? "provider" : "no";
  words.fine = outcome.max_fine_eur;
  return words;
}

}  // namespace couloir::compliance
