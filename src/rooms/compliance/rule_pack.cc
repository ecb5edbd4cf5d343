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

Date RulePack::first_day() const { return std::ranges::min(rules, {}, &Rule::valid_from).valid_from; }

std::optional<Date> RulePack::first_day(const Rule& rule) const {
  if (rule.date != kNowhere) return dates[rule.date].on;
  std::optional<Date> first;
  auto consider = [&](const Rule& named) {
    if (auto day = first_day(named); day && (!first || *day < *first)) first = day;
  };
  auto walk = [&](auto&& self, const Condition& part) -> void {
    if (part.kind() == Condition::Kind::negation) return;  // an exception triggers nothing
    for (const auto& inner : part.parts()) self(self, inner);
    if (part.kind() != Condition::Kind::atom) return;
    const auto& atom = part.atom();
    if (atom.kind == Atom::Kind::rule) consider(rules[atom.at]);
    if (atom.kind != Atom::Kind::stage) return;
    for (const auto& named : rules)
      if (named.stage == atom.at && named.gives) consider(named);
  };
  if (rule.date_of_rules) walk(walk, rule.when);
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
