// A JSON text as flat as it came: every value once, in order, with its place. It knows no format; node.h reads with it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace couloir::plancheck {

/// Longest text that is read: the plan of a region of 2,000 engineers with its certificate takes 8 MB.
constexpr std::size_t kMostBytes = 64'000'000;

enum class JsonKind : std::uint8_t { null, boolean, whole, other_number, text, list, object };

class Document {
 public:
  struct Item {
    std::int64_t number = 0;   ///< a whole number; of text: where it begins among the texts; else how many are inside
    std::uint32_t extent = 1;  ///< of text: its bytes; else how many items this one takes up, itself and all inside
    JsonKind kind = JsonKind::null;
  };

  /// Errors: invalid, for what is too long, no JSON, nested too deep or holds too many values.
  static Result<Document> parse(std::string_view text);

  const Item& item(std::size_t at) const { return items_[at]; }
  std::string_view text(const Item& item) const {
    return std::string_view(texts_).substr(static_cast<std::size_t>(item.number), item.extent);
  }
  /// The item that follows this one and all inside it.
  std::size_t after(std::size_t at) const { return at + (items_[at].kind == JsonKind::text ? 1 : items_[at].extent); }

 private:
  struct Builder;
  std::vector<Item> items_;  ///< a member of an object is two items: its name, then its value
  std::string texts_;
};

}  // namespace couloir::plancheck
