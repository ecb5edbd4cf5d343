// Scenarios in files, for scripts: no database, nothing stored.
#include <fmt/format.h>

#include <algorithm>
#include <future>

#include "base/text.h"
#include "compliance/front.h"
#include "compliance/pack_diff.h"
#include "compliance/scenario_file.h"
#include "words/words.h"

namespace couloir::compliance {
namespace {

/// Columns side by side, as wide as their widest cell.
template <std::size_t N>
std::string text_table(const std::vector<std::array<std::string, N>>& rows) {
  std::array<std::size_t, N> widths{};
  for (const auto& row : rows)
    for (std::size_t i = 0; i < N; ++i) widths[i] = std::max(widths[i], count_of_code_points(row[i]));
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < N; ++i) line += row[i] + std::string(widths[i] - count_of_code_points(row[i]) + 2, ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

struct Classified {
  std::string file;
  std::string name;
  OutcomeText outcome;  ///< of a table
  std::string json;     ///< else: its line
};

/// {"file":"a.json", …the outcome…}
std::string line_of(const std::string& file, const std::string& outcome) {
  return fmt::format("{{\"file\":{},{}\n", json_string(file), outcome.substr(1));
}

Result<Classified> classify_file(const RulePack& pack, const NamedFile& file, const ClassifyOptions& options,
                                 Date today) {
  ScenarioFile scenario;
  TRY(read_json(shape_of(scenario), file.content));
  TRY_LET(auto situation, situation_of(pack, scenario, today));
  auto outcome = outcome_text(pack, situation, classify(pack, situation), options.trace ? Trace::yes : Trace::no);
  Classified one{file.name, scenario.name.value_or(""), {}, {}};
  if (options.form == ClassifyForm::table)
    one.outcome = std::move(outcome);
  else if (auto json = write_json(shape_of_const(outcome)); options.form == ClassifyForm::json_lines)
    one.json = line_of(file.name, json);
  else
    one.json = json + "\n";
  return one;
}

/// In the order of the files; a thread of its own takes the second half, for a folder of ten thousand.
std::vector<Result<Classified>> classify_all(const RulePack& pack, const std::vector<NamedFile>& files,
                                             const ClassifyOptions& options, Date today) {
  auto some = [&, spoken = language()](std::size_t from, std::size_t to) {
    Speaking speaking(spoken);
    std::vector<Result<Classified>> classified;
    for (; from < to; ++from) classified.push_back(classify_file(pack, files[from], options, today));
    return classified;
  };
  auto middle = files.size() / 2;
  auto second = std::async(std::launch::async, some, middle, files.size());
  auto all = some(0, middle);
  std::ranges::move(second.get(), std::back_inserter(all));
  return all;
}

std::string table_of(const std::vector<Classified>& all) {
  std::vector<std::array<std::string, 6>> rows{
      {tr("File"), tr("Status"), tr("At least"), tr("At most"), tr("Rules"), tr("To find out")}};
  for (const auto& one : all) {
    std::string rules, missing;
    for (const auto& result : one.outcome.results)
      if (result.state == "hit" && result.gives > RiskClass::minimal) rules += (rules.empty() ? "" : " ") + result.rule;
    for (const auto& answer : one.outcome.missing) missing += (missing.empty() ? "" : " ") + answer.question;
    rows.push_back({one.name.empty() ? one.file : one.name, std::string(name_of(one.outcome.status)),
                    std::string(name_of(one.outcome.floor)), std::string(name_of(one.outcome.ceiling)),
                    std::move(rules), std::move(missing)});
  }
  return text_table(rows);
}

}  // namespace

Result<std::shared_ptr<const RulePack>> open_rule_pack(const std::filesystem::path& folder, Date today) {
  TRY_LET(auto pack, load_rule_pack(folder, today));
  return std::make_shared<const RulePack>(std::move(pack));
}

Result<std::string> classify_files(const RulePack& pack, const std::vector<NamedFile>& files,
                                   const ClassifyOptions& options, Date today) {
  std::vector<Classified> all;
  std::vector<Problem> problems;
  auto classified = classify_all(pack, files, options, today);
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto& one = classified[i];
    const auto& name = files[i].name;
    if (one) {
      all.push_back(*std::move(one));
      continue;
    }
    if (one.error().problems.empty()) problems.push_back({name, one.error().message});
    for (auto& problem : one.error().problems)
      problems.push_back({fmt::format("{}: {}", name, problem.where), std::move(problem.what)});
  }
  if (!problems.empty()) return Error::invalid(std::move(problems));
  if (options.form == ClassifyForm::table) return table_of(all) + "\n" + notice_of(pack) + "\n";
  std::string text;
  for (const auto& one : all) text += one.json;
  return text;
}

std::string notice_of(const RulePack& pack) { return pack.notice.text(); }

std::string pack_differences(const RulePack& before, const RulePack& after, bool json) {
  return told(difference_of(before, after), json);
}

std::string list_rules(const RulePack& pack, bool json) {
  std::vector<std::array<std::string, 6>> rows{
      {tr("Rule"), tr("Class"), tr("Article"), tr("Confidence"), tr("Applies from"), tr("When")}};
  std::string lines;
  for (const auto& rule : pack.rules) {
    std::string gives(rule.gives ? name_of(*rule.gives) : "");
    auto day = pack.first_day(rule);
    auto on = day ? day->iso() : std::string();
    auto date = rule.date_of_rules ? "rule" : rule.date == kNowhere ? std::string() : pack.dates[rule.date].id;
    auto or_null = [](const std::string& text) { return text.empty() ? std::string("null") : json_string(text); };
    lines += fmt::format(
        "{{\"rule\":{},\"class\":{},\"article\":{},\"confidence\":\"{}\",\"applies_from\":{},\"when\":{},\"date\":{}}}"
        "\n",
        json_string(rule.id), or_null(gives), json_string(rule.article), name_of(rule.provenance.confidence),
        or_null(on), json_string(rule.when.text()), or_null(date));
    rows.push_back({rule.id, gives, rule.article, std::string(name_of(rule.provenance.confidence)),
                    day && rule.date_of_rules ? tr("{1} or later", on) : on, rule.when.text()});
  }
  return json ? lines : text_table(rows);
}

}  // namespace couloir::compliance
