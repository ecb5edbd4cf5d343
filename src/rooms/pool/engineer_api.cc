// Endpoints on engineers: everything the pages do, by the same commands.
#include "pool/engineer_edit.h"
#include "pool/engineer_store.h"
#include "pool/pages.h"

namespace couloir::pool {
namespace {

using people::Scope;
using web::Answer;
using web::Call;
using web::Doc;
using web::Method;
using web::None;

struct SkillText {
  std::string skill;
  int level = 1;
};
void describe(Describer& d, SkillText& s) {
  d.type("EngineerSkill");
  d.field("skill", s.skill, text(1, 60).doc(_t("Code of the region’s catalogue")));
  d.field("level", s.level, between(1, region::kTopSkillLevel));
}
struct EngineerText {
  std::string name, site;
  std::optional<PersonId> person;
  std::int64_t share = 100;
  int parallel = 3;
  std::optional<Date> in_from, out_after;
  std::vector<SkillText> skills;
};
void describe(Describer& d, EngineerText& e) {
  d.type("EngineerFacts");
  d.field("name", e.name, text(1, 300));
  d.field("site", e.site, text(1, 60).doc(_t("Work site of the region pack")));
  d.field("person", e.person, Rule{}.doc(_t("Who logs in as this engineer")));
  d.field("share", e.share, between(1, 100).or_keep().doc(_t("Percent of full time")));
  d.field("parallel", e.parallel, between(1, kMostParallel).or_keep().doc(_t("Dossiers at once")));
  d.field("in_from", e.in_from, Rule{}.doc(_t("First day in the pool")));
  d.field("out_after", e.out_after, Rule{}.doc(_t("Last day in the pool")));
  d.field("skills", e.skills, at_most(200).or_keep());
}
struct AwayText {
  std::string month;
  int percent = 0;
};
void describe(Describer& d, AwayText& a) {
  d.type("AwayMonth");
  d.field("month", a.month, text(7, 7).doc(_t("Such as 2026-10")));
  d.field("percent", a.percent, between(0, 100).doc(_t("Of the month; 0 takes it back")));
}
struct AwayTexts {
  std::vector<AwayText> months;
};
void describe(Describer& d, AwayTexts& a) {
  d.type("AwayMonths");
  d.field("months", a.months, at_most(600));
}
struct EngineerView {
  EngineerId id;
  EngineerText facts;
  std::vector<AwayText> away;
};
void describe(Describer& d, EngineerView& e) {
  d.type("Engineer");
  d.field("id", e.id);
  d.field("facts", e.facts);
  d.field("away", e.away, at_most(600));
}
struct EngineerQuery {
  std::optional<EngineerId> after;
  int limit = 50;
};
void describe(Describer& d, EngineerQuery& q) {
  d.type("EngineerQuery");
  d.field("after", q.after, Rule{}.doc(_t("The “next” of the page before; left out: from the beginning")));
  d.field("limit", q.limit, between(1, 200).or_keep());
}
struct MonthsQuery {
  std::optional<std::string> from;
  int months = 12;
};
void describe(Describer& d, MonthsQuery& q) {
  d.type("MonthsQuery");
  d.field("from", q.from, text(7, 7).doc(_t("First month, such as 2026-10; left out: this one")));
  d.field("months", q.months, between(1, 60).or_keep());
}
struct CapacityText {
  std::string month;
  std::int64_t working_days = 0, quanta = 0;
};
void describe(Describer& d, CapacityText& c) {
  d.type("Capacity");
  d.field("month", c.month);
  d.field("working_days", c.working_days);
  d.field("quanta", c.quanta, Rule{}.doc(_t("Tenths of an engineer-month")));
}
struct CapacityList {
  std::vector<CapacityText> months;
};
void describe(Describer& d, CapacityList& l) {
  d.type("CapacityList");
  d.field("months", l.months);
}

EngineerView view_of_engineer(const Engineer& e) {
  EngineerView view{e.id,
                    {e.name,
                     e.site,
                     e.person ? std::optional(e.person) : std::nullopt,
                     e.share.raw,
                     e.parallel,
                     e.in_from,
                     e.out_after,
                     {}},
                    {}};
  for (const auto& s : e.skills) view.facts.skills.push_back({s.skill, s.level});
  for (const auto& a : e.away) view.away.push_back({a.month.iso(), a.percent});
  return view;
}
Engineer engineer_in(const EngineerText& text) {
  Engineer e;
  e.name = text.name;
  e.site = text.site;
  e.person = text.person.value_or(PersonId{});
  e.share = FullTimeShare{text.share};
  e.parallel = text.parallel;
  e.in_from = text.in_from;
  e.out_after = text.out_after;
  for (const auto& s : text.skills) e.skills.push_back({s.skill, s.level});
  return e;
}

class EngineerEndpoints {
 public:
  explicit EngineerEndpoints(const Foundations& house) : house_(house) {}

