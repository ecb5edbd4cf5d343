// Whom persons work for and which labs they speak for, many at once: what a link of interest is told by.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "base/actor.h"
#include "store/db.h"

namespace couloir::people {

/// One thing a person belongs to, granted ones only; both empty: nothing, or the end of her list.
struct Affiliation {
  PersonId person;
  std::string name;   ///< of the person
  std::string siren;  ///< of the organisation; empty: it is a lab
  LabId lab;
};
/// Of everybody who holds one of these roles, by name, each person at least once. One statement.
std::vector<Affiliation> affiliations_of_holders(Reader&, const std::vector<Role>&);
/// Of these, whatever their roles. One statement.
std::vector<Affiliation> affiliations_of(Reader&, const std::vector<PersonId>&);

/// Who works for each of these, or speaks for it; granted ones only, in the order in which they came. One statement.
std::unordered_map<OrganisationId, std::vector<PersonId>> persons_of(Reader&, const std::vector<OrganisationId>&);
std::unordered_map<LabId, std::vector<PersonId>> persons_of(Reader&, const std::vector<LabId>&);

}  // namespace couloir::people
