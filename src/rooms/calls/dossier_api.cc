// The dossier's endpoints: everything its pages do, by the same commands.
#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_page.h"
#include "calls/pages.h"

namespace couloir::calls {
namespace {

using people::Scope;
using web::Answer;
using web::Doc;
using web::Method;
using web::None;

struct GapText {
  Obstacle what{};
  std::string where, text;
};
void describe(Describer& d, GapText& g) {
  d.type("DossierGap");
  d.field("what", g.what);
  d.field("where", g.where, text(0, 60));
  d.field("text", g.text, text(0, 500));
}

struct SectionView {
  std::string section, text;
  std::int64_t version = 0, words = 0;
};
void describe(Describer& d, SectionView& s) {
  d.type("DossierSectionView");
  d.field("section", s.section, text(1, 40));
  d.field("text", s.text, text(0, 40'000));
  d.field("version", s.version);
  d.field("words", s.words);
}

struct PartnerView {
  PartnerId id;
  PartnerKind kind{};
  std::string name, siret, town, does;
};
void describe(Describer& d, PartnerView& p) {
  d.type("DossierPartnerView");
  d.field("id", p.id);
  d.field("kind", p.kind);
  d.field("name", p.name, text(1, 200));
  d.field("siret", p.siret, text(0, 14));
  d.field("town", p.town, text(0, 100));
  d.field("does", p.does, text(0, 500));
}

struct AnnexView {
  AnnexId id;
  std::string name, sha256;
  std::int64_t size = 0;
};
void describe(Describer& d, AnnexView& a) {
  d.type("DossierAnnexView");
  d.field("id", a.id);
  d.field("name", a.name, text(1, 200));
  d.field("sha256", a.sha256, text(64, 64));
  d.field("size", a.size);
}

struct GrantView {
  std::string dossier;
  Date granted_on;
  std::optional<double> months, euros;
  bool declared = false;
};
void describe(Describer& d, GrantView& g) {
  d.type("DossierGrant");
  d.field("dossier", g.dossier, text(1, 60).doc(_t("Number of the dossier by which it was granted")));
  d.field("granted_on", g.granted_on);
  d.field("months", g.months);
  d.field("euros", g.euros, Rule{}.doc(_t("Empty: what a month is worth is not known")));
  d.field("declared", g.declared, Rule{}.doc(_t("The company declares it too; it is counted there")));
}
struct AidView {
  std::string siren;
  Date on;
  double ceiling_euros = 0, known_euros = 0, declared_euros = 0, added_euros = 0, months_without_amount = 0;
  std::vector<AidText> declared;
  std::vector<GrantView> granted;
};
void describe(Describer& d, AidView& a) {
  d.type("DossierAidStanding");
  d.field("siren", a.siren, text(9, 9));
  d.field("on", a.on, Rule{}.doc(_t("Last day of the years that count")));
  d.field("ceiling_euros", a.ceiling_euros);
  d.field("known_euros", a.known_euros, Rule{}.doc(_t("Declared and added together")));
  d.field("declared_euros", a.declared_euros);
  d.field("added_euros", a.added_euros, Rule{}.doc(_t("Granted on this platform and not declared")));
  d.field("months_without_amount", a.months_without_amount,
          Rule{}.doc(_t("Months granted on this platform that are in no sum: what they are worth is not known")));
  d.field("declared", a.declared);
  d.field("granted", a.granted, Rule{}.doc(_t("Granted on this platform in the years that count")));
}

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
};
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
}

struct DossierLine {
  DossierId id;
  CallId call;
  UseCaseId use_case;
  std::string title;
  DossierState state{};
  std::optional<std::string> number;
  Instant state_since, updated_at;
};
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

struct BeginText {
  std::string call;
  UseCaseId use_case;
};
void describe(Describer& d, BeginText& b) {
  d.type("DossierBegin");
  d.field("call", b.call, text(1, 40).doc(_t("Code of the call")));
  d.field("use_case", b.use_case);
}
struct WriteText {
  std::string section, text;
};
void describe(Describer& d, WriteText& w) {
  d.type("DossierWrite");
  d.field("section", w.section, text(1, 40));
  d.field("text", w.text, text(0, 40'000));
}
struct PartnerText {
  PartnerKind kind = PartnerKind::company;
  std::string name, siret, town, does;
};
void describe(Describer& d, PartnerText& p) {
  d.type("DossierPartnerEntry");
  d.field("kind", p.kind, Rule{}.or_keep());
  d.field("name", p.name, text(1, 200));
  d.field("siret", p.siret, text(0, 20).or_keep());
  d.field("town", p.town, text(0, 100).or_keep());
  d.field("does", p.does, text(0, 500).or_keep());
}
struct MemberText {
  PersonId person;
  Part part = Part::editor;
};
void describe(Describer& d, MemberText& m) {
  d.type("DossierMember");
  d.field("person", m.person);
  d.field("part", m.part);
}
struct SignText {
  std::string sha256;
};
void describe(Describer& d, SignText& s) {
  d.type("DossierSign");
  d.field("sha256", s.sha256, text(64, 64).doc(_t("text_sha256 of the dossier that was read")));
}
struct SubmitText {
  std::optional<CutOffId> cut_off;
  std::string late_token;
};
void describe(Describer& d, SubmitText& s) {
  d.type("DossierSubmit");
  d.field("cut_off", s.cut_off);
  d.field("late_token", s.late_token, text(0, 100).or_keep());
}
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
struct ReturnText {
  std::string reason;
  Instant correct_by;
};
void describe(Describer& d, ReturnText& r) {
  d.type("DossierReturn");
  d.field("reason", r.reason, text(1, 2'000));
  d.field("correct_by", r.correct_by);
}
struct AnnexQuery {
  std::string filename = "file";
};
void describe(Describer& d, AnnexQuery& q) {
  d.type("AnnexQuery");
  d.field("filename", q.filename, text(1, 300).or_keep().doc(_t("What the file is called")));
}

ReceiptView view_of(const Receipt& r) {
  return {r.dossier, r.number, r.rank, r.turn, r.received_at, r.sha256, r.journal_seq, r.cut_off, r.answer_by};
}

double in_euros(Euros amount) { return static_cast<double>(amount.cents) / 100; }

AidView view_of(const DossierFacts& facts, const DeMinimis& rule, Date on) {
  auto standing = aid_standing(facts.declaration->aids, facts.grants, rule, on);
  AidView v{facts.declaration->siren.str(),
            on,
            in_euros(rule.ceiling),
            in_euros(standing.known()),
            in_euros(standing.declared),
            in_euros(standing.added),
            standing.unvalued.value(),
            {},
            {}};
  for (const auto& aid : facts.declaration->aids)
    v.declared.push_back({aid.granted_on, in_euros(aid.amount), aid.giver});
  for (const auto& line : standing.granted)
    v.granted.push_back({line.grant.number, line.grant.granted_on,
                         line.grant.months ? std::optional(line.grant.months->value()) : std::nullopt,
                         line.worth ? std::optional(in_euros(*line.worth)) : std::nullopt, line.declared});
  return v;
}

class Endpoints {
 public:
  explicit Endpoints(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

  Result<Answer<DossierView>> show(const web::Call& call, DossierId id) const {
    auto reader = call.op.db.reader();
    TRY_LET(auto seen, seen_dossier(*reader, call.op.actor, id));
    add_grants(*reader, call.op.actor, *rules_, seen);
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
                  .text_sha256 = facts.text_sha256};
    for (const auto& section : facts.form.sections) {
      const auto* text = facts.text(section.code);
      v.sections.push_back(
          {section.code, text ? text->body : "", text ? text->version : 0, text ? count_of_words(text->body) : 0});
    }
    for (const auto& p : facts.partners) v.partners.push_back({p.id, p.kind, p.name, p.siret, p.town, p.does});
    for (const auto& a : seen.annexes)
      if (a.there()) v.annexes.push_back({a.id, a.file->name, a.sha256, a.file->size});
    v.signed_ = facts.signature && facts.signature->lab == d.lab && facts.signature->sha256 == facts.text_sha256;
    if (facts.declaration && d.applicant == Applicant::company_project)
      v.aid =
          view_of(facts, rules_->pack.de_minimis, day_in(is_over(d.state) ? d.state_since : call.op.now, rules_->zone));
    if (!is_over(d.state))
      for (const auto& gap : gaps_in(facts, rules_->pack.de_minimis, day_in(call.op.now, rules_->zone)))
        v.gaps.push_back({gap.what, gap.where, tr(sentence(gap, facts.form))});
    for (auto warning : warnings_on(facts, rules_->pack.de_minimis)) v.warnings.emplace_back(name_of(warning));
    return Answer<DossierView>{std::move(v), 200, d.version};
  }
  Result<Answer<DossierView>> show(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    return show(call, id);
  }
  Result<Answer<web::PageOf<DossierLine>>> list(const web::Call& call) const {
    web::PageOf<DossierLine> page;
    for (const auto& d : dossiers_for(*call.op.db.reader(), call.op.actor, 1'000))
      page.items.push_back({d.id, d.call, d.use_case, d.title, d.state, d.number, d.state_since, d.updated_at});
    return Answer<web::PageOf<DossierLine>>{std::move(page)};
  }
  Result<Answer<DossierView>> begin(const web::Call& call, const BeginText& wanted) const {
    auto which = find_call_by_code(*call.op.db.reader(), wanted.call);
    if (!which) return Error::not_found(say("There is no such call."));
    TRY_LET(auto begun, begin_dossier(call.op, wanted.use_case, which->id));
    TRY_LET(auto answer, show(call, begun.dossier.id));
    answer.status = begun.fresh ? 201 : 200;
    answer.location = "/dossiers/" + begun.dossier.id.str();
    return answer;
  }
  Result<Answer<SectionView>> write(const web::Call& call, const WriteText& w) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY_LET(auto saved, write_section(call.op, id, w.section, call.version(), w.text));
    return Answer<SectionView>{
        {saved.section, saved.body, saved.version, count_of_words(saved.body)}, 200, saved.version};
  }
  Result<Answer<DossierView>> edit(const web::Call& call, const EditText& text) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY(edit_dossier(call.op, *rules_, id, call.version(), edit_of(text)));
    return show(call, id);
  }
  Result<Answer<DossierView>> add_one_partner(const web::Call& call, const PartnerText& p) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY(add_partner(call.op, id, {{}, p.kind, p.name, p.siret, p.town, p.does}));
    return show(call, id);
  }
  Result<Answer<None>> drop_one_partner(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY_LET(auto partner, call.id<PartnerId>("partner"));
    TRY(drop_partner(call.op, id, partner));
    return Answer<None>{};
  }
  Result<Answer<DossierView>> name_member(const web::Call& call, const MemberText& m) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY(set_member(call.op, id, {m.person, m.part}));
    return show(call, id);
  }
  Result<Answer<None>> drop_one_member(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY_LET(auto person, call.id<PersonId>("person"));
    TRY(drop_member(call.op, id, person));
    return Answer<None>{};
  }
  Result<Answer<DossierView>> declare(const web::Call& call, const DeclarationText& text) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY_LET(auto declaration, declaration_of(text));
    TRY(declare_aid(call.op, *rules_, id, declaration));
    return show(call, id);
  }
  Result<Answer<DossierView>> ask_to_sign(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY(ask_signature(call.op, id));
    return show(call, id);
  }
  Result<Answer<DossierView>> sign(const web::Call& call, const SignText& s) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY(sign_dossier(call.op, id, s.sha256));
    return show(call, id);
  }
  Result<Answer<ReceiptView>> submit(const web::Call& call, const SubmitText& s) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY_LET(auto receipt,
            submit_dossier(call.op, *rules_, id, call.version(), {s.cut_off.value_or(CutOffId{}), s.late_token}));
    return Answer<ReceiptView>{view_of(receipt), 201, {}, "/dossiers/" + id.str() + "/receipt"};
  }
  Result<Answer<ReceiptView>> receipt(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    auto reader = call.op.db.reader();
    TRY_LET(auto seen, seen_dossier(*reader, call.op.actor, id));
    TRY_LET(auto receipt, receipt_of(*reader, *rules_, seen.facts.dossier));
    return Answer<ReceiptView>{view_of(receipt)};
  }
  template <Result<Dossier> (*act)(const Op&, DossierId, std::int64_t)>
  Result<Answer<DossierView>> step(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY(act(call.op, id, call.version()));
    return show(call, id);
  }
  Result<Answer<DossierView>> give_back(const web::Call& call, const ReturnText& r) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY(send_back(call.op, id, call.version(), r.reason, r.correct_by));
    return show(call, id);
  }
  Result<web::Reply> attach(const web::Call& call, const AnnexQuery& q) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY_LET(auto added, add_annex(call.op, *rules_, id, q.filename, call.body));
    web::Reply reply;
    reply.status = 201;
    reply.body = write_json(shape_of_const(AnnexView{added.id, added.file->name, added.sha256, added.file->size}));
    reply.location = "/dossiers/" + id.str() + "/annexes/" + added.id.str();
    return reply;
  }
  Result<web::Reply> hand_out(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY_LET(auto annex, call.id<AnnexId>("annex"));
    TRY_LET(auto read, read_annex(call.op.db, call.op.actor, *rules_, id, annex));
    return web::Reply{.body = std::move(read.content),
                      .type = "application/octet-stream",
                      .filename = "annex-" + annex.str() + "." + std::string(files::extension(read.file.type))};
  }
  Result<Answer<None>> detach(const web::Call& call) const {
    TRY_LET(auto id, call.id<DossierId>("id"));
    TRY_LET(auto annex, call.id<AnnexId>("annex"));
    TRY(drop_annex(call.op, id, annex));
    return Answer<None>{};
  }

 private:
  std::shared_ptr<const Rules> rules_;
};

