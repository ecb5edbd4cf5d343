// Where the feeds are served: to anybody, the same for all, kept by caches for some minutes and told unchanged by their
// ETag.
#include "base/sha256.h"
#include "calls/call_store.h"
#include "calls/feeds.h"
#include "calls/pages.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using web::Request;
using web::Response;

constexpr std::size_t kTagLength = 16;

Response cached(const Request& request, std::string body, std::string type) {
  auto etag = "\"" + sha256_hex(body).substr(0, kTagLength) + "\"";
  Response response{.type = std::move(type)};
  response.with("etag", etag).with("cache-control", "public, max-age=300").with("vary", "accept-language, cookie");
  response.with("content-language", std::string(name_of(request.lang)));
  response.with("access-control-allow-origin", "*");  // other sites may show the calls
  if (request.raw.header("if-none-match").find(etag) != std::string_view::npos)
    response.status = 304;
  else
    response.body = std::move(body);
  return response;
}

}  // namespace

void mount_feeds(web::Router& router, const std::string& zone) {
  auto feed = [&](std::string path, std::string type, auto text) {
    router.add({.method = web::Method::get,
                .pattern = std::move(path),
                .who = web::kEveryone,
                .handle =
                    [=](Request& r) {
                      FeedHouse house{r.site.config().base_url, r.site.config().name, zone};
                      return cached(r, text(all_calls(*r.site.db().reader()), house, r.site.clock().now()), type);
                    },
                .plain = true});
  };
  feed("/calls.atom", "application/atom+xml; charset=utf-8",
       [](std::vector<Call> calls, const FeedHouse& house, Instant now) {
         return atom_of(std::move(calls), house, now);
       });
  feed("/open-calls.json", "application/json", [](std::vector<Call> calls, const FeedHouse& house, Instant now) {
    return open_calls_json(std::move(calls), house, now);
  });
  feed("/calls.ics", "text/calendar; charset=utf-8",
       [](std::vector<Call> calls, const FeedHouse& house, Instant) { return calendar_of(std::move(calls), house); });
}

}  // namespace couloir::calls
