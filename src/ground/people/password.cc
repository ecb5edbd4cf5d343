#include "people/password.h"

#include "base/text.h"
#include "people/person.h"

namespace couloir::people {

namespace {

// The commonest of twelve signs and more, in French and English, folded; shorter ones are refused by their length.
constexpr std::string_view kCommonest[] = {
    "123456789012",   "1234567890123",  "12345678901234",
    "123456789123",   "123123123123",   "012345678912",
    "111111111111",   "000000000000",   "aaaaaaaaaaaa",
    "121212121212",   "112233445566",   "987654321098",
    "1q2w3e4r5t6y",   "1qaz2wsx3edc",   "qwertyuiopas",
    "qwertyuiop12",   "qwertyuiop123",  "qwerty123456",
    "azertyuiopqs",   "azertyuiop12",   "azertyuiop123",
    "azerty123456",   "azertyazerty",   "qwertyqwerty",
    "abcdefghijkl",   "abcdefghijklm",  "abcd12345678",
    "abc123abc123",   "a1b2c3d4e5f6",   "password1234",
    "password12345",  "password123456", "passwordpassword",
    "password123!",   "p@ssw0rd1234",   "motdepasse12",
    "motdepasse123",  "motdepasse1234", "motdepassemotdepasse",
    "monmotdepasse",  "administrateur", "administrator",
    "administrator1", "adminadmin12",   "adminadminadmin",
    "admin1234567",   "welcome12345",   "bienvenue123",
    "bienvenue1234",  "letmein12345",   "iloveyou1234",
    "jetaime12345",   "jetaimejetaime", "doudoudoudou",
    "chouchouchou",   "marseille1234",  "strasbourg67",
    "strasbourg123",  "alsacealsace",   "lorraine1234",
    "grandest1234",   "couloircouloir", "couloir12345",
    "changeme1234",   "changemenow1",   "correcthorsebatterystaple",
};

bool is_common(std::string_view password) {
  auto folded = fold(password);
  bool one_sign = std::ranges::all_of(folded, [&](char c) { return c == folded.front(); });
  return one_sign || std::ranges::find(kCommonest, folded) != std::end(kCommonest);
}

bool gives_away(std::string_view password, std::string_view email) {
  auto key = email_key(email);
  auto folded = fold(password);
  return !key.empty() && (folded == fold(key) || folded == fold(key.substr(0, key.find('@'))));
}

}  // namespace

std::vector<Problem> problems_of_password(std::string_view password, std::string_view email) {
  constexpr std::size_t kFewest = 12, kMost = 200;
  std::vector<Problem> found;
  auto refuse = [&](Sentence why) { found.push_back({"password", std::move(why)}); };
  if (!is_utf8(password) || count_of_code_points(password) < kFewest)
    refuse(say("A password takes at least 12 characters. A sentence is a good one."));
  else if (count_of_code_points(password) > kMost)
    refuse(say("A password takes at most 200 characters."));
  else if (is_common(password))
    refuse(say("This password is among those tried first by everybody. Choose another."));
  else if (gives_away(password, email))
    refuse(say("A password must not be the e-mail address."));
  return found;
}

}  // namespace couloir::people
