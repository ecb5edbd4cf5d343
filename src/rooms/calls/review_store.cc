#include "calls/review_store.h"

#include <algorithm>

#include "calls/dossier_store.h"
#include "calls/link_store.h"

namespace couloir::calls {
namespace {

Phase read_phase(const Row& row) {
  return {row.get<PhaseId>("id"),       row.get<CallId>("call"),         row.get<CutOffId>("cut_off"),
          row.get<std::string>("name"), row.get<Instant>("opens"),       row.get<Instant>("closes"),
          row.get<Others>("others"),    row.get<std::int64_t>("version")};
}
constexpr std::string_view kPhase =
    "SELECT id, call, cut_off, name, opens, closes, others, version FROM calls_review_phase";

std::vector<Param> written(const Phase& p) {
  return {{":name", p.name}, {":opens", p.opens}, {":closes", p.closes}, {":others", p.others}};
}

constexpr std::string_view kAssignment =
    "SELECT a.id, a.dossier, a.reviewer, r.state, r.score FROM calls_assignment a JOIN calls_dossier d ON d.id = "
    "a.dossier "
    "LEFT JOIN calls_review r ON r.assignment = a.id WHERE ";
Assignment read_assignment(const Row& row) {
  return {row.get<AssignmentId>("id"), row.get<DossierId>("dossier"), row.get<PersonId>("reviewer"),
          row.get<std::optional<ReviewState>>("state"), row.get<std::optional<std::int64_t>>("score")};
}

}  // namespace

std::vector<Phase> phases_of(Reader& reader, CallId call) {
  auto sql = std::string(kPhase);
  if (!call) return reader.all(sql + " ORDER BY opens, id", {}, read_phase);
  return reader.all(sql + " WHERE call = :call ORDER BY opens, id", {{":call", call}}, read_phase);
}
std::optional<Phase> find_phase(Reader& reader, PhaseId id) {
  return reader.first(std::string(kPhase) + " WHERE id = :id", {{":id", id}}, read_phase);
}
void insert_phase(Tx& tx, Phase& phase) {
  auto params = written(phase);
  params.emplace_back(":call", phase.call);
  params.emplace_back(":cut_off", phase.cut_off);
  phase.id = tx.first(R"sql(
      INSERT INTO calls_review_phase (call, cut_off, name, opens, closes, others, version)
      VALUES (:call, :cut_off, :name, :opens, :closes, :others, 1) RETURNING id)sql",
                      params, [](const Row& row) { return row.get<PhaseId>("id"); })
                 .value();
  phase.version = 1;
}
Result<void> save_phase_row(Tx& tx, Phase& phase) {
  auto params = written(phase);
  params.emplace_back(":id", phase.id);
  params.emplace_back(":version", phase.version);
  auto changed = tx.exec(R"sql(
      UPDATE calls_review_phase SET name = :name, opens = :opens, closes = :closes, others = :others, version = version + 1
       WHERE id = :id AND version = :version)sql",
                         params);
  if (changed == 0) return Error::conflict(say("Somebody else changed this phase since you opened it."));
  ++phase.version;
  return {};
}
void delete_phase(Tx& tx, PhaseId id) { tx.exec("DELETE FROM calls_review_phase WHERE id = :id", {{":id", id}}); }

std::vector<Assignment> assignments_of_batch(Reader& reader, CallId call, CutOffId cut_off) {
  auto all = reader.all(std::string(kAssignment) + in_batch(call, cut_off), {}, read_assignment);
  std::ranges::sort(all, {}, [](const Assignment& a) { return std::pair{a.dossier, a.id}; });  // hundreds: faster here
  return all;
}
std::vector<Assignment> assignments_of_dossier(Reader& reader, DossierId dossier) {
  return reader.all(std::string(kAssignment) + "d.id = :dossier ORDER BY a.id", {{":dossier", dossier}},
                    read_assignment);
}
std::vector<Assignment> assignments_to_those(Reader& reader, const std::string& condition) {
  return reader.all(std::string(kAssignment) + condition, {}, read_assignment);
}

