// The AI-Act file of a use case as a document on paper, whole: what a lawyer needs to check the result without the
// screen.
#pragma once

#include <string>

#include "compliance/rule_pack.h"
#include "documents/document.h"

namespace couloir::compliance {

inline constexpr std::string_view kFileDocument = "compliance.file";

/// Its subject is the use case. `zone`: whose day is today. The pack outlives it.
documents::DocumentKind file_document(const RulePack&, std::string zone);

}  // namespace couloir::compliance
