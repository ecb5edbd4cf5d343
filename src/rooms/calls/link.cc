#include "calls/link.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_store.h"
#include "calls/events.h"
#include "journal/journal.h"
#include "people/lab.h"
#include "people/organisation.h"
#include "people/person.h"

namespace couloir::calls {
namespace {

constexpr std::size_t kSirenDigits = 9;

/// Dossiers whose parties are declared.
std::string filed() { return "d.state IN (" + states_where(is_filed) + ")"; }

std::string key_of_name(std::string_view name) { return "name:" + fold(trim(name)); }

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

std::string parties_condition(CallId call, CutOffId cut_off) {
  return "d.call = " + call.str() + (cut_off ? " AND d.cut_off = " + cut_off.str() : " AND d.cut_off IS NULL");
}

/// A party's name for people: a lab's and a person's come from their registers.
class Names {
 public:
  explicit Names(Reader& reader) : labs_(people::all_labs(reader)) {}
  void read_persons(Reader& reader, const std::vector<PersonId>& ids) {
    persons_ = people::names_of_persons(reader, ids);
  }
  std::string of(const Concerned& party) const {
    if (party.key.starts_with("lab:"))
      for (const auto& lab : labs_)
        if (lab.code == party.name) return lab.profile.name.text();
    if (auto person = person_in(party.key)) return people::name_in(persons_, *person);
    return party.name;
  }
  std::string town(const Concerned& party) const {
    if (party.key.starts_with("lab:"))
      for (const auto& lab : labs_)
        if (lab.code == party.name && !lab.profile.towns.empty()) return lab.profile.towns.front();
    return party.town;
  }
  static std::optional<PersonId> person_in(std::string_view key) {
    if (!key.starts_with("person:")) return std::nullopt;
    return PersonId{std::stoll(std::string(key.substr(7)))};
  }

 private:
  std::vector<people::Lab> labs_;
  std::unordered_map<PersonId, std::string> persons_;
};

}  // namespace

std::string key_of(LabId lab) { return "lab:" + lab.str(); }
std::string key_of(PersonId person) { return "person:" + person.str(); }
std::string key_of_siren(std::string_view siren) { return "siren:" + std::string(siren.substr(0, kSirenDigits)); }

std::vector<Concerned> concerned_in(const DossierFacts& facts, const OrganisationLine& organisation,
                                    const std::string& town, PersonId filed_by) {
  std::vector<Concerned> all;
  auto add = [&](Concerned party) {
    if (std::ranges::find(all, party.key, &Concerned::key) == all.end()) all.push_back(std::move(party));
  };
  add({key_of_siren(organisation.siren), organisation.name, town});
  for (const auto& p : facts.partners)
    add({p.siret.empty() ? key_of_name(p.name) : key_of_siren(p.siret), p.name, p.town});
  if (facts.lab) add({key_of(facts.lab->id), facts.lab->code, {}});
  for (const auto& member : facts.members) add({key_of(member.person), {}, {}});
  if (filed_by) add({key_of(filed_by), {}, {}});
  if (facts.signature && facts.signature->person) add({key_of(facts.signature->person), {}, {}});
  std::ranges::sort(all, {}, &Concerned::key);
  return all;
}

FiledLine line_of(const DossierFacts& facts, const OrganisationLine& organisation,
                  const std::vector<Warning>& warnings) {
  FiledLine line{facts.dossier.title,
                 organisation.name,
                 facts.lab ? facts.lab->code : std::string(),
                 asked_in(facts.staffing),
                 least_in(facts.staffing),
                 facts.act.ceiling,
                 {}};
  for (auto warning : warnings) line.warnings += (line.warnings.empty() ? "" : ",") + std::string(name_of(warning));
  return line;
}

void put_concerned(Tx& tx, const DossierFacts& facts, const OrganisationLine& organisation, PersonId filed_by,
                   const std::vector<Warning>& warnings) {
  auto dossier = facts.dossier.id;
  auto register_entry = people::find_organisation(tx, facts.dossier.organisation);
  auto parties = concerned_in(facts, organisation, register_entry ? register_entry->facts.town : "", filed_by);
  auto line = line_of(facts, organisation, warnings);
  tx.exec("DELETE FROM calls_party WHERE dossier = :dossier", {{":dossier", dossier}});
  for (const auto& party : parties)
    tx.exec("INSERT INTO calls_party (dossier, party, name, town) VALUES (:dossier, :party, :name, :town)",
            {{":dossier", dossier}, {":party", party.key}, {":name", party.name}, {":town", party.town}});
  tx.exec("DELETE FROM calls_line WHERE dossier = :dossier", {{":dossier", dossier}});
  tx.exec(R"sql(
      INSERT INTO calls_line (dossier, title, organisation, lab, asked, least, act, warnings)
      VALUES (:dossier, :title, :organisation, :lab, :asked, :least, :act, :warnings))sql",
          {{":dossier", dossier},
           {":title", line.title},
           {":organisation", line.organisation},
           {":lab", line.lab},
           {":asked", line.asked.raw},
           {":least", line.least.raw},
           {":act", line.act},
           {":warnings", line.warnings}});
}

