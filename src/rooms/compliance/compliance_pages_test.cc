// The pages as an owner, a lawyer, the office and strangers walk through them, without JavaScript.
#include "compliance/scenario_file.h"
#include "compliance/test_world.h"
#include "compliance/verdict_view.h"
#include "people/team.h"

namespace couloir::compliance {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class CompliancePages : public OnBoth {
 protected:
  static std::string at(UseCaseId id, std::string_view below = "") {
    return "/use-cases/" + id.str() + "/compliance" + std::string(below);
  }
};
INSTANTIATE_TEST_SUITE_P(, CompliancePages, both_databases(), database_name);

/// Answers whatever the page asks from the row, until no page follows; returns how many pages and questions that took.
struct Walked {
  int pages = 0;
  std::vector<std::string> questions;  ///< in the order asked; twice when asked twice
};
Walked walk(web::Browser& browser, UseCaseId id, const std::string& row) {
  auto action = "/use-cases/" + id.str() + "/compliance/questions";
  const auto& answers = std::ranges::find(the_rows(), row, &TableRow::id)->scenario.answers;
  Walked walked;
  browser.get(action);
  while (browser.path().starts_with(action) && walked.pages < 20) {
    http::Fields fields;
    for (const auto& form : web::forms_in(browser.seen().body)) {
      if (form.action != action) continue;
      for (const auto& value : form.values) {
        if (value.name != "asked") continue;
        walked.questions.push_back(value.value);
        auto given = answers.find(value.value);
        for (const auto& code : given == answers.end() ? std::vector<std::string>{"?"} : given->second)
          fields.push_back({value.value, code});
      }
    }
    browser.submit(action, fields);
    ++walked.pages;
  }
  return walked;
}

TEST_P(CompliancePages, lead_an_owner_through_the_questions_that_matter_to_legals_signature) {
  auto id = world.use_case("Rank applicants");
  auto owner = world.browse(world.marie);
  owner.get(at(id));
  EXPECT_TRUE(owner.says("Not asked yet"));
  auto walked = walk(owner, id, "21");
  // Of thirty, those on feelings (Q14) and intimate images (Q16), on a product's part and check (Q18, Q19) hang on
  // answers that she did not give, and who is in for a high risk has no free licence to fall back on (Q8).
  auto asked = walked.questions;
  std::ranges::sort(asked);
  EXPECT_EQ(std::ranges::adjacent_find(asked), asked.end()) << "none twice";
  for (const auto* pointless : {"Q14", "Q16", "Q18", "Q19"}) EXPECT_THAT(asked, Not(testing::Contains(pointless)));
  EXPECT_THAT(asked, testing::Contains("Q6")) << "the size: what a fine and the help for small firms hang on";
  EXPECT_EQ(asked.size(), 24U) << testing::PrintToString(asked);
  EXPECT_EQ(walked.pages, 11);
  EXPECT_EQ(owner.path(), at(id));
  EXPECT_TRUE(owner.says("Your answers are saved."));
  EXPECT_TRUE(owner.says("High risk"));
  EXPECT_TRUE(owner.says("A3-4a"));
  EXPECT_TRUE(owner.says("This is not legal advice. Legal decides and signs."));
  owner.submit(at(id, "/request"));
  EXPECT_TRUE(owner.says("It is with Legal now."));

  auto legal = world.browse(world.lea);
  legal.get("/compliance");
  EXPECT_TRUE(legal.says("Rank applicants"));
  EXPECT_TRUE(legal.says("first time"));
  legal.get(at(id, "/trace"));
  EXPECT_TRUE(legal.says("Q22: Sort, rank or assess applicants — ticked")) << legal.seen().words();
  auto use = world.pack.stages[world.pack.stage("use")].name.en;
  EXPECT_TRUE(legal.says(use + " — applies Q22: Sort, rank or assess applicants — ticked"))
      << "of a stage, the answers behind it";
  EXPECT_TRUE(legal.says("Q9: Yes — the answer: No"));
  EXPECT_TRUE(legal.says(world.pack.rules[world.pack.rule("A3-4a")].limits.en)) << "where the rule ends";
  EXPECT_TRUE(legal.says("for Legal to check"));
  legal.get(at(id));
  legal.submit(at(id, "/verdict"), {{"verdict", "returned"}});
  EXPECT_EQ(legal.status(), 422);
  EXPECT_TRUE(legal.says("Say what must be mended: the owner cannot guess it."));
  EXPECT_TRUE(legal.says("What it is about Organisation Étiquettes du Ried")) << legal.seen().words();
  EXPECT_TRUE(legal.says(
      "Q22 Is the tool used, about workers, applicants or freelancers, to…? Sort, rank or assess applicants"));
  EXPECT_FALSE(owner.says("What it is about")) << "she wrote it";
  legal.submit(at(id, "/verdict"), {{"verdict", "signed"}, {"reason", "Checked."}});
  EXPECT_EQ(legal.path(), "/compliance");
  EXPECT_EQ(world.stored(id).state, ScenarioState::signed_);
  owner.get(at(id));
  EXPECT_TRUE(owner.says("Signed by Léa, "));
  EXPECT_TRUE(owner.says("Checked."));
  EXPECT_TRUE(owner.says("Handed to Legal"));
  auto later = world.pack;
  later.version = "2027-01-01";
  later.rules[later.rule("A3-4a")].date = later.date("D-10");
  ASSERT_TRUE(rerun_scenarios(world.as(world.lea), later, world.today()));
  owner.get(at(id));
  EXPECT_TRUE(owner.says("It comes out otherwise under rule pack 2027-01-01"));
}

TEST_P(CompliancePages, say_that_the_history_is_longer_than_what_they_show) {
  auto id = world.use_case();
  auto scenario = world.answered(id);
  world.db.write([&](Tx& tx) {
    std::vector<Change> many;
    auto there = static_cast<int>(changes_of(tx, scenario.id, 100).size());
    for (int i = there; i < kMostChanges; ++i)
      many.push_back({100 + i, world.house.clock.now(), world.marie.person, "Q28", "n", "y"});
    insert_changes(tx, scenario.id, many);
    return true;
  });
  auto owner = world.browse(world.marie);
  owner.get(at(id));
  EXPECT_FALSE(owner.says("Only the last 200 changed answers stand here."));
  world.db.write([&](Tx& tx) {
    insert_changes(tx, scenario.id, {{900, world.house.clock.now(), world.marie.person, "Q28", "y", "n"}});
    return true;
  });
  owner.get(at(id));
  EXPECT_TRUE(owner.says("Only the last 200 changed answers stand here."));
}

TEST_P(CompliancePages, keep_asking_what_was_left_blank_and_never_answer_it_themselves) {
  auto id = world.use_case();
  auto owner = world.browse(world.marie);
  owner.get(at(id, "/questions?section=scope"));
  owner.submit(at(id, "/questions"), {{"Q1", "y"}});
  EXPECT_TRUE(owner.says("What is left blank still matters: choose an answer, or “I don’t know”."))
      << owner.seen().words();
  auto answers = world.stored(id).answers;
  EXPECT_EQ(answers.size(), 1U);
  EXPECT_EQ(answers.at("Q1"), std::vector<std::string>{"y"});
  EXPECT_THAT(owner.seen().body, HasSubstr("name=\"Q3\"")) << "the same page again";
}

TEST_P(CompliancePages, name_a_question_that_the_rules_do_not_have) {
  auto id = world.use_case();
  auto owner = world.browse(world.marie);
  owner.get(at(id, "/questions?section=scope"));
  owner.post(at(id, "/questions"), {{"section", "scope"}, {"version", "0"}, {"asked", "Q99"}, {"asked", "Q1"}});
  EXPECT_EQ(owner.status(), 400);
  EXPECT_TRUE(owner.says("“Q99” is no question of the rule pack " + world.pack.version)) << owner.seen().words();
}

TEST_P(CompliancePages, say_what_the_highest_fine_hangs_on) {
  auto id = world.use_case("Rank applicants");
  auto answers = std::ranges::find(the_rows(), "21", &TableRow::id)->scenario.answers;
  answers.erase("Q6");
  world.answer(world.marie, id, 0, answers).value();
  auto owner = world.browse(world.marie);
  owner.get(at(id));
  EXPECT_TRUE(owner.says("Highest fine — write your yearly turnover on your organisation’s page"))
      << owner.seen().words();
  EXPECT_TRUE(owner.says("What else is worth finding out"));
  EXPECT_TRUE(owner.says("How big is your organisation?"));
  EXPECT_TRUE(owner.says("the highest fine"));
  world.db.write([&](Tx& tx) {
    return tx.exec("UPDATE people_organisation SET turnover_cents = 400000000, linked = 'none' WHERE id = :id",
                   {{":id", world.acme}}) == 1;
  });
  owner.get(at(id));
  EXPECT_TRUE(owner.says(
      "€15,000,000 so far: more than 3% of a turnover of €4,000,000: the higher counts, Art. 99(4). An answer that is "
      "missing could change it"))
      << owner.seen().words();
  owner.get(at(id, "/questions"));
  EXPECT_THAT(owner.seen().body, HasSubstr("name=\"Q6\""));
  EXPECT_TRUE(owner.says("1 more question is about the highest fine or a help you are entitled to."));
  world.answer(world.marie, id, 1, {{"Q6", {"sme"}}}).value();
  owner.get(at(id));
  EXPECT_TRUE(
      owner.says("€120,000 3% of a turnover of €4,000,000, which is less than €15,000,000: at this size the lower "
                 "counts, Art. 99(4), 99(6), 99(6a)"))
      << owner.seen().words();
  EXPECT_FALSE(owner.says("What else is worth finding out"));
}

TEST_P(CompliancePages, stop_asking_once_an_exclusion_is_proved) {
  auto id = world.use_case("Rules by hand");
  auto owner = world.browse(world.marie);
  owner.get(at(id, "/questions"));
  owner.submit(at(id, "/questions"), {{"Q1", "n"}});
  EXPECT_EQ(owner.path(), at(id));
  EXPECT_TRUE(owner.says("Not an AI system"));
}

TEST_P(CompliancePages, ask_only_what_still_matters) {
  auto id = world.use_case();
  auto owner = world.browse(world.marie);
  owner.get(at(id, "/questions?section=biometric"));
  EXPECT_TRUE(owner.says(world.pack.questions[world.pack.question("Q13")].text.en));
  EXPECT_THAT(owner.seen().body, Not(HasSubstr("name=\"Q14\"")));
  owner.submit(at(id, "/questions"), {{"Q13", "emotion"}});
  owner.get(at(id, "/questions?section=biometric"));
  EXPECT_THAT(owner.seen().body, HasSubstr("name=\"Q14\""));
}

TEST_P(CompliancePages, name_beside_the_questions_what_is_sure_and_what_would_settle_the_rest) {
  auto id = world.use_case();
  auto owner = world.browse(world.marie);
  owner.get(at(id, "/questions"));
  EXPECT_TRUE(owner.says("Still open, the gravest first"));
  EXPECT_TRUE(owner.says("could make it: Prohibited"));
  auto answers = the_rows()[0].scenario.answers;
  answers["Q22"] = {"select"}, answers["Q25"] = {"prep"}, answers["Q26"] = {"?"}, answers["Q27"] = {"n"};
  world.answer(world.marie, id, 0, answers).value();
  owner.get(at(id, "/questions?section=scope"));
  const auto& profiling = world.pack.questions[world.pack.question("Q26")];
  EXPECT_TRUE(owner.says("What would settle it " + profiling.text.en + " could make it: High risk"))
      << owner.seen().words();
  EXPECT_THAT(owner.seen().body,
              HasSubstr("/compliance/questions?section=" + world.pack.sections[profiling.section].id + "\">"));
  answers["Q26"] = {"n"};
  world.answer(world.marie, id, 1, answers).value();
  owner.get(at(id, "/questions?section=scope"));
  EXPECT_FALSE(owner.says("What would settle it"));
  EXPECT_TRUE(owner.says("No answer could change this any more."));
}

TEST_P(CompliancePages, say_at_each_question_what_contradicts_it_and_keep_what_was_ticked) {
  auto id = world.use_case();
  world.answer(world.marie, id, 0, {{"Q1", {"n"}}}).value();
  auto owner = world.browse(world.marie);
  owner.get(at(id, "/questions?section=biometric"));
  owner.post(at(id, "/questions"), {{"section", "biometric"}, {"version", "1"}, {"asked", "Q13"}, {"Q13", "emotion"}});
  EXPECT_EQ(owner.status(), 400);
  EXPECT_TRUE(owner.says("Q1 says that the tool only applies rules people wrote")) << owner.seen().words();
  EXPECT_EQ(world.stored(id).version, 1);
}

TEST_P(CompliancePages, show_what_the_other_said_when_two_people_answer_at_once) {
  auto id = world.use_case();
  world.answer(world.marie, id, 0, {{"Q1", {"y"}}}).value();
  auto mine = world.browse(world.marie);
  mine.get(at(id, "/questions?section=scope"));
  auto colleague = world.person("Colleague").with(Role::operator_).working_for(world.acme).actor();
  world.answer(colleague, id, 1, {{"Q3", {"n"}}}).value();
  mine.submit(at(id, "/questions"), {{"Q3", "y"}});
  EXPECT_EQ(mine.status(), 409);
  EXPECT_TRUE(mine.says("Somebody else answered meanwhile: “No”. Saving again keeps your answer."));
  mine.submit(at(id, "/questions"));
  EXPECT_EQ(world.stored(id).answers.at("Q3"), std::vector<std::string>{"y"});
}

TEST_P(CompliancePages, take_the_two_dates_and_refuse_those_to_come) {
  auto id = world.use_case();
  auto owner = world.browse(world.marie);
  owner.get(at(id, "/questions?section=role"));
  owner.submit(at(id, "/questions"), {{"Q4", "buy_use"}, {"first_market_date", "2026-05-01"}});
  EXPECT_EQ(owner.status(), 400);
  EXPECT_TRUE(owner.says("1 May 2026 is still to come"));
  owner.submit(at(id, "/questions"), {{"first_market_date", "2026-02-30"}});
  EXPECT_EQ(owner.status(), 400);
  owner.submit(at(id, "/questions"), {{"first_market_date", "2026-03-01"}});
  EXPECT_EQ(world.stored(id).first_market, parse_date("2026-03-01").value());
}

TEST_P(CompliancePages, are_404_for_strangers_and_closed_to_roles_without_a_file) {
  auto id = world.use_case("Secret");
  world.asked(id);
  for (const auto& stranger : {world.paul, world.nora}) {
    auto browser = world.browse(stranger);
    for (auto below : {"", "/trace"}) {
      browser.get(at(id, below));
      EXPECT_EQ(browser.status(), 404) << below;
      EXPECT_THAT(browser.seen().body, Not(HasSubstr("Secret")));
    }
  }
  auto legal = world.browse(world.lea);
  legal.get(at(id, "/questions"));
  EXPECT_EQ(legal.status(), 403);
  auto office = world.browse(world.olga);
  office.get(at(id));
  EXPECT_EQ(office.status(), 403);
  office.get("/compliance");
  EXPECT_TRUE(office.says("The region in numbers"));
  EXPECT_THAT(office.seen().body, Not(HasSubstr("Secret")));
}

TEST_P(CompliancePages, let_a_duty_be_planned_and_show_when_it_is_late) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  auto owner = world.browse(world.marie);
  owner.get(at(id));
  owner.post(at(id, "/mitigations"), {{"obligation", "O-30"},
                                      {"role", "deployer"},
                                      {"owner", world.marie.person.str()},
                                      {"due", "2026-04-01"},
                                      {"note", "Ask the union"}});
  EXPECT_TRUE(owner.says("The plan for O-30 is saved.")) << owner.seen().words();
  EXPECT_TRUE(owner.says("late since"));
  EXPECT_TRUE(owner.says("Ask the union"));
}

