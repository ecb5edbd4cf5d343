// Everything that is held on one person: given to them as JSON, or erased. Rooms add their share when they are wired.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/result.h"
#include "store/db.h"

namespace couloir::people {

/// What one part of the house holds on a person.
struct PersonalDataSource {
  std::string name;                                           ///< key in the export: "portfolio"
  std::function<std::string(Reader&, PersonId)> export_json;  ///< a JSON value; "null" when nothing is held
  std::function<void(Tx&, const Op&, PersonId)> erase;        ///< the personal words, in the erasure's transaction
};

/// Filled once by app/wiring, before threads start. People, logins and mail are in it from the beginning.
class PersonalData {
 public:
  void add_source(PersonalDataSource source) { sources_.push_back(std::move(source)); }
  const std::vector<PersonalDataSource>& sources() const { return sources_; }

 private:
  std::vector<PersonalDataSource> sources_;
};

/// One JSON object, a key a source. Oneself, or admin. Errors: forbidden, not_found.
Result<std::string> export_person(const Op&, const PersonalData&, PersonId);
/// Name, e-mail, logins, tokens, second factor, roles, memberships and mails go; the number stays, so that the journal
/// remains whole. Oneself, or admin. Errors: forbidden, not_found, refused (the last admin).
Result<void> erase_person(const Op&, const PersonalData&, PersonId);

}  // namespace couloir::people
