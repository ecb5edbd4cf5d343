// couloir's own server with one page and nothing behind it. Argument: port.
#include "http/server.h"

#include <csignal>
#include <cstdlib>

#include "page.h"

int main(int, char** argv) {
  using namespace couloir::http;
  std::signal(SIGTERM, [](int) { std::_Exit(0); });
  ServerConfig config;
  config.port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  config.spool = "/tmp";
  auto page = bench_page();
  auto respond = [&](const RawRequest&) {
    RawResponse response;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    response.body = page;  // copied, as a page made for one person would be
    return response;
  };
  Server(config, respond, [](auto, auto) { return 0; }).run();
}
