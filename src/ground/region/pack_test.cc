#include "region/pack.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace couloir::region {
namespace {

namespace fs = std::filesystem;

const Date kToday = *parse_date("2026-11-22");
const fs::path kSource = COULOIR_SOURCE_DIR;

std::string told(const Error& error) {
  std::string all = error.message.msgid;
  for (auto& [where, what] : error.problems) {
    all += "\n" + where + " " + what.msgid;
    for (auto& arg : what.args) all += " | " + arg;
  }
  return all;
}

Pack loaded(const fs::path& directory) {
  auto pack = load_pack(kSource / directory, kToday);
  EXPECT_TRUE(pack) << told(pack.error());
  return pack.value_or(Pack{});
}

std::string content(const fs::path& file) {
  std::ostringstream all;
  all << std::ifstream(file).rdbuf();
  return all.str();
}

std::vector<std::string> codes(const auto& all) {
  std::vector<std::string> found;
  for (auto& one : all) found.push_back(one.code);
  return found;
}

TEST(GrandEst, has_three_pillars_that_count_alike) {
  auto pack = loaded("data/grand-est");
  EXPECT_EQ(pack.region.cluster.fr, "ENACT");
  EXPECT_EQ(pack.region.zone, "Europe/Paris");
  EXPECT_EQ(codes(pack.pillars), (std::vector<std::string>{"P1", "P2", "P3"}));
  for (auto& pillar : pack.pillars) EXPECT_EQ(pillar.weight, 100);
}

TEST(GrandEst, does_not_make_up_a_contact_address) { EXPECT_EQ(loaded("data/grand-est").region.contact, std::nullopt); }

TEST(GrandEst, confirms_only_the_labs_that_a_page_confirms) {
  auto pack = loaded("data/grand-est");
  std::vector<std::string> confirmed;
  for (auto& lab : pack.labs) {
    if (lab.membership == Membership::confirmed) confirmed.push_back(lab.code);
    EXPECT_EQ(lab.membership == Membership::confirmed, lab.fact.status == FactStatus::confirmed) << lab.code;
    EXPECT_EQ(lab.pillars_fact.status, FactStatus::assumed) << lab.code;
    EXPECT_EQ(lab.themes_fact.source, kOwnAssumption) << lab.code;
  }
  EXPECT_EQ(confirmed,
            (std::vector<std::string>{"loria", "inria-lorraine", "chru-nancy", "hus", "ahp", "beta", "lisec"}));
  EXPECT_EQ(pack.labs.size(), 19);
  EXPECT_EQ(find(pack.labs, "igbmc")->pillars, (std::vector<std::string>{"P3", "P2"}));
  EXPECT_EQ(find(pack.labs, "nowhere"), nullptr);
}

TEST(GrandEst, knows_in_which_department_a_town_is) {
  auto pack = loaded("data/grand-est");
  EXPECT_EQ(codes(pack.departments),
            (std::vector<std::string>{"08", "10", "51", "52", "54", "55", "57", "67", "68", "88"}));
  EXPECT_EQ(department_of(pack, "metz").name.fr, "Moselle");
  EXPECT_EQ(department_of(pack, "villers-les-nancy").code, "54");
  EXPECT_EQ(department_of(pack, "mulhouse").code, "68");
}

TEST(GrandEst, announces_no_cut_off_and_no_ceiling_for_phase_2) {
  auto pack = loaded("data/grand-est");
  auto& first = *find(pack.calls, "pool-phase-1");
  EXPECT_EQ(first.applicants,
            (std::vector<Eligible>{{Applicant::member_lab, {Condition::confirmed_lab, Condition::lab_files}}}));
  EXPECT_EQ(first.ceiling_months, 6);
  EXPECT_EQ(first.cut_offs[0].at.iso(), "2026-04-30T21:59:59.000Z");
  auto& second = *find(pack.calls, "pool-phase-2");
  EXPECT_EQ(second.applicants,
            (std::vector<Eligible>{{Applicant::member_lab, {Condition::confirmed_lab}},
                                   {Applicant::community, {Condition::confirmed_lab}},
                                   {Applicant::company_project,
                                    {Condition::confirmed_lab, Condition::company_named, Condition::aid_declared}}}));
  EXPECT_EQ(second.opens->iso(), "2026-09");
  EXPECT_EQ(second.closes, std::nullopt);
  EXPECT_EQ(second.ceiling_months, std::nullopt);
  EXPECT_TRUE(second.cut_offs.empty());
}

TEST(GrandEst, has_the_five_indicators_of_the_article_without_targets) {
  auto pack = loaded("data/grand-est");
  EXPECT_EQ(codes(pack.indicators),
            (std::vector<std::string>{"capacity", "adoption", "business", "sovereignty", "compliance"}));
  for (auto& indicator : pack.indicators) EXPECT_EQ(indicator.target, std::nullopt) << indicator.code;
  EXPECT_EQ(find(pack.indicators, "sovereignty")->cadence, Cadence::quarterly);
  EXPECT_EQ(find(pack.indicators, "compliance")->owner, Role::legal);
}

TEST(GrandEst, asks_eight_questions_whose_weights_sum_to_100_and_says_that_they_are_assumed) {
  auto pack = loaded("data/grand-est");
  EXPECT_EQ(codes(pack.criteria),
            (std::vector<std::string>{"pillar_fit", "irritant", "data_readiness", "measurable_kpi", "feasibility",
                                      "lab_interest", "beneficiaries", "reuse"}));
  int sum = 0;
  for (auto& criterion : pack.criteria) {
    sum += criterion.weight;
    EXPECT_EQ(criterion.fact.status, FactStatus::assumed) << criterion.code;
    EXPECT_EQ(criterion.asked == Asked::per_pillar, criterion.code == "pillar_fit");
  }
  EXPECT_EQ(sum, 100);
  EXPECT_EQ(find(pack.criteria, "measurable_kpi")->levels[4].fr, "Un indicateur, une cible et une valeur de départ");
}

TEST(GrandEst, holds_its_ai_week_from_18_to_24_may_2026) {
  auto edition = loaded("data/grand-est").editions.at(0);
  EXPECT_EQ(edition.opens.iso(), "2026-05-18");
  EXPECT_EQ(edition.closes.iso(), "2026-05-24");
  EXPECT_EQ(edition.towns, (std::vector<std::string>{"strasbourg", "mulhouse", "metz"}));
}

TEST(GrandEst, says_of_its_whole_skills_catalogue_that_it_is_assumed) {
  auto pack = loaded("data/grand-est");
  EXPECT_EQ(pack.skill_scale.names[3].fr, "En autonomie");
  EXPECT_EQ(pack.skill_scale.fact.status, FactStatus::assumed);
  for (auto& skill : pack.skills) EXPECT_EQ(skill.fact.status, FactStatus::assumed) << skill.code;
  for (auto& role : pack.team_roles) EXPECT_EQ(role.fact.status, FactStatus::assumed) << role.code;
  for (auto& training : pack.trainings) EXPECT_EQ(training.fact.status, FactStatus::assumed) << training.code;
}

TEST(GrandEst, has_skills_for_a_team_and_for_the_engineers_of_the_pool) {
  auto pack = loaded("data/grand-est");
  EXPECT_EQ(codes(pack.team_roles),
            (std::vector<std::string>{"sponsor", "product_owner", "end_user", "overseer", "data_steward", "integrator",
                                      "ml_engineer", "compliance_referent", "operations"}));
  for (auto code : {"nlp", "computer_vision", "speech", "mlops", "data_engineering", "hpc", "evaluation"})
    EXPECT_NE(find(pack.skills, code), nullptr) << code;
  EXPECT_EQ(find(pack.skills, "human_oversight")->serves, (std::vector<std::string>{"O-01", "O-30"}));
  auto& overseer = *find(pack.team_roles, "overseer");
  auto oversight = std::ranges::find(overseer.needs, "human_oversight", &SkillNeed::skill);
  ASSERT_NE(oversight, overseer.needs.end());
  EXPECT_EQ(oversight->level, 3);
}

TEST(AnotherRegion, needs_files_and_no_code) {
  auto pack = loaded("tests/packs/tiny");
  EXPECT_EQ(pack.region.language, Lang::en);
  EXPECT_EQ(pack.region.contact, "office@phare.example");
  EXPECT_EQ(codes(pack.pillars), (std::vector<std::string>{"SEA", "SUN"}));
  EXPECT_EQ(find(pack.pillars, "SUN")->weight, 80);
  EXPECT_DOUBLE_EQ(find(pack.towns, "port")->position->lon, -28.5);
  EXPECT_EQ(find(pack.indicators, "hours")->target, 300);
  EXPECT_EQ(pack.calls[0].cut_offs[0].at.iso(), "2026-03-31T18:00:00.000Z");
  EXPECT_EQ(pack.labs[0].fact.date.iso(), "2026-01");
  EXPECT_EQ(pack.departments[0].fact.date.iso(), "2026");
  EXPECT_TRUE(pack.editions.empty());
  EXPECT_EQ(codes(pack.skills), (std::vector<std::string>{"lamps", "charts"}));
  EXPECT_EQ(pack.team_roles[0].needs[1].level, 1);
}

TEST(AnotherRegion, has_its_own_weekend_and_holidays) {
  auto pack = loaded("tests/packs/tiny");
  EXPECT_FALSE(is_working_day(pack, *parse_date("2026-05-22"), "N"));  // Friday
  EXPECT_TRUE(is_working_day(pack, *parse_date("2026-05-24"), "N"));   // Sunday
  EXPECT_TRUE(is_working_day(pack, *parse_date("2026-02-17"), "N"));
  EXPECT_FALSE(is_working_day(pack, *parse_date("2026-02-17"), "S"));  // carnival, 47 days before Easter
  EXPECT_EQ(holidays_of(pack, 2026, "S").size(), 2);
}

TEST(AnotherRegion, is_written_as_the_manual_shows) {
  auto manual = content(kSource / "docs/region-pack.md");
  for (auto& entry : fs::directory_iterator(kSource / "tests/packs/tiny"))
    EXPECT_NE(manual.find("```toml\n" + content(entry.path()) + "```"), std::string::npos) << entry.path();
}

/// The line without its comment; "//" inside an address is none.
std::string code_of(const std::string& line) {
  auto at = line.find("//");
  while (at != std::string::npos && at > 0 && line[at - 1] == ':') at = line.find("//", at + 2);
  return line.substr(0, at);
}

/// Everything by which the first region could be met in the code: its own names, its towns, departments and labs.
std::vector<std::string> names_of(const Pack& pack) {
  std::vector<std::string> names{"Grand Est", "grand-est",         "ENACT",  "Alsace",
                                 "Lorraine",  "Champagne-Ardenne", "Unistra"};
  auto add = [&](const Bilingual& name) {
    for (const auto* text : {&name.fr, &name.en}) names.push_back(text->substr(0, text->find(',')));
  };
  for (const auto& t : pack.towns) add(t.name);
  for (const auto& d : pack.departments) add(d.name);
  for (const auto& l : pack.labs) add(l.name);
  auto add_codes = [&](const auto& all) {  // each is a literal of its own
    for (const auto& each : all) names.push_back("\"" + each.code + "\"");
  };
  add_codes(pack.towns), add_codes(pack.labs), add_codes(pack.pillars);
  add_codes(pack.criteria), add_codes(pack.waves), add_codes(pack.calls);
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// As a word of its own: "Metz" is not in "Metzger".
bool says(const std::string& line, const std::string& name) {
  auto is_letter = [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; };
  for (auto at = line.find(name); at != line.npos; at = line.find(name, at + 1)) {
    auto end = at + name.size();
    bool whole = name.starts_with('"');
    bool begins = whole || at == 0 || !is_letter(line[at - 1]);
    if (begins && (whole || end == line.size() || !is_letter(line[end]))) return true;
  }
  return false;
}

/// "src/app/settings.cc: grand-est" for each line of code that names something of the first region.
std::vector<std::string> names_in_the_code() {
  auto names = names_of(loaded("data/grand-est"));
  std::vector<std::string> found;
  for (auto& entry : fs::recursive_directory_iterator(kSource / "src")) {
    auto path = entry.path().string();
    if (!entry.is_regular_file() || path.find("_test.") != std::string::npos || path.ends_with("_fuzz.cc") ||
        path.find("/testing.") != std::string::npos || path.find("/test_") != std::string::npos)
      continue;
    if (!path.ends_with(".h") && !path.ends_with(".cc") && !path.ends_with(".sql")) continue;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
      auto code = code_of(line);
      if (code.find('"') == code.npos) continue;  // names are words, and words stand in quotes
      for (const auto& name : names)
        if (says(code, name)) found.push_back(fs::relative(path, kSource).string() + ": " + name);
    }
  }
  std::ranges::sort(found);
  return found;
}

TEST(AnotherRegion, is_never_met_by_a_name_of_the_first_one_in_the_code) {
  EXPECT_EQ(names_in_the_code(),
            (std::vector<std::string>{"src/app/settings.cc: grand-est",                 // the pack taken by default
                                      "src/rooms/pool/generate.cc: \"strasbourg\""}));  // a site of made-up pools
}

}  // namespace
}  // namespace couloir::region
