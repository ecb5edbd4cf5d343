#include "base/sha256.h"

#include <gtest/gtest.h>

namespace couloir {
namespace {

// RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
TEST(HmacSha256, gives_the_published_examples) {
  EXPECT_EQ(hmac_sha256_hex("Hi There", std::string(20, '\x0b')),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hmac_sha256_hex("what do ya want for nothing?", "Jefe"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_sha256_hex("Test Using Larger Than Block-Size Key - Hash Key First", std::string(131, '\xaa')),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

}  // namespace
}  // namespace couloir
