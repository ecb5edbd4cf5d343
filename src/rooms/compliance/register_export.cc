#include "compliance/register_export.h"

#include <algorithm>

#include "compliance/indicator.h"
#include "compliance/scenario_store.h"
#include "compliance/views.h"
#include "documents/workbook.h"

namespace couloir::compliance {
namespace {

constexpr int kBatch = 200;

/// A batch of files at a time, with their titles and organisations.
class Lines {
 public:
  Lines(Db& db, std::vector<OrganisationId> organisations, Spelled spelled, std::string zone, Lang lang)
      : db_(db), organisations_(std::move(organisations)), spelled_(spelled), zone_(std::move(zone)), lang_(lang) {}

  bool next(std::vector<std::string>& cells) {
    if (at_ == lines_.size() && !fetch()) return false;
    Speaking speaking(lang_);
    const auto& line = lines_[at_++];
    auto title = titles_.find(line.use_case);
    auto name = names_.find(line.organisation);
    auto day = [&](const std::optional<Instant>& at) { return at ? day_in(*at, zone_).iso() : std::string(); };
    cells = {line.use_case.str(),
             title == titles_.end() ? std::string() : title->second,
             name == names_.end() ? std::string() : name->second,
             word(line.floor),
             word(line.ceiling),
             word(line.status),
             word(line.state),
             std::to_string(line.missing),
             std::to_string(line.duties),
             day(line.asked_at),
             line.state == ScenarioState::signed_ ? day(line.signed_at) : std::string(),
             day(line.updated_at),
             line.pack};
    return true;
  }

 private:
  template <class E>
  std::string word(E value) const {
    return spelled_ == Spelled::labels ? label(value) : std::string(name_of(value));
  }
  bool fetch() {
    if (over_) return false;
    auto reader = db_.reader();
    lines_ = register_lines(*reader, organisations_, after_, kBatch);
    at_ = 0;
    over_ = lines_.size() < kBatch;
    if (lines_.empty()) return false;
    after_ = lines_.back().id;
    std::vector<UseCaseId> use_cases;
    std::vector<OrganisationId> organisations;
    for (const auto& line : lines_) {
      use_cases.push_back(line.use_case);
      organisations.push_back(line.organisation);
    }
    titles_ = portfolio::titles_of_use_cases(*reader, use_cases);
    names_ = people::names_of_organisations(*reader, organisations);
    return true;
  }

