// Commands of the pool that need no database: they take files and give files.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>
#include <optional>

#include "app/commands.h"
#include "pool/front.h"
#include "web/describe.h"

namespace couloir::app {
namespace {

Result<pool::NamedText> pool_file(const http::Fields& values, std::string_view option) {
  const auto& path = *http::find(values, option);
  TRY_LET(auto content, content_of(path, pool::most_bytes_of_pool_files()));
  return pool::NamedText{path, std::move(content)};
}

/// The instance, changed where a change is given. Standard input can be one of the files.
Result<pool::NamedText> instance_of(const http::Fields& values) {
  int from_input = 0;
  for (const auto* option : {"instance", "plan", "from", "change"})
    if (const auto* path = http::find(values, option)) from_input += *path == "-";
  if (from_input > 1) return Error::invalid(say("Standard input can be one file, not both."));
  TRY_LET(auto instance, pool_file(values, "instance"));
  if (!http::find(values, "change")) return instance;
  TRY_LET(auto change, pool_file(values, "change"));
  return pool::changed_pool(instance, change);
}

Exit check_plan(const Globals& globals, const http::Fields& values) {
  auto instance = instance_of(values);
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

std::atomic<bool> asked_to_stop{false};

/// A plain number within these bounds; empty: not such a number.
std::optional<double> number_in(const std::string& text, double least, double most) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  bool whole_text = error == std::errc() && end == text.data() + text.size();
  return whole_text && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

template <class Whole>
std::optional<Whole> whole_in(const std::string& text, Whole least, Whole most) {
  Whole value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= least && value <= most
             ? std::optional(value)
             : std::nullopt;
}

Exit generate(const Globals& globals, const http::Fields& values) {
  pool::PoolRecipe recipe;
  recipe.size = *from_name<pool::PoolSize>(*http::find(values, "size"));  // one of its choices
  auto seed = whole_in<std::uint64_t>(*http::find(values, "seed"), 0, UINT64_MAX);
  if (!seed) return fail(Error::invalid(say("A whole number is expected for --seed.")));
  recipe.seed = *seed;
  if (const auto* load = http::find(values, "load")) {
    auto thousandths = thousandths_in(*load);
    if (!thousandths || *thousandths < 100 || *thousandths > 20'000)
      return fail(Error::invalid(say("A number from 0.1 to 20, with three decimals at most, is expected for --load.")));
    recipe.load_thousandths = *thousandths;
  }
  return print(globals, pool::generate_pool(recipe));
}

Error wants(std::string_view option, const Sentence& what) {
  return Error::invalid({{"--" + std::string(option), what}});
}

Result<pool::SolveOptions> solve_options(const http::Fields& values) {
  pool::SolveOptions out;
  if (const auto* text = http::find(values, "time")) {
    out.seconds = number_in(*text, 0.01, 1'000'000);
    if (!out.seconds) return wants("time", say("A number of seconds from 0.01 to 1,000,000 is expected."));
  }
  if (const auto* text = http::find(values, "work")) {
    out.work = whole_in<std::uint64_t>(*text, 1, UINT64_MAX);
    if (!out.work) return wants("work", say("A whole number from 1 on is expected."));
  }
  if (const auto* text = http::find(values, "gap")) {
    auto gap = number_in(*text, 0, 1);
    if (!gap) return wants("gap", say("A number from 0 to 1 is expected; 0.01 is one per cent."));
    out.gap = *gap;
  }
  if (const auto* text = http::find(values, "seed")) {
    auto seed = whole_in<std::uint64_t>(*text, 0, 1'000'000'000);
    if (!seed) return wants("seed", say("A whole number from 0 to 1,000,000,000 is expected."));
    out.seed = *seed;
  }
  if (const auto* text = http::find(values, "threads")) {
    auto threads = whole_in<int>(*text, 1, 64);
    if (!threads) return wants("threads", say("A whole number from 1 to 64 is expected."));
    out.threads = *threads;
  }
  if (!out.seconds && !out.work) out.seconds = 60;
  return out;
}

void stop_on_interrupt() {
  // The first Ctrl-C ends the search, and the best plan so far is the answer; a second one ends the program.
  std::signal(SIGINT, [](int) {
    asked_to_stop = true;
    std::signal(SIGINT, SIG_DFL);
  });
}

Exit solve(const Globals& globals, const http::Fields& values) {
  auto options = solve_options(values);
  if (!options) return fail(options.error());
  auto instance = instance_of(values);
  if (!instance) return fail(instance.error());
  std::optional<pool::NamedText> from;
  if (http::find(values, "from")) {
    auto plan = pool_file(values, "from");
    if (!plan) return fail(plan.error());
    from = std::move(*plan);
  }
  stop_on_interrupt();
  double last_told = 0;
  auto told = [&](const pool::SolveState& state) {
    if (http::find(values, "progress") == nullptr || state.seconds - last_told < 1) return;
    last_told = state.seconds;
    auto seconds = fmt::format("{:.0f}", state.seconds);
    if (!state.value)
      return say_aside(tr("{1} s: no plan yet, none can be worth more than {2}", seconds, std::to_string(state.bound)));
    say_aside(tr("{1} s: value {2}, none can pass {3}, gap {4} %", seconds, std::to_string(*state.value),
                 std::to_string(state.bound), fmt::format("{:.2f}", 100 * *state.gap)));
  };
  auto solved = pool::solve_pool(*instance, from ? &*from : nullptr, *options, asked_to_stop, told);
  if (!solved) return fail(solved.error());
  auto exit = print(globals, solved->json);
  for (const auto& clash : solved->clashes) say_aside(clash.text());
  return exit == Exit::answered && !solved->staffed ? Exit::refused : exit;
}

Exit bound(const Globals& globals, const http::Fields& values) {
  auto options = solve_options(values);
  if (!options) return fail(options.error());
  auto instance = instance_of(values);
  if (!instance) return fail(instance.error());
  stop_on_interrupt();
  auto bounded = pool::bound_pool(*instance, *options, asked_to_stop);
  return bounded ? print(globals, *bounded) : fail(bounded.error());
}

Exit mps(const Globals& globals, const http::Fields& values) {
  auto instance = instance_of(values);
  if (!instance) return fail(instance.error());
  auto text = pool::mps_of_pool(*instance);
  if (!text) return fail(text.error());
  return print(globals, globals.json ? R"({"mps":)" + json_string(*text) + "}\n" : *text);
}

Exit change(const Globals& globals, const http::Fields& values) {
  auto instance = instance_of(values);
  return instance ? print(globals, instance->text + "\n") : fail(instance.error());
}

Exit explain(const Globals& globals, const http::Fields& values) {
  std::optional<int> dossier;
  if (const auto* text = http::find(values, "dossier")) {
    dossier = whole_in<int>(*text, 0, 1'000'000);
    if (!dossier)
      return fail(Error::invalid({{"dossier", say("A dossier is named by its place in the instance, from 0 on.")}}));
  }
  auto instance = instance_of(values);
  if (!instance) return fail(instance.error());
  auto plan = pool_file(values, "plan");
  if (!plan) return fail(plan.error());
  auto explained = pool::explain_plan(*instance, *plan, dossier);
  return explained ? print(globals, *explained) : fail(explained.error());
}

Command::Option file_argument(const char* name, std::string about) {
  return {.name = name, .about = std::move(about), .positional = true, .required = true, .choices = {}};
}

Command::Option change_option() {
  return {.name = "change", .about = tr("What-if to lay over the instance first, pool-delta/1"), .choices = {}};
}

}  // namespace

std::vector<Command> pool_commands() {
  Command check;
  check.name = "pool check";
  check.summary = tr("Check a staffing plan against its instance, without a database");
  check.options = {file_argument("instance", tr("Instance, pool/1; “-” is standard input")),
                   file_argument("plan", tr("Staffing plan, pool-plan/1; “-” is standard input")), change_option()};
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
  Command solved;
  solved.name = "pool solve";
  solved.summary = tr("Staff a pool: a plan, and how much no plan can pass");
  solved.options = {
      file_argument("instance", tr("Instance, pool/1; “-” is standard input")),
      {.name = "time", .about = tr("Seconds to work at most; 60 when neither this nor --work is said"), .choices = {}},
      {.name = "work", .about = tr("Units of work; the same work, seed and threads give the same plan"), .choices = {}},
      {.name = "gap", .about = tr("Enough when the gap is at most this; 0.01 is one per cent"), .choices = {}},
      {.name = "seed", .about = tr("Whole number; another one searches elsewhere"), .choices = {}},
      {.name = "threads", .about = tr("Threads that work at once; 2 when it is not said"), .choices = {}},
      {.name = "from", .about = tr("Staffing plan to start from, pool-plan/1"), .choices = {}},
      change_option(),
      {.name = "progress",
       .about = tr("Say on standard error, once a second, how far it has come"),
       .flag = true,
       .choices = {}}};
  solved.run = solve;
  Command bounded;
  bounded.name = "pool bound";
  bounded.summary = tr("How much no plan can pass, with its certificate");
  bounded.options = {
      file_argument("instance", tr("Instance, pool/1; “-” is standard input")),
      {.name = "time", .about = tr("Seconds to work at most; 60 when neither this nor --work is said"), .choices = {}},
      {.name = "work", .about = tr("Units of work; the same work, seed and threads give the same plan"), .choices = {}},
      change_option()};
  bounded.run = bound;
  Command explained;
  explained.name = "pool explain";
  explained.summary = tr("Why a plan refuses a dossier, and what would let it in");
  explained.options = {file_argument("instance", tr("Instance, pool/1; “-” is standard input")),
                       file_argument("plan", tr("Staffing plan, pool-plan/1; “-” is standard input")),
                       {.name = "dossier",
                        .about = tr("Its place in the instance, from 0 on; all when it is not said"),
                        .positional = true,
                        .choices = {}},
                       change_option()};
  explained.run = explain;
  Command altered;
  altered.name = "pool change";
  altered.summary = tr("The instance as a what-if makes it");
  altered.options = {file_argument("instance", tr("Instance, pool/1; “-” is standard input")),
                     file_argument("change", tr("What-if, pool-delta/1; “-” is standard input"))};
  altered.run = change;
  Command model;
  model.name = "pool mps";
  model.summary = tr("The instance as a mixed-integer program, for other solvers");
  model.options = {file_argument("instance", tr("Instance, pool/1; “-” is standard input")), change_option()};
  model.run = mps;
  return {check, solved, explained, bounded, altered, model, made};
}

}  // namespace couloir::app
