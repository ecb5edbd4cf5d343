// Files that are not what they should be: each place is named as a JSON pointer, with what is allowed there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "plancheck/model.h"
#include "plancheck/plan.h"
#include "plancheck/test_pool.h"

namespace couloir::plancheck {
namespace {

using testing::ElementsAre;

constexpr std::string_view kInstance = R"({
"format":"pool/1","name":"tiny","horizon":3,"start":"2026-11","quanta_per_month":10,"min_alloc":2,
"skills":["nlp","vision"],"pillars":["llm","health"],"sites":["A","B"],"distance":[[0,1],[1,0]],"travel_cost":[0,600,-1],
"weights":{"team":700,"move":60},"session_cap":[2,2,2],
"floors":[{"kind":"pillar","key":1,"min":12,"penalty":1200}],
"engineers":[{"id":"E0","site":0,"skills":{"0":4},"cap":[10,10,6],"slots":[2,2,2]},
{"id":"E1","site":1,"skills":{"0":2,"1":3},"cap":[5,0,5],"slots":[1,1,1]}],
"dossiers":[{"id":"D0","pillar":0,"site":0,"roles":[{"skill":0,"level":3,"min":8,"max":12}],"earliest":0,"latest":1,
"nmin":1,"nmax":2,"base":9000,"slope":400,"must":1,"after":[],"published":[[0,0,0,8]]},
{"id":"D1","pillar":1,"site":1,"roles":[{"skill":0,"level":2,"min":4,"max":4},{"skill":1,"level":1,"min":4,"max":4}],
"earliest":0,"latest":2,"nmin":1,"nmax":1,"base":8000,"slope":0,"score":61.5,"strategic":1,"must":0,"after":[0],"published":[]}],
"stats":{"load":1.5}})";

constexpr std::string_view kPlan = R"({"format":"pool-plan/1","instance":"tiny",
"plans":{"0":[[0,0,0,8]],"1":[[1,0,2,4]]},"objective":16000,"bound":17000,"status":"feasible","proof":"certificate",
"split":{"value":17000,"team":700,"travel":0,"move":0,"floors":0,"granted":2,"effort":12},
"certificate":{"kind":"prices","scale":2,"capacity":[[1,2,3],[4,5,6]],"slots":[[0,0,0],[0,0,0]],"sessions":[7,8,9],
"floors":[2400],"after":[[1,0,5]],"cuts":[{"engineers":[0],"from":0,"to":1,"energy":[[0,8]],"terms":[[0,1]],"most":1,"price":3}],
"profits":[1,-2]},
"refused":{},"work":5,"seed":1,"threads":2})";

std::string with(std::string_view text, std::string_view from, std::string_view to) {
  std::string changed(text);
  auto at = changed.find(from);
  EXPECT_NE(at, changed.npos) << from;
  EXPECT_EQ(changed.find(from, at + 1), changed.npos) << from << " stands there twice";
  return changed.replace(at, from.size(), to);
}

std::vector<std::string> told_by(const Error& error) {
  if (error.problems.empty()) return {in_words(error.message)};
  std::vector<std::string> all;
  for (const auto& problem : error.problems) all.push_back(problem.where + ": " + in_words(problem.what));
  return all;
}

template <class T>
std::string only(const Result<T>& read) {
  if (read) return "read";
  auto all = told_by(read.error());
  return all.size() == 1 ? all[0] : all[0] + " and " + std::to_string(all.size() - 1) + " more";
}

TEST(ReadingInstances, takes_a_sound_one_whole) {
  auto instance = read_instance(kInstance).value();
  EXPECT_EQ(instance.month_name(2), "2027-01");
  EXPECT_EQ(instance.dossiers[1].after, std::vector{0});
  EXPECT_TRUE(instance.dossiers[0].promised);
  EXPECT_EQ(instance.dossiers[0].published, (std::vector<Assignment>{{0, 0, 0, 8}}));
  EXPECT_EQ(level_of(instance.engineers[1], 1), 3);
  EXPECT_EQ(level_of(instance.engineers[0], 1), 0);
  EXPECT_EQ(instance.travel(instance.engineers[1], instance.dossiers[0]), 600);
}

