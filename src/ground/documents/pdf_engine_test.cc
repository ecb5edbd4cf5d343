// Real WeasyPrint, and scripts in its place that hang, grow and fail.
#include "documents/pdf_engine.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/log.h"
#include "documents/paper.h"
#include "store/temporary_folder.h"
#include "words/words.h"

namespace couloir::documents {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const auto kNever = [] { return false; };

WeasyPrint real_engine() {
  return WeasyPrint({.print = COULOIR_SOURCE_DIR "/print", .fonts = fs::path(COULOIR_WORDS_DIR) / "../assets/fonts"});
}

/// What a poppler tool says of a PDF.
std::string told(const std::string& pdf, const std::string& command) {
  TemporaryFolder folder;
  std::ofstream(folder.path() + "/a.pdf", std::ios::binary) << pdf;
  auto line = "cd " + folder.path() + " && " + command + " > out 2>&1";
  EXPECT_EQ(std::system(line.c_str()), 0) << command;
  std::stringstream out;
  out << std::ifstream(folder.path() + "/out").rdbuf();
  return out.str();
}

/// A script of ours where WeasyPrint would be.
struct ScriptedEngine {
  explicit ScriptedEngine(const std::string& shell, RunLimits limits = {.wall = std::chrono::milliseconds(1500)}) {
    std::ofstream(folder.path() + "/python") << "#!/bin/sh\n" << shell << "\n";
    fs::permissions(folder.path() + "/python", fs::perms::owner_all);
    engine.emplace(WeasyPrint::Setup{
        .print = folder.path(), .fonts = folder.path(), .python = folder.path() + "/python", .limits = limits});
    set_log_enabled(false);
  }
  ~ScriptedEngine() { set_log_enabled(true); }
  Result<std::string> render() { return engine->render("<p>hello</p>", kNever); }
  TemporaryFolder folder;
  std::optional<WeasyPrint> engine;
};

TEST(PdfEngine, sets_a_tagged_page_in_our_letters) {
  view::Table table;
  table.columns = {{"N°", true, {}, {}}, {"Objet", false, {}, {}}};
  for (int i = 0; i < 60; ++i)
    table.rows.push_back({.cells = {html::text(std::to_string(i)), html::text("Œuvre n° " + std::to_string(i))}});
  Speaking speaking(Lang::fr);
  auto pdf = real_engine().render(
      paper({"Évaluation <1>", "couloir", cover({.eyebrow = "Essai", .title = "Évaluation"}) + sheet(table)}), kNever);
  ASSERT_TRUE(pdf.has_value()) << pdf.error().message.msgid;
  auto info = told(*pdf, "pdfinfo a.pdf");
  EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(info, HasSubstr("Title:           Évaluation <1>"));
  auto text = told(*pdf, "pdftotext -layout a.pdf -");
  EXPECT_THAT(text, HasSubstr("Page 2 / 2"));
  EXPECT_THAT(text.substr(text.find("Page 1 /")), HasSubstr("Objet")) << "the head comes again on the second page";
  if (fs::exists(fs::path(COULOIR_WORDS_DIR) / "../assets/fonts")) {
    EXPECT_THAT(told(*pdf, "pdffonts a.pdf"), HasSubstr("Atkinson"));
  }
}

TEST(PdfEngine, leaves_out_nothing_that_our_letters_lack) {
  Speaking speaking(Lang::fr);
  auto pdf = real_engine().render(paper({"Essai", "couloir",
                                         html::el("p", {}, {"Trié 🙂 par 👩‍🔬, Ελλάδα"}) +
                                             html::el("p", {{"dir", "rtl"}}, {"مرحبا"})}),
                                  kNever);
  ASSERT_TRUE(pdf.has_value()) << pdf.error().message.msgid;
  EXPECT_THAT(told(*pdf, "pdftotext -layout a.pdf -"),
              AllOf(HasSubstr("Trié 🙂 par 👩‍🔬, Ελλάδα"), HasSubstr("ابحرم")));
}

TEST(PdfEngine, fetches_nothing_from_the_network_or_the_disk) {
  int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(listener, 8), 0);
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  auto url = "http://127.0.0.1:" + std::to_string(::ntohs(address.sin_port)) + "/";
  auto html = "<!doctype html><html lang=en><head><title>x</title><link rel=stylesheet href='" + url +
              "a.css'>"
              "<link rel=attachment href='file:///etc/passwd'><style>@import url(" +
              url +
              "b.css);"
              "@font-face { font-family: x; src: url(" +
              url + "c.woff2) } p { font-family: x; background: url(" + url +
              "d.png) }"
              "</style></head><body><p>words</p><img src='" +
              url +
              "e.png' alt='one'><img src='file:///etc/passwd' alt='two'>"
              "<img src='/etc/passwd' alt='three'><img src='render.py' alt='four'><object "
              "data='file:///etc/passwd'>five</object>"
              "<img src='font:../../../../etc/passwd' alt='six'><embed src='" +
              url + "f'><iframe src='" + url +
              "g'></iframe>"
              "<img alt='seven' src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
              "xmlns:xlink='http://www.w3.org/1999/xlink'%3E"
              "%3Cimage xlink:href='" +
              url + "h.png' width='9' height='9'/%3E%3C/svg%3E\"></body></html>";
  auto pdf = real_engine().render(html, kNever);
  ASSERT_TRUE(pdf.has_value());
  pollfd watched{listener, POLLIN, 0};
  EXPECT_EQ(::poll(&watched, 1, 0), 0) << "nobody knocked";
  ::close(listener);
  auto text = told(*pdf, "pdftotext a.pdf -");
  EXPECT_THAT(text, HasSubstr("words"));
  EXPECT_THAT(text, Not(HasSubstr("root:")));
  EXPECT_THAT(told(*pdf, "pdfdetach -list a.pdf"), HasSubstr("0 embedded files"));
}

