// The front door of calls: what other rooms may know of it, and nothing else.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compliance/front.h"
#include "documents/document.h"
#include "files/content.h"
#include "html/view.h"
#include "journal/jobs.h"
#include "people/login.h"
#include "people/personal_data.h"
#include "portfolio/front.h"
#include "region/pack.h"
#include "store/db.h"
#include "web/site.h"
#include "webhooks/webhooks.h"

namespace couloir::calls {

struct DossierPack;
/// Reads and checks dossier.toml of the region pack. Errors: invalid, every place at once.
Result<std::shared_ptr<const DossierPack>> open_dossier_pack(const std::string& directory, Date today);
/// Without sections or criteria: for a house that only lists its routes.
std::shared_ptr<const DossierPack> no_dossier_pack();

/// How far an organisation's dossiers have got: the evidence of sprint 2.
struct FileEvidence {
  std::int64_t begun = 0, filed = 0, granted = 0;
  portfolio::UseCaseId to_write;  ///< the use case of a draft, or of one sent back; 0: none
};
/// One statement.
FileEvidence file_evidence(Reader&, OrganisationId);

/// Brings the register of calls to what the region pack says, by code; those that the office has edited are kept.
struct CallSeedCount {
  int added = 0, updated = 0, unchanged = 0, kept = 0;
};
/// By the office or admin. Errors: forbidden.
Result<CallSeedCount> seed_calls(const Op&, const region::Pack&, const DossierPack&);

/// A call that is open or announced, for pages that only point to it; the nearest day first. Two statements.
struct CallDoor {
  std::string code;  ///< /calls/{code}
  Bilingual name;
  std::optional<Instant> next_cut_off;  ///< empty: none is announced
};
std::vector<CallDoor> call_doors(Reader&, Instant now);
/// Calls as the first page shows them. Two statements.
struct CallCard {
  enum class Stands { to_come, open, closed };
  Stands stands{};
  view::Card card;
};
std::vector<CallCard> call_cards(Reader&, std::string_view zone, Instant now);

/// A batch with dossiers that nobody has taken up: since when the first one waits, how many, and its page.
struct BatchWaiting {
  Instant since;
  std::int64_t dossiers = 0;
  view::Link door;
};
/// Two statements.
std::vector<BatchWaiting> batches_waiting(Reader&, std::string_view zone);

/// What other systems may be told of dossiers: ids, states and hashes, never who reviews what.
void offer_events(webhooks::Webhooks&);

/// What the room stands on; all of it outlives the site.
struct Foundations {
  const region::Pack& region;
  const DossierPack& pack;
  const files::ContentFolder& files;
  documents::Press& press;
  people::LoginDesk& logins;  ///< of who is invited by her address
};
/// Pages, endpoints, listeners and jobs.
void mount(web::Site&, const Foundations&, journal::Jobs&, people::PersonalData&);

// ── for the demonstration ──
struct Demonstration;
/// Errors: invalid, every place at once.
Result<std::shared_ptr<const Demonstration>> open_demonstration(const std::string& file, const DossierPack&,
                                                                Date today);
/// Whether the organisation of that name files any.
bool has_dossiers(const Demonstration&, std::string_view organisation);

/// Who the people and organisations that it names are here.
struct Cast {
  struct Applicant {
    OrganisationId organisation;
    PersonId owner;
  };
  std::map<std::string, PersonId, std::less<>> persons;         ///< by login
  std::map<std::string, Applicant, std::less<>> organisations;  ///< by name
  PersonId office, committee;
  Instant now;                              ///< nothing happens later
  std::function<Op(PersonId, Instant)> as;  ///< 0: the program itself
};
/// Errors: as the commands', invalid (a name that is not there).
Result<void> take_in(const Demonstration&, const Foundations&, const Cast&);

}  // namespace couloir::calls