TEST_P(CompliancePages, keep_what_was_typed_when_a_day_of_a_plan_is_none) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  auto owner = world.browse(world.marie);
  owner.get(at(id));
  owner.post(at(id, "/mitigations"), {{"obligation", "O-30"},
                                      {"role", "deployer"},
                                      {"version", "0"},
                                      {"owner", world.marie.person.str()},
                                      {"due", "tomorrow"},
                                      {"note", "Ask the union"}});
  EXPECT_EQ(owner.status(), 400);
  owner.submit(at(id, "/mitigations"),
               {{"due", "2026-06-01"}});  // the first such form of the page is the one that came back
  EXPECT_TRUE(owner.says("The plan for O-30 is saved.")) << owner.seen().words();
  auto stored = mitigations_of(*world.reader(), world.stored(id).id);
  ASSERT_EQ(stored.size(), 1u);
  EXPECT_EQ(stored[0].owner, world.marie.person);
  EXPECT_EQ(stored[0].note, "Ask the union");
}

TEST_P(CompliancePages, show_a_second_planner_what_the_first_one_stored) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  auto owner = world.browse(world.marie);
  owner.get(at(id));
  auto late = owner;
  http::Fields plan{
      {"obligation", "O-30"}, {"role", "deployer"}, {"version", "0"}, {"due", "2026-06-01"}, {"note", "First"}};
  owner.post(at(id, "/mitigations"), plan);
  EXPECT_TRUE(owner.says("The plan for O-30 is saved."));
  plan.back().value = "Second";
  late.post(at(id, "/mitigations"), plan);
  EXPECT_EQ(late.status(), 409);
  EXPECT_TRUE(late.says("Somebody else changed this plan since you opened it.")) << late.seen().words();
  EXPECT_TRUE(late.says("Stored meanwhile: First."));
  EXPECT_FALSE(late.says("Stored meanwhile: 1 June"));
  late.submit(at(id, "/mitigations"));
  EXPECT_TRUE(late.says("The plan for O-30 is saved."));
  EXPECT_EQ(mitigations_of(*world.reader(), world.stored(id).id)[0].note, "Second");
}

