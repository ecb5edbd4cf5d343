#include "calls/aid.h"

#include <algorithm>

#include "base/text.h"
#include "calls/dossier.h"

namespace couloir::calls {

std::optional<Euros> worth_of(EngineerMonths months, const DeMinimis& rule) {
  if (!rule.month_worth) return std::nullopt;
  return scaled(*rule.month_worth, months.raw, EngineerMonths::kPerUnit);
}

namespace {

/// The number as a word of its own, in whatever case: "couloir, dossier POOL-0012" does not name pool-001.
bool mentions(const std::string& said, const std::string& of) {
  auto text = fold(said), number = fold(of);
  auto goes_on = [](char c) { return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
  for (auto at = text.find(number); at != text.npos; at = text.find(number, at + 1)) {
    auto end = at + number.size();
    if ((at == 0 || !goes_on(text[at - 1])) && (end == text.size() || !goes_on(text[end]))) return true;
  }
  return false;
}

/// The one that this line declares; null: none of them.
const Grant* declared_in(const Aid& aid, const std::vector<Grant>& grants) {
  const auto& said = aid.dossier ? *aid.dossier : aid.giver;
  auto found = std::ranges::find_if(grants, [&](const Grant& grant) { return mentions(said, grant.number); });
  return found == grants.end() ? nullptr : &*found;
}

}  // namespace

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
      if (!counts(aid.granted_on) || declared_in(aid, grants) != &grant) continue;
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
