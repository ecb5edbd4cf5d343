// A migrated, empty database of each kind, a clock that stands still, and one event; for the tests of the journal.
#pragma once

#include <gtest/gtest.h>

#include "journal/jobs.h"
#include "journal/journal.h"
#include "store/testing.h"

namespace couloir::journal {

using DossierId = Id<struct DossierTag>;
using CallId = Id<struct CallTag>;

struct DossierSubmitted {
  static constexpr auto kName = "dossier.submitted"sv;
  DossierId dossier;
  CallId call;
  static constexpr auto kFields =
      fields(field("dossier", &DossierSubmitted::dossier), field("call", &DossierSubmitted::call));
};

struct Note {
  static constexpr auto kName = "test.note"sv;
  std::int64_t number = 0;
  static constexpr auto kFields = fields(field("number", &Note::number));
};

struct World {
  TestDb database;
  FixedClock clock{*parse_instant("2026-11-22T09:00:00Z")};
  PersonId person{5};
  std::string request_id = "r-1";

  explicit World(TestDatabase kind) : database(kind) {}
  Db& db() { return *database; }
  Op op() {
    Actor actor;
    actor.person = person;
    actor.door = Door::api;
    return {db(), actor, clock.now(), request_id};
  }
  void write(const std::function<void(Tx&)>& body) {
    db().write([&](Tx& tx) {
      body(tx);
      return true;
    });
  }
  std::unique_ptr<Jobs> jobs() { return std::make_unique<Jobs>(db(), clock); }
};

class OnBothDatabases : public testing::TestWithParam<TestDatabase> {};

}  // namespace couloir::journal
