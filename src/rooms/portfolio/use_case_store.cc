#include "portfolio/use_case_store.h"

#include <fmt/format.h>

#include "base/bug.h"
#include "base/text.h"
#include "http/url.h"

namespace couloir::portfolio {

constexpr std::string_view kUseCaseColumns = R"sql(
  id, organisation, team, external_id, title, problem, process, expected_kpi, baseline, target, data_needed,
  people_affected, reach, impact, confidence, effort, value, time_criticality, risk_reduction, job_size,
  state, stop_reason, mapped_on, filed_on, running_on, shipped_on, stopped_on, created_by, created_at, updated_at, version)sql";
constexpr std::string_view kScoreColumns =
    "score_floor, score_ceiling, score_pillar, score_wave, score_scorers, score_complete";

namespace {

const std::string kFindUseCase = fmt::format("SELECT {} FROM portfolio_use_case WHERE id = :id", kUseCaseColumns);
const std::string kFindByExternalId =
    fmt::format("SELECT {} FROM portfolio_use_case WHERE organisation = :organisation AND external_id = :external_id",
                kUseCaseColumns);

constexpr std::string_view kInsert = R"sql(
  INSERT INTO portfolio_use_case (
    organisation, team, external_id, title, title_key, problem, process, expected_kpi, baseline, target, data_needed,
    people_affected, reach, impact, confidence, effort, value, time_criticality, risk_reduction, job_size, rice, wsjf,
    state, stop_reason, mapped_on, filed_on, running_on, shipped_on, stopped_on,
    score_floor, score_ceiling, score_pillar, score_wave, score_scorers, score_complete, created_by, created_at, updated_at, version)
  VALUES (
    :organisation, :team, :external_id, :title, :title_key, :problem, :process, :expected_kpi, :baseline, :target, :data_needed,
    :people_affected, :reach, :impact, :confidence, :effort, :value, :time_criticality, :risk_reduction, :job_size, :rice, :wsjf,
    :state, :stop_reason, :mapped_on, :filed_on, :running_on, :shipped_on, :stopped_on,
    -1, -1, '', '', 0, 0, :created_by, :created_at, :updated_at, 1)
  RETURNING id)sql";

constexpr std::string_view kSave = R"sql(
  UPDATE portfolio_use_case
     SET team = :team, external_id = :external_id, title = :title, title_key = :title_key, problem = :problem,
         process = :process, expected_kpi = :expected_kpi, baseline = :baseline, target = :target,
         data_needed = :data_needed, people_affected = :people_affected, reach = :reach, impact = :impact,
         confidence = :confidence, effort = :effort, value = :value, time_criticality = :time_criticality,
         risk_reduction = :risk_reduction, job_size = :job_size, rice = :rice, wsjf = :wsjf, state = :state,
         stop_reason = :stop_reason, mapped_on = :mapped_on, filed_on = :filed_on, running_on = :running_on,
         shipped_on = :shipped_on, stopped_on = :stopped_on, updated_at = :updated_at, version = version + 1
   WHERE id = :id AND version = :version)sql";

std::optional<std::string> external_id_of(const UseCase& u) {
  if (u.text.external_id.empty()) return std::nullopt;
  return u.text.external_id;
}

/// Runs kInsert or kSave: each binds what its text names, so the other's parameters are left out here.
struct Bound {
  const UseCase& u;
  std::string title_key = fold(u.text.title);
  std::optional<std::string> external_id = external_id_of(u);
  double rice_key = rice(u.text.rice).value_or(-1), wsjf_key = wsjf(u.text.wsjf).value_or(-1);
};

void index_words(Tx& tx, const UseCase& u) {
  tx.exec("DELETE FROM portfolio_word WHERE use_case = :id", {{":id", u.id}});
  const auto& t = u.text;
  auto all =
      fmt::format("{} {} {} {} {} {}", t.title, t.problem, t.process, t.expected_kpi, t.data_needed, t.external_id);
  for (const auto& word : words_of(all))
    tx.exec("INSERT INTO portfolio_word (word, use_case) VALUES (:word, :id)", {{":word", word}, {":id", u.id}});
}

}  // namespace

