// Reading a document strictly: a node is a value and the way to it, a Reading gathers what is wrong, Fields takes an
// object apart by the names it may have. Nothing is ever filled in for the writer of the file.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plancheck/document.h"

namespace couloir::plancheck {

/// A value, and through `above` its place. Lives on the stack of whoever walks: never kept.
struct Node {
  const Document* document = nullptr;
  std::size_t at = 0;
  const Node* above = nullptr;
  std::string_view name;  ///< in an object
  std::size_t index = 0;  ///< in a list

  const Document::Item& item() const { return document->item(at); }
  JsonKind kind() const { return item().kind; }
  /// "/dossiers/3/roles/0/min" (RFC 6901).
  std::string pointer() const;
};

class Reading {
 public:
  void report(const Node& where, Sentence what);
  bool sound() const { return problems_.empty(); }
  Error error() const { return Error::invalid(problems_); }

  /// What is wrong is reported, and `least` stands in for it so that reading goes on.
  std::int64_t whole(const Node&, std::int64_t least, std::int64_t most);
  std::string text(const Node&, std::size_t most);
  /// The position of the word in the list; 0 stands in.
  std::size_t word(const Node&, std::initializer_list<std::string_view> allowed);
  /// A list of `least` to `most` values: each is given to `take` with its position.
  template <class Take>
  void list(const Node& node, std::size_t least, std::size_t most, Take&& take) {
    if (!is_list(node, least, most)) return;
    auto at = node.at + 1;
    auto count = static_cast<std::size_t>(node.item().number);
    for (std::size_t i = 0; i < count; ++i, at = node.document->after(at))
      take(Node{node.document, at, &node, {}, i}, i);
  }
  /// Each member of an object whose names are free; one that comes twice is reported by `twice`.
  template <class Take>
  void members(const Node& node, Take&& take) {
    if (!is_object(node)) return;
    auto at = node.at + 1;
    for (std::int64_t i = 0; i < node.item().number; ++i) {
      Node member{node.document, at + 1, &node, node.document->text(node.document->item(at)), 0};
      take(member);
      at = node.document->after(at + 1);
    }
  }
  void twice(const Node& member) { report(member, say("This key is given more than once.")); }
  /// What nobody reads must still be sound: no key twice at any depth.
  void pass_over(const Node&);
  bool is_object(const Node&);

 private:
  bool is_list(const Node&, std::size_t least, std::size_t most);
  std::vector<Problem> problems_;
};

enum class Needed : bool { no, yes };

/// The members of an object with known names.
class Fields {
 public:
  struct Name {
    std::string_view name;
    Needed needed = Needed::yes;
  };
  Fields(Reading&, const Node& owner, std::initializer_list<Name>);

  /// Empty where it is absent (reported when needed).
  const Node* find(std::string_view name) const;
  /// The same, and null counts as absent.
  const Node* find_value(std::string_view name) const;
  std::int64_t whole(std::string_view name, std::int64_t least, std::int64_t most) const;
  std::string text(std::string_view name, std::size_t most) const;
  template <class Take>
  void list(std::string_view name, std::size_t least, std::size_t most, Take&& take) const {
    if (const auto* node = find(name)) reading_.list(*node, least, most, take);
  }

 private:
  Reading& reading_;
  const Node& owner_;
  std::vector<Node> found_;
};

/// "7" and no other spelling of a whole number from 0 to `count` - 1.
std::optional<std::size_t> index_of(std::string_view written, std::size_t count);

}  // namespace couloir::plancheck
