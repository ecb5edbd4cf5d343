// Whether a cut holds for every plan: the energy it names is unavoidable, and no choice of dossiers whose energy fits
// into the engineers' months has more weight than the cut allows.
#pragma once

#include "plancheck/findings.h"
#include "plancheck/holders.h"

namespace couloir::plancheck {

/// What is wrong with the cut, in a sentence; empty: it holds. The dossier it is about goes with it.
struct CutFault {
  Sentence text;
  std::optional<int> dossier;
};
/// Takes its steps from `steps`; a cut for which they do not do is a fault.
std::optional<CutFault> fault_in(const Instance&, const Holders&, const Cut&, std::size_t position,
                                 std::int64_t& steps);

}  // namespace couloir::plancheck
