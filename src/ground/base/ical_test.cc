#include "base/ical.h"

#include <gtest/gtest.h>

namespace couloir {
namespace {

TEST(Ical, folds_lines_between_letters) {
  EXPECT_EQ(folded("SUMMARY:a"), "SUMMARY:a\r\n");
  EXPECT_EQ(folded(std::string(75, 'a') + "b"), std::string(75, 'a') + "\r\n b\r\n");
  EXPECT_EQ(folded(std::string(74, 'a') + "é"), std::string(74, 'a') + "\r\n é\r\n");
}

TEST(Ical, escapes_what_would_end_a_value) { EXPECT_EQ(ics_text("a,b;c\\d\r\ne"), "a\\,b\\;c\\\\d\\ne"); }

TEST(Ical, writes_times_and_days_without_marks) {
  EXPECT_EQ(ics_time(*parse_instant("2026-09-30T17:00:00+02:00")), "20260930T150000Z");
  EXPECT_EQ(ics_day(*parse_date("2026-09-30")), "20260930");
}

TEST(Ical, is_named_after_the_host_alone) {
  EXPECT_EQ(host_of("https://couloir.example.org:8443"), "couloir.example.org");
  EXPECT_EQ(host_of("couloir.example.org/x"), "couloir.example.org");
}

}  // namespace
}  // namespace couloir
