#include "plancheck/holders.h"

#include <algorithm>

namespace couloir::plancheck {

Holders::Holders(const Instance& instance) {
  for (const auto& dossier : instance.dossiers)
    for (const auto& role : dossier.roles) {
      auto [at, fresh] = found_.try_emplace({role.skill, role.level, dossier.site, dossier.bans});
      if (!fresh) continue;
      for (int e = 0; e < std::ssize(instance.engineers); ++e)
        if (holds(instance.engineers[e], role) && instance.travel(instance.engineers[e], dossier) >= 0 &&
            std::ranges::find(dossier.bans, e) == dossier.bans.end())
          at->second.push_back(e);
    }
}

const std::vector<int>& Holders::of(const Dossier& dossier, const Role& role) const {
  return dossier.refused ? nobody_ : found_.at({role.skill, role.level, dossier.site, dossier.bans});
}

}  // namespace couloir::plancheck
