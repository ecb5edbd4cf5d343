// A company or body of the region, known by its SIREN: facts, size, establishments and who works for it. It never says
// who is inside to somebody who is not.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/identifiers.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "base/size_class.h"
#include "people/role.h"
#include "store/db.h"

namespace couloir::people {

/// An owner accepts and removes members; a member works on everything else.
enum class Membership { owner, member };

/// What an edit touched; the journal keeps these, never the words.
enum class OrganisationPart { name, legal_form, naf, size, town, website };

}  // namespace couloir::people

template <>
inline constexpr auto couloir::kNames<couloir::people::Membership> = std::array<std::string_view, 2>{"owner", "member"};
template <>
inline constexpr auto couloir::kNames<couloir::people::OrganisationPart> =
    std::array<std::string_view, 6>{"name", "legal_form", "naf", "size", "town", "website"};

namespace couloir::people {

using EstablishmentId = Id<struct EstablishmentTag>;

struct OrganisationFacts {
  std::string name;
  std::string legal_form;  ///< "SAS"; empty: not known
  std::optional<Naf> naf;
  SizeFigures size;
  std::optional<int> size_year;  ///< the closed year of the figures
  std::string town;
  std::string website;  ///< https://…; empty: none
};

struct Organisation {
  OrganisationId id;
  Siren siren;
  OrganisationFacts facts;
  Instant created_at;
  std::int64_t version = 0;  ///< optimistic lock

  std::string vat() const { return vat_of(siren); }
  std::optional<Sized> size() const { return size_class(facts.size); }
};

struct EstablishmentFacts {
  Siret siret;
  std::string label;      ///< "Atelier de Colmar"; may be empty
  std::string postcode;   ///< "68000"
  std::string town_code;  ///< of INSEE, "68066"; empty: not known
  std::string town;
  bool head_office = false;
};
struct Establishment {
  EstablishmentId id;
  OrganisationId organisation;
  EstablishmentFacts facts;
  std::int64_t version = 0;  ///< optimistic lock
};

/// Every problem at once, by field name: name, legal_form, head_count, turnover, balance_sheet, size_year, town,
/// website.
std::vector<Problem> problems_of(const OrganisationFacts&);
/// siret (of another SIREN), label, postcode, town_code, town.
std::vector<Problem> problems_of(const EstablishmentFacts&, const Siren& of);
std::vector<OrganisationPart> parts_that_differ(const OrganisationFacts&, const OrganisationFacts&);

bool may_add_organisation(const Actor&);                   ///< operators
bool may_see_organisation(const Actor&, OrganisationId);   ///< who works for it, and the office
bool may_edit_organisation(const Actor&, OrganisationId);  ///< operators who work for it
bool may_list_organisations(const Actor&);                 ///< the office

// ── organisation_store.cc ──
std::optional<Organisation> find_organisation(Reader&, OrganisationId);
std::optional<Organisation> find_organisation_by_siren(Reader&, const Siren&);
std::vector<Establishment> establishments_of(Reader&, OrganisationId);  ///< head office first
std::vector<Organisation> organisations_of(Reader&, PersonId);          ///< where membership is granted, by name

/// Names for a page, one statement for up to 32.
std::unordered_map<OrganisationId, std::string> names_of_organisations(Reader&, const std::vector<OrganisationId>&);

/// Orders of a list of organisations: by name, or the newest first.
enum class OrganisationSort { name, created };
struct OrganisationFilter {
  std::string text;  ///< part of the name without case or accents, or a SIREN or SIRET; empty: all
};
/// After `after` of the same order. One statement whatever the number of rows.
std::vector<Organisation> list_organisations(Reader&, const OrganisationFilter&, int limit, OrganisationId after = {},
                                             OrganisationSort = OrganisationSort::name);

// ── organisation.cc: commands ──
struct NewOrganisation {
  Siret siret;  ///< of its first establishment, taken for the head office
  OrganisationFacts facts;
  std::string label, postcode, town_code;  ///< of that establishment; its town is facts.town
};
struct Added {
  OrganisationId organisation;
  Standing standing;  ///< asked: it was there already, an owner or the office decides; nothing else is told
};
/// The person becomes its owner, or asks to join one that is there. Asking again changes nothing.
/// Errors: forbidden, invalid.
Result<Added> add_organisation(const Op&, const NewOrganisation&);
/// Errors: not_found (also for who may not see it), invalid, conflict.
Result<Organisation> edit_organisation(const Op&, OrganisationId, std::int64_t version, const OrganisationFacts&);
/// One head office at most: a new one takes the place. Errors: not_found, invalid, refused (the SIRET is there
/// already).
Result<Establishment> add_establishment(const Op&, OrganisationId, const EstablishmentFacts&);
/// The SIRET stays. Errors: not_found, invalid, conflict.
Result<Establishment> edit_establishment(const Op&, EstablishmentId, std::int64_t version, const EstablishmentFacts&);
/// Errors: not_found, refused (the last one).
Result<void> remove_establishment(const Op&, EstablishmentId);

// ── membership.cc: who works for an organisation ──
struct MembershipRow {
  OrganisationId organisation;
  PersonId person;
  std::string person_name, person_email;
  std::string organisation_name;
  Membership membership;
  Standing standing;
  Instant asked_at;
};
std::vector<MembershipRow> members_of(Reader&, OrganisationId);  ///< asked ones last
std::vector<MembershipRow> asked_memberships(Reader&,
                                             int limit = 100);  ///< all organisations, oldest first: for the office
/// Accepting, declining, removing: an owner of it, or the office.
bool may_decide_membership(Reader&, const Actor&, OrganisationId);
struct AskedToJoin {
  OrganisationId organisation;
  Siren siren;
};
std::vector<AskedToJoin> organisations_asked_by(Reader&, PersonId);  ///< not answered yet, oldest first

/// Declining oneself withdraws the request. Errors: not_found (also for who may not decide).
Result<void> accept_member(const Op&, OrganisationId, PersonId, Membership = Membership::member);
Result<void> decline_member(const Op&, OrganisationId, PersonId);
/// Errors: not_found, refused (the last owner).
Result<void> change_membership(const Op&, OrganisationId, PersonId, Membership);
/// Removes somebody, or oneself. Errors: not_found, refused (the last owner leaves, or others work there).
Result<void> remove_member(const Op&, OrganisationId, PersonId);

}  // namespace couloir::people

template <>
inline constexpr auto couloir::kNames<couloir::people::OrganisationSort> =
    std::array<std::string_view, 2>{"name", "created"};