  Db& db_;
  std::vector<OrganisationId> organisations_;
  Spelled spelled_;
  std::string zone_;
  Lang lang_;
  ScenarioId after_;
  bool over_ = false;
  std::vector<RegisterLine> lines_;
  std::size_t at_ = 0;
  std::unordered_map<UseCaseId, std::string> titles_;
  std::unordered_map<OrganisationId, std::string> names_;
};

std::vector<RegisterTable::Column> columns_of_files(Spelled spelled) {
  if (spelled == Spelled::keys)
    return {{"use_case", true}, {"title"},      {"organisation"},  {"floor"},        {"ceiling"},
            {"status"},         {"state"},      {"missing", true}, {"duties", true}, {"asked_on"},
            {"signed_on"},      {"updated_on"}, {"pack"}};
  return {{tr("No."), true, 6},        {tr("Use case"), false, 50},      {tr("Organisation"), false, 30},
          {tr("At least"), false, 22}, {tr("At most"), false, 22},       {tr("What the rules say"), false, 26},
          {tr("State"), false, 20},    {tr("Questions left"), true, 14}, {tr("Duties"), true, 10},
          {tr("Asked on"), false, 13}, {tr("Signed on"), false, 13},     {tr("Changed on"), false, 13},
          {tr("Rule pack"), false, 13}};
}

/// A line for each class. Without numbers where so few organisations have files that a sum would tell of one of them.
std::vector<std::vector<std::string>> rows_of_numbers(Db& db, const RegisterForm& form) {
  auto numbers = region_by_class(*db.reader(), form.pack, form.now);
  std::vector<std::vector<std::string>> rows;
  for (auto risk : {RiskClass::prohibited, RiskClass::high, RiskClass::transparency, RiskClass::minimal,
                    RiskClass::out_of_scope, RiskClass::not_ai}) {
    auto found = std::ranges::find(numbers, risk, &RegionClass::risk);
    auto sums = found == numbers.end() ? RegionClass::Sums{} : found->sums;
    auto& row = rows.emplace_back();
    row.push_back(form.spelled == Spelled::labels ? label(risk) : std::string(name_of(risk)));
    for (auto count : {&RegionClass::Sums::files, &RegionClass::Sums::missing, &RegionClass::Sums::signed_,
                       &RegionClass::Sums::classified, &RegionClass::Sums::unplanned})
      row.push_back(sums ? std::to_string((*sums).*count) : std::string());
  }
  return rows;
}

/// Owners and Legal get files; the others' numbers are of the whole region.
bool gets_files(const Actor& actor) {
  return may_judge(actor) || (actor.roles.has(Role::operator_) && !actor.organisations.empty());
}

RegisterTable table_of_numbers(Db& db, const RegisterForm& form) {
  auto rows = std::make_shared<std::vector<std::vector<std::string>>>(rows_of_numbers(db, form));
  RegisterTable table;
  if (form.spelled == Spelled::keys)
    table.columns = {{"floor"},        {"files", true},      {"needs_info", true},
                     {"signed", true}, {"classified", true}, {"unplanned", true}};
  else
    table.columns = {{tr("Class"), false, 26},
                     {tr("Files"), true, 12},
                     {tr("Answers missing"), true, 18},
                     {tr("Signed by Legal"), true, 18},
                     {tr("Counted as classified"), true, 22},
                     {tr("Signed, a duty without owner"), true, 28}};
  table.next = [rows, at = std::size_t{0}](std::vector<std::string>& cells) mutable {
    if (at == rows->size()) return false;
    cells = (*rows)[at++];
    return true;
  };
  return table;
}

/// The last cell of every row says who decides: a line is read alone.
RegisterTable noted(RegisterTable table, const RegisterForm& form) {
  table.columns.push_back({form.spelled == Spelled::keys ? "notice" : tr("Please note"), false, 46});
  table.next = [next = std::move(table.next), notice = form.pack.notice.text()](std::vector<std::string>& cells) {
    if (!next(cells)) return false;
    cells.push_back(notice);
    return true;
  };
  return table;
}

}  // namespace

bool may_export(const Actor& actor) {
  return gets_files(actor) || actor.roles.has(Role::office) || actor.roles.has(Role::indicator_owner);
}

Result<RegisterTable> register_table(Db& db, const Actor& actor, const RegisterForm& form) {
  if (!may_export(actor)) return Error::not_found(say("There is nothing to export."));
  if (!gets_files(actor)) return noted(table_of_numbers(db, form), form);
  auto organisations = may_judge(actor) ? std::vector<OrganisationId>{} : actor.organisations;
  auto lines = std::make_shared<Lines>(db, std::move(organisations), form.spelled, form.zone, language());
  return noted(
      {columns_of_files(form.spelled), [lines](std::vector<std::string>& cells) { return lines->next(cells); }}, form);
}

std::function<std::string()> csv_chunks(RegisterTable table, CsvForm form) {
  struct State {
    RegisterTable table;
    bool begun = false, over = false;
  };
  return [state = std::make_shared<State>(State{std::move(table)}), form]() -> std::string {
    if (state->over) return {};
    CsvWriter writer(form);
    bool first = !std::exchange(state->begun, true);
    if (first) {
      std::vector<std::string> names;
      for (const auto& column : state->table.columns) names.push_back(column.name);
      writer.row(names);
    }
    std::vector<std::string> cells;
    for (int i = 0; i < kBatch && !state->over; ++i) {
      state->over = !state->table.next(cells);
      if (!state->over) writer.row(cells);
    }
    auto piece = writer.take();
    constexpr std::string_view kMark = "\xEF\xBB\xBF";  // only the first piece begins with it
    if (!first && piece.starts_with(kMark)) piece.erase(0, kMark.size());
    return piece;
  };
}

Result<std::string> xlsx_of(RegisterTable table) {
  std::vector<documents::WorkbookColumn> columns;
  for (const auto& column : table.columns) columns.push_back({column.name, column.numeric, column.width});
  return documents::workbook(tr("AI-Act files"), columns, table.next);
}

}  // namespace couloir::compliance
