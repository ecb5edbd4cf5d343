#include "portfolio/front.h"

#include "journal/mail.h"
#include "people/lab.h"
#include "people/person.h"
#include "people/person_mail.h"
#include "portfolio/events.h"
#include "portfolio/import.h"
#include "portfolio/import_store.h"
#include "portfolio/pages.h"
#include "portfolio/personal.h"
#include "portfolio/sponsorship_request.h"
#include "portfolio/sponsorship_store.h"
#include "portfolio/use_case_edit.h"
#include "portfolio/weights_store.h"

namespace couloir::portfolio {
namespace {

/// To the address of the lab's register, else to the persons who speak for it.
Result<void> mail_lab(Tx& tx, const Op& op, const people::Lab& lab, const std::function<void(journal::Mail&)>& write) {
  if (!lab.profile.contact_email.empty()) {
    journal::Mail mail;
    mail.to = lab.profile.contact_email;
    Speaking speaking(mail.language);
    write(mail);
    TRY(journal::enqueue_mail(tx, op, mail));
    return {};
  }
  for (const auto& m : people::lab_members_of(tx, lab.id))
    if (m.standing == people::Standing::granted)
      TRY(people::mail_to(tx, op, m.person, [&](journal::Mail& mail, const auto&) { write(mail); }));
  return {};
}

Result<void> mail_request(const std::string& base_url, const SponsorshipAsked& asked, journal::JobContext& context) {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto lab = people::find_lab(tx, asked.lab);
    auto use_case = find_use_case(tx, asked.use_case);
    if (!lab || !use_case) return {};
    return mail_lab(tx, op, *lab, [&](journal::Mail& mail) {
      mail.subject = tr("A use case asks for your sponsorship: {1}", use_case->text.title);
      mail.text =
          tr("An organisation of the cluster asks {1} to sponsor its use case “{2}”.\n\nTo read it and to "
             "answer:\n\n{3}\n",
             lab->profile.name.text(), use_case->text.title, base_url + "/requests");
    });
  });
}

/// Tells who asked what the lab said.
Result<void> mail_answer(const std::string& base_url, const SponsorshipAnswered& answered,
                         journal::JobContext& context) {
  if (answered.answer == SponsorshipState::withdrawn) return {};
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto request = find_sponsorship(tx, answered.sponsorship);
    auto use_case = find_use_case(tx, answered.use_case);
    auto lab = request ? people::find_lab(tx, request->lab) : std::nullopt;
    if (!use_case || !lab) return {};
    bool agreed = answered.answer == SponsorshipState::accepted;
    auto speaker = agreed ? people::find_person(tx, request->answered_by) : std::nullopt;
    return people::mail_to(tx, op, request->asked_by, [&](journal::Mail& mail, const auto&) {
      mail.subject = agreed ? tr("{1} sponsors your use case", lab->profile.name.text())
                            : tr("{1} does not sponsor your use case", lab->profile.name.text());
      auto contact =
          !agreed ? std::string()
                  : tr("To go on together, write to {1}: {2}", speaker ? speaker->name : lab->profile.name.text(),
                       speaker ? speaker->email : lab->profile.contact_email) +
                        "\n\n";
      mail.text = use_case->text.title + "\n\n" + (request->answer.empty() ? "" : request->answer + "\n\n") + contact +
                  base_url + "/use-cases/" + use_case->id.str() + "/labs\n";
    });
  });
}

struct ForgetPreviews {
  static constexpr auto kName = "portfolio.forget_previews"sv;
  static constexpr auto kFields = journal::fields();
};

/// A file that was looked at and left is kept a week, for who comes back to it.
Result<void> forget_previews(const ForgetPreviews&, journal::JobContext& context) {
  auto op = context.op();
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    cancel_abandoned(tx, op.now - std::chrono::days(7), op.now);
    return {};
  });
}

}  // namespace

