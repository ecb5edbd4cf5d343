// Any body: parts lie inside it, in order, apart, within the limits, and none holds the delimiter.
#include "http/multipart.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace couloir::http;
  std::string_view body(reinterpret_cast<const char*>(data), size);
  MultipartLimits limits{.parts = 6, .head_bytes = 200, .value_bytes = 30};
  auto parts = parse_multipart("multipart/form-data; boundary=B", body, limits);
  (void)parse_multipart(body.substr(0, body.find('\n')), body);
  if (!parts) return 0;
  if (parts->size() > limits.parts) std::abort();
  const char* at = body.data();
  for (auto& part : *parts) {
    if (part.data.data() < at || part.data.data() + part.data.size() > body.data() + body.size()) std::abort();
    if (part.name.empty() || part.data.find("\r\n--B") != part.data.npos) std::abort();
    if (part.filename.find_first_of("/\\") != part.filename.npos) std::abort();
    if (!part.is_file && part.data.size() > limits.value_bytes) std::abort();
    at = part.data.data() + part.data.size();
  }
  return 0;
}
