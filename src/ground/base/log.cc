#include "base/log.h"

#include <unistd.h>

#include <atomic>

#include "base/instant.h"

namespace couloir {
namespace {

std::atomic<bool> enabled = true;

/// Quotes where needed; a line break can never start a second line.
void append_value(std::string& line, std::string_view value) {
  bool plain = !value.empty() && value.find_first_of(" \"=\n\r\t\\") == std::string_view::npos;
  if (plain) {
    line += value;
    return;
  }
  line += '"';
  for (char c : value) {
    if (c == '"' || c == '\\') line += '\\';
    line += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  line += '"';
}

}  // namespace

void set_log_enabled(bool on) { enabled = on; }

void log_line(std::string_view id, std::initializer_list<LogPair> pairs) {
  if (!enabled) return;
  auto line = system_clock().now().iso() + " id=" + std::string(id);
  for (const auto& [key, value] : pairs) {
    line += ' ';
    line += key;
    line += '=';
    append_value(line, value);
  }
  line += '\n';
  // One write a line: lines of several threads do not mix. Nothing can be done when stderr is gone.
  [[maybe_unused]] auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace couloir
