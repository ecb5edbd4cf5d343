// Amounts of work, of computing and of money as people type and read them, in the thread's language.
#pragma once

#include <string>
#include <string_view>

#include "base/money.h"
#include "base/result.h"
#include "base/size_class.h"
#include "base/units.h"

namespace couloir {

std::string written(Euros);                 ///< "1 234,50 €"
std::string written(Hours);                 ///< "7 h 30", "45 min"
std::string written(FullTimeShare);         ///< "80 %"
std::string written(EngineerMonths);        ///< "2,5 mois-ingénieur"
std::string written(GpuHours);              ///< "120 heures-GPU"
std::string written(CoreHours);             ///< "2 000 heures-cœur"
std::string written(TebibyteMonths);        ///< "1,5 Tio-mois"
std::string file_size(std::int64_t bytes);  ///< "340 octets", "12 Ko", "1,4 Mo"

// All refuse a sign: an amount is never negative. A comma or a point begins the decimals, two at most; spaces may group
// thousands, commas too in English ("1,234" is one thousand and more in English, three decimals in French).
// Errors: invalid.
Result<Euros> parse_euros(std::string_view text);          ///< also with € or EUR at either end
Result<Hours> parse_hours(std::string_view text);          ///< "7,5", "7h30", "7:30", "45 min"; to the minute
Result<FullTimeShare> parse_share(std::string_view text);  ///< "80" or "80 %"; from 1 to 100
Result<std::int64_t> parse_hundredths(std::string_view text);

/// parse_amount<EngineerMonths>("2,5")
template <class Amount>
Result<Amount> parse_amount(std::string_view text) {
  static_assert(Amount::kPerUnit == 100);
  TRY_LET(auto raw, parse_hundredths(text));
  return Amount{raw};
}
/// "micro-entreprise", by its figures.
std::string word(SizeClass);

}  // namespace couloir
