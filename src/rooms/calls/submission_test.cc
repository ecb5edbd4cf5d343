// From draft to receipt and on, on both databases: what people are told, what is kept, what is never lost.
#include <thread>

#include "calls/call_edit.h"
#include "calls/late_token.h"
#include "calls/paper.h"
#include "calls/test_world.h"
#include "journal/journal.h"
#include "people/organisation.h"

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct DossierDoor : OnBoth {};
struct DossierWriting : OnBoth {};
struct DossierSubmission : OnBoth {};
struct DossierSteps : OnBoth {};
struct LateTokens : OnBoth {};
struct RegionCalls : OnBoth {};
INSTANTIATE_TEST_SUITE_P(, DossierDoor, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, DossierWriting, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, DossierSubmission, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, DossierSteps, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, LateTokens, both_databases(), database_name);
INSTANTIATE_TEST_SUITE_P(, RegionCalls, both_databases(), database_name);

TEST_P(DossierDoor, never_makes_a_second_draft) {
  auto id = world.use_case();
  auto first = begin_dossier(world.as(world.marie), id, world.call.id).value();
  auto second = begin_dossier(world.as(world.marie), id, world.call.id).value();
  EXPECT_TRUE(first.fresh);
  EXPECT_FALSE(second.fresh);
  EXPECT_EQ(first.dossier.id, second.dossier.id);
}

TEST_P(DossierDoor, makes_one_draft_for_two_who_come_at_once) {
  auto id = world.use_case();
  auto mia = world.person("Mia").with(Role::operator_).owning(world.acme).actor();
  std::vector<std::optional<Begun>> begun(2);
  std::vector<std::thread> people;
  for (std::size_t i = 0; i < begun.size(); ++i)
    people.emplace_back([&, i] {
      auto done = begin_dossier(world.as(i == 0 ? world.marie : mia), id, world.call.id);
      if (done) begun[i] = *done;
    });
  for (auto& p : people) p.join();
  ASSERT_TRUE(begun[0] && begun[1]) << "who is second is led to the same draft";
  EXPECT_EQ(begun[0]->dossier.id, begun[1]->dossier.id);
  EXPECT_NE(begun[0]->fresh, begun[1]->fresh);
  EXPECT_EQ(dossiers_of_use_case(*world.reader(), id).size(), 1u);
}

TEST_P(DossierDoor, is_prefilled_from_the_card) {
  auto d = world.draft();
  EXPECT_EQ(d.title, "Sorting letters");
  auto texts = texts_of(*world.reader(), d.id);
  ASSERT_EQ(texts.size(), 1u);
  EXPECT_EQ(texts[0].section, "context");
  EXPECT_EQ(texts[0].body, "It takes too long");
}

TEST_P(DossierDoor, is_not_there_for_strangers) {
  auto id = world.use_case();
  EXPECT_EQ(begin_dossier(world.as(world.paul), id, world.call.id).error().code, Code::not_found);
  auto d = world.draft("Other");
  EXPECT_EQ(seen_dossier(*world.reader(), world.paul, d.id).error().code, Code::not_found);
  EXPECT_EQ(seen_dossier(*world.reader(), world.chloe, d.id).error().code, Code::not_found);
  EXPECT_TRUE(seen_dossier(*world.reader(), world.olga, d.id));
}

TEST_P(DossierDoor, opens_again_after_a_withdrawal) {
  auto d = world.draft();
  ASSERT_TRUE(withdraw_dossier(world.as(world.marie), d.id, d.version));
  auto again = begin_dossier(world.as(world.marie), d.use_case, world.call.id).value();
  EXPECT_TRUE(again.fresh);
  EXPECT_NE(again.dossier.id, d.id);
}

TEST_P(DossierWriting, two_people_in_two_sections_never_meet) {
  auto d = world.draft();
  EXPECT_TRUE(write_section(world.as(world.marie), d.id, "objectives", 0, "Faster"));
  EXPECT_TRUE(write_section(world.as(world.marie), d.id, "deliverables", 0, "A report"));
  EXPECT_EQ(texts_of(*world.reader(), d.id).size(), 3u);
}

