#include "reception/organisation_form.h"

#include <fmt/format.h>

#include "base/text.h"
#include "reception/wording.h"
#include "words/quantities.h"

namespace couloir::reception {

using html::el;
using view::Input;
using view::Width;

void describe(Describer& d, OrganisationBody& b) {
  d.type("OrganisationFacts");
  d.field("name", b.name, text(0, 300).doc(_t("Name")));
  d.field("legal_form", b.legal_form, text(0, 120).or_keep().doc(_t("Legal form, such as SAS")));
  d.field("naf", b.naf, text(0, 12).or_keep().doc(_t("Code of the main activity, such as 62.01Z")));
  d.field("naf_version", b.naf_version, Rule{}.or_keep().doc(_t("List that the activity code comes from")));
  d.field("head_count", b.head_count,
          between(0, 1e7).or_keep().doc(_t("People, in full-time equivalents over a year")));
  d.field("turnover", b.turnover, text(0, 40).or_keep().doc(_t("Turnover of a year in euros, without VAT")));
  d.field("balance_sheet", b.balance_sheet, text(0, 40).or_keep().doc(_t("Balance sheet total in euros")));
  d.field("linked", b.linked, Rule{}.or_keep().doc(_t("Whether the figures count partner and linked enterprises in")));
  d.field("size_year", b.size_year, between(1990, 2100).or_keep().doc(_t("Closed year of the figures")));
  d.field("town", b.town, text(0, 200).doc(_t("Town")));
  d.field("website", b.website, text(0, 400).or_keep().doc(_t("Website")));
}

std::string plain_euros(Euros amount) {
  auto text = std::to_string(amount.cents / 100);
  return amount.cents % 100 == 0 ? text : fmt::format("{}.{:02}", text, amount.cents % 100);
}

OrganisationBody body_of(const people::OrganisationFacts& facts) {
  OrganisationBody b;
  b.name = facts.name;
  b.legal_form = facts.legal_form;
  if (facts.naf) b.naf = facts.naf->code, b.naf_version = facts.naf->version;
  b.head_count = facts.size.head_count;
  if (facts.size.turnover) b.turnover = plain_euros(*facts.size.turnover);
  if (facts.size.balance_sheet) b.balance_sheet = plain_euros(*facts.size.balance_sheet);
  b.linked = facts.size.linked;
  b.size_year = facts.size_year;
  b.town = facts.town;
  b.website = facts.website;
  return b;
}

Result<people::OrganisationFacts> facts_of(const OrganisationBody& b) {
  people::OrganisationFacts facts;
  std::vector<Problem> problems;
  auto read = [&](std::string_view field, std::string_view written, auto parse, auto& into) {
    if (trim(written).empty()) return;
    auto value = parse(written);
    if (value)
      into = *value;
    else
      problems.push_back({std::string(field), value.error().message});
  };
  read("naf", b.naf, [&](std::string_view t) { return parse_naf(t, b.naf_version); }, facts.naf);
  read("turnover", b.turnover, [](std::string_view t) { return parse_euros(t); }, facts.size.turnover);
  read("balance_sheet", b.balance_sheet, [](std::string_view t) { return parse_euros(t); }, facts.size.balance_sheet);
  if (!problems.empty()) return Error::invalid(std::move(problems));
  facts.name = b.name;
  facts.legal_form = b.legal_form;
  facts.size.head_count = b.head_count;
  facts.size.linked = b.linked;
  facts.size_year = b.size_year;
  facts.town = b.town;
  facts.website = b.website;
  return facts;
}

std::vector<view::Field> identity_fields() {
  auto versions = options_of<NafVersion>([](NafVersion v) { return word(v); });
  return {
      {.name = "name",
       .label = tr("Name of the organisation"),
       .required = true,
       .autocomplete = "organization",
       .max_length = 200},
      {.name = "legal_form", .label = tr("Legal form"), .hint = tr("SAS, SARL, association…"), .width = Width::medium},
      {.name = "naf",
       .label = tr("Activity code (NAF)"),
       .hint = tr("On the company’s registration, such as 62.01Z."),
       .width = Width::brief},
      {.name = "naf_version",
       .label = tr("List of the code"),
       .input = Input::select,
       .required = true,
       .options = versions,
       .width = Width::medium},
      {.name = "website", .label = tr("Website"), .input = Input::url, .hint = tr("With https:// in front.")}};
}

std::vector<view::Field> size_fields() {
  auto linked = options_of<LinkedFigures>([](LinkedFigures l) { return word(l); });
  return {{.name = "head_count",
           .label = tr("People"),
           .input = Input::integer,
           .hint = tr("In full-time equivalents over the last closed year, without decimals: 9.5 is written 9."),
           .width = Width::brief},
          {.name = "turnover",
           .label = tr("Turnover"),
           .input = Input::decimal,
           .hint = tr("Of the last closed year, without VAT."),
           .width = Width::medium,
           .unit = "€"},
          {.name = "balance_sheet",
           .label = tr("Balance sheet total"),
           .input = Input::decimal,
           .width = Width::medium,
           .unit = "€"},
          {.name = "size_year", .label = tr("Year of these figures"), .input = Input::integer, .width = Width::brief},
          {.name = "linked",
           .label = tr("Partner or linked enterprises (25 % or more)"),
           .input = Input::select,
           .hint = tr("European rules count them in. Without this answer the size is an estimate."),
           .required = true,
           .options = linked}};
}

std::vector<view::Field> organisation_fields() {
  auto all = identity_fields();
  all.push_back({.name = "town",
                 .label = tr("Town"),
                 .required = true,
                 .width = Width::medium,
                 .autocomplete = "address-level2"});
  for (auto& f : size_fields()) all.push_back(std::move(f));
  return all;
}

void describe(Describer& d, EstablishmentBody& b) {
  d.type("EstablishmentFacts");
  d.field("siret", b.siret, text(0, 30).doc(_t("SIRET, 14 digits")));
  d.field("label", b.label, text(0, 200).or_keep().doc(_t("Name of this establishment")));
  d.field("postcode", b.postcode, text(0, 12).or_keep().doc(_t("Postcode")));
  d.field("town_code", b.town_code, text(0, 12).or_keep().doc(_t("INSEE code of the town")));
  d.field("town", b.town, text(0, 200).doc(_t("Town")));
  d.field("head_office", b.head_office, Rule{}.or_keep().doc(_t("The head office")));
}

EstablishmentBody body_of(const people::EstablishmentFacts& facts) {
  return {facts.siret.str(), facts.label, facts.postcode, facts.town_code, facts.town, facts.head_office};
}

Result<people::EstablishmentFacts> facts_of(const EstablishmentBody& b) {
  auto siret = parse_siret(b.siret);
  if (!siret) return Error::invalid({{"siret", siret.error().message}});
  return people::EstablishmentFacts{*siret, b.label, b.postcode, b.town_code, b.town, b.head_office};
}

std::vector<view::Field> establishment_fields() {
  return {
      {.name = "siret",
       .label = "SIRET",
       .hint = tr("14 digits, on every invoice."),
       .required = true,
       .width = Width::medium,
       .max_length = 20},
      {.name = "label",
       .label = tr("Name of this establishment"),
       .hint = tr("“Workshop”, “Head office”."),
       .max_length = 120},
      {.name = "postcode",
       .label = tr("Postcode"),
       .width = Width::brief,
       .autocomplete = "postal-code",
       .max_length = 10},
      {.name = "town", .label = tr("Town"), .required = true, .width = Width::medium, .autocomplete = "address-level2"},
      {.name = "town_code",
       .label = tr("INSEE code of the town"),
       .hint = tr("Five characters; leave it empty if you do not know it."),
       .width = Width::brief,
       .max_length = 5},
      {.name = "head_office", .label = tr("This is the head office"), .input = Input::tick}};
}

Html size_words(const people::OrganisationFacts& facts) {
  auto sized = size_class(facts.size);
  auto rule = view::help(tr("How the size is found"),
                         {el("p", {},
                             {tr("From people, turnover and balance sheet, by Recommendation 2003/361/EC of the "
                                 "European Commission and, above 250 people, by the French decree 2008-1354. Only the "
                                 "year typed in counts; a class changes after two years in a row.")})});
  if (!sized) return el("p", {}, {tr("Not known: the figures given leave it open.")}) + rule;
  auto mark = sized->confirmed ? view::tag(tr("confirmed"), view::Tone::good, view::Icon::check)
                               : view::tag(tr("estimate"), view::Tone::warn);
  auto why =
      sized->confirmed ? Html() : view::note(tr("Nobody has said yet whether partner or linked enterprises exist."));
  return el("p", {}, {word(sized->size), " ", mark}) + why + rule;
}

}  // namespace couloir::reception
