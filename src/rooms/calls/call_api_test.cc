// The register of calls over REST: what scripts read, what the office's tokens may change, and with which version.
#include "calls/test_world.h"

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct CallApi : OnBoth {
  std::string office = world.house.token(world.olga.person);
  std::string operator_ = world.house.token(world.marie.person);
  std::string at_call(std::string_view below = "") { return "/calls/" + world.call.id.str() + std::string(below); }
  static constexpr std::string_view kTerms =
      R"({"name_fr":"Appel d’hiver","name_en":"Winter call","state":"draft","applicants":["member_lab"],"opens":null,"closes":null,
          "ceiling":2.5,"answer_days":null,"source":"https://cluster.example/winter","source_date":"2026-09","fact_status":"announced",
          "cut_offs":[{"at":"2027-01-31T17:00:00+01:00"}]})";
};
INSTANTIATE_TEST_SUITE_P(, CallApi, both_databases(), database_name);

TEST_P(CallApi, lists_calls_and_hides_drafts) {
  auto added = world.house.call(office, "POST", "/calls", R"({"code":"winter","terms":)" + std::string(kTerms) + "}");
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_THAT(added.body, AllOf(HasSubstr("\"ceiling\":2.5"), HasSubstr("\"at\":\"2027-01-31T16:00:00.000Z\"")));
  EXPECT_THAT(world.house.call(office, "GET", "/calls").body, HasSubstr("winter"));
  auto seen = world.house.call(operator_, "GET", "/calls");
  EXPECT_EQ(seen.status, 200);
  EXPECT_THAT(seen.body,
              AllOf(HasSubstr("\"code\":\"pool\""), HasSubstr("\"phase\":\"open\""), Not(HasSubstr("winter"))));
  auto id = find_call_by_code(*world.reader(), "winter")->id.str();
  EXPECT_EQ(world.house.call(operator_, "GET", "/calls/" + id).status, 404);
  EXPECT_EQ(world.house.call(operator_, "GET", "/calls/" + id + "/form").status, 404);
}

TEST_P(CallApi, changes_a_call_at_the_version_that_was_read) {
  EXPECT_EQ(world.house.call(office, "PUT", at_call(), kTerms).status, 400);
  EXPECT_EQ(world.house.call(office, "PUT", at_call(), kTerms, 9).status, 409);
  EXPECT_EQ(world.house.call(operator_, "PUT", at_call(), kTerms, 1).status, 403);
  auto saved = world.house.call(office, "PUT", at_call(), kTerms, 1);
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(saved.header("etag"), "\"2\"");
  EXPECT_EQ(find_call(*world.reader(), world.call.id)->name.en, "Winter call");
}

TEST_P(CallApi, says_and_changes_what_is_asked_of_each_kind) {
  using enum Condition;
  auto shown = world.house.call(operator_, "GET", at_call()).body;
  EXPECT_THAT(
      shown,
      AllOf(HasSubstr(R"("applicants":["member_lab","community","company_project"],"conditions":[)"),
            HasSubstr(R"({"applicant":"company_project","asks":["confirmed_lab","company_named","aid_declared"]})")));
  auto stored = [&] { return find_call(*world.reader(), world.call.id)->applicants; };
  auto terms = [&](std::string_view applicants) {
    std::string body(kTerms);
    return body.replace(body.find(R"("applicants":["member_lab"])"), 27, applicants);
  };
  ASSERT_EQ(
      world.house
          .call(
              office, "PUT", at_call(),
              terms(
                  R"("applicants":["member_lab","community"],"conditions":[{"applicant":"community","asks":["lab_files"]},
                          {"applicant":"company_project","asks":["aid_declared"]}])"),
              1)
          .status,
      200);
  EXPECT_EQ(stored(),
            (std::vector<Eligible>{{Applicant::member_lab, {confirmed_lab}}, {Applicant::community, {lab_files}}}))
      << "of a kind that is not taken nothing is asked";
  // A script from before conditions were told: those that there are stay, a new kind gets the usual ones.
  ASSERT_EQ(
      world.house.call(office, "PUT", at_call(), terms(R"("applicants":["community","company_project"])"), 2).status,
      200);
  EXPECT_EQ(stored(),
            (std::vector<Eligible>{{Applicant::community, {lab_files}},
                                   {Applicant::company_project, {confirmed_lab, company_named, aid_declared}}}));
  auto wrong = world.house.call(
      office, "PUT", at_call(),
      terms(R"("applicants":["community"],"conditions":[{"applicant":"community","asks":["rich"]}])"), 3);
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("/conditions/0/asks/0"));
  auto added = world.house.call(office, "POST", "/calls", R"({"code":"labs","terms":)" + std::string(kTerms) + "}");
  EXPECT_THAT(added.body, HasSubstr(R"({"applicant":"member_lab","asks":["confirmed_lab","lab_files"]})"));
}

TEST_P(CallApi, sets_cut_offs_alone) {
  auto first = world.call.cut_offs[0].id.str();
  auto set = world.house.call(
      office, "PUT", at_call("/cut-offs"),
      R"({"cut_offs":[{"id":)" + first +
          R"(,"at":"2026-08-31T17:00:00+02:00"},{"at":"2026-11-15T17:00:00+01:00","answer_by":"2026-12-20"}]})",
      1);
  ASSERT_EQ(set.status, 200) << set.body;
  auto call = find_call(*world.reader(), world.call.id).value();
  ASSERT_EQ(call.cut_offs.size(), 2u);
  EXPECT_EQ(call.cut_offs[0].id, world.call.cut_offs[0].id);
  EXPECT_EQ(call.name.en, "Pool");
}

TEST_P(CallApi, publishes_a_revision_of_the_form) {
  auto form = test_pack().form;
  form.sections[0].max_words = 42;
  auto published = world.house.call(office, "POST", at_call("/form"), write_json(shape_of(form)), 1);
  ASSERT_EQ(published.status, 201) << published.body;
  EXPECT_THAT(world.house.call(operator_, "GET", at_call("/form")).body,
              AllOf(HasSubstr("\"revision\":2"), HasSubstr("\"max_words\":42")));
  EXPECT_EQ(world.house.call(office, "POST", at_call("/form"), write_json(shape_of(form)), 2).status, 422);
}

TEST_P(CallApi, makes_late_tokens_and_never_shows_one_again) {
  auto body = R"({"cut_off":)" + world.call.cut_offs[0].id.str() +
              R"(,"named":"Marie","reason":"Ill","expires_at":"2026-09-20T12:00:00+02:00"})";
  EXPECT_EQ(world.house.call(operator_, "POST", at_call("/late-tokens"), body).status, 403);
  auto made = world.house.call(office, "POST", at_call("/late-tokens"), body);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_THAT(made.body, HasSubstr("\"secret\":\"late-"));
  auto list = world.house.call(office, "GET", at_call("/late-tokens"));
  EXPECT_THAT(list.body, AllOf(HasSubstr("Marie"), Not(HasSubstr("late-"))));
  auto id = late_tokens_of(*world.reader(), world.call.id).at(0).id.str();
  EXPECT_EQ(world.house.call(office, "DELETE", at_call("/late-tokens/" + id)).status, 204);
  EXPECT_TRUE(late_tokens_of(*world.reader(), world.call.id).at(0).revoked_at);
}

}  // namespace
}  // namespace couloir::calls
