// `couloir demo load`: a believable region of invented organisations, put in through the same commands as a person's
// entries. Loading twice changes nothing. Refuses an installation that has people: the passwords are in
// demo/logins.csv.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/commands.h"
#include "app/data_lock.h"
#include "app/demo.h"
#include "app/demo_entries.h"
#include "app/region_labs.h"
#include "base/random.h"
#include "calls/front.h"
#include "compliance/front.h"
#include "journal/journal.h"
#include "people/organisation.h"
#include "people/person.h"
#include "people/role.h"
#include "people/team.h"
#include "people/visit.h"
#include "pool/front.h"
#include "portfolio/front.h"
#include "store/migrate.h"
#include "web/request.h"

namespace couloir::app {
namespace demonstration {

using DemonstrationId = Id<struct DemonstrationTag>;
constexpr DemonstrationId kTheOne{1};  // an installation holds one at most

/// The first and the last thing that loading does: what has begun without having ended is half a demonstration.
struct Begun {
  static constexpr auto kName = "demonstration.begun"sv;
  DemonstrationId demonstration = kTheOne;
  DemoStage stage{};
  static constexpr auto kFields =
      journal::fields(journal::field("demonstration", &Begun::demonstration), journal::field("stage", &Begun::stage));
};
struct Loaded {
  static constexpr auto kName = "demonstration.loaded"sv;
  DemonstrationId demonstration = kTheOne;
  DemoStage stage{};
  static constexpr auto kFields =
      journal::fields(journal::field("demonstration", &Loaded::demonstration), journal::field("stage", &Loaded::stage));
};

}  // namespace demonstration

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kMostDaysAgo = 365;

class Loader {
 public:
  Loader(House& house, const Demo& demo, DemoStage stage) : house_(house), demo_(demo), stage_(stage) {}

  Result<void> load() {
    record(demonstration::Begun{.stage = stage_});
    TRY(seed_region_labs(machine(), house_.pack));
    TRY(calls::seed_calls(machine(), house_.pack, *house_.dossiers));
    for (const auto& person : demo_.persons) TRY(add_person(person));
    for (const auto& engineer : demo_.engineers) TRY(add_engineer(engineer));
    for (const auto& o : demo_.organisations) TRY(add_organisation(o));
    for (const auto& o : demo_.organisations)
      if (calls::has_dossiers(*demo_.dossiers, o.entry.facts.name)) TRY(add_use_cases(o));
    TRY(calls::take_in(*demo_.dossiers, {house_.pack, *house_.dossiers, house_.files, house_.press, house_.desk},
                       cast()));
    now_ = loaded_ - 36h;
    for (const auto& o : demo_.organisations)
      if (!calls::has_dossiers(*demo_.dossiers, o.entry.facts.name)) TRY(add_use_cases(o));
    for (const auto& o : demo_.organisations) TRY(add_days_work(o));
    TRY(add_plans());
    record(demonstration::Loaded{.stage = stage_});
    return {};
  }

 private:
  template <journal::Event E>
  void record(const E& event) {
    auto op = machine();
    op.db.write([&](Tx& tx) {
      journal::record(tx, op, event);
      return true;
    });
  }

  /// Each act some minutes after the one before: the journal goes forward only.
  Op op_of(Actor actor) {
    now_ = now_ + 7min;
    return op_at(std::move(actor));
  }
  Op op_at(Actor actor) { return {*house_.db, std::move(actor), now_, "demo-" + random_token(5)}; }
  Op machine() { return op_of(office()); }
  static Actor office() {
    Actor actor;
    actor.roles = {Role::office, Role::admin};
    actor.door = Door::cli;
    return actor;
  }
  Actor actor_of(PersonId person) {
    return people::actor_for(*house_.db->reader(), person, Door::cli).value_or(Actor{});
  }
  Op as(PersonId person) { return op_of(actor_of(person)); }
  Op as_at(PersonId person, Instant at) {
    now_ = std::max(now_, at);
    return op_at(person ? actor_of(person) : office());
  }
  calls::Cast cast() {
    return {.persons = {persons_.begin(), persons_.end()},
            .organisations = {applicants_.begin(), applicants_.end()},
            .office = holder_of(Role::office),
            .committee = holder_of(Role::committee),
            .now = loaded_,
            .as = [this](PersonId person, Instant at) { return as_at(person, at); }};
  }
  PersonId holder_of(Role role) const {
    auto login = std::ranges::find(demo_.logins, role, &Login::role);
    return login == demo_.logins.end() ? PersonId{} : persons_.at(login->email);
  }

