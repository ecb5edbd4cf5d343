#include "calls/reminder_store.h"

namespace couloir::calls {

bool wants_reminders(Reader& reader, PersonId person) {
  return reader.one<std::int64_t>("SELECT count(*) FROM calls_mute WHERE person = :person", {{":person", person}}) == 0;
}

void mute(Tx& tx, PersonId person, Instant now) {
  tx.exec("INSERT INTO calls_mute (person, at) VALUES (:person, :now) ON CONFLICT DO NOTHING",
          {{":person", person}, {":now", now}});
}
void unmute(Tx& tx, PersonId person) {
  tx.exec("DELETE FROM calls_mute WHERE person = :person", {{":person", person}});
}

bool remember(Tx& tx, DossierId dossier, PersonId person, const std::string& about, Instant now) {
  return tx.exec(R"sql(
      INSERT INTO calls_reminder (dossier, person, about, at) VALUES (:dossier, :person, :about, :now)
      ON CONFLICT DO NOTHING)sql",
                 {{":dossier", dossier}, {":person", person.v}, {":about", about}, {":now", now}}) > 0;
}

std::set<std::tuple<DossierId, PersonId, std::string>> told_of(Reader& reader, const std::vector<DossierId>& dossiers) {
  std::set<std::tuple<DossierId, PersonId, std::string>> told;
  reader.each("SELECT dossier, person, about FROM calls_reminder WHERE dossier IN (" + id_list(dossiers) + ")", {},
              [&](const Row& row) {
                told.emplace(row.get<DossierId>("dossier"), row.get<PersonId>("person"), row.get<std::string>("about"));
              });
  return told;
}

void forget_reminders_of(Tx& tx, PersonId person) {
  unmute(tx, person);
  tx.exec("DELETE FROM calls_reminder WHERE person = :person", {{":person", person}});
}

}  // namespace couloir::calls
