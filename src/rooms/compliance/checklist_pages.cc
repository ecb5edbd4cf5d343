// The skills checklist of one team: the form to fill it, its gaps in order, the training plan, what changed and who
// did.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "compliance/skill_export.h"
#include "compliance/skill_pages.h"
#include "compliance/skill_store.h"
#include "compliance/skill_views.h"
#include "compliance/views.h"
#include "people/organisation.h"
#include "people/person.h"
#include "region/written.h"
#include "web/filled.h"
#include "web/site.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;
using web::Response;

/// The same pages serve a team and an organisation without one: this tells whose they are.
using CrewOf = Result<Crew> (*)(Reader&, const Request&);

Result<Crew> crew_by_team(Reader& reader, const Request& request) {
  TRY_LET(auto team, request.id<TeamId>("team"));
  return crew_of_team(reader, team);
}
Result<Crew> crew_by_organisation(Reader&, const Request& request) {
  TRY_LET(auto organisation, request.id<OrganisationId>("organisation"));
  return Crew{organisation, {}};
}

/// What a page of one checklist stands on.
struct Desk {
  const region::Pack& pack;
  const RulePack& law;
  CrewOf crew_of;

  Result<SeenChecklist> seen(Reader& reader, const Request& request) const {
    TRY_LET(auto crew, crew_of(reader, request));
    return seen_checklist(reader, request.actor(), crew);
  }
  Date today(const Request& request) const {
    return day_in(request.site.clock().now(), request.site.config().timezone);
  }
};

std::vector<view::Link> above() { return {{tr("Skills"), html::path("/skills")}}; }

// ── gaps ──

Html gaps_section(const Desk& desk, const std::vector<Need>& needs, const Tally& tally) {
  view::Table table;
  table.caption = tr("Gaps, the most pressing first");
  table.caption_hidden = true;
  table.columns = {{tr("Skill")}, {tr("Role")}, {tr("Now")}, {tr("Needed")}, {tr("Picture")}, {tr("State")}};
  table.empty =
      view::callout(view::Tone::good, tr("Nothing to learn and nothing to find out: every level needed is there."));
  for (const auto& gap : gaps_in_order(needs)) {
    view::Row row;
    row.cells = {html::text(gap.skill->name.text()) + duty_tags(*gap.skill),
                 html::text(trn("{2} ({1} person)", "{2} ({1} people)", gap.people, gap.role->name.text())),
                 gap.now ? html::text(region::level_words(desk.pack, *gap.now)) : view::muted(tr("nobody knows")),
                 html::text(region::level_words(desk.pack, gap.needed)),
                 level_cells(gap),
                 tag_of(gap.state())};
    table.rows.push_back(std::move(row));
  }
  auto order = view::help(tr("Why this order?"),
                          {el("p", {},
                              {tr("Skills that help to meet an obligation of the EU AI Act come first, then those "
                                  "with the most levels to climb, then those that concern most people. A level "
                                  "nobody knows counts as if nothing were there, so that it is not forgotten.")})});
  return view::section(tr("Gaps"), {view::table(table) + (tally.gaps + tally.unknown == 0 ? Html() : order)}, "gaps");
}

Html met_help(const Desk& desk, const std::vector<Need>& needs) {
  Html lines;
  for (const auto& need : needs)
    if (need.state() == NeedState::met)
      lines +=
          el("li", {},
             {need.role->name.text(), " · ", need.skill->name.text(), ": ", region::level_words(desk.pack, *need.now)});
  return lines.empty() ? lines : view::help(tr("What is there already"), {el("ul", {}, {lines})});
}

/// Duties of the Act that the gaps touch, in the words of the rule pack.
Html duties_note(const Desk& desk, const std::vector<Need>& needs) {
  std::vector<std::string> codes;
  for (const auto& need : needs)
    for (const auto& code : need.skill->serves)
      if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
  std::ranges::sort(codes);
  Html lines;
  for (const auto& code : codes)
    if (auto at = desk.law.obligation(code); at != kNowhere) {
      const auto& duty = desk.law.obligations[at];
      lines +=
          el("li", {},
             {el("strong", {}, {code}), html::text(" " + duty.title.text() + ". "), view::muted(duty.note.text())});
    }
  return lines.empty() ? lines
                       : view::help(tr("What has the EU AI Act to do with it?"),
                                    {el("p", {}, {tr("A filled checklist and a training plan are evidence for:")}),
                                     el("ul", {}, {lines})});
}

