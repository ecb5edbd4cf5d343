// Names by number for pages of the rooms, which may not join our tables. Thirty-two places, so that the statement is
// one fixed text, prepared once; what is not filled is NULL and meets nothing.
#include "people/organisation.h"
#include "people/person.h"
#include "people/team.h"

namespace couloir::people {

namespace {

constexpr std::size_t kPlaces = 32;

constexpr std::string_view kPersons = R"sql(
  SELECT id, name FROM people_person WHERE erased_at IS NULL AND id IN (
    :i0, :i1, :i2, :i3, :i4, :i5, :i6, :i7, :i8, :i9, :i10, :i11, :i12, :i13, :i14, :i15, :i16, :i17,
    :i18, :i19, :i20, :i21, :i22, :i23, :i24, :i25, :i26, :i27, :i28, :i29, :i30, :i31))sql";
constexpr std::string_view kOrganisations = R"sql(
  SELECT id, name FROM people_organisation WHERE id IN (
    :i0, :i1, :i2, :i3, :i4, :i5, :i6, :i7, :i8, :i9, :i10, :i11, :i12, :i13, :i14, :i15, :i16, :i17,
    :i18, :i19, :i20, :i21, :i22, :i23, :i24, :i25, :i26, :i27, :i28, :i29, :i30, :i31))sql";
constexpr std::string_view kTeams = R"sql(
  SELECT id, name FROM people_team WHERE id IN (
    :i0, :i1, :i2, :i3, :i4, :i5, :i6, :i7, :i8, :i9, :i10, :i11, :i12, :i13, :i14, :i15, :i16, :i17,
    :i18, :i19, :i20, :i21, :i22, :i23, :i24, :i25, :i26, :i27, :i28, :i29, :i30, :i31))sql";

template <class Key>
void add_names(Reader& db, std::string_view sql, std::span<const Key> ids, std::unordered_map<Key, std::string>& to) {
  auto at = [&](std::size_t i) { return i < ids.size() ? ids[i] : Key{}; };
  db.each(sql,
          {{":i0", at(0)},   {":i1", at(1)},   {":i2", at(2)},   {":i3", at(3)},   {":i4", at(4)},   {":i5", at(5)},
           {":i6", at(6)},   {":i7", at(7)},   {":i8", at(8)},   {":i9", at(9)},   {":i10", at(10)}, {":i11", at(11)},
           {":i12", at(12)}, {":i13", at(13)}, {":i14", at(14)}, {":i15", at(15)}, {":i16", at(16)}, {":i17", at(17)},
           {":i18", at(18)}, {":i19", at(19)}, {":i20", at(20)}, {":i21", at(21)}, {":i22", at(22)}, {":i23", at(23)},
           {":i24", at(24)}, {":i25", at(25)}, {":i26", at(26)}, {":i27", at(27)}, {":i28", at(28)}, {":i29", at(29)},
           {":i30", at(30)}, {":i31", at(31)}},
          [&](const Row& row) { to.emplace(row.read<Key>(0), row.read<std::string>(1)); });
}

template <class Key>
std::unordered_map<Key, std::string> names_by(Reader& db, std::string_view sql, std::vector<Key> ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::unordered_map<Key, std::string> names;
  for (std::size_t from = 0; from < ids.size(); from += kPlaces)
    add_names(db, sql, std::span<const Key>(ids).subspan(from, std::min(kPlaces, ids.size() - from)), names);
  return names;
}

}  // namespace

PersonNames names_of_persons(Reader& db, const std::vector<PersonId>& ids) { return names_by(db, kPersons, ids); }

std::string name_in(const PersonNames& names, PersonId id) {
  auto found = names.find(id);
  return found == names.end() || found->second.empty() ? tr("somebody who left") : found->second;
}

std::unordered_map<OrganisationId, std::string> names_of_organisations(Reader& db,
                                                                       const std::vector<OrganisationId>& ids) {
  return names_by(db, kOrganisations, ids);
}

std::unordered_map<TeamId, std::string> names_of_teams(Reader& db, const std::vector<TeamId>& ids) {
  return names_by(db, kTeams, ids);
}

}  // namespace couloir::people
