// A dossier and the AI-Act file of its use case, answered as people answer it: what is refused, what is filed with a
// plan, and what is filed with a warning that everybody sees who judges it.
#include "calls/dossier_seen.h"
#include "calls/review_world.h"

namespace couloir::calls {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using Answers = std::map<std::string, std::vector<std::string>>;

struct ActAgreement : ReviewsOnBoth {
  Actor lea = world.person("Léa").with(Role::legal).actor();

  /// A bought tool that does nothing the Act names.
  static Answers harmless() {
    Answers answers{{"Q1", {"y"}}, {"Q3", {"y"}}, {"Q4", {"buy_use"}}, {"Q6", {"sme"}}, {"Q7", {"private"}}};
    for (const auto* no : {"Q8", "Q9", "Q10", "Q11", "Q12", "Q28"}) answers[no] = {"n"};
    for (const auto* none : {"Q2", "Q5", "Q13", "Q15", "Q17", "Q20", "Q21", "Q22", "Q23", "Q24", "Q29", "Q30"})
      answers[none] = {"none"};
    return answers;
  }
  static Answers with(const Answers& changed) {
    auto answers = harmless();
    for (const auto& [question, codes] : changed) answers[question] = codes;
    return answers;
  }
  Dossier answered(std::string_view title, const Answers& answers, std::string how_far = "draft") {
    auto d = world.ready(title);
    auto done = compliance::take_in_file(world.as(world.marie), world.as(lea), test_law(),
                                         {d.use_case, answers, std::move(how_far), "Read."}, *parse_date("2026-09-14"));
    EXPECT_TRUE(done) << (done ? "" : World::told_by(done.error()));
    return d;
  }
  Result<Receipt> file(const Dossier& d) {
    return submit_dossier(world.as(world.marie), world.rules, d.id, d.version, {world.cut_off(), ""});
  }
  FiledDossier filed_of(const Dossier& d) {
    return read_filed(filings_of(*world.reader(), d.id).at(0).content).value();
  }
  /// Marie sees to every duty of the file, as its page offers them.
  int plan_every_duty(UseCaseId id) {
    auto path = "/use-cases/" + id.str() + "/compliance";
    auto browser = world.browse(world.marie);
    browser.get(path);
    int planned = 0;
    for (auto form : web::forms_in(browser.seen().body)) {
      if (form.action != path + "/mitigations") continue;
      for (auto& value : form.values) {
        if (value.name == "owner") value.value = world.marie.person.str();
        if (value.name == "due") value.value = "2026-12-01";
      }
      browser.post(form.action, form.values);
      EXPECT_EQ(browser.status(), 200) << browser.seen().words();
      ++planned;
    }
    return planned;
  }
};
INSTANTIATE_TEST_SUITE_P(, ActAgreement, both_databases(), database_name);

TEST_P(ActAgreement, refuses_what_is_prohibited) {
  auto d =
      answered("Feelings at work",
               with({{"Q13", {"emotion"}}, {"Q14", {"work"}}, {"Q25", {"evaluates"}}, {"Q26", {"y"}}, {"Q27", {"y"}}}));
  auto refused = file(d);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_THAT(World::where(refused.error()), ElementsAre("act"));
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("The AI Act prohibits this use"));
  EXPECT_EQ(world.stored(d.id).state, DossierState::draft);
  auto browser = world.browse(world.marie);
  browser.get("/dossiers/" + d.id.str());
  EXPECT_TRUE(browser.says("The AI Act prohibits this use as it is described: it cannot be filed."));
}

TEST_P(ActAgreement, takes_high_risk_with_its_plan_alone) {
  auto d = answered("Share work out",
                    with({{"Q22", {"alloc", "monitor"}}, {"Q25", {"evaluates"}}, {"Q26", {"y"}}, {"Q27", {"y"}}}));
  auto standing = compliance::act_standing(*world.reader(), d.use_case);
  EXPECT_TRUE(standing.high);
  ASSERT_GT(standing.unplanned, 2);
  auto refused = file(d);
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::where(refused.error()), ElementsAre("act"));
  EXPECT_THAT(World::told_by(refused.error()),
              HasSubstr(fmt::format("with its plan: {} duties have nobody", standing.unplanned)));
  EXPECT_EQ(plan_every_duty(d.use_case), standing.unplanned);
  auto receipt = file(d);
  ASSERT_TRUE(receipt) << World::told_by(receipt.error());
  EXPECT_EQ(filed_of(d).ai_act.floor, "high");
  EXPECT_THAT(filed_of(d).warnings, Contains("ai_act_unsigned"));
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path());
  EXPECT_TRUE(olga.says("high risk"));
}

TEST_P(ActAgreement, takes_what_is_not_known_with_a_warning_that_judges_see) {
  auto open = answered("Half", with({{"Q9", {"?"}}}));
  auto unsigned_one = answered("Unsigned", harmless());
  auto good = answered("Harmless", harmless(), "signed");
  auto unasked = world.ready("Unasked");
  for (const auto& d : {open, unsigned_one, good, unasked}) {
    auto receipt = file(d);
    ASSERT_TRUE(receipt) << World::told_by(receipt.error());
  }
  EXPECT_THAT(filed_of(open).warnings, ElementsAre("ai_act_open", "worth_unknown"));
  EXPECT_FALSE(filed_of(open).ai_act.decided);
  EXPECT_EQ(filed_of(open).ai_act.ceiling, "prohibited");
  EXPECT_THAT(filed_of(unsigned_one).warnings, ElementsAre("ai_act_unsigned", "worth_unknown"));
  EXPECT_THAT(filed_of(good).warnings, ElementsAre("worth_unknown"));
  EXPECT_TRUE(filed_of(good).ai_act.signed_);
  EXPECT_THAT(filed_of(unasked).warnings, ElementsAre("ai_act_not_begun", "worth_unknown"));
  auto olga = world.browse(world.olga);
  olga.get(world.batch_path());
  auto seen = olga.seen().words();
  for (const auto* tag : {"AI Act: open", "prohibited use?", "AI Act: not signed", "AI Act: not asked"}) {
    EXPECT_NE(seen.find(tag), seen.npos) << tag;
    EXPECT_EQ(seen.find(tag), seen.rfind(tag)) << tag;
  }
}

}  // namespace
}  // namespace couloir::calls
