// For tests: an engineer, two dossiers and a plan for them, on both databases.
#pragma once

#include <fmt/format.h>

#include "pool/test_world.h"

namespace couloir::pool {

struct PlansOnBoth : OnBoth {
  PlansOnBoth() {
    EXPECT_TRUE(load_words(COULOIR_WORDS_DIR).has_value());
    ada = world.add_hugo();
    first = world.filed({.number = "P-1"});
    second = world.filed({.number = "P-2"});
    world.declare_no_link(world.chloe);
  }
  StaffingPlan draft(std::string name = "autumn", std::string_view start = "2026-10") {
    return draft_plan(world.as(world.chloe), test_house(), {std::move(name), "", in(start), 6}).value();
  }
  static std::string file(std::string_view rows = "[0,0,0,10],[0,0,1,10]") {
    return fmt::format(
        R"({{"format":"pool-plan/1","plans":{{"0":[{}]}},"bound":80000,"status":"feasible",)"
        R"("proof":"none","refused":{{"1":[{{"rule":"capacity","text_fr":"Personne n’est libre.","text_en":"Nobody is free."}}]}}}})",
        rows);
  }
  Result<StaffingPlan> bring(const StaffingPlan& plan, const std::string& text) {
    return bring_plan(world.as(world.chloe), plan.id, plan.version, text);
  }
  Result<StaffingPlan> approve(const Actor& actor, const StaffingPlan& plan) {
    return approve_plan(world.as(actor), test_house(), plan.id, plan.version);
  }
  StaffingPlan solved(std::string name = "autumn") {
    auto plan = draft(name);
    auto brought = bring(plan, file());
    EXPECT_TRUE(brought) << (brought ? "" : World::told_by(brought.error()));
    return brought.value();
  }
  StaffingPlan proposed(std::string name = "autumn") {
    auto plan = solved(std::move(name));
    return propose_plan(world.as(world.chloe), test_house(), plan.id, plan.version).value();
  }
  StaffingPlan published() {
    auto plan = proposed();
    EXPECT_TRUE(approve(world.chloe, plan));
    return approve(world.carl, plan).value();
  }
  Engineer ada;
  DossierId first, second;
};

}  // namespace couloir::pool
