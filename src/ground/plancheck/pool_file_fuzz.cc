// Any bytes as an instance and, after a line "====", a plan: refused with places, or read and judged without a fault of
// the checker. Certificates are read and not confirmed: that may take its time.
#include <cstdlib>

#include "plancheck/verdict.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace couloir::plancheck;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto line = text.find("\n====\n");
  auto instance = read_instance(text.substr(0, line));
  if (!instance || line == text.npos) return 0;
  auto plan = read_plan(text.substr(line + 6), *instance);
  if (!plan) return 0;
  plan->certificate.reset();
  auto verdict = check(*instance, *plan);
  if (verdict.valid() != verdict.violations.empty()) std::abort();
  return 0;
}
