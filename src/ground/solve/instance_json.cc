#include "solve/instance_json.h"

#include <algorithm>

#include "solve/json_reader.h"

namespace couloir::solve {

namespace {
// As the checker's (plancheck/instance.h), so that one file is read by both or by neither.
constexpr std::int64_t kMostEngineers = 20'000, kMostDossiers = 200'000, kMostMonths = 120, kMostQuanta = 1'000,
                       kMostCap = 10'000;
constexpr std::int64_t kMostEffort = 100'000, kMostValue = 1'000'000'000'000, kMostWeight = 1'000'000'000;

std::vector<int> months_of(JsonReader& in, std::int64_t horizon, std::int64_t most) {
  std::vector<int> out;
  in.each([&] { out.push_back(int(in.integer(0, most))); });
  if (std::int64_t(out.size()) != horizon)
    in.complain(say("one number a month of the horizon is wanted: {1}, not {2}", std::to_string(horizon),
                    std::to_string(out.size())));
  return out;
}

Engineer engineer_of(JsonReader& in, const Instance& so_far) {
  Engineer e;
  in.object({{"id", [&] { e.id = in.text(200); }},
             {"site", [&] { e.site = int(in.integer(0, std::int64_t(so_far.sites.size()) - 1)); }},
             {"skills",
              [&] {
                in.each_member([&](std::string_view key) {
                  auto skill = in.index_key(key, std::int64_t(so_far.skills.size()));
                  auto level = int(in.integer(0, 100));
                  if (skill) e.skills.emplace_back(*skill, level);
                });
                std::sort(e.skills.begin(), e.skills.end());
              }},
             {"cap", [&] { e.cap = months_of(in, so_far.horizon, kMostCap); }},
             {"slots", [&] { e.slots = months_of(in, so_far.horizon, kMostCap); }}});
  return e;
}

Dossier dossier_of(JsonReader& in, const Instance& so_far, std::int64_t dossiers) {
  Dossier d;
  in.object({{"id", [&] { d.id = in.text(200); }},
             {"pillar", [&] { d.pillar = int(in.integer(0, std::int64_t(so_far.pillars.size()) - 1)); }},
             {"site", [&] { d.site = int(in.integer(0, std::int64_t(so_far.sites.size()) - 1)); }},
             {"roles",
              [&] {
                in.each([&] {
                  Role role;
                  in.object(
                      {{"skill", [&] { role.skill = int(in.integer(0, std::int64_t(so_far.skills.size()) - 1)); }},
                       {"level", [&] { role.level = int(in.integer(1, 100)); }},
                       {"min", [&] { role.min = int(in.integer(1, kMostEffort)); }},
                       {"max", [&] { role.max = int(in.integer(1, kMostEffort)); }}});
                  if (role.max < role.min) in.complain(say("“max” is less than “min”"));
                  d.roles.push_back(role);
                });
                if (d.roles.empty() || d.roles.size() > 8) in.complain(say("one to eight roles are wanted"));
              }},
             {"earliest", [&] { d.earliest = int(in.integer(0, so_far.horizon - 1)); }},
             {"latest", [&] { d.latest = int(in.integer(0, so_far.horizon - 1)); }},
             {"nmin", [&] { d.nmin = int(in.integer(1, 100)); }},
             {"nmax", [&] { d.nmax = int(in.integer(1, 100)); }},
             {"base", [&] { d.base = in.integer(-kMostValue, kMostValue); }},
             {"slope", [&] { d.slope = in.integer(-kMostWeight, kMostWeight); }},
             {"score", [&] { d.score = in.number(); }, false},
             {"strategic", [&] { d.strategic = in.number(); }, false},
             {"must", [&] { d.must = in.integer(0, 1) == 1; }},
             {"after", [&] { in.each([&] { d.after.push_back(int(in.integer(0, dossiers - 1))); }); }},
             {"published", [&] {
                in.each([&] {
                  int values[4] = {0, 0, 0, 0}, at = 0;
                  std::int64_t most[4] = {std::int64_t(so_far.engineers.size()) - 1, std::int64_t(d.roles.size()) - 1,
                                          so_far.horizon - 1, kMostCap};
                  in.each([&] {
                    if (at < 4) values[at] = int(in.integer(at == 3 ? 1 : 0, most[at]));
                    ++at;
                  });
                  if (at != 4) in.complain(say("four numbers are wanted: engineer, role, month, quanta"));
                  d.published.push_back({values[0], values[1], values[2], values[3]});
                });
              }}});
  if (d.latest < d.earliest) in.complain(say("“latest” lies before “earliest”"));
  if (d.nmax < d.nmin) in.complain(say("“nmax” is less than “nmin”"));
  return d;
}

void refuse_cycles(JsonReader& in, const Instance& instance) {
  enum class Mark : char { fresh, open, done };
  std::vector<Mark> marks(instance.dossiers.size(), Mark::fresh);
  for (int root = 0; root < int(marks.size()); ++root) {
    std::vector<std::pair<int, std::size_t>> path;
    if (marks[root] == Mark::fresh) path.emplace_back(root, 0), marks[root] = Mark::open;
    while (!path.empty()) {
      auto& [d, next] = path.back();
      const auto& after = instance.dossiers[d].after;
      if (next == after.size()) {
        marks[d] = Mark::done;
        path.pop_back();
        continue;
      }
      int before = after[next++];
      if (marks[before] == Mark::open) {
        in.complain_at("/dossiers/" + std::to_string(d) + "/after",
                       say("these dossiers wait for each other in a circle: {1}", instance.dossiers[before].id));
        return;
      }
      if (marks[before] == Mark::fresh) marks[before] = Mark::open, path.emplace_back(before, 0);
    }
  }
}
}  // namespace

Result<Instance> read_instance(std::string_view text) {
  Instance out;
  TRY_LET(auto in, JsonReader::over(text));
  std::int64_t dossiers = in.size_of("dossiers");
  if (dossiers > kMostDossiers)
    in.complain_at("/dossiers", say("at most {1} dossiers are read", std::to_string(kMostDossiers)));
  if (in.size_of("engineers") > kMostEngineers)
    in.complain_at("/engineers", say("at most {1} engineers are read", std::to_string(kMostEngineers)));
  auto texts = [&](std::vector<std::string>& list) { return [&] { in.each([&] { list.push_back(in.text(200)); }); }; };
  in.object({{"format", [&] { in.exactly("pool/1"); }},
             {"name", [&] { out.name = in.text(200); }},
             {"horizon", [&] { out.horizon = int(in.integer(1, kMostMonths)); }},
             {"start", [&] { out.start = in.month(); }},
             {"quanta_per_month", [&] { out.quanta_per_month = int(in.integer(1, kMostQuanta)); }},
             {"min_alloc", [&] { out.min_alloc = int(in.integer(1, kMostQuanta)); }},
             {"skills", texts(out.skills)},
             {"pillars", texts(out.pillars)},
             {"sites", texts(out.sites)},
             {"travel_cost", [&] { in.each([&] { out.travel_cost.push_back(in.integer(-1, kMostWeight)); }); }},
             {"distance",
              [&] {
                in.each([&] {
                  auto& row = out.distance.emplace_back();
                  in.each([&] { row.push_back(int(in.integer(0, std::int64_t(out.travel_cost.size()) - 1))); });
                  if (row.size() != out.sites.size()) in.complain(say("one class a site is wanted"));
                });
                if (out.distance.size() != out.sites.size()) in.complain(say("one row a site is wanted"));
              }},
             {"weights",
              [&] {
                in.object({{"team", [&] { out.team = in.integer(0, kMostWeight); }},
                           {"move", [&] { out.move = in.integer(0, kMostWeight); }}});
              }},
             {"session_cap", [&] { out.session_cap = months_of(in, out.horizon, kMostDossiers); }},
             {"floors",
              [&] {
                in.each([&] {
                  Floor floor;
                  in.object(
                      {{"kind",
                        [&] { floor.kind = in.one_of({"pillar", "site"}) == 0 ? FloorKind::pillar : FloorKind::site; }},
                       {"key",
                        [&] {
                          auto many = floor.kind == FloorKind::pillar ? out.pillars.size() : out.sites.size();
                          floor.key = int(in.integer(0, std::int64_t(many) - 1));
                        }},
                       {"min", [&] { floor.min = int(in.integer(0, 1'000'000'000)); }},
                       {"penalty", [&] { floor.penalty = in.integer(0, kMostWeight); }}});
                  out.floors.push_back(floor);
                });
              }},
             {"engineers", [&] { in.each([&] { out.engineers.push_back(engineer_of(in, out)); }); }},
             {"dossiers", [&] { in.each([&] { out.dossiers.push_back(dossier_of(in, out, dossiers)); }); }},
             {"stats", [&] { in.skip(); }, false}});
  if (in.fine()) refuse_cycles(in, out);
  TRY(in.verdict());
  return out;
}

}  // namespace couloir::solve
