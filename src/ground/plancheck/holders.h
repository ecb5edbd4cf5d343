// Who may hold a role of a dossier: level and distance, found once for each skill, level and site.
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "plancheck/instance.h"

namespace couloir::plancheck {

class Holders {
 public:
  explicit Holders(const Instance&);
  /// Engineers in order.
  const std::vector<int>& of(const Dossier&, const Role&) const;

 private:
  std::map<std::tuple<int, int, int>, std::vector<int>> found_;  ///< by skill, level, site of the dossier
};

}  // namespace couloir::plancheck
