// Invitations to a dossier by an address: who may send them, what a stranger and a known person get, that nobody who
// invites learns which it was, and what a guest sees.
#include "calls/invitation.h"
#include "calls/dossier_store.h"
#include "calls/events.h"
#include "calls/invitation_store.h"
#include "calls/test_world.h"
#include "journal/journal.h"

namespace couloir::calls {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct DossierInvitations : OnBoth {
  Dossier d = world.draft();
  std::string path = "/dossiers/" + d.id.str();

  Result<Invitation> invite(const Actor& who, std::string email, Part part = Part::editor) {
    return invite_to_dossier(world.as(who), world.house.desk, "Europe/Paris", d.id, {std::move(email), part, Lang::fr});
  }
  /// The end of the link in the last mail to this address.
  std::string token_to(const std::string& email) {
    auto body = world.reader()->first("SELECT body FROM journal_mail WHERE address = :to ORDER BY id DESC LIMIT 1",
                                      {{":to", email}}, [](const Row& row) { return row.get<std::string>("body"); });
    if (!body) return {};
    auto from = body->find(kInvitationPath);
    if (from == body->npos) return {};
    from += kInvitationPath.size();
    return body->substr(from, body->find('\n', from) - from);
  }
  std::vector<std::string> open() {
    std::vector<std::string> all;
    for (const auto& i : open_invitations(*world.reader(), {d.id}, world.house.clock.now())) all.push_back(i.email);
    return all;
  }
  std::optional<Member> member(PersonId person) {
    for (const auto& m : members_of(*world.reader(), d.id))
      if (m.person == person) return m;
    return std::nullopt;
  }
};
INSTANTIATE_TEST_SUITE_P(, DossierInvitations, both_databases(), database_name);

TEST_P(DossierInvitations, bring_a_stranger_an_account_and_her_part) {
  ASSERT_TRUE(invite(world.marie, "lea@partner.example"));
  auto token = token_to("lea@partner.example");
  ASSERT_FALSE(token.empty());
  auto lea = world.house.visitor();
  lea.get(std::string(kInvitationPath) + token);
  EXPECT_EQ(lea.seen().writes, 0);
  for (const auto* words : {"Marie (Étiquettes du Ried)", "lea@partner.example", "Open your account"})
    EXPECT_TRUE(lea.says(words)) << words;
  EXPECT_FALSE(lea.says("Sorting letters")) << "no word of the dossier before she takes part";
  lea.submit(std::string(kInvitationPath) + token + "/account", {{"name", ""}, {"password", "short"}});
  EXPECT_EQ(lea.status(), 400);
  EXPECT_THAT(open(), ElementsAre("lea@partner.example"));
  lea.submit(std::string(kInvitationPath) + token + "/account",
             {{"name", "Léa"}, {"password", "a long sentence to log in"}});
  EXPECT_THAT(lea.path(), AllOf(HasSubstr("/login"), HasSubstr("next=")));
  auto person = people::find_person_by_email(*world.reader(), "lea@partner.example")->id;
  std::vector<std::string> names;
  for (const auto& entry : journal::history_of(*world.reader(), "person", person.v, 10)) names.emplace_back(entry.name);
  EXPECT_THAT(names, ElementsAre("person.password_chosen", "person.registered")) << "as whoever comes by herself";
  auto hers = world.house.as(person);
  hers.get(path);
  EXPECT_TRUE(hers.says("Sorting letters"));
  EXPECT_TRUE(hers.says("My dossiers")) << "she finds it again";
  EXPECT_EQ(hers.seen().body.find("/use-cases/" + d.use_case.str()), std::string::npos) << "and no door that is shut";
  EXPECT_EQ(member(person)->part, Part::editor);
  EXPECT_TRUE(member(person)->guest);
  EXPECT_THAT(open(), IsEmpty());
  EXPECT_EQ(hers.get(std::string(kInvitationPath) + token).status, 404) << "it works once";
  // She writes in this dossier and sees nothing else of theirs.
  hers.get(path);
  hers.submit(path + "/sections/objectives", {{"body", "Half the time"}});
  EXPECT_EQ(whole_dossier(*world.reader(), d.id)->facts.text("objectives")->body, "Half the time");
  EXPECT_EQ(hers.get("/use-cases/" + d.use_case.str()).status, 404);
  EXPECT_EQ(hers.get("/dossiers/" + world.draft("Another").id.str()).status, 404);
  EXPECT_TRUE(hers.get("/dossiers").words().find("Sorting letters") != std::string::npos);
  EXPECT_FALSE(hers.says("Another"));
}

TEST_P(DossierInvitations, offer_a_known_person_her_part_and_never_force_it) {
  ASSERT_TRUE(invite(world.marie, " Paul@Rival.example ", Part::reader));
  auto token = token_to("Paul@Rival.example");
  EXPECT_FALSE(member(world.paul.person)) << "not before she says yes";
  auto visitor = world.house.visitor();
  visitor.get(std::string(kInvitationPath) + token);
  EXPECT_TRUE(visitor.says("Log in with it, and you come back here."));
  EXPECT_EQ(world.browse(world.nora).get(std::string(kInvitationPath) + token).status, 200);
  EXPECT_EQ(accept_invitation(world.as(world.nora), token).error().code, Code::forbidden) << "another address";
  auto paul = world.browse(world.paul);
  paul.get(std::string(kInvitationPath) + token);
  paul.submit(std::string(kInvitationPath) + token);
  EXPECT_EQ(paul.path(), path);
  EXPECT_EQ(member(world.paul.person)->part, Part::reader);
  EXPECT_EQ(accept_invitation(world.as(world.paul), token).error().code, Code::not_found);
  // Who reviews must say whether she is linked to her.
  EXPECT_EQ(world.reader()->one<int>("SELECT count(*) FROM calls_party WHERE party = :p",
                                     {{":p", key_of(world.paul.person)}}),
            1);
}

TEST_P(DossierInvitations, are_answered_alike_whether_the_address_is_known) {
  auto marie = world.browse(world.marie);
  auto answer = [&](const std::string& email) {
    marie.get(path);
    marie.submit(path + "/invitations", {{"email", email}, {"invited_part", "editor"}});
    auto words = marie.seen().words();
    for (auto at = words.find(email); at != words.npos; at = words.find(email)) words.replace(at, email.size(), "@");
    return std::pair{marie.status(), words};
  };
  auto known = answer("paul@rival.example");
  ASSERT_TRUE(revoke_invitation(world.as(world.marie), d.id,
                                open_invitations(*world.reader(), {d.id}, world.house.clock.now()).front().id));
  auto unknown = answer("nobody@rival.example");
  EXPECT_EQ(known.first, 200);
  auto without_history = [](const std::string& words) { return words.substr(0, words.find("History")); };
  EXPECT_EQ(without_history(known.second), without_history(unknown.second));
  auto token = world.house.token(world.marie.person);
  auto by_script = world.house.call(token, "POST", path + "/invitations", R"({"email":"rosa@review.example"})");
  EXPECT_EQ(by_script.status, 201);
  EXPECT_THAT(by_script.body, Not(HasSubstr("Rosa")));
}

TEST_P(DossierInvitations, come_from_owners_alone) {
  EXPECT_EQ(invite(world.paul, "x@x.example").error().code, Code::not_found);
  EXPECT_EQ(invite(world.olga, "x@x.example").error().code, Code::not_found) << "the office reads";
  ASSERT_TRUE(invite(world.marie, "paul@rival.example"));
  ASSERT_TRUE(accept_invitation(world.as(world.paul), token_to("paul@rival.example")));
  EXPECT_EQ(invite(world.paul, "x@x.example").error().code, Code::forbidden) << "an editor";
  auto none = invite(world.marie, "no address", Part::owner);
  EXPECT_THAT(World::where(none.error()), ElementsAre("email", "part"));
  auto filed = world.filed("Filed");
  EXPECT_EQ(invite_to_dossier(world.as(world.marie), world.house.desk, "Europe/Paris", filed.id, {"x@x.example"})
                .error()
                .code,
            Code::refused);
}

TEST_P(DossierInvitations, are_counted_so_that_nobody_floods_a_mailbox) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(invite(world.marie, "lea@partner.example"));
  EXPECT_EQ(invite(world.marie, "lea@partner.example").error().code, Code::too_many);
  EXPECT_THAT(open(), ElementsAre("lea@partner.example")) << "each replaced the one before";
  auto first = token_to("lea@partner.example");
  world.house.clock.tick(std::chrono::hours(1));
  ASSERT_TRUE(invite(world.marie, "lea@partner.example"));
  EXPECT_FALSE(find_invitation(*world.reader(), first, world.house.clock.now())) << "the older link is dead";
  for (int i = 1; i < 20; ++i) ASSERT_TRUE(invite(world.marie, "p" + std::to_string(i) + "@partner.example"));
  EXPECT_EQ(invite(world.marie, "one-more@partner.example").error().code, Code::too_many);
}

