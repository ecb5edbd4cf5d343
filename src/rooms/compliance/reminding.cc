#include "compliance/reminding.h"

#include <algorithm>

#include "people/organisation.h"
#include "words/words.h"

namespace couloir::compliance {

std::optional<int> step_at(std::span<const int> steps, int days_left) {
  std::optional<int> reached;
  for (int step : steps)
    if (days_left <= step) reached = step;
  return reached;
}

int days_between(Date from, Date to) {
  return static_cast<int>((std::chrono::sys_days(to.d) - std::chrono::sys_days(from.d)).count());
}
Date days_after(Date day, int days) { return {std::chrono::sys_days(day.d) + std::chrono::days(days)}; }

Result<void> mail_to_members(Tx& tx, const Op& op, OrganisationId organisation, const people::WriteMail& write) {
  for (const auto& member : people::members_of(tx, organisation))
    if (member.standing == people::Standing::granted) TRY(people::mail_to(tx, op, member.person, write));
  return {};
}

bool works_there(Reader& reader, OrganisationId organisation, PersonId person) {
  return std::ranges::any_of(people::members_of(reader, organisation), [&](const people::MembershipRow& member) {
    return member.person == person && member.standing == people::Standing::granted;
  });
}

void check_year(std::vector<Problem>& problems, const char* where, const std::optional<Date>& day) {
  constexpr int kFirstYear = 2000;
  if (day && static_cast<int>(day->d.year()) < kFirstYear)
    problems.push_back({where, say("{1}: is the year right?", short_date(*day))});
}

std::string due_subject(Date due, int days_left, const std::string& what) {
  return days_left < 0    ? tr("Late since {1}: {2}", long_date(due), what)
         : days_left == 0 ? tr("Due today: {1}", what)
                          : trn("Due in {1} day: {2}", "Due in {1} days: {2}", days_left, what);
}

}  // namespace couloir::compliance
