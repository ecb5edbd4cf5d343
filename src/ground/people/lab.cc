#include "people/lab.h"

#include "base/bug.h"
#include "base/text.h"
#include "journal/journal.h"
#include "journal/mail.h"
#include "people/events.h"
#include "people/lab_store.h"

namespace couloir::people {

bool may_be_asked_to_sponsor(const Lab& lab, Askable askable) {
  return lab.status.active &&
         (lab.status.membership == LabMembership::confirmed || askable == Askable::also_unverified);
}

bool may_set_lab_status(const Actor& actor) { return actor.roles.has(Role::office); }
bool may_edit_lab(const Actor& actor, LabId id) {
  return actor.roles.has(Role::office) || (actor.roles.has(Role::lab) && actor.speaks_for(id));
}

namespace {

bool is_word(std::string_view text, std::size_t longest) {
  bool plain = std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  return plain && is_utf8(text) && !trim(text).empty() && count_of_code_points(text) <= longest;
}
bool is_list_of_words(const std::vector<std::string>& items, std::size_t longest) {
  return items.size() <= 50 && std::ranges::all_of(items, [&](auto& item) { return is_word(item, longest); });
}

bool is_partial_date(std::string_view text) {
  constexpr std::string_view first = "0000-01-01";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  return parse_date(std::string(text) + std::string(first.substr(text.size()))).has_value();
}

}  // namespace

std::vector<Problem> problems_of(const LabProfile& lab) {
  std::vector<Problem> found;
  auto require = [&](bool met, std::string_view where, Sentence otherwise) {
    if (!met) found.push_back({std::string(where), std::move(otherwise)});
  };
  require(is_word(lab.name.fr, 200), "name_fr", say("Write the lab's French name, on one line."));
  require(is_word(lab.name.en, 200), "name_en", say("Write the lab's English name, on one line."));
  require(!lab.towns.empty() && is_list_of_words(lab.towns, 60), "towns", say("Name at least one town, one a line."));
  require(is_list_of_words(lab.pillars, 60), "pillars", say("Write one pillar a line, 50 at most."));
  require(is_list_of_words(lab.themes_fr, 200), "themes_fr", say("Write one theme a line, 50 at most."));
  require(is_list_of_words(lab.themes_en, 200), "themes_en", say("Write one theme a line, 50 at most."));
  require(lab.contact_email.empty() || journal::is_mail_address(lab.contact_email), "contact_email",
          say("This is not an e-mail address, such as marie.dupont@example.fr."));
  return found;
}

std::vector<Problem> problems_of(const LabStatus& status) {
  std::vector<Problem> found;
  if (!is_word(status.source, 500))
    found.push_back({"source", say("Say where this comes from: a web address, or a few words.")});
  if (!is_partial_date(status.source_date))
    found.push_back({"source_date", say("Give the date of the source: a day, a month (2026-09) or a year.")});
  return found;
}

namespace {

std::vector<Problem> problems_of_seed(const LabSeed& seed) {
  auto found = people::problems_of(seed.profile);
  std::ranges::move(people::problems_of(seed.status), std::back_inserter(found));
  bool plain = std::ranges::all_of(
      seed.code, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
  if (!plain || seed.code.empty() || seed.code.size() > 60)
    found.push_back({"code", say("A code takes small letters, digits and dashes.")});
  return found;
}

void seed_lab(Tx& tx, const Op& op, const LabSeed& seed, SeedCount& count) {
  auto lab = find_lab_by_code(tx, seed.code);
  if (!lab) {
    journal::record(tx, op, LabAdded{insert_lab(tx, seed), true});
    ++count.added;
  } else if (lab->edited_at) {
    ++count.kept;
  } else if (lab->profile == seed.profile && lab->status == seed.status) {
    ++count.unchanged;
  } else {
    lab->profile = seed.profile;
    lab->status = seed.status;
    check(save_lab(tx, *lab).has_value(), "nobody else writes meanwhile");
    journal::record(tx, op, LabEdited{lab->id, lab->version, true});
    ++count.updated;
  }
}

Error office_only() { return Error::forbidden(say("Only the office keeps the register of labs.")); }

}  // namespace

Result<SeedCount> seed_labs(const Op& op, const std::vector<LabSeed>& seeds) {
  if (!op.actor.roles.meets({Role::office, Role::admin})) return office_only();
  std::vector<Problem> found;
  for (auto& seed : seeds)
    for (auto& problem : problems_of_seed(seed)) found.push_back({seed.code + "/" + problem.where, problem.what});
  if (!found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<SeedCount> {
    SeedCount count;
    for (auto& seed : seeds) seed_lab(tx, op, seed, count);
    return count;
  });
}

Result<Lab> add_lab(const Op& op, const LabSeed& seed) {
  if (!may_set_lab_status(op.actor)) return office_only();
  if (auto found = problems_of_seed(seed); !found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Lab> {
    if (find_lab_by_code(tx, seed.code))
      return Error::refused(say("There is a lab with the code {1} already.", seed.code));
    Lab lab{insert_lab(tx, seed), seed.code, seed.profile, seed.status, op.now, 1};
    TRY(save_lab(tx, lab));  // marks it as edited here, so that the region pack never overwrites it
    journal::record(tx, op, LabAdded{lab.id, false});
    return lab;
  });
}

Result<Lab> edit_lab(const Op& op, LabId id, std::int64_t version, const LabProfile& profile) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Lab> {
    auto lab = find_lab(tx, id);
    if (!lab) return no_such_lab();
    if (!may_edit_lab(op.actor, id))
      return Error::forbidden(say("Only the office and the lab itself may change this page."));
    if (auto found = people::problems_of(profile); !found.empty()) return Error::invalid(std::move(found));
    lab->profile = profile;
    lab->edited_at = op.now;
    lab->version = version;
    TRY(save_lab(tx, *lab));
    journal::record(tx, op, LabEdited{id, lab->version, false});
    return *lab;
  });
}

Result<Lab> set_lab_status(const Op& op, LabId id, std::int64_t version, const LabStatus& status) {
  if (!may_set_lab_status(op.actor)) return office_only();
  return in_transaction(op.db, [&](Tx& tx) -> Result<Lab> {
    auto lab = find_lab(tx, id);
    if (!lab) return no_such_lab();
    if (auto found = people::problems_of(status); !found.empty()) return Error::invalid(std::move(found));
    lab->status = status;
    lab->edited_at = op.now;
    lab->version = version;
    TRY(save_lab(tx, *lab));
    journal::record(tx, op, LabStatusSet{id, lab->version, status.membership, status.active});
    return *lab;
  });
}

}  // namespace couloir::people
