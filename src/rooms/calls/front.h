// The front door of calls: what other rooms may know of it, and nothing else.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/units.h"
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

using CallId = Id<struct CallTag>;
using CutOffId = Id<struct CutOffTag>;
using DossierId = Id<struct DossierTag>;

/// Work that a dossier asks of the pool: one skill at a level, between the least that makes sense and the full effort.
struct WantedWork {
  std::string skill;  ///< code of the region pack
  int level = 1;
  EngineerMonths least, full;
};
/// What the pool may plan with, as it was last filed: a granted dossier, or one whose reviews are all given and that is
/// not decided yet.
struct PlannableDossier {
  DossierId id;
  CallId call;
  CutOffId cut_off;  ///< with `call`, its batch; 0: no cut-off holds it
  std::string number, title;
  portfolio::UseCaseId use_case;
  OrganisationId organisation;
  LabId lab;                              ///< 0: none
  std::string window_from, window_to;     ///< "2026-10", both included; empty: not said
  std::optional<int> team_min, team_max;  ///< engineers at once
  bool granted = false;
  std::optional<EngineerMonths> months;  ///< that were granted
  std::optional<Instant> decided_at;     ///< of a granted one
  std::optional<std::int64_t> mean;      ///< of its reviewers without a link, hundredths of a point; empty: no score
  std::vector<WantedWork> work;
  bool clear = false;  ///< who asks may see it: the office all, the committee what she is clear of, others nothing
};
/// Of every batch, by call and rank. Four statements and one a call, whatever their number. What is not `clear` is in a
/// plan all the same, so it is here, to be counted and never named.
std::vector<PlannableDossier> plannable_dossiers(Reader&, const Actor&);

/// What another room shows of a filed dossier wherever it names one.
struct DossierHead {
  DossierId id;
  std::string number, title;  ///< as it was last filed
  OrganisationId organisation;
  LabId lab;  ///< 0: none
};
/// Those of `ids` that were filed, by id; whoever asks knows already that they are there. One statement.
std::unordered_map<DossierId, DossierHead> dossier_heads(Reader&, const std::vector<DossierId>& ids);

/// Those of `ids` in which the actor has a part: applicants, their lab, members and guests. One statement.
std::vector<DossierId> those_with_part(Reader&, const Actor&, const std::vector<DossierId>& ids);

/// A batch that holds some of them, as people call it.
struct PlannableBatch {
  CallId call;
  CutOffId cut_off;
  std::string name;  ///< "Pool, 30 September 2026"
};
/// Two statements.
std::vector<PlannableBatch> plannable_batches(Reader&, const std::vector<PlannableDossier>&, std::string_view zone);

/// What other systems may be told of dossiers: ids, states and hashes, never who reviews what.
void offer_events(webhooks::Webhooks&);

/// What the room stands on; all of it outlives the site.
/// What the published staffing plan says of a dossier: decisions refer to it.
struct PlannedWork {
  std::string plan;       ///< as minutes and letters name it
  EngineerMonths months;  ///< 0: it gives the dossier none
};
/// Of dossiers that the plan looked at, and of no others. The pool answers.
using PlannedWorks = std::function<std::map<DossierId, PlannedWork>(Reader&, const std::vector<DossierId>&)>;

struct Foundations {
  const region::Pack& region;
  const DossierPack& pack;
  const files::ContentFolder& files;
  documents::Press& press;
  people::LoginDesk& logins;  ///< of who is invited by her address
  PlannedWorks planned;       ///< none: there is no pool
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
