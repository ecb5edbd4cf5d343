// What the reminders of this room share: at which day one goes out, and who hears of it.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "people/person_mail.h"
#include "store/db.h"

namespace couloir::compliance {

/// Days left at which somebody is reminded of what she sees to; the first one also of whatever is nearer already.
inline constexpr std::array kDueSteps{14, 3, 0, -7};

/// The step that was reached last; empty: none yet. `steps` fall.
std::optional<int> step_at(std::span<const int> steps, int days_left);
int days_between(Date from, Date to);
Date days_after(Date, int days);

Result<void> mail_to_members(Tx&, const Op&, OrganisationId, const people::WriteMail&);
bool works_there(Reader&, OrganisationId, PersonId);

/// A year before this software's: a slip of the hand. `where` is the field.
void check_year(std::vector<Problem>&, const char* where, const std::optional<Date>&);

/// "Due in 3 days: …", "Due today: …", "Late since …: …".
std::string due_subject(Date due, int days_left, const std::string& what);

}  // namespace couloir::compliance
