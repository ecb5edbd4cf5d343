#include "compliance/notices.h"

#include <algorithm>
#include <map>

#include "compliance/reminding.h"
#include "compliance/scenario_file.h"
#include "compliance/scenario_store.h"
#include "people/organisation.h"
#include "people/role.h"

namespace couloir::compliance {
namespace {

constexpr std::array kLawSteps{90, 30, 10};

/// Whether the file still owes what somebody planned: answers may have changed since.
bool is_owed(const DueMitigation& due) {
  return std::ranges::any_of(obligations_in(due.outcome), [&](const ObligationText& owed) {
    return owed.id == due.obligation && owed.role == due.role;
  });
}

/// A rule that applies, or a duty, follows that date of the law.
bool rests_on(const Outcome& outcome, std::size_t date) {
  return std::ranges::any_of(outcome.results, [&](const RuleResult& r) { return r.applies.date == date; }) ||
         std::ranges::any_of(outcome.obligations, [&](const Due& due) { return due.applies.date == date; });
}

std::string file_url(const std::string& base_url, UseCaseId id) {
  return base_url + "/use-cases/" + id.str() + "/compliance";
}

}  // namespace

people::WriteMail Notices::noted(const people::WriteMail& write) const {
  return [this, &write](journal::Mail& mail, const people::Person& person) {
    write(mail, person);
    mail.text += "\n" + pack.notice.text() + "\n";
  };
}
Result<void> Notices::tell(Tx& tx, const Op& op, PersonId person, const people::WriteMail& write) const {
  return people::mail_to(tx, op, person, noted(write));
}
Result<void> Notices::tell_members(Tx& tx, const Op& op, OrganisationId organisation,
                                   const people::WriteMail& write) const {
  return mail_to_members(tx, op, organisation, noted(write));
}

Result<void> Notices::to_legal(const ScenarioAsked& asked, journal::JobContext& context) const {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto use_case = portfolio::use_case_door(tx, asked.use_case);
    if (!use_case) return {};
    for (auto lawyer : people::persons_with_role(tx, Role::legal))
      TRY(tell(tx, op, lawyer, [&](journal::Mail& mail, const auto&) {
        mail.subject = tr("An AI-Act file waits for you: {1}", use_case->title);
        mail.text =
            tr("Its owner has answered the questions and hands the file “{1}” to Legal.\n\nTo read it rule by rule, "
               "and to sign or send it back:\n\n{2}\n",
               use_case->title, file_url(base_url, asked.use_case));
      }));
    return {};
  });
}

Result<void> Notices::of_verdict(const ScenarioJudged& judged, journal::JobContext& context) const {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto use_case = portfolio::use_case_door(tx, judged.use_case);
    auto verdicts = verdicts_of(tx, judged.scenario);
    if (!use_case || verdicts.empty()) return {};
    if (!works_there(tx, use_case->organisation, judged.asked_by)) return {};
    return tell(tx, op, judged.asked_by, [&](journal::Mail& mail, const auto&) {
      bool good = judged.verdict == Verdict::signed_;
      mail.subject = good ? tr("Legal signed the AI-Act file: {1}", use_case->title)
                          : tr("Legal sent the AI-Act file back: {1}", use_case->title);
      const auto& reason = verdicts.front().reason;
      mail.text = (good ? tr("Legal has read the file “{1}” and signed it.", use_case->title)
                        : tr("Legal has read the file “{1}” and sends it back. Mend what is said here, then hand it in "
                             "again:",
                             use_case->title)) +
                  "\n\n" + (reason.empty() ? "" : reason + "\n\n") + file_url(base_url, judged.use_case) + "\n";
    });
  });
}

Result<void> Notices::of_touch(const ScenarioTouched& touched, journal::JobContext& context) const {
  if (!touched.back_to_owner) return {};
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto use_case = portfolio::use_case_door(tx, touched.use_case);
    if (!use_case) return {};
    return tell_members(tx, op, use_case->organisation, [&](journal::Mail& mail, const auto&) {
      mail.subject = tr("An AI-Act file needs an answer again: {1}", use_case->title);
      mail.text =
          tr("The rules, or what is known of your organisation, have changed: an answer is missing in the file “{1}”, "
             "and Legal’s signature no longer stands.\n\nWhat is missing:\n\n{2}\n",
             use_case->title, file_url(base_url, touched.use_case));
    });
  });
}

Result<void> Notices::of_return(const ScenariosReturned& returned, journal::JobContext& context) const {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    for (auto lawyer : people::persons_with_role(tx, Role::legal))
      TRY(tell(tx, op, lawyer, [&](journal::Mail& mail, const auto&) {
        mail.subject =
            trn("{1} AI-Act file comes out otherwise", "{1} AI-Act files come out otherwise", returned.files);
        mail.text =
            tr("The rules, or the figures of an organisation, have changed. What comes out otherwise waits for you "
               "again, with what differs from your last signature:\n\n{1}\n",
               base_url + "/compliance");
      }));
    return {};
  });
}

