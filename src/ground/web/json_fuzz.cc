// Any bytes as a JSON body: read within the declared limits or refused with places, and what was read is written and
// read back the same. The same bytes as "name value" lines of a form or query string come through the same rules.
#include <cstdlib>

#include "base/text.h"
#include "web/describe.h"

namespace couloir {
namespace {

enum class Colour { red, green };

}  // namespace
template <>
inline constexpr auto kNames<Colour> = std::array<std::string_view, 2>{"red", "green"};
namespace {

struct Part {
  std::string label;
  std::int64_t weight = 0;
  bool operator==(const Part&) const = default;
};
void describe(Describer& d, Part& p) {
  d.type("Part");
  d.field("label", p.label, text(1, 10));
  d.field("weight", p.weight, between(0, 5));
}

/// One field of each kind that an endpoint may take.
struct Body {
  std::string title;
  std::optional<double> price;
  Colour colour = Colour::red;
  bool ready = false;
  std::optional<Date> due;
  std::optional<Instant> at;
  Id<struct BodyTag> id;
  std::vector<std::string> tags;
  std::vector<Part> parts;
  std::optional<Part> spare;
  bool operator==(const Body&) const = default;
};
void describe(Describer& d, Body& b) {
  d.type("Body");
  d.field("title", b.title, text(1, 20));
  d.field("price", b.price, between(0, 1e6));
  d.field("colour", b.colour);
  d.field("ready", b.ready, Rule{}.or_keep());
  d.field("due", b.due);
  d.field("at", b.at);
  d.field("id", b.id, Rule{}.or_keep());
  d.field("tags", b.tags, at_most(3).or_keep());
  d.field("parts", b.parts, at_most(2).or_keep());
  d.field("spare", b.spare);
}

void require(bool holds) {
  if (!holds) std::abort();
}

void as_json(std::string_view bytes) {
  Body body;
  auto read = read_json(shape_of(body), bytes);
  if (!read) {
    require(!read.error().message.empty() || !read.error().problems.empty());
    return;
  }
  require(is_utf8(body.title) && count_of_code_points(body.title) <= 20 && !body.title.empty());
  require(body.tags.size() <= 3 && body.parts.size() <= 2);
  require(!body.price || (*body.price >= 0 && *body.price <= 1e6));
  Body again;
  require(read_json(shape_of(again), write_json(shape_of(body))).has_value());
  require(again == body);
}

void as_fields(std::string_view bytes) {
  NamedTexts texts;
  while (!bytes.empty() && texts.size() < 32) {
    auto line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    auto space = line.find(' ');
    if (space == std::string_view::npos) continue;
    texts.push_back({std::string(line.substr(0, space)), std::string(line.substr(space + 1))});
  }
  for (auto spelling : {Spelling::people, Spelling::machine}) {
    Body body;
    if (read_texts(shape_of(body), texts, spelling).empty()) require(body.tags.size() <= 3 && body.parts.size() <= 2);
  }
}

}  // namespace
}  // namespace couloir

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  couloir::as_json(bytes);
  couloir::as_fields(bytes);
  return 0;
}
