// All the efforts that the roles of a dossier can have come to, as one row of numbers: a place for each combination.
#pragma once

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <vector>

#include "plancheck/lone_dossier.h"

namespace couloir::plancheck {

/// The last role of `order` runs fastest: it is the one with the most quanta.
class EffortGrid {
 public:
  explicit EffortGrid(const LoneDossier& lone) : order_(lone.roles.size()), strides_(lone.roles.size(), 1) {
    std::iota(order_.begin(), order_.end(), 0);
    std::ranges::stable_sort(order_, {}, [&](std::size_t r) { return lone.roles[r].max; });
    for (auto r : order_) maxima_.push_back(lone.roles[r].max);
    __int128 size = 1;
    for (auto i = order_.size(); i-- > 0;) {
      strides_[i] = static_cast<std::size_t>(size);
      size = std::min<__int128>(size * (maxima_[i] + 1), INT64_MAX / 2);
    }
    size_ = static_cast<std::size_t>(size);
  }

  std::size_t size() const { return size_; }
  /// Roles by place in the grid, their maxima, and how far apart two neighbours of one are.
  const std::vector<std::size_t>& order() const { return order_; }
  const std::vector<std::int64_t>& maxima() const { return maxima_; }
  std::size_t stride(std::size_t place) const { return strides_[place]; }
  std::int64_t effort(std::size_t at, std::size_t place) const {
    return static_cast<std::int64_t>(at / strides_[place] % static_cast<std::size_t>(maxima_[place] + 1));
  }

 private:
  std::vector<std::size_t> order_;
  std::vector<std::int64_t> maxima_;
  std::vector<std::size_t> strides_;
  std::size_t size_ = 0;
};

/// What each role can still take at a place of the grid.
using Room = std::array<std::int64_t, kMostRoles>;
inline Room room_at(const EffortGrid& grid, std::size_t at) {
  Room room{};
  for (std::size_t place = 0; place < grid.order().size(); ++place)
    room[place] = grid.maxima()[place] - grid.effort(at, place);
  return room;
}
inline bool fits(const std::vector<std::int64_t>& places, const Room& room) {
  for (std::size_t place = 0; place < places.size(); ++place)
    if (places[place] > room[place]) return false;
  return true;
}

/// A share of one engineer in a month, and how far it moves in the grid.
struct ShareMove {
  std::vector<std::int64_t> quanta;  ///< by role
  std::vector<std::int64_t> places;  ///< the same by place in the grid
  std::size_t offset = 0;
};
/// All shares of `least` to `most` quanta in the roles of the mask; nothing at all when there are too many.
std::optional<std::vector<ShareMove>> shares_of(const EffortGrid&, unsigned roles, std::int64_t least,
                                                std::int64_t most);

}  // namespace couloir::plancheck
