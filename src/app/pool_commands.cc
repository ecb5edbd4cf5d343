// Commands of the pool that need no database: they take files and give files.
#include <algorithm>
#include <charconv>
#include <optional>

#include "app/commands.h"
#include "pool/front.h"

namespace couloir::app {
namespace {

Result<pool::NamedText> pool_file(const http::Fields& values, std::string_view option) {
  const auto& path = *http::find(values, option);
  TRY_LET(auto content, content_of(path, pool::most_bytes_of_pool_files()));
  return pool::NamedText{path, std::move(content)};
}

Exit check_plan(const Globals& globals, const http::Fields& values) {
  if (*http::find(values, "instance") == "-" && *http::find(values, "plan") == "-")
    return fail(Error::invalid(say("Standard input can be one file, not both.")));
  auto instance = pool_file(values, "instance");
  if (!instance) return fail(instance.error());
  auto plan = pool_file(values, "plan");
  if (!plan) return fail(plan.error());
  auto checked = pool::check_plan(*instance, *plan);
  if (!checked) return fail(checked.error());
  auto exit = print(globals, checked->json);
  return exit == Exit::answered && !checked->valid ? Exit::refused : exit;
}

/// "1.6" in thousandths; empty: not such a number.
std::optional<std::int64_t> thousandths_in(std::string_view text) {
  std::int64_t value = 0;
  int decimals = -1;
  for (char c : text) {
    if (c == '.' && decimals < 0)
      decimals = 0;
    else if (c < '0' || c > '9' || value > 1'000'000 || decimals == 3)
      return std::nullopt;
    else
      value = value * 10 + (c - '0'), decimals += decimals >= 0 ? 1 : 0;
  }
  if (text.empty() || text.front() == '.' || decimals == 0) return std::nullopt;
  for (int i = std::max(decimals, 0); i < 3; ++i) value *= 10;
  return value;
}

Exit generate(const Globals& globals, const http::Fields& values) {
  pool::PoolRecipe recipe;
  recipe.size = *from_name<pool::PoolSize>(*http::find(values, "size"));  // one of its choices
  const auto& seed = *http::find(values, "seed");
  auto [end, error] = std::from_chars(seed.data(), seed.data() + seed.size(), recipe.seed);
  if (error != std::errc() || end != seed.data() + seed.size())
    return fail(Error::invalid(say("A whole number is expected for --seed.")));
  if (const auto* load = http::find(values, "load")) {
    auto thousandths = thousandths_in(*load);
    if (!thousandths || *thousandths < 100 || *thousandths > 20'000)
      return fail(Error::invalid(say("A number from 0.1 to 20, with three decimals at most, is expected for --load.")));
    recipe.load_thousandths = *thousandths;
  }
  return print(globals, pool::generate_pool(recipe));
}

Command::Option file_argument(const char* name, std::string about) {
  return {.name = name, .about = std::move(about), .positional = true, .required = true, .choices = {}};
}

}  // namespace

std::vector<Command> pool_commands() {
  Command check;
  check.name = "pool check";
  check.summary = tr("Check a staffing plan against its instance, without a database");
  check.options = {file_argument("instance", tr("Instance, pool/1; “-” is standard input")),
                   file_argument("plan", tr("Staffing plan, pool-plan/1; “-” is standard input"))};
  check.run = check_plan;
  Command made;
  made.name = "pool generate";
  made.summary = tr("Make up an instance from a seed");
  auto names = names_of<pool::PoolSize>();
  made.options = {
      {.name = "size", .about = tr("How large it is"), .required = true, .choices = {names.begin(), names.end()}},
      {.name = "seed", .about = tr("Whole number; the same gives the same instance"), .required = true, .choices = {}},
      {.name = "load", .about = tr("Effort asked for over capacity; 1.6 when it is not said"), .choices = {}}};
  made.run = generate;
  return {check, made};
}

}  // namespace couloir::app
