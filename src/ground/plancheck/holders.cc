#include "plancheck/holders.h"

namespace couloir::plancheck {

Holders::Holders(const Instance& instance) {
  for (const auto& dossier : instance.dossiers)
    for (const auto& role : dossier.roles) {
      auto [at, fresh] = found_.try_emplace({role.skill, role.level, dossier.site});
      if (!fresh) continue;
      for (std::size_t e = 0; e < instance.engineers.size(); ++e)
        if (holds(instance.engineers[e], role) && instance.travel(instance.engineers[e], dossier) >= 0)
          at->second.push_back(static_cast<int>(e));
    }
}

const std::vector<int>& Holders::of(const Dossier& dossier, const Role& role) const {
  return found_.at({role.skill, role.level, dossier.site});
}

}  // namespace couloir::plancheck
