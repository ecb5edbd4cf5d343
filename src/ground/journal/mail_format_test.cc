#include "journal/mail_format.h"

#include <gtest/gtest.h>

#include "journal/mail.h"

namespace couloir::journal {
namespace {

Letter a_letter() {
  return {.id = MailId{42},
          .message_id = "couloir.42.1795338000000@enact.example",
          .from = "bureau@enact.example",
          .from_name = "ENACT",
          .date = *parse_instant("2026-11-22T09:00:00Z"),
          .mail = {.person = {}, .to = "ana@atelier.example", .subject = "Hello", .text = "One line.\n"}};
}

std::string header(const std::string& message, const std::string& name) {
  auto from = message.find(name + ": ") + name.size() + 2;
  return message.substr(from, message.find("\r\n", from) - from);
}

/// What a mail reader makes of quoted-printable (RFC 2045 §6.7).
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=')
      out += text[i];
    else if (text.substr(i, 3) == "=\r\n")
      i += 2;
    else {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    }
  }
  return out;
}

TEST(Letters, are_rfc_5322_messages) {
  EXPECT_EQ(compose(a_letter()),
            "Date: Sun, 22 Nov 2026 09:00:00 +0000\r\n"
            "From: ENACT <bureau@enact.example>\r\n"
            "To: <ana@atelier.example>\r\n"
            "Subject: Hello\r\n"
            "Message-ID: <couloir.42.1795338000000@enact.example>\r\n"
            "Content-Language: fr\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n"
            "\r\n"
            "One line.\r\n");
}

TEST(Letters, with_a_page_hold_text_and_page_as_alternatives) {
  auto letter = a_letter();
  letter.mail.html = "<p>Une ligne.</p>";
  auto message = compose(letter);
  auto body = message.substr(message.find("Content-Type:"));
  EXPECT_EQ(body,
            "Content-Type: multipart/alternative; boundary=\"=_couloir-42\"\r\n\r\n"
            "--=_couloir-42\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            "One line.\r\n\r\n"
            "--=_couloir-42\r\n"
            "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            "<p>Une ligne.</p>\r\n\r\n"
            "--=_couloir-42--\r\n");
}

TEST(Letters, write_accents_of_a_subject_as_rfc_2047_words) {
  auto letter = a_letter();
  letter.mail.subject = "Votre dossier est déposé";
  EXPECT_EQ(header(compose(letter), "Subject"), "=?utf-8?B?Vm90cmUgZG9zc2llciBlc3QgZMOpcG9zw6k=?=");
  letter.mail.subject = "=?utf-8?B?eA==?=";  // would be decoded if sent as it is
  EXPECT_EQ(header(compose(letter), "Subject"), "=?utf-8?B?PT91dGYtOD9CP2VBPT0/PQ==?=");
}

TEST(Letters, fold_a_long_subject_between_characters_never_inside_one) {
  auto letter = a_letter();
  letter.mail.subject.clear();
  for (int i = 0; i < 60; ++i) letter.mail.subject += "é";
  auto message = compose(letter);
  auto from = message.find("Subject: ") + 9;
  auto lines = message.substr(from, message.find("\r\nMessage-ID") - from);
  // 22 characters of two bytes fit into 45.
  EXPECT_EQ(lines.substr(0, lines.find("\r\n")),
            "=?utf-8?B?w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6k=?=");
  std::size_t longest = 0, count = 0;
  for (std::size_t at = 0; at < lines.size(); ++count) {
    auto end = std::min(lines.find("\r\n", at), lines.size());
    longest = std::max(longest, end - at);
    at = end + 2;
  }
  EXPECT_EQ(count, 3U);
  EXPECT_LE(longest, 76U);
}

TEST(Letters, quote_a_sender_name_that_is_not_plain) {
  auto letter = a_letter();
  letter.from_name = "Pôle \"IA\", Nancy";
  EXPECT_EQ(header(compose(letter), "From"), "=?utf-8?B?UMO0bGUgIklBIiwgTmFuY3k=?= <bureau@enact.example>");
}

TEST(Letters, never_let_a_value_start_a_header) {
  for (auto spoil : {&Letter::from, &Letter::from_name, &Letter::message_id}) {
    auto letter = a_letter();
    letter.*spoil += "\r\nBcc: all@enact.example";
    EXPECT_THROW(compose(letter), std::logic_error);
  }
  auto letter = a_letter();
  letter.mail.subject = "Hello\nBcc: all@enact.example";
  EXPECT_THROW(compose(letter), std::logic_error);
  letter = a_letter();
  letter.mail.to = "ana@atelier.example>\r\nRCPT TO:<all@enact.example";
  EXPECT_THROW(compose(letter), std::logic_error);
}

TEST(MailAddresses, are_one_plain_address) {
  for (auto good : {"ana@atelier.example", "a.b+c@x", "o'neil@example.org", "ana@xn--prfecture-b4a.example"})
    EXPECT_TRUE(is_mail_address(good)) << good;
  for (auto bad :
       {"", "ana", "@x", "ana@", "a@b@c", "a b@c", "a@b\r\n", "<a@b>", "a@b,c@d", "a@b;c@d", "\"a\"@b", "é@b", "a@b\n"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  std::string long_one(250, 'a');
  EXPECT_FALSE(is_mail_address(long_one.append("@x.fr")));
}

TEST(QuotedPrintable, leaves_plain_text_readable_and_ends_lines_with_crlf) {
  EXPECT_EQ(quoted_printable("Bonjour,\n\nà bientôt.\n"), "Bonjour,\r\n\r\n=C3=A0 bient=C3=B4t.\r\n");
  EXPECT_EQ(quoted_printable("a\r\nb"), "a\r\nb\r\n");
  EXPECT_EQ(quoted_printable(""), "");
}

TEST(QuotedPrintable, protects_what_mail_servers_change) {
  EXPECT_EQ(quoted_printable("1 = 1\n"), "1 =3D 1\r\n");
  EXPECT_EQ(quoted_printable("end \nend\t\n"), "end=20\r\nend=09\r\n");
  EXPECT_EQ(quoted_printable(".\n..\nFrom me\n"), "=2E\r\n=2E.\r\n=46rom me\r\n");
  EXPECT_EQ(quoted_printable("a\rb\n"), "a=0Db\r\n");
}

TEST(QuotedPrintable, keeps_lines_within_76_and_reads_back_the_same) {
  std::string bytes;
  for (int i = 1; i < 256; ++i)
    if (i != '\n' && i != '\r') bytes += static_cast<char>(i);
  for (std::size_t length = 1; length < 400; ++length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += bytes[(i * 7 + length) % bytes.size()];
    auto encoded = quoted_printable(text + "\n");
    ASSERT_EQ(decoded(encoded), text + "\r\n");
    for (std::size_t at = 0; at < encoded.size();) {
      auto end = encoded.find("\r\n", at);
      ASSERT_LE(end - at, 76U) << encoded;
      at = end + 2;
    }
  }
}

}  // namespace
}  // namespace couloir::journal