// ── the plan ──

/// What came back from the last try, and of which training.
struct PlanForm {
  std::string training;
  std::vector<Problem> problems;
  bool conflict = false;
};

std::vector<view::Field> fields_of(const PlannedTraining& planned, const std::vector<people::MembershipRow>& members,
                                   const Request* typed) {
  auto fields =
      plan_fields(planned.training, {planned.owner, planned.due, planned.done_on, planned.note, {}}, members, typed);
  fields.back().hint = tr("Which session, which course; no opinion on a person.");
  return fields;
}

Html training_form(const Request& request, const SeenChecklist& seen, const PlanItem& item,
                   const std::vector<people::MembershipRow>& members, const PlanForm& last) {
  bool tried = last.training == item.training->code;
  auto fields = fields_of(item.planned, members, tried ? &request : nullptr);
  auto problems = tried ? last.problems : std::vector<Problem>{};
  if (tried && last.conflict)
    std::ranges::move(stored_meanwhile(fields, fields_of(item.planned, members, nullptr)),
                      std::back_inserter(problems));
  auto name = item.training->name.text();
  auto form = view::form(
      {.action = skills_path(seen.crew, "/trainings"), .csrf = web::stamp(request), .label = tr("Plan: {1}", name)},
      {view::error_summary(fields, problems), view::hidden("training", item.training->code),
       view::hidden("version", item.planned.version), view::fields(fields, problems),
       view::button_row({view::submit({.text = tr("Save the plan"), .weight = Weight::secondary})})});
  if (item.planned.version != 0)
    form += view::button(view::Post{tr("Take off the plan"),
                                    skills_path(seen.crew, "/trainings/removal"),
                                    web::stamp(request),
                                    Weight::quiet,
                                    view::Icon::minus,
                                    name,
                                    {{"training", item.training->code}}});
  if (tried) return form;
  return view::help(item.planned.version == 0 ? tr("Plan it") : tr("Change the plan"), {form});
}

Html plan_state(const PlannedTraining& planned, const people::PersonNames& names, Date today) {
  if (planned.version == 0) return view::tag(trc("training", "proposed"), view::Tone::accent);
  auto who = planned.owner ? html::text(people::name_in(names, planned.owner)) : view::muted(tr("nobody yet"));
  auto day = plan_day(planned.done_on, planned.due, today);
  return view::tag(day.words, day.tone) + html::text(" ") + who;
}

struct PlanDesk {
  std::vector<PlannedTraining> planned;
  std::vector<people::MembershipRow> members;
  people::PersonNames names;
};

Html plan_card(const Desk& desk, const Request& request, const SeenChecklist& seen, const PlanItem& item,
               const PlanDesk& plan, bool owner, const PlanForm& last) {
  auto closes = html::each(item.closes, [&](const Need& need) {
    return el("li", {},
              {need.skill->name.text(), " · ", need.role->name.text(), " · ",
               view::muted(tr("level {1} → {2}", std::to_string(*need.now), std::to_string(need.needed)))});
  });
  auto aim = closes.empty() ? view::note(tr("It closes no gap that is left.")) : el("ul", {}, {closes});
  if (item.planned.done_on && !item.closes.empty())
    aim += view::note(tr("It is done: note the levels reached in the checklist, and the gap closes."));
  return view::card({.title = item.training->name.text(),
                     .body = el("p", {}, {item.training->description.text()}) + aim +
                             (item.planned.note.empty() ? Html() : view::note(item.planned.note)),
                     .tags = plan_state(item.planned, plan.names, desk.today(request)),
                     .foot = owner ? training_form(request, seen, item, plan.members, last) : Html()});
}

Html plan_section(const Desk& desk, const Request& request, const SeenChecklist& seen, const std::vector<Need>& needs,
                  const PlanDesk& plan, bool owner, const PlanForm& last) {
  Html cards;
  for (const auto& item : plan_of(desk.pack, needs, plan.planned))
    cards += plan_card(desk, request, seen, item, plan, owner, last);
  if (cards.empty()) return {};
  return view::section(
      tr("Training plan"),
      {view::note(tr("For each gap the lightest way to learn that is enough; plan it with somebody and a date, or plan "
                     "another one and it takes its place.")),
       view::stack({cards})},
      "plan");
}

