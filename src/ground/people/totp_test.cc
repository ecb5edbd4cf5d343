#include "people/totp.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <filesystem>

#include <fstream>

#include "people/testing.h"
#include "store/temporary_folder.h"

namespace couloir::people {
namespace {

constexpr std::string_view kSecret = "12345678901234567890";  // of the vectors

TEST(Totp, gives_the_codes_of_rfc_6238) {
  // Appendix B, SHA-1: the last six of its eight digits.
  EXPECT_EQ(totp_code(kSecret, step_at(at("1970-01-01T00:00:59Z"))), "287082");
  EXPECT_EQ(totp_code(kSecret, step_at(at("2005-03-18T01:58:29Z"))), "081804");
  EXPECT_EQ(totp_code(kSecret, step_at(at("2005-03-18T01:58:31Z"))), "050471");
  EXPECT_EQ(totp_code(kSecret, step_at(at("2009-02-13T23:31:30Z"))), "005924");
  EXPECT_EQ(totp_code(kSecret, step_at(at("2033-05-18T03:33:20Z"))), "279037");
  EXPECT_EQ(totp_code(kSecret, step_at(at("2603-10-11T11:33:20Z"))), "353130");
}

TEST(Totp, takes_the_code_of_now_one_step_before_and_one_after) {
  auto now = at("2009-02-13T23:31:30Z");
  auto step = step_at(now);
  for (Step near : {step - 1, step, step + 1})
    EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, near), now, 0), near);
  for (Step far : {step - 2, step + 2})
    EXPECT_EQ(matching_step(kSecret, totp_code(kSecret, far), now, 0), std::nullopt);
  EXPECT_EQ(matching_step(kSecret, "005 924", now, 0), step) << "as applications show it";
  EXPECT_EQ(matching_step(kSecret, "005924", now, step), std::nullopt) << "used already";
  for (auto odd : {"", "5924", "0059244", "00592a"}) EXPECT_EQ(matching_step(kSecret, odd, now, 0), std::nullopt);
}

TEST(Totp, is_set_up_by_a_link_that_applications_read) {
  EXPECT_EQ(otpauth_uri(kSecret, "Couloir Grand Est", "é@x.fr"),
            "otpauth://totp/Couloir%20Grand%20Est:%C3%A9@x.fr?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Couloir%20Grand%20Est");
}

TEST(QrCodes, are_one_path_inside_their_quiet_zone) {
  auto code = qr_code("couloir");
  EXPECT_EQ(code.size, 21 + 8) << "version 1 and four modules on each side";
  EXPECT_TRUE(code.path.starts_with("M4 4h1v1h-1zM5 4h1v1h-1z")) << "the finder's corner";
}

struct SecretKeys : testing::Test {
  TemporaryFolder folder;
  std::filesystem::path path = std::filesystem::path(folder.path()) / "secret.key";
};

TEST_F(SecretKeys, are_made_once_for_their_owner_alone) {
  auto sealed = SecretKey::open(path).value().seal("grès");
  struct stat status{};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  EXPECT_EQ(status.st_size, 32);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "nothing left beside it";
  EXPECT_EQ(SecretKey::open(path).value().unseal(sealed), "grès");
}

TEST_F(SecretKeys, that_others_may_read_or_of_another_size_are_refused) {
  ASSERT_TRUE(SecretKey::open(path));
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  EXPECT_EQ(SecretKey::open(path).error().code, Code::invalid);
  std::ofstream(path) << "short";
  ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  EXPECT_EQ(SecretKey::open(path).error().code, Code::invalid);
  EXPECT_EQ(SecretKey::open(path / "beneath").error().code, Code::unavailable);
}

TEST_F(SecretKeys, notice_what_was_altered) {
  auto key = SecretKey::random();
  auto sealed = key.seal("grès");
  EXPECT_NE(sealed, key.seal("grès")) << "never the same twice";
  EXPECT_EQ(SecretKey::random().unseal(sealed), std::nullopt);
  sealed.back() = sealed.back() == '0' ? '1' : '0';
  EXPECT_EQ(key.unseal(sealed), std::nullopt);
  EXPECT_EQ(key.unseal("zz"), std::nullopt);
  EXPECT_EQ(key.unseal(""), std::nullopt);
}

}  // namespace
}  // namespace couloir::people
