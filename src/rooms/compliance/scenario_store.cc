#include "compliance/scenario_store.h"

#include <algorithm>

#include "compliance/scenario_file.h"

namespace couloir::compliance {
namespace {

#define COLUMNS                                                                                                        \
  "id, use_case, organisation, answers, first_market, last_change, state, status, risk_floor, risk_ceiling, missing, " \
  "duties, outcome, pack, classified_on, revisit_on, asked_by, asked_at, created_at, updated_at, version"

struct StoredAnswers {
  TextsByName answers;
};
void describe(Describer& d, StoredAnswers& a) {
  auto rule = text(1, 100);
  d.field("answers", a.answers, rule);
}
std::string answers_text(const TextsByName& answers) { return write_json(shape_of_const(StoredAnswers{answers})); }
TextsByName answers_in(std::string_view text) {
  StoredAnswers read;
  return read_json(shape_of(read), text) ? std::move(read.answers) : TextsByName{};
}

Scenario read_scenario(const Row& row) {
  Scenario s;
  s.id = row.get<ScenarioId>("id");
  s.use_case = row.get<UseCaseId>("use_case");
  s.organisation = row.get<OrganisationId>("organisation");
  s.answers = answers_in(row.get<std::string_view>("answers"));
  s.first_market = row.get<std::optional<Date>>("first_market");
  s.last_change = row.get<std::optional<Date>>("last_change");
  s.state = row.get<ScenarioState>("state");
  s.status = row.get<Decision>("status");
  s.floor = row.get<RiskClass>("risk_floor");
  s.ceiling = row.get<RiskClass>("risk_ceiling");
  s.missing = row.get<std::int64_t>("missing");
  s.duties = row.get<std::int64_t>("duties");
  s.outcome = row.get<std::string>("outcome");
  s.pack = row.get<std::string>("pack");
  s.classified_on = row.get<Date>("classified_on");
  s.revisit_on = row.get<std::optional<Date>>("revisit_on");
  s.asked_by = row.get<PersonId>("asked_by");
  s.asked_at = row.get<std::optional<Instant>>("asked_at");
  s.created_at = row.get<Instant>("created_at");
  s.updated_at = row.get<Instant>("updated_at");
  s.version = row.get<std::int64_t>("version");
  return s;
}

constexpr std::string_view kFind = "SELECT " COLUMNS " FROM compliance_scenario WHERE use_case = :use_case";
constexpr std::string_view kOfOrganisation =
    "SELECT " COLUMNS " FROM compliance_scenario WHERE organisation = :organisation ORDER BY id LIMIT 500";
// "<>" would read every file; of these two ranges and the days there is nothing to read on most nights.
constexpr std::string_view kStale =
    "SELECT " COLUMNS
    " FROM compliance_scenario "
    "WHERE (pack < :pack OR pack > :pack OR classified_on < :turned) AND id > :after ORDER BY id LIMIT :limit";

constexpr std::string_view kInsertScenario = R"sql(
  INSERT INTO compliance_scenario (use_case, organisation, answers, first_market, last_change, state, status, risk_floor,
                                   risk_ceiling, missing, duties, outcome, pack, classified_on, revisit_on, asked_by,
                                   asked_at, created_at, updated_at, version)
  VALUES (:use_case, :organisation, :answers, :first_market, :last_change, :state, :status, :floor, :ceiling, :missing,
          :duties, :outcome, :pack, :classified_on, :revisit_on, :asked_by, :asked_at, :created_at, :updated_at, 1)
  ON CONFLICT (use_case) DO NOTHING RETURNING id)sql";
constexpr std::string_view kSave = R"sql(
  UPDATE compliance_scenario
     SET answers = :answers, first_market = :first_market, last_change = :last_change, state = :state, status = :status,
         risk_floor = :floor, risk_ceiling = :ceiling, missing = :missing, duties = :duties, outcome = :outcome,
         pack = :pack, classified_on = :classified_on, revisit_on = :revisit_on, asked_by = :asked_by, asked_at = :asked_at,
         updated_at = :updated_at, version = version + 1
   WHERE id = :id AND version = :version)sql";

}  // namespace

Error changed_meanwhile() {
  return Error::conflict(say("Somebody else changed this AI-Act file since you opened it."));
}

std::optional<Scenario> find_scenario(Reader& reader, UseCaseId use_case) {
  return reader.first(kFind, {{":use_case", use_case}}, read_scenario);
}
std::vector<Scenario> scenarios_of(Reader& reader, OrganisationId organisation) {
  return reader.all(kOfOrganisation, {{":organisation", organisation}}, read_scenario);
}
std::vector<Scenario> stale_scenarios(Reader& reader, const std::string& pack, Date turned, ScenarioId after,
                                      int limit) {
  return reader.all(kStale, {{":pack", pack}, {":turned", turned}, {":after", after.v}, {":limit", limit}},
                    read_scenario);
}

