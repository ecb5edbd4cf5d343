// The only file of plancheck that reads JSON token by token with Boost.JSON; change.cc holds whole trees of it.
#include "plancheck/document.h"

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>

namespace couloir::plancheck {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostItems = 16'000'000;  // 256 MB of them
constexpr std::size_t kMostDepth = 16;

}  // namespace

/// What the parser tells, one value after the other.
struct Document::Builder {
  static constexpr std::size_t max_object_size = kMostItems, max_array_size = kMostItems, max_key_size = 1'000,
                               max_string_size = 100'000;
  Document document;
  std::vector<std::size_t> open;
  std::size_t begun = 0;  ///< where the text being read begins

  bool add(JsonKind kind, std::int64_t number, json::error_code& error) {
    if (document.items_.size() == kMostItems) {
      error = json::error::array_too_large;
      return false;
    }
    document.items_.push_back({number, 1, kind});
    return true;
  }
  bool enter(JsonKind kind, json::error_code& error) {
    open.push_back(document.items_.size());
    return add(kind, 0, error);
  }
  bool leave(std::size_t inside) {
    auto& item = document.items_[open.back()];
    item.number = static_cast<std::int64_t>(inside);
    item.extent = static_cast<std::uint32_t>(document.items_.size() - open.back());
    open.pop_back();
    return true;
  }
  bool part(json::string_view text) {
    document.texts_.append(text.data(), text.size());
    return true;
  }
  bool whole_text(json::string_view text, json::error_code& error) {
    part(text);
    if (!add(JsonKind::text, static_cast<std::int64_t>(begun), error)) return false;
    document.items_.back().extent = static_cast<std::uint32_t>(document.texts_.size() - begun);
    begun = document.texts_.size();
    return true;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code& error) { return enter(JsonKind::object, error); }
  bool on_object_end(std::size_t n, json::error_code&) { return leave(n); }
  bool on_array_begin(json::error_code& error) { return enter(JsonKind::list, error); }
  bool on_array_end(std::size_t n, json::error_code&) { return leave(n); }
  bool on_key_part(json::string_view s, std::size_t, json::error_code&) { return part(s); }
  bool on_key(json::string_view s, std::size_t, json::error_code& error) { return whole_text(s, error); }
  bool on_string_part(json::string_view s, std::size_t, json::error_code&) { return part(s); }
  bool on_string(json::string_view s, std::size_t, json::error_code& error) { return whole_text(s, error); }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t i, json::string_view, json::error_code& error) { return add(JsonKind::whole, i, error); }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code& error) {
    return add(JsonKind::other_number, 0, error);  // beyond every bound that a reader asks for
  }
  bool on_double(double, json::string_view, json::error_code& error) { return add(JsonKind::other_number, 0, error); }
  bool on_bool(bool, json::error_code& error) { return add(JsonKind::boolean, 0, error); }
  bool on_null(json::error_code& error) { return add(JsonKind::null, 0, error); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

Result<Document> Document::parse(std::string_view text) {
  if (text.size() > kMostBytes)
    return Error::invalid(say("This file is too large: {1} MB, and {2} MB at most are taken here.",
                              std::to_string((text.size() + 999'999) / 1'000'000),
                              std::to_string(kMostBytes / 1'000'000)));
  json::parse_options options;
  options.max_depth = kMostDepth;
  json::basic_parser<Builder> parser(options);
  json::error_code error;
  auto read = parser.write_some(false, text.data(), text.size(), error);
  if (!error && read < text.size() && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    error = json::error::extra_data;
  if (!error && !parser.done()) error = json::error::incomplete;
  if (!error) return std::move(parser.handler().document);
  auto said =
      error == json::error::too_deep || error == json::error::array_too_large ||
              error == json::error::object_too_large || error == json::error::key_too_large ||
              error == json::error::string_too_large
          ? say("This JSON is nested too deep or holds too much: it goes too far near byte {1}.", std::to_string(read))
          : say("This is not JSON: it goes wrong near byte {1}.", std::to_string(read));
  return Error::invalid(std::move(said));
}

}  // namespace couloir::plancheck
