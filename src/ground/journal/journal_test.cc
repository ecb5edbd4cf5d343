#include "journal/journal.h"

#include <gtest/gtest.h>

#include <fstream>

#include "journal/jobs.h"
#include "journal/keyed.h"
#include "journal/test_world.h"
#include "store/temporary_folder.h"

namespace couloir::journal {
namespace {

class Journal : public OnBothDatabases {};
INSTANTIATE_TEST_SUITE_P(, Journal, both_databases(), database_name);

Mark submit(World& world, DossierId dossier) {
  Mark mark;
  world.write([&](Tx& tx) { mark = record(tx, world.op(), DossierSubmitted{dossier, CallId{2}}); });
  return mark;
}

void submit_many(World& world, int n) {
  world.write([&](Tx& tx) {
    for (int i = 1; i <= n; ++i) record(tx, world.op(), DossierSubmitted{DossierId{i}, CallId{2}});
  });
}

TEST_P(Journal, keeps_who_did_what_when_and_under_which_request) {
  World world(GetParam());
  auto mark = submit(world, DossierId{7});
  auto entry = find_entry(*world.db().reader(), 1);
  ASSERT_TRUE(entry);
  Entry expected{.seq = 1,
                 .at = world.clock.now(),
                 .actor = PersonId{5},
                 .door = Door::api,
                 .request_id = "r-1",
                 .name = "dossier.submitted",
                 .subject = "dossier",
                 .subject_id = 7,
                 .payload = R"({"dossier":7,"call":2})",
                 .prev_hash = {},
                 .hash = mark.hash};
  EXPECT_EQ(*entry, expected);
  EXPECT_EQ(head(*world.db().reader()), mark);
}

// printf
// '15:couloir-event/1,64:000…000,1:1,24:2026-11-22T09:00:00.000Z,1:5,3:api,3:r-1,17:dossier.submitted,7:dossier,1:7,22:{"dossier":7,"call":2},'
// | sha256sum
TEST_P(Journal, hashes_exactly_the_bytes_the_adr_tells) {
  World world(GetParam());
  auto mark = submit(world, DossierId{7});
  EXPECT_EQ(canonical_bytes(*find_entry(*world.db().reader(), 1)),
            "15:couloir-event/1,64:" + std::string(64, '0') +
                ",1:1,24:2026-11-22T09:00:00.000Z,1:5,3:api,3:r-1,17:dossier.submitted,7:dossier,1:7,"
                R"(22:{"dossier":7,"call":2},)");
  EXPECT_EQ(mark.hash.hex(), "2c6500661a7dfcdd77e4af55ba54fadb8afc2c812ec664164efac49673c50e30");
}

TEST_P(Journal, verifies_after_many_events) {
  World world(GetParam());
  for (int i = 0; i < 3; ++i) submit_many(world, 800);
  std::vector<std::int64_t> told;
  auto verdict = verify(*world.db().reader(), {}, [&](std::int64_t n) { told.push_back(n); });
  EXPECT_TRUE(verdict.whole());
  EXPECT_EQ(verdict.checked, 2400);
  EXPECT_EQ(verdict.head.seq, 2400);
  EXPECT_EQ(told, (std::vector<std::int64_t>{1000, 2000}));
}

TEST_P(Journal, verifies_when_empty) {
  World world(GetParam());
  auto verdict = verify(*world.db().reader());
  EXPECT_TRUE(verdict.whole());
  EXPECT_EQ(verdict.checked, 0);
}

TEST_P(Journal, has_no_trace_of_what_was_rolled_back) {
  World world(GetParam());
  submit(world, DossierId{1});
  auto refused = in_transaction(world.db(), [&](Tx& tx) -> Result<int> {
    record(tx, world.op(), DossierSubmitted{DossierId{2}, CallId{2}});
    return Error::refused(say("No."));
  });
  EXPECT_FALSE(refused);
  submit(world, DossierId{3});
  auto verdict = verify(*world.db().reader());
  EXPECT_TRUE(verdict.whole());
  EXPECT_EQ(verdict.checked, 2);
  EXPECT_EQ(find_entry(*world.db().reader(), 2)->subject_id, 3);
}

struct Tampering {
  std::string_view how;
  std::vector<std::string_view> sql;
  Flaw flaw;
  std::int64_t at;
};

const std::vector<Tampering> kTamperings{
    {"payload edited",
     {R"(UPDATE journal_event SET payload = '{"dossier":5,"call":9}' WHERE seq = 5)"},
     Flaw::changed,
     5},
    {"date edited", {"UPDATE journal_event SET at = '2026-11-22T08:00:00.000Z' WHERE seq = 5"}, Flaw::changed, 5},
    {"date made unreadable", {"UPDATE journal_event SET at = 'yesterday' WHERE seq = 5"}, Flaw::changed, 5},
    {"actor edited", {"UPDATE journal_event SET actor = 6 WHERE seq = 5"}, Flaw::changed, 5},
    {"actor removed", {"UPDATE journal_event SET actor = NULL WHERE seq = 5"}, Flaw::changed, 5},
    {"door edited", {"UPDATE journal_event SET door = 'cli' WHERE seq = 5"}, Flaw::changed, 5},
    {"request edited", {"UPDATE journal_event SET request_id = 'r-2' WHERE seq = 5"}, Flaw::changed, 5},
    {"name edited", {"UPDATE journal_event SET name = 'dossier.declined' WHERE seq = 5"}, Flaw::changed, 5},
    {"subject edited", {"UPDATE journal_event SET subject_id = 6 WHERE seq = 5"}, Flaw::changed, 5},
    {"a boundary moved",
     {"UPDATE journal_event SET request_id = 'r-', name = '1dossier.submitted' WHERE seq = 5"},
     Flaw::changed,
     5},
    {"hash spoilt", {"UPDATE journal_event SET hash = 'none' WHERE seq = 5"}, Flaw::changed, 5},
    {"first deleted", {"DELETE FROM journal_event WHERE seq = 1"}, Flaw::missing, 1},
    {"middle deleted", {"DELETE FROM journal_event WHERE seq = 5"}, Flaw::missing, 5},
    {"last deleted", {"DELETE FROM journal_event WHERE seq = 9"}, Flaw::tail, 9},
    {"all deleted", {"DELETE FROM journal_event"}, Flaw::tail, 1},
    {"deleted and renumbered",
     {"DELETE FROM journal_event WHERE seq = 9", "UPDATE journal_head SET seq = 8 WHERE id = 1"},
     Flaw::tail,
     9},
    {"two swapped",
     {"UPDATE journal_event SET seq = 100 WHERE seq = 5", "UPDATE journal_event SET seq = 5 WHERE seq = 6",
      "UPDATE journal_event SET seq = 6 WHERE seq = 100"},
     Flaw::changed,
     5},
    {"a copy put at the end",
     {"INSERT INTO journal_event SELECT 10, at, actor, door, request_id, name, subject, subject_id, payload, "
      "prev_hash, hash FROM journal_event WHERE seq = 9"},
     Flaw::changed,
     10},
    {"a copy put before the start",
     {"INSERT INTO journal_event SELECT 0, at, actor, door, request_id, name, subject, subject_id, payload, "
      "prev_hash, hash FROM journal_event WHERE seq = 9"},
     Flaw::unlinked,
     1},
    {"head row deleted", {"DELETE FROM journal_head"}, Flaw::tail, 10},
};

TEST_P(Journal, tells_where_it_was_tampered_with) {
  for (const auto& tampering : kTamperings) {
    SCOPED_TRACE(tampering.how);
    World world(GetParam());
    submit_many(world, 9);
    world.write([&](Tx& tx) {
      for (auto sql : tampering.sql) tx.exec(sql);
    });
    auto verdict = verify(*world.db().reader());
    EXPECT_EQ(verdict.flaw, tampering.flaw);
    EXPECT_EQ(verdict.at, tampering.at);
    EXPECT_EQ(verdict.checked, tampering.at - 1);
  }
}

// Somebody who knows the recipe forges an event whole: its own hash is right, the next one's link is not.
TEST_P(Journal, notices_an_event_replaced_by_a_forged_one) {
  World world(GetParam());
  submit_many(world, 9);
  auto forged = *find_entry(*world.db().reader(), 5);
  forged.actor = PersonId{66};
  auto hash = sha256(canonical_bytes(forged)).hex();
  world.write(
      [&](Tx& tx) { tx.exec("UPDATE journal_event SET actor = 66, hash = :hash WHERE seq = 5", {{":hash", hash}}); });
  auto verdict = verify(*world.db().reader());
  EXPECT_EQ(verdict.flaw, Flaw::unlinked);
  EXPECT_EQ(verdict.at, 6);
}

TEST_P(Journal, notices_a_chain_rewritten_whole_by_a_mark_noted_outside) {
  World honest(GetParam()), forged(GetParam());
  submit_many(honest, 9);
  submit_many(forged, 4);
  forged.person = PersonId{66};
  submit_many(forged, 5);
  auto noted = head(*honest.db().reader());
  EXPECT_TRUE(verify(*honest.db().reader(), {noted}).whole());
  EXPECT_TRUE(verify(*forged.db().reader()).whole());
  EXPECT_EQ(verify(*forged.db().reader(), {noted}).flaw, Flaw::marked);
  EXPECT_EQ(verify(*honest.db().reader(), {{10, noted.hash}}).flaw, Flaw::marked);
}

TEST_P(Journal, gives_the_history_of_a_thing_newest_first_page_by_page) {
  World world(GetParam());
  for (int i = 0; i < 5; ++i) submit_many(world, 2);  // dossier 1 has the odd numbers
  auto seqs = [](const std::vector<Entry>& entries) {
    std::vector<std::int64_t> found;
    for (const auto& e : entries) found.push_back(e.seq);
    return found;
  };
  auto db = world.db().reader();
  EXPECT_EQ(seqs(history_of(*db, "dossier", 1, 3)), (std::vector<std::int64_t>{9, 7, 5}));
  EXPECT_EQ(seqs(history_of(*db, "dossier", 1, 3, 5)), (std::vector<std::int64_t>{3, 1}));
  EXPECT_EQ(seqs(history_of(*db, "call", 2)), std::vector<std::int64_t>{});
  EXPECT_EQ(seqs(history_by(*db, PersonId{5}, 2)), (std::vector<std::int64_t>{10, 9}));
  EXPECT_EQ(seqs(history_by(*db, PersonId{6})), std::vector<std::int64_t>{});
}

TEST_P(Journal, leaves_as_json_lines_with_the_payload_as_hashed) {
  World world(GetParam());
  world.person = {};
  auto mark = submit(world, DossierId{7});
  std::string lines;
  export_lines(*world.db().reader(), [&](std::string_view line) { lines += line; });
  EXPECT_EQ(lines, R"({"seq":1,"at":"2026-11-22T09:00:00.000Z","actor":null,"door":"api","request_id":"r-1",)"
                   R"("name":"dossier.submitted","subject":"dossier","subject_id":7,)"
                   R"("payload":"{\"dossier\":7,\"call\":2}","prev_hash":")" +
                       std::string(64, '0') + R"(","hash":")" + mark.hash.hex() + "\"}\n");
}

TEST_P(Journal, refuses_a_request_id_that_could_carry_words) {
  World world(GetParam());
  world.request_id = "Jeanne Martin";
  EXPECT_THROW(submit(world, DossierId{7}), std::logic_error);
}

/// The Python of the ADR, as an outsider would copy it.
std::string recipe_of_the_adr() {
  std::ifstream adr(COULOIR_SOURCE_DIR "/docs/adr/0006-journal.md");
  std::string code, line;
  while (std::getline(adr, line) && line.find("import hashlib") == line.npos) {
  }
  for (; line.starts_with("    "); std::getline(adr, line)) code += line.substr(4) + "\n";
  return code;
}

/// Exit status of the recipe fed with these lines.
int outsiders_verdict(const std::string& lines) {
  TemporaryFolder folder;
  std::ofstream(folder.path() + "/check.py") << recipe_of_the_adr();
  std::ofstream(folder.path() + "/journal.jsonl") << lines;
  return std::system(("cd " + folder.path() + " && python3 check.py <journal.jsonl >verdict 2>&1").c_str());
}

TEST_P(Journal, finds_the_request_of_a_key_whatever_was_sent_under_it) {
  World world(GetParam());
  world.write([&](Tx& tx) {
    auto op = world.op();
    for (auto id : {"other.aa", "key1.bb", "key.cc", "key"}) {
      op.request_id = id;
      record(tx, op, DossierSubmitted{DossierId{1}, CallId{2}});
    }
  });
  auto found = first_of_key(*world.db().reader(), "key");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->request_id, "key.cc");
  EXPECT_FALSE(first_of_key(*world.db().reader(), "ke"));
}

TEST_P(Journal, is_checked_by_an_outsider_with_the_recipe_of_the_adr) {
  World world(GetParam());
  submit_many(world, 3);
  world.person = {};
  submit_many(world, 2);
  std::string lines;
  export_lines(*world.db().reader(), [&](std::string_view line) { lines += line; });
  EXPECT_EQ(outsiders_verdict(lines), 0);
  EXPECT_NE(outsiders_verdict(lines.replace(lines.find("api"), 3, "cli")), 0);
}

TEST_P(Journal, delivers_an_event_to_each_listener_once_committed) {
  World world(GetParam());
  std::vector<std::string> heard;
  auto jobs = world.jobs();
  auto listen = [&](std::string name) {
    return [&heard, name](const DossierSubmitted& event, JobContext& context) -> Result<void> {
      heard.push_back(name + " " + event.dossier.str() + " by " + context.event()->actor.str());
      return {};
    };
  };
  jobs->on<DossierSubmitted>("test.receipt", listen("receipt"));
  jobs->on<DossierSubmitted>("test.demand", listen("demand"));
  submit(world, DossierId{7});
  EXPECT_EQ(heard, std::vector<std::string>{});
  EXPECT_EQ(jobs->run_due(), 2);
  EXPECT_EQ(heard, (std::vector<std::string>{"receipt 7 by 5", "demand 7 by 5"}));
  EXPECT_EQ(jobs->run_due(), 0);
}

TEST_P(Journal, delivers_nothing_of_what_was_rolled_back) {
  World world(GetParam());
  auto jobs = world.jobs();
  jobs->on<DossierSubmitted>("test.receipt", [](const DossierSubmitted&, JobContext&) -> Result<void> { return {}; });
  world.db().write([&](Tx& tx) {
    record(tx, world.op(), DossierSubmitted{DossierId{7}, CallId{2}});
    return false;
  });
  EXPECT_EQ(jobs->run_due(), 0);
  EXPECT_EQ(jobs_in(*world.db().reader(), JobState::waiting).size(), 0U);
}

TEST_P(Journal, keeps_the_order_for_a_listener_that_needs_it_through_a_failure) {
  World world(GetParam());
  std::vector<std::int64_t> heard;
  bool fail = true;
  auto jobs = world.jobs();
  auto listen = [&](const DossierSubmitted& event, JobContext&) -> Result<void> {
    heard.push_back(event.dossier.v);
    if (event.dossier.v == 2 && std::exchange(fail, false)) return Error::unavailable(say("Later."));
    return {};
  };
  jobs->on<DossierSubmitted>("test.ordered", listen, Order::kept);
  submit_many(world, 4);
  EXPECT_EQ(jobs->run_due(), 2);
  world.clock.tick(std::chrono::seconds(10));
  EXPECT_EQ(jobs->run_due(), 3);
  EXPECT_EQ(heard, (std::vector<std::int64_t>{1, 2, 2, 3, 4}));
}

TEST_P(Journal, is_read_on_from_a_place) {
  World world(GetParam());
  submit_many(world, 5);
  auto reader = world.db().reader();
  auto seqs = [&](std::int64_t after, int limit) {
    std::vector<std::int64_t> found;
    for (const auto& entry : entries_after(*reader, after, limit)) found.push_back(entry.seq);
    return found;
  };
  EXPECT_EQ(seqs(0, 2), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(seqs(3, 9), (std::vector<std::int64_t>{4, 5}));
  EXPECT_EQ(seqs(5, 9), std::vector<std::int64_t>{});
}

}  // namespace
}  // namespace couloir::journal
