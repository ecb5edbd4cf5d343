// Words and small pieces that several of portfolio's pages show.
#pragma once

#include <string>
#include <unordered_map>

#include "html/form.h"
#include "html/picture.h"
#include "html/table.h"
#include "html/view.h"
#include "portfolio/lab_match.h"
#include "portfolio/scoring.h"
#include "portfolio/sponsorship.h"
#include "portfolio/use_case_store.h"
#include "web/request.h"

namespace couloir::portfolio {

std::string label(UseCaseState);
std::string label(SponsorshipState);
std::string label(ScorerSide);
std::string label(Sort);
html::Html tag_of(UseCaseState);
html::Html tag_of(SponsorshipState);

/// "Title: ~~before~~ → after". `leaves`: of UseCaseText, for the words of the field.
html::Html words_of_change(const Change&, const std::vector<Leaf>& leaves);

html::Url use_case_path(UseCaseId, std::string_view below = "");
/// The use case at {id}. Errors: not_found, also for what is not the visitor's to see.
Result<UseCase> seen_use_case(web::Request&);
/// "P1 · Langage": the pillar's code and label; empty for an unknown code.
std::string pillar_name(const region::Pack&, const std::string& code);
/// The stored score as lists show it: chip, range while something is unknown, or “to score”.
html::Html score_cell(const ScoreSummary&);
/// "30 days" until shipped, RICE 40 …: numbers with a dash when unknown.
std::string ratio(const std::optional<double>&);

/// Why a lab fits, in plain words with its points.
std::string reason_text(const Reason&, const region::Pack&);

/// Of an organisation or a person; empty when it is not there any more.
template <class IdType>
std::string name_in(const std::unordered_map<IdType, std::string>& names, IdType id) {
  auto found = names.find(id);
  return found == names.end() ? "" : found->second;
}

/// The fields of the form, in order, with their labels; values and problems come from `form`.
std::vector<view::Field> use_case_fields(const web::Form&);

/// Name and address of somebody to write to; nothing for nobody.
html::Html contact_of(Reader&, PersonId);

}  // namespace couloir::portfolio
