// Commands on imports and the job that takes the rows in.
#include "portfolio/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "base/bug.h"
#include "base/text.h"
#include "journal/journal.h"
#include "portfolio/describe.h"
#include "portfolio/events.h"
#include "portfolio/import_store.h"
#include "portfolio/scoring.h"
#include "portfolio/use_case_edit.h"

namespace couloir::portfolio {
namespace {

constexpr std::size_t kBatch = 200;  // rows a transaction: other writers wait some tens of milliseconds at most

Error no_such_import() { return Error::not_found(say("This import is not there, or is not yours to see.")); }

Weights weights_today(Reader& reader, const region::Pack& pack, Instant now) {
  return weights_of(reader, pack, wave_code(pack, day_in(now, pack.region.zone))).weights;
}

bool gives_levels(const ImportedRow& row) {
  auto given = [](const Level& l) { return l.level.has_value(); };
  return std::ranges::any_of(row.criteria, given) || std::ranges::any_of(row.pillars, given);
}

Scoring scoring_in_row(const ImportedRow& row) {
  Scoring s;
  s.criteria = row.criteria;
  s.pillars = row.pillars;
  return s;
}

/// "line 12, title".
std::vector<Problem> problems_with_places(const std::vector<ImportProblem>& problems) {
  std::vector<Problem> placed;
  for (const auto& p : problems)
    placed.push_back({fmt::format("line {}{}{}", p.line, p.field.empty() ? "" : ", ", p.field), p.what});
  return placed;
}

/// A new row that says it is mapped takes its place when its score is complete; else it stays an idea.
void put_on_map(Tx& tx, const Op& op, const region::Pack& pack, UseCase& use_case) {
  if (!score_of(tx, use_case.id).owner_complete) return;
  auto mapped = moved(use_case, UseCaseState::mapped, day_in(op.now, pack.region.zone), "");
  if (save_use_case(tx, mapped))
    journal::record(tx, op, UseCaseMoved{mapped.id, UseCaseState::idea, UseCaseState::mapped});
}

/// What a use case says after this row: a file without a column empties nothing.
UseCaseText text_after(const UseCaseText& before, const ImportedRow& row) {
  auto texts = write_texts(shape_of_const(row.text));
  auto has = [&](const std::string& name) { return std::ranges::find(*row.columns, name) != row.columns->end(); };
  std::erase_if(texts, [&](const http::Field& field) { return !has(field.name); });
  for (auto& field : write_texts(shape_of_const(before)))
    if (!has(field.name)) texts.push_back(std::move(field));
  UseCaseText after;
  check(read_texts(shape_of(after), texts, Spelling::people).empty(), "what was stored can be read again");
  return after;
}

/// What a row does to the use case of its key; null: there is none yet. The commit and the preview both ask here.
RowOutlook outlook_of(const WholeUseCase* found, const ImportedRow& row) {
  RowOutlook outlook{row.line, row.text.title, RowEffect::added, {}, gives_levels(row)};
  if (found == nullptr) return outlook;
  auto after = found->use_case;
  after.text = text_after(found->use_case.text, row);
  outlook.changes = differences(found->use_case, after);
  outlook.scored = outlook.scored && !found->score.known();
  outlook.effect = outlook.changes.empty() && !outlook.scored ? RowEffect::unchanged : RowEffect::changed;
  return outlook;
}

void count(Import& import, RowEffect effect) {
  switch (effect) {
    case RowEffect::added:
      ++import.added;
      return;
    case RowEffect::changed:
      ++import.changed;
      return;
    case RowEffect::unchanged:
      ++import.unchanged;
      return;
  }
}

/// What each row would do, in their order, some hundred use cases a statement.
void for_each_outlook(Reader& reader, OrganisationId organisation, const std::vector<ImportedRow>& rows,
                      const std::function<void(RowOutlook)>& take) {
  for (std::size_t from = 0; from < rows.size(); from += kBatch) {
    auto batch = std::span(rows).subspan(from, std::min(kBatch, rows.size() - from));
    std::vector<std::string> keys;
    for (const auto& row : batch) keys.push_back(row.text.external_id);
    std::unordered_map<std::string, WholeUseCase> found;
    for (auto& whole : use_cases_with_external_ids(reader, organisation, keys))
      found.emplace(whole.use_case.text.external_id, std::move(whole));
    for (const auto& row : batch) {
      auto there = found.find(row.text.external_id);
      take(outlook_of(there == found.end() ? nullptr : &there->second, row));
    }
  }
}

void keep_if_shown(Import& import, RowOutlook outlook) {
  if (outlook.effect != RowEffect::unchanged && import.first_rows.size() < kMostRowsShown)
    import.first_rows.push_back(std::move(outlook));
}

/// From here on the counts say what was done, not what would be.
void begin(Import& import) {
  import.state = ImportState::running;
  import.added = import.changed = import.unchanged = 0;
}

/// One row; says in the import what it did.
Result<void> take_in_row(Tx& tx, const Op& op, const region::Pack& pack, Import& import, const ImportedRow& row) {
  auto there = use_cases_with_external_ids(tx, import.organisation, {row.text.external_id});
  auto outlook = outlook_of(there.empty() ? nullptr : &there.front(), row);
  count(import, outlook.effect);
  if (outlook.effect == RowEffect::added) {
    auto added = put_in(tx, op, import.organisation, {}, row.text, import.id);
    if (gives_levels(row)) put_scoring(tx, op, pack, added.id, scoring_in_row(row));
    if (row.status != UseCaseState::idea && row.status != UseCaseState::stopped) put_on_map(tx, op, pack, added);
    return {};
  }
  auto& use_case = there.front().use_case;
  TRY(put_over(tx, op, use_case, use_case.team, text_after(use_case.text, row), import.id));
  if (outlook.scored) put_scoring(tx, op, pack, use_case.id, scoring_in_row(row));
  return {};
}

void end(Tx& tx, const Op& op, Import& import, ImportState state) {
  import.state = state;
  import.ended_at = op.now;
  save_import(tx, import);
  forget_content(tx, import.id);
  if (state == ImportState::done)
    journal::record(tx, op, ImportDone{import.id, import.organisation, import.added, import.changed});
}

/// One transaction: some rows and the place reached. Returns where to go on; past the end when it is over.
Result<std::int64_t> take_in_batch(const Op& op, const region::Pack& pack, ImportId id,
                                   const std::vector<ImportedRow>& rows, std::int64_t from) {
  auto total = static_cast<std::int64_t>(rows.size());
  return in_transaction(op.db, [&](Tx& tx) -> Result<std::int64_t> {
    auto import = find_import(tx, id);
    if (!import || import->state != ImportState::running) return total;  // cancelled meanwhile
    auto until = std::min(total, from + static_cast<std::int64_t>(kBatch));
    for (auto i = from; i < until; ++i) TRY(take_in_row(tx, op, pack, *import, rows[static_cast<std::size_t>(i)]));
    import->next_row = until;
    if (until == total)
      end(tx, op, *import, ImportState::done);
    else
      save_import(tx, *import);
    return until;
  });
}

}  // namespace

Result<Import> own_import(Reader& reader, const Actor& actor, ImportId id) {
  auto found = find_import(reader, id);
  if (!found || !may_edit(actor, found->organisation)) return no_such_import();
  return *std::move(found);
}

void look_at(Reader& reader, const region::Pack& pack, Instant now, Import& import) {
  if (import.state != ImportState::previewed) return;
  auto file = read_use_cases_csv(content_of(reader, import.id), weights_today(reader, pack, now), kMostRowsLookedAt);
  if (!file) return;  // the region pack has other columns since
  for_each_outlook(reader, import.organisation, file->rows,
                   [&](RowOutlook outlook) { keep_if_shown(import, std::move(outlook)); });
}

Result<Import> preview_import(const Op& op, const region::Pack& pack, OrganisationId organisation,
                              const std::string& filename, std::string_view content) {
  if (!may_edit(op.actor, organisation))
    return Error::not_found(say("This organisation is not there, or is not yours to see."));
  if (content.empty()) return Error::invalid({{"file", say("Choose a file first.")}});
  TRY_LET(auto file, read_use_cases_csv(content, weights_today(*op.db.reader(), pack, op.now)));
  Import import;
  import.organisation = organisation;
  import.person = op.actor.person;
  import.filename = shortened(filename, 120);
  import.rows_total = file.rows_total;
  import.rows_bad = file.rows_bad;
  import.created_at = op.now;
  import.problems = std::move(file.problems);
  for_each_outlook(*op.db.reader(), organisation, file.rows, [&](RowOutlook outlook) {
    count(import, outlook.effect);
    keep_if_shown(import, std::move(outlook));
  });
  return in_transaction(op.db, [&](Tx& tx) -> Result<Import> {
    cancel_previews_of(tx, op.actor.person, op.now, organisation);  // one file at a time is looked at
    insert_import(tx, import, content);
    return import;
  });
}

Result<Import> start_import(const Op& op, ImportId id) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Import> {
    TRY_LET(auto import, own_import(tx, op.actor, id));
    if (import.state != ImportState::previewed)
      return Error::refused(say("This file was already taken in or put aside."));
    if (import.rows_bad == import.rows_total) return Error::refused(say("No line of this file can be taken in."));
    begin(import);
    import.job = journal::enqueue(tx, op, TakeInFile{id});
    save_import(tx, import);
    return import;
  });
}

