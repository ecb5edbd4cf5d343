// Where the pages and endpoints of calls are mounted; front.cc calls these, nobody else.
#pragma once

#include "calls/dossier_edit.h"
#include "calls/front.h"
#include "documents/document.h"
#include "web/api.h"
#include "web/router.h"

namespace couloir::calls {

/// Who may open pages of dossiers at all; which ones they see is the commands' rule.
inline constexpr web::Who kApplicants = web::only({Role::operator_, Role::lab});
/// Who is invited by her address may hold no role.
inline constexpr web::Who kDossierReaders = web::kLoggedIn, kDossierWriters = web::kLoggedIn;
inline constexpr web::Who kOffice = web::only({Role::office});
inline constexpr web::Who kReviewers = web::only({Role::reviewer});
inline constexpr web::Who kCommittee = web::only({Role::committee});
inline constexpr web::Who kDeclaring = web::only({Role::reviewer, Role::committee});
inline constexpr web::Who kBatches = web::only({Role::committee, Role::office});
inline constexpr web::Who kReadersOfReviews = web::only({Role::reviewer, Role::committee, Role::office});

/// Foundations are a few references: pages keep a copy.
void mount_link_pages(web::Router&, const Foundations&);
void mount_review_pages(web::Router&, const Foundations&);
void mount_batch_pages(web::Router&);
void mount_assignment_pages(web::Router&);
void mount_meeting_pages(web::Router&, std::shared_ptr<const Rules>);
void mount_review_api(web::Api&);
void mount_batch_api(web::Api&);
void mount_meeting_api(web::Api&, std::shared_ptr<const Rules>);

void mount_dossier_list_page(web::Router&);
void mount_door_pages(web::Router&);
void mount_dossier_pages(web::Router&, std::shared_ptr<const Rules>, people::LoginDesk&);
void mount_dossier_api(web::Api&, std::shared_ptr<const Rules>);
void mount_invitation_pages(web::Router&, const Foundations&);
void mount_invitation_api(web::Api&, const Foundations&);

// ── the register of calls ──
/// `zone`: of the region.
void mount_call_pages(web::Router&, const std::string& zone);
void mount_office_call_pages(web::Router&, const Foundations&);
void mount_form_pages(web::Router&, const Foundations&);
void mount_late_pages(web::Router&, const Foundations&);
void mount_feeds(web::Router&, const std::string& zone);
void mount_call_api(web::Api&, const Foundations&);
/// Preview, PDFs, OpenDocument, package, and the proof of what was filed.
void mount_papers(web::Router&, web::Api&, const documents::Press&, const Rules&);

}  // namespace couloir::calls