std::vector<std::string> own_keys(PersonId person, const std::vector<people::Affiliation>& affiliations) {
  std::vector<std::string> keys{key_of(person)};
  for (const auto& a : affiliations) {
    if (!a.siren.empty()) keys.push_back(key_of_siren(a.siren));
    if (a.lab) keys.push_back(key_of(a.lab));
  }
  return keys;
}

bool may_declare(const Actor& actor) { return actor.roles.has(Role::reviewer) || actor.roles.has(Role::committee); }

std::string is_clear(const std::vector<std::string>& own) {
  // Without a party nothing was filed: then nothing is clear.
  return "EXISTS (SELECT 1 FROM calls_party p WHERE p.dossier = d.id) AND NOT EXISTS (SELECT 1 FROM calls_party p LEFT "
         "JOIN "
         "calls_link l ON l.reviewer = :me AND l.call = d.call AND l.party = p.party WHERE p.dossier = d.id AND "
         "(l.party IS NULL "
         "OR l.linked = 1 OR p.party IN (" +
         sql_list(own) + ")))";
}

std::vector<Declared> declarations_of(Reader& reader, const Actor& actor, CallId call) {
  auto own = own_keys(actor.person, people::affiliations_of(reader, {actor.person}));
  std::vector<PersonId> persons;
  auto all = reader.all(
      "SELECT p.party, min(p.name) AS name, min(p.town) AS town, min(l.linked) AS linked, min(l.why) AS why "
      "FROM calls_party p JOIN calls_dossier d ON d.id = p.dossier AND d.call = :call AND " +
          filed() +
          " LEFT JOIN calls_link l ON l.reviewer = :me AND l.call = d.call AND l.party = p.party "
          "GROUP BY p.party",
      {{":call", call}, {":me", actor.person}}, [&](const Row& row) {
        Declared d;
        d.party = {row.get<std::string>("party"), row.get<std::string>("name"), row.get<std::string>("town")};
        d.linked = row.get<std::optional<bool>>("linked");
        d.why = row.get<std::optional<std::string>>("why").value_or("");
        d.by_account = std::ranges::find(own, d.party.key) != own.end();
        if (auto person = Names::person_in(d.party.key)) persons.push_back(*person);
        return d;
      });
  Names names(reader);
  names.read_persons(reader, persons);
  for (auto& d : all) {
    d.party.town = names.town(d.party);
    d.party.name = names.of(d.party);
  }
  std::ranges::sort(all, {}, [](const Declared& d) { return std::pair{sort_key(d.party.name), d.party.key}; });
  return all;
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

Result<void> declare_links(const Op& op, CallId call, const std::vector<LinkGiven>& given) {
  if (!may_declare(op.actor)) return Error::forbidden(say("Only reviewers and the committee declare links."));
  std::vector<Problem> found;
  for (const auto& link : given) {
    if (link.linked && trim(link.why).empty())
      found.push_back({"why/" + link.party, say("Say in a few words what the link is.")});
    if (!is_plain_text(link.why) || count_of_code_points(link.why) > kLongestWhy)
      found.push_back({"why/" + link.party, say("This may have at most {1} characters.", std::to_string(kLongestWhy))});
  }
  if (!found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto there = find_call(tx, call);
    if (!there || there->state == CallState::draft) return Error::not_found(say("There is no such call."));
    auto listed = declarations_of(tx, op.actor, call);
    std::int64_t linked = 0;
    for (const auto& link : given) {
      auto stood = std::ranges::find(listed, link.party, [](const Declared& d) { return d.party.key; });
      if (stood == listed.end())
        return Error::not_found(say("The list of parties has changed since you opened it. Look at it again."));
      if (stood->linked == true && !link.linked)
        return Error::refused(
            say("You declared a link with {1}: the office alone takes it back. Write to it.", stood->party.name));
      linked += link.linked ? 1 : 0;
      tx.exec(R"sql(
          INSERT INTO calls_link (reviewer, call, party, linked, why, declared_at)
          VALUES (:me, :call, :party, :linked, :why, :now)
          ON CONFLICT (reviewer, call, party) DO UPDATE SET linked = :linked, why = :why, declared_at = :now)sql",
              {{":me", op.actor.person},
               {":call", call},
               {":party", link.party},
               {":linked", link.linked},
               {":why", link.linked ? trim(link.why) : std::string_view()},
               {":now", op.now}});
    }
    journal::record(tx, op, LinksDeclared{call, op.actor.person, std::ssize(given), linked});
    return {};
  });
}

Result<void> lift_link(const Op& op, CallId call, PersonId reviewer, const std::string& party) {
  if (!op.actor.roles.has(Role::office)) return Error::forbidden(say("Only the office may do that."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto lifted =
        tx.exec("DELETE FROM calls_link WHERE call = :call AND reviewer = :reviewer AND party = :party AND linked = 1",
                {{":call", call}, {":reviewer", reviewer}, {":party", party}});
    if (lifted == 0) return Error::not_found(say("This link is not declared any more."));
    journal::record(tx, op, LinkLifted{call, reviewer});
    return {};
  });
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
  return links_where(reader, call.str(), parties_condition(call, cut_off), affiliations);
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

std::vector<people::Affiliation> of_person(const std::vector<people::Affiliation>& all, PersonId person) {
  std::vector<people::Affiliation> those;
  for (const auto& a : all)
    if (a.person == person) those.push_back(a);
  return those;
}

}  // namespace couloir::calls