TEST_P(CompliancePages, let_an_owner_move_the_day_to_answer_again) {
  auto id = world.use_case("Try it in the lab");
  world.answered(id, "30a2");
  auto owner = world.browse(world.marie);
  owner.get(at(id));
  EXPECT_TRUE(owner.says("For the time being"));
  EXPECT_TRUE(owner.says("asked by mail on Tuesday 20 April 2027")) << owner.seen().words();
  owner.submit(at(id, "/revisit"), {{"revisit_on", "2020-01-01"}});
  EXPECT_EQ(owner.status(), 400);
  EXPECT_TRUE(owner.says("This day is past"));
  EXPECT_THAT(owner.seen().body, HasSubstr("value=\"2020-01-01\"")) << "what was typed stays";
  owner.submit(at(id, "/revisit"), {{"revisit_on", "2026-09-01"}});
  EXPECT_TRUE(owner.says("The day is moved."));
  EXPECT_TRUE(owner.says("Answer again on from “20 Apr 2027” to “1 Sept 2026”")) << owner.seen().words();
  world.house.clock.set(*parse_instant("2026-09-01T09:00:00Z"));
  auto later = world.browse(world.marie);
  later.get(at(id));
  EXPECT_TRUE(later.says("It was to be answered again by Tuesday 1 September 2026.")) << later.seen().words();
  auto legal = world.browse(world.lea);
  legal.get(at(id));
  EXPECT_TRUE(legal.says("For the time being"));
  EXPECT_FALSE(legal.offers(at(id, "/revisit")));
  auto token = world.house.token(world.marie.person);
  auto moved = world.house.call(token, "PUT", at(id, "/revisit"), R"({"revisit_on":"2026-12-01"})", 2);
  EXPECT_THAT(moved.body, HasSubstr(R"("revisit_on":"2026-12-01")"));
}

