// Where compliance's pages and endpoints are mounted; front.cc calls these, nobody else.
#pragma once

#include "compliance/rule_pack.h"
#include "documents/document.h"
#include "files/content.h"
#include "region/pack.h"
#include "web/api.h"
#include "web/router.h"

namespace couloir::compliance {

/// Who may open pages of AI-Act files at all; which ones they see is the commands' rule.
inline constexpr web::Who kReaders = web::only({Role::operator_, Role::lab, Role::legal});
inline constexpr web::Who kOwners = web::only({Role::operator_});
inline constexpr web::Who kLawyers = web::only({Role::legal});
inline constexpr web::Who kRegister = web::only({Role::operator_, Role::legal, Role::office, Role::indicator_owner});

void mount_question_pages(web::Router&, const RulePack&);
void mount_file_pages(web::Router&, const RulePack&, const region::Pack&);
void mount_trace_page(web::Router&, const RulePack&);
void mount_evidence_pages(web::Router&, const RulePack&, const files::ContentFolder&);
void mount_register_pages(web::Router&, const RulePack&);
void mount_method_page(web::Router&, const RulePack&);
/// Asking for the PDF of a file, by page and by script.
void mount_document_requests(web::Router&, web::Api&, const RulePack&, const documents::Press&);
void mount_register_api(web::Api&, const RulePack&);
/// `zone`: whose day is today.
void mount_api(web::Api&, const RulePack&, const files::ContentFolder&, std::string zone);

}  // namespace couloir::compliance
