#include "calls/aid.h"

#include <algorithm>

#include "calls/dossier.h"

namespace couloir::calls {

std::optional<Euros> worth_of(EngineerMonths months, const DeMinimis& rule) {
  if (!rule.month_worth) return std::nullopt;
  return scaled(*rule.month_worth, months.raw, EngineerMonths::kPerUnit);
}

AidStanding aid_standing(const std::vector<Aid>& aids, const std::vector<Grant>& grants, const DeMinimis& rule,
                         Date on) {
  auto begins = on.d - std::chrono::years(rule.years);
  if (!begins.ok()) begins = begins.year() / begins.month() / std::chrono::last;  // 29 February, three years before
  auto counts = [&](Date granted_on) { return granted_on > Date{begins} && granted_on <= on; };
  AidStanding standing;
  for (const auto& aid : aids)
    if (counts(aid.granted_on)) standing.declared += aid.amount;
  for (const auto& grant : grants) {
    if (!counts(grant.granted_on)) continue;
    AidStanding::Line line{grant, worth_of(grant.months, rule)};
    Euros said;
    for (const auto& aid : aids) {
      if (aid.dossier != grant.number || !counts(aid.granted_on)) continue;
      line.declared = true;
      said += aid.amount;
    }
    if (line.worth)
      standing.added += std::max(*line.worth, said) - said;
    else if (!line.declared)
      standing.unvalued += grant.months;
    standing.granted.push_back(std::move(line));
  }
  return standing;
}

Euros aid_with(const AidStanding& standing, EngineerMonths more, const DeMinimis& rule) {
  return standing.known() + worth_of(more, rule).value_or(Euros{});
}

Date aid_day(const Dossier& dossier, Instant now, std::string_view zone) {
  return day_in(is_over(dossier.state) ? dossier.state_since : now, zone);
}

}  // namespace couloir::calls
