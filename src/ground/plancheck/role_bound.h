// The cheapest upper bound of a dossier's profit: each role for itself. Left out are that roles share engineers and
// nmax, that months follow each other, that a later end may cost more, and all of the team but its fewest engineers; an
// engineer who may hold k of the roles pays a k-th of a month's price in each.
#pragma once

#include "plancheck/lone_dossier.h"

namespace couloir::plancheck {

/// later(r, t, done): the most that role r can still earn from month t on, `done` quanta given before; also its final
/// effort's worth. kNever: it cannot come to an allowed effort.
class RoleBound {
 public:
  /// Takes at most about `steps`; it is not there when that does not do.
  static std::optional<RoleBound> make(const LoneDossier&, std::int64_t steps);

  std::int64_t later(std::size_t role, std::size_t month, std::int64_t done) const {
    return later_[role][month][static_cast<std::size_t>(done)];
  }
  /// The most that any plan earns, its engineers not paid but `team` of them, or so many as its roles need at least.
  std::int64_t best(std::int64_t team) const;

 private:
  explicit RoleBound(const LoneDossier& lone) : lone_(lone) {}
  std::int64_t shared_team() const;

  const LoneDossier& lone_;
  std::vector<std::vector<std::vector<std::int64_t>>> later_;
};

}  // namespace couloir::plancheck