TEST_P(DossierWriting, two_people_in_one_section_lose_no_paragraph) {
  auto d = world.draft();
  ASSERT_TRUE(write_section(world.as(world.marie), d.id, "objectives", 0, "Hers"));
  auto late = write_section(world.as(world.marie), d.id, "objectives", 0, "His");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, Code::conflict);
  EXPECT_EQ(whole_dossier(*world.reader(), d.id)->facts.text("objectives")->body, "Hers");
  // The same words again, from the old page: nothing to lose, nothing said.
  EXPECT_TRUE(write_section(world.as(world.marie), d.id, "objectives", 0, "Hers"));
}

TEST_P(DossierWriting, takes_emoji_and_right_to_left_and_refuses_a_pasted_megabyte) {
  auto d = world.draft();
  EXPECT_TRUE(write_section(world.as(world.marie), d.id, "objectives", 0, "مرحبا 🙂"));
  auto huge = write_section(world.as(world.marie), d.id, "deliverables", 0, std::string(1 << 20, 'x'));
  ASSERT_FALSE(huge);
  EXPECT_EQ(huge.error().code, Code::invalid);
  auto control = write_section(world.as(world.marie), d.id, "deliverables", 0, std::string("a\x01"));
  EXPECT_EQ(control.error().code, Code::invalid);
}

TEST_P(DossierWriting, keeps_the_form_it_was_begun_with) {
  auto d = world.draft();
  auto form = test_pack().form;
  form.sections.erase(form.sections.begin());
  form.sections[0].max_words = 7;
  ASSERT_TRUE(in_transaction(world.db, [&](Tx& tx) -> Result<void> {
    insert_form(tx, world.call.id, 2, form, {}, world.house.clock.now());
    auto call = find_call(tx, world.call.id).value();
    call.form = 2;
    return save_call(tx, call);
  }));
  auto seen = whole_dossier(*world.reader(), d.id).value();
  EXPECT_EQ(seen.facts.form, test_pack().form);
  auto difference = difference_between(seen.facts.form, form_of(*world.reader(), world.call.id, 2));
  EXPECT_THAT(difference.removed, ElementsAre("context"));
  EXPECT_THAT(difference.changed, ElementsAre("objectives"));
  EXPECT_FALSE(difference.judged);
  ASSERT_TRUE(take_new_form(world.as(world.marie), d.id, seen.facts.dossier.version));
  EXPECT_EQ(whole_dossier(*world.reader(), d.id)->facts.form, form);
  // What was written under the heading that went is kept, should it come back.
  EXPECT_EQ(texts_of(*world.reader(), d.id).size(), 1u);
}

TEST_P(DossierSubmission, goes_by_the_form_that_the_draft_was_begun_with) {
  auto d = world.ready();
  auto newer = test_pack().form;
  newer.sections.push_back({"ethics", {"Éthique", "Ethics"}, {"?", "?"}, 100, true});
  ASSERT_TRUE(
      publish_form(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, newer));
  auto receipt = world.submit(world.marie, d, "2026-09-14T10:00:00+02:00", 1);
  ASSERT_TRUE(receipt) << World::told_by(receipt.error());
  auto filed = last_filed(*world.reader(), d.id).value();
  EXPECT_EQ(filed.dossier.form, 1);
  EXPECT_EQ(filed.dossier.sections.size(), test_pack().form.sections.size());
}

TEST_P(DossierSubmission, keeps_the_size_class_of_the_company_that_declares) {
  auto filed = world.filed();
  auto content = filings_of(*world.reader(), filed.id).front().content;
  EXPECT_THAT(content, Not(HasSubstr("size_class"))) << "its declared SIREN is another company’s";
  auto own = world.draft("Own");
  world.complete(world.marie, own.id);
  auto organisation = people::find_organisation(*world.reader(), world.acme).value();
  world.db.write([&](Tx& tx) {
    return tx.exec(
               "UPDATE people_organisation SET head_count = 12, turnover_cents = 300000000, balance_sheet_cents = "
               "300000000 WHERE id = :id",
               {{":id", world.acme}}) == 1;
  });
  ASSERT_TRUE(declare_aid(world.as(world.marie), world.rules, own.id, {organisation.siren, {}, {}, {}}));
  EXPECT_THAT(world.browse(world.marie).get("/dossiers/" + own.id.str()).words(), HasSubstr("Size class Small"));
  world.sign(own.id);
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, own.id, world.stored(own.id).version,
                             {world.call.cut_offs[1].id, ""}));
  EXPECT_EQ(last_filed(*world.reader(), own.id)->size_class, SizeClass::small);
  auto paper = dossier_writing(*world.reader(), world.olga, world.rules, own.id, world.house.clock.now()).value();
  EXPECT_THAT(documents::paper_of(paper).str(),
              AllOf(HasSubstr("Size class"), HasSubstr("Small"), HasSubstr("Article 2(2)")));
}

