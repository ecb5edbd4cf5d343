// What an event or a job may carry: ids, enums, numbers, instants, booleans and hashes, each under a name. There is no
// way to put free text in, so erasing a person never needs to touch the journal (docs/adr/0006).
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"

namespace couloir::journal {

/// SHA-256 of something: a filed document, an event.
struct Hash {
  std::array<unsigned char, 32> bytes{};

  bool operator==(const Hash&) const = default;
  std::string hex() const;  ///< 64 lower-case digits
};
Hash sha256(std::string_view bytes);
/// Errors: invalid.
Result<Hash> parse_hash(std::string_view hex);

namespace payload_detail {

template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};

template <class T>
concept Atomic =
    IsId<T>::value || Named<T> || std::same_as<T, bool> || std::same_as<T, int> || std::same_as<T, std::int64_t> ||
    std::same_as<T, Instant> || std::same_as<T, Date> || std::same_as<T, Hash>;

template <class T>
struct Shape {
  static constexpr bool fits = Atomic<T>;
};
template <class T>
struct Shape<std::optional<T>> {
  static constexpr bool fits = Atomic<T>;
};
template <class T>
struct Shape<std::vector<T>> {
  static constexpr bool fits = Atomic<T>;
};

template <class C, class T>
struct Field {
  std::string_view name;
  T C::* member;
};

constexpr bool is_word(std::string_view s) {
  for (char c : s)
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') return false;
  return !s.empty() && s.size() <= 40;
}

}  // namespace payload_detail

/// The types a payload accepts; std::string is not among them.
template <class T>
concept Plain = payload_detail::Shape<T>::fits;

/// One member with the name it has in the payload. Names are frozen once released.
template <class C, Plain T>
consteval payload_detail::Field<C, T> field(std::string_view name, T C::* member) {
  if (!payload_detail::is_word(name)) throw "a field is named in lower_snake_case";
  return {name, member};
}

template <class... Fields>
consteval auto fields(Fields... f) {
  return std::tuple{f...};
}

/// What both events and jobs are:
///   struct DossierSubmitted {
///     static constexpr auto kName = "dossier.submitted"sv;  // noun.past or noun.verb; frozen once released
///     DossierId dossier;                                    // of an event, the first field is its subject
///     CallId call;
///     static constexpr auto kFields = fields(field("dossier", &DossierSubmitted::dossier),
///                                            field("call", &DossierSubmitted::call));
///   };
template <class T>
concept Described = requires {
  { T::kName } -> std::convertible_to<std::string_view>;
  std::tuple_size<std::remove_cvref_t<decltype(T::kFields)>>::value;
} && std::default_initializable<T>;

/// JSON object of the fields in their order, without white space: one value has exactly one text.
template <Described T>
std::string write_payload(const T&);
/// Unknown keys are left alone (an older program wrote them); a missing or odd one is an error. Errors: invalid.
template <Described T>
Result<T> read_payload(std::string_view json);

// ── details ──
namespace payload_detail {

using Atom = std::variant<std::monostate, bool, std::int64_t, std::string>;

class Writer {
 public:
  void one(std::string_view name, const Atom&);
  void many(std::string_view name, const std::vector<Atom>&);
  std::string text() && { return std::move(text_) + "}"; }

