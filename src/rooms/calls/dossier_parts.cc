// What is written in a dossier: its sections, what is asked, partners, annexes. To write where one may, to read where
// not.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "calls/dossier_page.h"
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
      body += el("p", {html::cls("written"), {"dir", "auto"}}, {rest.substr(0, end)});
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
  for (auto kind : kinds_of(s.seen.facts.call.applicants))
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
  auto list = lines.empty() ? view::note(tr("No annex.")) : el("ul", {html::cls("files")}, {lines});
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