// ── history ──

std::string code_name(const auto& all, const std::string& code) {
  const auto* found = region::find(all, code);
  return found == nullptr ? code : found->name.text();
}

Html skill_change_line(const Desk& desk, const SkillChange& change) {
  auto role = code_name(desk.pack.team_roles, change.what.role);
  if (change.what.skill.empty()) {
    auto people = [](const auto& n) { return number(n.value_or(0)); };
    return el("li", {}, {tr("{1}: from {2} to {3} people", role, people(change.before), people(change.after))});
  }
  auto level = [&](const std::optional<std::int64_t>& l) {
    return l ? region::level_words(desk.pack, static_cast<int>(*l)) : tr("not known");
  };
  return el("li", {},
            {tr("{1}, {2}: from “{3}” to “{4}”", role, code_name(desk.pack.skills, change.what.skill),
                level(change.before), level(change.after))});
}

Html skill_history_section(const Desk& desk, const Request& request, const std::vector<SkillChange>& changes,
                           const people::PersonNames& names) {
  std::vector<view::Event> events;
  for (std::size_t i = 0; i < changes.size();) {
    auto first = i;
    Html lines;
    for (; i < changes.size() && changes[i].version == changes[first].version; ++i)
      lines += skill_change_line(desk, changes[i]);
    events.push_back({date_time(changes[first].at, request.site.config().timezone),
                      trn("One answer changed", "{1} answers changed", static_cast<std::int64_t>(i - first)),
                      people::name_in(names, changes[first].person),
                      view::help(tr("Which ones"), {el("ul", {}, {lines})}), view::Tone::neutral});
  }
  return events.empty() ? Html() : view::section(tr("History"), {view::timeline(events)}, "history");
}

// ── the page ──

Html first_words(const SeenChecklist& seen, bool owner) {
  return view::empty_state(
      tr("Nothing noted yet"),
      tr("Say who is in the team, then what each role can do today: ten minutes, and “I don’t know” is always an "
         "answer. "
         "You get the gaps in order and a training plan."),
      owner ? view::button(view::Action{
                  tr("Fill in the checklist"), skills_path(seen.crew, "/checklist"), Weight::primary, {}, {}})
            : Html());
}

Response checklist_page(const Desk& desk, Request& request, const PlanForm& last, int status) {
  auto reader = request.site.db().reader();
  auto seen = desk.seen(*reader, request);
  if (!seen) return web::error_page(request, seen.error());
  const auto& checklist = seen->checklist;
  bool owner = may_fill(request.actor(), seen->crew.organisation);
  auto title = tr("Skills of {1}", crew_name(*seen));
  if (checklist.version == 0)
    return web::page(request, title,
                     view::breadcrumbs(above(), crew_name(*seen)) +
                         view::heading({.title = title, .lead = seen->team.empty() ? "" : seen->organisation}) +
                         view::stack({first_words(*seen, owner), scale_help(desk.pack), skills_notice(desk.pack)}));
  auto needs = needs_of(desk.pack, checklist);
  auto tally = tally_of(needs);
  auto changes = owner ? skill_changes_of(*reader, checklist.id, 200) : std::vector<SkillChange>{};
  PlanDesk plan{trainings_of(*reader, checklist.id),
                owner ? people::members_of(*reader, seen->crew.organisation) : std::vector<people::MembershipRow>{},
                {}};
  std::vector<PersonId> persons;
  for (const auto& change : changes) persons.push_back(change.person);
  for (const auto& planned : plan.planned) persons.push_back(planned.owner);
  plan.names = people::names_of_persons(*reader, persons);
  reader.reset();

  bool complete = tally.standing() == ChecklistStanding::complete;
  auto fill = owner ? view::button(view::Action{complete ? tr("Change the checklist") : tr("Go on filling it in"),
                                                skills_path(seen->crew, "/checklist"),
                                                complete ? Weight::secondary : Weight::primary,
                                                view::Icon::edit,
                                                {}})
                    : Html();
  auto csv = view::button(view::Action{
      tr("Export the gaps"), skills_path(seen->crew, "/gaps.csv"), Weight::quiet, view::Icon::download, {}});
  std::vector<view::Stat> stats{{tr("Needed"), number(tally.needs), "", tr("skills of roles"), {}},
                                {tr("Enough"), number(tally.met), "", "", {}},
                                {tr("To learn"), number(tally.gaps), "", "", html::fragment("plan")},
                                {trc("skills", "To find out"), number(tally.unknown), "", tr("nobody knows the level"),
                                 owner ? skills_path(seen->crew, "/checklist") : html::Url{}}};
  auto content = view::breadcrumbs(above(), crew_name(*seen)) +
                 view::heading({.title = title,
                                .lead = seen->team.empty() ? "" : seen->organisation,
                                .tags = tag_of(tally.standing()),
                                .actions = view::actions({fill, csv})}) +
                 view::stack({view::stats(stats), tally_bar(tally),
                              gaps_section(desk, needs, tally) + met_help(desk, needs) + scale_help(desk.pack) +
                                  duties_note(desk, needs),
                              plan_section(desk, request, *seen, needs, plan, owner, last),
                              skill_history_section(desk, request, changes, plan.names), skills_notice(desk.pack)});
  return web::page(request, title, content, status);
}

