// What an installation decides: one TOML file, every key with a default that suits a first try on one machine.
// docs/operate.md lists the keys; `couloir check` says which still need a decision before going live.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "journal/mail.h"
#include "reception/reception.h"

namespace couloir::app {

struct Settings {
  std::filesystem::path data;   ///< database, keys, spooled uploads, mails without a server
  std::filesystem::path share;  ///< assets, words and region packs that came with the program
  std::filesystem::path pack;   ///< the region pack's folder
  std::filesystem::path law;    ///< the AI-Act rule pack's folder
  std::string database;         ///< "sqlite:…" or "postgresql://…"
  std::string host = "127.0.0.1";
  std::uint16_t port = 8026;
  std::string base_url;       ///< how people reach it; empty: http://host:port
  unsigned workers = 12;      ///< threads that answer; a login waits in one of them while its password is hashed
  int hashing_threads = 1;    ///< each takes 64 MB while it hashes
  std::string metrics_token;  ///< opens /metrics from elsewhere; empty: from this machine alone
  std::vector<std::string> trusted_proxies;
  journal::SmtpSettings smtp;  ///< url empty: mails go to data/mail/
  journal::MailSettings mail;
  std::chrono::days keep_documents{7};  ///< made documents; they can be made again
  bool webhooks_loopback = false;       ///< webhooks may go to this machine: trials
  std::string contact;                  ///< e-mail address of the office; empty: the region pack's
  reception::LegalNotice legal;
  bool demonstration = false;  ///< the least hash: set by `couloir demo` and the bench, never by hand

  std::string url() const { return base_url.empty() ? "http://" + host + ":" + std::to_string(port) : base_url; }
};

/// Where the program finds its share folder: COULOIR_SHARE, else beside the program, else /usr/share/couloir.
std::filesystem::path find_share();
/// Defaults for this data folder, then the file over them. `file` empty: data/couloir.toml if it is there.
/// Errors: invalid, with every problem as file:line: key.
Result<Settings> read_settings(const std::filesystem::path& data, const std::filesystem::path& file);

}  // namespace couloir::app
