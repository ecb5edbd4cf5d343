// What a dossier's endpoints take and give; dossier_page.h has those that its forms take too.
#pragma once

#include "calls/dossier_page.h"

namespace couloir::calls {

struct GapText {
  Obstacle what{};
  std::string where, text;
};
void describe(Describer&, GapText&);
struct SectionView {
  std::string section, text;
  std::int64_t version = 0, words = 0;
};
void describe(Describer&, SectionView&);
struct PartnerView {
  PartnerId id;
  PartnerKind kind{};
  std::string name, siret, town, does;
};
void describe(Describer&, PartnerView&);
struct AnnexView {
  AnnexId id;
  std::string name, sha256;
  std::int64_t size = 0;
};
void describe(Describer&, AnnexView&);
struct GrantView {
  std::string dossier;
  Date granted_on;
  double months = 0;
  std::optional<double> euros;
  bool declared = false;
};
void describe(Describer&, GrantView&);
struct GrantsView {
  std::optional<double> known_euros, added_euros, months_without_amount;
  std::vector<GrantView> items;
};
void describe(Describer&, GrantsView&);
struct AidView {
  std::string siren;
  Date on;
  double ceiling_euros = 0, declared_euros = 0;
  std::vector<AidText> declared;
  std::optional<GrantsView> granted;
};
void describe(Describer&, AidView&);
struct DossierView {
  DossierId id;
  CallId call;
  UseCaseId use_case;
  DossierState state{};
  std::optional<Party> waits_for;
  Instant state_since;
  std::optional<std::string> number;
  std::optional<std::int64_t> rank;
  std::optional<Instant> filed_at, correct_by;
  EditText asked;
  std::vector<SectionView> sections;
  std::vector<PartnerView> partners;
  std::vector<AnnexView> annexes;
  std::string text_sha256;
  bool signed_ = false;
  std::optional<AidView> aid;
  std::vector<GapText> gaps;
  std::vector<std::string> warnings;
  std::int64_t version = 0;
};
void describe(Describer&, DossierView&);
struct DossierLine {
  DossierId id;
  CallId call;
  UseCaseId use_case;
  std::string title;
  DossierState state{};
  std::optional<std::string> number;
  Instant state_since, updated_at;
};
void describe(Describer&, DossierLine&);
struct BeginText {
  std::string call;
  UseCaseId use_case;
};
void describe(Describer&, BeginText&);
struct WriteText {
  std::string section, text;
};
void describe(Describer&, WriteText&);
struct PartnerText {
  PartnerKind kind = PartnerKind::company;
  std::string name, siret, town, does;
};
void describe(Describer&, PartnerText&);
struct MemberText {
  PersonId person;
  Part part = Part::editor;
};
void describe(Describer&, MemberText&);
struct SignText {
  std::string sha256;
};
void describe(Describer&, SignText&);
struct SubmitText {
  std::optional<CutOffId> cut_off;
  std::string late_token;
};
void describe(Describer&, SubmitText&);
struct ReceiptView {
  DossierId dossier;
  std::string number;
  std::int64_t rank = 0, turn = 0;
  Instant received_at;
  std::string sha256;
  std::int64_t journal_seq = 0;
  std::optional<Instant> cut_off;
  std::optional<Date> answer_by;
};
void describe(Describer&, ReceiptView&);
struct ReturnText {
  std::string reason;
  Instant correct_by;
};
void describe(Describer&, ReturnText&);
struct AnnexQuery {
  std::string filename = "file";
};
void describe(Describer&, AnnexQuery&);

ReceiptView view_of(const Receipt&);
/// Everything of it but its version, for who sees it so.
DossierView view_of(const SeenDossier&, const Rules&, Instant now);

}  // namespace couloir::calls
