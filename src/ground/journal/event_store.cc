// The only SQL on journal_event and journal_head, and where the chain is made. Nothing here updates or deletes an
// event.
#include <fmt/format.h>

#include <algorithm>

#include "base/bug.h"
#include "journal/event_text.h"
#include "journal/journal.h"
#include "journal/keyed.h"
#include "journal/outbox.h"

namespace couloir::journal {
namespace {

constexpr std::string_view kFormat = "couloir-event/1";

constexpr std::string_view kHead = "SELECT seq, hash FROM journal_head WHERE id = 1";
constexpr std::string_view kMoveHead = "UPDATE journal_head SET seq = :seq, hash = :hash WHERE id = 1";
constexpr std::string_view kAppend = R"sql(
  INSERT INTO journal_event
    (seq, at, actor, door, request_id, name, subject, subject_id, payload, prev_hash, hash)
  VALUES (:seq, :at, :actor, :door, :request_id, :name, :subject, :subject_id, :payload, :prev_hash, :hash))sql";
constexpr std::string_view kEntry = R"sql(
  SELECT seq, at, actor, door, request_id, name, subject, subject_id, payload, prev_hash, hash
    FROM journal_event WHERE seq = :seq)sql";
constexpr std::string_view kOfSubject = R"sql(
  SELECT seq, at, actor, door, request_id, name, subject, subject_id, payload, prev_hash, hash
    FROM journal_event
   WHERE subject = :subject AND subject_id = :id AND seq < :before
   ORDER BY seq DESC LIMIT :limit)sql";
constexpr std::string_view kByActor = R"sql(
  SELECT seq, at, actor, door, request_id, name, subject, subject_id, payload, prev_hash, hash
    FROM journal_event WHERE actor = :actor AND seq < :before ORDER BY seq DESC LIMIT :limit)sql";
constexpr std::string_view kOfRequest = R"sql(
  SELECT seq, at, actor, door, request_id, name, subject, subject_id, payload, prev_hash, hash
    FROM journal_event WHERE request_id = :request_id ORDER BY seq LIMIT 1)sql";
constexpr std::string_view kOfKey = R"sql(
  SELECT seq, at, actor, door, request_id, name, subject, subject_id, payload, prev_hash, hash
    FROM journal_event WHERE request_id >= :from AND request_id < :to ORDER BY request_id, seq LIMIT 1)sql";
constexpr std::string_view kAfter = R"sql(
  SELECT seq, at, actor, door, request_id, name, subject, subject_id, payload, prev_hash, hash
    FROM journal_event WHERE seq > :after ORDER BY seq LIMIT :limit)sql";

Entry to_entry(const Row& row) {
  return {.seq = row.get<std::int64_t>("seq"),
          .at = row.get<Instant>("at"),
          .actor = row.get<PersonId>("actor"),
          .door = row.get<Door>("door"),
          .request_id = row.get<std::string>("request_id"),
          .name = row.get<std::string>("name"),
          .subject = row.get<std::string>("subject"),
          .subject_id = row.get<std::int64_t>("subject_id"),
          .payload = row.get<std::string>("payload"),
          .prev_hash = parse_hash(row.get<std::string_view>("prev_hash")).value_or(Hash{}),
          .hash = parse_hash(row.get<std::string_view>("hash")).value_or(Hash{})};
}

EventText to_text(const Row& row) {
  return {.seq = row.get<std::int64_t>("seq"),
          .at = row.get<std::string>("at"),
          .actor = row.get<std::optional<std::int64_t>>("actor"),
          .door = row.get<std::string>("door"),
          .request_id = row.get<std::string>("request_id"),
          .name = row.get<std::string>("name"),
          .subject = row.get<std::string>("subject"),
          .subject_id = row.get<std::int64_t>("subject_id"),
          .payload = row.get<std::string>("payload"),
          .prev_hash = row.get<std::string>("prev_hash"),
          .hash = row.get<std::string>("hash")};
}

Mark to_mark(const Row& row) {
  return {row.get<std::int64_t>("seq"), parse_hash(row.get<std::string_view>("hash")).value_or(Hash{})};
}

void add_part(std::string& bytes, std::string_view part) {
  fmt::format_to(std::back_inserter(bytes), "{}:{},", part.size(), part);
}

// Request ids are ours; anything but these letters would mean that a person's text found a way in.
bool is_request_id(std::string_view id) {
  auto plain = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.'; };
  return id.size() <= 64 && std::all_of(id.begin(), id.end(), plain);
}