TEST(PdfEngine, says_which_version_it_is) {
  EXPECT_THAT(real_engine().version().value_or(""), testing::MatchesRegex("[0-9]+[.][0-9]+.*"));
}

TEST(PdfEngine, that_is_missing_is_told_in_one_sentence) {
  WeasyPrint none({.print = "/nowhere", .fonts = "/nowhere", .python = "/nowhere/python"});
  set_log_enabled(false);
  auto refused = none.render("<p>", kNever);
  set_log_enabled(true);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_THAT(none.version().error().message.msgid, HasSubstr("install the Debian packages weasyprint"));
  ScriptedEngine without("exit 3");
  EXPECT_THAT(without.engine->version().error().message.msgid, HasSubstr("install the Debian packages weasyprint"));
}

TEST(PdfEngine, that_hangs_is_stopped_with_all_that_it_started) {
  TemporaryFolder place;
  ScriptedEngine hangs("sleep 300 & echo $! > " + place.path() + "/pid; trap '' TERM; sleep 300");
  auto begun = std::chrono::steady_clock::now();
  auto refused = hangs.render();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(20));
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message.msgid, HasSubstr("longer than a minute"));
  int child = 0;
  std::ifstream(place.path() + "/pid") >> child;
  ASSERT_GT(child, 1);
  for (int i = 0; i < 100 && ::kill(child, 0) == 0; ++i) ::usleep(20'000);  // the killed one waits for init to bury it
  std::string state = "gone";
  std::ifstream stat("/proc/" + std::to_string(child) + "/stat");
  std::string number, name;
  if (stat >> number >> name >> state) {
    EXPECT_EQ(state, "Z");
  }
}

TEST(PdfEngine, stops_when_it_is_told_to) {
  ScriptedEngine hangs("sleep 300", {});
  auto refused = hangs.engine->render("", [] { return true; });
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error(), Error::refused(say("Stopped.")));
}

TEST(PdfEngine, that_writes_without_end_is_stopped) {
  ScriptedEngine grows("exec cat /dev/zero", {.output_bytes = 1 << 20});
  EXPECT_THAT(grows.render().error().message.msgid, HasSubstr("too large"));
  ScriptedEngine talks("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa >&2; done",
                       {.wall = std::chrono::milliseconds(700)});
  EXPECT_FALSE(talks.render().has_value());
}

TEST(PdfEngine, that_wants_all_the_memory_gets_none) {
  ScriptedEngine greedy("exec /usr/bin/python3 -c 'x = bytearray(1 << 30)'",
                        {.wall = std::chrono::seconds(20), .memory_bytes = 200 << 20});
  EXPECT_FALSE(greedy.render().has_value());
}

TEST(PdfEngine, that_burns_the_processor_is_stopped) {
  ScriptedEngine busy("while :; do :; done", {.wall = std::chrono::seconds(30), .cpu = std::chrono::seconds(1)});
  EXPECT_FALSE(busy.render().has_value());
}

TEST(PdfEngine, that_answers_something_else_or_fails_is_refused) {
  ScriptedEngine lies("echo '<html>not a PDF'");
  EXPECT_FALSE(lies.render().has_value());
  ScriptedEngine fails("echo %PDF-1.7; exit 1");
  EXPECT_FALSE(fails.render().has_value());
}

TEST(PdfEngine, is_given_the_page_and_nothing_of_ours) {
  ::setenv("COULOIR_SECRET", "do not tell", 1);
  ScriptedEngine looks("echo %PDF-1.7; cat; env; ls -la; ls /proc/self/fd | wc -l");
  auto seen = looks.render().value_or("");
  ::unsetenv("COULOIR_SECRET");
  EXPECT_THAT(seen, HasSubstr("<p>hello</p>"));
  EXPECT_THAT(seen, Not(HasSubstr("COULOIR")));
  EXPECT_THAT(seen, HasSubstr("total 0"));
}

}  // namespace
}  // namespace couloir::documents
