// Who a French organisation is on paper: SIREN, SIRET, VAT number, NAF code. Checked offline, by their check digits; a
// number that passes may still belong to nobody.
#pragma once

#include <array>
#include <compare>
#include <string>
#include <string_view>

#include "base/names.h"
#include "base/result.h"

namespace couloir {

/// Nine digits of a legal entity. Made only by parse_siren, so one in hand is well formed.
class Siren {
 public:
  const std::string& str() const { return digits_; }  ///< "732829320", as stored
  std::string display() const;                        ///< "732 829 320", with U+00A0
  auto operator<=>(const Siren&) const = default;

 private:
  friend class Siret;
  friend Result<Siren> parse_siren(std::string_view);
  explicit Siren(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

/// Fourteen digits of one establishment: the SIREN and five more.
class Siret {
 public:
  const std::string& str() const { return digits_; }  ///< "73282932000074"
  std::string display() const;                        ///< "732 829 320 00074", with U+00A0
  Siren siren() const { return Siren(digits_.substr(0, 9)); }
  auto operator<=>(const Siret&) const = default;

 private:
  friend Result<Siret> parse_siret(std::string_view);
  explicit Siret(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

// All accept spaces, no-break spaces, dots and dashes between the signs. Errors: invalid, saying what is wrong.
Result<Siren> parse_siren(std::string_view text);
Result<Siret> parse_siret(std::string_view text);
/// "FR44732829320" → its SIREN. Errors: invalid, also for the rare keys with letters, which nothing offline can check.
Result<Siren> parse_vat(std::string_view text);

std::string vat_of(const Siren&);  ///< "FR44732829320"

/// NAF codes change meaning with the nomenclature: sources disagree whether naf2025 applies from 1 January 2026
/// [aubiz.fr] or 2027 [tyls.com; decree 2025-736], so a code is never kept without its own.
enum class NafVersion { rev2, naf2025 };
template <>
inline constexpr auto kNames<NafVersion> = std::array<std::string_view, 2>{"rev2", "naf2025"};

struct Naf {
  std::string code;  ///< "62.02A"
  NafVersion version = NafVersion::rev2;
  bool operator==(const Naf&) const = default;
};
Result<Naf> parse_naf(std::string_view text, NafVersion version);

}  // namespace couloir
