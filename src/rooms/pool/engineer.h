// An engineer of the shared pool: where she works, what she can do, and how much of each month she can give. Pure: no
// SQL, no HTTP, no clock. Why she is away is never asked and has no place here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/units.h"
#include "pool/month.h"
#include "pool/pool_pack.h"

namespace couloir::pool {

using EngineerId = Id<struct EngineerTag>;

struct SkillLevel {
  std::string skill;  ///< code of the region pack
  int level = 1;      ///< 1 to region::kTopSkillLevel
  bool operator==(const SkillLevel&) const = default;
};

/// A part of a month in which she cannot be planned.
struct AwayMonth {
  Month month;
  int percent = 0;  ///< 1–100, of what she would give
  bool operator==(const AwayMonth&) const = default;
};

struct Engineer {
  EngineerId id;
  std::string name;         ///< in a row of its own, gone once erased
  PersonId person;          ///< who logs in as her; 0: nobody
  std::string external_id;  ///< her reference in another system, that an import finds her by; empty: none
  std::string site;         ///< work site of the region pack: its department decides her holidays
  FullTimeShare share{100};
  int parallel = 3;                        ///< dossiers at once
  std::optional<Date> in_from, out_after;  ///< both days are worked; empty: no bound
  std::vector<SkillLevel> skills;          ///< by code
  std::vector<AwayMonth> away;             ///< in order of time
  std::int64_t version = 0;                ///< 0: new

  int level_of(std::string_view skill) const;  ///< 0: she has not this skill
  int away_in(Month) const;                    ///< percent; 0: not at all
};

inline constexpr int kMostParallel = 20;
inline constexpr std::size_t kLongestEngineerName = 120;

/// What she can give in a month, in quanta of a tenth of a full-time engineer-month, never rounded up: her share ×
/// working days on which she is in ÷ working days of that month at her site × what is left after her absence.
///
///   80 %, Strasbourg, November 2026: 20 working days (21 weekdays less the 11th). In from the 16th: 11 of them, so
///   10 × 0.8 × 11 ÷ 20 = 4.4 → 4 quanta. Away for half of what is left: 2.2 → 2. Out after the 30th of October: 0.
int capacity(const Engineer&, Month, WorkDays&);
/// Of `months` months from `start` on.
std::vector<int> capacities(const Engineer&, Month start, int months, WorkDays&);

/// By field: name, site, share, parallel, out_after, and "skills/CODE".
std::vector<Problem> problems_of(const Engineer&, const region::Pack&);
/// By "away/2026-10".
std::vector<Problem> problems_of(const std::vector<AwayMonth>&);

/// The office and the committee: names, skills and months of everybody.
bool may_keep_engineers(const Actor&);
/// Those, and she herself.
bool may_see(const Actor&, const Engineer&);

/// One line of at most so many characters that says something.
bool is_name(std::string_view, std::size_t most);

/// "Engineer 7" once her name is gone.
std::string shown_name(const Engineer&);

}  // namespace couloir::pool