TEST_P(DossierInvitations, are_listed_while_open_and_taken_back) {
  ASSERT_TRUE(invite(world.marie, "lea@partner.example"));
  auto token = token_to("lea@partner.example");
  auto marie = world.browse(world.marie);
  marie.get(path);
  EXPECT_TRUE(marie.says("Invited by mail, no answer yet"));
  auto id = open_invitations(*world.reader(), {d.id}, world.house.clock.now()).front().id;
  marie.submit(path + "/invitations/" + id.str() + "/revocation");
  EXPECT_TRUE(marie.says("The invitation is taken back"));
  EXPECT_FALSE(marie.says("lea@partner.example"));
  EXPECT_EQ(world.house.visitor().get(std::string(kInvitationPath) + token).status, 404);
  ASSERT_TRUE(invite(world.marie, "lea@partner.example"));
  token = token_to("lea@partner.example");
  auto lea = world.house.visitor();
  lea.get(std::string(kInvitationPath) + token);
  lea.submit(std::string(kInvitationPath) + token + "/refusal");
  EXPECT_TRUE(lea.says("You declined the invitation"));
  EXPECT_THAT(open(), IsEmpty());
  // The mail itself is read by its owner alone, and its words go with the sending.
  ASSERT_TRUE(invite(world.marie, "leo@partner.example"));
  world.house.clock.tick(kInvitationLife);
  EXPECT_EQ(world.house.visitor().get(std::string(kInvitationPath) + token_to("leo@partner.example")).status, 404);
  world.house.jobs.run_due();
  EXPECT_EQ(world.reader()->one<int>("SELECT count(*) FROM calls_invitation", {}), 0) << "past ones are deleted";
}

