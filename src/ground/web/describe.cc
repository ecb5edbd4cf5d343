// Reading and writing described values as text: forms, query strings, options, CSV. JSON is in json.cc.
#include "web/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace couloir {
namespace {

constexpr std::string_view kNarrowNoBreakSpace = "\u202f", kNoBreakSpace = "\u00a0", kMinus = "\u2212";

std::size_t code_points(std::string_view s) {
  return static_cast<std::size_t>(std::ranges::count_if(s, [](char c) { return (c & 0xC0) != 0x80; }));
}

void replace_all(std::string& s, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = s.find(from, at)) != std::string::npos; at += to.size())
    s.replace(at, from.size(), to);
}

/// "1 234,5" as people write it in French becomes "1234.5".
std::string plain_number(std::string_view written) {
  std::string s(written);
  for (auto space : {std::string_view(" "), kNarrowNoBreakSpace, kNoBreakSpace}) replace_all(s, space, "");
  replace_all(s, kMinus, "-");
  std::ranges::replace(s, ',', '.');
  return s;
}

std::string_view trimmed(std::string_view s) {
  auto first = s.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<bool> truth(std::string_view s, Spelling spelling) {
  if (s == "true" || s == "1") return true;
  if (s == "false" || s == "0") return false;
  if (spelling == Spelling::people) {
    if (s == "oui" || s == "yes" || s == "on") return true;
    if (s == "non" || s == "no") return false;
  }
  return std::nullopt;
}

std::string plain(double d) {
  return std::floor(d) == d && std::abs(d) < 1e15 ? fmt::format("{:.0f}", d) : fmt::format("{}", d);
}

std::string listed(std::span<const std::string_view> choices) { return fmt::format("{}", fmt::join(choices, ", ")); }

std::optional<Sentence> out_of_range(double value, const Rule& rule) {
  if (value >= rule.min && value <= rule.max) return std::nullopt;
  return say("This must be between {1} and {2}.", plain(rule.min), plain(rule.max));
}

std::optional<Sentence> wrong_length(std::string_view s, const Rule& rule) {
  auto n = code_points(s);
  if (n < rule.min_length) {
    if (n == 0) return say("This is needed.");
    return say("This needs at least {1} characters; it has {2}.", std::to_string(rule.min_length), std::to_string(n));
  }
  if (n > rule.max_length)
    return say("This may have at most {1} characters; it has {2}.", std::to_string(rule.max_length), std::to_string(n));
  return std::nullopt;
}

/// Text to the Scalar of the slot's kind; the Sentence says what was expected.
Result<Scalar> scalar_of(const Slot& slot, std::string_view written, Spelling spelling) {
  switch (slot.kind) {
    case Kind::text: {
      std::string value(written);
      if (spelling == Spelling::people) replace_all(value, "\r\n", "\n");  // browsers send CRLF from a textarea
      return Scalar(std::move(value));
    }
    case Kind::date:
    case Kind::instant:
    case Kind::choice:
      return Scalar(std::string(trimmed(written)));
    case Kind::boolean:
      if (auto b = truth(trimmed(written), spelling)) return Scalar(*b);
      return Error::invalid(say("“{1}” is neither yes nor no.", written));
    case Kind::id:
    case Kind::integer: {
      auto digits = spelling == Spelling::people ? plain_number(written) : std::string(trimmed(written));
      std::int64_t value = 0;
      auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
      if (ec != std::errc{} || end != digits.data() + digits.size())
        return Error::invalid(say("“{1}” is not a whole number.", written));
      return Scalar(value);
    }
    case Kind::real: {
      auto digits = spelling == Spelling::people ? plain_number(written) : std::string(trimmed(written));
      double value = 0;
      auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
      if (ec != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(value))
        return Error::invalid(say("“{1}” is not a number.", written));
      return Scalar(value);
    }
  }
  return Scalar{};
}

bool fits_kind(Kind kind, const Scalar& value) {
  switch (kind) {
    case Kind::text:
    case Kind::date:
    case Kind::instant:
    case Kind::choice:
      return std::holds_alternative<std::string>(value);
    case Kind::id:
    case Kind::integer:
      return std::holds_alternative<std::int64_t>(value);
    case Kind::real:
      return std::holds_alternative<double>(value);
    case Kind::boolean:
      return std::holds_alternative<bool>(value);
  }
  return false;
}

Sentence expected(Kind kind) {
  switch (kind) {
    case Kind::text:
      return say("A text is expected here.");
    case Kind::date:
      return say("A date such as 2026-04-30 is expected here.");
    case Kind::instant:
      return say("A date and time with its zone, such as 2026-04-30T17:00:00+02:00, is expected here.");
    case Kind::choice:
      return say("One of the listed words is expected here.");
    case Kind::id:
    case Kind::integer:
      return say("A whole number is expected here.");
    case Kind::real:
      return say("A number is expected here.");
    case Kind::boolean:
      return say("true or false is expected here.");
  }
  return {};
}

std::string joined(std::string_view prefix, std::string_view name) {
  if (prefix.empty()) return std::string(name);
  if (name.empty()) return std::string(prefix);
  return fmt::format("{}/{}", prefix, name);
}

/// Fills slots from named texts; the prefix grows as it walks into objects and lists.
class TextReader final : public Describer {
 public:
  TextReader(const NamedTexts& texts, Spelling spelling) : spelling_(spelling) {
    for (const auto& t : texts) by_name_[t.name].push_back(&t.value);
  }
  std::vector<Problem> problems;

  void finish(const NamedTexts& texts, std::span<const std::string_view> ignore) {
    for (const auto& t : texts)
      if (!used_.contains(t.name) && std::ranges::find(ignore, t.name) == ignore.end()) {
        used_.insert(t.name);
        problems.push_back({t.name, say("“{1}” is not known here.", t.name)});
      }
  }

 protected:
  void scalar(std::string_view name, Slot& slot, const Rule& rule) override {
    auto where = joined(prefix_, name);
    auto found = by_name_.find(where);
    used_.insert(where);
    if (found == by_name_.end()) {
      // A checkbox that is not ticked is not sent at all.
      if (slot.kind == Kind::boolean && spelling_ == Spelling::people && !rule.may_be_absent)
        (void)slot.set(Scalar(false));
      else if (!slot.optional && !rule.may_be_absent && !in_list_)
        report(where, say("This is needed."));
      return;
    }
    if (found->second.size() > 1 && !in_list_ && slot.kind != Kind::boolean) {
      report(where, say("“{1}” is given more than once.", where));
      return;
    }
    const auto& written = *found->second.back();
    if (auto wrong = set_from_text(slot, written, rule, spelling_)) report(where, *wrong);
  }

  void object(std::string_view name, const Walk& walk, const Rule& rule, bool optional,
              const std::function<void(bool)>& set_present, bool) override {
    Inside inside(*this, name);
    if (optional || rule.may_be_absent) {
      bool any =
          std::ranges::any_of(by_name_, [&](const auto& entry) { return entry.first.starts_with(prefix_ + "/"); });
      set_present(any);
      if (!any) return;
    }
    walk(*this);
  }

  void list(std::string_view name, const Items& items, const Rule& rule) override {
    Inside inside(*this, name);
    if (rule.may_be_absent && !mentioned()) return;
    items.clear();
    if (items.of_objects)
      read_objects(items, rule);
    else
      read_repeated(items, rule);
  }

  void texts(std::string_view name, TextsByName& by_name, const Rule& rule) override {
    Inside inside(*this, name);
    auto start = prefix_ + "/";
    if (rule.may_be_absent && !mentioned()) return;
    by_name.clear();
    for (const auto& [written, values] : by_name_) {
      if (!written.starts_with(start)) continue;
      used_.insert(written);
      if (by_name.size() == rule.max_items || values.size() > rule.max_items)
        return report(prefix_, say("At most {1} are allowed here.", std::to_string(rule.max_items)));
      for (const auto* value : values) {
        describe_detail::LeafSlot<std::string> slot(by_name[written.substr(start.size())].emplace_back());
        if (auto wrong = set_from_text(slot, *value, rule, spelling_)) report(written, *wrong);
      }
    }
  }

 private:
  struct Inside {
    Inside(TextReader& r, std::string_view name) : reader(r), before(r.prefix_) { r.prefix_ = joined(r.prefix_, name); }
    ~Inside() { reader.prefix_ = before; }
    TextReader& reader;
    std::string before;
  };

  bool mentioned() const {
    return std::ranges::any_of(by_name_,
                               [&](const auto& e) { return e.first == prefix_ || e.first.starts_with(prefix_ + "/"); });
  }
  void read_objects(const Items& items, const Rule& rule) {
    for (std::size_t i = 0; i < rule.max_items; ++i) {
      auto start = joined(prefix_, std::to_string(i)) + "/";
      if (std::ranges::none_of(by_name_, [&](const auto& entry) { return entry.first.starts_with(start); })) return;
      items.grow();
      Inside item(*this, std::to_string(i));
      items.walk(*this, i);
    }
  }
  void read_repeated(const Items& items, const Rule& rule) {
    used_.insert(prefix_);
    auto found = by_name_.find(prefix_);
    if (found == by_name_.end()) return;
    auto values = found->second;
    if (values.size() > rule.max_items) {
      report(prefix_, say("At most {1} are allowed here.", std::to_string(rule.max_items)));
      return;
    }
    in_list_ = true;
    for (std::size_t i = 0; i < values.size(); ++i) {
      items.grow();
      by_name_[prefix_] = {values[i]};
      items.walk(*this, i);
    }
    by_name_[prefix_] = values;
    in_list_ = false;
  }
  void report(const std::string& where, Sentence what) { problems.push_back({where, std::move(what)}); }

  std::unordered_map<std::string, std::vector<const std::string*>> by_name_;
  std::unordered_set<std::string> used_;
  std::string prefix_;
  Spelling spelling_;
  bool in_list_ = false;
};

class TextWriter final : public Describer {
 public:
  NamedTexts out;

 protected:
  void scalar(std::string_view name, Slot& slot, const Rule&) override {
    out.push_back({joined(prefix_, name), text_of(slot.get())});
  }
  void object(std::string_view name, const Walk& walk, const Rule&, bool, const std::function<void(bool)>&,
              bool present) override {
    if (present) inside(name, [&] { walk(*this); });
  }
  void list(std::string_view name, const Items& items, const Rule&) override {
    inside(name, [&] {
      for (std::size_t i = 0; i < items.size(); ++i)
        inside(items.of_objects ? std::to_string(i) : "", [&] { items.walk(*this, i); });
    });
  }
  void texts(std::string_view name, TextsByName& by_name, const Rule&) override {
    for (const auto& [member, values] : by_name)
      for (const auto& value : values) out.push_back({joined(joined(prefix_, name), member), value});
  }

 private:
  template <class F>
  void inside(std::string_view name, F&& f) {
    auto before = prefix_;
    prefix_ = joined(prefix_, name);
    f();
    prefix_ = before;
  }
  std::string prefix_;
};

class LeafCollector final : public Describer {
 public:
  std::vector<Leaf> leaves;
  std::string name;
  void type(std::string_view n) override {
    if (name.empty()) name = n;
  }

 protected:
  void scalar(std::string_view n, Slot& slot, const Rule& rule) override {
    leaves.push_back({joined(prefix_, n),
                      slot.kind,
                      slot.optional || rule.may_be_absent,
                      repeated_,
                      {slot.choices.begin(), slot.choices.end()},
                      rule});
  }
  void object(std::string_view n, const Walk& walk, const Rule&, bool, const std::function<void(bool)>&,
              bool) override {
    inside(n, walk);
  }
  void list(std::string_view n, const Items& items, const Rule&) override {
    auto was = repeated_;
    repeated_ = true;
    items.grow();
    inside(items.of_objects ? std::string(n) + "/*" : std::string(n),
           [&](Describer& d) { items.walk(d, items.size() - 1); });
    items.shrink();
    repeated_ = was;
  }
  void texts(std::string_view n, TextsByName&, const Rule& rule) override {
    leaves.push_back({joined(joined(prefix_, n), "*"), Kind::text, true, true, {}, rule});
  }

 private:
  void inside(std::string_view n, const Walk& walk) {
    auto before = prefix_;
    prefix_ = joined(prefix_, n);
    walk(*this);
    prefix_ = before;
  }
  std::string prefix_;
  bool repeated_ = false;
};

}  // namespace

