// Reading a request and making the answers every room uses. Dispatch is in site.cc, the look of a page in page.cc.
#include "web/request.h"

#include <algorithm>
#include <charconv>

#include "base/bug.h"
#include "web/guard.h"
#include "web/site.h"

namespace couloir::web {
namespace {

std::string_view first_named(const NamedTexts& texts, std::string_view name) {
  for (const auto& t : texts)
    if (t.name == name) return t.value;
  return {};
}

}  // namespace

/// Everything that one request does happens when its last byte arrived (docs/dossier-states.md), however long it then
/// waits for a worker.
Op Request::op() const { return {site.db(), visit.actor, raw.received, request_id}; }

std::string_view Request::at(std::string_view name) const {
  for (const auto& c : captures)
    if (c.name == name) return c.value;
  throw Bug("no capture " + std::string(name) + " in " + path);
}

Result<std::int64_t> id_of_text(std::string_view text) {
  std::int64_t number = 0;
  auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (ec != std::errc{} || end != text.data() + text.size() || number <= 0)
    return Error::not_found(say("There is nothing at this address."));
  return number;
}

Result<std::int64_t> Request::id_number(std::string_view name) const { return id_of_text(at(name)); }

std::string_view Request::asked(std::string_view name) const { return first_named(query, name); }
std::string_view Request::filled(std::string_view name) const { return first_named(form, name); }

int http_status(Code code) {
  switch (code) {
    case Code::invalid:
      return 400;
    case Code::unauthenticated:
      return 401;
    case Code::forbidden:
      return 403;
    case Code::not_found:
      return 404;
    case Code::conflict:
      return 409;
    case Code::refused:
      return 422;
    case Code::too_many:
      return 429;
    case Code::unavailable:
      return 503;
  }
  return 500;
}

Response see_other(Request& request, const html::Url& to, Sentence said) {
  if (!said.empty() && request.actor().logged_in()) request.site.flash(request.visit.login, std::move(said));
  return Response{.status = 303}.with("location", to.str());
}

Response download(std::string body, std::string_view type, std::string_view filename) {
  Response response{.body = std::move(body), .type = std::string(type)};
  return std::move(response).with("content-disposition", "attachment; filename=\"" + std::string(filename) + "\"");
}

std::string_view Form::value(std::string_view name) const { return first_named(values, name); }

bool Form::has(std::string_view name, std::string_view value) const {
  return std::ranges::any_of(values, [&](const auto& v) { return v.name == name && v.value == value; });
}

const Sentence* Form::problem(std::string_view name) const {
  for (const auto& p : problems)
    if (p.where == name) return &p.what;
  return nullptr;
}

Form read_form_shape(const Request& request, const Shape& shape) {
  static constexpr std::array<std::string_view, 3> kOurs{kStampField, "version", "next"};
  return {request.form, read_texts(shape, request.form, Spelling::people, kOurs)};
}

void read_query_shape(const Request& request, const Shape& shape) {
  // Each field is optional or has a default; a value that does not fit is as if it were not there.
  (void)read_texts(shape, request.query, Spelling::machine);
}

std::string stamp(const Request& request) {
  return make_stamp(request.site.stamp_secret(request.visit), request.site.clock().now());
}

}  // namespace couloir::web
