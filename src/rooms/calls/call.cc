#include "calls/call.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace couloir::calls {

bool asks(const Call& call, Applicant kind, Condition condition) {
  return std::ranges::any_of(call.applicants, [&](const Eligible& e) {
    return e.kind == kind && std::ranges::find(e.conditions, condition) != e.conditions.end();
  });
}
bool takes(const Call& call, Applicant kind) {
  return std::ranges::find(call.applicants, kind, &Eligible::kind) != call.applicants.end();
}

std::vector<Applicant> kinds_of(const std::vector<Eligible>& all) {
  std::vector<Applicant> kinds;
  for (const auto& one : all) kinds.push_back(one.kind);
  return kinds;
}

std::vector<Eligible> usually_asked(const std::vector<Applicant>& kinds) {
  std::vector<Eligible> all;
  for (auto kind : kinds) {
    auto& conditions = all.emplace_back(Eligible{kind, {Condition::confirmed_lab}}).conditions;
    if (kinds == std::vector{Applicant::member_lab}) conditions.push_back(Condition::lab_files);
    if (kind == Applicant::company_project)
      conditions.insert(conditions.end(), {Condition::company_named, Condition::aid_declared});
  }
  return all;
}

CallPhase phase_at(const Call& call, Instant now) {
  if (call.state == CallState::closed || (call.closes && now > *call.closes)) return CallPhase::over;
  if (!call.opens || now < *call.opens) return CallPhase::announced;
  return CallPhase::open;
}

bool is_open(const Call& call, Instant now) {
  return call.state == CallState::published && phase_at(call, now) == CallPhase::open;
}

const CutOff* next_cut_off(const Call& call, Instant received) {
  auto next = std::ranges::find_if(call.cut_offs, [&](const CutOff& c) { return received <= c.at; });
  return next == call.cut_offs.end() ? nullptr : &*next;
}

const CutOff* later_cut_off(const Call& call, CutOffId id) {
  const auto* own = find_cut_off(call, id);
  if (own == nullptr) return nullptr;
  auto later = std::ranges::find_if(call.cut_offs, [&](const CutOff& c) { return c.at > own->at; });
  return later == call.cut_offs.end() ? nullptr : &*later;
}

const CutOff* find_cut_off(const Call& call, CutOffId id) {
  auto found = std::ranges::find(call.cut_offs, id, &CutOff::id);
  return found == call.cut_offs.end() ? nullptr : &*found;
}

std::optional<Instant> amendable_until(const CutOff* cut_off, Instant now) {
  bool open = cut_off != nullptr && cut_off->edit_until && now <= *cut_off->edit_until;
  return open ? cut_off->edit_until : std::nullopt;
}

std::optional<Date> answer_by(const Call& call, const CutOff& cut_off, std::string_view zone) {
  if (cut_off.answer_by) return cut_off.answer_by;
  if (!call.answer_days) return std::nullopt;
  return Date{std::chrono::sys_days(day_in(cut_off.at, zone).d) + std::chrono::days(*call.answer_days)};
}

std::string number_of(const Call& call, std::int64_t rank) { return fmt::format("{}-{:04}", call.code, rank); }

namespace {

bool is_call_line(std::string_view text, std::size_t least, std::size_t most) {
  auto length = count_of_code_points(text);
  return is_plain_text(text) && text.find('\n') == text.npos && length >= least && length <= most;
}
bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 40 && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}
/// A year, a month or a day.
bool is_partial_date(std::string_view text) {
  constexpr std::string_view first = "0000-01-01";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  return parse_date(std::string(text) + std::string(first.substr(text.size()))).has_value();
}

}  // namespace

std::vector<Problem> problems_of(const Call& call) {
  std::vector<Problem> found;
  auto require = [&](bool met, std::string where, Sentence otherwise) {
    if (!met) found.push_back({std::move(where), std::move(otherwise)});
  };
  require(is_code(call.code), "code", say("A code takes small letters, digits and dashes, 40 at most."));
  require(is_call_line(call.name.fr, 3, 120), "name_fr",
          say("Write the French name, 3 to 120 characters on one line."));
  require(is_call_line(call.name.en, 3, 120), "name_en",
          say("Write the English name, 3 to 120 characters on one line."));
  for (const auto& [where, text] : {std::pair{"about_fr", &call.about.fr}, {"about_en", &call.about.en}})
    require(is_plain_text(*text) && count_of_code_points(*text) <= 4'000, where,
            say("This may have at most {1} characters.", "4000"));
  require(!call.applicants.empty(), "applicants", say("Say who may apply."));
  require(!call.opens || !call.closes || *call.opens <= *call.closes, "closes", say("This closes before it opens."));
  require(call.opens_announced.empty() || is_partial_date(call.opens_announced), "opens_announced",
          say("Write a day, a month (2026-09) or a year."));
  require(!call.ceiling || (call.ceiling->raw > 0 && *call.ceiling <= EngineerMonths::whole(120)), "ceiling",
          say("From 0.1 to 120 engineer-months."));
  require(!call.answer_days || (*call.answer_days >= 1 && *call.answer_days <= 365), "answer_days",
          say("From 1 to 365 days."));
  require(call.silence_days >= 1 && call.silence_days <= 365, "silence_days", say("From 1 to 365 days."));
  require(is_call_line(call.source, 1, 500), "source",
          say("Say where this comes from: a web address, or a few words."));
  require(is_partial_date(call.source_date), "source_date",
          say("Give the date of the source: a day, a month (2026-09) or a year."));
  for (std::size_t i = 0; i < call.cut_offs.size(); ++i) {
    const auto& cut_off = call.cut_offs[i];
    auto where = [&](std::string_view field) { return fmt::format("cut_offs/{}/{}", i, field); };
    require(i == 0 || call.cut_offs[i - 1].at < cut_off.at, where("at"),
            say("Cut-offs go from the earliest to the latest."));
    require(!cut_off.edit_until || *cut_off.edit_until >= cut_off.at, where("edit_until"),
            say("Amending ends at the cut-off or after it."));
    require(!call.closes || cut_off.at <= *call.closes, where("at"), say("The call is closed at this cut-off."));
    require(!call.opens || cut_off.at >= *call.opens, where("at"), say("The call is not open yet at this cut-off."));
    require(!cut_off.answer_by || Date{std::chrono::floor<std::chrono::days>(cut_off.at.t)} <= *cut_off.answer_by,
            where("answer_by"), say("The answer cannot come before the cut-off."));
  }
  return found;
}

bool may_edit_calls(const Actor& actor) { return actor.roles.has(Role::office); }
bool may_see_call(const Actor& actor, const Call& call) {
  return call.state != CallState::draft || may_edit_calls(actor);
}

}  // namespace couloir::calls
