// JSON in and out of described values, and their JSON Schema. The only file of web/ that includes Boost.JSON.
#include <fmt/format.h>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "web/describe.h"

namespace couloir {
namespace {

namespace json = boost::json;

std::string_view std_view(json::string_view s) { return {s.data(), s.size()}; }
json::string_view json_view(std::string_view s) { return {s.data(), s.size()}; }

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kLongestPointer = 300;  // shown of the place of a problem
constexpr std::size_t kMaxProblems = 100;     // enough to mend a file by; bounds the answer to a hostile one

/// "/a/~1b": a name as a JSON pointer step (RFC 6901).
std::string step(std::string_view name) {
  std::string out = "/";
  for (char c : name) c == '~' ? out += "~0" : c == '/' ? out += "~1" : out += c;
  return out;
}

/// Boost.JSON keeps the last of two equal keys without a word; this parser remembers where that happened.
struct Handler {
  static constexpr std::size_t max_object_size = 10'000, max_array_size = 1'000'000, max_key_size = 1'000,
                               max_string_size = 16'000'000;
  struct Level {
    std::unordered_set<std::string> keys;
    std::string at;         ///< pointer of this object or array
    std::size_t items = 0;  ///< arrays
    bool array = false;
  };
  json::value_stack stack;
  std::vector<Level> levels;
  std::string key;
  std::string path_of_next;
  std::vector<std::string> repeated;

