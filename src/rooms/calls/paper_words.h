// Words of calls as papers say them: states, parties, months, amounts. Translated here, once for paper and preview.
#pragma once

#include <string>

#include "calls/dossier.h"
#include "region/pack.h"

namespace couloir::calls::paper_words {

std::string state(DossierState);
std::string applicant(Applicant);
std::string part(Part);
std::string partner(PartnerKind);
/// "high", as the AI-Act file stores it, → "High risk".
std::string risk(std::string_view name_of_class);
/// "2026-11" → "November 2026"; what is no month as it is.
std::string month(std::string_view);
std::string window(std::string_view from, std::string_view to);
std::string team(std::optional<int> least, std::optional<int> most);
std::string skill(const region::Pack&, std::string_view code);
/// "2 · with help"
std::string level(const region::Pack&, int);
std::string size(std::int64_t bytes);
/// Of a fact of the region pack: its address, or what stands for one.
std::string source(std::string_view);

}  // namespace couloir::calls::paper_words
