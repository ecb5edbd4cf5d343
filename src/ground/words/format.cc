// Numbers, dates and sorting as each language writes them. The only file that includes ICU for words; formatters cost
// 10 to 30 µs to build, so each thread keeps its own per language (most of ICU's are not thread-safe).
#include <unicode/coll.h>
#include <unicode/gregocal.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/tzfmt.h>

#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
#include <optional>

#include "base/bug.h"
#include "words/words.h"

namespace couloir {
namespace {

using icu::UnicodeString;
namespace unumber = icu::number;

void must(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + what + ": " + u_errorName(status));
}

std::string utf8(const UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

UnicodeString from_utf8(std::string_view text) {
  return UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

/// Patterns of one language. In French the first of the month is "1er".
struct Patterns {
  const char16_t *long_day, *long_first, *short_day, *moment, *moment_first;
};
constexpr Patterns kFrench{u"EEEE d MMMM y", u"EEEE d'er' MMMM y", u"dd/MM/y", u"d MMMM y 'à' HH:mm",
                           u"d'er' MMMM y 'à' HH:mm"};
constexpr Patterns kEnglish{u"EEEE d MMMM y", u"EEEE d MMMM y", u"d MMM y", u"d MMMM y 'at' HH:mm",
                            u"d MMMM y 'at' HH:mm"};

/// What a clock on the wall shows. Zones are resolved by base/instant.h over the system's zone database; ICU brings an
/// older one of its own and is only asked for names.
using Wall = std::chrono::sys_time<std::chrono::milliseconds>;

/// What one thread keeps for one language.
class Writer {
 public:
  explicit Writer(Lang lang)
      : lang_(lang),
        locale_(lang == Lang::fr ? "fr_FR" : "en_GB"),
        numbers_(unumber::NumberFormatter::withLocale(locale_)),
        money_(numbers_.unit(euro()).scale(unumber::Scale::powerOfTen(-2)).precision(cents_unless_whole())) {}

  const unumber::LocalizedNumberFormatter& numbers() const { return numbers_; }
  const unumber::LocalizedNumberFormatter& money() const { return money_; }
  const unumber::LocalizedNumberFormatter& with_decimals(int decimals) {
    auto found = decimals_.find(decimals);
    if (found != decimals_.end()) return found->second;
    auto exact = unumber::Precision::fixedFraction(decimals);
    return decimals_.emplace(decimals, numbers_.precision(exact)).first->second;
  }
  const unumber::LocalizedNumberFormatter& percents(int decimals) {
    auto found = percents_.find(decimals);
    if (found != percents_.end()) return found->second;
    auto hundredths = numbers_.unit(icu::MeasureUnit::getPercent()).scale(unumber::Scale::powerOfTen(2));
    auto exact = unumber::Precision::fixedFraction(decimals);
    return percents_.emplace(decimals, hundredths.precision(exact)).first->second;
  }
  const Patterns& patterns() const { return lang_ == Lang::fr ? kFrench : kEnglish; }

  std::string write(const char16_t* pattern, Wall wall) {
    auto& format = formats_[pattern];
    if (!format) {
      UErrorCode status = U_ZERO_ERROR;
      format = std::make_unique<icu::SimpleDateFormat>(UnicodeString(pattern), locale_, status);
      must(status, "date format");
      // Dates are those of ISO 8601: Gregorian also before 1582.
      auto calendar = std::make_unique<icu::GregorianCalendar>(*icu::TimeZone::getGMT(), locale_, status);
      must(status, "calendar");
      calendar->setGregorianChange(-8.64e15, status);
      must(status, "calendar");
      format->adoptCalendar(calendar.release());
    }
    UnicodeString out;
    format->format(static_cast<UDate>(wall.time_since_epoch().count()), out);
    return utf8(out);
  }

  const std::string& zone_in_words(const std::string& zone) {
    auto [it, is_new] = zones_.try_emplace(zone);
    if (is_new) it->second = name_zone(zone);
    return it->second;
  }

  std::string sort_key(std::string_view text) {
    if (!collator_) {
      UErrorCode status = U_ZERO_ERROR;
      collator_.reset(icu::Collator::createInstance(locale_, status));
      must(status, "collator");
    }
    auto wide = from_utf8(text);
    std::string key(static_cast<std::size_t>(collator_->getSortKey(wide, nullptr, 0)), '\0');
    collator_->getSortKey(wide, reinterpret_cast<std::uint8_t*>(key.data()), static_cast<std::int32_t>(key.size()));
    key.pop_back();  // ICU ends the key with a zero byte
    return key;
  }

 private:
  static icu::CurrencyUnit euro() {
    UErrorCode status = U_ZERO_ERROR;
    icu::CurrencyUnit unit(icu::StringPiece("EUR"), status);
    must(status, "currency");
    return unit;
  }
  static unumber::Precision cents_unless_whole() {
    return unumber::Precision::fixedFraction(2).trailingZeroDisplay(UNUM_TRAILING_ZERO_HIDE_IF_WHOLE);
  }

  std::string name_zone(const std::string& zone) const {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::TimeZoneFormat> format(icu::TimeZoneFormat::createInstance(locale_, status));
    must(status, "zone names");
    std::unique_ptr<icu::TimeZone> known(icu::TimeZone::createTimeZone(from_utf8(zone)));
    check(*known != icu::TimeZone::getUnknown(), "unknown time zone");
    UnicodeString city;
    format->format(UTZFMT_STYLE_EXEMPLAR_LOCATION, *known, 0, city);
    if (zone.find('/') == std::string::npos || zone.starts_with("Etc/")) return zone.substr(zone.rfind('/') + 1);
    return lang_ == Lang::fr ? "heure " + of(utf8(city)) : utf8(city) + " time";
  }

  /// "de Paris", "d’Athènes", "du Caire"
  static std::string of(const std::string& city) {
    if (city.starts_with("Le ")) return "du " + city.substr(3);
    for (auto vowel : {"A", "E", "I", "O", "U", "Y", "À", "É", "È", "Î"})
      if (city.starts_with(vowel)) return "d’" + city;
    return "de " + city;
  }

  Lang lang_;
  icu::Locale locale_;
  unumber::LocalizedNumberFormatter numbers_, money_;
  std::map<int, unumber::LocalizedNumberFormatter> decimals_, percents_;
  std::unique_ptr<icu::Collator> collator_;
  std::map<std::u16string_view, std::unique_ptr<icu::SimpleDateFormat>> formats_;
  std::map<std::string, std::string> zones_;
};

Writer& writer() {
  thread_local std::array<std::unique_ptr<Writer>, 2> writers;
  auto& mine = writers[static_cast<std::size_t>(language())];
  if (!mine) mine = std::make_unique<Writer>(language());
  return *mine;
}

std::string finish(const unumber::FormattedNumber& formatted, UErrorCode status) {
  auto text = formatted.toTempString(status);
  must(status, "number");
  return utf8(text);
}

/// Lists are full of small numbers, which both languages write alike but for the mark: ICU takes thirty times as long.
/// Empty: a large one, or one half way between two, for which ICU has the rule.
std::optional<std::string> small_number(double n, int decimals) {
  constexpr std::array kPowers{1, 10, 100};
  if (!(n >= 0 && n < 999) || std::signbit(n) || decimals < 0 || decimals >= std::ssize(kPowers)) return std::nullopt;
  auto power = kPowers[static_cast<std::size_t>(decimals)];
  double scaled = n * power, below = std::floor(scaled), rest = scaled - below;
  if (std::abs(rest - 0.5) < 1e-6) return std::nullopt;
  auto rounded = static_cast<int>(below) + (rest > 0.5 ? 1 : 0);
  auto text = std::to_string(rounded / power);
  if (decimals == 0) return text;
  text += language() == Lang::fr ? ',' : '.';
  if (decimals == 2) text += static_cast<char>('0' + rounded % power / 10);
  return text += static_cast<char>('0' + rounded % 10);
}

Wall midnight(Date date) { return std::chrono::sys_days(date.d); }

/// Whether the clock of `zone` shows this hour twice that night.
bool is_shown_twice(Instant instant, std::string_view zone) {
  auto offset = offset_at(instant, zone);
  for (auto nearby : {std::chrono::hours(-3), std::chrono::hours(3)}) {
    auto other = offset_at(instant + nearby, zone);
    if (other != offset && offset_at(instant + offset - other, zone) == other) return true;
  }
  return false;
}

}  // namespace

std::string number(std::int64_t n) {
  if (n >= 0 && n < 1000) return std::to_string(n);
  UErrorCode status = U_ZERO_ERROR;
  return finish(writer().numbers().formatInt(n, status), status);
}

std::string number(double n, int decimals) {
  if (auto small = small_number(n, decimals)) return *std::move(small);
  UErrorCode status = U_ZERO_ERROR;
  return finish(writer().with_decimals(decimals).formatDouble(n, status), status);
}

std::string euros(std::int64_t cents) {
  UErrorCode status = U_ZERO_ERROR;
  return finish(writer().money().formatInt(cents, status), status);
}

std::string percent(double share, int decimals) {
  UErrorCode status = U_ZERO_ERROR;
  return finish(writer().percents(decimals).formatDouble(share, status), status);
}

std::string long_date(Date date) {
  const auto& patterns = writer().patterns();
  bool first = date.d.day() == std::chrono::day{1};
  return writer().write(first ? patterns.long_first : patterns.long_day, midnight(date));
}

std::string short_date(Date date) { return writer().write(writer().patterns().short_day, midnight(date)); }

std::string date_time(Instant instant, std::string_view zone) {
  const auto& patterns = writer().patterns();
  bool first = day_in(instant, zone).d.day() == std::chrono::day{1};
  auto wall = instant.t + offset_at(instant, zone);
  auto place = writer().zone_in_words(std::string(zone));
  if (is_shown_twice(instant, zone)) place += ", UTC" + local_iso(instant, zone).substr(19);
  return writer().write(first ? patterns.moment_first : patterns.moment, wall) + " (" + place + ")";
}

std::string sort_key(std::string_view text) { return writer().sort_key(text); }

}  // namespace couloir
