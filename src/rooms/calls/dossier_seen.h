// A dossier as whoever asks may see it: its applicants what they write, the office and the committee what was filed.
// Whatever is not theirs to see is not there. Writes nothing.
#pragma once

#include "base/size_class.h"
#include "calls/dossier_store.h"
#include "calls/front.h"

namespace couloir::calls {

/// What reading and writing one knows besides the database.
struct Rules {
  const region::Pack& region;
  const DossierPack& pack;
  const files::ContentFolder& files;
  std::string zone;
  PlannedWorks planned = {};
};

/// Also for those who may not see it: that it exists is nobody else's.
Error no_such_dossier();
Error only_its_owner();

/// may_see(), and for who reads it for the committee alone: without a link to any of its parties.
bool sees_dossier(Reader&, const Actor&, const Dossier&);

/// For who owns it. Errors: not_found, forbidden.
Result<Dossier> owned_dossier(Reader&, const Actor&, DossierId);

/// All that is known, for who may see it. Thirteen statements at most, whatever is in it.
struct SeenDossier {
  DossierFacts facts;
  OrganisationLine organisation;
  std::optional<Sized> size;  ///< of that organisation; empty: its figures leave it open
  std::vector<Annex> annexes;
  std::optional<Part> part;  ///< of who asks; empty: she reads it for her office
};
/// Errors: not_found.
Result<SeenDossier> seen_dossier(Reader&, const Actor&, DossierId);
/// The same without asking whose it is.
Result<SeenDossier> whole_dossier(Reader&, DossierId);
DossierText text_of(const SeenDossier&);
/// Of the company that declares its aid, where it is the organisation of the dossier; empty: not known.
std::optional<SizeClass> size_of_aided(const SeenDossier&);
/// Fills `grants` of what its declaration's company got by other dossiers, for its applicants and the office as far as
/// each may know of it: a sum, or a sentence that depends on one, would tell of the others. Who judges reads what was
/// filed: a grant may be of a dossier that she may see no trace of. Three statements at most.
void add_grants(Reader&, const Actor&, const Rules&, SeenDossier&);

}  // namespace couloir::calls
