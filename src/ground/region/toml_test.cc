#include "region/toml.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "region/pack.h"
#include "words/words.h"

namespace couloir::region {
namespace {

namespace fs = std::filesystem;

/// One way to break the tiny pack: in `file`, the first `from` becomes `to`. What must be told, in both languages.
struct Break {
  const char *file, *from, *to, *where, *english, *french;
};

class Broken : public testing::Test {
 protected:
  Broken() {
    EXPECT_TRUE(load_words(COULOIR_WORDS));
    fs::remove_all(pack_);
    fs::create_directories(pack_);
    for (auto& entry : fs::directory_iterator(fs::path(COULOIR_SOURCE_DIR) / "tests/packs/tiny"))
      fs::copy_file(entry.path(), pack_ / entry.path().filename());
  }
  ~Broken() override { fs::remove_all(pack_); }

  std::string read(const std::string& file) const {
    std::ostringstream all;
    all << std::ifstream(pack_ / file).rdbuf();
    return all.str();
  }
  void write(const std::string& file, const std::string& text) const { std::ofstream(pack_ / file) << text; }

  void replace(const std::string& file, std::string_view from, std::string_view to) const {
    auto text = read(file);
    auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << "no “" << from << "” in " << file;
    write(file, text.replace(at, from.size(), to));
  }

  /// "labs.toml:4: lab[1].towns[1] Expected here…" per problem.
  std::vector<std::string> told(Lang lang) const {
    Speaking speaking(lang);
    auto pack = load_pack(pack_, *parse_date("2026-11-22"));
    if (pack) return {};
    std::vector<std::string> found;
    for (auto& [where, what] : pack.error().problems)
      found.push_back(where.substr(pack_.string().size() + 1) + " " + tr(what));
    return found;
  }

  void expect(const Break& broken) {
    SCOPED_TRACE(std::string(broken.file) + ": " + broken.to);
    auto whole = read(broken.file);
    replace(broken.file, broken.from, broken.to);
    EXPECT_EQ(told(Lang::en), std::vector{std::string(broken.where) + " " + broken.english});
    EXPECT_EQ(told(Lang::fr), std::vector{std::string(broken.where) + " " + broken.french});
    write(broken.file, whole);
  }

