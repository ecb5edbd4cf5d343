#include "people/organisation_store.h"

#include <fmt/format.h>

#include "base/text.h"
#include "people/like.h"

namespace couloir::people {

namespace {

std::optional<Naf> naf_of(const Row& row) {
  auto code = row.get<std::optional<std::string>>("naf_code");
  if (!code) return std::nullopt;
  return Naf{*std::move(code), row.get<NafVersion>("naf_version")};
}

std::optional<Euros> euros_of(const Row& row, std::string_view column) {
  auto cents = row.get<std::optional<std::int64_t>>(column);
  return cents ? std::optional(Euros{*cents}) : std::nullopt;
}
std::optional<std::int64_t> cents_of(const std::optional<Euros>& amount) {
  return amount ? std::optional(amount->cents) : std::nullopt;
}

Organisation organisation_of(const Row& row) {
  return {.id = row.get<OrganisationId>("id"),
          .siren = parse_siren(row.get<std::string_view>("siren")).value(),
          .facts = {.name = row.get<std::string>("name"),
                    .legal_form = row.get<std::string>("legal_form"),
                    .naf = naf_of(row),
                    .size = {row.get<std::optional<std::int64_t>>("head_count"), euros_of(row, "turnover_cents"),
                             euros_of(row, "balance_sheet_cents"), row.get<LinkedFigures>("linked")},
                    .size_year = row.get<std::optional<int>>("size_year"),
                    .town = row.get<std::string>("town"),
                    .website = row.get<std::string>("website")},
          .created_at = row.get<Instant>("created_at"),
          .version = row.get<std::int64_t>("version")};
}

constexpr std::string_view kFindOrganisation = "SELECT * FROM people_organisation WHERE id = :id";
constexpr std::string_view kFindBySiren = "SELECT * FROM people_organisation WHERE siren = :siren";
constexpr std::string_view kOrganisationsOfPerson = R"sql(
  SELECT o.* FROM people_organisation o JOIN people_membership m ON m.organisation = o.id
   WHERE m.person = :person AND m.standing = 'granted' ORDER BY o.name_key, o.id)sql";
// {0} is the column of the order, {1} its direction, {2} what lies after.
constexpr std::string_view kListOrganisations = R"sql(
  SELECT o.* FROM people_organisation o
   WHERE (:text = '' OR o.name_key LIKE :text ESCAPE '!' OR o.siren = :siren)
     AND (:after = 0 OR (o.{0}, o.id) {2} (SELECT a.{0}, a.id FROM people_organisation a WHERE a.id = :after))
   ORDER BY o.{0} {1}, o.id {1} LIMIT :limit)sql";
constexpr std::string_view kInsertOrganisation = R"sql(
  INSERT INTO people_organisation (siren, name, name_key, legal_form, naf_code, naf_version, head_count,
    turnover_cents, balance_sheet_cents, linked, size_year, town, website, created_at, version)
  VALUES (:siren, :name, :name_key, :legal_form, :naf_code, :naf_version, :head_count,
    :turnover, :balance_sheet, :linked, :size_year, :town, :website, :now, 1)
  RETURNING id)sql";
constexpr std::string_view kSaveOrganisation = R"sql(
  UPDATE people_organisation
     SET name = :name, name_key = :name_key, legal_form = :legal_form, naf_code = :naf_code,
         naf_version = :naf_version, head_count = :head_count, turnover_cents = :turnover,
         balance_sheet_cents = :balance_sheet, linked = :linked, size_year = :size_year, town = :town,
         website = :website, version = version + 1
   WHERE id = :id AND version = :version)sql";

/// "732 829 320 00074" → "732829320"; empty: these are not digits enough.
std::string siren_in(std::string_view text) {
  std::string digits;
  for (char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits.size() < 9 ? "" : digits.substr(0, 9);
}

}  // namespace

Error no_such_organisation() { return Error::not_found(say("There is no such organisation.")); }

OrganisationFacts tidy(OrganisationFacts facts) {
  for (auto* text : {&facts.name, &facts.legal_form, &facts.town, &facts.website}) *text = std::string(trim(*text));
  return facts;
}

std::optional<Organisation> find_organisation(Reader& db, OrganisationId id) {
  return db.first(kFindOrganisation, {{":id", id}}, organisation_of);
}
std::optional<Organisation> find_organisation_by_siren(Reader& db, const Siren& siren) {
  return db.first(kFindBySiren, {{":siren", siren.str()}}, organisation_of);
}
std::vector<Organisation> organisations_of(Reader& db, PersonId person) {
  return db.all(kOrganisationsOfPerson, {{":person", person}}, organisation_of);
}
std::vector<Organisation> list_organisations(Reader& db, const OrganisationFilter& filter, int limit,
                                             OrganisationId after, OrganisationSort sort) {
  auto sql = sort == OrganisationSort::created ? fmt::format(kListOrganisations, "created_at", "DESC", "<")
                                               : fmt::format(kListOrganisations, "name_key", "ASC", ">");
  return db.all(
      sql,
      {{":text", containing(filter.text)}, {":siren", siren_in(filter.text)}, {":after", after.v}, {":limit", limit}},
      organisation_of);
}

namespace {

/// What inserting and saving both bind; `facts` outlives the answer.
std::vector<Param> facts_params(const OrganisationFacts& facts) {
  const auto& size = facts.size;
  auto naf_code = facts.naf ? to_value(facts.naf->code) : Value{};
  auto naf_version = facts.naf ? to_value(facts.naf->version) : Value{};
  return {{":name", facts.name},
          {":name_key", Value{fold(facts.name)}},
          {":legal_form", facts.legal_form},
          {":naf_code", naf_code},
          {":naf_version", naf_version},
          {":head_count", size.head_count},
          {":turnover", cents_of(size.turnover)},
          {":balance_sheet", cents_of(size.balance_sheet)},
          {":linked", size.linked},
          {":size_year", facts.size_year},
          {":town", facts.town},
          {":website", facts.website}};
}

}  // namespace

OrganisationId insert_organisation(Tx& tx, const Siren& siren, const OrganisationFacts& facts, Instant now) {
  auto params = facts_params(facts);
  auto number = siren.str();
  params.emplace_back(":siren", number);
  params.emplace_back(":now", now);
  return OrganisationId{tx.one<std::int64_t>(kInsertOrganisation, params)};
}

Result<void> save_organisation(Tx& tx, Organisation& organisation) {
  auto params = facts_params(organisation.facts);
  params.emplace_back(":id", organisation.id);
  params.emplace_back(":version", organisation.version);
  if (tx.exec(kSaveOrganisation, params) == 0)
    return Error::conflict(say("This organisation was changed meanwhile. Here is how it stands now."));
  ++organisation.version;
  return {};
}

}  // namespace couloir::people
