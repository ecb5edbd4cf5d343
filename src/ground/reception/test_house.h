// A whole reception for tests: the Grand Est's region pack, a site, one organisation and one lab when asked for.
#pragma once

#include "people/lab.h"
#include "people/organisation.h"
#include "people/person.h"
#include "people/personal_data.h"
#include "reception/reception.h"
#include "web/testing.h"

namespace couloir::reception {

inline const region::Pack& grand_est() {
  static const auto pack = region::load_pack(COULOIR_SOURCE_DIR "/data/grand-est", *parse_date("2026-11-22")).value();
  return pack;
}

/// SIRET with right check digits (three establishments of two SIREN).
inline constexpr std::string_view kSiret = "73282932000074", kOtherSiret = "35600000000048";

struct House : web::TestSite {
  people::PersonalData personal_data;

  explicit House(const LegalNotice& legal = {}, const region::Pack& pack = grand_est(), CallCards calls = {},
                 OfficeLines waits = {}) {
    mount_reception(site, {desk, pack, personal_data, "a token for metrics", legal, std::move(calls), std::move(waits)},
                    jobs);
    open();
  }

  OrganisationId organisation(PersonId owner, std::string_view name = "Vosges Sciage",
                              std::string_view siret = kSiret) {
    people::OrganisationFacts facts;
    facts.name = name;
    facts.town = "Épinal";
    return people::add_organisation(op_as(owner), {parse_siret(siret).value(), facts, "", "88000", ""})
        .value()
        .organisation;
  }
  LabId lab(std::string_view code = "loria", people::LabMembership membership = people::LabMembership::confirmed) {
    people::LabSeed seed;
    seed.code = code;
    seed.profile.name = {"Laboratoire " + std::string(code), "Lab " + std::string(code)};
    seed.profile.towns = {grand_est().towns.front().code};
    seed.profile.pillars = {"P1"};
    seed.profile.themes_fr = {"parole"};
    seed.profile.themes_en = {"speech"};
    seed.status = {membership, "https://example.org/members", "2025-12", FactStatus::confirmed, true};
    return people::add_lab(op(), seed).value().id;
  }
};

}  // namespace couloir::reception
