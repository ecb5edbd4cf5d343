#include "pool/workshop.h"

#include <algorithm>
#include <map>
#include <set>

#include "journal/journal.h"
#include "pool/engineer_store.h"
#include "pool/events.h"
#include "pool/names.h"
#include "pool/plan_store.h"
#include "pool/staffing.h"
#include "region/written.h"

namespace couloir::pool {
namespace {

constexpr std::string_view kWorkshops = "SELECT dossier, day, set_by, set_at, version FROM pool_workshop";

Workshop read_workshop(const Row& row) {
  return {row.get<DossierId>("dossier"), row.get<std::optional<Date>>("day"), row.get<PersonId>("set_by"),
          row.get<Instant>("set_at"), row.get<std::int64_t>("version")};
}

/// False: another version stands there.
bool put_workshop(Tx& tx, const Workshop& w) {
  std::vector<Param> params{{":dossier", w.dossier}, {":day", w.day}, {":set_by", w.set_by}, {":set_at", w.set_at}};
  if (w.version == 0)
    return tx.exec(R"sql(
        INSERT INTO pool_workshop (dossier, day, set_by, set_at, version) VALUES (:dossier, :day, :set_by, :set_at, 1)
        ON CONFLICT DO NOTHING)sql",
                   params) == 1;
  params.emplace_back(":version", w.version);
  return tx.exec(R"sql(
      UPDATE pool_workshop SET day = :day, set_by = :set_by, set_at = :set_at, version = version + 1
       WHERE dossier = :dossier AND version = :version)sql",
                 params) == 1;
}

using Plannable = std::vector<calls::PlannableDossier>;
bool may_set(const Actor& actor, DossierId id, const Plannable& plannable) {
  if (actor.roles.has(Role::office)) return true;
  return actor.roles.has(Role::committee) &&
         std::ranges::any_of(plannable, [&](const calls::PlannableDossier& d) { return d.id == id && d.clear; });
}

std::string site_in_words(const region::Pack& pack, std::string_view code) {
  const auto* site = region::find(pack.work_sites, code);
  return site == nullptr ? std::string(code) : site->name.text();
}

/// The first promised month of a dossier and everybody who works on it.
struct Start {
  Month month;
  std::set<EngineerId> engineers;
};
std::map<DossierId, Start> starts_of(const std::vector<Assignment>& promised) {
  std::map<DossierId, Start> all;
  for (const auto& a : promised) {
    auto [at, fresh] = all.try_emplace(a.dossier, Start{a.month, {}});
    at->second.month = std::min(at->second.month, a.month);
    at->second.engineers.insert(a.engineer);
  }
  return all;
}

class Gathering {
 public:
  Gathering(Reader& reader, const Foundations& house) : house_(house) {
    for (auto& e : all_engineers(reader, Month{})) engineers_.emplace(e.id, std::move(e));
  }
  WorkshopToHold of(calls::DossierHead head, const Start& start, const Workshop& workshop) const {
    WorkshopToHold to{std::move(head), start.month, {}, workshop, {}, {}};
    for (auto id : start.engineers) to.engineers.push_back(shown_name(engineers_.at(id)));
    if (workshop.day) to.warning = problem_of_day(*workshop.day, start.month, sites_of(start), house_.region);
    return to;
  }
  std::vector<std::string> sites_of(const Start& start) const {
    std::set<std::string> sites;
    for (auto id : start.engineers) sites.insert(engineers_.at(id).site);
    return {sites.begin(), sites.end()};
  }

 private:
  const Foundations& house_;
  std::map<EngineerId, Engineer> engineers_;
};

}  // namespace

Workshop find_workshop(Reader& reader, DossierId id) {
  return reader.first(std::string(kWorkshops) + " WHERE dossier = :id", {{":id", id}}, read_workshop)
      .value_or(Workshop{.dossier = id});
}
std::vector<Workshop> all_workshops(Reader& reader) {
  return reader.all(std::string(kWorkshops) + " WHERE day IS NOT NULL ORDER BY day, dossier", {}, read_workshop);
}