TEST(ReadingInstances, takes_those_of_the_bench) {
  for (auto name : {"S-1", "M-2", "L-3"}) EXPECT_EQ(bench_instance(name).name, name);
}

TEST(ReadingInstances, names_the_place_of_what_is_wrong) {
  constexpr std::array<std::string_view, 3> kCases[] = {
      {R"("pool/1")", R"("pool/2")", "/format: One of these words is expected here: pool/1."},
      {R"("name":"tiny",)", "", "/name: This is needed."},
      {R"("name":"tiny")", R"("name":7)", "/name: A text is expected here."},
      {R"("horizon":3)", R"("horizon":3,"horizon":3)", "/horizon: This key is given more than once."},
      {R"("horizon":3)", R"("horizon":3.0)", "/horizon: A whole number from 1 to 120 is expected here. and 1 more"},
      {R"("horizon":3)", R"("horizon":0)", "/horizon: A whole number from 1 to 120 is expected here. and 1 more"},
      {R"("start":"2026-11")", R"("start":"2026-13")", "/start: A month such as 2026-09 is expected here."},
      {R"("start":"2026-11")", R"("start":"26-11")", "/start: A month such as 2026-09 is expected here."},
      {R"("min_alloc":2)", R"("min_alloc":2,"colour":"red")", "/colour: “colour” is not known here."},
      {R"("min_alloc":2)", R"("min_alloc":2e0)", "/min_alloc: A whole number from 1 to 1000 is expected here."},
      {R"(["nlp","vision"])", "[]", "/skills: This list takes 1 to 1000 values; it has 0."},
      {R"([[0,1],[1,0]])", "[[0,1]]", "/distance: This list takes 2 values; it has 1."},
      {R"([[0,1],[1,0]])", "[[0,1],[1,3]]", "/distance/1/1: A whole number from 0 to 2 is expected here."},
      {R"([0,600,-1])", "[0,600,-2]", "/travel_cost/2: A whole number from -1 to 1000000000 is expected here."},
      {R"("move":60)", R"("move":9999999999999999999999)",
       "/weights/move: A whole number from 0 to 1000000000 is expected here."},
      {R"("move":60)", R"("move":18446744073709551615)",
       "/weights/move: A whole number from 0 to 1000000000 is expected here."},
      {R"("session_cap":[2,2,2])", R"("session_cap":[2,2])", "/session_cap: This list takes 3 values; it has 2."},
      {R"("kind":"pillar","key":1)", R"("kind":"lab","key":1)",
       "/floors/0/kind: One of these words is expected here: pillar, site."},
      {R"("kind":"pillar","key":1)", R"("kind":"site","key":2)",
       "/floors/0/key: A whole number from 0 to 1 is expected here."},
      {R"("min":12,"penalty":1200)", R"("min":1000000000,"penalty":1000001)",
       "/floors/0/penalty: min × penalty may be at most 1000000000000000."},
      {R"("cap":[10,10,6])", R"("cap":[10,true,6])",
       "/engineers/0/cap/1: A whole number from 0 to 10000 is expected here."},
      {R"("cap":[10,10,6])", R"("cap":[10,10,-6])",
       "/engineers/0/cap/2: A whole number from 0 to 10000 is expected here."},
      {R"({"0":4})", R"({"00":4})", "/engineers/0/skills/00: A name here is a whole number from 0 to 1, as text."},
      {R"({"0":4})", R"({"2":4})", "/engineers/0/skills/2: A name here is a whole number from 0 to 1, as text."},
      {R"({"0":4})", R"({"0":4,"0":4})", "/engineers/0/skills/0: This key is given more than once."},
      {R"({"0":4})", "[4]", "/engineers/0/skills: An object in braces is expected here."},
      {R"("id":"D0","pillar":0)", R"("id":"D0","pillar":2)",
       "/dossiers/0/pillar: A whole number from 0 to 1 is expected here."},
      {R"([{"skill":0,"level":3,"min":8,"max":12}])", "[]",
       "/dossiers/0/roles: This list takes 1 to 8 values; it has 0. and 1 more"},
      {R"("min":8,"max":12)", R"("min":8,"max":7)",
       "/dossiers/0/roles/0/max: A whole number from 8 to 100000 is expected here."},
      {R"("min":8,"max":12)", R"("min":8,"max":12,"most":2)", "/dossiers/0/roles/0/most: “most” is not known here."},
      {R"("earliest":0,"latest":1)", R"("earliest":0,"latest":3)",
       "/dossiers/0/latest: A whole number from 0 to 2 is expected here."},
      {R"("earliest":0,"latest":1)", R"("earliest":2,"latest":1)",
       "/dossiers/0/latest: A whole number from 2 to 2 is expected here."},
      {R"("nmin":1,"nmax":2)", R"("nmin":3,"nmax":2)",
       "/dossiers/0/nmax: A whole number from 3 to 10000 is expected here."},
      {R"("nmin":1,"nmax":2)", R"("nmin":0,"nmax":2)",
       "/dossiers/0/nmin: A whole number from 1 to 10000 is expected here."},
      {R"("base":9000)", R"("base":1000000000001)",
       "/dossiers/0/base: A whole number from -1000000000000 to 1000000000000 is expected here."},
      {R"("slope":400)", R"("slope":400000000000)",
       "/dossiers/0/slope: slope × (max − min) may be at most 1000000000000."},
      {R"("must":1)", R"("must":true)", "/dossiers/0/must: A whole number from 0 to 1 is expected here."},
      {R"("after":[0])", R"("after":[1])", "/dossiers/1/after/0: A dossier cannot come after itself."},
      {R"("after":[0])", R"("after":[0,0])", "/dossiers/1/after/1: This dossier stands here twice."},
      {R"("after":[0])", R"("after":[2])", "/dossiers/1/after/0: A whole number from 0 to 1 is expected here."},
      {R"("after":[])", R"("after":[1])",
       "/dossiers/0/after: These dossiers wait for each other in a circle: 0 → 1 → 0."},
      {R"([[0,0,0,8]])", "[[0,0,0]]", "/dossiers/0/published/0: This list takes 4 values; it has 3."},
      {R"([[0,0,0,8]])", "[[0,1,0,8]]", "/dossiers/0/published/0/1: A whole number from 0 to 0 is expected here."},
      {R"([[0,0,0,8]])", "[[0,0,0,0]]", "/dossiers/0/published/0/3: A whole number from 1 to 10000 is expected here."},
      {R"([[0,0,0,8]])", "[[0,0,0,8],[0,0,0,1]]",
       "/dossiers/0/published: Engineer 0, role 0, month 0 stand here twice."},
      {R"({"load":1.5})", R"({"a":[{"b":1,"b":2}]})", "/stats/a/0/b: This key is given more than once."},
  };
  for (const auto& [from, to, expected] : kCases)
    EXPECT_EQ(only(read_instance(with(kInstance, from, to))), expected) << from << " → " << to;
}

