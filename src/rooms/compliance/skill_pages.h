// Where pages and endpoints on skills are mounted; skill_front.cc calls these, nobody else.
#pragma once

#include "compliance/rule_pack.h"
#include "region/pack.h"
#include "web/api.h"
#include "web/router.h"

namespace couloir::compliance {

/// Who may open pages on skills at all; which ones they see is the commands' rule.
inline constexpr web::Who kSkillOwners = web::only({Role::operator_});
inline constexpr web::Who kSkillReaders = web::only({Role::operator_, Role::lab});
inline constexpr web::Who kRegionReaders = web::only({Role::legal, Role::office, Role::indicator_owner});
inline constexpr web::Who kSkillsDoor =
    web::only({Role::operator_, Role::lab, Role::legal, Role::office, Role::indicator_owner});

void mount_skill_pages(web::Router&, const region::Pack&);
void mount_checklist_pages(web::Router&, const region::Pack&, const RulePack&);
void mount_catalogue_page(web::Router&, const region::Pack&, const RulePack&);
/// `zone`: whose day is today.
void mount_skill_api(web::Api&, const region::Pack&, std::string zone);

}  // namespace couloir::compliance
