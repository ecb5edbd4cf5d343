// For machines that watch: alive, ready, and numbers as Prometheus reads them. Tells nothing of any person.
#include <fmt/format.h>

#include <fstream>

#include "base/sha256.h"
#include "journal/jobs.h"
#include "journal/journal.h"
#include "reception/mount.h"
#include "web/site.h"

namespace couloir::reception {

using web::Request;
using web::Response;

namespace {

constexpr std::string_view kPlain = "text/plain; charset=utf-8";

Response alive(Request&) { return {.body = "ok\n", .type = std::string(kPlain)}; }

/// A database that does not answer throws; the site turns that into 503.
Response ready(Request& request) {
  auto head = journal::head(*request.site.db().reader());
  return {.body = fmt::format("ready\njournal {}\n", head.seq), .type = std::string(kPlain)};
}

/// Compared by their hashes, so that the time taken says nothing of the token.
bool may_measure(const Request& request, const std::string& token) {
  if (request.raw.peer == "127.0.0.1" || request.raw.peer == "::1") return true;
  auto given = request.raw.header("authorization");
  return !token.empty() && given.starts_with("Bearer ") && sha256_hex(given.substr(7)) == sha256_hex(token);
}

/// Resident memory in bytes; 0 where /proc is not there.
std::int64_t resident_bytes() {
  constexpr std::int64_t kPage = 4096;
  std::int64_t whole = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> whole >> resident;
  return resident * kPage;
}

void metric(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

Response metrics(Request& request, const std::string& token) {
  if (!may_measure(request, token))
    return {.status = 403,
            .body = "Ask from this machine, or with the token of the settings.\n",
            .type = std::string(kPlain)};
  std::string out;
  metric(out, "couloir_requests_total", "counter", "Requests answered, by class of status.");
  for (int hundred = 1; hundred <= 5; ++hundred)
    out += fmt::format("couloir_requests_total{{status=\"{}xx\"}} {}\n", hundred, request.site.answered(hundred));
  metric(out, "couloir_request_seconds_total", "counter", "Time spent answering.");
  out += fmt::format("couloir_request_seconds_total {:.6f}\n", request.site.seconds_spent());
  metric(out, "couloir_sql_statements_total", "counter", "SQL statements run to answer.");
  out += fmt::format("couloir_sql_statements_total {}\n", request.site.statements_run());
  auto db = request.site.db().reader();
  metric(out, "couloir_jobs", "gauge", "Tasks by state, counted to a thousand.");
  for (auto state : {journal::JobState::waiting, journal::JobState::running, journal::JobState::failed})
    out += fmt::format("couloir_jobs{{state=\"{}\"}} {}\n", name_of(state), journal::jobs_in(*db, state, 1'000).size());
  metric(out, "couloir_journal_events_total", "counter", "Events in the journal.");
  out += fmt::format("couloir_journal_events_total {}\n", journal::head(*db).seq);
  metric(out, "couloir_resident_bytes", "gauge", "Memory in use.");
  out += fmt::format("couloir_resident_bytes {}\n", resident_bytes());
  metric(out, "couloir_info", "gauge", "Version of the program.");
  out += fmt::format("couloir_info{{version=\"{}\"}} 1\n", request.site.config().version);
  return {.body = out, .type = "text/plain; version=0.0.4; charset=utf-8"};
}

}  // namespace

void mount_health(web::Router& router, const FrontDesk& desk) {
  auto plain = [&](std::string pattern, web::Handle handle) {
    router.add({.method = web::Method::get,
                .pattern = std::move(pattern),
                .who = web::kEveryone,
                .handle = std::move(handle),
                .plain = true});
  };
  plain("/healthz", alive);
  plain("/readyz", ready);
  plain("/metrics", [token = desk.metrics_token](Request& r) { return metrics(r, token); });
}

}  // namespace couloir::reception
