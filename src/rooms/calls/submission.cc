#include "calls/submission.h"

#include <algorithm>
#include <map>

#include "base/sha256.h"
#include "base/text.h"
#include "calls/call_store.h"
#include "calls/events.h"
#include "calls/invitation.h"
#include "calls/late_token.h"
#include "calls/link.h"
#include "calls/meeting_store.h"
#include "calls/review_notices.h"
#include "calls/review_store.h"
#include "journal/journal.h"

namespace couloir::calls {
namespace {

constexpr std::size_t kLongestReason = 2'000;

Error changed_meanwhile() { return Error::conflict(say("Somebody else changed this dossier since you opened it.")); }
Error impossible() { return Error::refused(say("This cannot be done with the dossier as it stands.")); }

Error refused(const DossierFacts& facts, const std::vector<Gap>& gaps) {
  std::vector<Problem> problems;
  for (const auto& gap : gaps) problems.push_back({gap.where, sentence(gap, facts.form)});
  return Error::refused(say("The dossier cannot be filed yet."), std::move(problems));
}

/// owned_dossier(), at the version that she has read.
Result<Dossier> own_dossier(Tx& tx, const Op& op, DossierId id, std::int64_t version) {
  TRY_LET(auto dossier, owned_dossier(tx, op.actor, id));
  if (dossier.version != version) return changed_meanwhile();
  return dossier;
}
/// As whoever files it; who has no part in it learns nothing of it.
Result<SeenDossier> dossier_to_file(Tx& tx, const Op& op, DossierId id, std::int64_t version) {
  TRY_LET(auto seen, whole_dossier(tx, id));
  const auto& facts = seen.facts;
  if (!part_of(op.actor, facts.dossier, facts.members)) return no_such_dossier();
  if (!may_file(op.actor, facts)) return only_its_owner();
  if (facts.dossier.version != version) return changed_meanwhile();
  seen.part = Part::owner;
  return seen;
}
Result<Dossier> office_dossier(Tx& tx, const Op& op, DossierId id) {
  if (!op.actor.roles.has(Role::office)) return Error::forbidden(say("Only the office may do that."));
  auto dossier = find_dossier(tx, id);
  if (!dossier) return no_such_dossier();
  return *std::move(dossier);
}

/// What the office had prepared for the committee goes with the text that it was prepared for.
void clear_the_table(Tx& tx, const Op& op, DossierId id) {
  auto decision = decision_of(tx, id);
  if (!decision || decision->decided_at) return;
  delete_decision(tx, decision->id);
  journal::record(tx, op, DecisionPrepared{id, decision->meeting.v, true});
}

/// One step of the table. Errors: refused (it is not in it), conflict.
Result<void> move(Tx& tx, const Op& op, Dossier& dossier, Act act) {
  const auto* step = transition(act, dossier.state);
  if (step == nullptr) return impossible();
  if (step->from == DossierState::under_review) clear_the_table(tx, op, dossier.id);
  if (is_over(step->to)) end_invitations(tx, op, {dossier.id});
  dossier.state = step->to;
  dossier.state_since = dossier.updated_at = op.now;
  TRY(save_dossier(tx, dossier));
  journal::record(tx, op, DossierMoved{dossier.id, dossier.call, act, step->from, step->to});
  return {};
}

/// All that its declaration's company got by other dossiers, whoever may know of it.
std::vector<Grant> grants_before(Reader& reader, const Rules& rules, const DossierFacts& facts) {
  if (!facts.declaration) return {};
  return grants_to(reader, facts.declaration->siren, facts.dossier.id, rules.zone);
}

Act act_of_filing(DossierState state) {
  return state == DossierState::draft ? Act::submit : state == DossierState::returned ? Act::correct : Act::amend;
}

/// Rank, number and batch of a first filing.
void take_place(Tx& tx, const Op& op, DossierFacts& facts, CutOffId late_for) {
  auto& d = facts.dossier;
  d.rank = next_rank(tx, d.call);
  d.number = number_of(facts.call, *d.rank);
  d.filed_at = op.now;
  const auto* next = next_cut_off(facts.call, op.now);
  d.cut_off = late_for ? late_for : next ? next->id : CutOffId{};
}

Receipt receipt_from(const Rules& rules, const Call& call, const Dossier& dossier, const StoredFiling& filing) {
  Receipt receipt{.dossier = dossier.id,
                  .number = dossier.number.value_or(""),
                  .rank = dossier.rank.value_or(0),
                  .turn = filing.turn,
                  .received_at = filing.received_at,
                  .sha256 = filing.sha256};
  if (const auto* cut_off = find_cut_off(call, dossier.cut_off)) {
    receipt.cut_off = cut_off->at;
    receipt.answer_by = answer_by(call, *cut_off, rules.zone);
  }
  return receipt;
}

}  // namespace

Result<Receipt> submit_dossier(const Op& op, const Rules& rules, DossierId id, std::int64_t version,
                               const Submission& submission) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Receipt> {
    TRY_LET(auto seen, dossier_to_file(tx, op, id, version));
    auto& facts = seen.facts;
    add_grants(tx, op.actor, rules, seen);
    TRY_LET(auto late, open_late_token(tx, op, facts.dossier, submission.late_token));
    auto today = day_in(op.now, rules.zone);
    auto gaps = obstacles_to_filing(facts, op.actor, {op.now, submission.aims_at, late ? late->cut_off : CutOffId{}});
    std::ranges::move(gaps_in(facts, rules.pack.de_minimis, today), std::back_inserter(gaps));
    if (!gaps.empty()) return refused(facts, gaps);
    // Last and alone: whoever tries sums out to learn what others were granted needs the lab's signature for each.
    if (auto hidden = gaps_in_hidden_aid(facts, grants_before(tx, rules, facts), rules.pack.de_minimis, today);
        !hidden.empty())
      return refused(facts, hidden);

    auto act = act_of_filing(facts.dossier.state);
    auto& d = facts.dossier;
    if (act == Act::submit) take_place(tx, op, facts, late ? late->cut_off : CutOffId{});
    auto turn = static_cast<std::int64_t>(filings_of(tx, id).size()) + 1;
    auto filed =
        filed_of(facts, text_of(seen), d.number.value(), turn, op.now, warnings_on(facts, rules.pack.de_minimis));
    filed.size_class = size_of_aided(seen);
    StoredFiling filing{turn, op.now, d.cut_off, op.actor.person, write_json(shape_of_const(filed)), {}};
    filing.sha256 = sha256_hex(filing.content);

    d.state = transition(act, d.state)->to;
    d.state_since = d.updated_at = op.now;
    d.correct_by.reset();
    TRY(save_dossier(tx, d));
    insert_filing(tx, id, filing, late ? late->id.v : 0);
    put_concerned(tx, facts, seen.organisation, op.actor.person, warnings_on(facts, rules.pack.de_minimis));
    if (late) use_late_token(tx, late->id, id.v, op.now);
    if (act == Act::correct) {
      answer_return(tx, id, op.now);
      reopen_reviews(tx, id, op.now);  // they were given of another text
    }
    TRY_LET(auto hash, journal::parse_hash(filing.sha256));
    auto mark = journal::record(tx, op, DossierSubmitted{id, d.call, d.use_case, act, *d.rank, turn, hash});
    auto receipt = receipt_from(rules, facts.call, d, filing);
    receipt.journal_seq = mark.seq;
    return receipt;
  });
}

