// What happened to a dossier, as its applicants and the office read it: from the journal, without who reviews it, what
// is remarked and what is prepared for the committee.
#include "calls/dossier_page.h"
#include "calls/events.h"
#include "journal/journal.h"
#include "people/role.h"

namespace couloir::calls {
namespace {

constexpr int kMostEvents = 200;

template <class E>
std::optional<E> event_as(const journal::Entry& entry) {
  if (entry.name != E::kName) return std::nullopt;
  auto event = journal::read_payload<E>(entry.payload);
  return event ? std::optional(*event) : std::nullopt;  // what an older program wrote is left out, never guessed
}

std::string step_words(Act act) {
  switch (act) {
    case Act::submit:
      return trc("history", "Filed");
    case Act::amend:
      return trc("history", "Filed again, changed");
    case Act::correct:
      return trc("history", "Corrected and filed");
    case Act::send_back:
      return trc("history", "Sent back to be corrected");
    case Act::take_up:
      return trc("history", "Found complete, before the reviewers");
    case Act::carry_over:
      return trc("history", "Carried over to the next cut-off");
    case Act::grant:
      return trc("history", "Granted");
    case Act::decline:
      return trc("history", "Declined");
    case Act::withdraw:
      return trc("history", "Withdrawn");
    case Act::expire:
      return trc("history", "Expired: nobody filed it");
    case Act::resume:
      return trc("history", "Taken up again");
  }
  return {};
}

/// Empty: not for this page.
std::string what_happened(const journal::Entry& entry) {
  if (event_as<DossierBegun>(entry)) return trc("history", "Begun");
  if (auto filed = event_as<DossierSubmitted>(entry)) return step_words(filed->act);
  if (auto moved = event_as<DossierMoved>(entry)) return step_words(moved->act);
  if (event_as<SignatureAsked>(entry)) return trc("history", "The lab is asked to sign");
  if (event_as<DossierSigned>(entry)) return trc("history", "Signed by the lab");
  if (auto annexed = event_as<DossierAnnexed>(entry))
    return annexed->removed ? trc("history", "A file was taken out") : trc("history", "A file was added");
  if (auto changed = event_as<DossierMemberChanged>(entry))
    return changed->part ? trc("history", "Somebody takes part") : trc("history", "Somebody left");
  if (event_as<DossierInvited>(entry)) return trc("history", "Somebody is invited by mail");
  if (auto ended = event_as<DossierInvitationEnded>(entry)) {
    if (ended->how == InvitationEnd::revoked) return trc("history", "An invitation was taken back");
    if (ended->how == InvitationEnd::declined) return trc("history", "An invitation was declined");
    return {};  // accepted: that somebody takes part is told; lapsed: no act of anybody
  }
  if (auto decided = event_as<DossierDecided>(entry))
    return step_words(decided->verdict == DossierState::granted ? Act::grant : Act::decline);
  return {};
}

/// The office and the committee act as such; colleagues have a name.
std::string who_did(const Sheet& s, const journal::Entry& entry) {
  if (event_as<DossierDecided>(entry)) return tr("the committee");
  if (auto moved = event_as<DossierMoved>(entry))
    if (const auto* way = transition(moved->act, moved->from)) {
      if (way->by == Party::office) return tr("the office");
      if (way->by == Party::committee) return tr("the committee");
      if (way->by == Party::program) return {};
    }
  return entry.actor ? people::name_in(s.names, entry.actor) : std::string();
}

}  // namespace

std::vector<journal::Entry> history_for(Reader& reader, const Actor& actor, const SeenDossier& seen) {
  if (!seen.part && !actor.roles.has(Role::office)) return {};
  auto all = journal::history_of(reader, "dossier", seen.facts.dossier.id.v, kMostEvents);
  std::erase_if(all, [](const journal::Entry& entry) { return what_happened(entry).empty(); });
  return all;
}

html::Html history_part(const Sheet& s) {
  std::vector<view::Event> events;
  for (const auto& entry : s.history)
    events.push_back({date_time(entry.at, zone_of(s)), what_happened(entry), who_did(s, entry)});
  return events.empty() ? html::Html() : view::section(tr("History"), {view::timeline(events)}, "history");
}

}  // namespace couloir::calls
