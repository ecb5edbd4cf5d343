// Compliance's endpoints: everything its pages do, by the same commands.
#include "compliance/evidence.h"
#include "compliance/pages.h"
#include "compliance/scenario_edit.h"
#include "compliance/scenario_file.h"
#include "compliance/scenario_store.h"

namespace couloir::compliance {
namespace {

using people::Scope;
using web::Call;
using web::Doc;
using web::Method;
using web::None;

struct MitigationText {
  std::string obligation;
  ActRole role = ActRole::provider;
  std::optional<PersonId> owner;
  std::optional<Date> due, done_on;
  std::string note;
};
void describe(Describer& d, MitigationText& m) {
  d.type("Mitigation");
  d.field("obligation", m.obligation, text(1, 20));
  d.field("role", m.role);
  d.field("owner", m.owner);
  d.field("due", m.due);
  d.field("done_on", m.done_on);
  d.field("note", m.note, text(0, 2'000).or_keep());
}
struct MitigationView {
  std::string obligation;
  ActRole role = ActRole::provider;
  std::optional<PersonId> owner;
  std::optional<Date> due, done_on;
  std::string note;
  std::int64_t version = 0;
};
void describe(Describer& d, MitigationView& m) {
  d.type("PlannedMitigation");
  d.field("obligation", m.obligation);
  d.field("role", m.role);
  d.field("owner", m.owner);
  d.field("due", m.due);
  d.field("done_on", m.done_on);
  d.field("note", m.note);
  d.field("version", m.version);
}

struct EvidenceText {
  EvidenceId id;
  std::string obligation;
  std::optional<ActRole> role;
  std::string name, type, sha256;
  std::int64_t size = 0;
  Instant added_at;
};
void describe(Describer& d, EvidenceText& e) {
  d.type("AiActEvidence");
  d.field("id", e.id);
  d.field("obligation", e.obligation, text(0, 20).doc(_t("Id of the duty it proves; empty: of the file as a whole")));
  d.field("role", e.role);
  d.field("name", e.name, text(1, 200));
  d.field("type", e.type, text(1, 20));
  d.field("sha256", e.sha256, text(64, 64));
  d.field("size", e.size);
  d.field("added_at", e.added_at);
}

/// A file as scripts read it.
struct FileView {
  UseCaseId use_case;
  ScenarioState state = ScenarioState::draft;
  TextsByName answers;
  std::optional<Date> first_market_date, last_significant_change, revisit_on;
  OutcomeText classification;
  std::string notice;
  std::vector<MitigationView> mitigations;
  std::vector<EvidenceText> evidence;
};
void describe(Describer& d, FileView& f) {
  d.type("AiActFile");
  d.field("use_case", f.use_case);
  d.field("state", f.state);
  d.field("answers", f.answers, text(1, 100));
  d.field("first_market_date", f.first_market_date);
  d.field("last_significant_change", f.last_significant_change);
  d.field("revisit_on", f.revisit_on,
          couloir::Rule{}.doc(_t("The day to answer again; null: nothing in it is for the time being")));
  d.field("classification", f.classification);
  d.field("notice", f.notice, text(0, 300).doc(_t("Legal decides; this is not legal advice")));
  d.field("mitigations", f.mitigations);
  d.field("evidence", f.evidence);
}

struct AnswersText {
  TextsByName answers;
  std::optional<Date> first_market_date, last_significant_change;
  bool forget_dates = false;
};
void describe(Describer& d, AnswersText& a) {
  d.type("AiActAnswers");
  d.field("forget_dates", a.forget_dates,
          couloir::Rule{}.or_keep().doc(_t("Both dates are not known after all; a date given beside it stands")));
  d.field("answers", a.answers,
          text(1, 100).doc(_t("By question: the option ticked, or several; “?” is “I don't know”")));
  d.field("first_market_date", a.first_market_date);
  d.field("last_significant_change", a.last_significant_change);
}

struct EvidenceQuery {
  std::string filename = "file";
  std::string obligation;
  std::optional<ActRole> role;
};
void describe(Describer& d, EvidenceQuery& q) {
  d.type("EvidenceQuery");
  d.field("filename", q.filename, text(1, 300).or_keep().doc(_t("What the file is called")));
  d.field("obligation", q.obligation,
          text(0, 20).or_keep().doc(_t("Id of the duty it proves; empty: of the file as a whole")));
  d.field("role", q.role);
}
EvidenceText evidence_text(const Evidence& e) {
  return {e.id,     e.obligation, e.role,    e.file->name, std::string(name_of(e.file->type)),
          e.sha256, e.file->size, e.added_at};
}
Doc octets_in(Doc d) {
  d.body_type = "application/octet-stream";
  d.body_limit = kLargestEvidence;
  return d;
}
Doc octets_out(Doc d) {
  d.reply_type = "application/octet-stream";
  return d;
}

struct RevisitText {
  std::optional<Date> revisit_on;
};
void describe(Describer& d, RevisitText& r) {
  d.type("AiActRevisit");
  d.field("revisit_on", r.revisit_on);
}

struct VerdictText {
  Verdict verdict = Verdict::signed_;
  std::string reason;
};
void describe(Describer& d, VerdictText& v) {
  d.type("Verdict");
  d.field("verdict", v.verdict);
  d.field("reason", v.reason, text(0, 2'000).or_keep());
}

class Endpoints {
 public:
  Endpoints(const RulePack& pack, const files::ContentFolder& folder, std::string zone)
      : pack_(pack), folder_(folder), zone_(std::move(zone)) {}

  Result<web::Answer<FileView>> show(const Call& call) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    auto reader = call.op.db.reader();
    TRY_LET(auto seen, seen_scenario(*reader, call.op.actor, pack_, id, today(call)));
    auto situation = situation_of(pack_, seen.scenario, seen.organisation, today(call));
    FileView view;
    view.use_case = id;
    view.state = seen.scenario.state;
    view.answers = seen.scenario.answers;
    view.first_market_date = seen.scenario.first_market;
    view.last_significant_change = seen.scenario.last_change;
    view.revisit_on = seen.scenario.revisit_on;
    view.classification = outcome_text(pack_, situation, classify(pack_, situation), Trace::yes);
    view.notice = pack_.notice.text();
    bool inside = may_see_inside(call.op.actor, seen.use_case);
    if (!inside) view.classification.max_fine_eur.reset();
    if (seen.scenario.version != 0 && inside)
      for (const auto& m : mitigations_of(*reader, seen.scenario.id))
        view.mitigations.push_back({m.obligation, m.role, m.owner ? std::optional(m.owner) : std::nullopt, m.due,
                                    m.done_on, m.note, m.version});
    if (seen.scenario.version != 0 && inside)
      for (const auto& e : evidence_of(*reader, seen.scenario.id))
        if (e.file) view.evidence.push_back(evidence_text(e));
    return web::Answer<FileView>{std::move(view), 200, seen.scenario.version};
  }
  Result<web::Answer<FileView>> save(const Call& call, const AnswersText& given) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    AnswersGiven said{given.answers, {}, {}};
    if (given.first_market_date || given.forget_dates) said.first_market = given.first_market_date;
    if (given.last_significant_change || given.forget_dates) said.last_change = given.last_significant_change;
    TRY(answer_scenario(call.op, pack_, id, call.version(), said, today(call)));
    return show(call);
  }
  Result<web::Answer<FileView>> ask(const Call& call) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    TRY(ask_legal(call.op, pack_, id, call.version(), today(call)));
    return show(call);
  }
  Result<web::Answer<FileView>> judge(const Call& call, const VerdictText& verdict) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    TRY(judge_scenario(call.op, pack_, id, call.version(), verdict.verdict, verdict.reason, today(call)));
    return show(call);
  }
  Result<web::Answer<FileView>> revisit(const Call& call, const RevisitText& revisit) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    TRY(move_revisit(call.op, pack_, id, call.version(), revisit.revisit_on, today(call)));
    return show(call);
  }
  Result<web::Answer<FileView>> plan(const Call& call, const MitigationText& m) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    TRY(plan_mitigation(call.op, pack_, id,
                        {m.obligation, m.role, m.owner.value_or(PersonId{}), m.due, m.done_on, m.note, call.version()},
                        today(call)));
    return show(call);
  }