// ── the form ──

struct ChecklistForm {
  const Request* typed = nullptr;  ///< null: what is stored
  std::vector<Problem> problems;

  std::string value(const std::string& name, std::string stored) const {
    return typed ? std::string(typed->filled(name)) : std::move(stored);
  }
};

view::Field people_field(const region::TeamRole& role, const Checklist& checklist, const ChecklistForm& form) {
  auto name = place_of_people(role.code);
  auto known = checklist.people.find(role.code);
  return {.name = name,
          .label = role.name.text(),
          .input = view::Input::integer,
          .value = form.value(name, known == checklist.people.end() ? "" : std::to_string(known->second)),
          .hint = role.description.text(),
          .width = view::Width::brief};
}

view::Field level_field(const region::Pack& pack, const region::TeamRole& role, const region::SkillNeed& need,
                        const Checklist& checklist, const ChecklistForm& form) {
  RoleSkill what{role.code, need.skill};
  const auto& skill = *region::find(pack.skills, need.skill);
  auto name = place_of_level(what);
  auto known = checklist.levels.find(what);
  view::Field field{.name = name,
                    .label = skill.name.text(),
                    .input = view::Input::select,
                    .value = form.value(name, known == checklist.levels.end() ? "" : std::to_string(known->second)),
                    .hint = tr("Needed: {1}.", region::level_words(pack, need.level)) + " " + skill.description.text(),
                    .options = {{"", tr("I don’t know"), {}}}};
  for (int level = 0; level <= region::kTopSkillLevel; ++level)
    field.options.push_back({std::to_string(level), region::level_words(pack, level), {}});
  return field;
}

Html in_grid(const std::vector<view::Field>& fields, const std::vector<Problem>& problems) {
  return el("div", {html::cls("skills-grid")}, {view::fields(fields, problems)});
}

Html checklist_form(const Desk& desk, const Request& request, const SeenChecklist& seen, const ChecklistForm& form) {
  std::vector<view::Field> all, people;
  for (const auto& role : desk.pack.team_roles) people.push_back(people_field(role, seen.checklist, form));
  all = people;
  Html levels;
  for (const auto& role : desk.pack.team_roles) {
    auto present = seen.checklist.people.find(role.code);
    if (present == seen.checklist.people.end()) continue;
    std::vector<view::Field> fields;
    for (const auto& need : role.needs) fields.push_back(level_field(desk.pack, role, need, seen.checklist, form));
    all.insert(all.end(), fields.begin(), fields.end());
    levels += view::fieldset(trn("{2}: {1} person", "{2}: {1} people", present->second, role.name.text()), "",
                             {in_grid(fields, form.problems)});
  }
  auto what_now =
      levels.empty()
          ? Html()
          : view::section(
                tr("What can they do today?"),
                {view::note(tr("If people of one role differ, choose the level that all of them have. Leave “I don’t "
                               "know” when you are not sure: it stays on the list until somebody finds out.")),
                 scale_help(desk.pack), view::stack({levels})},
                "levels");
  return view::form(
      {.action = skills_path(seen.crew, "/checklist"), .csrf = web::stamp(request), .label = tr("Skills checklist")},
      {view::error_summary(all, form.problems), view::hidden("version", seen.checklist.version),
       view::section(
           tr("Who is in the team?"),
           {view::note(
                tr("How many people have each role. One person may have several; leave empty what nobody does.")),
            in_grid(people, form.problems)},
           "people"),
       what_now,
       view::button_row(
           {view::submit({.text = levels.empty() ? tr("Save and go on") : tr("Save and see the gaps")}),
            view::button(view::Action{tr("Back without saving"), skills_path(seen.crew), Weight::quiet, {}, {}})})});
}

