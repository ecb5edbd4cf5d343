// The only SQL on calls_reminder and calls_mute: who was reminded of what, and who wants no reminders.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "calls/call.h"
#include "store/db.h"

namespace couloir::calls {

bool wants_reminders(Reader&, PersonId);
void mute(Tx&, PersonId, Instant now);
void unmute(Tx&, PersonId);

/// False: she was told it before.
bool remember(Tx&, DossierId, PersonId, const std::string& about, Instant now);
/// Who was told what of these dossiers. One statement.
std::set<std::tuple<DossierId, PersonId, std::string>> told_of(Reader&, const std::vector<DossierId>&);
/// Of somebody whose account is erased.
void forget_reminders_of(Tx&, PersonId);

}  // namespace couloir::calls
