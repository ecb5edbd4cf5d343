#include "documents/workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "files/file_type.h"
#include "files/zip_list.h"

namespace couloir::documents {
namespace {

std::string entry(const std::string& xlsx, std::string_view name) {
  return files::list_zip(xlsx, name, 1 << 20).wanted;
}

TEST(Workbook, holds_texts_as_texts_and_numbers_as_numbers) {
  std::vector<std::vector<std::string>> rows{
      {"=HYPERLINK(\"http://x\")", "12"}, {"été <b>\x01", ""}, {"+1", "not a number"}};
  std::size_t at = 0;
  auto xlsx = workbook("Files", {{"Name"}, {"Count", true}}, [&](std::vector<std::string>& cells) {
    if (at == rows.size()) return false;
    cells = rows[at++];
    return true;
  });
  ASSERT_TRUE(xlsx.has_value());
  EXPECT_EQ(files::sniff(*xlsx).type, files::FileType::xlsx);
  auto sheet = entry(*xlsx, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, testing::Not(testing::HasSubstr("<f>")));
  EXPECT_THAT(sheet, testing::HasSubstr("=HYPERLINK(\"http://x\")"));
  EXPECT_THAT(sheet, testing::HasSubstr("<v>12</v>"));
  EXPECT_THAT(sheet, testing::HasSubstr("été &lt;b&gt;<"));
  EXPECT_THAT(sheet, testing::HasSubstr("not a number"));
  EXPECT_THAT(sheet, testing::HasSubstr("autoFilter"));
}

TEST(Workbook, of_no_rows_is_a_workbook) {
  auto xlsx = workbook("Empty", {{"Name"}}, [](std::vector<std::string>&) { return false; });
  ASSERT_TRUE(xlsx.has_value());
  EXPECT_EQ(files::sniff(*xlsx).type, files::FileType::xlsx);
}

}  // namespace
}  // namespace couloir::documents
