#include "calls/link_store.h"

#include <algorithm>
#include <map>

#include "calls/dossier_store.h"

namespace couloir::calls {
namespace {

/// Dossiers whose parties are declared.
std::string filed() { return "d.state IN (" + states_where(is_filed) + ")"; }

/// Keys of ids and of digits alone: they come from columns of numbers and are safe inside SQL.
std::string sql_list(const std::vector<std::string>& keys) {
  std::string list = "''";
  for (const auto& key : keys) list += ", '" + key + "'";
  return list;
}

/// The same, to stand after VALUES.
std::string sql_rows(const std::vector<std::string>& keys) {
  std::string rows = "('')";
  for (const auto& key : keys) rows += ", ('" + key + "')";
  return rows;
}

}  // namespace

void put_parties(Tx& tx, DossierId dossier, const std::vector<Concerned>& parties) {
  tx.exec("DELETE FROM calls_party WHERE dossier = :dossier", {{":dossier", dossier}});
  for (const auto& party : parties)
    tx.exec("INSERT INTO calls_party (dossier, party, name, town) VALUES (:dossier, :party, :name, :town)",
            {{":dossier", dossier}, {":party", party.key}, {":name", party.name}, {":town", party.town}});
}
void add_party(Tx& tx, DossierId dossier, const std::string& key) {
  tx.exec(
      "INSERT INTO calls_party (dossier, party, name, town) VALUES (:dossier, :party, '', '') ON CONFLICT DO NOTHING",
      {{":dossier", dossier}, {":party", key}});
}
void put_line(Tx& tx, DossierId dossier, const FiledLine& line) {
  tx.exec("DELETE FROM calls_line WHERE dossier = :dossier", {{":dossier", dossier}});
  tx.exec(R"sql(
      INSERT INTO calls_line (dossier, title, organisation, lab, asked, least, act, warnings, aided)
      VALUES (:dossier, :title, :organisation, :lab, :asked, :least, :act, :warnings, :aided))sql",
          {{":dossier", dossier},
           {":title", line.title},
           {":organisation", line.organisation},
           {":lab", line.lab},
           {":asked", line.asked.raw},
           {":least", line.least.raw},
           {":act", line.act},
           {":warnings", line.warnings},
           {":aided", line.aided_siren}});
}

std::string is_clear(const std::vector<std::string>& own, CallId call) {
  auto clear_parties = "SELECT l.party FROM calls_link l WHERE l.reviewer = :me AND l.linked = 0 AND l.party NOT IN (" +
                       sql_list(own) + ") AND l.call = ";
  // Without a party nothing was filed: then nothing is clear.
  return "EXISTS (SELECT 1 FROM calls_party p WHERE p.dossier = d.id) AND NOT EXISTS (SELECT 1 FROM calls_party p "
         "WHERE "
         "p.dossier = d.id AND " +
         (call ? "p.party NOT IN (" + clear_parties + call.str() + "))"
               : "NOT EXISTS (" + clear_parties + "d.call AND l.party = p.party))");
}

std::vector<Declared> declared_parties(Reader& reader, PersonId person, CallId call) {
  return reader.all(
      "SELECT p.party, min(p.name) AS name, min(p.town) AS town, min(l.linked) AS linked, min(l.why) AS why "
      "FROM calls_party p JOIN calls_dossier d ON d.id = p.dossier AND d.call = :call AND " +
          filed() +
          " LEFT JOIN calls_link l ON l.reviewer = :me AND l.call = d.call AND l.party = p.party "
          "GROUP BY p.party",
      {{":call", call}, {":me", person}}, [](const Row& row) {
        Declared d;
        d.party = {row.get<std::string>("party"), row.get<std::string>("name"), row.get<std::string>("town")};
        d.linked = row.get<std::optional<bool>>("linked");
        d.why = row.get<std::optional<std::string>>("why").value_or("");
        return d;
      });
}
void put_link(Tx& tx, PersonId reviewer, CallId call, const LinkGiven& link, Instant now) {
  tx.exec(R"sql(
      INSERT INTO calls_link (reviewer, call, party, linked, why, declared_at)
      VALUES (:me, :call, :party, :linked, :why, :now)
      ON CONFLICT (reviewer, call, party) DO UPDATE SET linked = :linked, why = :why, declared_at = :now)sql",
          {{":me", reviewer},
           {":call", call},
           {":party", link.party},
           {":linked", link.linked},
           {":why", link.why},
           {":now", now}});
}
void forget_reasons_of(Tx& tx, PersonId person) {
  tx.exec("UPDATE calls_link SET why = '' WHERE reviewer = :person", {{":person", person}});
}
bool delete_link(Tx& tx, PersonId reviewer, CallId call, const std::string& party) {
  return tx.exec("DELETE FROM calls_link WHERE call = :call AND reviewer = :reviewer AND party = :party AND linked = 1",
                 {{":call", call}, {":reviewer", reviewer}, {":party", party}}) > 0;
}

