#include "pool/plan_seen.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "pool/demand_list.h"
#include "pool/engineer_store.h"
#include "pool/plan_store.h"

namespace couloir::pool {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-'; }

/// "d12" at the beginning of the text: its letter and number; empty: another word.
struct NumberedName {
  char letter = 0;
  std::int64_t number = 0;
  std::size_t length = 0;
};
std::optional<NumberedName> numbered_name(std::string_view text) {
  if (text.size() < 2 || (text[0] != 'd' && text[0] != 'e')) return std::nullopt;
  NumberedName name{text[0], 0, 0};
  auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), name.number);
  name.length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || (name.length < text.size() && is_word(text[name.length]))) return std::nullopt;
  return name;
}

std::string shown(const SeenPlan& seen, const NumberedName& name) {
  if (name.letter == 'e') {
    auto known = seen.engineers.find(EngineerId{name.number});
    return known == seen.engineers.end() ? tr("Engineer {1}", std::to_string(name.number)) : known->second;
  }
  auto known = seen.dossiers.find(DossierId{name.number});
  return known == seen.dossiers.end() ? tr("another dossier") : known->second.number;
}

}  // namespace

std::string with_names(const SeenPlan& seen, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    auto name = i == 0 || !is_word(text[i - 1]) ? numbered_name(text.substr(i)) : std::nullopt;
    if (!name)
      out += text[i++];
    else
      out += shown(seen, *name), i += name->length;
  }
  return out;
}

Result<SeenPlan> seen_plan(Reader& reader, const Actor& actor, const Foundations& house, PlanId id) {
  auto plan = may_keep_plans(actor) ? find_plan(reader, id) : std::nullopt;
  if (!plan) return Error::not_found(say("There is no such plan."));
  SeenPlan seen;
  seen.plan = *std::move(plan);
  TRY_LET(seen.instance, read_instance(seen.plan.instance_text));
  seen.made.rows.resize(seen.instance.dossiers.size());
  if (!seen.plan.plan_text.empty()) {
    TRY_LET(seen.made, as_stored(seen.instance, seen.plan.plan_text));
  }
  seen.assignments = assignments_in(seen.instance, seen.made);
  seen.left_out = left_out_of(reader, id);
  seen.approvals = approvals_of(reader, id);
  for (const auto& e : all_engineers(reader, seen.plan.start)) seen.engineers[e.id] = shown_name(e);
  for (const auto& d : all_demands(reader, actor, house))
    if (d.clear) seen.dossiers[d.dossier] = {d.number, d.title, d.granted};
  seen.all = actor.roles.has(Role::office);
  return seen;
}

Result<void> may_take_instance(const Instance& instance, const std::vector<Demand>& seen, const Actor& actor) {
  bool all = actor.roles.has(Role::office) || std::ranges::all_of(instance.dossiers, [&](const InstanceDossier& d) {
               auto demand = std::ranges::find(seen, d.id, &Demand::dossier);
               return demand != seen.end() && demand->clear;
             });
  if (!all)
    return Error::refused(say(
        "You are linked to a dossier of it, or have not said yet that you are not: the office can give the instance."));
  return {};
}

}  // namespace couloir::pool
