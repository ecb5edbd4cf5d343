// The register of laboratories: seeded from the region pack, then kept true by the office and by each lab. Only a
// confirmed member may be asked to sponsor unless the office says otherwise.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "people/role.h"
#include "store/db.h"
#include "words/fact_status.h"
#include "words/words.h"

namespace couloir::people {

enum class LabMembership { confirmed, unverified };

}  // namespace couloir::people

template <>
inline constexpr auto couloir::kNames<couloir::people::LabMembership> =
    std::array<std::string_view, 2>{"confirmed", "unverified"};

namespace couloir::people {

/// What the lab itself may keep up to date.
struct LabProfile {
  Bilingual name;
  std::vector<std::string> towns;    ///< codes of the region pack; the first is where its office is
  std::vector<std::string> pillars;  ///< codes of the region pack; empty: works across all of them
  std::vector<std::string> themes_fr, themes_en;
  std::string contact_email;  ///< where requests go; empty: to the persons of the lab alone

  bool operator==(const LabProfile&) const = default;
};
/// What only the office says.
struct LabStatus {
  LabMembership membership = LabMembership::unverified;
  std::string source;       ///< https://… or the words of the region pack
  std::string source_date;  ///< ISO, as precise as the source: "2026-09-14", "2026-09", "2026"
  FactStatus fact_status = FactStatus::unverified;
  bool active = true;  ///< false: kept for its history, asked no more

  bool operator==(const LabStatus&) const = default;
};
struct Lab {
  LabId id;
  std::string code;  ///< "loria"; frozen
  LabProfile profile;
  LabStatus status;
  std::optional<Instant> edited_at;  ///< empty: still as the region pack gave it
  std::int64_t version = 0;
};

/// A setting of the office: whether unverified members may be asked too.
enum class Askable { confirmed_only, also_unverified };
bool may_be_asked_to_sponsor(const Lab&, Askable = Askable::confirmed_only);

/// By field: name_fr, name_en, towns, pillars, themes_fr, themes_en, contact_email.
std::vector<Problem> problems_of(const LabProfile&);
/// source, source_date.
std::vector<Problem> problems_of(const LabStatus&);

bool may_edit_lab(const Actor&, LabId);  ///< the office; the lab its own
bool may_set_lab_status(const Actor&);   ///< the office

// ── lab_store.cc ──
std::optional<Lab> find_lab(Reader&, LabId);
std::optional<Lab> find_lab_by_code(Reader&, std::string_view code);
/// The whole register in one statement, by code: a region has tens of labs.
std::vector<Lab> all_labs(Reader&);

// ── lab.cc: commands ──
struct LabSeed {
  std::string code;
  LabProfile profile;
  LabStatus status;
};
struct SeedCount {
  int added = 0, updated = 0, unchanged = 0;
  int kept = 0;  ///< edited here since: left as they are
};
/// Brings the register to what the region pack says, by code; rows edited here are kept. The office, or admin.
/// Errors: forbidden, invalid.
Result<SeedCount> seed_labs(const Op&, const std::vector<LabSeed>&);
/// Errors: forbidden, invalid, refused (the code is taken).
Result<Lab> add_lab(const Op&, const LabSeed&);
/// Errors: not_found, forbidden, invalid, conflict.
Result<Lab> edit_lab(const Op&, LabId, std::int64_t version, const LabProfile&);
Result<Lab> set_lab_status(const Op&, LabId, std::int64_t version, const LabStatus&);

// ── lab_member.cc: who speaks for a lab ──
struct LabMemberRow {
  LabId lab;
  PersonId person;
  std::string person_name, person_email;
  Standing standing;
  Instant asked_at;
};
std::vector<LabMemberRow> lab_members_of(Reader&, LabId);
std::vector<LabMemberRow> asked_lab_members(Reader&, int limit = 100);  ///< oldest first: for the office
bool may_decide_lab_members(const Actor&);                              ///< the office

/// The person asks to speak for it. Errors: unauthenticated, not_found.
Result<void> ask_to_speak_for(const Op&, LabId);
/// Also without having been asked. Errors: forbidden, not_found.
Result<void> accept_lab_member(const Op&, LabId, PersonId);
/// Declines or removes; a person may leave. Errors: forbidden, not_found.
Result<void> remove_lab_member(const Op&, LabId, PersonId);

}  // namespace couloir::people
