// Weak duality: what is left of every plan's value when each shared limit is paid for by its price is earned by
// dossiers alone; so limits at their prices and what dossiers can earn at most, added up, bound all plans.
#include "plancheck/bound.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "plancheck/cut_check.h"
#include "plancheck/team_search.h"

namespace couloir::plancheck {
namespace {

constexpr std::int64_t kRoleSteps = 50'000'000, kJointSteps = 2'000'000'000, kTeamSteps = 2'000'000'000,
                       kCutSteps = 1'000'000'000;  // of all cuts together

/// What the bound takes for a dossier: its claimed profit, but nothing for one that is better refused.
std::int64_t counted_profit(const Instance& instance, const Certificate& certificate, std::size_t d) {
  auto profit = certificate.profits[d];
  return instance.dossiers[d].promised ? profit : std::max<std::int64_t>(0, profit);
}

/// Every dossier, taken by as many threads as the machine has; what each finds does not depend on the others.
std::vector<Confirmed> confirm_profits(const Instance& instance, const Certificate& certificate,
                                       const PricedInstance& priced) {
  std::vector<Confirmed> confirmed(instance.dossiers.size(), Confirmed::unknown);
  std::atomic<std::size_t> next = 0;
  auto work = [&] {
    for (auto d = next++; d < confirmed.size(); d = next++)
      confirmed[d] = confirm_profit(priced, static_cast<int>(d), counted_profit(instance, certificate, d));
  };
  auto count = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < count && i < confirmed.size(); ++i) threads.emplace_back(work);
  work();
  threads.clear();
  return confirmed;
}

bool profits_hold(const Instance& instance, const Certificate& certificate, const PricedInstance& priced,
                  Findings& findings) {
  auto confirmed = confirm_profits(instance, certificate, priced);
  bool all = true;
  for (std::size_t d = 0; d < confirmed.size(); ++d) {
    if (confirmed[d] == Confirmed::yes) continue;
    all = false;
    auto profit = std::to_string(counted_profit(instance, certificate, d));
    findings.add(
        PlanRule::certificate_profit, {static_cast<int>(d), {}, {}},
        confirmed[d] == Confirmed::no
            ? say("A plan of {1} earns more under these prices than {2}.", instance.dossiers[d].id, profit)
            : say("That no plan of {1} earns more than {2} could not be confirmed within the limits of the check.",
                  instance.dossiers[d].id, profit));
  }
  return all;
}

bool cuts_hold(const Instance& instance, const Certificate& certificate, const Holders& holders, Findings& findings) {
  bool all = true;
  auto steps = kCutSteps;
  for (std::size_t i = 0; i < certificate.cuts.size(); ++i) {
    auto fault = fault_in(instance, holders, certificate.cuts[i], i, steps);
    if (!fault) continue;
    all = false;
    findings.add(PlanRule::certificate_cut, {fault->dossier, {}, {}}, std::move(fault->text));
  }
  return all;
}

}  // namespace

/// Dearer bounds only where the cheaper one does not do.
Confirmed confirm_profit(const PricedInstance& priced, int d, std::int64_t profit) {
  auto lone = priced.alone(d);
  if (!lone) return Confirmed::unknown;
  auto roles = RoleBound::make(*lone, kRoleSteps);
  if (!roles) return Confirmed::unknown;
  if (roles->best(lone->nmin) <= profit) return Confirmed::yes;
  EffortGrid grid(*lone);
  JointBound joint(*lone, *roles, grid, kJointSteps);
  if (auto confirmed = joint.confirms(profit); confirmed != Confirmed::no) return confirmed;
  auto reached = joint.reached();
  if (reached.empty()) return Confirmed::unknown;
  return search_teams(*lone, *roles, grid, reached, profit, kTeamSteps);
}

std::optional<int> impossible_promise(const Instance& instance) {
  constexpr std::int64_t kNoPlanEarns = -2'000'000'000'000'000'000;
  Certificate free;
  free.scale = 1;
  free.profits.assign(instance.dossiers.size(), 0);
  PricedInstance priced(instance, free);
  std::vector<int> needed;
  for (int d = 0; d < std::ssize(instance.dossiers); ++d)
    if (instance.dossiers[d].promised) needed.push_back(d);
  for (std::size_t i = 0; i < needed.size(); ++i) {
    if (confirm_profit(priced, needed[i], kNoPlanEarns) == Confirmed::yes) return needed[i];
    for (int before : instance.dossiers[needed[i]].after)
      if (std::ranges::find(needed, before) == needed.end()) needed.push_back(before);
  }
  return std::nullopt;
}

std::optional<std::int64_t> certified_bound(const Instance& instance, const Certificate& certificate,
                                            Findings& findings) {
  PricedInstance priced(instance, certificate);
  bool cuts = cuts_hold(instance, certificate, priced.holders(), findings);
  bool profits = profits_hold(instance, certificate, priced, findings);
  if (!cuts || !profits) return std::nullopt;
  __int128 sum = 0;
  auto months = static_cast<std::size_t>(instance.horizon);
  for (std::size_t e = 0; e < instance.engineers.size(); ++e)
    for (std::size_t t = 0; t < months; ++t) {
      const auto& engineer = instance.engineers[e];
      if (!certificate.capacity.empty()) sum += __int128{certificate.capacity[e][t]} * engineer.capacity[t];
      if (!certificate.slots.empty()) sum += __int128{certificate.slots[e][t]} * engineer.slots[t];
    }
  for (std::size_t t = 0; t < certificate.sessions.size(); ++t)
    sum += __int128{certificate.sessions[t]} * instance.sessions[t];
  for (const auto& row : certificate.order) sum += row.price;
  for (const auto& cut : certificate.cuts) sum += __int128{cut.price} * cut.most;
  for (std::size_t f = 0; f < certificate.floors.size(); ++f)
    sum -= __int128{certificate.floors[f]} * instance.floors[f].min;
  for (std::size_t d = 0; d < certificate.profits.size(); ++d) sum += counted_profit(instance, certificate, d);
  auto bound = sum / certificate.scale;
  if (sum % certificate.scale < 0) --bound;
  if (bound > kMostClaim || bound < -kMostClaim) {
    findings.add(PlanRule::certificate_bound, {},
                 say("The bound that follows from the certificate is too large to be told."));
    return std::nullopt;
  }
  return static_cast<std::int64_t>(bound);
}

}  // namespace couloir::plancheck
