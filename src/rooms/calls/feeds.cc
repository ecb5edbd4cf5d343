#include "calls/feeds.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ical.h"
#include "calls/call_views.h"
#include "html/html.h"
#include "region/fact.h"
#include "web/describe.h"

namespace couloir::calls {
namespace {

/// When the office last changed it; a call as the region pack gave it has the day of its source.
Instant written_at(const Call& call) {
  if (call.edited_at) return *call.edited_at;
  auto date = region::parse_partial_date(call.source_date);
  return date ? Instant{std::chrono::sys_days(date->first.d)} : Instant{};
}

std::string call_url(const FeedHouse& house, const Call& call) { return house.base_url + call_path(call).str(); }

// ── Atom ──

std::string xml(std::string_view text) {
  std::string out;
  html::escape(out, text);
  return out;
}
std::string element(std::string_view name, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>\n", name, xml(text));
}

std::string entry_of(const Call& call, const FeedHouse& house, Instant now) {
  auto url = call_url(house, call);
  auto summary = if_filed_now(call, now, house.zone) + " " + tr("Who may file: {1}.", who_may_apply(call)) + " " +
                 tr("Next cut-off: {1}.", next_cut_off_words(call, now, house.zone));
  return "<entry>\n" + element("id", url) + element("title", call.name.text()) +
         element("updated", told_at(call, now).iso()) +
         fmt::format("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", xml(url)) +
         fmt::format("<category term=\"{}\"/>\n", name_of(phase_at(call, now))) + element("summary", summary) +
         (call.about.text().empty() ? std::string()
                                    : fmt::format("<content type=\"text\">{}</content>\n", xml(call.about.text()))) +
         "</entry>\n";
}

// ── JSON ──

struct OpenCall {
  std::string code, title, description;
  CallPhase phase{};
  std::optional<std::string> next_deadline, opens, closes, opens_announced;
  std::optional<double> ceiling;
  std::vector<Applicant> applicants;
  std::vector<std::string> cut_offs;
  std::string url, source, source_date;
  FactStatus fact_status{};
};
void describe(Describer& d, OpenCall& c) {
  d.type("OpenCall");
  d.field("code", c.code);
  d.field("title", c.title);
  d.field("description", c.description, text(0, 4'000));
  d.field("phase", c.phase);
  d.field("next_deadline", c.next_deadline);
  d.field("opens", c.opens);
  d.field("opens_announced", c.opens_announced);
  d.field("closes", c.closes);
  d.field("cut_offs", c.cut_offs);
  d.field("ceiling", c.ceiling);
  d.field("applicants", c.applicants);
  d.field("url", c.url);
  d.field("source", c.source);
  d.field("source_date", c.source_date);
  d.field("fact_status", c.fact_status);
}
OpenCall feed_item(const Call& call, const FeedHouse& house, Instant now) {
  auto local = [&](Instant at) { return local_iso(at, house.zone); };
  OpenCall item{
      .code = call.code, .title = call.name.text(), .description = call.about.text(), .phase = phase_at(call, now)};
  if (const auto* next = next_cut_off(call, now)) item.next_deadline = local(next->at);
  if (call.opens) item.opens = local(*call.opens);
  if (call.closes) item.closes = local(*call.closes);
  if (!call.opens && !call.opens_announced.empty()) item.opens_announced = call.opens_announced;
  if (call.ceiling) item.ceiling = call.ceiling->value();
  item.applicants = kinds_of(call.applicants);
  for (const auto& cut_off : call.cut_offs) item.cut_offs.push_back(local(cut_off.at));
  item.url = call_url(house, call);
  item.source = call.source;
  item.source_date = call.source_date;
  item.fact_status = call.fact_status;
  return item;
}

// ── iCalendar ──

struct Event {
  std::string uid, summary, description;
  Instant at;
};

std::string event_of(const Call& call, const Event& event, const FeedHouse& house) {
  // The office ended the call: what was still to come then does not take place.
  bool cancelled = call.state == CallState::closed && call.edited_at && event.at > *call.edited_at;
  bool sure = call.fact_status == FactStatus::confirmed || call.fact_status == FactStatus::announced;
  std::string lines = "BEGIN:VEVENT\r\n";
  auto add = [&](std::string_view name, std::string_view value) { lines += folded(fmt::format("{}:{}", name, value)); };
  add("UID", event.uid + "@" + host_of(house.base_url));
  add("DTSTAMP", ics_time(written_at(call)));
  add("LAST-MODIFIED", ics_time(written_at(call)));
  add("SEQUENCE", std::to_string(call.version));
  add("DTSTART", ics_time(event.at));
  add("SUMMARY", ics_text(event.summary));
  add("DESCRIPTION", ics_text(event.description));
  add("URL", call_url(house, call));
  add("STATUS", cancelled ? "CANCELLED" : sure ? "CONFIRMED" : "TENTATIVE");
  add("TRANSP", "TRANSPARENT");
  add("CLASS", "PUBLIC");
  return lines + "END:VEVENT\r\n";
}

std::vector<Event> events_of(const Call& call, const FeedHouse& house) {
  std::vector<Event> all;
  const auto& name = call.name.text();
  auto who = tr("Who may file: {1}.", who_may_apply(call));
  for (const auto& day : days_of(call)) {
    auto when = date_time(day.at, house.zone) + "\n";
    if (const auto* cut_off = find_cut_off(call, day.cut_off)) {
      auto answer = answer_by(call, *cut_off, house.zone);
      when += (answer ? tr("Answer by {1}.", long_date(*answer)) : tr("No day is promised for the answer.")) + "\n";
      all.push_back({"cut-off-" + day.cut_off.str(), tr("Cut-off: {1}", name), when + who, day.at});
    } else {
      bool opens = day.what == CallDay::What::opening;
      all.push_back({"call-" + call.id.str() + (opens ? "-opens" : "-closes"),
                     opens ? tr("{1} opens", name) : tr("{1} closes", name), when + who, day.at});
    }
  }
  return all;
}

}  // namespace

Instant told_at(const Call& call, Instant now) {
  auto last = written_at(call);
  auto passed = [&](const std::optional<Instant>& at) {
    if (at && *at <= now) last = std::max(last, *at);
  };
  passed(call.opens);
  passed(call.closes);
  for (const auto& cut_off : call.cut_offs) passed(cut_off.at);
  return last;
}

std::string atom_of(std::vector<Call> calls, const FeedHouse& house, Instant now) {
  calls = in_public_order(std::move(calls), now);
  Instant updated;
  for (const auto& call : calls) updated = std::max(updated, told_at(call, now));
  auto self = house.base_url + "/calls.atom";
  auto feed =
      std::string("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n") +
      fmt::format("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", name_of(language())) +
      element("id", self) + element("title", tr("Calls of {1}", house.name)) + element("updated", updated.iso()) +
      fmt::format("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}?lang={}\"/>\n", xml(self),
                  name_of(language())) +
      fmt::format("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", xml(house.base_url + "/calls")) +
      "<author>" + element("name", house.name) + "</author>\n";
  for (const auto& call : calls) feed += entry_of(call, house, now);
  return feed + "</feed>\n";
}

std::string open_calls_json(std::vector<Call> calls, const FeedHouse& house, Instant now) {
  std::string items;
  for (const auto& call : in_public_order(std::move(calls), now)) {
    if (phase_at(call, now) == CallPhase::over) continue;
    auto item = feed_item(call, house, now);
    items += (items.empty() ? "\n" : ",\n") + write_json(shape_of_const(item));
  }
  return "[" + items + "\n]\n";
}

std::string calendar_of(std::vector<Call> calls, const FeedHouse& house) {
  std::erase_if(calls, [](const Call& c) { return c.state == CallState::draft; });
  auto name = ics_text(tr("Calls of {1}", house.name));
  auto lines = calendar_head("calls") + folded("NAME:" + name) + folded("X-WR-CALNAME:" + name) +
               folded("X-WR-TIMEZONE:" + house.zone);
  for (const auto& call : calls)
    for (const auto& event : events_of(call, house)) lines += event_of(call, event, house);
  return lines.append(kCalendarEnd);
}

}  // namespace couloir::calls
