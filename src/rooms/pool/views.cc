#include "pool/views.h"

#include "base/text.h"
#include "pool/demand_list.h"
#include "region/written.h"
#include "web/site.h"

namespace couloir::pool {

using html::el;
using html::Html;

html::Url engineer_path(EngineerId id, std::string_view below) {
  return html::path("/pool/engineers/" + id.str() + std::string(below));
}

Html pool_tabs(std::string_view here) {
  std::vector<view::Tab> tabs{
      {tr("Engineers"), html::path("/pool")},   {tr("Demands"), html::path("/pool/demands")},
      {tr("Plans"), html::path("/pool/plans")}, {tr("Workshops"), html::path("/pool/workshops")},
      {tr("Hours"), html::path("/pool/hours")}, {tr("Figures and assumptions"), html::path("/pool/facts")}};
  for (auto& tab : tabs) tab.current = tab.to.str() == here;
  return view::tabs(tr("The pool"), tabs);
}

Month this_month(const web::Request& request, const Foundations& house) {
  return month_of(request.site.clock().now(), house.region);
}

std::vector<view::Option> batch_options(Reader& reader, const std::vector<Demand>& demands, const Foundations& house) {
  std::vector<calls::PlannableDossier> keys;
  for (const auto& d : demands) keys.push_back({.id = d.dossier, .call = d.call, .cut_off = d.cut_off});
  std::vector<view::Option> options{{"", tr("every batch"), {}}};
  for (const auto& b : calls::plannable_batches(reader, keys, house.region.region.zone))
    options.push_back({batch_key(b.call, b.cut_off), b.name, {}});
  return options;
}

Html gaps_in_words(const std::vector<DemandGap>& gaps) {
  Html lines;
  for (auto gap : gaps) lines += el("li", {}, {tr(sentence(gap))});
  return el("ul", {}, {lines});
}

std::string site_name(const region::Pack& pack, std::string_view code) {
  const auto* site = region::find(pack.work_sites, code);
  return site == nullptr ? std::string(code) : site->name.text();
}
std::string skills_in_words(const region::Pack& pack, const std::vector<SkillLevel>& skills) {
  std::vector<std::string> words;
  for (const auto& s : skills) words.push_back(region::skill_name(pack, s.skill) + " " + std::to_string(s.level));
  return join_words(words, ", ");
}

Html fact_line(const region::Fact& fact) {
  auto source = region::source_words(fact.source);
  auto shown = is_web_address(fact.source) ? view::link({source, html::external(fact.source)}) : html::text(source);
  auto line = shown + html::text(", " + region::written(fact.date) + " · ") +
              view::tag(word(fact.status), fact.status == FactStatus::confirmed ? view::Tone::good : view::Tone::warn);
  if (!fact.note.text().empty()) line += view::second_line(fact.note.text());
  return line;
}

Html capacity_table(const Engineer& e, const std::vector<Assignment>& promised, Month start, int months,
                    const region::Pack& pack) {
  WorkDays calendar(pack);
  view::Table table;
  table.caption = tr("Months to give");
  table.caption_hidden = true;
  table.columns = {{tr("Month")},
                   {tr("Working days"), true},
                   {tr("Away"), true},
                   {tr("Engineer-months"), true},
                   {tr("Promised"), true}};
  for (int i = 0; i < months; ++i) {
    auto month = start + i;
    auto away = e.away_in(month);
    auto in = calendar.count(e.site, month, e.in_from, e.out_after), all = calendar.count(e.site, month);
    int work = 0;
    for (const auto& a : promised)
      if (a.engineer == e.id && a.month == month) work += a.quanta;
    view::Row row;
    row.cells = {
        html::text(written(month)),
        html::text(in == all ? std::to_string(all) : tr("{1} of {2}", std::to_string(in), std::to_string(all))),
        html::text(away == 0 ? "" : percent(away / 100.0)), html::text(months_figure(capacity(e, month, calendar))),
        html::text(work == 0 ? "" : months_figure(work))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html skills_table(const Engineer& e, const region::Pack& pack) {
  view::Table table;
  table.caption = tr("Skills");
  table.caption_hidden = true;
  table.columns = {{tr("Skill")}, {tr("Level")}};
  table.empty = view::note(tr("No skill is noted: no dossier can be given to her."));
  for (const auto& s : e.skills) {
    view::Row row;
    row.cells = {html::text(region::skill_name(pack, s.skill)), html::text(region::level_words(pack, s.level))};
    table.rows.push_back(std::move(row));
  }
  return view::table(table);
}

Html capacity_help() {
  return view::help(
      tr("How is this counted?"),
      {el("p", {},
          {tr("Her share of full time × the working days on which she is in the pool ÷ all working days of that month "
              "at "
              "her site × what is left after her absence, rounded down to a tenth of a month. Weekends and the public "
              "holidays of her department are no working days; some of them exist in some departments only.")})});
}

}  // namespace couloir::pool
