// The region pack: everything the house knows of its region, as plain values read once at start. No database here: what
// the office may change (weights of a wave, lab register, cut-offs) starts from these and then lives in the rooms.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/actor.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "region/fact.h"
#include "words/words.h"

namespace couloir::region {

/// Words of both languages that show that a text is about something; matched without case or accents.
struct Keywords {
  std::vector<std::string> fr, en;
  bool operator==(const Keywords&) const = default;
};

// ── region.toml ──
/// What an authority of the country watches over.
enum class Duty { accessibility, data_protection };

/// Whom people can turn to when the office does not help them.
struct Authority {
  Duty duty{};
  Bilingual name;
  std::string url;  ///< https://
  Bilingual how;    ///< how else it is reached; often empty
  Fact fact;
};

struct Region {
  std::string code;  ///< name of the pack, also of its folder
  Bilingual name, cluster, cluster_full_name;
  std::string country;                        ///< ISO 3166-1 alpha-2
  std::string zone;                           ///< IANA
  Lang language = Lang::fr;                   ///< of a visitor who has chosen none
  std::optional<std::string> contact;         ///< e-mail address of the office; empty: not known, pages say so
  std::vector<std::chrono::weekday> weekend;  ///< days on which nobody works
  std::vector<Authority> authorities;         ///< empty: none known, pages name none
  Fact fact;
};

// ── places.toml ──
struct Department {
  std::string code;  ///< the country's own ("67")
  Bilingual name;
  Fact fact;
};

struct Position {
  double lat = 0, lon = 0;  ///< WGS 84, degrees
  Fact fact;
};

struct Town {
  std::string code;
  Bilingual name;
  std::string department;
  std::optional<Position> position;
  Fact fact;
};

/// Where engineers of the pool work; its department decides their holidays.
struct WorkSite {
  std::string code;
  Bilingual name;
  std::string town;
  Fact fact;
};

// ── holidays.toml ──
/// Days after Easter Sunday (Gregorian); negative before it.
struct EasterOffset {
  int days = 0;
};

struct HolidayRule {
  std::string code;
  Bilingual name;
  std::variant<std::chrono::month_day, EasterOffset> when;
  std::vector<std::string> departments;  ///< empty: the whole region
  Fact fact;
};

// ── pillars.toml ──
struct Pillar {
  std::string code;  ///< "P1"
  Bilingual label, description;
  int weight = 100;  ///< 1–100: what a full answer on this pillar counts, in percent; at least one pillar has 100
  Keywords evidence;
  Fact fact;
};

// ── scoring.toml ──
/// `per_pillar`: answered once for each pillar; exactly one criterion of a pack is.
enum class Asked { once, per_pillar };

/// One question of the fit score, answered 0–5; 5 always speaks for the use case.
struct Criterion {
  static constexpr int kTopLevel = 5;

  std::string code;
  Bilingual label, question;
  int weight = 0;  ///< the weights of a pack sum to 100
  Asked asked = Asked::once;
  std::array<Bilingual, kTopLevel + 1> levels;  ///< what each answer means
  Fact fact;
};

/// Period during which weights stay as they were on its first day. Waves never overlap; there may be gaps.
struct Wave {
  std::string code;
  Bilingual name;
  Date opens, closes;  ///< both days included
  Fact fact;
};

// ── labs.toml ──
/// Only a confirmed member may sponsor unless the office says otherwise.
enum class Membership { confirmed, unverified };

struct Lab {
  std::string code;
  Bilingual name;
  std::vector<std::string> towns;  ///< the first is where its office is
  Membership membership = Membership::unverified;
  Fact fact;  ///< of the membership

