// The only SQL on portfolio_use_case, portfolio_word and portfolio_change.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "portfolio/use_case.h"
#include "store/db.h"

namespace couloir::portfolio {

/// Columns of portfolio_use_case as read_use_case() and read_score() want them.
extern const std::string_view kUseCaseColumns, kScoreColumns;
UseCase read_use_case(const Row&);
struct ScoreSummary;
ScoreSummary read_score(const Row&);

std::optional<UseCase> find_use_case(Reader&, UseCaseId);
/// In one statement, in no order; those that are not there are left out.
std::vector<UseCase> use_cases_with_ids(Reader&, const std::vector<UseCaseId>&);
/// The pillar of the best score of each; those without a score are left out.
std::unordered_map<UseCaseId, std::string> best_pillars(Reader&, const std::vector<UseCaseId>&);
std::optional<UseCase> find_use_case_by_external_id(Reader&, OrganisationId, const std::string& external_id);
/// Those of an organisation with one of these keys, with their scores, in no order. One statement: some hundred keys.
struct WholeUseCase;
std::vector<WholeUseCase> use_cases_with_external_ids(Reader&, OrganisationId, const std::vector<std::string>& keys);
/// Gives it its id and version 1.
void insert_use_case(Tx&, UseCase&);
/// Saves texts, state and dates, and raises the version. Errors: conflict (another version is stored).
Result<void> save_use_case(Tx&, UseCase&);

/// The score as lists show it; derived, written by score_use_case alone.
struct ScoreSummary {
  double floor = -1;  ///< −1: nobody has scored it
  double ceiling = -1;
  std::string pillar;  ///< best one
  std::string wave;
  int scorers = 0;
  bool owner_complete = false;  ///< its owner has answered every question of that wave
  bool known() const { return floor >= 0; }
};
void save_score(Tx&, UseCaseId, const ScoreSummary&);
ScoreSummary score_of(Reader&, UseCaseId);

// ── lists ──
enum class Sort { score, rice, wsjf, title, updated };
/// What is asked of a list. Empty members do not filter: use within_sight() (use_case_edit.h) for somebody's own view.
struct UseCaseFilter {
  std::vector<OrganisationId> organisations = {};
  std::vector<LabId> asked_labs = {};  ///< those that one of these labs was asked to sponsor
  std::optional<UseCaseState> state = {};
  std::string pillar = {};  ///< best pillar
  std::string words = {};   ///< all must occur, without case or accents; each may be the beginning of a word
};
struct UseCaseSummary {
  UseCaseId id;
  OrganisationId organisation;
  std::string external_id, title;
  UseCaseState state = UseCaseState::idea;
  ScoreSummary score;
  std::optional<double> rice, wsjf;
  Instant updated_at;
};
/// Counting stops here: nobody pages through more, and a list must not slow down with the region.
inline constexpr std::int64_t kCountedAtMost = 1'000;

/// Where a page begins or ends: the value of the sort key and the id.
struct Cursor {
  std::string key;
  std::int64_t id = 0;
  std::string str() const;
  static std::optional<Cursor> parse(std::string_view);
};
struct UseCasePage {
  std::vector<UseCaseSummary> rows;
  std::optional<Cursor> previous, next;
  std::int64_t total = 0;  ///< of all that fits the filter; kCountedAtMost + 1: more than that
};
/// Best first (title: from A). One statement whatever the number of rows. At most one of `after` and `before`.
UseCasePage list_use_cases(Reader&, const UseCaseFilter&, Sort, std::optional<Cursor> after,
                           std::optional<Cursor> before, int limit);
struct WholeUseCase {
  UseCase use_case;
  ScoreSummary score;
};
struct WholePage {
  std::vector<WholeUseCase> rows;
  std::optional<Cursor> next;
};
/// By title, with everything: for exports.
WholePage whole_use_cases(Reader&, const UseCaseFilter&, std::optional<Cursor> after, int limit);
/// How many of an organisation are in each state, in the order of UseCaseState.
std::vector<std::int64_t> count_by_state(Reader&, OrganisationId);

// ── history ──
struct Change {
  std::int64_t version = 0;
  Instant at;
  PersonId person;
  std::string field, before, after;
};
void insert_changes(Tx&, UseCaseId, const std::vector<Change>&);
std::vector<Change> changes_of(Reader&, UseCaseId, int limit = 200);  ///< newest first

}  // namespace couloir::portfolio

template <>
inline constexpr auto couloir::kNames<couloir::portfolio::Sort> =
    std::array{"score"sv, "rice"sv, "wsjf"sv, "title"sv, "updated"sv};
