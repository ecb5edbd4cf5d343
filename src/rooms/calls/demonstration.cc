#include "calls/demonstration.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "calls/call_edit.h"
#include "calls/call_store.h"
#include "calls/dossier_store.h"
#include "calls/link.h"
#include "calls/meeting_store.h"
#include "calls/review_edit.h"
#include "calls/review_store.h"
#include "calls/submission.h"
#include "people/lab.h"
#include "people/organisation.h"
#include "portfolio/front.h"

namespace couloir::calls {
namespace {

using namespace std::chrono_literals;
constexpr auto kDay = 24h;

Error not_there(std::string_view name) {
  return Error::invalid(say("The demonstration cannot be read."),
                        {{fmt::format("dossiers.toml: {}", name), say("This is not there.")}});
}

class Script {
 public:
  Script(const Demonstration& demo, const Rules& rules, const Cast& cast)
      : demo_(demo), rules_(rules), cast_(cast), ids_(demo.dossiers.size()) {}

  Result<void> play() {
    TRY(check_names());
    for (const auto& call : demo_.calls) lead(call);
    for (std::size_t i = 0; i < demo_.dossiers.size(); ++i) lead(i);
    std::ranges::stable_sort(acts_, {}, &Act::at);
    for (const auto& act : acts_) TRY(act.play(cast_.as(act.who, act.at)));
    return {};
  }

 private:
  struct Act {
    Instant at;
    PersonId who;
    std::function<Result<void>(const Op&)> play;
  };
  template <class Play>
  void on(Instant at, PersonId who, Play play) {
    acts_.push_back({at, who, [play](const Op& op) -> Result<void> {
                       TRY(play(op));
                       return {};
                     }});
  }

  Result<void> check_names() const {
    for (const auto& link : demo_.links)
      if (!cast_.persons.contains(link.reviewer)) return not_there(link.reviewer);
    for (const auto& d : demo_.dossiers) {
      if (!cast_.organisations.contains(d.organisation)) return not_there(d.organisation);
      for (const auto& review : d.reviews)
        if (!cast_.persons.contains(review.reviewer)) return not_there(review.reviewer);
    }
    return {};
  }

  /// 17:00 of that day, as the deadlines of the field.
  Instant day(int days) const {
    auto date = std::chrono::sys_days(day_in(cast_.now, rules_.zone).d) + std::chrono::days(days);
    return resolve_local(Date{date}.iso() + "T17:00:00", rules_.zone).value();
  }
  std::string month(std::optional<int> months) const {
    if (!months) return {};
    auto today = day_in(cast_.now, rules_.zone).d;
    auto in = today.year() / today.month() + std::chrono::months(*months);
    return fmt::format("{:04}-{:02}", int(in.year()), unsigned(in.month()));
  }
  PersonId person(const std::string& login) const { return cast_.persons.find(login)->second; }
  const Cast::Applicant& applicant(const DemoDossier& d) const {
    return cast_.organisations.find(d.organisation)->second;
  }

  const DemoDossier& dossier(std::size_t i) const { return demo_.dossiers[i]; }
  const DemoCall& call_of(const DemoDossier& d) const {
    return *std::ranges::find(demo_.calls, d.call, &DemoCall::code);
  }
  Dossier stored(const Op& op, std::size_t i) const { return find_dossier(*op.db.reader(), ids_[i]).value(); }
  Call stored(const Op& op, const DemoCall& call) const {
    return find_call_by_code(*op.db.reader(), call.code).value();
  }

  // ── the call ──

  void lead(const DemoCall& call) {
    on(day(call.opens - 10), cast_.office, [this, &call](const Op& op) {
      CallEdit edit;
      edit.name = call.name;
      edit.about = call.about;
      edit.state = CallState::published;
      edit.applicants = usually_asked({Applicant::member_lab, Applicant::community, Applicant::company_project});
      edit.opens = day(call.opens);
      edit.closes = day(call.closes);
      edit.ceiling = call.ceiling;
      edit.answer_days = call.answer_days;
      edit.source = region::kOwnAssumption;
      edit.source_date = day_in(op.now, rules_.zone).iso();
      for (const auto& cut_off : call.cut_offs) edit.cut_offs.push_back({{}, day(cut_off.day), {}, {}});
      return add_call(op, rules_.pack.form, call.code, edit);
    });
    for (std::size_t c = 0; c < call.cut_offs.size(); ++c)
      if (auto batch = reviewed_of(call, c); !batch.empty()) lead(call, c, batch);
  }

  std::vector<std::size_t> reviewed_of(const DemoCall& call, std::size_t cut_off) const {
    std::vector<std::size_t> batch;
    for (std::size_t i = 0; i < demo_.dossiers.size(); ++i)
      if (dossier(i).call == call.code && dossier(i).cut_off == cut_off && !dossier(i).reviews.empty())
        batch.push_back(i);
    return batch;
  }

