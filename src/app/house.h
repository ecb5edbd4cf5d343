// The whole house, wired: settings, words, region pack, database, jobs, site. Built once by each process that needs it;
// wiring.cc is the only place that knows every room.
#pragma once

#include <memory>

#include "app/settings.h"
#include "calls/front.h"
#include "compliance/front.h"
#include "documents/document.h"
#include "files/file.h"
#include "journal/jobs.h"
#include "people/attempts.h"
#include "people/login.h"
#include "people/password.h"
#include "people/personal_data.h"
#include "people/token.h"
#include "people/totp.h"
#include "pool/front.h"
#include "region/pack.h"
#include "web/site.h"
#include "webhooks/webhooks.h"

namespace couloir::app {

class House {
 public:
  /// Reads words, pack and keys, opens the database. Does not migrate. Errors: invalid (settings or pack, every
  /// problem at once), unavailable (database).
  static Result<std::unique_ptr<House>> build(Settings, const Clock&);
  /// A house without files, data or region: only to know which routes and endpoints there are.
  static std::unique_ptr<House> catalogue(const Clock&);
  ~House();

  const Settings settings;
  const Clock& clock;
  const region::Pack pack;
  const std::shared_ptr<const compliance::RulePack> law;
  const std::shared_ptr<const calls::DossierPack> dossiers;
  const std::shared_ptr<const pool::PoolPack> pool_pack;
  std::unique_ptr<Db> db;
  people::SecretKey key;
  people::Hasher hasher;
  people::Attempts attempts;
  people::LoginDesk desk;
  people::PersonalData personal_data;
  const files::ContentFolder files;
  const documents::WeasyPrint engine;
  documents::Press press;
  webhooks::Webhooks webhooks;
  std::unique_ptr<journal::MailSink> mail_sink;
  journal::Jobs jobs;
  web::Site site;

 private:
  struct Made;
  House(Made&&, const Clock&);
};

/// Mounts every room's pages, endpoints, listeners and jobs, then opens the site.
void wire(House&);

}  // namespace couloir::app
