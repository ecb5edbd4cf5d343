// Markup of forms. The id of a field is "f-" + its name and key; its hint and its error hang on it by aria-describedby.
#include "html/form.h"

#include <algorithm>
#include <string>

#include "words/words.h"

namespace couloir::view {

using html::Attr;
using html::cls;
using html::each;
using html::el;
using html::join;

namespace {

std::string id_of(const Field& f) { return "f-" + f.name + (f.key.empty() ? "" : "-" + f.key); }
bool is_group(Input i) { return i == Input::radios || i == Input::ticks; }

std::string error_of(const Field& f, Problems problems) {
  std::string all;
  for (auto& p : problems)
    if (p.where == f.name) all += (all.empty() ? "" : " ") + tr(p.what);
  return all;
}

/// What every box of a field carries.
struct Ties {
  std::string described;
  bool wrong = false;
};
Ties ties_of(const Field& f, const std::string& error) {
  Ties ties{{}, !error.empty()};
  if (!f.hint.empty()) ties.described = id_of(f) + "-hint";
  if (!error.empty()) ties.described += (ties.described.empty() ? "" : " ") + id_of(f) + "-error";
  return ties;
}
Attr described(const Ties& t) { return t.described.empty() ? html::none() : Attr{"aria-describedby", t.described}; }
Attr invalid(const Ties& t) { return t.wrong ? Attr{"aria-invalid", "true"} : html::none(); }
Attr given(html::Name name, const std::string& value) { return value.empty() ? html::none() : Attr{name, value}; }

constexpr std::string_view type_of(Input i) {
  switch (i) {
    case Input::email:
      return "email";
    case Input::password:
      return "password";
    case Input::search:
      return "search";
    case Input::url:
      return "url";
    case Input::tel:
      return "tel";
    case Input::date:
      return "date";
    case Input::date_time:
      return "datetime-local";
    case Input::file:
      return "file";
    case Input::hidden:
      return "hidden";
    // Numbers are typed as people write them, "1 234,5": a number box would refuse the comma and change on scrolling.
    case Input::integer:
    case Input::decimal:
    case Input::text:
    case Input::long_text:
    case Input::select:
    case Input::radios:
    case Input::ticks:
    case Input::tick:
      return "text";
  }
  return "text";
}
Attr keyboard(Input i) {
  if (i == Input::integer) return {"inputmode", "numeric"};
  if (i == Input::decimal) return {"inputmode", "decimal"};
  return html::none();
}

constexpr std::string_view width_class(Width w) {
  switch (w) {
    case Width::full:
      return "field";
    case Width::medium:
      return "field medium";
    case Width::brief:
      return "field brief";
  }
  return {};
}

Html box(const Field& f, const Ties& t) {
  bool typed = f.input != Input::password && f.input != Input::file;
  return el("input", {html::id(id_of(f)),
                      {"name", f.name},
                      {"type", type_of(f.input)},
                      keyboard(f.input),
                      typed ? Attr{"value", f.value} : html::none(),
                      {"required", f.required},
                      {"disabled", f.disabled},
                      f.max_length > 0 ? Attr{"maxlength", f.max_length} : html::none(),
                      given("min", f.min),
                      given("max", f.max),
                      given("step", f.step),
                      given("autocomplete", f.autocomplete),
                      given("accept", f.accept),
                      described(t),
                      invalid(t)});
}

Html long_box(const Field& f, const Ties& t) {
  // A browser drops the first line break inside a textarea; one more keeps the text as it was.
  return el("textarea",
            {html::id(id_of(f)),
             {"name", f.name},
             {"dir", "auto"},  // Arabic among French runs as it is written
             {"rows", f.rows},
             {"required", f.required},
             {"disabled", f.disabled},
             f.max_length > 0 ? Attr{"maxlength", f.max_length} : html::none(),
             described(t),
             invalid(t)},
            {"\n", f.value});
}

Html choice_box(const Field& f, const Ties& t) {
  auto item = [&](const Option& o) {
    return el("option", {{"value", o.value}, {"selected", o.value == f.value}}, {o.text});
  };
  return el("span", {cls("select")},
            {el("select",
                {html::id(id_of(f)),
                 {"name", f.name},
                 {"required", f.required},
                 {"disabled", f.disabled},
                 described(t),
                 invalid(t)},
                {each(f.options, item)}),
             icon(Icon::chevron)});
}

bool is_chosen(const Field& f, const Option& o) {
  return f.input == Input::radios ? o.value == f.value : std::ranges::find(f.values, o.value) != f.values.end();
}

Html tick_box(const Field& f, std::string_view type, const std::string& id, std::string_view value, bool chosen,
              Attr ties, Attr wrong) {
  return el("input", {html::id(id),
                      {"type", type},
                      {"name", f.name},
                      {"value", value},
                      {"checked", chosen},
                      {"disabled", f.disabled},
                      {"required", f.required && f.input != Input::ticks},
                      std::move(ties),
                      std::move(wrong)});
}

/// The first box carries the field's own id, so that the summary's link lands on it.
Html option_line(const Field& f, const Option& o, bool first, const Ties& t) {
  auto id = first ? id_of(f) : id_of(f) + "-" + o.value;
  auto hint_id = id_of(f) + "-" + o.value + "-hint";
  auto hint = o.hint.empty() ? Html{} : el("p", {cls("hint"), html::id(hint_id)}, {o.hint});
  auto ties = o.hint.empty() ? html::none() : Attr{"aria-describedby", hint_id};
  auto type = f.input == Input::radios ? "radio" : "checkbox";
  return el("div", {cls("tick")},
            {tick_box(f, type, id, o.value, is_chosen(f, o), std::move(ties),
                      t.wrong && f.input == Input::ticks ? invalid(t) : html::none()),
             el("label", {{"for", id}}, {o.text}), hint});
}

Html mark_of(const Field& f) {
  return f.required || f.depends || f.input == Input::tick ? Html{}
                                                           : el("span", {cls("optional")}, {" ", tr("(optional)")});
}
Html hint_of(const Field& f) {
  return f.hint.empty() ? Html{} : el("p", {cls("hint"), html::id(id_of(f) + "-hint")}, {f.hint});
}
Html error_line(const Field& f, const std::string& error) {
  if (error.empty()) return {};
  return el("p", {cls("error"), html::id(id_of(f) + "-error")}, {icon(Icon::cross), el("span", {}, {error})});
}

Html group(const Field& f, const std::string& error, const Ties& t) {
  Html lines;
  for (auto& o : f.options) lines += option_line(f, o, &o == &f.options.front(), t);
  return el("fieldset", {cls(error.empty() ? "field group" : "field group wrong"), described(t)},
            {el("legend", {}, {f.label, mark_of(f)}), hint_of(f), lines, error_line(f, error)});
}

Html single(const Field& f, const std::string& error, const Ties& t) {
  auto name = std::string(width_class(f.width)) + (error.empty() ? "" : " wrong");
  if (f.input == Input::tick)
    return el("div", {cls(name)},
              {el("div", {cls("tick")},
                  {tick_box(f, "checkbox", id_of(f), "true", f.value == "true", described(t), invalid(t)),
                   el("label", {{"for", id_of(f)}}, {f.label, mark_of(f)}), hint_of(f)}),
               error_line(f, error)});
  auto inner = f.input == Input::long_text ? long_box(f, t) : f.input == Input::select ? choice_box(f, t) : box(f, t);
  auto with_unit = f.unit.empty() ? inner : el("div", {cls("with-unit")}, {inner, el("span", {}, {f.unit})});
  return el("div", {cls(name)},
            {el("label", {{"for", id_of(f)}}, {f.label, mark_of(f)}), hint_of(f), with_unit, error_line(f, error)});
}

}  // namespace

Html field(const Field& f, Problems problems) {
  if (f.input == Input::hidden) return hidden(f.name, f.value);
  auto error = error_of(f, problems);
  auto ties = ties_of(f, error);
  return is_group(f.input) ? group(f, error, ties) : single(f, error, ties);
}

Html fieldset(std::string_view legend, std::string_view hint, html::Children children) {
  auto words = hint.empty() ? Html{} : el("p", {cls("hint")}, {hint});
  return el("fieldset", {cls("fields")}, {el("legend", {}, {legend}), words, join(children)});
}

Html fields(std::span<const Field> all, Problems problems) {
  return each(all, [&](const Field& f) { return field(f, problems); });
}

Html error_summary(std::span<const Field> all, Problems problems, std::string_view title) {
  if (problems.empty()) return {};
  auto line = [&](const Problem& p) {
    auto at = std::ranges::find(all, p.where, &Field::name);
    if (at == all.end() || p.where.empty()) return el("li", {}, {tr(p.what)});
    return el("li", {}, {el("a", {html::href(html::fragment(id_of(*at)))}, {tr("{1}: {2}", at->label, tr(p.what))})});
  };
  auto count = static_cast<std::int64_t>(problems.size());
  auto head = title.empty() ? trn("One answer needs another look.", "{1} answers need another look.", count)
                            : std::string(title);
  return el("div", {cls("callout bad summary"), {"role", "alert"}, {"tabindex", -1}},
            {icon(Icon::cross),
             el("div", {}, {el("p", {cls("callout-title")}, {head}), el("ul", {}, {each(problems, line)})})});
}

Html form(const Form& f, html::Children children) {
  bool posts = f.method == Method::post;
  auto token = posts ? hidden("csrf", f.csrf) : Html{};
  return el("form",
            {cls("form"),
             {"method", posts ? "post" : "get"},
             html::action(f.action),
             {"novalidate", true},
             f.sends_files ? Attr{"enctype", "multipart/form-data"} : html::none(),
             given("aria-label", f.label),
             {"data-keep", posts && f.ask_before_leaving}},
            {token, join(children)});
}

Html form(const Form& f, std::span<const Field> all, Problems problems, const Html& buttons) {
  return form(f, {error_summary(all, problems), fields(all, problems), button_row({buttons})});
}

Html submit(const Submit& s) {
  auto look = s.weight == Weight::primary  ? "button primary"
              : s.weight == Weight::danger ? "button danger"
              : s.weight == Weight::quiet  ? "button quiet"
                                           : "button";
  return el(
      "button",
      {cls(look), {"type", "submit"}, given("name", s.name), s.name.empty() ? html::none() : Attr{"value", s.value}},
      {s.icon ? icon(*s.icon) : Html{}, el("span", {}, {s.text})});
}

Html button_row(html::Children children) { return el("div", {cls("button-row")}, children); }

}  // namespace couloir::view
