#include "pool/plan_vary.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "journal/journal.h"
#include "pool/events.h"
#include "pool/plan_seen.h"
#include "pool/plan_solve.h"
#include "pool/plan_store.h"

namespace couloir::pool {
namespace {

/// No dossier and no person is named in it: everybody who prepares plans reads it.
std::string name_of_variant(Reader& reader, const StaffingPlan& plan, std::string_view given) {
  if (auto name = trim(given); !name.empty()) return std::string(name);
  auto count = std::to_string(variants_of(reader, plan.id) + 1);
  auto name = tr("{1}, variant {2}", plan.name, count);
  return is_name(name, kLongestPlanName) ? name : tr("Variant {1} of plan {2}", count, plan.id.str());
}

StaffingPlan variant_of(const StaffingPlan& plan, const Op& op) {
  StaffingPlan variant;
  variant.batch = plan.batch;
  variant.start = plan.start;
  variant.months = plan.months;
  variant.base = plan.base;
  variant.variant_of = plan.id;
  variant.made_by = op.actor.person;
  variant.made_at = op.now;
  return variant;
}

Result<StaffingPlan> plan_to_vary(Reader& reader, const Op& op, PlanId id, std::int64_t version) {
  TRY_LET(auto plan, plan_at(reader, op, id, version));
  if (!may_be_varied(plan))
    return Error::refused(say("A variant starts from a plan that was found: have this one solved first."));
  return plan;
}

}  // namespace

Result<StaffingPlan> vary_plan(const Op& op, PlanId id, std::int64_t version, const Variation& given) {
  if (!trim(given.name).empty() && !is_name(given.name, kLongestPlanName))
    return Error::invalid(
        {{"name", say("Write a name of at most {1} characters, on one line.", std::to_string(kLongestPlanName))}});
  auto reader = op.db.reader();
  TRY_LET(auto plan, plan_to_vary(*reader, op, id, version));
  TRY_LET(auto before, read_instance(plan.instance_text));
  auto names = names_of_instance(*reader, op.actor, before);
  std::vector<Wish> asked;
  std::ranges::transform(given.wishes, std::back_inserter(asked), bare);
  auto wishes = added_up(wishes_of(*reader, id), asked);
  auto left_out = left_out_of(*reader, id);
  reader.reset();
  TRY_LET(auto instance, varied(std::move(before), asked, names));
  return in_transaction(op.db, [&](Tx& tx) -> Result<StaffingPlan> {
    TRY(plan_to_vary(tx, op, id, version));
    auto variant = variant_of(plan, op);
    variant.name = name_of_variant(tx, plan, given.name);
    insert_plan(tx, variant);
    instance.name = instance_name(variant.id);
    variant.instance_text = text_of(instance);
    put_instance(tx, variant.id, variant.instance_text);
    put_left_out(tx, variant.id, left_out);
    put_wishes(tx, variant.id, wishes);
    journal::record(tx, op, PlanVaried{variant.id, id, static_cast<std::int64_t>(wishes.size())});
    return put_to_solve(tx, op, std::move(variant), given.seconds);
  });
}

}  // namespace couloir::pool
