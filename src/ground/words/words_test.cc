#include "words/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

namespace couloir {
namespace {

struct Words : testing::Test {
  Words() { EXPECT_TRUE(load_words(COULOIR_TEST_WORDS)); }
};

Date day(const char* text) { return *parse_date(text); }

TEST_F(Words, speak_french_unless_told_otherwise) {
  EXPECT_EQ(tr("Dossier filed"), "Dossier déposé");
  Speaking english(Lang::en);
  EXPECT_EQ(tr("Dossier filed"), "Dossier filed");
  {
    Speaking french(Lang::fr);
    EXPECT_EQ(tr("Dossier filed"), "Dossier déposé");
  }
  EXPECT_EQ(language(), Lang::en);
}

TEST_F(Words, fill_places_in_the_order_of_the_language) {
  EXPECT_EQ(tr("{1} sponsors {2}.", "Loria", std::string("le tri des lettres")),
            "le tri des lettres est porté par Loria.");
  EXPECT_EQ(tr(say("{1} sponsors {2}.", "Loria", "X")), "X est porté par Loria.");
  Speaking english(Lang::en);
  EXPECT_EQ(tr("{1} sponsors {2}.", "Loria", "X"), "Loria sponsors X.");
}

TEST_F(Words, never_fill_places_inside_an_argument) {
  EXPECT_EQ(tr("{1} sponsors {2}.", "{2}", "{1}"), "{1} est porté par {2}.");
}

TEST_F(Words, leave_a_place_without_argument_and_other_braces_alone) {
  EXPECT_EQ(tr("{3} {0} {x} {1", "a"), "{3} {0} {x} {1");
}

TEST_F(Words, answer_an_unknown_sentence_in_english_with_its_places_filled) {
  EXPECT_EQ(tr("{1} is new here.", "Ada"), "Ada is new here.");
  EXPECT_EQ(tr(""), "");
}

TEST_F(Words, count_as_each_language_counts) {
  auto waiting = [](std::int64_t n) { return trn("One file waits in {2}", "{1} files wait in {2}", n, "Metz"); };
  EXPECT_EQ(waiting(0), "0 dossier attend à Metz");
  EXPECT_EQ(waiting(1), "1 dossier attend à Metz");
  EXPECT_EQ(waiting(2), "2 dossiers attendent à Metz");
  EXPECT_EQ(waiting(5'000'000'000), "5\u202f000\u202f000\u202f000 dossiers attendent à Metz");
  Speaking english(Lang::en);
  EXPECT_EQ(waiting(0), "0 files wait in Metz");
  EXPECT_EQ(waiting(1), "One file waits in Metz");
  EXPECT_EQ(waiting(1200), "1,200 files wait in Metz");
}

TEST_F(Words, tell_a_button_from_a_state) {
  EXPECT_EQ(tr("Open"), "Ouvert");
  EXPECT_EQ(trc("button", "Open"), "Ouvrir");
  EXPECT_EQ(trc("menu", "Open"), "Open");
}

TEST_F(Words, keep_each_thread_to_its_own_language) {
  Speaking english(Lang::en);
  std::string there;
  std::thread([&] { there = tr("Dossier filed") + " " + number(1234); }).join();
  EXPECT_EQ(there, "Dossier déposé 1\u202f234");
  EXPECT_EQ(tr("Dossier filed"), "Dossier filed");
}

TEST_F(Words, serve_many_threads_while_a_catalogue_is_loaded_again) {
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 4; ++i)
    readers.emplace_back([&] {
      for (int k = 0; k < 2000; ++k) wrong += tr("Dossier filed") != "Dossier déposé";
    });
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(load_words(COULOIR_TEST_WORDS));
  readers.clear();
  EXPECT_EQ(wrong, 0);
}

TEST_F(Words, say_which_catalogue_is_missing_or_broken) {
  EXPECT_EQ(load_words("/nowhere").error().message.args[0], "/nowhere/fr/LC_MESSAGES/couloir.mo");
  auto folder = std::filesystem::path(testing::TempDir()) / "broken_words";
  std::filesystem::create_directories(folder / "fr/LC_MESSAGES");
  std::ofstream(folder / "fr/LC_MESSAGES/couloir.mo")
      << "not a catalogue, surely, although long enough to look like one";
  EXPECT_EQ(load_words(folder).error().code, Code::invalid);
  EXPECT_EQ(tr("Dossier filed"), "Dossier déposé");
}

TEST_F(Words, write_numbers_the_language_s_way) {
  EXPECT_EQ(number(1234567), "1\u202f234\u202f567");
  EXPECT_EQ(number(-5), "-5");
  EXPECT_EQ(number(1234.5, 2), "1\u202f234,50");
  EXPECT_EQ(euros(123450), "1\u202f234,50\u00a0€");
  EXPECT_EQ(euros(30000000), "300\u202f000\u00a0€");
  EXPECT_EQ(euros(-5), "-0,05\u00a0€");
  EXPECT_EQ(percent(0.42), "42\u00a0%");
  EXPECT_EQ(percent(0.4251, 1), "42,5\u00a0%");
  Speaking english(Lang::en);
  EXPECT_EQ(number(1234567), "1,234,567");
  EXPECT_EQ(number(1234.5, 2), "1,234.50");
  EXPECT_EQ(euros(123450), "€1,234.50");
  EXPECT_EQ(percent(0.42), "42%");
}

TEST_F(Words, write_small_numbers_as_they_write_large_ones) {
  EXPECT_EQ(number(0.125, 2), "0,12") << "half way goes to the even digit";
  EXPECT_EQ(number(0.375, 2), "0,38");
  EXPECT_EQ(number(2.675, 2), "2,68");
  EXPECT_EQ(number(72.65, 1), "72,6");
  EXPECT_EQ(number(72.67, 1), "72,7");
  EXPECT_EQ(number(0.004, 2), "0,00");
  EXPECT_EQ(number(7.0, 2), "7,00");
  EXPECT_EQ(number(99.96, 1), "100,0");
  EXPECT_EQ(number(998.996, 2), "999,00");
  EXPECT_EQ(number(999.5, 0), "1\u202f000");
  EXPECT_EQ(number(1.5, 3), "1,500");
  EXPECT_EQ(number(-1.5, 1), "-1,5");
  EXPECT_EQ(number(999), "999");
  EXPECT_EQ(number(1000), "1\u202f000");
  Speaking english(Lang::en);
  EXPECT_EQ(number(72.67, 1), "72.7");
  EXPECT_EQ(number(0.05, 2), "0.05");
}

TEST_F(Words, write_dates_the_language_s_way) {
  EXPECT_EQ(long_date(day("2026-11-22")), "dimanche 22 novembre 2026");
  EXPECT_EQ(long_date(day("2026-05-01")), "vendredi 1er mai 2026");
  EXPECT_EQ(short_date(day("2026-11-02")), "02/11/2026");
  EXPECT_EQ(short_date(day("1024-01-01")), "01/01/1024") << "one calendar for all years";
  Speaking english(Lang::en);
  EXPECT_EQ(long_date(day("2026-11-22")), "Sunday 22 November 2026");
  EXPECT_EQ(short_date(day("2026-11-02")), "2 Nov 2026");
}

TEST_F(Words, name_the_zone_beside_every_hour) {
  auto cut_off = *parse_instant("2026-04-30T15:00:00Z");
  EXPECT_EQ(date_time(cut_off, "Europe/Paris"), "30 avril 2026 à 17:00 (heure de Paris)");
  EXPECT_EQ(date_time(*parse_instant("2026-04-30T22:30:00Z"), "Europe/Paris"), "1er mai 2026 à 00:30 (heure de Paris)");
  EXPECT_EQ(date_time(cut_off, "Europe/Athens"), "30 avril 2026 à 18:00 (heure d’Athènes)");
  EXPECT_EQ(date_time(cut_off, "Africa/Cairo"), "30 avril 2026 à 18:00 (heure du Caire)");
  EXPECT_EQ(date_time(cut_off, "Etc/UTC"), "30 avril 2026 à 15:00 (UTC)");
  EXPECT_EQ(date_time(*parse_instant("2026-10-25T01:30:00Z"), "Europe/Paris"),
            "25 octobre 2026 à 02:30 (heure de Paris, UTC+01:00)");
  Speaking english(Lang::en);
  EXPECT_EQ(date_time(cut_off, "Europe/Paris"), "30 April 2026 at 17:00 (Paris time)");
}

TEST_F(Words, put_accents_where_a_dictionary_does) {
  std::vector<std::string> names{"Zoé", "Étienne", "Eva", "étude", "cote", "côté", "coté", "Ève"};
  std::ranges::sort(names, {}, [](const auto& name) { return sort_key(name); });
  EXPECT_EQ(names, (std::vector<std::string>{"cote", "coté", "côté", "Étienne", "étude", "Eva", "Ève", "Zoé"}));
}

}  // namespace
}  // namespace couloir
