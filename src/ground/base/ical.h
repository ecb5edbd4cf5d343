// iCalendar as it is sent [RFC 5545]: lines, escapes, times. What an event says is the room's.
#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"

namespace couloir {

/// One line in pieces of 75 bytes at most, no letter cut in two, CRLF after each [§3.1].
std::string folded(std::string_view line);
/// A text value: \\ ; , and line breaks escaped [§3.3.11].
std::string ics_text(std::string_view text);
/// "20260930T150000Z", and "20260930" of a whole day.
std::string ics_time(Instant);
std::string ics_day(Date);
/// Who makes the names of events unique: the host of "https://couloir.example.org:8443".
std::string host_of(std::string_view base_url);

/// What a calendar of this room begins with; it is asked for again twice a day. Ends with kCalendarEnd.
std::string calendar_head(std::string_view room);
inline constexpr std::string_view kCalendarEnd = "END:VCALENDAR\r\n";

}  // namespace couloir
