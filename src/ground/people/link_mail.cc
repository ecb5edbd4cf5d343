#include "people/link_mail.h"

namespace couloir::people {

namespace {

journal::Mail mail_to(const Person& person, std::string subject, std::string text) {
  return {.person = person.id,
          .to = person.email,
          .subject = std::move(subject),
          .text = std::move(text),
          .html = {},
          .language = person.lang,
          .secret = true};
}

}  // namespace

journal::Mail registration_mail(const Person& person, const std::string& url) {
  Speaking reader(person.lang);
  return mail_to(
      person, tr("Your account on couloir"),
      tr("Hello,\n\n"
         "Somebody asked for an account on couloir with this address. If it was you, follow this link within "
         "24 hours and choose a password:\n\n{1}\n\n"
         "If it was not you, do nothing: no account will be opened.\n",
         url));
}

journal::Mail already_here_mail(const Person& person, const std::string& login_url, const std::string& reset_url) {
  Speaking reader(person.lang);
  return mail_to(person, tr("Your account on couloir"),
                 tr("Hello,\n\n"
                    "Somebody asked for an account on couloir with this address, and you have one already. To log in:"
                    "\n\n{1}\n\nTo choose a new password:\n\n{2}\n\n"
                    "If it was not you, do nothing: nothing changes.\n",
                    login_url, reset_url));
}

journal::Mail invitation_mail(const Person& person, const std::string& url) {
  Speaking reader(person.lang);
  return mail_to(person, tr("An account on couloir is waiting for you"),
                 tr("Hello {1},\n\n"
                    "The office of the cluster has prepared an account for you on couloir. Follow this link within "
                    "14 days and choose a password:\n\n{2}\n",
                    person.name, url));
}

journal::Mail reset_mail(const Person& person, const std::string& url) {
  Speaking reader(person.lang);
  return mail_to(person, tr("A new password for couloir"),
                 tr("Hello,\n\n"
                    "Somebody asked for a new password for your account on couloir. If it was you, follow this link "
                    "within one hour:\n\n{1}\n\n"
                    "If it was not you, do nothing: your password stays as it is.\n",
                    url));
}

}  // namespace couloir::people
