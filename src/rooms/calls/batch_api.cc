// Endpoints of the office for a batch: taking up, sharing out among reviewers, phases.
#include "calls/batch.h"
#include "calls/pages.h"
#include "calls/review_edit.h"
#include "calls/review_texts.h"
#include "calls/submission.h"

namespace couloir::calls {
namespace {

using people::Scope;
using web::Answer;
using web::Doc;
using web::Method;
using web::None;

struct BatchLine {
  DossierId dossier;
  std::int64_t version = 0, rank = 0;
  std::string number, title, organisation, lab;
  DossierState state = DossierState::submitted;
  std::optional<Party> waits_for;
  Instant state_since;
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
  d.field("waits_for", b.waits_for);
  d.field("state_since", b.state_since);
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
  std::vector<DossierId> taken, left, amendable;
};
void describe(Describer& d, TakenText& t) {
  d.type("TakenUp");
  d.field("taken", t.taken, at_most(kMostDossiers));
  d.field("left", t.left, at_most(kMostDossiers).doc(_t("Not filed any more, or taken up already")));
  d.field("amendable", t.amendable, at_most(kMostDossiers).doc(_t("May still be amended by their applicants")));
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
                             waits_for(row.state),
                             row.state_since,
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
  return Answer<TakenText>{{done.taken, done.left, done.amendable}};
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
Result<Answer<None>> remove_phase(const web::Call& call, const None&) {
  TRY(batched(*call.op.db.reader(), call));
  TRY_LET(auto phase, call.id<PhaseId>("phase"));
  TRY(drop_phase(call.op, phase));
  return Answer<None>{};
}

}  // namespace

void mount_batch_api(web::Api& api) {
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
      .add<None, None>(Doc{Method::remove, batch + "/phases/{phase}", "batch drop-phase",
                           _t("Remove a phase of the review of a batch"), kOffice, Scope::calls_write},
                       remove_phase)
      .add<ReviewerText, None>(Doc{Method::post, "/dossiers/{id}/reviewers", "dossier assign",
                                   _t("Give a dossier to a reviewer"), kOffice, Scope::calls_write},
                               assign_one)
      .add<None, None>(Doc{Method::remove, "/dossiers/{id}/reviewers/{reviewer}", "dossier unassign",
                           _t("Take a dossier from a reviewer, with what she wrote"), kOffice, Scope::calls_write},
                       unassign);
}

}  // namespace couloir::calls