namespace {

/// What the journal says of each turn, by turn.
std::vector<std::pair<std::int64_t, DossierSubmitted>> submissions_in_journal(Reader& reader, DossierId id) {
  std::vector<std::pair<std::int64_t, DossierSubmitted>> all;
  std::optional<std::int64_t> before;
  for (;;) {
    auto entries = journal::history_of(reader, "dossier", id.v, 200, before);
    for (const auto& entry : entries)
      if (entry.name == DossierSubmitted::kName)
        if (auto event = journal::read_payload<DossierSubmitted>(entry.payload)) all.emplace_back(entry.seq, *event);
    if (entries.size() < 200) return all;
    before = entries.back().seq;
  }
}

}  // namespace

Result<Receipt> receipt_of(Reader& reader, const Rules& rules, const Dossier& dossier,
                           std::optional<std::int64_t> turn) {
  auto filings = filings_of(reader, dossier.id);
  auto found =
      turn ? std::ranges::find(filings, *turn, &StoredFiling::turn) : filings.end() - (filings.empty() ? 0 : 1);
  if (found == filings.end()) return Error::not_found(say("It was not filed."));
  auto receipt = receipt_from(rules, find_call(reader, dossier.call).value(), dossier, *found);
  for (const auto& [seq, event] : submissions_in_journal(reader, dossier.id))
    if (event.turn == found->turn) receipt.journal_seq = seq;
  return receipt;
}

