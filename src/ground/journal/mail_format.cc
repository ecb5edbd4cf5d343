// Letters as bytes: RFC 5322 with RFC 2047 headers and quoted-printable bodies. A control character never reaches a
// header: it is refused when the mail is queued and checked again here.
#include <fmt/format.h>
#include <sodium/utils.h>

#include <algorithm>

#include "base/bug.h"
#include "journal/mail.h"
#include "journal/mail_format.h"

namespace couloir::journal {
namespace {

constexpr std::size_t kLine = 76;       // RFC 2045 §6.7: encoded lines, without CRLF
constexpr std::size_t kWordBytes = 45;  // 60 base64 digits: an encoded word of 72, under the 75 of RFC 2047 §2
constexpr std::size_t kPlainSubject = 60;

bool is_printable(char c) { return c >= ' ' && c <= '~'; }

bool inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the terminating zero it counts
  return text;
}

std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    auto size = std::min(kWordBytes, text.size());
    while (size > 1 && size < text.size() && inside_character(text[size])) --size;
    words += fmt::format("{}=?utf-8?B?{}?=", words.empty() ? "" : "\r\n ", base64(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return words;
}

std::string header_text(std::string_view text) {
  check(is_header_text(text), "no control character in a mail header");
  bool plain = text.size() <= kPlainSubject && std::all_of(text.begin(), text.end(), is_printable) &&
               text.find("=?") == text.npos;
  return plain ? std::string(text) : encoded_words(text);
}

std::string display_name(std::string_view name) {
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' '; };
  check(is_header_text(name), "no control character in a mail header");
  return std::all_of(name.begin(), name.end(), letter) ? std::string(name) : encoded_words(name);
}

std::string mailbox(std::string_view name, std::string_view address) {
  check(is_mail_address(address), "a mail address");
  return name.empty() ? fmt::format("<{}>", address) : fmt::format("{} <{}>", display_name(name), address);
}

std::string rfc5322_date(Instant instant) {
  using namespace std::chrono;
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto midnight = floor<days>(instant.t);
  year_month_day day{midnight};
  hh_mm_ss time{floor<seconds>(instant.t - midnight)};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[weekday{midnight}.c_encoding()],
                     unsigned{day.day()}, kMonths[unsigned{day.month()} - 1], int{day.year()}, time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

/// One line of text; soft breaks keep each piece within kLine.
void add_quoted_line(std::string& to, std::string_view line) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    char c = line[i];
    bool last = i + 1 == line.size();
    bool blank = c == ' ' || c == '\t';
    // A dot or "From " at the start of a line is changed by some mail servers on the way.
    bool fragile = column == 0 && (c == '.' || c == 'F');
    bool plain = (is_printable(c) && c != '=' && !(blank && last) && !fragile) || (c == '\t' && !last);
    std::size_t width = plain ? 1 : 3;
    if (column + width > kLine - (last ? 0 : 1)) {
      to += "=\r\n";
      column = 0;
    }
    if (plain)
      to += c;
    else
      fmt::format_to(std::back_inserter(to), "={:02X}", static_cast<unsigned char>(c));
    column += width;
  }
  to += "\r\n";
}

std::string part(std::string_view type, std::string_view text) {
  return fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}", type,
                     quoted_printable(text));
}

std::string body(const Letter& letter) {
  if (!letter.mail.html) return part("text/plain", letter.mail.text);
  auto boundary = "=_couloir-" + letter.id.str();  // "=_" never comes out of quoted-printable
  return fmt::format(
      "Content-Type: multipart/alternative; boundary=\"{0}\"\r\n\r\n--{0}\r\n{1}\r\n--{0}\r\n{2}\r\n--{0}--\r\n",
      boundary, part("text/plain", letter.mail.text), part("text/html", *letter.mail.html));
}

}  // namespace

bool is_header_text(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

bool is_mail_address(std::string_view address) {
  auto at = address.find('@');
  auto fits = [](char c) {
    return c > ' ' && c <= '~' && std::string_view("<>()[]\\,;:\"").find(c) == std::string_view::npos;
  };
  return address.size() <= 254 && at != address.npos && at > 0 && at + 1 < address.size() &&
         address.find('@', at + 1) == address.npos && std::all_of(address.begin(), address.end(), fits);
}

std::string quoted_printable(std::string_view text) {
  std::string encoded;
  while (!text.empty()) {
    auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    add_quoted_line(encoded, line);
  }
  return encoded;
}

std::string compose(const Letter& letter) {
  check(is_header_text(letter.message_id), "no control character in a mail header");
  return fmt::format(
      "Date: {}\r\nFrom: {}\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: <{}>\r\nContent-Language: {}\r\n"
      "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n{}",
      rfc5322_date(letter.date), mailbox(letter.from_name, letter.from), mailbox({}, letter.mail.to),
      header_text(letter.mail.subject), letter.message_id, name_of(letter.mail.language), body(letter));
}

}  // namespace couloir::journal
