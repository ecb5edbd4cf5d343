// Delimiters are found first, heads are read second; data is never looked at beyond the search for the delimiter.
#include "http/multipart.h"

#include <algorithm>

#include "base/text.h"
#include "http/chars.h"
#include "http/media_type.h"

namespace couloir::http {

namespace {

Error damaged() { return Error::invalid(say("The form arrived damaged. Please send it again.")); }
Error too_much() { return Error::invalid(say("There are too many answers, or one of them is too long.")); }

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Browsers write a quote and line ends inside names as %22, %0D and %0A, and code nothing else (WHATWG HTML
/// §4.10.22.8).
std::string uncoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto code = text.substr(i, 3);
    char c = code == "%22" ? '"' : code == "%0D" ? '\r' : code == "%0A" ? '\n' : '\0';
    out.push_back(c ? c : text[i]);
    if (c) i += 2;
  }
  return out;
}

bool is_clean(std::string_view text) { return text.find('\0') == text.npos && is_utf8(text); }

std::string_view without_folders(std::string_view path) { return path.substr(path.find_last_of("/\\") + 1); }

/// [RFC 2046 §5.1.1]
bool is_boundary(std::string_view text) {
  return !text.empty() && text.size() <= 70 && text.back() != ' ' && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || is_alpha(c) || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
  });
}

Result<std::string> boundary_of(std::string_view content_type) {
  TRY_LET(auto media, parse_media_type(content_type));
  auto boundary = find(media.parameters, "boundary");
  if (media.type != "multipart/form-data" || !boundary || !is_boundary(*boundary)) return damaged();
  return *boundary;
}

Result<void> read_disposition(Part& part, std::string_view value) {
  TRY_LET(auto disposition, parse_media_type(value));
  auto name = find(disposition.parameters, "name");
  if (disposition.type != "form-data" || !name || !part.name.empty()) return damaged();
  part.name = uncoded(*name);
  if (auto filename = find(disposition.parameters, "filename")) {
    part.is_file = true;
    part.filename = without_folders(uncoded(*filename));
  }
  if (part.name.empty() || !is_clean(part.name) || !is_clean(part.filename)) return damaged();
  return {};
}

Result<void> read_header(Part& part, std::string_view line) {
  auto colon = line.find(':');
  if (colon == line.npos || !is_token(line.substr(0, colon))) return damaged();
  auto name = line.substr(0, colon);
  auto value = trimmed(line.substr(colon + 1));
  if (same_ignoring_case(name, "content-disposition")) return read_disposition(part, value);
  if (same_ignoring_case(name, "content-transfer-encoding")) {
    bool plain =
        same_ignoring_case(value, "binary") || same_ignoring_case(value, "8bit") || same_ignoring_case(value, "7bit");
    return plain ? Result<void>() : damaged();
  }
  if (same_ignoring_case(name, "content-type")) {
    TRY_LET(auto media, parse_media_type(value));
    part.type = std::move(media.type);
  }
  return {};
}

/// Takes the head of a part, its empty line included.
Result<Part> take_head(std::string_view& body, const MultipartLimits& limits) {
  auto end = body.substr(0, limits.head_bytes).find("\r\n\r\n");
  if (end == body.npos) return damaged();
  Part part;
  for (auto head = body.substr(0, end + 2); !head.empty();) {
    auto line = head.substr(0, head.find("\r\n"));
    TRY(read_header(part, line));
    head.remove_prefix(line.size() + 2);
  }
  if (part.name.empty()) return damaged();
  body.remove_prefix(end + 4);
  return part;
}

/// Takes the data of a part and the delimiter behind it.
Result<void> take_data(Part& part, std::string_view& body, std::string_view delimiter, const MultipartLimits& limits) {
  auto end = body.find(delimiter);
  if (end == body.npos) return damaged();
  part.data = body.substr(0, end);
  if (!part.is_file && part.data.size() > limits.value_bytes) return too_much();
  if (!part.is_file && !is_clean(part.data)) return damaged();
  body.remove_prefix(end + delimiter.size());
  return {};
}

}  // namespace

bool is_multipart(std::string_view content_type) { return boundary_of(content_type).has_value(); }

Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body,
                                          const MultipartLimits& limits) {
  TRY_LET(auto boundary, boundary_of(content_type));
  auto delimiter = "\r\n--" + boundary;
  if (!take(body, std::string_view(delimiter).substr(2))) return damaged();
  std::vector<Part> parts;
  while (!take(body, "--")) {
    if (parts.size() == limits.parts) return too_much();
    if (!take(body, "\r\n")) return damaged();
    TRY_LET(auto part, take_head(body, limits));
    TRY(take_data(part, body, delimiter, limits));
    parts.push_back(std::move(part));
  }
  if (!body.empty() && body != "\r\n") return damaged();
  return parts;
}

}  // namespace couloir::http
