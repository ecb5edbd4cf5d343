#include "compliance/duty_view.h"

#include <algorithm>
#include <map>

#include "compliance/evidence_view.h"

namespace couloir::compliance {
namespace {

using html::el;
using html::Html;
using view::Weight;
using web::Request;

Html plan_form(const Request& request, UseCaseId id, const Obligation& obligation, ActRole role,
               const Mitigation* known, const std::vector<people::MembershipRow>& members, const DutyForm* last) {
  auto key = obligation.id + "-" + std::string(name_of(role));
  auto stored = known ? PlanGiven{known->owner, known->due, known->done_on, known->note, {}} : PlanGiven{};
  auto fields = plan_fields(key, stored, members, last ? &request : nullptr);
  auto problems = last ? last->problems : std::vector<Problem>{};
  if (last && last->conflict)
    std::ranges::move(stored_meanwhile(fields, plan_fields(key, stored, members, nullptr)),
                      std::back_inserter(problems));
  return view::form(
      {.action = file_path(id, "/mitigations"), .csrf = web::stamp(request), .label = tr("Plan {1}", obligation.id)},
      {view::error_summary(fields, problems), view::hidden("obligation", obligation.id),
       view::hidden("role", name_of(role)), view::hidden("version", known ? known->version : 0),
       view::fields(fields, problems),
       view::button_row({view::submit({.text = tr("Save the plan"), .weight = Weight::secondary})})});
}

Html plan_words(const Mitigation* known, const people::PersonNames& names, Date today) {
  if (known == nullptr || is_blank(*known)) return view::tag(tr("nobody yet"), view::Tone::warn);
  auto who = known->owner ? html::text(people::name_in(names, known->owner)) : view::muted(tr("nobody yet"));
  auto day = plan_day(known->done_on, known->due, today);
  return who + html::text(" · ") + view::tag(day.words, day.tone) +
         (known->note.empty() ? Html() : el("br", {}) + view::muted(known->note));
}

bool skills_serve(const region::Pack& region, const std::string& obligation) {
  return std::ranges::any_of(region.skills, [&](const region::Skill& skill) {
    return std::ranges::find(skill.serves, obligation) != skill.serves.end();
  });
}

/// What was planned and proved for a duty that the answers no longer give: kept to be seen, and to be removed.
Html past_section(const RulePack& pack, const Request& request, const Outcome& outcome, UseCaseId id, const Plan& plan,
                  bool owner) {
  auto owed = [&](const std::string& obligation) {
    return std::ranges::any_of(outcome.obligations,
                               [&](const Due& due) { return pack.obligations[due.obligation].id == obligation; });
  };
  std::map<std::string, std::vector<Evidence>> past;
  for (const auto& mitigation : plan.mitigations)
    if (!owed(mitigation.obligation)) past[mitigation.obligation];
  for (const auto& evidence : plan.evidence)
    if (!evidence.obligation.empty() && !owed(evidence.obligation)) past[evidence.obligation].push_back(evidence);
  Html items;
  for (const auto& [obligation, evidence] : past) {
    auto at = pack.obligation(obligation);
    items +=
        el("li", {},
           {el("strong", {}, {obligation}), html::text(at == kNowhere ? "" : " " + pack.obligations[at].title.text()),
            evidence_list(request, id, evidence, owner)});
  }
  if (items.empty()) return {};
  return view::section(
      tr("No longer owed"),
      {view::note(tr("Your answers have changed since: nobody is reminded of these any more.")), el("ul", {}, {items})},
      "past");
}

/// One duty: what it is in a line, all about it on demand.
view::Row duty_row(const Packs& packs, const Request& request, const Due& due, UseCaseId id, const Plan& plan,
                   bool owner, bool inside) {
  const auto& [pack, region] = packs;
  const auto& obligation = pack.obligations[due.obligation];
  const auto* known = mitigation_of(plan.mitigations, obligation, due.role);
  auto evidence = evidence_for(plan.evidence, obligation.id, due.role);
  bool duty = obligation.kind == ObligationKind::duty;
  bool tried = plan.last.obligation == obligation.id && plan.last.role == due.role;  // its form stands above
  auto form = tried ? Html()
                    : view::help(known ? tr("Change the plan for {1}", obligation.id) : tr("Plan {1}", obligation.id),
                                 {plan_form(request, id, obligation, due.role, known, plan.members, nullptr)});
  auto about = view::help(
      duty ? tr("What to do, and how to prove it") : tr("More"),
      {el("p", {}, {obligation.text.text()}),
       view::facts(std::vector<view::Fact>{{tr("What satisfies it"), html::text(obligation.mitigation.text())},
                                           {tr("Evidence"), html::text(obligation.evidence.text())},
                                           {tr("Article"), html::text(article_words(obligation.article))},
                                           {tr("Source"), provenance_links(pack, obligation.provenance)}}),
       obligation.note.fr.empty() ? Html() : view::note(obligation.note.text()),
       plan.skills.empty() || !skills_serve(region, obligation.id)
           ? Html()
           : el("p", {},
                {view::link({tr("The team’s skills checklist and training plan help to prove it"), plan.skills})}),
       evidence_list(request, id, evidence, owner),
       owner && duty ? form + evidence_form(request, id, {obligation.id, due.role}) : Html()});
  auto kept = std::ranges::count_if(evidence, [](const Evidence& e) { return e.file.has_value(); });
  view::Row row;
  row.cells = {el("strong", {}, {obligation.title.text()}) + html::text(" ") + view::muted(obligation.id) +
                   (obligation.legal_review ? for_legal() : Html()) + about,
               html::text(label(due.role)), html::text(applies_words(pack, due.applies))};
  if (duty)
    row.cells.push_back(!inside ? view::muted(tr("seen by the organisation and Legal"))
                                : plan_words(known, plan.names, today_at(request)) +
                                      (kept == 0 ? Html()
                                                 : el("br", {}) + view::muted(trn("{1} file", "{1} files",
                                                                                  static_cast<std::int64_t>(kept)))));
  return row;
}

}  // namespace

Html tried_plan(const RulePack& pack, const Request& request, UseCaseId id, const Plan& plan) {
  auto at = pack.obligation(plan.last.obligation);
  if (at == kNowhere) return {};
  const auto& obligation = pack.obligations[at];
  return view::panel(tr("Plan {1}", obligation.id),
                     {el("p", {}, {obligation.title.text()}),
                      plan_form(request, id, obligation, plan.last.role,
                                mitigation_of(plan.mitigations, obligation, plan.last.role), plan.members, &plan.last)},
                     "plan");
}

Html duties_section(const Packs& packs, const Request& request, const Outcome& outcome, UseCaseId id, const Plan& plan,
                    bool owner, bool inside) {
  const auto& pack = packs.law;
  view::Table duties, rights;
  duties.caption = tr("What you must do");
  rights.caption = tr("What you may ask for");
  for (auto* table : {&duties, &rights}) {
    table->caption_hidden = true;
    table->columns = {{table == &duties ? tr("Duty") : tr("Right"), false, {}, {}},
                      {tr("As"), false, {}, {}},
                      {tr("Applies from"), false, {}, {}}};
  }
  duties.columns.push_back({tr("Plan"), false, {}, {}});
  for (const auto& due : outcome.obligations)
    (pack.obligations[due.obligation].kind == ObligationKind::duty ? duties : rights)
        .rows.push_back(duty_row(packs, request, due, id, plan, owner, inside));
  Html all;
  if (!duties.rows.empty()) all += view::section(duties.caption, {view::table(duties)}, "duties");
  auto other = evidence_list(request, id, evidence_for(plan.evidence, "", {}), owner);
  if (owner || !other.empty())
    all += view::section(tr("Other files"), {other, owner ? evidence_form(request, id, {}) : Html()}, "files");
  all += past_section(pack, request, outcome, id, plan, owner);
  if (!rights.rows.empty()) all += view::section(rights.caption, {view::table(rights)}, "rights");
  return all;
}

}  // namespace couloir::compliance
