// Endpoints of reviewers: what is theirs, the links they declare, their reviews; and what is decided of a dossier.
#include "calls/call_store.h"
#include "calls/link_store.h"
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

constexpr std::size_t kMostParties = 20'000;

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

struct LiftText {
  PersonId reviewer;
  std::string party;
};
void describe(Describer& d, LiftText& l) {
  d.type("LinkToLift");
  d.field("reviewer", l.reviewer);
  d.field("party", l.party, text(1, 300).doc(_t("Key of the party, such as siren:000126748")));
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

Result<Answer<None>> lift_by_script(const web::Call& call, const LiftText& given) {
  TRY_LET(auto found, called(*call.op.db.reader(), call));
  TRY(lift_link(call.op, found.id, given.reviewer, given.party));
  return Answer<None>{};
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
Result<Answer<DecisionView>> decision_by_script(const web::Call& call, const None&) {
  TRY_LET(auto id, call.id<DossierId>("id"));
  TRY_LET(auto seen, seen_decision(*call.op.db.reader(), call.op.actor, id));
  const auto& d = seen.decision;
  return Answer<DecisionView>{{id, seen.dossier.number.value_or(""), d.verdict, d.reasons, d.words,
                               d.months ? std::optional(d.months->value()) : std::nullopt, d.staffing_plan,
                               *d.decided_at, std::move(seen.comments), seen.form.appeal.text()}};
}

}  // namespace

void mount_review_api(web::Api& api) {
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
      .add<LiftText, None>(Doc{Method::post, "/calls/{code}/links/lifting", "call lift-link",
                               _t("Take back a link that a reviewer declared; she declares that party anew"), kOffice,
                               Scope::calls_write},
                           lift_by_script)
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

}  // namespace couloir::calls
