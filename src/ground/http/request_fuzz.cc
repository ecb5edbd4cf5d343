// The whole way of a request: bytes of a connection, cut anywhere, through the reader, then through every parser a page
// uses. The cuts must not change what is read.
#include <algorithm>
#include <cstdlib>

#include "http/cookie.h"
#include "http/form.h"
#include "http/forwarded.h"
#include "http/multipart.h"
#include "http/request_reader.h"
#include "http/response_head.h"
#include "http/url.h"

namespace {

using namespace couloir::http;

ServerConfig small() {
  ServerConfig config;
  config.on_fault = [](std::string_view) {};
  config.spool = "/dev/shm";
  config.limits.header_bytes = 2'048;
  config.limits.target_bytes = 512;
  config.limits.max_headers = 12;
  config.limits.memory_bytes = 64;
  return config;
}

const ServerConfig kConfig = small();
const BodyLimit kBodyLimit = [](std::string_view, std::string_view) { return 256; };

void read_as_a_page_would(RawRequest& request) {
  apply_forwarded(request, std::vector<std::string>{"127.0.0.1"});
  if (auto target = split_target(request.target)) (void)parse_query(target->query);
  for (auto& header : request.headers)
    if (header.name == "cookie") (void)parse_cookies(header.value);
  auto type = request.header("content-type");
  if (is_form(type)) (void)parse_form(request.body);
  if (is_multipart(type)) (void)parse_multipart(type, request.body);
}

/// What a front server must be able to rely on, whatever the bytes were.
void check_whole(const RawRequest& request) {
  bool old =
      std::count_if(request.headers.begin(), request.headers.end(), [](auto& h) { return h.name == "host"; }) == 0;
  if (!request.target.starts_with('/') && request.target != "*") std::abort();
  if (!request.header("content-length").empty() && !request.header("transfer-encoding").empty()) std::abort();
  if (old && !request.header("transfer-encoding").empty()) std::abort();
  if (request.body.size() > 256 || request.headers.size() > 12) std::abort();
  for (auto& header : request.headers)
    if (std::any_of(header.value.begin(), header.value.end(),
                    [](char c) { return c == '\r' || c == '\n' || c == '\0'; }))
      std::abort();
}

/// A line per request, then how it ended.
std::string transcript(std::string_view bytes, std::size_t step) {
  std::string said;
  std::string pending;
  while (true) {
    RequestReader reader(kConfig, kBodyLimit);
    while (reader.stage() == RequestReader::Stage::head || reader.stage() == RequestReader::Stage::body) {
      auto used = reader.feed(pending);
      pending.erase(0, used);
      if (reader.stage() == RequestReader::Stage::whole || reader.stage() == RequestReader::Stage::refused) break;
      if (bytes.empty()) return said + "waiting";
      pending += bytes.substr(0, step);
      bytes.remove_prefix(std::min(step, bytes.size()));
    }
    if (reader.stage() == RequestReader::Stage::refused) return said + "refused";
    auto& request = reader.request();
    check_whole(request);
    said += request.method + " " + request.target + " " + std::string(request.body) + "\n";
    read_as_a_page_would(request);
    if (!reader.exchange().keep_alive) return said + "closed";
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto whole = transcript(bytes, bytes.size() + 1);
  auto cut = transcript(bytes, 1U + data[0] % 32);
  if (whole.ends_with("waiting") || cut.ends_with("waiting")) {  // a refusal may need some bytes more in the other
    whole.resize(whole.rfind('\n') + 1);
    cut.resize(cut.rfind('\n') + 1);
  }
  if (whole != cut) std::abort();
  return 0;
}
