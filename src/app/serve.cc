// `couloir serve`: brings the database up to date, starts the jobs and answers until SIGTERM or SIGINT.
#include <malloc.h>
#include <charconv>
#include <csignal>
#include <system_error>
#include <thread>

#include "app/commands.h"
#include "app/data_lock.h"
#include "app/house.h"
#include "base/log.h"
#include "store/migrate.h"

namespace couloir::app {
namespace {

/// Waits for the signals that ask to stop, in a thread of its own: nothing but stop() runs there.
std::jthread stop_on_signal(http::Server& server) {
  return std::jthread([&server] {
    sigset_t asked;
    sigemptyset(&asked);
    sigaddset(&asked, SIGTERM);
    sigaddset(&asked, SIGINT);
    int which = 0;
    sigwait(&asked, &which);
    log_line("serve.stopping", {{"signal", std::to_string(which)}});
    server.stop();
  });
}

/// Every thread started later inherits the mask, so only stop_on_signal's sees them. SIGPIPE: a gone client is no
/// event.
void hold_signals() {
  sigset_t held;
  sigemptyset(&held);
  sigaddset(&held, SIGTERM);
  sigaddset(&held, SIGINT);
  pthread_sigmask(SIG_BLOCK, &held, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file at its size limit is a full disk: the write fails and is answered
}

http::ServerConfig server_config(const Settings& settings) {
  http::ServerConfig config;
  config.host = settings.host;
  config.port = settings.port;
  config.workers = settings.workers;
  config.spool = (settings.data / "spool").string();
  config.trusted_proxies = settings.trusted_proxies;
  config.on_fault = [](std::string_view what) { log_line("http.fault", {{"what", std::string(what)}}); };
  std::filesystem::create_directories(config.spool);
  return config;
}

Exit serve(const Globals& globals, const http::Fields& values) {
  auto settings = settings_of(globals);
  if (!settings) return fail(settings.error());
  if (const auto* port = http::find(values, "port")) {
    std::uint16_t number = 0;
    auto [end, ec] = std::from_chars(port->data(), port->data() + port->size(), number);
    if (ec != std::errc{} || end != port->data() + port->size())
      return fail(Error::invalid(say("“{1}” is not a port: a whole number from 0 to 65535.", *port)));
    settings->port = number;
  }
  if (const auto* host = http::find(values, "host")) settings->host = *host;
  try {
    return serve_until_stopped(*settings);
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::address_in_use)
      return fail(Error::unavailable(
          say("Port {1} of {2} is busy: another program listens there. Choose another one with --port.",
              std::to_string(settings->port), settings->host)));
    return fail(Error::unavailable(say("The server cannot start: {1}.", error.what())));
  }
}

}  // namespace

// Binds before anything else: a busy port is said before the database is touched, and links name the real port.
Exit serve_until_stopped(Settings settings) {
  hold_signals();
  // Each of the twelve workers would keep a heap of its own, as large as the largest page it made
  // (docs/performance.md).
  mallopt(M_ARENA_MAX, 2);
  std::unique_ptr<House> house;
  auto config = server_config(settings);
  config.refusal_page = [&house](int status, const http::RawRequest& raw) { return house->site.refuse(status, raw); };
  http::Server server(
      std::move(config), [&house](const http::RawRequest& raw) { return house->site.respond(raw); },
      [&house](std::string_view method, std::string_view path) { return house->site.body_limit(method, path); });
  settings.port = server.port();
  auto lock = DataLock::take(settings.data);
  if (!lock) return fail(lock.error());
  auto built = House::build(std::move(settings), system_clock());
  if (!built) return fail(built.error());
  house = *std::move(built);
  if (auto migrated = migrate(*house->db); !migrated) return fail(migrated.error());
  wire(*house);
  house->jobs.start(3);  // a document takes seconds, a receiver of webhooks up to ten; mails wait for neither
  auto waiting = stop_on_signal(server);
  log_line("serve.ready", {{"url", house->settings.url()},
                           {"port", std::to_string(server.port())},
                           {"database", house->db->dialect() == Dialect::sqlite ? "sqlite" : "postgresql"}});
  server.run();
  house->jobs.stop();
  if (waiting.joinable()) pthread_kill(waiting.native_handle(), SIGTERM);  // when run() ended by itself
  return Exit::answered;
}

Command serve_command() {
  Command command;
  command.name = "serve";
  command.summary = tr("Serve pages and API until stopped");
  command.options = {{.name = "port", .about = tr("Port to listen on; 0: any free one"), .choices = {}},
                     {.name = "host", .about = tr("Address to listen on"), .choices = {}}};
  command.run = serve;
  return command;
}

}  // namespace couloir::app
