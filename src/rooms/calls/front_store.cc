// The SQL behind what other rooms ask of dossiers.
#include "calls/front.h"
#include "store/db.h"

namespace couloir::calls {

FileEvidence file_evidence(Reader& reader, OrganisationId organisation) {
  FileEvidence evidence;
  reader.each(R"sql(
      SELECT count(*) AS begun, COALESCE(sum(CASE WHEN rank IS NOT NULL AND state <> 'withdrawn' THEN 1 ELSE 0 END), 0) AS filed,
             COALESCE(sum(CASE WHEN state = 'granted' THEN 1 ELSE 0 END), 0) AS granted,
             min(CASE WHEN state IN ('draft', 'returned') THEN use_case END) AS to_write
        FROM calls_dossier WHERE organisation = :organisation AND state NOT IN ('withdrawn', 'expired'))sql",
              {{":organisation", organisation}}, [&](const Row& row) {
                evidence = {row.get<std::int64_t>("begun"), row.get<std::int64_t>("filed"),
                            row.get<std::int64_t>("granted"), row.get<portfolio::UseCaseId>("to_write")};
              });
  return evidence;
}

std::unordered_map<DossierId, DossierHead> dossier_heads(Reader& reader, const std::vector<DossierId>& ids) {
  std::unordered_map<DossierId, DossierHead> heads;
  if (ids.empty()) return heads;
  reader.each(
      "SELECT d.id, d.number, n.title, d.organisation, d.lab FROM calls_dossier d JOIN calls_line n ON n.dossier = "
      "d.id "
      "WHERE d.id IN (" +
          id_list(ids) + ")",
      {}, [&](const Row& row) {
        auto id = row.get<DossierId>("id");
        heads.emplace(id, DossierHead{id, row.get<std::string>("number"), row.get<std::string>("title"),
                                      row.get<OrganisationId>("organisation"), row.get<LabId>("lab")});
      });
  return heads;
}

}  // namespace couloir::calls