std::vector<OwnLink> links_by(Reader& reader, PersonId person) {
  return reader.all(
      "SELECT call, party, linked, why, declared_at FROM calls_link WHERE reviewer = :person ORDER BY call, party",
      {{":person", person}}, [](const Row& row) {
        return OwnLink{row.get<CallId>("call"), row.get<std::string>("party"), row.get<bool>("linked"),
                       row.get<std::string>("why"), row.get<Instant>("declared_at")};
      });
}

std::vector<ToDeclare> parties_to_declare(Reader& reader, PersonId person) {
  return reader.all(
      "SELECT d.call, count(DISTINCT p.party) AS parties FROM calls_party p JOIN calls_dossier d ON d.id = p.dossier "
      "AND " +
          filed() +
          " WHERE NOT EXISTS (SELECT 1 FROM calls_link l WHERE l.reviewer = :me AND l.call = d.call AND l.party = "
          "p.party) GROUP BY d.call ORDER BY d.call",
      {{":me", person}},
      [](const Row& row) { return ToDeclare{row.get<CallId>("call"), row.get<std::int64_t>("parties")}; });
}

namespace {

/// `call`: the SQL of its number.
std::vector<LinkFound> links_where(Reader& reader, const std::string& call, const std::string& condition,
                                   const std::vector<people::Affiliation>& affiliations) {
  std::map<std::string, std::vector<PersonId>, std::less<>> owners;
  std::vector<std::string> keys;
  std::vector<PersonId> persons;
  for (const auto& a : affiliations) {
    if (persons.empty() || a.person != persons.back())
      persons.push_back(a.person), owners[key_of(a.person)].push_back(a.person);
    if (!a.siren.empty()) owners[key_of_siren(a.siren)].push_back(a.person);
    if (a.lab) owners[key_of(a.lab)].push_back(a.person);
  }
  for (const auto& [key, whose] : owners) keys.push_back(key);
  std::vector<LinkFound> found;
  // Who is tied to a party is little, and looked up once for each party of the dossiers: what was declared of the call
  // and stands, and what accounts say, with the people put in below. CROSS JOIN keeps that order in SQLite; another one
  // is a row for each pair.
  reader.each(
      "WITH tied AS MATERIALIZED (SELECT party, reviewer, why FROM calls_link WHERE linked = 1 AND call = " + call +
          " UNION ALL SELECT column1, NULL, '' FROM (VALUES " + sql_rows(keys) +
          ") AS own) SELECT p.dossier, p.party, p.name, t.reviewer, t.why FROM calls_dossier d CROSS JOIN "
          "calls_party p CROSS JOIN tied t WHERE " +
          condition + " AND p.dossier = d.id AND t.party = p.party AND (t.reviewer IS NULL OR t.reviewer IN (" +
          id_list(persons) +
          ") OR EXISTS (SELECT 1 FROM calls_assignment a WHERE a.dossier = p.dossier AND a.reviewer = t.reviewer))",
      {}, [&](const Row& row) {
        auto dossier = row.get<DossierId>("dossier");
        auto party = row.get<std::string>("party");
        auto name = row.get<std::string>("name");
        auto reviewer = row.get<PersonId>("reviewer");
        if (reviewer)
          found.push_back({reviewer, dossier, name, row.get<std::string>("why"), party});
        else
          for (auto person : owners[party]) found.push_back({person, dossier, name, {}, {}});
      });
  std::ranges::stable_partition(found, [](const LinkFound& link) { return link.key.empty(); });  // her account's first
  return found;
}

}  // namespace

std::vector<LinkFound> links_to(Reader& reader, const std::vector<PersonId>& persons, DossierId dossier) {
  auto found = links_where(reader, "(SELECT call FROM calls_dossier WHERE id = " + dossier.str() + ")",
                           "d.id = " + dossier.str(), people::affiliations_of(reader, persons));
  std::erase_if(found, [&](const LinkFound& link) { return std::ranges::find(persons, link.person) == persons.end(); });
  return found;
}

std::vector<LinkFound> links_in_batch(Reader& reader, CallId call, CutOffId cut_off,
                                      const std::vector<people::Affiliation>& affiliations) {
  return links_where(reader, call.str(), in_batch(call, cut_off), affiliations);
}

std::vector<LinkFound> links_to_those(Reader& reader, CallId call, const std::string& condition,
                                      const std::vector<people::Affiliation>& affiliations) {
  return links_where(reader, call.str(), "d.call = " + call.str() + " AND " + condition, affiliations);
}

bool is_clear_of(Reader& reader, PersonId person, DossierId dossier) {
  auto own = own_keys(person, people::affiliations_of(reader, {person}));
  return reader.one<std::int64_t>("SELECT count(*) FROM calls_dossier d WHERE d.id = :dossier AND " + is_clear(own),
                                  {{":dossier", dossier}, {":me", person}}) > 0;
}

}  // namespace couloir::calls
