#include "webhooks/receiver.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace couloir::webhooks {
namespace {

constexpr std::size_t kLongest = 500;

Error wrong(Sentence what) { return Error::invalid({{"url", std::move(what)}}); }

Error not_an_address() {
  return wrong(say("This is not an address couloir can send to. It looks like https://example.org/events."));
}

Error closed(std::string_view host) {
  return wrong(say("“{1}” is on this machine or in a private network. couloir only sends to public addresses.", host));
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_label_letter(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_'; }

bool is_url_text(std::string_view url) {
  return url.size() <= kLongest && std::ranges::all_of(url, [](char c) {
           return c > ' ' && c < '\x7f' && std::string_view("\"<>\\^`{|}#").find(c) == std::string_view::npos;
         });
}

/// Labels of letters, digits and dashes. A last label that begins with a digit would be a number to some resolvers.
bool is_name(std::string_view host) {
  if (host.size() > 253) return false;
  std::string_view last;
  for (auto rest = host;;) {
    auto dot = rest.find('.');
    last = rest.substr(0, dot);
    if (last.empty() || last.size() > 63 || last.front() == '-' || last.back() == '-' ||
        !std::ranges::all_of(last, is_label_letter))
      return false;
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return !is_digit(last.front());
}

/// What never names a place on the Internet (RFC 6761, 6762, 8375, and ICANN's .internal).
bool is_local_name(std::string_view host) {
  constexpr std::array<std::string_view, 4> kLocal{"localhost", "local", "internal", "home.arpa"};
  return host.find('.') == std::string_view::npos || std::ranges::any_of(kLocal, [&](std::string_view end) {
           return host == end || (host.ends_with(end) && host[host.size() - end.size() - 1] == '.');
         });
}

bool read_port(std::string_view text, std::uint16_t& port) {
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port != 0;
}

/// "[::1]:8443" → host and what follows it; false: neither name nor address.
bool read_host(std::string_view authority, Receiver& into, std::string_view& rest) {
  if (authority.starts_with('[')) {
    auto end = authority.find(']');
    if (end == std::string_view::npos) return false;
    into.host = lower(authority.substr(1, end - 1));
    rest = authority.substr(end + 1);
    into.literal = parse_address(into.host);
    return into.literal && into.literal->v6;
  }
  auto colon = authority.find(':');
  into.host = lower(authority.substr(0, colon));
  rest = colon == std::string_view::npos ? std::string_view() : authority.substr(colon);
  into.literal = parse_address(into.host);
  return into.literal || is_name(into.host);
}

bool is_closed(const Receiver& to, bool loopback) {
  if (!to.literal) return is_local_name(to.host) && !(loopback && to.host == "localhost");
  auto reach = reach_of(*to.literal);
  return reach == Reach::closed || (reach == Reach::loopback && !loopback);
}

}  // namespace

Result<Receiver> parse_receiver(std::string_view url, bool loopback) {
  if (!is_url_text(url)) return not_an_address();
  auto scheme = lower(url.substr(0, std::min(url.find("://"), kLongest)));
  bool with_scheme = url.find("://") != std::string_view::npos;
  if (!with_scheme || (scheme != "https" && !(loopback && scheme == "http")))
    return wrong(say("The address begins with https://, so that nobody reads along."));
  auto authority = url.substr(scheme.size() + 3);
  authority = authority.substr(0, authority.find_first_of("/?"));
  if (authority.find('@') != std::string_view::npos)
    return wrong(say("Leave out name and password: couloir signs what it sends instead."));
  Receiver to;
  to.secure = scheme == "https";
  to.port = to.secure ? 443 : 80;
  std::string_view port;
  if (!read_host(authority, to, port)) return not_an_address();
  if (!port.empty() && (port.front() != ':' || !read_port(port.substr(1), to.port))) return not_an_address();
  if (is_closed(to, loopback)) return closed(to.host);
  if (!loopback && to.only_on_this_machine()) return wrong(say("Use port 443 or 8443."));
  return to;
}

}  // namespace couloir::webhooks
