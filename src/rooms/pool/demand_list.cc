#include "pool/demand_list.h"

#include <algorithm>
#include <set>

#include "portfolio/front.h"

namespace couloir::pool {

std::vector<Demand> all_demands(Reader& reader, const Actor& actor, const Foundations& house) {
  return demands_of(reader, calls::plannable_dossiers(reader, actor), house);
}
std::vector<Demand> demands_of(Reader& reader, const std::vector<calls::PlannableDossier>& dossiers,
                               const Foundations& house) {
  std::vector<portfolio::UseCaseId> use_cases;
  for (const auto& d : dossiers) use_cases.push_back(d.use_case);
  auto pillars = portfolio::pillars_of_use_cases(reader, use_cases);
  auto labs = people::all_labs(reader);
  std::vector<Demand> all;
  for (const auto& d : dossiers) {
    auto lab = std::ranges::find(labs, d.lab, &people::Lab::id);
    all.push_back(demand_of(d, pillars[d.use_case], lab == labs.end() ? nullptr : &*lab, house.pack, house.region));
  }
  return all;
}

std::vector<GrantedMonths> granted_months(Reader& reader, const std::vector<calls::PlannableDossier>& dossiers,
                                          const Foundations& house) {
  auto labs = people::all_labs(reader);
  std::vector<GrantedMonths> all;
  for (const auto& d : dossiers) {
    if (!d.granted || !d.decided_at || !d.months) continue;
    auto lab = std::ranges::find(labs, d.lab, &people::Lab::id);
    if (const auto* home = lab == labs.end() ? nullptr : home_of_lab(*lab, house.pack, house.region))
      all.push_back({home->code, *d.months, *d.decided_at});
  }
  return all;
}

std::string batch_key(calls::CallId call, calls::CutOffId cut_off) { return call.str() + "-" + cut_off.str(); }

std::vector<Demand> demands_for(std::vector<Demand> all, std::string_view batch, const std::vector<Promise>& promises) {
  if (batch.empty()) return all;
  std::set<DossierId> promised;
  for (const auto& p : promises) promised.insert(p.dossier);
  std::erase_if(all, [&](const Demand& d) {
    return !d.granted && !promised.contains(d.dossier) && batch_key(d.call, d.cut_off) != batch;
  });
  return all;
}

}  // namespace couloir::pool
