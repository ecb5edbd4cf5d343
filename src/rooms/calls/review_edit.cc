#include "calls/review_edit.h"

#include <algorithm>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_edit.h"
#include "calls/events.h"
#include "calls/link_store.h"
#include "journal/journal.h"

namespace couloir::calls {
namespace {

constexpr std::size_t kLongestRemark = 5'000;

/// Reviewers of this dossier who have a link to it: their marks do not count and their names are shown to nobody here.
std::vector<PersonId> linked_among(Reader& reader, const std::vector<Assignment>& assignments, DossierId dossier) {
  std::vector<PersonId> persons, linked;
  for (const auto& a : assignments) persons.push_back(a.reviewer);
  for (const auto& link : links_to(reader, persons, dossier)) linked.push_back(link.person);
  return linked;
}

Result<FiledDossier> judged_text(Reader& reader, DossierId id) {
  auto filed = last_filed(reader, id);
  if (!filed) return no_such_dossier();
  return *std::move(filed);
}

bool may_see_reviews(Reader& reader, const Actor& actor, const Dossier& dossier) {
  if (!is_filed(dossier.state)) return false;
  if (actor.roles.has(Role::office)) return true;
  return actor.roles.has(Role::committee) && is_clear_of(reader, actor.person, dossier.id);
}

Result<Review> write_review(const Op& op, DossierId id, std::int64_t version, const ReviewWords& words, bool give) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Review> {
    TRY_LET(auto seen, seen_review(tx, op.actor, id, op.now));
    if (!seen.writable) return Error::refused(say("Reviews of this batch cannot be written now."));
    if (auto found = problems_of(words, seen.form); !found.empty()) return Error::invalid(std::move(found));
    auto review = std::move(seen.own);
    if (review.version != version)
      return Error::conflict(say("This review was saved from another page since you opened this one."));
    bool was_given = review.state == ReviewState::given;
    if (give || was_given)
      if (auto found = missing_in(words, seen.form); !found.empty())
        return Error::refused(
            was_given ? say("A review that was given must stay complete.") : say("The review cannot be given yet."),
            std::move(found));
    review.words = words;
    review.score = score_of(seen.form, words.marks);
    review.updated_at = op.now;
    if (give && !was_given) {
      review.state = ReviewState::given;
      review.given_at = op.now;
    }
    TRY(put_review(tx, review));
    if (give && !was_given) journal::record(tx, op, ReviewGiven{id, op.actor.person});
    return review;
  });
}

}  // namespace

Result<SeenReview> seen_review(Reader& reader, const Actor& actor, DossierId id, Instant now) {
  auto assignment = actor.roles.has(Role::reviewer) ? clear_assignment(reader, actor.person, id) : std::nullopt;
  if (!assignment) return no_such_dossier();
  SeenReview seen;
  seen.dossier = find_dossier(reader, id).value();
  seen.call = find_call(reader, seen.dossier.call).value();
  TRY_LET(seen.filed, judged_text(reader, id));
  seen.form = form_of(reader, seen.call.id, seen.filed.dossier.form);
  seen.own.assignment = assignment->id;
  seen.own.reviewer = actor.person;
  auto reviews = reviews_of(reader, id);
  if (auto own = std::ranges::find(reviews, assignment->id, &Review::assignment); own != reviews.end()) seen.own = *own;
  auto phases = phases_of(reader, seen.call.id);
  if (const auto* phase = phase_for(phases, seen.call.id, seen.dossier.cut_off, now)) seen.phase = *phase;
  seen.writable = seen.dossier.state == DossierState::under_review && seen.phase &&
                  standing_at(*seen.phase, now) == PhaseStanding::open;
  seen.discusses = seen.own.state == ReviewState::given;
  if (seen.phase && sees_others(seen.phase->others, seen.discusses)) {
    auto linked = linked_among(reader, assignments_of_dossier(reader, id), id);
    for (auto& review : reviews)
      if (review.assignment != assignment->id && review.state == ReviewState::given &&
          std::ranges::find(linked, review.reviewer) == linked.end())
        seen.others.push_back(std::move(review));
  }
  if (seen.discusses) seen.remarks = remarks_of(reader, id);
  return seen;
}

