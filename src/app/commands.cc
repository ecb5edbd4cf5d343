#include "app/commands.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "app/house.h"
#include "people/person.h"
#include "people/visit.h"

namespace couloir::app {

std::vector<Command> program_commands() {
  std::vector<Command> all{serve_command(), check_command()};
  for (auto group : {demo_commands(), store_commands(), user_commands(), file_commands(), pool_commands()})
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

Result<std::string> content_of(const std::string& path, std::size_t most) {
  std::error_code unknown;  // of what has no size: a pipe
  auto size = path == "-" ? 0 : std::filesystem::file_size(path, unknown);
  if (!unknown && size > most)
    return Error::invalid(
        {{path, say("This file is too large: {1} MB, and {2} MB at most are taken here.",
                    std::to_string((size + 999'999) / 1'000'000), std::to_string(most / 1'000'000))}});
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(path == "-" ? nullptr : std::fopen(path.c_str(), "rb"),
                                                         std::fclose);
  auto* file = path == "-" ? stdin : opened.get();
  if (file == nullptr) return Error::invalid(say("{1} cannot be read.", path));
  std::string all;
  char piece[65536];
  while (all.size() <= most) {
    auto got = std::fread(piece, 1, std::min(sizeof piece, most + 1 - all.size()), file);
    if (got == 0) break;
    all.append(piece, got);
  }
  return all;
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
