#include "pool/hours_store.h"

namespace couloir::pool {
namespace {

Month month_in(const Row& row) { return parse_month(row.get<std::string>("month")).value(); }

}  // namespace

std::vector<LoggedWeek> weeks_logged(Reader& reader, EngineerId engineer, Month from, Month to) {
  std::vector<LoggedWeek> weeks;
  auto first = from.iso(), last = to.iso();
  reader.each(
      "SELECT week, dossier, minutes FROM pool_hours WHERE engineer = :engineer AND month >= :first AND month <= :last "
      "ORDER BY week, dossier",
      {{":engineer", engineer}, {":first", first}, {":last", last}}, [&](const Row& row) {
        auto week = row.get<Date>("week");
        if (weeks.empty() || weeks.back().week != week) weeks.push_back({week, {}});
        weeks.back().hours[row.get<DossierId>("dossier")] = Hours{row.get<std::int64_t>("minutes")};
      });
  return weeks;
}

void put_week(Tx& tx, EngineerId engineer, const LoggedWeek& week, Instant now) {
  auto month = month_of_week(week.week).iso();
  for (const auto& [dossier, hours] : week.hours) {
    tx.exec("DELETE FROM pool_hours WHERE engineer = :engineer AND dossier = :dossier AND week = :week",
            {{":engineer", engineer}, {":dossier", dossier}, {":week", week.week}});
    tx.exec(R"sql(
        INSERT INTO pool_hours (engineer, dossier, week, month, minutes, updated_at)
        VALUES (:engineer, :dossier, :week, :month, :minutes, :now))sql",
            {{":engineer", engineer},
             {":dossier", dossier},
             {":week", week.week},
             {":month", month},
             {":minutes", hours.raw},
             {":now", now}});
  }
}

std::vector<HoursLine> hours_of_months(Reader& reader, Month from, Month to) {
  auto first = from.iso(), last = to.iso();
  return reader.all(R"sql(
      SELECT engineer, dossier, month, sum(minutes) AS minutes FROM (
        SELECT engineer, dossier, month, minutes FROM pool_hours WHERE month >= :first AND month <= :last
        UNION ALL
        SELECT engineer, dossier, month, minutes FROM pool_correction WHERE month >= :first AND month <= :last) AS every
       GROUP BY engineer, dossier, month ORDER BY month, dossier, engineer)sql",
                    {{":first", first}, {":last", last}}, [](const Row& row) {
                      return HoursLine{row.get<EngineerId>("engineer"), row.get<DossierId>("dossier"), month_in(row),
                                       Hours{row.get<std::int64_t>("minutes")}};
                    });
}

std::map<Month, Hours> hours_of_dossier(Reader& reader, DossierId dossier) {
  std::map<Month, Hours> by_month;
  reader.each(R"sql(
      SELECT month, sum(minutes) AS minutes FROM (
        SELECT month, minutes FROM pool_hours WHERE dossier = :dossier
        UNION ALL
        SELECT month, minutes FROM pool_correction WHERE dossier = :dossier) AS every
       GROUP BY month ORDER BY month)sql",
              {{":dossier", dossier}},
              [&](const Row& row) { by_month[month_in(row)] = Hours{row.get<std::int64_t>("minutes")}; });
  return by_month;
}

std::vector<Confirmation> confirmations(Reader& reader, Month from, Month to) {
  auto first = from.iso(), last = to.iso();
  return reader.all(
      "SELECT dossier, month, lab, minutes FROM pool_confirmation WHERE month >= :first AND month <= :last ORDER BY "
      "month, "
      "dossier",
      {{":first", first}, {":last", last}}, [](const Row& row) {
        return Confirmation{row.get<DossierId>("dossier"), month_in(row), row.get<LabId>("lab"),
                            Hours{row.get<std::int64_t>("minutes")}};
      });
}
void put_confirmation(Tx& tx, const Confirmation& c, PersonId person, Instant now) {
  drop_confirmation(tx, c.dossier, c.month);
  tx.exec(R"sql(
      INSERT INTO pool_confirmation (dossier, month, lab, minutes, person, at)
      VALUES (:dossier, :month, :lab, :minutes, :person, :now))sql",
          {{":dossier", c.dossier},
           {":month", c.month.iso()},
           {":lab", c.lab},
           {":minutes", c.hours.raw},
           {":person", person},
           {":now", now}});
}
void drop_confirmation(Tx& tx, DossierId dossier, Month month) {
  tx.exec("DELETE FROM pool_confirmation WHERE dossier = :dossier AND month = :month",
          {{":dossier", dossier}, {":month", month.iso()}});
}

