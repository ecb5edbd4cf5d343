#include "people/person.h"

#include "base/text.h"
#include "journal/journal.h"
#include "journal/mail.h"
#include "people/events.h"
#include "people/person_store.h"

namespace couloir::people {

namespace {

constexpr std::size_t kLongestName = 120;

bool on_one_line(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}  // namespace

std::string email_key(std::string_view email) {
  std::string key(trim(email));
  std::ranges::transform(key, key.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return key;
}

std::optional<Problem> problem_of_name(std::string_view name) {
  auto text = trim(name);
  if (text.empty()) return Problem{"name", say("Write the name of the person.")};
  if (!is_utf8(text) || !on_one_line(text) || count_of_code_points(text) > kLongestName)
    return Problem{"name", say("A name takes one line and at most 120 characters.")};
  return std::nullopt;
}

std::vector<Problem> problems_of_person(std::string_view name, std::string_view email) {
  std::vector<Problem> found;
  if (auto problem = problem_of_name(name)) found.push_back(*problem);
  if (auto address = trim(email); !is_email(address) || !journal::is_mail_address(address))
    found.push_back({"email", say("This is not an e-mail address, such as marie.dupont@example.fr.")});
  return found;
}

bool may_list_persons(const Actor& actor) { return actor.roles.meets({Role::office, Role::admin}); }
bool may_see_person(const Actor& actor, PersonId id) {
  return may_list_persons(actor) || (actor.logged_in() && actor.person == id);
}
bool may_erase_person(const Actor& actor, PersonId id) {
  return actor.roles.has(Role::admin) || (actor.logged_in() && actor.person == id);
}
bool may_edit_person(const Actor& actor, PersonId id) { return may_erase_person(actor, id); }
bool may_invite(const Actor& actor) { return may_list_persons(actor); }

Error no_such_person() { return Error::not_found(say("There is no such person.")); }

namespace {

Result<Person> person_to_edit(Tx& tx, const Op& op, PersonId id) {
  auto person = find_person(tx, id);
  if (!may_edit_person(op.actor, id) || !person || person->erased_at) return no_such_person();
  return *std::move(person);
}

Result<Person> save_and_record(Tx& tx, const Op& op, Person person) {
  TRY(save_person(tx, person));
  journal::record(tx, op, PersonEdited{person.id, person.version});
  return person;
}

}  // namespace

Result<Person> edit_person(const Op& op, PersonId id, std::int64_t version, const PersonEdit& edit) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Person> {
    TRY_LET(auto person, person_to_edit(tx, op, id));
    if (auto problem = problem_of_name(edit.name)) return Error::invalid({*problem});
    person.name = trim(edit.name);
    person.lang = edit.lang;
    person.theme = edit.theme;
    person.version = version;
    return save_and_record(tx, op, std::move(person));
  });
}

Result<void> choose_language(const Op& op, Lang lang) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto person, person_to_edit(tx, op, op.actor.person));
    if (person.lang == lang) return {};
    person.lang = lang;
    TRY(save_and_record(tx, op, std::move(person)));
    return {};
  });
}

Result<void> choose_theme(const Op& op, Theme theme) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    TRY_LET(auto person, person_to_edit(tx, op, op.actor.person));
    if (person.theme == theme) return {};
    person.theme = theme;
    TRY(save_and_record(tx, op, std::move(person)));
    return {};
  });
}

}  // namespace couloir::people
