// A person of the cluster: name, e-mail, language, and how an account is made, proved and erased. Who may do what lives
// in role.h; passwords and cookies in login.h.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "store/db.h"
#include "words/words.h"

namespace couloir::people {

enum class Theme { system, light, dark };
/// Orders of a list of persons: by name, by e-mail, or the newest first.
enum class PersonSort { name, email, created };

}  // namespace couloir::people

template <>
inline constexpr auto couloir::kNames<couloir::people::Theme> =
    std::array<std::string_view, 3>{"system", "light", "dark"};
template <>
inline constexpr auto couloir::kNames<couloir::people::PersonSort> =
    std::array<std::string_view, 3>{"name", "email", "created"};

namespace couloir::people {

struct Person {
  PersonId id;
  std::string name;   ///< empty once erased, like the e-mail
  std::string email;  ///< as typed; two that differ only in case are the same
  Lang lang = Lang::fr;
  Theme theme = Theme::system;
  Instant created_at;
  std::optional<Instant> confirmed_at;  ///< empty: the link of the first mail was not followed yet, so no login
  std::optional<Instant> erased_at;
  std::int64_t version = 0;  ///< optimistic lock
};

/// What a person may change about themself. The e-mail is not among them: it is proved by a link.
struct PersonEdit {
  std::string name;
  Lang lang = Lang::fr;
  Theme theme = Theme::system;
};

/// The form under which an e-mail is unique: without outer spaces, in lower case.
std::string email_key(std::string_view email);
/// Name: 1–120 characters on one line. E-mail: one that can travel. Every problem at once.
std::vector<Problem> problems_of_person(std::string_view name, std::string_view email);

/// The office and admin read; others see themselves.
bool may_see_person(const Actor&, PersonId);
bool may_edit_person(const Actor&, PersonId);
bool may_erase_person(const Actor&, PersonId);  ///< oneself, or admin
bool may_list_persons(const Actor&);
bool may_invite(const Actor&);

// ── person_store.cc ──
std::optional<Person> find_person(Reader&, PersonId);
std::optional<Person> find_person_by_email(Reader&, std::string_view email);

using PersonNames = std::unordered_map<PersonId, std::string>;
/// Names for a page, one statement for up to 32; erased persons are left out.
PersonNames names_of_persons(Reader&, const std::vector<PersonId>&);
/// "somebody who left" for one who is not among them.
std::string name_in(const PersonNames&, PersonId);

struct PersonFilter {
  std::string text;           ///< part of name or e-mail, without case or accents; empty: all
  std::optional<Role> role;   ///< granted or asked
  bool only_waiting = false;  ///< those who asked for a role
};
struct PersonRow {
  Person person;
  Roles granted, asked;
};
/// Erased ones left out, after the person `after` of the same order. One statement whatever the number of rows.
std::vector<PersonRow> list_persons(Reader&, const PersonFilter&, int limit, PersonId after = {},
                                    PersonSort = PersonSort::name);

// ── person commands ──
/// Errors: forbidden, not_found, invalid, conflict (another version is stored).
Result<Person> edit_person(const Op&, PersonId, std::int64_t version, const PersonEdit&);
/// Language or theme alone, without a version: the switch on every page.
Result<void> choose_language(const Op&, Lang);
Result<void> choose_theme(const Op&, Theme);

}  // namespace couloir::people
