#include "pool/personal.h"

#include "pool/engineer_store.h"
#include "pool/hours_store.h"
#include "web/describe.h"

namespace couloir::pool {
namespace {

struct OwnSkill {
  std::string skill;
  std::int64_t level = 0;
};
void describe(Describer& d, OwnSkill& s) {
  d.type("OwnSkill");
  d.field("skill", s.skill);
  d.field("level", s.level);
}
struct OwnAway {
  std::string month;
  std::int64_t percent = 0;
};
void describe(Describer& d, OwnAway& a) {
  d.type("OwnAway");
  d.field("month", a.month);
  d.field("percent", a.percent);
}
struct OwnHours {
  Date week;
  std::int64_t dossier = 0, minutes = 0;
};
void describe(Describer& d, OwnHours& h) {
  d.type("OwnHours");
  d.field("week", h.week);
  d.field("dossier", h.dossier);
  d.field("minutes", h.minutes);
}
struct OwnEngineer {
  std::string name, external_id, site;
  std::int64_t share = 0, parallel = 0;
  std::optional<Date> in_from, out_after;
  std::vector<OwnSkill> skills;
  std::vector<OwnAway> away;
  std::vector<OwnHours> hours;
  std::vector<std::string> corrections;  ///< why hours of hers were corrected
};
void describe(Describer& d, OwnEngineer& e) {
  d.type("OwnEngineer");
  d.field("name", e.name);
  d.field("external_id", e.external_id);
  d.field("site", e.site);
  d.field("share", e.share);
  d.field("parallel", e.parallel);
  d.field("in_from", e.in_from);
  d.field("out_after", e.out_after);
  d.field("skills", e.skills);
  d.field("away", e.away);
  d.field("hours", e.hours, at_most(100'000));
  d.field("corrections", e.corrections, at_most(100'000));
}
struct OwnShare {
  std::optional<OwnEngineer> engineer;  ///< empty: she is none
  std::vector<std::string> written;     ///< why she closed or corrected a month
};
void describe(Describer& d, OwnShare& s) {
  d.type("OwnPool");
  d.field("engineer", s.engineer);
  d.field("written", s.written, at_most(100'000));
}

OwnEngineer own_share(Reader& reader, const Engineer* engineer) {
  OwnEngineer share{engineer->name,
                    engineer->external_id,
                    engineer->site,
                    engineer->share.raw,
                    engineer->parallel,
                    engineer->in_from,
                    engineer->out_after,
                    {},
                    {},
                    {},
                    {}};
  for (const auto& s : engineer->skills) share.skills.push_back({s.skill, s.level});
  for (const auto& a : engineer->away) share.away.push_back({a.month.iso(), a.percent});
  for (const auto& week :
       weeks_logged(reader, engineer->id, parse_month("1900-01").value(), parse_month("9999-12").value()))
    for (const auto& [dossier, hours] : week.hours) share.hours.push_back({week.week, dossier.v, hours.raw});
  return share;
}

std::string export_share(Reader& reader, PersonId person) {
  auto engineer = engineer_of(reader, person);
  auto words = words_on_hours(reader, engineer ? engineer->id : EngineerId{}, person);
  if (!engineer && words.written.empty()) return "null";
  OwnShare share{{}, std::move(words.written)};
  if (engineer) {
    share.engineer = own_share(reader, &*engineer);
    share.engineer->corrections = std::move(words.about);
  }
  return write_json(shape_of(share));
}

void erase_share(Tx& tx, const Op& op, PersonId person, const std::string& zone) {
  auto engineer = engineer_of(tx, person);
  forget_words_on_hours(tx, engineer ? engineer->id : EngineerId{}, person);
  if (!engineer) return;
  drop_calendar(tx, engineer->id);
  forget_engineer(tx, engineer->id, day_in(op.now, zone), op.now);
}

}  // namespace

people::PersonalDataSource personal_data(std::string zone) {
  return {"pool", export_share,
          [zone = std::move(zone)](Tx& tx, const Op& op, PersonId person) { erase_share(tx, op, person, zone); }};
}

}  // namespace couloir::pool
