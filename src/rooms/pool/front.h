// The front door of the pool: what other rooms may know of it, and nothing else.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "base/units.h"
#include "calls/front.h"
#include "documents/document.h"
#include "journal/jobs.h"
#include "people/personal_data.h"
#include "region/pack.h"
#include "web/site.h"
#include "webhooks/webhooks.h"
#include "words/words.h"

namespace couloir::pool {

struct PoolPack;
/// Reads and checks pool.toml of the region pack. Errors: invalid, every place at once.
Result<std::shared_ptr<const PoolPack>> open_pool_pack(const std::string& directory, const region::Pack&, Date today);
/// Without homes: for a house that only lists its routes.
std::shared_ptr<const PoolPack> no_pool_pack();

/// What other systems may be told of plans: ids, states and hashes.
void offer_events(webhooks::Webhooks&);

/// What the room stands on; both outlive the site.
struct Foundations {
  const region::Pack& region;
  const PoolPack& pack;
};
/// The source of the indicator on capacity: hours by month and university.
struct HoursOfMonth {
  Date month;        ///< its first day
  std::string home;  ///< code of pool.toml
  Hours granted, planned, used;
  bool closed = false;
};
/// Months of these two days and between. Nothing is asked once a month or a dossier.
std::vector<HoursOfMonth> hours_by_month(Reader&, const Foundations&, Date from, Date to);

/// Pages, endpoints, listeners and jobs.
/// The press outlives the site.
void mount(web::Site&, const Foundations&, documents::Press&, journal::Jobs&, people::PersonalData&);

/// What the published plan gives these dossiers of the calls, and which plan that is.
std::map<calls::DossierId, calls::PlannedWork> planned_works(Reader&, const std::vector<calls::DossierId>&);

// ── files, without a database ──
struct NamedText {
  std::string name;  ///< as people know it, for what is wrong with it
  std::string text;
};
struct PlanCheck {
  bool valid = false;
  std::string json;  ///< docs/formats.md; sentences in the language spoken
};
/// Errors: invalid, each place as "FILE: /dossiers/3/roles/0/min".
Result<PlanCheck> check_plan(const NamedText& instance, const NamedText& plan);
/// Files that are longer are refused.
std::size_t most_bytes_of_pool_files();

struct SolveOptions {
  std::function<std::string(const std::string&)> skill_name = {};  ///< for reasons; empty: the instance's own words
  std::optional<double> seconds;                                   ///< from the call on, reading included
  std::optional<std::uint64_t> work;                               ///< units; the same work gives the same plan
  double gap = 0;  ///< enough when (bound − value) / |bound| is at most this
  std::uint64_t seed = 1;
  int threads = 2;
};
/// How far a solve has come. No plan yet: value is empty.
struct SolveState {
  double seconds = 0;
  std::optional<std::int64_t> value;
  std::optional<double> gap;  ///< as contracts count it
  std::int64_t bound = 0;
};
struct SolvedPool {
  bool staffed = false;            ///< false: no plan keeps every promise, or none was found
  std::string json;                ///< pool-plan/1 in one line
  std::vector<Bilingual> clashes;  ///< without a plan: promises that cannot stand together as published
};
/// Staffs the pool of a file; the plan is checked by the other code before it is given. Stopped by `cancelled`, it
/// gives the best so far. Errors: invalid, as check_plan.
Result<SolvedPool> solve_pool(const NamedText& instance, const NamedText* from, const SolveOptions&,
                              const std::atomic<bool>& cancelled, const std::function<void(const SolveState&)>& told);

/// The instance as a what-if (pool-delta/1) makes it, under its own name. Errors: invalid, as check_plan.
Result<NamedText> changed_pool(const NamedText& instance, const NamedText& change);

/// Why each refused dossier of a plan is, or one of them: {"dossier": [reason, …]}, in both languages. Errors: invalid.
Result<std::string> explain_plan(const NamedText& instance, const NamedText& plan, std::optional<int> dossier);
/// How much no plan can pass, with its certificate: pool-plan/1 without a plan. Errors: invalid.
Result<std::string> bound_pool(const NamedText& instance, const SolveOptions&, const std::atomic<bool>& cancelled);

/// The instance as a mixed-integer program in free MPS, for general solvers; it minimises the negative of the
/// objective. Errors: invalid.
Result<std::string> mps_of_pool(const NamedText& instance);

/// How large a made-up instance is: T for proofs by enumeration, S as the pool is today, XL a large country.
enum class PoolSize { T, S, M, L, XL };
struct PoolRecipe {
  PoolSize size = PoolSize::S;
  std::uint64_t seed = 1;
  std::int64_t load_thousandths = 1'600;  ///< effort asked for over capacity, at least
};
/// pool/1 in one line; the same recipe gives the same bytes on every machine.
std::string generate_pool(const PoolRecipe&);

// ── for the demonstration ──
struct ReadyEngineer {
  std::string name;
  PersonId person;  ///< 0: nobody logs in as her
  std::string site;
  std::int64_t share = 100;
  int parallel = 3;
  std::optional<Date> in_from, out_after;
  std::map<std::string, int> skills;  ///< level by code
  std::map<int, int> away;            ///< percent by months from today's on
};
/// Errors: as the commands'.
Result<void> take_in_engineer(const Op&, const region::Pack&, const ReadyEngineer&, Date today);
/// A plan from the month after `today` on, drafted, and asked to be solved as the next job. Errors: as the commands'.
Result<void> take_in_draft(const Op&, const Foundations&, const std::string& name, Date today);
/// The newest plan, if it was found by now, put before the committee and approved once, by who does it: somebody else
/// publishes it. Errors: as the commands'.
Result<void> take_in_proposal(const Op&, const Foundations&);

}  // namespace couloir::pool

namespace couloir {
template <>
inline constexpr auto kNames<pool::PoolSize> = std::array{"T"sv, "S"sv, "M"sv, "L"sv, "XL"sv};
}  // namespace couloir