UseCase read_use_case(const Row& row) {
  UseCase u;
  u.id = row.get<UseCaseId>("id");
  u.organisation = row.get<OrganisationId>("organisation");
  u.team = row.get<TeamId>("team");
  u.text = {row.get<std::optional<std::string>>("external_id").value_or(""),
            row.get<std::string>("title"),
            row.get<std::string>("problem"),
            row.get<std::string>("process"),
            row.get<std::string>("expected_kpi"),
            row.get<std::string>("baseline"),
            row.get<std::string>("target"),
            row.get<std::string>("data_needed"),
            row.get<std::optional<std::int64_t>>("people_affected"),
            {row.get<std::optional<std::int64_t>>("reach"), row.get<std::optional<double>>("impact"),
             row.get<std::optional<double>>("confidence"), row.get<std::optional<double>>("effort")},
            {row.get<std::optional<std::int64_t>>("value"), row.get<std::optional<std::int64_t>>("time_criticality"),
             row.get<std::optional<std::int64_t>>("risk_reduction"), row.get<std::optional<std::int64_t>>("job_size")}};
  u.state = row.get<UseCaseState>("state");
  u.stop_reason = row.get<std::string>("stop_reason");
  u.mapped_on = row.get<std::optional<Date>>("mapped_on");
  u.filed_on = row.get<std::optional<Date>>("filed_on");
  u.running_on = row.get<std::optional<Date>>("running_on");
  u.shipped_on = row.get<std::optional<Date>>("shipped_on");
  u.stopped_on = row.get<std::optional<Date>>("stopped_on");
  u.created_by = row.get<PersonId>("created_by");
  u.created_at = row.get<Instant>("created_at");
  u.updated_at = row.get<Instant>("updated_at");
  u.version = row.get<std::int64_t>("version");
  return u;
}

ScoreSummary read_score(const Row& row) {
  return {row.get<double>("score_floor"),     row.get<double>("score_ceiling"), row.get<std::string>("score_pillar"),
          row.get<std::string>("score_wave"), row.get<int>("score_scorers"),    row.get<bool>("score_complete")};
}

std::optional<UseCase> find_use_case(Reader& reader, UseCaseId id) {
  return reader.first(kFindUseCase, {{":id", id}}, read_use_case);
}

std::vector<UseCase> use_cases_with_ids(Reader& reader, const std::vector<UseCaseId>& ids) {
  if (ids.empty()) return {};
  return reader.all(fmt::format("SELECT {} FROM portfolio_use_case WHERE id IN ({})", kUseCaseColumns, id_list(ids)),
                    {}, read_use_case);
}

std::unordered_map<UseCaseId, std::string> best_pillars(Reader& reader, const std::vector<UseCaseId>& ids) {
  std::unordered_map<UseCaseId, std::string> pillars;
  reader.each(
      "SELECT id, score_pillar FROM portfolio_use_case WHERE score_pillar <> '' AND id IN (" + id_list(ids) + ")", {},
      [&](const Row& row) { pillars.emplace(row.get<UseCaseId>("id"), row.get<std::string>("score_pillar")); });
  return pillars;
}

std::optional<UseCase> find_use_case_by_external_id(Reader& reader, OrganisationId organisation,
                                                    const std::string& external_id) {
  return reader.first(kFindByExternalId, {{":organisation", organisation}, {":external_id", external_id}},
                      read_use_case);
}

std::vector<WholeUseCase> use_cases_with_external_ids(Reader& reader, OrganisationId organisation,
                                                      const std::vector<std::string>& keys) {
  if (keys.empty()) return {};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < keys.size(); ++i) names.push_back(fmt::format(":k{}", i));
  std::vector<Param> params{{":organisation", organisation}};
  for (std::size_t i = 0; i < keys.size(); ++i) params.emplace_back(names[i], keys[i]);
  return reader.all(
      fmt::format("SELECT {}, {} FROM portfolio_use_case WHERE organisation = :organisation AND external_id IN ({})",
                  kUseCaseColumns, kScoreColumns, fmt::join(names, ", ")),
      params, [](const Row& row) { return WholeUseCase{read_use_case(row), read_score(row)}; });
}

