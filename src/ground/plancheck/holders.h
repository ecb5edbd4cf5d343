// Who may hold a role of a dossier: level, distance and bans, found once for each skill, level and site.
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
  /// By skill, level, site of the dossier and who is banned from it.
  std::map<std::tuple<int, int, int, std::vector<int>>, std::vector<int>> found_;
  std::vector<int> nobody_;
};

}  // namespace couloir::plancheck
