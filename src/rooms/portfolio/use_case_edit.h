// Commands on use cases: write one down, edit it, move it on. Page, API, import and command line all come through here.
#pragma once

#include "portfolio/use_case.h"
#include "portfolio/use_case_store.h"
#include "store/db.h"

namespace couloir::portfolio {

/// What is wrong with tidy texts, by field name: the title is needed, lengths, ratios within their scales.
std::vector<Problem> problems_of(const UseCaseText&);

/// Errors: not_found (an organisation one does not work for), invalid (also an external id that is taken).
Result<UseCase> add_use_case(const Op&, OrganisationId, TeamId, const UseCaseText&);
/// Errors: not_found, invalid, conflict. Saying the same again changes nothing, not even the version.
Result<UseCase> edit_use_case(const Op&, UseCaseId, std::int64_t version, TeamId, const UseCaseText&);
/// The day it is dated with is the one in `zone`. Errors: not_found, conflict, invalid, refused (every obstacle).
Result<UseCase> move_use_case(const Op&, UseCaseId, std::int64_t version, UseCaseState to,
                              const std::string& stop_reason = "", std::string_view zone = "UTC");
/// One that the actor may see. Errors: not_found.
Result<UseCase> visible_use_case(Reader&, const Actor&, UseCaseId);

/// The filter narrowed to what the actor may see: the office all, an owner her organisations', a lab what it was asked
/// about; `organisation` 0: any of those. Empty: nothing at all.
std::optional<UseCaseFilter> within_sight(const Actor&, OrganisationId, UseCaseFilter);

Sentence sentence(MoveObstacle);

// ── for the import, inside its own transaction; the caller has checked rights and texts, and made them tidy ──
/// `import` 0: written by hand.
UseCase put_in(Tx&, const Op&, OrganisationId, TeamId, const UseCaseText&, ImportId = {});
/// False: it says the same already.
Result<bool> put_over(Tx&, const Op&, UseCase&, TeamId, const UseCaseText&, ImportId = {});
/// What saying `after` in place of `before` changes, field by field as the form names them; who and when is not in it.
std::vector<Change> differences(const UseCase& before, const UseCase& after);

}  // namespace couloir::portfolio