  std::vector<std::string> pillars;  ///< empty: works across all of them
  Fact pillars_fact;
  Keywords themes;
  Fact themes_fact;
};

// ── indicators.toml ──
enum class Cadence { weekly, monthly, quarterly, sprint_end };
enum class Unit { hours, percent, days, count };

struct Indicator {
  std::string code;
  Bilingual name, objective, formula;
  Role owner = Role::indicator_owner;
  Bilingual owner_title;  ///< the article's word for that owner
  Cadence cadence = Cadence::monthly;
  Unit unit = Unit::count;
  std::optional<double> target;  ///< empty: none set yet
  Fact fact;
};

// ── calls.toml ──
enum class Applicant { member_lab, community, company_project };

/// What may be asked of a kind of applicant, beside a dossier that a lab signs.
enum class Condition {
  confirmed_lab,  ///< the lab is a confirmed member; else any active one of the register will do
  lab_files,      ///< somebody who speaks for the lab files; else whoever owns the dossier
  company_named,  ///< a company is among the partners, with its SIRET
  aid_declared,   ///< the company declares its de minimis aid and is held to the ceiling; else nothing is said of aid
};

/// A kind of applicant that a call takes, and what it asks of it.
struct Eligible {
  Applicant kind{};
  std::vector<Condition> conditions;  ///< each once, in their order above
  bool operator==(const Eligible&) const = default;
};

struct CutOff {
  Instant at;  ///< a dossier received at this very instant still counts
  Fact fact;
};

struct Call {
  std::string code;
  Bilingual name;
  std::vector<Eligible> applicants;          ///< each kind once, in their order above
  std::optional<PartialDate> opens, closes;  ///< empty: not announced
  std::optional<int> ceiling_months;         ///< engineer-months one dossier may ask; empty: not announced
  std::vector<CutOff> cut_offs;              ///< ascending; empty: none announced, which is a legal state
  Fact fact;
};

// ── week.toml ──
struct Edition {
  std::string code;
  Bilingual name;
  Date opens, closes;  ///< both days included
  std::vector<std::string> towns;
  Fact fact;
};

// ── skills.toml ──
inline constexpr int kTopSkillLevel = 4;

/// What a level of any skill means; 0 is nothing at all.
struct SkillScale {
  std::array<Bilingual, kTopSkillLevel + 1> names;     ///< "with help"
  std::array<Bilingual, kTopSkillLevel + 1> meanings;  ///< what somebody at this level does
  Fact fact;
};

struct SkillGroup {
  std::string code;
  Bilingual name;
  Fact fact;
};

/// What people of a team or engineers of the pool know how to do.
struct Skill {
  std::string code;
  Bilingual name, description;
  std::string group;
  std::vector<std::string> serves;  ///< obligations of the AI Act that it helps to meet ("O-01"); often none
  Fact fact;
};

struct SkillNeed {
  std::string skill;
  int level = 1;  ///< 1–4
};

/// What somebody does in a team that brings an AI use case to life.
struct TeamRole {
  std::string code;
  Bilingual name, description;
  std::vector<SkillNeed> needs;  ///< in the order of the skills
  Fact fact;
};

/// A way to learn.
struct Training {
  std::string code;
  Bilingual name, description;
  std::vector<std::string> teaches;  ///< skills
  int up_to = 1;                     ///< 1–4: the level to which it can bring somebody
  Fact fact;
};

struct Pack {
  Region region;
  std::vector<Department> departments;
  std::vector<Town> towns;
  std::vector<WorkSite> work_sites;
  std::vector<HolidayRule> holidays;
  std::vector<Pillar> pillars;
  std::vector<Criterion> criteria;
  std::vector<Wave> waves;  ///< ascending
  std::vector<Lab> labs;
  std::vector<Indicator> indicators;
  std::vector<Call> calls;
  std::vector<Edition> editions;
  SkillScale skill_scale;  ///< without names when there are no skills
  std::vector<SkillGroup> skill_groups;
  std::vector<Skill> skills;
  std::vector<TeamRole> team_roles;
  std::vector<Training> trainings;
};

/// Reads the pack in `directory` whole. `today` is the machine's day, also under a demonstration clock: no fact may be
/// dated after it. Errors: invalid, with every problem at once, each `where` "file:line: key".
Result<Pack> load_pack(const std::string& directory, Date today);

/// The one with that code, or null.
template <class T>
const T* find(const std::vector<T>& all, std::string_view code) {
  for (auto& one : all)
    if (one.code == code) return &one;
  return nullptr;
}

const Wave* wave_at(const Pack&, Date);  ///< null between waves
/// Department of a town. REQUIRES: a town of this pack.
const Department& department_of(const Pack&, std::string_view town);

struct Holiday {
  Date day;
  Bilingual name;
  bool operator==(const Holiday&) const = default;
};
/// Easter Sunday, Gregorian. REQUIRES: year 1583–9999.
Date easter(int year);
/// In order of date. A department that the pack does not know has the holidays of the whole region. REQUIRES: as
/// easter().
std::vector<Holiday> holidays_of(const Pack&, int year, std::string_view department);
/// Neither weekend nor holiday there.
bool is_working_day(const Pack&, Date, std::string_view department);

}  // namespace couloir::region

template <>
inline constexpr auto couloir::kNames<couloir::region::Duty> =
    std::array<std::string_view, 2>{"accessibility", "data_protection"};
template <>
inline constexpr auto couloir::kNames<couloir::region::Asked> = std::array<std::string_view, 2>{"once", "per_pillar"};
template <>
inline constexpr auto couloir::kNames<couloir::region::Membership> =
    std::array<std::string_view, 2>{"confirmed", "unverified"};
template <>
inline constexpr auto couloir::kNames<couloir::region::Cadence> =
    std::array<std::string_view, 4>{"weekly", "monthly", "quarterly", "sprint_end"};
template <>
inline constexpr auto couloir::kNames<couloir::region::Unit> =
    std::array<std::string_view, 4>{"hours", "percent", "days", "count"};
template <>
inline constexpr auto couloir::kNames<couloir::region::Applicant> =
    std::array<std::string_view, 3>{"member_lab", "community", "company_project"};
template <>
inline constexpr auto couloir::kNames<couloir::region::Condition> =
    std::array<std::string_view, 4>{"confirmed_lab", "lab_files", "company_named", "aid_declared"};
