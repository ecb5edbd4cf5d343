// Any bytes: a look at them ends, and a type is only given to what can be stored under a clean name of that type.
#include <cstdlib>

#include "base/text.h"
#include "files/file_type.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace couloir;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto found = files::sniff(bytes);
  if (found.type.has_value() != found.otherwise.empty()) std::abort();
  if (found.type == files::FileType::text && !(is_utf8(bytes) && is_plain_text(bytes))) std::abort();
  auto name = files::clean_name(bytes, found.type.value_or(files::FileType::pdf));
  bool clean =
      is_utf8(name) && is_plain_text(name) && name.find_first_of("/\\\r\n\t\"") == name.npos && name.size() < 256;
  if (!clean || name.starts_with('.') || name != files::clean_name(name, found.type.value_or(files::FileType::pdf)))
    std::abort();
  return 0;
}
