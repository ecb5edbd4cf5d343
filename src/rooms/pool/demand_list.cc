#include "pool/demand_list.h"

#include <algorithm>

#include "portfolio/front.h"

namespace couloir::pool {

std::vector<Demand> all_demands(Reader& reader, const Actor& actor, const Foundations& house) {
  auto dossiers = calls::plannable_dossiers(reader, actor);
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

std::string batch_key(calls::CallId call, calls::CutOffId cut_off) { return call.str() + "-" + cut_off.str(); }

std::vector<Demand> demands_for(std::vector<Demand> all, std::string_view batch) {
  if (!batch.empty())
    std::erase_if(all, [&](const Demand& d) { return !d.granted && batch_key(d.call, d.cut_off) != batch; });
  return all;
}

}  // namespace couloir::pool
