// The front door of compliance: what other rooms may know of it, and nothing else.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "documents/document.h"
#include "files/content.h"
#include "journal/jobs.h"
#include "people/personal_data.h"
#include "portfolio/front.h"
#include "region/pack.h"
#include "store/db.h"
#include "web/site.h"

namespace couloir::compliance {

using portfolio::UseCaseId;

struct RulePack;

/// Reads and checks the AI-Act rule pack. Errors: invalid, every place at once.
Result<std::shared_ptr<const RulePack>> open_rule_pack(const std::filesystem::path& folder, Date today);

/// Without questions or rules: for a house that only lists its routes.
std::shared_ptr<const RulePack> no_rule_pack();

/// How far an organisation's AI-Act files have got: the evidence of sprint 1. Stopped use cases do not count.
struct ActEvidence {
  std::int64_t begun = 0;
  std::int64_t signed_ = 0;
  portfolio::UseCaseId
      to_answer;  ///< the best scored use case without a file, or whose questions are not answered; 0: none
};
/// Two statements.
ActEvidence act_evidence(Reader&, OrganisationId);

/// What another room must know of a use case's AI-Act file before it lets it go further.
struct ActStanding {
  bool begun = false, decided = false, signed_ = false;
  bool prohibited = false, high = false;  ///< for sure, as the rules stand
  bool open_by_law = false;               ///< every answer is there; the law itself leaves the class or a duty open
  std::string floor, ceiling;             ///< names of the classes; empty: not begun
  std::string pack;                       ///< version of the rules
  std::int64_t unplanned = 0;             ///< duties that nobody sees to
};
/// Two statements.
ActStanding act_standing(Reader&, UseCaseId);
/// "high", as it stands above, → "High risk"; what is no class as it is.
std::string risk_words(std::string_view class_name);

/// How far an organisation knows what its teams can do: the evidence of sprint 1.
struct SkillEvidence {
  std::int64_t begun = 0;     ///< checklists in which somebody has a role
  std::int64_t complete = 0;  ///< of those: no level that is needed is unknown
  std::int64_t gaps = 0, unknown = 0;
};
/// Three statements.
SkillEvidence skill_evidence(Reader&, const region::Pack&, OrganisationId);
/// Obligations that skills of the region pack serve and the rule pack does not know, for `couloir check`.
std::vector<Problem> flaws_of_skills(const region::Pack&, const RulePack&);
/// Skills checklists, training plans with their reminders, the catalogue. Both packs outlive the site.
void mount_skills(web::Site&, const region::Pack&, const RulePack&, journal::Jobs&, people::PersonalData&);

/// Pages, endpoints, listeners and jobs. Both packs, folder and press outlive the site.
void mount(web::Site&, const RulePack&, const region::Pack&, const files::ContentFolder&, journal::Jobs&,
           documents::Press&, people::PersonalData&);

// ── for the demonstration ──
struct ReadyFile {
  UseCaseId use_case;
  std::map<std::string, std::vector<std::string>> answers;  ///< by question, codes of the pack
  std::string how_far;                                      ///< "draft", "asked", "signed", "returned"
  std::string reason;                                       ///< of Legal
};
/// One file, answered by its owner and, where it goes that far, judged by Legal. Errors: as the commands'.
Result<void> take_in_file(const Op& owner, const Op& legal, const RulePack&, const ReadyFile&, Date today);

struct ReadyTraining {
  std::string training, note;  ///< code in the pack
  std::optional<Date> due, done_on;
};
struct ReadyChecklist {
  OrganisationId organisation;
  TeamId team;                                               ///< 0: the organisation as a whole
  std::map<std::string, std::int64_t> people;                ///< by role
  std::map<std::string, std::map<std::string, int>> levels;  ///< by role and skill; what is not named, nobody knows
  std::vector<ReadyTraining> plan;                           ///< the owner of the checklist sees to it
};
/// One skills checklist with its plan. Errors: as the commands'.
Result<void> take_in_checklist(const Op& owner, const region::Pack&, const ReadyChecklist&, Date today);

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
/// A table ends with the notice. Errors: invalid, with every bad place of every file as "FILE: /answers/Q13".
Result<std::string> classify_files(const RulePack&, const std::vector<NamedFile>&, const ClassifyOptions&, Date today);
/// Said with every result: Legal decides, this is not legal advice. JSON has no place for it: it goes beside.
std::string notice_of(const RulePack&);
/// What differs between two packs, one line each, or one JSON object a line; empty: nothing.
std::string pack_differences(const RulePack& before, const RulePack& after, bool json);
/// The rules of the pack as a table, or as JSON.
std::string list_rules(const RulePack&, bool json);

}  // namespace couloir::compliance
