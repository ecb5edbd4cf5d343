// The duties of an AI-Act file on its page: what each asks, who sees to it, what proves it; rights, and what is no
// longer owed.
#pragma once

#include "compliance/classify.h"
#include "compliance/evidence.h"
#include "compliance/views.h"
#include "region/pack.h"

namespace couloir::compliance {

/// What came back from the last try to plan a duty. No obligation: there was none.
struct DutyForm {
  std::string obligation;
  ActRole role = ActRole::provider;
  std::vector<Problem> problems;
  bool conflict = false;
};

struct Plan {
  std::vector<Mitigation> mitigations;
  std::vector<people::MembershipRow> members;
  people::PersonNames names;
  std::vector<Evidence> evidence;
  DutyForm last = {};
  html::Url skills = {};  ///< the checklist of its team; empty: not for this reader
};

/// The two packs that the page reads: what the Act asks for, and what of it skills serve.
struct Packs {
  const RulePack& law;
  const region::Pack& region;
};

/// The form that came back, open and above everything else; empty: none did.
html::Html tried_plan(const RulePack&, const web::Request&, UseCaseId, const Plan&);
/// `owner` may plan and add files; `inside` may read who does what.
html::Html duties_section(const Packs&, const web::Request&, const Outcome&, UseCaseId, const Plan&, bool owner,
                          bool inside);

}  // namespace couloir::compliance
