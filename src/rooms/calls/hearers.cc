#include "calls/hearers.h"

#include <algorithm>

#include "calls/dossier_store.h"
#include "people/affiliation.h"

namespace couloir::calls {
namespace {

std::vector<PersonId> hearers_among(const std::vector<PersonId>& belonging, const std::vector<Member>& members,
                                    PersonId filed_by) {
  std::vector<PersonId> hearers;
  auto add = [&](PersonId person) {
    if (std::ranges::find(hearers, person) == hearers.end()) hearers.push_back(person);
  };
  auto belongs = [&](PersonId person) { return std::ranges::find(belonging, person) != belonging.end(); };
  for (const auto& member : members)
    if (member.part >= Part::editor && (member.guest || belongs(member.person))) add(member.person);
  if (belongs(filed_by)) add(filed_by);
  if (hearers.empty()) std::ranges::for_each(belonging, add);
  return hearers;
}

}  // namespace

std::unordered_map<DossierId, std::vector<PersonId>> hearers_of(Reader& reader, const std::vector<Dossier>& dossiers) {
  std::vector<DossierId> ids;
  std::vector<OrganisationId> organisations;
  std::vector<LabId> labs;
  for (const auto& dossier : dossiers) {
    ids.push_back(dossier.id);
    organisations.push_back(dossier.organisation);
    if (dossier.lab) labs.push_back(dossier.lab);
  }
  auto members = members_of_each(reader, ids);
  auto filers = last_filers(reader, ids);
  auto of_organisations = people::persons_of(reader, organisations);
  auto of_labs = people::persons_of(reader, labs);
  std::unordered_map<DossierId, std::vector<PersonId>> hearers;
  for (const auto& dossier : dossiers) {
    auto belonging = of_organisations[dossier.organisation];
    std::ranges::copy(of_labs[dossier.lab], std::back_inserter(belonging));
    hearers[dossier.id] = hearers_among(belonging, members[dossier.id], filers[dossier.id]);
  }
  return hearers;
}

}  // namespace couloir::calls
