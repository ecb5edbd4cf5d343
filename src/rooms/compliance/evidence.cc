#include "compliance/evidence.h"

#include <algorithm>

#include "compliance/events.h"
#include "compliance/scenario_store.h"
#include "journal/journal.h"

namespace couloir::compliance {
namespace {

Error no_such_evidence() {
  return Error::not_found(say("This piece of evidence is not there, or is not yours to see."));
}

struct StoredEvidence {
  Evidence evidence;
  files::FileId file;
};

constexpr std::string_view kOfScenario = R"sql(
  SELECT id, obligation, role, file, sha256, added_by, added_at, removed_by, removed_at FROM compliance_evidence
   WHERE scenario = :scenario ORDER BY id)sql";
constexpr std::string_view kInsertEvidence = R"sql(
  INSERT INTO compliance_evidence (scenario, obligation, role, file, sha256, added_by, added_at)
  VALUES (:scenario, :obligation, :role, :file, :sha256, :person, :now) RETURNING id)sql";
constexpr std::string_view kRemove =
    "UPDATE compliance_evidence SET file = NULL, removed_by = :person, removed_at = :now WHERE id = :id";

std::vector<StoredEvidence> rows_of(Reader& reader, ScenarioId scenario) {
  return reader.all(kOfScenario, {{":scenario", scenario}}, [](const Row& row) {
    StoredEvidence stored;
    auto& e = stored.evidence;
    e.id = row.get<EvidenceId>("id");
    e.obligation = row.get<std::string>("obligation");
    e.role = row.get<std::optional<ActRole>>("role");
    stored.file = row.get<files::FileId>("file");
    e.sha256 = row.get<std::string>("sha256");
    e.added_by = row.get<PersonId>("added_by");
    e.added_at = row.get<Instant>("added_at");
    e.removed_by = row.get<PersonId>("removed_by");
    e.removed_at = row.get<std::optional<Instant>>("removed_at");
    return stored;
  });
}

/// What the evidence of all AI-Act files of an organisation takes.
std::int64_t bytes_of_organisation(Reader& reader, OrganisationId organisation) {
  return files::bytes_of(reader, reader.all(R"sql(
      SELECT e.file FROM compliance_evidence e JOIN compliance_scenario s ON s.id = e.scenario
       WHERE s.organisation = :organisation AND e.file IS NOT NULL)sql",
                                            {{":organisation", organisation}},
                                            [](const Row& row) { return row.get<files::FileId>("file"); }));
}

std::string megabytes(std::int64_t bytes) { return number((bytes + (1 << 20) - 1) >> 20); }

/// The file of somebody who may answer for it; it must have been begun.
Result<Scenario> owned_scenario(Tx& tx, const Op& op, UseCaseId id) {
  auto use_case = portfolio::use_case_door(tx, id);
  auto scenario = use_case && may_answer(op.actor, *use_case) ? find_scenario(tx, id) : std::nullopt;
  if (!scenario) return Error::not_found(say("This AI-Act file is not there, or is not yours to see."));
  return *std::move(scenario);
}

}  // namespace

std::vector<Evidence> evidence_of(Reader& reader, ScenarioId scenario) {
  auto rows = rows_of(reader, scenario);
  std::vector<files::FileId> ids;
  for (const auto& row : rows)
    if (row.file) ids.push_back(row.file);
  auto stored = ids.empty() ? std::vector<files::StoredFile>{} : files::files_with_ids(reader, ids);
  std::vector<Evidence> all;
  for (auto& row : rows) {
    auto found = std::ranges::find(stored, row.file, &files::StoredFile::id);
    if (found != stored.end()) row.evidence.file = *found;
    all.push_back(std::move(row.evidence));
  }
  return all;
}

Result<Evidence> add_evidence(const Op& op, const RulePack& pack, const files::ContentFolder& folder, UseCaseId id,
                              const Proves& proves, std::string_view name, std::string_view content, Date today) {
  auto check = [&](Tx& tx) -> Result<Scenario> {
    TRY_LET(auto scenario, owned_scenario(tx, op, id));
    if (!proves.obligation.empty() && !owes(tx, pack, scenario, proves.obligation, proves.role, today))
      return Error::not_found(say("This file has no such duty."));
    auto rows = rows_of(tx, scenario.id);
    auto there = std::ranges::count_if(rows, [](const StoredEvidence& row) { return bool(row.file); });
    if (static_cast<std::size_t>(there) >= kMostEvidence)
      return Error::refused(say("This AI-Act file has {1} files already: remove what no longer proves anything.",
                                std::to_string(kMostEvidence)));
    auto kept = bytes_of_organisation(tx, scenario.organisation), size = static_cast<std::int64_t>(content.size());
    if (kept + size > kMostEvidenceBytes)
      return Error::refused(
          say("The files of your organisation take {1} MB of {2} MB, and this one has {3} MB: remove what no "
              "longer proves anything.",
              megabytes(kept), megabytes(kMostEvidenceBytes), megabytes(size)));
    return scenario;
  };
  // Nobody's bytes are looked at before it is known that they may be brought.
  TRY(in_transaction(op.db, check));
  TRY_LET(auto kept, files::keep(folder, name, content, {files::kEvidence, kLargestEvidence}));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Evidence> {
    TRY_LET(auto scenario, check(tx));
    Evidence evidence;
    evidence.file = files::add_file(tx, op, folder, kept);
    evidence.obligation = proves.obligation;
    evidence.role = proves.role;
    evidence.sha256 = evidence.file->sha256.hex();
    evidence.added_by = op.actor.person;
    evidence.added_at = op.now;
    evidence.id = tx.first(kInsertEvidence,
                           {{":scenario", scenario.id},
                            {":obligation", evidence.obligation},
                            {":role", evidence.role},
                            {":file", evidence.file->id},
                            {":sha256", evidence.sha256},
                            {":person", evidence.added_by},
                            {":now", op.now}},
                           [](const Row& row) { return row.get<EvidenceId>("id"); })
                      .value();
    journal::record(tx, op, EvidenceAdded{evidence.id, scenario.id, evidence.file->sha256});
    return evidence;
  });
}

Result<void> remove_evidence(const Op& op, UseCaseId id, EvidenceId which) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto scenario, owned_scenario(tx, op, id));
    auto rows = rows_of(tx, scenario.id);
    auto found = std::ranges::find_if(rows, [&](const StoredEvidence& row) { return row.evidence.id == which; });
    if (found == rows.end() || !found->file) return no_such_evidence();
    tx.exec(kRemove, {{":id", which}, {":person", op.actor.person}, {":now", op.now}});
    files::remove_file(tx, op, found->file);
    journal::record(tx, op, EvidenceRemoved{which, scenario.id});
    return {};
  });
}

Result<ReadEvidence> read_evidence(Db& db, const Actor& actor, const files::ContentFolder& folder, UseCaseId id,
                                   EvidenceId which) {
  std::optional<files::StoredFile> file;
  {
    auto reader = db.reader();
    auto use_case = portfolio::use_case_door(*reader, id);
    auto scenario = use_case && may_see_inside(actor, *use_case) ? find_scenario(*reader, id) : std::nullopt;
    if (!scenario) return no_such_evidence();
    auto rows = rows_of(*reader, scenario->id);
    auto found = std::ranges::find_if(rows, [&](const StoredEvidence& row) { return row.evidence.id == which; });
    if (found != rows.end() && found->file) file = files::find_file(*reader, found->file);
  }
  if (!file) return no_such_evidence();
  TRY_LET(auto content, files::read_file(folder, *file));
  return ReadEvidence{*std::move(file), std::move(content)};
}

}  // namespace couloir::compliance
