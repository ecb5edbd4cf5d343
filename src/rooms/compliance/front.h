// The front door of compliance: what other rooms may know of it, and nothing else.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace couloir::compliance {

struct RulePack;

/// Reads and checks the AI-Act rule pack. Errors: invalid, every place at once.
Result<std::shared_ptr<const RulePack>> open_rule_pack(const std::filesystem::path& folder, Date today);

// ── for the command line ──
struct NamedFile {
  std::string name, content;
};
enum class ClassifyForm { json, json_lines, table };
struct ClassifyOptions {
  ClassifyForm form = ClassifyForm::json;
  bool trace = false;
};
/// Each scenario classified; json_lines puts the file's name first in each object. Needs no database.
/// Errors: invalid, with every bad place of every file as "FILE: /answers/Q13".
Result<std::string> classify_files(const RulePack&, const std::vector<NamedFile>&, const ClassifyOptions&, Date today);
/// The rules of the pack as a table, or as JSON.
std::string list_rules(const RulePack&, bool json);

}  // namespace couloir::compliance
