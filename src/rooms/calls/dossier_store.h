// The only SQL on calls_dossier and what belongs to one: sections, staffing, partners, members, signatures,
// declaration, annexes, filings, returns.
#pragma once

#include <unordered_map>

#include "calls/content.h"
#include "files/file.h"
#include "store/db.h"

namespace couloir::calls {

std::optional<Dossier> find_dossier(Reader&, DossierId);
std::vector<Dossier> dossiers_with_ids(Reader&, const std::vector<DossierId>&);
std::optional<Dossier> find_dossier_by_number(Reader&, std::string_view number);
/// The one living dossier of a use case in a call.
std::optional<Dossier> living_dossier(Reader&, CallId, UseCaseId);
std::vector<Dossier> dossiers_of_use_case(Reader&, UseCaseId);  ///< newest first
/// What a list is narrowed by; nothing leaves nothing out.
struct DossierFilter {
  std::optional<DossierState> state;
  std::string call;  ///< its code
};
/// Those an actor works on: of her organisations, of her labs, and where she is a member; the newest change first. One
/// statement.
std::vector<Dossier> dossiers_for(Reader&, const Actor&, int limit, const DossierFilter& = {});
/// SQL that holds for rows `d` of calls_dossier of a batch; cut-off 0: those that no cut-off holds.
std::string in_batch(CallId, CutOffId);
/// What was filed in it, in the order of rank. One statement.
std::vector<Dossier> dossiers_of_batch(Reader&, CallId, CutOffId);
/// Drafts of a call that nobody changed since.
std::vector<Dossier> drafts_untouched_since(Reader&, CallId, Instant before);
std::vector<Dossier> dossiers_in_state(Reader&, CallId, DossierState);
/// How many of a call are in a state, by batch.
struct BatchCount {
  CutOffId cut_off;
  DossierState state{};
  std::int64_t dossiers = 0;
};
std::vector<BatchCount> counts_of_call(Reader&, CallId);

/// Gives it its id and version 1. Errors: conflict (the use case has a living one: two people began it at once).
Result<void> insert_dossier(Tx&, Dossier&);
/// Everything but its parts; raises the version. Errors: conflict.
Result<void> save_dossier(Tx&, Dossier&);

/// Something of it was written; its version stays, since its own row says the same.
void note_change(Tx&, DossierId, Instant now);
/// Its lab was asked to sign; empty: it has signed.
void note_signature_asked(Tx&, DossierId, std::optional<Instant>);

std::vector<SectionText> texts_of(Reader&, DossierId);
/// Errors: conflict (another version of this section is stored; the caller reads it again to show both).
Result<SectionText> save_text(Tx&, DossierId, const SectionText&);

std::vector<Staffing> staffing_of(Reader&, DossierId);
void put_staffing(Tx&, DossierId, const std::vector<Staffing>&);

std::vector<Partner> partners_of(Reader&, DossierId);
void insert_partner(Tx&, DossierId, Partner&);
/// False: it is not this dossier's.
bool remove_partner(Tx&, DossierId, PartnerId);

std::vector<Member> members_of(Reader&, DossierId);
/// part_of() its stored members. One statement.
std::optional<Part> part_in_dossier(Reader&, const Actor&, const Dossier&);
/// Those of each. One statement.
std::unordered_map<DossierId, std::vector<Member>> members_of_each(Reader&, const std::vector<DossierId>&);
void put_member(Tx&, DossierId, const Member&, PersonId by, Instant now);
bool remove_member(Tx&, DossierId, PersonId);
/// Of somebody whose account is erased: what she wrote stays, without her.
void forget_member(Tx&, PersonId);

void insert_signature(Tx&, DossierId, const Signature&);
std::optional<Signature> last_signature(Reader&, DossierId);

void put_declaration(Tx&, DossierId, const Declaration&);
std::optional<Declaration> declaration_of(Reader&, DossierId);
/// What the committee granted to this company by other dossiers, as they were filed; the oldest first. One statement.
std::vector<Grant> grants_to(Reader&, const Siren&, DossierId but_not, std::string_view zone);

using AnnexId = Id<struct AnnexTag>;
struct Annex {
  AnnexId id;
  std::optional<files::StoredFile> file;  ///< empty: gone; also there when it was removed after a filing that holds it
  std::string sha256;
  PersonId added_by, removed_by;
  Instant added_at;
  std::optional<Instant> removed_at;
  bool there() const { return file && !removed_at; }
};
/// Oldest first, removed ones among them. Two statements.
std::vector<Annex> annexes_of(Reader&, DossierId);
AnnexId insert_annex(Tx&, DossierId, const files::StoredFile&, PersonId, Instant now);
/// `kept`: its file, while a filing holds it; 0: it goes too.
void mark_annex_removed(Tx&, AnnexId, files::FileId kept, PersonId, Instant now);
/// Those that are there, as a filing names them.
std::vector<AnnexLine> annex_lines(const std::vector<Annex>&);

struct StoredFiling {
  std::int64_t turn = 0;
  Instant received_at;
  CutOffId cut_off;
  PersonId filed_by;
  std::string content, sha256;
};
void insert_filing(Tx&, DossierId, const StoredFiling&, std::int64_t late_token);
std::vector<StoredFiling> filings_of(Reader&, DossierId);  ///< the first turn first
/// Who filed each the last time; those that were never filed are left out. One statement.
std::unordered_map<DossierId, PersonId> last_filers(Reader&, const std::vector<DossierId>&);
/// What reviewers and the committee judge. Empty: it was never filed.
std::optional<FiledDossier> last_filed(Reader&, DossierId);
/// The content of the last filing of each, in one statement: what reviewers and the committee read.
std::unordered_map<DossierId, std::string> last_filings(Reader&, const std::vector<DossierId>&);

struct Returned {
  Instant at;
  PersonId person;
  std::string reason;
  Instant correct_by;
  std::optional<Instant> answered_at;
};
void insert_return(Tx&, DossierId, const Returned&);
void answer_return(Tx&, DossierId, Instant now);
std::vector<Returned> returns_of(Reader&, DossierId);  ///< newest first

// ── what one person has to do with dossiers, for her export ──
struct OwnPart {
  DossierId dossier;
  Part part = Part::reader;
  Instant added_at;
};
std::vector<OwnPart> parts_of(Reader&, PersonId);
struct OwnText {
  DossierId dossier;
  std::string section, body;
  Instant updated_at;
};
std::vector<OwnText> texts_by(Reader&, PersonId);
struct OwnSignature {
  DossierId dossier;
  LabId lab;
  Instant at;
  std::string sha256;
};
std::vector<OwnSignature> signatures_by(Reader&, PersonId);

}  // namespace couloir::calls
