// Files that prove that a duty of an AI-Act file is met: added and removed by its owner, read by her and by Legal.
#pragma once

#include <string>
#include <vector>

#include "compliance/scenario_edit.h"
#include "files/file.h"

namespace couloir::compliance {

using EvidenceId = Id<struct EvidenceTag>;

/// Most bytes of one file, most files of one AI-Act file, most bytes of one organisation's evidence together.
inline constexpr std::int64_t kLargestEvidence = 20 << 20;
inline constexpr std::size_t kMostEvidence = 100;
inline constexpr std::int64_t kMostEvidenceBytes = 1 << 30;

struct Evidence {
  EvidenceId id;
  std::string obligation;  ///< "O-30"; empty: of the file as a whole
  std::optional<ActRole> role;
  std::optional<files::StoredFile> file;  ///< empty: removed
  std::string sha256;
  PersonId added_by, removed_by;
  Instant added_at;
  std::optional<Instant> removed_at;
};

/// What the file proves: a duty, or, left empty, something of the AI-Act file as a whole.
struct Proves {
  std::string obligation;
  std::optional<ActRole> role;
};

/// Of one scenario, oldest first, those removed among them. Two statements.
std::vector<Evidence> evidence_of(Reader&, ScenarioId);

/// Errors: not_found (also a duty this file has not), invalid (the file: too large, not what is taken), refused (there
/// are too many already).
Result<Evidence> add_evidence(const Op&, const RulePack&, const files::ContentFolder&, UseCaseId, const Proves&,
                              std::string_view name, std::string_view content, Date today);
/// The row stays and says who removed it. Errors: not_found.
Result<void> remove_evidence(const Op&, UseCaseId, EvidenceId);
/// Errors: not_found (also when removed), unavailable (the content on the disk is not what was put there).
struct ReadEvidence {
  files::StoredFile file;
  std::string content;
};
Result<ReadEvidence> read_evidence(Db&, const Actor&, const files::ContentFolder&, UseCaseId, EvidenceId);

}  // namespace couloir::compliance
