// A database with rows of every age is brought to today's schema, one migration after the other: what each of them
// changes is told row by row, everything else stays as it was, and the chain of the journal stays whole.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <regex>

#include "journal/test_world.h"
#include "store/backup.h"
#include "store/tables.h"
#include "store/temporary_folder.h"

namespace couloir::journal {
namespace {

using testing::ElementsAre;

// What is written once the schema is at a version, in the columns of that time. A migration that changes rows of a
// table needs some here. People: 1 the owner, 2 to 4 guests, 5 a reviewer.
const std::map<int, std::string_view> kWritten{{3, R"sql(
  INSERT INTO people_person (id, name, name_key, email, email_key, lang, theme, created_at, confirmed_at, version) VALUES
    (1, 'Ada Œuvre', 'ada oeuvre', 'ada@example.org', 'ada@example.org', 'fr', 'dark', '2024-01-08T09:00:00.000Z',
     '2024-01-08T09:05:00.000Z', 3),
    (2, 'Olga', 'olga', NULL, NULL, 'en', 'system', '2024-01-08T09:00:00.000Z', NULL, 1),
    (3, 'Nora', 'nora', NULL, NULL, 'en', 'system', '2024-01-08T09:00:00.000Z', NULL, 1),
    (4, 'Ines', 'ines', NULL, NULL, 'fr', 'light', '2024-01-08T09:00:00.000Z', NULL, 1),
    (5, 'Luc', 'luc', NULL, NULL, 'fr', 'light', '2024-01-08T09:00:00.000Z', NULL, 1);
  INSERT INTO people_role (person, role, standing, asked_at) VALUES (1, 'operator', 'granted', '2024-01-08T09:00:00.000Z');
  INSERT INTO people_organisation (id, siren, name, name_key, legal_form, turnover_cents, linked, town, website, created_at,
    version) VALUES (1, '732829320', 'Moulins d’Alsace; SA', 'moulins d alsace sa', '', 1234567890, 'none', 'Metz', '',
    '2024-01-08T09:00:00.000Z', 1);
  INSERT INTO people_lab (id, code, name_fr, name_en, towns, pillars, themes_fr, themes_en, contact_email, membership, source,
    source_date, fact_status, active, version) VALUES (1, 'lab-one', 'Labo', 'Lab', 'Metz', 'P1', '', '', '', 'confirmed', 'here',
    '2024-01-01', 'confirmed', 1, 1);
  INSERT INTO portfolio_use_case (id, organisation, title, title_key, problem, process, expected_kpi, baseline, target,
    data_needed, impact, rice, wsjf, state, stop_reason, mapped_on, filed_on, score_floor, score_ceiling, score_pillar,
    score_wave, score_scorers, score_complete, created_at, updated_at, version) VALUES
    (1, 1, 'Trier', 'trier', 'p', '', '', '', '', '', 0.5, 12.25, -1, 'filed', '', '2024-01-20', '2024-02-01', 41.5, 60,
     'P1', '2024-1', 2, 0, '2024-01-08T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 4),
    (2, 1, 'Lire', 'lire', 'p', '', '', '', '', '', NULL, -1, -1, 'filed', '', '2024-01-20', '2024-02-01', -1, -1,
     '', '', 0, 0, '2024-01-08T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 4),
    (3, 1, 'Voir', 'voir', 'p', '', '', '', '', '', NULL, -1, -1, 'filed', '', '2024-01-20', '2024-02-01', -1, -1,
     '', '', 0, 0, '2024-01-08T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 4),
    (4, 1, 'Dire', 'dire', 'p', '', '', '', '', '', NULL, -1, -1, 'idea', '', NULL, NULL, -1, -1,
     '', '', 0, 0, '2024-01-08T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 1),
    (5, 1, 'Peser', 'peser', 'p', '', '', '', '', '', NULL, -1, -1, 'filed', '', NULL, '2024-02-03', -1, -1,
     '', '', 0, 0, '2024-01-08T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 7);
  INSERT INTO portfolio_change (id, use_case, version, at, person, field, before, after) VALUES
    (1, 1, 2, '2024-01-09T09:00:00.000Z', 1, 'title', 'Tri', 'Trier');
)sql"},
                                               {9, R"sql(
  INSERT INTO calls_call (id, code, name_fr, name_en, about_fr, about_en, state, applicants, opens_announced, silence_days, form,
    filed, source, source_date, fact_status, version) VALUES (1, 'pool', 'Appel', 'Call', '', '', 'published', 'member_lab', '',
    30, 1, 3, 'here', '2024-01-01', 'confirmed', 1);
  INSERT INTO calls_cut_off (id, call, at) VALUES (1, 1, '2024-03-01T12:00:00.000Z');
  INSERT INTO calls_form (call, revision, content, published_at) VALUES (1, 1, '{}', '2024-01-08T09:00:00.000Z');
  INSERT INTO calls_dossier (id, call, use_case, organisation, form, title, applicant, lab, window_from, window_to, state,
    state_since, cut_off, number, rank, created_at, updated_at, version) VALUES
    (1, 1, 1, 1, 1, 'Trier', 'company_project', 1, '', '', 'submitted', '2024-02-01T09:00:00.000Z', 1, '2024-001', 1,
     '2024-01-20T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 3),
    (2, 1, 2, 1, 1, 'Lire', 'member_lab', 1, '', '', 'withdrawn', '2024-02-02T09:00:00.000Z', 1, '2024-002', 2,
     '2024-01-20T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 3),
    (3, 1, 3, 1, 1, 'Voir', 'member_lab', 1, '', '', 'under_review', '2024-02-02T09:00:00.000Z', 1, '2024-003', 3,
     '2024-01-20T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 3),
    (4, 1, 4, 1, 1, 'Dire', 'member_lab', NULL, '', '', 'draft', '2024-02-02T09:00:00.000Z', NULL, NULL, NULL,
     '2024-01-20T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 1);
  INSERT INTO calls_answer (dossier, section, body, version, updated_at) VALUES (1, 'goals', 'Le but', 2, '2024-02-01T09:00:00.000Z');
  INSERT INTO calls_staffing (dossier, position, skill, level, least, full_effort) VALUES (1, 1, 'nlp', 2, 100, 250);
  INSERT INTO calls_partner (id, dossier, kind, name, siret, town, does) VALUES (1, 1, 'company', 'Moulins', '', 'Metz', '');
  INSERT INTO calls_member (dossier, person, part, added_at) VALUES (1, 1, 'owner', '2024-01-20T09:00:00.000Z');
  INSERT INTO calls_annex (id, dossier, sha256, added_at) VALUES (1, 1, 'ab', '2024-01-20T09:00:00.000Z');
  INSERT INTO calls_filing (id, dossier, turn, received_at, cut_off, content, sha256) VALUES
    (1, 1, 1, '2024-01-30T09:00:00.000Z', 1, '{"applicant":"member_lab"}', 'c1'),
    (2, 1, 2, '2024-02-01T09:00:00.000Z', 1, '{"applicant":"company_project","aid_declared_for":"732829320"}', 'c2'),
    (3, 3, 1, '2024-02-01T09:00:00.000Z', 1, '{"applicant":"member_lab"}', 'c3');
  INSERT INTO calls_party (dossier, party, name, town) VALUES (1, 'siren:732829320', 'Moulins', 'Metz'), (1, 'lab:1', 'Labo', ''),
    (3, 'siren:732829320', 'Moulins', 'Metz');
  INSERT INTO calls_line (dossier, title, organisation, lab, asked, least, act, warnings) VALUES
    (1, 'Trier', 'Moulins', 'Labo', 250, 100, '', ''), (3, 'Voir', 'Moulins', 'Labo', 0, 0, '', '');
  INSERT INTO calls_declaration (dossier, siren, declared_at) VALUES (1, '732829320', '2024-01-25T09:00:00.000Z'),
    (3, '732829320', '2024-01-25T09:00:00.000Z'), (4, '732829320', '2024-01-25T09:00:00.000Z');
  INSERT INTO calls_aid (id, dossier, granted_on, amount, giver) VALUES (1, 1, '2023-05-02', 1500000, 'Pôle, dossier 2024-002'),
    (2, 3, '2023-05-02', 200000, '2024-001 du pôle'), (3, 4, '2023-06-02', 90, 'Région');
  INSERT INTO calls_signature (id, dossier, lab, at, sha256) VALUES (1, 1, 1, '2024-01-29T09:00:00.000Z', 'c2'),
    (2, 3, 1, '2024-01-29T09:00:00.000Z', 'c3');
  INSERT INTO calls_late_token (id, cut_off, named, reason, digest, expires_at, issued_at) VALUES
    (1, 1, 'Labo', 'panne', 'd1', '2024-03-04T12:00:00.000Z', '2024-03-01T13:00:00.000Z');
  INSERT INTO calls_return (id, dossier, at, reason, correct_by) VALUES
    (1, 1, '2024-01-31T09:00:00.000Z', 'annexe', '2024-02-05T09:00:00.000Z');
  INSERT INTO calls_review_phase (id, call, cut_off, name, opens, closes, others, version) VALUES
    (1, 1, 1, 'un', '2024-03-02T09:00:00.000Z', '2024-03-20T09:00:00.000Z', 'hidden', 1);
  INSERT INTO calls_link (reviewer, call, party, linked, why, declared_at) VALUES (5, 1, 'lab:1', 0, '', '2024-03-02T09:00:00.000Z');
  INSERT INTO calls_assignment (id, dossier, reviewer, assigned_at) VALUES (1, 3, 5, '2024-03-02T09:00:00.000Z');
  INSERT INTO calls_review (id, assignment, state, to_applicant, internal, score, updated_at, version) VALUES
    (1, 1, 'draft', 'clair', '', 7, '2024-03-03T09:00:00.000Z', 2);
  INSERT INTO calls_mark (review, criterion, mark) VALUES (1, 'impact', 4);
  INSERT INTO calls_remark (id, dossier, at, body) VALUES (1, 3, '2024-03-03T09:00:00.000Z', 'à relire');
  INSERT INTO calls_meeting (id, call, cut_off, held_on, minutes, state, version) VALUES (1, 1, 1, '2024-04-02', '', 'planned', 1);
  INSERT INTO calls_decision (id, dossier, meeting, verdict, reasons, words, staffing_plan, prepared_at, version) VALUES
    (1, 3, 1, 'granted', '', 'oui', '', '2024-04-01T09:00:00.000Z', 1);
  INSERT INTO calls_reminder (dossier, person, about, at) VALUES (4, 1, 'draft', '2024-02-09T09:00:00.000Z');
  INSERT INTO calls_mute (person, at) VALUES (4, '2024-02-09T09:00:00.000Z');
)sql"},
                                               {12, R"sql(
  INSERT INTO calls_member (dossier, person, part, added_at, guest) VALUES (1, 2, 'owner', '2024-01-21T09:00:00.000Z', 1),
    (1, 3, 'signatory', '2024-01-21T09:00:00.000Z', 1), (1, 4, 'editor', '2024-01-21T09:00:00.000Z', 1),
    (1, 5, 'signatory', '2024-01-21T09:00:00.000Z', 0);
  INSERT INTO calls_invitation (id, dossier, email, email_key, part, token_hash, invited_by, invited_at, expires_at) VALUES
    (1, 1, 'a@example.org', 'a@example.org', 'reader', 'h1', NULL, '2024-02-01T09:00:00.000Z', '2024-02-15T09:00:00.000Z'),
    (2, 3, 'b@example.org', 'b@example.org', 'reader', 'h2', 1, '2024-02-01T09:00:00.000Z', '2024-02-15T09:00:00.000Z'),
    (3, 4, 'c@example.org', 'c@example.org', 'editor', 'h3', 1, '2024-02-01T09:00:00.000Z', '2024-02-15T09:00:00.000Z');
)sql"},
                                               {15, R"sql(
  INSERT INTO pool_engineer (id, person, site, share, parallel, created_at, updated_at, version) VALUES
    (1, 4, 'metz', 80, 2, '2024-02-01T09:00:00.000Z', '2024-02-01T09:00:00.000Z', 1);
  INSERT INTO pool_engineer_name (engineer, name) VALUES (1, 'Ines');
  INSERT INTO pool_engineer_skill (engineer, skill, level) VALUES (1, 'nlp', 3);
  INSERT INTO pool_away (engineer, month, percent) VALUES (1, '2024-05', 50);
  INSERT INTO pool_plan (id, name, batch, start, months, base, parent, instance_text, delta_text, plan_text, state, value,
    status, proof, made_at, version) VALUES
    (1, 'Printemps', 'b1', '2024-04', 6, NULL, NULL, 'i1', '', 'p1', 'published', 42, 'optimal', 'search',
     '2024-03-20T09:00:00.000Z', 2),
    (2, 'Été', 'b1', '2024-05', 6, 1, 1, 'i2', 'd2', '', 'draft', NULL, 'unknown', 'none', '2024-03-21T09:00:00.000Z', 1);
  INSERT INTO pool_approval (plan, person, at) VALUES (1, 1, '2024-03-22T09:00:00.000Z');
  INSERT INTO pool_left_out (plan, dossier, gaps) VALUES (1, 3, 'nlp');
  INSERT INTO pool_assignment (plan, dossier, engineer, skill, level, month, quanta, in_force) VALUES
    (1, 1, 1, 'nlp', 2, '2024-04', 5, 1);
  INSERT INTO pool_hours (engineer, dossier, week, month, minutes, updated_at) VALUES
    (1, 1, '2024-04-01', '2024-04', 420, '2024-04-05T09:00:00.000Z');
  INSERT INTO pool_confirmation (dossier, month, lab, minutes, at) VALUES (1, '2024-04', 1, 420, '2024-05-02T09:00:00.000Z');
  INSERT INTO pool_closing (month, exception, closed_at) VALUES ('2024-04', '', '2024-05-05T09:00:00.000Z');
  INSERT INTO pool_correction (id, engineer, dossier, month, minutes, why, at) VALUES
    (1, 1, 1, '2024-04', -30, 'oubli', '2024-05-06T09:00:00.000Z');
  INSERT INTO pool_calendar (engineer, sha256, made_at) VALUES (1, 'e1', '2024-04-01T09:00:00.000Z');
)sql"},
                                               {17, R"sql(
  INSERT INTO pool_solving (plan, value, bound, clashes) VALUES (2, 40, 44, 'Trop de promesses');
  INSERT INTO pool_closing_figure (month, home, planned, used) VALUES ('2024-04', 'metz', 500, 420);
  INSERT INTO calls_signature (id, dossier, lab, at, sha256) VALUES (3, 3, 1, '2999-01-01T09:00:00.000Z', 'c4');
)sql"},
                                               {20, R"sql(
  INSERT INTO pool_wish (plan, position, kind, dossier, engineer, skill, first, last, amount, level, home) VALUES
    (2, 1, 'pin', 1, 1, 'nlp', '2024-05', NULL, 5, 0, '');
)sql"},
                                               {21, R"sql(
  INSERT INTO calls_call (id, code, name_fr, name_en, about_fr, about_en, state, applicants, opens_announced, silence_days, form,
    filed, source, source_date, fact_status, version) VALUES
    (2, 'all', 'Tous', 'All', '', '', 'draft', 'member_lab community company_project', '', 30, 1, 0, 'here', '2024-01-01',
     'confirmed', 1),
    (3, 'two', 'Deux', 'Two', '', '', 'closed', 'company_project member_lab', '', 30, 1, 0, 'here', '2024-01-01', 'confirmed',
     1);
  INSERT INTO journal_mail (id, person, state, address, subject, body, html, language, secret, created_at) VALUES
    (1, 1, 'queued', 'ada@example.org', 'Déposé', 'Bonjour', NULL, 'fr', 0, '2024-02-01T09:00:00.000Z');
)sql"}};

std::vector<Migration> up_to(int version) {
  const auto& all = migrations();
  return {all.begin(), all.begin() + version};
}

using Cells = std::map<std::string, std::string>;  ///< by column
using Rows = std::map<std::string, Cells>;         ///< by table and key: "calls_member 1 2"

/// Every row of every table, as text.
Rows rows_of(Db& db) {
  Rows rows;
  auto reader = db.reader();
  for (const auto& table : tables_in(*reader, db.dialect())) {
    if (table.name == "store_migration") continue;
    std::string columns;
    for (const auto& column : table.columns)
      columns += fmt::format("{}CAST(\"{}\" AS TEXT)", columns.empty() ? "" : ", ", column.name);
    reader->each(fmt::format("SELECT {} FROM {}", columns, table.name), {}, [&](const Row& row) {
      auto key = table.name;
      Cells cells;
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        auto text = row.read<std::optional<std::string>>(static_cast<int>(i)).value_or("NULL");
        if (table.columns[i].key_place > 0)
          key += " " + text;
        else
          cells[table.columns[i].name] = text;
      }
      rows[key] = cells;
    });
  }
  return rows;
}

/// What a person would say of the two: "calls_aid 1 amount: 5 → 6". Columns that went are passed over, as are new ones
/// that say nothing.
std::vector<std::string> differences(const Rows& before, const Rows& after) {
  std::vector<std::string> said;
  for (const auto& [key, cells] : before) {
    auto now = after.find(key);
    if (now == after.end()) {
      said.push_back(key + ": gone");
      continue;
    }
    for (const auto& [column, value] : now->second) {
      auto old = cells.find(column);
      bool nothing = value.empty() || value == "NULL" || value == "0";
      if (old == cells.end() ? !nothing : old->second != value)
        said.push_back(fmt::format("{} {}: {} → {}", key, column, old == cells.end() ? "(new)" : old->second, value));
    }
  }
  for (const auto& [key, cells] : after)
    if (!before.contains(key)) said.push_back(key + ": new");
  return said;
}

void write_rows(Db& db, std::string_view sql) {
  db.write([&](Tx& tx) {
    for (const auto& statement : statements_of(sql, db.dialect())) tx.exec(statement);
    return true;
  });
}

Mark note_in_journal(Db& db, int version) {
  Actor actor;
  actor.person = PersonId{1};
  Op op{db, actor, *parse_instant("2024-01-08T09:00:00Z"), fmt::format("r-{}", version)};
  return *in_transaction(
      db, [&](Tx& tx) -> Result<Mark> { return record(tx, op, DossierSubmitted{DossierId{version}, CallId{1}}); });
}

/// Tables of which a migration changes or deletes rows, or the columns.
std::vector<std::string> changed_by(const Migration& migration) {
  static const std::regex kChange(R"((?:ALTER TABLE|UPDATE|DELETE FROM) (\w+))");
  std::string sql(migration.sql);
  std::vector<std::string> tables;
  for (std::sregex_iterator at(sql.begin(), sql.end(), kChange), end; at != end; ++at) tables.push_back((*at)[1]);
  return tables;
}

bool has_row_of(const Rows& rows, const std::string& table) {
  auto at = rows.lower_bound(table + " ");
  return at != rows.end() && at->first.starts_with(table + " ");
}

class Upgrade : public OnBothDatabases {};
INSTANTIATE_TEST_SUITE_P(, Upgrade, both_databases(), database_name);

TEST_P(Upgrade, keeps_every_row_and_changes_what_the_migration_says_alone) {
  EmptyTestDb db(GetParam());
  std::map<int, std::vector<std::string>> changed;
  std::vector<Mark> noted;
  for (int version = 1; version <= migrations().back().version; ++version) {
    auto before = rows_of(*db);
    for (const auto& table : changed_by(migrations().at(static_cast<std::size_t>(version) - 1)))
      EXPECT_TRUE(has_row_of(before, table))
          << "migration " << version << " changes " << table << ": give kWritten a row of it";
    ASSERT_EQ(migrate(*db, up_to(version)), 1);
    if (version > 1) {
      auto said = differences(before, rows_of(*db));
      if (!said.empty()) changed[version] = said;
    }
    noted.push_back(note_in_journal(*db, version));
    if (auto rows = kWritten.find(version); rows != kWritten.end()) write_rows(*db, rows->second);
  }

  EXPECT_THAT(changed[16],
              ElementsAre("calls_aid 1 by_number: (new) → 2024-002", "calls_aid 2 by_number: (new) → 2024-001",
                          "calls_invitation 1: gone", "calls_invitation 2: gone",
                          "calls_line 1 aided: (new) → 732829320", "calls_member 1 2 part: owner → editor",
                          "calls_member 1 3 part: signatory → reader", "portfolio_use_case 2 state: filed → mapped",
                          "portfolio_use_case 2 version: 4 → 5", "portfolio_use_case 5 mapped_on: NULL → 2024-02-03",
                          "portfolio_use_case 5 state: filed → mapped", "portfolio_use_case 5 version: 7 → 8"));
  EXPECT_THAT(changed[18], ElementsAre("calls_aid 1 by_number: 2024-002 → NULL"));
  EXPECT_THAT(changed[22],
              ElementsAre("calls_call 1 applicants: member_lab → member_lab:confirmed_lab,lab_files",
                          "calls_call 2 applicants: member_lab community company_project → member_lab:confirmed_lab "
                          "community:confirmed_lab company_project:confirmed_lab,company_named,aid_declared",
                          "calls_call 3 applicants: company_project member_lab → "
                          "company_project:confirmed_lab,company_named,aid_declared member_lab:confirmed_lab"));
  EXPECT_THAT(changed[24], ElementsAre("pool_wish 2 1: gone", "pool_variant_wish 2 1: new"));
  for (int version : {16, 18, 22, 24}) changed.erase(version);
  EXPECT_EQ(changed, (std::map<int, std::vector<std::string>>{}));

  auto verdict = verify(*db->reader(), noted);
  EXPECT_TRUE(verdict.whole());
  EXPECT_EQ(verdict.checked, migrations().back().version);
  EXPECT_EQ(describe_schema(*db), describe_schema(*TestDb(GetParam())));
}

TEST_P(Upgrade, of_a_backup_that_an_older_program_made_is_the_same) {
  TemporaryFolder folder;
  auto file = folder.path() + "/couloir.db";
  Rows before;
  std::vector<Mark> noted;
  {
    auto old = *open_db("sqlite:" + file);
    for (int version = 1; version <= 15; ++version) {
      ASSERT_EQ(migrate(*old, up_to(version)), 1);
      if (auto rows = kWritten.find(version); rows != kWritten.end()) write_rows(*old, rows->second);
    }
    for (int i = 1; i <= 3; ++i) noted.push_back(note_in_journal(*old, i));
    before = rows_of(*old);
  }
  EmptyTestDb db(GetParam());
  auto restored = restore(*db, file);
  ASSERT_TRUE(restored) << restored.error().message.msgid << restored.error().context;
  EXPECT_EQ(restored->schema, 15);
  auto after = rows_of(*db);
  for (const auto& [key, cells] : before)
    EXPECT_EQ(after.contains(key), !key.starts_with("calls_invitation") || key.ends_with("3")) << key;
  EXPECT_EQ(after.at("portfolio_use_case 1").at("state"), "filed");
  EXPECT_EQ(after.at("portfolio_use_case 5").at("state"), "mapped");
  EXPECT_EQ(after.at("calls_member 1 2").at("part"), "editor");
  EXPECT_EQ(after.at("calls_line 1").at("aided"), "732829320");
  EXPECT_EQ(after.at("calls_aid 1").at("by_number"), "NULL") << "signed before the number was read";
  EXPECT_EQ(after.at("pool_plan 2").at("name"), "Été");
  EXPECT_FALSE(after.at("pool_plan 2").contains("delta_text"));
  EXPECT_TRUE(verify(*db->reader(), noted).whole());
}

}  // namespace
}  // namespace couloir::journal
