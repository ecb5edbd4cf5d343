// Against a real mail server on loopback: run under tools/with-smtp, as bin/test does.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "journal/mail.h"

namespace couloir::journal {
namespace {

class MailServer : public testing::Test {
 protected:
  void SetUp() override {
    auto value = [](const char* name) { return std::string(std::getenv(name) ? std::getenv(name) : ""); };
    address = value("COULOIR_TEST_SMTP");
    inbox = value("COULOIR_TEST_SMTP_INBOX");
    ca_file = value("COULOIR_TEST_SMTP_CA");
    if (address.empty()) GTEST_SKIP() << "run under tools/with-smtp";
  }

  SmtpSettings settings() const {
    return {.url = "smtp://" + address,
            .starttls = Tls::required,
            .ca_file = ca_file,
            .patience = std::chrono::seconds(10)};
  }
  /// What the server kept of it; a null value when it has nothing.
  boost::json::value received(const Letter& letter) const {
    std::ifstream file(inbox / (letter.message_id + ".json"));
    std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.empty() ? boost::json::value() : boost::json::parse(text);
  }

  std::string address, ca_file;
  std::filesystem::path inbox;
};

Letter a_letter_to_ana() {
  static std::int64_t last = 0;
  auto id = MailId{++last};
  return {.id = id,
          .message_id = "couloir." + id.str() + ".1@enact.example",
          .from = "bureau@enact.example",
          .from_name = "Pôle ENACT",
          .date = *parse_instant("2026-11-22T09:00:00Z"),
          .mail = {.person = {},
                   .to = "ana@atelier.example",
                   .subject = "Votre dossier est déposé",
                   .text = "Bonjour Ana,\n\n.\n..deux points\nFrom Nancy, à bientôt = 100 %\n"}};
}

Result<void> send(const SmtpSettings& settings, const Letter& letter) {
  auto sink = SmtpSink::create(settings);
  return (*sink)->send(letter);
}

std::string text_of(const boost::json::value& kept, const char* key) { return std::string(kept.at(key).as_string()); }

TEST_F(MailServer, receives_every_byte_over_an_encrypted_connection) {
  auto letter = a_letter_to_ana();
  auto sent = send(settings(), letter);
  ASSERT_TRUE(sent) << sent.error().context;
  auto kept = received(letter);
  ASSERT_TRUE(kept.is_object());
  EXPECT_EQ(text_of(kept, "subject"), letter.mail.subject);
  EXPECT_EQ(text_of(kept, "text"), letter.mail.text);
  EXPECT_EQ(text_of(kept, "from"), "\"Pôle ENACT\" <bureau@enact.example>");
  EXPECT_EQ(text_of(kept, "to"), "ana@atelier.example");
  EXPECT_EQ(text_of(kept, "date"), "2026-11-22T09:00:00.000Z");
  EXPECT_EQ(text_of(kept, "mail_from"), "bureau@enact.example");
  EXPECT_EQ(kept.at("rcpt_to").as_array(), (boost::json::array{"ana@atelier.example"}));
  EXPECT_EQ(text_of(kept, "greeted_as"), "enact.example");
  EXPECT_EQ(text_of(kept, "raw"), compose(letter));
  EXPECT_TRUE(kept.at("secure").as_bool());
  EXPECT_TRUE(kept.at("html").is_null());
}

TEST_F(MailServer, receives_the_page_beside_the_text) {
  auto letter = a_letter_to_ana();
  letter.mail.html = "<!doctype html><p lang=\"fr\">Déposé</p>";
  ASSERT_TRUE(send(settings(), letter));
  auto kept = received(letter);
  EXPECT_EQ(text_of(kept, "text"), letter.mail.text);
  EXPECT_EQ(text_of(kept, "html"), *letter.mail.html + "\n");
}

TEST_F(MailServer, gets_a_long_subject_whole) {
  auto letter = a_letter_to_ana();
  letter.mail.subject.clear();
  for (int i = 0; i < 40; ++i) letter.mail.subject += "évaluation 🛤️ ";
  letter.mail.subject += "fin";
  ASSERT_TRUE(send(settings(), letter));
  EXPECT_EQ(text_of(received(letter), "subject"), letter.mail.subject);
}

TEST_F(MailServer, whose_certificate_is_not_trusted_gets_nothing) {
  auto letter = a_letter_to_ana();
  auto distrusting = settings();
  distrusting.ca_file.clear();
  EXPECT_EQ(send(distrusting, letter).error().code, Code::unavailable);
  EXPECT_TRUE(received(letter).is_null());
}

TEST_F(MailServer, is_spoken_to_in_clear_only_when_told_so) {
  auto letter = a_letter_to_ana();
  auto open = settings();
  open.starttls = Tls::none;
  ASSERT_TRUE(send(open, letter));
  EXPECT_FALSE(received(letter).at("secure").as_bool());
}

TEST_F(MailServer, is_given_the_password_when_there_is_one) {
  auto letter = a_letter_to_ana();
  auto login = settings();
  login.user = "couloir";
  login.password = "secret";
  ASSERT_TRUE(send(login, letter));
  EXPECT_EQ(text_of(received(letter), "user"), "couloir");
  login.password = "wrong";
  EXPECT_EQ(send(login, a_letter_to_ana()).error().code, Code::unavailable);  // ours to mend: the mail waits
}

TEST_F(MailServer, that_refuses_a_mail_for_good_is_not_asked_again) {
  for (auto box : {"unknown@atelier.example", "spam@atelier.example"}) {
    auto letter = a_letter_to_ana();
    letter.mail.to = box;
    auto sent = send(settings(), letter);
    ASSERT_FALSE(sent) << box;
    EXPECT_EQ(sent.error().code, Code::refused) << box << " " << sent.error().context;
  }
}

TEST_F(MailServer, that_says_later_is_asked_later) {
  auto letter = a_letter_to_ana();
  letter.mail.to = "later@atelier.example";
  auto sent = send(settings(), letter);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Code::unavailable) << sent.error().context;
}

TEST(MailServerAddress, is_an_smtp_url) {
  EXPECT_TRUE(SmtpSink::create({.url = "smtps://mail.example.org"}));
  for (auto bad : {"http://mail.example.org", "mail.example.org", "file:///etc/passwd", ""})
    EXPECT_EQ(SmtpSink::create({.url = bad}).error().code, Code::invalid) << bad;
}

/// Takes connections and says nothing, as a server does that hangs.
class SilentServer {
 public:
  SilentServer() {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&here), size), 0);
    EXPECT_EQ(listen(socket_, 4), 0);
    getsockname(socket_, reinterpret_cast<sockaddr*>(&here), &size);
    port_ = ntohs(here.sin_port);
  }
  ~SilentServer() { close(socket_); }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }

 private:
  int socket_ = socket(AF_INET, SOCK_STREAM, 0);
  int port_ = 0;
};

TEST(MailServerAddress, where_somebody_listens_and_never_answers_means_later) {
  SilentServer silent;
  auto sent =
      send({.url = silent.url(), .starttls = Tls::none, .patience = std::chrono::seconds(1)}, a_letter_to_ana());
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Code::unavailable);
}

TEST(MailServerAddress, where_nobody_listens_means_later) {
  auto sent = send({.url = "smtp://127.0.0.1:1"}, a_letter_to_ana());
  EXPECT_EQ(sent.error().code, Code::unavailable);
}

}  // namespace
}  // namespace couloir::journal