TEST_P(DossierInvitations, are_in_the_journal_by_their_numbers) {
  ASSERT_TRUE(invite(world.marie, "paul@rival.example"));
  ASSERT_TRUE(accept_invitation(world.as(world.paul), token_to("paul@rival.example")));
  std::vector<std::string> names;
  for (const auto& entry : journal::history_of(*world.reader(), "dossier", d.id.v, 10)) {
    names.emplace_back(entry.name);
    EXPECT_THAT(entry.payload, Not(HasSubstr("rival")));
  }
  EXPECT_THAT(names,
              ElementsAre("dossier.invitation_ended", "dossier.member_changed", "dossier.invited", "dossier.begun"));
}

TEST_P(DossierInvitations, to_sign_wait_until_the_lab_knows_her) {
  ASSERT_TRUE(edit_dossier(world.as(world.marie), world.rules, d.id, d.version, World::sound_edit(world.loria)));
  ASSERT_TRUE(invite(world.marie, "paul@rival.example", Part::signatory));
  auto token = token_to("paul@rival.example");
  auto paul = world.browse(world.paul);
  paul.get(std::string(kInvitationPath) + token);
  paul.submit(std::string(kInvitationPath) + token);
  EXPECT_EQ(paul.status(), 422);
  EXPECT_TRUE(paul.says("Only who speaks for its lab signs."));
  EXPECT_THAT(open(), ElementsAre("paul@rival.example"));
  auto signer = world.person("Sam").at_address("sam@loria.example").with(Role::lab).speaking_for(world.loria).actor();
  ASSERT_TRUE(invite(world.marie, "sam@loria.example", Part::signatory));
  ASSERT_TRUE(accept_invitation(world.as(signer), token_to("sam@loria.example")));
  EXPECT_FALSE(member(signer.person)->guest) << "it ends when she leaves the lab";
  EXPECT_TRUE(may_sign(signer, world.stored(d.id), members_of(*world.reader(), d.id)));
}

