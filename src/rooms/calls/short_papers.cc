// The blank note of a call, the receipt of a filing, and the letter of a decision.
#include <algorithm>

#include "calls/call_store.h"
#include "calls/call_views.h"
#include "calls/meeting_store.h"
#include "calls/paper.h"
#include "calls/review_edit.h"
#include "people/organisation.h"
#include "region/written.h"
#include "words/quantities.h"

namespace couloir::calls {
namespace {

using namespace documents;

Error nothing_there() { return Error::not_found(say("There is no such document.")); }

std::vector<std::vector<Line>> empty_row(std::size_t columns) {
  return std::vector(columns, std::vector{Line{"\u00A0"}});  // keeps the height of a line
}

std::string cut_off_lines(const Call& call, const std::string& zone) {
  std::string all;
  for (const auto& cut_off : call.cut_offs) all += (all.empty() ? "" : "; ") + date_time(cut_off.at, zone);
  return all.empty() ? tr("none announced") : all;
}

}  // namespace

Result<Writing> blank_writing(Reader& reader, const Actor& actor, const Rules& rules, CallId id) {
  auto call = find_call(reader, id);
  if (!call || !may_see_call(actor, *call)) return nothing_there();
  auto form = form_of(reader, id, call->form);
  FrontPage front{
      .eyebrow = tr("Blank note"),
      .title = call->name.text(),
      .owner = tr("To write away from the screen, then to copy into the form"),
      .facts = {{tr("Who may apply"), who_may_apply(*call)},
                {tr("Cut-offs"), cut_off_lines(*call, rules.zone)},
                {tr("Most that one dossier may ask"), call->ceiling ? written(*call->ceiling) : tr("not announced")},
                {tr("Form"), tr("revision {1}", number(std::int64_t{call->form}))}},
      .station = 1};
  Writing writing{tr("Blank note: {1}", call->name.text()), std::move(front), {}};
  auto& to = writing.pieces;
  to.emplace_back(
      Box{{{tr("A paper is not filed: what counts is the form on the screen.")},
           {tr("The limits are words, as the form counts them. A section that is too long cannot be filed.")}}});
  to.emplace_back(FactList{
      {{tr("Title of the project"), "\u00A0"}, {tr("Organisation"), "\u00A0"}, {tr("Sponsor lab"), "\u00A0"}}});
  for (const auto& section : form.sections) {
    to.emplace_back(Title{section.label.text()});
    to.emplace_back(Line{section.help.text()});
    auto limit = number(std::int64_t{section.max_words});
    to.emplace_back(Line{section.required ? tr("{1} words at most.", limit)
                                          : tr("{1} words at most; this section may stay empty.", limit),
                         Voice::small});
    to.emplace_back(Room{});
  }
  to.emplace_back(Title{tr("Work asked of the pool")});
  to.emplace_back(Line{tr("In engineer-months: one person, full time, for one month."), Voice::small});
  Grid work{"", {{tr("Skill"), 40}, {tr("Level"), 26}, {tr("At least"), 16, true}, {tr("Full effort"), 18, true}}, {}};
  Grid partners{tr("Partners"), {{tr("Partner"), 40}, {tr("SIRET"), 20}, {tr("What it brings"), 40}}, {}};
  for (int i = 0; i < 4; ++i) {
    work.rows.push_back(empty_row(4));
    partners.rows.push_back(empty_row(3));
  }
  to.emplace_back(std::move(work));
  to.emplace_back(FactList{{{tr("First and last month"), "\u00A0"}, {tr("Engineers at once"), "\u00A0"}}});
  if (!rules.region.skills.empty()) {
    std::vector<std::string> skills;
    for (const auto& skill : rules.region.skills) skills.push_back(skill.name.text());
    to.emplace_back(Title{tr("Skills to choose from"), 3});
    to.emplace_back(Bullets{std::move(skills)});
  }
  to.emplace_back(Title{tr("Who takes part")});
  to.emplace_back(std::move(partners));
  to.emplace_back(Title{tr("How it is judged")});
  Grid criteria{"", {{tr("Criterion"), 30}, {tr("Question"), 54}, {tr("Weight"), 16, true}}, {}};
  for (const auto& c : form.criteria)
    criteria.rows.push_back({{{c.label.text(), Voice::strong}},
                             {{c.question.text()}},
                             {{c.independent ? tr("apart") : percent(c.weight / 100.0)}}});
  to.emplace_back(std::move(criteria));
  to.emplace_back(Title{tr("Before filing")});
  Bullets before{{tr("The lab signs the text in the program; a change afterwards asks for another signature.")}};
  auto declares = [&](Applicant kind) { return asks(*call, kind, Condition::aid_declared); };
  if (std::ranges::any_of(kinds_of(call->applicants), declares))
    before.items.push_back(tr("A company declares the de minimis aid that it had."));
  before.items.push_back(tr("Annexes are added as files."));
  to.emplace_back(std::move(before));
  to.emplace_back(
      Line{tr("Source of the call: {1} ({2})", region::source_words(call->source), call->source_date), Voice::small});
  return writing;
}

Result<Writing> receipt_writing(Reader& reader, const Actor& actor, const Rules& rules, DossierId id) {
  TRY_LET(auto seen, seen_dossier(reader, actor, id));
  TRY_LET(auto receipt, receipt_of(reader, rules, seen.facts.dossier));
  TRY_LET(auto filed, read_filed(filings_of(reader, id).back().content));
  FrontPage front{
      .eyebrow = tr("Receipt"),
      .title = filed.dossier.title,
      .owner = filed.dossier.organisation.name,
      .facts = {{tr("Number"), {Line{receipt.number, Voice::strong}}},
                {tr("Official time"), date_time(receipt.received_at, rules.zone)},
                {tr("Call"), seen.facts.call.name.text()},
                {tr("Order of arrival in the call"), number(receipt.rank)},
                {tr("Turn"), receipt.turn == 1 ? tr("first filing") : number(receipt.turn)},
                {tr("Filed for"), receipt.cut_off ? tr("the cut-off of {1}", date_time(*receipt.cut_off, rules.zone))
                                                  : tr("the next cut-off, which is not announced yet")},
                {tr("Answer by"), receipt.answer_by ? long_date(*receipt.answer_by) : tr("no day was promised")},
                {tr("Entry in the journal"), number(receipt.journal_seq)},
                {tr("SHA-256"), std::vector{Line{receipt.sha256, Voice::print}}}},
      .station = 1};
  Writing writing{tr("Receipt of dossier {1}", receipt.number), std::move(front), {}};
  writing.pieces = {
      Title{tr("What this proves")},
      Line{tr(
          "This dossier was received at the official time above, as it stands in the file answers.json of its package. "
          "Whoever changes one letter of it gets another SHA-256.")},
      Title{tr("How to check it")},
      Line{tr("With the package in hand, on any machine:")},
      Line{"sha256sum answers.json", Voice::print},
      Line{tr("With the program, which also asks its journal:")},
      Line{"couloir dossier verify " + receipt.number + " --sha256 " + receipt.sha256, Voice::print},
  };
  return writing;
}

// ── the letter ──

namespace {

/// Whom it goes to: the organisation, at its head office where that is known.
std::vector<std::string> addressee(Reader& reader, OrganisationId id) {
  auto organisation = people::find_organisation(reader, id);
  if (!organisation) return {};
  std::vector<std::string> lines{organisation->facts.name};
  auto places = people::establishments_of(reader, id);
  if (!places.empty() && places.front().facts.head_office && !places.front().facts.town.empty())
    lines.push_back(places.front().facts.postcode + " " + places.front().facts.town);
  lines.push_back(tr("SIREN {1}", organisation->siren.str()));
  return lines;
}

std::string verdict_of(const Decision& decision, const std::string& title, EngineerMonths asked) {
  if (decision.verdict != Verdict::granted)
    return tr("The committee has not granted time of the pool to “{1}”.", title);
  if (!decision.months) return tr("The committee has granted time of the pool to “{1}”.", title);
  return *decision.months == asked
             ? tr("The committee has granted {1} to “{2}”, all that it asked for.", written(*decision.months), title)
             : tr("The committee has granted {1} to “{2}”, which asked for {3}.", written(*decision.months), title,
                  written(asked));
}

}  // namespace

Result<Writing> letter_writing(Reader& reader, const Actor& actor, const Rules& rules, DossierId id) {
  TRY_LET(auto seen, seen_dossier(reader, actor, id));
  const auto& dossier = seen.facts.dossier;
  auto decision = decision_of(reader, id);
  if (!is_decided(dossier.state) || !decision || !decision->decided_at) return nothing_there();
  auto filing = filings_of(reader, id).back();
  TRY_LET(auto filed, read_filed(filing.content));
  auto form = form_of(reader, dossier.call, filed.dossier.form);
  auto asked = asked_in(filed.dossier.staffing);
  const auto& region = rules.region.region;
  Letterhead head{.from = {region.cluster_full_name.text(), tr("Steering committee of the pool")},
                  .to = addressee(reader, dossier.organisation),
                  .place_and_day = long_date(day_in(*decision->decided_at, rules.zone)),
                  .subject = tr("Decision on your dossier {1}", filed.number),
                  .station = 1};
  Writing writing{tr("Decision on dossier {1}", filed.number), std::move(head), {}};
  auto& to = writing.pieces;
  to.emplace_back(Line{tr("Madam, Sir,")});
  to.emplace_back(Line{tr("The committee met on {1} and looked at the dossier that you filed in the call “{2}”.",
                          long_date(find_meeting(reader, decision->meeting)->held_on), seen.facts.call.name.text())});
  to.emplace_back(Box{{{verdict_of(*decision, filed.dossier.title, asked), Voice::strong}}});
  std::vector<std::string> reasons;
  for (const auto& code : decision->reasons) {
    const auto* reason = form.reason(code);
    reasons.push_back(reason == nullptr ? code : reason->text.text());
  }
  if (!reasons.empty()) {
    to.emplace_back(Line{trn("Its reason:", "Its reasons:", std::ssize(reasons))});
    to.emplace_back(Bullets{std::move(reasons)});
  }
  if (!decision->words.empty()) to.emplace_back(Prose{decision->words});
  if (auto comments = comments_for_applicants(reader, dossier); !comments.empty()) {
    to.emplace_back(Line{tr("What its reviewers say to you:")});
    for (const auto& comment : comments) to.emplace_back(Prose{comment});
  }
  if (decision->verdict == Verdict::granted)
    to.emplace_back(Line{tr("The office writes to you and to the lab to agree on who comes and when.")});
  to.emplace_back(Title{tr("If you do not agree"), 3});
  to.emplace_back(Prose{form.appeal.text()});
  to.emplace_back(Line{tr("For the steering committee")});
  if (region.contact) to.emplace_back(Line{tr("Write to {1}.", *region.contact)});
  to.emplace_back(Line{tr("Dossier {1}, received {2}, SHA-256 {3}", filed.number,
                          date_time(filed.received_at, rules.zone), filing.sha256),
                       Voice::small});
  return writing;
}

}  // namespace couloir::calls