std::optional<UseCaseDoor> use_case_door(Reader& reader, UseCaseId id) {
  auto use_case = find_use_case(reader, id);
  if (!use_case) return std::nullopt;
  UseCaseDoor door{id, use_case->organisation, use_case->text.title, use_case->state, {}, use_case->team};
  for (const auto& request : sponsorships_of(reader, id))
    if (request.state == SponsorshipState::accepted) door.sponsors.push_back(request.lab);
  return door;
}

std::optional<UseCaseWords> use_case_words(Reader& reader, UseCaseId id) {
  auto use_case = find_use_case(reader, id);
  if (!use_case) return std::nullopt;
  const auto& text = use_case->text;
  auto expected = text.expected_kpi;
  if (!expected.empty() && !text.baseline.empty()) expected += "\n" + tr("Today: {1}", text.baseline);
  if (!expected.empty() && !text.target.empty()) expected += "\n" + tr("Target: {1}", text.target);
  return UseCaseWords{text.problem, text.process, text.data_needed, std::move(expected)};
}

std::optional<UseCaseId> use_case_with_key(Reader& reader, OrganisationId organisation,
                                           const std::string& external_id) {
  auto found = find_use_case_by_external_id(reader, organisation, external_id);
  return found ? std::optional(found->id) : std::nullopt;
}

std::unordered_map<UseCaseId, std::string> titles_of_use_cases(Reader& reader, const std::vector<UseCaseId>& ids) {
  std::unordered_map<UseCaseId, std::string> titles;
  for (auto& use_case : use_cases_with_ids(reader, ids)) titles.emplace(use_case.id, std::move(use_case.text.title));
  return titles;
}

std::unordered_map<UseCaseId, std::string> pillars_of_use_cases(Reader& reader, const std::vector<UseCaseId>& ids) {
  return best_pillars(reader, ids);
}

std::vector<Problem> flaws_of_pack(const region::Pack& pack) { return weights_flaws(pack); }

void mount(web::Site& site, const region::Pack& pack, journal::Jobs& jobs, people::PersonalData& personal) {
  mount_use_case_list(site.router(), pack);
  mount_use_case_form(site.router());
  mount_use_case_card(site.router(), pack);
  mount_score_pages(site.router(), pack);
  mount_sponsorship_pages(site.router(), pack);
  mount_import_pages(site.router(), pack);
  mount_weights_pages(site.router(), pack);
  mount_api(site.api(), pack);
  personal.add_source(personal_data());
  auto url = site.config().base_url;
  jobs.on<SponsorshipAsked>(
      "portfolio.mail_request",
      [url](const SponsorshipAsked& asked, journal::JobContext& context) { return mail_request(url, asked, context); });
  jobs.on<SponsorshipAnswered>("portfolio.mail_answer",
                               [url](const SponsorshipAnswered& answered, journal::JobContext& context) {
                                 return mail_answer(url, answered, context);
                               });
  jobs.every<ForgetPreviews>(std::chrono::hours(24), forget_previews);
  jobs.handle<TakeInFile>(
      [&pack](const TakeInFile& job, journal::JobContext& context) { return take_in_file(pack, job, context); });
}

Result<void> take_in_at_once(const Op& op, const region::Pack& pack, OrganisationId organisation,
                             const std::string& filename, std::string_view content) {
  TRY(take_in_now(op, pack, organisation, filename, content, BadLines::refuse));
  return {};
}

Result<void> ask_best_labs(const Op& op, const region::Pack& pack, OrganisationId organisation) {
  UseCaseFilter filter;
  filter.organisations = {organisation};
  auto best = list_use_cases(*op.db.reader(), filter, Sort::score, {}, {}, 2);
  for (const auto& use_case : best.rows) {
    TRY_LET(auto labs, suggest_labs(*op.db.reader(), op.actor, pack, use_case.id));
    if (!labs.empty() && labs.front().match.confirmed)
      TRY(ask_sponsor(op, use_case.id, labs.front().lab.id, tr("We would like to work on this with you.")));
  }
  return {};
}

}  // namespace couloir::portfolio
