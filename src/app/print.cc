// Answers and errors as text on a terminal.
#include <fmt/format.h>
#include <boost/json.hpp>

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

std::string table(const json::array& rows) {
  if (rows.empty()) return tr("Nothing yet.") + "\n";
  std::vector<std::string> names;
  std::vector<std::size_t> widths;
  std::vector<std::vector<std::string>> cells;
  for (const auto& member : rows.front().as_object())
    if (!member.value().is_object()) names.emplace_back(member.key());
  for (const auto& name : names) widths.push_back(count_of_code_points(name));
  for (const auto& row : rows) {
    std::vector<std::string> line;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto* value = row.as_object().if_contains(names[i]);
      line.push_back(shortened(value == nullptr ? "" : cell(*value), kWidest));
      widths[i] = std::max(widths[i], count_of_code_points(line.back()));
    }
    cells.push_back(std::move(line));
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

}  // namespace couloir::app
