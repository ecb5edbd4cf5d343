// Any body: a form is read within its limits or refused; labels are read without harm.
#include "http/form.h"

#include <cstdlib>

#include "http/media_type.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace couloir::http;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  FieldLimits limits{.count = 8, .name_bytes = 8, .value_bytes = 16};
  if (auto fields = parse_form(text, limits)) {
    if (fields->size() > limits.count) std::abort();
    for (auto& field : *fields)
      if (field.name.size() > limits.name_bytes || field.value.size() > limits.value_bytes) std::abort();
  }
  (void)parse_media_type(text);
  (void)is_form(text);
  return 0;
}