TEST_P(DossierSubmission, gives_number_time_hash_and_the_day_of_the_answer) {
  auto d = world.ready();
  auto receipt = world.submit(world.marie, d, "2026-09-30T16:59:59+02:00", 1);
  ASSERT_TRUE(receipt) << World::told_by(receipt.error());
  EXPECT_EQ(receipt->number, "pool-0001");
  EXPECT_EQ(receipt->received_at.iso(), "2026-09-30T14:59:59.000Z");
  EXPECT_EQ(receipt->sha256.size(), 64u);
  EXPECT_EQ(receipt->answer_by->iso(), "2026-10-30");
  auto stored = world.stored(d.id);
  EXPECT_EQ(stored.state, DossierState::submitted);
  EXPECT_EQ(receipt_of(*world.reader(), world.rules, stored)->journal_seq, receipt->journal_seq);
}

TEST_P(DossierSubmission, counts_at_the_very_instant_and_is_late_a_millisecond_later) {
  auto in_time = world.ready("In time"), late = world.ready("Late");
  EXPECT_TRUE(world.submit(world.marie, in_time, "2026-09-30T17:00:00.000+02:00", 1));
  auto refused = world.submit(world.marie, late, "2026-09-30T17:00:00.001+02:00", 1);
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("The cut-off has passed. It can be filed for the next one."));
  auto next = world.submit(world.marie, late, "2026-09-30T17:00:01+02:00", 2);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->cut_off->iso(), "2026-11-30T16:00:00.000Z");
}

TEST_P(DossierSubmission, is_refused_with_everything_that_is_missing) {
  auto d = world.draft();
  auto refused = world.submit(world.marie, d, "2026-09-14T10:00:00+02:00", 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_THAT(World::where(refused.error()),
              ElementsAre("objectives", "deliverables", "engineer_time", "business_partner", "staffing", "window_from",
                          "team_min", "lab", "partners", "declaration", "signature"));
  EXPECT_EQ(find_call(*world.reader(), world.call.id)->filed, 0);  // no rank was spent
}

TEST_P(DossierSubmission, gives_ranks_without_a_gap_when_many_file_at_once) {
  std::vector<Dossier> drafts;
  for (int i = 0; i < 8; ++i) drafts.push_back(world.ready("Case " + std::to_string(i)));
  std::vector<std::thread> people;
  std::vector<std::int64_t> ranks(drafts.size());
  for (std::size_t i = 0; i < drafts.size(); ++i)
    people.emplace_back([&, i] {
      auto receipt = world.submit(world.marie, drafts[i], "2026-09-30T16:59:59.999+02:00", 1);
      if (receipt) ranks[i] = receipt->rank;
    });
  for (auto& p : people) p.join();
  std::ranges::sort(ranks);
  EXPECT_THAT(ranks, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
}

/// Two requests that arrive within a moment of each other may be committed the other way round.
TEST_P(DossierSubmission, ranks_by_commit_and_times_by_arrival) {
  auto later = world.ready("Came second"), earlier = world.ready("Came first");
  auto first = world.submit(world.marie, later, "2026-09-30T16:59:59.900+02:00", 1);
  auto second = world.submit(world.marie, earlier, "2026-09-30T16:59:59.100+02:00", 1);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->rank, 1);
  EXPECT_EQ(second->rank, 2);
  EXPECT_EQ(first->received_at.iso(), "2026-09-30T14:59:59.900Z");
  EXPECT_EQ(second->received_at.iso(), "2026-09-30T14:59:59.100Z");
  EXPECT_LT(first->journal_seq, second->journal_seq);
}

TEST_P(DossierSubmission, sent_twice_is_filed_once) {
  auto d = world.ready();
  ASSERT_TRUE(world.submit(world.marie, d, "2026-09-14T10:00:00+02:00", 1));
  EXPECT_EQ(world.submit(world.marie, d, "2026-09-14T10:00:01+02:00", 1).error().code, Code::conflict);
  EXPECT_EQ(filings_of(*world.reader(), d.id).size(), 1u);
}

TEST_P(DossierSubmission, needs_the_signature_of_this_very_text) {
  auto d = world.ready();
  ASSERT_TRUE(write_section(world.as(world.marie), d.id, "objectives", 1, "Something else"));
  auto refused = world.submit(world.marie, world.stored(d.id), "2026-09-14T10:00:00+02:00", 1);
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("The text has changed since the lab signed"));
  world.sign(d.id);
  EXPECT_TRUE(world.submit(world.marie, world.stored(d.id), "2026-09-14T10:00:00+02:00", 1));
}