/// What both statements write; `answers` and the scenario must outlive the call.
static std::vector<Param> written(const Scenario& s, std::string_view answers) {
  return {{":answers", answers},
          {":first_market", s.first_market},
          {":last_change", s.last_change},
          {":state", s.state},
          {":status", s.status},
          {":floor", s.floor},
          {":ceiling", s.ceiling},
          {":missing", s.missing},
          {":duties", s.duties},
          {":outcome", s.outcome},
          {":pack", s.pack},
          {":classified_on", s.classified_on},
          {":revisit_on", s.revisit_on},
          {":asked_by", s.asked_by},
          {":asked_at", s.asked_at},
          {":updated_at", s.updated_at}};
}

Result<void> insert_scenario(Tx& tx, Scenario& s) {
  auto answers = answers_text(s.answers);
  auto params = written(s, answers);
  params.emplace_back(":use_case", s.use_case);
  params.emplace_back(":organisation", s.organisation);
  params.emplace_back(":created_at", s.created_at);
  auto id = tx.first(kInsertScenario, params, [](const Row& row) { return row.get<ScenarioId>("id"); });
  if (!id) return changed_meanwhile();
  s.id = *id;
  s.version = 1;
  return {};
}

Result<void> save_scenario(Tx& tx, Scenario& s) {
  auto answers = answers_text(s.answers);
  auto params = written(s, answers);
  params.emplace_back(":id", s.id);
  params.emplace_back(":version", s.version);
  auto changed = tx.exec(kSave, params);
  if (changed == 0) return changed_meanwhile();
  ++s.version;
  return {};
}

void insert_changes(Tx& tx, ScenarioId scenario, const std::vector<Change>& changes) {
  for (const auto& change : changes)
    tx.exec(R"sql(
        INSERT INTO compliance_change (scenario, version, at, person, question, before, after)
        VALUES (:scenario, :version, :at, :person, :question, :before, :after))sql",
            {{":scenario", scenario},
             {":version", change.version},
             {":at", change.at},
             {":person", change.person},
             {":question", change.question},
             {":before", change.before},
             {":after", change.after}});
}
std::vector<Change> changes_of(Reader& reader, ScenarioId scenario, int limit) {
  return reader.all(R"sql(
      SELECT version, at, person, question, before, after FROM compliance_change
       WHERE scenario = :scenario ORDER BY id DESC LIMIT :limit)sql",
                    {{":scenario", scenario}, {":limit", limit}}, [](const Row& row) {
                      return Change{row.get<std::int64_t>("version"), row.get<Instant>("at"),
                                    row.get<PersonId>("person"),      row.get<std::string>("question"),
                                    row.get<std::string>("before"),   row.get<std::string>("after")};
                    });
}

void insert_verdict(Tx& tx, ScenarioId scenario, const VerdictGiven& given) {
  tx.exec(R"sql(
      INSERT INTO compliance_verdict (scenario, version, person, at, verdict, reason, pack, outcome)
      VALUES (:scenario, :version, :person, :at, :verdict, :reason, :pack, :outcome))sql",
          {{":scenario", scenario},
           {":version", given.version},
           {":person", given.person},
           {":at", given.at},
           {":verdict", given.verdict},
           {":reason", given.reason},
           {":pack", given.pack},
           {":outcome", given.outcome}});
}
std::vector<VerdictGiven> verdicts_of(Reader& reader, ScenarioId scenario) {
  return reader.all(R"sql(
      SELECT person, at, verdict, reason, pack, outcome, version FROM compliance_verdict
       WHERE scenario = :scenario ORDER BY id DESC LIMIT 100)sql",
                    {{":scenario", scenario}}, [](const Row& row) {
                      return VerdictGiven{row.get<PersonId>("person"),     row.get<Instant>("at"),
                                          row.get<Verdict>("verdict"),     row.get<std::string>("reason"),
                                          row.get<std::string>("pack"),    row.get<std::string>("outcome"),
                                          row.get<std::int64_t>("version")};
                    });
}

