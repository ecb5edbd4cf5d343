#include "calls/plannable_store.h"

#include "calls/link_store.h"

namespace couloir::calls {
namespace {

Planned read_plannable(const Row& row) {
  Planned p;
  auto& d = p.dossier;
  d.id = row.get<DossierId>("id");
  d.call = row.get<CallId>("call");
  d.cut_off = row.get<CutOffId>("cut_off");
  d.number = row.get<std::optional<std::string>>("number").value_or("");
  d.title = row.get<std::string>("title");
  d.use_case = row.get<UseCaseId>("use_case");
  d.organisation = row.get<OrganisationId>("organisation");
  d.lab = row.get<LabId>("lab");
  d.window_from = row.get<std::string>("window_from");
  d.window_to = row.get<std::string>("window_to");
  d.team_min = row.get<std::optional<int>>("team_min");
  d.team_max = row.get<std::optional<int>>("team_max");
  p.state = row.get<DossierState>("state");
  d.granted = p.state == DossierState::granted;
  auto decided_at = row.get<std::optional<Instant>>("decided_at");
  p.decided = decided_at.has_value();
  if (d.granted) d.decided_at = decided_at;
  if (auto months = row.get<std::optional<std::int64_t>>("months"); months && d.granted)
    d.months = EngineerMonths{*months};
  d.clear = row.get<bool>("clear");
  return p;
}

}  // namespace

std::vector<Planned> plannable_rows(Reader& reader, const Actor& actor, const std::vector<std::string>& own) {
  std::string clear = "0";
  std::vector<Param> params;
  if (actor.roles.has(Role::office)) {
    clear = "1";
  } else if (actor.roles.has(Role::committee)) {
    clear = "CASE WHEN " + is_clear(own) + " THEN 1 ELSE 0 END";
    params.emplace_back(":me", actor.person);
  }
  return reader.all(
      "SELECT d.id, d.call, d.cut_off, d.number, n.title, d.use_case, d.organisation, d.lab, d.window_from, "
      "d.window_to, "
      "d.team_min, d.team_max, d.state, c.decided_at, c.months, " +
          clear +
          " AS clear FROM calls_dossier d JOIN calls_line n ON n.dossier = d.id LEFT JOIN calls_decision c ON "
          "c.dossier = "
          "d.id WHERE " +
          std::string(kPlannable) + " ORDER BY d.call, d.rank",
      params, read_plannable);
}

std::unordered_map<DossierId, std::vector<WantedWork>> work_of_plannable(Reader& reader) {
  std::unordered_map<DossierId, std::vector<WantedWork>> all;
  reader.each(
      "SELECT s.dossier, s.skill, s.level, s.least, s.full_effort FROM calls_staffing s JOIN calls_dossier d ON "
      "d.id = s.dossier WHERE " +
          std::string(kPlannable) + " ORDER BY s.dossier, s.position",
      {}, [&](const Row& row) {
        all[row.get<DossierId>("dossier")].push_back({row.get<std::string>("skill"), row.get<int>("level"),
                                                      EngineerMonths{row.get<std::int64_t>("least")},
                                                      EngineerMonths{row.get<std::int64_t>("full_effort")}});
      });
  return all;
}

}  // namespace couloir::calls
