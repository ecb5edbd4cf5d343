// What a variant asks otherwise: what each kind of wish makes of an instance, and every mistake in one.
#include "pool/wish.h"

#include "pool/checked_plan.h"
#include "pool/test_world.h"

namespace couloir::pool {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Four months from October; Ada (7) gives half a month of each and may hold the first role of both dossiers, Bea (8)
/// gives whole months and has no skill. 1 is free, 2 holds promised months of Ada, 3 is not to be seen.
Instance an_instance() {
  Instance all;
  all.name = "plan-1";
  all.start = in("2026-10");
  all.horizon = 4;
  all.min_alloc = 2;
  all.skills = {"nlp", "vision"};
  all.pillars = {"P1"};
  all.sites = {"unistra", "ul"};
  all.distance = {{0, 1}, {1, 0}};
  all.travel_cost = {0, 5};
  all.session_cap = {9, 9, 9, 9};
  all.engineers = {{{7}, 0, {{0, 3}}, {5, 5, 5, 5}, {2, 2, 2, 2}}, {{8}, 1, {}, {10, 10, 10, 10}, {2, 2, 2, 2}}};
  for (int id : {1, 2, 3}) {
    InstanceDossier d;
    d.id = {id};
    d.roles = {{0, 2, 4, 8}};
    d.latest = 2;
    d.nmax = 2;
    d.base = 1'000;
    d.slope = 50;
    all.dossiers.push_back(d);
  }
  all.dossiers[1].must = true;
  all.dossiers[1].published = {{0, 0, 0, 4}};
  return all;
}

struct Wishes : testing::Test {
  Wishes() {
    names.engineers = {{{7}, "Ada"}, {{8}, "Bea"}};
    names.dossiers = {{{1}, {"P-1", "One", false}}, {{2}, {"P-2", "Two", false}}};
  }
  Instance made(const std::vector<Wish>& wishes) const {
    auto all = varied(an_instance(), wishes, names);
    EXPECT_TRUE(all) << told(all);
    return all.value_or(Instance{});
  }
  static std::string told(const Result<Instance>& result) {
    if (result) return {};
    std::string all = tr(result.error().message);
    for (const auto& p : result.error().problems) all += "\n" + p.where + ": " + tr(p.what);
    return all;
  }
  std::string wrong(const Wish& wish) const {
    std::string all;
    for (const auto& p : problems_of(wish, an_instance(), names)) all += p.where + ": " + tr(p.what) + "\n";
    return all;
  }
  Speaking english{Lang::en};
  Names names;
  Wish newcomer{.kind = WishKind::new_engineer, .skill = "nlp", .amount = 100, .level = 3, .home = "ul"};
  Wish pin{.kind = WishKind::pin, .dossier = {1}, .engineer = {7}, .from = in("2026-11"), .amount = 4};
  Wish window{.kind = WishKind::window, .dossier = {1}, .from = in("2026-12"), .to = in("2027-01")};
  Wish extra{
      .kind = WishKind::more_capacity, .engineer = {7}, .from = in("2026-11"), .to = in("2026-12"), .amount = 50};
};

TEST_F(Wishes, grant_refuse_ban_and_pin) {
  EXPECT_TRUE(made({{.kind = WishKind::grant, .dossier = {1}}}).dossiers[0].must);
  auto refused = made({{.kind = WishKind::refuse, .dossier = {2}}}).dossiers[1];
  EXPECT_TRUE(refused.refused && !refused.must) << "promised or not";
  EXPECT_THAT(made({{.kind = WishKind::ban, .dossier = {1}, .engineer = {7}}}).dossiers[0].bans, ElementsAre(0));
  auto pinned = made({pin}).dossiers[0];
  EXPECT_TRUE(pinned.must);
  EXPECT_THAT(pinned.pins, ElementsAre(PlanRow{0, 0, 1, 4}));
}

TEST_F(Wishes, move_a_window_change_a_value_and_give_more_months) {
  auto moved = made({window}).dossiers[0];
  EXPECT_EQ(moved.earliest, 2);
  EXPECT_EQ(moved.latest, 3);
  auto worth = made({{.kind = WishKind::value, .dossier = {1}, .amount = 150}}).dossiers[0];
  EXPECT_EQ(worth.base, 1'500);
  EXPECT_EQ(worth.slope, 75);
  EXPECT_THAT(made({extra}).engineers[0].cap, ElementsAre(5, 7, 7, 5));
  extra.amount = 300;
  EXPECT_THAT(made({extra}).engineers[0].cap, ElementsAre(5, 10, 10, 5)) << "never more than whole months";
}

TEST_F(Wishes, add_engineers_who_are_nobody) {
  auto half = newcomer;
  half.amount = 55;
  auto all = made({newcomer, half}).engineers;
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[2].id, EngineerId{-1});
  EXPECT_TRUE(is_hypothetical(all[2].id));
  EXPECT_EQ(all[2].site, 1);
  EXPECT_THAT(all[2].skills, ElementsAre(std::pair(0, 3)));
  EXPECT_THAT(all[2].cap, ElementsAre(10, 10, 10, 10));
  EXPECT_EQ(all[3].id, EngineerId{-2});
  EXPECT_THAT(all[3].cap, ElementsAre(5, 5, 5, 5)) << "by whole tenths";
  EXPECT_EQ(names.engineer({-2}), "Hypothetical engineer 2");
  EXPECT_EQ(with_names(names, "held by e-1, d1"), "held by Hypothetical engineer 1, P-1");
}

TEST_F(Wishes, fix_and_ban_engineers_who_are_nobody) {
  auto fixed = pin, more = extra;
  fixed.engineer = more.engineer = {-1};
  auto half = newcomer;
  half.amount = 50;
  EXPECT_THAT(made({newcomer, fixed}).dossiers[0].pins, ElementsAre(PlanRow{2, 0, 1, 4}));
  EXPECT_THAT(made({newcomer, {.kind = WishKind::ban, .dossier = {1}, .engineer = {-1}}}).dossiers[0].bans,
              ElementsAre(2));
  EXPECT_THAT(made({half, more}).engineers[2].cap, ElementsAre(5, 7, 7, 5));
  EXPECT_THAT(wrong(fixed), HasSubstr("engineer: There is no such engineer")) << "nobody has added one";
}

TEST_F(Wishes, leave_floors_out) {
  auto floors = [&](std::string floor) {
    auto in = an_instance();
    in.floors = {{FloorKind::pillar, 0, 4, 10}, {FloorKind::site, 1, 3, 10}};
    auto all = varied(in, {{.kind = WishKind::no_floor, .floor = std::move(floor)}}, names).value();
    return std::pair(all.floors[0].min, all.floors[1].min);
  };
  EXPECT_EQ(floors("pillar:P1"), std::pair(std::int64_t{0}, std::int64_t{3}));
  EXPECT_EQ(floors("site:ul"), std::pair(std::int64_t{4}, std::int64_t{0}));
  EXPECT_EQ(floors(""), std::pair(std::int64_t{0}, std::int64_t{0}));
  EXPECT_EQ(wrong({.kind = WishKind::no_floor}), "floor: This plan has no such floor.\n");
}

TEST_F(Wishes, keep_what_their_kind_needs) {
  Wish full{WishKind::grant, {1}, {7}, "nlp", in("2026-10"), in("2026-11"), 50, 3, "ul"};
  EXPECT_EQ(bare(full), (Wish{.kind = WishKind::grant, .dossier = {1}}));
  full.kind = WishKind::more_capacity;
  EXPECT_EQ(
      bare(full),
      (Wish{
          .kind = WishKind::more_capacity, .engineer = {7}, .from = in("2026-10"), .to = in("2026-11"), .amount = 50}));
  for (const auto& wish : {pin, window, extra, newcomer}) EXPECT_EQ(bare(wish), wish);
}

TEST_F(Wishes, are_laid_one_over_the_other) {
  auto in_the_new_window = pin;
  in_the_new_window.from = in("2027-01");
  EXPECT_THAT(made({window, in_the_new_window}).dossiers[0].pins, ElementsAre(PlanRow{0, 0, 3, 4}));
  auto back = made({pin, {.kind = WishKind::refuse, .dossier = {1}}, {.kind = WishKind::grant, .dossier = {1}}});
  EXPECT_TRUE(back.dossiers[0].must && !back.dossiers[0].refused);
  EXPECT_THAT(back.dossiers[0].pins, IsEmpty()) << "what is ruled out fixes nothing";
}

TEST_F(Wishes, are_in_the_text_that_the_checker_reads) {
  auto all =
      made({pin, {.kind = WishKind::ban, .dossier = {1}, .engineer = {8}}, {.kind = WishKind::refuse, .dossier = {2}}});
  EXPECT_EQ(text_of(read_instance(text_of(all)).value()), text_of(all));
  auto unpinned = checked(all, R"({"format":"pool-plan/1","plans":{"0":[[0,0,0,4]]}})", Maker::somebody);
  ASSERT_FALSE(unpinned);
  EXPECT_THAT(told(tl::unexpected(unpinned.error())), HasSubstr("plan: "));
  EXPECT_TRUE(checked(all, R"({"format":"pool-plan/1","plans":{"0":[[0,0,1,4]]}})", Maker::somebody));
}

TEST_F(Wishes, name_each_mistake) {
  for (auto kind : {WishKind::grant, WishKind::refuse, WishKind::value}) {
    EXPECT_THAT(wrong({.kind = kind, .dossier = {9}, .amount = 100}), HasSubstr("dossier: There is no such dossier"));
    EXPECT_EQ(wrong({.kind = kind, .dossier = {3}, .amount = 100}),
              wrong({.kind = kind, .dossier = {9}, .amount = 100}))
        << "what is hidden is not known";
  }
  EXPECT_THAT(wrong({.kind = WishKind::ban, .dossier = {1}, .engineer = {70}}),
              HasSubstr("engineer: There is no such engineer"));
  auto with = [](Wish wish, auto change) {
    change(wish);
    return wish;
  };
  EXPECT_EQ(wrong(pin), "");
  EXPECT_THAT(wrong(with(pin, [](Wish& w) { w.engineer = {8}; })), HasSubstr("Bea may not hold that role"));
  EXPECT_THAT(wrong(with(pin, [](Wish& w) { w.skill = "vision"; })), HasSubstr("Ada may not hold that role"));
  EXPECT_THAT(wrong(with(pin, [](Wish& w) { w.from = in("2027-01"); })),
              HasSubstr("from: The dossier may run from October 2026 to December 2026."));
  EXPECT_THAT(wrong(with(pin, [](Wish& w) { w.from = in("2028-01"); })), HasSubstr("from: The plan goes from"));
  EXPECT_THAT(wrong(with(pin, [](Wish& w) { w.amount = 1; })), HasSubstr("amount: Between 0.2 and 1.0 months"));
  EXPECT_THAT(wrong(with(pin, [](Wish& w) { w.amount = 6; })), HasSubstr("amount: Ada gives 0.5 months"));
  EXPECT_THAT(wrong(with(window, [](Wish& w) { w.to = in("2026-11"); })),
              HasSubstr("to: The last month comes before the first."));
  EXPECT_THAT(wrong(with(window, [](Wish& w) { w.to = {}; })), HasSubstr("to: The plan goes from"));
  EXPECT_THAT(wrong({.kind = WishKind::value, .dossier = {1}, .amount = 301}), HasSubstr("amount: Between 10 and 300"));
  EXPECT_THAT(wrong(with(extra, [](Wish& w) { w.amount = 0; })), HasSubstr("amount: Between 1 and 300"));
  EXPECT_THAT(wrong(with(extra, [](Wish& w) { w.engineer = {8}; })), HasSubstr("amount: Bea would give no more"));
  EXPECT_EQ(wrong(newcomer), "");
  EXPECT_THAT(wrong(with(newcomer, [](Wish& w) { w.skill = "magic"; })), HasSubstr("skill: There is no such skill"));
  EXPECT_THAT(wrong(with(newcomer, [](Wish& w) { w.level = 6; })), HasSubstr("level: A level goes from 1 to 4"));
  EXPECT_THAT(wrong(with(newcomer, [](Wish& w) { w.home = "x"; })), HasSubstr("home: There is no such university"));
  EXPECT_THAT(wrong(with(newcomer, [](Wish& w) { w.amount = 101; })), HasSubstr("amount: Between 20 and 100 percent"));
  EXPECT_THAT(wrong(with(extra, [](Wish& w) { w.engineer = {-1}; })), HasSubstr("engineer: There is no such engineer"));
  auto both = varied(an_instance(), {pin, {.kind = WishKind::grant, .dossier = {9}}}, names);
  EXPECT_EQ(both.error().problems.front().where, "wishes/1/dossier");
  EXPECT_EQ(varied(an_instance(), {}, names).error().code, Code::invalid);
}

TEST_F(Wishes, that_do_not_go_together_are_refused) {
  auto all = varied(an_instance(), {pin, {.kind = WishKind::ban, .dossier = {1}, .engineer = {7}}}, names);
  EXPECT_EQ(all.error().code, Code::refused);
  EXPECT_EQ(told(all), "These wishes do not go together.\nwishes: This engineer is banned from the dossier.");
  EXPECT_THAT(told(varied(an_instance(), {pin, pin}, names)), HasSubstr("are fixed there already"));
}

TEST_F(Wishes, stand_until_the_opposite_is_said) {
  Wish grant{.kind = WishKind::grant, .dossier = {1}}, refuse{.kind = WishKind::refuse, .dossier = {1}},
      of_another{.kind = WishKind::grant, .dossier = {2}};
  EXPECT_EQ(added_up({grant, pin, window, of_another}, {refuse}), (std::vector{window, of_another, refuse}));
  EXPECT_EQ(added_up({refuse}, {pin}), std::vector{pin});
  auto later = window;
  later.from = in("2026-11");
  EXPECT_EQ(added_up({window, extra}, {later, extra}), (std::vector{extra, later, extra})) << "more, and more again";
}

TEST_F(Wishes, are_decisions_or_assumptions) {
  auto all = an_instance();
  for (const auto& wish :
       {window, extra, newcomer, {.kind = WishKind::no_floor}, {.kind = WishKind::value, .dossier = {1}, .amount = 90}})
    EXPECT_TRUE(is_hypothetical(wish, all));
  EXPECT_TRUE(is_hypothetical({.kind = WishKind::refuse, .dossier = {2}}, all)) << "months are promised to it";
  EXPECT_FALSE(is_hypothetical({.kind = WishKind::refuse, .dossier = {1}}, all));
  for (auto kind : {WishKind::grant, WishKind::ban, WishKind::pin})
    EXPECT_FALSE(is_hypothetical({.kind = kind, .dossier = {1}, .engineer = {7}}, all));
}

TEST_F(Wishes, are_sentences_with_the_names_that_somebody_may_have) {
  auto said = [&](const Wish& wish) { return in_words(wish, names, test_house()); };
  EXPECT_EQ(said({.kind = WishKind::grant, .dossier = {1}}), "It has to be granted: P-1 · One.");
  EXPECT_EQ(said({.kind = WishKind::refuse, .dossier = {3}}), "Something about a dossier that is not yours to see.");
  EXPECT_EQ(said(pin), "Ada works on P-1 · One in November 2026: 0.4 months.");
  EXPECT_EQ(said(window), "It may run from December 2026 to January 2027: P-1 · One.");
  EXPECT_EQ(said({.kind = WishKind::value, .dossier = {1}, .amount = 150}),
            "It is worth 150% of what it was worth: P-1 · One.");
  EXPECT_THAT(said(newcomer),
              HasSubstr("A hypothetical engineer more: Language processing at level 3, 100% of full time, at "));
  EXPECT_EQ(said(extra), "Ada gives 50% more from November 2026 to December 2026.");
  EXPECT_EQ(said({.kind = WishKind::ban, .dossier = {1}, .engineer = {8}}), "Bea does not work on P-1 · One.");
}

}  // namespace
}  // namespace couloir::pool
