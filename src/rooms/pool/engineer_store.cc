#include "pool/engineer_store.h"

#include <algorithm>

namespace couloir::pool {
namespace {

constexpr std::string_view kEngineer =
    "SELECT e.id, e.external_id, n.name, e.person, e.site, e.share, e.parallel, e.in_from, e.out_after, e.version FROM "
    "pool_engineer "
    "e "
    "LEFT JOIN pool_engineer_name n ON n.engineer = e.id";

Engineer read_engineer(const Row& row) {
  Engineer e;
  e.id = row.get<EngineerId>("id");
  e.name = row.get<std::optional<std::string>>("name").value_or("");
  e.person = row.get<PersonId>("person");
  e.external_id = row.get<std::optional<std::string>>("external_id").value_or("");
  e.site = row.get<std::string>("site");
  e.share = FullTimeShare{row.get<std::int64_t>("share")};
  e.parallel = row.get<int>("parallel");
  e.in_from = row.get<std::optional<Date>>("in_from");
  e.out_after = row.get<std::optional<Date>>("out_after");
  e.version = row.get<std::int64_t>("version");
  return e;
}

/// Both queries give rows by engineer; `all` is by id.
void add_parts(Reader& reader, std::vector<Engineer>& all, const std::string& which, const Params& params, Month from) {
  auto at = [&](const Row& row) -> Engineer* {
    auto found = std::ranges::lower_bound(all, row.get<EngineerId>("engineer"), {}, &Engineer::id);
    return found == all.end() || found->id != row.get<EngineerId>("engineer") ? nullptr : &*found;
  };
  reader.each("SELECT engineer, skill, level FROM pool_engineer_skill" + which + " ORDER BY engineer, skill", params,
              [&](const Row& row) {
                if (auto* e = at(row)) e->skills.push_back({row.get<std::string>("skill"), row.get<int>("level")});
              });
  reader.each("SELECT engineer, month, percent FROM pool_away" + which + " ORDER BY engineer, month", params,
              [&](const Row& row) {
                auto month = parse_month(row.get<std::string>("month")).value();
                if (auto* e = at(row); e != nullptr && month >= from)
                  e->away.push_back({month, row.get<int>("percent")});
              });
}

std::optional<Engineer> with_parts(Reader& reader, std::optional<Engineer> found) {
  if (!found) return std::nullopt;
  std::vector<Engineer> one{*std::move(found)};
  add_parts(reader, one, " WHERE engineer = :engineer", {{":engineer", one.front().id}}, Month{});
  return std::move(one.front());
}

Error engineer_changed() {
  return Error::conflict(say("Somebody else changed this engineer since you opened the page."));
}
/// The one who asked holds the lock of writers: nobody comes in between.
Result<void> free_person(Tx& tx, const Engineer& e) {
  if (!e.person) return {};
  auto taken = tx.one<std::int64_t>("SELECT count(*) FROM pool_engineer WHERE person = :person AND id <> :id",
                                    {{":person", e.person}, {":id", e.id.v}});
  if (taken != 0) return Error::conflict(say("This person logs in as another engineer of the pool already."));
  return {};
}
void put_name_and_skills(Tx& tx, const Engineer& e) {
  tx.exec("DELETE FROM pool_engineer_name WHERE engineer = :id", {{":id", e.id}});
  tx.exec("INSERT INTO pool_engineer_name (engineer, name) VALUES (:id, :name)", {{":id", e.id}, {":name", e.name}});
  tx.exec("DELETE FROM pool_engineer_skill WHERE engineer = :id", {{":id", e.id}});
  for (const auto& s : e.skills)
    tx.exec("INSERT INTO pool_engineer_skill (engineer, skill, level) VALUES (:id, :skill, :level)",
            {{":id", e.id}, {":skill", s.skill}, {":level", s.level}});
}

}  // namespace

std::vector<Engineer> all_engineers(Reader& reader, Month from) {
  auto all = reader.all(std::string(kEngineer) + " ORDER BY e.id", {}, read_engineer);
  add_parts(reader, all, "", {}, from);
  return all;
}
std::vector<Engineer> engineers_after(Reader& reader, EngineerId after, int limit) {
  auto some = reader.all(std::string(kEngineer) + " WHERE e.id > :after ORDER BY e.id LIMIT :limit",
                         {{":after", after.v}, {":limit", limit}}, read_engineer);
  if (!some.empty())
    add_parts(reader, some, " WHERE engineer >= :first AND engineer <= :last",
              {{":first", some.front().id}, {":last", some.back().id}}, Month{});
  return some;
}
std::map<EngineerId, std::string> names_of_engineers(Reader& reader) {
  std::map<EngineerId, std::string> names;
  reader.each("SELECT engineer, name FROM pool_engineer_name", {},
              [&](const Row& row) { names.emplace(row.get<EngineerId>("engineer"), row.get<std::string>("name")); });
  return names;
}
std::optional<Engineer> find_engineer(Reader& reader, EngineerId id) {
  return with_parts(reader, reader.first(std::string(kEngineer) + " WHERE e.id = :id", {{":id", id}}, read_engineer));
}
std::optional<Engineer> engineer_of(Reader& reader, PersonId person) {
  return with_parts(
      reader, reader.first(std::string(kEngineer) + " WHERE e.person = :person", {{":person", person}}, read_engineer));
}

Result<void> insert_engineer(Tx& tx, Engineer& e, Instant now) {
  TRY(free_person(tx, e));
  e.id = tx.first(R"sql(
      INSERT INTO pool_engineer (person, external_id, site, share, parallel, in_from, out_after, created_at, updated_at, version)
      VALUES (:person, :external_id, :site, :share, :parallel, :in_from, :out_after, :now, :now, 1) RETURNING id)sql",
                  {{":person", e.person},
                   {":external_id", e.external_id.empty() ? std::nullopt : std::optional(e.external_id)},
                   {":site", e.site},
                   {":share", e.share.raw},
                   {":parallel", e.parallel},
                   {":in_from", e.in_from},
                   {":out_after", e.out_after},
                   {":now", now}},
                  [](const Row& row) { return row.get<EngineerId>("id"); })
             .value();
  e.version = 1;
  put_name_and_skills(tx, e);
  return {};
}

