// All demands as the room gathers them from calls, portfolio and the register of labs.
#pragma once

#include <map>

#include "pool/demand.h"
#include "pool/front.h"
#include "pool/instance.h"
#include "store/db.h"

namespace couloir::pool {

/// Of every batch, by call and rank, `clear` as calls says for this actor. Six statements and one a call, whatever
/// their number.
std::vector<Demand> all_demands(Reader&, const Actor&, const Foundations&);
/// The same for who has asked calls already. Two statements.
std::vector<Demand> demands_of(Reader&, const std::vector<calls::PlannableDossier>&, const Foundations&);

/// What was granted, at the home near the lab of each.
struct GrantedMonths {
  std::string home;
  EngineerMonths months;
  Instant decided_at;
};
/// One statement.
std::vector<GrantedMonths> granted_months(Reader&, const std::vector<calls::PlannableDossier>&, const Foundations&);

/// A batch as a page or a command names it: "3-7" is call 3 and cut-off 7, "3-0" what no cut-off holds.
std::string batch_key(calls::CallId, calls::CutOffId);
/// Those of that batch, and what is granted or promised in any; an empty key: all.
std::vector<Demand> demands_for(std::vector<Demand>, std::string_view batch, const std::vector<Promise>& = {});

}  // namespace couloir::pool
