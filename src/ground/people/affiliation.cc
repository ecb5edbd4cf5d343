#include "people/affiliation.h"

namespace couloir::people {
namespace {

/// `who` are the persons.
constexpr std::string_view kAffiliationRows = R"sql(
  SELECT w.id, w.name, w.name_key, '' AS siren, 0 AS lab FROM who w
  UNION ALL SELECT w.id, w.name, w.name_key, o.siren, 0 FROM who w
    JOIN people_membership m ON m.person = w.id AND m.standing = 'granted'
    JOIN people_organisation o ON o.id = m.organisation
  UNION ALL SELECT w.id, w.name, w.name_key, '', b.lab FROM who w
    JOIN people_lab_member b ON b.person = w.id AND b.standing = 'granted'
  ORDER BY name_key, id, siren, lab)sql";

Affiliation read(const Row& row) {
  return {row.get<PersonId>("id"), row.get<std::string>("name"), row.get<std::string>("siren"), row.get<LabId>("lab")};
}

}  // namespace

std::vector<Affiliation> affiliations_of_holders(Reader& reader, const std::vector<Role>& roles) {
  std::string names;
  for (auto role : roles) names += (names.empty() ? "'" : ", '") + std::string(name_of(role)) + "'";
  return reader.all(
      "WITH who AS (SELECT id, name, name_key FROM people_person WHERE erased_at IS NULL AND id IN (SELECT person "
      "FROM people_role WHERE standing = 'granted' AND role IN (" +
          names + ")))" + std::string(kAffiliationRows),
      {}, read);
}

std::vector<Affiliation> affiliations_of(Reader& reader, const std::vector<PersonId>& persons) {
  return reader.all("WITH who AS (SELECT id, COALESCE(name, '') AS name, name_key FROM people_person WHERE id IN (" +
                        id_list(persons) + "))" + std::string(kAffiliationRows),
                    {}, read);
}

namespace {

template <class Of>
std::unordered_map<Of, std::vector<PersonId>> persons_in(Reader& reader, std::string_view rows,
                                                         const std::vector<Of>& ids) {
  std::unordered_map<Of, std::vector<PersonId>> all;
  reader.each(std::string(rows) + " IN (" + id_list(ids) + ") ORDER BY asked_at, person", {},
              [&](const Row& row) { all[row.get<Of>("belongs")].push_back(row.get<PersonId>("person")); });
  return all;
}

}  // namespace

std::unordered_map<OrganisationId, std::vector<PersonId>> persons_of(Reader& reader,
                                                                     const std::vector<OrganisationId>& ids) {
  return persons_in(reader,
                    "SELECT organisation AS belongs, person FROM people_membership WHERE standing = 'granted' AND "
                    "organisation",
                    ids);
}
std::unordered_map<LabId, std::vector<PersonId>> persons_of(Reader& reader, const std::vector<LabId>& ids) {
  return persons_in(reader, "SELECT lab AS belongs, person FROM people_lab_member WHERE standing = 'granted' AND lab",
                    ids);
}

}  // namespace couloir::people
