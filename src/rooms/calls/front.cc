#include "calls/front.h"

#include "calls/call_store.h"
#include "calls/call_views.h"
#include "calls/events.h"
#include "calls/invitation.h"
#include "calls/notices.h"
#include "calls/pages.h"
#include "calls/paper.h"
#include "calls/personal.h"
#include "calls/review_notices.h"
#include "calls/review_personal.h"
#include "calls/review_views.h"
#include "people/events.h"

namespace couloir::calls {
namespace {

CallCard::Stands stands(const Call& call, Instant now) {
  switch (phase_at(call, now)) {
    case CallPhase::announced:
      return CallCard::Stands::to_come;
    case CallPhase::open:
      return CallCard::Stands::open;
    case CallPhase::over:
      return CallCard::Stands::closed;
  }
  return CallCard::Stands::closed;
}

}  // namespace

Result<std::shared_ptr<const DossierPack>> open_dossier_pack(const std::string& directory, Date today) {
  TRY_LET(auto pack, load_dossier_pack(directory, today));
  return std::make_shared<const DossierPack>(std::move(pack));
}
std::shared_ptr<const DossierPack> no_dossier_pack() { return std::make_shared<const DossierPack>(); }

std::vector<CallDoor> call_doors(Reader& reader, Instant now) {
  std::vector<CallDoor> doors;
  for (const auto& call : in_public_order(all_calls(reader), now)) {
    if (phase_at(call, now) == CallPhase::over) continue;
    const auto* next = next_cut_off(call, now);
    doors.push_back({call.code, call.name, next != nullptr ? std::optional(next->at) : std::nullopt});
  }
  return doors;
}

std::vector<CallCard> call_cards(Reader& reader, std::string_view zone, Instant now) {
  std::vector<CallCard> cards;
  for (const auto& call : in_public_order(all_calls(reader), now))
    cards.push_back({stands(call, now), home_card(call, now, zone)});
  return cards;
}

std::vector<BatchWaiting> batches_waiting(Reader& reader, std::string_view zone) {
  Actor office;
  office.roles.add(Role::office);
  std::vector<BatchWaiting> all;
  auto calls = all_calls(reader);
  for (const auto& s : standings_of_batches(reader, office)) {
    auto call = std::ranges::find(calls, s.call, &Call::id);
    if (!s.waits_since || call == calls.end()) continue;
    Batch batch{*call, s.cut_off};
    all.push_back({*s.waits_since,
                   s.to_take_up,
                   {call->name.text() + " · " + review_view::batch_name(zone, batch), review_view::batch_path(batch)}});
  }
  return all;
}

void offer_events(webhooks::Webhooks& webhooks) {
  webhooks.offer<DossierBegun, DossierSubmitted, DossierMoved, DossierSigned, DossierDecided>(
      "dossier.*", _t("Dossiers: begun, signed, filed, moved, decided"));
}

namespace {

/// Its use case is filed while one of its dossiers is before the cluster or granted.
Result<void> tell_use_case(const journal::JobContext& context, UseCaseId use_case, std::string_view zone) {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto stands = std::ranges::any_of(dossiers_of_use_case(tx, use_case), [](const Dossier& dossier) {
      return is_filed(dossier.state) && is_living(dossier.state);
    });
    return portfolio::follow_dossiers(tx, op, use_case, stands, day_in(op.now, zone));
  });
}

/// Who left, or lost the role by which she owned, invites nobody any more.
template <class Left>
Result<void> drop_unbacked(const Left& left, journal::JobContext& context) {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    end_invitations_from(tx, op, left.person);
    return {};
  });
}

void mount_following(journal::Jobs& jobs, const std::string& zone) {
  using journal::JobContext;
  jobs.on<DossierSubmitted>(
          "calls.use_case_filed",
          [zone](const DossierSubmitted& e, JobContext& context) { return tell_use_case(context, e.use_case, zone); })
      .on<DossierDecided>(
          "calls.use_case_decided",
          [zone](const DossierDecided& e, JobContext& context) { return tell_use_case(context, e.use_case, zone); })
      .on<portfolio::UseCaseMoved>("calls.use_case_mapped",
                                   [zone](const portfolio::UseCaseMoved& e, JobContext& context) -> Result<void> {
                                     if (e.to != portfolio::UseCaseState::mapped) return {};
                                     return tell_use_case(context, e.use_case, zone);  // filed before it was mapped
                                   })
      .on<people::MemberRemoved>("calls.invitations_of_member", drop_unbacked<people::MemberRemoved>)
      .on<people::LabMemberRemoved>("calls.invitations_of_lab_member", drop_unbacked<people::LabMemberRemoved>)
      .on<people::RoleRevoked>("calls.invitations_of_role", drop_unbacked<people::RoleRevoked>)
      .on<DossierMoved>("calls.use_case_moved", [zone](const DossierMoved& e, JobContext& context) -> Result<void> {
        auto dossier = find_dossier(*context.op().db.reader(), e.dossier);
        return dossier ? tell_use_case(context, dossier->use_case, zone) : Result<void>();
      });
}

}  // namespace

void mount(web::Site& site, const Foundations& house, journal::Jobs& jobs, people::PersonalData& personal) {
  const auto& zone = house.region.region.zone;
  auto rules = std::make_shared<const Rules>(Rules{house.region, house.pack, house.files, zone, house.planned});
  mount_call_pages(site.router(), zone);
  mount_office_call_pages(site.router(), house);
  mount_form_pages(site.router(), house);
  mount_late_pages(site.router(), house);
  mount_feeds(site.router(), zone);
  mount_call_api(site.api(), house);
  mount_dossier_list_page(site.router());
  mount_door_pages(site.router());
  mount_dossier_pages(site.router(), rules, house.logins);
  mount_dossier_api(site.api(), rules);
  mount_invitation_pages(site.router(), house);
  mount_invitation_api(site.api(), house);
  mount_notices(jobs, {zone, site.config().base_url});
  mount_following(jobs, zone);
  personal.add_source(personal_data());
  add_papers(house.press, *rules);
  mount_papers(site.router(), site.api(), house.press, *rules);
  mount_review_notices(jobs, site.config().base_url, zone);
  mount_link_pages(site.router(), house);
  mount_review_pages(site.router(), house);
  mount_batch_pages(site.router());
  mount_assignment_pages(site.router());
  mount_meeting_pages(site.router(), rules);
  mount_review_api(site.api());
  mount_batch_api(site.api());
  mount_meeting_api(site.api(), rules);
  personal.add_source(review_personal_data());
}

}  // namespace couloir::calls
