#include "reception/reception.h"

#include "reception/answer_mails.h"
#include "reception/mount.h"

namespace couloir::reception {

void mount_reception(web::Site& site, const FrontDesk& desk, journal::Jobs& jobs) {
  auto& router = site.router();
  mount_home_pages(router, desk);
  mount_login_pages(router, desk);
  mount_password_pages(router, desk);
  mount_welcome_pages(router, desk);
  mount_account_pages(router, desk);
  mount_security_pages(router, desk);
  mount_token_pages(router, desk);
  mount_data_pages(router, desk);
  mount_organisation_pages(router, desk);
  mount_organisation_edit_pages(router, desk);
  mount_establishment_pages(router, desk);
  mount_team_pages(router, desk);
  mount_lab_pages(router, desk);
  mount_lab_edit_pages(router, desk);
  mount_desk_pages(router, desk);
  mount_person_pages(router, desk);
  mount_job_pages(router, desk);
  mount_journal_pages(router, desk);
  mount_house_pages(site, desk);
  mount_health(router, desk);

  auto& api = site.api();
  mount_me_api(api, desk);
  mount_person_api(api, desk);
  mount_organisation_api(api, desk);
  mount_lab_api(api, desk);
  mount_job_api(api);
  mount_journal_api(api);

  mount_answer_mails(jobs, site);
}

}  // namespace couloir::reception
