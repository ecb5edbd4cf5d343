#include "webhooks/post.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/bug.h"
#include "webhooks/receiver.h"

namespace couloir::webhooks {
namespace {

constexpr std::size_t kMostAnswer = 64 << 10;  // head and body; nobody reads it

struct EndCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, EndCurl>;
using CurlList = std::unique_ptr<curl_slist, EndCurl>;

void append(CurlList& list, const std::string& line) {
  auto* longer = curl_slist_append(list.get(), line.c_str());
  check(longer != nullptr, "a list of libcurl grows");
  static_cast<void>(list.release());
  list.reset(longer);
}

/// What the callbacks of one request share.
struct Exchange {
  const std::vector<Address>& pinned;
  const std::function<bool()>& stop;
  std::size_t answered = 0;
};

std::size_t count_answer(char*, std::size_t size, std::size_t count, void* exchange_pointer) {
  auto& exchange = *static_cast<Exchange*>(exchange_pointer);
  exchange.answered += size * count;
  return exchange.answered <= kMostAnswer ? size * count : 0;
}

int ask_stop(void* exchange_pointer, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Exchange*>(exchange_pointer)->stop() ? 1 : 0;
}

std::optional<Address> address_in(const sockaddr* socket) {
  Address address;
  if (socket->sa_family == AF_INET) {
    std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in*>(socket)->sin_addr, 4);
  } else if (socket->sa_family == AF_INET6) {
    address.v6 = true;
    std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(socket)->sin6_addr, 16);
  } else {
    return std::nullopt;
  }
  return address;
}

// The last door: whatever libcurl made of URL and pins, no other address is connected to.
curl_socket_t open_socket(void* exchange_pointer, curlsocktype, curl_sockaddr* to) {
  const auto& pinned = static_cast<Exchange*>(exchange_pointer)->pinned;
  auto address = address_in(&to->addr);
  if (!address || std::ranges::find(pinned, *address) == pinned.end()) return CURL_SOCKET_BAD;
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::string pin_of(const Receiver& to, const std::vector<Address>& addresses) {
  std::string pin = fmt::format("{}:{}:", to.host, to.port);
  for (const auto& address : addresses)
    pin += (pin.ends_with(':') ? "" : ",") + (address.v6 ? "[" + address.str() + "]" : address.str());
  return pin;
}

void set_limits(CURL* curl, const Outbound& outbound, Exchange& exchange) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, outbound.loopback ? "https,http" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(outbound.patience.count()));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(outbound.patience.count()) / 2);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, count_answer);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count_answer);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, ask_stop);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &exchange);
}

Trouble trouble_of(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return Trouble::timed_out;
    case CURLE_COULDNT_CONNECT:
      return Trouble::unreachable;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
      return Trouble::tls;
    default:
      return Trouble::broken;
  }
}

Outcome outcome_of(CURL* curl, CURLcode code) {
  long answer = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
  auto status = static_cast<int>(answer);
  bool whole = code == CURLE_OK || code == CURLE_WRITE_ERROR;  // too long an answer: its status counts all the same
  if (!whole || status < 200) return {trouble_of(code), 0};
  if (status < 300) return {std::nullopt, status};
  return {status < 400 ? Trouble::redirect : Trouble::status, status};
}

/// Every address the name has, if all of them may be sent to.
std::vector<Address> addresses_of(const Outbound& outbound, const Receiver& to) {
  return to.literal ? std::vector{*to.literal} : outbound.resolve(to.host);
}

bool may_send_to(const Outbound& outbound, const Receiver& to, const Address& address) {
  auto reach = reach_of(address);
  if (reach == Reach::loopback) return outbound.loopback;
  return reach == Reach::open && !to.only_on_this_machine();
}

}  // namespace

std::vector<Address> ask_system(const std::string& host) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0) return {};
  std::unique_ptr<addrinfo, void (*)(addrinfo*)> all(found, &::freeaddrinfo);
  std::vector<Address> addresses;
  for (const auto* one = found; one != nullptr; one = one->ai_next)
    if (auto address = address_in(one->ai_addr)) addresses.push_back(*address);
  return addresses;
}

std::optional<Outcome> post(const Outbound& outbound, const Outgoing& outgoing, const std::function<bool()>& stop) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  check(ready == CURLE_OK, "libcurl starts");
  auto to = parse_receiver(outgoing.url, outbound.loopback);
  if (!to) return Outcome{Trouble::private_address, 0};  // taken while this machine could be written to
  auto addresses = addresses_of(outbound, *to);
  if (addresses.empty()) return Outcome{Trouble::unresolved, 0};
  if (!std::ranges::all_of(addresses, [&](const Address& a) { return may_send_to(outbound, *to, a); }))
    return Outcome{Trouble::private_address, 0};

  Curl curl(curl_easy_init());
  check(curl != nullptr, "libcurl starts");
  Exchange exchange{addresses, stop};
  set_limits(curl.get(), outbound, exchange);
  CurlList pins, headers;
  if (!to->literal) append(pins, pin_of(*to, addresses));
  append(headers, "Content-Type: application/json");
  append(headers, "Expect:");
  for (const auto& [name, value] : outgoing.headers) append(headers, name + ": " + value);
  curl_easy_setopt(curl.get(), CURLOPT_URL, outgoing.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_RESOLVE, pins.get());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(outgoing.body.size()));
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, outgoing.body.c_str());
  auto code = curl_easy_perform(curl.get());
  if (code == CURLE_ABORTED_BY_CALLBACK) return std::nullopt;
  return outcome_of(curl.get(), code);
}

}  // namespace couloir::webhooks
