// Letters to a mail server. The only use of libcurl for mail; it speaks SMTP and nothing else.
#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "journal/mail.h"

namespace couloir::journal {
namespace {

struct Upload {
  std::string_view left;
  bool started = false;
};

std::size_t read_more(char* into, std::size_t size, std::size_t count, void* upload_pointer) {
  auto& upload = *static_cast<Upload*>(upload_pointer);
  auto n = std::min(size * count, upload.left.size());
  std::memcpy(into, upload.left.data(), n);
  upload.left.remove_prefix(n);
  upload.started = true;
  return n;
}

struct EndCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, EndCurl>;
using CurlList = std::unique_ptr<curl_slist, EndCurl>;

long tls_level(Tls tls) {
  switch (tls) {
    case Tls::none:
      return CURLUSESSL_NONE;
    case Tls::if_offered:
      return CURLUSESSL_TRY;
    case Tls::required:
      return CURLUSESSL_ALL;
  }
  return CURLUSESSL_ALL;
}

// libcurl greets the server with the path of the URL; our own domain is a better name than the machine's.
std::string url_with_greeting(const SmtpSettings& settings, const Letter& letter) {
  auto host = settings.url.find("://") + 3;
  if (settings.url.find('/', host) != std::string::npos) return settings.url;
  return settings.url + "/" + letter.from.substr(letter.from.find('@') + 1);
}

void set_server(CURL* curl, const SmtpSettings& settings, const Letter& letter) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_URL, url_with_greeting(settings, letter).c_str());
  curl_easy_setopt(curl, CURLOPT_USE_SSL, tls_level(settings.starttls));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(settings.patience.count()));
  if (!settings.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
  if (settings.user.empty()) return;
  curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
  curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
}

/// A 5xx about this letter will not change; one about the connection (greeting, 530, sign-in) is ours to mend.
bool is_final(CURLcode outcome, long reply, bool body_sent) {
  bool about_letter = body_sent || (outcome == CURLE_SEND_ERROR && reply != 530);
  return about_letter && outcome != CURLE_LOGIN_DENIED && reply >= 500 && reply < 600;
}

Error delivery_error(CURL* curl, CURLcode outcome, bool body_sent, const char* detail) {
  long reply = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
  auto error = is_final(outcome, reply, body_sent)
                   ? Error::refused(say("The mail server refuses this mail (code {1}).", std::to_string(reply)))
                   : Error::unavailable(say("The mail server does not take the mail at the moment."));
  error.context = fmt::format("smtp reply {}: {} {}", reply, curl_easy_strerror(outcome), detail);
  return error;
}

}  // namespace

Result<std::unique_ptr<SmtpSink>> SmtpSink::create(SmtpSettings settings) {
  bool known = settings.url.starts_with("smtp://") || settings.url.starts_with("smtps://");
  if (!known) return Error::invalid(say("The address of the mail server begins with smtp:// or smtps://."));
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) return Error::unavailable(say("Mail cannot be sent from this machine."));
  return std::unique_ptr<SmtpSink>(new SmtpSink(std::move(settings)));
}

Result<void> SmtpSink::send(const Letter& letter) {
  auto bytes = compose(letter);
  auto from = "<" + letter.from + ">", to = "<" + letter.mail.to + ">";
  Curl curl(curl_easy_init());
  CurlList recipients(curl_slist_append(nullptr, to.c_str()));
  Upload upload{bytes};
  char detail[CURL_ERROR_SIZE] = "";
  set_server(curl.get(), settings_, letter);
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, read_more);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
  auto outcome = curl_easy_perform(curl.get());
  if (outcome != CURLE_OK) return delivery_error(curl.get(), outcome, upload.started, detail);
  return {};
}

}  // namespace couloir::journal
