// One dossier alone under the prices of a certificate: what each of its possible engineers costs in each month, and
// what its effort earns. The three upper bounds of its profit (role_bound.h, joint_bound.h, team_search.h) start from
// here. All numbers are units of the certificate (scale to a milli-point).
#pragma once

#include <optional>
#include <vector>

#include "plancheck/holders.h"
#include "plancheck/plan.h"

namespace couloir::plancheck {

/// What cannot be; whatever is added to it stays below kHardly.
constexpr std::int64_t kNever = INT64_MIN / 2, kHardly = INT64_MIN / 4;

/// What an engineer may do for the dossier in a month.
struct MonthOffer {
  std::int64_t capacity = 0;       ///< 0: not there
  std::int64_t unit = 0;           ///< price of a quantum
  std::int64_t fixed = 0;          ///< price of the month: its slot, the way
  std::vector<std::int64_t> kept;  ///< by role: quanta of the published plan, each worth `keep`; empty: none
};

struct Candidate {
  int engineer = 0;
  unsigned roles = 0;              ///< bit r: may hold role r
  std::vector<MonthOffer> months;  ///< from the first of the window
};

struct LoneRole {
  std::int64_t min = 0, max = 0;
  std::int64_t unit = 0;  ///< earned by each quantum
  std::int64_t earned(std::int64_t quanta) const { return unit * quanta; }
};

struct LoneDossier {
  std::int64_t min_alloc = 1, nmin = 1, nmax = 1;  ///< nmax: also no more than there are or have work
  std::vector<LoneRole> roles;
  std::vector<Candidate> candidates;
  std::vector<std::int64_t> openings;  ///< price of a start, by month of the window
  std::vector<std::int64_t> closings;  ///< price of an end; later is never cheaper
  std::int64_t constant = 0;           ///< earned or paid by every plan
  std::int64_t team = 0;               ///< price of each engineer who is ever there
  std::int64_t keep = 0;               ///< worth of a published quantum that stays
  std::size_t months() const { return openings.size(); }

  /// What `quanta` by role of one engineer cost in a month, below zero; REQUIRES: within the offer.
  std::int64_t gain(const MonthOffer&, const std::vector<std::int64_t>& quanta) const;
};

/// Prices looked up for all dossiers.
class PricedInstance {
 public:
  PricedInstance(const Instance&, const Certificate&);
  /// Empty when the numbers could pass 64 bits.
  std::optional<LoneDossier> alone(int dossier) const;
  const Holders& holders() const { return holders_; }

 private:
  std::int64_t capacity_price(int engineer, int month) const;
  std::int64_t slot_price(int engineer, int month) const;
  void add_candidates(const Dossier&, LoneDossier&) const;
  void price_run(int dossier, LoneDossier&) const;
  bool fits_in_64_bits(const Dossier&, const LoneDossier&, __int128 constant) const;

  const Instance& instance_;
  const Certificate& certificate_;
  Holders holders_;
  std::vector<__int128> constants_;              ///< by dossier: prices of granting both of a sequence, and of cuts
  std::vector<std::vector<OrderPrice>> orders_;  ///< by dossier: those that it may pay
};

}  // namespace couloir::plancheck
