// The reception: everybody's first pages. Who one is (account, login, roles), for whom one works (organisation, lab),
// what waits for the office, and the pages that explain the house. Every rule lives in people/; nothing here decides.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "journal/jobs.h"
#include "people/login.h"
#include "people/personal_data.h"
#include "reception/open_now.h"
#include "region/pack.h"
#include "web/site.h"

namespace couloir::reception {

/// What the law wants shown of who runs this installation, as its settings say. Empty: not known, and the page says so.
struct LegalNotice {
  std::string publisher;        ///< legal form and address
  std::string director;         ///< of publication
  std::string host;             ///< name, address and telephone
  std::string data_protection;  ///< the officer's name and address, or that there is none
};

/// Cards of the calls for the first page, from whoever keeps them.
using CallCards = std::function<std::vector<OpeningCard>(Reader&, Instant now)>;

/// What waits for the office in a room: since when, what, and the door to it.
struct OfficeLine {
  Instant since;
  std::string what;
  view::Link door;
};
using OfficeLines = std::function<std::vector<OfficeLine>(Reader&)>;

/// What the reception needs beside the site. All of it outlives the site.
struct FrontDesk {
  people::LoginDesk& logins;
  const region::Pack& pack;
  const people::PersonalData& personal_data;
  std::string metrics_token = {};  ///< opens /metrics from elsewhere; empty: from this machine alone
  LegalNotice legal = {};
  CallCards calls = {};    ///< empty: nobody keeps calls
  OfficeLines waits = {};  ///< beside what the ground floor knows of
};

/// Pages, endpoints, navigation, health checks, and the mails that answer requests.
void mount_reception(web::Site&, const FrontDesk&, journal::Jobs&);

}  // namespace couloir::reception
