#include "store/temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "store/db.h"

namespace couloir {

TemporaryFolder::TemporaryFolder() {
  std::error_code ignored;
  auto base = std::filesystem::is_directory("/dev/shm", ignored) ? std::filesystem::path("/dev/shm")
                                                                 : std::filesystem::temp_directory_path();
  path_ = base / "couloir-XXXXXX";
  if (!mkdtemp(path_.data())) throw StoreFailure(StoreFailure::Kind::full, "no temporary folder in " + base.string());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace couloir
