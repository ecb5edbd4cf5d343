#include "pool/variant_views.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "pool/floors.h"
#include "pool/plan_vary.h"
#include "region/written.h"

namespace couloir::pool {

using html::el;
using html::Html;
using view::Weight;
using web::Request;

void describe(Describer& d, TypedVariant& v) {
  d.type("VariantForm");
  d.field("kind", v.kind);
  d.field("dossier", v.dossier);
  d.field("engineer", v.engineer);
  d.field("skill", v.skill, text(0, 100).or_keep());
  d.field("from", v.from, text(0, 10).or_keep());
  d.field("to", v.to, text(0, 10).or_keep());
  d.field("months", v.months, between(0, 1'000));
  d.field("percent", v.percent, between(0, 10'000));
  d.field("level", v.level);
  d.field("home", v.home, text(0, 100).or_keep());
  d.field("floor", v.floor, text(0, 100).or_keep());
  d.field("name", v.name, text(0, 300).or_keep());
  d.field("seconds", v.seconds);
}

Wish wish_of(const TypedVariant& typed) {
  auto month = [](const std::string& text) { return parse_month(text).value_or(Month{}); };
  bool pin = typed.kind == WishKind::pin;
  return {typed.kind,
          typed.dossier.value_or(DossierId{}),
          typed.engineer.value_or(EngineerId{}),
          typed.skill,
          month(typed.from),
          month(typed.to),
          pin ? static_cast<int>(std::lround(typed.months.value_or(0) * kQuantaPerMonth)) : typed.percent.value_or(0),
          typed.level.value_or(0),
          typed.home,
          typed.floor};
}
std::string field_of(const Problem& problem, WishKind kind) {
  if (problem.where == "wishes")
    return kind == WishKind::more_capacity  ? "engineer"
           : kind == WishKind::new_engineer ? "skill"
           : kind == WishKind::no_floor     ? "floor"
                                            : "dossier";
  auto field = problem.where.substr(problem.where.rfind('/') + 1);
  if (field == "amount") return kind == WishKind::pin ? "months" : "percent";
  return field;
}

namespace {

std::string what_if_title(WishKind kind) {
  switch (kind) {
    case WishKind::grant:
      return tr("What if a dossier had to be granted?");
    case WishKind::refuse:
      return tr("What if a dossier were not granted?");
    case WishKind::ban:
      return tr("What if an engineer did not work on a dossier?");
    case WishKind::pin:
      return tr("What if an engineer worked on a dossier in a given month?");
    case WishKind::window:
      return tr("What if a dossier could run at another time?");
    case WishKind::value:
      return tr("What if a dossier were worth more, or less?");
    case WishKind::more_capacity:
      return tr("What if an engineer gave more months?");
    case WishKind::new_engineer:
      return tr("What if there were an engineer more?");
    case WishKind::no_floor:
      return tr("What if a floor did not hold?");
  }
  return {};
}
/// For a committee that wants to propose what comes out.
bool only_assumes(WishKind kind) {
  return kind == WishKind::window || kind == WishKind::value || kind == WishKind::more_capacity ||
         kind == WishKind::new_engineer || kind == WishKind::no_floor;
}

class WishForm {
 public:
  WishForm(const SeenPlan& seen, const Foundations& house, WishKind kind) : seen_(seen), house_(house), kind_(kind) {}

  /// There is something to choose.
  bool can_be_asked() const {
    if (kind_ == WishKind::no_floor) return !floors_of(seen_.instance, seen_.made.rows).empty();
    bool of_dossier = kind_ != WishKind::more_capacity && kind_ != WishKind::new_engineer;
    return !of_dossier || !dossiers().empty();
  }

  std::vector<view::Field> fields() {
    bool window = kind_ == WishKind::window, extra = kind_ == WishKind::more_capacity, pin = kind_ == WishKind::pin;
    if (kind_ == WishKind::new_engineer) return new_engineer();
    if (kind_ == WishKind::no_floor) {
      auto floor = select("floor", tr("Floor"), floors());
      floor.required = false;
      add(std::move(floor));
      return with_name_and_time();
    }
    if (!extra) add(select("dossier", tr("Dossier"), dossiers()));
    if (extra || pin || kind_ == WishKind::ban) add(select("engineer", tr("Engineer"), engineers()));
    if (pin) add(select("from", tr("In the month"), months()));
    if (window || extra) {
      add(select("from", tr("From the month"), months()));
      add(select("to", tr("To the month, included"), months()));
    }
    if (pin) {
      add({.name = "months",
           .label = tr("So much of that month"),
           .input = view::Input::decimal,
           .hint = tr("In engineer-months, by tenths: 1 is the whole month."),
           .required = true,
           .width = view::Width::brief});
      auto role = select("skill", tr("In the role"), roles());
      role.required = false;
      add(std::move(role));
    }
    if (extra || kind_ == WishKind::value) add(percent_field(extra));
    return with_name_and_time();
  }

 private:
  std::vector<view::Field> new_engineer() {
    std::vector<view::Option> skills, levels, homes;
    for (const auto& skill : house_.region.skills)
      if (std::ranges::find(seen_.instance.skills, skill.code) != seen_.instance.skills.end())
        skills.push_back({skill.code, region::skill_name(house_.region, skill.code), {}});
    for (int level = 1; level <= region::kTopSkillLevel; ++level)
      levels.push_back({std::to_string(level), std::to_string(level), {}});
    for (const auto& home : house_.pack.homes) homes.push_back({home.code, home.name.text(), {}});
    add(select("skill", tr("Skill"), std::move(skills)));
    add(select("level", tr("Level"), std::move(levels)));
    add(select("home", tr("University"), std::move(homes)));
    add({.name = "percent",
         .label = tr("Share of full time"),
         .input = view::Input::integer,
         .value = "100",
         .required = true,
         .width = view::Width::brief,
         .unit = "%",
         .min = std::to_string(100 * seen_.instance.min_alloc / kQuantaPerMonth),
         .max = "100"});
    return with_name_and_time();
  }
  std::vector<view::Field> with_name_and_time() {
    add({.name = "name",
         .label = tr("Name of the variant"),
         .hint = tr("Left empty, it is called after this plan. Names of people and dossiers do not belong here."),
         .max_length = static_cast<int>(kLongestPlanName)});
    add(select("seconds", tr("For at most"),
               {{std::to_string(kVariantSeconds), tr("ten seconds"), {}}, {"60", tr("a minute"), {}}}));
    return std::move(fields_);
  }
  void add(view::Field field) {
    field.key = std::string(name_of(kind_));
    fields_.push_back(std::move(field));
  }
  static view::Field select(std::string name, std::string label, std::vector<view::Option> options) {
    auto first = options.empty() ? "" : options.front().value;
    return {.name = std::move(name),
            .label = std::move(label),
            .input = view::Input::select,
            .value = std::move(first),
            .required = true,
            .options = std::move(options)};
  }
  view::Field percent_field(bool extra) const {
    return {.name = "percent",
            .label = extra ? tr("So much more than now") : tr("So much of what it is worth now"),
            .input = view::Input::integer,
            .hint = extra ? tr("Up to whole months. 25% more: a person at 80% gives a full month.")
                          : tr("100% is as now, 150% is half as much again. Between 10 and 300."),
            .required = true,
            .width = view::Width::brief,
            .unit = "%",
            .min = extra ? "1" : "10",
            .max = "300"};
  }
  std::vector<view::Option> dossiers() const {
    std::vector<view::Option> all;
    for (const auto& d : seen_.instance.dossiers)
      if (seen_.names.shows(d.id)) all.push_back({d.id.str(), seen_.names.title(d.id), {}});
    std::ranges::sort(all, {}, &view::Option::text);
    return all;
  }
  std::vector<view::Option> engineers() const {
    std::vector<view::Option> all;
    for (const auto& e : seen_.instance.engineers) all.push_back({e.id.str(), seen_.names.engineer(e.id), {}});
    std::ranges::sort(all, {}, &view::Option::text);
    return all;
  }
  std::vector<view::Option> floors() const {
    std::vector<view::Option> all{{"", tr("every floor"), {}}};
    for (const auto& f : floors_of(seen_.instance, seen_.made.rows))
      all.push_back({f.code, floor_name(f.code, house_), {}});
    return all;
  }
  std::vector<view::Option> months() const {
    std::vector<view::Option> all;
    for (int m = 0; m < seen_.instance.horizon; ++m)
      all.push_back({(seen_.instance.start + m).iso(), written(seen_.instance.start + m), {}});
    return all;
  }
  std::vector<view::Option> roles() const {
    std::set<int> used;
    for (const auto& d : seen_.instance.dossiers)
      if (seen_.names.shows(d.id))
        for (const auto& role : d.roles) used.insert(role.skill);
    std::vector<view::Option> all{{"", tr("the first that he or she may hold"), {}}};
    for (auto skill : used) {
      const auto& code = seen_.instance.skills[static_cast<std::size_t>(skill)];
      all.push_back({code, region::skill_name(house_.region, code), {}});
    }
    return all;
  }

  const SeenPlan& seen_;
  const Foundations& house_;
  WishKind kind_;
  std::vector<view::Field> fields_;
};

Html form_for(Request& request, const SeenPlan& seen, const Foundations& house, WishKind kind,
              const web::Form& came_back) {
  auto fields = WishForm(seen, house, kind).fields();
  if (!came_back.values.empty()) fields = web::with_values(std::move(fields), came_back);
  auto note = only_assumes(kind) ? view::note(tr("This is an assumption: what comes out cannot be proposed as it is."))
                                 : Html();
  return note +
         view::form({.action = plan_path(seen.plan.id, "/variants"),
                     .csrf = web::stamp(request),
                     .ask_before_leaving = false,
                     .label = what_if_title(kind)},
                    {view::error_summary(fields, came_back.problems), view::fields(fields, came_back.problems),
                     view::hidden("kind", name_of(kind)), view::hidden("version", seen.plan.version),
                     view::button_row({view::submit({.text = tr("Make the variant"), .weight = Weight::secondary})})});
}

}  // namespace

Html variant_head(const SeenPlan& seen, const StaffingPlan& of, const Foundations& house) {
  Html lines;
  bool assumes = false;
  for (const auto& wish : seen.wishes) {
    lines += el("li", {}, {in_words(wish, seen.names, house)});
    assumes = assumes || is_hypothetical(wish, seen.instance);
  }
  auto compare = seen.plan.checked_at
                     ? view::actions({view::button(view::Action{
                           tr("What changes, and for whom"),
                           html::path("/pool/plans/" + seen.plan.id.str() + "/comparison", {{"with", of.id.str()}}),
                           Weight::secondary,
                           {},
                           {}})})
                     : Html();
  auto what_next = assumes ? tr("It rests on assumptions: it shows what would be, and cannot be proposed. Make them "
                                "true first, then draft a plan anew.")
                           : tr("All of it can be decided: it can be proposed as any other plan.");
  return view::callout(
      view::Tone::info, tr("This is a variant"),
      {el("p", {}, {view::link({tr("Of the plan: {1}", of.name), plan_path(of.id)})}),
       el("p", {}, {tr("What is otherwise in it:")}), el("ul", {}, {lines}), el("p", {}, {what_next}), compare});
}

Html what_if_section(Request& request, const SeenPlan& seen, const Foundations& house, const web::Form& form) {
  if (!may_be_varied(seen.plan) || !may_keep_plans(request.actor())) return {};
  auto back = from_name<WishKind>(form.value("kind"));
  Html all;
  if (back) all += el("h3", {}, {what_if_title(*back)}) + form_for(request, seen, house, *back, form);
  for (auto name : names_of<WishKind>()) {
    auto kind = *from_name<WishKind>(name);
    if (kind != back && WishForm(seen, house, kind).can_be_asked())
      all += view::help(what_if_title(kind), {form_for(request, seen, house, kind, {})});
  }
  return view::section(
      tr("What if…"),
      {view::note(tr("A variant takes the engineers and demands of this plan, changes one thing, and is "
                     "searched for at once from where this plan stands. This plan stays as it is; a "
                     "variant can be varied again.")),
       all},
      "what-if");
}

Html what_if_button(Request& request, const SeenPlan& seen, DossierId id, WishKind kind) {
  if (!may_be_varied(seen.plan) || !may_keep_plans(request.actor()) || !seen.names.shows(id)) return {};
  return view::button(
      view::Post{.text = kind == WishKind::grant ? tr("What if it had to be granted?") : tr("What if it were not?"),
                 .to = plan_path(seen.plan.id, "/variants"),
                 .csrf = web::stamp(request),
                 .weight = Weight::quiet,
                 .about = seen.names.title(id),
                 .values = {{"version", std::to_string(seen.plan.version)},
                            {"kind", std::string(name_of(kind))},
                            {"dossier", id.str()}}});
}

}  // namespace couloir::pool