Result<Review> save_review(const Op& op, DossierId id, std::int64_t version, const ReviewWords& words) {
  return write_review(op, id, version, words, false);
}
Result<Review> give_review(const Op& op, DossierId id, std::int64_t version, const ReviewWords& words) {
  return write_review(op, id, version, words, true);
}

Result<SeenReviews> seen_reviews(Reader& reader, const Actor& actor, DossierId id) {
  auto dossier = find_dossier(reader, id);
  if (!dossier || !may_see_reviews(reader, actor, *dossier)) return no_such_dossier();
  SeenReviews seen;
  seen.dossier = *std::move(dossier);
  seen.call = find_call(reader, seen.dossier.call).value();
  TRY_LET(seen.filed, judged_text(reader, id));
  seen.form = form_of(reader, seen.call.id, seen.filed.dossier.form);
  auto assignments = assignments_of_dossier(reader, id);
  auto linked = linked_among(reader, assignments, id);
  auto clear = [&](PersonId person) { return std::ranges::find(linked, person) == linked.end(); };
  for (auto& a : assignments)
    if (clear(a.reviewer)) seen.assignments.push_back(a);
  seen.tally.assigned = std::ssize(seen.assignments);
  for (auto& review : reviews_of(reader, id)) {
    if (review.state != ReviewState::given || !clear(review.reviewer)) continue;
    seen.tally.add(review.score);
    seen.reviews.push_back(std::move(review));
  }
  seen.remarks = remarks_of(reader, id);
  return seen;
}

Result<FiledAnnex> read_filed_annex(Db& db, const Actor& actor, const files::ContentFolder& folder, DossierId id,
                                    std::string_view sha256) {
  auto find = [&]() -> Result<files::StoredFile> {
    auto reader = db.reader();
    auto dossier = find_dossier(*reader, id);
    bool may = dossier && (may_see_reviews(*reader, actor, *dossier) ||
                           (actor.roles.has(Role::reviewer) && clear_assignment(*reader, actor.person, id)));
    if (!may) return no_such_dossier();
    TRY_LET(auto filed, judged_text(*reader, id));
    bool named = std::ranges::find(filed.dossier.annexes, sha256, &AnnexLine::sha256) != filed.dossier.annexes.end();
    for (const auto& annex : annexes_of(*reader, id))
      if (named && annex.file && annex.sha256 == sha256) return *annex.file;
    return Error::not_found(say("This file is not part of what was filed."));
  };
  TRY_LET(auto file, find());
  TRY_LET(auto content, files::read_file(folder, file));
  return FiledAnnex{std::move(file), std::move(content)};
}

Result<void> make_remark(const Op& op, DossierId id, const std::string& body) {
  if (trim(body).empty()) return Error::invalid({{"body", say("Write something first.")}});
  if (!is_plain_text(body) || count_of_code_points(body) > kLongestRemark)
    return Error::invalid({{"body", say("This may have at most {1} characters.", std::to_string(kLongestRemark))}});
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto dossier = find_dossier(tx, id);
    if (!dossier) return no_such_dossier();
    bool may = may_see_reviews(tx, op.actor, *dossier);
    if (!may) {
      auto seen = seen_review(tx, op.actor, id, op.now);
      may = seen && seen->discusses;
    }
    if (!may) return no_such_dossier();
    insert_remark(tx, id, {op.actor.person, op.now, std::string(trim(body))});
    journal::record(tx, op, DossierRemarked{id});
    return {};
  });
}

std::vector<std::string> comments_for_applicants(Reader& reader, const Dossier& dossier) {
  if (!is_decided(dossier.state)) return {};
  auto linked = linked_among(reader, assignments_of_dossier(reader, dossier.id), dossier.id);
  std::vector<std::string> comments;
  for (auto& review : reviews_of(reader, dossier.id))
    if (review.state == ReviewState::given && !review.words.to_applicant.empty() &&
        std::ranges::find(linked, review.reviewer) == linked.end())
      comments.push_back(std::move(review.words.to_applicant));
  std::ranges::sort(comments, {}, [](const std::string& text) { return sort_key(text); });
  return comments;
}

}  // namespace couloir::calls
