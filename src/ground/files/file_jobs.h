// The jobs of stored files.
#pragma once

#include "journal/payload.h"

namespace couloir::files {

struct RemoveContent {
  static constexpr auto kName = "files.remove_content"sv;
  journal::Hash sha256;
  static constexpr auto kFields = journal::fields(journal::field("sha256", &RemoveContent::sha256));
};
struct SweepContents {
  static constexpr auto kName = "files.sweep_contents"sv;
  static constexpr auto kFields = journal::fields();
};

}  // namespace couloir::files
