#include "region/written.h"

#include <array>

namespace couloir::region {
namespace {

std::string month_and_year(unsigned month, const std::string& year) {
  static constexpr std::array<std::string_view, 12> kMonths{_t("January {1}"), _t("February {1}"), _t("March {1}"),
                                                            _t("April {1}"),   _t("May {1}"),      _t("June {1}"),
                                                            _t("July {1}"),    _t("August {1}"),   _t("September {1}"),
                                                            _t("October {1}"), _t("November {1}"), _t("December {1}")};
  return tr(kMonths[month - 1], year);
}

}  // namespace

std::string written(const PartialDate& date) {
  auto year = std::to_string(static_cast<int>(date.first.d.year()));
  switch (date.precision) {
    case PartialDate::Precision::year:
      return year;
    case PartialDate::Precision::month:
      return month_and_year(static_cast<unsigned>(date.first.d.month()), year);
    case PartialDate::Precision::day:
      return long_date(date.first);
  }
  return {};
}

std::string town_name(const Pack& pack, std::string_view code) {
  const auto* town = find(pack.towns, code);
  return town == nullptr ? std::string(code) : town->name.text();
}

std::string level_words(const Pack& pack, int level) {
  auto name = pack.skill_scale.names.at(static_cast<std::size_t>(level)).text();
  return std::to_string(level) + (name.empty() ? "" : " · " + name);
}

std::string skill_name(const Pack& pack, std::string_view code) {
  const auto* skill = find(pack.skills, code);
  return skill ? skill->name.text() : std::string(code);
}

std::string source_words(std::string_view source) {
  return source == kOwnAssumption      ? tr("our own assumption")
         : source == kGeneralKnowledge ? tr("general knowledge")
                                       : std::string(source);
}

}  // namespace couloir::region
