#include "app/demo_entries.h"

#include <fstream>
#include <sstream>

#include "base/csv.h"
#include "region/toml.h"

namespace couloir::app {

namespace fs = std::filesystem;

void describe(Describer& d, DemoFile& f) {
  d.field("organisation", f.organisation, text(1, 200));
  d.field("use_case", f.use_case, text(1, 100));
  d.field("says", f.says, text(1, 200));
  d.field("how_far", f.how_far, text(1, 20));
  d.field("reason", f.reason, text(0, 500).or_keep());
  d.field("answers", f.answers, text(1, 100));
}
void describe(Describer& d, DemoFiles& f) {
  d.field("common", f.common, text(1, 100));
  d.field("files", f.files);
}
std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

namespace {

Result<std::vector<Login>> read_logins(const fs::path& path) {
  auto content = content_of(path);
  TRY_LET(auto csv, CsvReader::open(content));
  std::vector<Login> logins;
  CsvRow row;
  for (bool header = true;; header = false) {
    TRY_LET(bool more, csv.next(row));
    if (!more) return logins;
    if (header) continue;
    auto role = row.fields.size() == 3 ? from_name<Role>(row.fields[2]) : std::nullopt;
    if (!role)
      return Error::invalid(say("{1}:{2} is not login,password,role.", path.string(), std::to_string(row.line)));
    logins.push_back({std::string(row.fields[0]), std::string(row.fields[1]), *role});
  }
}

/// Empty: the SIRET is wrong, and the complaint is made.
std::optional<DemoOrganisation> read_organisation(region::Table& table) {
  auto siret = parse_siret(table.text("siret"));
  if (!siret) table.complain("siret", siret.error().message);
  if (!siret) return std::nullopt;
  DemoOrganisation o{{*siret, {}, {}, {}, {}}, {}, {}, {}};
  o.entry.facts.name = table.text("name");
  o.entry.facts.legal_form = table.text("legal_form");
  auto version = table.one_of<NafVersion>("naf_version");
  if (auto naf = parse_naf(table.text("naf"), version)) o.entry.facts.naf = *naf;
  o.entry.facts.town = table.text("town");
  o.entry.postcode = table.text("postcode");
  o.entry.town_code = table.text("town_code");
  o.entry.facts.size.linked = table.one_of<LinkedFigures>("linked");
  o.entry.facts.size.head_count = table.maybe_integer("head_count", 0, 100'000);
  if (auto euros = table.maybe_integer("turnover_eur", 0, 2'000'000'000))
    o.entry.facts.size.turnover = Euros::whole(*euros);
  if (auto euros = table.maybe_integer("balance_sheet_eur", 0, 2'000'000'000))
    o.entry.facts.size.balance_sheet = Euros::whole(*euros);
  o.entry.facts.size_year = table.maybe_integer("size_year", 2000, 2100);
  o.teams = table.texts("teams");
  if (table.has("people")) o.people = table.texts("people");
  o.use_cases = table.maybe_text("use_cases").value_or("");
  return o;
}

DemoChecklist read_checklist(region::Table& table, const region::Pack& pack) {
  DemoChecklist checklist{table.text("organisation"), table.text("team"), {}, {}};
  auto people = table.table("people"), levels = table.table("levels");
  for (const auto& role : pack.team_roles) {
    if (auto number = people.maybe_integer(role.code, 1, 1'000)) checklist.ready.people[role.code] = *number;
    if (!levels.has(role.code)) continue;
    auto of_role = levels.table(role.code);
    for (const auto& need : role.needs)
      if (auto level = of_role.maybe_integer(need.skill, 0, region::kTopSkillLevel))
        checklist.ready.levels[role.code][need.skill] = *level;
  }
  for (auto& training : table.maybe_tables("training"))
    checklist.plan.push_back({training.text("code"), training.maybe_text("note").value_or(""),
                              training.maybe_integer("due_in_days", 0, 1'000),
                              training.maybe_integer("done_days_ago", 0, 1'000)});
  return checklist;
}

DemoEngineer read_demo_engineer(region::Table& table, const region::Pack& pack) {
  DemoEngineer e;
  e.login = table.maybe_text("login").value_or("");
  e.ready.name = table.text("name");
  e.ready.site = table.text("site");
  e.ready.share = table.maybe_integer("share", 1, 100).value_or(100);
  e.ready.parallel = table.maybe_integer("parallel", 1, 10).value_or(3);
  e.in_after_months = table.maybe_integer("in_after_months", 0, 24);
  e.out_after_months = table.maybe_integer("out_after_months", 0, 24);
  auto skills = table.table("skills");
  for (const auto& skill : pack.skills)
    if (auto level = skills.maybe_integer(skill.code, 1, region::kTopSkillLevel)) e.ready.skills[skill.code] = *level;
  for (auto& away : table.maybe_tables("away"))
    e.ready.away[away.integer("month", 0, 24)] = away.integer("percent", 1, 100);
  return e;
}

}  // namespace

Result<Demo> read_demo(const fs::path& folder, const region::Pack& pack, const calls::DossierPack& dossiers) {
  Demo demo;
  TRY_LET(demo.logins, read_logins(folder / "logins.csv"));
  TRY(read_json(shape_of(demo.act), content_of(folder / "ai-act.json")));
  Date today{std::chrono::floor<std::chrono::days>(system_clock().now().t)};
  TRY_LET(demo.dossiers, calls::open_demonstration(folder / "dossiers.toml", dossiers, today));
  region::Complaints complaints(today);
  region::read_toml(folder / "organisations.toml", complaints, [&](region::Table& root) {
    for (auto& table : root.tables("organisation"))
      if (auto organisation = read_organisation(table)) demo.organisations.push_back(*std::move(organisation));
    for (auto& table : root.tables("person"))
      demo.persons.push_back({table.text("login"), table.text("name"), table.maybe_text("lab").value_or(""),
                              table.maybe_text("organisation").value_or(""),
                              table.has("role") ? std::optional(table.one_of<Role>("role")) : std::nullopt});
  });
  region::read_toml(folder / "skills.toml", complaints, [&](region::Table& root) {
    for (auto& table : root.tables("checklist")) demo.checklists.push_back(read_checklist(table, pack));
  });
  region::read_toml(folder / "pool.toml", complaints, [&](region::Table& root) {
    for (auto& table : root.tables("engineer")) demo.engineers.push_back(read_demo_engineer(table, pack));
  });
  if (!complaints.empty()) return complaints.error(say("The demonstration cannot be read."));
  return demo;
}

}  // namespace couloir::app
