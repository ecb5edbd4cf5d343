// Engineers and dossiers by the names that somebody may have. A dossier that is not hers to see has neither number nor
// title for her, wherever it is spoken of.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "calls/front.h"
#include "pool/demand.h"
#include "pool/engineer.h"
#include "store/db.h"

namespace couloir::pool {

struct Names {
  struct Named {
    std::string number, title;
    bool granted = false;
  };
  std::map<EngineerId, std::string> engineers;
  std::map<DossierId, Named> dossiers;  ///< those that may be seen
  bool all = false;                     ///< nothing is hidden from who asks

  bool shows(DossierId id) const { return all || dossiers.contains(id); }
  std::string engineer(EngineerId) const;  ///< "Engineer 7" once her name is gone
  std::string number(DossierId) const;     ///< "P-2026-014"; "another dossier"
  std::string title(DossierId) const;      ///< "P-2026-014 · Sorting letters"; "a dossier that is not yours to see"
  void add(const std::unordered_map<DossierId, calls::DossierHead>&);
};

/// The office sees all, of `others` too, which are no demands any more; the committee what she is clear of. Two
/// statements at most.
Names names_for(Reader&, const Actor&, const std::vector<calls::PlannableDossier>&,
                const std::vector<DossierId>& others);

/// A text of the checker or of a plan names dossiers and engineers as the instance does, "d12" and "e7".
std::string with_names(const Names&, std::string_view);
/// What is wrong, in the same way.
Error with_names(const Names&, Error);

}  // namespace couloir::pool
