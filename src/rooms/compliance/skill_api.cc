// Endpoints on skills: everything the pages do, by the same commands.
#include "compliance/region_skills.h"
#include "compliance/skill_export.h"
#include "compliance/skill_pages.h"
#include "people/organisation.h"

namespace couloir::compliance {
namespace {

using people::Scope;
using web::Call;
using web::Doc;
using web::Method;
using web::None;
using web::Reply;

struct TeamQuery {
  std::optional<TeamId> team;
};
void describe(Describer& d, TeamQuery& q) {
  d.type("SkillsTeam");
  d.field("team", q.team, couloir::Rule{}.doc(_t("The team; without it, the organisation as a whole")));
}
enum class TableForm { plain, excel };
struct GapsQuery {
  std::optional<TeamId> team;
  TableForm form = TableForm::plain;
};

struct RolePeople {
  std::string role;
  std::int64_t people = 0;
};
void describe(Describer& d, RolePeople& r) {
  d.type("SkillsRole");
  d.field("role", r.role, text(1, 60));
  d.field("people", r.people, between(0, 10'000));
}
struct GivenLevel {
  std::string role, skill;
  std::optional<std::int64_t> level;
};
void describe(Describer& d, GivenLevel& l) {
  d.type("SkillsLevel");
  d.field("role", l.role, text(1, 60));
  d.field("skill", l.skill, text(1, 60));
  d.field("level", l.level, between(0, region::kTopSkillLevel).doc(_t("0 to 4; null: nobody knows")));
}
struct ChecklistText {
  std::optional<TeamId> team;
  std::vector<RolePeople> people;
  std::vector<GivenLevel> levels;
};
void describe(Describer& d, ChecklistText& c) {
  d.type("SkillsAnswers");
  d.field("team", c.team, couloir::Rule{}.doc(_t("The team; without it, the organisation as a whole")));
  d.field("people", c.people, at_most(100).or_keep());
  d.field("levels", c.levels, at_most(1'000).or_keep());
}

struct NeedView {
  std::string role, skill;
  std::int64_t people = 0, needed = 0;
  std::optional<std::int64_t> level;
  NeedState state = NeedState::unknown;
};
void describe(Describer& d, NeedView& n) {
  d.type("SkillsNeed");
  d.field("role", n.role);
  d.field("skill", n.skill);
  d.field("people", n.people);
  d.field("needed", n.needed);
  d.field("level", n.level);
  d.field("state", n.state);
}
struct TrainingView {
  std::string training;
  TrainingState state = TrainingState::proposed;
  std::optional<PersonId> owner;
  std::optional<Date> due, done_on;
  std::string note;
  std::int64_t version = 0;
  std::vector<NeedView> closes;
};
void describe(Describer& d, TrainingView& t) {
  d.type("SkillsTraining");
  d.field("training", t.training);
  d.field("state", t.state);
  d.field("owner", t.owner);
  d.field("due", t.due);
  d.field("done_on", t.done_on);
  d.field("note", t.note);
  d.field("version", t.version);
  d.field("closes", t.closes);
}
struct ChecklistView {
  OrganisationId organisation;
  std::optional<TeamId> team;
  ChecklistStanding standing = ChecklistStanding::not_begun;
  std::int64_t needs = 0, met = 0, gaps = 0, unknown = 0;
  std::vector<NeedView> gap_list, enough;
  std::vector<TrainingView> plan;
};
void describe(Describer& d, ChecklistView& c) {
  d.type("SkillsChecklist");
  d.field("organisation", c.organisation);
  d.field("team", c.team);
  d.field("standing", c.standing);
  d.field("needs", c.needs);
  d.field("met", c.met);
  d.field("gaps", c.gaps);
  d.field("unknown", c.unknown);
  d.field("gap_list", c.gap_list, couloir::Rule{}.doc(_t("To learn or to find out, the most pressing first")));
  d.field("enough", c.enough);
  d.field("plan", c.plan);
}

struct TrainingText {
  std::optional<TeamId> team;
  std::string training;
  std::optional<PersonId> owner;
  std::optional<Date> due, done_on;
  std::string note;
};
void describe(Describer& d, TrainingText& t) {
  d.type("SkillsPlan");
  d.field("team", t.team);
  d.field("training", t.training, text(1, 60));
  d.field("owner", t.owner);
  d.field("due", t.due);
  d.field("done_on", t.done_on);
  d.field("note", t.note, text(0, 2'000).or_keep());
}
struct DropQuery {
  std::optional<TeamId> team;
};
void describe(Describer& d, DropQuery& q) {
  d.type("SkillsDrop");
  d.field("team", q.team);
}

struct RegionView {
  std::string skill;
  std::int64_t needs = 0, met = 0, gaps = 0, unknown = 0;
};
void describe(Describer& d, RegionView& r) {
  d.type("SkillsRegionLine");
  d.field("skill", r.skill);
  d.field("needs", r.needs);
  d.field("met", r.met);
  d.field("gaps", r.gaps);
  d.field("unknown", r.unknown);
}
struct RegionList {
  std::int64_t roles = 0, hidden_roles = 0;
  std::vector<RegionView> items;
};
void describe(Describer& d, RegionList& r) {
  d.type("SkillsRegion");
  d.field("roles", r.roles);
  d.field("hidden_roles", r.hidden_roles,
          couloir::Rule{}.doc(_t("Left out: fewer than 3 organisations have noted them")));
  d.field("items", r.items);
}

struct CatalogueNeed {
  std::string skill;
  std::int64_t level = 0;
};
void describe(Describer& d, CatalogueNeed& n) {
  d.type("SkillsCatalogueNeed");
  d.field("skill", n.skill);
  d.field("level", n.level);
}
struct CatalogueItem {
  std::string code, name, description;
  std::vector<std::string> serves;
  std::vector<CatalogueNeed> needs;
};
void describe(Describer& d, CatalogueItem& i) {
  d.type("SkillsCatalogueItem");
  d.field("code", i.code);
  d.field("name", i.name);
  d.field("description", i.description);
  d.field("serves", i.serves);
  d.field("needs", i.needs);
}
struct Catalogue {
  std::vector<std::string> levels;
  std::vector<CatalogueItem> skills, roles, trainings;
};
void describe(Describer& d, Catalogue& c) {
  d.type("SkillsCatalogue");
  d.field("levels", c.levels, couloir::Rule{}.doc(_t("Words for the levels 0 to 4")));
  d.field("skills", c.skills);
  d.field("roles", c.roles, couloir::Rule{}.doc(_t("With the level needed of each skill")));
  d.field("trainings", c.trainings, couloir::Rule{}.doc(_t("With the level up to which each skill is taught")));
}

NeedView view_of(const Need& need) {
  return {need.role->code,
          need.skill->code,
          need.people,
          need.needed,
          need.now ? std::optional<std::int64_t>(*need.now) : std::nullopt,
          need.state()};
}

class SkillEndpoints {
 public:
  SkillEndpoints(const region::Pack& pack, std::string zone) : pack_(pack), zone_(std::move(zone)) {}

  Result<web::Answer<ChecklistView>> show(const Call& call, const TeamQuery& query) const {
    TRY_LET(auto crew, crew_of(call, query.team));
    return shown(call, crew);
  }
  Result<web::Answer<ChecklistView>> fill(const Call& call, const ChecklistText& text) const {
    TRY_LET(auto crew, crew_of(call, text.team));
    ChecklistGiven given;
    for (const auto& [role, people] : text.people) given.people[role] = people;
    for (const auto& [role, skill, level] : text.levels)
      given.levels[{role, skill}] = level ? std::optional(static_cast<int>(*level)) : std::nullopt;
    TRY(fill_checklist(call.op, pack_, crew, call.version(), given));
    return shown(call, crew);
  }
  Result<web::Answer<ChecklistView>> plan(const Call& call, const TrainingText& text) const {
    TRY_LET(auto crew, crew_of(call, text.team));
    TRY(plan_training(
        call.op, pack_, crew,
        {{}, text.training, text.owner.value_or(PersonId{}), text.due, text.done_on, text.note, call.version()},
        day_in(call.op.now, zone_)));
    return shown(call, crew);
  }
  Result<web::Answer<ChecklistView>> drop(const Call& call, const DropQuery& query) const {
    TRY_LET(auto crew, crew_of(call, query.team));
    TRY(drop_training(call.op, crew, std::string(call.at("training"))));
    return shown(call, crew);
  }
  Result<Reply> gaps(const Call& call, const GapsQuery& query) const {
    TRY_LET(auto crew, crew_of(call, query.team));
    auto reader = call.op.db.reader();
    TRY_LET(auto seen, seen_checklist(*reader, call.op.actor, crew));
    auto planned =
        seen.checklist.version == 0 ? std::vector<PlannedTraining>{} : trainings_of(*reader, seen.checklist.id);
    Reply reply;
    reply.body =
        gaps_csv(pack_, seen, planned, query.form == TableForm::excel ? CsvForm::excel_french : CsvForm::plain);
    reply.type = "text/csv; charset=utf-8";
    reply.filename = "skills-gaps.csv";
    return reply;
  }
  Result<web::Answer<RegionList>> region(const Call& call) const {
    auto gaps = gaps_of_region(pack_, region_skills(*call.op.db.reader()));
    RegionList list{gaps.roles, gaps.hidden, {}};
    for (const auto& [skill, tally] : gaps.needs)
      list.items.push_back({skill->code, tally.needs, tally.met, tally.gaps, tally.unknown});
    return web::Answer<RegionList>{std::move(list)};
  }
  Result<web::Answer<Catalogue>> catalogue(const Call&) const {
    Catalogue all;
    if (!pack_.skills.empty())
      for (const auto& name : pack_.skill_scale.names) all.levels.push_back(name.text());
    for (const auto& s : pack_.skills)
      all.skills.push_back({s.code, s.name.text(), s.description.text(), s.serves, {}});
    for (const auto& r : pack_.team_roles) {
      all.roles.push_back({r.code, r.name.text(), r.description.text(), {}, {}});
      for (const auto& need : r.needs) all.roles.back().needs.push_back({need.skill, need.level});
    }
    for (const auto& t : pack_.trainings) {
      all.trainings.push_back({t.code, t.name.text(), t.description.text(), {}, {}});
      for (const auto& skill : t.teaches) all.trainings.back().needs.push_back({skill, t.up_to});
    }
    return web::Answer<Catalogue>{std::move(all)};
  }

 private:
  static Result<Crew> crew_of(const Call& call, const std::optional<TeamId>& team) {
    TRY_LET(auto organisation, call.id<OrganisationId>("organisation"));
    return Crew{organisation, team.value_or(TeamId{})};
  }
  Result<web::Answer<ChecklistView>> shown(const Call& call, const Crew& crew) const {
    auto reader = call.op.db.reader();
    TRY_LET(auto seen, seen_checklist(*reader, call.op.actor, crew));
    auto needs = needs_of(pack_, seen.checklist);
    auto tally = tally_of(needs);
    ChecklistView view{
        crew.organisation, {}, tally.standing(), tally.needs, tally.met, tally.gaps, tally.unknown, {}, {}, {}};
    if (crew.team) view.team = crew.team;
    for (const auto& gap : gaps_in_order(needs)) view.gap_list.push_back(view_of(gap));
    for (const auto& need : needs)
      if (need.state() == NeedState::met) view.enough.push_back(view_of(need));
    auto planned =
        seen.checklist.version == 0 ? std::vector<PlannedTraining>{} : trainings_of(*reader, seen.checklist.id);
    for (const auto& item : plan_of(pack_, needs, planned)) {
      const auto& p = item.planned;
      view.plan.push_back({item.training->code,
                           p.state(),
                           p.owner ? std::optional(p.owner) : std::nullopt,
                           p.due,
                           p.done_on,
                           p.note,
                           p.version,
                           {}});
      for (const auto& need : item.closes) view.plan.back().closes.push_back(view_of(need));
    }
    return web::Answer<ChecklistView>{std::move(view), 200, seen.checklist.version};
  }

  const region::Pack& pack_;
  std::string zone_;
};

}  // namespace
}  // namespace couloir::compliance

template <>
inline constexpr auto couloir::kNames<couloir::compliance::TableForm> = std::array{"plain"sv, "excel"sv};

namespace couloir::compliance {
namespace {

void describe(Describer& d, GapsQuery& q) {
  d.type("SkillsGaps");
  d.field("team", q.team);
  d.field("form", q.form, couloir::Rule{}.or_keep().doc(_t("plain: commas; excel: as a French Excel opens it")));
}

}  // namespace

void mount_skill_api(web::Api& api, const region::Pack& pack, std::string zone) {
  auto at = std::make_shared<const SkillEndpoints>(pack, std::move(zone));
  const std::string path = "/organisations/{organisation}/skills";
  Doc gaps{Method::get,   path + "/gaps",
           "skills gaps", _t("The gaps of a team as CSV, the most pressing first"),
           kSkillReaders, Scope::compliance_read};
  gaps.reply_type = "text/csv";
  api.add<TeamQuery, ChecklistView>(
         Doc{Method::get, path, "skills show", _t("The skills checklist of a team, its gaps and its training plan"),
             kSkillReaders, Scope::compliance_read},
         [at](const Call& call, const TeamQuery& query) { return at->show(call, query); })
      .add<ChecklistText, ChecklistView>(
          web::versioned(Doc{Method::put, path, "skills fill",
                             _t("Note people and levels of a skills checklist; what is not named stays"), kSkillOwners,
                             Scope::compliance_write}),
          [at](const Call& call, const ChecklistText& text) { return at->fill(call, text); })
      .add<TrainingText, ChecklistView>(
          web::versioned(
              Doc{Method::put, path + "/trainings", "skills plan",
                  _t("Plan a training, or change its plan; If-Match is the version of the training, 0 when new"),
                  kSkillOwners, Scope::compliance_write}),
          [at](const Call& call, const TrainingText& text) { return at->plan(call, text); })
      .add<DropQuery, ChecklistView>(Doc{Method::remove, path + "/trainings/{training}", "skills drop",
                                         _t("Take a training off the plan"), kSkillOwners, Scope::compliance_write},
                                     [at](const Call& call, const DropQuery& query) { return at->drop(call, query); })
      .raw<GapsQuery>(gaps, [at](const Call& call, const GapsQuery& query) { return at->gaps(call, query); })
      .add<None, RegionList>(Doc{Method::get, "/skills/region", "skills region",
                                 _t("What the region needs to learn, in sums"), kRegionReaders, Scope::compliance_read},
                             [at](const Call& call, const None&) { return at->region(call); })
      .add<None, Catalogue>(
          Doc{Method::get, "/skills/catalogue", "skills catalogue", _t("Skills, roles and trainings of the region"),
              web::kLoggedIn, Scope::compliance_read},
          [at](const Call& call, const None&) { return at->catalogue(call); });
}

}  // namespace couloir::compliance
