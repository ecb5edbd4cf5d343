#include "calls/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "calls/batch_store.h"
#include "calls/call_store.h"
#include "calls/dossier_edit.h"
#include "calls/dossier_store.h"
#include "calls/events.h"
#include "calls/link_store.h"
#include "calls/review_notices.h"
#include "journal/journal.h"
#include "people/person.h"
#include "people/role.h"

namespace couloir::calls {
namespace {

constexpr std::int64_t kMostReviewers = 10;

Error no_such_batch() { return Error::not_found(say("There is no such batch.")); }
Result<void> must_be_office(const Op& op) {
  if (!op.actor.roles.has(Role::office)) return Error::forbidden(say("Only the office may do that."));
  return {};
}

}  // namespace

bool may_see_batches(const Actor& actor) { return actor.roles.has(Role::office) || actor.roles.has(Role::committee); }

Result<Batch> find_batch(Reader& reader, const Actor& actor, std::string_view code, std::string_view which) {
  auto call = may_see_batches(actor) ? find_call_by_code(reader, code) : std::nullopt;
  if (!call || !may_see_call(actor, *call)) return no_such_batch();
  if (which == "none") return Batch{*std::move(call), {}};
  std::int64_t id = 0;
  std::from_chars(which.data(), which.data() + which.size(), id);
  if (find_cut_off(*call, CutOffId{id}) == nullptr || std::to_string(id) != which) return no_such_batch();
  return Batch{*std::move(call), CutOffId{id}};
}

std::vector<BatchRow> rows_of_batch(Reader& reader, const Actor& actor, const Batch& batch) {
  auto people = people::affiliations_of_holders(reader, {Role::reviewer, Role::committee});
  auto own = own_keys(actor.person, of_person(people, actor.person));
  auto rows = filed_rows(reader, batch, actor, own);
  std::unordered_map<DossierId, BatchRow*> by_dossier;
  for (auto& row : rows) by_dossier.emplace(row.dossier, &row);

  std::unordered_map<PersonId, std::string> names;
  for (const auto& person : people) names.emplace(person.person, person.name);
  auto links = links_in_batch(reader, batch.call.id, batch.cut_off, people);
  for (const auto& [dossier, tally] : tallies(assignments_of_batch(reader, batch.call.id, batch.cut_off), links))
    if (auto row = by_dossier.find(dossier); row != by_dossier.end()) row->second->tally = tally;
  for (auto& link : links) {
    if (auto row = by_dossier.find(link.dossier); row != by_dossier.end()) {
      row->second->linked_names.push_back(names[link.person]);
      row->second->links.push_back(std::move(link));
    }
  }
  return rows;
}

std::vector<BatchRow> selected(std::vector<BatchRow> rows, const BatchQuery& query) {
  auto wanted = fold(query.text);
  std::erase_if(rows, [&](const BatchRow& row) {
    if (query.state && row.state != *query.state) return true;
    if (query.incomplete && (row.tally.assigned > 0 && row.tally.given == row.tally.assigned)) return true;
    if (wanted.empty()) return false;
    return fold(row.number + " " + row.line.title + " " + row.line.organisation + " " + row.line.lab).find(wanted) ==
           std::string::npos;
  });
  auto by = [&](auto value) {
    std::ranges::stable_sort(rows, [&](const BatchRow& a, const BatchRow& b) {
      auto x = value(a), y = value(b);
      if (x.has_value() != y.has_value()) return x.has_value();
      return query.down ? y < x : x < y;
    });
  };
  switch (query.sort) {
    case BatchSort::rank:  // as they come
      if (query.down) std::ranges::reverse(rows);
      break;
    case BatchSort::mean:
      by([](const BatchRow& row) { return row.tally.mean(); });
      break;
    case BatchSort::spread:
      by([](const BatchRow& row) { return row.tally.spread(); });
      break;
    case BatchSort::given:
      by([](const BatchRow& row) { return std::optional(row.tally.given); });
      break;
    case BatchSort::asked:
      by([](const BatchRow& row) { return std::optional(row.line.asked.raw); });
      break;
    case BatchSort::organisation:
      by([](const BatchRow& row) { return std::optional(sort_key(row.line.organisation)); });
      break;
  }
  return rows;
}

// ── phases ──

Result<Phase> save_phase(const Op& op, const Phase& given) {
  TRY(must_be_office(op));
  if (auto found = problems_of(given); !found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Phase> {
    auto phase = given;
    auto call = find_call(tx, phase.call);
    if (!call || (phase.cut_off && find_cut_off(*call, phase.cut_off) == nullptr)) return no_such_batch();
    if (phase.id) {
      auto stored = find_phase(tx, phase.id);
      if (!stored || stored->call != phase.call || stored->cut_off != phase.cut_off) return no_such_batch();
      TRY(save_phase_row(tx, phase));
    } else {
      insert_phase(tx, phase);
    }
    journal::record(tx, op, ReviewPhaseSaved{phase.call, phase.cut_off, phase.opens, phase.closes});
    return phase;
  });
}

Result<void> drop_phase(const Op& op, PhaseId id) {
  TRY(must_be_office(op));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto phase = find_phase(tx, id);
    if (!phase) return Error::not_found(say("There is no such phase."));
    delete_phase(tx, id);
    journal::record(tx, op, ReviewPhaseSaved{phase->call, phase->cut_off, phase->opens, phase->closes, true});
    return {};
  });
}

