// Persons, organisations and labs for tests of any part: rows put straight into the tables, so that a test of a room
// says in one line who is there. Never in the program.
//   auto office = a_person(*db).with(Role::office).actor();
//   auto acme = an_organisation(*db).named("Acme").id();
//   auto marie = a_person(*db).with(Role::operator_).owning(acme).actor();
#pragma once

#include <fmt/format.h>

#include <atomic>
#include <string>

#include "people/establishment_store.h"
#include "people/lab_member_store.h"
#include "people/lab_store.h"
#include "people/login_store.h"
#include "people/membership_store.h"
#include "people/organisation_store.h"
#include "people/person_store.h"
#include "people/role_store.h"
#include "people/visit.h"

namespace couloir::people {

inline Instant at(std::string_view iso) { return parse_instant(iso).value(); }
inline const Instant kTestNow = at("2026-11-22T10:00:00Z");

inline int next_test_number() {
  static std::atomic<int> number{0};
  return ++number;
}

/// A SIRET nobody else of this run has; its check digits are right.
inline Siret a_siret() {
  auto stem = fmt::format("9{:07}", next_test_number());
  auto completed = [](std::string digits, auto parse) {
    for (char last = '0';; ++last)
      if (auto number = parse(digits + last)) return *number;
  };
  auto siren = completed(stem, parse_siren);
  return completed(siren.str() + "0001", parse_siret);
}

class PersonBuilder {
 public:
  explicit PersonBuilder(Db& db) : db_(db) {}
  PersonBuilder& named(std::string name) { return person_.name = std::move(name), *this; }
  PersonBuilder& at_address(std::string email) { return person_.email = std::move(email), *this; }
  PersonBuilder& speaking(Lang lang) { return person_.lang = lang, *this; }
  PersonBuilder& unconfirmed() { return person_.confirmed_at.reset(), *this; }
  PersonBuilder& with(Role role) { return actor_.roles.add(role), *this; }
  PersonBuilder& asking(Role role) { return asked_.add(role), *this; }
  PersonBuilder& working_for(OrganisationId id) { return join(id, Membership::member); }
  PersonBuilder& owning(OrganisationId id) { return join(id, Membership::owner); }
  PersonBuilder& speaking_for(LabId id) { return actor_.labs.push_back(id), *this; }
  /// As argon2id text, e.g. made by a Hasher.
  PersonBuilder& with_password_hash(std::string hash) { return hash_ = std::move(hash), *this; }

  /// Puts the rows there and gives who acts.
  Actor actor() {
    db_.write([&](Tx& tx) { return insert(tx), true; });
    return actor_;
  }
  PersonId id() { return actor().person; }

 private:
  PersonBuilder& join(OrganisationId id, Membership membership) {
    actor_.organisations.push_back(id);
    memberships_.push_back(membership);
    return *this;
  }
  void insert(Tx& tx);

  Db& db_;
  NewPerson person_{"Marie Dupont", fmt::format("person{}@example.fr", next_test_number()), Lang::fr, kTestNow};
  Actor actor_;
  Roles asked_;
  std::vector<Membership> memberships_;
  std::string hash_;
};
inline PersonBuilder a_person(Db& db) { return PersonBuilder(db); }

class OrganisationBuilder {
 public:
  explicit OrganisationBuilder(Db& db) : db_(db) { facts_.name = "Menuiserie Muller", facts_.town = "Colmar"; }
  OrganisationBuilder& named(std::string name) { return facts_.name = std::move(name), *this; }
  OrganisationBuilder& in(std::string town) { return facts_.town = std::move(town), *this; }
  OrganisationBuilder& with_size(SizeFigures size) { return facts_.size = size, *this; }
  OrganisationBuilder& at_siret(const Siret& siret) { return siret_ = siret, *this; }
  OrganisationId id() {
    OrganisationId id;
    db_.write([&](Tx& tx) {
      id = insert_organisation(tx, siret_.siren(), facts_, kTestNow);
      insert_establishment(tx, id, {siret_, "", "", "", facts_.town, true});
      return true;
    });
    return id;
  }

 private:
  Db& db_;
  OrganisationFacts facts_;
  Siret siret_ = a_siret();
};
inline OrganisationBuilder an_organisation(Db& db) { return OrganisationBuilder(db); }

/// Confirmed and active unless told otherwise.
class LabBuilder {
 public:
  explicit LabBuilder(Db& db) : db_(db) {}
  LabBuilder& coded(std::string code) { return seed_.code = std::move(code), *this; }
  LabBuilder& named(Bilingual name) { return seed_.profile.name = std::move(name), *this; }
  LabBuilder& in(std::vector<std::string> towns) { return seed_.profile.towns = std::move(towns), *this; }
  LabBuilder& on(std::vector<std::string> pillars) { return seed_.profile.pillars = std::move(pillars), *this; }
  LabBuilder& studying(std::vector<std::string> fr, std::vector<std::string> en) {
    seed_.profile.themes_fr = std::move(fr);
    seed_.profile.themes_en = std::move(en);
    return *this;
  }
  LabBuilder& unverified() { return seed_.status.membership = LabMembership::unverified, *this; }
  LabBuilder& inactive() { return seed_.status.active = false, *this; }
  LabSeed seed() const { return seed_; }
  LabId id() {
    LabId id;
    db_.write([&](Tx& tx) { return id = insert_lab(tx, seed_), true; });
    return id;
  }

 private:
  Db& db_;
  LabSeed seed_{fmt::format("lab-{}", next_test_number()),
                {{"Laboratoire d’essai", "Test laboratory"}, {"nancy"}, {"P1"}, {"langue"}, {"language"}, ""},
                {LabMembership::confirmed, "https://example.fr/labs", "2026-01", FactStatus::confirmed, true}};
};
inline LabBuilder a_lab(Db& db) { return LabBuilder(db); }

/// Somebody doing something, at the time of the tests unless told otherwise.
inline Op op_of(Db& db, Actor actor, Instant now = kTestNow) { return {db, std::move(actor), now, "test"}; }
inline Op visitor(Db& db, Instant now = kTestNow) { return op_of(db, {}, now); }

/// Everything logins need, with the cheapest hash.
struct TestDesk {
  Hasher hasher{kCheapHash};
  Attempts attempts;
  SecretKey key = SecretKey::random();
  LoginDesk desk{hasher, attempts, key, "https://couloir.example"};
};

inline void PersonBuilder::insert(Tx& tx) {
  auto id = actor_.person = insert_person(tx, person_, kTestNow);
  for (auto name : names_of<Role>()) {
    auto role = *from_name<Role>(name);
    if (actor_.roles.has(role)) upsert_granted_role(tx, id, role, {}, kTestNow);
    if (asked_.has(role)) insert_asked_role(tx, id, role, kTestNow);
  }
  for (std::size_t i = 0; i < memberships_.size(); ++i)
    upsert_membership(tx, actor_.organisations[i], id, memberships_[i], kTestNow);
  for (auto lab : actor_.labs) upsert_granted_lab_member(tx, lab, id, kTestNow);
  if (!hash_.empty()) upsert_password(tx, id, hash_, kTestNow);
}

}  // namespace couloir::people
