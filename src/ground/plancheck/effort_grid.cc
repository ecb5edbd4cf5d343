#include "plancheck/effort_grid.h"

namespace couloir::plancheck {
namespace {

constexpr std::size_t kMostShares = 50'000;

}  // namespace

std::optional<std::vector<ShareMove>> shares_of(const EffortGrid& grid, unsigned roles, std::int64_t least,
                                                std::int64_t most) {
  auto zeros = std::vector<std::int64_t>(grid.order().size());
  std::vector<ShareMove> partial{{zeros, zeros, 0}};
  std::vector<std::int64_t> given{0};
  for (std::size_t place = 0; place < grid.order().size(); ++place) {
    auto role = grid.order()[place];
    if ((roles >> role & 1) == 0) continue;
    for (std::size_t i = 0, count = partial.size(); i < count; ++i)
      for (std::int64_t u = 1; u <= std::min(grid.maxima()[place], most - given[i]); ++u) {
        if (partial.size() > kMostShares) return std::nullopt;
        auto next = partial[i];
        next.quanta[role] = next.places[place] = u;
        next.offset += static_cast<std::size_t>(u) * grid.stride(place);
        partial.push_back(std::move(next));
        given.push_back(given[i] + u);
      }
  }
  std::vector<ShareMove> shares;
  for (std::size_t i = 0; i < partial.size(); ++i)
    if (given[i] >= least) shares.push_back(std::move(partial[i]));
  return shares;
}

}  // namespace couloir::plancheck