// ── who reviews what ──

namespace {

Result<Dossier> before_reviewers(Tx& tx, DossierId id) {
  auto dossier = find_dossier(tx, id);
  if (!dossier) return no_such_dossier();
  if (dossier->state != DossierState::under_review)
    return Error::refused(say("Reviewers get it once it is taken up, and until it is decided."));
  return *std::move(dossier);
}

Sentence told_plainly(const LinkFound& link, const std::string& name) {
  if (link.party.empty()) return say("{1} takes part in this dossier.", name);
  if (link.why.empty()) return say("{1} belongs to a party of this dossier: {2}.", name, link.party);
  return say("{1} declared a link with {2}: {3}", name, link.party, link.why);
}

bool is_reviewer(Reader& reader, PersonId person) {
  auto all = people::persons_with_role(reader, Role::reviewer);
  return std::ranges::find(all, person) != all.end();
}

void put_assignment(Tx& tx, const Op& op, const Dossier& dossier, PersonId reviewer) {
  if (!insert_assignment(tx, dossier.id, reviewer, op.actor.person, op.now)) return;
  journal::record(tx, op, ReviewerAssigned{dossier.id, reviewer});
  tell_reviewer(tx, op, dossier.call, reviewer);
}

}  // namespace

Result<void> assign_reviewer(const Op& op, DossierId id, PersonId reviewer) {
  TRY(must_be_office(op));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto dossier, before_reviewers(tx, id));
    if (!is_reviewer(tx, reviewer)) return Error::not_found(say("There is no such reviewer."));
    auto links = links_to(tx, {reviewer}, id);
    if (!links.empty()) {
      auto name = people::names_of_persons(tx, {reviewer})[reviewer];
      std::vector<Problem> problems;
      for (const auto& link : links) problems.push_back({"reviewer", told_plainly(link, name)});
      return Error::refused(say("{1} has a link to this dossier and cannot review it.", name), std::move(problems));
    }
    put_assignment(tx, op, dossier, reviewer);
    return {};
  });
}

Result<void> remove_reviewer(const Op& op, DossierId id, PersonId reviewer) {
  TRY(must_be_office(op));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto dossier = find_dossier(tx, id);
    if (!dossier) return no_such_dossier();
    if (is_over(dossier->state)) return Error::refused(say("It is decided: who reviewed it stays."));
    if (!delete_assignment(tx, id, reviewer)) return Error::not_found(say("She does not review this dossier."));
    journal::record(tx, op, ReviewerAssigned{id, reviewer, true});
    return {};
  });
}

