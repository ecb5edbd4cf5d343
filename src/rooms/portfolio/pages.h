// Where portfolio's pages and endpoints are mounted; front.cc calls these, nobody else.
#pragma once

#include "region/pack.h"
#include "web/api.h"
#include "web/router.h"

namespace couloir::portfolio {

/// Who may open pages on use cases at all; which ones they see is the commands' rule.
inline constexpr web::Who kReaders = web::only({Role::operator_, Role::lab, Role::office});
inline constexpr web::Who kOwners = web::only({Role::operator_});
inline constexpr web::Who kLabs = web::only({Role::lab});
inline constexpr web::Who kOffice = web::only({Role::office});

void mount_use_case_list(web::Router&, const region::Pack&);
void mount_use_case_form(web::Router&);
void mount_use_case_card(web::Router&, const region::Pack&);
void mount_score_pages(web::Router&, const region::Pack&);
void mount_sponsorship_pages(web::Router&, const region::Pack&);
void mount_import_pages(web::Router&, const region::Pack&);
void mount_weights_pages(web::Router&, const region::Pack&);
void mount_api(web::Api&, const region::Pack&);

}  // namespace couloir::portfolio
