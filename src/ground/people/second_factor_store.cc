#include "people/second_factor_store.h"

namespace couloir::people {

namespace {

constexpr std::string_view kFindSecondFactor = R"sql(
  SELECT sealed_secret, last_step, on_since FROM people_second_factor WHERE person = :person)sql";
constexpr std::string_view kUpsertSecondFactor = R"sql(
  INSERT INTO people_second_factor (person, sealed_secret, last_step, started_at)
  VALUES (:person, :sealed_secret, 0, :now)
  ON CONFLICT (person) DO UPDATE
     SET sealed_secret = excluded.sealed_secret, last_step = 0, started_at = excluded.started_at, on_since = NULL)sql";
constexpr std::string_view kTurnOn = "UPDATE people_second_factor SET on_since = :now WHERE person = :person";
constexpr std::string_view kSaveStep = "UPDATE people_second_factor SET last_step = :step WHERE person = :person";
constexpr std::string_view kDeleteSecondFactor = "DELETE FROM people_second_factor WHERE person = :person";
constexpr std::string_view kCountSecondFactors = "SELECT COUNT(*) FROM people_recovery_code WHERE person = :person";
constexpr std::string_view kInsertCode =
    "INSERT INTO people_recovery_code (person, code_hash) VALUES (:person, :code_hash)";
constexpr std::string_view kDeleteCode =
    "DELETE FROM people_recovery_code WHERE person = :person AND code_hash = :code_hash";
constexpr std::string_view kDeleteCodes = "DELETE FROM people_recovery_code WHERE person = :person";

}  // namespace

std::optional<StoredFactor> find_factor(Reader& db, PersonId person) {
  return db.first(kFindSecondFactor, {{":person", person}}, [](const Row& row) {
    return StoredFactor{row.get<std::string>("sealed_secret"), row.get<Step>("last_step"),
                        row.get<std::optional<Instant>>("on_since").has_value()};
  });
}
SecondFactor second_factor_of(Reader& db, PersonId person) {
  auto factor = find_factor(db, person);
  if (!factor) return SecondFactor::off;
  return factor->on ? SecondFactor::on : SecondFactor::started;
}

void upsert_factor(Tx& tx, PersonId person, const std::string& sealed_secret, Instant now) {
  tx.exec(kUpsertSecondFactor, {{":person", person}, {":sealed_secret", sealed_secret}, {":now", now}});
}
void turn_factor_on(Tx& tx, PersonId person, Instant now) { tx.exec(kTurnOn, {{":person", person}, {":now", now}}); }
void save_last_step(Tx& tx, PersonId person, Step step) { tx.exec(kSaveStep, {{":person", person}, {":step", step}}); }
bool delete_factor(Tx& tx, PersonId person) {
  tx.exec(kDeleteCodes, {{":person", person}});
  return tx.exec(kDeleteSecondFactor, {{":person", person}}) > 0;
}

int recovery_codes_left(Reader& db, PersonId person) { return db.one<int>(kCountSecondFactors, {{":person", person}}); }
void replace_recovery_codes(Tx& tx, PersonId person, const std::vector<std::string>& hashes) {
  tx.exec(kDeleteCodes, {{":person", person}});
  for (auto& hash : hashes) tx.exec(kInsertCode, {{":person", person}, {":code_hash", hash}});
}
bool delete_recovery_code(Tx& tx, PersonId person, const std::string& hash) {
  return tx.exec(kDeleteCode, {{":person", person}, {":code_hash", hash}}) > 0;
}

}  // namespace couloir::people
