// Which labs fit a use case, and why. Rules in plain words; never a learned ranking of people (facts: AI Act, R-6).
// Pure. kMatchRules is their version.
//
//   pillar   the lab works on a pillar the use case fits: 10 points a level of that fit, the best such pillar;
//            5 a level for a lab that works across all and names none
//   themes   words of the use case among the lab's themes: 6 points each, 5 at most
//   place    same town 20, same department 10
//
// 100 at most. A lab with no point for pillar or themes does not fit, however near it is.
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/names.h"

namespace couloir::portfolio {

inline constexpr int kMatchRules = 2;

struct Fit {
  std::string pillar;
  int level;  ///< 0–5, the owner's own view first, else the mean of the others, rounded down
};

/// What of a use case matters for matching.
struct Seeker {
  std::vector<Fit> fits;
  std::vector<std::string> words;  ///< folded words of title, problem, process, KPI and data (base/text.h)
  std::string town, department;    ///< of the organisation's head office; empty: not known
};
struct ThemeWord {
  std::string word;   ///< folded, to compare
  std::string spelt;  ///< as the lab writes it, to show
};
struct LabFacts {
  LabId id;
  std::vector<std::string> pillars;  ///< empty: across all of them
  std::vector<ThemeWord> theme_words;
  std::vector<std::string> towns, departments;
  bool confirmed = false;  ///< membership of the cluster; unverified labs are shown last and cannot be asked
};

enum class MatchReason { pillar, across_all, themes, same_town, same_department };

}  // namespace couloir::portfolio
template <>
inline constexpr auto couloir::kNames<couloir::portfolio::MatchReason> =
    std::array{"pillar"sv, "across_all"sv, "themes"sv, "same_town"sv, "same_department"sv};
namespace couloir::portfolio {

struct Reason {
  MatchReason kind;
  int points;
  std::vector<std::string> about;  ///< the pillar's code (across_all: the one it is counted with), the words in common
                                   ///< as the lab writes them, the town or department
  bool operator==(const Reason&) const = default;
};
struct LabMatch {
  LabId lab;
  bool confirmed = false;
  int points = 0;
  std::vector<Reason> reasons;
  bool operator==(const LabMatch&) const = default;
};

/// Confirmed labs first, most points first, then by id; labs that do not fit are left out.
std::vector<LabMatch> matching_labs(const Seeker&, const std::vector<LabFacts>&);

}  // namespace couloir::portfolio