TEST(ReadingInstances, tells_everything_at_once_and_a_hundred_at_most) {
  auto two = with(with(kInstance, R"("base":9000)", R"("base":"9000")"), R"("base":8000)", R"("base":null)");
  EXPECT_THAT(told_by(read_instance(two).error()),
              ElementsAre(testing::StartsWith("/dossiers/0/base: "), testing::StartsWith("/dossiers/1/base: ")));
  std::string many = "[";
  for (int i = 0; i < 500; ++i) many += "{},";
  auto broken = with(kInstance, R"([{"kind":"pillar","key":1,"min":12,"penalty":1200}])", many + "{}]");
  EXPECT_EQ(told_by(read_instance(broken).error()).size(), 100u);
}

TEST(ReadingInstances, refuses_what_is_no_json_or_too_much_of_it) {
  EXPECT_EQ(only(read_instance("")), "This is not JSON: it goes wrong near byte 0.");
  EXPECT_EQ(only(read_instance("[1,2")), "This is not JSON: it goes wrong near byte 4.");
  EXPECT_EQ(only(read_instance("{} x")), "This is not JSON: it goes wrong near byte 3.");
  EXPECT_EQ(only(read_instance("[]")), ": An object in braces is expected here.");
  EXPECT_EQ(only(read_instance(std::string(100, '['))),
            "This JSON is nested too deep or holds too much: it goes too far near byte 16.");
  EXPECT_EQ(only(read_instance(std::string(64'000'001, ' '))),
            "This file is too large: 65 MB, and 64 MB at most are taken here.");
  EXPECT_EQ(only(read_instance("{\"name\":\"\xff\"}")), "This is not JSON: it goes wrong near byte 9.");
}

