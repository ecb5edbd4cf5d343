// What leaves the house about plans: tables and papers, each with what the one who asks may see.
#include "pool/plan_export.h"

#include "pool/plan_world.h"

namespace couloir::pool {
namespace {

using testing::HasSubstr;
using testing::Not;

using PlanExports = PlansOnBoth;
INSTANTIATE_TEST_SUITE_P(, PlanExports, both_databases(), database_name);

TEST_P(PlanExports, are_tables_and_a_paper) {
  auto plan = published();
  auto at = "/pool/plans/" + plan.id.str();
  auto browser = world.browse(world.chloe);
  EXPECT_THAT(browser.get(at + "/plan.csv?form=plain").body,
              HasSubstr("P-1 · Title of P-1,Hugo Marchal,nlp,3,2026-10,1.0\n"));
  EXPECT_TRUE(browser.get(at + "/plan.xlsx").body.starts_with("PK"));
  auto html = html::Html(documents::paper_of(
                             plan_writing(seen_plan(*world.reader(), world.chloe, plan.id).value(), test_house())))
                  .str();
  EXPECT_THAT(html, HasSubstr("P-1 · Title of P-1"));
  EXPECT_THAT(html, HasSubstr("Nobody is free."));
  EXPECT_THAT(html, HasSubstr("Hugo Marchal"));
  browser.get(at);
  browser.submit(at + "/documents");
  EXPECT_TRUE(browser.path().starts_with("/documents/")) << browser.path();
  auto token = world.house.token(world.chloe.person);
  EXPECT_THAT(world.house.call(token, "GET", "/plans/" + plan.id.str() + "/csv").body, HasSubstr("Hugo Marchal,nlp,3"));
}

TEST_P(PlanExports, hide_what_the_reader_may_not_see) {
  auto plan = published();
  auto his = html::Html(documents::paper_of(
                            plan_writing(seen_plan(*world.reader(), world.carl, plan.id).value(), test_house())))
                 .str();
  auto csv = world.browse(world.carl).get("/pool/plans/" + plan.id.str() + "/plan.csv").body;
  for (const auto& text : {his, csv}) {
    EXPECT_THAT(text, Not(HasSubstr("P-1")));
    EXPECT_THAT(text, Not(HasSubstr("Nobody is free.")));
    EXPECT_THAT(text, HasSubstr("a dossier that is not yours to see"));
  }
}

TEST_P(PlanExports, give_an_engineer_her_months_and_nobody_elses) {
  published();
  auto now = world.house.clock.now();
  auto own = months_writing(*world.reader(), world.hugo, test_house(), ada.id, now);
  ASSERT_TRUE(own);
  auto html = html::Html(documents::paper_of(own->writing)).str();
  EXPECT_THAT(html, HasSubstr("October 2026"));
  EXPECT_THAT(html, HasSubstr("P-1 · Title of P-1: 1.0"));
  EXPECT_EQ(months_writing(*world.reader(), world.eva, test_house(), ada.id, now).error().code, Code::not_found);
  auto browser = world.browse(world.hugo);
  browser.get("/my-months");
  browser.submit("/my-months/documents");
  EXPECT_TRUE(browser.path().starts_with("/documents/")) << browser.path();
}

}  // namespace
}  // namespace couloir::pool