Result<void> put_mitigation(Tx& tx, ScenarioId scenario, Mitigation& m, Instant now) {
  std::vector<Param> params{
      {":scenario", scenario}, {":obligation", m.obligation}, {":role", m.role}, {":owner", m.owner},
      {":due", m.due},         {":done_on", m.done_on},       {":note", m.note}, {":now", now}};
  if (m.version != 0) params.emplace_back(":version", m.version);
  auto put = tx.exec(m.version == 0 ? R"sql(
      INSERT INTO compliance_mitigation (scenario, obligation, role, owner, due, done_on, note, updated_at, version)
      VALUES (:scenario, :obligation, :role, :owner, :due, :done_on, :note, :now, 1)
      ON CONFLICT (scenario, obligation, role) DO NOTHING)sql"
                                    : R"sql(
      UPDATE compliance_mitigation
         SET owner = :owner, due = :due, done_on = :done_on, note = :note, updated_at = :now, version = version + 1
       WHERE scenario = :scenario AND obligation = :obligation AND role = :role AND version = :version)sql",
                     params);
  if (put == 0) return Error::conflict(say("Somebody else changed this plan since you opened it."));
  ++m.version;
  return {};
}
std::vector<Mitigation> mitigations_of(Reader& reader, ScenarioId scenario) {
  return reader.all(R"sql(
      SELECT obligation, role, owner, due, done_on, note, version FROM compliance_mitigation
       WHERE scenario = :scenario ORDER BY id)sql",
                    {{":scenario", scenario}}, [](const Row& row) {
                      return Mitigation{row.get<std::string>("obligation"),
                                        row.get<ActRole>("role"),
                                        row.get<PersonId>("owner"),
                                        row.get<std::optional<Date>>("due"),
                                        row.get<std::optional<Date>>("done_on"),
                                        row.get<std::string>("note"),
                                        row.get<std::int64_t>("version")};
                    });
}

std::vector<DueMitigation> mitigations_due_by(Reader& reader, Date day) {
  return reader.all(
      R"sql(
      SELECT s.id, s.use_case, s.organisation, s.outcome, m.owner, m.obligation, m.role, m.due FROM compliance_mitigation m
        JOIN compliance_scenario s ON s.id = m.scenario
       WHERE m.due <= :day AND m.done_on IS NULL ORDER BY m.due, m.id)sql",
      {{":day", day}}, [](const Row& row) {
        return DueMitigation{
            row.get<ScenarioId>("id"),  row.get<UseCaseId>("use_case"),     row.get<OrganisationId>("organisation"),
            row.get<PersonId>("owner"), row.get<std::string>("obligation"), row.get<ActRole>("role"),
            row.get<Date>("due"),       row.get<std::string>("outcome")};
      });
}

std::vector<DueRevisit> revisits_due_by(Reader& reader, Date day) {
  return reader.all(
      "SELECT id, use_case, organisation, revisit_on FROM compliance_scenario WHERE revisit_on <= :day ORDER BY "
      "revisit_on, id",
      {{":day", day}}, [](const Row& row) {
        return DueRevisit{row.get<ScenarioId>("id"), row.get<UseCaseId>("use_case"),
                          row.get<OrganisationId>("organisation"), row.get<Date>("revisit_on")};
      });
}

std::vector<Scenario> scenarios_naming_day(Reader& reader, Date day) {
  return reader.all("SELECT " COLUMNS
                    " FROM compliance_scenario WHERE outcome LIKE :day OR outcome LIKE :reading "
                    "ORDER BY organisation, id",
                    {{":day", "%\"applies_from\":\"" + day.iso() + "\"%"},
                     {":reading", "%\"readings\":%\"date\":\"" + day.iso() + "\"%"}},
                    read_scenario);
}

bool remember_reminder(Tx& tx, const Reminder& reminder, Instant now) {
  return tx.exec(R"sql(
      INSERT INTO compliance_reminder (scenario, about, due, step, at) VALUES (:scenario, :about, :due, :step, :now)
      ON CONFLICT DO NOTHING)sql",
                 {{":scenario", reminder.scenario},
                  {":about", reminder.about},
                  {":due", reminder.due},
                  {":step", reminder.step},
                  {":now", now}}) != 0;
}

namespace {

constexpr std::string_view kLineColumns =
    "s.id, s.use_case, s.organisation, s.status, s.risk_floor, s.risk_ceiling, s.state, s.missing, s.duties, s.pack, "
    "s.asked_at, s.updated_at";

std::string all_lines() {
  return "SELECT " + std::string(kLineColumns) +
         ", v.at AS signed_at FROM compliance_scenario s LEFT JOIN (SELECT scenario, MAX(at) AS at FROM "
         "compliance_verdict WHERE verdict = 'signed' GROUP BY scenario) v ON v.scenario = s.id";
}

RegisterLine read_line(const Row& row) {
  return {.id = row.get<ScenarioId>("id"),
          .use_case = row.get<UseCaseId>("use_case"),
          .organisation = row.get<OrganisationId>("organisation"),
          .status = row.get<Decision>("status"),
          .floor = row.get<RiskClass>("risk_floor"),
          .ceiling = row.get<RiskClass>("risk_ceiling"),
          .state = row.get<ScenarioState>("state"),
          .missing = row.get<std::int64_t>("missing"),
          .duties = row.get<std::int64_t>("duties"),
          .pack = row.get<std::string>("pack"),
          .asked_at = row.get<std::optional<Instant>>("asked_at"),
          .signed_at = row.get<std::optional<Instant>>("signed_at"),
          .updated_at = row.get<Instant>("updated_at")};
}

struct QueueCondition {
  std::string sql;
  std::vector<Param> params;
};
/// REQUIRES: the filter outlives it.
QueueCondition condition_of(const QueueFilter& filter) {
  QueueCondition c{" WHERE s.state = :state", {{":state", filter.state}}};
  auto narrow = [&](std::string_view sql, Param param) {
    c.sql += sql;
    c.params.push_back(std::move(param));
  };
  if (filter.floor) narrow(" AND s.risk_floor = :floor", {":floor", *filter.floor});
  if (filter.status) narrow(" AND s.status = :status", {":status", *filter.status});
  if (filter.signed_before) narrow(" AND v.at < :before", {":before", *filter.signed_before});
  return c;
}

}  // namespace

