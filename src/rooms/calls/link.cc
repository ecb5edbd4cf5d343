#include "calls/link.h"

#include <algorithm>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/dossier_store.h"
#include "calls/events.h"
#include "calls/link_store.h"
#include "journal/journal.h"
#include "people/lab.h"
#include "people/organisation.h"
#include "people/person.h"

namespace couloir::calls {
namespace {

constexpr std::size_t kSirenDigits = 9;

std::string key_of_name(std::string_view name) { return "name:" + fold(trim(name)); }

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
                 {},
                 {}};
  if (const auto& declared = facts.declaration) line.aided_siren = declared->siren.str();
  for (auto warning : warnings) line.warnings += (line.warnings.empty() ? "" : ",") + std::string(name_of(warning));
  return line;
}

void put_concerned(Tx& tx, const DossierFacts& facts, const OrganisationLine& organisation, PersonId filed_by,
                   const std::vector<Warning>& warnings) {
  auto dossier = facts.dossier.id;
  auto register_entry = people::find_organisation(tx, facts.dossier.organisation);
  auto parties = concerned_in(facts, organisation, register_entry ? register_entry->facts.town : "", filed_by);
  auto line = line_of(facts, organisation, warnings);
  put_parties(tx, dossier, parties);
  put_line(tx, dossier, line);
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

std::vector<Declared> declarations_of(Reader& reader, const Actor& actor, CallId call) {
  auto own = own_keys(actor.person, people::affiliations_of(reader, {actor.person}));
  std::vector<PersonId> persons;
  auto all = declared_parties(reader, actor.person, call);
  for (auto& d : all) {
    d.by_account = std::ranges::find(own, d.party.key) != own.end();
    if (auto person = Names::person_in(d.party.key)) persons.push_back(*person);
  }
  Names names(reader);
  names.read_persons(reader, persons);
  for (auto& d : all) {
    d.party.town = names.town(d.party);
    d.party.name = names.of(d.party);
  }
  std::ranges::sort(all, {}, [](const Declared& d) { return std::pair{sort_key(d.party.name), d.party.key}; });
  return all;
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
      put_link(tx, op.actor.person, call, {link.party, link.linked, link.linked ? std::string(trim(link.why)) : ""},
               op.now);
    }
    journal::record(tx, op, LinksDeclared{call, op.actor.person, std::ssize(given), linked});
    return {};
  });
}

Result<void> lift_link(const Op& op, CallId call, PersonId reviewer, const std::string& party) {
  if (!op.actor.roles.has(Role::office)) return Error::forbidden(say("Only the office may do that."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    if (!delete_link(tx, reviewer, call, party)) return Error::not_found(say("This link is not declared any more."));
    journal::record(tx, op, LinkLifted{call, reviewer});
    return {};
  });
}

std::vector<people::Affiliation> of_person(const std::vector<people::Affiliation>& all, PersonId person) {
  std::vector<people::Affiliation> those;
  for (const auto& a : all)
    if (a.person == person) those.push_back(a);
  return those;
}

}  // namespace couloir::calls