namespace {

/// What both kInsert and kSave bind; `b` is of `u` and outlives the answer.
std::vector<Param> use_case_params(const UseCase& u, const Bound& b) {
  const auto& t = u.text;
  return {{":team", u.team},
          {":external_id", b.external_id},
          {":title", t.title},
          {":title_key", b.title_key},
          {":problem", t.problem},
          {":process", t.process},
          {":expected_kpi", t.expected_kpi},
          {":baseline", t.baseline},
          {":target", t.target},
          {":data_needed", t.data_needed},
          {":people_affected", t.people_affected},
          {":reach", t.rice.reach},
          {":impact", t.rice.impact},
          {":confidence", t.rice.confidence},
          {":effort", t.rice.effort},
          {":value", t.wsjf.value},
          {":time_criticality", t.wsjf.time_criticality},
          {":risk_reduction", t.wsjf.risk_reduction},
          {":job_size", t.wsjf.job_size},
          {":rice", b.rice_key},
          {":wsjf", b.wsjf_key},
          {":state", u.state},
          {":stop_reason", u.stop_reason},
          {":mapped_on", u.mapped_on},
          {":filed_on", u.filed_on},
          {":running_on", u.running_on},
          {":shipped_on", u.shipped_on},
          {":stopped_on", u.stopped_on},
          {":updated_at", u.updated_at}};
}

}  // namespace

void insert_use_case(Tx& tx, UseCase& u) {
  Bound b{u};
  auto params = use_case_params(u, b);
  params.emplace_back(":organisation", u.organisation);
  params.emplace_back(":created_by", u.created_by);
  params.emplace_back(":created_at", u.created_at);
  u.id = *tx.first(kInsert, params, [](const Row& row) { return row.read<UseCaseId>(0); });
  u.version = 1;
  index_words(tx, u);
}

Result<void> save_use_case(Tx& tx, UseCase& u) {
  Bound b{u};
  auto params = use_case_params(u, b);
  params.emplace_back(":id", u.id);
  params.emplace_back(":version", u.version);
  if (tx.exec(kSave, params) == 0)
    return Error::conflict(say("Somebody else changed this use case since you opened it."));
  ++u.version;
  index_words(tx, u);
  return {};
}

void save_score(Tx& tx, UseCaseId id, const ScoreSummary& s) {
  tx.exec(R"sql(UPDATE portfolio_use_case
                   SET score_floor = :floor, score_ceiling = :ceiling, score_pillar = :pillar, score_wave = :wave,
                       score_scorers = :scorers, score_complete = :complete
                 WHERE id = :id)sql",
          {{":id", id},
           {":floor", s.floor},
           {":ceiling", s.ceiling},
           {":pillar", s.pillar},
           {":wave", s.wave},
           {":scorers", s.scorers},
           {":complete", s.owner_complete}});
}

ScoreSummary score_of(Reader& reader, UseCaseId id) {
  auto found = reader.first(fmt::format("SELECT {} FROM portfolio_use_case WHERE id = :id", kScoreColumns),
                            {{":id", id}}, read_score);
  return found.value_or(ScoreSummary{});
}

std::vector<std::int64_t> count_by_state(Reader& reader, OrganisationId organisation) {
  std::vector<std::int64_t> counts(names_of<UseCaseState>().size());
  reader.each("SELECT state, count(*) AS n FROM portfolio_use_case WHERE organisation = :organisation GROUP BY state",
              {{":organisation", organisation}}, [&](const Row& row) {
                counts[static_cast<std::size_t>(row.get<UseCaseState>("state"))] = row.get<std::int64_t>("n");
              });
  return counts;
}

void insert_changes(Tx& tx, UseCaseId id, const std::vector<Change>& changes) {
  for (const auto& c : changes)
    tx.exec(R"sql(INSERT INTO portfolio_change (use_case, version, at, person, field, before, after)
                  VALUES (:use_case, :version, :at, :person, :field, :before, :after))sql",
            {{":use_case", id},
             {":version", c.version},
             {":at", c.at},
             {":person", c.person},
             {":field", c.field},
             {":before", c.before},
             {":after", c.after}});
}

std::vector<Change> changes_of(Reader& reader, UseCaseId id, int limit) {
  return reader.all(R"sql(SELECT version, at, person, field, before, after FROM portfolio_change
                           WHERE use_case = :id ORDER BY portfolio_change.id DESC LIMIT :limit)sql",
                    {{":id", id}, {":limit", limit}}, [](const Row& row) {
                      return Change{row.get<std::int64_t>("version"), row.get<Instant>("at"),
                                    row.get<PersonId>("person"),      row.get<std::string>("field"),
                                    row.get<std::string>("before"),   row.get<std::string>("after")};
                    });
}

}  // namespace couloir::portfolio
