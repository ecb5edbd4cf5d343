#include "calls/notices.h"

#include <algorithm>
#include <functional>
#include <map>

#include "calls/call_store.h"
#include "calls/dossier_views.h"
#include "calls/hearers.h"
#include "calls/invitation_store.h"
#include "calls/reminder_store.h"
#include "people/person_mail.h"
#include "people/role.h"

namespace couloir::calls {
namespace {

using namespace std::chrono_literals;

/// A draft that was begun and left: told once, an hour later [of 1.5 million dossiers of Démarche Numérique 54 % are
/// filed within the hour, a quarter never].
constexpr auto kDraftLeft = 1h;
/// How long before a cut-off its drafts are reminded, the nearest last.
constexpr std::array kBeforeCutOff{std::pair{24h * 7, "7d"}, std::pair{24h, "1d"}};
constexpr auto kBeforeCorrection = 48h;
/// Drafts of a call that is over are kept so long for who comes back to them, then expire; they are never deleted.
constexpr auto kDraftLife = 24h * 90;

Result<void> mail_to_hearers(Tx& tx, const Op& op, const Dossier& dossier, const people::WriteMail& write) {
  auto hearers = hearers_of(tx, {dossier});
  for (auto person : hearers[dossier.id]) TRY(people::mail_to(tx, op, person, write));
  return {};
}

std::string dossier_url(const Notices& n, DossierId id, std::string_view below = "") {
  return n.base_url + "/dossiers/" + id.str() + std::string(below);
}

}  // namespace

Result<void> choose_reminders(const Op& op, bool wanted) {
  if (!op.actor.logged_in()) return Error::unauthenticated(say("Log in first."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    wanted ? unmute(tx, op.actor.person) : mute(tx, op.actor.person, op.now);
    return {};
  });
}

Result<void> Notices::of_signature_request(const SignatureAsked& asked, journal::JobContext& context) const {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto dossier = find_dossier(tx, asked.dossier);
    auto lab = people::find_lab(tx, asked.lab);
    if (!dossier || !lab) return {};
    for (const auto& member : people::lab_members_of(tx, asked.lab))
      if (member.standing == people::Standing::granted)
        TRY(people::mail_to(tx, op, member.person, [&](journal::Mail& mail, const auto&) {
          mail.subject = tr("A dossier waits for your lab’s signature: {1}", dossier->title);
          mail.text =
              tr("The dossier “{1}” names {2} as its sponsor. Read it, correct it if you like, and sign exactly the "
                 "text that you "
                 "have read:\n\n{3}\n",
                 dossier->title, lab->profile.name.text(), dossier_url(*this, dossier->id, "#signature"));
        }));
    return {};
  });
}

Result<void> Notices::of_filing(const DossierSubmitted& filed, journal::JobContext& context) const {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto dossier = find_dossier(tx, filed.dossier);
    auto call = find_call(tx, filed.call);
    auto filings = filings_of(tx, filed.dossier);
    auto turn = std::ranges::find(filings, filed.turn, &StoredFiling::turn);
    if (!dossier || !call || turn == filings.end()) return {};
    return mail_to_hearers(tx, op, *dossier, [&](journal::Mail& mail, const auto&) {
      const auto* cut_off = find_cut_off(*call, turn->cut_off);
      mail.subject =
          filed.act == Act::submit ? tr("Filed: {1}", *dossier->number) : tr("Filed again: {1}", *dossier->number);
      mail.text = dossier->title + "\n\n" +
                  tr("Number: {1}\nReceived: {2}\nSHA-256: {3}", *dossier->number, date_time(turn->received_at, zone),
                     turn->sha256) +
                  "\n\n" + next_words(*call, cut_off, zone) + "\n\n" + dossier_url(*this, dossier->id, "/receipt") +
                  "\n";
    });
  });
}

Result<void> Notices::of_step(const DossierMoved& moved, journal::JobContext& context) const {
  if (moved.act != Act::send_back && moved.act != Act::carry_over && moved.act != Act::expire) return {};
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto dossier = find_dossier(tx, moved.dossier);
    auto call = find_call(tx, moved.call);
    if (!dossier || !call) return {};
    auto returns = returns_of(tx, moved.dossier);
    return mail_to_hearers(tx, op, *dossier, [&](journal::Mail& mail, const auto&) {
      auto number = dossier->number.value_or(dossier->title);
      if (moved.act == Act::send_back) {
        mail.subject = tr("To correct: {1}", number);
        mail.text = dossier->title + "\n\n" +
                    (returns.empty() ? ""
                                     : returns.front().reason + "\n\n" +
                                           tr("It can be corrected until {1}. Its number and its rank are kept.",
                                              date_time(returns.front().correct_by, zone)) +
                                           "\n\n") +
                    dossier_url(*this, dossier->id) + "\n";
      } else if (moved.act == Act::carry_over) {
        mail.subject = tr("Carried over: {1}", number);
        mail.text = dossier->title + "\n\n" + next_words(*call, find_cut_off(*call, dossier->cut_off), zone) + "\n\n" +
                    dossier_url(*this, dossier->id) + "\n";
      } else {
        mail.subject = tr("Your draft expired with its call: {1}", dossier->title);
        mail.text = tr("Nothing of it is deleted: it stays to be read and copied from.\n\n{1}\n",
                       dossier_url(*this, dossier->id));
      }
    });
  });
}

