// A batch as the office and the committee see it: its dossiers with their reviews, spread and links; and the office's
// work on it: phases, who reviews what. A committee member sees of it what she is clear of, in every count too.
#pragma once

#include "base/csv.h"
#include "calls/meeting_store.h"
#include "calls/review_store.h"

namespace couloir::calls {

/// What a batch is named by: a call and a cut-off, 0: the dossiers that no cut-off holds.
struct Batch {
  Call call;
  CutOffId cut_off;
  const CutOff* when() const { return find_cut_off(call, cut_off); }
};
bool may_see_batches(const Actor&);
/// `which`: id of a cut-off, or "none". Two statements. Errors: not_found.
Result<Batch> find_batch(Reader&, const Actor&, std::string_view code, std::string_view which);

struct BatchRow {
  DossierId dossier;
  std::int64_t version = 0;
  std::int64_t rank = 0;
  std::string number;
  DossierState state = DossierState::submitted;
  Instant state_since;
  std::optional<Instant> correct_by;
  FiledLine line;
  Tally tally;  ///< of reviewers without a link
  std::vector<LinkFound> links;
  std::vector<std::string> linked_names;  ///< beside `links`
  std::optional<Verdict> prepared;        ///< also when it is decided
  bool decided = false;

  bool candidate() const { return is_candidate(state, tally, decided); }
};
/// By rank. Five statements, whatever their number. REQUIRES: find_batch() gave it to this actor.
std::vector<BatchRow> rows_of_batch(Reader&, const Actor&, const Batch&);

/// How far the dossiers of a batch are; a committee member counts those she is clear of.
struct BatchStanding {
  CallId call;
  CutOffId cut_off;
  std::int64_t filed = 0, to_take_up = 0, to_correct = 0, under_review = 0, decided = 0;
  std::optional<Instant> waits_since;  ///< the first of those to take up
};
/// Of every batch that holds any, two statements. REQUIRES: may_see_batches().
std::vector<BatchStanding> standings_of_batches(Reader&, const Actor&);

enum class BatchSort { rank, mean, spread, given, asked, organisation };
struct BatchQuery {
  BatchSort sort = BatchSort::rank;
  bool down = false;
  std::optional<DossierState> state;
  std::string text;         ///< in number, title, organisation or lab; without case or accents
  bool incomplete = false;  ///< only those that wait for a review
};
/// What has no value comes last, whichever way.
std::vector<BatchRow> selected(std::vector<BatchRow>, const BatchQuery&);

// ── phases ──
/// A new one when `id` is 0. Errors: forbidden, not_found, invalid, conflict.
Result<Phase> save_phase(const Op&, const Phase&);
/// Errors: forbidden, not_found.
Result<void> drop_phase(const Op&, PhaseId);

// ── who reviews what ──
/// Errors: forbidden, not_found (also a person who is no reviewer), refused (she is linked: the office is told to whom;
/// or the dossier is not before the reviewers).
Result<void> assign_reviewer(const Op&, DossierId, PersonId);
/// With what she wrote. Errors: forbidden, not_found, refused (it is decided).
Result<void> remove_reviewer(const Op&, DossierId, PersonId);

/// A reviewer for a dossier.
struct Pairing {
  DossierId dossier;
  PersonId reviewer;
  bool operator==(const Pairing&) const = default;
};
struct Unserved {
  DossierId dossier;
  std::int64_t missing = 0;  ///< reviewers, all others being linked
  bool operator==(const Unserved&) const = default;
};
struct Distribution {
  std::vector<Pairing> pairings;
  std::vector<Unserved> unserved;
};
/// What a distribution starts from.
struct DossierToServe {
  DossierId dossier;
  std::vector<PersonId> has, linked;
};
/// So that each dossier has `wanted` reviewers: the dossier with the least choice first, each to whoever has the
/// fewest, the lower id when equal. Who is linked is never taken, nor counted when she was assigned before. Pure.
Distribution distribute(const std::vector<DossierToServe>&, const std::vector<PersonId>& reviewers,
                        std::int64_t wanted);
/// Over what is filed in the batch and not decided. Errors: forbidden, not_found, invalid (how many), refused (no
/// reviewer).
Result<Distribution> distribute_batch(const Op&, const Batch&, std::int64_t wanted);

std::string batch_csv(const std::vector<BatchRow>&, CsvForm);

}  // namespace couloir::calls

template <>
inline constexpr auto couloir::kNames<couloir::calls::BatchSort> =
    std::array{"rank"sv, "mean"sv, "spread"sv, "given"sv, "asked"sv, "organisation"sv};