std::optional<Sentence> set_from_value(Slot& slot, const Scalar& value, const Rule& rule) {
  if (std::holds_alternative<std::monostate>(value)) {
    if (slot.optional) return slot.set(value);
    return say("This is needed.");
  }
  auto typed = value;
  if (slot.kind == Kind::real && std::holds_alternative<std::int64_t>(value))
    typed = static_cast<double>(std::get<std::int64_t>(value));
  if (!fits_kind(slot.kind, typed)) return expected(slot.kind);
  if (slot.kind == Kind::text)
    if (auto wrong = wrong_length(std::get<std::string>(typed), rule)) return wrong;
  if (slot.kind == Kind::integer)
    if (auto wrong = out_of_range(static_cast<double>(std::get<std::int64_t>(typed)), rule)) return wrong;
  if (slot.kind == Kind::real)
    if (auto wrong = out_of_range(std::get<double>(typed), rule)) return wrong;
  if (slot.kind == Kind::choice && std::ranges::find(slot.choices, std::get<std::string>(typed)) == slot.choices.end())
    return say("“{1}” is not one of: {2}.", std::get<std::string>(typed), listed(slot.choices));
  return slot.set(typed);
}

std::optional<Sentence> set_from_text(Slot& slot, std::string_view written, const Rule& rule, Spelling spelling) {
  if (trimmed(written).empty()) {
    if (slot.optional) return slot.set(Scalar{});
    if (slot.kind == Kind::text && rule.min_length == 0) return slot.set(Scalar(std::string()));
    return say("This is needed.");
  }
  if (spelling == Spelling::people && slot.kind == Kind::text) written = trimmed(written);
  auto value = scalar_of(slot, written, spelling);
  if (!value) return value.error().message;
  return set_from_value(slot, *value, rule);
}

std::string text_of(const Scalar& value) {
  struct {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const std::string& s) const { return s; }
    std::string operator()(std::int64_t i) const { return std::to_string(i); }
    std::string operator()(double d) const { return plain(d); }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
  } as_text;
  return std::visit(as_text, value);
}

std::vector<Problem> read_texts(const Shape& shape, const NamedTexts& texts, Spelling spelling,
                                std::span<const std::string_view> ignore) {
  TextReader reader(texts, spelling);
  shape(reader);
  reader.finish(texts, ignore);
  return std::move(reader.problems);
}

NamedTexts write_texts(const Shape& shape) {
  TextWriter writer;
  shape(writer);
  return std::move(writer.out);
}

std::vector<Leaf> leaves_of(const Shape& shape) {
  LeafCollector collector;
  shape(collector);
  return std::move(collector.leaves);
}

std::string type_name(const Shape& shape) {
  LeafCollector collector;
  shape(collector);
  return collector.name;
}

}  // namespace couloir
