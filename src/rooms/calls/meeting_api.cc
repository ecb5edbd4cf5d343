// Endpoints of the committee: meetings, decisions prepared, decisions taken.
#include "calls/batch.h"
#include "calls/meeting.h"
#include "calls/pages.h"
#include "calls/review_texts.h"

namespace couloir::calls {
namespace {

using people::Scope;
using web::Answer;
using web::Doc;
using web::Method;
using web::None;

struct MeetingText {
  Date held_on;
  std::string minutes;
};
void describe(Describer& d, MeetingText& m) {
  d.type("MeetingWords");
  d.field("held_on", m.held_on);
  d.field("minutes", m.minutes, text(0, kLongestMinutes).or_keep());
}
struct DecisionText {
  DossierId dossier;
  std::int64_t version = 0;
  Verdict verdict = Verdict::declined;
  std::vector<std::string> reasons;
  std::string words;
  std::optional<double> months;
  std::string staffing_plan;
};
void describe(Describer& d, DecisionText& p) {
  d.type("DecisionPrepared");
  d.field("dossier", p.dossier);
  d.field("version", p.version, between(0, 9e15).or_keep().doc(_t("Of the decision that was read; 0: none was there")));
  d.field("verdict", p.verdict);
  d.field("reasons", p.reasons, text(1, 60).doc(_t("Codes of the call’s form")));
  d.field("words", p.words, text(0, kLongestWords).or_keep());
  d.field("months", p.months, between(0, 1'000).doc(_t("Of a grant; absent: all that is asked")));
  d.field("staffing_plan", p.staffing_plan, text(0, kLongestPlan).or_keep());
}
struct DecisionTexts {
  std::vector<DecisionText> decisions;
};
void describe(Describer& d, DecisionTexts& p) {
  d.type("DecisionsPrepared");
  d.field("decisions", p.decisions, at_most(kMostDossiers));
}
struct TableText {
  DecisionText decision;
  std::string number;
  DossierState state = DossierState::under_review;
  std::int64_t dossier_version = 0;
  std::int64_t assigned = 0, given = 0;
  std::optional<std::int64_t> mean, spread;
  bool on_table = false, decided = false;
};
void describe(Describer& d, TableText& t) {
  d.type("DecisionOnTable");
  d.field("decision", t.decision);
  d.field("number", t.number);
  d.field("state", t.state);
  d.field("dossier_version", t.dossier_version);
  d.field("assigned", t.assigned, Rule{}.doc(_t("Reviewers without a link")));
  d.field("given", t.given);
  d.field("mean", t.mean, Rule{}.doc(_t("Hundredths of a point, out of 100 points")));
  d.field("spread", t.spread, Rule{}.doc(_t("The largest score less the smallest, in hundredths of a point")));
  d.field("on_table", t.on_table);
  d.field("decided", t.decided);
}
struct MeetingView {
  MeetingId id;
  Date held_on;
  MeetingState state = MeetingState::planned;
  std::string minutes;
  std::vector<TableText> table;
  std::vector<LinkedText> abstain;
  std::int64_t version = 0;
};
void describe(Describer& d, MeetingView& m) {
  d.type("Meeting");
  d.field("id", m.id);
  d.field("held_on", m.held_on);
  d.field("state", m.state);
  d.field("minutes", m.minutes);
  d.field("table", m.table, at_most(kMostDossiers));
  d.field("abstain", m.abstain);
  d.field("version", m.version);
}
struct ShownText {
  DossierId dossier;
  std::int64_t dossier_version = 0, version = 0;
};
void describe(Describer& d, ShownText& s) {
  d.type("DecisionShown");
  d.field("dossier", s.dossier);
  d.field("dossier_version", s.dossier_version);
  d.field("version", s.version);
}
struct ShownTexts {
  std::vector<ShownText> decisions;
};
void describe(Describer& d, ShownTexts& s) {
  d.type("DecisionsShown");
  d.field(
      "decisions", s.decisions,
      at_most(kMostDossiers).doc(_t("Exactly what “meeting show” showed; if anything changed, nothing is decided")));
}

DecisionText review_text(const Decision& d) {
  return {d.dossier,      d.version, d.verdict,
          d.reasons,      d.words,   d.months ? std::optional(d.months->value()) : std::nullopt,
          d.staffing_plan};
}

Result<Answer<MeetingView>> view_meeting(const web::Call& call, MeetingId id) {
  TRY_LET(auto seen, seen_meeting(*call.op.db.reader(), call.op.actor, id));
  MeetingView view{id,
                   seen.meeting.held_on,
                   seen.meeting.state,
                   seen.meeting.minutes,
                   {},
                   texts_of(seen.abstain, seen.abstain_names),
                   seen.meeting.version};
  for (const auto& line : seen.lines)
    view.table.push_back({review_text(line.decision), line.number, line.state, line.dossier_version,
                          line.tally.assigned, line.tally.given, line.tally.mean(), line.tally.spread(), line.on_table,
                          line.decision.decided_at.has_value()});
  return Answer<MeetingView>{std::move(view), 200, seen.meeting.version};
}
Result<Answer<MeetingView>> show_meeting(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<MeetingId>("id"));
  return view_meeting(call, id);
}
Result<Answer<MeetingView>> plan_meeting(const web::Call& call, const MeetingText& given) {
  TRY_LET(auto batch, find_batch(*call.op.db.reader(), call.op.actor, call.at("code"), call.at("batch")));
  Meeting meeting;
  meeting.call = batch.call.id;
  meeting.cut_off = batch.cut_off;
  meeting.held_on = given.held_on;
  meeting.minutes = given.minutes;
  TRY_LET(auto saved, save_meeting(call.op, meeting));
  TRY_LET(auto answer, view_meeting(call, saved.id));
  answer.status = 201;
  answer.location = "/meetings/" + saved.id.str();
  return answer;
}
Result<Answer<MeetingView>> write_minutes(const web::Call& call, const MeetingText& given) {
  Meeting meeting;
  TRY_LET(meeting.id, call.id<MeetingId>("id"));
  meeting.held_on = given.held_on;
  meeting.minutes = given.minutes;
  meeting.version = call.version();
  TRY(save_meeting(call.op, meeting));
  return view_meeting(call, meeting.id);
}
Result<Answer<MeetingView>> close(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<MeetingId>("id"));
  TRY(close_meeting(call.op, id, call.version()));
  return view_meeting(call, id);
}
Result<Answer<MeetingView>> prepare(const Rules& rules, const web::Call& call, const DecisionTexts& given) {
  TRY_LET(auto id, call.id<MeetingId>("id"));
  std::vector<Proposal> all;
  for (const auto& d : given.decisions) {
    Proposal p{d.dossier, d.version, d.verdict, d.reasons, d.words, {}, d.staffing_plan};
    if (d.months) p.months = months_of(*d.months);
    all.push_back(std::move(p));
  }
  TRY(prepare_decisions(call.op, rules, id, all));
  return view_meeting(call, id);
}
Result<Answer<None>> unprepare(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY(drop_decision(call.op, id));
  return Answer<None>{};
}
Result<Answer<MeetingView>> take_decisions(const Rules& rules, const web::Call& call, const ShownTexts& given) {
  TRY_LET(auto id, call.id<MeetingId>("id"));
  std::vector<DecisionShown> shown;
  for (const auto& d : given.decisions) shown.push_back({d.dossier, d.dossier_version, d.version});
  TRY(decide(call.op, rules, id, shown));
  return view_meeting(call, id);
}

}  // namespace

void mount_meeting_api(web::Api& api, std::shared_ptr<const Rules> rules) {
  api.add<MeetingText, MeetingView>(Doc{Method::post, "/calls/{code}/batches/{batch}/meetings", "batch meeting",
                                        _t("Plan a meeting of the committee"), kOffice, Scope::calls_write},
                                    plan_meeting)
      .add<None, MeetingView>(Doc{Method::get, "/meetings/{id}", "meeting show",
                                  _t("Show a meeting and what is on its table"), kBatches, Scope::calls_read},
                              show_meeting)
      .add<MeetingText, MeetingView>(
          web::versioned(Doc{Method::put, "/meetings/{id}", "meeting save", _t("Write the minutes of a meeting"),
                             kOffice, Scope::calls_write}),
          write_minutes)
      .add<None, MeetingView>(web::versioned(Doc{Method::post, "/meetings/{id}/closing", "meeting close",
                                                 _t("Make the minutes final"), kOffice, Scope::calls_write}),
                              close)
      .add<DecisionTexts, MeetingView>(
          Doc{Method::post, "/meetings/{id}/decisions", "batch prepare", _t("Prepare decisions for the committee"),
              kOffice, Scope::calls_write},
          [rules](const web::Call& call, const DecisionTexts& given) { return prepare(*rules, call, given); })
      .add<None, None>(Doc{Method::remove, "/dossiers/{id}/decision", "batch unprepare",
                           _t("Take a prepared decision off the table"), kOffice, Scope::calls_write},
                       unprepare)
      .add<ShownTexts, MeetingView>(
          Doc{Method::post, "/meetings/{id}/deciding", "batch decide", _t("Decide exactly what was shown, or nothing"),
              kCommittee, Scope::calls_write},
          [rules](const web::Call& call, const ShownTexts& given) { return take_decisions(*rules, call, given); });
}

}  // namespace couloir::calls