TEST_P(CompliancePages, lead_from_a_duty_that_skills_serve_to_the_checklist_of_the_team) {
  auto team = people::add_team(world.as(world.marie), world.acme, {"Workshop", {}}).value().id;
  auto made = world.house.call(
      world.house.token(world.marie.person), "POST", "/use-cases",
      fmt::format(R"({{"organisation":{},"team":{},"title":"Rank applicants"}})", world.acme.str(), team.str()));
  auto location = made.header("location");
  UseCaseId id{web::id_of_text(location.substr(location.rfind('/') + 1)).value()};
  auto owed = obligations_in(world.answered(id, "21").outcome);
  auto served = std::ranges::count_if(owed, [](const auto& due) { return due.id == "O-01" || due.id == "O-30"; });
  EXPECT_LT(served, std::ssize(owed));
  auto link = "href=\"/skills/" + team.str() + "\"";
  auto owner = world.browse(world.marie);
  owner.get(at(id));
  auto of_team = [&](std::string_view body) {
    int links = 0;
    for (auto from = body.find(link); from != body.npos; from = body.find(link, from + 1)) ++links;
    return links;
  };
  EXPECT_EQ(of_team(owner.seen().body), served) << "at O-01 and O-30, at no other duty";
  EXPECT_EQ(owner.get("/skills/" + team.str()).status, 200);
  auto legal = world.browse(world.lea);
  legal.get(at(id));
  EXPECT_EQ(of_team(legal.seen().body), 0) << "Legal reads no checklist";
  auto whole = world.use_case("Without a team");
  world.answered(whole, "21");
  owner.get(at(whole));
  EXPECT_THAT(owner.seen().body, HasSubstr("href=\"/skills/organisations/" + world.acme.str() + "\""));
}