Response form_page(const Desk& desk, Request& request, const SeenChecklist& seen, const ChecklistForm& form,
                   int status) {
  auto links = above();
  links.push_back({crew_name(seen), skills_path(seen.crew)});
  auto title = tr("Skills checklist");
  return web::page(request, title,
                   view::breadcrumbs(links, title) +
                       view::heading({.title = title,
                                      .lead = tr("First who is in the team, then what each role can do today."),
                                      .eyebrow = crew_name(seen)}) +
                       view::stack({checklist_form(desk, request, seen, form), skills_notice(desk.pack)}),
                   status);
}

Response show_form(const Desk& desk, Request& request) {
  auto seen = desk.seen(*request.site.db().reader(), request);
  if (!seen) return web::error_page(request, seen.error());
  if (!may_fill(request.actor(), seen->crew.organisation))
    return web::error_page(request,
                           Error::not_found(say("This skills checklist is not there, or is not yours to see.")));
  return form_page(desk, request, *seen, {}, 200);
}

/// What cannot be a number becomes −1, which the command refuses at its place.
std::int64_t whole_number(std::string_view text) {
  std::int64_t n = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc{} && end == text.data() + text.size() ? n : -1;
}

/// Fields of the form, as the pack of today names them; what the form did not show stays.
ChecklistGiven read_checklist_form(const region::Pack& pack, const Request& request) {
  ChecklistGiven given;
  auto shown = [&](const std::string& name) {
    return std::ranges::find(request.form, name, &http::Field::name) != request.form.end();
  };
  for (const auto& role : pack.team_roles) {
    auto people = place_of_people(role.code);
    auto typed = trim(request.filled(people));
    if (shown(people)) given.people[role.code] = typed.empty() ? 0 : whole_number(typed);
    for (const auto& need : role.needs) {
      RoleSkill what{role.code, need.skill};
      auto name = place_of_level(what);
      if (!shown(name)) continue;
      auto level = request.filled(name);
      given.levels[what] = level.empty() ? std::nullopt : std::optional(static_cast<int>(whole_number(level)));
    }
  }
  return given;
}

/// Two people at once: what the other one stored, beside each field where it differs from what was typed.
std::vector<Problem> checklist_differences(const region::Pack& pack, const Checklist& stored,
                                           const ChecklistGiven& given, const Sentence& message) {
  std::vector<Problem> problems{{"", message}};
  for (const auto& [role, people] : given.people) {
    auto known = stored.people.find(role);
    auto now = known == stored.people.end() ? 0 : known->second;
    if (now != people) problems.push_back({place_of_people(role), say("Stored meanwhile: {1}.", number(now))});
  }
  for (const auto& [what, level] : given.levels) {
    auto known = stored.levels.find(what);
    auto now = known == stored.levels.end() ? std::nullopt : std::optional(known->second);
    if (now != level)
      problems.push_back({place_of_level(what),
                          say("Stored meanwhile: {1}.", now ? region::level_words(pack, *now) : tr("not known"))});
  }
  return problems;
}

