#include "base/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace couloir {
namespace {

using Words = std::vector<std::string>;

TEST(Utf8, is_refused_at_the_first_wrong_byte) {
  EXPECT_EQ(bad_utf8_at("Étienne, 12 € – 𝄞 and a long ascii tail"), std::nullopt);
  EXPECT_EQ(bad_utf8_at("caf\xe9"), 3u);           // Windows-1252
  EXPECT_EQ(bad_utf8_at("12345678caf\xc3"), 11u);  // cut
  EXPECT_EQ(bad_utf8_at("\xc0\xaf"), 0u);          // overlong
  EXPECT_EQ(bad_utf8_at("a\xed\xa0\x80"), 1u);     // surrogate
  EXPECT_EQ(bad_utf8_at("\xf4\x90\x80\x80"), 0u);  // beyond U+10FFFF
  EXPECT_EQ(bad_utf8_at("\xe0\x80\x80"), 0u);
}

TEST(Utf8, is_counted_and_cut_by_code_points) {
  EXPECT_EQ(count_of_code_points("été 𝄞"), 5u);
  EXPECT_EQ(first_code_points("été 𝄞", 3), "été");
  EXPECT_EQ(first_code_points("été", 9), "été");
  EXPECT_EQ(shortened("été 2026", 4), "été…");
  EXPECT_EQ(shortened("été", 3), "été");
  EXPECT_EQ(shortened("été", 0), "");
}

TEST(Trimming, takes_every_kind_of_space_off_both_ends) {
  EXPECT_EQ(trim(" \t\u00a0 Loria \u202f\r\n"), "Loria");
  EXPECT_EQ(trim("\ufeffa b"), "a b");
  EXPECT_EQ(trim(" \u00a0"), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("é"), "é");
}

TEST(Folding, forgets_case_and_accents) {
  EXPECT_EQ(fold("ÉTÉ à l’Œuvre"), "ete a l'oeuvre");
  EXPECT_EQ(fold("Straße, Łódź, Ångström"), "strasse, lodz, angstrom");
  EXPECT_EQ(fold("e\u0301te\u0301"), "ete");
  EXPECT_EQ(fold("ﬁn ½ №"), "fin 1⁄2 no");
  EXPECT_EQ(fold("a\u00a0b\u00adc"), "a bc");
  EXPECT_EQ(fold("caf\xe9!"), "caf!");
}

RC_GTEST_PROP(Folding, twice_changes_nothing_and_stays_utf8, (const std::vector<char32_t>& points)) {
  std::string text;
  for (auto p : points) {
    char32_t c = p % 0x2FFF;  // Latin to CJK punctuation, where the surprises are
    if (c < 0x80)
      text += static_cast<char>(c);
    else if (c < 0x800)
      (text += static_cast<char>(0xC0 | c >> 6)) += static_cast<char>(0x80 | (c & 63));
    else
      ((text += static_cast<char>(0xE0 | c >> 12)) += static_cast<char>(0x80 | (c >> 6 & 63))) +=
          static_cast<char>(0x80 | (c & 63));
  }
  auto once = fold(text);
  RC_ASSERT(is_utf8(once));
  RC_ASSERT(fold(once) == once);
}

TEST(WordsForMatching, leave_out_what_says_nothing) {
  EXPECT_EQ(words_of("Les réseaux d’eau et l'imagerie des patients"), (Words{"reseau", "eau", "imagerie", "patient"}));
  EXPECT_EQ(words_of("Reading the letters of our patients with AI"), (Words{"reading", "letter", "patient", "ai"}));
  EXPECT_EQ(words_of("données, donnée; DONNÉES"), (Words{"donnee"}));
  EXPECT_EQ(words_of("GPT-4 à 3 €"), (Words{"gpt"}));
  EXPECT_EQ(words_of(""), Words{});
}

TEST(WordsForMatching, keep_endings_that_are_not_plurals) {
  EXPECT_EQ(words_of("process gaz bus prix"), (Words{"process", "gaz", "bus", "prix"}));
}

TEST(Emails, are_accepted_when_one_could_send_to_them) {
  for (auto good : {"anne@loria.fr", "a.b+c@exemple.co", "rené@exemple.fr", "o'neil@x-y.org"})
    EXPECT_TRUE(is_email(good)) << good;
  for (auto bad :
       {"", "anne", "anne@", "@loria.fr", "anne@loria", "a b@loria.fr", "anne@@loria.fr", "anne@loria..fr", ".a@b.fr",
        "a..b@c.fr", "anne@-x.fr", "anne@loria.fr\n", "Anne <anne@loria.fr>", "anne@loria.fr,b@c.fr"})
    EXPECT_FALSE(is_email(bad)) << bad;
  EXPECT_FALSE(is_email(std::string(65, 'a').append("@b.fr")));
}

TEST(WebAddresses, are_http_or_https_without_a_user) {
  for (auto good : {"https://www.loria.fr/fr/", "http://localhost:8026", "HTTPS://Exemple.fr?q=é#a"})
    EXPECT_TRUE(is_web_address(good)) << good;
  for (auto bad : {"", "loria.fr", "ftp://loria.fr", "javascript:alert(1)", "https://", "https://a b.fr",
                   "https://me@loria.fr", "https://loria.fr:99999x", "https://loria.fr/<script>",
                   "https://loria.fr\r\nX: y", "//loria.fr", "https://.fr"})
    EXPECT_FALSE(is_web_address(bad)) << bad;
}

}  // namespace
TEST(CountOfWords, counts_as_people_do) {
  EXPECT_EQ(count_of_words(""), 0);
  EXPECT_EQ(count_of_words("Trier  les\nlettres"), 3);
  EXPECT_EQ(count_of_words("l’atelier d'Épinal"), 2);
  EXPECT_EQ(count_of_words("Pourquoi ? – Parce que."), 3);
  EXPECT_EQ(count_of_words("2\u202f000\u00a0€"), 1);
  EXPECT_EQ(count_of_words("🙂 👩‍🔬"), 0);
  EXPECT_EQ(count_of_words("مرحبا بالعالم"), 2);
  EXPECT_EQ(count_of_words("a\u3000b\u2003c"), 3);
}

}  // namespace couloir