TEST_P(DossierSubmission, is_signed_by_its_lab_alone_and_only_what_was_read) {
  auto d = world.draft();
  world.complete(world.marie, d.id);
  EXPECT_EQ(sign_dossier(world.as(world.igor), d.id, "x").error().code, Code::not_found);
  EXPECT_EQ(sign_dossier(world.as(world.marie), d.id, "x").error().code, Code::forbidden);
  EXPECT_EQ(sign_dossier(world.as(world.nora), d.id, std::string(64, '0')).error().code, Code::conflict);
}

TEST_P(DossierSubmission, of_a_call_for_labs_is_the_labs) {
  auto call = world.open_call("phase-1", {Applicant::member_lab});
  auto id = world.use_case("For the lab");
  auto d = begin_dossier(world.as(world.marie), id, call.id).value().dossier;
  world.complete(world.marie, d.id);
  auto edit = World::sound_edit(world.loria);
  edit.applicant = Applicant::member_lab;
  ASSERT_TRUE(edit_dossier(world.as(world.marie), world.rules, d.id, world.stored(d.id).version, edit));
  world.sign(d.id);
  auto submit = [&](const Actor& who) {
    return submit_dossier(world.as(who), world.rules, d.id, world.stored(d.id).version, {call.cut_offs[1].id, ""});
  };
  auto refused = submit(world.marie);
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("In this call the lab itself files"));
  EXPECT_TRUE(submit(world.nora));
}

TEST_P(DossierSubmission, of_a_project_is_the_labs_where_the_call_says_so) {
  auto edit = edit_of(find_call(*world.reader(), world.call.id).value());
  edit.applicants[2].conditions.push_back(Condition::lab_files);
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  auto d = world.ready();
  auto submit = [&](const Actor& who) {
    return submit_dossier(world.as(who), world.rules, d.id, world.stored(d.id).version,
                          {world.call.cut_offs[1].id, ""});
  };
  EXPECT_EQ(submit(world.paul).error().code, Code::not_found);
  EXPECT_THAT(World::told_by(submit(world.marie).error()), HasSubstr("In this call the lab itself files"));
  EXPECT_THAT(world.browse(world.nora).get("/dossiers/" + d.id.str()).body, HasSubstr("File it"));
  EXPECT_TRUE(submit(world.nora)) << "who writes in it, and does not own it";
}

TEST_P(DossierSubmission, goes_with_any_active_lab_and_without_a_word_of_aid_where_the_call_asks_for_neither) {
  auto edit = edit_of(find_call(*world.reader(), world.call.id).value());
  edit.applicants = {{Applicant::company_project, {Condition::company_named}}};
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  auto lab = people::find_lab(*world.reader(), world.loria).value();
  lab.status.membership = people::LabMembership::unverified;
  ASSERT_TRUE(people::set_lab_status(world.as(world.olga), world.loria, lab.version, lab.status));
  auto d = world.ready();  // what was declared stays in the draft, and is no part of its text
  auto page = world.browse(world.marie).get("/dossiers/" + d.id.str()).body;
  EXPECT_THAT(page, Not(HasSubstr("De minimis aid")));
  EXPECT_THAT(page, HasSubstr(">" + lab.profile.name.en + "</option>"));
  ASSERT_TRUE(world.submit(world.marie, d, "2026-09-14T10:00:00+02:00", 1));
  EXPECT_FALSE(last_filed(*world.reader(), d.id)->dossier.aid_declared_for);
  EXPECT_THAT(world.browse(world.olga).get("/dossiers/" + d.id.str()).body, Not(HasSubstr("De minimis aid")));
  EXPECT_THAT(world.browse(world.marie).get("/dossiers/" + d.id.str() + "/preview").body, Not(HasSubstr("e minimis")));
}

