#include "app/commands.h"

#include <cstdio>
#include <fstream>
#include <sstream>

#include "app/house.h"
#include "people/person.h"
#include "people/visit.h"

namespace couloir::app {

std::vector<Command> program_commands() {
  std::vector<Command> all{serve_command(), check_command()};
  for (auto group : {demo_commands(), store_commands(), user_commands(), file_commands()})
    for (auto& command : group) all.push_back(std::move(command));
  return all;
}

Result<Settings> settings_of(const Globals& globals) { return read_settings(globals.data, globals.config); }

Result<Actor> actor_of(Reader& reader, const Globals& globals) {
  Actor machine;
  machine.roles = {Role::office, Role::admin};
  machine.door = Door::cli;
  if (globals.as.empty()) return machine;
  auto person = people::find_person_by_email(reader, globals.as);
  auto actor = person ? people::actor_for(reader, person->id, Door::cli) : std::nullopt;
  if (!actor) return Error::not_found(say("Nobody here has the e-mail {1}.", globals.as));
  return *actor;
}

Result<std::string> content_of(const std::string& path) {
  if (path == "-") {
    std::string all;
    for (char piece[4096]; auto got = std::fread(piece, 1, sizeof piece, stdin);) all.append(piece, got);
    return all;
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error::invalid(say("{1} cannot be read.", path));
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

Exit print(const Globals& globals, std::string_view text) {
  if (globals.output.empty()) {
    bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    return written ? Exit::answered : Exit::system_failure;
  }
  std::ofstream file(globals.output, std::ios::binary);
  file << text << std::flush;
  if (file) return Exit::answered;
  say_error(Error::unavailable(say("{1} cannot be written.", globals.output)));
  return Exit::system_failure;
}

Exit answer(const Globals& globals, std::string_view sentence, std::string_view json) {
  return print(globals, std::string(globals.json ? json : sentence) + "\n");
}

Exit fail(const Error& error) {
  say_error(error);
  return exit_of(error.code);
}

}  // namespace couloir::app
