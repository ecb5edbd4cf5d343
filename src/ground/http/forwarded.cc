// Read from the right: whatever stands left of the first address we do not trust may have been written by the client.
#include "http/forwarded.h"

#include <arpa/inet.h>

#include <algorithm>

#include "http/chars.h"

namespace couloir::http {

namespace {

bool is_address(const std::string& text) {
  unsigned char bytes[16];
  return ::inet_pton(AF_INET, text.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

/// Several headers of one name count as one list, in order.
std::string joined(const RawRequest& request, std::string_view name) {
  std::string all;
  for (auto& header : request.headers)
    if (header.name == name) all += (all.empty() ? "" : ",") + header.value;
  return all;
}

}  // namespace

void apply_forwarded(RawRequest& request, std::span<const std::string> trusted_proxies) {
  auto trusted = [&](std::string_view address) {
    return std::find(trusted_proxies.begin(), trusted_proxies.end(), address) != trusted_proxies.end();
  };
  if (!trusted(request.peer)) return;
  request.secure = same_ignoring_case(request.header("x-forwarded-proto"), "https");

  std::string chain = joined(request, "x-forwarded-for");
  std::string_view left = chain;
  while (!left.empty() && trusted(request.peer)) {
    auto comma = left.rfind(',');
    std::string hop(trimmed(comma == left.npos ? left : left.substr(comma + 1)));
    if (!is_address(hop)) return;
    request.peer = std::move(hop);
    left = comma == left.npos ? std::string_view() : left.substr(0, comma);
  }
}

}  // namespace couloir::http