  std::string where() const {
    if (levels.empty()) return {};
    const auto& top = levels.back();
    return top.array ? top.at + "/" + std::to_string(top.items) : path_of_next;
  }
  void value_done() {
    if (!levels.empty() && levels.back().array) ++levels.back().items;
  }
  bool on_document_begin(json::error_code&) { return stack.reset(), true; }
  bool on_document_end(json::error_code&) { return true; }
  bool open(bool array) { return levels.push_back({{}, where(), 0, array}), true; }
  bool on_object_begin(json::error_code&) { return open(false); }
  bool on_array_begin(json::error_code&) { return open(true); }
  bool on_object_end(std::size_t n, json::error_code&) {
    return stack.push_object(n), levels.pop_back(), value_done(), true;
  }
  bool on_array_end(std::size_t n, json::error_code&) {
    return stack.push_array(n), levels.pop_back(), value_done(), true;
  }
  bool on_key_part(json::string_view s, std::size_t, json::error_code&) {
    key += std_view(s);
    return stack.push_chars(s), true;
  }
  bool on_key(json::string_view s, std::size_t, json::error_code&) {
    key += std_view(s);
    auto& top = levels.back();
    path_of_next = top.at + step(key);
    if (!top.keys.insert(key).second && repeated.size() < kMaxProblems)
      repeated.push_back(std::string(first_code_points(path_of_next, kLongestPointer)));
    key.clear();
    return stack.push_key(s), true;
  }
  bool on_string_part(json::string_view s, std::size_t, json::error_code&) { return stack.push_chars(s), true; }
  bool on_string(json::string_view s, std::size_t, json::error_code&) {
    return stack.push_string(s), value_done(), true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t i, json::string_view, json::error_code&) {
    return stack.push_int64(i), value_done(), true;
  }
  bool on_uint64(std::uint64_t u, json::string_view, json::error_code&) {
    return stack.push_uint64(u), value_done(), true;
  }
  bool on_double(double d, json::string_view, json::error_code&) { return stack.push_double(d), value_done(), true; }
  bool on_bool(bool b, json::error_code&) { return stack.push_bool(b), value_done(), true; }
  bool on_null(json::error_code&) { return stack.push_null(), value_done(), true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

Scalar json_scalar(const json::value& v) {
  if (v.is_string()) return std::string(std_view(v.get_string()));
  if (v.is_int64()) return v.get_int64();
  if (v.is_uint64() || v.is_double()) return v.to_number<double>();
  if (v.is_bool()) return v.get_bool();
  return {};
}

class Decoder final : public Describer {
 public:
  explicit Decoder(const json::value& root) : here_(&root) {}
  std::vector<Problem> problems;

  /// The outermost value must be an object; nested ones are checked where they are entered.
  void run(const Shape& shape) { enter(*here_, "", shape); }

 protected:
  void scalar(std::string_view name, Slot& slot, const Rule& rule) override {
    const auto* value = find(name);
    auto where = at_ + (name.empty() ? "" : step(name));
    if (value == nullptr) {
      if (!slot.optional && !rule.may_be_absent) report(where, say("This is needed."));
      return;
    }
    if (value->is_object() || value->is_array()) return report(where, say("A single value is expected here."));
    if (auto wrong = set_from_value(slot, json_scalar(*value), rule)) report(where, *wrong);
  }

  void object(std::string_view name, const Walk& walk, const Rule& rule, bool optional,
              const std::function<void(bool)>& set_present, bool) override {
    const auto* value = find(name);
    auto where = at_ + step(name);
    if (value == nullptr || (optional && value->is_null())) {
      if (optional)
        set_present(false);
      else if (!rule.may_be_absent)
        report(where, say("This is needed."));
      return;
    }
    set_present(true);
    enter(*value, where, walk);
  }

  void list(std::string_view name, const Items& items, const Rule& rule) override {
    const auto* value = find(name);
    auto where = at_ + step(name);
    if (value == nullptr) {
      if (!rule.may_be_absent) report(where, say("This is needed."));
      return;
    }
    if (!value->is_array()) return report(where, say("A list is expected here."));
    const auto& array = value->get_array();
    if (array.size() > rule.max_items) return report(where, too_many(rule));
    items.clear();
    for (std::size_t i = 0; i < array.size(); ++i) {
      items.grow();
      auto item_at = where + "/" + std::to_string(i);
      auto walk = [&](Describer& d) { items.walk(d, i); };
      if (items.of_objects)
        enter(array[i], item_at, walk);
      else
        inside(array[i], item_at, walk);
    }
  }

  void texts(std::string_view name, TextsByName& by_name, const Rule& rule) override {
    const auto* value = find(name);
    auto where = at_ + step(name);
    if (value == nullptr) {
      if (!rule.may_be_absent) report(where, say("This is needed."));
      return;
    }
    if (!value->is_object()) return report(where, say("An object in braces is expected here."));
    by_name.clear();
    const auto& members = value->get_object();
    if (members.size() > rule.max_items) return report(where, too_many(rule));
    for (const auto& member : members) {
      auto key = std_view(member.key());
      read_texts_of(member.value(), where + step(key), by_name[std::string(key)], rule);
    }
  }

 private:
  static Sentence too_many(const Rule& rule) {
    return say("At most {1} are allowed here.", std::to_string(rule.max_items));
  }
  void read_texts_of(const json::value& value, const std::string& where, std::vector<std::string>& to,
                     const Rule& rule) {
    if (!value.is_array()) return read_one_text(value, where, to, rule);
    if (value.get_array().size() > rule.max_items) return report(where, too_many(rule));
    std::size_t i = 0;
    for (const auto& item : value.get_array()) read_one_text(item, where + "/" + std::to_string(i++), to, rule);
  }
  void read_one_text(const json::value& value, const std::string& where, std::vector<std::string>& to,
                     const Rule& rule) {
    if (value.is_object() || value.is_array()) return report(where, say("A text is expected here."));
    describe_detail::LeafSlot<std::string> slot(to.emplace_back());
    if (auto wrong = set_from_value(slot, json_scalar(value), rule)) report(where, *wrong);
  }

  const json::value* find(std::string_view name) {
    if (name.empty()) return here_;  // a bare item of a list
    known_.insert(std::string(name));
    return here_->get_object().if_contains(json_view(name));
  }
  void enter(const json::value& value, const std::string& at, const Walk& walk) {
    if (!value.is_object()) return report(at, say("An object in braces is expected here."));
    inside(value, at, [&](Describer& d) {
      walk(d);
      for (const auto& member : value.get_object())
        if (!known_.contains(std::string(std_view(member.key()))))
          report(at_ + step(std_view(member.key())), say("“{1}” is not known here.", std_view(member.key())));
    });
  }
  void inside(const json::value& value, const std::string& at, const Walk& walk) {
    auto before_here = std::exchange(here_, &value);
    auto before_at = std::exchange(at_, at);
    auto before_known = std::exchange(known_, {});
    walk(*this);
    here_ = before_here;
    at_ = before_at;
    known_ = std::move(before_known);
  }
  void report(const std::string& where, Sentence what) {
    if (problems.size() < kMaxProblems)
      problems.push_back({std::string(first_code_points(where, kLongestPointer)), std::move(what)});
  }

  const json::value* here_;
  std::string at_;
  std::unordered_set<std::string> known_;
};

/// Writes straight to text: no tree in between, since lists are long and answers are hot.
class Encoder final : public Describer {
 public:
  std::string out;
  void run(const Shape& shape) { braces(shape); }

 protected:
  void scalar(std::string_view name, Slot& slot, const Rule& rule) override {
    auto value = slot.get();
    if (rule.unsaid && std::holds_alternative<std::monostate>(value)) return;
    key(name);
    if (std::holds_alternative<std::string>(value))
      out += json_string(std::get<std::string>(value));
    else if (std::holds_alternative<std::monostate>(value))
      out += "null";
    else
      out += text_of(value);
  }
  void object(std::string_view name, const Walk& walk, const Rule&, bool, const std::function<void(bool)>&,
              bool present) override {
    key(name);
    if (present)
      braces(walk);
    else
      out += "null";
  }
  void list(std::string_view name, const Items& items, const Rule&) override {
    key(name);
    out += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out += ',';
      first_ = true;
      auto walk = [&](Describer& d) { items.walk(d, i); };
      if (items.of_objects)
        braces(walk);
      else
        walk(*this);
    }
    out += ']';
    first_ = false;
  }
  void texts(std::string_view name, TextsByName& by_name, const Rule&) override {
    key(name);
    out += '{';
    first_ = true;
    for (const auto& [member, values] : by_name) {
      key(member);
      if (values.size() == 1) {
        out += json_string(values.front());
        continue;
      }
      out += '[';
      for (std::size_t i = 0; i < values.size(); ++i) out += (i > 0 ? "," : "") + json_string(values[i]);
      out += ']';
    }
    out += '}';
    first_ = false;
  }

 private:
  void key(std::string_view name) {
    if (!first_) out += ',';
    first_ = false;
    if (name.empty()) return;
    out += json_string(name);
    out += ':';
  }
  void braces(const Walk& walk) {
    out += '{';
    first_ = true;
    walk(*this);
    first_ = false;
    out += '}';
  }
  bool first_ = true;
};

json::object leaf_schema(const Slot& slot, const Rule& rule) {
  json::object s;
  auto type = json_view(json_type(slot.kind));
  if (slot.optional)
    s["type"] = json::array{json::value(type), json::value("null")};
  else
    s["type"] = json::value(type);
  if (slot.kind == Kind::text) {
    if (rule.min_length > 0) s["minLength"] = rule.min_length;
    s["maxLength"] = rule.max_length;
  }
  if (slot.kind == Kind::date) s["format"] = "date";
  if (slot.kind == Kind::instant) s["format"] = "date-time";
  if (slot.kind == Kind::id || slot.kind == Kind::integer) s["format"] = "int64";
  if (slot.kind == Kind::integer || slot.kind == Kind::real) {
    if (rule.min > -9e15) s["minimum"] = rule.min;
    if (rule.max < 9e15) s["maximum"] = rule.max;
  }
  if (slot.kind == Kind::choice) {
    json::array names;
    for (auto c : slot.choices) names.emplace_back(json_view(c));
    if (slot.optional) names.emplace_back(nullptr);
    s["enum"] = std::move(names);
  }
  return s;
}

class SchemaWriter final : public Describer {
 public:
  explicit SchemaWriter(json::object& book) : book_(book) {}
  std::string name;
  json::object properties;
  json::array required;

