// Answers and errors as text on a terminal.
#include <fmt/format.h>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>

#include "app/command_line.h"
#include "base/text.h"

namespace couloir::app {
namespace {

namespace json = boost::json;

std::string cell(const json::value& v) {
  if (v.is_string()) return std::string(v.get_string());
  if (v.is_null()) return "";
  if (v.is_array()) {
    std::string all;
    for (const auto& item : v.get_array()) all += (all.empty() ? "" : ", ") + cell(item);
    return all;
  }
  if (v.is_double()) return fmt::format("{:.6g}", v.get_double());
  return json::serialize(v);
}

constexpr std::size_t kWidest = 48;

/// A column: where its cell is in a row, "profile.name_fr" being the member of a member.
struct Column {
  std::string outer, inner;  ///< inner empty: a member of the row itself
  const json::value* in(const json::object& row) const {
    const auto* value = row.if_contains(outer);
    if (inner.empty() || value == nullptr) return value;
    return value->is_object() ? value->get_object().if_contains(inner) : nullptr;
  }
  std::string name() const { return inner.empty() ? outer : inner; }
};

/// "name_en" beside "name_fr", for those who read French: the same thing said twice.
bool is_other_language(std::string_view name, const json::object& beside) {
  for (auto other : {Lang::fr, Lang::en}) {
    auto ending = "_" + std::string(name_of(other));
    if (other == language() || !name.ends_with(ending)) continue;
    auto twin = std::string(name.substr(0, name.size() - 2)) + std::string(name_of(language()));
    return beside.contains(twin);
  }
  return false;
}

/// What stands in a row, and one level below it. Lists and objects further down are for --json.
std::vector<Column> columns_of(const json::object& row) {
  std::vector<Column> columns;
  for (const auto& member : row) {
    std::string outer(member.key());
    if (!member.value().is_object()) {
      columns.push_back({outer, ""});
      continue;
    }
    const auto& object = member.value().get_object();
    for (const auto& below : object)
      if (!below.value().is_structured() && !is_other_language(below.key(), object))
        columns.push_back({outer, std::string(below.key())});
  }
  return columns;
}

std::string table(const json::array& rows) {
  if (rows.empty()) return tr("Nothing yet.") + "\n";
  std::vector<std::string> names;
  std::vector<std::size_t> widths;
  std::vector<std::vector<std::string>> cells(rows.size());
  for (const auto& column : columns_of(rows.front().as_object())) {
    std::vector<std::string> down;
    for (const auto& row : rows) {
      const auto* value = column.in(row.as_object());
      down.push_back(shortened(value == nullptr ? "" : cell(*value), kWidest));
    }
    bool says_nothing = std::ranges::all_of(down, &std::string::empty);
    if (says_nothing && !column.inner.empty()) continue;
    names.push_back(column.name());
    widths.push_back(count_of_code_points(names.back()));
    for (std::size_t i = 0; i < down.size(); ++i) {
      widths.back() = std::max(widths.back(), count_of_code_points(down[i]));
      cells[i].push_back(std::move(down[i]));
    }
  }
  std::string out;
  auto put = [&](const std::vector<std::string>& line) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i)
      text += line[i] + std::string(widths[i] - count_of_code_points(line[i]) + 2, ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  };
  put(names);
  for (const auto& line : cells) put(line);
  return out;
}

std::string lines(const json::object& object, const std::string& indent = "") {
  std::string out;
  for (const auto& member : object) {
    std::string key(member.key());
    const auto& value = member.value();
    if (value.is_object())
      out += indent + key + ":\n" + lines(value.get_object(), indent + "  ");
    else if (value.is_array() && !value.get_array().empty() && value.get_array().front().is_object())
      out += indent + key + ":\n" + table(value.get_array());
    else
      out += fmt::format("{}{}: {}\n", indent, key, cell(value));
  }
  return out;
}

}  // namespace

std::string readable(std::string_view text) {
  if (text.empty()) return "";
  auto value = json::parse({text.data(), text.size()});
  if (!value.is_object()) return cell(value) + "\n";
  const auto& object = value.get_object();
  if (const auto* items = object.if_contains("items"); items != nullptr && items->is_array()) {
    auto out = table(items->get_array());
    const auto* next = object.if_contains("next");
    if (next != nullptr && next->is_string()) out += tr("More: --after {1}", std::string(next->get_string())) + "\n";
    return out;
  }
  return lines(object);
}

Exit exit_of(Code code) {
  switch (code) {
    case Code::invalid:
      return Exit::unusable;
    case Code::unauthenticated:
    case Code::forbidden:
    case Code::not_found:
    case Code::conflict:
    case Code::refused:
    case Code::too_many:
      return Exit::refused;
    case Code::unavailable:
      return Exit::system_failure;
  }
  return Exit::system_failure;
}

void say_error(const Error& error) {
  auto text = tr(error.message) + "\n";
  for (const auto& p : error.problems)
    text += fmt::format("  {}{}{}\n", p.where, p.where.empty() ? "" : ": ", tr(p.what));
  std::fputs(text.c_str(), stderr);
}

void say_aside(std::string_view sentence) { fmt::print(stderr, "{}\n", sentence); }

}  // namespace couloir::app
