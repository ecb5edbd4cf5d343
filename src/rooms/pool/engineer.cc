#include "pool/engineer.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace couloir::pool {

int Engineer::level_of(std::string_view skill) const {
  auto found = std::ranges::find(skills, skill, &SkillLevel::skill);
  return found == skills.end() ? 0 : found->level;
}
int Engineer::away_in(Month month) const {
  auto found = std::ranges::find(away, month, &AwayMonth::month);
  return found == away.end() ? 0 : found->percent;
}

int capacity(const Engineer& engineer, Month month, WorkDays& calendar) {
  std::int64_t all = calendar.count(engineer.site, month);
  if (all == 0) return 0;
  std::int64_t in = calendar.count(engineer.site, month, engineer.in_from, engineer.out_after);
  return static_cast<int>(kQuantaPerMonth * engineer.share.raw * in * (100 - engineer.away_in(month)) /
                          (FullTimeShare::kPerUnit * all * 100));
}

std::vector<int> capacities(const Engineer& engineer, Month start, int months, WorkDays& calendar) {
  std::vector<int> all;
  for (int i = 0; i < months; ++i) all.push_back(capacity(engineer, start + i, calendar));
  return all;
}

std::vector<Problem> problems_of(const Engineer& e, const region::Pack& pack) {
  std::vector<Problem> found;
  auto require = [&](bool met, std::string where, Sentence what) {
    if (!met) found.push_back({std::move(where), std::move(what)});
  };
  require(is_name(e.name, kLongestEngineerName), "name",
          say("Write a name of at most {1} characters, on one line.", std::to_string(kLongestEngineerName)));
  require(region::find(pack.work_sites, e.site) != nullptr, "site", say("Choose a work site of the region."));
  require(e.share.raw >= 1 && e.share.raw <= FullTimeShare::kPerUnit, "share",
          say("A share of full time goes from 1 to 100 percent."));
  require(e.parallel >= 1 && e.parallel <= kMostParallel, "parallel",
          say("From 1 to {1} dossiers at once.", std::to_string(kMostParallel)));
  require(!e.in_from || !e.out_after || *e.in_from <= *e.out_after, "out_after",
          say("The last day comes before the first one."));
  std::set<std::string> seen;
  for (const auto& s : e.skills) {
    require(region::find(pack.skills, s.skill) != nullptr, "skills/" + s.skill,
            say("The region has no skill “{1}”.", s.skill));
    require(s.level >= 1 && s.level <= region::kTopSkillLevel, "skills/" + s.skill,
            say("A level goes from 1 to {1}.", std::to_string(region::kTopSkillLevel)));
    require(seen.insert(s.skill).second, "skills/" + s.skill, say("This skill is named twice."));
  }
  return found;
}

std::vector<Problem> problems_of(const std::vector<AwayMonth>& away) {
  std::vector<Problem> found;
  std::set<Month> seen;
  for (const auto& a : away) {
    auto where = "away/" + a.month.iso();
    if (a.percent < 0 || a.percent > 100) found.push_back({where, say("From 0 to 100 percent of the month.")});
    if (!seen.insert(a.month).second) found.push_back({where, say("This month is named twice.")});
  }
  return found;
}

bool may_keep_engineers(const Actor& actor) { return actor.roles.meets({Role::office, Role::committee}); }
bool may_see(const Actor& actor, const Engineer& engineer) {
  return may_keep_engineers(actor) || (engineer.person && engineer.person == actor.person);
}

bool is_name(std::string_view text, std::size_t most) {
  return !trim(text).empty() && count_of_code_points(text) <= most && is_plain_text(text) &&
         text.find('\n') == text.npos;
}

std::string shown_name(const Engineer& engineer) {
  return engineer.name.empty() ? tr("Engineer {1}", engineer.id.str()) : engineer.name;
}

}  // namespace couloir::pool
