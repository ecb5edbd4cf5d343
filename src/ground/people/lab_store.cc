#include "people/lab_store.h"

#include "base/text.h"

namespace couloir::people {

namespace {

std::string as_lines(const std::vector<std::string>& items) {
  std::string text;
  for (auto& item : items) text += (text.empty() ? "" : "\n") + item;
  return text;
}

std::vector<std::string> from_lines(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    auto end = text.find('\n');
    items.emplace_back(text.substr(0, end));
    text = end == text.npos ? "" : text.substr(end + 1);
  }
  return items;
}

Lab lab_of(const Row& row) {
  return {.id = row.get<LabId>("id"),
          .code = row.get<std::string>("code"),
          .profile = {.name = {row.get<std::string>("name_fr"), row.get<std::string>("name_en")},
                      .towns = from_lines(row.get<std::string_view>("towns")),
                      .pillars = from_lines(row.get<std::string_view>("pillars")),
                      .themes_fr = from_lines(row.get<std::string_view>("themes_fr")),
                      .themes_en = from_lines(row.get<std::string_view>("themes_en")),
                      .contact_email = row.get<std::string>("contact_email")},
          .status = {.membership = row.get<LabMembership>("membership"),
                     .source = row.get<std::string>("source"),
                     .source_date = row.get<std::string>("source_date"),
                     .fact_status = row.get<FactStatus>("fact_status"),
                     .active = row.get<bool>("active")},
          .edited_at = row.get<std::optional<Instant>>("edited_at"),
          .version = row.get<std::int64_t>("version")};
}

constexpr std::string_view kFindLab = "SELECT * FROM people_lab WHERE id = :id";
constexpr std::string_view kFindByCode = "SELECT * FROM people_lab WHERE code = :code";
constexpr std::string_view kAll = "SELECT * FROM people_lab ORDER BY code";
constexpr std::string_view kInsertLab = R"sql(
  INSERT INTO people_lab (code, name_fr, name_en, towns, pillars, themes_fr, themes_en, contact_email,
                          membership, source, source_date, fact_status, active, version)
  VALUES (:code, :name_fr, :name_en, :towns, :pillars, :themes_fr, :themes_en, :contact_email,
          :membership, :source, :source_date, :fact_status, :active, 1)
  RETURNING id)sql";
constexpr std::string_view kSaveLab = R"sql(
  UPDATE people_lab
     SET name_fr = :name_fr, name_en = :name_en, towns = :towns, pillars = :pillars, themes_fr = :themes_fr,
         themes_en = :themes_en, contact_email = :contact_email, membership = :membership, source = :source,
         source_date = :source_date, fact_status = :fact_status, active = :active, edited_at = :edited_at,
         version = version + 1
   WHERE id = :id AND version = :version)sql";

}  // namespace

Error no_such_lab() { return Error::not_found(say("There is no such lab.")); }

std::optional<Lab> find_lab(Reader& db, LabId id) { return db.first(kFindLab, {{":id", id}}, lab_of); }
std::optional<Lab> find_lab_by_code(Reader& db, std::string_view code) {
  return db.first(kFindByCode, {{":code", code}}, lab_of);
}
std::vector<Lab> all_labs(Reader& db) { return db.all(kAll, {}, lab_of); }

LabId insert_lab(Tx& tx, const LabSeed& lab) {
  auto& [code, profile, status] = lab;
  return LabId{tx.one<std::int64_t>(kInsertLab, {{":code", code},
                                                 {":name_fr", profile.name.fr},
                                                 {":name_en", profile.name.en},
                                                 {":towns", as_lines(profile.towns)},
                                                 {":pillars", as_lines(profile.pillars)},
                                                 {":themes_fr", as_lines(profile.themes_fr)},
                                                 {":themes_en", as_lines(profile.themes_en)},
                                                 {":contact_email", profile.contact_email},
                                                 {":membership", status.membership},
                                                 {":source", status.source},
                                                 {":source_date", status.source_date},
                                                 {":fact_status", status.fact_status},
                                                 {":active", status.active}})};
}

Result<void> save_lab(Tx& tx, Lab& lab) {
  auto& [name, towns, pillars, themes_fr, themes_en, contact_email] = lab.profile;
  auto& status = lab.status;
  auto changed = tx.exec(kSaveLab, {{":name_fr", name.fr},
                                    {":name_en", name.en},
                                    {":towns", as_lines(towns)},
                                    {":pillars", as_lines(pillars)},
                                    {":themes_fr", as_lines(themes_fr)},
                                    {":themes_en", as_lines(themes_en)},
                                    {":contact_email", contact_email},
                                    {":membership", status.membership},
                                    {":source", status.source},
                                    {":source_date", status.source_date},
                                    {":fact_status", status.fact_status},
                                    {":active", status.active},
                                    {":edited_at", lab.edited_at},
                                    {":id", lab.id},
                                    {":version", lab.version}});
  if (changed == 0) return Error::conflict(say("This lab was changed meanwhile. Here is how it stands now."));
  ++lab.version;
  return {};
}

}  // namespace couloir::people
