#include "calls/content.h"

#include "base/sha256.h"

namespace couloir::calls {

void describe(Describer& d, AnnexLine& a) {
  d.type("DossierAnnex");
  d.field("name", a.name, text(1, 200));
  d.field("sha256", a.sha256, text(64, 64));
  d.field("size", a.size);
}
void describe(Describer& d, OrganisationLine& o) {
  d.type("DossierOrganisation");
  d.field("name", o.name, text(0, 200));
  d.field("siren", o.siren, text(0, 9));
}
void describe(Describer& d, SectionLine& s) {
  d.type("DossierSection");
  d.field("section", s.section, text(1, 40));
  d.field("text", s.text, text(0, 100'000));
}
void describe(Describer& d, StaffingLine& s) {
  d.type("DossierStaffing");
  d.field("skill", s.skill, text(1, 60));
  d.field("level", s.level, between(1, 4));
  d.field("least_months", s.least_months, between(0, 1'000));
  d.field("full_months", s.full_months, between(0, 1'000));
}
void describe(Describer& d, PartnerLine& p) {
  d.type("DossierPartner");
  d.field("kind", p.kind);
  d.field("name", p.name, text(1, 200));
  d.field("siret", p.siret, text(0, 14).or_keep());
  d.field("town", p.town, text(0, 100).or_keep());
  d.field("does", p.does, text(0, 500).or_keep());
}
void describe(Describer& d, AidLine& a) {
  d.type("DossierAid");
  d.field("granted_on", a.granted_on);
  d.field("cents", a.cents, between(0, 1e12));
  d.field("giver", a.giver, text(1, 200));
  d.field("dossier", a.dossier, text(1, 60).or_unsaid());  // signed texts are older than it
}
void describe(Describer& d, DossierText& t) {
  d.type("DossierText");
  d.field("call", t.call, text(1, 40));
  d.field("form", t.form);
  d.field("title", t.title, text(0, 200));
  d.field("applicant", t.applicant);
  d.field("organisation", t.organisation);
  d.field("lab", t.lab, text(0, 60));
  d.field("from", t.from, text(0, 7));
  d.field("to", t.to, text(0, 7));
  d.field("team_min", t.team_min);
  d.field("team_max", t.team_max);
  d.field("staffing", t.staffing);
  d.field("partners", t.partners);
  d.field("sections", t.sections);
  d.field("annexes", t.annexes);
  d.field("aid_declared_for", t.aid_declared_for, text(0, 9));
  d.field("aids", t.aids);
}
void describe(Describer& d, SignatureLine& s) {
  d.type("DossierSignature");
  d.field("lab", s.lab, text(1, 60));
  d.field("sha256", s.sha256, text(64, 64));
  d.field("at", s.at);
}
void describe(Describer& d, ActLine& a) {
  d.type("DossierAct");
  d.field("begun", a.begun);
  d.field("decided", a.decided);
  d.field("signed", a.signed_);
  d.field("floor", a.floor, text(0, 40));
  d.field("ceiling", a.ceiling, text(0, 40));
  d.field("pack", a.pack, text(0, 40));
}
void describe(Describer& d, FiledDossier& f) {
  d.type("FiledDossier");
  d.field("format", f.format, text(1, 40));
  d.field("number", f.number, text(1, 60));
  d.field("rank", f.rank);
  d.field("turn", f.turn);
  d.field("received_at", f.received_at);
  d.field("cut_off", f.cut_off);
  d.field("dossier", f.dossier);
  d.field("signature", f.signature);
  d.field("ai_act", f.ai_act);
  d.field("warnings", f.warnings, text(1, 60));
  d.field("size_class", f.size_class, Rule{}.or_unsaid());  // filings are older than it
}

EngineerMonths asked_in(const std::vector<StaffingLine>& lines) {
  EngineerMonths sum;
  for (const auto& line : lines) sum += months_of(line.full_months);
  return sum;
}
EngineerMonths least_in(const std::vector<StaffingLine>& lines) {
  EngineerMonths sum;
  for (const auto& line : lines) sum += months_of(line.least_months);
  return sum;
}

DossierText text_of(const DossierFacts& facts, const OrganisationLine& organisation, std::vector<AnnexLine> annexes) {
  const auto& d = facts.dossier;
  DossierText text;
  text.call = facts.call.code;
  text.form = d.form;
  text.title = d.title;
  text.applicant = d.applicant;
  text.organisation = organisation;
  if (facts.lab) text.lab = facts.lab->code;
  text.from = d.window_from;
  text.to = d.window_to;
  text.team_min = d.team_min;
  text.team_max = d.team_max;
  for (const auto& work : facts.staffing)
    text.staffing.push_back({work.skill, work.level, work.least.value(), work.full.value()});
  for (const auto& p : facts.partners) text.partners.push_back({p.kind, p.name, p.siret, p.town, p.does});
  for (const auto& section : facts.form.sections)
    if (const auto* said = facts.text(section.code)) text.sections.push_back({section.code, said->body});
  text.annexes = std::move(annexes);
  if (const auto& declared = facts.declaration) {
    text.aid_declared_for = declared->siren.str();
    for (const auto& aid : declared->aids)
      text.aids.push_back({aid.granted_on, aid.amount.cents, aid.giver, aid.dossier});
  }
  return text;
}

std::vector<Aid> aids_of(const DossierText& text) {
  std::vector<Aid> aids;
  for (const auto& line : text.aids) aids.push_back({line.granted_on, Euros{line.cents}, line.giver, line.dossier});
  return aids;
}

std::string digest_of(const DossierText& text) { return sha256_hex(write_json(shape_of_const(text))); }

FiledDossier filed_of(const DossierFacts& facts, DossierText text, std::string number, std::int64_t turn,
                      Instant received, std::vector<Warning> warnings) {
  FiledDossier filed;
  filed.number = std::move(number);
  filed.rank = facts.dossier.rank.value_or(0);
  filed.turn = turn;
  filed.received_at = received;
  if (const auto* cut_off = find_cut_off(facts.call, facts.dossier.cut_off)) filed.cut_off = cut_off->at;
  filed.dossier = std::move(text);
  if (facts.signature && facts.lab)
    filed.signature = SignatureLine{facts.lab->code, facts.signature->sha256, facts.signature->at};
  filed.ai_act = {facts.act.begun, facts.act.decided, facts.act.signed_,
                  facts.act.floor, facts.act.ceiling, facts.act.pack};
  for (auto warning : warnings) filed.warnings.emplace_back(name_of(warning));
  return filed;
}

Result<FiledDossier> read_filed(std::string_view json) {
  FiledDossier filed;
  TRY(read_json(shape_of(filed), json));
  return filed;
}

}  // namespace couloir::calls
