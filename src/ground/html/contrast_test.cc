// Reads the tokens of couloir.css and computes the contrast of every pair that is used together (WCAG 2.2, 1.4.3 and
// 1.4.11), in both themes. A colour changed to a paler one fails here, not in front of a reader.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>

namespace couloir {
namespace {

using Hex = std::string;
enum class Side { light = 0, dark = 1 };
using Tokens = std::map<std::string, std::array<Hex, 2>>;

std::string style_sheet() {
  std::ifstream in(COULOIR_SOURCE_DIR "/assets/couloir.css");
  return {std::istreambuf_iterator<char>(in), {}};
}

Tokens tokens() {
  static const std::string css = style_sheet();
  static const std::regex token("--([a-z0-9-]+): light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\)");
  Tokens all;
  for (std::sregex_iterator it(css.begin(), css.end(), token), end; it != end; ++it)
    all[(*it)[1]] = {(*it)[2], (*it)[3]};
  return all;
}

double linear(const Hex& hex, std::size_t at) {
  double c = std::stoi(hex.substr(at, 2), nullptr, 16) / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
double luminance(const Hex& hex) { return 0.2126 * linear(hex, 0) + 0.7152 * linear(hex, 2) + 0.0722 * linear(hex, 4); }
double contrast(const Hex& a, const Hex& b) {
  auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05) / (low + 0.05);
}

void expect_at_least(double wanted, const std::string& front, const std::string& ground) {
  static auto all = tokens();
  ASSERT_TRUE(all.contains(front) && all.contains(ground)) << front << " on " << ground;
  for (auto side : {Side::light, Side::dark}) {
    auto i = static_cast<std::size_t>(side);
    EXPECT_GE(contrast(all[front][i], all[ground][i]), wanted)
        << front << " on " << ground << (i == 0 ? ", light" : ", dark");
  }
}

TEST(Look, letters_stand_out_on_every_ground_they_are_set_on) {
  for (auto ground : {"paper", "surface", "sunk"})
    for (auto letters : {"ink", "muted", "gres", "fir", "gold", "cherry", "slate"})
      expect_at_least(4.5, letters, ground);
  for (auto ground : {"gres-soft", "fir-soft", "gold-soft", "cherry-soft", "slate-soft"})
    for (auto letters : {"ink", "muted"}) expect_at_least(4.5, letters, ground);
  for (auto tone : {"gres", "fir", "gold", "cherry", "slate"}) expect_at_least(4.5, tone, std::string(tone) + "-soft");
  expect_at_least(4.5, "on-gres", "gres-fill");
  expect_at_least(4.5, "on-gres", "gres-deep");
  expect_at_least(4.5, "on-fir", "fir-fill");
}

TEST(Look, edges_of_what_can_be_used_and_parts_of_pictures_reach_three_to_one) {
  for (auto ground : {"paper", "surface", "sunk"})
    for (auto shape : {"edge", "gres-fill", "fir-fill"}) expect_at_least(3, shape, ground);
  for (int part = 1; part <= 9; ++part) {
    auto tone = "part-" + std::to_string(part);
    for (auto ground : {"paper", "surface", "sunk"}) expect_at_least(3, tone, ground);
    expect_at_least(4.5, "paper", tone);  // its number
  }
  expect_at_least(3, "fir", "gres-soft");  // the focus ring on a pressed row
  expect_at_least(3, "edge", "gres-soft");
}

TEST(Look, style_sheet_stays_within_sixty_kilobytes_and_asks_nobody_else) {
  auto css = style_sheet();
  EXPECT_LE(css.size(), 61'440U);
  EXPECT_EQ(css.find("http://"), css.npos);
  EXPECT_EQ(css.find("https://"), css.npos);
  EXPECT_EQ(css.find("@import"), css.npos);
}

}  // namespace
}  // namespace couloir
