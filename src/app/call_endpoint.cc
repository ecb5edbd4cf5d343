// Runs one declared endpoint from the command line, against the database itself: the same decoding, rules and rights as
// over HTTP.
#include "app/commands.h"
#include "app/house.h"
#include "base/random.h"
#include "store/migrate.h"

namespace couloir::app {
namespace {

const web::Endpoint* endpoint_named(const web::Api& api, const std::string& cli) {
  for (const auto& e : api.endpoints())
    if (e.doc.cli == cli) return &e;
  return nullptr;
}

bool is_capture(const web::Doc& doc, const std::string& name) {
  return doc.path.find("{" + name + "}") != std::string::npos;
}

/// What was typed, sorted into path, input and version.
struct SortedValues {
  std::vector<web::Capture> captures;
  http::Fields fields;
  std::string input_file;
  std::string if_match;
};
SortedValues sort_values(const web::Doc& doc, const http::Fields& values) {
  SortedValues typed;
  for (const auto& v : values) {
    if (is_capture(doc, v.name))
      typed.captures.push_back({v.name, v.value});
    else if (v.name == "input")
      typed.input_file = v.value;
    else if (v.name == "if-match")
      typed.if_match = v.value;
    else
      typed.fields.push_back(v);
  }
  return typed;
}

}  // namespace

Exit call_endpoint(const Globals& globals, const web::Endpoint& declared, const http::Fields& values) {
  auto settings = settings_of(globals);
  if (!settings) return fail(settings.error());
  auto house = House::build(*std::move(settings), system_clock());
  if (!house) return fail(house.error());
  if (auto migrated = migrate(*(*house)->db); !migrated) return fail(migrated.error());
  wire(**house);
  const auto* endpoint = endpoint_named((*house)->site.api(), declared.doc.cli);
  auto actor = actor_of(*(*house)->db->reader(), globals);
  if (!actor) return fail(actor.error());
  if (!endpoint->doc.who.admits(*actor) && globals.as.empty())
    return fail(Error::forbidden(say("This is done as a person: name one with --as E-MAIL.")));
  if (!endpoint->doc.who.admits(*actor)) return fail(Error::forbidden(say("This role may not do that.")));

  auto typed = sort_values(endpoint->doc, values);
  auto version = web::read_version(typed.if_match);
  if (!version) return fail(version.error());
  std::string content;
  if (!typed.input_file.empty()) {
    auto read = content_of(typed.input_file);
    if (!read) return fail(read.error());
    content = *std::move(read);
  }
  web::Call call{{*(*house)->db, *actor, system_clock().now(), random_token(10)}, typed.captures, content, *version};
  auto reply = endpoint->run(call, [&](const Shape& shape) -> Result<void> {
    bool whole = !typed.input_file.empty() && endpoint->doc.body_type == "application/json";
    if (whole) return read_json(shape, content);
    auto problems = read_texts(shape, typed.fields, Spelling::machine);
    if (!problems.empty()) return Error::invalid(std::move(problems));
    return {};
  });
  (*house)->jobs.run_due();  // what the command asked for is done before it ends: nothing else may be running here
  if (!reply) return fail(reply.error());
  bool as_it_is = globals.json || reply->type != "application/json";
  bool text = reply->type.starts_with("text/") || reply->type.starts_with("application/json");
  if (as_it_is && text && !reply->body.ends_with('\n')) reply->body += '\n';
  auto shown = print(globals, as_it_is ? reply->body : readable(reply->body));
  return shown == Exit::answered && reply->says_no ? Exit::refused : shown;
}

}  // namespace couloir::app
