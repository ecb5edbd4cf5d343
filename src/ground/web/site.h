// The site: every request passes through Site::respond, in-process in tests exactly as from the socket. It finds the
// viewer, checks the route's Who, the CSRF token and the limits, runs the handler and turns errors into answers.
#pragma once

#include <memory>
#include <string>

#include "base/instant.h"
#include "html/frame.h"
#include "http/server.h"
#include "store/db.h"
#include "web/api.h"
#include "web/router.h"

namespace couloir::web {

struct SiteConfig {
  std::string base_url;       ///< "https://couloir.example.org": for links in mails and the Origin check
  std::string assets_folder;  ///< CSS, fonts, icons; read once, at the first use
  std::string secret;         ///< ≥32 bytes: signs the forms shown to visitors
  std::string timezone = "Europe/Paris";
  Lang default_lang = Lang::fr;
  std::string name;  ///< of the cluster, shown beside the mark
  std::string version;
};

class Site {
 public:
  Site(SiteConfig, Db&, const Clock&);
  ~Site();
  Router& router() { return router_; }
  Api& api() { return api_; }
  Db& db() { return db_; }
  const Clock& clock() const { return clock_; }
  const SiteConfig& config() const { return config_; }
  /// After every room has mounted: mounts API and assets, freezes the tables.
  void open();

  http::RawResponse respond(const http::RawRequest&);
  std::uint64_t body_limit(std::string_view method, std::string_view path) const;

  /// Says `sentence` once on the next page of this login. Kept in memory, bounded; a restart forgets it.
  void flash(people::LoginId, Sentence sentence);
  std::vector<Sentence> take_flashes(people::LoginId);
  const view::Assets& assets();
  /// Answers so far whose status is in this hundred (2: 200–299), and the time they took; any thread.
  std::int64_t answered(int hundred) const;
  double seconds_spent() const;
  /// SQL statements those answers took.
  std::int64_t statements_run() const;
  /// The page, or problem, for an answer that the server gives by itself. No database.
  http::RawResponse refuse(int status, const http::RawRequest&);
  /// Which API tokens came by; written by a job.
  people::TokenUse& token_use() { return token_use_; }
  /// What signs the forms made for this visit.
  const std::string& stamp_secret(const people::Visit&) const;

 private:
  struct Impl;
  SiteConfig config_;
  Db& db_;
  const Clock& clock_;
  Router router_;
  Api api_;
  people::TokenUse token_use_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace couloir::web
