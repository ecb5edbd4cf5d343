// The form of a call: the office starts from the revision in force, changes sections, criteria and reasons, and
// publishes the next one. What is published never changes.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "calls/call_edit.h"
#include "calls/call_views.h"
#include "calls/pages.h"
#include "html/table.h"
#include "people/person.h"
#include "web/filled.h"
#include "web/site.h"

namespace couloir::calls {
namespace {

using html::el;
using html::Html;
using view::Field;
using view::Input;
using view::Weight;
using view::Width;
using web::Request;
using web::Response;

constexpr std::array<std::string_view, 3> kLists{"sections", "criteria", "reasons"};

// ── what was posted ──

using FormRow = std::map<std::string, std::string, std::less<>>;

int number_in(std::string_view text, int otherwise) {
  int n = otherwise;
  text = trim(text);
  auto end = std::from_chars(text.data(), text.data() + text.size(), n).ptr;
  return end == text.data() + text.size() ? n : otherwise;
}

/// "sections/3/label_fr" → row 3 of that list.
std::map<int, FormRow> rows_of(const NamedTexts& posted, std::string_view list) {
  std::map<int, FormRow> rows;
  auto start = std::string(list) + "/";
  for (const auto& text : posted) {
    std::string_view name = text.name;
    if (!name.starts_with(start)) continue;
    name.remove_prefix(start.size());
    auto slash = name.find('/');
    auto index = slash == name.npos ? -1 : number_in(name.substr(0, slash), -1);
    if (index >= 0) rows[index][std::string(name.substr(slash + 1))] = text.value;
  }
  return rows;
}

/// A row whose texts are all empty was never filled in, or is to go.
bool is_empty(const FormRow& row) {
  return std::ranges::all_of(row, [](const auto& cell) {
    bool words = cell.first.ends_with("_fr") || cell.first.ends_with("_en");
    return !words || trim(cell.second).empty();
  });
}

/// A box that was not ticked is not sent: written out here, or the default would win.
void write_out_boxes(FormRow& row, std::string_view list) {
  if (list == "sections") row.try_emplace("required", "false");
  if (list == "reasons") row.try_emplace("grants", "false");
  if (list != "criteria") return;
  auto& weight = row["weight"];
  if (trim(weight).empty()) weight = "0";
  row["independent"] = trim(weight) == "0" ? "true" : "false";
}

/// As the form's shape is read: empty rows gone, the others by their place, counted anew.
NamedTexts tidy(const NamedTexts& posted) {
  NamedTexts texts;
  for (auto list : kLists) {
    std::vector<FormRow> rows;
    for (auto& [index, row] : rows_of(posted, list))
      if (!is_empty(row)) rows.push_back(std::move(row));
    constexpr int kLast = 1'000;
    std::ranges::stable_sort(rows, {}, [](const FormRow& row) {
      auto place = row.find("place");
      return place == row.end() ? kLast : number_in(place->second, kLast);
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      write_out_boxes(rows[i], list);
      for (const auto& [name, value] : rows[i])
        if (name != "place") texts.push_back({fmt::format("{}/{}/{}", list, i, name), value});
    }
  }
  for (const auto& text : posted)
    if (text.name == "appeal_fr" || text.name == "appeal_en") texts.push_back(text);
  return texts;
}

// ── fields ──

/// The fields of one row and the words above them.
struct RowFields {
  std::string legend;
  std::vector<Field> fields;
};

struct RowNames {
  std::string_view list;
  std::size_t i;
  std::string operator()(std::string_view field) const { return fmt::format("{}/{}/{}", list, i, field); }
};

/// Codes are frozen: a row that has one keeps it.
Field code_field(const RowNames& name, bool fresh) {
  if (!fresh) return {.name = name("code"), .input = Input::hidden};
  return {.name = name("code"),
          .label = tr("Code"),
          .hint = tr("Short, letters without accents, digits, - and _; never changed later."),
          .width = Width::brief,
          .depends = true};
}
Field place_field(const RowNames& name) {
  return {.name = name("place"),
          .label = tr("Place in the order"),
          .input = Input::integer,
          .width = Width::brief,
          .depends = true};
}
Field line(std::string name, std::string label) {
  return {.name = std::move(name), .label = std::move(label), .depends = true};
}
Field long_line(std::string name, std::string label) {
  return {.name = std::move(name), .label = std::move(label), .input = Input::long_text, .rows = 3, .depends = true};
}

std::vector<Field> section_fields(const RowNames& name, bool fresh) {
  return {code_field(name, fresh),
          place_field(name),
          line(name("label_fr"), tr("Heading in French")),
          line(name("label_en"), tr("Heading in English")),
          long_line(name("help_fr"), tr("Help in French")),
          long_line(name("help_en"), tr("Help in English")),
          {.name = name("max_words"),
           .label = tr("Most words"),
           .input = Input::integer,
           .width = Width::brief,
           .depends = true},
          {.name = name("required"), .label = tr("Nobody can file without it"), .input = Input::tick}};
}
std::vector<Field> criterion_fields(const RowNames& name, bool fresh) {
  return {code_field(name, fresh),
          place_field(name),
          line(name("label_fr"), tr("Criterion in French")),
          line(name("label_en"), tr("Criterion in English")),
          long_line(name("question_fr"), tr("Question in French")),
          long_line(name("question_en"), tr("Question in English")),
          {.name = name("weight"),
           .label = tr("Weight"),
           .input = Input::integer,
           .hint = tr("All weights sum to 100. 0: asked and shown beside the others, never counted with them."),
           .width = Width::brief,
           .unit = "%",
           .depends = true}};
}
std::vector<Field> reason_fields(const RowNames& name, bool fresh) {
  return {code_field(name, fresh),
          place_field(name),
          long_line(name("text_fr"), tr("Words of the letter in French")),
          long_line(name("text_en"), tr("Words of the letter in English")),
          {.name = name("grants"), .label = tr("A reason to grant (else to decline)"), .input = Input::tick}};
}

std::vector<Field> row_fields(const RowNames& name, bool fresh) {
  if (name.list == "sections") return section_fields(name, fresh);
  if (name.list == "criteria") return criterion_fields(name, fresh);
  return reason_fields(name, fresh);
}
std::string legend_of(const RowNames& name, const web::Form& form) {
  auto words = name.list == "reasons" ? "text" : "label";
  auto said = form.value(name(std::string(words) + (language() == Lang::fr ? "_fr" : "_en")));
  return said.empty() ? tr("One more") : std::string(said);
}

/// Values of a row; what is not there yet gets its place after the others.
void fill(std::vector<Field>& fields, const RowNames& name, const web::Form& form) {
  for (auto& field : fields) field.value = form.value(field.name);
  auto place = std::ranges::find(fields, name("place"), &Field::name);
  if (place != fields.end()) place->value = std::to_string(name.i + 1);
  auto weight = std::ranges::find(fields, name("weight"), &Field::name);
  if (weight != fields.end() && weight->value.empty() && form.has(name("independent"), "true")) weight->value = "0";
}

struct Drawn {
  Html markup;
  std::vector<Field> all;
};
void draw_list(Drawn& drawn, std::string_view list, std::string title, std::string hint, const web::Form& form) {
  auto rows = rows_of(form.values, list).size();
  Html sets;
  for (std::size_t i = 0; i <= rows; ++i) {  // one empty row at the end
    RowNames name{list, i};
    // A code that was refused stays in its box.
    bool fresh = i == rows || form.problem(name("code")) != nullptr || form.value(name("code")).empty();
    auto fields = row_fields(name, fresh);
    fill(fields, name, form);
    sets += view::fieldset(legend_of(name, form), "", {view::fields(fields, form.problems)});
    std::ranges::move(fields, std::back_inserter(drawn.all));
  }
  drawn.all.push_back({.name = std::string(list), .label = title});
  drawn.markup += view::section(title, {view::note(hint), sets}, "f-" + std::string(list));
}

Html form_of_page(Request& request, const Call& call, const web::Form& form) {
  Drawn drawn;
  draw_list(drawn, "sections", tr("Sections"),
            tr("What applicants write. Empty the headings and the help of one to take it away."), form);
  draw_list(drawn, "criteria", tr("Criteria"), tr("How reviewers mark, from 0 to {1}.", std::to_string(kTopMark)),
            form);
  draw_list(drawn, "reasons", tr("Reasons of a decision"),
            tr("The committee chooses among them; their words stand in the letter."), form);
  std::vector<Field> appeal{long_line("appeal_fr", tr("In French")), long_line("appeal_en", tr("In English"))};
  appeal = web::with_values(appeal, form);
  drawn.markup +=
      view::section(tr("How to contest a decision"),
                    {view::note(tr("The end of every letter.")), view::fields(appeal, form.problems)}, "appeal");
  std::ranges::move(appeal, std::back_inserter(drawn.all));
  return view::form(
      {.action = office_call_path(call.id, "/form"), .csrf = web::stamp(request)},
      {view::error_summary(drawn.all, form.problems), drawn.markup, view::field(version_field(call.version)),
       view::button_row(
           {view::submit({.text = tr("Publish revision {1}", std::to_string(call.form + 1))}),
            view::button(view::Action{tr("Cancel"), html::path("/office/calls"), Weight::quiet, {}, {}})})});
}

Html revisions(Reader& reader, const Call& call, std::string_view zone) {
  auto all = form_revisions(reader, call.id);
  std::vector<PersonId> persons;
  for (const auto& r : all)
    if (r.published_by) persons.push_back(r.published_by);
  auto names = people::names_of_persons(reader, persons);
  view::Table table;
  table.caption = tr("Revisions");
  table.caption_hidden = true;
  table.columns = {{tr("Revision")}, {tr("Published")}, {tr("By")}};
  for (const auto& r : all) {
    auto name = names.find(r.published_by);
    table.rows.push_back({{html::text(std::to_string(r.revision)), html::text(date_time(r.published_at, zone)),
                           html::text(name != names.end() ? name->second : tr("the region pack"))},
                          {},
                          r.revision == call.form});
  }
  return view::table(table);
}

Response form_page(Request& request, const Foundations& house, const Call& call, const web::Form& form,
                   int status = 200) {
  std::vector<view::Link> above{{tr("The calls"), html::path("/office/calls")}, {call.name.text(), call_path(call)}};
  auto reader = request.site.db().reader();
  auto history = revisions(*reader, call, house.region.region.zone);
  reader.reset();
  auto content =
      view::breadcrumbs(above, tr("Form")) +
      view::heading({.title = tr("Form of {1}", call.name.text()),
                     .lead = tr("New dossiers get the new revision; those begun before keep theirs until their "
                                "applicants take the new one. What is published never changes.")}) +
      form_of_page(request, call, form) + view::section(tr("Revisions"), {history}, "revisions");
  return web::page(request, tr("Form of {1}", call.name.text()), content, status);
}

// ── two at once ──

std::string in_words(const Section& s) {
  return fmt::format("{} / {} · {} / {} · {} · {}", s.label.fr, s.label.en, s.help.fr, s.help.en, s.max_words,
                     s.required ? tr("needed") : tr("if it applies"));
}
std::string in_words(const Criterion& c) {
  return fmt::format("{} / {} · {} / {} · {} %", c.label.fr, c.label.en, c.question.fr, c.question.en, c.weight);
}
std::string in_words(const Reason& r) {
  return fmt::format("{} / {} · {}", r.text.fr, r.text.en, r.grants ? tr("to grant") : tr("to decline"));
}
template <class T>
void compare(std::vector<view::Difference>& rows, const std::vector<T>& mine, const std::vector<T>& theirs) {
  for (const auto& one : mine) {
    const auto* other = region::find(theirs, one.code);
    rows.push_back({one.code, in_words(one), other ? in_words(*other) : std::string()});
  }
  for (const auto& one : theirs)
    if (region::find(mine, one.code) == nullptr) rows.push_back({one.code, std::string(), in_words(one)});
}

Response form_conflict_page(Request& request, const Foundations& house, const Call& call, const Form& mine,
                            const Form& theirs, const NamedTexts& texts) {
  std::vector<view::Difference> rows;
  compare(rows, mine.sections, theirs.sections);
  compare(rows, mine.criteria, theirs.criteria);
  compare(rows, mine.reasons, theirs.reasons);
  rows.push_back({tr("How to contest a decision"), mine.appeal.text(), theirs.appeal.text()});
  std::vector<std::pair<std::string, std::string>> values{{"version", std::to_string(call.version)}};
  for (const auto& text : texts) values.emplace_back(text.name, text.value);
  auto last = last_change_of(*request.site.db().reader(), call.id);
  view::Conflict both{.who = last.who,
                      .when = last.at ? date_time(*last.at, house.region.region.zone) : std::string(),
                      .fields = rows,
                      .keep_mine = view::button(view::Post{.text = tr("Keep my version"),
                                                           .to = office_call_path(call.id, "/form"),
                                                           .csrf = web::stamp(request),
                                                           .weight = Weight::primary,
                                                           .values = values}),
                      .take_theirs = view::button(view::Action{.text = tr("Take the saved version"),
                                                               .to = office_call_path(call.id, "/form")})};
  return web::page(request, tr("Two versions"),
                   view::heading({.title = tr("Two versions of {1}", call.name.text())}) + view::conflict(both), 409);
}

struct CallAndForm {
  Call call;
  Form form;
};
Result<CallAndForm> call_at_form(Request& request) {
  TRY_LET(auto id, request.id<CallId>("id"));
  auto reader = request.site.db().reader();
  auto call = find_call(*reader, id);
  if (!call) return Error::not_found(say("There is no such call."));
  auto form = form_of(*reader, id, call->form);
  return CallAndForm{*std::move(call), std::move(form)};
}

Response publish_form_page(Request& request, const Foundations& house) {
  auto now = call_at_form(request);
  if (!now) return web::error_page(request, now.error());
  web::Form typed{tidy(request.form), {}};
  Form wanted;
  typed.problems = read_texts(shape_of(wanted), typed.values, Spelling::people);
  if (!typed.problems.empty()) {
    // Every problem at once: the rules too, where what was typed could be read.
    for (auto& problem : problems_of(wanted))
      if (typed.problem(problem.where) == nullptr) typed.problems.push_back(std::move(problem));
    return form_page(request, house, now->call, typed, 400);
  }
  auto published = publish_form(request.op(), now->call.id, web::version_in(request), wanted);
  if (published)
    return web::see_other(request, office_call_path(now->call.id, "/form"),
                          say("Revision {1} is published.", std::to_string(published->form)));
  if (published.error().code == Code::conflict)
    return form_conflict_page(request, house, now->call, wanted, now->form, typed.values);
  if (!web::told_on(typed, published.error())) return web::error_page(request, published.error());
  return form_page(request, house, now->call, typed, web::http_status(published.error().code));
}

}  // namespace

void mount_form_pages(web::Router& router, const Foundations& house) {
  router.get("/office/calls/{id}/form", kOffice, [house](Request& r) {
    auto now = call_at_form(r);
    return now ? form_page(r, house, now->call, web::form_of(now->form)) : web::error_page(r, now.error());
  });
  router.post("/office/calls/{id}/form", kOffice, [house](Request& r) { return publish_form_page(r, house); });
}

}  // namespace couloir::calls