TEST_P(CompliancePages, let_scripts_plan_a_duty_by_the_version_of_its_plan) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  Mitigation first{"O-30", ActRole::deployer, {}, {}, {}, "First", 0};
  EXPECT_TRUE(plan_mitigation(world.as(world.marie), world.pack, id, first, world.today()));
  auto token = world.house.token(world.marie.person);
  auto put = [&](std::int64_t version) {
    return world.house.call(token, "PUT", at(id, "/mitigations"),
                            R"({"obligation":"O-30","role":"deployer","note":"Second"})", version);
  };
  EXPECT_THAT(world.house.call(token, "GET", at(id)).body, HasSubstr(R"("note":"First","version":1)"));
  EXPECT_EQ(put(0).status, 400) << "without If-Match";
  EXPECT_EQ(put(9).status, 409);
  EXPECT_THAT(put(1).body, HasSubstr(R"("note":"Second","version":2)"));
}

TEST_P(CompliancePages, take_evidence_for_a_duty_and_refuse_what_is_not_what_it_says) {
  auto id = world.use_case("Rank applicants");
  world.answered(id, "21");
  auto owner = world.browse(world.marie);
  owner.get(at(id));
  owner.upload(at(id, "/evidence"), {"file", "rapport.pdf", "#!/bin/sh\nrm -rf /\n", "application/pdf"});
  EXPECT_EQ(owner.status(), 400);
  EXPECT_TRUE(owner.says("“rapport.pdf” is a program, whatever its name says."));
  EXPECT_TRUE(owner.says("Taken here: PDF"));
  owner.get(at(id));
  owner.upload(at(id, "/evidence"), {"file", "rapport.pdf", "%PDF-1.7\ntrailer\n%%EOF\n", "application/pdf"});
  EXPECT_TRUE(owner.says("“rapport.pdf” is kept."));
  auto link = owner.seen().body.find(at(id, "/evidence/"));
  ASSERT_NE(link, std::string::npos);
  auto path = owner.seen().body.substr(link, owner.seen().body.find('"', link) - link);
  auto legal = world.browse(world.lea);
  legal.get(path);
  EXPECT_EQ(legal.status(), 200);
  EXPECT_THAT(legal.seen().header("content-disposition"), HasSubstr("attachment"));
  auto stranger = world.browse(world.paul);
  stranger.get(path);
  EXPECT_EQ(stranger.status(), 404);
  owner.submit(path + "/removal");
  EXPECT_TRUE(owner.says("The file is removed."));
}

