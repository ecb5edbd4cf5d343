// The program: language, commands, and the last place where an exception is caught.
#include <sys/stat.h>

#include <cstdlib>

#include "app/commands.h"
#include "app/house.h"
#include "base/log.h"

namespace couloir::app {
namespace {

/// French unless the terminal speaks English; --lang says otherwise.
Lang terminal_language() {
  for (auto name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
      return std::string_view(value).starts_with("en") ? Lang::en : Lang::fr;
  return Lang::fr;
}

/// --lang, before anything is parsed: help is written in it too.
Lang wanted_language(int argc, char** argv) {
  for (int i = 1; i + 1 < argc; ++i)
    if (std::string_view(argv[i]) == "--lang")
      if (auto lang = from_name<Lang>(argv[i + 1])) return *lang;
  return terminal_language();
}

Exit run(int argc, char** argv) {
  if (auto words = load_words((find_share() / "words").string()); !words) return fail(words.error());
  Speaking speaking(wanted_language(argc, argv));
  auto catalogue = House::catalogue(system_clock());
  wire(*catalogue);
  auto commands = program_commands();
  for (auto& command : commands_of(catalogue->site.api(), call_endpoint)) commands.push_back(std::move(command));
  return run_command_line(argc, argv, commands);
}

}  // namespace
}  // namespace couloir::app

int main(int argc, char** argv) {
  using namespace couloir;
  ::umask(077);  // database, keys and spooled uploads are their owner's alone, whatever the shell says
  try {
    return static_cast<int>(app::run(argc, argv));
  } catch (const StoreFailure& failure) {
    log_line("store.failed", {{"what", failure.what()}});
    return static_cast<int>(app::fail(Error::unavailable(sentence_of(failure.kind()))));
  } catch (const std::exception& bug) {
    log_line("program.failed", {{"what", bug.what()}});
    return static_cast<int>(app::Exit::system_failure);
  }
}
