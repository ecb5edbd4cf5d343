#include "reception/lab_form.h"

#include "base/text.h"
#include "reception/open_now.h"
#include "reception/wording.h"

namespace couloir::reception {

using html::el;
using view::Input;
using view::Width;

void describe(Describer& d, LabProfileBody& b) {
  d.type("LabProfile");
  d.field("name_fr", b.name_fr, text(0, 300).doc(_t("Name in French")));
  d.field("name_en", b.name_en, text(0, 300).doc(_t("Name in English")));
  d.field("towns", b.towns,
          at_most(20).or_keep().doc(_t("Towns, by their codes in the region pack; the first is the seat")));
  d.field("pillars", b.pillars, at_most(20).or_keep().doc(_t("Pillars it works on; none: across all of them")));
  d.field("themes_fr", b.themes_fr, at_most(60).or_keep().doc(_t("Themes in French")));
  d.field("themes_en", b.themes_en, at_most(60).or_keep().doc(_t("Themes in English")));
  d.field("contact_email", b.contact_email, text(0, 254).or_keep().doc(_t("E-mail to which requests go")));
}

LabProfileBody body_of(const people::LabProfile& p) {
  return {p.name.fr, p.name.en, p.towns, p.pillars, p.themes_fr, p.themes_en, p.contact_email};
}
people::LabProfile profile_of(const LabProfileBody& b) {
  return {{b.name_fr, b.name_en}, b.towns, b.pillars, b.themes_fr, b.themes_en, b.contact_email};
}

void describe(Describer& d, LabStatusBody& b) {
  d.type("LabStatus");
  d.field("membership", b.membership, Rule{}.doc(_t("Whether the lab is a member of the cluster")));
  d.field("source", b.source, text(0, 500).or_keep().doc(_t("Where that is written: a web address")));
  d.field("source_date", b.source_date,
          text(0, 10).or_keep().doc(_t("Date of the source: 2026-09-14, 2026-09 or 2026")));
  d.field("fact_status", b.fact_status, Rule{}.or_keep().doc(_t("How far the source may be trusted")));
  d.field("active", b.active, Rule{}.or_keep().doc(_t("Can be asked to sponsor")));
}

LabStatusBody body_of(const people::LabStatus& s) {
  return {s.membership, s.source, s.source_date, s.fact_status, s.active};
}
people::LabStatus status_of(const LabStatusBody& b) {
  return {b.membership, b.source, b.source_date, b.fact_status, b.active};
}

std::vector<view::Field> profile_fields(const region::Pack& pack) {
  std::vector<view::Option> towns, pillars;
  for (const auto& t : pack.towns) towns.push_back({t.code, t.name.text(), {}});
  for (const auto& p : pack.pillars) pillars.push_back({p.code, p.label.text(), p.description.text()});
  return {{.name = "name_fr", .label = tr("Name in French"), .required = true, .max_length = 200},
          {.name = "name_en", .label = tr("Name in English"), .required = true, .max_length = 200},
          {.name = "towns", .label = tr("Towns"), .input = Input::ticks, .required = true, .options = towns},
          {.name = "pillars",
           .label = tr("Pillars"),
           .input = Input::ticks,
           .hint = tr("None ticked means: across all of them."),
           .options = pillars},
          {.name = "themes_fr",
           .label = tr("Themes in French"),
           .input = Input::long_text,
           .hint = tr("Separated by commas. Use cases are matched to labs by these words.")},
          {.name = "themes_en", .label = tr("Themes in English"), .input = Input::long_text},
          {.name = "contact_email",
           .label = tr("E-mail for requests"),
           .input = Input::email,
           .hint = tr("Shown to persons with an account. Empty: requests reach the persons of the lab alone.")}};
}

std::vector<view::Field> status_fields() {
  auto memberships = options_of<people::LabMembership>([](people::LabMembership m) { return word(m); });
  auto statuses = options_of<FactStatus>([](FactStatus s) { return word(s); });
  return {
      {.name = "membership",
       .label = tr("Membership"),
       .input = Input::radios,
       .required = true,
       .options = memberships},
      {.name = "source", .label = tr("Source"), .hint = tr("The address of the page that says so."), .required = true},
      {.name = "source_date",
       .label = tr("Date of the source"),
       .hint = tr("As precise as the source: 2026-09-14, 2026-09 or 2026."),
       .required = true,
       .width = Width::brief},
      {.name = "fact_status",
       .label = tr("How sure it is"),
       .input = Input::select,
       .required = true,
       .options = statuses,
       .width = Width::medium},
      {.name = "active", .label = tr("The lab can be asked to sponsor"), .input = Input::tick}};
}

std::vector<Problem> problems_of_codes(const people::LabProfile& profile, const region::Pack& pack) {
  std::vector<Problem> problems;
  for (const auto& code : profile.towns)
    if (region::find(pack.towns, code) == nullptr)
      problems.push_back({"towns", say("“{1}” is not a town of the region pack.", code)});
  for (const auto& code : profile.pillars)
    if (region::find(pack.pillars, code) == nullptr)
      problems.push_back({"pillars", say("“{1}” is not a pillar of the region pack.", code)});
  return problems;
}

std::string town_names(const region::Pack& pack, const std::vector<std::string>& codes) {
  std::vector<std::string> names;
  for (const auto& code : codes) names.push_back(region::town_name(pack, code));
  return join_words(names, ", ");
}

std::string pillar_names(const region::Pack& pack, const std::vector<std::string>& codes) {
  if (codes.empty()) return tr("across all pillars");
  std::vector<std::string> names;
  for (const auto& code : codes) {
    const auto* pillar = region::find(pack.pillars, code);
    names.push_back(pillar == nullptr ? code : pillar->label.text());
  }
  return join_words(names, "; ");
}

const std::vector<std::string>& themes_of(const people::LabProfile& profile) {
  return language() == Lang::fr ? profile.themes_fr : profile.themes_en;
}

Html membership_tag(const people::LabStatus& status) {
  bool sure = status.membership == people::LabMembership::confirmed;
  auto tag = view::tag(word(status.membership), sure ? view::Tone::good : view::Tone::warn,
                       sure ? view::Icon::check : view::Icon::info);
  return status.active ? tag : tag + view::tag(tr("No longer asked"));
}

Html membership_source(const people::LabStatus& status) {
  auto date = region::parse_partial_date(status.source_date);
  auto words = tr("Source of {1}, {2}.", date ? written(*date) : tr("an unknown date"), word(status.fact_status));
  if (status.source.starts_with("https://")) return view::link({words, html::external(status.source)});
  if (status.source == region::kOwnAssumption) return html::text(tr("Our own assumption.") + " " + words);
  if (status.source == region::kGeneralKnowledge)
    return html::text(tr("Generally known, but no page of the cluster says so.") + " " + words);
  return html::text(status.source.empty() ? tr("No source is given.") : status.source + " · " + words);
}

}  // namespace couloir::reception
