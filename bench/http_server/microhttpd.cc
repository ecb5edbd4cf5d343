// The yardstick: libmicrohttpd with nothing around it, two epoll threads, the same page. Argument: port.
#include <microhttpd.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "page.h"

namespace {

MHD_Result respond(void* page, MHD_Connection* connection, const char*, const char*, const char*, const char*, size_t*,
                   void** seen) {
  if (!*seen) {  // the first call shows the head alone; answering it would cost the client its connection
    *seen = page;
    return MHD_YES;
  }
  auto& text = *static_cast<std::string*>(page);
  auto* response = MHD_create_response_from_buffer(text.size(), text.data(), MHD_RESPMEM_MUST_COPY);
  MHD_add_response_header(response, "Content-Type", "text/html; charset=utf-8");
  auto queued = MHD_queue_response(connection, MHD_HTTP_OK, response);
  MHD_destroy_response(response);
  return queued;
}

}  // namespace

int main(int, char** argv) {
  std::signal(SIGTERM, [](int) { std::_Exit(0); });
  auto page = bench_page();
  auto* daemon =
      MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, static_cast<std::uint16_t>(std::atoi(argv[1])), nullptr, nullptr,
                       respond, &page, MHD_OPTION_THREAD_POOL_SIZE, 2U, MHD_OPTION_CONNECTION_LIMIT, 20'000U,
                       MHD_OPTION_CONNECTION_TIMEOUT, 60U, MHD_OPTION_END);
  if (!daemon) return 1;
  while (true) ::pause();
}
