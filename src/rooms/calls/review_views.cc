#include "calls/review_views.h"

#include <algorithm>
#include <charconv>

#include "html/form.h"
#include "people/lab.h"
#include "region/written.h"
#include "web/site.h"
#include "words/quantities.h"

namespace couloir::calls::review_view {

using html::el;
using html::Html;

bool office_looks(const web::Request& request) { return request.actor().roles.has(Role::office); }

Html tag_of(Verdict verdict) {
  return tag_of(verdict == Verdict::granted ? DossierState::granted : DossierState::declined);
}

Html tag_of(std::optional<ReviewState> state) {
  if (!state) return view::tag(tr("to be read"), view::Tone::warn);
  return *state == ReviewState::given ? view::tag(trc("review", "given"), view::Tone::good)
                                      : view::tag(trc("review", "begun"), view::Tone::accent);
}

std::string label(Others others) {
  switch (others) {
    case Others::hidden:
      return tr("never");
    case Others::after_own:
      return tr("once one’s own is given");
    case Others::shown:
      return tr("from the beginning");
  }
  return {};
}

std::string label(BatchSort sort) {
  switch (sort) {
    case BatchSort::rank:
      return tr("order of filing");
    case BatchSort::mean:
      return tr("mean");
    case BatchSort::spread:
      return tr("spread");
    case BatchSort::given:
      return tr("reviews given");
    case BatchSort::asked:
      return tr("months asked for");
    case BatchSort::organisation:
      return tr("organisation");
  }
  return {};
}

std::string score_words(std::optional<std::int64_t> hundredths) {
  return hundredths ? number(static_cast<double>(*hundredths) / 100, 1) : std::string("–");
}
Html score_cell(std::optional<std::int64_t> hundredths) {
  return hundredths ? view::score_chip(static_cast<double>(*hundredths) / 100) : view::muted("–");
}
std::string minutes_withheld() {
  return tr("The minutes are for members who are clear of every dossier on the table: they tell of each.");
}
std::string months_words(EngineerMonths months) { return number(months.value(), months.raw % 100 == 0 ? 0 : 2); }

Html warning_tags(const FiledLine& line) {
  Html tags;
  if (line.act == "high") tags += view::tag(tr("high risk"), view::Tone::warn);
  if (line.act == "prohibited") tags += view::tag(tr("prohibited use?"), view::Tone::bad);
  auto rest = std::string_view(line.warnings);
  while (!rest.empty()) {
    auto comma = rest.find(',');
    switch (from_name<Warning>(rest.substr(0, comma)).value_or(Warning::worth_unknown)) {
      case Warning::ai_act_not_begun:
        tags += view::tag(tr("AI Act: not asked"), view::Tone::warn);
        break;
      case Warning::ai_act_open:
        tags += view::tag(tr("AI Act: open"), view::Tone::warn);
        break;
      case Warning::ai_act_by_law:
        tags += view::tag(tr("AI Act: open by law"), view::Tone::warn);
        break;
      case Warning::ai_act_unsigned:
        tags += view::tag(tr("AI Act: not signed"));
        break;
      case Warning::worth_unknown:
        break;  // the same for everybody: it would only fill the column
    }
    rest = comma == rest.npos ? std::string_view() : rest.substr(comma + 1);
  }
  return tags;
}

std::string batch_name(std::string_view zone, const Batch& batch) {
  const auto* cut_off = batch.when();
  return cut_off ? tr("Batch of {1}", date_time(cut_off->at, zone)) : tr("Without a cut-off");
}
std::string batch_name(const web::Request& request, const Batch& batch) {
  return batch_name(request.site.config().timezone, batch);
}
html::Url batch_path(const Batch& batch, std::string_view below) {
  return html::path("/calls/" + batch.call.code + "/batches/" + (batch.cut_off ? batch.cut_off.str() : "none") +
                    std::string(below));
}
Result<Batch> batch_of(Reader& reader, const web::Request& request) {
  return find_batch(reader, request.actor(), request.at("code"), request.at("batch"));
}
Html batch_tabs(const web::Request& request, const Batch& batch, std::string_view here) {
  std::vector<view::Tab> tabs{{tr("Dossiers"), batch_path(batch), here.empty()}};
  if (office_looks(request))
    tabs.push_back({tr("Who reviews"), batch_path(batch, "/assignment"), here == "assignment"});
  tabs.push_back({tr("Meetings"), batch_path(batch, "/meetings"), here == "meetings"});
  return view::tabs(tr("Batch"), tabs);
}
std::string lab_name(const std::vector<people::Lab>& labs, const std::string& code) {
  auto found = std::ranges::find(labs, code, &people::Lab::code);
  return found == labs.end() ? code : found->profile.name.text();
}

Html filed_text(const region::Pack& pack, const std::vector<people::Lab>& labs, const web::Request& request,
                DossierId id, const Form& form, const FiledDossier& filed) {
  const auto& text = filed.dossier;
  FiledLine line;
  line.asked = asked_in(text.staffing);
  line.least = least_in(text.staffing);
  line.act = filed.ai_act.ceiling;
  for (const auto& warning : filed.warnings) line.warnings += (line.warnings.empty() ? "" : ",") + warning;
  Html sections;
  for (const auto& section : form.sections) {
    auto said = std::ranges::find(text.sections, section.code, &SectionLine::section);
    if (said == text.sections.end() || said->text.empty()) continue;
    sections += el("h3", {}, {section.label.text()}) + view::quote(said->text);
  }
  view::Table work{.caption = tr("Work asked of the pool"),
                   .columns = {{tr("Skill")}, {tr("Level")}, {tr("At least"), true}, {tr("Full effort"), true}}};
  for (const auto& w : text.staffing)
    work.rows.push_back({{html::text(region::skill_name(pack, w.skill)), html::text(region::level_words(pack, w.level)),
                          html::text(number(w.least_months, 2)), html::text(number(w.full_months, 2))}});
  view::Table partners{.caption = tr("Partners"), .columns = {{tr("Name")}, {tr("Town")}, {tr("What it brings")}}};
  for (const auto& p : text.partners)
    partners.rows.push_back({{html::text(p.name), html::text(p.town), html::text(p.does)}});
  auto annexes = html::each(text.annexes, [&](const AnnexLine& annex) {
    return el("li", {}, {view::link({annex.name, dossier_path(id, "/review/annexes/" + annex.sha256)})});
  });
  std::vector<view::Fact> facts{
      {tr("Organisation"), html::text(text.organisation.name)},
      {tr("Lab"), html::text(lab_name(labs, text.lab))},
      {tr("Period"), html::text(window_words(text.from, text.to))},
      {tr("Months asked for"), html::text(tr("{1}, at least {2}", months_words(line.asked), months_words(line.least)))},
      {tr("Filed"), html::text(date_time(filed.received_at, request.site.config().timezone))},
      {tr("Warnings"), warning_tags(line)}};
  return view::section(
      tr("What was filed"),
      {view::facts(facts), sections, view::table(work), partners.rows.empty() ? Html() : view::table(partners),
       annexes.empty() ? annexes : el("h3", {}, {tr("Annexes")}) + el("ul", {}, {annexes})},
      "filed");
}

namespace {

Html said(const std::string& to, const std::string& words) {
  return words.empty() ? Html() : view::note(to) + view::quote(words);
}

}  // namespace

Html reviews_section(const Form& form, const std::vector<Review>& reviews,
                     const std::unordered_map<PersonId, std::string>& names) {
  if (reviews.empty()) return {};
  std::vector<view::Spread> spreads;
  for (const auto& criterion : form.criteria) {
    view::Spread spread{criterion.independent ? tr("{1} (apart)", criterion.label.text()) : criterion.label.text(), {}};
    for (const auto& review : reviews)
      if (auto mark = review.words.marks.find(criterion.code); mark != review.words.marks.end())
        spread.values.emplace_back(people::name_in(names, review.reviewer), mark->second);
    spreads.push_back(std::move(spread));
  }
  std::vector<view::Card> cards;
  for (const auto& review : reviews)
    cards.push_back({.title = people::name_in(names, review.reviewer),
                     .body = said(tr("To the applicants"), review.words.to_applicant) +
                             said(tr("Between us"), review.words.internal),
                     .tags = score_cell(review.score)});
  return view::section(tr("Reviews"),
                       {view::spread_plot(tr("Marks by criterion"), spreads, 0, kTopMark), view::cards(cards)},
                       "reviews");
}

Html remarks_section(const web::Request& request, DossierId id, const std::vector<Remark>& remarks,
                     const std::unordered_map<PersonId, std::string>& names) {
  std::vector<view::Event> events;
  for (auto remark = remarks.rbegin(); remark != remarks.rend(); ++remark)
    events.push_back({date_time(remark->at, request.site.config().timezone),
                      people::name_in(names, remark->person),
                      {},
                      view::quote(remark->body),
                      view::Tone::neutral});
  view::Field body{
      .name = "body",
      .label = tr("Your remark"),
      .input = view::Input::long_text,
      .hint = tr("Reviewers who have given theirs, the committee and the office read it; applicants never do."),
      .required = true};
  return view::section(
      tr("Discussion"),
      {view::timeline(events),
       view::form({.action = dossier_path(id, "/remarks"), .csrf = web::stamp(request), .label = tr("Discussion")},
                  {view::field(body), view::button_row({view::submit(
                                          {.text = tr("Add the remark"), .weight = view::Weight::secondary})})})},
      "discussion");
}

std::vector<std::string> all_filled(const web::Request& request, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& field : request.form)
    if (field.name == name) values.emplace_back(field.value);
  return values;
}

std::int64_t whole(std::string_view text) {
  std::int64_t n = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc{} && end == text.data() + text.size() ? n : -1;
}

}  // namespace couloir::calls::review_view
