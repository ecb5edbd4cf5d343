#include "base/random.h"

#include <gtest/gtest.h>

#include <set>

#include "base/sha256.h"

namespace couloir {
namespace {

TEST(Base32, follows_the_vectors_of_rfc_4648_without_padding) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "MY"},
                                                         {"fo", "MZXQ"},
                                                         {"foo", "MZXW6"},
                                                         {"foob", "MZXW6YQ"},
                                                         {"fooba", "MZXW6YTB"},
                                                         {"foobar", "MZXW6YTBOI"}};
  for (auto [bytes, text] : vectors) {
    EXPECT_EQ(base32(bytes), text);
    EXPECT_EQ(from_base32(text), bytes);
  }
}

TEST(Base32, is_read_as_people_type_it_and_refuses_other_signs) {
  EXPECT_EQ(from_base32("mzxw 6ytb-oi======"), "foobar");
  EXPECT_EQ(from_base32("MZXW1"), std::nullopt);
}

TEST(RandomTokens, have_the_length_asked_for_and_never_repeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random_token());
  EXPECT_EQ(seen.size(), 1000u);
  EXPECT_EQ(seen.begin()->size(), 32u);
  EXPECT_EQ(random_token(5).size(), 8u);
  EXPECT_EQ(random_bytes(7).size(), 7u);
}

TEST(Sha256, follows_the_vectors_of_fips_180) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, is_the_same_over_pieces) { EXPECT_EQ(Sha256().add("a").add("").add("bc").hex(), sha256_hex("abc")); }

}  // namespace
}  // namespace couloir
