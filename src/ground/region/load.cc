// Reads the files of a pack, each by one function, and checks what one file says against the others.
#include <algorithm>

#include "base/text.h"
#include "region/pack.h"
#include "region/toml.h"

namespace couloir::region {
namespace {

using Codes = std::vector<std::string>;

/// The pack so far, and the codes that later files may point to. A code counts as known even when the rest of its
/// table is wrong, so that one mistake is told once.
struct Loading {
  Pack pack;
  Codes departments, towns, pillars, skills;
};

Keywords read_keywords(Table table) { return {table.texts("fr"), table.texts("en")}; }

// ── region.toml ──
std::vector<std::chrono::weekday> read_weekend(Table& root) {
  static const Codes kDays{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
  std::vector<std::chrono::weekday> days;
  for (auto& day : root.some_of("weekend", kDays))
    days.emplace_back(static_cast<unsigned>(std::ranges::find(kDays, day) - kDays.begin()));
  return days;
}

std::string read_country(Table& root) {
  auto country = root.text("country");
  if (!country.empty() &&
      (country.size() != 2 || !std::ranges::all_of(country, [](char c) { return 'A' <= c && c <= 'Z'; })))
    root.complain("country", say("A country is two capital letters, such as FR."));
  return country;
}

std::string read_zone(Table& root) {
  auto zone = root.text("zone");
  if (!zone.empty() && !is_zone(zone))
    root.complain("zone", say("A time zone is expected here, such as Europe/Paris."));
  return zone;
}

std::optional<std::string> read_contact(Table& root) {
  auto contact = root.maybe_text("contact");
  if (contact && !contact->empty() && contact->find('@') == std::string::npos)
    root.complain("contact", say("An e-mail address is expected here; leave the key out when none is known."));
  return contact;
}

Authority read_authority(Table& table) {
  Authority authority{table.one_of<Duty>("duty"), table.bilingual("name"), table.text("url"), {}, {}};
  if (!authority.url.empty() && !authority.url.starts_with("https://"))
    table.complain("url", say("An address that begins with https:// is expected here."));
  if (auto how = table.maybe_bilingual("how")) authority.how = *how;
  authority.fact = table.fact();
  return authority;
}

void read_region(Table& root, Loading& to) {
  auto& region = to.pack.region;
  region.code = root.code("code");
  region.name = root.bilingual("name");
  region.cluster = root.bilingual("cluster");
  region.cluster_full_name = root.bilingual("cluster_full_name");
  region.country = read_country(root);
  region.zone = read_zone(root);
  region.language = root.one_of<Lang>("language");
  region.contact = read_contact(root);
  region.weekend = read_weekend(root);
  for (auto& table : root.maybe_tables("authority")) region.authorities.push_back(read_authority(table));
  region.fact = root.fact();
}

// ── places.toml ──
std::optional<Position> read_position(Table& town) {
  if (!town.has("position")) return std::nullopt;
  auto table = town.table("position");
  return Position{table.number("lat", -90, 90), table.number("lon", -180, 180), table.fact()};
}

void read_places(Table& root, Loading& to) {
  for (auto& table : root.tables("department"))
    to.pack.departments.push_back({table.new_code("code", to.departments), table.bilingual("name"), table.fact()});
  for (auto& table : root.tables("town")) {
    auto& town = to.pack.towns.emplace_back();
    town.code = table.new_code("code", to.towns);
    town.name = table.bilingual("name");
    town.department = table.one_of("department", to.departments);
    town.position = read_position(table);
    town.fact = table.fact();
  }
  Codes sites;
  for (auto& table : root.maybe_tables("work_site"))
    to.pack.work_sites.push_back(
        {table.new_code("code", sites), table.bilingual("name"), table.one_of("town", to.towns), table.fact()});
}

// ── holidays.toml ──
std::variant<std::chrono::month_day, EasterOffset> read_when(Table& table) {
  if (table.has("on") == table.has("easter"))
    table.complain("on", say("A holiday has either “on” (such as \"12-25\") or “easter” (days after Easter Sunday)."));
  if (table.has("easter")) return EasterOffset{table.integer("easter", -60, 100)};
  if (!table.has("on")) return EasterOffset{};
  auto day = parse_date("2000-" + table.text("on"));  // a leap year: 29 February is a day
  if (!day) table.complain("on", say("A month and a day are expected here, such as \"12-25\"."));
  return day ? day->d.month() / day->d.day() : std::chrono::month_day{};
}

void read_holidays(Table& root, Loading& to) {
  Codes taken;
  for (auto& table : root.maybe_tables("holiday")) {
    auto& rule = to.pack.holidays.emplace_back();
    rule.code = table.new_code("code", taken);
    rule.name = table.bilingual("name");
    rule.when = read_when(table);
    if (table.has("departments")) rule.departments = table.some_of("departments", to.departments);
    rule.fact = table.fact();
  }
}

// ── pillars.toml ──
void read_pillars(Table& root, Loading& to) {
  for (auto& table : root.tables("pillar")) {
    auto& pillar = to.pack.pillars.emplace_back();
    pillar.code = table.new_code("code", to.pillars);
    pillar.label = table.bilingual("label");
    pillar.description = table.bilingual("description");
    pillar.weight = table.integer("weight", 1, 100);
    pillar.evidence = read_keywords(table.table("evidence"));
    pillar.fact = table.fact();
  }
  if (std::ranges::none_of(to.pack.pillars, [](auto& pillar) { return pillar.weight == 100; }))
    root.complain("pillar", say("At least one pillar must weigh 100, or no use case could reach the full score."));
}

// ── scoring.toml ──
std::array<Bilingual, Criterion::kTopLevel + 1> read_levels(Table& criterion) {
  std::array<Bilingual, Criterion::kTopLevel + 1> levels;
  auto table = criterion.table("levels");
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = table.bilingual(std::to_string(i));
  return levels;
}

void read_criteria(Table& root, Loading& to) {
  Codes taken;
  int sum = 0;
  for (auto& table : root.tables("criterion")) {
    auto& criterion = to.pack.criteria.emplace_back();
    criterion.code = table.new_code("code", taken);
    criterion.label = table.bilingual("label");
    criterion.question = table.bilingual("question");
    sum += criterion.weight = table.integer("weight", 1, 100);
    criterion.asked = table.one_of<Asked>("asked");
    criterion.levels = read_levels(table);
    criterion.fact = table.fact();
  }
  if (std::ranges::count(to.pack.criteria, Asked::per_pillar, &Criterion::asked) != 1)
    root.complain("criterion", say("Exactly one criterion is asked for each pillar: asked = \"per_pillar\"."));
  if (!taken.empty() && sum != 100)
    root.complain("criterion",
                  say("The weights of the criteria must sum to 100; they sum to {1}.", std::to_string(sum)));
}

void read_waves(Table& root, Loading& to) {
  Codes taken;
  for (auto& table : root.tables("wave")) {
    Wave wave{table.new_code("code", taken), table.bilingual("name"), table.date("opens"), table.date("closes"),
              table.fact()};
    if (wave.closes < wave.opens) table.complain("closes", say("This closes before it opens."));
    if (!to.pack.waves.empty() && wave.opens <= to.pack.waves.back().closes)
      table.complain(
          "opens", say("Waves follow one another: this one opens before “{1}” has closed.", to.pack.waves.back().code));
    to.pack.waves.push_back(std::move(wave));
  }
}

void read_scoring(Table& root, Loading& to) {
  read_criteria(root, to);
  read_waves(root, to);
}

// ── labs.toml ──
void read_labs(Table& root, Loading& to) {
  Codes taken;
  for (auto& table : root.tables("lab")) {
    auto& lab = to.pack.labs.emplace_back();
    lab.code = table.new_code("code", taken);
    lab.name = table.bilingual("name");
    lab.towns = table.some_of("towns", to.towns);
    if (lab.towns.empty() && table.has("towns")) table.complain("towns", say("A lab is in at least one town."));
    lab.membership = table.one_of<Membership>("membership");
    lab.fact = table.fact();
    auto pillars = table.table("pillars");
    lab.pillars = pillars.some_of("codes", to.pillars);
    lab.pillars_fact = pillars.fact();
    auto themes = table.table("themes");
    lab.themes = {themes.texts("fr"), themes.texts("en")};
    lab.themes_fact = themes.fact();
  }
}

// ── indicators.toml ──
void read_indicators(Table& root, Loading& to) {
  Codes taken;
  for (auto& table : root.maybe_tables("indicator")) {
    auto& indicator = to.pack.indicators.emplace_back();
    indicator.code = table.new_code("code", taken);
    indicator.name = table.bilingual("name");
    indicator.objective = table.bilingual("objective");
    indicator.formula = table.bilingual("formula");
    indicator.owner = table.one_of<Role>("owner");
    indicator.owner_title = table.bilingual("owner_title");
    indicator.cadence = table.one_of<Cadence>("cadence");
    indicator.unit = table.one_of<Unit>("unit");
    indicator.target = table.maybe_number("target", 0, 1e9);
    indicator.fact = table.fact();
  }
}

// ── calls.toml ──
std::vector<CutOff> read_cut_offs(Table& call) {
  std::vector<CutOff> found;
  for (auto& table : call.maybe_tables("cut_off")) {
    CutOff cut_off{table.instant("at"), table.fact()};
    if (!found.empty() && cut_off.at <= found.back().at)
      table.complain("at", say("Cut-offs go from the earliest to the latest."));
    found.push_back(std::move(cut_off));
  }
  return found;
}

/// What is asked of each kind that the call takes.
std::vector<Eligible> read_applicants(Table& call) {
  std::vector<Eligible> found;
  const auto& names = kNames<Applicant>;
  std::vector<std::string> kinds(names.begin(), names.end());
  auto table = call.table("applicants", kinds);
  for (const auto& kind : kinds) {
    if (!table.has(kind)) continue;
    auto conditions = table.some_of<Condition>(kind);
    std::ranges::sort(conditions);
    found.push_back({*from_name<Applicant>(kind), std::move(conditions)});
  }
  if (found.empty())
    call.complain("applicants", say("A table is expected here, with one or more of: {1}.", join_words(kinds)));
  return found;
}

void read_calls(Table& root, Loading& to) {
  Codes taken;
  for (auto& table : root.maybe_tables("call")) {
    auto& call = to.pack.calls.emplace_back();
    call.code = table.new_code("code", taken);
    call.name = table.bilingual("name");
    call.applicants = read_applicants(table);
    call.opens = table.maybe_partial_date("opens");
    call.closes = table.maybe_partial_date("closes");
    if (call.opens && call.closes && call.closes->first < call.opens->first)
      table.complain("closes", say("This closes before it opens."));
    call.ceiling_months = table.maybe_integer("ceiling_months", 1, 120);
    call.cut_offs = read_cut_offs(table);
    call.fact = table.fact();
  }
}

// ── week.toml ──
void read_editions(Table& root, Loading& to) {
  Codes taken;
  for (auto& table : root.maybe_tables("edition")) {
    auto& edition = to.pack.editions.emplace_back();
    edition.code = table.new_code("code", taken);
    edition.name = table.bilingual("name");
    edition.opens = table.date("opens");
    edition.closes = table.date("closes");
    if (edition.closes < edition.opens) table.complain("closes", say("This closes before it opens."));
    edition.towns = table.some_of("towns", to.towns);
    edition.fact = table.fact();
  }
}

// ── skills.toml ──
using SkillWords = std::array<Bilingual, kTopSkillLevel + 1>;
SkillWords read_skill_words(Table scale) {
  SkillWords words;
  for (std::size_t i = 0; i < words.size(); ++i) words[i] = scale.bilingual(std::to_string(i));
  return words;
}

void read_scale(Table& root, Loading& to) {
  auto table = root.table("scale");
  to.pack.skill_scale = {read_skill_words(table.table("names")), read_skill_words(table.table("meanings")),
                         table.fact()};
}

void read_skills_themselves(Table& root, Loading& to) {
  Codes groups;
  for (auto& table : root.tables("group"))
    to.pack.skill_groups.push_back({table.new_code("code", groups), table.bilingual("name"), table.fact()});
  for (auto& table : root.tables("skill")) {
    auto& skill = to.pack.skills.emplace_back();
    skill.code = table.new_code("code", to.skills);
    skill.name = table.bilingual("name");
    skill.description = table.bilingual("description");
    skill.group = table.one_of("group", groups);
    if (table.has("serves")) skill.serves = table.texts("serves");
    skill.fact = table.fact();
  }
}

void read_trainings(Table& root, Loading& to) {
  Codes taken;
  for (auto& table : root.maybe_tables("training")) {
    auto& training = to.pack.trainings.emplace_back();
    training.code = table.new_code("code", taken);
    training.name = table.bilingual("name");
    training.description = table.bilingual("description");
    training.teaches = table.some_of("teaches", to.skills);
    if (training.teaches.empty() && table.has("teaches"))
      table.complain("teaches", say("A training teaches at least one skill."));
    training.up_to = table.integer("up_to", 1, kTopSkillLevel);
    training.fact = table.fact();
  }
}

/// The best level to which a training of the pack brings somebody; 0: nothing teaches this skill.
int taught_up_to(const Pack& pack, const std::string& skill) {
  int best = 0;
  for (const auto& training : pack.trainings)
    if (std::ranges::find(training.teaches, skill) != training.teaches.end()) best = std::max(best, training.up_to);
  return best;
}

void read_team_roles(Table& root, Loading& to) {
  Codes taken;
  for (auto& table : root.maybe_tables("team_role")) {
    auto& role = to.pack.team_roles.emplace_back();
    role.code = table.new_code("code", taken);
    role.name = table.bilingual("name");
    role.description = table.bilingual("description");
    auto needs = table.table("needs");
    for (const auto& skill : to.skills) {
      auto level = needs.maybe_integer(skill, 1, kTopSkillLevel);
      if (!level) continue;
      role.needs.push_back({skill, *level});
      if (auto taught = taught_up_to(to.pack, skill); taught < *level)
        needs.complain(skill, say("Level {1} is needed here; the trainings of this pack reach {2}.",
                                  std::to_string(*level), std::to_string(taught)));
    }
    if (role.needs.empty() && table.has("needs")) table.complain("needs", say("A role needs at least one skill."));
    role.fact = table.fact();
  }
}

/// An empty file is a region without a catalogue; whoever writes one writes its scale, groups and skills.
void read_skills(Table& root, Loading& to) {
  bool any = false;
  for (auto key : {"scale", "group", "skill", "training", "team_role"}) any |= root.has(key);
  if (!any) return;
  read_scale(root, to);
  read_skills_themselves(root, to);
  read_trainings(root, to);
  read_team_roles(root, to);
}

// In this order, because later files point to codes of earlier ones.
constexpr std::pair<const char*, void (*)(Table&, Loading&)> kFiles[] = {
    {"region.toml", read_region},         {"places.toml", read_places},   {"holidays.toml", read_holidays},
    {"pillars.toml", read_pillars},       {"scoring.toml", read_scoring}, {"labs.toml", read_labs},
    {"indicators.toml", read_indicators}, {"calls.toml", read_calls},     {"week.toml", read_editions},
    {"skills.toml", read_skills},
};

}  // namespace

Result<Pack> load_pack(const std::string& folder, Date today) {
  const std::filesystem::path directory(folder);
  Complaints complaints(today);
  Loading loading;
  for (auto& [name, read] : kFiles)
    read_toml(directory / name, complaints, [&, read = read](Table& root) { read(root, loading); });
  if (!complaints.empty()) return complaints.error(say("The region pack {1} cannot be used yet.", directory.string()));
  return std::move(loading.pack);
}

}  // namespace couloir::region
