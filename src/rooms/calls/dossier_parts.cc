// What is written in a dossier: its sections, what is asked, partners, aid, annexes. To write where one may, to read
// where not.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "calls/dossier_page.h"
#include "calls/review_views.h"
#include "people/person.h"
#include "region/written.h"
#include "words/quantities.h"

namespace couloir::calls {

using html::el;
using html::Html;
using view::Weight;

// ── sections ──

namespace {

Html written_section(const Section& section, const SectionText* text) {
  Html body;
  if (text != nullptr && !text->body.empty()) {
    for (std::string_view rest = text->body; !rest.empty();) {
      auto end = std::min(rest.find("\n\n"), rest.size());
      body += el("p", {html::cls("written")}, {rest.substr(0, end)});
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
  } else {
    body = view::muted(tr("not written down yet"));
  }
  return el("section", {html::id("part-" + section.code)}, {el("h3", {}, {section.label.text()}), body});
}

Html section_form(const Sheet& s, const Section& section, const SectionText* text) {
  const auto* tried = s.tried.of(section.code);
  auto body = tried ? std::string(tried->value("body")) : text ? text->body : std::string();
  auto words = count_of_words(body);
  view::Field field{
      .name = "body",
      .label = section.label.text(),
      .input = view::Input::long_text,
      .value = body,
      .hint = section.help.text() + " " + trn("At most {1} word.", "At most {1} words.", section.max_words),
      .required = section.required,
      .rows = 8,
      .key = section.code};
  auto over = words > section.max_words;
  auto count = el("p", {html::cls(over ? "words over" : "words"), {"data-most", section.max_words}},
                  {el("span", {html::cls("count")}, {number(words)}),
                   html::text(" / " + number(std::int64_t{section.max_words}) + " "), tr("words")});
  auto saved = el("span", {html::cls("saved"), {"role", "status"}},
                  {text ? tr("saved on {1} by {2}", date_time(text->updated_at, zone_of(s)),
                             people::name_in(s.names, text->updated_by))
                        : ""});
  auto frame = form_to(s, "/sections/" + section.code, section.label.text());
  std::vector<Problem> problems;
  if (tried)
    for (auto problem : tried->problems) problems.push_back({"body", problem.what});
  return el("div",
            {html::id("part-" + section.code),
             html::cls("section-form"),
             {"data-autosave", "true"},
             {"data-saving", tr("saving…")},
             {"data-failed", tr("not saved: it is kept here, and tried again")},
             {"data-refused", tr("not saved: save with the button, you will see why")}},
            {view::form(frame, {view::hidden("version", std::to_string(text ? text->version : 0)),
                                view::field(field, problems), el("div", {html::cls("under")}, {count, saved}),
                                view::button_row({view::submit({.text = tr("Save"), .weight = Weight::secondary})})})});
}

}  // namespace

Html sections_part(const Sheet& s) {
  bool editable = s.editable();
  return html::each(s.seen.facts.form.sections, [&](const Section& section) {
    const auto* text = s.seen.facts.text(section.code);
    return editable ? section_form(s, section, text) : written_section(section, text);
  });
}

// ── title, lab, what is asked ──

void describe(Describer& d, StaffingText& t) {
  d.type("DossierWork");
  d.field("skill", t.skill, text(0, 60).or_keep());
  d.field("level", t.level, between(1, 4).or_keep());
  d.field("least", t.least, between(0, 1'000));
  d.field("full", t.full, between(0, 1'000));
}
void describe(Describer& d, EditText& t) {
  d.type("DossierEdit");
  d.field("title", t.title, text(0, 200));
  d.field("applicant", t.applicant, Rule{}.or_keep());
  d.field("lab", t.lab);
  d.field("window_from", t.window_from, text(0, 7).or_keep());
  d.field("window_to", t.window_to, text(0, 7).or_keep());
  d.field("team_min", t.team_min, between(1, 50));
  d.field("team_max", t.team_max, between(1, 50));
  d.field("staffing", t.staffing, at_most(kMostStaffing));
}

EditText text_of_edit(const SeenDossier& seen) {
  const auto& d = seen.facts.dossier;
  EditText text{d.title,       d.applicant, d.lab ? std::optional(d.lab) : std::nullopt,
                d.window_from, d.window_to, d.team_min,
                d.team_max,    {}};
  for (const auto& work : seen.facts.staffing)
    text.staffing.push_back({work.skill, work.level, work.least.value(), work.full.value()});
  return text;
}

DossierEdit edit_of(const EditText& text) {
  auto months = [](const std::optional<double>& typed) { return months_of(typed.value_or(0)); };
  DossierEdit edit{text.title,
                   text.applicant,
                   text.lab.value_or(LabId{}),
                   text.window_from,
                   text.window_to,
                   text.team_min,
                   text.team_max,
                   {}};
  for (const auto& row : text.staffing) {
    if (row.skill.empty() && !row.least && !row.full) continue;  // a spare row of the form
    edit.staffing.push_back({row.skill, row.level, months(row.least ? row.least : row.full), months(row.full)});
  }
  return edit;
}

namespace {

std::vector<view::Option> month_options(const Sheet& s) {
  std::vector<view::Option> options{{"", tr("Choose a month"), {}}};
  auto today = day_in(s.now, zone_of(s)).d;
  auto first = today.year() / today.month();
  auto add = [&](const std::string& month) {
    if (!month.empty() && std::ranges::find(options, month, &view::Option::value) == options.end())
      options.push_back({month, month_words(month), {}});
  };
  add(s.dossier().window_from);
  add(s.dossier().window_to);
  for (int i = 0; i < 30; ++i) {
    auto month = first + std::chrono::months(i);
    add(fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month())));
  }
  std::ranges::sort(options.begin() + 1, options.end(), {}, &view::Option::value);
  return options;
}

std::vector<view::Option> skill_options(const Sheet& s) {
  std::vector<view::Option> options{{"", tr("Choose a skill"), {}}};
  for (const auto& skill : s.rules.region.skills) options.push_back({skill.code, skill.name.text(), {}});
  return options;
}
std::vector<view::Option> level_options(const Sheet& s) {
  std::vector<view::Option> options;
  for (int level = 1; level <= region::kTopSkillLevel; ++level) {
    options.push_back({std::to_string(level), region::level_words(s.rules.region, level), {}});
  }
  return options;
}

Html staffing_rows(const Sheet& s, const web::Form& form, std::size_t rows) {
  auto skills = skill_options(s), levels = level_options(s);
  Html all;
  for (std::size_t i = 0; i < rows; ++i) {
    auto field = [&](std::string_view name, std::string label, view::Input input) {
      view::Field f{.name = fmt::format("staffing/{}/{}", i, name),
                    .label = std::move(label),
                    .input = input,
                    .width = view::Width::brief};
      f.value = std::string(form.value(f.name));
      f.depends = true;
      return f;
    };
    auto skill = field("skill", tr("Skill"), view::Input::select);
    skill.options = skills;
    skill.width = view::Width::medium;
    auto level = field("level", tr("Level at least"), view::Input::select);
    level.options = levels;
    if (level.value.empty()) level.value = "2";
    auto least = field("least", tr("At least"), view::Input::decimal),
         full = field("full", tr("In full"), view::Input::decimal);
    least.unit = full.unit = tr("months");
    all += view::fieldset(tr("Work {1}", std::to_string(i + 1)), "",
                          {el("div", {html::cls("in-a-row")},
                              {view::field(skill, form.problems), view::field(level, form.problems),
                               view::field(least, form.problems), view::field(full, form.problems)})});
  }
  return all;
}

Html facts_form(const Sheet& s) {
  const auto* tried = s.tried.of("facts");
  auto stored = text_of_edit(s.seen);
  stored.staffing.resize(std::min(stored.staffing.size() + kSpareRows, kMostStaffing));
  auto form = tried ? *tried : web::form_of(stored);
  auto value = [&](std::string_view name) { return std::string(form.value(name)); };
  view::Field title{
      .name = "title", .label = tr("Title"), .value = value("title"), .required = true, .max_length = 200};
  view::Field applicant{
      .name = "applicant", .label = tr("Who applies"), .input = view::Input::radios, .value = value("applicant")};
  for (auto kind : s.seen.facts.call.applicants)
    applicant.options.push_back({std::string(name_of(kind)), label(kind), {}});
  view::Field lab{.name = "lab",
                  .label = tr("Lab that sponsors and signs"),
                  .input = view::Input::select,
                  .value = value("lab"),
                  .options = {{"", tr("No lab yet"), {}}},
                  .width = view::Width::medium,
                  .depends = true};  // needed to file, not to save; and so for those below
  for (const auto& one : s.labs) lab.options.push_back({one.id.str(), one.profile.name.text(), {}});
  view::Field from{.name = "window_from",
                   .label = tr("From"),
                   .input = view::Input::select,
                   .value = value("window_from"),
                   .options = month_options(s),
                   .width = view::Width::brief,
                   .depends = true};
  auto to = from;
  to.name = "window_to";
  to.label = tr("To");
  to.value = value("window_to");
  view::Field team_min{.name = "team_min",
                       .label = tr("Engineers at once, at least"),
                       .input = view::Input::integer,
                       .value = value("team_min"),
                       .width = view::Width::brief,
                       .min = "1",
                       .max = "50",
                       .depends = true};
  auto team_max = team_min;
  team_max.name = "team_max";
  team_max.label = tr("At most");
  team_max.value = value("team_max");
  auto problems = problems_in(tried);
  std::vector<view::Field> named{title, applicant, lab, from, to, team_min, team_max};
  auto ceiling = s.seen.facts.call.ceiling ? tr("This call gives {1} at most.", written(*s.seen.facts.call.ceiling))
                                           : std::string();
  // Both say whose dossier it is: an editor reads them.
  Html whose = view::field(applicant, problems) + el("div", {html::id("part-lab")}, {view::field(lab, problems)});
  if (!s.owned())
    whose = view::hidden("applicant", value("applicant")) + view::hidden("lab", value("lab")) +
            view::facts(std::vector<view::Fact>{
                {tr("Who applies"), html::text(label(s.dossier().applicant))},
                {tr("Lab"), html::text(s.seen.facts.lab ? s.seen.facts.lab->profile.name.text() : tr("No lab yet"))}});
  return view::form(form_to(s, "/facts", tr("What is asked")),
                    {view::error_summary(named, problems), version_input(s), view::field(title, problems), whose,
                     el("div", {html::id("part-window_from"), html::cls("in-a-row")},
                        {view::field(from, problems), view::field(to, problems), view::field(team_min, problems),
                         view::field(team_max, problems)}),
                     el("div", {html::id("part-staffing")},
                        {el("p", {},
                            {tr("Which work, with which skill. “At least” is what still makes sense if you are given "
                                "less; “in full” what you "
                                "wish for.") +
                             " " + ceiling}),
                         staffing_rows(s, form, std::max(stored.staffing.size(), kSpareRows))}),
                     view::button_row({view::submit({.text = tr("Save"), .weight = Weight::secondary})})});
}

Html facts_shown(const Sheet& s) {
  const auto& d = s.dossier();
  view::Table table;
  table.caption = tr("Work asked for");
  table.columns = {{tr("Skill")}, {tr("Level at least"), true}, {tr("At least"), true}, {tr("In full"), true}};
  for (const auto& work : s.seen.facts.staffing)
    table.rows.push_back({.cells = {html::text(region::skill_name(s.rules.region, work.skill)),
                                    html::text(region::level_words(s.rules.region, work.level)),
                                    html::text(written(work.least)), html::text(written(work.full))}});
  return view::facts(std::vector<view::Fact>{
             {tr("Who applies"), html::text(label(d.applicant))},
             {tr("Lab"), html::text(s.seen.facts.lab ? s.seen.facts.lab->profile.name.text() : tr("No lab yet"))},
             {tr("Window"), html::text(window_words(d.window_from, d.window_to))},
             {tr("Engineers at once"), html::text(team_words(d.team_min, d.team_max))},
             {tr("In full"), html::text(written(asked_in(s.seen.facts.staffing)))}}) +
         (table.rows.empty() ? Html() : view::table(table));
}

}  // namespace

Html facts_part(const Sheet& s) { return s.editable() ? facts_form(s) : facts_shown(s); }

// ── partners ──

Html partners_part(const Sheet& s) {
  view::Table table;
  table.caption = tr("Partners");
  table.caption_hidden = true;
  table.columns = {{tr("Name")}, {tr("Kind")}, {tr("SIRET")}, {tr("Town")}, {tr("Brings")}};
  table.empty = view::note(tr("No partner yet."));
  for (const auto& p : s.seen.facts.partners) {
    auto siret = parse_siret(p.siret);
    view::Row row;
    row.cells = {html::text(p.name), html::text(label(p.kind)), html::text(siret ? siret->display() : "–"),
                 html::text(p.town), html::text(p.does)};
    if (s.editable())
      row.actions = view::button(view::Post{tr("Remove"),
                                            dossier_path(s.dossier().id, "/partners/" + p.id.str() + "/removal"),
                                            web::stamp(s.request),
                                            Weight::quiet,
                                            view::Icon::trash,
                                            p.name,
                                            {}});
    table.rows.push_back(std::move(row));
  }
  Html form;
  if (s.editable()) {
    const auto* tried = s.tried.of("partner");
    auto value = [&](std::string_view name) { return tried ? std::string(tried->value(name)) : std::string(); };
    view::Field kind{.name = "kind",
                     .label = tr("Kind"),
                     .input = view::Input::radios,
                     .value = tried ? value("kind") : "company",
                     .options = {{"company", label(PartnerKind::company), {}}, {"body", label(PartnerKind::body), {}}}};
    view::Field name{.name = "name",
                     .label = tr("Name"),
                     .value = value("name"),
                     .required = true,
                     .width = view::Width::medium,
                     .max_length = 200};
    view::Field siret{.name = "siret",
                      .label = tr("SIRET"),
                      .value = value("siret"),
                      .hint = tr("14 digits, checked here; no register is asked. A foreign body may leave it empty."),
                      .width = view::Width::medium,
                      .depends = true};
    view::Field town{
        .name = "town", .label = tr("Town"), .value = value("town"), .width = view::Width::medium, .max_length = 100};
    view::Field does{.name = "does", .label = tr("What it brings"), .value = value("does"), .max_length = 500};
    std::vector<view::Field> fields{kind, name, siret, town, does};
    auto inside =
        view::form(form_to(s, "/partners", tr("Add a partner")), fields, problems_in(tried),
                   view::button_row({view::submit({.text = tr("Add the partner"), .weight = Weight::secondary})}));
    form = tried ? inside : view::help(tr("Add a partner"), {inside});
  }
  return el("div", {html::id("part-partners")}, {view::table(table), form});
}

// ── aid ──

void describe(Describer& d, AidText& t) {
  d.type("DossierAidEntry");
  d.field("granted_on", t.granted_on);
  d.field("euros", t.euros, between(0, 1e9));
  d.field("giver", t.giver, text(0, 200).or_keep());
}
void describe(Describer& d, DeclarationText& t) {
  d.type("DossierDeclaration");
  d.field("siren", t.siren, text(0, 20));
  d.field("none", t.none, Rule{}.or_keep());
  d.field("aids", t.aids, at_most(kMostAids));
}

Result<Declaration> declaration_of(const DeclarationText& text) {
  std::vector<Problem> found;
  auto siren = parse_siren(text.siren);
  if (!siren) found.push_back({"siren", siren.error().message});
  std::vector<Aid> aids;
  for (std::size_t i = 0; i < text.aids.size(); ++i) {
    const auto& row = text.aids[i];
    if (!row.granted_on && !row.euros && row.giver.empty()) continue;
    if (!row.granted_on)
      found.push_back({fmt::format("aids/{}/granted_on", i), say("Say on which day it was granted.")});
    if (!row.euros) found.push_back({fmt::format("aids/{}/euros", i), say("Write an amount in euros.")});
    if (row.granted_on && row.euros)
      aids.push_back({*row.granted_on, Euros{static_cast<std::int64_t>(std::llround(*row.euros * 100))}, row.giver});
  }
  if (aids.empty() && !text.none && found.empty())
    found.push_back({"none", say("List the aid that was had, or say that there was none.")});
  if (!aids.empty() && text.none)
    found.push_back({"none", say("Aid is listed below: untick this, or take the lines away.")});
  if (!found.empty()) return Error::invalid(std::move(found));
  return Declaration{*siren, {}, {}, std::move(aids)};
}

namespace {

Html declared_table(const Declaration& declared) {
  if (declared.aids.empty()) return view::note(tr("The company declares that it had none."));
  view::Table table;
  table.caption = tr("Declared by the company");
  table.columns = {{tr("Granted on")}, {tr("Given by")}, {tr("Amount"), true}};
  for (const auto& aid : declared.aids)
    table.rows.push_back(
        {.cells = {html::text(short_date(aid.granted_on)), html::text(aid.giver), html::text(written(aid.amount))}});
  return view::table(table);
}

Html granted_table(const AidStanding& standing) {
  if (standing.granted.empty())
    return view::note(
        tr("This platform granted nothing else to this company in the years that count. It looks for its "
           "SIREN, not for other companies of its group."));
  view::Table table;
  table.caption = tr("Granted on this platform");
  table.columns = {{tr("Dossier")}, {tr("Granted on")}, {tr("Months"), true}, {tr("Amount"), true}, {tr("Source")}};
  for (const auto& line : standing.granted)
    table.rows.push_back(
        {.cells = {
             html::text(line.grant.number), html::text(short_date(line.grant.granted_on)),
             html::text(line.grant.months ? review_view::months_words(*line.grant.months) : tr("not known")),
             html::text(line.worth ? written(*line.worth) : tr("not known")),
             html::text(line.declared ? tr("this platform; declared above and counted there") : tr("this platform"))}});
  return view::table(table) +
         view::note(tr("Found by its SIREN; other companies of its group are not looked for. If the company declares "
                       "one of these itself, it writes the number of that dossier under “Given by”: then it is counted "
                       "once."));
}

/// The sum, its two sources apart, and what is in no sum.
Html aid_standing_part(const Sheet& s, const Declaration& declared) {
  const auto& rule = s.rules.pack.de_minimis;
  auto on = day_in(is_over(s.dossier().state) ? s.dossier().state_since : s.now, zone_of(s));
  auto standing = aid_standing(declared.aids, s.seen.facts.grants, rule, on);
  std::vector<view::Fact> facts{{tr("Company"), html::text(declared.siren.display())},
                                {tr("Size class"), html::text(s.seen.size ? word(s.seen.size->size) : tr("not known"))},
                                {tr("De minimis aid in {1} years", std::to_string(rule.years)),
                                 html::text(tr("{1}, of {2} at most", sum_words(standing), written(rule.ceiling)))}};
  if (standing.added.cents > 0)
    facts.push_back({tr("Of which granted on this platform"), html::text(written(standing.added))});
  if (standing.unvalued.raw > 0)
    facts.push_back(
        {tr("In no sum"), html::text(tr("{1} granted on this platform: what they are worth in euros is not known",
                                        written(standing.unvalued)))});
  facts.push_back({tr("Declared"), html::text(tr("by {1}, {2}", people::name_in(s.names, declared.declared_by),
                                                 date_time(declared.declared_at, zone_of(s))))});
  bool knows = s.seen.part || s.request.actor().roles.has(Role::office);
  return view::stack({view::facts(facts), declared_table(declared), knows ? granted_table(standing) : Html()});
}

}  // namespace

Html aid_part(const Sheet& s) {
  if (s.dossier().applicant != Applicant::company_project) return {};
  const auto& rule = s.rules.pack.de_minimis;
  const auto& declared = s.seen.facts.declaration;
  auto sum = declared ? aid_standing_part(s, *declared) : Html();
  Html form;
  if (s.editable()) {
    const auto* tried = s.tried.of("aid");
    DeclarationText stored;
    stored.siren = declared ? declared->siren.str() : s.seen.organisation.siren;
    if (declared) {
      stored.none = declared->aids.empty();
      for (const auto& aid : declared->aids)
        stored.aids.push_back({aid.granted_on, static_cast<double>(aid.amount.cents) / 100, aid.giver});
    }
    stored.aids.resize(std::min(stored.aids.size() + kSpareRows, kMostAids));
    auto values = tried ? *tried : web::form_of(stored);
    auto value = [&](const std::string& name) { return std::string(values.value(name)); };
    view::Field siren{.name = "siren",
                      .label = tr("SIREN of the company that gets the hours"),
                      .value = value("siren"),
                      .required = true,
                      .width = view::Width::medium};
    view::Field none{.name = "none",
                     .label = tr("No de minimis aid was had in the last three years"),
                     .input = view::Input::tick,
                     .value = value("none") == "true" ? "true" : "",
                     .depends = true};
    Html rows;
    for (std::size_t i = 0; i < stored.aids.size(); ++i) {
      auto name = [&](std::string_view leaf) { return fmt::format("aids/{}/{}", i, leaf); };
      view::Field day{.name = name("granted_on"),
                      .label = tr("Granted on"),
                      .input = view::Input::date,
                      .value = value(name("granted_on")),
                      .width = view::Width::brief,
                      .depends = true};
      view::Field amount{.name = name("euros"),
                         .label = tr("Amount"),
                         .input = view::Input::decimal,
                         .value = value(name("euros")),
                         .width = view::Width::brief,
                         .unit = "€",
                         .depends = true};
      view::Field giver{.name = name("giver"),
                        .label = tr("Given by"),
                        .value = value(name("giver")),
                        .width = view::Width::medium,
                        .max_length = 200,
                        .depends = true};
      rows += view::fieldset(tr("Aid {1}", std::to_string(i + 1)), "",
                             {el("div", {html::cls("in-a-row")},
                                 {view::field(day, values.problems), view::field(amount, values.problems),
                                  view::field(giver, values.problems)})});
    }
    std::vector<view::Field> named{siren, none};
    auto inside = view::form(form_to(s, "/declaration", tr("Declare the aid")),
                             {view::error_summary(named, problems_in(tried)), view::field(siren, problems_in(tried)),
                              view::field(none, problems_in(tried)), rows,
                              view::button_row({view::submit({.text = tr("Declare"), .weight = Weight::secondary})})});
    form = tried || !declared ? inside : view::help(tr("Change the declaration"), {inside});
  }
  auto law = el("p", {}, {view::link({tr("Regulation (EU) 2023/2831"), html::external(rule.fact.source)})});
  return el("div", {html::id("part-declaration")}, {view::stack({view::note(rule.fact.note.text()) + law, sum, form})});
}

// ── annexes ──

Html annexes_part(const Sheet& s) {
  Html lines;
  for (const auto& annex : s.seen.annexes) {
    if (!annex.there()) continue;
    auto remove = s.editable()
                      ? view::button(view::Post{tr("Remove"),
                                                dossier_path(s.dossier().id, "/annexes/" + annex.id.str() + "/removal"),
                                                web::stamp(s.request),
                                                Weight::quiet,
                                                view::Icon::trash,
                                                annex.file->name,
                                                {}})
                      : Html();
    lines +=
        el("li", {},
           {view::link({annex.file->name, dossier_path(s.dossier().id, "/annexes/" + annex.id.str())}), html::text(" "),
            view::muted(file_size(annex.file->size) + " · SHA-256 " + annex.sha256.substr(0, 12) + "…"), remove});
  }
  auto list = lines.empty() ? view::note(tr("No annex.")) : el("ul", {html::cls("evidence")}, {lines});
  if (!s.editable()) return list;
  const auto* tried = s.tried.of("annex");
  view::Field file{.name = "file",
                   .label = tr("A file"),
                   .input = view::Input::file,
                   .hint = tr("{1}; at most 20 MB each and 60 MB together. What a file is, is told by its content.",
                              files::names_of(files::kEvidence)),
                   .required = true};
  auto frame = form_to(s, "/annexes", tr("Add an annex"));
  frame.sends_files = true;
  auto inside =
      view::form(frame, {view::field(file, problems_in(tried)),
                         view::button_row({view::submit({.text = tr("Add the file"), .weight = Weight::secondary})})});
  return list + (tried ? inside : view::help(tr("Add an annex"), {inside}));
}

}  // namespace couloir::calls
