#include "portfolio/lab_match.h"

#include <algorithm>

namespace couloir::portfolio {
namespace {

constexpr int kPerPillarLevel = 10, kPerLevelAcrossAll = 5, kPerTheme = 6, kMostThemes = 5, kSameTown = 20,
              kSameDepartment = 10;

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
  return std::ranges::find(list, item) != list.end();
}

void match_pillar(const Seeker& seeker, const LabFacts& lab, LabMatch& match) {
  const Fit* best = nullptr;
  bool across_all = lab.pillars.empty();
  for (const auto& fit : seeker.fits)
    if (fit.level > 0 && (across_all || contains(lab.pillars, fit.pillar)) &&
        (best == nullptr || fit.level > best->level))
      best = &fit;
  if (best == nullptr) return;
  match.reasons.push_back(across_all ? Reason{MatchReason::across_all, best->level * kPerLevelAcrossAll, {best->pillar}}
                                     : Reason{MatchReason::pillar, best->level * kPerPillarLevel, {best->pillar}});
}

void match_themes(const Seeker& seeker, const LabFacts& lab, LabMatch& match) {
  std::vector<std::string> common, shown;
  for (const auto& [word, spelt] : lab.theme_words)
    if (contains(seeker.words, word) && !contains(common, word)) {
      common.push_back(word);
      shown.push_back(spelt);
    }
  if (common.empty()) return;
  auto counted = std::min<int>(static_cast<int>(common.size()), kMostThemes);
  match.reasons.push_back({MatchReason::themes, counted * kPerTheme, std::move(shown)});
}

void match_place(const Seeker& seeker, const LabFacts& lab, LabMatch& match) {
  if (!seeker.town.empty() && contains(lab.towns, seeker.town))
    match.reasons.push_back({MatchReason::same_town, kSameTown, {seeker.town}});
  else if (!seeker.department.empty() && contains(lab.departments, seeker.department))
    match.reasons.push_back({MatchReason::same_department, kSameDepartment, {seeker.department}});
}

}  // namespace

std::vector<LabMatch> matching_labs(const Seeker& seeker, const std::vector<LabFacts>& labs) {
  std::vector<LabMatch> matches;
  for (const auto& lab : labs) {
    LabMatch match{lab.id, lab.confirmed, 0, {}};
    match_pillar(seeker, lab, match);
    match_themes(seeker, lab, match);
    if (match.reasons.empty()) continue;
    match_place(seeker, lab, match);
    for (const auto& reason : match.reasons) match.points += reason.points;
    matches.push_back(std::move(match));
  }
  std::ranges::sort(matches, [](const LabMatch& a, const LabMatch& b) {
    if (a.confirmed != b.confirmed) return a.confirmed;
    if (a.points != b.points) return a.points > b.points;
    return a.lab < b.lab;
  });
  return matches;
}

}  // namespace couloir::portfolio
