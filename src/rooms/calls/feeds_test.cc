// The feeds of calls as programs read them: their shape, their names, their zones, and nothing of a draft.
#include "calls/feeds.h"

#include "base/ical.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

Instant instant_at(std::string_view text) { return *parse_instant(text); }
const FeedHouse kHouse{"https://couloir.example.org:8443", "ENACT, Grand Est", "Europe/Paris"};
const auto kNow = instant_at("2026-09-14T10:00:00+02:00");

Call a_call_for_feeds() {
  Call c;
  c.id = CallId{3};
  c.code = "pool";
  c.name = {"Vivier; phase 2, été & co", "Pool; phase 2, summer & co"};
  c.about = {"Pour <tous>.", "For <all>."};
  c.state = CallState::published;
  c.applicants = usually_asked({Applicant::member_lab, Applicant::company_project});
  c.opens = instant_at("2026-09-01T00:00:00+02:00");
  c.closes = instant_at("2026-11-30T17:00:00+01:00");
  c.ceiling = EngineerMonths{250};
  c.answer_days = 30;
  c.cut_offs = {{CutOffId{7}, instant_at("2026-09-30T17:00:00+02:00"), {}, {}},
                {CutOffId{8}, instant_at("2026-11-30T17:00:00+01:00"), {}, {}}};
  c.source = "https://cluster.example/call";
  c.source_date = "2026-04";
  c.fact_status = FactStatus::announced;
  c.version = 4;
  return c;
}

/// Lines as they are sent, folded ones too.
std::vector<std::string> sent_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    auto end = text.find("\r\n", start);
    if (end == text.npos) return {"a line without CRLF"};
    lines.push_back(text.substr(start, end - start));
    start = end + 2;
  }
  return lines;
}
/// Lines as they are meant.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (auto& line : sent_lines(text))
    if (line.starts_with(' '))
      lines.back() += line.substr(1);
    else
      lines.push_back(line);
  return lines;
}

// ── calendar ──

TEST(CallCalendar, has_opening_and_cut_offs_with_names_that_stay) {
  Speaking english(Lang::en);
  auto lines = lines_of(calendar_of({a_call_for_feeds()}, kHouse));
  EXPECT_EQ(lines.front(), "BEGIN:VCALENDAR");
  EXPECT_EQ(lines.back(), "END:VCALENDAR");
  for (const auto* line :
       {"VERSION:2.0", "UID:call-3-opens@couloir.example.org", "DTSTART:20260831T220000Z",
        "UID:cut-off-7@couloir.example.org", "DTSTART:20260930T150000Z", "DTSTART:20261130T160000Z", "SEQUENCE:4",
        "DTSTAMP:20260401T000000Z", "STATUS:CONFIRMED", "SUMMARY:Cut-off: Pool\\; phase 2\\, summer & co",
        "URL:https://couloir.example.org:8443/calls/pool", "NAME:Calls of ENACT\\, Grand Est"})
    EXPECT_THAT(lines, testing::Contains(line));
  EXPECT_EQ(std::ranges::count(lines, "BEGIN:VEVENT"), 3);  // it closes with its last cut-off: told once
  EXPECT_THAT(lines, testing::Contains(
                         "DESCRIPTION:30 September 2026 at 17:00 (Paris time)\\nAnswer by Friday 30 October 2026.\\n"
                         "Who may file: member labs\\, projects of companies."));
  for (const auto* never : {"METHOD", "VALARM", "ATTENDEE"}) EXPECT_THAT(lines, Each(Not(HasSubstr(never))));
}

TEST(CallCalendar, tells_the_end_of_a_day_once) {
  auto call = a_call_for_feeds();
  call.cut_offs = {{CutOffId{7}, instant_at("2026-11-30T23:59:59+01:00"), {}, {}}};
  call.closes = instant_at("2026-11-30T23:59:59.999+01:00");
  EXPECT_EQ(std::ranges::count(lines_of(calendar_of({call}, kHouse)), "BEGIN:VEVENT"), 2);
  call.closes = instant_at("2026-12-15T12:00:00+01:00");
  EXPECT_THAT(lines_of(calendar_of({call}, kHouse)), testing::Contains("UID:call-3-closes@couloir.example.org"));
}

TEST(CallCalendar, folds_long_lines_between_letters) {
  auto call = a_call_for_feeds();
  call.name.en = "";
  for (int i = 0; i < 60; ++i) call.name.en += "é–";
  Speaking english(Lang::en);
  auto text = calendar_of({call}, kHouse);
  for (const auto& line : sent_lines(text)) {
    EXPECT_LE(line.size(), 75u) << line;
    EXPECT_NE(static_cast<unsigned char>(line[line.starts_with(' ') ? 1 : 0]) & 0xC0U, 0x80U) << line;
  }
  EXPECT_THAT(lines_of(text), testing::Contains("SUMMARY:Cut-off: " + call.name.en));
  EXPECT_EQ(std::ranges::count(text, '\n'), std::ranges::count(text, '\r'));
}

TEST(CallCalendar, folds_at_exactly_75_bytes) {
  EXPECT_EQ(folded(std::string(75, 'a')), std::string(75, 'a') + "\r\n");
  EXPECT_EQ(folded(std::string(76, 'a')), std::string(75, 'a') + "\r\n a\r\n");
  EXPECT_EQ(folded(std::string(75 + 74, 'a')), std::string(75, 'a') + "\r\n " + std::string(74, 'a') + "\r\n");
  EXPECT_EQ(folded(std::string(74, 'a') + "é"), std::string(74, 'a') + "\r\n é\r\n");
}