namespace {

std::vector<std::string> missing_annexes(const files::ContentFolder& folder, std::string_view content) {
  std::vector<std::string> missing;
  auto filed = read_filed(content);
  if (!filed) return missing;  // its own hash says so already
  for (const auto& annex : filed->dossier.annexes) {
    auto hash = journal::parse_hash(annex.sha256);
    if (!hash || !folder.read(*hash)) missing.push_back(annex.name);
  }
  return missing;
}

}  // namespace

Result<std::vector<Verification>> verify_dossier(Reader& reader, const Actor& actor, const files::ContentFolder& folder,
                                                 std::string_view number, std::string_view given) {
  auto dossier = find_dossier_by_number(reader, number);
  if (!dossier || !sees_dossier(reader, actor, *dossier)) return no_such_dossier();
  auto journal = submissions_in_journal(reader, dossier->id);
  std::vector<Verification> all;
  for (const auto& filing : filings_of(reader, dossier->id)) {
    Verification v{.number = *dossier->number, .turn = filing.turn, .received_at = filing.received_at};
    v.sha256 = sha256_hex(filing.content);
    v.content_matches = v.sha256 == filing.sha256;
    v.journal_matches = std::ranges::any_of(journal, [&](const auto& said) {
      return said.second.turn == filing.turn && said.second.sha256.hex() == v.sha256;
    });
    if (!given.empty()) v.given_matches = v.sha256 == given;
    v.missing = missing_annexes(folder, filing.content);
    all.push_back(std::move(v));
  }
  return all;
}

// ── other steps ──

Result<Dossier> withdraw_dossier(const Op& op, DossierId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Dossier> {
    TRY_LET(auto dossier, own_dossier(tx, op, id, version));
    TRY(move(tx, op, dossier, Act::withdraw));
    return dossier;
  });
}

Result<Dossier> resume_dossier(const Op& op, DossierId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Dossier> {
    TRY_LET(auto dossier, own_dossier(tx, op, id, version));
    if (phase_at(find_call(tx, dossier.call).value(), op.now) == CallPhase::over)
      return Error::refused(say("This call is over: begin again from the use case in another one."));
    TRY(move(tx, op, dossier, Act::resume));
    return dossier;
  });
}

Result<Dossier> send_back(const Op& op, DossierId id, std::int64_t version, const std::string& reason,
                          Instant correct_by) {
  std::vector<Problem> found;
  auto length = count_of_code_points(reason);
  if (!is_plain_text(reason) || length > kLongestReason)
    found.push_back({"reason", say("This may have at most {1} characters.", std::to_string(kLongestReason))});
  if (trim(reason).empty()) found.push_back({"reason", say("Say what must be corrected: its owner cannot guess it.")});
  if (correct_by <= op.now) found.push_back({"correct_by", say("Give a moment that is still to come.")});
  if (!found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Dossier> {
    TRY_LET(auto dossier, office_dossier(tx, op, id));
    if (dossier.version != version) return changed_meanwhile();
    dossier.correct_by = correct_by;
    TRY(move(tx, op, dossier, Act::send_back));
    insert_return(tx, id, {op.now, op.actor.person, reason, correct_by, {}});
    return dossier;
  });
}

