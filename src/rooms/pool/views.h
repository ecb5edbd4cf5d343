// Words, paths and small pieces that several pages of the pool share. Decides nothing.
#pragma once

#include <string>
#include <vector>

#include "html/form.h"
#include "html/table.h"
#include "html/view.h"
#include "pool/demand.h"
#include "pool/front.h"
#include "pool/plan.h"
#include "pool/pool_pack.h"
#include "web/filled.h"
#include "web/request.h"

namespace couloir::pool {

html::Url engineer_path(EngineerId, std::string_view below = "");
/// The tabs of the pool; `here` is the path of one.
html::Html pool_tabs(std::string_view here);

/// The month that runs, at the region's clock.
Month this_month(const web::Request&, const Foundations&);
/// Batches that hold some of these demands, to choose from; the first choice is every batch.
std::vector<view::Option> batch_options(Reader&, const std::vector<Demand>&, const Foundations&);
/// What is missing on a demand, a line each.
html::Html gaps_in_words(const std::vector<DemandGap>&);

/// Name of the work site; its code where the pack does not know it.
std::string site_name(const region::Pack&, std::string_view code);
/// "Language processing 3, evaluation 4".
std::string skills_in_words(const region::Pack&, const std::vector<SkillLevel>&);
/// A fact's source, date and how sure it is, linked where it is an address.
html::Html fact_line(const region::Fact&);

/// Month by month: working days there, what she is away, what is left to give and how much of it is promised.
html::Html capacity_table(const Engineer&, const std::vector<Assignment>& promised, Month start, int months,
                          const region::Pack&);
html::Html skills_table(const Engineer&, const region::Pack&);
/// How that is counted, on demand.
html::Html capacity_help();

}  // namespace couloir::pool
