#include "app/region_labs.h"

namespace couloir::app {
namespace {

people::LabSeed seed_of(const region::Lab& lab) {
  people::LabSeed seed;
  seed.code = lab.code;
  seed.profile.name = lab.name;
  seed.profile.towns = lab.towns;
  seed.profile.pillars = lab.pillars;
  seed.profile.themes_fr = lab.themes.fr;
  seed.profile.themes_en = lab.themes.en;
  seed.status.membership = *from_name<people::LabMembership>(name_of(lab.membership));
  seed.status.source = lab.fact.source;
  seed.status.source_date = lab.fact.date.iso();
  seed.status.fact_status = lab.fact.status;
  return seed;
}

}  // namespace

Result<people::SeedCount> seed_region_labs(const Op& op, const region::Pack& pack) {
  std::vector<people::LabSeed> seeds;
  for (const auto& lab : pack.labs) seeds.push_back(seed_of(lab));
  return people::seed_labs(op, seeds);
}

}  // namespace couloir::app
