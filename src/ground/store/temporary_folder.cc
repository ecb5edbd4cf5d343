#include "store/temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "store/db.h"

namespace couloir {

namespace {

std::string in_memory_if_possible() {
  std::error_code ignored;
  return std::filesystem::is_directory("/dev/shm", ignored) ? "/dev/shm"
                                                            : std::filesystem::temp_directory_path().string();
}

}  // namespace

TemporaryFolder::TemporaryFolder() : TemporaryFolder(in_memory_if_possible()) {}

TemporaryFolder::TemporaryFolder(const std::string& inside) : path_(inside + "/couloir-XXXXXX") {
  if (!mkdtemp(path_.data())) throw StoreFailure(StoreFailure::Kind::full, "no temporary folder in " + inside);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace couloir
