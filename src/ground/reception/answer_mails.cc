#include "reception/answer_mails.h"

#include "journal/journal.h"
#include "people/events.h"
#include "people/person_mail.h"
#include "reception/wording.h"

namespace couloir::reception {
namespace {

using journal::JobContext;

/// What one mail says, written while its reader's language is spoken.
struct Words {
  std::string subject, text;
};

Result<void> tell(Tx& tx, const Op& op, PersonId id, const std::function<Words(const people::Person&)>& words) {
  return people::mail_to(tx, op, id, [&](journal::Mail& mail, const people::Person& person) {
    auto said = words(person);
    mail.subject = std::move(said.subject);
    mail.text = std::move(said.text);
  });
}

class AnswerMails {
 public:
  explicit AnswerMails(std::string base_url) : home_(std::move(base_url)) {}

  Result<void> role_granted(const people::RoleGranted& event, JobContext& context) const {
    if (!event.asked) return {};
    return write(context, [&](Tx& tx, const Op& op) {
      return tell(tx, op, event.person, [&](const auto& person) -> Words {
        return {tr("Your role on couloir is granted"),
                tr("Hello {1},\n\nThe office has granted the role you asked for: {2}. Your first page:\n\n{3}\n",
                   person.name, word(event.role), home_ + "/")};
      });
    });
  }

  Result<void> role_declined(const people::RoleDeclined& event, JobContext& context) const {
    return write(context, [&](Tx& tx, const Op& op) {
      return tell(tx, op, event.person, [&](const auto& person) -> Words {
        return {tr("Your request to the office on couloir"),
                tr("Hello {1},\n\nThe office has not granted the role you asked for: {2}. If you think this is a "
                   "mistake, answer this mail.\n",
                   person.name, word(event.role))};
      });
    });
  }

  Result<void> lab_granted(const people::LabMemberAccepted& event, JobContext& context) const {
    if (!event.asked) return {};
    return about_lab(context, event.lab, event.person, [&](const auto& person, const auto& lab) -> Words {
      return {tr("You speak for {1} on couloir", lab),
              tr("Hello {1},\n\nThe office has confirmed that you speak for {2}. The use cases that ask for its "
                 "sponsorship are here:\n\n{3}\n",
                 person.name, lab, home_ + "/requests")};
    });
  }

  Result<void> lab_ended(const people::LabMemberRemoved& event, JobContext& context) const {
    if (auto recorded = context.event(); recorded && recorded->actor == event.person) return {};  // they left
    return about_lab(context, event.lab, event.person, [&](const auto& person, const auto& lab) -> Words {
      return {tr("You do not speak for {1} on couloir", lab),
              tr("Hello {1},\n\nOn couloir you do not speak for {2}, or no longer. If you think this is a mistake, "
                 "answer this "
                 "mail.\n",
                 person.name, lab)};
    });
  }

  Result<void> member_asked(const people::MemberAsked& event, JobContext& context) const {
    return write(context, [&](Tx& tx, const Op& op) -> Result<void> {
      auto organisation = people::find_organisation(tx, event.organisation);
      if (!organisation) return {};
      for (const auto& m : people::members_of(tx, event.organisation)) {
        if (m.standing != people::Standing::granted || m.membership != people::Membership::owner) continue;
        TRY(tell(tx, op, m.person, [&](const auto& person) -> Words {
          return {tr("Somebody asks to join {1}", organisation->facts.name),
                  tr("Hello {1},\n\nSomebody asks to work for {2} on couloir. You decide here:\n\n{3}\n", person.name,
                     organisation->facts.name, page_of(event.organisation))};
        }));
      }
      return {};
    });
  }

  Result<void> member_accepted(const people::MemberAccepted& event, JobContext& context) const {
    if (!event.asked) return {};
    return about_organisation(context, event.organisation, event.person,
                              [&](const auto& person, const auto& name) -> Words {
                                return {tr("You work for {1} on couloir", name),
                                        tr("Hello {1},\n\nYou now work for {2} on couloir. Its page:\n\n{3}\n",
                                           person.name, name, page_of(event.organisation))};
                              });
  }

  Result<void> member_declined(const people::MemberDeclined& event, JobContext& context) const {
    if (auto recorded = context.event(); recorded && recorded->actor == event.person) return {};  // withdrawn
    return about_organisation(
        context, event.organisation, event.person, [&](const auto& person, const auto& name) -> Words {
          return {
              tr("Your request to join {1}", name),
              tr("Hello {1},\n\nYour request to work for {2} on couloir was declined. Ask a person you know there, or "
                 "the office by answering this mail.\n",
                 person.name, name)};
        });
  }

 private:
  using Naming = std::function<Words(const people::Person&, const std::string& name)>;

  std::string page_of(OrganisationId id) const { return home_ + "/organisations/" + id.str(); }

  static Result<void> write(JobContext& context, const std::function<Result<void>(Tx&, const Op&)>& work) {
    auto op = context.op();
    return in_transaction(op.db, [&](Tx& tx) { return work(tx, op); });
  }
  static Result<void> about_lab(JobContext& context, LabId id, PersonId to, const Naming& words) {
    return write(context, [&](Tx& tx, const Op& op) -> Result<void> {
      auto lab = people::find_lab(tx, id);
      if (!lab) return {};
      return tell(tx, op, to, [&](const auto& person) { return words(person, lab->profile.name.text()); });
    });
  }
  static Result<void> about_organisation(JobContext& context, OrganisationId id, PersonId to, const Naming& words) {
    return write(context, [&](Tx& tx, const Op& op) -> Result<void> {
      auto organisation = people::find_organisation(tx, id);
      if (!organisation) return {};
      return tell(tx, op, to, [&](const auto& person) { return words(person, organisation->facts.name); });
    });
  }

  std::string home_;  ///< without a slash at its end
};

}  // namespace

void mount_answer_mails(journal::Jobs& jobs, const web::Site& site) {
  auto mails = std::make_shared<const AnswerMails>(site.config().base_url);
  auto bound = [&](auto member) {
    return [mails, member](const auto& event, JobContext& context) { return ((*mails).*member)(event, context); };
  };
  jobs.on<people::RoleGranted>("reception.role_granted", bound(&AnswerMails::role_granted))
      .on<people::RoleDeclined>("reception.role_declined", bound(&AnswerMails::role_declined))
      .on<people::LabMemberAccepted>("reception.lab_granted", bound(&AnswerMails::lab_granted))
      .on<people::LabMemberRemoved>("reception.lab_ended", bound(&AnswerMails::lab_ended))
      .on<people::MemberAsked>("reception.member_asked", bound(&AnswerMails::member_asked))
      .on<people::MemberAccepted>("reception.member_accepted", bound(&AnswerMails::member_accepted))
      .on<people::MemberDeclined>("reception.member_declined", bound(&AnswerMails::member_declined));
}

}  // namespace couloir::reception
