// Endpoints on staffing plans: everything the pages do, by the same commands.
#include "pool/pages.h"
#include "pool/plan_edit.h"
#include "pool/plan_seen.h"
#include "pool/plan_solve.h"
#include "pool/plan_store.h"
#include "pool/plan_vary.h"
#include "pool/refusal_words.h"

namespace couloir::pool {
namespace {

using people::Scope;
using web::Answer;
using web::Call;
using web::Doc;
using web::Method;
using web::None;
using web::Reply;

struct PlanText {
  std::string name, batch, start;
  int months = 12;
};
void describe(Describer& d, PlanText& p) {
  d.type("PlanDraft");
  d.field("name", p.name, text(1, kLongestPlanName));
  d.field("batch", p.batch, text(0, 40).or_keep().doc(_t("Call and cut-off, such as 3-7; left out: all")));
  d.field("start", p.start, text(7, 7).doc(_t("First month, such as 2026-10")));
  d.field("months", p.months, between(1, 60).or_keep());
}
struct AssignmentText {
  std::optional<DossierId> dossier;
  std::optional<EngineerId> engineer;
  std::string skill;
  std::int64_t level = 0;
  std::string month;
  std::int64_t quanta = 0;
};
void describe(Describer& d, AssignmentText& a) {
  d.type("PlannedMonth");
  d.field("dossier", a.dossier, Rule{}.doc(_t("Left out: one that you may not see")));
  d.field("engineer", a.engineer, Rule{}.doc(_t("Left out: a hypothetical one")));
  d.field("skill", a.skill);
  d.field("level", a.level);
  d.field("month", a.month);
  d.field("quanta", a.quanta, Rule{}.doc(_t("Tenths of an engineer-month")));
}
struct ApprovalText {
  PersonId person;
  Instant at;
};
void describe(Describer& d, ApprovalText& a) {
  d.type("PlanApproval");
  d.field("person", a.person);
  d.field("at", a.at);
}
struct PlanItem {
  PlanId id;
  std::string name, batch, start;
  std::int64_t months = 0;
  PlanState state = PlanState::draft;
  std::optional<PlanId> base, variant_of;
  std::optional<std::int64_t> value, bound;
  PlanStatus status = PlanStatus::unknown;
  Proof proof = Proof::none;
  std::optional<std::int64_t> work, seed;
  std::optional<Instant> checked_at, published_at;
};
void describe(Describer& d, PlanItem& p) {
  d.type("Plan");
  d.field("id", p.id);
  d.field("name", p.name);
  d.field("batch", p.batch);
  d.field("start", p.start);
  d.field("months", p.months);
  d.field("state", p.state);
  d.field("base", p.base, Rule{}.doc(_t("The published plan whose promises it keeps")));
  d.field("variant_of", p.variant_of, Rule{}.doc(_t("The plan that it varies")));
  d.field("value", p.value, Rule{}.doc(_t("Milli-points")));
  d.field("bound", p.bound);
  d.field("status", p.status);
  d.field("proof", p.proof);
  d.field("work", p.work);
  d.field("seed", p.seed);
  d.field("checked_at", p.checked_at);
  d.field("published_at", p.published_at);
}
struct ReasonText {
  std::string fr, en;
};
void describe(Describer& d, ReasonText& r) {
  d.type("RefusalReason");
  d.field("fr", r.fr);
  d.field("en", r.en);
}
struct RefusedText {
  DossierId dossier;
  std::vector<ReasonText> reasons;
};
void describe(Describer& d, RefusedText& r) {
  d.type("RefusedDossier");
  d.field("dossier", r.dossier);
  d.field("reasons", r.reasons,
          Rule{}.doc(_t("In the plan’s own words; a dossier that you may not see is “another dossier”")));
}
struct LeftOutText {
  DossierId dossier;
  std::vector<DemandGap> gaps;
};
void describe(Describer& d, LeftOutText& l) {
  d.type("LeftOutDossier");
  d.field("dossier", l.dossier);
  d.field("gaps", l.gaps, Rule{}.doc(_t("Why no plan takes it; empty: a plan can")));
}
struct WishText {
  WishKind kind{};
  std::optional<DossierId> dossier;
  std::optional<EngineerId> engineer;
  std::optional<std::string> skill, from, to;
  std::optional<std::int64_t> amount, level;
  std::optional<std::string> home, floor;
};
void describe(Describer& d, WishText& w) {
  d.type("PlanWish");
  d.field("kind", w.kind);
  d.field("dossier", w.dossier, Rule{}.doc(_t("Of every kind but more_capacity, new_engineer and no_floor")));
  d.field("engineer", w.engineer,
          Rule{}.doc(_t("Of ban, pin and more_capacity; below 0: a hypothetical one of this plan")));
  d.field("skill", w.skill,
          text(1, 100).doc(_t("Of new_engineer; of pin: of the role, left out: the first that the engineer may hold")));
  d.field("from", w.from, text(7, 7).doc(_t("Of pin, window and more_capacity: the first month, such as 2026-10")));
  d.field("to", w.to, text(7, 7).doc(_t("Of window and more_capacity: the last month")));
  d.field("amount", w.amount,
          between(0, 10'000).doc(_t("Of pin: tenths of an engineer-month; of value: percent of what it is worth; of "
                                    "more_capacity: percent more; of new_engineer: percent of full time")));
  d.field("level", w.level, between(1, region::kTopSkillLevel).doc(_t("Of new_engineer, in that skill")));
  d.field("home", w.home, text(1, 100).doc(_t("Of new_engineer: code of the university")));
  d.field("floor", w.floor, text(1, 100).doc(_t("Of no_floor: such as pillar:P1 or site:ul; left out: every floor")));
}
struct VariantText {
  std::string name;
  std::vector<WishText> wishes;
  int seconds = kVariantSeconds;
};
void describe(Describer& d, VariantText& v) {
  d.type("PlanVariation");
  d.field("name", v.name, text(0, kLongestPlanName).or_keep().doc(_t("Left out: the plan’s name and a number")));
  d.field("wishes", v.wishes, at_most(kMostWishes).doc(_t("What is otherwise, one over the other")));
  d.field("seconds", v.seconds, between(1, kLongestSolve).or_keep().doc(_t("For at most so many seconds")));
}
struct PlanWhole {
  PlanItem plan;
  std::vector<AssignmentText> months;
  std::vector<ApprovalText> approvals;
  std::vector<RefusedText> refused;
  std::vector<LeftOutText> left_out;
  std::vector<WishText> wishes;
};
void describe(Describer& d, PlanWhole& p) {
  d.type("PlanWithMonths");
  d.field("plan", p.plan);
  d.field("months", p.months, at_most(1'000'000));
  d.field("approvals", p.approvals);
  d.field("refused", p.refused, at_most(100'000).doc(_t("Dossiers that the plan gives nothing, and why")));
  d.field("left_out", p.left_out, at_most(100'000).doc(_t("Dossiers that no plan can take yet")));
  d.field(
      "wishes", p.wishes,
      at_most(10'000).doc(_t("What a variant has otherwise; those on a dossier that you may not see are left out")));
}
struct ComparisonQuery {
  std::optional<PlanId> with;
};
void describe(Describer& d, ComparisonQuery& q) {
  d.type("ComparisonQuery");
  d.field("with", q.with,
          Rule{}.doc(_t("Number of the plan that comes before; left out: the one published when it was drafted")));
}
struct DifferenceText {
  DossierId dossier;
  Change change{};
  std::vector<AssignmentText> before, after;
};
void describe(Describer& d, DifferenceText& t) {
  d.type("PlanDifference");
  d.field("dossier", t.dossier);
  d.field("change", t.change);
  d.field("before", t.before, at_most(100'000));
  d.field("after", t.after, at_most(100'000));
}
struct ComparisonText {
  std::vector<DifferenceText> dossiers;
  std::int64_t same = 0, hidden = 0;
};
void describe(Describer& d, ComparisonText& c) {
  d.type("PlanComparison");
  d.field("dossiers", c.dossiers, at_most(100'000));
  d.field("same", c.same, Rule{}.doc(_t("Dossiers that do not change at all")));
  d.field("hidden", c.hidden, Rule{}.doc(_t("Dossiers that change and that you may not see")));
}
struct PlanQuery {
  std::optional<PlanId> after;
  int limit = 50;
};
void describe(Describer& d, PlanQuery& q) {
  d.type("PlanQuery");
  d.field("after", q.after, Rule{}.doc(_t("The “next” of the page before; left out: the newest plans")));
  d.field("limit", q.limit, between(1, 200).or_keep());
}
struct PlanFile {
  std::string text;
};
void describe(Describer& d, PlanFile& f) {
  d.type("PlanFile");
  d.field("text", f.text, couloir::text(1, kLongestPlanText).doc(_t("A pool-plan/1 document, as text")));
}

PlanItem item_of(const StaffingPlan& p) {
  return {p.id,
          p.name,
          p.batch,
          p.start.iso(),
          p.months,
          p.state,
          p.base ? std::optional(p.base) : std::nullopt,
          p.variant_of ? std::optional(p.variant_of) : std::nullopt,
          p.value,
          p.bound,
          p.status,
          p.proof,
          p.work,
          p.seed,
          p.checked_at,
          p.published_at};
}

std::vector<AssignmentText> texts_of(const Names& names, const std::vector<Assignment>& rows) {
  std::vector<AssignmentText> texts;
  for (const auto& a : rows)
    texts.push_back({names.shows(a.dossier) ? std::optional(a.dossier) : std::nullopt,
                     is_hypothetical(a.engineer) ? std::nullopt : std::optional(a.engineer), a.skill, a.level,
                     a.month.iso(), a.quanta});
  return texts;
}
Wish wish_in(const WishText& text) {
  auto month = [](const std::optional<std::string>& iso) { return parse_month(iso.value_or("")).value_or(Month{}); };
  return {text.kind,
          text.dossier.value_or(DossierId{}),
          text.engineer.value_or(EngineerId{}),
          text.skill.value_or(""),
          month(text.from),
          month(text.to),
          static_cast<int>(text.amount.value_or(0)),
          static_cast<int>(text.level.value_or(0)),
          text.home.value_or(""),
          text.floor.value_or("")};
}
WishText text_of_wish(const Wish& w) {
  WishText text{.kind = w.kind};
  if (w.dossier) text.dossier = w.dossier;
  if (w.engineer) text.engineer = w.engineer;
  if (!w.skill.empty()) text.skill = w.skill;
  if (w.from.m.ok()) text.from = w.from.iso();
  if (w.to.m.ok()) text.to = w.to.iso();
  if (w.amount != 0) text.amount = w.amount;
  if (w.level != 0) text.level = w.level;
  if (!w.home.empty()) text.home = w.home;
  if (!w.floor.empty()) text.floor = w.floor;
  return text;
}
/// In each language with the names that who asks may have.
ReasonText reason_text(const Names& names, const Bilingual& reason) {
  auto said = in_both([&] { return with_names(names, reason.text()); });
  return {std::move(said.fr), std::move(said.en)};
}

class PlanEndpoints {
 public:
  explicit PlanEndpoints(const Foundations& house) : house_(house) {}

  Result<Answer<web::PageOf<PlanItem>>> list(const Call& call, const PlanQuery& query) const {
    auto plans = plans_before(*call.op.db.reader(), query.after.value_or(PlanId{}), query.limit + 1);
    web::PageOf<PlanItem> page;
    if (std::ssize(plans) > query.limit) {
      plans.pop_back();
      page.next = plans.back().id.str();
    }
    for (const auto& p : plans) page.items.push_back(item_of(p));
    return Answer<web::PageOf<PlanItem>>{.value = std::move(page)};
  }
  Result<Answer<PlanWhole>> show(const Call& call) const {
    TRY_LET(auto id, call.id<PlanId>("id"));
    return whole(call, id);
  }
  Result<Answer<PlanWhole>> draft(const Call& call, const PlanText& text) const {
    auto start = parse_month(text.start);
    if (!start) return Error::invalid({{"/start", start.error().message}});
    TRY_LET(auto drafted, draft_plan(call.op, house_, {text.name, text.batch, *start, text.months}));
    TRY_LET(auto answer, whole(call, drafted.id));
    answer.status = 201;
    answer.location = "/plans/" + drafted.id.str();
    return answer;
  }
  Result<Answer<PlanWhole>> bring(const Call& call, const PlanFile& file) const {
    TRY_LET(auto id, call.id<PlanId>("id"));
    TRY(bring_plan(call.op, id, call.version(), file.text));
    return whole(call, id);
  }
  using PlanStep = std::function<Result<StaffingPlan>(const Op&, PlanId, std::int64_t)>;
  Result<Answer<PlanWhole>> step(const Call& call, const PlanStep& command) const {
    TRY_LET(auto id, call.id<PlanId>("id"));
    TRY(command(call.op, id, call.version()));
    return whole(call, id);
  }
  Result<Answer<PlanWhole>> solve(const Call& call, const SolveFor& text) const {
    TRY_LET(auto id, call.id<PlanId>("id"));
    TRY(ask_to_solve(call.op, id, call.version(), text.seconds));
    return whole(call, id);
  }
  Result<Answer<PlanWhole>> vary(const Call& call, const VariantText& text) const {
    TRY_LET(auto id, call.id<PlanId>("id"));
    Variation given{text.name, {}, text.seconds};
    for (const auto& wish : text.wishes) given.wishes.push_back(wish_in(wish));
    TRY_LET(auto made, vary_plan(call.op, id, call.version(), given));
    TRY_LET(auto answer, whole(call, made.id));
    answer.status = 201;
    answer.location = "/plans/" + made.id.str();
    return answer;
  }
  Result<Answer<ComparisonText>> comparison(const Call& call, const ComparisonQuery& query) const {
    TRY_LET(auto id, call.id<PlanId>("id"));
    auto reader = call.op.db.reader();
    TRY_LET(auto seen, seen_plan(*reader, call.op.actor, id));
    std::vector<Assignment> before;
    if (auto with = query.with.value_or(seen.plan.base)) {
      TRY_LET(auto other, seen_plan(*reader, call.op.actor, with));
      before = std::move(other.assignments);
    }
    auto compared = compare(before, seen.assignments);
    ComparisonText text{{}, compared.same, 0};
    for (const auto& d : compared.dossiers) {
      if (seen.names.shows(d.key))
        text.dossiers.push_back({d.key, d.change, texts_of(seen.names, d.before), texts_of(seen.names, d.after)});
      else
        ++text.hidden;
    }
    return Answer<ComparisonText>{std::move(text)};
  }
  Result<Reply> instance(const Call& call) const {
    TRY_LET(auto id, call.id<PlanId>("id"));
    TRY_LET(auto seen, seen_plan(*call.op.db.reader(), call.op.actor, id));
    TRY(may_take_instance(seen.instance, seen.names));
    Reply reply;
    reply.body = seen.plan.instance_text + "\n";
    return reply;
  }

 private:
  Result<Answer<PlanWhole>> whole(const Call& call, PlanId id) const {
    TRY_LET(auto seen, seen_plan(*call.op.db.reader(), call.op.actor, id));
    PlanWhole view{item_of(seen.plan), texts_of(seen.names, seen.assignments), {}, {}, {}, {}};
    for (const auto& a : seen.approvals) view.approvals.push_back({a.person, a.at});
    for (const auto& [index, reasons] : seen.made.refused) {
      auto dossier = seen.instance.dossiers[static_cast<std::size_t>(index)].id;
      if (!seen.names.shows(dossier)) continue;
      RefusedText refused{dossier, {}};
      for (const auto& reason : reasons) refused.reasons.push_back(reason_text(seen.names, reason.words));
      view.refused.push_back(std::move(refused));
    }
    for (const auto& left : seen.left_out)
      if (seen.names.shows(left.dossier)) view.left_out.push_back({left.dossier, left.gaps});
    for (const auto& wish : seen.wishes)
      if (!wish.dossier || seen.names.shows(wish.dossier)) view.wishes.push_back(text_of_wish(wish));
    return Answer<PlanWhole>{std::move(view), 200, seen.plan.version};
  }

  Foundations house_;
};

}  // namespace

void mount_plan_api(web::Api& api, const Foundations& house) {
  auto at = std::make_shared<const PlanEndpoints>(house);
  auto step = [at](PlanEndpoints::PlanStep command) {
    return [at, command = std::move(command)](const Call& call, const None&) { return at->step(call, command); };
  };
  Doc bring = web::versioned(Doc{Method::put, "/plans/{id}/plan", "pool plan bring",
                                 _t("Bring a plan, made by a solver or by hand; it is checked before it is kept"),
                                 kKeepers, Scope::pool_write});
  bring.body_limit = kLongestPlanText * 2;
  api.add<PlanQuery, web::PageOf<PlanItem>>(
         Doc{Method::get, "/plans", "pool plan list", _t("Staffing plans, newest first"), kKeepers, Scope::pool_read},
         [at](const Call& call, const PlanQuery& query) { return at->list(call, query); })
      .add<PlanText, PlanWhole>(
          Doc{Method::post, "/plans", "pool plan draft",
              _t("Draft a plan from engineers, demands and promises as they are now"), kKeepers, Scope::pool_write},
          [at](const Call& call, const PlanText& text) { return at->draft(call, text); })
      .add<None, PlanWhole>(
          Doc{Method::get, "/plans/{id}", "pool plan show", _t("A plan, month by month"), kKeepers, Scope::pool_read},
          [at](const Call& call, const None&) { return at->show(call); })
      .raw<None>(Doc{Method::get, "/plans/{id}/instance", "pool plan instance",
                     _t("What the plan is made from, as pool/1"), kKeepers, Scope::pool_read},
                 [at](const Call& call, const None&) { return at->instance(call); })
      .add<ComparisonQuery, ComparisonText>(
          Doc{Method::get, "/plans/{id}/comparison", "pool plan compare",
              _t("What a plan changes of another one, dossier by dossier"), kKeepers, Scope::pool_read},
          [at](const Call& call, const ComparisonQuery& query) { return at->comparison(call, query); })
      .add<PlanFile, PlanWhole>(bring, [at](const Call& call, const PlanFile& file) { return at->bring(call, file); })
      .add<VariantText, PlanWhole>(
          web::versioned(Doc{Method::post, "/plans/{id}/variants", "pool plan vary",
                             _t("Make a variant: the same plan with something otherwise, solved at once"), kKeepers,
                             Scope::pool_write}),
          [at](const Call& call, const VariantText& text) { return at->vary(call, text); })
      .add<SolveFor, PlanWhole>(
          web::versioned(Doc{Method::post, "/plans/{id}/solving", "pool plan solve",
                             _t("Have the program solve a plan in the background"), kKeepers, Scope::pool_write}),
          [at](const Call& call, const SolveFor& text) { return at->solve(call, text); })
      .add<None, PlanWhole>(
          web::versioned(Doc{Method::post, "/plans/{id}/solving/stop", "pool plan stop",
                             _t("End the solving early and keep the best so far"), kKeepers, Scope::pool_write}),
          step(&stop_solving))
      .add<None, PlanWhole>(
          web::versioned(Doc{Method::post, "/plans/{id}/proposal", "pool plan propose",
                             _t("Propose a plan to the committee"), kCommittee, Scope::pool_write}),
          step([house](const Op& op, PlanId id, std::int64_t version) { return propose_plan(op, house, id, version); }))
      .add<None, PlanWhole>(
          web::versioned(Doc{Method::post, "/plans/{id}/approval", "pool plan approve",
                             _t("Approve exactly this version; the second approval publishes it"), kCommittee,
                             Scope::pool_write}),
          step([house](const Op& op, PlanId id, std::int64_t version) { return approve_plan(op, house, id, version); }))
      .add<None, PlanWhole>(
          web::versioned(Doc{Method::post, "/plans/{id}/check", "pool plan recheck",
                             _t("Have the checker look at the stored plan again"), kKeepers, Scope::pool_write}),
          step(&check_again))
      .add<None, PlanWhole>(web::versioned(Doc{Method::post, "/plans/{id}/return", "pool plan take-back",
                                               _t("Take a proposed plan back"), kCommittee, Scope::pool_write}),
                            step(&take_plan_back))
      .add<None, PlanWhole>(web::versioned(Doc{Method::post, "/plans/{id}/withdrawal", "pool plan withdraw",
                                               _t("Give a plan up"), kKeepers, Scope::pool_write}),
                            step(&withdraw_plan));
}

}  // namespace couloir::pool
