// One description per type, many readers of it: JSON in and out, HTML forms, query strings, command-line options, CSV
// rows and the OpenAPI schema. A type is described by one free function beside it:
//
//   void describe(Describer& d, NewUseCase& u) {
//     d.type("NewUseCase");
//     d.field("title", u.title, text(1, 200).doc(_t("Title")));
//     d.field("baseline", u.baseline, text(0, 200));         // std::optional: may be absent
//   }
//
// Nothing here is a template beyond a thin wrapper, so describing costs the compiler almost nothing.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "http/fields.h"

namespace couloir {

enum class Kind { text, integer, real, boolean, id, date, instant, choice };
/// "integer", as JSON Schema calls it.
std::string_view json_type(Kind);

/// What a value must be beside its type. Lengths count code points, not bytes.
struct Rule {
  std::size_t min_length = 0;
  std::size_t max_length = 2'000;
  double min = -9e15;
  double max = 9e15;
  std::size_t max_items = 1'000;
  bool may_be_absent = false;  ///< keep the value it has when the input does not name it
  bool unsaid = false;  ///< JSON does not name it while it is absent: texts from before it was known stay as they were
  std::string_view about;  ///< English msgid: label on forms, description in OpenAPI and --help

  constexpr Rule doc(std::string_view msgid) const {
    Rule r = *this;
    r.about = msgid;
    return r;
  }
  constexpr Rule or_keep() const {
    Rule r = *this;
    r.may_be_absent = true;
    return r;
  }
  constexpr Rule or_unsaid() const {
    Rule r = *this;
    r.unsaid = true;
    return r;
  }
};
constexpr Rule text(std::size_t min_length, std::size_t max_length) {
  Rule r;
  r.min_length = min_length;
  r.max_length = max_length;
  return r;
}
constexpr Rule between(double min, double max) {
  Rule r;
  r.min = min;
  r.max = max;
  return r;
}
constexpr Rule at_most(std::size_t items) {
  Rule r;
  r.max_items = items;
  return r;
}

/// A value on its way: absent, text (also dates, instants, choices), integer (also ids), real or boolean.
using Scalar = std::variant<std::monostate, std::string, std::int64_t, double, bool>;

/// One place in a struct, seen without its type.
class Slot {
 public:
  Slot(Kind k, bool opt, std::span<const std::string_view> names) : kind(k), optional(opt), choices(names) {}
  virtual ~Slot() = default;
  const Kind kind;
  const bool optional;
  const std::span<const std::string_view> choices;  ///< for Kind::choice
  virtual Scalar get() const = 0;
  /// REQUIRES: a Scalar of the kind, or monostate when optional. Returns what is wrong, if anything.
  virtual std::optional<Sentence> set(const Scalar&) = 0;
};

/// What was ticked by name: {"Q1": ["y"], "Q4": ["buy_use", "resell"]}. In JSON a list of one may be written without
/// its brackets, and is; in texts a name is repeated ("answers/Q4").
using TextsByName = std::map<std::string, std::vector<std::string>, std::less<>>;

class Describer;
/// A described object somewhere inside: walk(d) describes it.
using Walk = std::function<void(Describer&)>;
/// A list inside: of objects or of scalars.
struct Items {
  std::function<std::size_t()> size;
  std::function<void(Describer&, std::size_t)> walk;  ///< describes the i-th, as the field named ""
  std::function<void()> grow;                         ///< appends an empty one
  std::function<void()> shrink;                       ///< removes the last
  std::function<void()> clear;
  bool of_objects;
};

template <class T>
concept Described = requires(Describer& d, T& t) { describe(d, t); };

class Describer {
 public:
  virtual ~Describer() = default;
  /// Name of the type in OpenAPI. First call of each describe().
  virtual void type(std::string_view) {}
  template <class T>
  void field(std::string_view name, T& value, const Rule& rule = {});

