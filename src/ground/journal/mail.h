// E-mail: queued with the write that causes it, sent by a job, its words erased some days after. Plain text first; the
// sink is one of the four seams. Refuses any header value with a line break in it.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "journal/jobs.h"
#include "store/db.h"
#include "words/words.h"

namespace couloir::journal {

using MailId = Id<struct MailTag>;

enum class MailState { queued, sent, failed };

}  // namespace couloir::journal

template <>
inline constexpr auto couloir::kNames<couloir::journal::MailState> = std::array{"queued"sv, "sent"sv, "failed"sv};

namespace couloir::journal {

/// Already in the reader's language: the writer of a mail speaks to one person.
struct Mail {
  PersonId person;  ///< whose mail it is, so that erasing the person erases it; 0: an address without an account
  std::string to;   ///< one address, without a name
  std::string subject;
  std::string text;                      ///< lines end with \n
  std::optional<std::string> html = {};  ///< the same as a page; made by the HTML builder only
  Lang language = Lang::fr;
  bool secret = false;  ///< holds a link that opens something: its words are erased as soon as it is sent
};

/// Queues it in the caller's transaction. A job writes once to each person, or to each address without an account: when
/// it runs again because the program died before the job was known to be done, the mail of the first time stands and is
/// returned. So who has two things to tell somebody asks for two jobs. Errors: invalid (address or subject that cannot
/// be sent).
Result<MailId> enqueue_mail(Tx&, const Op&, const Mail&);
/// Erases the address and the words of every mail of this person; the rows remain as a count.
void forget_mail_of(Tx&, PersonId, Instant now);

struct MailRow {
  MailId id;
  PersonId person;
  MailState state = MailState::queued;
  std::string to;  ///< empty once erased, like subject and text
  std::string subject;
  std::string text;
  bool secret = false;  ///< its text opens something: never given out again
  Instant created_at;
  std::optional<Instant> sent_at;
};
std::optional<MailRow> find_mail(Reader&, MailId);
/// A person's mails, newest first (personal data export).
std::vector<MailRow> mails_of(Reader&, PersonId);

/// A mail on its way, with what identifies it: a second try has the same Message-Id and date.
struct Letter {
  MailId id;
  std::string message_id;  ///< without the angle brackets
  std::string from;        ///< address
  std::string from_name;
  Instant date;
  Mail mail;
};

/// RFC 5322 bytes: CRLF lines, RFC 2047 headers, text/plain in UTF-8 quoted-printable, with the HTML beside it if any.
std::string compose(const Letter&);
/// One address that can travel in SMTP: ASCII, one @, no space, no control character, at most 254 bytes.
bool is_mail_address(std::string_view);

class MailSink {
 public:
  virtual ~MailSink() = default;
  /// Errors: unavailable (try later), refused (never will be taken).
  virtual Result<void> send(const Letter&) = 0;
};

enum class Tls { none, if_offered, required };
}  // namespace couloir::journal

template <>
inline constexpr auto couloir::kNames<couloir::journal::Tls> = std::array{"none"sv, "if_offered"sv, "required"sv};

namespace couloir::journal {

struct SmtpSettings {
  std::string url;        ///< "smtp://mail.example.org:587" or "smtps://mail.example.org"
  std::string user = {};  ///< empty: no authentication
  std::string password = {};
  Tls starttls = Tls::required;       ///< for smtp://; smtps:// is always encrypted
  std::string ca_file = {};           ///< empty: the system's authorities
  std::chrono::seconds patience{30};  ///< for the whole exchange
};

/// Hands letters to a mail server (libcurl).
class SmtpSink final : public MailSink {
 public:
  /// Errors: invalid (a URL that is neither smtp:// nor smtps://).
  static Result<std::unique_ptr<SmtpSink>> create(SmtpSettings);
  Result<void> send(const Letter&) override;

 private:
  explicit SmtpSink(SmtpSettings settings) : settings_(std::move(settings)) {}
  SmtpSettings settings_;
};

/// Without a server: one .eml file a letter, whole or not there at all.
class FolderSink final : public MailSink {
 public:
  explicit FolderSink(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Result<void> send(const Letter&) override;

 private:
  std::filesystem::path folder_;
};

struct MailSettings {
  std::string from;                  ///< address of the office
  std::string from_name;             ///< "ENACT"
  std::chrono::days keep_words{30};  ///< subject, text and address are erased this long after sending
  std::chrono::days keep_jobs{30};   ///< and so are the jobs that are over
};

/// Lets `jobs` send what is queued, and erase daily what is past its time. REQUIRES: `sink` outlives `jobs`.
/// Errors: invalid (an address or a name that cannot stand in a header).
Result<void> mount_mail(Jobs& jobs, MailSink& sink, const MailSettings&);

}  // namespace couloir::journal
