// A site with webhooks, a receiver on this machine, and events of a noun of our own.
#pragma once

#include "journal/mail.h"
#include "journal/testing.h"
#include "people/role.h"
#include "web/testing.h"
#include "webhooks/test_receiver.h"
#include "webhooks/webhooks.h"

namespace couloir::webhooks {

using DossierId = Id<struct DossierTag>;

template <int N>
struct DossierEvent {
  static constexpr std::string_view kName = N == 0   ? "dossier.submitted"
                                            : N == 1 ? "dossier.granted"
                                                     : "dossier.discussed";
  DossierId dossier;
  static constexpr auto kFields = journal::fields(journal::field("dossier", &DossierEvent::dossier));
};
using DossierSubmitted = DossierEvent<0>;
using DossierGranted = DossierEvent<1>;
using DossierDiscussed = DossierEvent<2>;  ///< offered to nobody

struct World : web::TestSite {
  people::PersonalData personal_data;
  TestReceiver receiver;
  Webhooks webhooks{key, {.loopback = true}};
  journal::RecordingSink mails;
  PersonId marie = person({Role::office}, "Marie Courant");

  explicit World(TestDatabase kind = TestDatabase::sqlite) : TestSite(kind) {
    webhooks.offer<DossierSubmitted, DossierGranted>("dossier.*", "Dossiers");
    EXPECT_TRUE(journal::mount_mail(jobs, mails, {.from = "office@example.org", .from_name = "ENACT"}));
    webhooks.mount(site, jobs, personal_data);
    open();
    jobs.run_due();
  }

  Op as_marie() { return op_as(marie); }
  Issued add(std::vector<std::string> families = {"dossier.*"}) {
    return webhooks.add(as_marie(), {receiver.url(), std::move(families)}).value();
  }
  Webhook row(WebhookId id) { return *find_webhook(*db.reader(), id); }

  template <class E>
  std::int64_t happen(std::int64_t dossier) {
    std::int64_t seq = 0;
    auto now = op();
    now.request_id = "r";
    db.write([&](Tx& tx) {
      seq = journal::record(tx, now, E{DossierId{dossier}}).seq;
      return true;
    });
    return seq;
  }
  std::int64_t submit(std::int64_t dossier) { return happen<DossierSubmitted>(dossier); }

  /// Runs what is due, then what waits, until nothing is left or a week is over.
  void let_a_week_go_by() {
    for (auto end = clock.now() + std::chrono::hours(24 * 7); clock.now() < end; clock.tick(std::chrono::minutes(5)))
      jobs.run_due();
  }
};

/// The numbers of the dossiers in what was heard, delivery by delivery.
inline std::vector<std::vector<std::int64_t>> dossiers_in(const std::vector<Heard>& heard) {
  std::vector<std::vector<std::int64_t>> all;
  constexpr std::string_view kBefore = "\"payload\":{\"dossier\":";
  for (const auto& one : heard) {
    all.emplace_back();
    for (auto at = one.body.find(kBefore); at != std::string::npos; at = one.body.find(kBefore, at + 1))
      all.back().push_back(std::stoll(one.body.substr(at + kBefore.size())));
  }
  return all;
}

}  // namespace couloir::webhooks