Distribution distribute(const std::vector<DossierToServe>& dossiers, const std::vector<PersonId>& reviewers,
                        std::int64_t wanted) {
  auto in = [](const std::vector<PersonId>& all, PersonId one) { return std::ranges::find(all, one) != all.end(); };
  std::map<PersonId, std::int64_t> load;
  for (auto reviewer : reviewers) load[reviewer] = 0;
  struct Need {
    const DossierToServe* dossier;
    std::int64_t missing;
    std::vector<PersonId> choice;
  };
  std::vector<Need> needs;
  for (const auto& dossier : dossiers) {
    Need need{&dossier, wanted, {}};
    for (auto reviewer : dossier.has) {
      if (in(dossier.linked, reviewer)) continue;
      --need.missing;
      if (load.contains(reviewer)) ++load[reviewer];
    }
    for (auto reviewer : reviewers)
      if (!in(dossier.linked, reviewer) && !in(dossier.has, reviewer)) need.choice.push_back(reviewer);
    if (need.missing > 0) needs.push_back(std::move(need));
  }
  std::ranges::stable_sort(needs, {}, [](const Need& need) { return need.choice.size(); });
  Distribution done;
  for (auto& need : needs) {
    std::ranges::sort(need.choice, {}, [&](PersonId person) { return std::pair{load[person], person}; });
    for (auto reviewer : need.choice) {
      if (need.missing == 0) break;
      done.pairings.push_back({need.dossier->dossier, reviewer});
      ++load[reviewer];
      --need.missing;
    }
    if (need.missing > 0) done.unserved.push_back({need.dossier->dossier, need.missing});
  }
  return done;
}

Result<Distribution> distribute_batch(const Op& op, const Batch& batch, std::int64_t wanted) {
  TRY(must_be_office(op));
  if (wanted < 1 || wanted > kMostReviewers)
    return Error::invalid({{"wanted", say("Give a number from 1 to {1}.", std::to_string(kMostReviewers))}});
  return in_transaction(op.db, [&](Tx& tx) -> Result<Distribution> {
    auto reviewers = people::persons_with_role(tx, Role::reviewer);
    if (reviewers.empty()) return Error::refused(say("Nobody is a reviewer yet: grant the role first."));
    std::ranges::sort(reviewers);
    std::vector<DossierToServe> waiting;
    for (const auto& dossier : dossiers_of_batch(tx, batch.call.id, batch.cut_off))
      if (dossier.state == DossierState::under_review) waiting.push_back({dossier.id, {}, {}});
    auto at = [&](DossierId id) { return std::ranges::find(waiting, id, &DossierToServe::dossier); };
    for (const auto& a : assignments_of_batch(tx, batch.call.id, batch.cut_off))
      if (auto dossier = at(a.dossier); dossier != waiting.end()) dossier->has.push_back(a.reviewer);
    auto people = people::affiliations_of_holders(tx, {Role::reviewer});
    for (const auto& link : links_in_batch(tx, batch.call.id, batch.cut_off, people))
      if (auto dossier = at(link.dossier); dossier != waiting.end()) dossier->linked.push_back(link.person);
    auto done = distribute(waiting, reviewers, wanted);
    for (const auto& pairing : done.pairings) {
      Dossier dossier;
      dossier.id = pairing.dossier;
      dossier.call = batch.call.id;
      put_assignment(tx, op, dossier, pairing.reviewer);
    }
    return done;
  });
}

// ── CSV ──

std::string batch_csv(const std::vector<BatchRow>& rows, CsvForm form) {
  auto hundredths = [&](std::optional<std::int64_t> raw) {
    if (!raw) return std::string();
    return fmt::format("{}{}{:02}", *raw / 100, form == CsvForm::excel_french ? ',' : '.', *raw % 100);
  };
  CsvWriter csv(form);
  csv.row({"number", "rank", "title", "organisation", "lab", "months_asked", "months_least", "state", "reviewers",
           "reviews_given", "mean", "lowest", "highest", "spread", "links", "ai_act", "warnings", "prepared",
           "decided"});
  for (const auto& row : rows) {
    std::string links;
    for (const auto& name : row.linked_names) links += (links.empty() ? "" : ", ") + name;
    csv.row(std::vector<std::string>{
        row.number, std::to_string(row.rank), row.line.title, row.line.organisation, row.line.lab,
        hundredths(row.line.asked.raw), hundredths(row.line.least.raw), std::string(name_of(row.state)),
        std::to_string(row.tally.assigned), std::to_string(row.tally.given), hundredths(row.tally.mean()),
        hundredths(row.tally.lowest), hundredths(row.tally.highest), hundredths(row.tally.spread()), links,
        row.line.act, row.line.warnings, row.prepared ? std::string(name_of(*row.prepared)) : "",
        row.decided ? "true" : "false"});
  }
  return csv.take();
}

}  // namespace couloir::calls
