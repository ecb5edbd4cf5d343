// Any Cookie header: what is read could be set again and reads the same.
#include "http/cookie.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace couloir::http;
  for (auto& [name, value] : parse_cookies({reinterpret_cast<const char*>(data), size})) {
    auto set = set_cookie({.name = name, .value = value, .secure = false});
    auto again = parse_cookies(set.substr(0, set.find(';')));
    if (again != Fields{{name, value}}) std::abort();
  }
  return 0;
}
