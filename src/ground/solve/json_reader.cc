#include "solve/json_reader.h"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <set>

namespace couloir::solve {

namespace json = boost::json;

namespace {
constexpr std::size_t kMostProblems = 20;

/// Finds a key said twice, which a tree no longer shows.
struct TwiceHandler {
  static constexpr std::size_t max_object_size = -1, max_array_size = -1, max_key_size = 1'000,
                               max_string_size = 10'000;
  std::vector<std::set<std::string, std::less<>>> keys;
  std::string key, twice;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    keys.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    keys.pop_back();
    return true;
  }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    key.append(part.data(), part.size());
    if (!keys.back().insert(key).second && twice.empty()) twice = key;
    key.clear();
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

std::string pointer_piece(std::string_view key) {
  std::string out;
  for (char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}
}  // namespace

struct JsonReader::Tree {
  json::value root;
  std::vector<const json::value*> at;
};

JsonReader::JsonReader(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

Result<JsonReader> JsonReader::over(std::string_view text) {
  json::parse_options options;
  options.max_depth = 16;
  json::basic_parser<TwiceHandler> keys(options);
  json::error_code error;
  auto read = keys.write_some(false, text.data(), text.size(), error);
  if (error || read != text.size())
    return Error::invalid(say("This is no JSON: it cannot be read beyond character {1}.", std::to_string(read)));
  if (!keys.handler().twice.empty()) return Error::invalid(say("The key “{1}” is said twice.", keys.handler().twice));
  auto tree = std::make_unique<Tree>();
  tree->root =
      json::parse({text.data(), text.size()}, error, json::make_shared_resource<json::monotonic_resource>(), options);
  if (error || !tree->root.is_object()) return Error::invalid(say("A JSON object is wanted."));
  tree->at.push_back(&tree->root);
  return JsonReader(std::move(tree));
}

void JsonReader::complain_at(std::string where, Sentence what) {
  if (problems_.size() < kMostProblems) problems_.push_back({std::move(where), std::move(what)});
}

void JsonReader::complain(Sentence what) {
  std::string where;
  for (const auto& piece : path_) where += "/" + piece;
  complain_at(where, std::move(what));
}

Result<void> JsonReader::verdict() {
  if (problems_.empty()) return {};
  return Error::invalid(say("The file cannot be used as it is."), std::move(problems_));
}

void JsonReader::object(std::initializer_list<Member> members) {
  const auto* here = tree_->at.back();
  if (!here->is_object()) return complain(say("an object is wanted"));
  const auto& object = here->get_object();
  for (const auto& [key, value] : object)
    if (std::none_of(members.begin(), members.end(),
                     [&](const Member& m) { return m.key == std::string_view(key.data(), key.size()); })) {
      path_.push_back(pointer_piece({key.data(), key.size()}));
      complain(say("this field is not known here"));
      path_.pop_back();
    }
  for (const auto& member : members) {
    const auto* value = object.if_contains({member.key.data(), member.key.size()});
    path_.push_back(pointer_piece(member.key));
    if (value) {
      tree_->at.push_back(value);
      member.read();
      tree_->at.pop_back();
    } else if (member.required) {
      complain(say("this field is missing"));
    }
    path_.pop_back();
  }
}

void JsonReader::each(const std::function<void()>& element) {
  const auto* here = tree_->at.back();
  if (!here->is_array()) return complain(say("a list is wanted"));
  std::size_t place = 0;
  for (const auto& value : here->get_array()) {
    path_.push_back(std::to_string(place++));
    tree_->at.push_back(&value);
    element();
    tree_->at.pop_back();
    path_.pop_back();
  }
}

void JsonReader::each_member(const std::function<void(std::string_view)>& member) {
  const auto* here = tree_->at.back();
  if (!here->is_object()) return complain(say("an object is wanted"));
  for (const auto& [key, value] : here->get_object()) {
    path_.push_back(pointer_piece({key.data(), key.size()}));
    tree_->at.push_back(&value);
    member({key.data(), key.size()});
    tree_->at.pop_back();
    path_.pop_back();
  }
}

std::int64_t JsonReader::integer(std::int64_t least, std::int64_t most) {
  const auto* here = tree_->at.back();
  if (!here->is_int64() || here->get_int64() < least || here->get_int64() > most) {
    complain(say("a whole number from {1} to {2} is wanted", std::to_string(least), std::to_string(most)));
    return std::max<std::int64_t>(least, 0);
  }
  return here->get_int64();
}

double JsonReader::number() {
  const auto* here = tree_->at.back();
  if (here->is_number()) return here->to_number<double>();
  complain(say("a number is wanted"));
  return 0;
}

std::string JsonReader::text(std::size_t longest) {
  const auto* here = tree_->at.back();
  if (here->is_string() && here->get_string().size() <= longest)
    return {here->get_string().data(), here->get_string().size()};
  complain(say("a text of at most {1} bytes is wanted", std::to_string(longest)));
  return {};
}

std::string JsonReader::month() {
  auto said = text(7);
  auto digits = [&](std::size_t from, std::size_t many) {
    return std::all_of(said.begin() + from, said.begin() + from + many, [](char c) { return c >= '0' && c <= '9'; });
  };
  bool good = said.size() == 7 && said[4] == '-' && digits(0, 4) && digits(5, 2) && said.substr(5) >= "01" &&
              said.substr(5) <= "12";
  if (!good) complain(say("a month is wanted, such as 2026-09"));
  return said;
}

void JsonReader::exactly(std::string_view word) { one_of({word}); }

int JsonReader::one_of(std::initializer_list<std::string_view> words) {
  const auto* here = tree_->at.back();
  if (here->is_string()) {
    std::string_view said{here->get_string().data(), here->get_string().size()};
    auto found = std::find(words.begin(), words.end(), said);
    if (found != words.end()) return int(found - words.begin());
  }
  std::string list;
  for (auto word : words) list += (list.empty() ? "" : ", ") + std::string(word);
  complain(say("one of these is wanted: {1}", list));
  return 0;
}

std::optional<int> JsonReader::index_key(std::string_view key, std::int64_t many) {
  int index = -1;
  auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  if (error == std::errc{} && end == key.data() + key.size() && index >= 0 && index < many &&
      std::to_string(index) == key)
    return index;
  complain(say("a whole number from {1} to {2} is wanted", "0", std::to_string(many - 1)));
  return std::nullopt;
}

bool JsonReader::null() const { return tree_->at.back()->is_null(); }

std::int64_t JsonReader::size_of(std::string_view key) const {
  const auto* list = tree_->root.get_object().if_contains({key.data(), key.size()});
  return list && list->is_array() ? std::int64_t(list->get_array().size()) : 0;
}

std::string json_quoted(std::string_view text) { return json::serialize(json::string_view(text.data(), text.size())); }

}  // namespace couloir::solve