Response save_checklist_form(const Desk& desk, Request& request) {
  auto seen = desk.seen(*request.site.db().reader(), request);
  if (!seen) return web::error_page(request, seen.error());
  auto version =
      request.filled("version") == "0" ? Result<std::int64_t>(0) : web::id_of_text(request.filled("version"));
  if (!version) return web::error_page(request, version.error());
  auto given = read_checklist_form(desk.pack, request);
  auto before = seen->checklist.people;
  auto saved = fill_checklist(request.op(), desk.pack, seen->crew, *version, given);
  if (saved) {
    bool newcomers = std::ranges::any_of(saved->people, [&](const auto& role) { return !before.contains(role.first); });
    if (newcomers)
      return web::see_other(request, html::local(skills_path(seen->crew, "/checklist").str() + "#levels"),
                            say("Saved. Now say what each role can do today."));
    return web::see_other(request, skills_path(seen->crew), say("The checklist is saved."));
  }
  const auto& error = saved.error();
  if (error.code == Code::conflict)
    return form_page(desk, request, *seen,
                     {&request, checklist_differences(desk.pack, seen->checklist, given, error.message)}, 409);
  if (error.code == Code::invalid) return form_page(desk, request, *seen, {&request, error.problems}, 400);
  return web::error_page(request, error);
}

// ── acts on the plan ──

Response save_plan(const Desk& desk, Request& request) {
  PlannedTraining planned;
  planned.training = request.filled("training");
  auto given = read_plan(request);
  planned.owner = given.owner, planned.due = given.due, planned.done_on = given.done_on, planned.note = given.note;
  auto& problems = given.problems;
  planned.version = web::version_in(request);
  auto crew = desk.crew_of(*request.site.db().reader(), request);
  if (!crew) return web::error_page(request, crew.error());
  auto saved = problems.empty() ? plan_training(request.op(), desk.pack, *crew, planned, desk.today(request))
                                : Result<PlannedTraining>(Error::invalid(problems));
  if (saved)
    return web::see_other(request, html::local(skills_path(*crew).str() + "#plan"),
                          say("“{1}” is on the plan.", code_name(desk.pack.trainings, planned.training)));
  if (saved.error().code != Code::invalid && saved.error().code != Code::conflict)
    return web::error_page(request, saved.error());
  PlanForm last{planned.training, saved.error().problems, saved.error().code == Code::conflict};
  if (last.problems.empty()) last.problems.push_back({"", saved.error().message});
  return checklist_page(desk, request, last, web::http_status(saved.error().code));
}

Response remove_plan(const Desk& desk, Request& request) {
  auto crew = desk.crew_of(*request.site.db().reader(), request);
  if (!crew) return web::error_page(request, crew.error());
  auto dropped = drop_training(request.op(), *crew, std::string(request.filled("training")));
  if (!dropped) return web::error_page(request, dropped.error());
  return web::see_other(request, html::local(skills_path(*crew).str() + "#plan"), say("It is off the plan."));
}

Response download_gaps(const Desk& desk, Request& request) {
  auto reader = request.site.db().reader();
  auto seen = desk.seen(*reader, request);
  if (!seen) return web::error_page(request, seen.error());
  auto form = request.asked("form") == "plain" ? CsvForm::plain : CsvForm::excel_french;
  auto planned =
      seen->checklist.version == 0 ? std::vector<PlannedTraining>{} : trainings_of(*reader, seen->checklist.id);
  return web::download(gaps_csv(desk.pack, *seen, planned, form), "text/csv; charset=utf-8", "skills-gaps.csv");
}

void mount_at(web::Router& router, const std::string& at, const Desk& desk) {
  router.get(at, kSkillReaders, [desk](Request& r) { return checklist_page(desk, r, {}, 200); })
      .get(at + "/gaps.csv", kSkillReaders, [desk](Request& r) { return download_gaps(desk, r); })
      .get(at + "/checklist", kSkillOwners, [desk](Request& r) { return show_form(desk, r); })
      .post(at + "/checklist", kSkillOwners, [desk](Request& r) { return save_checklist_form(desk, r); })
      .post(at + "/trainings", kSkillOwners, [desk](Request& r) { return save_plan(desk, r); })
      .post(at + "/trainings/removal", kSkillOwners, [desk](Request& r) { return remove_plan(desk, r); });
}

}  // namespace

void mount_checklist_pages(web::Router& router, const region::Pack& pack, const RulePack& law) {
  mount_at(router, "/skills/{team}", {pack, law, crew_by_team});
  mount_at(router, "/skills/organisations/{organisation}", {pack, law, crew_by_organisation});
}

}  // namespace couloir::compliance
