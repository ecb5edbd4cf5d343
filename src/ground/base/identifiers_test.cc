#include "base/identifiers.h"

#include <gtest/gtest.h>

namespace couloir {
namespace {

Sentence refusal_of(std::string_view siret) {
  auto parsed = parse_siret(siret);
  return parsed ? Sentence{} : parsed.error().message;
}

// Vectors of InseeFrLab/validinsee and IsoCodes, recomputed.
TEST(Sirens, are_told_from_mistyped_ones_by_their_check_digit) {
  EXPECT_EQ(parse_siren("200034528")->str(), "200034528");
  EXPECT_EQ(parse_siren("732829320")->str(), "732829320");
  EXPECT_EQ(parse_siren("200034582").error().message,
            say("The check digit of {1} does not match: one digit is probably mistyped.", "200\u00a0034\u00a0582"));
}

TEST(Sirets, need_a_valid_siren_inside) {
  EXPECT_EQ(parse_siret("20003452800014")->str(), "20003452800014");
  EXPECT_EQ(parse_siret("73282932000074")->siren().str(), "732829320");
  EXPECT_FALSE(parse_siret("20003452800041"));
  // Passes Luhn over fourteen digits, not over its first nine.
  EXPECT_FALSE(parse_siret("73282932100007"));
}

TEST(Sirets, of_la_poste_follow_a_rule_of_their_own) {
  EXPECT_TRUE(parse_siret("35600000000048"));
  EXPECT_TRUE(parse_siret("35600000009075"));
  EXPECT_FALSE(parse_siret("35600000009076"));
}

TEST(Sirets, are_read_as_people_write_them) {
  for (auto text :
       {"732 829 320 00074", " 732.829.320.00074 ", "732\u00a0829\u00a0320\u00a000074", "732\u202f829\u202f320-00074"})
    EXPECT_EQ(parse_siret(text)->str(), "73282932000074") << text;
  EXPECT_EQ(parse_siret("73282932000074")->display(), "732\u00a0829\u00a0320\u00a000074");
  EXPECT_EQ(parse_siren("732829320")->display(), "732\u00a0829\u00a0320");
}

TEST(Sirets, that_cannot_be_read_say_why) {
  EXPECT_EQ(refusal_of("  "), say("Type the SIRET: fourteen digits, such as 732 829 320 00074."));
  EXPECT_EQ(refusal_of("7328293200007"), say("“{1}” has {2} digits, a SIRET has 14.", "7328293200007", "13"));
  EXPECT_EQ(
      refusal_of("732 829 320"),
      say("“{1}” has 9 digits: that is a SIREN. The SIRET adds five digits for the establishment.", "732 829 320"));
  EXPECT_EQ(refusal_of("7328293200007A"),
            say("“{1}” holds something other than digits. A SIRET is fourteen digits, such as 732 829 320 00074.",
                "7328293200007A"));
  EXPECT_EQ(refusal_of("00000000000000"),
            say("{1} is not the number of any organisation.", "000\u00a0000\u00a0000\u00a000000"));
  EXPECT_EQ(refusal_of("٧٣٢٨٢٩٣٢٠٠٠٠٧٤").args.size(), 1u);
  EXPECT_EQ(refusal_of(std::string(5000, 'x')).args[0].size(), 39u + 3u);
}

TEST(VatNumbers, carry_a_key_made_from_the_siren) {
  EXPECT_EQ(vat_of(*parse_siren("732829320")), "FR44732829320");
  EXPECT_EQ(parse_vat("fr 44 732 829 320")->str(), "732829320");
  EXPECT_EQ(parse_vat("FR45732829320").error().message,
            say("The two digits after FR do not match the SIREN {1} that follows: one is probably mistyped.",
                "732\u00a0829\u00a0320"));
  for (auto bad : {"", "44732829320", "DE44732829320", "FRK7732829320", "FR447328293200"})
    EXPECT_FALSE(parse_vat(bad)) << bad;
}

TEST(NafCodes, are_four_digits_and_a_letter_with_their_nomenclature) {
  EXPECT_EQ(*parse_naf("6202a", NafVersion::rev2), (Naf{"62.02A", NafVersion::rev2}));
  EXPECT_EQ(*parse_naf(" 62.20 Y", NafVersion::naf2025), (Naf{"62.20Y", NafVersion::naf2025}));
  for (auto bad : {"", "62.02", "6202AB", "A202A", "62021", "6202é"})
    EXPECT_FALSE(parse_naf(bad, NafVersion::rev2)) << bad;
}

}  // namespace
}  // namespace couloir
