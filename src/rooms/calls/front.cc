#include "calls/front.h"

#include "calls/call_store.h"
#include "calls/notices.h"
#include "calls/pages.h"
#include "calls/personal.h"

namespace couloir::calls {

Result<std::shared_ptr<const DossierPack>> open_dossier_pack(const std::string& directory, Date today) {
  TRY_LET(auto pack, load_dossier_pack(directory, today));
  return std::make_shared<const DossierPack>(std::move(pack));
}
std::shared_ptr<const DossierPack> no_dossier_pack() { return std::make_shared<const DossierPack>(); }

FileEvidence file_evidence(Reader& reader, OrganisationId organisation) {
  FileEvidence evidence;
  reader.each(R"sql(
      SELECT count(*) AS begun, COALESCE(sum(CASE WHEN rank IS NOT NULL AND state <> 'withdrawn' THEN 1 ELSE 0 END), 0) AS filed,
             COALESCE(sum(CASE WHEN state = 'granted' THEN 1 ELSE 0 END), 0) AS granted,
             min(CASE WHEN state IN ('draft', 'returned') THEN use_case END) AS to_write
        FROM calls_dossier WHERE organisation = :organisation AND state NOT IN ('withdrawn', 'expired'))sql",
              {{":organisation", organisation}}, [&](const Row& row) {
                evidence = {row.get<std::int64_t>("begun"), row.get<std::int64_t>("filed"), row.get<std::int64_t>("granted"),
                            row.get<portfolio::UseCaseId>("to_write")};
              });
  return evidence;
}

void mount(web::Site& site, const Foundations& on, journal::Jobs& jobs, people::PersonalData& personal) {
  auto rules = std::make_shared<const Rules>(Rules{on.region, on.pack, on.files, site.config().timezone});
  mount_dossier_pages(site.router(), rules);
  mount_dossier_api(site.api(), rules);
  mount_notices(jobs, {rules->zone, site.config().base_url});
  personal.add_source(personal_data());
}

}  // namespace couloir::calls
