// Commands of a dossier's applicants: begin, write, say who takes part and what is asked, sign. Page, API and command
// line all come through here. Whatever is not theirs to see is not there.
#pragma once

#include "calls/dossier_seen.h"

namespace couloir::calls {

/// Its owner, or a lab that sponsors it.
bool may_begin(const Actor&, const portfolio::UseCaseDoor&);
/// The one door: begins a draft prefilled from the use case, or gives the one that lives already.
struct Begun {
  Dossier dossier;
  bool fresh = true;
};
/// Errors: not_found (use case or call, also of others), refused (the call takes nothing now and nothing later).
Result<Begun> begin_dossier(const Op&, UseCaseId, CallId);

/// Text of one section; empty is allowed. Errors: not_found, invalid, refused (it cannot be edited now), conflict.
Result<SectionText> write_section(const Op&, DossierId, const std::string& section, std::int64_t version,
                                  const std::string& body);

/// What is not sections: title, applicant, lab, and what the pool is asked for.
struct DossierEdit {
  std::string title;
  Applicant applicant = Applicant::company_project;
  LabId lab;
  std::string window_from, window_to;
  std::optional<int> team_min, team_max;
  std::vector<Staffing> staffing;
};
std::vector<Problem> problems_of(const DossierEdit&, const region::Pack&);
/// Errors: not_found, invalid, refused, conflict.
Result<Dossier> edit_dossier(const Op&, const Rules&, DossierId, std::int64_t version, const DossierEdit&);
/// Moves a draft to the call's newest form; what was written stays. Errors: as edit_dossier.
Result<Dossier> take_new_form(const Op&, DossierId, std::int64_t version);

inline constexpr std::size_t kMostPartners = 20, kMostMembers = 30, kMostStaffing = 20, kMostAids = 50;
/// Errors: not_found, invalid, refused.
Result<Partner> add_partner(const Op&, DossierId, Partner);
Result<void> drop_partner(const Op&, DossierId, PartnerId);

/// Who may be made a member: those of its organisation and of its lab. Nobody is found by an address typed in.
struct Candidate {
  PersonId person;
  std::string name;
};
std::vector<Candidate> candidates_for(Reader&, const Dossier&);
/// By an owner, while it can be written in. Errors: not_found, invalid (no candidate, or no part of a guest), refused
/// (there are too many).
Result<void> set_member(const Op&, DossierId, const Member&);
/// By an owner, and by everybody of herself, in every state. Errors: not_found, forbidden.
Result<void> drop_member(const Op&, DossierId, PersonId);

/// Mails who speaks for the lab. Errors: not_found, refused (no lab yet).
Result<void> ask_signature(const Op&, DossierId);
/// `sha256`: of the text that the signer was shown. Errors: not_found, forbidden (who does not speak for the lab),
/// conflict (the text has changed since), refused.
Result<Signature> sign_dossier(const Op&, DossierId, const std::string& sha256);

/// Errors: not_found, invalid, refused.
Result<void> declare_aid(const Op&, const Rules&, DossierId, const Declaration&);

inline constexpr std::int64_t kLargestAnnex = 20 << 20, kLargestAnnexes = 60 << 20;
inline constexpr std::size_t kMostAnnexes = 20;
/// Errors: not_found, invalid (too large, not what is taken), refused (too many, or too large together).
Result<Annex> add_annex(const Op&, const Rules&, DossierId, std::string_view name, std::string_view content);
Result<void> drop_annex(const Op&, DossierId, AnnexId);
struct ReadAnnex {
  files::StoredFile file;
  std::string content;
};
/// Errors: not_found, unavailable.
Result<ReadAnnex> read_annex(Db&, const Actor&, const Rules&, DossierId, AnnexId);

}  // namespace couloir::calls
