// Commands on organisations and their establishments. Page, API, CLI and CSV import come through here.
#include "base/text.h"
#include "journal/journal.h"
#include "people/establishment_store.h"
#include "people/events.h"
#include "people/membership_store.h"
#include "people/organisation_store.h"

namespace couloir::people {

namespace {

EstablishmentFacts head_office_of(const NewOrganisation& asked) {
  return {asked.siret,     std::string(trim(asked.label)),      std::string(trim(asked.postcode)),
          asked.town_code, std::string(trim(asked.facts.town)), true};
}

std::vector<Problem> problems_of_new(const NewOrganisation& asked) {
  auto found = people::problems_of(asked.facts);
  for (auto& problem : people::problems_of(head_office_of(asked), asked.siret.siren()))
    if (problem.where != "town") found.push_back(problem);  // said once, by the facts
  return found;
}

Added ask_to_join(Tx& tx, const Op& op, OrganisationId id) {
  auto held = find_membership(tx, id, op.actor.person);
  if (held && held->standing == Standing::granted) return {id, Standing::granted};
  if (insert_asked_membership(tx, id, op.actor.person, op.now))
    journal::record(tx, op, MemberAsked{id, op.actor.person});
  return {id, Standing::asked};
}

Added add_new(Tx& tx, const Op& op, const NewOrganisation& asked) {
  auto id = insert_organisation(tx, asked.siret.siren(), tidy(asked.facts), op.now);
  insert_establishment(tx, id, head_office_of(asked));
  upsert_membership(tx, id, op.actor.person, Membership::owner, op.now);
  journal::record(tx, op, OrganisationAdded{id});
  return {id, Standing::granted};
}

/// Who may not see it learns nothing: not even that it is there.
Result<Organisation> organisation_to_edit(Reader& db, const Actor& actor, OrganisationId id) {
  auto organisation = find_organisation(db, id);
  if (!organisation || !may_see_organisation(actor, id)) return no_such_organisation();
  if (!may_edit_organisation(actor, id))
    return Error::forbidden(say("Only people who work for this organisation may change it."));
  return *std::move(organisation);
}

Result<Establishment> establishment_to_edit(Reader& db, const Actor& actor, EstablishmentId id) {
  auto establishment = find_establishment(db, id);
  if (!establishment || !may_see_organisation(actor, establishment->organisation))
    return Error::not_found(say("There is no such establishment."));
  TRY(organisation_to_edit(db, actor, establishment->organisation));
  return *std::move(establishment);
}

}  // namespace

Result<Added> add_organisation(const Op& op, const NewOrganisation& asked) {
  if (!may_add_organisation(op.actor)) return Error::forbidden(say("Only operators add an organisation."));
  if (auto found = problems_of_new(asked); !found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Added> {
    if (auto there = find_organisation_by_siren(tx, asked.siret.siren())) return ask_to_join(tx, op, there->id);
    return add_new(tx, op, asked);
  });
}

Result<Organisation> edit_organisation(const Op& op, OrganisationId id, std::int64_t version,
                                       const OrganisationFacts& asked) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Organisation> {
    TRY_LET(auto organisation, organisation_to_edit(tx, op.actor, id));
    auto facts = tidy(asked);
    if (auto found = people::problems_of(facts); !found.empty()) return Error::invalid(std::move(found));
    auto parts = parts_that_differ(organisation.facts, facts);
    if (parts.empty() && version == organisation.version) return organisation;
    organisation.facts = std::move(facts);
    organisation.version = version;
    TRY(save_organisation(tx, organisation));
    journal::record(tx, op, OrganisationEdited{id, organisation.version, std::move(parts)});
    return organisation;
  });
}

Result<Establishment> add_establishment(const Op& op, OrganisationId organisation_id, const EstablishmentFacts& facts) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Establishment> {
    TRY_LET(auto organisation, organisation_to_edit(tx, op.actor, organisation_id));
    if (auto found = people::problems_of(facts, organisation.siren); !found.empty())
      return Error::invalid(std::move(found));
    if (has_siret(tx, facts.siret))
      return Error::refused(say("This SIRET is in the list already."),
                            {{"siret", say("This SIRET is in the list already.")}});
    if (facts.head_office) clear_head_office(tx, organisation_id);
    auto id = insert_establishment(tx, organisation_id, facts);
    journal::record(tx, op, EstablishmentAdded{organisation_id, id});
    return *find_establishment(tx, id);
  });
}

Result<Establishment> edit_establishment(const Op& op, EstablishmentId id, std::int64_t version,
                                         const EstablishmentFacts& facts) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Establishment> {
    TRY_LET(auto establishment, establishment_to_edit(tx, op.actor, id));
    auto siret = establishment.facts.siret;
    if (auto found = people::problems_of(facts, siret.siren()); !found.empty()) return Error::invalid(std::move(found));
    establishment.facts = facts;
    establishment.facts.siret = siret;
    establishment.version = version;
    TRY(save_establishment(tx, establishment));
    if (facts.head_office) clear_head_office(tx, establishment.organisation, id);
    journal::record(tx, op, EstablishmentEdited{establishment.organisation, id});
    return establishment;
  });
}

Result<void> remove_establishment(const Op& op, EstablishmentId id) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto establishment, establishment_to_edit(tx, op.actor, id));
    if (establishments_of(tx, establishment.organisation).size() == 1)
      return Error::refused(say("An organisation keeps at least one establishment."));
    delete_establishment(tx, id);
    journal::record(tx, op, EstablishmentRemoved{establishment.organisation, id});
    return {};
  });
}

}  // namespace couloir::people
