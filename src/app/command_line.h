// What was typed: global options, the command, its arguments. CLI11 lives in command_line.cc alone; commands of the
// rooms are generated from their API endpoints (cli_endpoints.cc).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/fields.h"
#include "web/api.h"
#include "words/words.h"

namespace couloir::app {

/// Exit codes of docs/formats.md.
enum class Exit { answered = 0, refused = 1, unusable = 2, system_failure = 3 };
Exit exit_of(Code);

struct Globals {
  std::string data = "var";
  std::string config;
  std::string as;  ///< e-mail of the person to act as; empty: the machine's administrator
  bool json = false;
  std::optional<Lang> lang;
  std::string output;  ///< -o FILE; empty: standard output
};

/// A command typed with its values; `run` does it.
struct Command {
  std::string name;     ///< "use-case list"
  std::string summary;  ///< translated
  struct Option {
    std::string name;  ///< "port"; positional when `positional`
    std::string about;
    bool positional = false;
    bool required = false;
    bool flag = false;
    bool repeated = false;
    std::vector<std::string> choices;
  };
  std::vector<Option> options;
  std::function<Exit(const Globals&, const http::Fields& values)> run;
};

/// Parses and runs. Wrong arguments: a sentence on stderr and Exit::unusable; --help: Exit::answered.
Exit run_command_line(int argc, char** argv, const std::vector<Command>& commands);

/// The commands of every endpoint. `call` runs it against the house.
using CallEndpoint = std::function<Exit(const Globals&, const web::Endpoint&, const http::Fields& values)>;
std::vector<Command> commands_of(const web::Api&, const CallEndpoint& call);

/// Says an error on stderr: what, where, what to do.
void say_error(const Error&);
/// A sentence on stderr, beside the answer: what a script need not read.
void say_aside(std::string_view sentence);
/// JSON text as people read it: a table for lists, name: value lines for one thing.
std::string readable(std::string_view json);

}  // namespace couloir::app
