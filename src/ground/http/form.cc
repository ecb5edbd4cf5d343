// The grammar is that of a query; only the limits and the label differ.
#include "http/form.h"

#include "http/chars.h"
#include "http/media_type.h"

namespace couloir::http {

bool is_form(std::string_view content_type) {
  auto media = parse_media_type(content_type);
  if (!media || media->type != "application/x-www-form-urlencoded") return false;
  auto charset = find(media->parameters, "charset");
  return !charset || same_ignoring_case(*charset, "utf-8");
}

Result<Fields> parse_form(std::string_view body, const FieldLimits& limits) { return parse_query(body, limits); }

}  // namespace couloir::http