bool insert_assignment(Tx& tx, DossierId dossier, PersonId reviewer, PersonId by, Instant now) {
  return tx.exec(R"sql(
      INSERT INTO calls_assignment (dossier, reviewer, assigned_by, assigned_at) VALUES (:dossier, :reviewer, :by, :now)
      ON CONFLICT DO NOTHING)sql",
                 {{":dossier", dossier}, {":reviewer", reviewer}, {":by", by}, {":now", now}}) > 0;
}
void reopen_reviews(Tx& tx, DossierId dossier, Instant now) {
  tx.exec(R"sql(
      UPDATE calls_review SET state = 'draft', given_at = NULL, updated_at = :now, version = version + 1
       WHERE state = 'given' AND assignment IN (SELECT id FROM calls_assignment WHERE dossier = :dossier))sql",
          {{":dossier", dossier}, {":now", now}});
}
bool delete_assignment(Tx& tx, DossierId dossier, PersonId reviewer) {
  auto id = tx.first("SELECT id FROM calls_assignment WHERE dossier = :dossier AND reviewer = :reviewer",
                     {{":dossier", dossier}, {":reviewer", reviewer}},
                     [](const Row& row) { return row.get<AssignmentId>("id"); });
  if (!id) return false;
  tx.exec("DELETE FROM calls_mark WHERE review IN (SELECT id FROM calls_review WHERE assignment = :id)",
          {{":id", *id}});
  tx.exec("DELETE FROM calls_review WHERE assignment = :id", {{":id", *id}});
  tx.exec("DELETE FROM calls_assignment WHERE id = :id", {{":id", *id}});
  return true;
}

namespace {

std::vector<ClearAssignment> clear_where(Reader& reader, PersonId me, const std::string& more) {
  auto own = own_keys(me, people::affiliations_of(reader, {me}));
  return reader.all(
      "SELECT a.id, a.dossier, d.call, d.cut_off, d.number, d.state AS dossier_state, n.title, n.organisation, n.lab, "
      "n.asked, "
      "n.least, n.act, n.warnings, r.state, r.score FROM calls_assignment a JOIN calls_dossier d ON d.id = a.dossier "
      "JOIN "
      "calls_line n ON n.dossier = d.id LEFT JOIN calls_review r ON r.assignment = a.id WHERE a.reviewer = :me AND "
      "d.state IN "
      "('under_review', 'granted', 'declined') AND " +
          is_clear(own) + more + " ORDER BY d.call, d.rank",
      {{":me", me}}, [](const Row& row) {
        ClearAssignment a;
        a.id = row.get<AssignmentId>("id");
        a.dossier = row.get<DossierId>("dossier");
        a.call = row.get<CallId>("call");
        a.cut_off = row.get<CutOffId>("cut_off");
        a.number = row.get<std::string>("number");
        a.line = {row.get<std::string>("title"),
                  row.get<std::string>("organisation"),
                  row.get<std::string>("lab"),
                  EngineerMonths{row.get<std::int64_t>("asked")},
                  EngineerMonths{row.get<std::int64_t>("least")},
                  row.get<std::string>("act"),
                  row.get<std::string>("warnings")};
        a.dossier_state = row.get<DossierState>("dossier_state");
        a.state = row.get<std::optional<ReviewState>>("state");
        a.score = row.get<std::optional<std::int64_t>>("score");
        return a;
      });
}

}  // namespace

std::vector<ClearAssignment> clear_assignments(Reader& reader, PersonId me) { return clear_where(reader, me, ""); }
std::optional<ClearAssignment> clear_assignment(Reader& reader, PersonId me, DossierId dossier) {
  auto found = clear_where(reader, me, " AND d.id = " + dossier.str());
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Review> reviews_of(Reader& reader, DossierId dossier) {
  auto reviews = reader.all(
      "SELECT r.id, r.assignment, a.reviewer, r.state, r.to_applicant, r.internal, r.score, r.updated_at, r.given_at, "
      "r.version "
      "FROM calls_review r JOIN calls_assignment a ON a.id = r.assignment WHERE a.dossier = :dossier ORDER BY r.id",
      {{":dossier", dossier}}, [](const Row& row) {
        Review r;
        r.id = row.get<ReviewId>("id");
        r.assignment = row.get<AssignmentId>("assignment");
        r.reviewer = row.get<PersonId>("reviewer");
        r.state = row.get<ReviewState>("state");
        r.words.to_applicant = row.get<std::string>("to_applicant");
        r.words.internal = row.get<std::string>("internal");
        r.score = row.get<std::optional<std::int64_t>>("score");
        r.updated_at = row.get<Instant>("updated_at");
        r.given_at = row.get<std::optional<Instant>>("given_at");
        r.version = row.get<std::int64_t>("version");
        return r;
      });
  reader.each(R"sql(
      SELECT m.review, m.criterion, m.mark FROM calls_mark m JOIN calls_review r ON r.id = m.review
        JOIN calls_assignment a ON a.id = r.assignment WHERE a.dossier = :dossier)sql",
              {{":dossier", dossier}}, [&](const Row& row) {
                auto found = std::ranges::find(reviews, row.get<ReviewId>("review"), &Review::id);
                if (found != reviews.end())
                  found->words.marks[row.get<std::string>("criterion")] = row.get<int>("mark");
              });
  return reviews;
}

