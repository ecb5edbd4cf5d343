#include "app/settings.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "region/toml.h"

namespace couloir::app {
namespace {

namespace fs = std::filesystem;

fs::path program_folder() {
  std::error_code ec;
  auto program = fs::read_symlink("/proc/self/exe", ec);
  return ec ? fs::path() : program.parent_path();
}

/// A secret in a file of its own, so that the settings can be shown to anybody.
std::string first_line_of(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

void read_smtp(region::Table& root, Settings& s) {
  if (!root.has("smtp")) return;
  auto smtp = root.table("smtp");
  s.smtp.url = smtp.text("url");
  s.smtp.user = smtp.maybe_text("user").value_or("");
  if (auto file = smtp.maybe_text("password_file")) {
    s.smtp.password = first_line_of(*file);
    if (s.smtp.password.empty()) smtp.complain("password_file", say("This file is absent or empty."));
  }
  if (smtp.has("starttls")) s.smtp.starttls = smtp.one_of<journal::Tls>("starttls");
  s.smtp.ca_file = smtp.maybe_text("ca_file").value_or("");
}

/// Who answers for the site; what is left out is shown as missing.
void read_legal(region::Table& root, Settings& s) {
  if (!root.has("legal")) return;
  auto legal = root.table("legal");
  s.legal.publisher = legal.maybe_text("publisher").value_or("");
  s.legal.director = legal.maybe_text("director").value_or("");
  s.legal.host = legal.maybe_text("host").value_or("");
  s.legal.data_protection = legal.maybe_text("data_protection").value_or("");
}

void read_root(region::Table& root, Settings& s) {
  if (auto v = root.maybe_text("database")) s.database = *v;
  if (auto v = root.maybe_text("pack")) s.pack = *v;
  if (auto v = root.maybe_text("law")) s.law = *v;
  if (auto v = root.maybe_text("host")) s.host = *v;
  if (auto v = root.maybe_integer("port", 1, 65535)) s.port = static_cast<std::uint16_t>(*v);
  if (auto v = root.maybe_text("base_url")) s.base_url = *v;
  if (auto v = root.maybe_integer("workers", 1, 64)) s.workers = static_cast<unsigned>(*v);
  if (auto v = root.maybe_integer("hashing_threads", 1, 8)) s.hashing_threads = *v;
  if (auto file = root.maybe_text("metrics_token_file")) {
    s.metrics_token = first_line_of(*file);
    if (s.metrics_token.empty()) root.complain("metrics_token_file", say("This file is absent or empty."));
  }
  if (root.has("trusted_proxies")) s.trusted_proxies = root.texts("trusted_proxies");
  if (auto v = root.maybe_text("mail_from")) s.mail.from = *v;
  if (!journal::is_mail_address(s.mail.from)) root.complain("mail_from", say("This is not an e-mail address."));
  if (auto v = root.maybe_text("mail_from_name")) s.mail.from_name = *v;
  if (s.mail.from_name.find_first_of("\r\n") != std::string::npos)
    root.complain("mail_from_name", say("A name is one line."));
  if (auto v = root.maybe_integer("keep_mails_days", 1, 3650)) s.mail.keep_words = std::chrono::days(*v);
  if (auto v = root.maybe_integer("keep_documents_days", 1, 365)) s.keep_documents = std::chrono::days(*v);
  if (root.has("webhooks_loopback")) s.webhooks_loopback = root.boolean("webhooks_loopback");
  read_smtp(root, s);
  if (auto v = root.maybe_text("contact")) s.contact = *v;
  if (!s.contact.empty() && !journal::is_mail_address(s.contact))
    root.complain("contact", say("This is not an e-mail address."));
  read_legal(root, s);
  while (s.base_url.ends_with('/')) s.base_url.pop_back();
}

}  // namespace

fs::path find_share() {
  if (const char* given = std::getenv("COULOIR_SHARE")) return given;
  auto folder = program_folder();
  for (const auto& candidate : {folder / "../share", folder / "../share/couloir"})
    if (fs::exists(candidate / "words")) return fs::weakly_canonical(candidate);
  return "/usr/share/couloir";
}

Result<Settings> read_settings(const fs::path& data, const fs::path& file) {
  Settings s;
  s.data = data;
  s.share = find_share();
  s.pack = s.share / "data/grand-est";
  s.law = s.share / "data/ai-act";
  s.database = "sqlite:" + (data / "couloir.db").string();
  s.mail.from = "couloir@localhost";
  s.mail.from_name = "couloir";
  auto path = file.empty() ? data / "couloir.toml" : file;
  if (file.empty() && !fs::exists(path)) return s;
  region::Complaints complaints({std::chrono::floor<std::chrono::days>(system_clock().now().t)});
  region::read_toml(path, complaints, [&](region::Table& root) { read_root(root, s); });
  if (!complaints.empty()) return complaints.error(say("The settings cannot be used."));
  return s;
}

}  // namespace couloir::app