TEST_P(CompliancePages, read_in_the_same_number_of_statements_however_many_there_are_and_write_nothing) {
  std::vector<std::int64_t> own, queue, file;
  std::vector<UseCaseId> asked;
  for (int rows : {1, 3}) {
    while (asked.size() < static_cast<std::size_t>(rows))
      asked.push_back(world.asked(world.use_case("Case " + std::to_string(asked.size()))).use_case);
    auto owner = world.browse(world.marie), legal = world.browse(world.lea);
    owner.fetch("/compliance");
    own.push_back(owner.seen().statements);
    legal.fetch("/compliance");
    queue.push_back(legal.seen().statements);
    legal.fetch(at(asked.front()));
    file.push_back(legal.seen().statements);
    EXPECT_EQ(owner.seen().writes + legal.seen().writes, 0);
  }
  EXPECT_EQ(own[0], own[1]);
  EXPECT_EQ(queue[0], queue[1]);
  EXPECT_EQ(file[0], file[1]);
}

TEST_P(CompliancePages, tell_legal_in_words_what_differs_and_a_sponsor_no_figure) {
  auto id = world.use_case("Rank applicants");
  world.signed_(id, "21");
  world.house.db.write([&](Tx& tx) {
    tx.exec("UPDATE people_organisation SET turnover_cents = 400000000, linked = 'none' WHERE id = :id",
            {{":id", world.acme}});
    return tx.exec(
               "INSERT INTO portfolio_sponsorship (use_case, lab, state, message, asked_at, answer, version) VALUES "
               "(:id, :lab, 'accepted', '', :at, '', 1)",
               {{":id", id}, {":lab", world.loria}, {":at", world.house.clock.now()}}) == 1;
  });
  auto later = world.pack;
  later.version = "2027-01-01";
  later.rules[later.rule("A3-4a")].date = later.date("D-10");
  ASSERT_TRUE(rerun_scenarios(world.as(world.lea), later, world.today()));
  auto legal = world.browse(world.lea);
  legal.get("/compliance");
  EXPECT_TRUE(legal.says("+ A3-4a Recruitment and selection · High risk · from 2 Aug 2028")) << legal.seen().words();
  legal.get(at(id));
  EXPECT_TRUE(legal.says("What differs from the last signature"));
  EXPECT_TRUE(legal.says("Highest fine: €120,000")) << "the figures came after the signature";
  auto sponsor = world.browse(world.nora);
  sponsor.get(at(id));
  EXPECT_TRUE(sponsor.says("What differs from the last signature"));
  EXPECT_FALSE(sponsor.says("Highest fine"));
}

