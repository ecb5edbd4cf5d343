// `couloir lab seed`, `couloir call seed`, and `couloir user add`: the first admin and office, who cannot be invited by
// anybody. The password comes from a file or standard input, never from the command line, where others could read it.
#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/house.h"
#include "app/region_labs.h"
#include "base/random.h"
#include "people/login.h"
#include "store/migrate.h"

namespace couloir::app {
namespace {

/// The first line of the file, or of standard input.
Result<std::string> password_from(const http::Fields& values) {
  const auto* file = http::find(values, "password-file");
  TRY_LET(auto content, content_of(file == nullptr ? "-" : *file));
  std::string line(content.begin(), std::ranges::find(content, '\n'));
  if (line.empty()) return Error::invalid(say("Give the password on standard input, or with --password-file."));
  return line;
}

/// What a command needs that writes into a migrated house as somebody.
struct Ready {
  std::unique_ptr<House> house;
  Actor actor;
  Op op() const { return {*house->db, actor, system_clock().now(), random_token(10)}; }
};
Result<Ready> ready_house(const Globals& globals) {
  TRY_LET(auto settings, settings_of(globals));
  TRY_LET(auto house, House::build(std::move(settings), system_clock()));
  TRY(migrate(*house->db));
  TRY_LET(auto actor, actor_of(*house->db->reader(), globals));
  return Ready{std::move(house), std::move(actor)};
}

Exit add_user(const Globals& globals, const http::Fields& values) {
  auto ready = ready_house(globals);
  if (!ready) return fail(ready.error());
  auto password = password_from(values);
  if (!password) return fail(password.error());
  people::Invitation invitation;
  for (const auto& v : values) {
    if (v.name == "name") invitation.name = v.value;
    if (v.name == "email") invitation.email = v.value;
    if (v.name == "role") invitation.roles.add(*from_name<Role>(v.value));
  }
  invitation.lang = language();
  auto added = people::add_person(ready->op(), ready->house->desk, invitation, *password);
  if (!added) return fail(added.error());
  return answer(globals, tr("{1} can log in.", invitation.email),
                fmt::format(R"({{"person":{},"email":{}}})", added->v, json_string(invitation.email)));
}

Exit seed_labs(const Globals& globals, const http::Fields&) {
  auto ready = ready_house(globals);
  if (!ready) return fail(ready.error());
  auto counted = seed_region_labs(ready->op(), ready->house->pack);
  if (!counted) return fail(counted.error());
  return answer(
      globals,
      tr("{1} labs added, {2} updated, {3} edited here and kept.", std::to_string(counted->added),
         std::to_string(counted->updated), std::to_string(counted->kept)),
      fmt::format(R"({{"added":{},"updated":{},"kept":{}}})", counted->added, counted->updated, counted->kept));
}

Exit seed_calls(const Globals& globals, const http::Fields&) {
  auto ready = ready_house(globals);
  if (!ready) return fail(ready.error());
  auto counted = calls::seed_calls(ready->op(), ready->house->pack, *ready->house->dossiers);
  if (!counted) return fail(counted.error());
  return answer(
      globals,
      tr("{1} calls added, {2} updated, {3} edited here and kept.", std::to_string(counted->added),
         std::to_string(counted->updated), std::to_string(counted->kept)),
      fmt::format(R"({{"added":{},"updated":{},"kept":{}}})", counted->added, counted->updated, counted->kept));
}

}  // namespace

std::vector<Command> user_commands() {
  Command command;
  command.name = "user add";
  command.summary = tr("Make an account that is ready at once; the password is read from standard input");
  std::vector<std::string> roles(names_of<Role>().begin(), names_of<Role>().end());
  command.options = {{.name = "email", .about = tr("E-mail"), .required = true, .choices = {}},
                     {.name = "name", .about = tr("Name"), .required = true, .choices = {}},
                     {.name = "role", .about = tr("Role; may be repeated"), .repeated = true, .choices = roles},
                     {.name = "password-file", .about = tr("File whose first line is the password"), .choices = {}}};
  command.run = add_user;
  Command labs;
  labs.name = "lab seed";
  labs.summary = tr("Bring the lab register to what the region pack says; rows edited here stay");
  labs.run = seed_labs;
  Command calls;
  calls.name = "call seed";
  calls.summary = tr("Bring the register of calls to what the region pack says; calls edited here stay");
  calls.run = seed_calls;
  return {command, labs, calls};
}

}  // namespace couloir::app
