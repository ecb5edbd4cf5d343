// Webhooks: events of the journal told to other systems, signed, in order, again from any place. Nothing leaves that no
// room has offered. A room says what may leave, one event at a time, while the program is wired:
//
//   webhooks.offer<DossierSubmitted, DossierGranted>("dossier.*", _t("Dossiers: filed, granted"));
//
// and nothing else: who receives it, when and how is here. docs/webhooks.md, docs/adr/0013.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "people/personal_data.h"
#include "people/totp.h"
#include "web/site.h"
#include "webhooks/webhook.h"

namespace couloir::webhooks {

/// Events that are received together or not at all.
struct Family {
  std::string name;                 ///< "dossier.*": the noun of its events; stored, frozen once released
  std::string_view about;           ///< msgid
  std::vector<std::string> events;  ///< those that leave; another event of the noun stays
};

struct WebhookFacts {
  std::string url;
  std::vector<std::string> families;
};

/// The secret is shown once and cannot be read again.
struct Issued {
  Webhook webhook;
  std::string secret;  ///< "clrw_…"; the key of the HMAC, as it is written
};

Error no_such_webhook();
Result<void> may_manage(const Actor&);  ///< Errors: forbidden

struct Parcel;
struct Reading;

/// Families are offered before mount(), which is called once, before threads start. Outlives site and jobs.
class Webhooks {
 public:
  Webhooks(const people::SecretKey& key, Outbound outbound) : key_(key), outbound_(std::move(outbound)) {}

  /// What leaves of these: seq, instant, name, number and payload, never who did it. A payload that names a person, as
  /// a reviewer's, does not belong here.
  template <journal::Event... E>
  Webhooks& offer(std::string_view family, std::string_view about) {
    return offer(Family{std::string(family), about, {std::string(E::kName)...}});
  }
  Webhooks& offer(Family);
  const std::vector<Family>& families() const { return families_; }

  // ── commands: office and admin. Errors of all: forbidden, not_found ──
  /// From the next event on. Errors: invalid, refused (there are too many).
  Result<Issued> add(const Op&, const WebhookFacts&) const;
  /// Errors: invalid, conflict.
  Result<Webhook> edit(const Op&, WebhookId, std::int64_t version, const WebhookFacts&) const;
  Result<Issued> renew_secret(const Op&, WebhookId) const;  ///< the old one signs nothing from now on
  Result<Webhook> pause(const Op&, WebhookId) const;
  /// Also what couloir switched off; goes on where it stopped.
  Result<Webhook> resume(const Op&, WebhookId) const;
  /// What was recorded from `from` on comes (again). Errors: invalid, with the place "from".
  Result<Webhook> replay(const Op&, WebhookId, std::int64_t from) const;
  Result<void> remove(const Op&, WebhookId) const;
  /// A "webhook.ping", sent soon, once, in whatever state it is.
  Result<Webhook> ask_test(const Op&, WebhookId) const;
  /// The same here and now. REQUIRES: it came by the command line: a worker of the site would be held meanwhile.
  Result<Webhook> test_now(const Op&, WebhookId) const;

  const Outbound& outbound() const { return outbound_; }
  /// Pages, endpoints, jobs, and what belongs to a person.
  void mount(web::Site&, journal::Jobs&, people::PersonalData&);

 private:
  struct House {
    std::string url;      ///< "https://couloir.example.org": links in mails
    std::string version;  ///< of couloir
  };
  std::vector<Problem> problems_of(const WebhookFacts&) const;
  std::vector<std::string> events_of(const Webhook&) const;
  std::string give_secret(Tx&, WebhookId) const;                 ///< saves it sealed
  std::optional<std::string> open_secret(const Webhook&) const;  ///< empty: sealed under another key
  std::optional<Outcome> send(const Webhook&, const Parcel&, Instant now, const std::function<bool()>& stop) const;
  Result<void> deliver(WebhookId, journal::JobContext&) const;
  Result<void> send_test(WebhookId, journal::JobContext&) const;
  bool note(Tx&, const Op&, Webhook&, const Reading&, const Outcome&, bool last_turn) const;
  void note_failure(Tx&, const Op&, Webhook&, const Outcome&) const;
  void mount_jobs(journal::Jobs&) const;
  people::PersonalDataSource personal_data() const;

  const people::SecretKey& key_;
  Outbound outbound_;
  std::vector<Family> families_;
  House house_;
};

}  // namespace couloir::webhooks
