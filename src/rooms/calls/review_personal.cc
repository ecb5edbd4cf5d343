#include "calls/review_personal.h"

#include "calls/link_store.h"
#include "calls/review_store.h"
#include "web/describe.h"

namespace couloir::calls {

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

namespace {

struct ReviewShare {
  std::vector<OwnLink> links;
  std::vector<OwnReview> reviews;
  std::vector<OwnRemark> remarks;
};
void describe(Describer& d, ReviewShare& s) {
  d.type("ReviewShare");
  d.field("links", s.links);
  d.field("reviews", s.reviews);
  d.field("remarks", s.remarks);
}

std::string export_reviews(Reader& reader, PersonId person) {
  ReviewShare share{links_by(reader, person), reviews_by(reader, person), remarks_by(reader, person)};
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
