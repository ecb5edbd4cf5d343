// What a dossier must say and how it is judged: sections with their limits, criteria with their weights, reasons of a
// decision. Data of the region pack (dossier.toml), then of each call in numbered revisions; a draft keeps its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "region/pack.h"
#include "web/describe.h"
#include "words/words.h"

namespace couloir::calls {

/// A text to write.
struct Section {
  std::string code;  ///< "objectives"; frozen within a call
  Bilingual label, help;
  int max_words = 0;  ///< a hard limit: more cannot be filed
  bool required = true;
  bool operator==(const Section&) const = default;
};

/// Marks go from 0 to kTopMark.
inline constexpr int kTopMark = 5;
struct Criterion {
  std::string code;
  Bilingual label, question;
  int weight = 0;            ///< those that are not independent sum to 100
  bool independent = false;  ///< asked and shown beside the others, never summed with them
  bool operator==(const Criterion&) const = default;
};

/// Why a committee decided: its words stand in the letter.
struct Reason {
  std::string code;
  Bilingual text;
  bool grants = false;  ///< a reason to grant; else a reason to decline
  bool operator==(const Reason&) const = default;
};

struct Form {
  std::vector<Section> sections;
  std::vector<Criterion> criteria;
  std::vector<Reason> reasons;
  Bilingual appeal;  ///< how to contest a decision: the end of every letter
  bool operator==(const Form&) const = default;

  const Section* section(std::string_view code) const { return region::find(sections, code); }
  const Criterion* criterion(std::string_view code) const { return region::find(criteria, code); }
  const Reason* reason(std::string_view code) const { return region::find(reasons, code); }
};
void describe(Describer&, Form&);

/// By place: "sections/0/label_fr", "criteria" (their weights)…
std::vector<Problem> problems_of(const Form&);

/// What differs between two revisions, for who keeps the older one. Codes of sections.
struct FormDifference {
  std::vector<std::string> added, removed, changed;
  bool judged = false;  ///< a criterion, its weight or a reason: what a dossier is judged by
};
FormDifference difference_between(const Form& older, const Form& newer);

/// The ceiling of Regulation (EU) 2023/2831, and what an engineer-month is worth, if anybody knows.
struct DeMinimis {
  Euros ceiling;
  int years = 3;  ///< rolling, to the day
  region::Fact fact;
  std::optional<Euros> month_worth;  ///< empty: nobody published a rate, so nothing is added
};

/// dossier.toml of the region pack.
struct DossierPack {
  Form form;
  DeMinimis de_minimis;
  region::Fact fact;  ///< of sections, criteria and reasons: ours, unless the region published them
};
/// Errors: invalid, every place at once.
Result<DossierPack> load_dossier_pack(const std::string& directory, Date today);

}  // namespace couloir::calls