TEST_P(DossierInvitations, are_written_in_the_language_of_who_gets_them) {
  EXPECT_TRUE(load_words(COULOIR_WORDS_DIR).has_value());
  ASSERT_TRUE(invite(world.marie, "lea@partner.example"));
  ASSERT_TRUE(invite(world.marie, "paul@rival.example"));
  auto mails = world.mails();
  EXPECT_THAT(mails, testing::Contains(HasSubstr("lea@partner.example: Une invitation à un dossier")));
  EXPECT_THAT(mails, testing::Contains("paul@rival.example: You are invited to a dossier on couloir"));
}

TEST_P(DossierInvitations, go_with_the_person) {
  ASSERT_TRUE(invite(world.marie, "paul@rival.example"));
  auto exported = people::export_person(world.as(world.paul), world.personal, world.paul.person);
  ASSERT_TRUE(exported);
  EXPECT_THAT(*exported, HasSubstr(R"("invitations":[{"dossier":)"));
  ASSERT_TRUE(people::erase_person(world.as(world.paul), world.personal, world.paul.person));
  EXPECT_THAT(open(), IsEmpty());
  ASSERT_TRUE(invite(world.marie, "lea@partner.example"));
  ASSERT_TRUE(people::erase_person(world.as(world.marie), world.personal, world.marie.person));
  EXPECT_THAT(open(), IsEmpty()) << "nobody stands behind it any more";
}

TEST_P(DossierInvitations, end_when_their_sender_leaves) {
  auto mia = world.person("Mia").at_address("mia@acme.example").with(Role::operator_).owning(world.acme).actor();
  ASSERT_TRUE(invite(mia, "lea@partner.example"));
  ASSERT_TRUE(invite(world.marie, "leo@partner.example"));
  auto token = token_to("lea@partner.example");
  ASSERT_TRUE(people::remove_member(world.as(mia), world.acme, mia.person));
  EXPECT_EQ(seen_invitation(*world.reader(), {}, token, world.house.clock.now()).error().code, Code::not_found)
      << "also before the list is cleared";
  world.house.jobs.run_due();
  EXPECT_THAT(open(), ElementsAre("leo@partner.example"));
}

TEST_P(DossierInvitations, end_when_their_sender_owns_the_dossier_no_longer) {
  auto mia = world.person("Mia").at_address("mia@acme.example").owning(world.acme).actor();
  ASSERT_TRUE(set_member(world.as(world.marie), d.id, {mia.person, Part::owner}));
  ASSERT_TRUE(invite(mia, "lea@partner.example"));
  ASSERT_TRUE(set_member(world.as(world.marie), d.id, {mia.person, Part::editor}));
  EXPECT_THAT(open(), IsEmpty());
}

TEST_P(DossierInvitations, give_back_nothing_that_was_lost) {
  auto mia = world.person("Mia").at_address("mia@acme.example").owning(world.acme).actor();
  ASSERT_TRUE(set_member(world.as(world.marie), d.id, {mia.person, Part::owner}));
  ASSERT_TRUE(people::remove_member(world.as(mia), world.acme, mia.person));
  mia.organisations.clear();
  EXPECT_FALSE(part_in_dossier(*world.reader(), mia, d)) << "she left";
  ASSERT_TRUE(invite(world.marie, "mia@acme.example", Part::reader));
  ASSERT_TRUE(accept_invitation(world.as(mia), token_to("mia@acme.example")));
  EXPECT_EQ(part_in_dossier(*world.reader(), mia, d), Part::reader);
  EXPECT_TRUE(member(mia.person)->guest);
}

