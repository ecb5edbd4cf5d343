// Those who apply: who of them may write, sign and file, what becomes of a lab that leaves, how much they may annex,
// and the form that changes while they write.
#include "calls/call_edit.h"
#include "calls/test_world.h"
#include "files/zip_writer.h"

namespace couloir::calls {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Applicants : OnBoth {
  void put(const Dossier& d, const Actor& who, Part part) {
    world.db.write([&](Tx& tx) {
      put_member(tx, d.id, {who.person, part, true}, world.marie.person, world.house.clock.now());
      return true;
    });
  }
  /// As she is known when she comes next.
  Actor again(const Actor& who) { return people::actor_for(*world.reader(), who.person, Door::page).value(); }
  Result<Receipt> file(const Actor& who, DossierId id) {
    return submit_dossier(world.as(who), world.rules, id, world.stored(id).version, {world.call.cut_offs[1].id, ""});
  }
};
INSTANTIATE_TEST_SUITE_P(, Applicants, both_databases(), database_name);

TEST_P(Applicants, who_only_read_or_write_go_no_further) {
  auto d = world.ready();
  auto writes = [&](const Actor& who) {
    return write_section(world.as(who), d.id, "objectives", 1, "Of " + who.person.str());
  };
  put(d, world.paul, Part::reader);
  EXPECT_TRUE(seen_dossier(*world.reader(), world.paul, d.id));
  EXPECT_EQ(writes(world.paul).error().code, Code::forbidden);
  EXPECT_EQ(add_annex(world.as(world.paul), world.rules, d.id, "a.csv", "a,b\n").error().code, Code::forbidden);
  EXPECT_EQ(
      edit_dossier(world.as(world.paul), world.rules, d.id, d.version, World::sound_edit(world.loria)).error().code,
      Code::forbidden);
  EXPECT_EQ(file(world.paul, d.id).error().code, Code::forbidden);
  put(d, world.paul, Part::editor);
  EXPECT_TRUE(writes(world.paul));
  world.sign(d.id);
  EXPECT_EQ(file(world.paul, d.id).error().code, Code::forbidden);
  EXPECT_TRUE(file(world.marie, d.id));
}

TEST_P(Applicants, name_signatories_who_sign_alone_of_their_lab) {
  auto d = world.draft();
  world.complete(world.marie, d.id);
  auto sam = world.person("Sam").with(Role::lab).speaking_for(world.loria).actor();
  ASSERT_TRUE(set_member(world.as(world.marie), d.id, {sam.person, Part::signatory}));
  auto digest = whole_dossier(*world.reader(), d.id)->facts.text_sha256;
  EXPECT_EQ(sign_dossier(world.as(world.nora), d.id, digest).error().code, Code::forbidden);
  EXPECT_TRUE(sign_dossier(world.as(sam), d.id, digest));
}

TEST_P(Applicants, cannot_file_once_their_lab_has_left) {
  auto signed_one = world.ready("Signed before"), filed = world.filed("Filed before");
  auto lab = people::find_lab(*world.reader(), world.loria).value();
  lab.status.active = false;
  ASSERT_TRUE(people::set_lab_status(world.as(world.olga), world.loria, lab.version, lab.status));
  auto refused = file(world.marie, signed_one.id);
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::where(refused.error()), ElementsAre("lab"));
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("The lab is not a confirmed member of the cluster."));
  EXPECT_EQ(world.stored(signed_one.id).state, DossierState::draft);
  // What was filed with it goes on, and is read.
  EXPECT_THAT(take_up(world.as(world.olga), {filed.id})->taken, ElementsAre(filed.id));
  EXPECT_EQ(world.browse(world.olga).get("/dossiers/" + filed.id.str()).status, 200);
  auto another = World::sound_edit(world.icube);
  ASSERT_TRUE(
      edit_dossier(world.as(world.marie), world.rules, signed_one.id, world.stored(signed_one.id).version, another));
  auto digest = whole_dossier(*world.reader(), signed_one.id)->facts.text_sha256;
  ASSERT_TRUE(sign_dossier(world.as(world.igor), signed_one.id, digest));
  EXPECT_TRUE(file(world.marie, signed_one.id)) << "with a lab that is there";
}

TEST_P(Applicants, keep_a_signature_whose_hand_has_left_the_lab) {
  auto d = world.ready(), open = world.draft("Not signed");
  world.complete(world.marie, open.id);
  ASSERT_TRUE(people::remove_lab_member(world.as(world.olga), world.loria, world.nora.person));
  auto nora = again(world.nora);
  EXPECT_EQ(seen_dossier(*world.reader(), nora, d.id).error().code, Code::not_found);
  auto digest = whole_dossier(*world.reader(), open.id)->facts.text_sha256;
  EXPECT_EQ(sign_dossier(world.as(nora), open.id, digest).error().code, Code::not_found);
  EXPECT_TRUE(file(world.marie, d.id)) << "she spoke for it when she signed";
}

