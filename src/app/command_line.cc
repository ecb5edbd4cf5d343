// The only file that includes CLI11.
#include "app/command_line.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>

namespace couloir::app {
namespace {

/// What CLI11 fills while parsing one command.
struct Typed {
  const Command* command = nullptr;
  std::map<std::string, std::vector<std::string>> texts;
  std::map<std::string, bool> flags;

  http::Fields values() const {
    http::Fields all;
    for (const auto& [name, list] : texts)
      for (const auto& value : list) all.push_back({name, value});
    for (const auto& [name, on] : flags)
      if (on) all.push_back({name, "true"});
    return all;
  }
};

CLI::App* group_of(CLI::App& root, const std::string& word) {
  for (auto* sub : root.get_subcommands(nullptr))
    if (sub->get_name() == word) return sub;
  auto* group = root.add_subcommand(word);
  group->require_subcommand(1);
  return group;
}

/// "use-case sponsor ask" makes three levels.
CLI::App* place_of(CLI::App& root, const Command& command) {
  auto* at = &root;
  std::string_view rest = command.name;
  for (auto space = rest.find(' '); space != std::string_view::npos; space = rest.find(' ')) {
    at = group_of(*at, std::string(rest.substr(0, space)));
    rest.remove_prefix(space + 1);
  }
  return at->add_subcommand(std::string(rest), command.summary);
}

void add_option(CLI::App& sub, const Command::Option& option, Typed& typed) {
  if (option.flag) {
    sub.add_flag("--" + option.name, typed.flags[option.name], option.about);
    return;
  }
  auto* added = sub.add_option(option.positional ? option.name : "--" + option.name, typed.texts[option.name], option.about);
  if (!option.repeated) added->expected(1);
  if (option.required) added->required();
  if (!option.choices.empty()) added->check(CLI::IsMember(option.choices));
}

void add_globals(CLI::App& root, Globals& globals, std::string& lang) {
  root.add_option("--data", globals.data, tr("Folder of the database, keys and mails"))->capture_default_str();
  root.add_option("--config", globals.config, tr("Settings file; else couloir.toml in the data folder"));
  root.add_option("--as", globals.as, tr("E-mail of the person to act as"));
  root.add_flag("--json", globals.json, tr("Answer in JSON"));
  root.add_option("--lang", lang, tr("Language of the answer"))->check(CLI::IsMember({"fr", "en"}));
  root.add_option("-o,--output", globals.output, tr("File for the answer; else standard output"));
}

}  // namespace

Exit run_command_line(int argc, char** argv, const std::vector<Command>& commands) {
  CLI::App root("couloir", "couloir");
  root.set_version_flag("--version", COULOIR_VERSION);
  root.require_subcommand(1);
  root.fallthrough();
  Globals globals;
  std::string lang;
  add_globals(root, globals, lang);
  std::vector<std::unique_ptr<Typed>> all_typed;
  Typed* chosen = nullptr;
  for (const auto& command : commands) {
    auto* sub = place_of(root, command);
    sub->fallthrough();
    auto& typed = *all_typed.emplace_back(std::make_unique<Typed>());
    typed.command = &command;
    for (const auto& option : command.options) add_option(*sub, option, typed);
    sub->callback([&chosen, &typed] { chosen = &typed; });
  }
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return root.exit(error) == 0 ? Exit::answered : Exit::unusable;
  }
  globals.lang = from_name<Lang>(lang);
  if (globals.lang) {
    Speaking speaking(*globals.lang);
    return chosen->command->run(globals, chosen->values());
  }
  return chosen->command->run(globals, chosen->values());
}

}  // namespace couloir::app
