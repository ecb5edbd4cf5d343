// The office's page of weights: those that count now, and those of waves to come, which it may still change.
#include <charconv>

#include "base/text.h"
#include "portfolio/pages.h"
#include "portfolio/scoring.h"
#include "portfolio/use_case_views.h"
#include "web/request.h"

namespace couloir::portfolio {
namespace {

using html::el;
using html::Html;
using web::Request;
using web::Response;

std::string name_of_code(const region::Pack& pack, const std::string& code) {
  const auto* criterion = region::find(pack.criteria, code);
  return criterion ? criterion->label.text() : pillar_name(pack, code);
}

bool has_begun(const region::Wave& wave, const WaveWeights& weights, Date today) {
  return weights.frozen_at || wave.opens <= today;
}

view::Field weight_field(const std::string& code, const std::string& label, int weight) {
  view::Field f;
  f.name = code;
  f.label = label;
  f.input = view::Input::integer;
  f.value = std::to_string(weight);
  f.width = view::Width::brief;
  f.min = "0";
  f.max = "100";
  f.required = true;
  return f;
}

/// The fields of the form, the stored numbers in them or what was typed.
std::vector<view::Field> fields_of(const region::Pack& pack, const Weights& w, const web::Form& form) {
  std::vector<view::Field> fields;
  for (const auto& c : w.criteria) fields.push_back(weight_field(c.code, name_of_code(pack, c.code), c.weight));
  fields.push_back(weight_field("pillar_share", tr("Fit with the best pillar"), w.pillar_share));
  for (const auto& p : w.pillars) fields.push_back(weight_field(p.code, name_of_code(pack, p.code), p.weight));
  for (auto& f : fields)
    if (auto typed = form.value(f.name); !typed.empty()) f.value = typed;
  return fields;
}

Html weights_table(const region::Pack& pack, const region::Wave& wave, const Weights& weights) {
  view::Table table;
  table.caption = tr("Weights of {1}", wave.name.text());
  table.caption_hidden = true;
  table.columns = {{tr("Criterion or pillar"), false, {}, {}}, {tr("Weight"), true, {}, {}}};
  auto add = [&](const std::string& name, int weight) {
    view::Row row;
    row.cells = {html::text(name), html::text(std::to_string(weight))};
    table.rows.push_back(std::move(row));
  };
  for (const auto& c : weights.criteria) add(name_of_code(pack, c.code), c.weight);
  add(tr("Fit with the best pillar"), weights.pillar_share);
  for (const auto& p : weights.pillars) add(name_of_code(pack, p.code), p.weight);
  return view::table(table);
}

std::string origin_of(const WaveWeights& weights) {
  return weights.from_pack ? tr("As the region pack says.") : tr("As the office has set them.");
}

Html wave_section(const region::Pack& pack, const region::Wave& wave, const WaveWeights& weights, Date today) {
  bool begun = has_begun(wave, weights, today);
  auto state = begun ? view::tag(tr("frozen"), view::Tone::neutral, view::Icon::lock)
                     : view::tag(tr("may still change"), view::Tone::info);
  auto edit = begun ? Html()
                    : view::button(view::Action{tr("Change"), html::path("/office/weights/" + wave.code),
                                                view::Weight::secondary, view::Icon::edit, wave.name.text()});
  return view::section(
      wave.name.text() + " · " + long_date(wave.opens) + " – " + long_date(wave.closes),
      {el("p", {}, {state, html::text(" "), origin_of(weights)}), weights_table(pack, wave, weights.weights)},
      wave.code, edit);
}

Response show_waves(const region::Pack& pack, Request& request) {
  auto today = day_in(request.site.clock().now(), request.site.config().timezone);
  auto reader = request.site.db().reader();
  Html sections;
  for (const auto& wave : pack.waves)
    if (wave.closes >= today) sections += wave_section(pack, wave, weights_of(*reader, pack, wave.code), today);
  reader.reset();
  return web::page(request, tr("Weights"),
                   view::heading({.title = tr("Weights of the fit score"),
                                  .lead = tr("A wave’s weights are frozen when it begins, so that nobody can change "
                                             "the rules under a running comparison.")}) +
                       sections);
}

/// A wave that counts has no form: nobody may change the rules under a running comparison.
Response frozen_page(const region::Pack& pack, Request& request, const region::Wave& wave, const WaveWeights& stored) {
  auto zone = request.site.config().timezone;
  auto why = stored.frozen_at ? tr("The first score of this wave was given on {1}: since then they stay as they are.",
                                   long_date(day_in(*stored.frozen_at, zone)))
                              : tr("This wave opened on {1}, so they stay as they are.", long_date(wave.opens));
  std::vector<view::Link> above{{tr("Weights"), html::path("/office/weights")}};
  auto content = view::breadcrumbs(above, wave.name.text()) +
                 view::heading({.title = tr("Weights of {1}", wave.name.text()), .lead = origin_of(stored)}) +
                 view::callout(view::Tone::info, tr("These weights are frozen."),
                               {el("p", {}, {why}), el("p", {}, {tr("Change those of the next wave instead.")})}) +
                 weights_table(pack, wave, stored.weights);
  return web::page(request, tr("Weights"), content);
}

Response edit_page(const region::Pack& pack, Request& request, const region::Wave& wave, const WaveWeights& stored,
                   const web::Form& form, int status) {
  auto fields = fields_of(pack, stored.weights, form);
  auto shown = form.problems;
  for (auto& p : shown)
    if (p.where == "criteria" || p.where == "pillars" || p.where.empty()) p.where = "pillar_share";
  auto content =
      view::heading(
          {.title = tr("Weights of {1}", wave.name.text()),
           .lead = tr("Criteria and the pillar fit add up to 100. Pillars are compared with the heaviest one.")}) +
      view::form(
          {.action = html::path("/office/weights/" + wave.code), .csrf = web::stamp(request), .label = tr("Weights")},
          {view::error_summary(fields, shown), view::hidden("version", stored.version), view::fields(fields, shown),
           view::button_row({view::submit({.text = tr("Save the weights")}),
                             view::button(view::Action{
                                 tr("Cancel"), html::path("/office/weights"), view::Weight::quiet, {}, {}})})});
  return web::page(request, tr("Weights"), content, status);
}

Response show_wave(const region::Pack& pack, Request& request) {
  const auto* wave = region::find(pack.waves, request.at("wave"));
  if (wave == nullptr) return web::error_page(request, Error::not_found(say("There is nothing at this address.")));
  auto stored = weights_of(*request.site.db().reader(), pack, wave->code);
  auto today = day_in(request.site.clock().now(), request.site.config().timezone);
  return has_begun(*wave, stored, today) ? frozen_page(pack, request, *wave, stored)
                                         : edit_page(pack, request, *wave, stored, {}, 200);
}

/// Whole numbers from the form; what is no number is a problem at its place.
std::optional<int> whole(std::string_view written) {
  auto text = trim(written);
  int value = 0;
  auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  return ec == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

Response save(const region::Pack& pack, Request& request) {
  const auto* wave = region::find(pack.waves, request.at("wave"));
  if (wave == nullptr) return web::error_page(request, Error::not_found(say("There is nothing at this address.")));
  auto stored = weights_of(*request.site.db().reader(), pack, wave->code);
  auto weights = stored.weights;
  web::Form form{request.form, {}};
  auto take = [&](const std::string& name, int& into) {
    if (auto value = whole(request.filled(name)))
      into = *value;
    else
      form.problems.push_back({name, say("“{1}” is not a whole number.", request.filled(name))});
  };
  for (auto& c : weights.criteria) take(c.code, c.weight);
  take("pillar_share", weights.pillar_share);
  for (auto& p : weights.pillars) take(p.code, p.weight);
  auto version = whole(request.filled("version"));
  if (form.problems.empty()) {
    auto set = set_weights(request.op(), pack, version.value_or(-1), weights);
    if (set) return web::see_other(request, html::path("/office/weights"), say("The weights are saved."));
    if (set.error().code != Code::invalid) return web::error_page(request, set.error());
    form.problems = set.error().problems;
  }
  return edit_page(pack, request, *wave, stored, form, 400);
}

}  // namespace

void mount_weights_pages(web::Router& router, const region::Pack& pack) {
  router.nav({60, "/office/weights", _t("Weights"), kOffice})
      .get("/office/weights", kOffice, [&pack](Request& r) { return show_waves(pack, r); })
      .get("/office/weights/{wave}", kOffice, [&pack](Request& r) { return show_wave(pack, r); })
      .post("/office/weights/{wave}", kOffice, [&pack](Request& r) { return save(pack, r); });
}

}  // namespace couloir::portfolio