  Result<web::Reply> attach(const Call& call, const EvidenceQuery& q) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    TRY_LET(auto added,
            add_evidence(call.op, pack_, folder_, id, {q.obligation, q.role}, q.filename, call.body, today(call)));
    web::Reply reply;
    reply.status = 201;
    reply.body = write_json(shape_of_const(evidence_text(added)));
    reply.location = "/use-cases/" + id.str() + "/compliance/evidence/" + added.id.str();
    return reply;
  }
  Result<web::Reply> hand_out(const Call& call, const None&) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    TRY_LET(auto which, call.id<EvidenceId>("evidence"));
    TRY_LET(auto read, read_evidence(call.op.db, call.op.actor, folder_, id, which));
    web::Reply reply;
    reply.body = std::move(read.content);
    reply.type = "application/octet-stream";
    reply.filename = "evidence-" + which.str() + "." + std::string(files::extension(read.file.type));
    return reply;
  }
  Result<web::Answer<None>> detach(const Call& call) const {
    TRY_LET(auto id, call.id<UseCaseId>("id"));
    TRY_LET(auto which, call.id<EvidenceId>("evidence"));
    TRY(remove_evidence(call.op, id, which));
    return web::Answer<None>{};
  }

 private:
  Date today(const Call& call) const { return day_in(call.op.now, zone_); }
  const RulePack& pack_;
  const files::ContentFolder& folder_;
  std::string zone_;
};

}  // namespace

