#include "base/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>

#include "base/text.h"

namespace couloir {
namespace {

using Fields = std::vector<std::string>;
using Rows = std::vector<Fields>;

Rows read(std::string_view text) {
  Rows rows;
  auto reader = CsvReader::open(text);
  CsvRow row;
  while (reader && *reader->next(row)) rows.emplace_back(row.fields.begin(), row.fields.end());
  return rows;
}

Sentence refusal(std::string_view text) {
  auto reader = CsvReader::open(text);
  if (!reader) return reader.error().message;
  CsvRow row;
  while (true) {
    auto more = reader->next(row);
    if (!more) return more.error().message;
    if (!*more) return {};
  }
}

std::string written(CsvForm form, const Rows& rows) {
  CsvWriter writer(form);
  for (const auto& row : rows) writer.row(row);
  return writer.take();
}

TEST(CsvReading, takes_the_three_line_ends_and_the_three_separators) {
  Rows expected{{"a", "b"}, {"1", ""}, {"é", "x y"}};
  EXPECT_EQ(read("a,b\r\n1,\r\né,x y\r\n"), expected);
  EXPECT_EQ(read("\xef\xbb\xbf"
                 "a;b\n1;\né;x y"),
            expected);
  EXPECT_EQ(read("a\tb\r1\t\r\ré\tx y\r"), expected);
  EXPECT_EQ(read("sep=|\r\na|b\n1|\né|x y"), expected);
}

TEST(CsvReading, finds_the_separator_outside_quotation_marks) {
  EXPECT_EQ(read("\"a,b,c\";d\n1;2"), (Rows{{"a,b,c", "d"}, {"1", "2"}}));
  EXPECT_EQ(CsvReader::open("title")->separator(), ',');
}

TEST(CsvReading, keeps_quotes_line_ends_and_separators_inside_quotation_marks) {
  EXPECT_EQ(read("a,\"x, \"\"y\"\"\r\nz\",\"\"\nb,\"\"\"\",c"), (Rows{{"a", "x, \"y\"\r\nz", ""}, {"b", "\"", "c"}}));
  EXPECT_EQ(read("screen 5\" wide,b"), (Rows{{"screen 5\" wide", "b"}}));
}

TEST(CsvReading, numbers_rows_and_the_lines_they_begin_on) {
  auto reader = *CsvReader::open("h\n\n\"two\nlines\"\nlast");
  CsvRow row;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  while (*reader.next(row)) places.emplace_back(row.number, row.line);
  EXPECT_EQ(places, (std::vector<std::pair<std::size_t, std::size_t>>{{1, 1}, {2, 3}, {3, 5}}));
}

TEST(CsvReading, goes_on_after_a_bad_line) {
  auto reader = *CsvReader::open("a,b\n\"x\"y,1\nc,d\n\"never");
  CsvRow row;
  EXPECT_TRUE(*reader.next(row));
  auto stray = reader.next(row);
  ASSERT_FALSE(stray);
  EXPECT_EQ(stray.error().problems[0].where, "line 2");
  EXPECT_EQ(stray.error().message,
            say("A quotation mark closes in the middle of a cell on line {1}. Inside a cell, double it: \"\".", "2"));
  EXPECT_TRUE(*reader.next(row));
  EXPECT_EQ(row.fields[1], "d");
  EXPECT_EQ(reader.next(row).error().message,
            say("The quotation mark that opens a cell on line {1} is never closed.", "4"));
  EXPECT_FALSE(*reader.next(row));
}

TEST(CsvReading, bounds_a_field) {
  std::string longest(CsvReader::kLongestField, 'x');
  EXPECT_EQ(read(longest)[0][0].size(), CsvReader::kLongestField);
  EXPECT_EQ(refusal(longest + "x,1"), say("A cell holds more than {1} characters.", "65536"));
  EXPECT_EQ(refusal("\"" + longest + "x\",1"), say("A cell holds more than {1} characters.", "65536"));
}

TEST(CsvReading, says_where_bytes_are_not_utf8_and_what_they_seem_to_be) {
  EXPECT_EQ(refusal("titre\nété;caf\xe9\n"), say("Line {1}, column {2} is not UTF-8: the file seems saved as "
                                                 "Windows-1252, as older Excel does. Save it again as “CSV UTF-8”.",
                                                 "2", "8"));
  EXPECT_EQ(refusal("a\r\nb\rc\x81"),
            say("Line {1}, column {2} is not UTF-8. Save the file again as “CSV UTF-8”.", "3", "2"));
  EXPECT_EQ(refusal("\xff\xfe"
                    "a\0,\0"),
            say("This file is saved as UTF-16 (“Unicode text”). Save it again as “CSV UTF-8”."));
  EXPECT_EQ(refusal(std::string_view("a\0b\0c\0\n\0", 8)),
            say("This file is saved as UTF-16 (“Unicode text”). Save it again as “CSV UTF-8”."));
  EXPECT_EQ(refusal(std::string_view("abcdefgh\0", 9)),
            say("Line {1}, column {2} holds a zero byte: this is not a text file.", "1", "9"));
  EXPECT_EQ(refusal(" \r\n\u00a0"), say("This file is empty."));
  EXPECT_EQ(CsvReader::open("a\n\xe9").error().problems[0].where, "line 2");
}

TEST(CsvWriting, has_a_form_for_excel_and_a_plain_one) {
  Rows rows{{"a", "b c", "d;e", "1,5"}, {"say \"é\"", "", "two\nlines", "x"}};
  EXPECT_EQ(written(CsvForm::excel_french, rows),
            "\xef\xbb\xbf"
            "a;b c;\"d;e\";\"1,5\"\r\n\"say \"\"é\"\"\";;\"two\nlines\";x\r\n");
  EXPECT_EQ(written(CsvForm::plain, rows), "a,b c,\"d;e\",\"1,5\"\n\"say \"\"é\"\"\",,\"two\nlines\",x\n");
  EXPECT_EQ(written(CsvForm::plain, {{""}}), "\"\"\n");
}

TEST(CsvWriting, disarms_formulas_of_full_width_signs_too) {
  for (auto cell : {"＝1+1", "＋1", "－1", "＠SUM(A1)", "'＝1"}) EXPECT_TRUE(looks_like_formula(cell)) << cell;
  EXPECT_FALSE(looks_like_formula("1＝1"));
}

TEST(CsvWriting, disarms_formulas_and_leaves_numbers_alone) {
  EXPECT_EQ(written(CsvForm::plain, {{"=1+1", "+33 6 12", "-2", "@x", "-1.5", "+3", "-x", "'=1", "l'eau", "\tx", "'"}}),
            "'=1+1,'+33 6 12,-2,'@x,-1.5,+3,'-x,''=1,l'eau,\"'\tx\",'\n");
  EXPECT_EQ(read("'=1+1,'x,''=1,'-2"), (Rows{{"=1+1", "'x", "'=1", "'-2"}}));
}

RC_GTEST_PROP(CsvWriting, is_read_back_as_it_was, (bool french)) {
  auto cell = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab1 =+-@'\";,\t\r\n|.")));
  auto row = rc::gen::nonEmpty(rc::gen::container<Fields>(cell));
  auto rows = *rc::gen::nonEmpty(rc::gen::container<Rows>(row));
  for (auto& fields : rows)
    fields.push_back("end");  // otherwise one cell of another separator would be the first row's guess
  auto form = french ? CsvForm::excel_french : CsvForm::plain;
  RC_ASSERT(read(written(form, rows)) == rows);
}

TEST(CsvReading, takes_ten_megabytes_row_by_row) {
  std::string text = "title,kpi,note\n";
  while (text.size() < 10'000'000)
    text += "Tri des comptes rendus d’imagerie,\"−30 % de délai, \"\"mesuré\"\"\",une note assez longue\n";
  auto start = std::chrono::steady_clock::now();
  auto reader = *CsvReader::open(text);
  CsvRow row;
  std::size_t fields = 0, rows = 0;
  for (; *reader.next(row); ++rows) fields += row.fields.size();
  std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  RecordProperty("milliseconds", static_cast<int>(took.count()));
  EXPECT_EQ(fields, 3 * rows);
  EXPECT_EQ(row.number, rows);
}

TEST(CsvNumbers, are_written_as_who_opens_the_file_reads_them) {
  CsvWriter excel(CsvForm::excel_french), plain(CsvForm::plain);
  EXPECT_EQ(excel.decimal(450, 60, 2), "7,50");
  EXPECT_EQ(plain.decimal(450, 60, 2), "7.50");
  EXPECT_EQ(plain.decimal(-65, 60, 2), "-1.08");
  EXPECT_EQ(plain.decimal(-1, 1'000, 2), "0.00");
  EXPECT_EQ(excel.decimal(14, 10, 1), "1,4");
  EXPECT_EQ(plain.decimal(3, 2, 0), "2");
}

}  // namespace
}  // namespace couloir