Result<void> Notices::of_days(journal::JobContext& context) const {
  auto op = context.op();
  auto today = day_in(op.now, zone);
  TRY(of_duties(op, today));
  TRY(of_revisits(op, today));
  for (std::size_t date = 0; date < pack.dates.size(); ++date) {
    const auto& law = pack.dates[date];
    if (!law.remind) continue;
    if (law.on) TRY(of_law(op, today, date, *law.on, {}));
    for (const auto& reading : law.readings) TRY(of_law(op, today, date, reading.on, reading.because));
  }
  return {};
}

Result<void> Notices::of_duties(const Op& op, Date today) const {
  struct Unowned {
    DueMitigation due;
    int left;  ///< days
    std::string use_case;
  };
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    std::map<OrganisationId, std::vector<Unowned>> unowned;  // told in one mail, however many
    for (auto& due : mitigations_due_by(tx, days_after(today, kDueSteps.front()))) {
      auto at = pack.obligation(due.obligation);
      auto left = days_between(today, due.due);
      auto step = step_at(kDueSteps, left);
      if (at == kNowhere || !step || !is_owed(due)) continue;
      Reminder reminder{due.scenario, due.obligation + " " + std::string(name_of(due.role)), due.due, *step};
      if (!remember_reminder(tx, reminder, op.now)) continue;
      auto use_case = portfolio::use_case_door(tx, due.use_case);
      if (!use_case) continue;
      if (!due.owner || !works_there(tx, due.organisation, due.owner)) {
        unowned[due.organisation].push_back({std::move(due), left, use_case->title});
        continue;
      }
      TRY(tell(tx, op, due.owner, [&](journal::Mail& mail, const auto&) {
        const auto& duty = pack.obligations[at];
        mail.subject = due_subject(due.due, left, duty.title.text());
        mail.text =
            use_case->title + "\n\n" + duty.mitigation.text() + "\n\n" + file_url(base_url, due.use_case) + "\n";
      }));
    }
    for (const auto& [organisation, duties] : unowned)
      TRY(tell_members(tx, op, organisation, [&](journal::Mail& mail, const auto&) {
        mail.subject = trn("{1} duty of the AI Act waits for somebody", "{1} duties of the AI Act wait for somebody",
                           static_cast<std::int64_t>(duties.size()));
        mail.text = tr("Nobody who works here sees to what follows. Choose who does:") + "\n\n";
        for (const auto& [due, left, use_case] : duties)
          mail.text += due_subject(due.due, left, pack.obligations[pack.obligation(due.obligation)].title.text()) +
                       "\n" + use_case + "\n" + file_url(base_url, due.use_case) + "\n\n";
      }));
    return {};
  });
}

Result<void> Notices::of_revisits(const Op& op, Date today) const {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    for (const auto& due : revisits_due_by(tx, today)) {
      if (!remember_reminder(tx, {due.scenario, "revisit", due.on, 0}, op.now)) continue;
      auto use_case = portfolio::use_case_door(tx, due.use_case);
      if (!use_case) continue;
      TRY(tell_members(tx, op, due.organisation, [&](journal::Mail& mail, const auto&) {
        mail.subject = tr("An AI-Act file is to be answered again: {1}", use_case->title);
        mail.text =
            tr("What the AI Act says of “{1}” holds for the time being only. Answer again what has changed since, or "
               "choose a later day if nothing has:\n\n{2}\n",
               use_case->title, file_url(base_url, due.use_case));
      }));
    }
    return {};
  });
}

Result<void> Notices::of_law(const Op& op, Date today, std::size_t which, Date day, const Bilingual& because) const {
  const auto& date = pack.dates[which];
  if (day < today) return {};
  auto step = step_at(kLawSteps, days_between(today, day));
  if (!step) return {};
  std::map<OrganisationId, std::vector<Scenario>> by_organisation;
  for (auto& scenario : scenarios_naming_day(*op.db.reader(), day))
    by_organisation[scenario.organisation].push_back(std::move(scenario));
  for (const auto& [organisation, scenarios] : by_organisation)
    TRY(in_transaction(op.db, [&](Tx& tx) -> Result<void> {
      auto facts = people::find_organisation(tx, organisation);
      if (!facts) return {};
      std::string lines;
      for (const auto& scenario : scenarios) {
        // Two dates of the law may be one day: the file must hang on this one.
        if (!rests_on(classify(pack, situation_of(pack, scenario, facts->facts, today)), which)) continue;
        if (!remember_reminder(tx, {scenario.id, date.id, day, *step}, op.now)) continue;
        if (auto use_case = portfolio::use_case_door(tx, scenario.use_case))
          lines += use_case->title + "\n" + file_url(base_url, scenario.use_case) + "\n\n";
      }
      if (lines.empty()) return {};
      return tell_members(tx, op, organisation, [&](journal::Mail& mail, const auto&) {
        mail.subject = tr("A date of the AI Act comes near: {1}", long_date(day));
        mail.text = date.what.text() + "\n\n" +
                    (because.fr.empty() ? "" : tr("Some read the law so: {1}", because.text()) + "\n\n") +
                    tr("It concerns these files of yours:") + "\n\n" + lines;
      });
    }));
  return {};
}

}  // namespace couloir::compliance
