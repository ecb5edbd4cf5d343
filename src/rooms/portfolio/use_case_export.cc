// Use cases as CSV: the columns that the import takes, then those only to read.
#include "portfolio/use_case_export.h"

#include <algorithm>

#include "base/csv.h"
#include "portfolio/describe.h"
#include "portfolio/use_case_store.h"
#include "words/words.h"

namespace couloir::portfolio {
namespace {

constexpr int kChunk = 500;

/// Only the first piece of a file begins with a byte order mark.
std::string without_mark(std::string piece) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (piece.starts_with(kMark)) piece.erase(0, kMark.size());
  return piece;
}

/// Excel in French takes 1.5 for the first of May; the import reads the comma as well.
std::string decimal(std::string written, CsvForm form) {
  if (form == CsvForm::excel_french) std::ranges::replace(written, '.', ',');
  return written;
}

std::vector<std::string> cells_of(const UseCase& u, const ScoreSummary& score, CsvForm form) {
  static const auto leaves = leaves_of(shape_of_const(UseCaseText{}));
  std::vector<std::string> cells;
  for (auto& t : write_texts(shape_of_const(u.text))) {
    bool real = leaves[cells.size()].kind == Kind::real;
    cells.push_back(real ? decimal(std::move(t.value), form) : std::move(t.value));
  }
  auto number = [&](double d) { return d < 0 ? std::string() : decimal(text_of(Scalar(d)), form); };
  cells.emplace_back(name_of(u.state));
  cells.push_back(number(score.floor));
  cells.push_back(number(score.ceiling));
  cells.push_back(score.pillar);
  return cells;
}

std::string csv_header(CsvForm form) {
  CsvWriter writer(form);
  UseCaseText t;
  std::vector<std::string> names;
  for (const auto& leaf : leaves_of(shape_of(t))) names.push_back(leaf.name);
  for (auto more : {"status", "score", "score_ceiling", "pillar"}) names.emplace_back(more);
  writer.row(names);
  return writer.take();
}

}  // namespace

std::function<std::string()> csv_chunks(Db& db, UseCaseFilter filter, CsvForm form) {
  struct State {
    bool header_sent = false, over = false;
    std::optional<Cursor> after;
  };
  auto state = std::make_shared<State>();  // the function is copied into the response
  return [&db, filter = std::move(filter), form, state]() -> std::string {
    if (!std::exchange(state->header_sent, true)) return csv_header(form);
    if (state->over) return "";
    auto reader = db.reader();
    auto page = whole_use_cases(*reader, filter, state->after, kChunk);
    CsvWriter writer(form);
    for (const auto& [use_case, score] : page.rows) writer.row(cells_of(use_case, score, form));
    state->after = page.next;
    state->over = !page.next;
    return without_mark(writer.take());
  };
}

std::string example_csv(const region::Pack& pack, CsvForm form) {
  UseCaseText text;
  text.external_id = "A-1";
  text.title = tr("Sort the letters of customers");
  text.problem = tr("Two people open and route 120 letters a day by hand.");
  text.process = tr("Customer service");
  text.expected_kpi = tr("Hours a week spent on sorting");
  text.baseline = "30";
  text.target = "10";
  text.data_needed = tr("A year of letters, scanned, with the service each went to");
  text.people_affected = 6;
  std::vector<std::string> names, cells;
  for (const auto& leaf : leaves_of(shape_of(text))) names.push_back(leaf.name);
  for (auto& field : write_texts(shape_of_const(text))) cells.push_back(std::move(field.value));
  auto level = [&](const std::string& code, int value) {
    names.push_back(code);
    cells.push_back(std::to_string(value));
  };
  for (const auto& c : pack.criteria)
    if (c.asked == region::Asked::once) level(c.code, 3);
  for (const auto& p : pack.pillars) level(p.code, &p == &pack.pillars.front() ? 4 : 0);
  CsvWriter writer(form);
  writer.row(names);
  writer.row(cells);
  return writer.take();
}

}  // namespace couloir::portfolio