TEST_P(DossierSubmission, keeps_its_signature_when_the_call_no_longer_asks_for_the_aid_that_was_signed) {
  auto d = world.ready();
  auto edit = edit_of(find_call(*world.reader(), world.call.id).value());
  edit.applicants = {{Applicant::company_project, {Condition::confirmed_lab, Condition::company_named}}};
  ASSERT_TRUE(edit_call(world.as(world.olga), world.call.id, 1, edit));
  auto seen = whole_dossier(*world.reader(), d.id).value();
  EXPECT_EQ(seen.facts.signature->sha256, seen.facts.text_sha256);
  EXPECT_TRUE(world.submit(world.marie, d, "2026-09-14T10:00:00+02:00", 1));
  EXPECT_TRUE(last_filed(*world.reader(), d.id)->dossier.aid_declared_for) << "what was signed is what is filed";
}

TEST_P(DossierSubmission, can_be_proved_later_and_a_change_is_noticed) {
  auto d = world.filed();
  auto receipt = receipt_of(*world.reader(), world.rules, d).value();
  auto good = verify_dossier(*world.reader(), world.marie, world.folder, receipt.number, receipt.sha256).value();
  ASSERT_EQ(good.size(), 1u);
  EXPECT_TRUE(good[0].whole());
  EXPECT_FALSE(verify_dossier(*world.reader(), world.marie, world.folder, receipt.number, std::string(64, '0'))
                   .value()[0]
                   .whole());
  world.db.write([&](Tx& tx) {
    tx.exec("UPDATE calls_filing SET content = content || ' '", {});
    return true;
  });
  auto changed = verify_dossier(*world.reader(), world.marie, world.folder, receipt.number, "").value();
  EXPECT_FALSE(changed[0].content_matches);
  EXPECT_FALSE(changed[0].journal_matches);
  EXPECT_EQ(verify_dossier(*world.reader(), world.paul, world.folder, receipt.number, "").error().code,
            Code::not_found);
}

TEST_P(DossierSubmission, keeps_what_was_filed_though_the_working_copy_goes_on) {
  auto d = world.filed();
  ASSERT_TRUE(
      send_back(world.as(world.olga), d.id, d.version, "The budget is missing", at("2026-09-20T17:00:00+02:00")));
  ASSERT_TRUE(write_section(world.as(world.marie), d.id, "objectives", 1, "Better"));
  auto filed = read_filed(filings_of(*world.reader(), d.id)[0].content).value();
  EXPECT_EQ(filed.dossier.sections[1].text, "Something true about objectives");
}

TEST_P(DossierSteps, are_followed_by_their_use_case) {
  auto d = world.ready(), idea = world.ready("An idea without a score");
  world.house.db.write([&](Tx& tx) {
    return tx.exec("UPDATE portfolio_use_case SET state = 'mapped', mapped_on = '2026-04-01' WHERE id = :id",
                   {{":id", d.use_case}}) == 1;
  });
  auto state_of = [&](const Dossier& dossier) {
    world.house.jobs.run_due();
    return portfolio::use_case_door(*world.reader(), dossier.use_case)->state;
  };
  EXPECT_EQ(state_of(d), portfolio::UseCaseState::mapped) << "a draft is not before the cluster";
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, d.version, {world.call.cut_offs[1].id, ""}));
  EXPECT_EQ(state_of(d), portfolio::UseCaseState::filed);
  ASSERT_TRUE(withdraw_dossier(world.as(world.marie), d.id, world.stored(d.id).version));
  EXPECT_EQ(state_of(d), portfolio::UseCaseState::mapped);
  ASSERT_TRUE(
      submit_dossier(world.as(world.marie), world.rules, idea.id, idea.version, {world.call.cut_offs[1].id, ""}));
  EXPECT_EQ(state_of(idea), portfolio::UseCaseState::idea) << "its owner scores it first";
  ASSERT_TRUE(in_transaction(world.house.db, [&](Tx& tx) -> Result<void> {
    tx.exec("UPDATE portfolio_use_case SET state = 'mapped', mapped_on = '2026-04-01' WHERE id = :id",
            {{":id", idea.use_case}});
    journal::record(
        tx, world.as(world.marie),
        portfolio::UseCaseMoved{idea.use_case, portfolio::UseCaseState::idea, portfolio::UseCaseState::mapped});
    return {};
  }));
  EXPECT_EQ(state_of(idea), portfolio::UseCaseState::filed) << "mapped after it was filed";
  // One that was called filed by hand, before its dossiers said so, is on the map again.
  auto by_hand = world.draft("By hand");
  world.house.db.write([&](Tx& tx) {
    return tx.exec("UPDATE portfolio_use_case SET state = 'filed' WHERE id = :id", {{":id", by_hand.use_case}}) == 1;
  });
  world.migrate_again(16, "UPDATE portfolio_use_case");
  EXPECT_EQ(state_of(by_hand), portfolio::UseCaseState::mapped);
  EXPECT_EQ(state_of(idea), portfolio::UseCaseState::filed) << "its dossier stands";
}

