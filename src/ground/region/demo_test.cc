// The demonstration's files fit the pack they are shown with.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/actor.h"
#include "base/csv.h"
#include "base/identifiers.h"
#include "base/text.h"
#include "region/pack.h"
#include "region/toml.h"

namespace couloir::region {
namespace {

const Date kDemoDay = *parse_date("2026-11-22");

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::string& file) {
  std::ostringstream all;
  all << std::ifstream(COULOIR_SOURCE_DIR "/demo/" + file).rdbuf();
  auto text = all.str();
  auto reader = CsvReader::open(text).value();
  Rows found;
  for (CsvRow row; reader.next(row).value();) found.emplace_back(row.fields.begin(), row.fields.end());
  return found;
}

TEST(Demonstration, has_one_login_a_role) {
  auto rows = rows_of("logins.csv");
  EXPECT_EQ(rows.front(), (std::vector<std::string>{"login", "password", "role"}));
  std::vector<std::string> roles;
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    EXPECT_TRUE(is_email((*row)[0])) << (*row)[0];
    EXPECT_GE((*row)[1].size(), 12) << (*row)[0];
    roles.push_back((*row)[2]);
  }
  auto names = names_of<Role>();
  EXPECT_EQ(roles, std::vector<std::string>(names.begin(), names.end()));
}

/// Every row of the file answers the pack's questions with a level or not at all; returns how many there are.
std::size_t expect_levels_of(const Pack& pack, const std::string& file) {
  std::vector<std::string> levels;
  for (auto& pillar : pack.pillars) levels.push_back(pillar.code);
  for (auto& criterion : pack.criteria)
    if (criterion.asked == Asked::once) levels.push_back(criterion.code);

  auto rows = rows_of(file);
  auto& header = rows.front();
  auto first_level = header.size() - levels.size();
  EXPECT_EQ(std::vector<std::string>(header.begin() + first_level, header.end()), levels);
  EXPECT_EQ(std::set<std::string>(header.begin(), header.end()).size(), header.size()) << "a column twice";

  std::set<std::string> ids;
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    EXPECT_EQ(row->size(), header.size()) << row->front();
    if (row->size() != header.size()) continue;
    ids.insert(row->front());
    for (auto at = first_level; at < row->size(); ++at)
      EXPECT_TRUE((*row)[at].empty() || ((*row)[at].size() == 1 && '0' <= (*row)[at][0] && (*row)[at][0] <= '5'))
          << row->front() << " " << header[at];
  }
  EXPECT_EQ(ids.size(), rows.size() - 1) << file << ": a reference twice";
  return ids.size();
}

TEST(Demonstration, scores_use_cases_on_the_pillars_and_criteria_of_the_pack) {
  auto pack = load_pack(COULOIR_SOURCE_DIR "/data/grand-est", kDemoDay).value();
  EXPECT_EQ(expect_levels_of(pack, "use-cases.csv"), 24);
}

TEST(Demonstration, lives_in_towns_and_labs_of_the_pack_with_well_formed_numbers) {
  auto pack = load_pack(COULOIR_SOURCE_DIR "/data/grand-est", kDemoDay).value();
  std::set<std::string> towns, logins, sirets, names, files;
  for (auto& town : pack.towns) towns.insert(town.name.fr);
  for (auto& row : rows_of("logins.csv")) logins.insert(row[0]);

  Complaints complaints(kDemoDay);
  read_toml(COULOIR_SOURCE_DIR "/demo/organisations.toml", complaints, [&](Table& root) {
    for (auto& organisation : root.tables("organisation")) {
      auto siret = organisation.text("siret");
      EXPECT_TRUE(parse_siret(siret)) << siret;
      sirets.insert(siret);
      EXPECT_TRUE(parse_naf(organisation.text("naf"), organisation.one_of<NafVersion>("naf_version")));
      EXPECT_TRUE(towns.contains(organisation.text("town"))) << siret;
      for (auto key : {"name", "legal_form", "postcode", "town_code", "linked"}) organisation.text(key);
      for (auto key : {"head_count", "turnover_eur", "balance_sheet_eur", "size_year"})
        organisation.maybe_integer(key, 0, 2'000'000'000);
      organisation.texts("teams");
      names.insert(organisation.text("name"));
      if (auto file = organisation.maybe_text("use_cases")) files.insert(*file);
      if (!organisation.has("people")) continue;
      for (auto& login : organisation.texts("people")) EXPECT_TRUE(logins.contains(login)) << login;
    }
    for (auto& person : root.tables("person")) {
      auto login = person.text("login");
      auto neighbours = person.maybe_text("organisation"), role = person.maybe_text("role");
      // A login's role is in logins.csv; who has none works for a neighbour or has a role of her own.
      EXPECT_EQ(logins.contains(login) + neighbours.has_value() + role.has_value(), 1) << login;
      if (neighbours) {
        EXPECT_TRUE(names.contains(*neighbours)) << *neighbours;
      }
      person.text("name");
      if (auto lab = person.maybe_text("lab")) {
        EXPECT_EQ(find(pack.labs, *lab)->membership, Membership::confirmed) << *lab;
      }
    }
  });
  EXPECT_TRUE(complaints.empty()) << complaints.error({}).problems.front().where;
  EXPECT_EQ(sirets.size(), 8);
  EXPECT_EQ(files.size(), 6);
  for (const auto& file : files) expect_levels_of(pack, file);
}

}  // namespace
}  // namespace couloir::region
