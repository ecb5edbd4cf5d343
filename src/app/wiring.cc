// The one place that knows every room: what is mounted, who listens to whom, which jobs run.
#include "app/house.h"
#include "base/bug.h"
#include "calls/front.h"
#include "compliance/front.h"
#include "documents/document.h"
#include "files/file.h"
#include "journal/mail.h"
#include "pool/front.h"
#include "portfolio/front.h"
#include "reception/reception.h"
#include "sprints/front.h"

namespace couloir::app {
namespace {

struct ForgetPastLogins {
  static constexpr auto kName = "people.forget_past_logins"sv;
  static constexpr auto kFields = journal::fields();
};
struct ForgetAttempts {
  static constexpr auto kName = "people.forget_attempts"sv;
  static constexpr auto kFields = journal::fields();
};
struct WriteTokenUse {
  static constexpr auto kName = "people.write_token_use"sv;
  static constexpr auto kFields = journal::fields();
};

void mount_housekeeping(House& house) {
  auto mail = journal::mount_mail(house.jobs, *house.mail_sink, house.settings.mail);
  check(mail.has_value(), "the settings name a sender");
  house.jobs.every<ForgetPastLogins>(std::chrono::hours(24),
                                     [](const ForgetPastLogins&, journal::JobContext& context) -> Result<void> {
                                       people::forget_past_logins(context.op());
                                       return {};
                                     });
  house.jobs.every<ForgetAttempts>(std::chrono::minutes(15),
                                   [&house](const ForgetAttempts&, journal::JobContext& context) -> Result<void> {
                                     house.attempts.forget_before(context.op().now - std::chrono::hours(1));
                                     return {};
                                   });
  house.jobs.every<WriteTokenUse>(std::chrono::hours(1),
                                  [&house](const WriteTokenUse&, journal::JobContext& context) -> Result<void> {
                                    house.site.token_use().write(context.op());
                                    return {};
                                  });
}

/// The first page shows the calls of the register, which the ground floor does not know.
reception::CallCards calls_of_register(const std::string& zone) {
  return [zone](Reader& reader, Instant now) {
    std::vector<reception::OpeningCard> all;
    for (auto& [stands, card] : calls::call_cards(reader, zone, now))
      all.push_back({stands == calls::CallCard::Stands::open      ? reception::Opening::open
                     : stands == calls::CallCard::Stands::to_come ? reception::Opening::to_come
                                                                  : reception::Opening::closed,
                     std::move(card)});
    return all;
  };
}

reception::OfficeLines waits_of_rooms(const std::string& zone) {
  return [zone](Reader& reader) {
    std::vector<reception::OfficeLine> all;
    for (auto& batch : calls::batches_waiting(reader, zone))
      all.push_back({batch.since,
                     trn("{1} dossier waits to be taken up", "{1} dossiers wait to be taken up", batch.dossiers),
                     std::move(batch.door)});
    return all;
  };
}

}  // namespace

void wire(House& house) {
  mount_housekeeping(house);
  files::mount_files(house.jobs, house.files, house.personal_data);
  house.press.mount(house.jobs, house.personal_data);
  documents::mount_document_pages(house.site.router(), house.press);
  reception::mount_reception(
      house.site,
      {house.desk, house.pack, house.personal_data, house.settings.metrics_token, house.settings.legal,
       calls_of_register(house.pack.region.zone), waits_of_rooms(house.pack.region.zone)},
      house.jobs);
  portfolio::mount(house.site, house.pack, house.jobs, house.personal_data);
  compliance::mount(house.site, *house.law, house.pack, house.files, house.jobs, house.press, house.personal_data);
  compliance::mount_skills(house.site, house.pack, *house.law, house.jobs, house.personal_data);
  calls::mount(house.site, {house.pack, *house.dossiers, house.files, house.press, house.desk, pool::planned_works},
               house.jobs, house.personal_data);
  pool::mount(house.site, {house.pack, *house.pool_pack}, house.press, house.jobs, house.personal_data);
  sprints::mount(house.site, house.pack);
  calls::offer_events(house.webhooks);
  pool::offer_events(house.webhooks);
  house.webhooks.mount(house.site, house.jobs, house.personal_data);  // after every room has offered its events
  house.site.open();
}

}  // namespace couloir::app
