// What leaves the house about staffing plans: a plan as a table (CSV, XLSX) and on paper, and the months of an engineer
// on paper. Each says only what the one who asks may see.
#pragma once

#include <string>

#include "base/csv.h"
#include "documents/document.h"
#include "documents/writing.h"
#include "pool/front.h"
#include "pool/plan_seen.h"

namespace couloir::pool {

/// Kinds of documents::Press; the subject is a plan, or an engineer. Her own is the same, found again on her own page.
inline constexpr std::string_view kPlanPaper = "pool.plan", kMonthsPaper = "pool.engineer",
                                  kOwnMonthsPaper = "pool.own_months";

/// A row for each dossier, engineer, skill and month.
std::string plan_csv(const SeenPlan&, CsvForm);
Result<std::string> plan_xlsx(const SeenPlan&, const region::Pack&);
/// What it gives, to whom it gives nothing and why, then each engineer's months.
documents::Writing plan_writing(const SeenPlan&, const Foundations&);
/// For whom it is, in one word: a link that is declared later takes a dossier out of it, and what was made before is
/// not handed out any more.
struct MonthsPaper {
  documents::Writing writing;
  std::string audience;
};
/// What is promised of hers from this month on. Errors: not_found.
Result<MonthsPaper> months_writing(Reader&, const Actor&, const Foundations&, EngineerId, Instant now);

/// All kinds. The packs outlive the press.
void add_papers(documents::Press&, const Foundations&);

}  // namespace couloir::pool
