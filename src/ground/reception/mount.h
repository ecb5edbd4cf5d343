// Which file of the reception mounts what; inside reception alone.
#pragma once

#include "reception/reception.h"

namespace couloir::reception {

void mount_home_pages(web::Router&, const FrontDesk&);
void mount_login_pages(web::Router&, const FrontDesk&);
void mount_password_pages(web::Router&, const FrontDesk&);
void mount_welcome_pages(web::Router&, const FrontDesk&);
void mount_account_pages(web::Router&, const FrontDesk&);
void mount_security_pages(web::Router&, const FrontDesk&);
void mount_token_pages(web::Router&, const FrontDesk&);
void mount_data_pages(web::Router&, const FrontDesk&);
void mount_organisation_pages(web::Router&, const FrontDesk&);
void mount_organisation_edit_pages(web::Router&, const FrontDesk&);
void mount_establishment_pages(web::Router&, const FrontDesk&);
void mount_team_pages(web::Router&, const FrontDesk&);
void mount_lab_pages(web::Router&, const FrontDesk&);
void mount_lab_edit_pages(web::Router&, const FrontDesk&);
void mount_desk_pages(web::Router&, const FrontDesk&);
void mount_person_pages(web::Router&, const FrontDesk&);
void mount_job_pages(web::Router&, const FrontDesk&);
void mount_journal_pages(web::Router&, const FrontDesk&);
void mount_house_pages(web::Site&, const FrontDesk&);
void mount_health(web::Router&, const FrontDesk&);

void mount_me_api(web::Api&, const FrontDesk&);
void mount_person_api(web::Api&, const FrontDesk&);
void mount_organisation_api(web::Api&, const FrontDesk&);
void mount_lab_api(web::Api&, const FrontDesk&);
void mount_job_api(web::Api&);
void mount_journal_api(web::Api&);

}  // namespace couloir::reception
