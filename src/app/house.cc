#include "app/house.h"

#include <fstream>

#include "base/bug.h"
#include "base/random.h"

namespace couloir::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kVersion = COULOIR_VERSION;

/// 32 random bytes kept beside the database: what signs forms stays the same over a restart.
Result<std::string> site_secret(const fs::path& file) {
  std::error_code ec;
  if (!fs::exists(file, ec)) {
    std::ofstream out(file, std::ios::binary);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, ec);
    out << random_bytes(32);
  }
  std::ifstream in(file, std::ios::binary);
  std::string secret(32, '\0');
  if (!in.read(secret.data(), 32)) return Error::unavailable(say("{1} cannot be read or made.", file.string()));
  return secret;
}

Result<std::unique_ptr<journal::MailSink>> sink_of(const Settings& s) {
  if (s.smtp.url.empty())
    return std::unique_ptr<journal::MailSink>(std::make_unique<journal::FolderSink>(s.data / "mail"));
  TRY_LET(auto smtp, journal::SmtpSink::create(s.smtp));
  return std::unique_ptr<journal::MailSink>(std::move(smtp));
}

web::SiteConfig site_config(const Settings& s, const region::Pack& pack, std::string secret) {
  web::SiteConfig config;
  config.base_url = s.url();
  config.assets_folder = (s.share / "assets").string();
  config.secret = std::move(secret);
  config.timezone = pack.region.zone;
  config.default_lang = pack.region.language;
  config.name = pack.region.cluster.fr + " · " + pack.region.name.fr;
  config.version = kVersion;
  return config;
}

}  // namespace

struct House::Made {
  Settings settings;
  region::Pack pack;
  std::shared_ptr<const compliance::RulePack> law;
  std::shared_ptr<const calls::DossierPack> dossiers;
  std::shared_ptr<const pool::PoolPack> pool_pack;
  std::unique_ptr<Db> db;
  people::SecretKey key;
  std::string secret;
  std::unique_ptr<journal::MailSink> sink;
};

House::House(Made&& made, const Clock& c)
    : settings(std::move(made.settings)),
      clock(c),
      pack(std::move(made.pack)),
      law(std::move(made.law)),
      dossiers(std::move(made.dossiers)),
      pool_pack(std::move(made.pool_pack)),
      db(std::move(made.db)),
      key(std::move(made.key)),
      // The demonstration logs in with known passwords; hashing them dearly would only make it slow.
      // Half the workers at most wait for a hash, so that pages are answered while many log in.
      hasher(settings.demonstration ? people::kCheapHash : people::HashCost{}, settings.hashing_threads,
             std::max(1, static_cast<int>(settings.workers) / 2 - settings.hashing_threads)),
      desk{hasher, attempts, key, settings.url()},
      files(settings.data / "files"),
      engine({.print = settings.share / "print", .fonts = settings.share / "assets/fonts"}),
      press(
          engine, files,
          {.zone = pack.region.zone, .house = "couloir · " + pack.region.cluster.fr, .keep = settings.keep_documents}),
      webhooks(key, {.loopback = settings.webhooks_loopback}),
      mail_sink(std::move(made.sink)),
      jobs(*db, clock),
      site(site_config(settings, pack, std::move(made.secret)), *db, clock) {}

House::~House() = default;

Result<std::unique_ptr<House>> House::build(Settings s, const Clock& clock) {
  std::error_code ec;
  fs::create_directories(s.data, ec);
  if (ec) return Error::unavailable(say("The data folder {1} cannot be made: {2}.", s.data.string(), ec.message()));
  TRY(load_words((s.share / "words").string()));
  Date today{std::chrono::floor<std::chrono::days>(system_clock().now().t)};
  TRY_LET(auto pack, region::load_pack(s.pack, today));
  if (!s.contact.empty()) pack.region.contact = s.contact;
  TRY_LET(auto law, compliance::open_rule_pack(s.law, today));
  TRY_LET(auto dossiers, calls::open_dossier_pack(s.pack, today));
  TRY_LET(auto pool_pack, pool::open_pool_pack(s.pack, pack, today));
  TRY_LET(auto db, open_db(s.database));
  TRY_LET(auto key, people::SecretKey::open(s.data / "secret.key"));
  TRY_LET(auto secret, site_secret(s.data / "site.key"));
  TRY_LET(auto sink, sink_of(s));
  return std::unique_ptr<House>(
      new House({std::move(s), std::move(pack), std::move(law), std::move(dossiers), std::move(pool_pack),
                 std::move(db), std::move(key), std::move(secret), std::move(sink)},
                clock));
}

std::unique_ptr<House> House::catalogue(const Clock& clock) {
  Settings s;
  s.share = find_share();
  s.mail.from = "couloir@localhost";
  auto db = open_db("sqlite::memory:");
  check(db.has_value(), "a database in memory opens");
  auto sink = std::make_unique<journal::FolderSink>(fs::temp_directory_path());
  return std::unique_ptr<House>(new House(
      {std::move(s), region::Pack{}, compliance::no_rule_pack(), calls::no_dossier_pack(), pool::no_pool_pack(),
       *std::move(db), people::SecretKey::random(), std::string(32, '0'), std::move(sink)},
      clock));
}

}  // namespace couloir::app
