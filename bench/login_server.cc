// couloir with the least hash that libsodium allows: bench/run sees with it what a login costs besides its hash, driven
// as pages are. It makes the stored hashes of those who log in as weak, so it is for a copy of made-up data alone. Each
// sender counts as the one that X-Forwarded-For names, so that no network uses up its tries; it listens on loopback.
// usage: bench_login_server --data FOLDER serve --port N
#include <sys/stat.h>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/commands.h"
#include "words/words.h"

int main(int argc, char** argv) {
  using namespace couloir;
  if (argc != 6 || std::string_view(argv[1]) != "--data" || std::string_view(argv[3]) != "serve" ||
      std::string_view(argv[4]) != "--port")
    return static_cast<int>(app::Exit::unusable);
  ::umask(077);
  if (auto words = load_words((app::find_share() / "words").string()); !words)
    return static_cast<int>(app::fail(words.error()));
  auto settings = app::read_settings(argv[2], {});
  if (!settings) return static_cast<int>(app::fail(settings.error()));
  settings->host = "127.0.0.1";
  settings->port = static_cast<std::uint16_t>(std::atoi(argv[5]));
  settings->trusted_proxies = {"127.0.0.1"};
  settings->demonstration = true;  // the least hash
  return static_cast<int>(app::serve_until_stopped(*std::move(settings)));
}
