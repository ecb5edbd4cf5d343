// One program at a time works in a data folder for long: `serve` and `demo load` hold DATA/lock while they run. The
// system lets go of it when they die, however they die. It does not stop commands that may run beside a server.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace couloir::app {

class DataLock {
 public:
  /// Makes the folder when it is missing. Errors: unavailable, naming the process that has it.
  static Result<DataLock> take(const std::filesystem::path& data);

  DataLock(DataLock&& other) noexcept : file_(other.file_) { other.file_ = -1; }
  DataLock& operator=(DataLock&&) = delete;
  ~DataLock();

 private:
  explicit DataLock(int file) : file_(file) {}
  int file_;
};

}  // namespace couloir::app
