// Links of interest: what a reviewer, or a member of the committee, has to do with the parties of a dossier. She
// declares them for a whole call before any dossier is hers to see; what her account says counts too. Whoever is linked
// sees no trace: is_clear() in link_store.h.
#pragma once

#include "calls/content.h"
#include "people/affiliation.h"
#include "store/db.h"

namespace couloir::calls {

/// Who is concerned by a dossier. `key` is 'lab:3', 'siren:732829320', 'person:7', or 'name:…' of a partner without a
/// number.
struct Concerned {
  std::string key;
  std::string name;  ///< of a lab its code; of a person empty, it stays with her
  std::string town;
  bool operator==(const Concerned&) const = default;
};
std::string key_of(LabId);
std::string key_of(PersonId);
std::string key_of_siren(std::string_view siren);
/// The organisation, its partners, the lab, the members and who filed; each once, by key.
std::vector<Concerned> concerned_in(const DossierFacts&, const OrganisationLine&, const std::string& town,
                                    PersonId filed_by);

/// What a list shows of the last filing.
struct FiledLine {
  std::string title, organisation;
  std::string lab;  ///< its code
  EngineerMonths asked, least;
  std::string act;          ///< the highest class under the AI Act that is possible; empty: nobody knows
  std::string warnings;     ///< names of Warning, between commas
  std::string aided_siren;  ///< of the company that gets the hours; empty: they go to none
};
FiledLine line_of(const DossierFacts&, const OrganisationLine&, const std::vector<Warning>&);
/// In the transaction of each filing, with what was just filed.
void put_concerned(Tx&, const DossierFacts&, const OrganisationLine&, PersonId filed_by, const std::vector<Warning>&);

/// A party in the list of a call, and what was said of it.
struct Declared {
  Concerned party;             ///< named, also a person and a lab
  std::optional<bool> linked;  ///< empty: not declared yet
  std::string why;
  bool by_account = false;  ///< the account says so: she works or speaks for it, or it is herself
};

/// Keys that the account itself links to: organisations, labs, herself.
std::vector<std::string> own_keys(PersonId, const std::vector<people::Affiliation>&);

/// Who declares: reviewers and the committee.
bool may_declare(const Actor&);

/// Parties of all dossiers filed to a call, by name. Three statements.
std::vector<Declared> declarations_of(Reader&, const Actor&, CallId);
struct LinkGiven {
  std::string party;
  bool linked = false;
  std::string why;
};
inline constexpr std::size_t kLongestWhy = 500;
/// Says something of parties; those not named stay as they are. A link takes what it concerns out of her sight at once,
/// and only the office takes it back. Errors: forbidden, not_found (no such call, or a party that is not in its list),
/// invalid (a link without a why), refused (a link that stands).
Result<void> declare_links(const Op&, CallId, const std::vector<LinkGiven>&);
/// By the office: the party is to be declared again. Errors: forbidden, not_found.
Result<void> lift_link(const Op&, CallId, PersonId reviewer, const std::string& party);

/// Why somebody cannot judge a dossier.
struct LinkFound {
  PersonId person;
  DossierId dossier;
  std::string party;  ///< its name, a lab's code; empty: she takes part herself
  std::string why;    ///< empty: her account says so
  std::string key;    ///< of the party, where she declared it
};
/// The affiliations of one person among many.
std::vector<people::Affiliation> of_person(const std::vector<people::Affiliation>&, PersonId);

}  // namespace couloir::calls