Result<void> put_review(Tx& tx, Review& review) {
  std::vector<Param> params{
      {":state", review.state}, {":to_applicant", review.words.to_applicant}, {":internal", review.words.internal},
      {":score", review.score}, {":updated_at", review.updated_at},           {":given_at", review.given_at}};
  std::optional<ReviewId> id;
  auto read_id = [](const Row& row) { return row.get<ReviewId>("id"); };
  if (review.version == 0) {
    params.emplace_back(":assignment", review.assignment);
    id = tx.first(R"sql(
        INSERT INTO calls_review (assignment, state, to_applicant, internal, score, updated_at, given_at, version)
        VALUES (:assignment, :state, :to_applicant, :internal, :score, :updated_at, :given_at, 1)
        ON CONFLICT DO NOTHING RETURNING id)sql",
                  params, read_id);
  } else {
    params.emplace_back(":id", review.id);
    params.emplace_back(":version", review.version);
    id = tx.first(R"sql(
        UPDATE calls_review SET state = :state, to_applicant = :to_applicant, internal = :internal, score = :score,
               updated_at = :updated_at, given_at = :given_at, version = version + 1
         WHERE id = :id AND version = :version RETURNING id)sql",
                  params, read_id);
  }
  if (!id) return Error::conflict(say("This review was saved from another page since you opened this one."));
  review.id = *id;
  ++review.version;
  tx.exec("DELETE FROM calls_mark WHERE review = :id", {{":id", review.id}});
  for (const auto& [criterion, mark] : review.words.marks)
    tx.exec("INSERT INTO calls_mark (review, criterion, mark) VALUES (:id, :criterion, :mark)",
            {{":id", review.id}, {":criterion", criterion}, {":mark", mark}});
  return {};
}

std::vector<Remark> remarks_of(Reader& reader, DossierId dossier) {
  return reader.all("SELECT person, at, body FROM calls_remark WHERE dossier = :dossier ORDER BY id",
                    {{":dossier", dossier}}, [](const Row& row) {
                      return Remark{row.get<PersonId>("person"), row.get<Instant>("at"), row.get<std::string>("body")};
                    });
}
void insert_remark(Tx& tx, DossierId dossier, const Remark& remark) {
  tx.exec("INSERT INTO calls_remark (dossier, person, at, body) VALUES (:dossier, :person, :at, :body)",
          {{":dossier", dossier}, {":person", remark.person}, {":at", remark.at}, {":body", remark.body}});
}

std::vector<OwnReview> reviews_by(Reader& reader, PersonId person) {
  std::unordered_map<ReviewId, std::size_t> at;
  auto all = reader.all(
      R"sql(
      SELECT r.id, a.dossier, r.state, r.to_applicant, r.internal, r.updated_at FROM calls_review r
        JOIN calls_assignment a ON a.id = r.assignment WHERE a.reviewer = :person ORDER BY r.id)sql",
      {{":person", person}}, [&](const Row& row) {
        at.emplace(row.get<ReviewId>("id"), at.size());
        return OwnReview{
            row.get<DossierId>("dossier"),        row.get<ReviewState>("state"),    {},
            row.get<std::string>("to_applicant"), row.get<std::string>("internal"), row.get<Instant>("updated_at")};
      });
  reader.each(R"sql(
      SELECT m.review, m.criterion, m.mark FROM calls_mark m JOIN calls_review r ON r.id = m.review
        JOIN calls_assignment a ON a.id = r.assignment WHERE a.reviewer = :person ORDER BY m.review, m.criterion)sql",
              {{":person", person}}, [&](const Row& row) {
                all[at.at(row.get<ReviewId>("review"))].marks.push_back(row.get<std::string>("criterion") + " " +
                                                                        std::to_string(row.get<int>("mark")));
              });
  return all;
}
std::vector<OwnRemark> remarks_by(Reader& reader, PersonId person) {
  return reader.all("SELECT dossier, at, body FROM calls_remark WHERE person = :person ORDER BY id",
                    {{":person", person}}, [](const Row& row) {
                      return OwnRemark{row.get<DossierId>("dossier"), row.get<Instant>("at"),
                                       row.get<std::string>("body")};
                    });
}

void forget_reviews_of(Tx& tx, PersonId person) {
  tx.exec(R"sql(
      UPDATE calls_review SET internal = ''
       WHERE assignment IN (SELECT id FROM calls_assignment WHERE reviewer = :person))sql",
          {{":person", person}});
  tx.exec(R"sql(
      UPDATE calls_review SET to_applicant = ''
       WHERE assignment IN (SELECT a.id FROM calls_assignment a JOIN calls_dossier d ON d.id = a.dossier
                             WHERE a.reviewer = :person AND d.state NOT IN ()sql" +
              states_where(is_decided) + "))",
          {{":person", person}});
  tx.exec("UPDATE calls_remark SET body = '', person = NULL WHERE person = :person", {{":person", person}});
}

}  // namespace couloir::calls
