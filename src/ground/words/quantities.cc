// Amounts in words and figures. Typed text is read by rules of our own: ICU would accept too much.
#include "words/quantities.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "words/words.h"

namespace couloir {
namespace {

/// No more decimals than the amount has.
std::string decimal(std::int64_t hundredths) {
  int decimals = hundredths % 100 == 0 ? 0 : hundredths % 10 == 0 ? 1 : 2;
  return decimals == 0 ? number(hundredths / 100) : number(static_cast<double>(hundredths) / 100, decimals);
}

/// The number whose plural rule a decimal follows: French says "1,5 mois" like one, English "1.5 months" like two.
std::int64_t counted_as(std::int64_t hundredths) {
  bool whole = hundredths % 100 == 0;
  return whole || language() == Lang::fr ? hundredths / 100 : 2;
}

std::string squeezed(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (auto space = space_at(text, i))
      i += space;
    else
      out += text[i++];
  }
  return out;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t value = 0;
  if (!all_digits(digits) || digits.size() > 13) return std::nullopt;  // 10^13 hundredfold still fits, with room to add
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// English thousands: "1,234,567" → "1234567"; anything else as it was.
std::string without_english_commas(std::string text) {
  auto point = std::min(text.find('.'), text.size());
  auto first = text.find(',');
  if (language() != Lang::en || first == std::string::npos || first == 0 || first > 3) return text;
  for (auto i = first; i < point; i += 4)
    if (text[i] != ',' || i + 4 > point || !all_digits(std::string_view(text).substr(i + 1, 3))) return text;
  std::erase(text, ',');
  return text;
}

void drop_end(std::string& text, std::string_view mark) {
  if (text.ends_with(mark)) text.resize(text.size() - mark.size());
}

Error not_a_number(std::string_view text) {
  return Error::invalid(say("“{1}” is not a number such as {2}.", shortened(trim(text), 40), number(2.5, 1)));
}

/// Minutes of "7h30", "7:30", "7h", "45min"; empty for another shape.
std::optional<std::int64_t> clock_minutes(std::string text) {
  bool minutes_only = text.ends_with("min") && text.find('h') == std::string::npos;
  drop_end(text, "min");
  if (minutes_only) return whole_number(text);
  auto sign = text.find_first_of("h:");
  if (sign == std::string::npos) return std::nullopt;
  auto hours = whole_number(std::string_view(text).substr(0, sign));
  auto rest = std::string_view(text).substr(sign + 1);
  auto minutes = rest.empty() && text[sign] == 'h' ? 0 : whole_number(rest);
  if (!hours || !minutes || *minutes > 59 || rest.size() > 2) return std::nullopt;
  return *hours * 60 + *minutes;
}

}  // namespace

std::string written(Euros amount) { return euros(amount.cents); }
std::string written(FullTimeShare share) { return percent(share.value()); }

std::string written(Hours amount) {
  auto hours = amount.raw / 60, minutes = amount.raw % 60;
  if (hours == 0 && minutes != 0) return tr("{1} min", number(minutes));
  if (minutes == 0) return tr("{1} h", number(hours));
  auto two_digits = std::to_string(minutes < 0 ? -minutes : minutes);
  return tr("{1} h {2} min", number(hours), two_digits.size() == 1 ? "0" + two_digits : two_digits);
}

std::string written(EngineerMonths amount) {
  return trn("{2} engineer-month", "{2} engineer-months", counted_as(amount.raw), decimal(amount.raw));
}
std::string written(GpuHours amount) {
  return trn("{2} GPU-hour", "{2} GPU-hours", counted_as(amount.raw), decimal(amount.raw));
}
std::string written(CoreHours amount) {
  return trn("{2} core-hour", "{2} core-hours", counted_as(amount.raw), decimal(amount.raw));
}
std::string written(TebibyteMonths amount) { return tr("{1} TiB-months", decimal(amount.raw)); }

std::string file_size(std::int64_t bytes) {
  if (bytes < 1 << 10) return trn("{1} byte", "{1} bytes", bytes);
  return bytes < 1 << 20 ? tr("{1} KB", number((bytes + 1'023) >> 10))
                         : tr("{1} MB", number(static_cast<double>(bytes) / (1 << 20), 1));
}

Result<std::int64_t> parse_hundredths(std::string_view text) {
  auto typed = without_english_commas(squeezed(text));
  auto mark = typed.find_first_of(".,");
  auto units = whole_number(std::string_view(typed).substr(0, mark));
  auto decimals = mark == std::string::npos ? std::string("0") : typed.substr(mark + 1);
  if (!units || !all_digits(decimals)) return not_a_number(text);
  if (decimals.size() > 2) return Error::invalid(say("“{1}” has more than two decimals.", shortened(trim(text), 40)));
  decimals.resize(2, '0');
  return *units * 100 + *whole_number(decimals);
}

Result<Euros> parse_euros(std::string_view text) {
  auto typed = squeezed(text);
  if (typed.starts_with("€")) typed.erase(0, std::string_view("€").size());
  drop_end(typed, "€");
  drop_end(typed, "EUR");
  TRY_LET(auto cents, parse_hundredths(typed));
  return Euros{cents};
}

Result<Hours> parse_hours(std::string_view text) {
  auto typed = squeezed(text);
  if (auto minutes = clock_minutes(typed)) return Hours{*minutes};
  TRY_LET(auto hundredths, parse_hundredths(typed));
  return Hours{(hundredths * 60 + 50) / 100};
}

Result<FullTimeShare> parse_share(std::string_view text) {
  auto typed = squeezed(text);
  drop_end(typed, "%");
  auto percent = whole_number(typed);
  if (!percent || *percent < 1 || *percent > 100)
    return Error::invalid(say("“{1}” is not a share of full time, from 1 to 100 %.", shortened(trim(text), 40)));
  return FullTimeShare{*percent};
}

std::string word(SizeClass size) {
  switch (size) {
    case SizeClass::micro:
      return trc("size", "Micro-enterprise");
    case SizeClass::small:
      return trc("size", "Small enterprise");
    case SizeClass::medium:
      return trc("size", "Medium-sized enterprise");
    case SizeClass::mid_cap:
      return trc("size", "Mid-cap enterprise");
    case SizeClass::large:
      return trc("size", "Large enterprise");
  }
  return {};
}

}  // namespace couloir