TEST_P(DossierSteps, a_correction_keeps_rank_number_and_batch) {
  auto first = world.filed("First"), second = world.filed("Second");
  ASSERT_TRUE(send_back(world.as(world.olga), first.id, first.version, "Say more", at("2026-10-05T17:00:00+02:00")));
  ASSERT_TRUE(write_section(world.as(world.marie), first.id, "objectives", 1, "More"));
  world.sign(first.id);
  // The cut-off has passed meanwhile: a correction does not lose it.
  auto receipt = world.submit(world.marie, world.stored(first.id), "2026-10-05T17:00:00.000+02:00", 1);
  ASSERT_TRUE(receipt) << World::told_by(receipt.error());
  EXPECT_EQ(receipt->rank, 1);
  EXPECT_EQ(receipt->turn, 2);
  EXPECT_EQ(receipt->number, first.number);
  auto batch = dossiers_of_batch(*world.reader(), world.call.id, world.call.cut_offs[1].id);
  ASSERT_EQ(batch.size(), 2u);
  EXPECT_EQ(batch[0].id, first.id);
  EXPECT_TRUE(returns_of(*world.reader(), first.id)[0].answered_at.has_value());
}

TEST_P(DossierSteps, a_correction_after_its_day_is_refused) {
  auto d = world.filed();
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, d.version, "Say more", at("2026-10-05T17:00:00+02:00")));
  auto refused = world.submit(world.marie, world.stored(d.id), "2026-10-05T17:00:00.001+02:00", 1);
  ASSERT_FALSE(refused);
  EXPECT_THAT(World::told_by(refused.error()), HasSubstr("could be corrected is over"));
}

TEST_P(DossierSteps, what_is_filed_can_be_amended_while_the_cut_off_lets_it) {
  world.db.write([&](Tx& tx) {
    auto call = find_call(tx, world.call.id).value();
    call.cut_offs[1].edit_until = at("2026-10-02T17:00:00+02:00");
    return save_cut_offs(tx, call.id, call.cut_offs).has_value();
  });
  auto d = world.filed();
  world.house.clock.set(at("2026-10-02T16:00:00+02:00"));
  ASSERT_TRUE(write_section(world.as(world.marie), d.id, "objectives", 1, "Better"));
  world.sign(d.id);
  auto amended = world.submit(world.marie, world.stored(d.id), "2026-10-02T17:00:00.000+02:00", 1);
  ASSERT_TRUE(amended) << World::told_by(amended.error());
  EXPECT_EQ(amended->turn, 2);
  EXPECT_EQ(amended->rank, 1);
  world.house.clock.set(at("2026-10-02T17:00:01+02:00"));
  EXPECT_EQ(write_section(world.as(world.marie), d.id, "objectives", 2, "Still better").error().code, Code::refused);
}

TEST_P(DossierSteps, are_taken_only_by_whom_the_table_says) {
  auto d = world.filed();
  auto later = at("2026-10-05T17:00:00+02:00");
  EXPECT_EQ(send_back(world.as(world.marie), d.id, d.version, "x", later).error().code, Code::forbidden);
  EXPECT_EQ(take_up(world.as(world.chloe), {d.id}).error().code, Code::forbidden);
  EXPECT_EQ(carry_over(world.as(world.nora), d.id, d.version).error().code, Code::forbidden);
  EXPECT_EQ(withdraw_dossier(world.as(world.olga), d.id, d.version).error().code, Code::not_found);
  EXPECT_EQ(withdraw_dossier(world.as(world.nora), d.id, d.version).error().code, Code::forbidden);  // an editor
  EXPECT_EQ(resume_dossier(world.as(world.marie), d.id, d.version).error().code, Code::refused);
}

TEST_P(DossierSteps, a_batch_is_taken_up_and_what_is_not_ready_is_named) {
  auto ready = world.filed("Ready"), returned = world.filed("Returned");
  ASSERT_TRUE(send_back(world.as(world.olga), returned.id, returned.version, "x", at("2026-10-05T17:00:00+02:00")));
  auto taken = take_up(world.as(world.olga), {ready.id, returned.id}).value();
  EXPECT_THAT(taken.taken, ElementsAre(ready.id));
  EXPECT_THAT(taken.left, ElementsAre(returned.id));
  EXPECT_EQ(world.stored(ready.id).state, DossierState::under_review);
}

