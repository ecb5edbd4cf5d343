// The ceilings of each size, and three-valued logic over figures that may be missing.
#include "base/size_class.h"

namespace couloir {
namespace {

/// A class holds those with fewer people and a turnover or a balance sheet up to its ceiling.
/// micro, small, medium: Recommendation 2003/361/EC [Eurostat CODED, "PME"; economie.gouv.fr/cedef].
/// mid_cap: decree 2008-1354 as told by [economie.gouv.fr/cedef, "définition des petites et moyennes entreprises"].
struct Ceiling {
  SizeClass size;
  std::int64_t fewer_than;
  Euros turnover, balance_sheet;
};
constexpr std::array kCeilings{
    Ceiling{SizeClass::micro, 10, Euros::whole(2'000'000), Euros::whole(2'000'000)},
    Ceiling{SizeClass::small, 50, Euros::whole(10'000'000), Euros::whole(10'000'000)},
    Ceiling{SizeClass::medium, 250, Euros::whole(50'000'000), Euros::whole(43'000'000)},
    Ceiling{SizeClass::mid_cap, 5'000, Euros::whole(1'500'000'000), Euros::whole(2'000'000'000)},
};

constexpr Ceiling kSmallMidCap{SizeClass::mid_cap, 750, Euros::whole(150'000'000), Euros::whole(129'000'000)};

/// Yes, no, or empty when the known figures do not tell.
using Answer = std::optional<bool>;

Answer up_to(std::optional<Euros> amount, Euros ceiling) { return amount ? Answer(*amount <= ceiling) : std::nullopt; }
Answer either(Answer a, Answer b) {
  if (a == true || b == true) return true;
  return a && b ? Answer(false) : std::nullopt;
}
Answer both(Answer a, Answer b) {
  if (a == false || b == false) return false;
  return a && b ? Answer(true) : std::nullopt;
}

Answer fits(const SizeFigures& figures, const Ceiling& ceiling) {
  Answer few;
  if (figures.head_count) few = *figures.head_count < ceiling.fewer_than;
  return both(few,
              either(up_to(figures.turnover, ceiling.turnover), up_to(figures.balance_sheet, ceiling.balance_sheet)));
}

}  // namespace

std::optional<Sized> size_class(const SizeFigures& figures) {
  if (figures.linked == LinkedFigures::left_out) return std::nullopt;
  bool confirmed = figures.linked != LinkedFigures::unknown;
  for (const auto& ceiling : kCeilings) {
    auto answer = fits(figures, ceiling);
    if (!answer) return std::nullopt;
    if (*answer) return Sized{ceiling.size, confirmed};
  }
  return Sized{SizeClass::large, confirmed};
}

std::optional<bool> within_small_mid_cap(const SizeFigures& figures) {
  return figures.linked == LinkedFigures::left_out ? std::nullopt : fits(figures, kSmallMidCap);
}

}  // namespace couloir