std::optional<Sentence> problem_of_day(Date day, Month start, const std::vector<std::string>& work_sites,
                                       const region::Pack& region) {
  if (month_of(day) != start)
    return say("By the published plan this dossier starts in {1}: its workshop is on a day of that month.",
               written(start));
  WorkDays calendar(region);
  auto bit = std::uint32_t{1} << (static_cast<unsigned>(day.d.day()) - 1);
  for (const auto& site : work_sites)
    if (region::find(region.work_sites, site) != nullptr && (calendar.days(site, start) & bit) == 0)
      return say("On this day nobody works at {1}: it is a weekend or a public holiday there.",
                 site_in_words(region, site));
  return std::nullopt;
}

std::vector<WorkshopToHold> workshops_to_hold(Reader& reader, const Actor& actor, const Foundations& house,
                                              Month from) {
  auto starts = starts_of(promised(reader, Month{}));
  std::map<DossierId, Workshop> set;
  for (const auto& w : all_workshops(reader)) set.emplace(w.dossier, w);
  std::erase_if(starts, [&](const auto& entry) {
    auto day = set.find(entry.first);
    return entry.second.month < from && (day == set.end() || month_of(*day->second.day) < from);
  });
  std::vector<DossierId> ids;
  for (const auto& [id, start] : starts) ids.push_back(id);
  auto plannable = calls::plannable_dossiers(reader, actor);
  Gathering gathering(reader, house);
  std::vector<WorkshopToHold> all;
  for (auto& [id, head] : calls::dossier_heads(reader, ids)) {
    if (!may_see_staffing(actor, head, plannable)) continue;
    auto day = set.find(id);
    all.push_back(gathering.of(head, starts.at(id), day == set.end() ? Workshop{.dossier = id} : day->second));
    all.back().may_set = may_set(actor, id, plannable);
  }
  std::ranges::sort(all, {}, [](const WorkshopToHold& w) { return std::pair(w.start, w.dossier.number); });
  return all;
}

std::optional<WorkshopToHold> workshop_of(Reader& reader, const Actor& actor, const Foundations& house,
                                          const calls::DossierHead& head) {
  auto starts = starts_of(promised_for(reader, head.id));
  if (starts.empty()) return std::nullopt;
  auto held = Gathering(reader, house).of(head, starts.begin()->second, find_workshop(reader, head.id));
  held.may_set =
      may_set(actor, head.id, may_keep_plans(actor) ? calls::plannable_dossiers(reader, actor) : Plannable{});
  return held;
}

Result<void> set_workshop(const Op& op, const Foundations& house, DossierId id, std::int64_t version,
                          std::optional<Date> day) {
  if (!may_keep_plans(op.actor))
    return Error::forbidden(say("Only the office and the committee set the days of workshops."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto heads = calls::dossier_heads(tx, {id});
    auto head = heads.find(id);
    if (head == heads.end() || !may_set(op.actor, id, calls::plannable_dossiers(tx, op.actor)))
      return Error::not_found(say("There is no such dossier, or it is not yours to see."));
    auto stored = find_workshop(tx, id);
    auto starts = starts_of(promised_for(tx, id));
    auto stale = Error::conflict(say("Somebody else set another day since you opened this."));
    if (stored.version != version) return stale;
    if (!day) {
      if (!stored.day) return Error::refused(say("No day is set for this workshop."));
      if (!put_workshop(tx, {id, {}, op.actor.person, op.now, version})) return stale;
      journal::record(tx, op, WorkshopDropped{id});
      return {};
    }
    if (starts.empty())
      return Error::refused(say("The published plan promises this dossier no months: it has no workshop."));
    const auto& start = starts.begin()->second;
    auto sites = Gathering(tx, house).sites_of(start);
    if (auto wrong = problem_of_day(*day, start.month, sites, house.region))
      return Error::invalid({{"day", *std::move(wrong)}});
    if (!put_workshop(tx, {id, day, op.actor.person, op.now, version})) return stale;
    journal::record(tx, op, WorkshopSet{id, *day});
    return {};
  });
}

}  // namespace couloir::pool