Result<void> Notices::of_decision(const DossierDecided& decided, journal::JobContext& context) const {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto dossier = find_dossier(tx, decided.dossier);
    if (!dossier) return {};
    return mail_to_hearers(tx, op, *dossier, [&](journal::Mail& mail, const auto&) {
      mail.subject = decided.verdict == DossierState::granted ? tr("Granted: {1}", dossier->number.value_or(""))
                                                              : tr("Not granted: {1}", dossier->number.value_or(""));
      mail.text = dossier->title + "\n\n" +
                  tr("The committee has decided. Its letter is a PDF, with the reasons, its words to you and how to "
                     "contest the decision. It is here:") +
                  "\n\n" + dossier_url(*this, dossier->id, "/decision#letter") + "\n";
    });
  });
}

// ── reminders: gathered by person, one mail each ──

namespace {

enum class Hearer { applicants, office };

struct Occasion {
  Dossier dossier;
  Hearer hearer;
  std::string about;                  ///< told once to each
  std::function<std::string()> line;  ///< in the thread's language
};

/// Everything that somebody should be reminded of now, whether told or not. Five statements a call.
class Occasions {
 public:
  Occasions(Reader& reader, const Notices& notices, Instant now) : reader_(reader), zone_(notices.zone), now_(now) {}

  std::vector<Occasion> all() {
    for (const auto& call : all_calls(reader_)) {
      look_at_drafts(call);
      look_at_corrections(call);
      look_at_silence(call);
      look_at_missed_corrections(call);
    }
    return std::move(all_);
  }

 private:
  void tell_applicants(const Dossier& dossier, std::string about, std::function<std::string()> line) {
    all_.push_back({dossier, Hearer::applicants, std::move(about), std::move(line)});
  }

  void look_at_drafts(const Call& call) {
    if (!is_open(call, now_)) return;
    const auto* next = next_cut_off(call, now_);
    for (const auto& draft : drafts_untouched_since(reader_, call.id, now_ - kDraftLeft)) {
      tell_applicants(draft, "draft",
                      [title = draft.title] { return tr("Your draft “{1}” is waiting for you.", title); });
      if (next == nullptr) continue;
      // Only the nearest step that is reached: who comes late is not told of both.
      const std::pair<std::chrono::hours, const char*>* reached = nullptr;
      for (const auto& step : kBeforeCutOff)
        if (next->at - now_ <= step.first) reached = &step;
      if (reached)
        tell_applicants(draft, "cut_off " + next->id.str() + " " + reached->second,
                        [title = draft.title, at = next->at, zone = zone_] {
                          return tr("The cut-off for “{1}” is on {2}.", title, date_time(at, zone));
                        });
    }
  }

  void look_at_corrections(const Call& call) {
    for (const auto& dossier : dossiers_in_state(reader_, call.id, DossierState::returned))
      if (dossier.correct_by && *dossier.correct_by - now_ <= kBeforeCorrection && now_ <= *dossier.correct_by)
        tell_applicants(dossier, "correction " + dossier.correct_by->iso(),
                        [title = dossier.title, by = *dossier.correct_by, zone = zone_] {
                          return tr("“{1}” can be corrected until {2}.", title, date_time(by, zone));
                        });
  }

  /// A correction that never came: only the office can give another day.
  void look_at_missed_corrections(const Call& call) {
    for (const auto& dossier : dossiers_in_state(reader_, call.id, DossierState::returned))
      if (dossier.correct_by && *dossier.correct_by < now_)
        all_.push_back({dossier, Hearer::office, "uncorrected " + dossier.correct_by->iso(), [=, zone = zone_] {
                          return tr(
                              "{1} “{2}” was to be corrected by {3} and was not: give another day, or write to "
                              "its applicants.",
                              dossier.number.value_or(""), dossier.title, date_time(*dossier.correct_by, zone));
                        }});
  }