std::vector<RegisterLine> register_lines(Reader& reader, const std::vector<OrganisationId>& organisations,
                                         ScenarioId after, int limit) {
  auto among = organisations.empty() ? "" : " AND s.organisation IN (" + id_list(organisations) + ")";
  // A part of the register at a time: the last signature is looked up for its files alone.
  return reader.all("SELECT " + std::string(kLineColumns) +
                        ", (SELECT MAX(v.at) FROM compliance_verdict v WHERE v.scenario = s.id AND v.verdict = "
                        "'signed') AS signed_at FROM compliance_scenario s WHERE s.id > :after" +
                        among + " ORDER BY s.id LIMIT :limit",
                    {{":after", after.v}, {":limit", limit}}, read_line);
}

std::vector<RegisterLine> queue_lines(Reader& reader, const QueueFilter& filter, std::int64_t from, int limit) {
  auto condition = condition_of(filter);
  condition.params.push_back({":limit", limit});
  condition.params.push_back({":from", from});
  std::string_view order = filter.signed_before                   ? "v.at, s.id"
                           : filter.state == ScenarioState::asked ? "s.asked_at, s.id"
                                                                  : "v.at DESC, s.id DESC";
  return reader.all(all_lines() + condition.sql + " ORDER BY " + std::string(order) + " LIMIT :limit OFFSET :from",
                    condition.params, read_line);
}

std::int64_t count_queue(Reader& reader, const QueueFilter& filter) {
  auto condition = condition_of(filter);
  return reader.one<std::int64_t>("SELECT count(*) FROM (" + all_lines() + condition.sql + ") AS lines",
                                  condition.params);
}

std::vector<RegisterLine> lines_of_use_cases(Reader& reader, const std::vector<UseCaseId>& use_cases) {
  if (use_cases.empty()) return {};
  return reader.all(all_lines() + " WHERE s.use_case IN (" + id_list(use_cases) + ") ORDER BY s.id", {}, read_line);
}

std::unordered_map<ScenarioId, SignedAndNow> outcomes_signed_and_now(Reader& reader,
                                                                     const std::vector<ScenarioId>& scenarios) {
  std::unordered_map<ScenarioId, SignedAndNow> outcomes;
  if (scenarios.empty()) return outcomes;
  reader.each(
      "SELECT s.id, v.outcome AS signed_last, s.outcome AS outcome_now FROM compliance_scenario s JOIN "
      "compliance_verdict v ON v.id = (SELECT MAX(g.id) FROM compliance_verdict g WHERE g.scenario = s.id AND "
      "g.verdict = 'signed') WHERE s.id IN (" +
          id_list(scenarios) + ")",
      {}, [&](const Row& row) {
        outcomes[row.get<ScenarioId>("id")] = {row.get<std::string>("signed_last"),
                                               row.get<std::string>("outcome_now")};
      });
  return outcomes;
}

std::vector<ClassNumbers> numbers_by_class(Reader& reader) {
  auto numbers = reader.all(R"sql(
      SELECT risk_floor, count(*) AS files, count(CASE WHEN status = 'needs_info' THEN 1 END) AS missing,
             count(CASE WHEN state = 'signed' THEN 1 END) AS signed, count(DISTINCT organisation) AS organisations
        FROM compliance_scenario GROUP BY risk_floor)sql",
                            {}, [](const Row& row) {
                              return ClassNumbers{row.get<RiskClass>("risk_floor"), row.get<std::int64_t>("files"),
                                                  row.get<std::int64_t>("missing"), row.get<std::int64_t>("signed"),
                                                  row.get<std::int64_t>("organisations")};
                            });
  std::ranges::sort(numbers, std::greater(), &ClassNumbers::floor);
  return numbers;
}

}  // namespace couloir::compliance