  fs::path pack_ = fs::temp_directory_path() /
                   ("couloir-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(Broken, values_name_their_file_line_key_and_what_is_allowed) {
  expect({"region.toml", "code = \"tiny\"", "code = \"très petit\"", "region.toml:1: code",
          "A code is expected here: letters without accents, digits, - and _.",
          "Un code est attendu ici : lettres sans accent, chiffres, - et _."});
  expect({"region.toml", ", en = \"Golden Coast\"", "", "region.toml:2: name.en", "A text is expected here.",
          "Un texte est attendu ici."});
  expect({"region.toml", "fr = \"PHARE\"", "fr = \" \"", "region.toml:3: cluster.fr", "A text is expected here.",
          "Un texte est attendu ici."});
  expect({"region.toml", "name = { fr = \"Côte dorée\", en = \"Golden Coast\" }", "name = \"Côte dorée\"",
          "region.toml:2: name", "The text is expected here in both languages: { fr = \"…\", en = \"…\" }.",
          "Le texte est attendu ici dans les deux langues : { fr = \"…\", en = \"…\" }."});
  expect({"region.toml", "\"ZZ\"", "\"Zedland\"", "region.toml:5: country",
          "A country is two capital letters, such as FR.", "Un pays s’écrit en deux lettres majuscules, comme FR."});
  expect({"region.toml", "Atlantic/Azores", "Atlantic/Atlantis", "region.toml:6: zone",
          "A time zone is expected here, such as Europe/Paris.",
          "Un fuseau horaire est attendu ici, comme Europe/Paris."});
  expect({"region.toml", "language = \"en\"", "language = \"pt\"", "region.toml:7: language",
          "Expected here, one of: fr, en.", "Attendu ici, au choix : fr, en."});
  expect({"region.toml", "office@phare.example", "phare.example", "region.toml:8: contact",
          "An e-mail address is expected here; leave the key out when none is known.",
          "Une adresse électronique est attendue ici ; retirez la clé si aucune n’est connue."});
  expect({"region.toml", "[\"friday\", \"saturday\"]", "\"friday\"", "region.toml:9: weekend",
          "A list is expected here, of: sunday, monday, tuesday, wednesday, thursday, friday, saturday.",
          "Une liste est attendue ici, à choisir parmi : sunday, monday, tuesday, wednesday, thursday, friday, "
          "saturday."});
  expect({"region.toml", "\"saturday\"]", "\"friday\"]", "region.toml:9: weekend[2]",
          "“friday” is already in this list.", "« friday » est déjà dans cette liste."});
  expect(
      {"region.toml", "contact =", "contacts =", "region.toml:8: contacts",
       "This key is not known here. Known: code, name, cluster, cluster_full_name, country, zone, language, contact, "
       "weekend, authority, source, date, status, note.",
       "Cette clé est inconnue ici. Clés connues : code, name, cluster, cluster_full_name, country, zone, language, "
       "contact, weekend, authority, source, date, status, note."});
}

TEST_F(Broken, facts_say_which_source_date_or_status_is_wrong) {
  expect({"labs.toml", "source = \"https://phare.example/members\"\n", "", "labs.toml:1: lab[1].source",
          "A text is expected here.", "Un texte est attendu ici."});
  expect({"labs.toml", "https://phare.example/members", "the grapevine", "labs.toml:6: lab[1].source",
          "A source is an address (https://…), “own assumption” or “general knowledge”.",
          "Une source est une adresse (https://…), « own assumption » ou « general knowledge »."});
  expect({"labs.toml", "date = \"2026-01\"\n", "", "labs.toml:1: lab[1].date",
          "A date is expected here, as precise as known: 2026-04-30, \"2026-04\" or 2026.",
          "Une date est attendue ici, aussi précise que possible : 2026-04-30, \"2026-04\" ou 2026."});
  expect({"labs.toml", "date = \"2026-01\"", "date = \"January 2026\"", "labs.toml:7: lab[1].date",
          "A date is expected here, as precise as known: 2026-04-30, \"2026-04\" or 2026.",
          "Une date est attendue ici, aussi précise que possible : 2026-04-30, \"2026-04\" ou 2026."});
  expect({"labs.toml", "date = \"2026-01\"", "date = \"2026-12\"", "labs.toml:7: lab[1].date",
          "This fact is dated after today, 2026-11-22.",
          "Ce fait porte une date postérieure à aujourd’hui, 2026-11-22."});
  expect({"labs.toml", "status = \"confirmed\"\n[lab.pillars]", "status = \"sure\"\n[lab.pillars]",
          "labs.toml:8: lab[1].status", "Expected here, one of: confirmed, announced, unverified, assumed.",
          "Attendu ici, au choix : confirmed, announced, unverified, assumed."});
  expect({"labs.toml", "status = \"assumed\"", "status = \"confirmed\"", "labs.toml:19: lab[1].themes.status",
          "Expected here, one of: assumed.", "Attendu ici, au choix : assumed."});
  expect({"places.toml", "status = \"unverified\"", "status = \"confirmed\"", "places.toml:19: town[1].position.status",
          "Expected here, one of: unverified, assumed.", "Attendu ici, au choix : unverified, assumed."});
}

TEST_F(Broken, references_point_to_codes_that_exist_once) {
  expect({"labs.toml", "codes = [\"SEA\"]", "codes = [\"SEA\", \"SKY\"]", "labs.toml:10: lab[1].pillars.codes[2]",
          "Expected here, one of: SEA, SUN.", "Attendu ici, au choix : SEA, SUN."});
  expect({"labs.toml", "towns = [\"port\"]", "towns = []", "labs.toml:4: lab[1].towns",
          "A lab is in at least one town.", "Un laboratoire se trouve dans au moins une ville."});
  expect({"labs.toml", "membership = \"confirmed\"", "membership = \"probable\"", "labs.toml:5: lab[1].membership",
          "Expected here, one of: confirmed, unverified.", "Attendu ici, au choix : confirmed, unverified."});
  expect({"places.toml", "department = \"N\"\n", "", "places.toml:15: town[1].department",
          "Expected here, one of: N, S.", "Attendu ici, au choix : N, S."});
  expect({"places.toml", "lat = 38.5", "lat = 138.5", "places.toml:19: town[1].position.lat",
          "A number from -90 to 90 is expected here.", "Un nombre de -90 à 90 est attendu ici."});
  expect({"pillars.toml", "code = \"SUN\"", "code = \"SEA\"", "pillars.toml:14: pillar[2].code",
          "“SEA” is used twice; every code is used once.",
          "« SEA » sert deux fois ; chaque code ne sert qu’une fois."});
  expect({"holidays.toml", "departments = [\"S\"]", "departments = [\"W\"]",
          "holidays.toml:13: holiday[2].departments[1]", "Expected here, one of: N, S.",
          "Attendu ici, au choix : N, S."});
}

TEST_F(Broken, weights_and_words_are_told) {
  expect({"scoring.toml", "weight = 60", "weight = 50", "scoring.toml:1: criterion",
          "The weights of the criteria must sum to 100; they sum to 90.",
          "Les poids des critères doivent faire 100 en tout ; ils font 90."});
  expect({"scoring.toml", "asked = \"per_pillar\"", "asked = \"once\"", "scoring.toml:1: criterion",
          "Exactly one criterion is asked for each pillar: asked = \"per_pillar\".",
          "Exactement un critère est demandé pour chaque axe : asked = \"per_pillar\"."});
  expect({"pillars.toml", "weight = 100", "weight = 90", "pillars.toml:1: pillar",
          "At least one pillar must weigh 100, or no use case could reach the full score.",
          "Au moins un axe doit peser 100, sinon aucun cas d’usage n’atteindrait le score maximal."});
  expect({"pillars.toml", "weight = 80", "weight = 800", "pillars.toml:17: pillar[2].weight",
          "A whole number from 1 to 100 is expected here.", "Un nombre entier de 1 à 100 est attendu ici."});
  expect({"pillars.toml", "weight = 80", "weight = 80.0", "pillars.toml:17: pillar[2].weight",
          "A whole number from 1 to 100 is expected here.", "Un nombre entier de 1 à 100 est attendu ici."});
  expect({"pillars.toml", "en = [\"energy\", \"greenhouse\"]", "en = []", "pillars.toml:23: pillar[2].evidence.en",
          "A list of texts is expected here, with at least one.", "Une liste d’au moins un texte est attendue ici."});
  expect({"pillars.toml", "\"greenhouse\"", "7", "pillars.toml:23: pillar[2].evidence.en[2]",
          "A text is expected here.", "Un texte est attendu ici."});
  expect({"scoring.toml", "5 = { fr = \"Documentées\"", "6 = {}\n5 = { fr = \"Documentées\"",
          "scoring.toml:34: criterion[2].levels.6", "This key is not known here. Known: 0, 1, 2, 3, 4, 5.",
          "Cette clé est inconnue ici. Clés connues : 0, 1, 2, 3, 4, 5."});
  expect({"scoring.toml", "5 = { fr = \"Documentées\", en = \"Documented\" }", "",
          "scoring.toml:28: criterion[2].levels.5",
          "The text is expected here in both languages: { fr = \"…\", en = \"…\" }.",
          "Le texte est attendu ici dans les deux langues : { fr = \"…\", en = \"…\" }."});
}

TEST_F(Broken, days_are_told) {
  expect({"scoring.toml", "opens = 2026-09-01", "opens = 2026-06-30", "scoring.toml:48: wave[2].opens",
          "Waves follow one another: this one opens before “first” has closed.",
          "Les vagues se suivent : celle-ci s’ouvre avant la fermeture de « first »."});
  expect({"scoring.toml", "closes = 2026-12-31", "closes = 2026-08-31", "scoring.toml:49: wave[2].closes",
          "This closes before it opens.", "La fermeture précède l’ouverture."});
  expect({"scoring.toml", "closes = 2026-12-31", "closes = \"31/12/2026\"", "scoring.toml:49: wave[2].closes",
          "A date such as 2026-04-30 is expected here.", "Une date comme 2026-04-30 est attendue ici."});
  expect({"calls.toml", "2026-03-31T17:00:00-01:00", "2026-03-31T17:00:00", "calls.toml:15: call[1].cut_off[1].at",
          "A time with its offset is expected here, such as 2026-04-30T17:00:00+02:00.",
          "Une heure avec son décalage est attendue ici, comme 2026-04-30T17:00:00+02:00."});
  expect({"holidays.toml", "on = \"07-01\"", "on = \"1 July\"", "holidays.toml:4: holiday[1].on",
          "A month and a day are expected here, such as \"12-25\".",
          "Un mois et un jour sont attendus ici, comme \"12-25\"."});
  expect({"holidays.toml", "easter = -47", "on = \"02-17\"\neaster = -47", "holidays.toml:12: holiday[2].on",
          "A holiday has either “on” (such as \"12-25\") or “easter” (days after Easter Sunday).",
          "Un jour férié a soit « on » (par exemple \"12-25\"), soit « easter » (jours après le dimanche de Pâques)."});
  expect({"calls.toml", "opens = \"2026-02\"", "opens = \"2026-02\"\ncloses = \"2026-01\"",
          "calls.toml:5: call[1].closes", "This closes before it opens.", "La fermeture précède l’ouverture."});
}

TEST_F(Broken, cut_offs_out_of_order_are_told) {
  write("calls.toml", read("calls.toml") +
                          "[[call.cut_off]]\nat = 2026-03-01T17:00:00-01:00\n"
                          "source = \"own assumption\"\ndate = 2026\nstatus = \"assumed\"\n");
  EXPECT_EQ(
      told(Lang::en),
      (std::vector<std::string>{"calls.toml:20: call[1].cut_off[2].at Cut-offs go from the earliest to the latest."}));
  EXPECT_EQ(told(Lang::fr),
            (std::vector<std::string>{"calls.toml:20: call[1].cut_off[2].at Les dates de relève vont de la "
                                      "plus proche à la plus lointaine."}));
}

TEST_F(Broken, conditions_of_a_call_say_what_is_allowed) {
  expect({"calls.toml", "[call.applicants]\nmember_lab = []", "[call.applicants]\nmember_lab = [\"confirmed\"]",
          "calls.toml:11: call[1].applicants.member_lab[1]",
          "Expected here, one of: confirmed_lab, lab_files, company_named, aid_declared.",
          "Attendu ici, au choix : confirmed_lab, lab_files, company_named, aid_declared."});
  expect({"calls.toml", "member_lab = []", "member_lab = true", "calls.toml:11: call[1].applicants.member_lab",
          "A list is expected here, of: confirmed_lab, lab_files, company_named, aid_declared.",
          "Une liste est attendue ici, à choisir parmi : confirmed_lab, lab_files, company_named, aid_declared."});
  expect({"calls.toml", "member_lab = []", "labs = []", "calls.toml:11: call[1].applicants.labs",
          "This key is not known here. Known: member_lab, community, company_project.",
          "Cette clé est inconnue ici. Clés connues : member_lab, community, company_project."});
  expect({"calls.toml", "\nmember_lab = []\ncompany_project = [\"confirmed_lab\", \"company_named\"]", "",
          "calls.toml:10: call[1].applicants",
          "A table is expected here, with one or more of: member_lab, community, company_project.",
          "Une table est attendue ici, avec au moins une clé parmi : member_lab, community, company_project."});
  // As it was written before conditions were data.
  expect({"calls.toml", "[call.applicants]\nmember_lab = []\ncompany_project = [\"confirmed_lab\", \"company_named\"]",
          "applicants = [\"member_lab\"]", "calls.toml:10: call[1].applicants",
          "A table is expected here, with one or more of: member_lab, community, company_project.",
          "Une table est attendue ici, avec au moins une clé parmi : member_lab, community, company_project."});
}

TEST_F(Broken, skills_say_what_is_allowed) {
  expect({"skills.toml", "charts = 1\n", "chart = 1\n", "skills.toml:63: team_role[1].needs.chart",
          "This key is not known here. Known: lamps, charts.",
          "Cette clé est inconnue ici. Clés connues : lamps, charts."});
  expect({"skills.toml", "lamps = 3", "lamps = 5", "skills.toml:62: team_role[1].needs.lamps",
          "A whole number from 1 to 4 is expected here.", "Un nombre entier de 1 à 4 est attendu ici."});
  expect({"skills.toml", "lamps = 3\ncharts = 1\n", "", "skills.toml:61: team_role[1].needs",
          "A role needs at least one skill.", "Un rôle demande au moins une compétence."});
  expect({"skills.toml", "group = \"basics\"\nserves", "group = \"base\"\nserves", "skills.toml:29: skill[1].group",
          "Expected here, one of: basics.", "Attendu ici, au choix : basics."});
  expect({"skills.toml", "teaches = [\"lamps\", \"charts\"]", "teaches = [\"charts\"]",
          "skills.toml:62: team_role[1].needs.lamps", "Level 3 is needed here; the trainings of this pack reach 0.",
          "Le niveau 3 est nécessaire ici ; les formations de ce paquet mènent à 0."});
  expect({"skills.toml", "up_to = 3", "up_to = 2", "skills.toml:62: team_role[1].needs.lamps",
          "Level 3 is needed here; the trainings of this pack reach 2.",
          "Le niveau 3 est nécessaire ici ; les formations de ce paquet mènent à 2."});
}

TEST_F(Broken, skills_may_be_empty_for_a_region_without_a_catalogue) {
  write("skills.toml", "# none yet\n");
  EXPECT_EQ(told(Lang::en), std::vector<std::string>{});
}

TEST_F(Broken, files_are_told) {
  fs::remove(pack_ / "week.toml");
  EXPECT_EQ(told(Lang::en), (std::vector<std::string>{"week.toml:1 This file is missing or cannot be read."}));
  EXPECT_EQ(told(Lang::fr), (std::vector<std::string>{"week.toml:1 Ce fichier manque ou ne peut pas être lu."}));
  write("week.toml", "\n[[edition]\n");
  EXPECT_EQ(told(Lang::fr).size(), 1);
  EXPECT_TRUE(told(Lang::fr)[0].starts_with("week.toml:2 Ceci n’est pas du TOML valable : "));
  write("week.toml", "edition = 1\n");
  EXPECT_EQ(told(Lang::en),
            (std::vector<std::string>{"week.toml:1: edition Tables are expected here, each headed [[edition]]."}));
  EXPECT_EQ(told(Lang::fr),
            (std::vector<std::string>{
                "week.toml:1: edition Des tables sont attendues ici, chacune sous l’en-tête [[edition]]."}));
  write("week.toml", "# \xff\xfe bytes that are not UTF-8\n");
  EXPECT_TRUE(told(Lang::en)[0].starts_with("week.toml:1 This is not valid TOML: "));
}

TEST_F(Broken, tables_that_are_missing_are_told_once) {
  write("labs.toml", "# no lab\n");
  EXPECT_EQ(told(Lang::en), (std::vector<std::string>{"labs.toml:1: lab At least one [[lab]] is expected here."}));
  EXPECT_EQ(told(Lang::fr), (std::vector<std::string>{"labs.toml:1: lab Au moins un [[lab]] est attendu ici."}));
}

TEST_F(Broken, in_several_files_it_tells_everything_at_once_in_order) {
  replace("labs.toml", "towns = [\"port\"]", "towns = [\"lighthouse\"]");
  replace("labs.toml", "[lab.themes]\n", "[lab.topics]\n");
  replace("pillars.toml", "weight = 80", "weight = 0");
  replace("region.toml", "zone = ", "time_zone = ");
  EXPECT_EQ(told(Lang::en),
            (std::vector<std::string>{
                "labs.toml:1: lab[1].themes A table is expected here.",
                "labs.toml:4: lab[1].towns[1] Expected here, one of: port.",
                "labs.toml:14: lab[1].topics This key is not known here. Known: code, name, towns, membership, source, "
                "date, status, note, pillars, themes.",
                "pillars.toml:17: pillar[2].weight A whole number from 1 to 100 is expected here.",
                "region.toml:1: zone A text is expected here.",
                "region.toml:6: time_zone This key is not known here. Known: code, name, cluster, cluster_full_name, "
                "country, zone, language, contact, weekend, authority, source, date, status, note.",
            }));
}

TEST_F(Broken, pack_is_named_in_the_summary) {
  write("week.toml", "x = 1\n");
  auto error = load_pack(pack_, *parse_date("2026-11-22")).error();
  EXPECT_EQ(error.code, Code::invalid);
  Speaking french(Lang::fr);
  EXPECT_EQ(tr(error.message), "Le paquet de région " + pack_.string() + " n’est pas encore utilisable.");
}

TEST(TomlReader, gives_rooms_their_own_files) {
  auto file = fs::temp_directory_path() / "couloir-kits.toml";
  std::ofstream(file) << "title = \"Kit\"\nseats = 12\nopen = true\nratio = 0.5\nmade_up = 1\n";
  Complaints complaints(*parse_date("2026-11-22"));
  read_toml(file, complaints, [](Table& root) {
    EXPECT_EQ(root.text("title"), "Kit");
    EXPECT_EQ(root.integer("seats", 1, 100), 12);
    EXPECT_TRUE(root.boolean("open"));
    EXPECT_DOUBLE_EQ(root.number("ratio", 0, 1), 0.5);
    EXPECT_EQ(root.maybe_text("subtitle"), std::nullopt);
    EXPECT_EQ(root.maybe_bilingual("note"), std::nullopt);
  });
  auto error = complaints.error(say("The kits cannot be used yet."));
  ASSERT_EQ(error.problems.size(), 1);
  EXPECT_EQ(error.problems[0].where, file.string() + ":5: made_up");
  fs::remove(file);
}

TEST(PartialDate, keeps_the_precision_of_its_source) {
  for (auto text : {"2026", "2026-09", "2026-09-14"}) EXPECT_EQ(parse_partial_date(text)->iso(), text);
  EXPECT_EQ(parse_partial_date("2026-09")->first.iso(), "2026-09-01");
  EXPECT_EQ(parse_partial_date("2028-02")->last().iso(), "2028-02-29");
  EXPECT_EQ(parse_partial_date("2026")->last().iso(), "2026-12-31");
  EXPECT_EQ(parse_partial_date("2026-09-14")->last().iso(), "2026-09-14");
  for (auto text : {"", "26", "2026-13", "2026-9-1", "2026-02-30", "20266", "2026-09-14T10:00"})
    EXPECT_FALSE(parse_partial_date(text)) << text;
}

}  // namespace
}  // namespace couloir::region