  Result<Answer<web::PageOf<EngineerView>>> list(const Call& call, const EngineerQuery& query) const {
    auto engineers = engineers_after(*call.op.db.reader(), query.after.value_or(EngineerId{}), query.limit + 1);
    web::PageOf<EngineerView> page;
    if (std::ssize(engineers) > query.limit) {
      engineers.pop_back();
      page.next = engineers.back().id.str();
    }
    for (const auto& e : engineers) page.items.push_back(view_of_engineer(e));
    return Answer<web::PageOf<EngineerView>>{.value = std::move(page)};
  }
  Result<Answer<EngineerView>> show(const Call& call) const {
    TRY_LET(auto id, call.id<EngineerId>("id"));
    TRY_LET(auto engineer, seen_engineer(*call.op.db.reader(), call.op.actor, id));
    return Answer<EngineerView>{view_of_engineer(engineer), 200, engineer.version};
  }
  Result<Answer<EngineerView>> add(const Call& call, const EngineerText& text) const {
    TRY_LET(auto saved, save_engineer(call.op, house_.region, engineer_in(text)));
    return Answer<EngineerView>{view_of_engineer(saved), 201, saved.version, "/engineers/" + saved.id.str()};
  }
  Result<Answer<EngineerView>> edit(const Call& call, const EngineerText& text) const {
    auto given = engineer_in(text);
    TRY_LET(given.id, call.id<EngineerId>("id"));
    given.version = call.version();
    TRY_LET(auto saved, save_engineer(call.op, house_.region, given));
    return Answer<EngineerView>{view_of_engineer(saved), 200, saved.version};
  }
  Result<Answer<EngineerView>> away(const Call& call, const AwayTexts& text) const {
    TRY_LET(auto id, call.id<EngineerId>("id"));
    std::vector<AwayMonth> months;
    for (std::size_t i = 0; i < text.months.size(); ++i) {
      auto month = parse_month(text.months[i].month);
      if (!month) return Error::invalid({{"/months/" + std::to_string(i) + "/month", month.error().message}});
      months.push_back({*month, text.months[i].percent});
    }
    TRY_LET(auto saved, note_away(call.op, id, call.version(), months));
    return Answer<EngineerView>{view_of_engineer(saved), 200, saved.version};
  }
  Result<Answer<CapacityList>> capacity(const Call& call, const MonthsQuery& query) const {
    TRY_LET(auto id, call.id<EngineerId>("id"));
    TRY_LET(auto engineer, seen_engineer(*call.op.db.reader(), call.op.actor, id));
    auto start = month_of(call.op.now, house_.region);
    if (query.from) {
      TRY_LET(start, parse_month(*query.from));
    }
    WorkDays calendar(house_.region);
    CapacityList list;
    for (int i = 0; i < query.months; ++i)
      list.months.push_back({(start + i).iso(),
                             calendar.count(engineer.site, start + i, engineer.in_from, engineer.out_after),
                             pool::capacity(engineer, start + i, calendar)});
    return Answer<CapacityList>{std::move(list)};
  }

 private:
  Foundations house_;
};

}  // namespace

void mount_engineer_api(web::Api& api, const Foundations& house) {
  auto at = std::make_shared<const EngineerEndpoints>(house);
  api.add<EngineerQuery, web::PageOf<EngineerView>>(
         Doc{Method::get, "/engineers", "pool engineer list", _t("The engineers of the pool"), kKeepers,
             Scope::pool_read},
         [at](const Call& call, const EngineerQuery& query) { return at->list(call, query); })
      .add<EngineerText, EngineerView>(Doc{Method::post, "/engineers", "pool engineer add",
                                           _t("Add an engineer to the pool"), kKeepers, Scope::pool_write},
                                       [at](const Call& call, const EngineerText& text) { return at->add(call, text); })
      .add<None, EngineerView>(
          Doc{Method::get, "/engineers/{id}", "pool engineer show", _t("One engineer with skills and months away"),
              kKeepersAndEngineers, Scope::pool_read},
          [at](const Call& call, const None&) { return at->show(call); })
      .add<EngineerText, EngineerView>(
          web::versioned(Doc{Method::put, "/engineers/{id}", "pool engineer edit", _t("Change an engineer"), kKeepers,
                             Scope::pool_write}),
          [at](const Call& call, const EngineerText& text) { return at->edit(call, text); })
      .add<AwayTexts, EngineerView>(
          web::versioned(Doc{Method::put, "/engineers/{id}/away", "pool engineer away",
                             _t("Note months away, without a reason; months that are not named stay"),
                             kKeepersAndEngineers, Scope::pool_write}),
          [at](const Call& call, const AwayTexts& text) { return at->away(call, text); })
      .add<MonthsQuery, CapacityList>(
          Doc{Method::get, "/engineers/{id}/capacity", "pool engineer capacity",
              _t("What an engineer can give, month by month"), kKeepersAndEngineers, Scope::pool_read},
          [at](const Call& call, const MonthsQuery& query) { return at->capacity(call, query); });
}

}  // namespace couloir::pool