  // ── a batch ──

  void lead(const DemoCall& call, std::size_t c, const std::vector<std::size_t>& batch) {
    auto cut_off = day(call.cut_offs[c].day);
    bool decided = !call.cut_offs[c].minutes.empty();
    on(cut_off + 1h, cast_.office, [=, this, &call](const Op& op) {
      auto of = stored(op, call);
      return save_phase(op, {{},
                             of.id,
                             of.cut_offs[c].id,
                             tr("Written reviews"),
                             cut_off + kDay,
                             decided ? cut_off + 20 * kDay : cast_.now + 10 * kDay,
                             Others::after_own,
                             0});
    });
    on(cut_off + 3 * kDay, cast_.office, [=, this](const Op& op) {
      std::vector<DossierId> ids;
      for (auto i : batch) ids.push_back(ids_[i]);
      return take_up(op, ids);
    });
    std::set<PersonId> judges = {cast_.committee};
    for (const auto& d : demo_.dossiers)
      for (const auto& review : d.reviews) judges.insert(person(review.reviewer));
    for (auto person : judges)
      on(cut_off + 4 * kDay, person, [=, this, &call](const Op& op) { return declare(op, stored(op, call).id); });
    for (auto i : batch)
      for (const auto& review : dossier(i).reviews) lead(i, review, cut_off);
    if (decided) decide_at(call, c, batch);
  }

  Result<void> declare(const Op& op, CallId call) const {
    std::vector<LinkGiven> links;
    for (const auto& d : declarations_of(*op.db.reader(), op.actor, call)) {
      if (d.linked || d.by_account) continue;
      auto link = std::ranges::find_if(demo_.links, [&](const DemoLink& l) {
        return person(l.reviewer) == op.actor.person && l.organisation == d.party.name;
      });
      bool linked = link != demo_.links.end();
      links.push_back({d.party.key, linked, linked ? link->why : ""});
    }
    return declare_links(op, call, links);
  }

  void lead(std::size_t i, const DemoReview& review, Instant cut_off) {
    on(cut_off + 5 * kDay, cast_.office,
       [=, this, &review](const Op& op) { return assign_reviewer(op, ids_[i], person(review.reviewer)); });
    if (!review.state) return;
    on(cut_off + 8 * kDay + 5h * static_cast<int>(i), person(review.reviewer), [=, this, &review](const Op& op) {
      return *review.state == ReviewState::given ? give_review(op, ids_[i], 0, review.words)
                                                 : save_review(op, ids_[i], 0, review.words);
    });
  }

  void decide_at(const DemoCall& call, std::size_t c, const std::vector<std::size_t>& batch) {
    auto held = day(call.cut_offs[c].day + 25) - 3h;
    auto meeting_of = [this, &call, c](const Op& op) {
      auto of = stored(op, call);
      auto meetings = meetings_of(*op.db.reader(), of.id);
      return *std::ranges::find(meetings, of.cut_offs[c].id, &Meeting::cut_off);
    };
    on(held - 4 * kDay, cast_.office, [=, this, &call](const Op& op) {
      auto of = stored(op, call);
      return save_meeting(op, {{}, of.id, of.cut_offs[c].id, day_in(held, rules_.zone), "", MeetingState::planned, 0});
    });
    on(held - kDay, cast_.office, [=, this](const Op& op) {
      std::vector<Proposal> proposals;
      for (auto i : batch)
        if (auto proposal = dossier(i).decision) {
          proposal->dossier = ids_[i];
          proposals.push_back(*std::move(proposal));
        }
      return prepare_decisions(op, rules_, meeting_of(op).id, proposals);
    });
    on(held, cast_.committee, [=, this](const Op& op) -> Result<void> {
      auto id = meeting_of(op).id;
      TRY_LET(auto seen, seen_meeting(*op.db.reader(), op.actor, id));
      std::vector<DecisionShown> shown;
      for (const auto& line : decidable(seen, op.actor))
        shown.push_back({line.decision.dossier, line.dossier_version, line.decision.version});
      TRY(decide(op, rules_, id, shown));
      return {};
    });
    on(held + 2h, cast_.office, [=, &call](const Op& op) -> Result<void> {
      auto meeting = meeting_of(op);
      meeting.minutes = call.cut_offs[c].minutes;
      TRY_LET(auto saved, save_meeting(op, meeting));
      TRY(close_meeting(op, saved.id, saved.version));
      return {};
    });
  }

  // ── a dossier ──