TEST_P(DossierInvitations, make_nobody_from_elsewhere_an_owner_or_a_signatory) {
  ASSERT_TRUE(invite(world.marie, "paul@rival.example", Part::reader));
  ASSERT_TRUE(accept_invitation(world.as(world.paul), token_to("paul@rival.example")));
  for (auto part : {Part::owner, Part::signatory}) {
    auto set = set_member(world.as(world.marie), d.id, {world.paul.person, part});
    EXPECT_THAT(World::where(set.error()), ElementsAre("part"));
  }
  EXPECT_TRUE(set_member(world.as(world.marie), d.id, {world.paul.person, Part::editor}));
  EXPECT_EQ(part_in_dossier(*world.reader(), world.paul, d), Part::editor);
  // Nor what an older row may say.
  EXPECT_FALSE(part_of(world.paul, d, {{world.paul.person, Part::owner, true}}));
}

TEST_P(DossierInvitations, to_write_wait_while_the_dossier_is_filed) {
  d = world.ready();
  path = "/dossiers/" + d.id.str();
  ASSERT_TRUE(invite(world.marie, "lea@partner.example"));
  ASSERT_TRUE(invite(world.marie, "paul@rival.example", Part::reader));
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, d.version, {world.call.cut_offs[1].id, ""}));
  auto link = std::string(kInvitationPath) + token_to("lea@partner.example");
  auto lea = world.house.visitor();
  lea.get(link);
  EXPECT_TRUE(lea.says("This dossier is filed and cannot be written in as it stands."));
  EXPECT_FALSE(lea.says("Open your account"));
  auto refused = join_by_invitation(world.as({}), world.house.desk, token_to("lea@partner.example"), "Léa", Lang::fr,
                                    "a long sentence to log in");
  EXPECT_EQ(refused.error().code, Code::refused);
  EXPECT_FALSE(people::find_person_by_email(*world.reader(), "lea@partner.example")) << "nor is an account left behind";
  EXPECT_TRUE(accept_invitation(world.as(world.paul), token_to("paul@rival.example"))) << "to read one need not write";
  EXPECT_THAT(open(), ElementsAre("lea@partner.example"));
  d = world.stored(d.id);
  ASSERT_TRUE(send_back(world.as(world.olga), d.id, d.version, "Say more", at("2026-10-01T00:00:00+02:00")));
  lea.get(link);
  EXPECT_TRUE(lea.says("Open your account"));
}

TEST_P(DossierInvitations, end_when_the_batch_is_taken_up) {
  d = world.ready();
  ASSERT_TRUE(invite(world.marie, "paul@rival.example", Part::reader));
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, d.version, {world.call.cut_offs[1].id, ""}));
  ASSERT_EQ(take_up(world.as(world.olga), {d.id})->taken.size(), 1u);
  EXPECT_THAT(open(), IsEmpty());
  EXPECT_EQ(accept_invitation(world.as(world.paul), token_to("paul@rival.example")).error().code, Code::not_found);
  auto marie = world.browse(world.marie);
  marie.get("/dossiers/" + d.id.str());
  EXPECT_TRUE(marie.says("Found complete, before the reviewers"));
  EXPECT_FALSE(marie.says("An invitation was taken back")) << "nobody did";
  auto last = journal::history_of(*world.reader(), "dossier", d.id.v, 1).at(0);
  EXPECT_THAT(last.payload, HasSubstr("lapsed"));
}

TEST_P(DossierInvitations, open_no_account_once_nobody_stands_behind_them) {
  auto mia = world.person("Mia").at_address("mia@acme.example").with(Role::operator_).owning(world.acme).actor();
  ASSERT_TRUE(invite(mia, "sam@loria.example", Part::signatory));
  auto token = token_to("sam@loria.example");
  ASSERT_TRUE(people::remove_member(world.as(mia), world.acme, mia.person));
  auto refused =
      join_by_invitation(world.as({}), world.house.desk, token, "Sam", Lang::fr, "a long sentence to log in");
  EXPECT_EQ(refused.error().code, Code::not_found);
  EXPECT_FALSE(people::find_person_by_email(*world.reader(), "sam@loria.example"));
}

