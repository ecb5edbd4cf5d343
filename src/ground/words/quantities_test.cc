#include "words/quantities.h"

#include <gtest/gtest.h>

#include "words/words.h"

namespace couloir {
namespace {

struct Quantities : testing::Test {
  Quantities() { EXPECT_TRUE(load_words(COULOIR_WORDS_DIR)); }
};

TEST_F(Quantities, are_written_in_french) {
  EXPECT_EQ(written(Hours{450}), "7\u00a0h\u00a030");
  EXPECT_EQ(written(Hours{425}), "7\u00a0h\u00a005");
  EXPECT_EQ(written(Hours{45}), "45\u00a0min");
  EXPECT_EQ(written(Hours{}), "0\u00a0h");
  EXPECT_EQ(written(EngineerMonths{250}), "2,5\u00a0mois-ingénieur");
  EXPECT_EQ(written(GpuHours{150}), "1,5\u00a0heure-GPU");
  EXPECT_EQ(written(GpuHours::whole(1200)), "1\u202f200\u00a0heures-GPU");
  EXPECT_EQ(written(CoreHours{12}), "0,12\u00a0heure-cœur");
  EXPECT_EQ(written(TebibyteMonths{150}), "1,5\u00a0Tio-mois");
  EXPECT_EQ(written(FullTimeShare{80}), "80\u00a0%");
  EXPECT_EQ(written(Euros{123450}), "1\u202f234,50\u00a0€");
}

TEST_F(Quantities, are_written_in_english) {
  Speaking english(Lang::en);
  EXPECT_EQ(written(Hours{450}), "7 h 30 min");
  EXPECT_EQ(written(EngineerMonths{100}), "1 engineer-month");
  EXPECT_EQ(written(EngineerMonths{150}), "1.5 engineer-months");
  EXPECT_EQ(written(GpuHours{}), "0 GPU-hours");
}

TEST_F(Quantities, are_read_as_french_people_type_them) {
  EXPECT_EQ(parse_amount<EngineerMonths>(" 2,5 "), EngineerMonths{250});
  EXPECT_EQ(parse_amount<EngineerMonths>("2.25"), EngineerMonths{225});
  EXPECT_EQ(parse_euros("1\u202f234,5\u00a0€"), Euros{123450});
  EXPECT_EQ(parse_euros("12 EUR"), Euros{1200});
  EXPECT_EQ(parse_euros("1,234").error().message, say("“{1}” has more than two decimals.", "1,234"));
  EXPECT_EQ(parse_share("80 %"), FullTimeShare{80});
}

TEST_F(Quantities, are_read_as_english_people_type_them) {
  Speaking english(Lang::en);
  EXPECT_EQ(parse_euros("€1,234,567.5"), Euros{123456750});
  EXPECT_EQ(parse_euros("1,234"), Euros{123400});
  EXPECT_EQ(parse_euros("2,5"), Euros{250});
  EXPECT_EQ(parse_euros("1,2345").error().message, say("“{1}” has more than two decimals.", "1,2345"));
}

TEST_F(Quantities, of_time_are_read_by_the_clock_or_as_decimals) {
  for (auto text : {"7,5", "7.5", "7h30", "7 h 30", "7:30", "7 h 30 min", "450 min"})
    EXPECT_EQ(parse_hours(text), Hours{450}) << text;
  EXPECT_EQ(parse_hours("7h"), Hours{420});
  EXPECT_EQ(parse_hours("0,33"), Hours{20});
  for (auto bad : {"", "h30", "7:", "7h60", "7h300", "-1", "sept"}) EXPECT_FALSE(parse_hours(bad)) << bad;
}

TEST_F(Quantities, that_are_not_amounts_are_refused) {
  EXPECT_EQ(parse_hundredths("deux").error().message, say("“{1}” is not a number such as {2}.", "deux", "2,5"));
  for (auto bad : {"", "-1", "+1", "1e3", "1,", ",5", "1,2,3", "0x10", "10000000000000000", "½"})
    EXPECT_FALSE(parse_hundredths(bad)) << bad;
  for (auto bad : {"0", "101", "80,5", "", "-5"}) EXPECT_FALSE(parse_share(bad)) << bad;
}

}  // namespace
}  // namespace couloir