 protected:
  virtual void scalar(std::string_view name, Slot&, const Rule&) = 0;
  virtual void object(std::string_view name, const Walk&, const Rule&, bool optional,
                      const std::function<void(bool)>& set_present, bool present) = 0;
  virtual void list(std::string_view name, const Items&, const Rule&) = 0;
  /// At most `max_items` names, and as many texts under each; every text as long as the rule says.
  virtual void texts(std::string_view name, TextsByName&, const Rule&) = 0;
};

/// A described value seen without its type: what encoders, decoders and the schema writer take.
using Shape = Walk;
template <Described T>
Shape shape_of(T& value) {
  return [&value](Describer& d) { describe(d, value); };
}
/// For encoders: they only read.
template <Described T>
Shape shape_of_const(const T& value) {
  return shape_of(const_cast<T&>(value));
}

// ── text to values and back, shared by forms, query strings, options and CSV ──

/// How people write: "1 234,5" is a number and "oui" is true; else only the plain machine form is.
enum class Spelling { machine, people };
/// What is wrong with `written`, or nothing when it now is in the slot. Empty text is "absent".
std::optional<Sentence> set_from_text(Slot&, std::string_view written, const Rule&, Spelling);
/// What is wrong with a typed value (JSON), or nothing when it now is in the slot.
std::optional<Sentence> set_from_value(Slot&, const Scalar&, const Rule&);
std::string text_of(const Scalar&);

/// Named texts in the order they came; names may repeat.
using NamedText = http::Field;
using NamedTexts = http::Fields;

/// Fills the shape from named texts ("title", "answers/0/level"); every problem at once, unknown names included unless
/// listed in `ignore`.
std::vector<Problem> read_texts(const Shape&, const NamedTexts&, Spelling,
                                std::span<const std::string_view> ignore = {});
/// The other way, for a form that shows what is stored.
NamedTexts write_texts(const Shape&);

/// One leaf of a shape, for --help, CSV headers and tables.
struct Leaf {
  std::string name;
  Kind kind;
  bool optional;
  bool repeated;
  std::vector<std::string_view> choices;
  Rule rule;
};
std::vector<Leaf> leaves_of(const Shape&);
/// The name the outermost describe() gave.
std::string type_name(const Shape&);

// ── JSON (json.cc) ──

/// Errors: invalid; problems name JSON pointers ("/answers/0/level"), unknown and repeated keys included.
Result<void> read_json(const Shape&, std::string_view json);
std::string write_json(const Shape&);
/// Adds this shape and all it holds to components/schemas; returns {"$ref": …} or the inline schema as JSON text.
class SchemaBook {
 public:
  SchemaBook();
  ~SchemaBook();
  std::string add(const Shape&);
  std::string components() const;  ///< JSON object text

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
/// A JSON string literal, quoted and escaped.
std::string json_string(std::string_view);

// ── details ──
namespace describe_detail {

template <class T>
struct Traits;  // how one leaf type becomes a Scalar and back

template <>
struct Traits<std::string> {
  static constexpr Kind kind = Kind::text;
  static Scalar get(const std::string& s) { return s; }
  static std::optional<Sentence> set(std::string& to, const Scalar& s) {
    return to = std::get<std::string>(s), std::nullopt;
  }
};
template <std::integral T>
  requires(!std::same_as<T, bool>)
struct Traits<T> {
  static constexpr Kind kind = Kind::integer;
  static Scalar get(const T& i) { return static_cast<std::int64_t>(i); }
  static std::optional<Sentence> set(T& to, const Scalar& s) {
    return to = static_cast<T>(std::get<std::int64_t>(s)), std::nullopt;
  }
};
template <>
struct Traits<double> {
  static constexpr Kind kind = Kind::real;
  static Scalar get(const double& d) { return d; }
  static std::optional<Sentence> set(double& to, const Scalar& s) { return to = std::get<double>(s), std::nullopt; }
};
template <>
struct Traits<bool> {
  static constexpr Kind kind = Kind::boolean;
  static Scalar get(const bool& b) { return b; }
  static std::optional<Sentence> set(bool& to, const Scalar& s) { return to = std::get<bool>(s), std::nullopt; }
};
template <class Tag>
struct Traits<Id<Tag>> {
  static constexpr Kind kind = Kind::id;
  static Scalar get(const Id<Tag>& i) { return i.v; }
  static std::optional<Sentence> set(Id<Tag>& to, const Scalar& s) {
    return to.v = std::get<std::int64_t>(s), std::nullopt;
  }
};
template <>
struct Traits<Date> {
  static constexpr Kind kind = Kind::date;
  static Scalar get(const Date& d) { return d.iso(); }
  static std::optional<Sentence> set(Date& to, const Scalar& s) {
    auto parsed = parse_date(std::get<std::string>(s));
    if (!parsed) return parsed.error().message;
    return to = *parsed, std::nullopt;
  }
};
template <>
struct Traits<Instant> {
  static constexpr Kind kind = Kind::instant;
  static Scalar get(const Instant& i) { return i.iso(); }
  static std::optional<Sentence> set(Instant& to, const Scalar& s) {
    auto parsed = parse_instant(std::get<std::string>(s));
    if (!parsed) return parsed.error().message;
    return to = *parsed, std::nullopt;
  }
};
template <Named E>
struct Traits<E> {
  static constexpr Kind kind = Kind::choice;
  static Scalar get(const E& e) { return std::string(name_of(e)); }
  static std::optional<Sentence> set(E& to, const Scalar& s) {
    if (auto e = from_name<E>(std::get<std::string>(s))) to = *e;
    return std::nullopt;  // the reader has already compared with `choices`
  }
};

template <class T>
std::span<const std::string_view> choices_of() {
  if constexpr (Named<T>)
    return names_of<T>();
  else
    return {};
}

template <class T>
struct LeafSlot final : Slot {
  explicit LeafSlot(T& v) : Slot(Traits<T>::kind, false, choices_of<T>()), value(v) {}
  T& value;
  Scalar get() const override { return Traits<T>::get(value); }
  std::optional<Sentence> set(const Scalar& s) override { return Traits<T>::set(value, s); }
};
template <class T>
struct OptionalSlot final : Slot {
  explicit OptionalSlot(std::optional<T>& v) : Slot(Traits<T>::kind, true, choices_of<T>()), value(v) {}
  std::optional<T>& value;
  Scalar get() const override { return value ? Traits<T>::get(*value) : Scalar{}; }
  std::optional<Sentence> set(const Scalar& s) override {
    if (std::holds_alternative<std::monostate>(s)) return value.reset(), std::nullopt;
    T read{};
    if (auto wrong = Traits<T>::set(read, s)) return wrong;
    return value = std::move(read), std::nullopt;
  }
};

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

}  // namespace describe_detail

template <class T>
void Describer::field(std::string_view name, T& value, const Rule& rule) {
  using namespace describe_detail;
  if constexpr (std::same_as<T, TextsByName>) {
    texts(name, value, rule);
  } else if constexpr (IsVector<T>::value) {
    using Item = typename T::value_type;
    list(name,
         Items{[&] { return value.size(); },
               [&](Describer& d, std::size_t i) {
                 if constexpr (Described<Item>)
                   describe(d, value[i]);
                 else
                   d.field("", value[i], rule);
               },
               [&] { value.emplace_back(); }, [&] { value.pop_back(); }, [&] { value.clear(); }, Described<Item>},
         rule);
  } else if constexpr (Described<T>) {
    object(name, [&](Describer& d) { describe(d, value); }, rule, false, [](bool) {}, true);
  } else if constexpr (IsOptional<T>::value) {
    using Inner = typename T::value_type;
    if constexpr (Described<Inner>) {
      Inner spare{};
      object(
          name, [&](Describer& d) { describe(d, value ? *value : spare); }, rule, true,
          [&](bool present) {
            if (present && !value) value.emplace();
            if (!present) value.reset();
          },
          value.has_value());
    } else {
      OptionalSlot<Inner> slot(value);
      scalar(name, slot, rule);
    }
  } else {
    LeafSlot<T> slot(value);
    scalar(name, slot, rule);
  }
}

}  // namespace couloir