void mount_api(web::Api& api, const RulePack& pack, const files::ContentFolder& folder, std::string zone) {
  auto at = std::make_shared<const Endpoints>(pack, folder, std::move(zone));
  const std::string path = "/use-cases/{id}/compliance";
  api.add<None, FileView>(Doc{Method::get, path, "compliance show", _t("Show the AI-Act file of a use case"), kReaders,
                              Scope::compliance_read},
                          [at](const Call& call, const None&) { return at->show(call); })
      .add<AnswersText, FileView>(web::versioned(Doc{Method::put, path + "/answers", "compliance answer",
                                                     _t("Answer questions of the AI-Act file; those not named stay"),
                                                     kOwners, Scope::compliance_write}),
                                  [at](const Call& call, const AnswersText& given) { return at->save(call, given); })
      .add<None, FileView>(web::versioned(Doc{Method::post, path + "/request", "compliance request",
                                              _t("Hand the AI-Act file to Legal"), kOwners, Scope::compliance_write}),
                           [at](const Call& call, const None&) { return at->ask(call); })
      .add<VerdictText, FileView>(
          web::versioned(Doc{Method::post, path + "/verdict", "compliance verdict",
                             _t("Sign the AI-Act file, or send it back"), kLawyers, Scope::compliance_write}),
          [at](const Call& call, const VerdictText& verdict) { return at->judge(call, verdict); })
      .add<RevisitText, FileView>(
          web::versioned(Doc{Method::put, path + "/revisit", "compliance revisit",
                             _t("Move the day on which the AI-Act file is to be answered again"), kOwners,
                             Scope::compliance_write}),
          [at](const Call& call, const RevisitText& revisit) { return at->revisit(call, revisit); })
      .add<MitigationText, FileView>(
          web::versioned(
              Doc{Method::put, path + "/mitigations", "compliance plan",
                  _t("Say who does what about a duty, until when; If-Match is the version of the plan, 0 when new"),
                  kOwners, Scope::compliance_write}),
          [at](const Call& call, const MitigationText& m) { return at->plan(call, m); })
      .raw<EvidenceQuery>(octets_in(Doc{Method::post, path + "/evidence", "compliance attach",
                                        _t("Add a file that proves a duty"), kOwners, Scope::compliance_write}),
                          [at](const Call& call, const EvidenceQuery& q) { return at->attach(call, q); })
      .raw<None>(octets_out(Doc{Method::get, path + "/evidence/{evidence}", "compliance evidence",
                                _t("Read a file that proves a duty"), kReaders, Scope::compliance_read}),
                 [at](const Call& call, const None& none) { return at->hand_out(call, none); })
      .add<None, None>(Doc{Method::remove, path + "/evidence/{evidence}", "compliance detach",
                           _t("Remove a file that proves a duty"), kOwners, Scope::compliance_write},
                       [at](const Call& call, const None&) { return at->detach(call); });
}

}  // namespace couloir::compliance
