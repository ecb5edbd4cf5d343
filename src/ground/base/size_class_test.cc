#include "base/size_class.h"

#include <gtest/gtest.h>

#include "base/units.h"

namespace couloir {
namespace {

constexpr auto millions(std::int64_t m) { return Euros::whole(m * 1'000'000); }

std::optional<Sized> sized(std::optional<std::int64_t> people, std::optional<Euros> turnover,
                           std::optional<Euros> sheet, LinkedFigures linked = LinkedFigures::none) {
  return size_class({people, turnover, sheet, linked});
}
constexpr Sized sure(SizeClass size) { return {size, true}; }

TEST(SizeClasses, follow_the_ceilings_of_the_recommendation) {
  EXPECT_EQ(sized(9, millions(2), millions(9)), sure(SizeClass::micro));
  EXPECT_EQ(sized(10, millions(2), millions(2)), sure(SizeClass::small));
  EXPECT_EQ(sized(49, millions(10), millions(90)), sure(SizeClass::small));
  EXPECT_EQ(sized(249, millions(900), millions(43)), sure(SizeClass::medium));
  EXPECT_EQ(sized(249, millions(51), millions(44)), sure(SizeClass::mid_cap));
  EXPECT_EQ(sized(4999, millions(1500), millions(2001)), sure(SizeClass::mid_cap));
  EXPECT_EQ(sized(5000, millions(1), millions(1)), sure(SizeClass::large));
  EXPECT_EQ(sized(3, Euros{millions(2).cents + 1}, Euros{millions(2).cents + 1}), sure(SizeClass::small));
}

TEST(SizeClasses, need_only_the_figures_that_decide) {
  EXPECT_EQ(sized(9, millions(1), std::nullopt), sure(SizeClass::micro));
  EXPECT_EQ(sized(60, std::nullopt, millions(20)), sure(SizeClass::medium));
  EXPECT_EQ(sized(6000, std::nullopt, std::nullopt), sure(SizeClass::large));
  EXPECT_EQ(sized(std::nullopt, millions(1501), millions(2001)), sure(SizeClass::large));
}

TEST(SizeClasses, stay_open_when_a_figure_that_decides_is_missing) {
  EXPECT_EQ(sized(9, millions(3), std::nullopt), std::nullopt);
  EXPECT_EQ(sized(std::nullopt, millions(1), millions(1)), std::nullopt);
  EXPECT_EQ(sized(9, std::nullopt, std::nullopt), std::nullopt);
  EXPECT_EQ(sized(std::nullopt, std::nullopt, std::nullopt), std::nullopt);
}

TEST(SizeClasses, are_not_confirmed_before_someone_spoke_of_linked_enterprises) {
  EXPECT_EQ(sized(9, millions(1), {}, LinkedFigures::unknown), (Sized{SizeClass::micro, false}));
  EXPECT_EQ(sized(9, millions(1), {}, LinkedFigures::included), sure(SizeClass::micro));
  EXPECT_EQ(sized(9, millions(1), {}, LinkedFigures::left_out), std::nullopt);
}

TEST(SmallMidCaps, have_fewer_than_750_people_and_one_of_two_amounts) {
  auto within = [](std::optional<std::int64_t> people, std::optional<Euros> turnover, std::optional<Euros> sheet,
                   LinkedFigures linked = LinkedFigures::none) {
    return within_small_mid_cap({people, turnover, sheet, linked});
  };
  EXPECT_EQ(within(749, millions(150), millions(900)), true);
  EXPECT_EQ(within(749, millions(151), millions(129)), true);
  EXPECT_EQ(within(749, millions(151), millions(130)), false);
  EXPECT_EQ(within(750, millions(1), millions(1)), false);
  EXPECT_EQ(within(750, {}, {}), false);
  EXPECT_EQ(within(749, millions(151), {}), std::nullopt);
  EXPECT_EQ(within(3, millions(1), {}), true) << "its smaller sisters too";
  EXPECT_EQ(within(750, {}, {}, LinkedFigures::left_out), std::nullopt);
}

TEST(Euros, are_scaled_to_the_nearest_cent) {
  EXPECT_EQ(scaled(Euros{4550}, 90, 60), Euros{6825});  // 45,50 € an hour, 90 minutes
  EXPECT_EQ(scaled(Euros{1}, 1, 2), Euros{1});
  EXPECT_EQ(scaled(Euros{-1}, 1, 2), Euros{-1});
  EXPECT_EQ(scaled(Euros::whole(90'000'000'000'000), 3, 4), Euros::whole(67'500'000'000'000));
}

TEST(EngineerMonths, of_a_part_timer_are_never_rounded_up) {
  EXPECT_EQ(at(FullTimeShare{80}, 6), EngineerMonths{480});
  EXPECT_EQ(EngineerMonths::whole(6).value(), 6.0);
  EXPECT_EQ((Hours::whole(7) + Hours{30}).raw, 450);
}

}  // namespace
}  // namespace couloir
