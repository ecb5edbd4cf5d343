// What is filed, as JSON that lasts: the text that a lab signs and the whole that the receipt's hash stands for.
// docs/formats.md shows an example. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/size_class.h"
#include "calls/dossier.h"

namespace couloir::calls {

/// A file beside the text, as the manifest names it.
struct AnnexLine {
  std::string name, sha256;
  std::int64_t size = 0;
};
struct OrganisationLine {
  std::string name, siren;
};
struct SectionLine {
  std::string section, text;
};
struct StaffingLine {
  std::string skill;
  int level = 1;
  double least_months = 0, full_months = 0;
};
/// Of every line together.
EngineerMonths asked_in(const std::vector<StaffingLine>&);
EngineerMonths least_in(const std::vector<StaffingLine>&);
struct PartnerLine {
  PartnerKind kind = PartnerKind::company;
  std::string name, siret, town, does;
};
struct AidLine {
  Date granted_on;
  std::int64_t cents = 0;
  std::string giver;
  std::optional<std::string> dossier;  ///< number of the dossier of this platform that it came by
};

/// All that its applicants say: what the lab signs.
struct DossierText {
  std::string call;  ///< its code
  int form = 1;
  std::string title;
  Applicant applicant = Applicant::company_project;
  OrganisationLine organisation;
  std::string lab;  ///< its code; empty: none
  std::string from, to;
  std::optional<int> team_min, team_max;
  std::vector<StaffingLine> staffing;
  std::vector<PartnerLine> partners;
  std::vector<SectionLine> sections;
  std::vector<AnnexLine> annexes;
  std::optional<std::string> aid_declared_for;  ///< SIREN
  std::vector<AidLine> aids;
};
void describe(Describer&, DossierText&);
std::vector<Aid> aids_of(const DossierText&);

struct SignatureLine {
  std::string lab, sha256;
  Instant at;
};
struct ActLine {
  bool begun = false, decided = false, signed_ = false;
  std::string floor, ceiling, pack;
};

/// The whole that is kept, hashed and never changed.
struct FiledDossier {
  std::string format = "couloir-dossier/1";
  std::string number;
  std::int64_t rank = 0, turn = 1;
  Instant received_at;
  std::optional<Instant> cut_off;
  DossierText dossier;
  std::optional<SignatureLine> signature;
  ActLine ai_act;
  std::vector<std::string> warnings;
  std::optional<SizeClass> size_class;  ///< of the company that declared its aid, by its own figures; empty: not known
};
void describe(Describer&, FiledDossier&);

DossierText text_of(const DossierFacts&, const OrganisationLine&, std::vector<AnnexLine>);
/// SHA-256 of the text as JSON: what a signature holds to.
std::string digest_of(const DossierText&);
FiledDossier filed_of(const DossierFacts&, DossierText, std::string number, std::int64_t turn, Instant received,
                      std::vector<Warning>);
/// Errors: invalid (not a stored filing).
Result<FiledDossier> read_filed(std::string_view json);

}  // namespace couloir::calls
