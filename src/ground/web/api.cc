// Mounting endpoints: reads the input from JSON, query string or raw body, runs the command, writes the reply.
#include "web/api.h"

#include <charconv>

#include "base/bug.h"
#include "web/site.h"

namespace couloir::web {
namespace {

bool has_body(Method method) { return method == Method::post || method == Method::put; }

/// Problems of a query string or JSON body as JSON pointers or parameter names, whichever they came from.
Result<void> read_input(const Request& request, const Doc& doc, const Shape& shape) {
  if (has_body(doc.method) && doc.body_type == "application/json") {
    auto type = request.raw.header("content-type");
    if (!type.starts_with("application/json"))
      return Error::invalid(say("The content type of this request must be application/json."));
    return read_json(shape, request.raw.body);
  }
  auto problems = read_texts(shape, request.query, Spelling::machine);
  if (!problems.empty()) return Error::invalid(std::move(problems));
  return {};
}

Response problem_response(const Error& error, const Request& request) {
  Response response{.status = http_status(error.code),
                    .body = problem_json(error, request.request_id),
                    .type = "application/problem+json"};
  if (error.code == Code::unauthenticated) response.with("www-authenticate", "Bearer");
  if (error.code == Code::too_many || error.code == Code::unavailable) response.with("retry-after", "60");
  return response;
}

Response answer_of(Reply reply) {
  Response response{.status = reply.status, .body = std::move(reply.body)};
  response.headers.push_back({"content-type", std::move(reply.type)});
  response.type = {};
  if (reply.version) response.with("etag", "\"" + std::to_string(*reply.version) + "\"");
  if (!reply.location.empty()) response.with("location", "/api/v1" + reply.location);
  if (!reply.filename.empty()) response.with("content-disposition", "attachment; filename=\"" + reply.filename + "\"");
  return response;
}

Response serve(const Endpoint& endpoint, Request& request) {
  if (!request.visit.scopes.has(endpoint.doc.scope))
    return problem_response(Error::forbidden(say("This token lacks the scope {1}.", name_of(endpoint.doc.scope))),
                            request);
  auto version = read_version(request.raw.header("if-match"));
  if (!version) return problem_response(version.error(), request);
  Call call{request.op(), request.captures, request.raw.body, *version};
  auto reply = endpoint.run(call, [&](const Shape& shape) { return read_input(request, endpoint.doc, shape); });
  if (!reply) return problem_response(reply.error(), request);
  return answer_of(*std::move(reply));
}

}  // namespace

Result<std::optional<std::int64_t>> read_version(std::string_view text) {
  if (text.empty()) return std::optional<std::int64_t>();
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  std::int64_t version = 0;
  auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (ec != std::errc{} || end != text.data() + text.size())
    return Error::invalid(say("If-Match must hold the ETag that was read, such as \"3\"."));
  return std::optional(version);
}

std::string_view Call::at(std::string_view name) const {
  for (const auto& c : captures)
    if (c.name == name) return c.value;
  throw Bug("no capture " + std::string(name));
}
Result<std::int64_t> Call::id_number(std::string_view name) const { return id_of_text(at(name)); }

Error Api::no_version() {
  return Error::invalid({{"If-Match", say("Send the version you read: If-Match, or --if-match on the command line.")}});
}

Api& Api::mount(Endpoint endpoint) {
  for (const auto& e : endpoints_) check(e.doc.cli != endpoint.doc.cli, "an endpoint's command is unique");
  endpoints_.push_back(std::move(endpoint));
  return *this;
}

std::string problem_json(const Error& error, std::string_view request_id) {
  std::string errors;
  for (const auto& p : error.problems) {
    if (!errors.empty()) errors += ',';
    errors += "{\"pointer\":" + json_string(p.where) + ",\"detail\":" + json_string(tr(p.what)) + "}";
  }
  constexpr std::array<std::string_view, 8> kTypes{"invalid",  "unauthenticated", "forbidden", "not-found",
                                                   "conflict", "refused",         "too-many",  "unavailable"};
  auto type = kTypes[static_cast<std::size_t>(error.code)];
  return "{\"type\":\"urn:couloir:problem:" + std::string(type) + "\",\"title\":" + json_string(tr(error.message)) +
         ",\"status\":" + std::to_string(http_status(error.code)) + ",\"errors\":[" + errors +
         "],\"request\":" + json_string(request_id) + "}";
}

void mount_api(Router& router, const Api& api) {
  for (const auto& endpoint : api.endpoints())
    router.add({.method = endpoint.doc.method,
                .pattern = "/api/v1" + endpoint.doc.path,
                .who = endpoint.doc.who,
                .handle = [&endpoint](Request& request) { return serve(endpoint, request); },
                .body_limit = endpoint.doc.body_limit,
                .api = true});
  router.add({.method = Method::get,
              .pattern = "/api/v1/openapi.json",
              .who = kEveryone,
              .handle =
                  [&api](Request& request) {
                    return Response{.body = openapi(api, request.site.config().version), .type = "application/json"};
                  },
              .plain = true});
}

}  // namespace couloir::web
