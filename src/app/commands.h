// The commands that are not a room's endpoint: serve, demo, check, migrate, backup, restore, journal, user, score a
// file.
#pragma once

#include <vector>

#include "app/command_line.h"
#include "app/settings.h"

namespace couloir::app {

std::vector<Command> program_commands();

/// Settings from the global options. Errors: invalid.
Result<Settings> settings_of(const Globals&);
/// Who acts on the command line: the person of --as, else the machine's administrator (office and admin, no person).
Result<Actor> actor_of(Reader&, const Globals&);
/// A file whole; "-" is standard input. Errors: invalid.
Result<std::string> content_of(const std::string& path);
/// The same of at most `most` bytes. What is longer is refused by its size, before it is read; of standard input the
/// first `most` + 1 bytes are given.
Result<std::string> content_of(const std::string& path, std::size_t most);
/// Writes to -o FILE or standard output.
Exit call_endpoint(const Globals&, const web::Endpoint&, const http::Fields& values);
Exit print(const Globals&, std::string_view text);
/// A command's answer: the sentence, or with --json this object. Both without a line end.
Exit answer(const Globals&, std::string_view sentence, std::string_view json);
Exit fail(const Error&);

// ── one file each ──
Command serve_command();
/// Serves these settings until SIGTERM or SIGINT. Sets the process's signals and heaps, so no other thread may run yet.
/// Throws std::system_error: the port is busy.
Exit serve_until_stopped(Settings);
std::vector<Command> demo_commands();
Command check_command();
std::vector<Command> store_commands();
std::vector<Command> user_commands();
std::vector<Command> file_commands();
std::vector<Command> pool_commands();

}  // namespace couloir::app
