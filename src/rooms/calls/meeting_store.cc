#include "calls/meeting_store.h"

#include "calls/link_store.h"

namespace couloir::calls {
namespace {

constexpr std::string_view kMeeting = "SELECT id, call, cut_off, held_on, minutes, state, version FROM calls_meeting";
Meeting read_meeting(const Row& row) {
  return {row.get<MeetingId>("id"),        row.get<CallId>("call"),         row.get<CutOffId>("cut_off"),
          row.get<Date>("held_on"),        row.get<std::string>("minutes"), row.get<MeetingState>("state"),
          row.get<std::int64_t>("version")};
}

constexpr std::string_view kDecision =
    "SELECT id, dossier, meeting, verdict, reasons, words, months, staffing_plan, prepared_by, prepared_at, "
    "decided_by, "
    "decided_at, version FROM calls_decision";

std::vector<std::string> split(std::string_view joined) {
  std::vector<std::string> parts;
  while (!joined.empty()) {
    auto comma = joined.find(',');
    parts.emplace_back(joined.substr(0, comma));
    joined = comma == joined.npos ? std::string_view() : joined.substr(comma + 1);
  }
  return parts;
}
std::string join(const std::vector<std::string>& parts) {
  std::string all;
  for (const auto& part : parts) all += (all.empty() ? "" : ",") + part;
  return all;
}

Decision read_decision(const Row& row) {
  Decision d;
  d.id = row.get<DecisionId>("id");
  d.dossier = row.get<DossierId>("dossier");
  d.meeting = row.get<MeetingId>("meeting");
  d.verdict = row.get<Verdict>("verdict");
  d.reasons = split(row.get<std::string>("reasons"));
  d.words = row.get<std::string>("words");
  if (auto months = row.get<std::optional<std::int64_t>>("months")) d.months = EngineerMonths{*months};
  d.staffing_plan = row.get<std::string>("staffing_plan");
  d.prepared_by = row.get<PersonId>("prepared_by");
  d.prepared_at = row.get<Instant>("prepared_at");
  d.decided_by = row.get<PersonId>("decided_by");
  d.decided_at = row.get<std::optional<Instant>>("decided_at");
  d.version = row.get<std::int64_t>("version");
  return d;
}

}  // namespace

std::optional<Meeting> find_meeting(Reader& reader, MeetingId id) {
  return reader.first(std::string(kMeeting) + " WHERE id = :id", {{":id", id}}, read_meeting);
}
std::vector<Meeting> meetings_of(Reader& reader, CallId call) {
  return reader.all(std::string(kMeeting) + " WHERE call = :call ORDER BY held_on DESC, id DESC", {{":call", call}},
                    read_meeting);
}
void insert_meeting(Tx& tx, Meeting& meeting) {
  meeting.id = tx.first(R"sql(
      INSERT INTO calls_meeting (call, cut_off, held_on, minutes, state, version)
      VALUES (:call, :cut_off, :held_on, :minutes, :state, 1) RETURNING id)sql",
                        {{":call", meeting.call},
                         {":cut_off", meeting.cut_off},
                         {":held_on", meeting.held_on},
                         {":minutes", meeting.minutes},
                         {":state", meeting.state}},
                        [](const Row& row) { return row.get<MeetingId>("id"); })
                   .value();
  meeting.version = 1;
}
Result<void> save_meeting_row(Tx& tx, Meeting& meeting) {
  auto changed = tx.exec(R"sql(
      UPDATE calls_meeting SET held_on = :held_on, minutes = :minutes, state = :state, version = version + 1
       WHERE id = :id AND version = :version)sql",
                         {{":held_on", meeting.held_on},
                          {":minutes", meeting.minutes},
                          {":state", meeting.state},
                          {":id", meeting.id},
                          {":version", meeting.version}});
  if (changed == 0) return Error::conflict(say("Somebody else changed this meeting since you opened it."));
  ++meeting.version;
  return {};
}

