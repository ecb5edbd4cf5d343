#include "compliance/rule_pack.h"

#include <algorithm>

namespace couloir::compliance {
namespace {
template <class List, class Member>
std::size_t number_of(const List& list, std::string_view text, Member member) {
  auto found = std::ranges::find(list, text, member);
  return found == list.end() ? kNowhere : static_cast<std::size_t>(found - list.begin());
}
}  // namespace

std::size_t Question::option(std::string_view code) const { return number_of(options, code, &Option::code); }
std::size_t RulePack::question(std::string_view id) const { return number_of(questions, id, &Question::id); }
std::size_t RulePack::rule(std::string_view id) const { return number_of(rules, id, &Rule::id); }
std::size_t RulePack::stage(std::string_view id) const { return number_of(stages, id, &Stage::id); }
std::size_t RulePack::date(std::string_view id) const { return number_of(dates, id, &LawDate::id); }
std::size_t RulePack::obligation(std::string_view id) const { return number_of(obligations, id, &Obligation::id); }

Date RulePack::law_since() const { return std::ranges::min_element(rules, {}, &Rule::valid_from)->valid_from; }

std::optional<Date> RulePack::first_day(const Rule& rule) const {
  if (rule.date != kNowhere) return dates[rule.date].on;
  std::optional<Date> first;
  if (rule.date_of_rules)
    for_each_rule_followed(*this, rule.when, [&](std::size_t i) {
      if (auto day = first_day(rules[i]); day && (!first || *day < *first)) first = day;
    });
  return first;
}

Date RulePack::turned(Date today) const {
  Date last{std::chrono::year_month_day{std::chrono::sys_days{}}};
  auto consider = [&](Date day) {
    if (day <= today && last < day) last = day;
  };
  for (const auto& rule : rules) {
    consider(rule.valid_from);
    if (rule.valid_to) consider({std::chrono::sys_days(rule.valid_to->d) + std::chrono::days(1)});
  }
  return last;
}

DateStatus standing_at(const LawDate& date, Date today) {
  return date.status == DateStatus::future && date.on && *date.on <= today ? DateStatus::applies : date.status;
}

}  // namespace couloir::compliance
