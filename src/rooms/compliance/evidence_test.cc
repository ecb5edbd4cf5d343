// Evidence files: what they are by their content, how much there may be, what stays of one that was removed.
#include "compliance/evidence.h"
#include "compliance/test_world.h"

namespace couloir::compliance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class EvidenceFiles : public OnBoth {};
INSTANTIATE_TEST_SUITE_P(, EvidenceFiles, both_databases(), database_name);

constexpr std::string_view kPdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

TEST_P(EvidenceFiles, keep_evidence_for_a_duty_they_have_and_say_what_a_file_really_is) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  auto add = [&](const Actor& actor, const Proves& proves, std::string_view name, std::string_view content) {
    return add_evidence(world.as(actor), world.pack, world.folder, id, proves, name, content, world.today());
  };
  Proves duty{"O-30", ActRole::deployer};
  auto added = add(world.marie, duty, "Nomination.pdf", kPdf).value();
  EXPECT_EQ(added.file->name, "Nomination.pdf");
  EXPECT_EQ(added.sha256, journal::sha256(kPdf).hex());
  auto program = add(world.marie, duty, "Nomination.pdf", "MZ\x90 a program").error();
  EXPECT_EQ(program.code, Code::invalid);
  EXPECT_THAT(told_by(program), HasSubstr("est un programme, quoi que dise son nom."));
  EXPECT_EQ(add(world.marie, {"O-62", {}}, "x.pdf", kPdf).error().code, Code::not_found);
  for (const auto& stranger : {world.paul, world.nora, world.lea, world.olga})
    EXPECT_EQ(add(stranger, duty, "x.pdf", kPdf).error().code, Code::not_found);
  auto seen_by = [&](const Actor& actor) {
    return read_evidence(world.db, actor, world.folder, id, added.id).has_value();
  };
  EXPECT_TRUE(seen_by(world.marie));
  EXPECT_TRUE(seen_by(world.lea));
  EXPECT_FALSE(seen_by(world.paul));
  EXPECT_FALSE(seen_by(world.olga));
  EXPECT_EQ(read_evidence(world.db, world.lea, world.folder, id, added.id)->content, kPdf);
}

TEST_P(EvidenceFiles, keep_no_more_than_a_gibibyte_of_evidence_for_one_organisation) {
  auto first = world.use_case("Rank applicants"), second = world.use_case("Sorting letters");
  world.answered(first, "21"), world.answered(second);
  auto add = [&](UseCaseId id) {
    return add_evidence(world.as(world.marie), world.pack, world.folder, id, {}, "a.pdf", kPdf, world.today());
  };
  auto kept = add(first).value();
  auto full_but_for = [&](std::int64_t bytes) {
    world.db.write([&](Tx& tx) {
      tx.exec("UPDATE files_file SET size = :size", {{":size", kMostEvidenceBytes - bytes}});
      return true;
    });
  };
  full_but_for(static_cast<std::int64_t>(kPdf.size()) - 1);
  Speaking english(Lang::en);
  auto refused = add(second).error();
  EXPECT_EQ(refused.code, Code::refused);
  EXPECT_EQ(tr(refused.message),
            "The files of your organisation take 1,024 MB of 1,024 MB, and this one has 1 MB: remove "
            "what no longer proves anything.");
  auto paul = world.use_case_of(world.paul, world.rival, "Saw");
  world.answer(world.paul, paul, 0, {{"Q1", {"y"}}}).value();
  EXPECT_TRUE(add_evidence(world.as(world.paul), world.pack, world.folder, paul, {}, "a.pdf", kPdf, world.today()))
      << "another organisation has its own";
  full_but_for(static_cast<std::int64_t>(kPdf.size()));
  EXPECT_TRUE(add(second));
  EXPECT_TRUE(remove_evidence(world.as(world.marie), first, kept.id));
  EXPECT_TRUE(add(second)) << "what is removed makes room";
}

TEST_P(EvidenceFiles, remember_evidence_that_was_removed_but_not_its_content) {
  auto id = world.use_case("Rank applicants");
  auto scenario = world.answered(id, "21");
  auto added =
      add_evidence(world.as(world.marie), world.pack, world.folder, id, {}, "a.pdf", kPdf, world.today()).value();
  EXPECT_EQ(remove_evidence(world.as(world.paul), id, added.id).error().code, Code::not_found);
  EXPECT_TRUE(remove_evidence(world.as(world.marie), id, added.id));
  EXPECT_EQ(remove_evidence(world.as(world.marie), id, added.id).error().code, Code::not_found);
  EXPECT_FALSE(read_evidence(world.db, world.marie, world.folder, id, added.id));
  auto kept = evidence_of(*world.reader(), scenario.id);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].sha256, added.sha256);
  EXPECT_EQ(kept[0].removed_by, world.marie.person);
  world.house.jobs.run_due();
  EXPECT_FALSE(world.folder.has(added.file->sha256));
}

}  // namespace
}  // namespace couloir::compliance
