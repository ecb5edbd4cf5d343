#include "webhooks/signature.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "store/temporary_folder.h"

namespace couloir::webhooks {
namespace {

constexpr std::string_view kSecret = "clrw_mzxw6ytboi", kBody = R"({"webhook":3,"events":[]})";
const Instant kNow = *parse_instant("2026-11-22T09:00:00.750Z");

std::string read(const std::string& path) {
  std::ostringstream all;
  all << std::ifstream(path).rdbuf();
  return all.str();
}

// printf '%s' '1795338000.{"webhook":3,"events":[]}' | openssl dgst -sha256 -hmac clrw_mzxw6ytboi
TEST(Signature, is_the_hmac_of_time_full_stop_and_body) {
  EXPECT_EQ(signature(kSecret, kBody, kNow),
            "t=1795338000,v1=142101f0590a8fbf01f891c0188843c26184470e335c381c8503b54fe201330e");
}

TEST(Signature, is_checked_by_the_example_that_page_and_documentation_show) {
  auto docs = read(COULOIR_SOURCE_DIR "/docs/webhooks.md");
  EXPECT_NE(docs.find("```python\n" + std::string(kVerifyInPython) + "```"), std::string::npos)
      << "docs/webhooks.md shows other code than the page";
  TemporaryFolder folder;
  auto script = std::string(folder.path()) + "/check.py";
  std::ofstream(script) << kVerifyInPython << R"(
import sys
header, secret, now = sys.argv[1], sys.argv[2], 1795338060
body = sys.argv[3].encode()
ok = is_from_couloir(header, body, secret, now)
altered = is_from_couloir(header, body + b" ", secret, now)
other = is_from_couloir(header, body, secret + "x", now)
late = is_from_couloir(header, body, secret, now + 600)
sys.exit(0 if (ok, altered, other, late) == (True, False, False, False) else 1)
)";
  auto command = "python3 " + script + " '" + signature(kSecret, kBody, kNow) + "' '" + std::string(kSecret) + "' '" +
                 std::string(kBody) + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace couloir::webhooks
