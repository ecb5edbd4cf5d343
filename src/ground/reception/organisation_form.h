// The facts of an organisation as they travel: in forms, in JSON and on the command line. Money is decimal text, so
// that no cent is lost; an empty text is "not known".
#pragma once

#include "people/organisation.h"
#include "reception/page_kit.h"
#include "web/describe.h"

namespace couloir::reception {

struct OrganisationBody {
  std::string name;
  std::string legal_form;
  std::string naf;
  NafVersion naf_version = NafVersion::rev2;
  std::optional<std::int64_t> head_count;
  std::string turnover, balance_sheet;
  LinkedFigures linked = LinkedFigures::unknown;
  std::optional<int> size_year;
  std::string town, website;
};
void describe(Describer&, OrganisationBody&);
OrganisationBody body_of(const people::OrganisationFacts&);
/// Errors: invalid, by field: naf, turnover, balance_sheet.
Result<people::OrganisationFacts> facts_of(const OrganisationBody&);
/// All facts, for the edit; the entry of a new one shows them in groups.
std::vector<view::Field> organisation_fields();
std::vector<view::Field> identity_fields();
std::vector<view::Field> size_fields();

struct EstablishmentBody {
  std::string siret, label, postcode, town_code, town;
  bool head_office = false;
};
void describe(Describer&, EstablishmentBody&);
EstablishmentBody body_of(const people::EstablishmentFacts&);
/// Errors: invalid, by field: siret.
Result<people::EstablishmentFacts> facts_of(const EstablishmentBody&);
std::vector<view::Field> establishment_fields();

/// "1234567.50": exact, and read again by parse_euros in both languages.
std::string plain_euros(Euros);
/// The class with its source and whether somebody confirmed the linked enterprises.
Html size_words(const people::OrganisationFacts&);

}  // namespace couloir::reception
