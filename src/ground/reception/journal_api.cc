// The journal for programs: its events in order, as the export writes them.
#include "journal/journal.h"
#include "reception/api_kit.h"
#include "reception/mount.h"

namespace couloir::reception {

using people::Scope;
using web::Answer;
using web::Call;
using web::Method;

namespace {

struct EventItem {
  std::int64_t seq = 0;
  Instant at;
  std::optional<PersonId> actor;
  Door door{};
  std::string request_id, name, subject;
  std::int64_t subject_id = 0;
  std::string payload, prev_hash, hash;
};
void describe(Describer& d, EventItem& e) {
  d.type("Event");
  d.field("seq", e.seq);
  d.field("at", e.at);
  d.field("actor", e.actor);
  d.field("door", e.door);
  d.field("request_id", e.request_id);
  d.field("name", e.name);
  d.field("subject", e.subject);
  d.field("subject_id", e.subject_id);
  d.field("payload", e.payload);
  d.field("prev_hash", e.prev_hash);
  d.field("hash", e.hash);
}

struct EventQuery {
  std::string after;
  int limit = 50;
};
void describe(Describer& d, EventQuery& q) {
  d.type("EventQuery");
  d.field("after", q.after, text(0, 40).or_keep().doc(_t("“next” of the page before")));
  d.field("limit", q.limit, between(1, 200).or_keep().doc(_t("Most items on a page")));
}

Result<Answer<web::PageOf<EventItem>>> list_events(const Call& call, const EventQuery& q) {
  TRY_LET(auto after, cursor(q.after));
  auto entries = journal::entries_after(*call.op.db.reader(), after, q.limit + 1);
  auto item = [](const journal::Entry& e) {
    return EventItem{e.seq,
                     e.at,
                     e.actor ? std::optional(e.actor) : std::nullopt,
                     e.door,
                     e.request_id,
                     e.name,
                     e.subject,
                     e.subject_id,
                     e.payload,
                     e.prev_hash.hex(),
                     e.hash.hex()};
  };
  auto key = [](const journal::Entry& e) { return std::to_string(e.seq); };
  return Answer<web::PageOf<EventItem>>{.value = page_of<EventItem>(entries, q.limit, item, key)};
}

}  // namespace

void mount_journal_api(web::Api& api) {
  api.add<EventQuery, web::PageOf<EventItem>>(
      {Method::get, "/journal", "journal list", _t("Events of the journal, oldest first"), web::only({Role::admin}),
       Scope::journal_read},
      list_events);
}

}  // namespace couloir::reception
