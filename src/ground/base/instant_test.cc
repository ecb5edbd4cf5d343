#include "base/instant.h"

#include <gtest/gtest.h>

namespace couloir {
namespace {

TEST(Instants, read_offsets_and_write_utc_to_the_millisecond) {
  EXPECT_EQ(parse_instant("2026-04-30T23:59:59+02:00")->iso(), "2026-04-30T21:59:59.000Z");
  EXPECT_EQ(parse_instant("2026-04-30T17:00:00.001Z")->iso(), "2026-04-30T17:00:00.001Z");
  EXPECT_EQ(parse_instant("2026-04-30T17:00Z")->iso(), "2026-04-30T17:00:00.000Z");
}

TEST(Instants, refuse_what_has_no_zone_or_no_such_day) {
  for (auto bad : {"2026-04-30T17:00:00", "2026-02-30T10:00:00Z", "2026-04-30", "", "2026-04-30T24:00:00Z",
                   "2026-04-30T17:00:00Zx"})
    EXPECT_FALSE(parse_instant(bad)) << bad;
}

TEST(Instants, follow_the_clock_of_paris_through_summer_and_winter) {
  EXPECT_EQ(resolve_local("2026-07-01T17:00", "Europe/Paris")->iso(), "2026-07-01T15:00:00.000Z");
  EXPECT_EQ(resolve_local("2026-12-01T17:00", "Europe/Paris")->iso(), "2026-12-01T16:00:00.000Z");
  EXPECT_EQ(local_iso(*parse_instant("2026-07-01T15:00:00Z"), "Europe/Paris"), "2026-07-01T17:00:00+02:00");
  EXPECT_EQ(day_in(*parse_instant("2026-07-01T22:30:00Z"), "Europe/Paris").iso(), "2026-07-02");
}

TEST(Instants, ask_which_hour_is_meant_when_the_clock_changes) {
  auto twice = resolve_local("2026-10-25T02:30", "Europe/Paris");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().message.args,
            (std::vector<std::string>{"2026-10-25T02:30", "Europe/Paris", "+02:00", "+01:00"}));
  EXPECT_EQ(resolve_local("2026-10-25T02:30", "Europe/Paris", 120)->iso(), "2026-10-25T00:30:00.000Z");
  EXPECT_EQ(resolve_local("2026-10-25T02:30", "Europe/Paris", 60)->iso(), "2026-10-25T01:30:00.000Z");
  EXPECT_FALSE(resolve_local("2026-03-29T02:30", "Europe/Paris"));
  EXPECT_EQ(resolve_local("2026-03-29T02:30", "Europe/Paris", 60)->iso(), "2026-03-29T01:30:00.000Z");
}

}  // namespace
}  // namespace couloir