std::vector<Closing> closings(Reader& reader, Month from, Month to) {
  auto first = from.iso(), last = to.iso();
  return reader.all(
      "SELECT month, exception, closed_by, closed_at FROM pool_closing WHERE month >= :first AND month <= :last ORDER "
      "BY "
      "month",
      {{":first", first}, {":last", last}}, [](const Row& row) {
        return Closing{month_in(row), row.get<std::string>("exception"), row.get<PersonId>("closed_by"),
                       row.get<Instant>("closed_at")};
      });
}
bool is_closed(Reader& reader, Month month) { return !closings(reader, month, month).empty(); }
std::optional<Month> last_closed(Reader& reader) {
  return reader.first("SELECT month FROM pool_closing ORDER BY month DESC LIMIT 1", {}, month_in);
}
void insert_closing(Tx& tx, const Closing& c) {
  tx.exec("INSERT INTO pool_closing (month, exception, closed_by, closed_at) VALUES (:month, :exception, :by, :at)",
          {{":month", c.month.iso()}, {":exception", c.exception}, {":by", c.closed_by}, {":at", c.closed_at}});
}

std::vector<ClosedFigure> closed_figures(Reader& reader, Month from, Month to) {
  auto first = from.iso(), last = to.iso();
  return reader.all(
      "SELECT month, home, planned, used FROM pool_closing_figure WHERE month >= :first AND month <= :last ORDER BY "
      "month, home",
      {{":first", first}, {":last", last}}, [](const Row& row) {
        return ClosedFigure{month_in(row), row.get<std::string>("home"), Hours{row.get<std::int64_t>("planned")},
                            Hours{row.get<std::int64_t>("used")}};
      });
}
void insert_closed_figure(Tx& tx, const ClosedFigure& f) {
  tx.exec("INSERT INTO pool_closing_figure (month, home, planned, used) VALUES (:month, :home, :planned, :used)",
          {{":month", f.month.iso()}, {":home", f.home}, {":planned", f.planned.raw}, {":used", f.used.raw}});
}
bool add_to_closed_figure(Tx& tx, Month month, const std::string& home, Hours used) {
  return tx.exec("UPDATE pool_closing_figure SET used = used + :used WHERE month = :month AND home = :home",
                 {{":used", used.raw}, {":month", month.iso()}, {":home", home}}) == 1;
}
void put_closing_homes(Tx& tx, Month month, const std::map<EngineerId, std::string>& homes) {
  for (const auto& [engineer, home] : homes)
    tx.exec("INSERT INTO pool_closing_home (month, engineer, home) VALUES (:month, :engineer, :home)",
            {{":month", month.iso()}, {":engineer", engineer}, {":home", home}});
}
std::optional<std::string> home_at_closing(Reader& reader, Month month, EngineerId engineer) {
  return reader.first("SELECT home FROM pool_closing_home WHERE month = :month AND engineer = :engineer",
                      {{":month", month.iso()}, {":engineer", engineer}},
                      [](const Row& row) { return row.get<std::string>("home"); });
}

