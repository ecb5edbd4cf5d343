#include "reception/test_house.h"

namespace couloir::reception {
namespace {

/// What the form with this action would send.
NamedTexts values_sent_to(const web::Browser& browser, std::string_view action) {
  for (auto& form : web::forms_in(browser.seen().body))
    if (form.action == action) return form.values;
  return {};
}

TEST(LabRegister, is_open_to_visitors_and_says_how_sure_each_membership_is) {
  House house;
  house.lab("loria");
  house.lab("icube", people::LabMembership::unverified);
  auto browser = house.visitor();
  browser.get("/labs");
  EXPECT_TRUE(browser.says("2 labs"));
  EXPECT_TRUE(browser.says("Confirmed member"));
  EXPECT_TRUE(browser.says("Membership not verified"));
  EXPECT_TRUE(browser.says("Source of December 2025, confirmed."));
}

TEST(LabRegister, is_filtered_by_word_pillar_and_town) {
  House house;
  house.lab("loria");
  auto browser = house.visitor();
  browser.get("/labs");
  browser.submit("/labs", {{"text", "Spéech"}});
  EXPECT_TRUE(browser.says("1 lab"));
  browser.submit("/labs", {{"pillar", "P3"}});
  EXPECT_TRUE(browser.says("No lab fits"));
}

TEST(LabRegister, needs_the_same_statements_for_one_lab_and_for_three) {
  House house;
  house.lab("one");
  auto browser = house.visitor();
  auto for_one = browser.get("/labs").statements;
  house.lab("two");
  house.lab("three");
  EXPECT_EQ(browser.get("/labs").statements, for_one);
}

TEST(Lab, is_edited_by_who_speaks_for_it_and_by_nobody_elses_lab) {
  House house;
  auto loria = house.lab("loria"), icube = house.lab("icube");
  auto browser = house.as(house.person({Role::lab}, "Zoé Lang", loria));
  auto edit = "/labs/" + loria.str() + "/edit";
  browser.get(edit);
  EXPECT_FALSE(browser.offers("/labs/" + loria.str() + "/status"));
  browser.submit(edit, {{"themes_en", "speech, robots\ndialogue"}});
  EXPECT_TRUE(browser.says("speech, robots, dialogue"));
  browser.get("/labs/" + icube.str() + "/edit");
  EXPECT_EQ(browser.status(), 404);
}

TEST(Lab, keeps_both_versions_when_two_people_save) {
  House house;
  auto loria = house.lab("loria");
  auto zoe = house.person({Role::lab}, "Zoé Lang", loria);
  auto browser = house.as(zoe), office = house.as(Role::office);
  auto edit = "/labs/" + loria.str() + "/edit";
  browser.get(edit);
  office.get(edit);
  office.submit(edit, {{"name_en", "Loria of Nancy"}});
  browser.submit(edit, {{"name_en", "The Loria"}});
  EXPECT_EQ(browser.status(), 409);
  EXPECT_TRUE(browser.says("Loria of Nancy"));
  browser.submit(edit);
  EXPECT_EQ(people::find_lab(*house.db.reader(), loria)->profile.name.en, "The Loria");
  EXPECT_EQ(people::find_lab(*house.db.reader(), loria)->profile.towns.size(), 1U);
}

TEST(Lab, is_entered_and_confirmed_by_the_office_with_a_source) {
  House house;
  auto office = house.as(Role::office);
  office.get("/labs/new");
  office.submit(
      "/labs",
      {{"code", "irimas"}, {"name_fr", "IRIMAS"}, {"name_en", "IRIMAS"}, {"source", ""}, {"source_date", "soon"}});
  EXPECT_EQ(office.status(), 400);
  office.submit("/labs", {{"towns", grand_est().towns.front().code},
                          {"membership", "confirmed"},
                          {"source", "https://example.org/irimas"},
                          {"source_date", "2026-03"},
                          {"fact_status", "confirmed"},
                          {"active", "true"}});
  EXPECT_EQ(office.status(), 200);
  EXPECT_TRUE(office.says("The lab is in the register."));
  EXPECT_TRUE(office.says("Source of March 2026, confirmed."));
}

TEST(Lab, of_the_register_is_confirmed_and_retired_by_the_office_alone) {
  House house;
  auto icube = house.lab("icube", people::LabMembership::unverified);
  auto edit = "/labs/" + icube.str() + "/edit", status = "/labs/" + icube.str() + "/status";
  auto stored = [&] { return people::find_lab(*house.db.reader(), icube)->status; };
  auto office = house.as(Role::office), late = house.as(Role::office);
  office.get(edit);
  late.get(edit);
  office.submit(status, {{"membership", "confirmed"}, {"source", ""}, {"source_date", "soon"}});
  EXPECT_EQ(office.status(), 400);
  EXPECT_EQ(stored().membership, people::LabMembership::unverified);
  office.submit(status, {{"source", "https://example.org/icube"}, {"source_date", "2026-03"}});
  EXPECT_TRUE(office.says("The membership is set."));
  EXPECT_TRUE(office.says("Confirmed member"));
  EXPECT_TRUE(office.says("Source of March 2026, confirmed."));
  EXPECT_EQ(stored().membership, people::LabMembership::confirmed);
  EXPECT_TRUE(stored().active);

  late.submit(status, {{"membership", "unverified"}});
  EXPECT_EQ(late.status(), 409);
  auto member = house.as(house.person({Role::lab}, "Zoé Lang", icube));
  member.get(edit);
  member.post(status, {{"version", "2"}, {"membership", "unverified"}, {"source", "x"}, {"source_date", "2026"}});
  EXPECT_EQ(member.status(), 403);
  EXPECT_EQ(stored().membership, people::LabMembership::confirmed);

  office.get(edit);
  auto form = values_sent_to(office, status);
  std::erase_if(form, [](const NamedText& v) { return v.name == "active"; });  // the box is unticked
  office.post(status, form);
  EXPECT_FALSE(stored().active);
}

TEST(Lab, can_be_asked_to_be_spoken_for_by_anybody_logged_in) {
  House house;
  auto lab = house.lab();
  auto browser = house.as(Role::operator_);
  browser.get("/labs/" + lab.str());
  browser.submit("/labs/" + lab.str() + "/members");
  EXPECT_TRUE(browser.says("The office has your request"));
  auto visitor = house.visitor();
  visitor.get("/labs/" + lab.str());
  EXPECT_FALSE(visitor.offers("/labs/" + lab.str() + "/members"));
}

TEST(LabRegister, is_sorted_by_its_columns_and_leaves_as_a_file_that_excel_opens) {
  House house;
  house.lab("zeta", people::LabMembership::confirmed);
  house.lab("alpha", people::LabMembership::unverified);
  auto visitor = house.visitor();
  auto first = [&](std::string_view path) {
    auto body = visitor.get(path).body;
    return body.find("Lab zeta") < body.find("Lab alpha") ? "zeta" : "alpha";
  };
  EXPECT_EQ(std::string(first("/labs")), "alpha");
  EXPECT_EQ(std::string(first("/labs?sort=membership")), "zeta");
  auto file = visitor.fetch("/labs/export?sort=membership");
  EXPECT_TRUE(
      file.body.starts_with("\xEF\xBB\xBF"
                            "code;name;towns;"))
      << file.body;
  EXPECT_LT(file.body.find("\nzeta;"), file.body.find("\nalpha;"));
  EXPECT_EQ(house.as(Role::office).fetch("/office/organisations/export").status, 200);
  EXPECT_EQ(house.as(Role::office).fetch("/office/people/export?form=plain").body.substr(0, 11), "name,email,");
  EXPECT_EQ(house.as(Role::operator_).fetch("/office/people/export").status, 403);
}

}  // namespace
}  // namespace couloir::reception