  void lead(std::size_t i) {
    const auto& d = dossier(i);
    auto cut_off = day(call_of(d).cut_offs[d.cut_off].day);
    auto filed = std::min(cut_off - 3 * kDay, cast_.now - 2 * kDay) + 11min * static_cast<int>(i);
    auto begun = d.state == DossierState::draft     ? cast_.now - 5 * kDay
                 : d.state == DossierState::expired ? cut_off - 6 * kDay
                                                    : filed - 14 * kDay;
    auto owner = applicant(d).owner;
    on(begun, owner, [=, this, &d](const Op& op) { return write(op, i, d); });
    if (d.state == DossierState::draft) return;
    if (d.state == DossierState::expired) {
      on(begun + 110 * kDay, {}, [](const Op& op) { return expire_drafts(op, op.now - 90 * kDay); });
      return;
    }
    on(begun + kDay, owner, [=, this](const Op& op) { return ask_signature(op, ids_[i]); });
    on(begun + 4 * kDay, {}, [=, this, &d](const Op& op) { return sign(op, i, d); });
    on(filed, owner, [=, this, &d](const Op& op) {
      return submit_dossier(op, rules_, ids_[i], stored(op, i).version,
                            {stored(op, call_of(d)).cut_offs[d.cut_off].id, ""});
    });
    if (d.state == DossierState::withdrawn)
      on(cut_off + 2 * kDay, owner,
         [=, this](const Op& op) { return withdraw_dossier(op, ids_[i], stored(op, i).version); });
    if (d.state == DossierState::returned)
      on(cast_.now - 4 * kDay, cast_.office, [=, this, &d](const Op& op) {
        return send_back(op, ids_[i], stored(op, i).version, d.why, op.now + 10 * kDay);
      });
  }

  Result<void> write(const Op& op, std::size_t i, const DemoDossier& d) {
    auto use_case = portfolio::use_case_with_key(*op.db.reader(), applicant(d).organisation, d.use_case);
    if (!use_case) return not_there(d.use_case);
    TRY_LET(auto begun, begin_dossier(op, *use_case, stored(op, call_of(d)).id));
    auto id = ids_[i] = begun.dossier.id;
    for (const auto& [section, body] : d.texts) {
      auto texts = texts_of(*op.db.reader(), id);
      auto prefilled = std::ranges::find(texts, section, &SectionText::section);
      TRY(write_section(op, id, section, prefilled == texts.end() ? 0 : prefilled->version, body));
    }
    auto edit = d.edit;
    edit.title = begun.dossier.title;
    edit.window_from = month(d.from_month);
    edit.window_to = month(d.to_month);
    if (!d.lab.empty()) {
      auto lab = people::find_lab_by_code(*op.db.reader(), d.lab);
      if (!lab) return not_there(d.lab);
      edit.lab = lab->id;
    }
    TRY(edit_dossier(op, rules_, id, stored(op, i).version, edit));
    if (!d.brings.empty()) TRY(bring_in_the_applicant(op, id, d));
    return {};
  }

  /// The company as a partner of its own dossier, with the aid that it has had.
  Result<void> bring_in_the_applicant(const Op& op, DossierId id, const DemoDossier& d) {
    auto organisation = *people::find_organisation(*op.db.reader(), applicant(d).organisation);
    auto places = people::establishments_of(*op.db.reader(), organisation.id);
    TRY(add_partner(op, id,
                    {{},
                     PartnerKind::company,
                     organisation.facts.name,
                     places.front().facts.siret.str(),
                     organisation.facts.town,
                     d.brings}));
    Declaration declaration{organisation.siren, {}, {}, {}};
    auto today = std::chrono::sys_days(day_in(cast_.now, rules_.zone).d);
    for (const auto& aid : d.aids)
      declaration.aids.push_back({Date{today - std::chrono::days(aid.days_ago)}, aid.euros, aid.giver});
    TRY(declare_aid(op, rules_, id, declaration));
    return {};
  }

  /// By who speaks for the lab.
  Result<void> sign(const Op& machine, std::size_t i, const DemoDossier& d) {
    auto lab = people::find_lab_by_code(*machine.db.reader(), d.lab);
    auto speakers = people::lab_members_of(*machine.db.reader(), lab->id);
    if (speakers.empty()) return not_there(d.lab);
    auto op = cast_.as(speakers.front().person, machine.now);
    TRY_LET(auto seen, seen_dossier(*op.db.reader(), op.actor, ids_[i]));
    TRY(sign_dossier(op, ids_[i], seen.facts.text_sha256));
    return {};
  }

  const Demonstration& demo_;
  const Rules& rules_;
  const Cast& cast_;
  std::vector<DossierId> ids_;  ///< in the order of the file; 0: not begun yet
  std::vector<Act> acts_;
};

}  // namespace

Result<void> take_in(const Demonstration& demo, const Foundations& on, const Cast& cast) {
  return Script(demo, {on.region, on.pack, on.files, on.region.region.zone}, cast).play();
}

}  // namespace couloir::calls
