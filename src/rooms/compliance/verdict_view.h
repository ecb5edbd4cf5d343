// Legal's part of the page of an AI-Act file: the verdict, what differs from the last signature, what happened before.
#pragma once

#include "compliance/scenario_store.h"
#include "compliance/views.h"

namespace couloir::compliance {

/// What Legal said last, while it holds: above everything else. Empty of a draft.
html::Html verdict_callout(const web::Request&, const Scenario&, const std::vector<VerdictGiven>&,
                           const people::PersonNames&);
/// Whose tool it is, what it does, and every answer: for who judges it.
html::Html case_panel(const RulePack&, const Scenario&, const Situation&, const people::OrganisationFacts&,
                      const portfolio::UseCaseWords&);
html::Html verdict_form(const web::Request&, const Scenario&, const std::vector<Problem>&);
/// Empty while it is signed, or was never. `inside` may read figures of the organisation.
html::Html difference_panel(const RulePack&, const Scenario&, const std::vector<VerdictGiven>&, bool inside);
/// Changes by version, the newest first, among the verdicts; of more than kMostChanges it says that they are.
constexpr int kMostChanges = 200;
html::Html history_section(const web::Request&, const RulePack&, std::vector<Change>, const std::vector<VerdictGiven>&,
                           const people::PersonNames&);

}  // namespace couloir::compliance