Result<Import> cancel_import(const Op& op, ImportId id) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Import> {
    TRY_LET(auto import, own_import(tx, op.actor, id));
    if (import.state != ImportState::previewed && import.state != ImportState::running)
      return Error::refused(say("This import is over."));
    if (import.job) static_cast<void>(journal::cancel(tx, import.job));  // a job that is over needs no telling
    if (import.state == ImportState::previewed) begin(import);           // nothing was done
    end(tx, op, import, ImportState::cancelled);
    return import;
  });
}

Result<void> take_in_file(const region::Pack& pack, const TakeInFile& job, journal::JobContext& context) {
  auto op = context.op();
  auto started = find_import(*op.db.reader(), job.import);
  if (!started || started->state != ImportState::running) return {};  // cancelled, or done by an earlier attempt
  op.actor.person = started->person;
  auto content = content_of(*op.db.reader(), job.import);
  TRY_LET(auto file, read_use_cases_csv(content, weights_today(*op.db.reader(), pack, op.now)));
  auto total = static_cast<std::int64_t>(file.rows.size());
  for (auto at = started->next_row; at < total; context.progress(at, total)) {
    if (context.cancelled()) return {};
    TRY_LET(at, take_in_batch(op, pack, job.import, file.rows, at));
  }
  return {};
}