TEST_P(Applicants, annex_so_many_files_and_bytes_and_no_more) {
  auto d = world.draft();
  auto annex = [&](const std::string& name, const std::string& content) {
    return add_annex(world.as(world.marie), world.rules, d.id, name, content);
  };
  auto word = files::zip_of(
      {{"[Content_Types].xml",
        R"(<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>)",
        files::Packed::deflated},
       {"word/document.xml", "<w:document/>", files::Packed::deflated}});
  auto first = annex("plan.docx", word);
  ASSERT_TRUE(first) << World::told_by(first.error());
  auto too_long = annex("long.csv", std::string(static_cast<std::size_t>(kLargestAnnex) + 1, 'a'));
  EXPECT_EQ(too_long.error().code, Code::invalid);
  // Sixty megabytes together: all but four of them stand in one row.
  world.db.write([&](Tx& tx) {
    return tx.exec("UPDATE files_file SET size = :size WHERE id = :id",
                   {{":size", kLargestAnnexes - 4}, {":id", first->file->id}}) == 1;
  });
  auto over = annex("five.csv", "1,2,3");
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, Code::refused);
  EXPECT_THAT(World::told_by(over.error()), HasSubstr("at most 60 MB together"));
  EXPECT_TRUE(annex("four.csv", "1,2\n"));
  ASSERT_TRUE(drop_annex(world.as(world.marie), d.id, first->id));
  for (std::size_t n = 1; n < kMostAnnexes; ++n)
    ASSERT_TRUE(annex(std::to_string(n) + ".csv", "a,b\n" + std::to_string(n)));
  auto one_more = annex("more.csv", "a,b\n");
  ASSERT_FALSE(one_more);
  EXPECT_THAT(World::told_by(one_more.error()), HasSubstr("at most 20 annexes"));
  auto held = annexes_of(*world.reader(), d.id);
  auto there = std::ranges::find_if(held, [](const Annex& a) { return a.there(); });
  ASSERT_TRUE(drop_annex(world.as(world.marie), d.id, there->id));
  EXPECT_TRUE(annex("more.csv", "a,b\n"));
}

TEST_P(Applicants, are_shown_what_a_newer_form_changes_and_take_it_when_they_like) {
  auto d = world.draft(), stays = world.ready("Stays with the first"), scripted = world.draft("By script");
  auto form = test_pack().form;
  form.sections.erase(form.sections.begin());
  form.sections[0].max_words = 7;
  ASSERT_TRUE(
      publish_form(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, form));
  auto path = "/dossiers/" + d.id.str();
  auto marie = world.browse(world.marie);
  marie.get(path);
  EXPECT_TRUE(marie.says("The call has a newer form. Your dossier keeps the one it was begun with."));
  EXPECT_TRUE(marie.says("Gone: Context"));
  EXPECT_TRUE(marie.says("Changed: Objectives"));
  marie.submit(path + "/sections/objectives", {{"body", "One two three four five six seven eight"}});
  EXPECT_FALSE(marie.says("“Objectives” has 8 words"));
  marie.get(path);
  marie.submit(path + "/form");
  EXPECT_EQ(marie.status(), 200) << marie.seen().words();
  EXPECT_FALSE(marie.offers(path + "/form"));
  EXPECT_FALSE(marie.offers(path + "/sections/context"));
  EXPECT_EQ(world.stored(d.id).form, 2);
  EXPECT_TRUE(marie.says("8 / 7 words")) << marie.seen().words();
  auto take = [&](std::int64_t version) {
    return world.house.call(world.house.token(world.marie.person), "POST", "/dossiers/" + scripted.id.str() + "/form",
                            "", version);
  };
  EXPECT_EQ(take(world.stored(scripted.id).version + 1).status, 409);
  EXPECT_EQ(take(world.stored(scripted.id).version).status, 200);
  EXPECT_EQ(world.stored(scripted.id).form, 2);
  // Who never takes it files with the form she began with.
  auto receipt = file(world.marie, stays.id);
  ASSERT_TRUE(receipt) << World::told_by(receipt.error());
  auto filed = read_filed(filings_of(*world.reader(), stays.id).at(0).content).value();
  EXPECT_EQ(filed.dossier.form, 1);
  EXPECT_EQ(filed.dossier.sections.front().section, "context");
}

