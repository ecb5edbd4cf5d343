// The register entry of a lab as it travels: in forms, in JSON and on the command line.
#pragma once

#include "people/lab.h"
#include "reception/page_kit.h"
#include "region/pack.h"
#include "web/describe.h"

namespace couloir::reception {

struct LabProfileBody {
  std::string name_fr, name_en;
  std::vector<std::string> towns, pillars, themes_fr, themes_en;
  std::string contact_email;
};
void describe(Describer&, LabProfileBody&);
LabProfileBody body_of(const people::LabProfile&);
people::LabProfile profile_of(const LabProfileBody&);

struct LabStatusBody {
  people::LabMembership membership = people::LabMembership::unverified;
  std::string source, source_date;
  FactStatus fact_status = FactStatus::unverified;
  bool active = true;
};
void describe(Describer&, LabStatusBody&);
LabStatusBody body_of(const people::LabStatus&);
people::LabStatus status_of(const LabStatusBody&);

/// Towns and pillars as the region pack knows them; themes as lines of words.
std::vector<view::Field> profile_fields(const region::Pack&);
std::vector<view::Field> status_fields();
/// Codes that the region pack does not know, by field: a typing error in an API call.
std::vector<Problem> problems_of_codes(const people::LabProfile&, const region::Pack&);

std::string town_names(const region::Pack&, const std::vector<std::string>& codes);
/// "P1 Language, P2 …"; "all of them" when there is none.
std::string pillar_names(const region::Pack&, const std::vector<std::string>& codes);
const std::vector<std::string>& themes_of(const people::LabProfile&);  ///< in the thread's language
Html membership_tag(const people::LabStatus&);
/// "Source of 2025-12, confirmed", linked where it is a web address.
Html membership_source(const people::LabStatus&);

}  // namespace couloir::reception