Result<Import> take_in_now(const Op& op, const region::Pack& pack, OrganisationId organisation,
                           const std::string& filename, std::string_view content, BadLines bad_lines) {
  TRY_LET(auto file, read_use_cases_csv(content, weights_today(*op.db.reader(), pack, op.now)));
  if (file.rows_bad > 0 && bad_lines == BadLines::refuse)
    return Error::refused(say("Nothing was taken in: some lines need mending first."),
                          problems_with_places(file.problems));
  TRY_LET(auto previewed, preview_import(op, pack, organisation, filename, content));
  auto running = in_transaction(op.db, [&](Tx& tx) -> Result<std::int64_t> {
    begin(previewed);
    save_import(tx, previewed);
    return std::int64_t{0};
  });
  // The request's id stands for the whole: only the last batch records under it. Sent again after a kill, what is
  // missing is taken in and what is there changes nothing.
  auto part = op;
  part.request_id += ".part";
  auto total = static_cast<std::int64_t>(file.rows.size());
  for (auto at = *running; at < total;) {
    bool last = at + static_cast<std::int64_t>(kBatch) >= total;
    TRY_LET(at, take_in_batch(last ? op : part, pack, previewed.id, file.rows, at));
  }
  return own_import(*op.db.reader(), op.actor, previewed.id);
}

}  // namespace couloir::portfolio