  /// One plan to work on; and one that another member of the committee has proposed and approved, so that whoever logs
  /// in can publish it.
  Result<void> add_plans() {
    pool::Foundations house{house_.pack, *house_.pool_pack};
    auto today = day_in(loaded_, house_.pack.region.zone);
    TRY(pool::take_in_draft(as(holder_of(Role::committee)), house, tr("Next months"), today));
    house_.jobs.run_due();
    auto second = std::ranges::find(demo_.persons, Role::committee, &DemoPerson::role);
    if (second == demo_.persons.end()) return {};
    auto who = persons_.at(second->email);
    TRY(pool::take_in_draft(as(who), house, tr("Proposal to the committee"), today));
    house_.jobs.run_due();
    return pool::take_in_proposal(as(who), house);
  }

  const Login* login_of(const std::string& email) const {
    for (const auto& l : demo_.logins)
      if (l.email == email) return &l;
    return nullptr;
  }
  bool starts_empty_handed(const Login& login) const {
    return login.role == Role::operator_ && stage_ == DemoStage::start;
  }

  Result<void> add_person(const DemoPerson& p) {
    const auto* login = login_of(p.email);
    people::Invitation invitation;
    invitation.name = p.name;
    invitation.email = p.email;
    if (login == nullptr)
      invitation.roles.add(p.role.value_or(Role::operator_));
    else if (!starts_empty_handed(*login))
      invitation.roles.add(login->role);
    if (!p.lab.empty()) {
      auto lab = people::find_lab_by_code(*house_.db->reader(), p.lab);
      if (lab) invitation.lab = lab->id;
    }
    TRY_LET(persons_[p.email],
            people::add_person(machine(), house_.desk, invitation, login ? login->password : random_token()));
    return {};
  }

  Result<void> add_engineer(const DemoEngineer& e) {
    auto today = day_in(loaded_, house_.pack.region.zone);
    auto month = [&](int ahead) { return today.d.year() / today.d.month() + std::chrono::months(ahead); };
    auto ready = e.ready;
    if (auto found = persons_.find(e.login); found != persons_.end()) ready.person = found->second;
    if (e.in_after_months) ready.in_from = Date{month(*e.in_after_months) / 1};
    if (e.out_after_months)
      ready.out_after = Date{std::chrono::year_month_day(month(*e.out_after_months) / std::chrono::last)};
    return pool::take_in_engineer(machine(), house_.pack, ready, today);
  }

  /// Its first person: one of the demonstration's logins, or the neighbour named beside it.
  std::optional<PersonId> owner_of(const DemoOrganisation& o) const {
    for (const auto& email : o.people) {
      const auto* login = login_of(email);
      if (login != nullptr && starts_empty_handed(*login)) return std::nullopt;  // she will add it herself
      return persons_.at(email);
    }
    for (const auto& p : demo_.persons)
      if (p.organisation == o.entry.facts.name) return persons_.at(p.email);
    return std::nullopt;
  }

