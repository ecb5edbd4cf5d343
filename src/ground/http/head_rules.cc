// Each rule refuses what two servers in a row could read differently: that is how requests are smuggled.
#include "http/head_rules.h"

#include <algorithm>

#include "http/chars.h"

namespace couloir::http {

namespace {

std::size_t count(const RawRequest& request, std::string_view name) {
  return static_cast<std::size_t>(
      std::count_if(request.headers.begin(), request.headers.end(), [&](const Header& h) { return h.name == name; }));
}

bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return is_digit(c) || is_alpha(c) || std::string_view("-._~:[]").find(c) != std::string_view::npos;
  });
}

bool is_length(std::string_view text) {
  return !text.empty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), is_digit);
}

int check_host(const RawRequest& request, int minor) {
  auto hosts = count(request, "host");
  if (hosts == 0) return minor == 0 ? 0 : 400;
  return hosts == 1 && is_host(request.header("host")) ? 0 : 400;
}

int check_framing(const RawRequest& request, int minor) {
  auto lengths = count(request, "content-length");
  auto encodings = count(request, "transfer-encoding");
  if (lengths > 1 || (lengths == 1 && encodings > 0) || (encodings > 0 && minor == 0)) return 400;
  if (lengths == 1 && !is_length(request.header("content-length"))) return 400;
  if (encodings == 0) return 0;
  return encodings == 1 && same_ignoring_case(request.header("transfer-encoding"), "chunked") ? 0 : 501;
}

int check_expect(const RawRequest& request) {
  auto expect = request.header("expect");
  return expect.empty() || same_ignoring_case(expect, "100-continue") ? 0 : 417;
}

/// "http://our.host/path" means "/path" (RFC 9112 §3.2.2); another host than Host says is a trick.
int make_relative(RawRequest& request) {
  std::string_view target = request.target;
  if (target.find('#') != target.npos) return 400;
  if (target.starts_with('/')) return 0;
  if (target == "*") return request.method == "OPTIONS" ? 0 : 400;
  auto scheme = target.substr(0, target.find("://"));
  if (!same_ignoring_case(scheme, "http") && !same_ignoring_case(scheme, "https")) return 400;
  target.remove_prefix(scheme.size() + 3);
  auto authority = target.substr(0, target.find_first_of("/?"));
  if (!same_ignoring_case(authority, request.header("host"))) return 400;
  target.remove_prefix(authority.size());
  request.target = (target.starts_with('/') ? "" : "/") + std::string(target);
  return 0;
}

}  // namespace

int apply_head_rules(RawRequest& request, int minor) {
  if (int refused = check_host(request, minor)) return refused;
  if (int refused = check_framing(request, minor)) return refused;
  if (int refused = check_expect(request)) return refused;
  return make_relative(request);
}

int refusal_of_version(std::string_view head) {
  auto line = head.substr(0, head.find("\r\n"));
  auto version = line.substr(line.rfind(' ') + 1);
  bool named = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' &&
               is_digit(version[7]);
  return named ? 505 : 400;
}

}  // namespace couloir::http
