// The dossier's endpoints: everything its pages do, by the same commands.
#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_shapes.h"
#include "calls/notices.h"
#include "calls/pages.h"

namespace couloir::calls {
namespace {

using people::Scope;
using web::Answer;
using web::Doc;
using web::Method;
using web::None;

struct RemindersText {
  bool wanted = true;
};
void describe(Describer& d, RemindersText& r) {
  d.type("Reminders");
  d.field("wanted", r.wanted, Rule{}.doc(_t("Mails before a cut-off and before a correction is due")));
}
Result<Answer<RemindersText>> choose(const web::Call& call, const RemindersText& r) {
  TRY(choose_reminders(call.op, r.wanted));
  return Answer<RemindersText>{r};
}

class Endpoints {
 public:
  explicit Endpoints(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}

  Result<Answer<DossierView>> show(const web::Call& call, DossierId id) const {
    auto reader = call.op.db.reader();
    TRY_LET(auto seen, seen_dossier(*reader, call.op.actor, id));
    add_grants(*reader, call.op.actor, *rules_, seen);
    return Answer<DossierView>{view_of(seen, *rules_, call.op.now), 200, seen.facts.dossier.version};
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
      .add<None, DossierView>(web::versioned(write(Method::post, one + "/form", "dossier take-form",
                                                   _t("Move a draft to the newest form of its call"), kDossierWriters)),
                              [at](const web::Call& call, const None&) { return at->step<take_new_form>(call); })
      .add<RemindersText, RemindersText>(write(Method::put, "/dossiers/reminders", "dossier reminders",
                                               _t("Say whether I want reminders of my dossiers"), kDossierReaders),
                                         choose)
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