  Result<void> add_organisation(const DemoOrganisation& o) {
    auto owner = owner_of(o);
    if (!owner) return {};
    TRY_LET(auto added, people::add_organisation(as(*owner), o.entry));
    applicants_[o.entry.facts.name] = {added.organisation, *owner};
    for (const auto& team : o.teams) TRY(people::add_team(as(*owner), added.organisation, {team, {}}));
    return {};
  }
  Result<void> add_use_cases(const DemoOrganisation& o) {
    auto found = applicants_.find(o.entry.facts.name);
    if (found == applicants_.end() || o.use_cases.empty()) return {};
    auto [organisation, owner] = found->second;
    auto content = content_of(house_.settings.share / "demo" / o.use_cases);
    TRY(portfolio::take_in_at_once(as(owner), house_.pack, organisation, o.use_cases, content));
    return {};
  }

  /// What it did in the last hours: labs asked, AI-Act files, skills.
  Result<void> add_days_work(const DemoOrganisation& o) {
    const auto& name = o.entry.facts.name;
    auto found = applicants_.find(name);
    if (found == applicants_.end()) return {};
    auto [organisation, owner] = found->second;
    for (const auto& checklist : demo_.checklists)
      if (checklist.organisation == name) TRY(add_checklist(owner, organisation, checklist));
    if (o.use_cases.empty()) return {};
    TRY(portfolio::ask_best_labs(as(owner), house_.pack, organisation));
    for (const auto& file : demo_.act.files)
      if (file.organisation == name) TRY(add_act_file(owner, organisation, file));
    return {};
  }

  Result<void> add_checklist(PersonId owner, OrganisationId organisation, const DemoChecklist& checklist) {
    auto teams = people::teams_of(*house_.db->reader(), organisation);
    auto team = std::ranges::find(teams, checklist.team, [](const people::Team& t) { return t.facts.name; });
    if (team == teams.end())
      return Error::invalid(say("The demonstration cannot be read."),
                            {{"skills.toml: " + checklist.team, say("This is not there.")}});
    auto op = as(owner);
    auto today = day_in(op.now, house_.pack.region.zone);
    auto days_on = [&](int days) { return Date{std::chrono::sys_days(today.d) + std::chrono::days(days)}; };
    auto ready = checklist.ready;
    ready.organisation = organisation;
    ready.team = team->id;
    for (const auto& training : checklist.plan)
      ready.plan.push_back({training.training, training.note,
                            training.due_in_days ? std::optional(days_on(*training.due_in_days)) : std::nullopt,
                            training.done_days_ago ? std::optional(days_on(-*training.done_days_ago)) : std::nullopt});
    return compliance::take_in_checklist(op, house_.pack, ready, today);
  }

  /// Legal is the login of that role.
  Result<void> add_act_file(PersonId owner, OrganisationId organisation, const DemoFile& file) {
    auto use_case = portfolio::use_case_with_key(*house_.db->reader(), organisation, file.use_case);
    auto lawyer = std::ranges::find(demo_.logins, Role::legal, &Login::role);
    if (!use_case || lawyer == demo_.logins.end())
      return Error::invalid(say("The demonstration cannot be read."),
                            {{"ai-act.json: " + file.use_case, say("This is not there.")}});
    compliance::ReadyFile ready{*use_case, {}, file.how_far, file.reason};
    for (const auto* answers : {&file.answers, &demo_.act.common})
      for (const auto& [question, codes] : *answers) ready.answers.try_emplace(question, codes);
    auto op = as(owner);
    return compliance::take_in_file(op, as(persons_.at(lawyer->email)), *house_.law, ready,
                                    day_in(op.now, house_.pack.region.zone));
  }

