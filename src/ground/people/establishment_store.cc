#include "people/establishment_store.h"

namespace couloir::people {

namespace {

Establishment establishment_of(const Row& row) {
  return {row.get<EstablishmentId>("id"),
          row.get<OrganisationId>("organisation"),
          {parse_siret(row.get<std::string_view>("siret")).value(), row.get<std::string>("label"),
           row.get<std::string>("postcode"), row.get<std::string>("town_code"), row.get<std::string>("town"),
           row.get<bool>("head_office")},
          row.get<std::int64_t>("version")};
}

constexpr std::string_view kFindEstablishment = "SELECT * FROM people_establishment WHERE id = :id";
constexpr std::string_view kEstablishmentsOf = R"sql(
  SELECT * FROM people_establishment WHERE organisation = :organisation ORDER BY head_office DESC, siret)sql";
constexpr std::string_view kHas = "SELECT COUNT(*) FROM people_establishment WHERE siret = :siret";
constexpr std::string_view kInsertEstablishment = R"sql(
  INSERT INTO people_establishment (organisation, siret, label, postcode, town_code, town, head_office, version)
  VALUES (:organisation, :siret, :label, :postcode, :town_code, :town, :head_office, 1)
  RETURNING id)sql";
constexpr std::string_view kSaveEstablishment = R"sql(
  UPDATE people_establishment
     SET label = :label, postcode = :postcode, town_code = :town_code, town = :town, head_office = :head_office,
         version = version + 1
   WHERE id = :id AND version = :version)sql";
constexpr std::string_view kClear = R"sql(
  UPDATE people_establishment SET head_office = 0, version = version + 1
   WHERE organisation = :organisation AND head_office = 1 AND id <> :except)sql";
constexpr std::string_view kDeleteEstablishment = "DELETE FROM people_establishment WHERE id = :id";

}  // namespace

std::optional<Establishment> find_establishment(Reader& db, EstablishmentId id) {
  return db.first(kFindEstablishment, {{":id", id}}, establishment_of);
}
std::vector<Establishment> establishments_of(Reader& db, OrganisationId organisation) {
  return db.all(kEstablishmentsOf, {{":organisation", organisation}}, establishment_of);
}
bool has_siret(Reader& db, const Siret& siret) { return db.one<int>(kHas, {{":siret", siret.str()}}) > 0; }

EstablishmentId insert_establishment(Tx& tx, OrganisationId organisation, const EstablishmentFacts& facts) {
  return EstablishmentId{tx.one<std::int64_t>(kInsertEstablishment, {{":organisation", organisation},
                                                                     {":siret", facts.siret.str()},
                                                                     {":label", facts.label},
                                                                     {":postcode", facts.postcode},
                                                                     {":town_code", facts.town_code},
                                                                     {":town", facts.town},
                                                                     {":head_office", facts.head_office}})};
}
Result<void> save_establishment(Tx& tx, Establishment& establishment) {
  const auto& facts = establishment.facts;
  auto changed = tx.exec(kSaveEstablishment, {{":label", facts.label},
                                              {":postcode", facts.postcode},
                                              {":town_code", facts.town_code},
                                              {":town", facts.town},
                                              {":head_office", facts.head_office},
                                              {":id", establishment.id},
                                              {":version", establishment.version}});
  if (changed == 0) return Error::conflict(say("This establishment was changed meanwhile. Here is how it stands now."));
  ++establishment.version;
  return {};
}
void clear_head_office(Tx& tx, OrganisationId organisation, EstablishmentId except) {
  tx.exec(kClear, {{":organisation", organisation}, {":except", except.v}});
}
void delete_establishment(Tx& tx, EstablishmentId id) { tx.exec(kDeleteEstablishment, {{":id", id}}); }

}  // namespace couloir::people
