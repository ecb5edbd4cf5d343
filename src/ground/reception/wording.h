// The words of the reception for what people/ and journal/ store as enumerators, in the thread's language.
#pragma once

#include <string>

#include "base/actor.h"
#include "journal/jobs.h"
#include "journal/journal.h"
#include "people/lab.h"
#include "people/organisation.h"
#include "people/role.h"
#include "people/token.h"

namespace couloir::reception {

std::string word(Role);
std::string word(people::Standing);
std::string word(people::Membership);
std::string word(people::LabMembership);
std::string word(LinkedFigures);
std::string word(NafVersion);
std::string word(journal::JobState);
std::string word(people::Scope);
std::string word(Door);

/// "operator, lab": the roles of a set, in their order.
std::string words(Roles);
/// "Somebody joined the organisation", from the name of an event; the name itself for one that has no sentence here.
std::string sentence_of_event(std::string_view name);

}  // namespace couloir::reception
