#include "people/organisation.h"

#include "base/text.h"

namespace couloir::people {

namespace {

bool is_line(std::string_view text, std::size_t longest) {
  bool plain = std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  return plain && is_utf8(text) && count_of_code_points(text) <= longest;
}
bool is_filled_line(std::string_view text, std::size_t longest) {
  return !trim(text).empty() && is_line(text, longest);
}
bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}
bool is_town_code(std::string_view text) {  // INSEE: 67482, 2A004
  if (text.size() != 5) return false;
  return all_digits(text) || (text[0] == '2' && (text[1] == 'A' || text[1] == 'B') && all_digits(text.substr(2)));
}

template <class T>
bool not_negative(const std::optional<T>& value) {
  return !value || *value >= T{};
}

class Problems {
 public:
  void require(bool met, std::string_view where, Sentence otherwise) {
    if (!met) found_.push_back({std::string(where), std::move(otherwise)});
  }
  std::vector<Problem> found() && { return std::move(found_); }

 private:
  std::vector<Problem> found_;
};

void require_size(Problems& problems, const OrganisationFacts& facts) {
  auto& size = facts.size;
  constexpr std::int64_t kMostPeople = 3'000'000;
  constexpr auto kMostEuros = Euros::whole(1'000'000'000'000);
  problems.require(not_negative(size.head_count) && size.head_count.value_or(0) <= kMostPeople, "head_count",
                   say("The head-count is a whole number, zero or more."));
  problems.require(not_negative(size.turnover) && size.turnover.value_or(Euros{}) <= kMostEuros, "turnover",
                   say("The turnover is an amount in euros, zero or more."));
  problems.require(not_negative(size.balance_sheet) && size.balance_sheet.value_or(Euros{}) <= kMostEuros,
                   "balance_sheet", say("The balance sheet total is an amount in euros, zero or more."));
  problems.require(!facts.size_year || (*facts.size_year >= 1990 && *facts.size_year <= 2200), "size_year",
                   say("The year of the figures takes four digits, such as 2025."));
}

bool same(const SizeFigures& a, const SizeFigures& b) {
  return a.head_count == b.head_count && a.turnover == b.turnover && a.balance_sheet == b.balance_sheet &&
         a.linked == b.linked;
}

}  // namespace

std::vector<Problem> problems_of(const OrganisationFacts& facts) {
  Problems problems;
  problems.require(is_filled_line(facts.name, 200), "name", say("Write the organisation's name, on one line."));
  problems.require(is_line(facts.legal_form, 100), "legal_form", say("The legal form takes one line, such as SAS."));
  require_size(problems, facts);
  problems.require(is_filled_line(facts.town, 100), "town", say("Write the town, on one line."));
  problems.require(facts.website.empty() || (facts.website.size() <= 300 && is_web_address(facts.website)), "website",
                   say("A web address begins with https:// or http://."));
  return std::move(problems).found();
}

std::vector<Problem> problems_of(const EstablishmentFacts& facts, const Siren& of) {
  Problems problems;
  problems.require(
      facts.siret.siren() == of, "siret",
      say("This SIRET belongs to the SIREN {1}, not to this organisation.", facts.siret.siren().display()));
  problems.require(is_line(facts.label, 100), "label", say("The label takes one line."));
  problems.require(facts.postcode.empty() || (facts.postcode.size() == 5 && all_digits(facts.postcode)), "postcode",
                   say("A postcode takes five digits."));
  problems.require(facts.town_code.empty() || is_town_code(facts.town_code), "town_code",
                   say("A town code of INSEE takes five signs, such as 67482."));
  problems.require(is_filled_line(facts.town, 100), "town", say("Write the town, on one line."));
  return std::move(problems).found();
}

std::vector<OrganisationPart> parts_that_differ(const OrganisationFacts& a, const OrganisationFacts& b) {
  std::vector<OrganisationPart> parts;
  auto compare = [&](bool equal, OrganisationPart part) {
    if (!equal) parts.push_back(part);
  };
  compare(a.name == b.name, OrganisationPart::name);
  compare(a.legal_form == b.legal_form, OrganisationPart::legal_form);
  compare(a.naf == b.naf, OrganisationPart::naf);
  compare(same(a.size, b.size) && a.size_year == b.size_year, OrganisationPart::size);
  compare(a.town == b.town, OrganisationPart::town);
  compare(a.website == b.website, OrganisationPart::website);
  return parts;
}

bool may_add_organisation(const Actor& actor) { return actor.logged_in() && actor.roles.has(Role::operator_); }
bool may_list_organisations(const Actor& actor) { return actor.roles.has(Role::office); }
bool may_see_organisation(const Actor& actor, OrganisationId id) {
  return may_list_organisations(actor) || actor.works_for(id);
}
bool may_edit_organisation(const Actor& actor, OrganisationId id) {
  return actor.roles.has(Role::operator_) && actor.works_for(id);
}

}  // namespace couloir::people
