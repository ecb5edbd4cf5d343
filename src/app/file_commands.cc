// Commands that need no database: scoring a file, listing the routes.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/house.h"
#include "portfolio/front.h"

namespace couloir::app {
namespace {

Result<region::Pack> pack_of(const Globals& globals) {
  TRY_LET(auto settings, settings_of(globals));
  return region::load_pack(settings.pack, {std::chrono::floor<std::chrono::days>(system_clock().now().t)});
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

/// The table of who may use what, as the server mounts it.
Exit list_routes(const Globals& globals, const http::Fields&) {
  auto house = House::catalogue(system_clock());
  wire(*house);
  std::string text;
  for (const auto& route : house->site.router().routes()) {
    if (globals.json)
      text += fmt::format("{{\"method\":\"{}\",\"path\":{},\"who\":\"{}\",\"api\":{}}}\n", verb(route.method),
                          json_string(route.pattern), who_text(route.who), route.api);
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
  return {score, routes};
}

}  // namespace couloir::app
