// Check digits and the shapes of identifiers; each refusal names the one thing to mend.
#include "base/identifiers.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace couloir {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Without what people put between groups: spaces of all kinds, dots, dashes.
std::string squeezed(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (auto space = space_at(text, i)) {
      i += space;
    } else {
      if (text[i] != '.' && text[i] != '-') out += text[i];
      ++i;
    }
  }
  return out;
}

/// Every second digit from the right doubled, nines cast out; valid when the sum is a multiple of ten.
bool passes_luhn(std::string_view digits) {
  int sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    int d = (digits[i] - '0') * (twice ? 2 : 1);
    sum += d > 9 ? d - 9 : d;
  }
  return sum % 10 == 0;
}

int digit_sum(std::string_view digits) {
  int sum = 0;
  for (char c : digits) sum += c - '0';
  return sum;
}

/// La Poste gave its offices numbers that fail Luhn; theirs are valid when the plain sum is a multiple of five
/// [github.com/InseeFrLab/validinsee].
bool passes_la_poste(std::string_view siret) { return siret.starts_with("356000000") && digit_sum(siret) % 5 == 0; }

bool all_zero(std::string_view digits) {
  return std::ranges::all_of(digits, [](char c) { return c == '0'; });
}

std::string quoted(std::string_view text) { return shortened(trim(text), 40); }

Error mistyped(std::string_view shown) {
  return Error::invalid(say("The check digit of {1} does not match: one digit is probably mistyped.", shown));
}
Error nobody(std::string_view shown) {
  return Error::invalid(say("{1} is not the number of any organisation.", shown));
}

std::string grouped(std::string_view digits) {
  auto text = fmt::format("{}\u00a0{}\u00a0{}", digits.substr(0, 3), digits.substr(3, 3), digits.substr(6, 3));
  return digits.size() > 9 ? fmt::format("{}\u00a0{}", text, digits.substr(9)) : text;
}

int vat_key(std::string_view siren) {
  int number = 0;
  for (char c : siren) number = (number * 10 + (c - '0')) % 97;
  return (12 + 3 * number) % 97;
}

}  // namespace

std::string Siren::display() const { return grouped(digits_); }
std::string Siret::display() const { return grouped(digits_); }
std::string vat_of(const Siren& siren) { return fmt::format("FR{:02}{}", vat_key(siren.str()), siren.str()); }

Result<Siren> parse_siren(std::string_view text) {
  auto digits = squeezed(text);
  if (digits.empty()) return Error::invalid(say("Type the SIREN: nine digits, such as 732 829 320."));
  if (!std::ranges::all_of(digits, is_digit))
    return Error::invalid(
        say("“{1}” holds something other than digits. A SIREN is nine digits, such as 732 829 320.", quoted(text)));
  if (digits.size() == 14)
    return Error::invalid(say("“{1}” has 14 digits: that is a SIRET. The SIREN is its first nine.", quoted(text)));
  if (digits.size() != 9)
    return Error::invalid(say("“{1}” has {2} digits, a SIREN has 9.", quoted(text), std::to_string(digits.size())));
  if (all_zero(digits)) return nobody(grouped(digits));
  if (!passes_luhn(digits)) return mistyped(grouped(digits));
  return Siren(std::move(digits));
}

Result<Siret> parse_siret(std::string_view text) {
  auto digits = squeezed(text);
  if (digits.empty()) return Error::invalid(say("Type the SIRET: fourteen digits, such as 732 829 320 00074."));
  if (!std::ranges::all_of(digits, is_digit))
    return Error::invalid(
        say("“{1}” holds something other than digits. A SIRET is fourteen digits, such as 732 829 320 00074.",
            quoted(text)));
  if (digits.size() == 9)
    return Error::invalid(
        say("“{1}” has 9 digits: that is a SIREN. The SIRET adds five digits for the establishment.", quoted(text)));
  if (digits.size() != 14)
    return Error::invalid(say("“{1}” has {2} digits, a SIRET has 14.", quoted(text), std::to_string(digits.size())));
  std::string_view siren(digits.data(), 9);
  if (all_zero(siren)) return nobody(grouped(digits));
  if (!passes_luhn(siren) || !(passes_luhn(digits) || passes_la_poste(digits))) return mistyped(grouped(digits));
  return Siret(std::move(digits));
}

Result<Siren> parse_vat(std::string_view text) {
  auto signs = squeezed(text);
  bool french = signs.size() == 13 && (signs[0] | 32) == 'f' && (signs[1] | 32) == 'r';
  if (!french || !std::ranges::all_of(signs.substr(2), is_digit))
    return Error::invalid(
        say("“{1}” is not a French VAT number: FR and eleven digits, such as FR44732829320.", quoted(text)));
  TRY_LET(auto siren, parse_siren(signs.substr(4)));
  if (vat_of(siren).substr(2, 2) != signs.substr(2, 2))
    return Error::invalid(say(
        "The two digits after FR do not match the SIREN {1} that follows: one is probably mistyped.", siren.display()));
  return siren;
}

Result<Naf> parse_naf(std::string_view text, NafVersion version) {
  auto signs = squeezed(text);
  bool shaped = signs.size() == 5 && std::all_of(signs.begin(), signs.begin() + 4, is_digit);
  char letter = shaped ? static_cast<char>(signs[4] & ~32) : ' ';
  if (letter < 'A' || letter > 'Z')
    return Error::invalid(say("“{1}” is not a NAF code: four digits and a letter, such as 62.02A.", quoted(text)));
  return Naf{fmt::format("{}.{}{}", signs.substr(0, 2), signs.substr(2, 2), letter), version};
}

}  // namespace couloir
