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
  group->group(tr("Commands"));
  return group;
}

/// A group is described by what it holds, so that nothing has to be kept in step by hand.
void describe_groups(CLI::App& root) {
  for (auto* group : root.get_subcommands(nullptr)) {
    std::string verbs;
    for (const auto* sub : group->get_subcommands(nullptr)) verbs += (verbs.empty() ? "" : ", ") + sub->get_name();
    if (group->get_description().empty()) group->description(verbs);
  }
}

/// "use-case sponsor ask" makes three levels.
CLI::App* place_of(CLI::App& root, const Command& command) {
  auto* at = &root;
  std::string_view rest = command.name;
  for (auto space = rest.find(' '); space != std::string_view::npos; space = rest.find(' ')) {
    at = group_of(*at, std::string(rest.substr(0, space)));
    rest.remove_prefix(space + 1);
  }
  auto* sub = at->add_subcommand(std::string(rest), command.summary);
  sub->group(tr("Commands"));
  return sub;
}

void add_option(CLI::App& sub, const Command::Option& option, Typed& typed) {
  if (option.flag) {
    sub.add_flag("--" + option.name, typed.flags[option.name], option.about)->group(tr("Options"));
    return;
  }
  auto* added =
      sub.add_option(option.positional ? option.name : "--" + option.name, typed.texts[option.name], option.about);
  if (!option.positional) added->group(tr("Options"));
  if (!option.repeated) added->expected(1)->allow_extra_args(false);  // the next argument is another one's
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
  for (auto* option : root.get_options()) option->group(tr("Options"));
}

/// CLI11 speaks English; these are its words in the person's language.
void speak(CLI::App& root) {
  root.set_help_flag("-h,--help", tr("Say how this is used"));
  root.set_version_flag("--version", COULOIR_VERSION, tr("Say the version"));
  auto words = root.get_formatter();
  words->label("Usage", tr("Usage"));
  words->label("OPTIONS", tr("OPTIONS"));
  words->label("SUBCOMMAND", tr("COMMAND"));
  words->label("SUBCOMMANDS", tr("COMMAND"));
  words->label("Positionals", tr("Arguments"));
  words->label("REQUIRED", tr("required"));
}

/// The text after the last ": ", or before " is required": what CLI11's messages say of which argument.
std::string named_in(const std::string& message) {
  auto colon = message.find(": ");
  if (colon != message.npos) return message.substr(colon + 2);
  return message.substr(0, message.find(" is required"));
}

/// In the order they were typed; CLI11's own message turns it round.
std::string unknown_to(const CLI::App& root) {
  std::string all;
  for (const auto& each : root.remaining(true)) all += (all.empty() ? "" : " ") + each;
  return all;
}

Sentence sentence_of(const CLI::ParseError& error, const CLI::App& root) {
  std::string said = error.what();
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::ExtrasError:
      return say("“{1}” is not known here.", unknown_to(root));
    case CLI::ExitCodes::RequiredError:
      return said.find("ubcommand") != said.npos ? say("A command is missing.")
                                                 : say("“{1}” is missing.", named_in(said));
    case CLI::ExitCodes::ArgumentMismatch:
      return say("“{1}” takes one value.", said.substr(0, said.find(':')));
    case CLI::ExitCodes::ValidationError:
    case CLI::ExitCodes::ConversionError:
      return say("“{1}” does not take this value: {2}", said.substr(0, said.find(':')), named_in(said));
    default:
      return say("This cannot be understood: {1}", said);
  }
}

/// The command that was begun, for "… --help".
std::string begun(const CLI::App& root) {
  std::string path = "couloir";
  for (const auto* at = &root; !at->get_subcommands().empty(); path += " " + at->get_name())
    at = at->get_subcommands().front();
  return path;
}

}  // namespace

Exit run_command_line(int argc, char** argv, const std::vector<Command>& commands) {
  CLI::App root("couloir", "couloir");
  speak(root);
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
  describe_groups(root);
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
      return Exit(root.exit(error));  // --help, --version
    say_error(Error::invalid(sentence_of(error, root)));
    std::fputs((tr("How it is used: {1} --help", begun(root)) + "\n").c_str(), stderr);
    return Exit::unusable;
  }
  globals.lang = from_name<Lang>(lang);
  if (globals.lang) {
    Speaking speaking(*globals.lang);
    return chosen->command->run(globals, chosen->values());
  }
  return chosen->command->run(globals, chosen->values());
}

}  // namespace couloir::app