Doc octets_in(Doc d) {
  d.body_type = "application/octet-stream";
  d.body_limit = kLargestAnnex;
  return d;
}
Doc octets_out(Doc d) {
  d.reply_type = "application/octet-stream";
  return d;
}

}  // namespace

void mount_dossier_api(web::Api& api, std::shared_ptr<const Rules> rules) {
  auto at = std::make_shared<const Endpoints>(std::move(rules));
  auto read = [](std::string path, std::string cli, std::string_view summary, web::Who who) {
    return Doc{Method::get, std::move(path), std::move(cli), summary, who, Scope::calls_read};
  };
  auto write = [](Method method, std::string path, std::string cli, std::string_view summary, web::Who who) {
    return Doc{method, std::move(path), std::move(cli), summary, who, Scope::calls_write};
  };
  const std::string one = "/dossiers/{id}";
  api.add<None, web::PageOf<DossierLine>>(
         read("/dossiers", "dossier list", _t("My dossiers, the newest change first"), kDossierReaders),
         [at](const web::Call& call, const None&) { return at->list(call); })
      .add<None, DossierView>(read(one, "dossier show", _t("A dossier with everything still missing"), kDossierReaders),
                              [at](const web::Call& call, const None&) { return at->show(call); })
      .add<BeginText, DossierView>(
          write(Method::post, "/dossiers", "dossier begin",
                _t("Begin a dossier from a use case, or go on with the one that is there"), kApplicants),
          [at](const web::Call& call, const BeginText& b) { return at->begin(call, b); })
      .add<WriteText, SectionView>(
          web::versioned(write(Method::put, one + "/text", "dossier write",
                               _t("Write one section; its version is the section's own, 0 for the first text"),
                               kDossierWriters)),
          [at](const web::Call& call, const WriteText& w) { return at->write(call, w); })
      .add<EditText, DossierView>(
          web::versioned(write(Method::put, one + "/asked", "dossier edit",
                               _t("Title, lab, window, team and the work asked for"), kDossierWriters)),
          [at](const web::Call& call, const EditText& t) { return at->edit(call, t); })
      .add<PartnerText, DossierView>(
          write(Method::post, one + "/partners", "dossier partner", _t("Add a partner"), kDossierWriters),
          [at](const web::Call& call, const PartnerText& p) { return at->add_one_partner(call, p); })
      .add<None, None>(write(Method::remove, one + "/partners/{partner}", "dossier drop-partner",
                             _t("Remove a partner"), kDossierWriters),
                       [at](const web::Call& call, const None&) { return at->drop_one_partner(call); })
      .add<MemberText, DossierView>(
          write(Method::put, one + "/members", "dossier member", _t("Say what somebody may do with the dossier"),
                kDossierWriters),
          [at](const web::Call& call, const MemberText& m) { return at->name_member(call, m); })
      .add<None, None>(write(Method::remove, one + "/members/{person}", "dossier drop-member",
                             _t("Take somebody out of the dossier"), kDossierWriters),
                       [at](const web::Call& call, const None&) { return at->drop_one_member(call); })
      .add<DeclarationText, DossierView>(
          write(Method::put, one + "/declaration", "dossier declare",
                _t("Declare the de minimis aid that the company had"), kDossierWriters),
          [at](const web::Call& call, const DeclarationText& t) { return at->declare(call, t); })
      .raw<AnnexQuery>(
          octets_in(write(Method::post, one + "/annexes", "dossier attach", _t("Add an annex"), kDossierWriters)),
          [at](const web::Call& call, const AnnexQuery& q) { return at->attach(call, q); })
      .raw<None>(octets_out(read(one + "/annexes/{annex}", "dossier annex", _t("Read an annex"), kDossierReaders)),
                 [at](const web::Call& call, const None&) { return at->hand_out(call); })
      .add<None, None>(
          write(Method::remove, one + "/annexes/{annex}", "dossier detach", _t("Remove an annex"), kDossierWriters),
          [at](const web::Call& call, const None&) { return at->detach(call); })
      .add<None, DossierView>(write(Method::post, one + "/signature-request", "dossier ask-signature",
                                    _t("Ask the lab to sign"), kDossierWriters),
                              [at](const web::Call& call, const None&) { return at->ask_to_sign(call); })
      .add<SignText, DossierView>(write(Method::post, one + "/signature", "dossier sign",
                                        _t("Sign for the lab exactly the text that was read"), web::only({Role::lab})),
                                  [at](const web::Call& call, const SignText& s) { return at->sign(call, s); })
      .add<SubmitText, ReceiptView>(web::versioned(write(Method::post, one + "/submission", "dossier submit",
                                                         _t("File, amend or correct a dossier"), kDossierWriters)),
                                    [at](const web::Call& call, const SubmitText& s) { return at->submit(call, s); })
      .add<None, ReceiptView>(
          read(one + "/receipt", "dossier receipt", _t("The receipt of the last filing"), kDossierReaders),
          [at](const web::Call& call, const None&) { return at->receipt(call); })
      .add<None, DossierView>(web::versioned(write(Method::post, one + "/withdrawal", "dossier withdraw",
                                                   _t("Withdraw a dossier"), kDossierWriters)),
                              [at](const web::Call& call, const None&) { return at->step<withdraw_dossier>(call); })
      .add<None, DossierView>(web::versioned(write(Method::post, one + "/resumption", "dossier resume",
                                                   _t("Take an expired draft up again"), kDossierWriters)),
                              [at](const web::Call& call, const None&) { return at->step<resume_dossier>(call); })
      .add<ReturnText, DossierView>(
          web::versioned(write(Method::post, one + "/return", "dossier send-back",
                               _t("Send a dossier back for correction, its rank kept"), kOffice)),
          [at](const web::Call& call, const ReturnText& r) { return at->give_back(call, r); })
      .add<None, DossierView>(web::versioned(write(Method::post, one + "/carry-over", "dossier carry-over",
                                                   _t("Carry a dossier over to the next cut-off"), kOffice)),
                              [at](const web::Call& call, const None&) { return at->step<carry_over>(call); });
}

}  // namespace couloir::calls
