// Commands that need no database: scoring and classifying files, the rule pack, listing the routes.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/commands.h"
#include "app/house.h"
#include "compliance/front.h"
#include "portfolio/front.h"

namespace couloir::app {
namespace {

Date today() { return {std::chrono::floor<std::chrono::days>(system_clock().now().t)}; }

Result<region::Pack> pack_of(const Globals& globals) {
  TRY_LET(auto settings, settings_of(globals));
  return region::load_pack(settings.pack, today());
}

Exit score_file(const Globals& globals, const http::Fields& values) {
  const auto& path = *http::find(values, "file");
  auto content = content_of(path);
  if (!content) return fail(content.error());
  auto pack = pack_of(globals);
  if (!pack) return fail(pack.error());
  auto scored = portfolio::score_csv_file(
      *pack, path, *content, globals.json ? portfolio::ScoreFileForm::json : portfolio::ScoreFileForm::table);
  if (!scored) return fail(scored.error());
  return print(globals, *scored);
}

// ── compliance ──
Result<std::shared_ptr<const compliance::RulePack>> rule_pack_of(const Globals& globals) {
  TRY_LET(auto settings, settings_of(globals));
  return compliance::open_rule_pack(settings.law, today());
}

/// The files named, and the .json files of the folders named, by name.
Result<std::vector<compliance::NamedFile>> files_of(const http::Fields& values) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  for (const auto& value : values) {
    if (value.name != "file") continue;
    if (!fs::is_directory(value.value)) {
      paths.push_back(value.value);
      continue;
    }
    auto first = static_cast<std::ptrdiff_t>(paths.size());
    for (const auto& entry : fs::directory_iterator(value.value))
      if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
    std::sort(paths.begin() + first, paths.end());
  }
  std::vector<compliance::NamedFile> files;
  for (const auto& path : paths) {
    TRY_LET(auto content, content_of(path));
    files.push_back({path, std::move(content)});
  }
  if (files.empty()) return Error::invalid(say("No .json file is there."));
  return files;
}

Exit classify(const Globals& globals, const http::Fields& values) {
  auto files = files_of(values);
  if (!files) return fail(files.error());
  auto pack = rule_pack_of(globals);
  if (!pack) return fail(pack.error());
  compliance::ClassifyOptions options;
  options.trace = http::find(values, "trace") != nullptr;
  auto inputs = std::ranges::count(values, "file", &http::Field::name);
  const auto* first = http::find(values, "file");
  if (inputs > 1 || (first != nullptr && std::filesystem::is_directory(*first)))
    options.form = compliance::ClassifyForm::json_lines;
  if (http::find(values, "table") != nullptr) options.form = compliance::ClassifyForm::table;
  auto classified = compliance::classify_files(**pack, *files, options, today());
  if (!classified) return fail(classified.error());
  auto exit = print(globals, *classified);
  if (options.form != compliance::ClassifyForm::table) say_aside(compliance::notice_of(**pack));
  return exit;
}

Exit check_rule_pack(const Globals& globals, const http::Fields& values) {
  const auto* folder = http::find(values, "folder");
  auto pack = folder != nullptr ? compliance::open_rule_pack(*folder, today()) : rule_pack_of(globals);
  if (!pack) return fail(pack.error());
  return answer(globals, tr("The rule pack is sound."), R"({"sound":true})");
}

Exit list_rule_pack(const Globals& globals, const http::Fields&) {
  auto pack = rule_pack_of(globals);
  return pack ? print(globals, compliance::list_rules(**pack, globals.json)) : fail(pack.error());
}

/// What the pack in the folder changes of another one, or of the pack in use.
Exit diff_rule_packs(const Globals& globals, const http::Fields& values) {
  auto after = compliance::open_rule_pack(*http::find(values, "folder"), today());
  if (!after) return fail(after.error());
  const auto* than = http::find(values, "than");
  auto before = than != nullptr ? compliance::open_rule_pack(*than, today()) : rule_pack_of(globals);
  if (!before) return fail(before.error());
  auto text = compliance::pack_differences(**before, **after, globals.json);
  return print(globals, text.empty() && !globals.json ? tr("The two packs say the same.") + "\n" : text);
}

Command::Option positional(const char* name, std::string about, bool required) {
  return {.name = name, .about = std::move(about), .positional = true, .required = required, .choices = {}};
}
Command::Option flag(const char* name, std::string about) {
  return {.name = name, .about = std::move(about), .flag = true, .choices = {}};
}

std::vector<Command> compliance_commands() {
  Command scenario;
  scenario.name = "compliance classify";
  scenario.summary = tr("Class scenarios under the EU AI Act, without a database");
  scenario.options = {positional("file", tr("JSON files, or a folder of them; “-” is standard input"), true),
                      flag("table", tr("One line a scenario")),
                      flag("trace", tr("Every rule with its state and the answers behind it"))};
  scenario.options.front().repeated = true;
  scenario.run = classify;
  Command check;
  check.name = "compliance pack check";
  check.summary = tr("Read a rule pack and say what is wrong with it");
  check.options = {positional("folder", tr("Folder of the pack; else the one in use"), false)};
  check.run = check_rule_pack;
  Command list;
  list.name = "compliance pack list";
  list.summary = tr("List the rules of the pack in use");
  list.run = list_rule_pack;
  Command diff;
  diff.name = "compliance pack diff";
  diff.summary = tr("Say what a rule pack changes of the one in use");
  diff.options = {positional("folder", tr("Folder of the new pack"), true),
                  {.name = "than", .about = tr("Folder of the old one; else the one in use"), .choices = {}}};
  diff.run = diff_rule_packs;
  return {scenario, check, list, diff};
}

std::string_view verb(web::Method method) {
  switch (method) {
    case web::Method::get:
      return "GET";
    case web::Method::post:
      return "POST";
    case web::Method::put:
      return "PUT";
    case web::Method::remove:
      return "DELETE";
  }
  return "";
}

std::string who_text(const web::Who& who) {
  if (who.visitors) return "everyone";
  if (who.logged_in) return "logged_in";
  std::string roles;
  for (auto name : names_of<Role>())
    if (who.roles.has(*from_name<Role>(name))) roles += (roles.empty() ? "" : ",") + std::string(name);
  return roles;
}

/// JSON text of the command that does the same as an API route; null for pages.
std::string command_line_of(const web::Api& api, const web::Route& route) {
  for (const auto& endpoint : api.endpoints())
    if (route.api && endpoint.doc.method == route.method && route.pattern == "/api/v1" + endpoint.doc.path)
      return json_string(endpoint.doc.cli);
  return "null";
}

/// The table of who may use what, as the server mounts it.
Exit list_routes(const Globals& globals, const http::Fields&) {
  auto house = House::catalogue(system_clock());
  wire(*house);
  std::string text;
  for (const auto& route : house->site.router().routes()) {
    if (globals.json)
      text += fmt::format("{{\"method\":\"{}\",\"path\":{},\"who\":\"{}\",\"api\":{},\"command\":{}}}\n",
                          verb(route.method), json_string(route.pattern), who_text(route.who), route.api,
                          command_line_of(house->site.api(), route));
    else
      text += fmt::format("{:<7}{:<52}{}\n", verb(route.method), route.pattern, who_text(route.who));
  }
  return print(globals, text);
}

}  // namespace

std::vector<Command> file_commands() {
  Command score;
  score.name = "use-case score";
  score.summary = tr("Rank the use cases of a CSV file, without a database");
  score.options = {{.name = "file",
                    .about = tr("CSV file; “-” is standard input"),
                    .positional = true,
                    .required = true,
                    .choices = {}}};
  score.run = score_file;
  Command routes;
  routes.name = "routes";
  routes.summary = tr("List every route and who may use it");
  routes.run = list_routes;
  auto commands = compliance_commands();
  commands.push_back(score);
  commands.push_back(routes);
  return commands;
}

}  // namespace couloir::app
