// The SQL behind front.h: what other rooms read of use cases and sponsorships, many at once.
#include "portfolio/front.h"

namespace couloir::portfolio {

MapEvidence map_evidence(Reader& reader, OrganisationId organisation) {
  MapEvidence evidence;
  reader.each(R"sql(
      SELECT count(*) AS use_cases, COALESCE(sum(score_complete), 0) AS scored,
             COALESCE(sum(CASE WHEN EXISTS (SELECT 1 FROM portfolio_sponsorship s WHERE s.use_case = u.id AND s.state = 'asked') THEN 1 ELSE 0 END), 0) AS asked,
             COALESCE(sum(CASE WHEN EXISTS (SELECT 1 FROM portfolio_sponsorship s WHERE s.use_case = u.id AND s.state = 'accepted') THEN 1 ELSE 0 END), 0) AS sponsored,
             min(CASE WHEN score_complete = 0 THEN id END) AS to_score
        FROM portfolio_use_case u WHERE organisation = :organisation AND state <> 'stopped')sql",
              {{":organisation", organisation}}, [&](const Row& row) {
                evidence = {row.get<std::int64_t>("use_cases"), row.get<std::int64_t>("scored"),
                            row.get<std::int64_t>("asked"),     row.get<std::int64_t>("sponsored"),
                            row.get<UseCaseId>("to_score"),     {}};
              });
  auto best = reader.first(R"sql(
      SELECT id FROM portfolio_use_case u
       WHERE organisation = :organisation AND state <> 'stopped' AND score_complete = 1
         AND NOT EXISTS (SELECT 1 FROM portfolio_sponsorship s WHERE s.use_case = u.id AND s.state IN ('asked', 'accepted'))
       ORDER BY score_floor DESC, id LIMIT 1)sql",
                           {{":organisation", organisation}}, [](const Row& row) { return row.get<UseCaseId>("id"); });
  evidence.to_sponsor = best.value_or(UseCaseId{});
  return evidence;
}

namespace {

UseCaseDoor read_door(const Row& row) {
  return {row.get<UseCaseId>("id"),
          row.get<OrganisationId>("organisation"),
          row.get<std::string>("title"),
          row.get<UseCaseState>("state"),
          {},
          row.get<TeamId>("team")};
}

}  // namespace

std::vector<UseCaseDoor> use_case_doors_of(Reader& reader, OrganisationId organisation, int limit) {
  return reader.all(R"sql(
      SELECT id, organisation, title, state, team FROM portfolio_use_case
       WHERE organisation = :organisation AND state <> 'stopped' ORDER BY score_floor DESC, id LIMIT :limit)sql",
                    {{":organisation", organisation}, {":limit", limit}}, read_door);
}

std::vector<UseCaseDoor> use_case_doors_sponsored_by(Reader& reader, LabId lab, int limit) {
  return reader.all(R"sql(
      SELECT id, organisation, title, state, team FROM portfolio_use_case
       WHERE state <> 'stopped' AND id IN (SELECT use_case FROM portfolio_sponsorship WHERE lab = :lab AND state = 'accepted')
       ORDER BY score_floor DESC, id LIMIT :limit)sql",
                    {{":lab", lab}, {":limit", limit}}, read_door);
}

std::vector<SponsoredCrew> crews_sponsored_by(Reader& reader, LabId lab) {
  return reader.all(R"sql(
      SELECT DISTINCT u.organisation, u.team FROM portfolio_use_case u
        JOIN portfolio_sponsorship s ON s.use_case = u.id
       WHERE s.lab = :lab AND s.state = 'accepted' AND u.state <> 'stopped' ORDER BY u.organisation, u.team)sql",
                    {{":lab", lab}}, [](const Row& row) {
                      return SponsoredCrew{row.get<OrganisationId>("organisation"), row.get<TeamId>("team")};
                    });
}

}  // namespace couloir::portfolio