Result<void> save_engineer_row(Tx& tx, Engineer& e, Instant now) {
  TRY(free_person(tx, e));
  auto saved = tx.exec(R"sql(
      UPDATE pool_engineer
         SET person = :person, external_id = :external_id, site = :site, share = :share, parallel = :parallel, in_from = :in_from, out_after = :out_after,
             updated_at = :now, version = version + 1
       WHERE id = :id AND version = :version)sql",
                       {{":person", e.person},
                        {":external_id", e.external_id.empty() ? std::nullopt : std::optional(e.external_id)},
                        {":site", e.site},
                        {":share", e.share.raw},
                        {":parallel", e.parallel},
                        {":in_from", e.in_from},
                        {":out_after", e.out_after},
                        {":now", now},
                        {":id", e.id},
                        {":version", e.version}});
  if (saved == 0) return engineer_changed();
  ++e.version;
  put_name_and_skills(tx, e);
  return {};
}

Result<void> save_away(Tx& tx, Engineer& e, const std::vector<AwayMonth>& away, Instant now) {
  auto saved =
      tx.exec("UPDATE pool_engineer SET updated_at = :now, version = version + 1 WHERE id = :id AND version = :version",
              {{":now", now}, {":id", e.id}, {":version", e.version}});
  if (saved == 0) return engineer_changed();
  ++e.version;
  for (const auto& a : away) {
    auto month = a.month.iso();
    tx.exec("DELETE FROM pool_away WHERE engineer = :id AND month = :month", {{":id", e.id}, {":month", month}});
    std::erase_if(e.away, [&](const AwayMonth& known) { return known.month == a.month; });
    if (a.percent == 0) continue;
    tx.exec("INSERT INTO pool_away (engineer, month, percent) VALUES (:id, :month, :percent)",
            {{":id", e.id}, {":month", month}, {":percent", a.percent}});
    e.away.push_back(a);
  }
  std::ranges::sort(e.away, {}, &AwayMonth::month);
  return {};
}

void forget_engineer(Tx& tx, EngineerId id, Date today, Instant now) {
  for (auto sql : {"DELETE FROM pool_engineer_name WHERE engineer = :id", "DELETE FROM pool_away WHERE engineer = :id",
                   "DELETE FROM pool_engineer_skill WHERE engineer = :id"})
    tx.exec(sql, {{":id", id}});
  tx.exec(
      "UPDATE pool_engineer SET person = NULL, external_id = NULL, out_after = CASE WHEN out_after < :today THEN "
      "out_after ELSE :today "
      "END, "
      "updated_at = :now, version = version + 1 WHERE id = :id",
      {{":today", today}, {":now", now}, {":id", id}});
}

}  // namespace couloir::pool