  void look_at_silence(const Call& call) {
    auto before = now_ - std::chrono::hours(24) * call.silence_days;
    for (auto state : {DossierState::submitted, DossierState::under_review})
      for (const auto& dossier : dossiers_in_state(reader_, call.id, state)) {
        // What is filed for a cut-off that is still to come waits for it, not for the office.
        const auto* cut_off = find_cut_off(call, dossier.cut_off);
        if ((cut_off != nullptr && cut_off->at > before) || dossier.state_since > before) continue;
        all_.push_back({dossier, Hearer::office, "silence " + dossier.state_since.iso(), [=, zone = zone_] {
                          return tr("{1} “{2}” has not moved: it is {3}.", dossier.number.value_or(""), dossier.title,
                                    holder_words(dossier, zone));
                        }});
      }
  }

  Reader& reader_;
  std::string zone_;
  Instant now_;
  std::vector<Occasion> all_;
};

/// By person, in the order in which they were found.
std::map<PersonId, std::vector<const Occasion*>> still_to_tell(Reader& reader, const std::vector<Occasion>& occasions) {
  std::vector<DossierId> ids;
  std::vector<Dossier> of_applicants;
  for (const auto& occasion : occasions) {
    ids.push_back(occasion.dossier.id);
    if (occasion.hearer == Hearer::applicants) of_applicants.push_back(occasion.dossier);
  }
  auto told = told_of(reader, ids);
  auto hearers = hearers_of(reader, of_applicants);
  auto officers = people::persons_with_role(reader, Role::office);
  std::map<PersonId, std::vector<const Occasion*>> to_tell;
  for (const auto& occasion : occasions)
    for (auto person : occasion.hearer == Hearer::office ? officers : hearers[occasion.dossier.id])
      if (!told.contains({occasion.dossier.id, person, occasion.about})) to_tell[person].push_back(&occasion);
  return to_tell;
}

}  // namespace

Result<void> Notices::of_days(journal::JobContext& context) const {
  auto op = context.op();
  TRY(expire_drafts(op, op.now - kDraftLife));
  TRY(in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    delete_past_invitations(tx, op.now);
    return {};
  }));
  auto reader = op.db.reader();
  auto occasions = Occasions(*reader, *this, op.now).all();
  auto to_tell = still_to_tell(*reader, occasions);
  reader.reset();
  for (const auto& [person, news] : to_tell)
    TRY(in_transaction(op.db, [&](Tx& tx) -> Result<void> {
      // Muting is of what applicants are reminded of: an alarm of the office is nobody's to silence.
      bool reminded = wants_reminders(tx, person);
      bool may_mute = false;
      std::vector<const Occasion*> fresh;
      for (const auto* occasion : news) {
        bool to_applicant = occasion->hearer == Hearer::applicants;
        if (to_applicant && !reminded) continue;
        if (!remember(tx, occasion->dossier.id, person, occasion->about, op.now)) continue;
        fresh.push_back(occasion);
        may_mute |= to_applicant;
      }
      if (fresh.empty()) return {};
      return people::mail_to(tx, op, person, [&](journal::Mail& mail, const auto&) {
        auto count = static_cast<std::int64_t>(fresh.size());
        mail.subject =
            count == 1 ? fresh[0]->line() : trn("{1} dossier waits for you", "{1} dossiers wait for you", count);
        for (const auto* occasion : fresh)
          mail.text += occasion->line() + "\n" + dossier_url(*this, occasion->dossier.id) + "\n\n";
        if (may_mute) mail.text += tr("No more reminders like this one: {1}", base_url + "/dossiers#reminders") + "\n";
      });
    }));
  return {};
}

namespace {

struct RemindOfDossiers {
  static constexpr auto kName = "calls.remind"sv;
  static constexpr auto kFields = journal::fields();
};

}  // namespace

void mount_notices(journal::Jobs& jobs, const Notices& notices) {
  using journal::JobContext;
  jobs.on<SignatureAsked>(
          "calls.mail_signature_request",
          [notices](const SignatureAsked& e, JobContext& c) { return notices.of_signature_request(e, c); })
      .on<DossierSubmitted>("calls.mail_receipt",
                            [notices](const DossierSubmitted& e, JobContext& c) { return notices.of_filing(e, c); })
      .on<DossierMoved>("calls.mail_step",
                        [notices](const DossierMoved& e, JobContext& c) { return notices.of_step(e, c); })
      .on<DossierDecided>("calls.mail_decision",
                          [notices](const DossierDecided& e, JobContext& c) { return notices.of_decision(e, c); })
      .every<RemindOfDossiers>(std::chrono::minutes(30),
                               [notices](const RemindOfDossiers&, JobContext& c) { return notices.of_days(c); });
}

}  // namespace couloir::calls
