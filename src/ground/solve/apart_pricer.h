// The fast look at a dossier under prices: its roles are staffed by themselves, an engineer of several pays his fixed
// costs in shares, and engineers may change from month to month, their team paid as the largest number at once. About
// 30 µs; no plan of the dossier earns more.
#pragma once

#include <optional>

#include "solve/prices.h"

namespace couloir::solve {

class ApartPricer {
 public:
  ApartPricer(const Field& field, const Prices& prices) : field_(field), prices_(prices) {}
  /// Empty: the dossier has no plan at all.
  std::optional<Offer> best(const Case& c);

 private:
  /// The cheapest engineers for one quantity in one month.
  struct Cheapest {
    static constexpr int kKept = 2;
    std::int64_t cost[kKept];
    int candidate[kKept];
  };
  struct Given {
    int candidate, quanta;
  };
  void fill_cheapest(const Case& c, int role, int month);
  void fill_costs(const Case& c, int most_at_once);
  void parts_of(int month, int number, int quanta, std::vector<Given>& parts) const;
  std::optional<Offer> single(const Case& c);
  std::optional<Offer> several(const Case& c);
  void count(const Case& c, Offer& offer) const;
  std::int64_t fixed(const Case& c, int candidate, int month) const;

  const Field& field_;
  const Prices& prices_;
  // Scratch of one dossier: months are counted from its window's first.
  int width_ = 0;                                 ///< quantities 0..width_-1
  std::vector<Cheapest> cheapest_;                ///< month × quantity
  std::vector<std::vector<std::int64_t>> exact_;  ///< [number-1]: month × quantity, cost with exactly so many engineers
  std::vector<std::int64_t> path_;
  std::vector<int> took_;
};

}  // namespace couloir::solve
