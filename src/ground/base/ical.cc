#include "base/ical.h"

#include <fmt/format.h>

namespace couloir {

std::string folded(std::string_view line) {
  constexpr std::size_t kMost = 75;
  std::string out;
  std::size_t room = kMost;
  while (line.size() > room) {
    auto end = room;
    while (end > 1 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;  // back to the start of a letter
    out.append(line.substr(0, end)).append("\r\n ");
    line.remove_prefix(end);
    room = kMost - 1;  // the space counts
  }
  return out.append(line).append("\r\n");
}

std::string ics_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\r') continue;
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

std::string ics_time(Instant at) {
  auto iso = at.iso();  // 2026-09-30T15:00:00.000Z
  return iso.substr(0, 4) + iso.substr(5, 2) + iso.substr(8, 2) + "T" + iso.substr(11, 2) + iso.substr(14, 2) +
         iso.substr(17, 2) + "Z";
}
std::string ics_day(Date day) {
  auto iso = day.iso();
  return iso.substr(0, 4) + iso.substr(5, 2) + iso.substr(8, 2);
}

std::string host_of(std::string_view base_url) {
  auto start = base_url.find("://");
  auto rest = start == base_url.npos ? base_url : base_url.substr(start + 3);
  return std::string(rest.substr(0, rest.find_first_of(":/")));
}

std::string calendar_head(std::string_view room) {
  return fmt::format(
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//couloir//{}//EN\r\nCALSCALE:GREGORIAN\r\n"
      "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n",
      room);
}

}  // namespace couloir
