#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "calls/dossier_page.h"
#include "people/person.h"
#include "words/quantities.h"

namespace couloir::calls {

using html::el;
using html::Html;
using view::Weight;

namespace {

std::string name_in(const Sheet& s, PersonId id) {
  auto found = s.names.find(id);
  return found == s.names.end() || found->second.empty() ? tr("somebody who left") : found->second;
}

Html hidden(std::string_view name, std::string_view value) {
  return el("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}
Html version_input(const Sheet& s) { return hidden("version", std::to_string(s.dossier().version)); }

view::Form form_to(const Sheet& s, std::string_view below, std::string label) {
  return {.action = dossier_path(s.dossier().id, below), .csrf = web::stamp(s.request), .label = std::move(label)};
}

std::span<const Problem> problems_in(const web::Form* form) {
  return form ? std::span<const Problem>(form->problems) : std::span<const Problem>{};
}

std::string zone_of(const Sheet& s) { return s.rules.zone; }

}  // namespace

// ── what is missing, and filing ──

Html gaps_panel(const Sheet& s) {
  const auto& facts = s.seen.facts;
  if (is_over(s.dossier().state) || !s.seen.part) return {};
  auto gaps = gaps_in(facts, s.rules.pack.de_minimis, day_in(s.now, zone_of(s)));
  auto warnings = warnings_on(facts, s.rules.pack.de_minimis);
  Html items = html::each(gaps, [&](const Gap& gap) {
    auto text = tr(sentence(gap, facts.form));
    auto place = gap.where == "act" ? html::path("/use-cases/" + s.dossier().use_case.str() + "/compliance")
                                    : html::fragment("part-" + gap.where);
    return el("li", {}, {gap.where.empty() ? html::text(text) : view::link({text, place})});
  });
  auto noted = html::each(warnings, [](Warning warning) { return el("li", {}, {tr(sentence(warning))}); });
  auto list = gaps.empty() ? view::callout(view::Tone::good, tr("Nothing is missing: it can be filed."))
                           : el("p", {}, {trn("{1} thing to do before it can be filed:", "{1} things to do before it can be filed:",
                                              static_cast<std::int64_t>(gaps.size()))}) +
                                 el("ul", {html::cls("gaps")}, {items});
  return view::panel(tr("Still missing"),
                     {list, warnings.empty() ? Html()
                                             : view::help(tr("Shown to who judges it"), {el("ul", {}, {noted})})},
                     "gaps");
}

namespace {

Html receipt_facts(const Sheet& s) {
  const auto& r = *s.receipt;
  const auto* cut_off = find_cut_off(s.seen.facts.call, s.dossier().cut_off);
  return view::facts(std::vector<view::Fact>{
             {tr("Number"), el("strong", {}, {r.number})},
             {tr("Received"), html::text(date_time(r.received_at, zone_of(s)))},
             {tr("Batch"), html::text(batch_words(cut_off, zone_of(s)))},
             {tr("SHA-256"), el("code", {html::cls("hash")}, {r.sha256})}}) +
         el("p", {}, {next_words(s.seen.facts.call, cut_off, zone_of(s))}) +
         view::actions({view::button(view::Action{tr("Receipt"), dossier_path(s.dossier().id, "/receipt"), Weight::secondary, view::Icon::document, {}})});
}

std::string act_words(DossierState state) {
  return state == DossierState::draft      ? tr("File it")
         : state == DossierState::returned ? tr("File the correction")
                                           : tr("File the amended text");
}

Html submit_form(const Sheet& s) {
  const auto& call = s.seen.facts.call;
  const auto* aimed = next_cut_off(call, s.now);
  bool first = s.dossier().state == DossierState::draft;
  const auto* tried = s.tried.of("filing");
  Html refused;
  if (tried) {
    refused = view::callout(
        view::Tone::bad, tr("It was not filed."),
        {el("ul", {}, {html::each(tried->problems, [](const Problem& p) { return el("li", {}, {tr(p.what)}); })})});
  }
  if (first && s.now > s.dossier().created_at && !is_open(call, s.now)) {
    refused += view::note(phase_at(call, s.now) == CallPhase::announced ? tr("The call is not open yet.") : tr("The call is closed."));
  }
  Html late;
  if (first && !call.cut_offs.empty() && call.cut_offs.front().at < s.now)
    late = view::help(tr("I have a late token"),
                      {view::field({.name = "late_token",
                                    .label = tr("Late token"),
                                    .hint = tr("The office gives one by name; it lets this dossier into a batch that is closed."),
                                    .max_length = 100})});
  auto when = !first ? std::string()
              : aimed ? tr("If you file now: {1}.", batch_words(aimed, zone_of(s))) + " " + next_words(call, aimed, zone_of(s))
                      : next_words(call, aimed, zone_of(s));
  return refused + view::form(form_to(s, "/submission", act_words(s.dossier().state)),
                              {version_input(s), hidden("cut_off", aimed ? aimed->id.str() : "0"),
                               when.empty() ? Html() : el("p", {}, {when}), late,
                               view::button_row({view::submit({.text = act_words(s.dossier().state)})})});
}

}  // namespace

Html filing_panel(const Sheet& s) {
  Html content;
  if (s.receipt) content += receipt_facts(s);
  bool files = s.owned() && is_editable(s.dossier(), s.seen.facts.call, s.now);
  if (files) content += submit_form(s);
  if (s.owned() && s.dossier().state == DossierState::expired)
    content += view::note(tr("This draft expired with its call. Nothing of it is lost.")) +
               view::button(view::Post{tr("Take it up again"), dossier_path(s.dossier().id, "/resumption"), web::stamp(s.request),
                                       Weight::primary, {}, {}, {{"version", std::to_string(s.dossier().version)}}});
  if (s.owned() && transition(Act::withdraw, s.dossier().state) != nullptr)
    content += view::help(
        tr("Withdraw it"),
        {el("p", {}, {s.dossier().number ? tr("It loses its number and its place. What was filed stays on record.")
                                         : tr("The draft is put aside. You can begin another one from the same use case.")}),
         view::button(view::Post{tr("Withdraw this dossier"), dossier_path(s.dossier().id, "/withdrawal"), web::stamp(s.request),
                                 Weight::danger, {}, {}, {{"version", std::to_string(s.dossier().version)}}})});
  return content.empty() ? content : view::panel(tr("Filing"), {content}, "part-cut_off");
}

Html returned_panel(const Sheet& s) {
  if (s.returns.empty()) return {};
  const auto& last = s.returns.front();
  if (s.dossier().state == DossierState::returned)
    return view::callout(view::Tone::warn, tr("The office asks for a correction by {1}.", date_time(last.correct_by, zone_of(s))),
                         {el("blockquote", {}, {el("p", {}, {last.reason})}),
                          view::note(tr("Its number and its rank are kept."))});
  return {};
}

Html new_form_panel(const Sheet& s) {
  if (!s.editable() || s.newest_form == s.dossier().form) return {};
  auto difference = difference_between(s.seen.facts.form, s.newest);
  auto names = [&](const std::vector<std::string>& codes, const Form& form) {
    std::string all;
    for (const auto& code : codes) all += (all.empty() ? "" : ", ") + form.section(code)->label.text();
    return all;
  };
  Html lines;
  if (!difference.added.empty()) lines += el("li", {}, {tr("New: {1}", names(difference.added, s.newest))});
  if (!difference.changed.empty()) lines += el("li", {}, {tr("Changed: {1}", names(difference.changed, s.newest))});
  if (!difference.removed.empty()) lines += el("li", {}, {tr("Gone: {1}", names(difference.removed, s.seen.facts.form))});
  return view::callout(
      view::Tone::info, tr("The call has a newer form. Your dossier keeps the one it was begun with."),
      {lines.empty() ? el("p", {}, {tr("The sections are the same.")}) : el("ul", {}, {lines}),
       view::button(view::Post{tr("Take the newer form"), dossier_path(s.dossier().id, "/form"), web::stamp(s.request),
                               Weight::secondary, {}, {}, {{"version", std::to_string(s.dossier().version)}}})});
}

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
  view::Field field{.name = "body",
                    .label = section.label.text(),
                    .input = view::Input::long_text,
                    .value = body,
                    .hint = section.help.text() + " " + trn("At most {1} word.", "At most {1} words.", section.max_words),
                    .required = section.required,
                    .rows = 8,
                    .key = section.code};
  auto over = words > section.max_words;
  auto count = el("p", {html::cls(over ? "words over" : "words"), {"data-most", section.max_words}},
                  {el("span", {html::cls("count")}, {number(words)}), html::text(" / " + number(std::int64_t{section.max_words}) + " "), tr("words")});
  auto saved = el("span", {html::cls("saved"), {"role", "status"}},
                  {text ? tr("saved on {1} by {2}", date_time(text->updated_at, zone_of(s)), name_in(s, text->updated_by)) : ""});
  auto frame = form_to(s, "/sections/" + section.code, section.label.text());
  std::vector<Problem> problems;
  if (tried)
    for (auto problem : tried->problems) problems.push_back({"body", problem.what});
  return el("div", {html::id("part-" + section.code), html::cls("section-form"),
                    {"data-autosave", "true"}, {"data-saving", tr("saving…")}, {"data-saved", tr("saved")},
                    {"data-failed", tr("not saved: it is kept here, and tried again")}},
            {view::form(frame, {hidden("version", std::to_string(text ? text->version : 0)), view::field(field, problems),
                                el("div", {html::cls("under")}, {count, saved}),
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
  d.field("staffing", t.staffing, at_most(20));
}

EditText text_of_edit(const SeenDossier& seen) {
  const auto& d = seen.facts.dossier;
  EditText text{d.title, d.applicant, d.lab ? std::optional(d.lab) : std::nullopt, d.window_from, d.window_to, d.team_min, d.team_max, {}};
  for (const auto& work : seen.facts.staffing) text.staffing.push_back({work.skill, work.level, work.least.value(), work.full.value()});
  return text;
}

DossierEdit edit_of(const EditText& text) {
  auto months = [](const std::optional<double>& typed) {
    return EngineerMonths{static_cast<std::int64_t>(std::llround(typed.value_or(0) * EngineerMonths::kPerUnit))};
  };
  DossierEdit edit{text.title, text.applicant, text.lab.value_or(LabId{}), text.window_from, text.window_to, text.team_min, text.team_max, {}};
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
    const auto& name = s.rules.region.skill_scale.names[static_cast<std::size_t>(level)];
    options.push_back({std::to_string(level), fmt::format("{} · {}", level, name.text()), {}});
  }
  return options;
}

Html staffing_rows(const Sheet& s, const web::Form& form, std::size_t rows) {
  auto skills = skill_options(s), levels = level_options(s);
  Html all;
  for (std::size_t i = 0; i < rows; ++i) {
    auto field = [&](std::string_view name, std::string label, view::Input input) {
      view::Field f{.name = fmt::format("staffing/{}/{}", i, name), .label = std::move(label), .input = input, .width = view::Width::brief};
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
    auto least = field("least", tr("At least"), view::Input::decimal), full = field("full", tr("In full"), view::Input::decimal);
    least.unit = full.unit = tr("months");
    all += view::fieldset(tr("Work {1}", std::to_string(i + 1)), "",
                          {el("div", {html::cls("in-a-row")}, {view::field(skill, form.problems), view::field(level, form.problems),
                                                                view::field(least, form.problems), view::field(full, form.problems)})});
  }
  return all;
}

Html facts_form(const Sheet& s) {
  const auto* tried = s.tried.of("facts");
  auto stored = text_of_edit(s.seen);
  stored.staffing.resize(stored.staffing.size() + kSpareRows);
  for (std::size_t i = stored.staffing.size() - kSpareRows; i < stored.staffing.size(); ++i) stored.staffing[i] = {};
  auto form = tried ? *tried : web::form_of(stored);
  auto value = [&](std::string_view name) { return std::string(form.value(name)); };
  view::Field title{.name = "title", .label = tr("Title"), .value = value("title"), .required = true, .max_length = 200};
  view::Field applicant{.name = "applicant", .label = tr("Who applies"), .input = view::Input::radios, .value = value("applicant")};
  for (auto kind : s.seen.facts.call.applicants) applicant.options.push_back({std::string(name_of(kind)), label(kind), {}});
  view::Field lab{.name = "lab", .label = tr("Lab that sponsors and signs"), .input = view::Input::select, .value = value("lab"),
                  .options = {{"", tr("No lab yet"), {}}}, .width = view::Width::medium};
  for (const auto& one : s.labs) lab.options.push_back({one.id.str(), one.profile.name.text(), {}});
  view::Field from{.name = "window_from", .label = tr("From"), .input = view::Input::select, .value = value("window_from"),
                   .options = month_options(s), .width = view::Width::brief};
  auto to = from;
  to.name = "window_to";
  to.label = tr("To");
  to.value = value("window_to");
  view::Field team_min{.name = "team_min", .label = tr("Engineers at once, at least"), .input = view::Input::integer, .value = value("team_min"),
                       .width = view::Width::brief, .min = "1", .max = "50"};
  auto team_max = team_min;
  team_max.name = "team_max";
  team_max.label = tr("At most");
  team_max.value = value("team_max");
  auto problems = problems_in(tried);
  std::vector<view::Field> named{title, applicant, lab, from, to, team_min, team_max};
  auto ceiling = s.seen.facts.call.ceiling ? tr("This call gives {1} at most.", written(*s.seen.facts.call.ceiling)) : std::string();
  return view::form(
      form_to(s, "/facts", tr("What is asked")),
      {view::error_summary(named, problems), version_input(s), view::field(title, problems), view::field(applicant, problems),
       el("div", {html::id("part-lab")}, {view::field(lab, problems)}),
       el("div", {html::id("part-window_from"), html::cls("in-a-row")},
          {view::field(from, problems), view::field(to, problems), view::field(team_min, problems), view::field(team_max, problems)}),
       el("div", {html::id("part-staffing")},
          {el("p", {}, {tr("Which work, with which skill. “At least” is what still makes sense if you are given less; “in full” what you "
                           "wish for.") + " " + ceiling}),
           staffing_rows(s, form, std::max(stored.staffing.size(), kSpareRows))}),
       view::button_row({view::submit({.text = tr("Save"), .weight = Weight::secondary})})});
}

std::string skill_name(const Sheet& s, const std::string& code) {
  const auto* skill = region::find(s.rules.region.skills, code);
  return skill ? skill->name.text() : code;
}

Html facts_shown(const Sheet& s) {
  const auto& d = s.dossier();
  view::Table table;
  table.caption = tr("Work asked for");
  table.columns = {{tr("Skill")}, {tr("Level at least"), true}, {tr("At least"), true}, {tr("In full"), true}};
  for (const auto& work : s.seen.facts.staffing)
    table.rows.push_back({.cells = {html::text(skill_name(s, work.skill)), html::text(number(std::int64_t{work.level})),
                                    html::text(written(work.least)), html::text(written(work.full))}});
  auto team = d.team_min && d.team_max ? tr("{1} to {2}", std::to_string(*d.team_min), std::to_string(*d.team_max)) : tr("not said");
  return view::facts(std::vector<view::Fact>{
             {tr("Who applies"), html::text(label(d.applicant))},
             {tr("Lab"), html::text(s.seen.facts.lab ? s.seen.facts.lab->profile.name.text() : tr("No lab yet"))},
             {tr("Window"), html::text(d.window_from.empty() ? tr("not said")
                                                             : tr("{1} to {2}", month_words(d.window_from), month_words(d.window_to)))},
             {tr("Engineers at once"), html::text(team)},
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
    row.cells = {html::text(p.name), html::text(label(p.kind)), html::text(siret ? siret->display() : "–"), html::text(p.town), html::text(p.does)};
    if (s.editable())
      row.actions = view::button(view::Post{tr("Remove"), dossier_path(s.dossier().id, "/partners/" + p.id.str() + "/removal"),
                                            web::stamp(s.request), Weight::quiet, view::Icon::trash, p.name, {}});
    table.rows.push_back(std::move(row));
  }
  Html form;
  if (s.editable()) {
    const auto* tried = s.tried.of("partner");
    auto value = [&](std::string_view name) { return tried ? std::string(tried->value(name)) : std::string(); };
    view::Field kind{.name = "kind", .label = tr("Kind"), .input = view::Input::radios, .value = tried ? value("kind") : "company",
                     .options = {{"company", label(PartnerKind::company), {}}, {"body", label(PartnerKind::body), {}}}};
    view::Field name{.name = "name", .label = tr("Name"), .value = value("name"), .required = true, .width = view::Width::medium, .max_length = 200};
    view::Field siret{.name = "siret", .label = tr("SIRET"), .value = value("siret"),
                      .hint = tr("14 digits, checked here; no register is asked. A foreign body may leave it empty."),
                      .width = view::Width::medium, .depends = true};
    view::Field town{.name = "town", .label = tr("Town"), .value = value("town"), .width = view::Width::medium, .max_length = 100};
    view::Field does{.name = "does", .label = tr("What it brings"), .value = value("does"), .max_length = 500};
    std::vector<view::Field> fields{kind, name, siret, town, does};
    auto inside = view::form(form_to(s, "/partners", tr("Add a partner")), fields, problems_in(tried),
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
  d.field("aids", t.aids, at_most(50));
}

Result<Declaration> declaration_of(const DeclarationText& text) {
  std::vector<Problem> found;
  auto siren = parse_siren(text.siren);
  if (!siren) found.push_back({"siren", siren.error().message});
  std::vector<Aid> aids;
  for (std::size_t i = 0; i < text.aids.size(); ++i) {
    const auto& row = text.aids[i];
    if (!row.granted_on && !row.euros && row.giver.empty()) continue;
    if (!row.granted_on) found.push_back({fmt::format("aids/{}/granted_on", i), say("Say on which day it was granted.")});
    if (!row.euros) found.push_back({fmt::format("aids/{}/euros", i), say("Write an amount in euros.")});
    if (row.granted_on && row.euros)
      aids.push_back({*row.granted_on, Euros{static_cast<std::int64_t>(std::llround(*row.euros * 100))}, row.giver});
  }
  if (aids.empty() && !text.none && found.empty())
    found.push_back({"none", say("List the aid that was had, or say that there was none.")});
  if (!aids.empty() && text.none) found.push_back({"none", say("Aid is listed below: untick this, or take the lines away.")});
  if (!found.empty()) return Error::invalid(std::move(found));
  return Declaration{*siren, {}, {}, std::move(aids)};
}

Html aid_part(const Sheet& s) {
  if (s.dossier().applicant != Applicant::company_project) return {};
  const auto& rule = s.rules.pack.de_minimis;
  const auto& declared = s.seen.facts.declaration;
  auto today = day_in(s.now, zone_of(s));
  Html sum;
  if (declared) {
    auto total = aid_in_window(declared->aids, today, rule.years);
    sum = view::facts(std::vector<view::Fact>{
        {tr("Company"), html::text(declared->siren.display())},
        {tr("De minimis aid in {1} years", std::to_string(rule.years)), html::text(tr("{1} of {2}", written(total), written(rule.ceiling)))},
        {tr("Declared"), html::text(tr("by {1}, {2}", name_in(s, declared->declared_by), date_time(declared->declared_at, zone_of(s))))}});
  }
  Html form;
  if (s.editable()) {
    const auto* tried = s.tried.of("aid");
    DeclarationText stored;
    stored.siren = declared ? declared->siren.str() : s.seen.organisation.siren;
    if (declared) {
      stored.none = declared->aids.empty();
      for (const auto& aid : declared->aids) stored.aids.push_back({aid.granted_on, static_cast<double>(aid.amount.cents) / 100, aid.giver});
    }
    stored.aids.resize(stored.aids.size() + kSpareRows);
    auto values = tried ? *tried : web::form_of(stored);
    auto value = [&](const std::string& name) { return std::string(values.value(name)); };
    view::Field siren{.name = "siren", .label = tr("SIREN of the company that gets the hours"), .value = value("siren"), .required = true, .width = view::Width::medium};
    view::Field none{.name = "none", .label = tr("No de minimis aid was had in the last three years"), .input = view::Input::tick,
                     .value = value("none") == "true" ? "true" : "", .depends = true};
    Html rows;
    for (std::size_t i = 0; i < stored.aids.size(); ++i) {
      auto name = [&](std::string_view leaf) { return fmt::format("aids/{}/{}", i, leaf); };
      view::Field day{.name = name("granted_on"), .label = tr("Granted on"), .input = view::Input::date, .value = value(name("granted_on")), .width = view::Width::brief, .depends = true};
      view::Field amount{.name = name("euros"), .label = tr("Amount"), .input = view::Input::decimal, .value = value(name("euros")), .width = view::Width::brief, .unit = "€", .depends = true};
      view::Field giver{.name = name("giver"), .label = tr("Given by"), .value = value(name("giver")), .width = view::Width::medium, .max_length = 200, .depends = true};
      rows += view::fieldset(tr("Aid {1}", std::to_string(i + 1)), "",
                             {el("div", {html::cls("in-a-row")}, {view::field(day, values.problems), view::field(amount, values.problems), view::field(giver, values.problems)})});
    }
    std::vector<view::Field> named{siren, none};
    auto inside = view::form(form_to(s, "/declaration", tr("Declare the aid")),
                             {view::error_summary(named, problems_in(tried)), view::field(siren, problems_in(tried)), view::field(none, problems_in(tried)), rows,
                              view::button_row({view::submit({.text = tr("Declare"), .weight = Weight::secondary})})});
    form = tried || !declared ? inside : view::help(tr("Change the declaration"), {inside});
  }
  return el("div", {html::id("part-declaration")},
            {view::note(rule.fact.note.text()), view::link({tr("Regulation (EU) 2023/2831"), html::external(rule.fact.source)}), sum, form});
}

// ── annexes ──

Html annexes_part(const Sheet& s) {
  Html lines;
  for (const auto& annex : s.seen.annexes) {
    if (!annex.there()) continue;
    auto remove = s.editable() ? view::button(view::Post{tr("Remove"), dossier_path(s.dossier().id, "/annexes/" + annex.id.str() + "/removal"),
                                                         web::stamp(s.request), Weight::quiet, view::Icon::trash, annex.file->name, {}})
                               : Html();
    lines += el("li", {}, {view::link({annex.file->name, dossier_path(s.dossier().id, "/annexes/" + annex.id.str())}), html::text(" "),
                           view::muted(tr("{1} KB", number((annex.file->size + 1'023) / 1'024)) + " · SHA-256 " + annex.sha256.substr(0, 12) + "…"), remove});
  }
  auto list = lines.empty() ? view::note(tr("No annex.")) : el("ul", {html::cls("evidence")}, {lines});
  if (!s.editable()) return list;
  const auto* tried = s.tried.of("annex");
  view::Field file{.name = "file", .label = tr("A file"), .input = view::Input::file,
                   .hint = tr("{1}; at most 20 MB each and 60 MB together. What a file is, is told by its content.", files::names_of(files::kEvidence)),
                   .required = true};
  auto frame = form_to(s, "/annexes", tr("Add an annex"));
  frame.sends_files = true;
  auto inside = view::form(frame, {view::field(file, problems_in(tried)), view::button_row({view::submit({.text = tr("Add the file"), .weight = Weight::secondary})})});
  return list + (tried ? inside : view::help(tr("Add an annex"), {inside}));
}

// ── members, signature, office ──

Html members_part(const Sheet& s) {
  view::Table table;
  table.caption = tr("Who takes part");
  table.caption_hidden = true;
  table.columns = {{tr("Person")}, {tr("Part")}};
  for (const auto& m : s.seen.facts.members) {
    view::Row row;
    row.cells = {html::text(name_in(s, m.person)), html::text(label(m.part))};
    if ((s.owned() || m.person == s.request.actor().person) && s.editable())
      row.actions = view::button(view::Post{tr("Remove"), dossier_path(s.dossier().id, "/members/" + m.person.str() + "/removal"),
                                            web::stamp(s.request), Weight::quiet, {}, name_in(s, m.person), {}});
    table.rows.push_back(std::move(row));
  }
  Html form;
  if (s.owned() && s.editable() && !s.candidates.empty()) {
    view::Field who{.name = "person", .label = tr("Person"), .input = view::Input::select, .options = {}, .width = view::Width::medium};
    for (const auto& c : s.candidates) who.options.push_back({c.person.str(), c.name, {}});
    view::Field part{.name = "part", .label = tr("Part"), .input = view::Input::select, .value = "editor", .options = {}, .width = view::Width::medium};
    for (auto p : {Part::reader, Part::signatory, Part::editor, Part::owner}) part.options.push_back({std::string(name_of(p)), label(p), {}});
    std::vector<view::Field> fields{who, part};
    form = view::help(tr("Add somebody"), {view::form(form_to(s, "/members", tr("Add somebody")), fields, {},
                                                      view::button_row({view::submit({.text = tr("Add"), .weight = Weight::secondary})}))});
  }
  return view::note(tr("Everybody who works for {1} as operator owns it; everybody who speaks for its lab writes and signs. Others are named here.",
                       s.seen.organisation.name)) +
         (table.rows.empty() ? Html() : view::table(table)) + form;
}

Html signature_part(const Sheet& s) {
  const auto& facts = s.seen.facts;
  Html content;
  bool current = facts.signature && facts.signature->lab == s.dossier().lab && facts.signature->sha256 == facts.text_sha256;
  if (!facts.lab) {
    content = view::note(tr("Choose the lab first: its signature stands for the whole text."));
  } else if (current) {
    content = view::callout(view::Tone::good, tr("{1} has signed this text.", facts.lab->profile.name.text()),
                            {view::muted(tr("by {1}, {2}", name_in(s, facts.signature->person), date_time(facts.signature->at, zone_of(s))))});
  } else {
    content = view::callout(view::Tone::warn,
                            facts.signature ? tr("The text has changed since the lab signed: ask it to sign again.")
                                            : tr("{1} has not signed yet.", facts.lab->profile.name.text()));
  }
  bool open = is_editable(s.dossier(), facts.call, s.now);
  if (open && !current && may_sign(s.request.actor(), s.dossier()))
    content += view::note(tr("You sign exactly the text of this page, its figures, partners and annexes. Any later change needs another signature.")) +
               view::button(view::Post{tr("Sign for {1}", facts.lab->profile.name.text()), dossier_path(s.dossier().id, "/signature"),
                                       web::stamp(s.request), Weight::primary, view::Icon::check, {}, {{"sha256", facts.text_sha256}}});
  else if (open && !current && facts.lab && s.seen.part && *s.seen.part >= Part::editor)
    content += view::button(view::Post{tr("Ask the lab to sign"), dossier_path(s.dossier().id, "/signature-request"), web::stamp(s.request),
                                       Weight::secondary, view::Icon::mail, {}, {}});
  return el("div", {html::id("part-signature")}, {content});
}

Html office_part(const Sheet& s) {
  if (!s.request.actor().roles.has(Role::office)) return {};
  Html content;
  if (transition(Act::send_back, s.dossier().state) != nullptr) {
    const auto* tried = s.tried.of("return");
    auto value = [&](std::string_view name) { return tried ? std::string(tried->value(name)) : std::string(); };
    view::Field reason{.name = "reason", .label = tr("What must be corrected"), .input = view::Input::long_text, .value = value("reason"), .required = true, .max_length = 2'000};
    view::Field by{.name = "correct_by", .label = tr("Until the end of this day"), .input = view::Input::date, .value = value("correct_by"), .required = true, .width = view::Width::brief};
    std::vector<view::Field> fields{reason, by};
    auto inside = view::form(form_to(s, "/return", tr("Send back for correction")),
                             {view::error_summary(fields, problems_in(tried)), version_input(s), view::fields(fields, problems_in(tried)),
                              view::button_row({view::submit({.text = tr("Send back"), .weight = Weight::secondary})})});
    content += tried ? inside : view::help(tr("Send back for correction"), {view::note(tr("Its number and its rank are kept.")), inside});
  }
  auto step = [&](Act act, std::string text, std::string_view below) {
    if (transition(act, s.dossier().state) != nullptr)
      content += view::button(view::Post{std::move(text), dossier_path(s.dossier().id, below), web::stamp(s.request), Weight::secondary, {}, {},
                                         {{"version", std::to_string(s.dossier().version)}}});
  };
  step(Act::take_up, tr("It is complete: hand it to review"), "/review-start");
  if (s.dossier().cut_off) step(Act::carry_over, tr("Carry over to the next cut-off"), "/carry-over");
  return content.empty() ? content : view::panel(tr("For the office"), {content}, "office");
}

}  // namespace couloir::calls
