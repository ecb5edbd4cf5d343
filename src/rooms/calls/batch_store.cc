#include "calls/batch_store.h"

#include "calls/dossier_store.h"
#include "calls/link_store.h"

namespace couloir::calls {
namespace {

BatchRow read_row(const Row& row) {
  BatchRow r;
  r.dossier = row.get<DossierId>("id");
  r.version = row.get<std::int64_t>("version");
  r.rank = row.get<std::int64_t>("rank");
  r.number = row.get<std::string>("number");
  r.state = row.get<DossierState>("state");
  r.state_since = row.get<Instant>("state_since");
  r.correct_by = row.get<std::optional<Instant>>("correct_by");
  r.line = {row.get<std::string>("title"),
            row.get<std::string>("organisation"),
            row.get<std::string>("lab"),
            EngineerMonths{row.get<std::int64_t>("asked")},
            EngineerMonths{row.get<std::int64_t>("least")},
            row.get<std::string>("act"),
            row.get<std::string>("warnings"),
            {}};
  r.prepared = row.get<std::optional<Verdict>>("verdict");
  r.decided = row.get<std::optional<std::string>>("decided_at").has_value();
  return r;
}

}  // namespace

std::vector<BatchRow> filed_rows(Reader& reader, const Batch& batch, const Actor& actor,
                                 const std::vector<std::string>& own) {
  auto sql =
      "SELECT d.id, d.version, d.rank, d.number, d.state, d.state_since, d.correct_by, n.title, n.organisation, n.lab, "
      "n.asked, n.least, n.act, n.warnings, c.verdict, c.decided_at FROM calls_dossier d JOIN calls_line n ON "
      "n.dossier = d.id LEFT JOIN "
      "calls_decision c ON c.dossier = d.id WHERE d.state IN (" +
      states_where(is_filed) + ") AND " + in_batch(batch.call.id, batch.cut_off);
  std::vector<Param> params;
  if (!actor.roles.has(Role::office)) {
    sql += " AND " + is_clear(own, batch.call.id);
    params.emplace_back(":me", actor.person);
  }
  return reader.all(sql + " ORDER BY d.rank", params, read_row);
}

std::vector<BatchStanding> standings_of_batches(Reader& reader, const Actor& actor) {
  std::string sql =
      "SELECT d.call, d.cut_off, d.state, count(*) AS dossiers, min(d.state_since) AS since FROM calls_dossier d WHERE "
      "d.state IN (" +
      states_where(is_filed) + ")";
  std::vector<Param> params;
  if (!actor.roles.has(Role::office)) {
    sql += " AND " + is_clear(own_keys(actor.person, people::affiliations_of(reader, {actor.person})));
    params.emplace_back(":me", actor.person);
  }
  std::vector<BatchStanding> all;
  reader.each(sql + " GROUP BY d.call, d.cut_off, d.state ORDER BY d.call, d.cut_off", params, [&](const Row& row) {
    auto call = row.get<CallId>("call");
    auto cut_off = row.get<CutOffId>("cut_off");
    if (all.empty() || all.back().call != call || all.back().cut_off != cut_off) all.push_back({call, cut_off});
    auto& standing = all.back();
    auto dossiers = row.get<std::int64_t>("dossiers");
    standing.filed += dossiers;
    switch (row.get<DossierState>("state")) {
      case DossierState::submitted:
        standing.to_take_up += dossiers;
        standing.waits_since = row.get<Instant>("since");
        break;
      case DossierState::returned:
        standing.to_correct += dossiers;
        break;
      case DossierState::under_review:
        standing.under_review += dossiers;
        break;
      default:
        standing.decided += dossiers;
    }
  });
  return all;
}

}  // namespace couloir::calls