std::optional<Decision> decision_of(Reader& reader, DossierId dossier) {
  return reader.first(std::string(kDecision) + " WHERE dossier = :dossier", {{":dossier", dossier}}, read_decision);
}
std::vector<Decision> decisions_of(Reader& reader, MeetingId meeting) {
  return reader.all(std::string(kDecision) + " WHERE meeting = :meeting ORDER BY dossier", {{":meeting", meeting}},
                    read_decision);
}

std::vector<TableRow> table_rows(Reader& reader, MeetingId meeting, PersonId me, const std::vector<std::string>& own) {
  return reader.all(
      "SELECT d.id, d.version, d.number, d.state, d.state_since, d.correct_by, d.call, d.cut_off, d.form, n.title, "
      "n.asked, n.least, CASE WHEN " +
          is_clear(own) +
          " THEN 1 ELSE 0 END AS clear FROM calls_decision c JOIN calls_dossier d ON d.id = c.dossier JOIN calls_line "
          "n "
          "ON n.dossier = d.id WHERE c.meeting = :meeting ORDER BY d.rank",
      {{":me", me}, {":meeting", meeting}}, [](const Row& row) {
        return TableRow{row.get<DossierId>("id"),
                        row.get<std::int64_t>("version"),
                        row.get<std::string>("number"),
                        row.get<std::string>("title"),
                        row.get<DossierState>("state"),
                        row.get<CallId>("call"),
                        row.get<CutOffId>("cut_off"),
                        row.get<int>("form"),
                        {row.get<std::int64_t>("asked")},
                        {row.get<std::int64_t>("least")},
                        row.get<Instant>("state_since"),
                        row.get<std::optional<Instant>>("correct_by"),
                        row.get<bool>("clear")};
      });
}

Result<void> put_decision(Tx& tx, Decision& d) {
  auto reasons = join(d.reasons);
  Value months;
  if (d.months) months = d.months->raw;
  std::vector<Param> params{{":meeting", d.meeting},
                            {":verdict", d.verdict},
                            {":reasons", reasons},
                            {":words", d.words},
                            {":months", months},
                            {":staffing_plan", d.staffing_plan},
                            {":prepared_by", d.prepared_by},
                            {":prepared_at", d.prepared_at},
                            {":decided_by", d.decided_by},
                            {":decided_at", d.decided_at}};
  auto read_id = [](const Row& row) { return row.get<DecisionId>("id"); };
  std::optional<DecisionId> id;
  if (d.version == 0) {
    params.emplace_back(":dossier", d.dossier);
    id = tx.first(R"sql(
        INSERT INTO calls_decision (dossier, meeting, verdict, reasons, words, months, staffing_plan, prepared_by, prepared_at,
                                    decided_by, decided_at, version)
        VALUES (:dossier, :meeting, :verdict, :reasons, :words, :months, :staffing_plan, :prepared_by, :prepared_at,
                :decided_by, :decided_at, 1)
        ON CONFLICT DO NOTHING RETURNING id)sql",
                  params, read_id);
  } else {
    params.emplace_back(":id", d.id);
    params.emplace_back(":version", d.version);
    id = tx.first(R"sql(
        UPDATE calls_decision SET meeting = :meeting, verdict = :verdict, reasons = :reasons, words = :words, months = :months,
               staffing_plan = :staffing_plan, prepared_by = :prepared_by, prepared_at = :prepared_at, decided_by = :decided_by,
               decided_at = :decided_at, version = version + 1
         WHERE id = :id AND version = :version AND decided_at IS NULL RETURNING id)sql",
                  params, read_id);
  }
  if (!id) return Error::conflict(say("Somebody else changed this decision since you opened it."));
  d.id = *id;
  ++d.version;
  return {};
}
void delete_decision(Tx& tx, DecisionId id) {
  tx.exec("DELETE FROM calls_decision WHERE id = :id AND decided_at IS NULL", {{":id", id}});
}

}  // namespace couloir::calls
