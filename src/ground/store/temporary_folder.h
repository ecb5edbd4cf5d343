// A folder of our own, in memory where the system can (/dev/shm) unless told otherwise, gone with the object.
#pragma once

#include <string>

namespace couloir {

class TemporaryFolder {
 public:
  TemporaryFolder();
  explicit TemporaryFolder(const std::string& inside);
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace couloir
