#include "calls/review_personal.h"

#include "calls/link_store.h"
#include "calls/review_store.h"
#include "web/describe.h"

namespace couloir::calls {
namespace {

struct OwnLink {
  CallId call;
  std::string party;
  bool linked = false;
  std::string why;
  Instant declared_at;
};
struct OwnReview {
  DossierId dossier;
  ReviewState state = ReviewState::draft;
  std::vector<std::string> marks;  ///< "need 4"
  std::string to_applicant, internal;
  Instant updated_at;
};
struct OwnRemark {
  DossierId dossier;
  Instant at;
  std::string body;
};
struct ReviewShare {
  std::vector<OwnLink> links;
  std::vector<OwnReview> reviews;
  std::vector<OwnRemark> remarks;
};
void describe(Describer& d, OwnLink& l) {
  d.type("OwnLink");
  d.field("call", l.call);
  d.field("party", l.party);
  d.field("linked", l.linked);
  d.field("why", l.why);
  d.field("declared_at", l.declared_at);
}
void describe(Describer& d, OwnReview& r) {
  d.type("OwnReview");
  d.field("dossier", r.dossier);
  d.field("state", r.state);
  d.field("marks", r.marks);
  d.field("to_applicant", r.to_applicant);
  d.field("internal", r.internal);
  d.field("updated_at", r.updated_at);
}
void describe(Describer& d, OwnRemark& r) {
  d.type("OwnRemark");
  d.field("dossier", r.dossier);
  d.field("at", r.at);
  d.field("body", r.body);
}
void describe(Describer& d, ReviewShare& s) {
  d.type("ReviewShare");
  d.field("links", s.links);
  d.field("reviews", s.reviews);
  d.field("remarks", s.remarks);
}

std::string export_reviews(Reader& reader, PersonId person) {
  ReviewShare share;
  share.links = reader.all(
      "SELECT call, party, linked, why, declared_at FROM calls_link WHERE reviewer = :person ORDER BY call, party",
      {{":person", person}}, [](const Row& row) {
        return OwnLink{row.get<CallId>("call"), row.get<std::string>("party"), row.get<bool>("linked"),
                       row.get<std::string>("why"), row.get<Instant>("declared_at")};
      });
  std::vector<ReviewId> ids;
  share.reviews = reader.all(
      R"sql(
      SELECT r.id, a.dossier, r.state, r.to_applicant, r.internal, r.updated_at FROM calls_review r
        JOIN calls_assignment a ON a.id = r.assignment WHERE a.reviewer = :person ORDER BY r.id)sql",
      {{":person", person}}, [&](const Row& row) {
        ids.push_back(row.get<ReviewId>("id"));
        return OwnReview{
            row.get<DossierId>("dossier"),        row.get<ReviewState>("state"),    {},
            row.get<std::string>("to_applicant"), row.get<std::string>("internal"), row.get<Instant>("updated_at")};
      });
  reader.each(R"sql(
      SELECT m.review, m.criterion, m.mark FROM calls_mark m JOIN calls_review r ON r.id = m.review
        JOIN calls_assignment a ON a.id = r.assignment WHERE a.reviewer = :person ORDER BY m.review, m.criterion)sql",
              {{":person", person}}, [&](const Row& row) {
                for (std::size_t i = 0; i < ids.size(); ++i)
                  if (ids[i] == row.get<ReviewId>("review"))
                    share.reviews[i].marks.push_back(row.get<std::string>("criterion") + " " +
                                                     std::to_string(row.get<int>("mark")));
              });
  share.remarks = reader.all("SELECT dossier, at, body FROM calls_remark WHERE person = :person ORDER BY id",
                             {{":person", person}}, [](const Row& row) {
                               return OwnRemark{row.get<DossierId>("dossier"), row.get<Instant>("at"),
                                                row.get<std::string>("body")};
                             });
  return write_json(shape_of(share));
}

/// Her words go, but for what applicants were told with a decision, without her name: it is theirs. Marks and links
/// stay with a number that has no name any more: decisions rest on the marks, and a link keeps them from counting.
void erase_reviews(Tx& tx, const Op&, PersonId person) {
  forget_reasons_of(tx, person);
  forget_reviews_of(tx, person);
}

}  // namespace

people::PersonalDataSource review_personal_data() { return {"reviews", export_reviews, erase_reviews}; }

}  // namespace couloir::calls