TEST_P(DossierInvitations, are_ended_by_as_many_statements_for_one_dossier_as_for_three) {
  auto mia = world.person("Mia").at_address("mia@acme.example").with(Role::operator_).owning(world.acme).actor();
  auto invited_to = [&](std::string_view title) {
    auto id = world.draft(title).id;
    EXPECT_TRUE(invite_to_dossier(world.as(mia), world.house.desk, "Europe/Paris", id, {"lea@partner.example"}));
  };
  auto statements = [&] {
    std::int64_t run = 0;
    EXPECT_TRUE(in_transaction(world.db, [&](Tx& tx) -> Result<void> {
      auto before = statements_run();
      end_invitations_from(tx, world.as(world.marie), mia.person);
      run = statements_run() - before;
      return {};
    }));
    return run;
  };
  invited_to("First");
  auto one = statements();
  invited_to("Second");
  invited_to("Third");
  EXPECT_EQ(statements(), one);
}

TEST_P(DossierInvitations, are_taken_back_and_guests_let_go_in_every_state) {
  d = world.ready();
  path = "/dossiers/" + d.id.str();
  ASSERT_TRUE(invite(world.marie, "paul@rival.example"));
  ASSERT_TRUE(accept_invitation(world.as(world.paul), token_to("paul@rival.example")));
  ASSERT_TRUE(invite(world.marie, "rosa@review.example", Part::reader));
  ASSERT_TRUE(accept_invitation(world.as(world.rosa), token_to("rosa@review.example")));
  ASSERT_TRUE(invite(world.marie, "lea@partner.example"));
  ASSERT_TRUE(submit_dossier(world.as(world.marie), world.rules, d.id, d.version, {world.call.cut_offs[1].id, ""}));
  auto marie = world.browse(world.marie);
  marie.get(path);
  EXPECT_TRUE(marie.says("lea@partner.example"));
  EXPECT_FALSE(marie.says("Leave this dossier")) << "she is in it by her organisation";
  marie.submit(path + "/invitations/" +
               open_invitations(*world.reader(), {d.id}, world.house.clock.now()).front().id.str() + "/revocation");
  EXPECT_THAT(open(), IsEmpty());
  marie.get(path);
  marie.submit(path + "/members/" + world.paul.person.str() + "/removal");
  EXPECT_FALSE(member(world.paul.person));
  auto rosa = world.browse(world.rosa);
  rosa.get(path);
  EXPECT_TRUE(rosa.says("Leave this dossier"));
  rosa.submit(path + "/members/" + world.rosa.person.str() + "/removal");
  EXPECT_TRUE(rosa.says("You left the dossier."));
  EXPECT_FALSE(member(world.rosa.person));
}

TEST_P(DossierInvitations, tell_in_their_mail_who_invites_to_which_dossier_until_when) {
  ASSERT_TRUE(invite(world.marie, "paul@rival.example"));
  auto body = world.reader()->first("SELECT body FROM journal_mail WHERE address = 'paul@rival.example'", {},
                                    [](const Row& row) { return row.get<std::string>("body"); });
  EXPECT_THAT(*body, AllOf(HasSubstr("Marie invites you to the dossier of Étiquettes du Ried for the call “Pool”"),
                           HasSubstr("until 28 September 2026"), Not(HasSubstr("Sorting letters"))));
}

TEST_P(DossierInvitations, leave_nothing_listed_to_who_left_the_organisation) {
  ASSERT_EQ(dossiers_for(*world.reader(), world.marie, 10).size(), 1u);
  auto gone = world.marie;
  gone.organisations.clear();
  EXPECT_THAT(dossiers_for(*world.reader(), gone, 10), IsEmpty()) << "she may not open it either";
  EXPECT_EQ(seen_dossier(*world.reader(), gone, d.id).error().code, Code::not_found);
}

}  // namespace
}  // namespace couloir::calls
