// Where the pages and endpoints of the pool are mounted; front.cc calls these, nobody else.
#pragma once

#include "documents/document.h"
#include "pool/front.h"
#include "web/api.h"
#include "web/router.h"

namespace couloir::pool {

/// Who may open pages of the pool at all; what they see of it is the commands' rule.
inline constexpr web::Who kKeepers = web::only({Role::office, Role::committee});
inline constexpr web::Who kCommittee = web::only({Role::committee});
inline constexpr web::Who kOffice = web::only({Role::office});
inline constexpr web::Who kLabs = web::only({Role::lab});
inline constexpr web::Who kHoursReaders = web::only({Role::office, Role::committee, Role::indicator_owner});
inline constexpr web::Who kEngineers = web::only({Role::engineer});
inline constexpr web::Who kKeepersAndEngineers = web::only({Role::office, Role::committee, Role::engineer});

/// Foundations are a few references: pages keep a copy.
void mount_engineer_pages(web::Router&, const Foundations&);
void mount_own_pages(web::Router&, const Foundations&);
void mount_facts_page(web::Router&, const Foundations&);
void mount_demand_pages(web::Router&, const Foundations&);
void mount_plan_list_pages(web::Router&, const Foundations&);
void mount_plan_pages(web::Router&, const Foundations&);
void mount_comparison_page(web::Router&);
void mount_staffing_page(web::Site&, const Foundations&);
void mount_workshops(web::Site&, const Foundations&);
void mount_exports(web::Site&, const Foundations&, documents::Press&);
void mount_engineer_import(web::Site&, const Foundations&);
void mount_engineer_api(web::Api&, const Foundations&);
void mount_demand_api(web::Api&, const Foundations&);
void mount_plan_api(web::Api&, const Foundations&);
void mount_floors_api(web::Api&, const Foundations&);
void mount_hours_pages(web::Router&, const Foundations&);
void mount_corrections_page(web::Router&, const Foundations&);
void mount_hours_api(web::Api&, const Foundations&);

}  // namespace couloir::pool