 private:
  void key(std::string_view name);
  std::string text_ = "{";
};

/// A parsed object: per key one atom or a list of them.
using Parsed = std::vector<std::pair<std::string, std::variant<Atom, std::vector<Atom>>>>;
Result<Parsed> parse(std::string_view json);
Error odd_field(std::string_view name);

template <Atomic T>
Atom to_atom(const T& v) {
  if constexpr (IsId<T>::value)
    return v ? Atom{v.v} : Atom{};
  else if constexpr (std::same_as<T, bool>)
    return v;
  else if constexpr (std::integral<T>)
    return std::int64_t{v};
  else if constexpr (Named<T>)
    return std::string(name_of(v));
  else if constexpr (std::same_as<T, Hash>)
    return v.hex();
  else
    return v.iso();
}

template <class T>
std::optional<T> text_to(const std::string& text) {
  auto keep = [](auto parsed) { return parsed ? std::optional<T>(*parsed) : std::nullopt; };
  if constexpr (Named<T>)
    return from_name<T>(text);
  else if constexpr (std::same_as<T, Hash>)
    return keep(parse_hash(text));
  else if constexpr (std::same_as<T, Instant>)
    return keep(parse_instant(text));
  else
    return keep(parse_date(text));
}

template <Atomic T>
std::optional<T> from_atom(const Atom& atom) {
  if constexpr (IsId<T>::value) {
    if (std::holds_alternative<std::monostate>(atom)) return T{};
    auto v = std::get_if<std::int64_t>(&atom);
    return v ? std::optional(T{*v}) : std::nullopt;
  } else if constexpr (std::same_as<T, bool>) {
    auto v = std::get_if<bool>(&atom);
    return v ? std::optional(*v) : std::nullopt;
  } else if constexpr (std::integral<T>) {
    auto v = std::get_if<std::int64_t>(&atom);
    return v && std::in_range<T>(*v) ? std::optional(static_cast<T>(*v)) : std::nullopt;
  } else {
    auto v = std::get_if<std::string>(&atom);
    return v ? text_to<T>(*v) : std::nullopt;
  }
}

template <class T>
struct Wire {
  static void write(Writer& to, std::string_view name, const T& v) { to.one(name, to_atom(v)); }
  static bool read(const std::variant<Atom, std::vector<Atom>>& from, T& into) {
    auto atom = std::get_if<Atom>(&from);
    auto value = atom ? from_atom<T>(*atom) : std::nullopt;
    if (value) into = *value;
    return value.has_value();
  }
};
template <class T>
struct Wire<std::optional<T>> {
  static void write(Writer& to, std::string_view name, const std::optional<T>& v) {
    to.one(name, v ? to_atom(*v) : Atom{});
  }
  static bool read(const std::variant<Atom, std::vector<Atom>>& from, std::optional<T>& into) {
    auto atom = std::get_if<Atom>(&from);
    if (atom && std::holds_alternative<std::monostate>(*atom)) return into.reset(), true;
    into = atom ? from_atom<T>(*atom) : std::nullopt;
    return into.has_value();
  }
};
template <class T>
struct Wire<std::vector<T>> {
  static void write(Writer& to, std::string_view name, const std::vector<T>& list) {
    std::vector<Atom> atoms;
    for (const auto& v : list) atoms.push_back(to_atom(T(v)));
    to.many(name, atoms);
  }
  static bool read(const std::variant<Atom, std::vector<Atom>>& from, std::vector<T>& into) {
    auto atoms = std::get_if<std::vector<Atom>>(&from);
    if (!atoms) return false;
    for (const auto& atom : *atoms) {
      auto value = from_atom<T>(atom);
      if (!value) return false;
      into.push_back(*value);
    }
    return true;
  }
};

template <class C, class T>
bool read_field(const Parsed& parsed, const Field<C, T>& field, C& into) {
  for (const auto& [name, value] : parsed)
    if (name == field.name) return Wire<T>::read(value, into.*field.member);
  return false;
}

}  // namespace payload_detail

template <Described T>
std::string write_payload(const T& thing) {
  payload_detail::Writer writer;
  auto write = [&]<class C, class F>(const payload_detail::Field<C, F>& f) {
    payload_detail::Wire<F>::write(writer, f.name, thing.*f.member);
  };
  std::apply([&](const auto&... f) { (write(f), ...); }, T::kFields);
  return std::move(writer).text();
}

template <Described T>
Result<T> read_payload(std::string_view json) {
  TRY_LET(auto parsed, payload_detail::parse(json));
  T thing{};
  std::string_view odd;
  auto read = [&](const auto& f) { return payload_detail::read_field(parsed, f, thing) || (odd = f.name, false); };
  bool whole = std::apply([&](const auto&... f) { return (read(f) && ...); }, T::kFields);
  if (!whole) return payload_detail::odd_field(odd);
  return thing;
}

}  // namespace couloir::journal
