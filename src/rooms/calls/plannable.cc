// What the pool may plan with: granted dossiers, and reviewed ones that are not decided yet.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "calls/call_store.h"
#include "calls/front.h"
#include "calls/link.h"
#include "calls/meeting_store.h"
#include "calls/review.h"
#include "calls/review_views.h"

namespace couloir::calls {
namespace {

constexpr std::string_view kPlannable = "d.state IN ('under_review', 'granted')";

struct Planned {
  PlannableDossier dossier;
  DossierState state{};
  bool decided = false;
  Tally tally;
};

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

std::vector<Planned> all_planned(Reader& reader, const Actor& actor, const std::vector<people::Affiliation>& people) {
  std::string clear = "0";
  std::vector<Param> params;
  if (actor.roles.has(Role::office)) {
    clear = "1";
  } else if (actor.roles.has(Role::committee)) {
    clear = "CASE WHEN " + is_clear(own_keys(actor.person, of_person(people, actor.person))) + " THEN 1 ELSE 0 END";
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

}  // namespace

std::vector<PlannableDossier> plannable_dossiers(Reader& reader, const Actor& actor) {
  auto people = people::affiliations_of_holders(reader, {Role::reviewer, Role::committee});
  auto all = all_planned(reader, actor, people);
  std::unordered_map<DossierId, Planned*> at;
  for (auto& p : all) at.emplace(p.dossier.id, &p);
  reader.each(
      "SELECT s.dossier, s.skill, s.level, s.least, s.full_effort FROM calls_staffing s JOIN calls_dossier d ON "
      "d.id = s.dossier WHERE " +
          std::string(kPlannable) + " ORDER BY s.dossier, s.position",
      {}, [&](const Row& row) {
        if (auto found = at.find(row.get<DossierId>("dossier")); found != at.end())
          found->second->dossier.work.push_back({row.get<std::string>("skill"), row.get<int>("level"),
                                                 EngineerMonths{row.get<std::int64_t>("least")},
                                                 EngineerMonths{row.get<std::int64_t>("full_effort")}});
      });
  std::set<std::pair<DossierId, PersonId>> linked;
  std::set<CallId> calls;
  for (const auto& p : all) calls.insert(p.dossier.call);
  for (auto call : calls)
    for (const auto& link : links_to_those(reader, call, std::string(kPlannable), people))
      linked.emplace(link.dossier, link.person);
  reader.each(
      "SELECT a.dossier, a.reviewer, r.state, r.score FROM calls_assignment a JOIN calls_dossier d ON d.id = "
      "a.dossier LEFT JOIN calls_review r ON r.assignment = a.id WHERE " +
          std::string(kPlannable),
      {}, [&](const Row& row) {
        auto dossier = row.get<DossierId>("dossier");
        auto found = at.find(dossier);
        if (found == at.end() || linked.contains({dossier, row.get<PersonId>("reviewer")})) return;
        auto& tally = found->second->tally;
        ++tally.assigned;
        if (row.get<std::optional<ReviewState>>("state") == ReviewState::given)
          tally.add(row.get<std::optional<std::int64_t>>("score"));
      });
  std::vector<PlannableDossier> plannable;
  for (auto& p : all) {
    if (!p.dossier.granted && !is_candidate(p.state, p.tally, p.decided)) continue;
    p.dossier.mean = p.tally.mean();
    plannable.push_back(std::move(p.dossier));
  }
  return plannable;
}

std::vector<PlannableBatch> plannable_batches(Reader& reader, const std::vector<PlannableDossier>& dossiers,
                                              std::string_view zone) {
  std::vector<PlannableBatch> batches;
  auto calls = all_calls(reader);
  for (const auto& d : dossiers) {
    bool known = std::ranges::any_of(
        batches, [&](const PlannableBatch& b) { return b.call == d.call && b.cut_off == d.cut_off; });
    auto call = std::ranges::find(calls, d.call, &Call::id);
    if (known || call == calls.end()) continue;
    batches.push_back(
        {d.call, d.cut_off, call->name.text() + " · " + review_view::batch_name(zone, Batch{*call, d.cut_off})});
  }
  return batches;
}

}  // namespace couloir::calls