void store_entry(Tx& tx, const Entry& e) {
  auto hash = e.hash.hex(), prev_hash = e.prev_hash.hex();
  tx.exec(kAppend, {{":seq", e.seq},
                    {":at", e.at},
                    {":actor", e.actor},
                    {":door", e.door},
                    {":request_id", e.request_id},
                    {":name", e.name},
                    {":subject", e.subject},
                    {":subject_id", e.subject_id},
                    {":payload", e.payload},
                    {":prev_hash", prev_hash},
                    {":hash", hash}});
  tx.exec(kMoveHead, {{":seq", e.seq}, {":hash", hash}});
}

constexpr std::int64_t kNewest = INT64_MAX;

}  // namespace

std::string canonical_bytes(const EventText& e) {
  std::string bytes;
  add_part(bytes, kFormat);
  add_part(bytes, e.prev_hash);
  add_part(bytes, std::to_string(e.seq));
  add_part(bytes, e.at);
  add_part(bytes, e.actor ? std::to_string(*e.actor) : "");
  add_part(bytes, e.door);
  add_part(bytes, e.request_id);
  add_part(bytes, e.name);
  add_part(bytes, e.subject);
  add_part(bytes, std::to_string(e.subject_id));
  add_part(bytes, e.payload);
  return bytes;
}

std::string canonical_bytes(const Entry& e) {
  return canonical_bytes(EventText{.seq = e.seq,
                                   .at = e.at.iso(),
                                   .actor = e.actor ? std::optional(e.actor.v) : std::nullopt,
                                   .door = std::string(name_of(e.door)),
                                   .request_id = e.request_id,
                                   .name = e.name,
                                   .subject = e.subject,
                                   .subject_id = e.subject_id,
                                   .payload = e.payload,
                                   .prev_hash = e.prev_hash.hex(),
                                   .hash = e.hash.hex()});
}

namespace journal_detail {
Mark append(Tx& tx, const Op& op, const Happening& what) {
  check(is_request_id(op.request_id), "a request id is plain");
  auto last = head(tx);
  Entry entry{.seq = last.seq + 1,
              .at = op.now,
              .actor = op.actor.person,
              .door = op.actor.door,
              .request_id = op.request_id,
              .name = std::string(what.name),
              .subject = std::string(what.name.substr(0, what.name.find('.'))),
              .subject_id = what.subject_id,
              .payload = what.payload,
              .prev_hash = last.hash,
              .hash = {}};
  entry.hash = sha256(canonical_bytes(entry));
  store_entry(tx, entry);
  deliver(tx, op, what.name, entry.seq, what.payload);
  return {entry.seq, entry.hash};
}
}  // namespace journal_detail

Mark head(Reader& db) {
  auto mark = db.first(kHead, {}, to_mark);
  return mark ? *mark : Mark{};  // a deleted head row: verify() tells
}

std::optional<Entry> find_entry(Reader& db, std::int64_t seq) { return db.first(kEntry, {{":seq", seq}}, to_entry); }

std::optional<Entry> first_of_request(Reader& db, std::string_view request_id) {
  return db.first(kOfRequest, {{":request_id", request_id}}, to_entry);
}

std::optional<Entry> first_of_key(Reader& db, std::string_view key) {
  auto from = std::string(key) + ".", to = std::string(key) + "/";  // "/" is the letter after "."
  return db.first(kOfKey, {{":from", from}, {":to", to}}, to_entry);
}

std::vector<Entry> history_of(Reader& db, std::string_view subject, std::int64_t id, int limit,
                              std::optional<std::int64_t> before) {
  return db.all(kOfSubject,
                {{":subject", subject}, {":id", id}, {":before", before.value_or(kNewest)}, {":limit", limit}},
                to_entry);
}

std::vector<Entry> history_by(Reader& db, PersonId actor, int limit, std::optional<std::int64_t> before) {
  return db.all(kByActor, {{":actor", actor}, {":before", before.value_or(kNewest)}, {":limit", limit}}, to_entry);
}

std::vector<Entry> entries_after(Reader& db, std::int64_t after, int limit) {
  return db.all(kAfter, {{":after", after}, {":limit", limit}}, to_entry);
}

std::vector<EventText> events_after(Reader& db, std::int64_t after, int limit) {
  return db.all(kAfter, {{":after", after}, {":limit", limit}}, to_text);
}

}  // namespace couloir::journal