  json::value finish() {
    json::object schema{{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    if (name.empty()) return schema;
    book_[json_view(name)] = std::move(schema);
    return json::object{{"$ref", "#/components/schemas/" + name}};
  }
  void type(std::string_view n) override { name = n; }

  static json::value of(json::object& book, const Walk& walk) {
    SchemaWriter inner(book);
    walk(inner);
    return inner.finish();
  }

 protected:
  void scalar(std::string_view n, Slot& slot, const Rule& rule) override {
    auto schema = leaf_schema(slot, rule);
    if (!rule.about.empty()) schema["description"] = json_view(rule.about);
    if (n.empty())
      bare_ = schema;
    else
      put(n, std::move(schema), !slot.optional && !rule.may_be_absent);
  }
  void object(std::string_view n, const Walk& walk, const Rule& rule, bool optional, const std::function<void(bool)>&,
              bool) override {
    auto schema = of(book_, walk);
    if (optional) schema = json::object{{"anyOf", json::array{schema, json::object{{"type", "null"}}}}};
    put(n, std::move(schema), !optional && !rule.may_be_absent);
  }
  void list(std::string_view n, const Items& items, const Rule& rule) override {
    items.grow();
    SchemaWriter inner(book_);
    items.walk(inner, items.size() - 1);
    items.shrink();
    json::object schema{{"type", "array"}, {"maxItems", rule.max_items}};
    schema["items"] = items.of_objects ? inner.finish() : json::value(inner.bare_);
    if (!rule.about.empty()) schema["description"] = json_view(rule.about);
    put(n, std::move(schema), !rule.may_be_absent);
  }
  void texts(std::string_view n, TextsByName&, const Rule& rule) override {
    json::object text{{"type", "string"}, {"maxLength", rule.max_length}};
    json::object several{{"type", "array"}, {"maxItems", rule.max_items}, {"items", text}};
    json::object schema{{"type", "object"},
                        {"maxProperties", rule.max_items},
                        {"additionalProperties", json::object{{"anyOf", json::array{text, several}}}}};
    if (!rule.about.empty()) schema["description"] = json_view(rule.about);
    put(n, std::move(schema), !rule.may_be_absent);
  }

 private:
  void put(std::string_view n, json::value schema, bool needed) {
    properties[json_view(n)] = std::move(schema);
    if (needed) required.emplace_back(json_view(n));
  }
  json::object& book_;
  json::object bare_;
};

Error not_json(const json::error_code& ec, std::size_t at) {
  auto error = Error::invalid(say("This is not JSON: it goes wrong near byte {1}.", std::to_string(at)));
  error.context = ec.message();
  return error;
}

}  // namespace

std::string_view json_type(Kind kind) {
  switch (kind) {
    case Kind::id:
    case Kind::integer:
      return "integer";
    case Kind::real:
      return "number";
    case Kind::boolean:
      return "boolean";
    case Kind::text:
    case Kind::date:
    case Kind::instant:
    case Kind::choice:
      return "string";
  }
  return "string";
}

Result<void> read_json(const Shape& shape, std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::basic_parser<Handler> parser(options);
  json::error_code ec;
  auto read = parser.write_some(false, text.data(), text.size(), ec);
  if (!ec && read < text.size() && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    ec = json::error::extra_data;
  if (ec) return not_json(ec, read);
  if (!parser.done()) return not_json(json::error::incomplete, text.size());
  auto root = parser.handler().stack.release();

  Decoder decoder(root);
  for (const auto& pointer : parser.handler().repeated)
    decoder.problems.push_back({pointer, say("This key is given more than once.")});
  decoder.run(shape);
  if (!decoder.problems.empty()) return Error::invalid(std::move(decoder.problems));
  return {};
}

std::string write_json(const Shape& shape) {
  Encoder encoder;
  encoder.run(shape);
  return std::move(encoder.out);
}

struct SchemaBook::Impl {
  json::object book;
};
SchemaBook::SchemaBook() : impl_(std::make_unique<Impl>()) {}
SchemaBook::~SchemaBook() = default;
std::string SchemaBook::add(const Shape& shape) { return json::serialize(SchemaWriter::of(impl_->book, shape)); }
std::string SchemaBook::components() const { return json::serialize(impl_->book); }

std::string json_string(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  auto plain = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto run = i;  // what needs no escaping goes over in one piece
    while (run < text.size() && plain(text[run])) ++run;
    out.append(text.substr(i, run - i));
    if (run == text.size()) break;
    i = run;
    char c = text[i];
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<int>(c));
  }
  out += '"';
  return out;
}

}  // namespace couloir
