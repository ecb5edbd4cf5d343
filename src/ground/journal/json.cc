#include "journal/json.h"

#include <boost/json.hpp>

namespace couloir::journal {
namespace {

using payload_detail::Atom;
using payload_detail::Parsed;

std::optional<boost::json::value> parse_json(std::string_view text) {
  boost::json::error_code failed;
  auto value = boost::json::parse({text.data(), text.size()}, failed);
  return failed ? std::nullopt : std::optional(std::move(value));
}

std::optional<Atom> to_atom(const boost::json::value& value) {
  if (value.is_null()) return Atom{};
  if (value.is_bool()) return Atom{value.get_bool()};
  if (value.is_int64()) return Atom{value.get_int64()};
  if (value.is_string()) return Atom{std::string(value.get_string())};
  return std::nullopt;
}

std::optional<std::vector<Atom>> to_atoms(const boost::json::array& list) {
  std::vector<Atom> atoms;
  for (const auto& value : list) {
    auto atom = to_atom(value);
    if (!atom) return std::nullopt;
    atoms.push_back(*std::move(atom));
  }
  return atoms;
}

bool add_member(Parsed& parsed, std::string key, const boost::json::value& value) {
  if (auto list = value.if_array()) {
    auto atoms = to_atoms(*list);
    if (atoms) parsed.emplace_back(std::move(key), *std::move(atoms));
    return atoms.has_value();
  }
  auto atom = to_atom(value);
  if (atom) parsed.emplace_back(std::move(key), *std::move(atom));
  return atom.has_value();
}

}  // namespace

std::string json_string(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

std::optional<Parsed> parse_json_object(std::string_view json) {
  auto document = parse_json(json);
  if (!document || !document->is_object()) return std::nullopt;
  Parsed parsed;
  for (const auto& [key, value] : document->get_object())
    if (!add_member(parsed, std::string(key), value)) return std::nullopt;
  return parsed;
}

std::vector<std::string> parse_json_strings(std::string_view json) {
  auto document = parse_json(json);
  auto list = document ? document->if_array() : nullptr;
  std::vector<std::string> strings;
  if (!list) return strings;
  for (const auto& value : *list)
    if (auto text = value.if_string()) strings.emplace_back(text->data(), text->size());
  return strings;
}

}  // namespace couloir::journal