namespace {

Result<TakenUp> take_up_in(Tx& tx, const Op& op, const std::vector<DossierId>& ids) {
  TakenUp all;
  std::map<CallId, Call> calls;
  for (auto id : ids) {
    TRY_LET(auto dossier, office_dossier(tx, op, id));
    if (transition(Act::take_up, dossier.state) == nullptr) {
      all.left.push_back(id);
      continue;
    }
    if (!calls.contains(dossier.call)) calls.emplace(dossier.call, find_call(tx, dossier.call).value());
    if (is_editable(dossier, calls.at(dossier.call), op.now)) {
      all.amendable.push_back(id);
      continue;
    }
    TRY(move(tx, op, dossier, Act::take_up));
    for (const auto& a : assignments_of_dossier(tx, id)) tell_reviewer(tx, op, dossier.call, a.reviewer);
    all.taken.push_back(id);
  }
  end_invitations(tx, op, all.taken);
  return all;
}

}  // namespace

Result<TakenUp> take_up(const Op& op, const std::vector<DossierId>& ids) {
  return in_transaction(op.db, [&](Tx& tx) { return take_up_in(tx, op, ids); });
}

Result<TakenUp> take_up_batch(const Op& op, CallId call, CutOffId cut_off, const std::vector<ToTakeUp>& shown) {
  if (!op.actor.roles.has(Role::office)) return Error::forbidden(say("Only the office may do that."));
  if (shown.empty()) return Error::invalid({{"dossiers", say("Choose at least one dossier.")}});
  return in_transaction(op.db, [&](Tx& tx) -> Result<TakenUp> {
    std::vector<ToTakeUp> waiting;
    for (const auto& d : dossiers_of_batch(tx, call, cut_off))
      if (transition(Act::take_up, d.state) != nullptr) waiting.push_back({d.id, d.version});
    if (waiting != shown)
      return Error::conflict(
          say("The list changed since it was shown: nothing was taken up. Look at it again, then take it up."));
    std::vector<DossierId> ids;
    for (const auto& one : shown) ids.push_back(one.dossier);
    TRY_LET(auto taken, take_up_in(tx, op, ids));
    if (!taken.amendable.empty())
      return Error::refused(say("Their applicants may still amend them: they are taken up after that."));
    return taken;
  });
}

Result<Dossier> carry_over(const Op& op, DossierId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Dossier> {
    TRY_LET(auto dossier, office_dossier(tx, op, id));
    if (dossier.version != version) return changed_meanwhile();
    auto call = find_call(tx, dossier.call).value();
    if (find_cut_off(call, dossier.cut_off) == nullptr) return Error::refused(say("It is in no batch yet."));
    const auto* later = later_cut_off(call, dossier.cut_off);
    if (later == nullptr)
      return Error::refused(say("No later cut-off is announced: announce one first, then carry it over."));
    dossier.cut_off = later->id;
    TRY(move(tx, op, dossier, Act::carry_over));
    return dossier;
  });
}

Result<std::int64_t> expire_drafts(const Op& op, Instant before) {
  std::vector<Dossier> drafts;
  {
    auto reader = op.db.reader();
    for (const auto& call : all_calls(*reader)) {
      if (phase_at(call, op.now) != CallPhase::over) continue;
      for (auto& draft : drafts_untouched_since(*reader, call.id, before)) drafts.push_back(std::move(draft));
    }
  }
  std::int64_t expired = 0;
  for (auto& draft : drafts)
    expired += in_transaction(op.db, [&](Tx& tx) { return move(tx, op, draft, Act::expire); }).has_value();
  return expired;
}

}  // namespace couloir::calls
