// Endpoints on demands, and the instance that a solver reads.
#include <algorithm>

#include "pool/demand_list.h"
#include "pool/engineer_store.h"
#include "pool/instance.h"
#include "pool/pages.h"
#include "pool/plan_edit.h"
#include "pool/plan_seen.h"

namespace couloir::pool {
namespace {

using people::Scope;
using web::Answer;
using web::Call;
using web::Doc;
using web::Method;
using web::None;
using web::Reply;

struct DemandQuery {
  std::string batch;
  std::optional<DossierId> after;
  int limit = 50;
};
void describe(Describer& d, DemandQuery& q) {
  d.type("DemandQuery");
  d.field("batch", q.batch, text(0, 40).or_keep().doc(_t("Call and cut-off, such as 3-7; left out: all")));
  d.field("after", q.after, Rule{}.doc(_t("The “next” of the page before; left out: from the beginning")));
  d.field("limit", q.limit, between(1, 200).or_keep());
}
struct DemandRoleText {
  std::string skill;
  std::int64_t level = 0, least = 0, most = 0;
};
void describe(Describer& d, DemandRoleText& r) {
  d.type("DemandRole");
  d.field("skill", r.skill);
  d.field("level", r.level);
  d.field("least", r.least, Rule{}.doc(_t("Tenths of an engineer-month")));
  d.field("most", r.most, Rule{}.doc(_t("Tenths of an engineer-month")));
}
struct DemandText {
  DossierId dossier;
  std::string batch, number, title, pillar, home, from, to;
  bool granted = false;
  std::int64_t team_min = 0, team_max = 0, score = 0, full = 0, base = 0, slope = 0;
  std::string formula;
  std::vector<DemandRoleText> roles;
  std::vector<DemandGap> gaps;
};
void describe(Describer& d, DemandText& t) {
  d.type("Demand");
  d.field("dossier", t.dossier);
  d.field("batch", t.batch);
  d.field("number", t.number);
  d.field("title", t.title);
  d.field("granted", t.granted);
  d.field("pillar", t.pillar);
  d.field("home", t.home, Rule{}.doc(_t("University near its lab")));
  d.field("from", t.from);
  d.field("to", t.to);
  d.field("team_min", t.team_min);
  d.field("team_max", t.team_max);
  d.field("roles", t.roles);
  d.field("score", t.score, Rule{}.doc(_t("Hundredths of a point, out of 100 points")));
  d.field("formula", t.formula, Rule{}.doc(_t("Version of the formula behind the value")));
  d.field("full", t.full, Rule{}.doc(_t("Value at the full effort, in milli-points")));
  d.field("base", t.base, Rule{}.doc(_t("Value at the least effort")));
  d.field("slope", t.slope, Rule{}.doc(_t("Value of each tenth of a month above it")));
  d.field("gaps", t.gaps, Rule{}.doc(_t("Why no plan takes it; empty: a plan can")));
}
struct InstanceQuery {
  std::string batch, name;
  std::optional<std::string> from;
  int months = 0;
};
void describe(Describer& d, InstanceQuery& q) {
  d.type("InstanceQuery");
  d.field("batch", q.batch, text(0, 40).or_keep().doc(_t("Call and cut-off, such as 3-7; left out: all")));
  d.field("name", q.name, text(0, 100).or_keep());
  d.field("from", q.from, text(7, 7).doc(_t("First month, such as 2026-10; left out: this one")));
  d.field("months", q.months, between(0, 60).or_keep().doc(_t("0: as the region pack says")));
}

DemandText text_of_demand(const Demand& d, const Foundations& house) {
  DemandText text{.dossier = d.dossier,
                  .batch = batch_key(d.call, d.cut_off),
                  .number = d.number,
                  .title = d.title,
                  .pillar = d.pillar,
                  .home = d.home,
                  .from = d.from.iso(),
                  .to = d.to.iso(),
                  .granted = d.granted,
                  .team_min = d.team_min,
                  .team_max = d.team_max,
                  .score = d.value.score,
                  .full = d.value.full,
                  .base = d.value.base,
                  .slope = d.value.slope,
                  .formula = house.pack.value.version};
  for (const auto& r : d.roles) text.roles.push_back({r.skill, r.level, r.least, r.most});
  text.gaps = d.gaps;
  return text;
}

/// By number of the dossier, so that a page goes on where the one before ended whatever changed in between.
Result<Answer<web::PageOf<DemandText>>> list(const Foundations& house, const Call& call, const DemandQuery& query) {
  auto demands = demands_for(all_demands(*call.op.db.reader(), call.op.actor, house), query.batch);
  auto from = query.after.value_or(DossierId{});
  std::erase_if(demands, [&](const Demand& d) { return !d.clear || d.dossier <= from; });
  std::ranges::sort(demands, {}, &Demand::dossier);
  web::PageOf<DemandText> page;
  if (std::ssize(demands) > query.limit) {
    demands.resize(static_cast<std::size_t>(query.limit));
    page.next = demands.back().dossier.str();
  }
  for (const auto& d : demands) page.items.push_back(text_of_demand(d, house));
  return Answer<web::PageOf<DemandText>>{.value = std::move(page)};
}

Result<Reply> instance(const Foundations& house, const Call& call, const InstanceQuery& query) {
  auto start = month_of(call.op.now, house.region);
  if (query.from) {
    TRY_LET(start, parse_month(*query.from));
  }
  auto reader = call.op.db.reader();
  auto dossiers = calls::plannable_dossiers(*reader, call.op.actor);
  auto demands = demands_for(demands_of(*reader, dossiers, house), query.batch);
  Frame frame{query.name.empty() ? start.iso() : query.name, start,
              query.months == 0 ? house.pack.months : query.months};
  auto built = pool_instance(all_engineers(*reader, start), demands, frame, {}, house.pack, house.region);
  TRY(may_take_instance(built.instance, names_for(*reader, call.op.actor, dossiers, {})));
  Reply reply;
  reply.body = text_of(built.instance) + "\n";
  return reply;
}

}  // namespace

void mount_demand_api(web::Api& api, const Foundations& house) {
  api.add<DemandQuery, web::PageOf<DemandText>>(
         Doc{Method::get, "/demands", "pool demand list", _t("What granted and reviewed dossiers ask of the pool"),
             kKeepers, Scope::pool_read},
         [house](const Call& call, const DemandQuery& query) { return list(house, call, query); })
      .add<None, None>(
          Doc{Method::post, "/demands/releases", "pool demand release",
              _t("Release what is promised, from the next month on, to dossiers that are no demand any more"),
              kCommittee, Scope::pool_write},
          [house](const Call& call, const None&) -> Result<Answer<None>> {
            TRY(release_gone(call.op, house));
            return Answer<None>{};
          })
      .raw<InstanceQuery>(
          Doc{Method::get, "/demands/instance", "pool instance",
              _t("Engineers and demands as a pool/1 instance, without any name"), kKeepers, Scope::pool_read},
          [house](const Call& call, const InstanceQuery& query) { return instance(house, call, query); });
}

}  // namespace couloir::pool
