// Commands made from the declared endpoints: path captures become arguments, input fields become options.
#include "app/command_line.h"

namespace couloir::app {
namespace {

void add_captures(const std::string& path, Command& command) {
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
    Command::Option option;
    option.name = path.substr(open + 1, path.find('}', open) - open - 1);
    option.positional = option.required = true;
    command.options.push_back(std::move(option));
  }
}

/// Lists of objects have no flat form: they are given with --input FILE.json, like any body that is too long to type.
bool can_be_typed(const Leaf& leaf) { return leaf.name.find('*') == std::string::npos; }

void add_fields(const Shape& shape, Command& command) {
  for (const auto& leaf : leaves_of(shape)) {
    if (!can_be_typed(leaf)) continue;
    Command::Option option;
    option.name = leaf.name;
    option.about = leaf.rule.about.empty() ? "" : tr(leaf.rule.about);
    option.repeated = leaf.repeated;
    option.choices.assign(leaf.choices.begin(), leaf.choices.end());
    command.options.push_back(std::move(option));
  }
}

bool sends_body(const web::Doc& doc) { return doc.method == web::Method::post || doc.method == web::Method::put; }

}  // namespace

std::vector<Command> commands_of(const web::Api& api, const CallEndpoint& call) {
  std::vector<Command> commands;
  for (const auto& endpoint : api.endpoints()) {
    Command command;
    command.name = endpoint.doc.cli;
    command.summary = tr(endpoint.doc.summary);
    add_captures(endpoint.doc.path, command);
    if (endpoint.has_input) endpoint.with_input([&](const Shape& shape) { add_fields(shape, command); });
    if (sends_body(endpoint.doc))
      command.options.push_back(
          {.name = "input", .about = tr("File with the whole input; “-” is standard input"), .choices = {}});
    if (endpoint.doc.versioned)
      command.options.push_back({.name = "if-match",
                                 .about = tr("Version that was read; a newer one is a conflict"),
                                 .required = true,
                                 .choices = {}});
    command.run = [&endpoint, call](const Globals& globals, const http::Fields& values) {
      return call(globals, endpoint, values);
    };
    commands.push_back(std::move(command));
  }
  return commands;
}

}  // namespace couloir::app
