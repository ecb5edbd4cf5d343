// OpenAPI 3.1 written from the declared endpoints; nothing in it is kept by hand.
#include <fmt/format.h>

#include <algorithm>
#include "web/api.h"

namespace couloir::web {
namespace {

std::string_view verb(Method method) {
  switch (method) {
    case Method::get:
      return "get";
    case Method::post:
      return "post";
    case Method::put:
      return "put";
    case Method::remove:
      return "delete";
  }
  return "";
}

std::string schema_of(const Leaf& leaf) {
  std::string schema = fmt::format(R"({{"type":"{}")", json_type(leaf.kind));
  if (!leaf.choices.empty()) {
    schema += R"(,"enum":[)";
    for (std::size_t i = 0; i < leaf.choices.size(); ++i) schema += (i > 0 ? "," : "") + json_string(leaf.choices[i]);
    schema += "]";
  }
  schema += "}";
  return leaf.repeated ? R"({"type":"array","items":)" + schema + "}" : schema;
}

void add(std::string& list, const std::string& item) {
  if (!list.empty()) list += ',';
  list += item;
}

std::string parameters_of(const Endpoint& endpoint, bool input_in_query) {
  std::string list;
  const auto& path = endpoint.doc.path;
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
    auto name = path.substr(open + 1, path.find('}', open) - open - 1);
    add(list, fmt::format(R"({{"name":"{}","in":"path","required":true,"schema":{{"type":"string"}}}})", name));
  }
  if (input_in_query && endpoint.has_input)
    endpoint.with_input([&](const Shape& shape) {
      for (const auto& leaf : leaves_of(shape))
        add(list, fmt::format(R"({{"name":"{}","in":"query","required":{},"description":{},"schema":{}}})", leaf.name,
                              !leaf.optional, json_string(leaf.rule.about), schema_of(leaf)));
    });
  if (endpoint.doc.versioned)
    add(list,
        R"({"name":"If-Match","in":"header","required":true,"description":"ETag that was read; a newer one is a conflict.","schema":{"type":"string"}})");
  if (endpoint.doc.method == Method::post)
    add(list,
        R"({"name":"Idempotency-Key","in":"header","required":false,"description":"Names this request: sent again with the same body it is carried out once; with another body it is refused.","schema":{"type":"string","maxLength":100}})");
  return list;
}

std::string body_of(const Endpoint& endpoint, SchemaBook& book) {
  if (endpoint.doc.body_type != "application/json")
    return fmt::format(R"("requestBody":{{"required":true,"content":{{"{}":{{"schema":{{"type":"string"}}}}}}}},)",
                       endpoint.doc.body_type);
  if (!endpoint.has_input) return "";
  std::string schema;
  endpoint.with_input([&](const Shape& shape) { schema = book.add(shape); });
  return fmt::format(R"("requestBody":{{"required":true,"content":{{"application/json":{{"schema":{}}}}}}},)", schema);
}

std::string responses_of(const Endpoint& endpoint, SchemaBook& book) {
  std::string content = R"("204":{"description":"Done; there is nothing to say."})";
  if (endpoint.has_output) {
    std::string schema;
    endpoint.with_output([&](const Shape& shape) { schema = book.add(shape); });
    auto answer =
        fmt::format(R"({{"description":"The answer.","content":{{"application/json":{{"schema":{}}}}}}})", schema);
    content = endpoint.doc.method == Method::post ? R"("200":)" + answer + R"(,"201":)" + answer : R"("200":)" + answer;
  } else if (endpoint.raw && endpoint.doc.reply_type == "application/json") {
    constexpr std::string_view kAnswer =
        R"({"description":"The answer.","content":{"application/json":{"schema":{"type":"object"}}}})";
    content = fmt::format(R"("200":{0},"201":{0},"202":{0})", kAnswer);  // 202: a job makes what was asked for
  } else if (endpoint.doc.reply_type != "application/json") {
    content = fmt::format(R"("200":{{"description":"The file.","content":{{"{}":{{"schema":{{"type":"string"}}}}}}}})",
                          endpoint.doc.reply_type);
  }
  return content +
         R"(,"4XX":{"$ref":"#/components/responses/Problem"},"5XX":{"$ref":"#/components/responses/Problem"})";
}

std::string operation_of(const Endpoint& endpoint, SchemaBook& book) {
  auto id = endpoint.doc.cli;
  std::ranges::replace(id, ' ', '.');
  bool body = endpoint.doc.method == Method::post || endpoint.doc.method == Method::put;
  bool raw = body && endpoint.doc.body_type != "application/json";
  std::string roles;
  for (auto name : names_of<Role>())
    if (endpoint.doc.who.roles.has(*from_name<Role>(name))) add(roles, json_string(name));
  return fmt::format(
      R"({{"operationId":"{}","summary":{},"tags":[{}],"x-roles":[{}],"security":[{{"token":[]}}],"x-scope":"{}","parameters":[{}],{}"responses":{{{}}}}})",
      id, json_string(endpoint.doc.summary), json_string(endpoint.doc.cli.substr(0, endpoint.doc.cli.find(' '))), roles,
      name_of(endpoint.doc.scope), parameters_of(endpoint, !body || raw), body ? body_of(endpoint, book) : "",
      responses_of(endpoint, book));
}

constexpr std::string_view kProblem =
    R"({"type":"object","required":["type","title","status","errors"],"properties":{"type":{"type":"string"},"title":{"type":"string"},)"
    R"("status":{"type":"integer"},"request":{"type":"string"},"errors":{"type":"array","items":{"type":"object","required":["pointer","detail"],)"
    R"("properties":{"pointer":{"type":"string"},"detail":{"type":"string"}}}}}})";

}  // namespace

std::string openapi(const Api& api, std::string_view version) {
  SchemaBook book;
  std::map<std::string, std::string> paths;
  for (const auto& endpoint : api.endpoints())
    add(paths[endpoint.doc.path], fmt::format(R"("{}":{})", verb(endpoint.doc.method), operation_of(endpoint, book)));
  std::string all;
  for (const auto& [path, operations] : paths) add(all, json_string(path) + ":{" + operations + "}");
  auto schemas = book.components();
  schemas.insert(1, R"("Problem":)" + std::string(kProblem) + (schemas.size() > 2 ? "," : ""));
  return fmt::format(
      R"({{"openapi":"3.1.0","info":{{"title":"couloir","version":"{}","license":{{"name":"EUPL-1.2","identifier":"EUPL-1.2"}}}},)"
      R"("servers":[{{"url":"/api/v1"}}],"paths":{{{}}},"components":{{"schemas":{},"responses":{{"Problem":{{"description":)"
      R"("What went wrong, RFC 9457.","content":{{"application/problem+json":{{"schema":{{"$ref":"#/components/schemas/Problem"}}}}}}}}}},)"
      R"("securitySchemes":{{"token":{{"type":"http","scheme":"bearer"}}}}}}}})",
      version, all, schemas);
}

}  // namespace couloir::web
