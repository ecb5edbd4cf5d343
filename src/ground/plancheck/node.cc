#include "plancheck/node.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace couloir::plancheck {
namespace {

constexpr std::size_t kMostProblems = 100;    // enough to mend a file by
constexpr std::size_t kLongestPointer = 300;  // shown of the place of a problem

/// "/a~1b": a name as a step of a JSON pointer.
std::string step_of(std::string_view name) {
  std::string out = "/";
  for (char c : name) c == '~' ? out += "~0" : c == '/' ? out += "~1" : out += c;
  return out;
}

}  // namespace

std::string Node::pointer() const {
  if (above == nullptr) return "";
  return above->pointer() + (above->kind() == JsonKind::list ? "/" + std::to_string(index) : step_of(name));
}

void Reading::report(const Node& where, Sentence what) {
  if (problems_.size() < kMostProblems)
    problems_.push_back({std::string(first_code_points(where.pointer(), kLongestPointer)), std::move(what)});
}

std::int64_t Reading::whole(const Node& node, std::int64_t least, std::int64_t most) {
  const auto& item = node.item();
  if (item.kind == JsonKind::whole && least <= item.number && item.number <= most) return item.number;
  report(node, say("A whole number from {1} to {2} is expected here.", std::to_string(least), std::to_string(most)));
  return least;
}

std::string Reading::text(const Node& node, std::size_t most) {
  if (node.kind() != JsonKind::text) {
    report(node, say("A text is expected here."));
    return {};
  }
  auto text = node.document->text(node.item());
  if (auto length = count_of_code_points(text); length > most)
    report(node,
           say("This may have at most {1} characters; it has {2}.", std::to_string(most), std::to_string(length)));
  else if (!is_plain_text(text))
    report(node, say("This holds signs that no page can show."));
  return std::string(text);
}

std::size_t Reading::word(const Node& node, std::initializer_list<std::string_view> allowed) {
  if (node.kind() == JsonKind::text) {
    const auto* found = std::ranges::find(allowed, node.document->text(node.item()));
    if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
  }
  std::string words;
  for (auto word : allowed) words += (words.empty() ? "" : ", ") + std::string(word);
  report(node, say("One of these words is expected here: {1}.", words));
  return 0;
}

bool Reading::is_list(const Node& node, std::size_t least, std::size_t most) {
  if (node.kind() != JsonKind::list) {
    report(node, say("A list is expected here."));
    return false;
  }
  auto count = static_cast<std::size_t>(node.item().number);
  if (least <= count && count <= most) return true;
  auto has = std::to_string(count);
  report(node,
         most == SIZE_MAX ? say("This list takes more values, {1} at least; it has {2}.", std::to_string(least), has)
         : least == most
             ? say("This list takes {1} values; it has {2}.", std::to_string(least), has)
             : say("This list takes {1} to {2} values; it has {3}.", std::to_string(least), std::to_string(most), has));
  return false;
}

bool Reading::is_object(const Node& node) {
  if (node.kind() == JsonKind::object) return true;
  report(node, say("An object in braces is expected here."));
  return false;
}

void Reading::pass_over(const Node& node) {
  if (node.kind() == JsonKind::list) list(node, 0, SIZE_MAX, [&](const Node& item, std::size_t) { pass_over(item); });
  if (node.kind() != JsonKind::object) return;
  std::vector<std::string_view> names;
  members(node, [&](const Node& member) {
    names.push_back(member.name);
    pass_over(member);
  });
  std::ranges::sort(names);
  auto doubled = std::ranges::adjacent_find(names);
  if (doubled != names.end()) twice(Node{node.document, node.at, &node, *doubled, 0});
}

Fields::Fields(Reading& reading, const Node& owner, std::initializer_list<Name> names)
    : reading_(reading), owner_(owner) {
  found_.reserve(names.size());
  if (!reading.is_object(owner)) return;
  reading.members(owner, [&](const Node& member) {
    if (std::ranges::find(names, member.name, &Name::name) == names.end())
      reading.report(member, say("“{1}” is not known here.", shortened(member.name, 100)));
    else if (find(member.name) != nullptr)
      reading.twice(member);
    else
      found_.push_back(member);
  });
  for (const auto& name : names)
    if (name.needed == Needed::yes && find(name.name) == nullptr)
      reading.report(Node{owner.document, owner.at, &owner, name.name, 0}, say("This is needed."));
}

const Node* Fields::find(std::string_view name) const {
  for (const auto& node : found_)
    if (node.name == name) return &node;
  return nullptr;
}

const Node* Fields::find_value(std::string_view name) const {
  const auto* node = find(name);
  return node != nullptr && node->kind() != JsonKind::null ? node : nullptr;
}

std::int64_t Fields::whole(std::string_view name, std::int64_t least, std::int64_t most) const {
  const auto* node = find(name);
  return node != nullptr ? reading_.whole(*node, least, most) : least;
}

std::string Fields::text(std::string_view name, std::size_t most) const {
  const auto* node = find(name);
  return node != nullptr ? reading_.text(*node, most) : std::string();
}

std::optional<std::size_t> index_of(std::string_view written, std::size_t count) {
  std::size_t index = 0;
  const auto* end = written.data() + written.size();
  auto [stopped, error] = std::from_chars(written.data(), end, index);
  bool canonical = error == std::errc() && stopped == end && (written.size() == 1 || written[0] != '0');
  return canonical && index < count ? std::optional(index) : std::nullopt;
}

}  // namespace couloir::plancheck
