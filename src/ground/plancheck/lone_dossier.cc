#include "plancheck/lone_dossier.h"

#include <algorithm>

namespace couloir::plancheck {
namespace {

constexpr __int128 kMostProfit = 1'000'000'000'000'000'000;

}  // namespace

std::int64_t LoneDossier::gain(const MonthOffer& offer, const std::vector<std::int64_t>& quanta) const {
  auto gain = -offer.fixed;
  for (std::size_t r = 0; r < quanta.size(); ++r) {
    gain -= offer.unit * quanta[r];
    if (!offer.kept.empty()) gain += keep * std::min(quanta[r], offer.kept[r]);
  }
  return gain;
}

PricedInstance::PricedInstance(const Instance& instance, const Certificate& certificate)
    : instance_(instance),
      certificate_(certificate),
      holders_(instance),
      constants_(instance.dossiers.size()),
      orders_(instance.dossiers.size()) {
  for (const auto& row : certificate.after) {
    constants_[row.dossier] -= row.price;
    constants_[row.predecessor] += row.price;
  }
  for (const auto& row : certificate.order)
    for (int d : {row.dossier, row.predecessor}) orders_[d].push_back(row);
  for (const auto& cut : certificate.cuts)
    for (const auto& term : cut.terms) constants_[term.dossier] -= __int128{cut.price} * term.weight;
}

std::int64_t PricedInstance::capacity_price(int engineer, int month) const {
  return certificate_.capacity.empty() ? 0 : certificate_.capacity[engineer][month];
}
std::int64_t PricedInstance::slot_price(int engineer, int month) const {
  return certificate_.slots.empty() ? 0 : certificate_.slots[engineer][month];
}

std::optional<LoneDossier> PricedInstance::alone(int d) const {
  const auto& dossier = instance_.dossiers[d];
  LoneDossier lone;
  lone.min_alloc = instance_.min_alloc;
  lone.nmin = dossier.nmin;
  __int128 reward = 0;
  for (std::size_t f = 0; f < certificate_.floors.size(); ++f)
    if (instance_.floors[f].counts(dossier)) reward += certificate_.floors[f];
  __int128 unit = reward + __int128{certificate_.scale} * dossier.slope;
  bool extra = dossier.most_effort() > dossier.least_effort();
  if (!extra) unit = reward;  // a slope that nothing can climb
  auto constant = constants_[d] + __int128{certificate_.scale} * dossier.base;
  if (extra) constant -= __int128{certificate_.scale} * dossier.slope * dossier.least_effort();
  __int128 published = 0;
  for (const auto& row : dossier.published) published += row.quanta;
  constant -= __int128{certificate_.scale} * instance_.move_weight * published;
  if (unit * dossier.most_effort() > kMostProfit || constant > kMostProfit || constant < -kMostProfit)
    return std::nullopt;
  for (const auto& role : dossier.roles) lone.roles.push_back({role.min, role.max, static_cast<std::int64_t>(unit)});
  lone.constant = static_cast<std::int64_t>(constant);
  lone.team = certificate_.scale * instance_.team_weight;
  lone.keep = certificate_.scale * instance_.move_weight;
  price_run(d, lone);
  add_candidates(dossier, lone);
  lone.nmax = std::min(
      {dossier.nmax, static_cast<std::int64_t>(lone.candidates.size()), dossier.most_effort() / instance_.min_alloc});
  return fits_in_64_bits(dossier, lone, constant) ? std::optional(std::move(lone)) : std::nullopt;
}

void PricedInstance::price_run(int d, LoneDossier& lone) const {
  const auto& dossier = instance_.dossiers[d];
  for (int t = dossier.earliest; t <= dossier.latest; ++t) {
    __int128 opening = certificate_.sessions.empty() ? 0 : certificate_.sessions[t], closing = 0;
    for (const auto& row : orders_[d]) {
      if (row.dossier == d && row.month >= t) opening += row.price;
      if (row.predecessor == d && row.month <= t) closing += row.price;
    }
    lone.openings.push_back(static_cast<std::int64_t>(std::min(opening, kMostProfit)));
    lone.closings.push_back(static_cast<std::int64_t>(std::min(closing, kMostProfit)));
  }
}

void PricedInstance::add_candidates(const Dossier& dossier, LoneDossier& lone) const {
  std::vector<unsigned> roles(instance_.engineers.size());
  for (std::size_t r = 0; r < dossier.roles.size(); ++r)
    for (auto e : holders_.of(dossier, dossier.roles[r])) roles[e] |= 1u << r;
  for (std::size_t e = 0; e < roles.size(); ++e) {
    if (roles[e] == 0) continue;
    const auto& engineer = instance_.engineers[e];
    Candidate candidate{static_cast<int>(e), roles[e], {}};
    auto way = certificate_.scale * instance_.travel(engineer, dossier);
    bool ever = false;
    for (int t = dossier.earliest; t <= dossier.latest; ++t) {
      auto& offer = candidate.months.emplace_back();
      if (engineer.capacity[t] < instance_.min_alloc || engineer.slots[t] < 1) continue;
      offer.capacity = engineer.capacity[t];
      offer.unit = capacity_price(candidate.engineer, t);
      offer.fixed = slot_price(candidate.engineer, t) + way;
      ever = true;
    }
    if (ever) lone.candidates.push_back(std::move(candidate));
  }
  for (const auto& row : dossier.published) {
    if (row.month < dossier.earliest || row.month > dossier.latest) continue;
    auto found = std::ranges::find(lone.candidates, row.engineer, &Candidate::engineer);
    if (found == lone.candidates.end() || (found->roles >> row.role & 1) == 0) continue;
    auto& offer = found->months[row.month - dossier.earliest];
    if (offer.capacity == 0) continue;
    offer.kept.resize(dossier.roles.size());
    offer.kept[row.role] += row.quanta;
  }
}

/// Every sum that the bounds work out stays below 2·10^18.
bool PricedInstance::fits_in_64_bits(const Dossier& dossier, const LoneDossier& lone, __int128 constant) const {
  __int128 unit = 0, fixed = 0;
  for (const auto& candidate : lone.candidates)
    for (const auto& offer : candidate.months) {
      unit = std::max<__int128>(unit, offer.unit);
      fixed = std::max<__int128>(fixed, offer.fixed);
    }
  auto run = __int128{std::ranges::max(lone.openings)} + std::ranges::max(lone.closings);
  __int128 months = std::min<__int128>(lone.nmax * static_cast<__int128>(lone.months()), dossier.most_effort());
  __int128 earned = 0;
  for (const auto& role : lone.roles) earned = std::max<__int128>(earned, role.unit);
  auto all = (constant < 0 ? -constant : constant) + (unit + earned + lone.keep) * dossier.most_effort() +
             fixed * months + run + __int128{lone.team} * lone.nmax * static_cast<std::int64_t>(lone.months());
  return all <= kMostProfit;
}

}  // namespace couloir::plancheck
