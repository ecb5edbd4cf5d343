// What portfolio's endpoints take and give. Field names are a promise to scripts (docs/formats.md): never renamed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "portfolio/import.h"
#include "portfolio/scoring.h"
#include "portfolio/sponsorship_request.h"
#include "portfolio/use_case_history.h"
#include "portfolio/use_case_store.h"
#include "web/describe.h"

namespace couloir::portfolio {

// ── in ──
struct UseCaseQuery {
  std::string q;
  std::optional<UseCaseState> state;
  std::optional<std::string> pillar;
  std::optional<OrganisationId> organisation;
  Sort sort = Sort::score;
  std::string after;
  int limit = 50;
};
struct NewUseCase {
  OrganisationId organisation;
  std::optional<TeamId> team;
  UseCaseText text;
};
struct UseCaseChange {
  std::optional<TeamId> team;
  UseCaseText text;
};
struct Move {
  UseCaseState state{};
  std::string stop_reason;
};
struct GivenLevels {
  std::vector<Level> levels;
  std::string comment;
};
struct AskSponsor {
  LabId lab;
  std::string message;
};
struct SponsorAnswer {
  SponsorshipState answer{};
  std::string reason;
};
struct RequestsQuery {
  SponsorshipState state = SponsorshipState::asked;
};
struct ImportQuery {
  OrganisationId organisation;
  std::string filename = "use-cases.csv";
};
struct ImportAtOnce {
  OrganisationId organisation;
  std::string filename = "use-cases.csv";
  bool only_good = false;
};
enum class ExportForm { plain, excel };
struct ExportQuery {
  std::string q;
  std::optional<UseCaseState> state;
  std::optional<std::string> pillar;
  std::optional<OrganisationId> organisation;
  ExportForm form = ExportForm::plain;
};
struct NewWeights {
  int pillar_share = 0;
  std::vector<Weight> criteria, pillars;
};

// ── out ──
struct UseCaseItem {
  UseCaseId id;
  OrganisationId organisation;
  std::string external_id, title;
  UseCaseState state{};
  std::optional<double> score, score_ceiling;
  std::string pillar;
  std::optional<double> rice, wsjf;
  Instant updated_at;
};
UseCaseItem item_of(const UseCaseSummary&);

struct UseCaseView {
  UseCaseId id;
  OrganisationId organisation;
  std::optional<TeamId> team;
  UseCaseText text;
  UseCaseState state{};
  std::string stop_reason;
  std::optional<Date> mapped_on, filed_on, running_on, shipped_on, stopped_on;
  std::optional<int> days_to_ship;
  std::optional<double> score, score_ceiling;
  std::string pillar;
  std::optional<double> rice, wsjf;
  Instant created_at, updated_at;
  std::int64_t version = 0;
};
UseCaseView view_of(const UseCase&, const ScoreSummary&);

/// A criterion or pillar of the score sheet.
struct PartView {
  std::string code;
  int weight = 0;
  std::optional<double> level;
  std::optional<int> lowest, highest;
  int voices = 0;
  double points = 0;
};
struct ScorerView {
  PersonId scorer;
  ScorerSide side{};
  Instant at;
  double total = 0;
  std::string comment;
  std::vector<Level> levels;
};
struct ScoreSheetView {
  int formula = kFormula;
  std::string wave;
  std::optional<Instant> frozen_at;
  double score = 0, score_ceiling = 0;
  std::string pillar;
  int scorers = 0, unknown = 0;
  double lowest_total = 0, highest_total = 0;
  std::vector<PillarScore> ranking;
  std::vector<PartView> criteria, pillars;
  std::vector<std::string> disputed;
  std::vector<ScorerView> views;
};
ScoreSheetView view_of(const ScoreSheet&);

struct LabView {
  LabId lab;
  std::string code, name;
  bool confirmed = false;
  int points = 0;
  std::vector<Reason> reasons;
};
struct LabList {
  std::vector<LabView> items;
};
LabList view_of(const std::vector<LabSuggestion>&);

struct SponsorshipView {
  SponsorshipId id;
  UseCaseId use_case;
  LabId lab;
  SponsorshipState state{};
  std::string message;
  Instant asked_at;
  std::string answer;
  std::optional<Instant> answered_at;
  std::int64_t version = 0;
};
struct SponsorshipList {
  std::vector<SponsorshipView> items;
};
SponsorshipView view_of(const Sponsorship&);
SponsorshipList view_of(const std::vector<Sponsorship>&);

struct FieldChangeView {
  std::string field, before, after;
};
struct HappeningView {
  Happened what{};
  Instant at;
  std::optional<PersonId> person;
  std::optional<ImportId> import;
  std::vector<FieldChangeView> changes;
  std::optional<UseCaseState> to;
  std::optional<ScorerSide> side;
  std::optional<int> points;
  std::string wave;
  std::optional<LabId> lab;
  std::string words;
};
struct HistoryView {
  std::vector<HappeningView> items;
};
HistoryView view_of(const std::vector<Happening>&);

struct ImportProblemView {
  std::int64_t line = 0;
  std::string field, detail;
};
struct RowChangeView {
  std::string field, before, after;
};
struct ImportRowView {
  std::int64_t line = 0;
  std::string title;
  RowEffect effect{};
  bool scored = false;
  std::vector<RowChangeView> changes;
};
struct ImportView {
  ImportId id;
  OrganisationId organisation;
  std::string filename;
  ImportState state{};
  std::int64_t rows_total = 0, rows_bad = 0, rows_done = 0;
  std::int64_t added = 0, changed = 0, unchanged = 0;
  std::vector<ImportProblemView> problems;
  std::vector<ImportRowView> first_rows;
};
ImportView view_of(const Import&);

struct WeightsView {
  std::string wave;
  int formula = kFormula;
  bool from_pack = true;
  std::optional<Instant> frozen_at;
  int pillar_share = 0;
  std::vector<Weight> criteria, pillars;
  std::int64_t version = 0;
};
struct WeightsList {
  std::vector<WeightsView> items;
};
WeightsView view_of(const WaveWeights&);

void describe(Describer&, UseCaseQuery&);
void describe(Describer&, NewUseCase&);
void describe(Describer&, UseCaseChange&);
void describe(Describer&, Move&);
void describe(Describer&, GivenLevels&);
void describe(Describer&, AskSponsor&);
void describe(Describer&, SponsorAnswer&);
void describe(Describer&, RequestsQuery&);
void describe(Describer&, ImportQuery&);
void describe(Describer&, ImportAtOnce&);
void describe(Describer&, ExportQuery&);
void describe(Describer&, NewWeights&);
void describe(Describer&, Weight&);
void describe(Describer&, UseCaseItem&);
void describe(Describer&, UseCaseView&);
void describe(Describer&, PartView&);
void describe(Describer&, PillarScore&);
void describe(Describer&, ScorerView&);
void describe(Describer&, ScoreSheetView&);
void describe(Describer&, Reason&);
void describe(Describer&, LabView&);
void describe(Describer&, LabList&);
void describe(Describer&, SponsorshipView&);
void describe(Describer&, SponsorshipList&);
void describe(Describer&, FieldChangeView&);
void describe(Describer&, HappeningView&);
void describe(Describer&, HistoryView&);
void describe(Describer&, ImportProblemView&);
void describe(Describer&, RowChangeView&);
void describe(Describer&, ImportRowView&);
void describe(Describer&, ImportView&);
void describe(Describer&, WeightsView&);
void describe(Describer&, WeightsList&);

}  // namespace couloir::portfolio

template <>
inline constexpr auto couloir::kNames<couloir::portfolio::ExportForm> = std::array{"plain"sv, "excel"sv};
