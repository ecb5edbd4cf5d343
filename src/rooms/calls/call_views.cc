#include "calls/call_views.h"

#include <algorithm>

#include "calls/dossier_views.h"
#include "html/picture.h"
#include "journal/journal.h"
#include "people/person.h"
#include "region/written.h"
#include "words/quantities.h"

namespace couloir::calls {

using html::el;
using html::Html;
using html::Url;

Url call_path(const Call& call, std::string_view below) {
  return html::path("/calls/" + call.code + std::string(below));
}
Url office_call_path(CallId id, std::string_view below) {
  return html::path("/office/calls/" + id.str() + std::string(below));
}

std::string word(Applicant applicant) {
  switch (applicant) {
    case Applicant::member_lab:
      return tr("member labs");
    case Applicant::community:
      return tr("the whole community of the cluster");
    case Applicant::company_project:
      return tr("projects of companies");
  }
  return {};
}
std::string asked_of(Applicant applicant) {
  switch (applicant) {
    case Applicant::member_lab:
      return tr("What is asked of member labs");
    case Applicant::community:
      return tr("What is asked of the whole community");
    case Applicant::company_project:
      return tr("What is asked of projects of companies");
  }
  return {};
}
std::string word(Condition condition) {
  switch (condition) {
    case Condition::confirmed_lab:
      return tr("The lab is a confirmed member");
    case Condition::lab_files:
      return tr("The lab itself files");
    case Condition::company_named:
      return tr("A company is named");
    case Condition::aid_declared:
      return tr("The company declares its de minimis aid");
  }
  return {};
}
std::string meaning(Condition condition) {
  switch (condition) {
    case Condition::confirmed_lab:
      return tr("Otherwise any active lab of the register may sign.");
    case Condition::lab_files:
      return tr("Somebody who speaks for the lab; otherwise whoever owns the dossier.");
    case Condition::company_named:
      return tr("At least one partner is a company, with its SIRET.");
    case Condition::aid_declared:
      return tr("Above the ceiling nothing is filed or granted; otherwise the dossier does not speak of aid.");
  }
  return {};
}

namespace {

std::string sentence(Condition condition) {
  switch (condition) {
    case Condition::confirmed_lab:
      return tr("The lab is a confirmed member of the cluster.");
    case Condition::lab_files:
      return tr("The lab itself files.");
    case Condition::company_named:
      return tr("A company is among the partners, with its SIRET.");
    case Condition::aid_declared:
      return tr("The company declares the de minimis aid that it had and stays below the ceiling.");
  }
  return {};
}
std::string sentences(const Eligible& one) {
  std::string all;
  for (auto condition : one.conditions) all += (all.empty() ? "" : " ") + sentence(condition);
  return all.empty() ? tr("Nothing but the dossier, signed by a lab.") : all;
}

}  // namespace

html::Html conditions_of(const Call& call) {
  std::vector<view::Fact> facts;
  for (const auto& one : call.applicants) facts.push_back({label(one.kind), html::text(sentences(one))});
  return view::facts(facts);
}
std::string conditions_in_words(const Call& call) {
  std::string all;
  for (const auto& one : call.applicants)
    all += (all.empty() ? "" : " ") + tr("{1}: {2}", label(one.kind), sentences(one));
  return all;
}

std::string word(CallState state) {
  switch (state) {
    case CallState::draft:
      return tr("Draft: only the office sees it");
    case CallState::published:
      return tr("Published: open when its days say so");
    case CallState::closed:
      return tr("Closed by the office, whatever its days say");
  }
  return {};
}

std::string who_may_apply(const Call& call) {
  std::string list;
  for (auto kind : kinds_of(call.applicants)) list += (list.empty() ? "" : ", ") + word(kind);
  return list;
}

std::string opening_words(const Call& call, std::string_view zone) {
  if (call.opens) return date_time(*call.opens, zone);
  auto announced = region::parse_partial_date(call.opens_announced);
  return announced ? tr("{1}; the day is not announced", region::written(*announced)) : tr("not announced");
}
std::string closing_words(const Call& call, std::string_view zone) {
  return call.closes ? date_time(*call.closes, zone) : tr("no end is announced");
}
std::string ceiling_words(const Call& call) {
  return call.ceiling ? written(*call.ceiling) : trc("ceiling", "not announced");
}

std::string next_cut_off_words(const Call& call, Instant now, std::string_view zone) {
  if (call.cut_offs.empty()) return tr("none announced");
  const auto* next = phase_at(call, now) == CallPhase::over ? nullptr : next_cut_off(call, now);
  return next == nullptr ? tr("none is left") : date_time(next->at, zone);
}

std::string if_filed_now(const Call& call, Instant now, std::string_view zone) {
  switch (phase_at(call, now)) {
    case CallPhase::over:
      return call.closes && now > *call.closes ? tr("This call is over since {1}.", date_time(*call.closes, zone))
                                               : tr("The office has closed this call.");
    case CallPhase::announced: {
      if (call.opens) return tr("Dossiers can be filed from {1}.", date_time(*call.opens, zone));
      auto announced = region::parse_partial_date(call.opens_announced);
      if (!announced) return tr("When it opens is not announced yet.");
      return announced->last() < day_in(now, zone)
                 ? tr("It was announced for {1}; no day is known.", region::written(*announced))
                 : tr("It is announced for {1}; the day is not known yet.", region::written(*announced));
    }
    case CallPhase::open:
      break;
  }
  const auto* next = next_cut_off(call, now);
  if (next == nullptr) return tr("If you file now, your dossier waits for the next cut-off; none is announced yet.");
  auto answer = answer_by(call, *next, zone);
  auto batch = date_time(next->at, zone);
  return answer ? tr("If you file now: batch of {1}, answer by {2}.", batch, long_date(*answer))
                : tr("If you file now: batch of {1}. No day is promised for the answer.", batch);
}

std::string days_left(Instant at, Instant now, std::string_view zone) {
  if (at < now) return tr("past");
  auto days = (std::chrono::sys_days(day_in(at, zone).d) - std::chrono::sys_days(day_in(now, zone).d)).count();
  if (days == 0) return tr("today");
  return days == 1 ? tr("tomorrow") : trn("in {1} day", "in {1} days", days);
}

Html phase_tag(const Call& call, Instant now) {
  if (call.state == CallState::draft) return view::tag(trc("call", "Draft"));
  switch (phase_at(call, now)) {
    case CallPhase::announced:
      return view::tag(trc("call", "To come"), view::Tone::info, view::Icon::clock);
    case CallPhase::open:
      return view::tag(trc("call", "Open"), view::Tone::good, view::Icon::check);
    case CallPhase::over:
      return view::tag(trc("call", "Closed"));
  }
  return {};
}

Html source_line(const Call& call, std::string_view zone) {
  auto date = region::parse_partial_date(call.source_date);
  auto day = date ? region::written(*date) : call.source_date;
  auto words = tr("Source of {1}, {2}.", day, word(call.fact_status));
  auto linked = call.source.starts_with("https://")     ? view::link({words, html::external(call.source)})
                : call.source == region::kOwnAssumption ? html::text(tr("Our own assumption of {1}.", day))
                                                        : html::text(words + " " + region::source_words(call.source));
  auto edited = call.edited_at
                    ? html::text(" " + tr("Changed here by the office on {1}.", date_time(*call.edited_at, zone)))
                    : Html();
  return el("p", {html::cls("note")}, {linked, edited});
}

std::vector<CallDay> days_of(const Call& call) {
  constexpr std::chrono::minutes kSameMoment{1};  // 23:59:59 is a cut-off, 23:59:59.999 the end of that day
  std::vector<CallDay> all;
  if (call.opens) all.push_back({CallDay::What::opening, tr("Opening"), *call.opens, {}});
  for (const auto& cut_off : call.cut_offs)
    all.push_back({CallDay::What::cut_off, tr("Cut-off"), cut_off.at, cut_off.id});
  if (call.closes && (call.cut_offs.empty() || *call.closes - call.cut_offs.back().at >= kSameMoment))
    all.push_back({CallDay::What::closing, tr("Closing"), *call.closes, {}});
  std::ranges::stable_sort(all, {}, &CallDay::at);
  return all;
}

Html days_picture(const Call& call, Instant now, std::string_view zone, Html table) {
  auto days = days_of(call);
  if (days.empty()) return table;
  auto from = std::min(now, days.front().at), to = std::max(now, days.back().at);
  auto share = [&](Instant i) { return from == to ? 0.5 : double((i - from).count()) / double((to - from).count()); };
  view::DayLine line{.title = tr("The days of this call"), .today = share(now), .table = std::move(table)};
  auto next = std::ranges::find_if(days, [&](const CallDay& d) { return d.at >= now; });
  bool over = phase_at(call, now) == CallPhase::over;
  line.said = next == days.end() || over ? tr("All of it is past.")
                                         : tr("{1}: {2}", next->name, days_left(next->at, now, zone));
  for (auto day = days.begin(); day != days.end(); ++day)
    line.moments.push_back({day->name, date_time(day->at, zone), days_left(day->at, now, zone), share(day->at),
                            day == next && !over ? view::Progressed::now
                            : day->at < now      ? view::Progressed::done
                                                 : view::Progressed::later});
  return view::day_line(line);
}

view::Card home_card(const Call& call, Instant now, std::string_view zone) {
  std::vector<view::Fact> facts{{tr("Who may file"), html::text(who_may_apply(call))},
                                {tr("Next cut-off"), html::text(next_cut_off_words(call, now, zone))}};
  return {.title = call.name.text(),
          .body = el("p", {}, {if_filed_now(call, now, zone)}) + view::facts(facts),
          .to = call_path(call),
          .tags = phase_tag(call, now)};
}

std::vector<Call> in_public_order(std::vector<Call> calls, Instant now) {
  std::erase_if(calls, [](const Call& c) { return c.state == CallState::draft; });
  auto rank = [&](const Call& c) {
    switch (phase_at(c, now)) {
      case CallPhase::open:
        return 0;
      case CallPhase::announced:
        return 1;
      case CallPhase::over:
        return 2;
    }
    return 2;
  };
  auto day = [&](const Call& c) -> std::string {
    const auto* next = next_cut_off(c, now);
    return next != nullptr ? next->at.iso() : "~";  // after every day
  };
  std::ranges::stable_sort(
      calls, [&](const Call& a, const Call& b) { return std::pair(rank(a), day(a)) < std::pair(rank(b), day(b)); });
  return calls;
}

LastChange last_change_of(Reader& reader, CallId call) {
  auto last = journal::history_of(reader, "call", call.v, 1);
  if (last.empty()) return {tr("Somebody else"), {}};
  auto names = people::names_of_persons(reader, {last.front().actor});
  return {names.empty() ? tr("Somebody else") : names.begin()->second, last.front().at};
}

// ── forms ──

view::Field version_field(std::int64_t version) {
  return {.name = "version", .input = view::Input::hidden, .value = std::to_string(version)};
}

std::string wall_clock(Instant at, std::string_view zone) {
  auto wall = Instant{at.t + offset_at(at, zone)}.iso();  // …T17:00:00.000Z
  wall.pop_back();
  if (wall.ends_with(".000")) wall.resize(wall.size() - 4);
  if (wall.size() == 19 && wall.ends_with(":00")) wall.resize(16);
  return wall;
}

std::vector<std::string> offsets_at(const std::string& wall, std::string_view zone) {
  auto at = resolve_local(wall, zone);
  // A fold or a gap is the error that names both offsets; any other names fewer things.
  if (at || at.error().message.args.size() != 4) return {};
  return {at.error().message.args[2], at.error().message.args[3]};
}

Result<Instant> moment_of(const std::string& wall, const std::string& offset, std::string_view zone) {
  auto choices = offsets_at(wall, zone);
  if (std::ranges::find(choices, offset) == choices.end()) return resolve_local(wall, zone);
  // "2026-10-25T02:30" + "+02:00": with its offset it is an instant, also inside a gap.
  return parse_instant(wall + offset);
}

std::string offset_of(Instant at, std::string_view zone) {
  return offsets_at(wall_clock(at, zone), zone).empty() ? std::string() : local_iso(at, zone).substr(19);
}

void add_moment(std::vector<view::Field>& fields, view::Field box, const std::string& offset_name,
                const std::string& offset, std::string_view zone) {
  box.input = view::Input::date_time;
  box.width = view::Width::medium;
  auto choices = offsets_at(box.value, zone);
  auto key = box.key;
  fields.push_back(std::move(box));
  if (choices.empty()) return;
  fields.push_back({.name = offset_name,
                    .label = tr("The clock changes in that hour: which moment is meant?"),
                    .input = view::Input::radios,
                    .value = offset,
                    .required = true,
                    .options = {{choices[0], tr("Before the change (UTC{1})", choices[0])},
                                {choices[1], tr("After the change (UTC{1})", choices[1])}},
                    .key = key});
}

}  // namespace couloir::calls