TEST(ReadingInstances, takes_a_pool_without_engineers_or_dossiers) {
  auto empty = with(kInstance, R"([[0,0,0,8]])", "[]");
  auto from = empty.find(R"("engineers":[)") + 13, to = empty.find(R"(],
"dossiers")");
  EXPECT_EQ(only(read_instance(empty.erase(from, to - from))), "read");
}

// ── plans ──
TEST(ReadingPlans, takes_a_sound_one_whole) {
  auto instance = read_instance(kInstance).value();
  auto plan = read_plan(kPlan, instance).value();
  EXPECT_TRUE(plan.staffed);
  EXPECT_EQ(plan.rows[1], (std::vector<Assignment>{{1, 0, 2, 4}}));
  EXPECT_EQ(plan.status, PlanStatus::feasible);
  EXPECT_EQ(plan.proof, Proof::certificate);
  EXPECT_EQ(plan.split->team, 700);
  EXPECT_EQ(plan.certificate->profits, (std::vector<std::int64_t>{1, -2}));
  EXPECT_EQ(plan.certificate->cuts[0].energy[0].weight, 8);
}

TEST(ReadingPlans, needs_only_its_format_and_plans) {
  auto instance = read_instance(kInstance).value();
  EXPECT_FALSE(read_plan(R"({"format":"pool-plan/1","plans":null})", instance)->staffed);
  EXPECT_TRUE(read_plan(R"({"format":"pool-plan/1","plans":{}})", instance)->staffed);
}

