// Any target, any query: no crash, and what is read is written and read back the same.
#include "http/url.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace couloir::http;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (auto target = split_target(text)) {
    std::string again;
    for (auto& segment : target->segments) again += "/" + percent_encode(segment);
    auto second = split_target(again.empty() ? "/" : again);
    bool only_an_empty_segment = target->segments == std::vector<std::string>{""};  // never read: "/" has none
    if (only_an_empty_segment || !second || second->segments != target->segments) std::abort();
  }
  if (auto fields = parse_query(text)) {
    auto again = parse_query(encode_query(*fields));
    if (!again || *again != *fields) std::abort();
  }
  return 0;
}
