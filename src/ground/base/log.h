// One line a message on stderr: id and key=value pairs; docs/operate.md explains every id. Never a person's words.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace couloir {

using LogPair = std::pair<std::string_view, std::string>;

/// log_line("http.answered", {{"request", id}, {"status", "200"}}). Values with spaces are quoted. Any thread.
void log_line(std::string_view id, std::initializer_list<LogPair> pairs);
/// Turns lines off and on again; tests are silent.
void set_log_enabled(bool enabled);

}  // namespace couloir
