// The mails that carry a link, each in the language of who gets it; inside people alone. A mail to an address that is
// not proved yet repeats nothing that a stranger typed.
#pragma once

#include "journal/mail.h"
#include "people/person.h"

namespace couloir::people {

journal::Mail registration_mail(const Person&, const std::string& url);
/// Somebody registers with an address that has an account.
journal::Mail already_here_mail(const Person&, const std::string& login_url, const std::string& reset_url);
journal::Mail invitation_mail(const Person&, const std::string& url);
journal::Mail reset_mail(const Person&, const std::string& url);

}  // namespace couloir::people