TEST_P(CompliancePages, show_everybody_the_rules_with_their_articles_and_sources) {
  auto visitor = world.house.visitor();
  visitor.get("/method/ai-act");
  EXPECT_EQ(visitor.status(), 200);
  for (const auto& rule : the_pack().rules) EXPECT_TRUE(visitor.says(rule.id)) << rule.id;
  for (const auto& duty : the_pack().obligations) EXPECT_TRUE(visitor.says(duty.id + " " + duty.title.en)) << duty.id;
  EXPECT_TRUE(
      visitor.says("Art. 99(3) @ban €35,000,000 7% the higher; for small companies the lower, Art. 99(6), 99(6a)"))
      << visitor.seen().words();
  for (const auto* part : {"dates", "stage-use", "duties", "fines"})
    EXPECT_THAT(visitor.seen().body,
                AllOf(HasSubstr(std::string("href=\"#") + part), HasSubstr(std::string("id=\"") + part)));
  EXPECT_TRUE(visitor.says("Regulation (EU) 2024/1689"));
  for (const auto& date : the_pack().dates) EXPECT_TRUE(visitor.says(date.id)) << date.id;
  EXPECT_TRUE(visitor.says("Regulation (EU) 2026/1744 applies, sure (S2)"));
  EXPECT_TRUE(visitor.says("Art. 113(d), Regulation (EU) 2026/1744"));
  EXPECT_TRUE(visitor.says("replaced by D-09, sure (S2)")) << visitor.seen().words();
  const auto& doubtful = the_pack().dates[the_pack().date("D-14")];
  for (const auto& reading : doubtful.readings) EXPECT_TRUE(visitor.says(reading.because.en));
}

// ── the API ──

TEST_P(CompliancePages, offer_the_same_to_scripts) {
  auto id = world.use_case("Rank applicants");
  auto token = world.house.token(world.marie.person);
  auto path = "/use-cases/" + id.str() + "/compliance";
  auto saved = world.house.call(token, "PUT", path + "/answers",
                                R"({"answers":{"Q1":["y"],"Q22":["select"],"Q25":["evaluates"]}})", 0);
  EXPECT_EQ(saved.status, 400) << "the version that was read is needed";
  auto begun = world.answer(world.marie, id, 0, {{"Q1", {"y"}}}).value();
  saved = world.house.call(token, "PUT", path + "/answers", R"({"answers":{"Q22":["select"]}})", begun.version);
  EXPECT_EQ(saved.status, 200);
  EXPECT_THAT(saved.body, HasSubstr("\"floor\":"));
  EXPECT_EQ(saved.header("etag"), "\"2\"");
  auto wrong = world.house.call(token, "PUT", path + "/answers", R"({"answers":{"Q22":["hire"]}})", 2);
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("Q22"));
  auto foreign = world.house.call(world.house.token(world.paul.person), "GET", path);
  EXPECT_EQ(foreign.status, 404);
}

}  // namespace
}  // namespace couloir::compliance