TEST_P(DossierSteps, carrying_over_moves_it_to_the_next_cut_off_with_its_rank) {
  auto d = world.filed();
  ASSERT_TRUE(carry_over(world.as(world.olga), d.id, d.version));
  auto moved = world.stored(d.id);
  EXPECT_EQ(moved.cut_off, world.call.cut_offs[2].id);
  EXPECT_EQ(moved.rank, 1);
  EXPECT_EQ(carry_over(world.as(world.olga), d.id, moved.version).error().code, Code::refused) << "none is announced";
  EXPECT_EQ(world.stored(d.id).cut_off, world.call.cut_offs[2].id);
}

TEST_P(DossierSteps, carrying_over_takes_it_out_of_the_review) {
  auto d = world.filed();
  ASSERT_TRUE(take_up(world.as(world.olga), {d.id}));
  ASSERT_TRUE(carry_over(world.as(world.olga), d.id, world.stored(d.id).version));
  auto moved = world.stored(d.id);
  EXPECT_EQ(moved.state, DossierState::submitted);
  EXPECT_EQ(moved.cut_off, world.call.cut_offs[2].id);
  EXPECT_EQ(moved.rank, 1);
  EXPECT_EQ(moved.number, d.number);
}

TEST_P(DossierSteps, an_expired_draft_can_be_given_up_and_begun_again) {
  auto draft = world.draft();
  world.house.clock.set(at("2027-03-01T10:00:00+01:00"));
  ASSERT_EQ(expire_drafts(world.as({}), at("2026-12-01T00:00:00+01:00")).value(), 1);
  EXPECT_EQ(withdraw_dossier(world.as(world.nora), draft.id, world.stored(draft.id).version).error().code,
            Code::not_found);
  ASSERT_TRUE(withdraw_dossier(world.as(world.marie), draft.id, world.stored(draft.id).version));
  EXPECT_EQ(world.stored(draft.id).state, DossierState::withdrawn);
  auto next = world.open_call("next");
  EXPECT_TRUE(begin_dossier(world.as(world.marie, "2026-09-14T10:00:00+02:00"), draft.use_case, next.id)->fresh);
  EXPECT_FALSE(texts_of(*world.reader(), draft.id).empty());
}

TEST_P(DossierSteps, expiry_is_the_clocks_own_and_its_owner_hears_of_it) {
  auto draft = world.draft("Draft"), filed = world.filed("Filed");
  auto expired = [](const std::string& mail) { return mail.find("expired") != mail.npos; };
  EXPECT_EQ(std::ranges::count_if(world.house.mails_on("2026-12-10"), expired), 0) << "touched 87 days ago";
  EXPECT_EQ(world.stored(draft.id).state, DossierState::draft);
  auto mails = world.house.mails_on("2026-12-20");
  EXPECT_THAT(mails, testing::Contains("marie@acme.example: Your draft expired with its call: Draft"));
  EXPECT_EQ(std::ranges::count_if(mails, expired), 1);
  EXPECT_EQ(world.stored(draft.id).state, DossierState::expired);
  EXPECT_EQ(world.stored(filed.id).state, DossierState::submitted);
}

TEST_P(DossierSteps, expiry_takes_drafts_of_a_call_that_is_over_and_nothing_that_was_filed) {
  auto draft = world.draft("Draft"), filed = world.filed("Filed");
  world.house.clock.set(at("2027-03-01T10:00:00+01:00"));
  EXPECT_EQ(expire_drafts(world.as({}), at("2026-12-01T00:00:00+01:00")).value(), 1);
  EXPECT_EQ(world.stored(draft.id).state, DossierState::expired);
  EXPECT_EQ(world.stored(filed.id).state, DossierState::submitted);
  EXPECT_FALSE(texts_of(*world.reader(), draft.id).empty());
  auto resume = [&] { return resume_dossier(world.as(world.marie), draft.id, world.stored(draft.id).version); };
  EXPECT_EQ(resume().error().code, Code::refused);
  auto again = edit_of(find_call(*world.reader(), world.call.id).value());
  again.closes = at("2027-06-30T17:00:00+02:00");
  ASSERT_TRUE(
      edit_call(world.as(world.olga), world.call.id, find_call(*world.reader(), world.call.id)->version, again));
  EXPECT_TRUE(resume());
}

