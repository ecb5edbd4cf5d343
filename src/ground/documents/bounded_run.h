// Another program, run within limits it cannot leave: time, memory, processor, size of what it writes, files it opens.
// No shell, no inherited environment or descriptor. Whatever happens, it and what it started are gone when this
// returns.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace couloir::documents {

struct RunLimits {
  std::chrono::milliseconds wall{60'000};
  std::chrono::seconds cpu{60};
  std::uint64_t memory_bytes = 768ULL << 20;  ///< of address space; a document of 20 pages takes 90 MB of memory
  std::uint64_t output_bytes = 64ULL << 20;   ///< of each file it writes
  std::uint64_t open_files = 128;
};

enum class RunEnd {
  exited,  ///< by itself, with `code`
  killed,  ///< by a signal, `code`: a limit of processor or size, or a crash
  late,    ///< the wall limit
  cancelled,
  unstarted,  ///< the program is not there
};

struct RunOutcome {
  RunEnd end = RunEnd::exited;
  int code = 0;
  std::string output;  ///< of standard output; empty unless it exited with 0
  std::string errors;  ///< the first 4 KB of standard error
};

/// `command[0]` is an absolute path. Its folder is an empty one of its own, gone afterwards. `cancelled` is asked about
/// once a second. Throws StoreFailure when the machine lacks disk, descriptors or processes.
RunOutcome run_bounded(const std::vector<std::string>& command, std::string_view input, const RunLimits& limits,
                       const std::function<bool()>& cancelled);

}  // namespace couloir::documents
