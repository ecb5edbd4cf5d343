#include "calls/dossier_shapes.h"

#include "base/text.h"

namespace couloir::calls {

void describe(Describer& d, GapText& g) {
  d.type("DossierGap");
  d.field("what", g.what);
  d.field("where", g.where, text(0, 60));
  d.field("text", g.text, text(0, 500));
}
void describe(Describer& d, SectionView& s) {
  d.type("DossierSectionView");
  d.field("section", s.section, text(1, 40));
  d.field("text", s.text, text(0, 40'000));
  d.field("version", s.version);
  d.field("words", s.words);
}
void describe(Describer& d, PartnerView& p) {
  d.type("DossierPartnerView");
  d.field("id", p.id);
  d.field("kind", p.kind);
  d.field("name", p.name, text(1, 200));
  d.field("siret", p.siret, text(0, 14));
  d.field("town", p.town, text(0, 100));
  d.field("does", p.does, text(0, 500));
}
void describe(Describer& d, AnnexView& a) {
  d.type("DossierAnnexView");
  d.field("id", a.id);
  d.field("name", a.name, text(1, 200));
  d.field("sha256", a.sha256, text(64, 64));
  d.field("size", a.size);
}
void describe(Describer& d, GrantView& g) {
  d.type("DossierGrant");
  d.field("dossier", g.dossier, text(1, 60).doc(_t("Number of the dossier by which it was granted")));
  d.field("granted_on", g.granted_on);
  d.field("months", g.months);
  d.field("euros", g.euros, Rule{}.doc(_t("Empty: what a month is worth is not known")));
  d.field("declared", g.declared, Rule{}.doc(_t("The company declares it too; the larger figure counts")));
}
void describe(Describer& d, GrantsView& g) {
  d.type("DossierGrants");
  d.field("known_euros", g.known_euros, Rule{}.doc(_t("Declared and added together; empty: not shown to you")));
  d.field("added_euros", g.added_euros,
          Rule{}.doc(_t("Granted on this platform beyond what is declared; empty: not shown to you")));
  d.field("months_without_amount", g.months_without_amount,
          Rule{}.doc(_t("Months granted on this platform that are in no sum: what they are worth is not known; empty: "
                        "not shown to you")));
  d.field("items", g.items,
          Rule{}.doc(_t("Grants in the years that count, those by dossiers that you may know of alone")));
}
void describe(Describer& d, AidView& a) {
  d.type("DossierAidStanding");
  d.field("siren", a.siren, text(9, 9));
  d.field("on", a.on, Rule{}.doc(_t("Last day of the years that count")));
  d.field("ceiling_euros", a.ceiling_euros);
  d.field("declared_euros", a.declared_euros, Rule{}.doc(_t("Declared by the company, in the years that count")));
  d.field("declared", a.declared, Rule{}.doc(_t("Declared by the company")));
  d.field("granted", a.granted, Rule{}.doc(_t("Granted on this platform; empty: not told to who judges")));
}
void describe(Describer& d, DossierView& v) {
  d.type("Dossier");
  d.field("id", v.id);
  d.field("call", v.call);
  d.field("use_case", v.use_case);
  d.field("state", v.state);
  d.field("waits_for", v.waits_for);
  d.field("state_since", v.state_since);
  d.field("number", v.number, text(0, 60));
  d.field("rank", v.rank);
  d.field("filed_at", v.filed_at);
  d.field("correct_by", v.correct_by);
  d.field("asked", v.asked);
  d.field("sections", v.sections);
  d.field("partners", v.partners);
  d.field("annexes", v.annexes);
  d.field("text_sha256", v.text_sha256, text(64, 64).doc(_t("SHA-256 of the text as it stands: what a lab signs")));
  d.field("signed", v.signed_);
  d.field("aid", v.aid, Rule{}.doc(_t("Empty: no company has declared its aid")));
  d.field("gaps", v.gaps);
  d.field("warnings", v.warnings, text(1, 40));
  d.field("version", v.version);
}
void describe(Describer& d, DossierLine& l) {
  d.type("DossierLine");
  d.field("id", l.id);
  d.field("call", l.call);
  d.field("use_case", l.use_case);
  d.field("title", l.title, text(0, 200));
  d.field("state", l.state);
  d.field("number", l.number, text(0, 60));
  d.field("state_since", l.state_since);
  d.field("updated_at", l.updated_at);
}
void describe(Describer& d, BeginText& b) {
  d.type("DossierBegin");
  d.field("call", b.call, text(1, 40).doc(_t("Code of the call")));
  d.field("use_case", b.use_case);
}
void describe(Describer& d, WriteText& w) {
  d.type("DossierWrite");
  d.field("section", w.section, text(1, 40));
  d.field("text", w.text, text(0, 40'000));
}
void describe(Describer& d, PartnerText& p) {
  d.type("DossierPartnerEntry");
  d.field("kind", p.kind, Rule{}.or_keep());
  d.field("name", p.name, text(1, 200));
  d.field("siret", p.siret, text(0, 20).or_keep());
  d.field("town", p.town, text(0, 100).or_keep());
  d.field("does", p.does, text(0, 500).or_keep());
}
void describe(Describer& d, MemberText& m) {
  d.type("DossierMember");
  d.field("person", m.person);
  d.field("part", m.part);
}
void describe(Describer& d, SignText& s) {
  d.type("DossierSign");
  d.field("sha256", s.sha256, text(64, 64).doc(_t("text_sha256 of the dossier that was read")));
}
void describe(Describer& d, SubmitText& s) {
  d.type("DossierSubmit");
  d.field("cut_off", s.cut_off);
  d.field("late_token", s.late_token, text(0, 100).or_keep());
}
void describe(Describer& d, ReceiptView& r) {
  d.type("DossierReceipt");
  d.field("dossier", r.dossier);
  d.field("number", r.number, text(1, 60));
  d.field("rank", r.rank);
  d.field("turn", r.turn);
  d.field("received_at", r.received_at);
  d.field("sha256", r.sha256, text(64, 64));
  d.field("journal_seq", r.journal_seq);
  d.field("cut_off", r.cut_off);
  d.field("answer_by", r.answer_by);
}
void describe(Describer& d, ReturnText& r) {
  d.type("DossierReturn");
  d.field("reason", r.reason, text(1, 2'000));
  d.field("correct_by", r.correct_by);
}
void describe(Describer& d, AnnexQuery& q) {
  d.type("AnnexQuery");
  d.field("filename", q.filename, text(1, 300).or_keep().doc(_t("What the file is called")));
}

ReceiptView view_of(const Receipt& r) {
  return {r.dossier, r.number, r.rank, r.turn, r.received_at, r.sha256, r.journal_seq, r.cut_off, r.answer_by};
}

namespace {

GrantsView view_of(const AidStanding& standing, bool whole) {
  GrantsView v;
  if (whole) {
    v.known_euros = standing.known().value();
    v.added_euros = standing.added.value();
    v.months_without_amount = standing.unvalued.value();
  }
  for (const auto& line : standing.granted)
    v.items.push_back({line.grant.number, line.grant.granted_on, line.grant.months.value(),
                       line.worth ? std::optional(line.worth->value()) : std::nullopt, line.declared});
  return v;
}

AidView view_of(const Declaration& declared, const DossierFacts& facts, const DeMinimis& rule, Date on) {
  auto standing = aid_standing(facts, rule, on);
  AidView v{declared.siren.str(), on, rule.ceiling.value(), standing.declared.value(), {}, {}};
  for (const auto& aid : declared.aids)
    v.declared.push_back({aid.granted_on, aid.amount.value(), aid.giver, aid.dossier});
  if (facts.grants) v.granted = view_of(standing, facts.grants->whole);
  return v;
}

}  // namespace

DossierView view_of(const SeenDossier& seen, const Rules& rules, Instant now) {
  const auto& facts = seen.facts;
  const auto& d = facts.dossier;
  DossierView v{.id = d.id,
                .call = d.call,
                .use_case = d.use_case,
                .state = d.state,
                .waits_for = waits_for(d.state),
                .state_since = d.state_since,
                .number = d.number,
                .rank = d.rank,
                .filed_at = d.filed_at,
                .correct_by = d.correct_by,
                .asked = text_of_edit(seen),
                .text_sha256 = facts.text_sha256,
                .version = d.version};
  for (const auto& section : facts.form.sections) {
    const auto* text = facts.text(section.code);
    v.sections.push_back(
        {section.code, text ? text->body : "", text ? text->version : 0, text ? count_of_words(text->body) : 0});
  }
  for (const auto& p : facts.partners) v.partners.push_back({p.id, p.kind, p.name, p.siret, p.town, p.does});
  for (const auto& a : seen.annexes)
    if (a.there()) v.annexes.push_back({a.id, a.file->name, a.sha256, a.file->size});
  v.signed_ = facts.signature && facts.signature->lab == d.lab && facts.signature->sha256 == facts.text_sha256;
  if (const auto& declared = facts.declaration)
    v.aid = view_of(*declared, facts, rules.pack.de_minimis, aid_day(d, now, rules.zone));
  if (!is_over(d.state))
    for (const auto& gap : gaps_in(facts, rules.pack.de_minimis, day_in(now, rules.zone)))
      v.gaps.push_back({gap.what, gap.where, tr(sentence(gap, facts.form))});
  for (auto warning : warnings_on(facts, rules.pack.de_minimis)) v.warnings.emplace_back(name_of(warning));
  return v;
}

}  // namespace couloir::calls
