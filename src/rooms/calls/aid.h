// De minimis aid of one company: what it declares, what this platform granted it by other dossiers, and what both come
// to in the years that count. Pure: no SQL, no HTTP, no clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identifiers.h"
#include "base/instant.h"
#include "base/money.h"
#include "calls/call.h"

namespace couloir::calls {

struct Dossier;

/// Aid that the company had, as it declares it.
struct Aid {
  Date granted_on;
  Euros amount;
  std::string giver;
  std::optional<std::string> dossier = {};  ///< number of the dossier of this platform that it came by; empty: of none
};
struct Declaration {
  Siren siren;
  PersonId declared_by;
  Instant declared_at;
  std::vector<Aid> aids;  ///< empty: none was had
};

/// Engineer-months that the committee granted to the same company by another dossier of this platform.
struct Grant {
  DossierId dossier;
  std::string number;
  Date granted_on;
  EngineerMonths months;
};
/// Those that who asks may know of.
struct Grants {
  std::vector<Grant> told;  ///< the oldest first
  bool whole = true;        ///< there are no others; else she is told no sum that others may be in
};

/// What a company had in the years that end with a day. Of a grant that it declares too the larger figure counts, once:
/// a line declares the grant whose dossier it names, in its field or, as lines from before there was one, with its
/// giver.
struct AidStanding {
  struct Line {
    Grant grant;
    std::optional<Euros> worth;  ///< empty: nobody knows what a month is worth
    bool declared = false;       ///< the company names its dossier in its declaration
  };
  Euros declared;
  std::vector<Line> granted;  ///< of those years, the oldest first
  Euros added;                ///< what they are worth above what the company declares of them
  EngineerMonths unvalued;    ///< months of those that it does not declare and nobody can value: in no sum
  Euros known() const { return declared + added; }
};
/// The years begin with the day after `rule.years` before `on`, as Article 3(2) counts "any period of three years"; aid
/// counts from the day on which it was granted [Regulation (EU) 2023/2831].
AidStanding aid_standing(const std::vector<Aid>&, const std::vector<Grant>&, const DeMinimis& rule, Date on);
/// What these months are worth; empty: nobody published a rate.
std::optional<Euros> worth_of(EngineerMonths, const DeMinimis& rule);
/// With so many months on top; they add nothing while nobody knows what they are worth.
Euros aid_with(const AidStanding&, EngineerMonths more, const DeMinimis& rule);

/// The last day of the years that count for a dossier: its own end, and until then today.
Date aid_day(const Dossier&, Instant now, std::string_view zone);

}  // namespace couloir::calls
