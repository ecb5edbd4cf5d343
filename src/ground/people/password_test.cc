#include "people/password.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "people/attempts.h"
#include "people/testing.h"

namespace couloir::people {
namespace {

TEST(Password, takes_twelve_characters_that_nobody_tries_first) {
  auto refused = [](std::string_view password) {
    return !problems_of_password(password, "marie.dupont@example.fr").empty();
  };
  EXPECT_FALSE(refused("le grès rose des Vosges"));
  EXPECT_FALSE(refused("éééééé àààààà")) << "characters, not bytes";
  EXPECT_TRUE(refused("onze signes"));
  EXPECT_TRUE(refused("MotDePasse123"));
  EXPECT_TRUE(refused("zzzzzzzzzzzzzzzz"));
  EXPECT_TRUE(refused("Marie.Dupont@Example.fr"));
  EXPECT_TRUE(refused("marie.dupont"));
  EXPECT_TRUE(refused(std::string(201, 'x')));
  EXPECT_TRUE(refused("not utf-8 \xff\xff\xff"));
}

TEST(Hasher, knows_its_own_hashes_and_no_others) {
  Hasher hasher(kCheapHash);
  auto hash = hasher.hash("le grès rose").value();
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(hasher.verify(&hash, "le grès rose").value());
  EXPECT_FALSE(hasher.verify(&hash, "le grès gris").value());
  EXPECT_FALSE(hasher.verify(nullptr, "le grès rose").value());
  EXPECT_EQ(hasher.computed(), 4) << "nobody's password costs one computation too";
}

TEST(Hasher, really_computes_for_nobody) {
  // The made-up hash must be well formed, or argon2 would return at once: at this cost it has to fill 8 MiB.
  HashCost cost{2, std::size_t{8} << 20};
  Hasher hasher(cost);
  auto real = hasher.hash("le grès rose").value();
  auto nobody = std::string(real.substr(0, real.find("p=1$") + 4)) + std::string(22, 'A') + "$" + std::string(43, 'A');
  EXPECT_EQ(nobody.size(), real.size());
  EXPECT_FALSE(hasher.is_stale(nobody)) << "libsodium reads the parameters of it";
  EXPECT_TRUE(Hasher(kCheapHash).is_stale(real));
}

TEST(Hasher, turns_people_away_when_its_queue_is_full) {
  Hasher hasher({3, std::size_t{16} << 20}, 1, 1);
  std::vector<std::future<Result<std::string>>> all;
  for (int i = 0; i < 8; ++i)
    all.push_back(std::async(std::launch::async, [&] { return hasher.hash("le grès rose"); }));
  int done = 0, refused = 0;
  for (auto& one : all) {
    auto result = one.get();
    if (result)
      ++done;
    else if (result.error().code == Code::too_many)
      ++refused;
  }
  EXPECT_EQ(done + refused, 8);
  EXPECT_GE(done, 1);
  EXPECT_EQ(hasher.computed(), done);
}

TEST(Attempts, are_counted_in_a_window_by_key) {
  using namespace std::chrono_literals;
  Attempts attempts;
  Allowance two{2, 15min};
  EXPECT_TRUE(attempts.take("a", two, kTestNow));
  EXPECT_TRUE(attempts.take("a", two, kTestNow));
  EXPECT_FALSE(attempts.take("a", two, kTestNow + 14min));
  EXPECT_TRUE(attempts.take("b", two, kTestNow));
  EXPECT_TRUE(attempts.take("a", two, kTestNow + 15min));
  attempts.forget("b");
  EXPECT_EQ(attempts.size(), 1U);
}

TEST(Attempts, never_hold_more_keys_than_told) {
  Attempts attempts(100);
  for (int i = 0; i < 1000; ++i) attempts.take("login:" + std::to_string(i), {1, std::chrono::minutes(15)}, kTestNow);
  EXPECT_EQ(attempts.size(), 100U);
  EXPECT_FALSE(attempts.take("login:999", {1, std::chrono::minutes(15)}, kTestNow)) << "the latest are kept";
}

TEST(Attempts, of_one_kind_are_not_forgotten_in_a_flood_of_another) {
  Attempts attempts(100);
  constexpr Allowance once{1, std::chrono::minutes(15)};
  attempts.take("code:7", once, kTestNow);
  for (int i = 0; i < 1000; ++i) attempts.take("login:" + std::to_string(i), once, kTestNow);
  EXPECT_FALSE(attempts.take("code:7", once, kTestNow));
}

TEST(Attempts, see_a_household_as_one_network) {
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.0/24");
  EXPECT_EQ(network_of("::ffff:192.0.2.7"), "192.0.2.0/24");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(network_of("unix"), "unix");
}

}  // namespace
}  // namespace couloir::people
