// Reads demo/dossiers.toml.
#include "calls/demonstration.h"
#include "calls/form.h"
#include "region/toml.h"

namespace couloir::calls {
namespace {

DemoCall demo_call(region::Table& table) {
  DemoCall call;
  call.code = table.code("code");
  call.name = table.bilingual("name");
  call.about = table.bilingual("about");
  call.opens = table.integer("opens", -1'000, 1'000);
  call.closes = table.integer("closes", -1'000, 1'000);
  call.answer_days = table.integer("answer_days", 1, 365);
  call.ceiling = EngineerMonths::whole(table.integer("ceiling_months", 1, 100));
  for (auto& cut_off : table.tables("cut_off"))
    call.cut_offs.push_back({cut_off.integer("day", -1'000, 1'000), cut_off.maybe_text("minutes").value_or("")});
  return call;
}

DemoReview demo_review(region::Table& table, const Form& form) {
  DemoReview review;
  review.reviewer = table.text("reviewer");
  if (!table.has("state")) return review;
  review.state = table.one_of<ReviewState>("state");
  auto marks = table.table("marks");
  for (const auto& criterion : form.criteria)
    if (auto mark = marks.maybe_integer(criterion.code, 0, kTopMark)) review.words.marks[criterion.code] = *mark;
  review.words.to_applicant = table.maybe_text("to_applicant").value_or("");
  review.words.internal = table.maybe_text("internal").value_or("");
  return review;
}

Proposal demo_decision(region::Table& table, DossierState state) {
  Proposal decision;
  decision.verdict = state == DossierState::granted ? Verdict::granted : Verdict::declined;
  decision.reasons = table.texts("reasons");
  decision.words = table.text("words");
  if (auto months = table.maybe_integer("months", 1, 100)) decision.months = EngineerMonths::whole(*months);
  return decision;
}

DemoDossier demo_dossier(region::Table& table, const Demonstration& demo, const Form& form) {
  DemoDossier d;
  d.call = table.code("call");
  auto call = std::ranges::find(demo.calls, d.call, &DemoCall::code);
  if (call == demo.calls.end()) table.complain("call", say("There is no such call in this file."));
  auto cut_offs = call == demo.calls.end() ? 1 : static_cast<int>(call->cut_offs.size());
  d.cut_off = static_cast<std::size_t>(std::max(table.integer("cut_off", 1, cut_offs), 1) - 1);
  d.organisation = table.text("organisation");
  d.use_case = table.text("use_case");
  d.lab = table.maybe_text("lab").value_or("");
  d.state = table.one_of<DossierState>("state");
  d.why = table.maybe_text("reason").value_or("");
  d.from_month = table.maybe_integer("from_month", 0, 24);
  d.to_month = table.maybe_integer("to_month", 0, 24);
  d.edit.team_min = table.maybe_integer("team_min", 1, 10);
  d.edit.team_max = table.maybe_integer("team_max", 1, 10);
  for (auto& work : table.maybe_tables("staffing"))
    d.edit.staffing.push_back({work.code("skill"), work.integer("level", 1, region::kTopSkillLevel),
                               EngineerMonths::whole(work.integer("least", 0, 100)),
                               EngineerMonths::whole(work.integer("full", 0, 100))});
  d.brings = table.maybe_text("brings").value_or("");
  for (auto& aid : table.maybe_tables("aids"))
    d.aids.push_back(
        {aid.integer("days_ago", 1, 2'000), Euros::whole(aid.integer("euros", 1, 1'000'000)), aid.text("giver")});
  auto texts = table.table("text");
  for (const auto& section : form.sections)
    if (auto text = texts.maybe_text(section.code)) d.texts[section.code] = *text;
  for (auto& review : table.maybe_tables("review")) d.reviews.push_back(demo_review(review, form));
  if (table.has("decision")) {
    auto decision = table.table("decision");
    d.decision = demo_decision(decision, d.state);
  }
  return d;
}

}  // namespace

Result<std::shared_ptr<const Demonstration>> open_demonstration(const std::string& file, const DossierPack& pack,
                                                                Date today) {
  Demonstration demo;
  region::Complaints complaints(today);
  region::read_toml(file, complaints, [&](region::Table& root) {
    for (auto& table : root.tables("call")) demo.calls.push_back(demo_call(table));
    for (auto& table : root.tables("link"))
      demo.links.push_back({table.text("reviewer"), table.text("organisation"), table.text("why")});
    for (auto& table : root.tables("dossier")) demo.dossiers.push_back(demo_dossier(table, demo, pack.form));
  });
  if (!complaints.empty()) return complaints.error(say("The demonstration cannot be read."));
  return std::make_shared<const Demonstration>(std::move(demo));
}

bool has_dossiers(const Demonstration& demo, std::string_view organisation) {
  return std::ranges::any_of(demo.dossiers, [&](const DemoDossier& d) { return d.organisation == organisation; });
}

}  // namespace couloir::calls
