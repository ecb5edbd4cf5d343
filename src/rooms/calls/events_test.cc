// What other systems hear of a dossier: the events that the room offers to webhooks, over a real socket.
#include "calls/events.h"
#include "base/log.h"
#include "calls/review_world.h"
#include "webhooks/test_receiver.h"

namespace couloir::calls {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct DossierEvents : ReviewsOnBoth {};
INSTANTIATE_TEST_SUITE_P(, DossierEvents, both_databases(), database_name);

std::vector<std::string> event_names(const std::string& body) {
  std::vector<std::string> names;
  constexpr std::string_view kBefore = "\"name\":\"";
  for (auto at = body.find(kBefore); at != body.npos; at = body.find(kBefore, at + 1)) {
    auto from = at + kBefore.size();
    names.push_back(body.substr(from, body.find('"', from) - from));
  }
  return names;
}

TEST_P(DossierEvents, leave_the_house_from_the_draft_to_the_decision_and_name_nobody) {
  webhooks::TestReceiver receiver;
  ASSERT_TRUE(world.hooks.add(world.as(world.olga), {receiver.url(), {"dossier.*"}}));
  auto d = world.taken("Zephyr title");
  auto m = world.meeting();
  world.declare(world.chloe);
  ASSERT_TRUE(prepare_decisions(world.as(world.olga), world.rules, m.id, {ReviewWorld::grant(d.id)}));
  ASSERT_TRUE(decide(world.as(world.chloe), world.rules, m.id, world.shown_to(world.chloe, m.id)));
  set_log_enabled(false);
  world.house.jobs.run_due();
  set_log_enabled(true);
  std::string all;
  for (const auto& heard : receiver.heard()) all += heard.body;
  EXPECT_THAT(event_names(all), ElementsAre(DossierBegun::kName, DossierSigned::kName, DossierSubmitted::kName,
                                            DossierMoved::kName, DossierDecided::kName));
  auto hash = receipt_of(*world.reader(), world.rules, d)->sha256;
  EXPECT_THAT(all, HasSubstr(fmt::format(R"("act":"submit","rank":1,"turn":1,"sha256":"{}")", hash)));
  EXPECT_THAT(all, Not(HasSubstr("Zephyr")));
  EXPECT_THAT(all, Not(HasSubstr("person")));
}

}  // namespace
}  // namespace couloir::calls
