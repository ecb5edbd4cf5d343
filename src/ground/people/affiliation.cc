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

}  // namespace couloir::people
