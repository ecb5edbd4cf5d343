#include "files/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/log.h"
#include "files/content_copy.h"
#include "store/temporary_folder.h"
#include "store/testing.h"

namespace couloir::files {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string kPdf = "%PDF-1.7\n%%EOF\n";
const Instant kNow = *parse_instant("2026-11-29T09:00:00Z");

struct Files : testing::TestWithParam<TestDatabase> {
  TestDb db{GetParam()};
  TemporaryFolder data;
  ContentFolder folder{fs::path(data.path()) / "files"};
  FixedClock clock{system_clock().now()};  // contents are as old as the machine's clock says
  journal::Jobs jobs{*db, clock};
  people::PersonalData personal;

  Files() {
    set_log_enabled(false);
    mount_files(jobs, folder, personal);
    jobs.run_due();
  }
  ~Files() override { set_log_enabled(true); }

  Op op(PersonId person = {7}) { return {*db, {.person = person}, clock.now(), "r1"}; }
  StoredFile store(std::string_view name = "note.pdf", std::string_view content = kPdf) {
    auto kept = keep(folder, name, content);
    EXPECT_TRUE(kept.has_value());
    return *in_transaction(*db, [&](Tx& tx) -> Result<StoredFile> { return add_file(tx, op(), folder, *kept); });
  }
  void drop(FileId id) {
    ASSERT_TRUE(in_transaction(*db, [&](Tx& tx) -> Result<void> {
      remove_file(tx, op(), id);
      return {};
    }));
  }
  fs::path path_of(const StoredFile& file) {
    auto hex = file.sha256.hex();
    return folder.root() / hex.substr(0, 2) / hex.substr(2);
  }
};
INSTANTIATE_TEST_SUITE_P(, Files, both_databases(), database_name);

TEST_P(Files, come_back_as_they_were_given) {
  auto file = store("../Évaluation.pdf");
  auto found = find_file(*db->reader(), file.id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "Évaluation.pdf");
  EXPECT_EQ(found->size, 15);
  EXPECT_EQ(found->type, FileType::pdf);
  EXPECT_EQ(found->uploaded_by, PersonId{7});
  EXPECT_EQ(read_file(folder, *found).value(), kPdf);
  auto permissions = fs::status(path_of(file)).permissions();
  EXPECT_EQ(permissions, fs::perms::owner_read | fs::perms::owner_write);
}

TEST_P(Files, weigh_what_their_rows_say) {
  auto first = store("a.pdf"), second = store("b.pdf", std::string(kPdf) + "\n");
  EXPECT_EQ(bytes_of(*db->reader(), {first.id, second.id, FileId{999}}), first.size + second.size);
  EXPECT_EQ(bytes_of(*db->reader(), {FileId{999}}), 0);
  EXPECT_EQ(bytes_of(*db->reader(), {}), 0);
}

TEST_P(Files, made_by_the_program_are_not_looked_into) {
  std::string titled = "%PDF-1.7\n<</Title (a /Launch b)>>\n%%EOF\n";
  EXPECT_FALSE(keep(folder, "a.pdf", titled).has_value());
  EXPECT_TRUE(keep(folder, "a.pdf", titled, {{FileType::pdf}, 1 << 20, FileType::pdf}).has_value());
}

TEST_P(Files, that_a_spreadsheet_would_calculate_are_stored_and_handed_out_as_text) {
  auto file = store("data.csv", "a;=cmd()\n");
  EXPECT_EQ(file.name, "data.csv.txt");
  file.name = "data.csv";  // as one kept before this rule
  auto response = download(file, "a;=cmd()\n");
  auto header = std::ranges::find(response.headers, "content-disposition", &http::Header::name);
  ASSERT_NE(header, response.headers.end());
  EXPECT_EQ(header->value, "attachment; filename=\"data.csv.txt\"");
}

TEST_P(Files, with_the_same_content_share_it_until_the_last_one_goes) {
  auto first = store("a.pdf"), second = store("b.pdf");
  EXPECT_EQ(first.sha256, second.sha256);
  drop(first.id);
  jobs.run_due();
  EXPECT_EQ(read_file(folder, second).value(), kPdf);
  drop(second.id);
  EXPECT_TRUE(fs::exists(path_of(second))) << "the content waits for the job";
  jobs.run_due();
  EXPECT_FALSE(fs::exists(path_of(second)));
}

TEST_P(Files, that_are_handed_in_while_the_same_content_is_removed_are_whole) {
  auto file = store();
  auto kept = keep(folder, "again.pdf", kPdf);
  drop(file.id);
  jobs.run_due();
  ASSERT_FALSE(folder.has(kept->sha256));
  auto again = in_transaction(*db, [&](Tx& tx) -> Result<StoredFile> { return add_file(tx, op(), folder, *kept); });
  EXPECT_EQ(read_file(folder, *again).value(), kPdf);
}

TEST_P(Files, whose_bytes_changed_on_disk_are_refused_and_mended_by_handing_them_in_again) {
  auto file = store();
  std::ofstream(path_of(file), std::ios::binary) << "%PDF-1.7\n%%EOG\n";
  auto swapped = read_file(folder, file);
  ASSERT_FALSE(swapped.has_value());
  EXPECT_EQ(swapped.error().code, Code::unavailable);
  EXPECT_THAT(swapped.error().message.msgid, HasSubstr("missing or damaged"));
  fs::resize_file(path_of(file), 4);
  EXPECT_FALSE(read_file(folder, file).has_value());
  fs::resize_file(path_of(file), 0);
  EXPECT_FALSE(read_file(folder, file).has_value());
  fs::remove(path_of(file));
  EXPECT_FALSE(read_file(folder, file).has_value());
  fs::create_symlink("/etc/passwd", path_of(file));
  EXPECT_FALSE(read_file(folder, file).has_value());
  fs::remove(path_of(file));
  std::ofstream(path_of(file), std::ios::binary) << "other";
  store();
  EXPECT_EQ(read_file(folder, file).value(), kPdf);
}

TEST_P(Files, too_large_or_of_another_kind_leave_nothing_behind) {
  EXPECT_EQ(keep(folder, "a.pdf", kPdf, {kEvidence, 5}).error().code, Code::invalid);
  EXPECT_EQ(keep(folder, "a.pdf", "<html>").error().code, Code::invalid);
  EXPECT_FALSE(fs::exists(folder.root()));
}

TEST_P(Files, without_a_row_are_swept_after_a_day_and_no_sooner) {
  auto stays = store("a.pdf");
  auto orphan = keep(folder, "b.txt", "nobody wrote my row");
  auto broken = path_of(stays).parent_path() / "new-abcdef";
  std::ofstream(broken) << "half";
  clock.tick(std::chrono::hours(23));
  jobs.run_due();
  clock.tick(std::chrono::hours(2));
  jobs.run_due();
  jobs.run_due();
  clock.tick(std::chrono::hours(25));
  jobs.run_due();
  EXPECT_FALSE(folder.has(orphan->sha256));
  EXPECT_FALSE(fs::exists(broken));
  EXPECT_EQ(read_file(folder, stays).value(), kPdf);
}

TEST_P(Files, of_a_person_are_given_to_her_and_lose_her_words_when_she_goes) {
  auto file = store("lettre de Marie \"M.\".pdf");
  auto& source = personal.sources().front();
  EXPECT_THAT(source.export_json(*db->reader(), {7}),
              HasSubstr(R"("name":"lettre de Marie _M._.pdf","type":"pdf","size":15)"));
  EXPECT_EQ(source.export_json(*db->reader(), {8}), "null");
  ASSERT_TRUE(in_transaction(*db, [&](Tx& tx) -> Result<void> {
    source.erase(tx, op(), {7});
    return {};
  }));
  auto after = find_file(*db->reader(), file.id);
  EXPECT_EQ(after->name, "file-" + file.id.str() + ".pdf");
  EXPECT_EQ(after->uploaded_by, PersonId{});
  EXPECT_EQ(read_file(folder, *after).value(), kPdf);
}

TEST_P(Files, are_found_with_as_many_statements_for_one_as_for_three) {
  std::vector<FileId> ids{store("a.txt", "one").id, store("b.txt", "two").id, store("c.txt", "three").id};
  auto reader = db->reader();
  auto before = statements_run();
  EXPECT_EQ(files_with_ids(*reader, {ids[0]}).size(), 1u);
  auto for_one = statements_run() - before;
  EXPECT_EQ(files_with_ids(*reader, ids).size(), 3u);
  EXPECT_EQ(statements_run() - before, 2 * for_one);
}

TEST_P(Files, are_copied_whole_and_what_is_lost_is_named) {
  auto good = store("a.txt", "one"), bad = store("b.txt", "two");
  std::ofstream(path_of(bad), std::ios::binary) << "2wo";
  ContentFolder copies(fs::path(data.path()) / "copies");
  auto copy = copy_contents(folder, copies, contents_in_use(*db->reader()));
  EXPECT_EQ(copy.copied, 1);
  EXPECT_EQ(copy.lost, std::vector{bad.sha256});
  EXPECT_EQ(read_file(copies, good).value(), "one");
  EXPECT_EQ(all_contents(copies, kNow), std::vector{good.sha256});
}

TEST_P(Files, of_every_type_fit_the_schema) {
  for (std::size_t i = 0; i < kNames<FileType>.size(); ++i)
    EXPECT_NO_THROW(db->write([&](Tx& tx) {
      add_file(tx, op(), folder, {folder.put("x"), 1, static_cast<FileType>(i), "x", "x"});
      return true;
    }));
}

TEST(FileDownload, is_saved_and_never_shown) {
  StoredFile file{{1}, {}, 15, FileType::text, "Évaluation “a”.txt", {}, kNow};
  auto response = download(file, "content");
  EXPECT_EQ(response.type, "text/plain; charset=utf-8");
  std::string all;
  for (const auto& h : response.headers) all += h.name + ": " + h.value + "\n";
  EXPECT_EQ(all,
            "content-disposition: attachment; filename=\"_valuation _a_.txt\"; "
            "filename*=UTF-8''%C3%89valuation%20%E2%80%9Ca%E2%80%9D.txt\n"
            "content-security-policy: sandbox; default-src 'none'\ncache-control: private, no-store\n");
  EXPECT_EQ(attachment("plain.pdf"), "attachment; filename=\"plain.pdf\"");
}

}  // namespace
}  // namespace couloir::files