TEST_P(Applicants, are_told_by_a_page_that_saves_itself_that_somebody_else_wrote) {
  auto d = world.draft();
  auto path = "/dossiers/" + d.id.str();
  auto marie = world.browse(world.marie);
  marie.get(path);
  ASSERT_TRUE(write_section(world.as(world.marie), d.id, "objectives", 0, "His"));
  marie.submit(path + "/sections/objectives", {{"body", "Hers"}, {"autosave", "true"}});
  EXPECT_EQ(marie.status(), 409);
  EXPECT_THAT(marie.seen().body, HasSubstr("Save with the button to see both texts."));
  EXPECT_THAT(marie.seen().body, HasSubstr("false"));
  EXPECT_EQ(whole_dossier(*world.reader(), d.id)->facts.text("objectives")->body, "His");
}

TEST_P(Applicants, say_on_the_page_who_takes_part_and_what_aid_was_had) {
  auto d = world.draft();
  auto path = "/dossiers/" + d.id.str();
  auto mia = world.person("Mia").with(Role::operator_).owning(world.acme).actor();
  auto marie = world.browse(world.marie);
  marie.get(path);
  marie.submit(path + "/members", {{"person", mia.person.str()}, {"part", "editor"}});
  auto members = members_of(*world.reader(), d.id);
  auto hers = std::ranges::find(members, mia.person, &Member::person);
  ASSERT_NE(hers, members.end()) << marie.seen().words();
  EXPECT_EQ(hers->part, Part::editor);
  marie.submit(path + "/members/" + mia.person.str() + "/removal");
  EXPECT_EQ(members_of(*world.reader(), d.id).size(), members.size() - 1);
  marie.submit(path + "/partners", {{"kind", "company"}, {"name", "La Poste"}, {"siret", "35600000000048"}});
  auto partners = whole_dossier(*world.reader(), d.id)->facts.partners;
  ASSERT_EQ(partners.size(), 1u) << marie.seen().words();
  marie.submit(path + "/declaration", {{"siren", "356000000"}, {"none", "true"}});
  EXPECT_TRUE(whole_dossier(*world.reader(), d.id)->facts.declaration) << marie.seen().words();
  marie.submit(path + "/partners/" + partners[0].id.str() + "/removal");
  EXPECT_TRUE(whole_dossier(*world.reader(), d.id)->facts.partners.empty());
}

TEST_P(Applicants, and_the_office_take_every_step_on_the_page) {
  auto carried = world.filed("Carried over"), taken = world.filed("Taken up"), draft = world.draft("Draft");
  auto press = [&](const Actor& who, const Dossier& d, std::string_view step) {
    auto browser = world.browse(who);
    browser.get("/dossiers/" + d.id.str());
    browser.submit("/dossiers/" + d.id.str() + std::string(step));
    EXPECT_EQ(browser.status(), 200) << browser.seen().words();
    return world.stored(d.id);
  };
  EXPECT_EQ(press(world.olga, carried, "/carry-over").cut_off, world.call.cut_offs[2].id);
  world.house.clock.set(at("2026-10-01T10:00:00+02:00"));
  EXPECT_EQ(press(world.olga, taken, "/review-start").state, DossierState::under_review);
  EXPECT_EQ(press(world.marie, taken, "/withdrawal").state, DossierState::withdrawn);
  world.house.clock.set(at("2027-03-01T10:00:00+01:00"));
  ASSERT_EQ(expire_drafts(world.as({}), at("2026-12-01T00:00:00+01:00")).value(), 1);
  auto again = edit_of(find_call(*world.reader(), world.call.id).value());
  again.closes = at("2027-06-30T17:00:00+02:00");
  ASSERT_TRUE(
      edit_call(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, again));
  EXPECT_EQ(press(world.marie, draft, "/resumption").state, DossierState::draft);
}

TEST_P(Applicants, mute_their_reminders_on_their_list) {
  world.draft();
  auto marie = world.browse(world.marie);
  marie.get("/dossiers");
  marie.submit("/dossiers/reminders");
  EXPECT_TRUE(marie.says("You get no reminders. Receipts and decisions always come."));
  EXPECT_THAT(world.house.mails_on("2026-09-24"), testing::IsEmpty());
  auto again_here = world.browse(world.marie);  // her login is over by then
  again_here.get("/dossiers");
  again_here.submit("/dossiers/reminders");
  EXPECT_FALSE(again_here.says("You get no reminders."));
  EXPECT_EQ(world.house.mails_on("2026-09-25").size(), 1u);
}

}  // namespace
}  // namespace couloir::calls
