#include "calls/call_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "calls/call_views.h"
#include "words/quantities.h"

namespace couloir::calls {

using view::Field;
using view::Input;
using view::Width;

namespace {

bool is_blank(const TypedCutOff& c) { return trim(c.at).empty(); }

std::optional<Instant> read_moment(const std::string& wall, const std::string& offset, std::string_view zone,
                                   std::string where, std::vector<Problem>& problems) {
  if (trim(wall).empty()) return std::nullopt;
  auto at = moment_of(wall, offset, zone);
  if (at) return *at;
  problems.push_back({std::move(where), at.error().message});
  return std::nullopt;
}

template <Named E, class Word>
std::vector<view::Option> options_of(Word word) {
  std::vector<view::Option> options;
  for (std::size_t i = 0; i < kNames<E>.size(); ++i)
    options.push_back({std::string(kNames<E>[i]), word(static_cast<E>(i))});
  return options;
}

std::size_t place_of(Applicant kind) { return static_cast<std::size_t>(kind); }
TypedConditions shown_conditions(const std::vector<Eligible>& taken) {
  TypedConditions shown;
  for (auto& one : usually_asked({Applicant::member_lab, Applicant::community, Applicant::company_project}))
    shown.of[place_of(one.kind)] = std::move(one.conditions);
  for (const auto& one : taken) shown.of[place_of(one.kind)] = one.conditions;
  return shown;
}

/// As few decimals as it needs, so that what is stored comes back as it was.
std::string number_text(EngineerMonths months) {
  auto decimals = months.raw % 100 == 0 ? 0 : months.raw % 10 == 0 ? 1 : 2;
  return number(months.value(), decimals);
}
std::string number_or_empty(const std::optional<int>& n) { return n ? std::to_string(*n) : std::string(); }

}  // namespace

void describe(Describer& d, TypedCutOff& c) {
  d.type("TypedCutOff");
  d.field("id", c.id, text(0, 20).or_keep());
  d.field("at", c.at, text(0, 40).or_keep());
  d.field("at_offset", c.at_offset, text(0, 10).or_keep());
  d.field("edit_until", c.edit_until, text(0, 40).or_keep());
  d.field("edit_until_offset", c.edit_until_offset, text(0, 10).or_keep());
  d.field("answer_by", c.answer_by);
}

void describe(Describer& d, TypedConditions& c) {
  d.type("TypedConditions");
  for (std::size_t i = 0; i < c.of.size(); ++i) d.field(kNames<Applicant>[i], c.of[i], at_most(10).or_keep());
}

void describe(Describer& d, TypedCall& c) {
  d.type("TypedCall");
  d.field("code", c.code, text(0, 80).or_keep());
  d.field("name_fr", c.name_fr, text(0, 300));
  d.field("name_en", c.name_en, text(0, 300));
  d.field("about_fr", c.about_fr, text(0, 10'000));
  d.field("about_en", c.about_en, text(0, 10'000));
  d.field("state", c.state);
  d.field("applicants", c.applicants, at_most(10).or_keep());
  d.field("conditions", c.conditions, Rule{}.or_keep());
  d.field("opens", c.opens, text(0, 40));
  d.field("opens_offset", c.opens_offset, text(0, 10).or_keep());
  d.field("closes", c.closes, text(0, 40));
  d.field("closes_offset", c.closes_offset, text(0, 10).or_keep());
  d.field("opens_announced", c.opens_announced, text(0, 40));
  d.field("ceiling", c.ceiling, text(0, 40));
  d.field("answer_days", c.answer_days);
  d.field("silence_days", c.silence_days);
  d.field("source", c.source, text(0, 1'000));
  d.field("source_date", c.source_date, text(0, 40));
  d.field("fact_status", c.fact_status);
  d.field("cut_offs", c.cut_offs, at_most(200).or_keep());
}

TypedCall typed_of(const Call& c, std::string_view zone) {
  auto wall = [&](const std::optional<Instant>& at) { return at ? wall_clock(*at, zone) : std::string(); };
  auto offset = [&](const std::optional<Instant>& at) { return at ? offset_of(*at, zone) : std::string(); };
  TypedCall typed{.code = c.code,
                  .name_fr = c.name.fr,
                  .name_en = c.name.en,
                  .about_fr = c.about.fr,
                  .about_en = c.about.en,
                  .state = c.state,
                  .applicants = kinds_of(c.applicants),
                  .conditions = shown_conditions(c.applicants),
                  .opens = wall(c.opens),
                  .opens_offset = offset(c.opens),
                  .closes = wall(c.closes),
                  .closes_offset = offset(c.closes),
                  .opens_announced = c.opens_announced,
                  .ceiling = c.ceiling ? number_text(*c.ceiling) : std::string(),
                  .answer_days = c.answer_days,
                  .silence_days = c.silence_days,
                  .source = c.source,
                  .source_date = c.source_date,
                  .fact_status = c.fact_status,
                  .cut_offs = {}};
  for (const auto& cut_off : c.cut_offs)
    typed.cut_offs.push_back({cut_off.id.str(), wall(cut_off.at), offset(cut_off.at), wall(cut_off.edit_until),
                              offset(cut_off.edit_until), cut_off.answer_by});
  return typed;
}

CallEdit read_typed(TypedCall& typed, std::string_view zone, std::vector<Problem>& problems) {
  CallEdit edit;
  edit.name = {typed.name_fr, typed.name_en};
  edit.about = {typed.about_fr, typed.about_en};
  edit.state = typed.state;
  for (auto kind : typed.applicants) edit.applicants.push_back({kind, typed.conditions.of[place_of(kind)]});
  edit.opens = read_moment(typed.opens, typed.opens_offset, zone, "opens", problems);
  edit.closes = read_moment(typed.closes, typed.closes_offset, zone, "closes", problems);
  edit.opens_announced = typed.opens_announced;
  if (!trim(typed.ceiling).empty()) {
    if (auto months = parse_amount<EngineerMonths>(typed.ceiling))
      edit.ceiling = *months;
    else
      problems.push_back({"ceiling", months.error().message});
  }
  edit.answer_days = typed.answer_days;
  edit.silence_days = typed.silence_days;
  edit.source = typed.source;
  edit.source_date = typed.source_date;
  edit.fact_status = typed.fact_status;

  std::erase_if(typed.cut_offs, is_blank);
  std::vector<std::pair<CutOff, TypedCutOff>> rows;
  bool all_read = true;
  for (std::size_t i = 0; i < typed.cut_offs.size(); ++i) {
    const auto& row = typed.cut_offs[i];
    auto at = read_moment(row.at, row.at_offset, zone, fmt::format("cut_offs/{}/at", i), problems);
    auto until =
        read_moment(row.edit_until, row.edit_until_offset, zone, fmt::format("cut_offs/{}/edit_until", i), problems);
    auto id = web::id_of_text(row.id);
    all_read = all_read && at;
    rows.emplace_back(CutOff{CutOffId{id ? *id : 0}, at.value_or(Instant{}), until, row.answer_by}, row);
  }
  if (all_read && problems.empty()) std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.first.at; });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    edit.cut_offs.push_back(rows[i].first);
    typed.cut_offs[i] = rows[i].second;
  }
  return edit;
}

namespace {

/// A kind that may not file has them too, for the day it may: without JavaScript nothing can show them then.
std::vector<Field> condition_fields(const TypedConditions& c) {
  std::vector<Field> fields;
  for (std::size_t i = 0; i < c.of.size(); ++i) {
    Field field{.name = fmt::format("conditions/{}", kNames<Applicant>[i]),
                .label = asked_of(static_cast<Applicant>(i)),
                .input = Input::ticks,
                .options = options_of<Condition>([](Condition one) { return word(one); }),
                .depends = true};
    for (std::size_t j = 0; j < field.options.size(); ++j) field.options[j].hint = meaning(static_cast<Condition>(j));
    for (auto one : c.of[i]) field.values.emplace_back(name_of(one));
    fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace

std::vector<Field> call_fields(const TypedCall& c, std::string_view zone, bool fresh) {
  std::vector<Field> fields;
  if (fresh)
    fields.push_back(
        {.name = "code",
         .label = tr("Code"),
         .value = c.code,
         .hint = tr("Short, in small letters: pool-2027. It begins every number of a dossier and never changes."),
         .required = true,
         .width = Width::medium});
  std::vector<std::string> applicants;
  for (auto one : c.applicants) applicants.emplace_back(name_of(one));
  std::vector<Field> said{
      {.name = "name_fr", .label = tr("Name in French"), .value = c.name_fr, .required = true},
      {.name = "name_en", .label = tr("Name in English"), .value = c.name_en, .required = true},
      {.name = "about_fr", .label = tr("What it is about, in French"), .input = Input::long_text, .value = c.about_fr},
      {.name = "about_en", .label = tr("What it is about, in English"), .input = Input::long_text, .value = c.about_en},
      {.name = "state",
       .label = tr("State"),
       .input = Input::radios,
       .value = std::string(name_of(c.state)),
       .required = true,
       .options = options_of<CallState>([](CallState s) { return word(s); })},
      {.name = "applicants",
       .label = tr("Who may file"),
       .input = Input::ticks,
       .required = true,
       .options = options_of<Applicant>([](Applicant a) { return word(a); }),
       .values = applicants}};
  std::ranges::move(said, std::back_inserter(fields));
  std::ranges::move(condition_fields(c.conditions), std::back_inserter(fields));
  add_moment(fields,
             {.name = "opens", .label = tr("Opens"), .value = c.opens, .hint = tr("Empty: the day is not known yet.")},
             "opens_offset", c.opens_offset, zone);
  fields.push_back({.name = "opens_announced",
                    .label = tr("What is announced meanwhile"),
                    .value = c.opens_announced,
                    .hint = tr("A day, a month (2026-09) or a year; shown while the opening is empty."),
                    .width = Width::brief});
  add_moment(fields,
             {.name = "closes",
              .label = tr("Closes"),
              .value = c.closes,
              .hint = tr("Empty: it stays open. What arrives at this very moment still counts.")},
             "closes_offset", c.closes_offset, zone);
  std::vector<Field> rest{{.name = "ceiling",
                           .label = tr("Most that one dossier may ask"),
                           .input = Input::decimal,
                           .value = c.ceiling,
                           .hint = tr("Empty: not announced."),
                           .width = Width::brief,
                           .unit = tr("engineer-months")},
                          {.name = "answer_days",
                           .label = tr("Answer within"),
                           .input = Input::integer,
                           .value = number_or_empty(c.answer_days),
                           .hint = tr("Counted from the cut-off. Empty: nothing is promised."),
                           .width = Width::brief,
                           .unit = tr("days")},
                          {.name = "silence_days",
                           .label = tr("Alarm after"),
                           .input = Input::integer,
                           .value = std::to_string(c.silence_days),
                           .hint = tr("The office is warned of a dossier that nobody has touched for longer."),
                           .required = true,
                           .width = Width::brief,
                           .unit = tr("days")},
                          {.name = "source",
                           .label = tr("Source"),
                           .value = c.source,
                           .hint = tr("The address of the page that says so, or a few words."),
                           .required = true},
                          {.name = "source_date",
                           .label = tr("Date of the source"),
                           .value = c.source_date,
                           .hint = tr("As precise as the source: 2026-09-14, 2026-09 or 2026."),
                           .required = true,
                           .width = Width::brief},
                          {.name = "fact_status",
                           .label = tr("How sure it is"),
                           .input = Input::select,
                           .value = std::string(name_of(c.fact_status)),
                           .required = true,
                           .options = options_of<FactStatus>([](FactStatus s) { return word(s); }),
                           .width = Width::medium}};
  std::ranges::move(rest, std::back_inserter(fields));
  return fields;
}

std::vector<Field> cut_off_fields(const TypedCutOff& c, std::size_t i, std::string_view zone) {
  auto name = [&](std::string_view field) { return fmt::format("cut_offs/{}/{}", i, field); };
  std::vector<Field> fields{{.name = name("id"), .input = Input::hidden, .value = c.id}};
  add_moment(fields,
             {.name = name("at"),
              .label = tr("Cut-off {1}", std::to_string(i + 1)),
              .value = c.at,
              .hint = c.id.empty() ? std::string() : tr("Empty it to take this cut-off away.")},
             name("at_offset"), c.at_offset, zone);
  add_moment(fields,
             {.name = name("edit_until"),
              .label = tr("What was filed may be amended until"),
              .value = c.edit_until,
              .hint = tr("Empty: not at all.")},
             name("edit_until_offset"), c.edit_until_offset, zone);
  fields.push_back({.name = name("answer_by"),
                    .label = tr("Answer by"),
                    .input = Input::date,
                    .value = c.answer_by ? c.answer_by->iso() : std::string(),
                    .hint = tr("Empty: the number of days above."),
                    .width = Width::medium});
  return fields;
}

}  // namespace couloir::calls