std::vector<Correction> corrections(Reader& reader, Month from, Month to) {
  auto first = from.iso(), last = to.iso();
  return reader.all(
      "SELECT engineer, dossier, month, minutes, why, person, at FROM pool_correction WHERE month >= :first AND month "
      "<= "
      ":last ORDER BY id",
      {{":first", first}, {":last", last}}, [](const Row& row) {
        return Correction{row.get<EngineerId>("engineer"),
                          row.get<DossierId>("dossier"),
                          month_in(row),
                          Hours{row.get<std::int64_t>("minutes")},
                          row.get<std::string>("why"),
                          row.get<PersonId>("person"),
                          row.get<Instant>("at")};
      });
}
void insert_correction(Tx& tx, const Correction& c) {
  tx.exec(R"sql(
      INSERT INTO pool_correction (engineer, dossier, month, minutes, why, person, at)
      VALUES (:engineer, :dossier, :month, :minutes, :why, :person, :at))sql",
          {{":engineer", c.engineer},
           {":dossier", c.dossier},
           {":month", c.month.iso()},
           {":minutes", c.hours.raw},
           {":why", c.why},
           {":person", c.person},
           {":at", c.at}});
}

EngineerId engineer_of_calendar(Reader& reader, const std::string& sha256) {
  return reader
      .first("SELECT engineer FROM pool_calendar WHERE sha256 = :sha256", {{":sha256", sha256}},
             [](const Row& row) { return row.get<EngineerId>("engineer"); })
      .value_or(EngineerId{});
}
void put_calendar(Tx& tx, EngineerId engineer, const std::string& sha256, Instant now) {
  drop_calendar(tx, engineer);
  tx.exec("INSERT INTO pool_calendar (engineer, sha256, made_at) VALUES (:engineer, :sha256, :now)",
          {{":engineer", engineer}, {":sha256", sha256}, {":now", now}});
}
void drop_calendar(Tx& tx, EngineerId engineer) {
  tx.exec("DELETE FROM pool_calendar WHERE engineer = :engineer", {{":engineer", engineer}});
}

std::vector<DossierId> dossiers_of_engineer(Reader& reader, EngineerId engineer, Month from, Month to) {
  auto first = from.iso(), last = to.iso();
  return reader.all(R"sql(
      SELECT DISTINCT a.dossier FROM pool_assignment a JOIN pool_plan p ON p.id = a.plan
       WHERE a.engineer = :engineer AND p.published_at IS NOT NULL
         AND (a.in_force = 1 OR (a.month >= :first AND a.month <= :last))
       ORDER BY a.dossier)sql",
                    {{":engineer", engineer}, {":first", first}, {":last", last}},
                    [](const Row& row) { return row.get<DossierId>("dossier"); });
}

std::vector<Month> months_of_work(Reader& reader, EngineerId engineer, Month from, Month to) {
  auto first = from.iso(), last = to.iso();
  return reader.all(R"sql(
      SELECT DISTINCT a.month FROM pool_assignment a JOIN pool_plan p ON p.id = a.plan
       WHERE a.engineer = :engineer AND p.published_at IS NOT NULL AND a.month >= :first AND a.month <= :last
       ORDER BY a.month)sql",
                    {{":engineer", engineer}, {":first", first}, {":last", last}}, month_in);
}

HoursWords words_on_hours(Reader& reader, EngineerId engineer, PersonId person) {
  auto text = [](const Row& row) { return row.get<std::string>("words"); };
  return {reader.all("SELECT why AS words FROM pool_correction WHERE engineer = :engineer AND why <> '' ORDER BY id",
                     {{":engineer", engineer.v}}, text),
          reader.all(R"sql(
      SELECT why AS words FROM pool_correction WHERE person = :person AND why <> ''
      UNION ALL SELECT exception AS words FROM pool_closing WHERE closed_by = :person AND exception <> '')sql",
                     {{":person", person.v}}, text)};
}
void forget_words_on_hours(Tx& tx, EngineerId engineer, PersonId person) {
  tx.exec("UPDATE pool_correction SET why = '' WHERE engineer = :engineer OR person = :person",
          {{":engineer", engineer.v}, {":person", person.v}});
  tx.exec("UPDATE pool_closing SET exception = '' WHERE closed_by = :person", {{":person", person.v}});
}

}  // namespace couloir::pool