TEST(CallCalendar, escapes_texts) { EXPECT_EQ(ics_text("a\\b;c,d\r\ne"), "a\\\\b\\;c\\,d\\ne"); }

TEST(CallCalendar, cancels_what_was_to_come_when_the_office_closed_the_call) {
  auto call = a_call_for_feeds();
  call.state = CallState::closed;
  call.edited_at = instant_at("2026-10-15T09:00:00+02:00");
  auto lines = lines_of(calendar_of({call}, kHouse));
  EXPECT_EQ(std::ranges::count(lines, "STATUS:CANCELLED"), 1);  // 30 November; 30 September took place
  EXPECT_EQ(std::ranges::count(lines, "STATUS:CONFIRMED"), 2);
  EXPECT_THAT(lines, testing::Contains("DTSTAMP:20261015T070000Z"));
}

TEST(CallCalendar, says_that_what_nobody_confirmed_is_tentative) {
  auto call = a_call_for_feeds();
  call.fact_status = FactStatus::assumed;
  auto lines = lines_of(calendar_of({call}, kHouse));
  EXPECT_EQ(std::ranges::count(lines, "STATUS:TENTATIVE"), 3);
}

// ── JSON ──

TEST(OpenCalls, tell_days_with_their_offset) {
  Speaking english(Lang::en);
  EXPECT_EQ(open_calls_json({a_call_for_feeds()}, kHouse, kNow),
            R"([
{"code":"pool","title":"Pool; phase 2, summer & co","description":"For <all>.","phase":"open","next_deadline":"2026-09-30T17:00:00+02:00","opens":"2026-09-01T00:00:00+02:00","opens_announced":null,"closes":"2026-11-30T17:00:00+01:00","cut_offs":["2026-09-30T17:00:00+02:00","2026-11-30T17:00:00+01:00"],"ceiling":2.5,"applicants":["member_lab","company_project"],"url":"https://couloir.example.org:8443/calls/pool","source":"https://cluster.example/call","source_date":"2026-04","fact_status":"announced"}
]
)");
}

TEST(OpenCalls, tell_days_in_the_zone_of_their_region) {
  auto azores = kHouse;
  azores.zone = "Atlantic/Azores";
  EXPECT_THAT(open_calls_json({a_call_for_feeds()}, azores, kNow),
              AllOf(HasSubstr("\"next_deadline\":\"2026-09-30T15:00:00+00:00\""),
                    HasSubstr("\"closes\":\"2026-11-30T15:00:00-01:00\"")));
}

TEST(OpenCalls, leave_out_what_is_over_and_what_is_a_draft) {
  auto over = a_call_for_feeds(), draft = a_call_for_feeds(), announced = a_call_for_feeds();
  over.closes = instant_at("2026-09-14T09:59:59+02:00");
  draft.state = CallState::draft;
  EXPECT_EQ(open_calls_json({over, draft}, kHouse, kNow), "[\n]\n");
  announced.opens.reset();
  announced.opens_announced = "2026-10";
  EXPECT_THAT(open_calls_json({announced}, kHouse, kNow),
              AllOf(HasSubstr("\"phase\":\"announced\""), HasSubstr("\"opens\":null,\"opens_announced\":\"2026-10\"")));
}

TEST(OpenCalls, put_the_nearest_cut_off_first) {
  auto later = a_call_for_feeds(), sooner = a_call_for_feeds();
  later.code = "later";
  later.cut_offs.erase(later.cut_offs.begin());
  auto json = open_calls_json({later, sooner}, kHouse, kNow);
  EXPECT_LT(json.find("\"pool\""), json.find("\"later\""));
}

// ── Atom ──

TEST(CallAtom, has_ids_that_stay_and_escapes_everything) {
  Speaking french(Lang::fr);
  auto feed = atom_of({a_call_for_feeds()}, kHouse, kNow);
  for (const auto* part :
       {"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">",
        "<id>https://couloir.example.org:8443/calls.atom</id>", "<id>https://couloir.example.org:8443/calls/pool</id>",
        "<title>Vivier; phase 2, été &amp; co</title>", "<content type=\"text\">Pour &lt;tous&gt;.</content>",
        "<category term=\"open\"/>", "<author><name>ENACT, Grand Est</name>",
        "<updated>2026-08-31T22:00:00.000Z</updated>"})
    EXPECT_THAT(feed, HasSubstr(part));
}

TEST(CallAtom, is_updated_when_a_day_passes_or_the_office_writes) {
  auto call = a_call_for_feeds();
  EXPECT_EQ(told_at(call, instant_at("2026-08-01T00:00:00Z")), instant_at("2026-04-01T00:00:00Z"));
  EXPECT_EQ(told_at(call, kNow), *call.opens);
  EXPECT_EQ(told_at(call, instant_at("2026-10-01T00:00:00Z")), call.cut_offs[0].at);
  call.edited_at = kNow;
  EXPECT_EQ(told_at(call, kNow), kNow);
}

TEST(CallAtom, says_nothing_of_a_draft) {
  auto call = a_call_for_feeds();
  call.state = CallState::draft;
  EXPECT_THAT(atom_of({call}, kHouse, kNow), Not(HasSubstr("<entry>")));
  EXPECT_THAT(calendar_of({call}, kHouse), Not(HasSubstr("VEVENT")));
}

}  // namespace
}  // namespace couloir::calls
