#include "portfolio/import_store.h"

namespace couloir::portfolio {
namespace {

constexpr std::string_view kFindImport = R"sql(
  SELECT id, organisation, person, filename, state, rows_total, rows_bad, next_row, added, changed, unchanged, job, created_at, ended_at
    FROM portfolio_import WHERE id = :id)sql";
constexpr std::string_view kOfOrganisation = R"sql(
  SELECT id, organisation, person, filename, state, rows_total, rows_bad, next_row, added, changed, unchanged, job, created_at, ended_at
    FROM portfolio_import WHERE organisation = :organisation ORDER BY id DESC LIMIT :limit)sql";

Import read_import(const Row& row) {
  Import i;
  i.id = row.get<ImportId>("id");
  i.organisation = row.get<OrganisationId>("organisation");
  i.person = row.get<PersonId>("person");
  i.filename = row.get<std::string>("filename");
  i.state = row.get<ImportState>("state");
  i.rows_total = row.get<std::int64_t>("rows_total");
  i.rows_bad = row.get<std::int64_t>("rows_bad");
  i.next_row = row.get<std::int64_t>("next_row");
  i.added = row.get<std::int64_t>("added");
  i.changed = row.get<std::int64_t>("changed");
  i.unchanged = row.get<std::int64_t>("unchanged");
  i.job = row.get<journal::JobId>("job");
  i.created_at = row.get<Instant>("created_at");
  i.ended_at = row.get<std::optional<Instant>>("ended_at");
  return i;
}

// Arguments of a sentence in one column; a unit separator cannot be in a text that people type.
constexpr char kBetweenArgs = '\x1f';

std::string joined(const std::vector<std::string>& args) {
  std::string all;
  for (const auto& a : args) all += a + kBetweenArgs;
  return all;
}
std::vector<std::string> split(std::string_view all) {
  std::vector<std::string> args;
  for (auto end = all.find(kBetweenArgs); end != std::string_view::npos; end = all.find(kBetweenArgs)) {
    args.emplace_back(all.substr(0, end));
    all.remove_prefix(end + 1);
  }
  return args;
}

}  // namespace

void insert_import(Tx& tx, Import& i, std::string_view content) {
  i.id = tx.one<ImportId>(R"sql(
      INSERT INTO portfolio_import (organisation, person, filename, state, rows_total, rows_bad, next_row, added, changed, unchanged,
                                    job, created_at, ended_at, content)
      VALUES (:organisation, :person, :filename, :state, :rows_total, :rows_bad, 0, :added, :changed, :unchanged, NULL, :created_at, NULL, :content)
      RETURNING id)sql",
                          {{":organisation", i.organisation},
                           {":person", i.person},
                           {":filename", i.filename},
                           {":state", i.state},
                           {":rows_total", i.rows_total},
                           {":rows_bad", i.rows_bad},
                           {":added", i.added},
                           {":changed", i.changed},
                           {":unchanged", i.unchanged},
                           {":created_at", i.created_at},
                           {":content", Blob{content}}});
  std::int64_t position = 0;
  for (const auto& p : i.problems)
    tx.exec(R"sql(INSERT INTO portfolio_import_problem (import, position, line, field, msgid, args)
                  VALUES (:import, :position, :line, :field, :msgid, :args))sql",
            {{":import", i.id},
             {":position", position++},
             {":line", p.line},
             {":field", p.field},
             {":msgid", p.what.msgid},
             {":args", joined(p.what.args)}});
}

void save_import(Tx& tx, const Import& i) {
  tx.exec(R"sql(UPDATE portfolio_import
                   SET state = :state, next_row = :next_row, added = :added, changed = :changed, unchanged = :unchanged, job = :job,
                       ended_at = :ended_at
                 WHERE id = :id)sql",
          {{":id", i.id},
           {":state", i.state},
           {":next_row", i.next_row},
           {":added", i.added},
           {":changed", i.changed},
           {":unchanged", i.unchanged},
           {":job", i.job},
           {":ended_at", i.ended_at}});
}

void forget_content(Tx& tx, ImportId id) {
  tx.exec("UPDATE portfolio_import SET content = NULL WHERE id = :id", {{":id", id}});
}

void cancel_previews_of(Tx& tx, PersonId person, Instant now, OrganisationId organisation) {
  tx.exec(R"sql(
      UPDATE portfolio_import SET state = 'cancelled', content = NULL, ended_at = :now, added = 0, changed = 0, unchanged = 0
       WHERE person = :person AND state = 'previewed' AND (:organisation = 0 OR organisation = :organisation))sql",
          {{":person", person}, {":now", now}, {":organisation", organisation.v}});
}

void cancel_abandoned(Tx& tx, Instant before, Instant now) {
  tx.exec(R"sql(
      UPDATE portfolio_import
         SET state = 'cancelled', content = NULL, ended_at = :now,
             added = CASE state WHEN 'previewed' THEN 0 ELSE added END,
             changed = CASE state WHEN 'previewed' THEN 0 ELSE changed END,
             unchanged = CASE state WHEN 'previewed' THEN 0 ELSE unchanged END
       WHERE created_at < :before AND (state = 'previewed' OR state = 'running' AND job IS NULL))sql",
          {{":before", before}, {":now", now}});
}

std::string content_of(Reader& reader, ImportId id) {
  return reader.one<std::optional<std::string>>("SELECT content FROM portfolio_import WHERE id = :id", {{":id", id}})
      .value_or("");
}

std::optional<Import> find_import(Reader& reader, ImportId id) {
  auto found = reader.first(kFindImport, {{":id", id}}, read_import);
  if (found)
    found->problems =
        reader.all("SELECT line, field, msgid, args FROM portfolio_import_problem WHERE import = :id ORDER BY position",
                   {{":id", id}}, [](const Row& row) {
                     return ImportProblem{row.get<std::int64_t>("line"),
                                          row.get<std::string>("field"),
                                          {row.get<std::string>("msgid"), split(row.get<std::string>("args"))}};
                   });
  return found;
}

std::vector<Import> imports_of(Reader& reader, OrganisationId organisation, int limit) {
  return reader.all(kOfOrganisation, {{":organisation", organisation}, {":limit", limit}}, read_import);
}

}  // namespace couloir::portfolio