  House& house_;
  const Demo& demo_;
  DemoStage stage_;
  const Instant loaded_ = house_.clock.now();
  Instant now_ = loaded_ - 200 * 24h;  ///< before the first call of the demonstration
  std::map<std::string, PersonId, std::less<>> persons_;
  std::map<std::string, calls::Cast::Applicant, std::less<>> applicants_;
};

/// Empty: nothing of it is here, and nobody either. Errors: refused, when it must not be loaded here.
Result<std::optional<DemoStage>> loaded_here(Reader& reader, const Demo& demo) {
  auto history = journal::history_of(reader, "demonstration", demonstration::kTheOne.v, 1);
  if (!history.empty() && history.front().name == demonstration::Loaded::kName) {
    TRY_LET(auto loaded, journal::read_payload<demonstration::Loaded>(history.front().payload));
    return loaded.stage;
  }
  if (!history.empty() || people::find_person_by_email(reader, demo.logins.front().email))
    return Error::refused(
        say("Only a part of the demonstration is here: loading it was interrupted. Throw this folder away and start "
            "anew (bin/run --fresh does both), or name another one with --data."));
  if (!people::list_persons(reader, {}, 1).empty())
    return Error::refused(
        say("There are people in this installation. The demonstration brings accounts whose passwords everybody knows, "
            "so it goes into an empty one only: name another folder with --data."));
  return std::nullopt;
}

/// What is loaded stays; another stage than the one asked for is said, never passed over.
Exit answer_loaded(const Globals& globals, DemoStage loaded, std::optional<DemoStage> asked) {
  std::string name(name_of(loaded));
  if (asked && *asked != loaded)
    return fail(Error::refused(
        say("The demonstration is loaded already, at the stage “{1}”: “{2}” needs a new start. Throw this folder away "
            "first (bin/run --fresh --stage {2} does both), or name another one with --data.",
            name, std::string(name_of(*asked)))));
  return answer(globals, tr("The demonstration is loaded already."),
                fmt::format(R"({{"loaded":false,"stage":"{}"}})", name));
}

/// When it is loaded; empty: now.
Result<std::optional<Instant>> day_of_loading(const http::Fields& values) {
  const auto* text = http::find(values, "days-ago");
  if (text == nullptr) return std::optional<Instant>{};
  auto days = web::id_of_text(*text);
  if (!days || *days > kMostDaysAgo)
    return Error::invalid({{"--days-ago", say("Between 1 and {1} days are possible.", std::to_string(kMostDaysAgo))}});
  return std::optional(system_clock().now() - std::chrono::days(*days));
}

Exit load(const Globals& globals, const http::Fields& values) {
  auto settings = settings_of(globals);
  if (!settings) return fail(settings.error());
  auto then = day_of_loading(values);
  if (!then) return fail(then.error());
  FixedClock earlier(then->value_or(Instant{}));
  settings->demonstration = true;
  std::optional<DemoStage> asked;
  if (const auto* stage = http::find(values, "stage")) asked = from_name<DemoStage>(*stage);
  auto lock = DataLock::take(settings->data);
  if (!lock) return fail(lock.error());
  auto house = House::build(*std::move(settings), *then ? static_cast<const Clock&>(earlier) : system_clock());
  if (!house) return fail(house.error());
  if (auto migrated = migrate(*(*house)->db); !migrated) return fail(migrated.error());
  wire(**house);
  auto demo = read_demo((*house)->settings.share / "demo", (*house)->pack, *(*house)->dossiers);
  if (!demo) return fail(demo.error());
  auto here = loaded_here(*(*house)->db->reader(), *demo);
  if (!here) return fail(here.error());
  if (*here) return answer_loaded(globals, **here, asked);
  auto stage = asked.value_or(DemoStage::start);
  if (auto loaded = load_demonstration(**house, *demo, stage); !loaded) return fail(loaded.error());
  return answer(globals, tr("The demonstration is loaded."),
                fmt::format(R"({{"loaded":true,"stage":"{}"}})", name_of(stage)));
}

}  // namespace

Result<void> load_demonstration(House& house, const Demo& demo, DemoStage stage) {
  return Loader(house, demo, stage).load();
}

std::vector<Command> demo_commands() {
  Command command;
  command.name = "demo load";
  command.summary = tr("Fill an empty installation with invented people and organisations");
  command.options = {
      {.name = "stage", .about = tr("How far its operator has got"), .choices = {"start", "mapped"}},
      {.name = "days-ago",
       .about = tr("Load it as so many days ago: what was to begin then has begun by now; today when it is not said"),
       .choices = {}}};
  command.run = load;
  return {command};
}

}  // namespace couloir::app