TEST(ReadingPlans, names_the_place_of_what_is_wrong) {
  auto instance = read_instance(kInstance).value();
  constexpr std::array<std::string_view, 3> kCases[] = {
      {R"("pool-plan/1")", R"("pool/1")", "/format: One of these words is expected here: pool-plan/1."},
      {R"({"0":[[0,0,0,8]],"1":[[1,0,2,4]]})", "[]", "/plans: An object in braces is expected here."},
      {R"({"0":[[0,0,0,8]],"1")", R"({"2":[[0,0,0,8]],"1")",
       "/plans/2: A dossier is named by its position here, 0 to 1, as text."},
      {R"({"0":[[0,0,0,8]],"1")", R"({"-0":[[0,0,0,8]],"1")",
       "/plans/-0: A dossier is named by its position here, 0 to 1, as text."},
      {R"({"0":[[0,0,0,8]],"1")", R"({"1":[[0,0,0,8]],"1")", "/plans/1: This key is given more than once."},
      {"[[0,0,0,8]]", "[]", "/plans/0: This list takes more values, 1 at least; it has 0."},
      {"[[0,0,0,8]]", "[[0,0,0,8,1]]", "/plans/0/0: This list takes 4 values; it has 5."},
      {"[[0,0,0,8]]", "[[2,0,0,8]]", "/plans/0/0/0: A whole number from 0 to 1 is expected here."},
      {"[[0,0,0,8]]", "[[-1,0,0,8]]", "/plans/0/0/0: A whole number from 0 to 1 is expected here."},
      {"[[0,0,0,8]]", "[[0,1,0,8]]", "/plans/0/0/1: A whole number from 0 to 0 is expected here."},
      {"[[0,0,0,8]]", "[[0,0,3,8]]", "/plans/0/0/2: A whole number from 0 to 2 is expected here."},
      {"[[0,0,0,8]]", "[[0,0,0,8.0]]", "/plans/0/0/3: A whole number from 1 to 10000 is expected here."},
      {"[[0,0,0,8]]", "[[0,0,0,0]]", "/plans/0/0/3: A whole number from 1 to 10000 is expected here."},
      {"[[0,0,0,8]]", R"([[0,0,0,"8"]])", "/plans/0/0/3: A whole number from 1 to 10000 is expected here."},
      {"[[0,0,0,8]]", "[[0,0,0,8],[0,0,1,2],[0,0,0,1]]",
       "/plans/0/2: This engineer, role and month stand in an earlier row too."},
      {R"("objective":16000)", R"("objective":1e4)",
       "/objective: A whole number from -4000000000000000000 to 4000000000000000000 is expected here."},
      {R"("bound":17000)", R"("bound":"17000")",
       "/bound: A whole number from -4000000000000000000 to 4000000000000000000 is expected here."},
      {R"("feasible")", R"("good")",
       "/status: One of these words is expected here: optimal, feasible, infeasible, unknown."},
      {R"("proof":"certificate")", R"("proof":true)",
       "/proof: One of these words is expected here: certificate, search, none."},
      {R"("effort":12)", R"("effort":12,"gap":0)", "/split/gap: “gap” is not known here."},
      {R"("kind":"prices")", R"("kind":"trust me")", "/certificate/kind: One of these words is expected here: prices."},
      {R"("scale":2)", R"("scale":0)",
       "/certificate/scale: A whole number from 1 to 1048576 is expected here. and 1 more"},
      {"[[1,2,3],[4,5,6]]", "[[1,2,3],[4,5]]", "/certificate/capacity/1: This list takes 3 values; it has 2."},
      {"[[1,2,3],[4,5,6]]", "[[1,2,3],[4,5,-6]]",
       "/certificate/capacity/1/2: A whole number from 0 to 1000000000000000 is expected here."},
      {"[7,8,9]", "[7,8,9,1]", "/certificate/sessions: This list takes 3 values; it has 4."},
      {"[2400]", "[2401]", "/certificate/floors/0: A whole number from 0 to 2400 is expected here."},
      {"[[1,0,5]]", "[[0,1,5]]", "/certificate/after/0: Dossier 0 does not come after dossier 1."},
      {R"("engineers":[0],)", R"("engineers":[0,0],)", "/certificate/cuts/0/engineers: Engineer 0 stands here twice."},
      {R"("from":0,"to":1)", R"("from":1,"to":0)",
       "/certificate/cuts/0/to: A whole number from 1 to 2 is expected here."},
      {R"("terms":[[0,1]])", R"("terms":[[0,1],[0,1]])", "/certificate/cuts/0/terms: Dossier 0 stands here twice."},
      {R"("terms":[[0,1]])", R"("terms":[[0,-1]])",
       "/certificate/cuts/0/terms/0/1: A whole number from 0 to 1000000 is expected here."},
      {R"("most":1,)", R"("most":-1,)",
       "/certificate/cuts/0/most: A whole number from 0 to 1000000000000 is expected here."},
      {R"("profits":[1,-2])", R"("profits":[1])", "/certificate/profits: This list takes 2 values; it has 1."},
      {R"(,
"profits":[1,-2])",
       "", "/certificate/profits: This is needed."},
      {R"("refused":{})", R"("refused":{"7":[]})",
       "/refused/7: A dossier is named by its position here, 0 to 1, as text."},
      {R"("refused":{})", R"("refused":{"0":[{"rule":"r","text_fr":"f","text_en":"e","evidence":{"a":1,"a":1}}]})",
       "/refused/0/0/evidence/a: This key is given more than once."},
      {R"("refused":{})", R"("refused":{"0":[{"rule":"r","text_fr":"f"}]})", "/refused/0/0/text_en: This is needed."},
  };
  for (const auto& [from, to, expected] : kCases)
    EXPECT_EQ(only(read_plan(with(kPlan, from, to), instance)), expected) << from << " → " << to;
}

}  // namespace
}  // namespace couloir::plancheck