TEST_P(LateTokens, let_one_named_applicant_in_once) {
  auto d = world.ready("Late"), other = world.ready("Other");
  auto issued = issue_late_token(world.as(world.olga), world.call.id,
                                 {world.call.cut_offs[0].id, "Étiquettes du Ried", "The network was down",
                                  at("2026-09-15T00:00:00Z")})
                    .value();
  auto submit = [&](const Dossier& dossier) {
    return submit_dossier(world.as(world.marie), world.rules, dossier.id, dossier.version,
                          {world.call.cut_offs[0].id, issued.secret});
  };
  auto receipt = submit(d);
  ASSERT_TRUE(receipt) << World::told_by(receipt.error());
  EXPECT_EQ(receipt->cut_off->iso(), "2026-08-31T15:00:00.000Z");
  auto again = submit(other);
  ASSERT_FALSE(again);
  EXPECT_THAT(World::where(again.error()), ElementsAre("late_token"));
}

TEST_P(LateTokens, made_for_an_organisation_let_in_nobody_else) {
  auto d = world.ready("Late");
  auto theirs = world.ready(world.paul, world.rival, "Theirs");
  NewLateToken wanted{world.call.cut_offs[0].id, "Étiquettes du Ried", "Ill", at("2026-09-15T00:00:00Z"), world.acme};
  auto issued = issue_late_token(world.as(world.olga), world.call.id, wanted).value();
  Submission late{world.call.cut_offs[1].id, issued.secret};
  auto stranger = submit_dossier(world.as(world.paul), world.rules, theirs.id, theirs.version, late);
  ASSERT_FALSE(stranger);
  EXPECT_THAT(World::where(stranger.error()), ElementsAre("late_token"));
  EXPECT_EQ(world.stored(theirs.id).state, DossierState::draft);
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, d.version, late));
  EXPECT_EQ(world.stored(d.id).cut_off, world.call.cut_offs[0].id);
  wanted.organisation = people::an_organisation(world.db).named("Nobody here").id();
  EXPECT_THAT(World::where(issue_late_token(world.as(world.olga), world.call.id, wanted).error()),
              ElementsAre("organisation"));
}

TEST_P(LateTokens, expire_are_revoked_and_are_the_offices) {
  auto d = world.ready();
  NewLateToken wanted{world.call.cut_offs[0].id, "Marie", "Ill", at("2026-09-14T09:00:00Z")};
  EXPECT_EQ(issue_late_token(world.as(world.marie), world.call.id, wanted).error().code, Code::forbidden);
  auto issued = issue_late_token(world.as(world.olga), world.call.id, wanted).value();
  auto use = [&](std::string_view when) {
    return submit_dossier(world.as(world.marie, when), world.rules, d.id, d.version,
                          {world.call.cut_offs[1].id, issued.secret});
  };
  EXPECT_EQ(use("2026-09-14T09:00:00.001Z").error().code, Code::invalid);
  ASSERT_TRUE(revoke_late_token(world.as(world.olga), world.call.id, issued.token.id));
  EXPECT_EQ(use("2026-09-14T08:30:00Z").error().code, Code::invalid);
  wanted.cut_off = world.call.cut_offs[2].id;
  EXPECT_THAT(World::where(issue_late_token(world.as(world.olga), world.call.id, wanted).error()),
              ElementsAre("cut_off"));
}

TEST_P(RegionCalls, come_into_the_register_once_and_keep_what_the_office_wrote) {
  auto first = seed_calls(world.as(world.olga), test_region(), test_pack()).value();
  EXPECT_EQ(first.added, 2);
  EXPECT_EQ(seed_calls(world.as(world.olga), test_region(), test_pack()).value().unchanged, 2);
  auto phase2 = find_call_by_code(*world.reader(), "pool-phase-2").value();
  EXPECT_EQ(phase_at(phase2, world.house.clock.now()), CallPhase::announced);  // from September, no day said
  EXPECT_EQ(phase2.opens_announced, "2026-09");
  EXPECT_THAT(phase2.cut_offs, IsEmpty());
  world.db.write([&](Tx& tx) {
    phase2.edited_at = world.house.clock.now();
    return save_call(tx, phase2).has_value();
  });
  EXPECT_EQ(seed_calls(world.as(world.olga), test_region(), test_pack()).value().kept, 1);
}

}  // namespace
}  // namespace couloir::calls
