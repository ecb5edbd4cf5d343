// The office keeps the register of calls: what it may change, what people rely on, and the revisions of a form.
#include "calls/call_edit.h"

#include "calls/late_token.h"
#include "calls/test_world.h"
#include "journal/journal.h"

namespace couloir::calls {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct CallEditing : OnBoth {
  Result<Call> edit(const CallEdit& wanted, std::string_view when = "2026-09-14T10:00:00+02:00") {
    auto now = find_call(*world.reader(), world.call.id).value();
    return edit_call(world.as(world.olga, when), now.id, now.version, wanted);
  }
  CallEdit stored() { return edit_of(find_call(*world.reader(), world.call.id).value()); }
};
struct CallForms : OnBoth {};
INSTANTIATE_TEST_SUITE_P(, CallEditing, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, CallForms, both_databases(), database_name);

CallEdit sound() {
  CallEdit edit;
  edit.name = {"Appel d’été", "Summer call"};
  edit.state = CallState::published;
  edit.applicants = usually_asked({Applicant::member_lab});
  edit.source = "https://cluster.example/call";
  edit.source_date = "2026-09";
  return edit;
}
Call a_call_to_edit() {
  Call call;
  call.code = "pool";
  call = with_edit(call, sound());
  call.cut_offs = {{CutOffId{1}, at("2026-08-31T17:00:00+02:00"), {}, {}},
                   {CutOffId{2}, at("2026-09-30T17:00:00+02:00"), {}, {}}};
  return call;
}
const auto kDay = at("2026-09-14T10:00:00+02:00");

// ── rules ──

TEST(CallPromises, nobody_who_filed_in_time_becomes_late) {
  auto before = a_call_to_edit(), after = before;
  after.cut_offs[0].at = at("2026-08-31T16:00:00+02:00");
  EXPECT_THAT(broken_promises(before, after, {{CutOffId{1}, at("2026-08-31T16:00:00+02:00")}}, 1, kDay), IsEmpty());
  EXPECT_THAT(World::where(Error::invalid(
                  broken_promises(before, after, {{CutOffId{1}, at("2026-08-31T16:00:00.001+02:00")}}, 1, kDay))),
              ElementsAre("cut_offs/0/at"));
}

TEST(CallPromises, nobody_is_late_from_one_moment_to_the_next) {
  Speaking english(Lang::en);
  auto before = a_call_to_edit(), after = before;
  after.cut_offs[1].at = at("2026-09-14T09:59:00+02:00");
  auto broken = broken_promises(before, after, {}, 0, kDay);
  ASSERT_EQ(broken.size(), 1u);
  EXPECT_EQ(tr(broken[0].what), "A cut-off that is still to come can only be moved to a moment that is still to come.");
  after.cut_offs[1].at = at("2026-09-20T17:00:00+02:00");
  EXPECT_THAT(broken_promises(before, after, {}, 0, kDay), IsEmpty());
}

TEST(CallPromises, an_end_makes_nobody_late_who_filed_before_any_cut_off_was_announced) {
  auto before = a_call_to_edit(), after = before;
  after.closes = at("2026-09-10T17:00:00+02:00");
  EXPECT_EQ(broken_promises(before, after, {{{}, at("2026-09-11T09:00:00+02:00")}}, 1, kDay)[0].where, "closes");
}

TEST(CallPromises, what_was_begun_stays_in_sight) {
  auto before = a_call_to_edit(), after = before;
  after.state = CallState::draft;
  EXPECT_EQ(broken_promises(before, after, {}, 1, kDay)[0].where, "state");
  EXPECT_THAT(broken_promises(before, after, {}, 0, kDay), IsEmpty());
}

TEST(CallPromises, nothing_more_is_asked_of_who_filed) {
  using enum Condition;
  auto before = a_call_to_edit(), after = before;
  before.applicants = {{Applicant::member_lab, {confirmed_lab}}, {Applicant::community, {}}};
  auto where = [&](std::vector<Eligible> wanted) {
    after.applicants = std::move(wanted);
    return World::where(Error::invalid(conditions_added(before, after, {Applicant::member_lab})));
  };
  EXPECT_THAT(where(before.applicants), IsEmpty());
  EXPECT_THAT(where({{Applicant::member_lab, {}}, {Applicant::community, {confirmed_lab}}}), IsEmpty());
  EXPECT_THAT(where({{Applicant::member_lab, {confirmed_lab, lab_files}}}), ElementsAre("conditions/member_lab"));
  EXPECT_THAT(where({{Applicant::community, {}}}), ElementsAre("applicants"));
}

TEST(FormsOfCalls, of_another_region_need_a_file_and_no_code) {
  auto pack = load_dossier_pack(COULOIR_SOURCE_DIR "/tests/packs/tiny", *parse_date("2026-11-29"));
  ASSERT_TRUE(pack) << World::told_by(pack.error());
  EXPECT_EQ(pack->form.section("storms")->max_words, 200);
  EXPECT_TRUE(pack->form.criterion("frugality")->independent);
  EXPECT_FALSE(pack->de_minimis.month_worth);
}

TEST(FormsOfCalls, have_codes_that_can_stand_in_an_address) {
  auto form = test_pack().form;
  form.sections[0].code = "a/b";
  EXPECT_THAT(World::where(Error::invalid(problems_of(form))), ElementsAre("sections/0/code"));
}

// ── commands ──

TEST_P(CallEditing, adds_a_call_with_its_first_form) {
  auto edit = sound();
  edit.cut_offs = {{{}, at("2026-12-31T17:00:00+01:00"), {}, {}}, {{}, at("2026-10-31T17:00:00+01:00"), {}, {}}};
  auto added = add_call(world.as(world.olga), test_pack().form, "summer", edit);
  ASSERT_TRUE(added) << World::told_by(added.error());
  auto stored = find_call_by_code(*world.reader(), "summer").value();
  EXPECT_EQ(stored.name.fr, "Appel d’été");
  EXPECT_EQ(stored.cut_offs[0].at, at("2026-10-31T17:00:00+01:00"));
  EXPECT_EQ(stored.edited_at, kDay);
  EXPECT_EQ(form_of(*world.reader(), stored.id, 1), test_pack().form);
  EXPECT_EQ(journal::history_of(*world.reader(), "call", stored.id.v, 9).front().name, "call.saved");
}

TEST_P(CallEditing, refuses_a_code_twice) {
  auto again = add_call(world.as(world.olga), test_pack().form, "pool", sound());
  EXPECT_EQ(again.error().code, Code::refused);
  EXPECT_EQ(tr(again.error().message), "There is a call with the code pool already.");
}

TEST_P(CallEditing, tells_every_problem_at_once) {
  auto edit = stored();
  edit.name.en = "";
  edit.applicants.clear();
  edit.opens_announced = "soon";
  edit.silence_days = 0;
  edit.cut_offs[0].edit_until = at("2026-08-01T00:00:00Z");
  EXPECT_THAT(World::where(this->edit(edit).error()),
              ElementsAre("name_en", "applicants", "opens_announced", "silence_days", "cut_offs/0/edit_until"));
}

TEST_P(CallEditing, keeps_what_is_asked_in_order_and_each_once) {
  auto edit = stored();
  edit.applicants = {
      {Applicant::company_project, {Condition::aid_declared, Condition::lab_files, Condition::lab_files}},
      {Applicant::member_lab, {}},
      {Applicant::member_lab, {Condition::confirmed_lab}}};
  ASSERT_TRUE(this->edit(edit));
  EXPECT_EQ(stored().applicants,
            (std::vector<Eligible>{{Applicant::member_lab, {}},
                                   {Applicant::company_project, {Condition::lab_files, Condition::aid_declared}}}));
}

TEST_P(CallEditing, asks_nothing_more_of_who_waits_for_a_decision) {
  auto d = world.filed();
  auto edit = stored();
  edit.applicants[2].conditions.push_back(Condition::lab_files);
  auto refused = this->edit(edit);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_THAT(World::where(refused.error()), ElementsAre("conditions/company_project"));
  ASSERT_TRUE(withdraw_dossier(world.as(world.marie), d.id, world.stored(d.id).version));
  EXPECT_TRUE(this->edit(edit));
}

TEST_P(CallEditing, is_the_offices_alone) {
  EXPECT_EQ(add_call(world.as(world.marie), test_pack().form, "mine", sound()).error().code, Code::forbidden);
  EXPECT_EQ(edit_call(world.as(world.chloe), world.call.id, 1, stored()).error().code, Code::forbidden);
  EXPECT_EQ(publish_form(world.as(world.nora), world.call.id, 1, test_pack().form).error().code, Code::forbidden);
}

TEST_P(CallEditing, never_writes_over_what_it_has_not_read) {
  auto edit = stored();
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  EXPECT_EQ(edit_call(world.as(world.olga), world.call.id, 1, edit).error().code, Code::conflict);
}

TEST_P(CallEditing, moves_all_cut_offs_by_one) {
  auto edit = stored();
  edit.closes = at("2027-01-31T17:00:00+01:00");
  edit.cut_offs[1].at = edit.cut_offs[2].at;
  edit.cut_offs[2].at = *edit.closes;
  auto saved = this->edit(edit);
  ASSERT_TRUE(saved) << World::told_by(saved.error());
  EXPECT_EQ(find_call(*world.reader(), world.call.id)->cut_offs[1].at, at("2026-11-30T17:00:00+01:00"));
}

TEST_P(CallEditing, leaves_who_filed_in_time_in_time) {
  world.filed();  // on 14 September at 10:00, for 30 September
  auto edit = stored();
  edit.cut_offs[1].at = at("2026-09-14T09:59:59+02:00");
  auto refused = this->edit(edit, "2026-10-02T10:00:00+02:00");
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_THAT(World::told_by(refused.error()),
              HasSubstr("Somebody filed in time for this cut-off and would become late."));
  EXPECT_EQ(stored().cut_offs[1].at, at("2026-09-30T17:00:00+02:00"));
  edit.cut_offs[1].at = at("2026-09-14T10:00:00+02:00");
  EXPECT_TRUE(this->edit(edit, "2026-10-02T10:00:00+02:00"));
}

TEST_P(CallEditing, counts_a_late_token_as_late) {
  auto issued = issue_late_token(world.as(world.olga), world.call.id,
                                 {world.call.cut_offs[0].id, "Marie", "Ill", at("2026-09-20T10:00:00Z")});
  auto d = world.ready();
  auto filed =
      submit_dossier(world.as(world.marie), world.rules, d.id, d.version, {world.call.cut_offs[0].id, issued->secret});
  ASSERT_TRUE(filed) << World::told_by(filed.error());
  EXPECT_THAT(last_in_time(*world.reader(), world.call.id), IsEmpty());
}

TEST_P(CallEditing, keeps_a_cut_off_that_has_dossiers) {
  world.filed();
  auto edit = stored();
  edit.cut_offs.erase(edit.cut_offs.begin() + 1);
  auto refused = this->edit(edit);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_EQ(stored().cut_offs.size(), 3u);
  edit = stored();
  edit.cut_offs.pop_back();
  EXPECT_TRUE(this->edit(edit));
  EXPECT_EQ(stored().cut_offs.size(), 2u);
}

TEST_P(CallEditing, takes_no_cut_off_of_another_call) {
  auto other = world.open_call("other");
  auto edit = stored();
  edit.cut_offs[0].id = other.cut_offs[0].id;
  EXPECT_THAT(World::where(this->edit(edit).error()), ElementsAre("cut_offs"));
  EXPECT_EQ(find_call(*world.reader(), other.id)->cut_offs[0].at, at("2026-08-31T17:00:00+02:00"));
}

TEST_P(CallEditing, keeps_the_region_pack_out) {
  ASSERT_TRUE(seed_calls(world.as(world.olga), test_region(), test_pack()));
  auto seeded = find_call_by_code(*world.reader(), test_region().calls.front().code).value();
  EXPECT_FALSE(seeded.edited_at);
  auto edit = edit_of(seeded);
  edit.name.fr = "Notre nom";
  ASSERT_TRUE(edit_call(world.as(world.olga), seeded.id, seeded.version, edit));
  EXPECT_EQ(seed_calls(world.as(world.olga), test_region(), test_pack())->kept, 1);
  EXPECT_EQ(find_call(*world.reader(), seeded.id)->name.fr, "Notre nom");
}

TEST_P(CallForms, have_revisions_that_never_change) {
  auto form = test_pack().form;
  form.sections[0].max_words = 123;
  auto published = publish_form(world.as(world.olga), world.call.id, 1, form);
  ASSERT_TRUE(published) << World::told_by(published.error());
  EXPECT_EQ(published->form, 2);
  EXPECT_EQ(form_of(*world.reader(), world.call.id, 1), test_pack().form);
  EXPECT_EQ(form_of(*world.reader(), world.call.id, 2), form);
  auto revisions = form_revisions(*world.reader(), world.call.id);
  ASSERT_EQ(revisions.size(), 2u);
  EXPECT_EQ(revisions[0].revision, 2);
  EXPECT_EQ(revisions[0].published_by, world.olga.person);
  EXPECT_EQ(journal::history_of(*world.reader(), "call", world.call.id.v, 9).front().name, "call.form_published");
}

TEST_P(CallForms, leave_a_draft_the_revision_it_was_begun_with) {
  auto d = world.draft();
  auto form = test_pack().form;
  form.sections.pop_back();
  ASSERT_TRUE(publish_form(world.as(world.olga), world.call.id, 1, form));
  EXPECT_EQ(world.stored(d.id).form, 1);
  EXPECT_EQ(world.draft("Second").form, 2);
}

TEST_P(CallForms, are_refused_when_nothing_differs_or_weights_are_off) {
  EXPECT_EQ(publish_form(world.as(world.olga), world.call.id, 1, test_pack().form).error().code, Code::refused);
  auto form = test_pack().form;
  form.criteria[0].weight = 20;
  form.reasons[0].text.en = "";
  EXPECT_THAT(World::where(publish_form(world.as(world.olga), world.call.id, 1, form).error()),
              ElementsAre("criteria", "reasons/0/text_en"));
  EXPECT_EQ(publish_form(world.as(world.olga), world.call.id, 7, form).error().code, Code::conflict);
}

}  // namespace
}  // namespace couloir::calls
