// Endpoints of review and decision: everything their pages do, by the same commands.
#include "calls/call_store.h"
#include "calls/meeting.h"
#include "calls/pages.h"
#include "calls/review_edit.h"
#include "calls/submission.h"

namespace couloir::calls {
namespace {

using people::Scope;
using web::Answer;
using web::Doc;
using web::Method;
using web::None;

constexpr std::size_t kMostDossiers = 2'000, kMostParties = 20'000;

// ── shapes ──

struct CallParties {
  CallId call;
  std::int64_t parties = 0;
};
void describe(Describer& d, CallParties& c) {
  d.type("PartiesToDeclare");
  d.field("call", c.call);
  d.field("parties", c.parties);
}
struct OwnReviewText {
  DossierId dossier;
  std::string number, title, organisation, lab;
  CallId call;
  std::optional<ReviewState> state;
  std::optional<std::int64_t> score;
};
void describe(Describer& d, OwnReviewText& r) {
  d.type("ReviewToGive");
  d.field("dossier", r.dossier);
  d.field("number", r.number);
  d.field("title", r.title);
  d.field("organisation", r.organisation);
  d.field("lab", r.lab);
  d.field("call", r.call);
  d.field("state", r.state);
  d.field("score", r.score, Rule{}.doc(_t("Hundredths of a point, out of 100 points")));
}
struct OwnReviews {
  std::vector<CallParties> to_declare;
  std::vector<OwnReviewText> reviews;
};
void describe(Describer& d, OwnReviews& r) {
  d.type("ReviewsToGive");
  d.field("to_declare", r.to_declare);
  d.field("reviews", r.reviews);
}

struct PartyText {
  std::string party, name, town;
  std::optional<bool> linked;
  std::string why;
  bool by_account = false;
};
void describe(Describer& d, PartyText& p) {
  d.type("CallParty");
  d.field("party", p.party);
  d.field("name", p.name);
  d.field("town", p.town);
  d.field("linked", p.linked);
  d.field("why", p.why);
  d.field("by_account", p.by_account);
}
struct PartyTexts {
  std::vector<PartyText> parties;
};
void describe(Describer& d, PartyTexts& p) {
  d.type("CallParties");
  d.field("parties", p.parties);
}
struct LinkText {
  std::string party;
  bool linked = false;
  std::string why;
};
void describe(Describer& d, LinkText& l) {
  d.type("LinkDeclared");
  d.field("party", l.party, text(1, 300));
  d.field("linked", l.linked);
  d.field("why", l.why, text(0, kLongestWhy).or_keep());
}
struct LinkTexts {
  std::vector<LinkText> links;
};
void describe(Describer& d, LinkTexts& l) {
  d.type("LinksDeclared");
  d.field("links", l.links,
          at_most(kMostParties).doc(_t("Parties as “call links” lists them; those not named stay as they are")));
}

struct MarkText {
  std::string criterion;
  int mark = 0;
};
void describe(Describer& d, MarkText& m) {
  d.type("Mark");
  d.field("criterion", m.criterion, text(1, 60));
  d.field("mark", m.mark, between(0, kTopMark));
}
struct ReviewText {
  std::vector<MarkText> marks;
  std::string to_applicant, internal;
};
void describe(Describer& d, ReviewText& r) {
  d.type("ReviewWords");
  d.field("marks", r.marks, at_most(50));
  d.field("to_applicant", r.to_applicant, text(0, kLongestComment).or_keep());
  d.field("internal", r.internal, text(0, kLongestComment).or_keep());
}
struct ReviewView {
  DossierId dossier;
  PersonId reviewer;
  ReviewState state = ReviewState::draft;
  std::vector<MarkText> marks;
  std::string to_applicant, internal;
  std::optional<std::int64_t> score;
};
void describe(Describer& d, ReviewView& r) {
  d.type("Review");
  d.field("dossier", r.dossier);
  d.field("reviewer", r.reviewer);
  d.field("state", r.state);
  d.field("marks", r.marks);
  d.field("to_applicant", r.to_applicant);
  d.field("internal", r.internal);
  d.field("score", r.score);
}
struct RemarkText {
  std::optional<PersonId> person;
  Instant at;
  std::string body;
};
void describe(Describer& d, RemarkText& r) {
  d.type("Remark");
  d.field("person", r.person);
  d.field("at", r.at);
  d.field("body", r.body);
}
struct ReviewerView {
  FiledDossier filed;
  ReviewView own;
  bool writable = false;
  std::vector<ReviewView> others;
  std::vector<RemarkText> remarks;
};
void describe(Describer& d, ReviewerView& r) {
  d.type("DossierToReview");
  d.field("filed", r.filed);
  d.field("own", r.own);
  d.field("writable", r.writable);
  d.field("others", r.others);
  d.field("remarks", r.remarks);
}
struct NewRemark {
  std::string body;
};
void describe(Describer& d, NewRemark& r) {
  d.type("NewRemark");
  d.field("body", r.body, text(1, 5'000));
}
struct DossierReviews {
  FiledDossier filed;
  std::int64_t assigned = 0, given = 0;
  std::optional<std::int64_t> mean, spread;
  std::vector<ReviewView> reviews;
  std::vector<RemarkText> remarks;
};
void describe(Describer& d, DossierReviews& r) {
  d.type("DossierReviews");
  d.field("filed", r.filed);
  d.field("assigned", r.assigned);
  d.field("given", r.given);
  d.field("mean", r.mean);
  d.field("spread", r.spread);
  d.field("reviews", r.reviews);
  d.field("remarks", r.remarks);
}

struct LinkedText {
  PersonId person;
  std::string name, party;
};
void describe(Describer& d, LinkedText& l) {
  d.type("LinkedPerson");
  d.field("person", l.person);
  d.field("name", l.name);
  d.field("party", l.party);
}
struct BatchLine {
  DossierId dossier;
  std::int64_t version = 0, rank = 0;
  std::string number, title, organisation, lab;
  DossierState state = DossierState::submitted;
  double months_asked = 0, months_least = 0;
  std::int64_t assigned = 0, given = 0;
  std::optional<std::int64_t> mean, spread;
  std::vector<LinkedText> links;
  std::string ai_act, warnings;
  std::optional<Verdict> prepared;
  bool decided = false, candidate = false;
};
void describe(Describer& d, BatchLine& b) {
  d.type("BatchLine");
  d.field("dossier", b.dossier);
  d.field("version", b.version);
  d.field("rank", b.rank);
  d.field("number", b.number);
  d.field("title", b.title);
  d.field("organisation", b.organisation);
  d.field("lab", b.lab);
  d.field("state", b.state);
  d.field("months_asked", b.months_asked);
  d.field("months_least", b.months_least);
  d.field("assigned", b.assigned);
  d.field("given", b.given);
  d.field("mean", b.mean, Rule{}.doc(_t("Hundredths of a point, out of 100 points")));
  d.field("spread", b.spread, Rule{}.doc(_t("The largest score less the smallest, in hundredths of a point")));
  d.field("links", b.links);
  d.field("ai_act", b.ai_act);
  d.field("warnings", b.warnings);
  d.field("prepared", b.prepared);
  d.field("decided", b.decided);
  d.field("candidate", b.candidate, Rule{}.doc(_t("Reviewed and not decided: the pool may plan with it")));
}
struct BatchView {
  std::vector<BatchLine> dossiers;
};
void describe(Describer& d, BatchView& b) {
  d.type("Batch");
  d.field("dossiers", b.dossiers, at_most(kMostDossiers));
}
struct DossierIds {
  std::vector<DossierId> dossiers;
};
void describe(Describer& d, DossierIds& l) {
  d.type("DossierList");
  d.field("dossiers", l.dossiers, at_most(kMostDossiers));
}
struct TakenText {
  std::vector<DossierId> taken, left;
};
void describe(Describer& d, TakenText& t) {
  d.type("TakenUp");
  d.field("taken", t.taken, at_most(kMostDossiers));
  d.field("left", t.left, at_most(kMostDossiers));
}
struct WantedReviewers {
  std::int64_t wanted = 2;
};
void describe(Describer& d, WantedReviewers& w) {
  d.type("WantedReviewers");
  d.field("wanted", w.wanted, between(1, 10).doc(_t("Reviewers for each dossier")));
}
struct PairText {
  DossierId dossier;
  PersonId reviewer;
};
void describe(Describer& d, PairText& p) {
  d.type("Assignment");
  d.field("dossier", p.dossier);
  d.field("reviewer", p.reviewer);
}
struct UnservedText {
  DossierId dossier;
  std::int64_t missing = 0;
};
void describe(Describer& d, UnservedText& u) {
  d.type("Unserved");
  d.field("dossier", u.dossier);
  d.field("missing", u.missing, Rule{}.doc(_t("Reviewers that nobody is left for: all others are linked")));
}
struct DistributionText {
  std::vector<PairText> assigned;
  std::vector<UnservedText> unserved;
};
void describe(Describer& d, DistributionText& t) {
  d.type("Distribution");
  d.field("assigned", t.assigned, at_most(10 * kMostDossiers));
  d.field("unserved", t.unserved, at_most(kMostDossiers));
}
struct ReviewerText {
  PersonId reviewer;
};
void describe(Describer& d, ReviewerText& r) {
  d.type("Reviewer");
  d.field("reviewer", r.reviewer);
}
struct PhaseText {
  std::optional<PhaseId> id;
  std::string name;
  Instant opens, closes;
  Others others = Others::after_own;
};
void describe(Describer& d, PhaseText& p) {
  d.type("ReviewPhase");
  d.field("id", p.id, Rule{}.doc(_t("Given by the server")));
  d.field("name", p.name, text(1, 100));
  d.field("opens", p.opens);
  d.field("closes", p.closes, Rule{}.doc(_t("Inclusive to the millisecond")));
  d.field("others", p.others, Rule{}.doc(_t("What reviewers see of each other’s reviews")));
}

struct MeetingText {
  Date held_on;
  std::string minutes;
};
void describe(Describer& d, MeetingText& m) {
  d.type("MeetingWords");
  d.field("held_on", m.held_on);
  d.field("minutes", m.minutes, text(0, 50'000).or_keep());
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
  d.field("words", p.words, text(0, 5'000).or_keep());
  d.field("months", p.months, between(0, 1'000).doc(_t("Of a grant; absent: all that is asked")));
  d.field("staffing_plan", p.staffing_plan, text(0, 200).or_keep());
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
  bool on_table = false, decided = false;
};
void describe(Describer& d, TableText& t) {
  d.type("DecisionOnTable");
  d.field("decision", t.decision);
  d.field("number", t.number);
  d.field("state", t.state);
  d.field("dossier_version", t.dossier_version);
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
};
void describe(Describer& d, MeetingView& m) {
  d.type("Meeting");
  d.field("id", m.id);
  d.field("held_on", m.held_on);
  d.field("state", m.state);
  d.field("minutes", m.minutes);
  d.field("table", m.table, at_most(kMostDossiers));
  d.field("abstain", m.abstain);
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
struct DecisionView {
  DossierId dossier;
  std::string number;
  Verdict verdict = Verdict::declined;
  std::vector<std::string> reasons;
  std::string words;
  std::optional<double> months;
  std::string staffing_plan;
  Instant decided_at;
  std::vector<std::string> comments;
  std::string appeal;
};
void describe(Describer& d, DecisionView& v) {
  d.type("Decision");
  d.field("dossier", v.dossier);
  d.field("number", v.number);
  d.field("verdict", v.verdict);
  d.field("reasons", v.reasons);
  d.field("words", v.words);
  d.field("months", v.months);
  d.field("staffing_plan", v.staffing_plan);
  d.field("decided_at", v.decided_at);
  d.field("comments", v.comments);
  d.field("appeal", v.appeal);
}

// ── to and fro ──

ReviewWords words_of(const ReviewText& given) {
  ReviewWords words{{}, given.to_applicant, given.internal};
  for (const auto& mark : given.marks) words.marks[mark.criterion] = mark.mark;
  return words;
}
ReviewView review_view(DossierId dossier, const Review& r) {
  ReviewView view{dossier, r.reviewer, r.state, {}, r.words.to_applicant, r.words.internal, r.score};
  for (const auto& [criterion, mark] : r.words.marks) view.marks.push_back({criterion, mark});
  return view;
}
std::vector<RemarkText> texts_of(const std::vector<Remark>& remarks) {
  std::vector<RemarkText> all;
  for (const auto& r : remarks) all.push_back({r.person ? std::optional(r.person) : std::nullopt, r.at, r.body});
  return all;
}
std::vector<LinkedText> texts_of(const std::vector<LinkFound>& links, const std::vector<std::string>& names) {
  std::vector<LinkedText> all;
  for (std::size_t i = 0; i < links.size(); ++i) all.push_back({links[i].person, names[i], links[i].party});
  return all;
}
DecisionText review_text(const Decision& d) {
  return {d.dossier,      d.version, d.verdict,
          d.reasons,      d.words,   d.months ? std::optional(d.months->value()) : std::nullopt,
          d.staffing_plan};
}

// ── endpoints ──

Result<Answer<OwnReviews>> list_reviews(const web::Call& call, const None&) {
  auto reader = call.op.db.reader();
  OwnReviews own;
  for (const auto& wait : parties_to_declare(*reader, call.op.actor.person))
    own.to_declare.push_back({wait.call, wait.parties});
  for (const auto& a : clear_assignments(*reader, call.op.actor.person))
    own.reviews.push_back(
        {a.dossier, a.number, a.line.title, a.line.organisation, a.line.lab, a.call, a.state, a.score});
  return Answer<OwnReviews>{std::move(own)};
}

Result<calls::Call> called(Reader& reader, const web::Call& call) {
  auto found = find_call_by_code(reader, call.at("code"));
  if (!found || found->state == CallState::draft) return Error::not_found(say("There is no such call."));
  return *std::move(found);
}
Result<Answer<PartyTexts>> links_by_script(const web::Call& call, const None&) {
  auto reader = call.op.db.reader();
  TRY_LET(auto found, called(*reader, call));
  PartyTexts parties;
  for (const auto& d : declarations_of(*reader, call.op.actor, found.id))
    parties.parties.push_back({d.party.key, d.party.name, d.party.town, d.linked, d.why, d.by_account});
  return Answer<PartyTexts>{std::move(parties)};
}
Result<Answer<PartyTexts>> put_links(const web::Call& call, const LinkTexts& given) {
  TRY_LET(auto found, called(*call.op.db.reader(), call));
  std::vector<LinkGiven> links;
  for (const auto& link : given.links) links.push_back({link.party, link.linked, link.why});
  TRY(declare_links(call.op, found.id, links));
  return links_by_script(call, {});
}

Result<Answer<ReviewerView>> show_review(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto seen, seen_review(*call.op.db.reader(), call.op.actor, id, call.op.now));
  ReviewerView view{std::move(seen.filed), review_view(id, seen.own), seen.writable, {}, texts_of(seen.remarks)};
  for (const auto& review : seen.others) view.others.push_back(review_view(id, review));
  return Answer<ReviewerView>{std::move(view), 200, seen.own.version};
}
Result<Answer<ReviewView>> save_by_script(const web::Call& call, const ReviewText& given) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto review, save_review(call.op, id, call.version(), words_of(given)));
  return Answer<ReviewView>{review_view(id, review), 200, review.version};
}
/// Gives what is stored.
Result<Answer<ReviewView>> give(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto seen, seen_review(*call.op.db.reader(), call.op.actor, id, call.op.now));
  TRY_LET(auto review, give_review(call.op, id, call.version(), seen.own.words));
  return Answer<ReviewView>{review_view(id, review), 200, review.version};
}
Result<Answer<None>> remark(const web::Call& call, const NewRemark& given) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY(make_remark(call.op, id, given.body));
  return Answer<None>{};
}
Result<Answer<DossierReviews>> reviews_by_script(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto seen, seen_reviews(*call.op.db.reader(), call.op.actor, id));
  DossierReviews view{std::move(seen.filed), seen.tally.assigned, seen.tally.given,
                      seen.tally.mean(),     seen.tally.spread(), {},
                      texts_of(seen.remarks)};
  for (const auto& review : seen.reviews) view.reviews.push_back(review_view(id, review));
  return Answer<DossierReviews>{std::move(view)};
}

Result<Batch> batched(Reader& reader, const web::Call& call) {
  return find_batch(reader, call.op.actor, call.at("code"), call.at("batch"));
}
Result<Answer<BatchView>> batch_by_script(const web::Call& call, const None&) {
  auto reader = call.op.db.reader();
  TRY_LET(auto batch, batched(*reader, call));
  BatchView view;
  for (const auto& row : rows_of_batch(*reader, call.op.actor, batch))
    view.dossiers.push_back({row.dossier,
                             row.version,
                             row.rank,
                             row.number,
                             row.line.title,
                             row.line.organisation,
                             row.line.lab,
                             row.state,
                             row.line.asked.value(),
                             row.line.least.value(),
                             row.tally.assigned,
                             row.tally.given,
                             row.tally.mean(),
                             row.tally.spread(),
                             texts_of(row.links, row.linked_names),
                             row.line.act,
                             row.line.warnings,
                             row.prepared,
                             row.decided,
                             row.candidate()});
  return Answer<BatchView>{std::move(view)};
}
Result<Answer<TakenText>> take(const web::Call& call, const DossierIds& given) {
  TRY(batched(*call.op.db.reader(), call));
  TRY_LET(auto done, take_up(call.op, given.dossiers));
  return Answer<TakenText>{{done.taken, done.left}};
}
Result<Answer<DistributionText>> assign_by_script(const web::Call& call, const WantedReviewers& given) {
  TRY_LET(auto batch, batched(*call.op.db.reader(), call));
  TRY_LET(auto done, distribute_batch(call.op, batch, given.wanted));
  DistributionText view;
  for (const auto& p : done.pairings) view.assigned.push_back({p.dossier, p.reviewer});
  for (const auto& u : done.unserved) view.unserved.push_back({u.dossier, u.missing});
  return Answer<DistributionText>{std::move(view)};
}
Result<Answer<None>> assign_one(const web::Call& call, const ReviewerText& given) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY(assign_reviewer(call.op, id, given.reviewer));
  return Answer<None>{};
}
Result<Answer<None>> unassign(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto reviewer, call.id<PersonId>("reviewer"));
  TRY(remove_reviewer(call.op, id, reviewer));
  return Answer<None>{};
}
Result<Answer<PhaseText>> add_phase(const web::Call& call, const PhaseText& given) {
  TRY_LET(auto batch, batched(*call.op.db.reader(), call));
  TRY_LET(
      auto saved,
      save_phase(call.op, {{}, batch.call.id, batch.cut_off, given.name, given.opens, given.closes, given.others, 0}));
  return Answer<PhaseText>{{saved.id, saved.name, saved.opens, saved.closes, saved.others}, 201};
}

Result<Answer<MeetingView>> view_meeting(const web::Call& call, MeetingId id) {
  TRY_LET(auto seen, seen_meeting(*call.op.db.reader(), call.op.actor, id));
  MeetingView view{id,
                   seen.meeting.held_on,
                   seen.meeting.state,
                   seen.meeting.minutes,
                   {},
                   texts_of(seen.abstain, seen.abstain_names)};
  for (const auto& line : seen.lines)
    view.table.push_back({review_text(line.decision), line.number, line.state, line.dossier_version, line.on_table,
                          line.decision.decided_at.has_value()});
  return Answer<MeetingView>{std::move(view), 200, seen.meeting.version};
}
Result<Answer<MeetingView>> show_meeting(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<MeetingId>("id"));
  return view_meeting(call, id);
}
Result<Answer<MeetingView>> plan_meeting(const web::Call& call, const MeetingText& given) {
  TRY_LET(auto batch, batched(*call.op.db.reader(), call));
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
Result<Answer<MeetingView>> prepare(const web::Call& call, const DecisionTexts& given) {
  TRY_LET(auto id, call.id<MeetingId>("id"));
  std::vector<Proposal> all;
  for (const auto& d : given.decisions) {
    Proposal p{d.dossier, d.version, d.verdict, d.reasons, d.words, {}, d.staffing_plan};
    if (d.months) p.months = EngineerMonths{static_cast<std::int64_t>(*d.months * EngineerMonths::kPerUnit + 0.5)};
    all.push_back(std::move(p));
  }
  TRY(prepare_decisions(call.op, id, all));
  return view_meeting(call, id);
}
Result<Answer<None>> unprepare(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY(drop_decision(call.op, id));
  return Answer<None>{};
}
Result<Answer<MeetingView>> take_decisions(const web::Call& call, const ShownTexts& given) {
  TRY_LET(auto id, call.id<MeetingId>("id"));
  std::vector<DecisionShown> shown;
  for (const auto& d : given.decisions) shown.push_back({d.dossier, d.dossier_version, d.version});
  TRY(decide(call.op, id, shown));
  return view_meeting(call, id);
}
Result<Answer<DecisionView>> decision_by_script(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto seen, seen_decision(*call.op.db.reader(), call.op.actor, id));
  const auto& d = seen.decision;
  return Answer<DecisionView>{{id, seen.dossier.number.value_or(""), d.verdict, d.reasons, d.words,
                               d.months ? std::optional(d.months->value()) : std::nullopt, d.staffing_plan,
                               *d.decided_at, std::move(seen.comments), seen.form.appeal.text()}};
}

void mount_reviewing(web::Api& api) {
  api.add<None, OwnReviews>(
         Doc{Method::get, "/reviews", "review list", _t("List what is yours to review"), kReviewers, Scope::calls_read},
         list_reviews)
      .add<None, PartyTexts>(
          Doc{Method::get, "/calls/{code}/links", "call links",
              _t("List the parties of a call and what you declared of them"), kDeclaring, Scope::calls_read},
          links_by_script)
      .add<LinkTexts, PartyTexts>(Doc{Method::put, "/calls/{code}/links", "call declare",
                                      _t("Declare links with parties of a call"), kDeclaring, Scope::calls_write},
                                  put_links)
      .add<None, ReviewerView>(Doc{Method::get, "/dossiers/{id}/review", "review show",
                                   _t("Show a dossier to review, with your review"), kReviewers, Scope::calls_read},
                               show_review)
      .add<ReviewText, ReviewView>(
          web::versioned(Doc{Method::put, "/dossiers/{id}/review", "review save", _t("Save your review of a dossier"),
                             kReviewers, Scope::calls_write}),
          save_by_script)
      .add<None, ReviewView>(
          web::versioned(Doc{Method::post, "/dossiers/{id}/review/giving", "review give",
                             _t("Give your review as it was saved"), kReviewers, Scope::calls_write}),
          give)
      .add<NewRemark, None>(Doc{Method::post, "/dossiers/{id}/remarks", "review remark",
                                _t("Add to the discussion of a dossier"), kReadersOfReviews, Scope::calls_write},
                            remark)
      .add<None, DossierReviews>(Doc{Method::get, "/dossiers/{id}/reviews", "dossier reviews",
                                     _t("Show the reviews of a dossier"), kBatches, Scope::calls_read},
                                 reviews_by_script)
      .add<None, DecisionView>(Doc{Method::get, "/dossiers/{id}/decision", "dossier decision",
                                   _t("Show the committee’s decision"), kDossierReaders, Scope::calls_read},
                               decision_by_script);
}

void mount_batches(web::Api& api) {
  const std::string batch = "/calls/{code}/batches/{batch}";
  api.add<None, BatchView>(Doc{Method::get, batch, "batch show",
                               _t("Show the dossiers of a cut-off with their reviews"), kBatches, Scope::calls_read},
                           batch_by_script)
      .add<DossierIds, TakenText>(
          Doc{Method::post, batch + "/taking-up", "batch take-up", _t("Find dossiers complete and give them to review"),
              kOffice, Scope::calls_write},
          take)
      .add<WantedReviewers, DistributionText>(
          Doc{Method::post, batch + "/assignments", "batch assign",
              _t("Share a batch out among the reviewers, never to one who is linked"), kOffice, Scope::calls_write},
          assign_by_script)
      .add<PhaseText, PhaseText>(Doc{Method::post, batch + "/phases", "batch phase", _t("Say when a batch is reviewed"),
                                     kOffice, Scope::calls_write},
                                 add_phase)
      .add<ReviewerText, None>(Doc{Method::post, "/dossiers/{id}/reviewers", "dossier assign",
                                   _t("Give a dossier to a reviewer"), kOffice, Scope::calls_write},
                               assign_one)
      .add<None, None>(Doc{Method::remove, "/dossiers/{id}/reviewers/{reviewer}", "dossier unassign",
                           _t("Take a dossier from a reviewer, with what she wrote"), kOffice, Scope::calls_write},
                       unassign)
      .add<MeetingText, MeetingView>(Doc{Method::post, batch + "/meetings", "batch meeting",
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
      .add<DecisionTexts, MeetingView>(Doc{Method::post, "/meetings/{id}/decisions", "batch prepare",
                                           _t("Prepare decisions for the committee"), kOffice, Scope::calls_write},
                                       prepare)
      .add<None, None>(Doc{Method::remove, "/dossiers/{id}/decision", "batch unprepare",
                           _t("Take a prepared decision off the table"), kOffice, Scope::calls_write},
                       unprepare)
      .add<ShownTexts, MeetingView>(
          Doc{Method::post, "/meetings/{id}/deciding", "batch decide", _t("Decide exactly what was shown, or nothing"),
              kCommittee, Scope::calls_write},
          take_decisions);
}

}  // namespace

void mount_review_api(web::Api& api) {
  mount_reviewing(api);
  mount_batches(api);
}

}  // namespace couloir::calls
