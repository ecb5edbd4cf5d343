#include "calls/meeting.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "calls/call_store.h"
#include "calls/events.h"
#include "calls/link_store.h"
#include "calls/review_edit.h"
#include "journal/journal.h"
#include "people/person.h"
#include "words/quantities.h"

namespace couloir::calls {
namespace {

Error no_such_meeting() { return Error::not_found(say("There is no such meeting.")); }
Result<void> only_the_office(const Op& op) {
  if (!op.actor.roles.has(Role::office)) return Error::forbidden(say("Only the office may do that."));
  return {};
}
Error closed() { return Error::refused(say("This meeting is closed: its minutes are final.")); }

Result<Meeting> open_meeting(Reader& reader, MeetingId id) {
  auto meeting = find_meeting(reader, id);
  if (!meeting) return no_such_meeting();
  if (meeting->state == MeetingState::closed) return closed();
  return *std::move(meeting);
}

void record_saved(Tx& tx, const Op& op, const Meeting& m) {
  journal::record(tx, op, MeetingSaved{m.call, m.id.v, m.version, m.state == MeetingState::closed});
}

std::optional<Problem> problem_of_text(std::string where, const std::string& text, std::size_t most) {
  if (is_plain_text(text) && count_of_code_points(text) <= most) return std::nullopt;
  return Problem{std::move(where), say("This may have at most {1} characters.", std::to_string(most))};
}

/// Reasons of the form, of the right kind; months between the least that makes sense and what is asked.
std::vector<Problem> problems_of(const Proposal& p, const std::string& at, const Form& form,
                                 const std::vector<StaffingLine>& work) {
  std::vector<Problem> found;
  auto wrong = [&](const char* where, Sentence what) { found.push_back({at + where, std::move(what)}); };
  bool grants = p.verdict == Verdict::granted;
  if (p.reasons.empty()) wrong("/reasons", say("Give at least one reason."));
  for (const auto& code : p.reasons) {
    const auto* reason = form.reason(code);
    if (reason == nullptr)
      wrong("/reasons", say("This form has no reason “{1}”.", code));
    else if (reason->grants != grants)
      wrong("/reasons", grants ? say("“{1}” is a reason to decline.", reason->text.text())
                               : say("“{1}” is a reason to grant.", reason->text.text()));
  }
  if (auto problem = problem_of_text(at + "/words", p.words, kLongestWords)) found.push_back(*std::move(problem));
  if (auto problem = problem_of_text(at + "/staffing_plan", p.staffing_plan, kLongestPlan))
    found.push_back(*std::move(problem));
  if (!grants && p.months) wrong("/months", say("Months are given with a grant only."));
  if (grants && p.months && (*p.months > asked_in(work) || *p.months < least_in(work)))
    wrong("/months", say("Grant between {1} and {2} months: the least that makes sense, and what is asked.",
                         number(least_in(work).value(), 2), number(asked_in(work).value(), 2)));
  return found;
}

std::map<DossierId, PlannedWork> planned_for(Reader& reader, const Rules& rules,
                                             const std::vector<Proposal>& proposals) {
  std::vector<DossierId> ids;
  for (const auto& p : proposals) ids.push_back(p.dossier);
  return rules.planned ? rules.planned(reader, ids) : std::map<DossierId, PlannedWork>{};
}

/// What the published plan gives it, where that makes sense; else all that is asked.
EngineerMonths months_to_grant(const PlannedWork* planned, const std::vector<StaffingLine>& work) {
  if (planned == nullptr || planned->months < least_in(work) || planned->months.raw == 0) return asked_in(work);
  return std::min(planned->months, asked_in(work));
}

bool has_given_review(Reader& reader, DossierId id) {
  return std::ranges::any_of(reviews_of(reader, id), [](const Review& r) { return r.state == ReviewState::given; });
}

/// What the company would have had with these months, by its own declaration and by what this platform granted it until
/// now, when that is above the ceiling; empty: it is not, or nothing was asked about aid when it was filed.
std::optional<Euros> aid_above_ceiling(Reader& reader, const Rules& rules, const FiledDossier& filed, DossierId id,
                                       EngineerMonths months, Instant now) {
  const auto& text = filed.dossier;
  if (!text.aid_declared_for) return std::nullopt;
  auto grants = grants_to(reader, parse_siren(*text.aid_declared_for).value(), id, rules.zone);
  const auto& rule = rules.pack.de_minimis;
  auto sum = aid_with(aid_standing(aids_of(text), grants, rule, day_in(now, rules.zone)), months, rule);
  return sum > rule.ceiling ? std::optional(sum) : std::nullopt;
}

bool is_before(const Dossier& dossier, const Meeting& meeting) {
  return dossier.state == DossierState::under_review && dossier.call == meeting.call &&
         dossier.cut_off == meeting.cut_off;
}

}  // namespace

Result<Meeting> save_meeting(const Op& op, const Meeting& given) {
  TRY(only_the_office(op));
  if (auto problem = problem_of_text("minutes", given.minutes, kLongestMinutes)) return Error::invalid({*problem});
  return in_transaction(op.db, [&](Tx& tx) -> Result<Meeting> {
    Meeting meeting = given;
    meeting.state = MeetingState::planned;
    if (meeting.id) {
      TRY_LET(auto stored, open_meeting(tx, meeting.id));
      meeting.call = stored.call;
      meeting.cut_off = stored.cut_off;
      TRY(save_meeting_row(tx, meeting));
    } else {
      auto call = find_call(tx, meeting.call);
      if (!call || (meeting.cut_off && find_cut_off(*call, meeting.cut_off) == nullptr))
        return Error::not_found(say("There is no such batch."));
      insert_meeting(tx, meeting);
    }
    record_saved(tx, op, meeting);
    return meeting;
  });
}

Result<Meeting> close_meeting(const Op& op, MeetingId id, std::int64_t version) {
  TRY(only_the_office(op));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Meeting> {
    TRY_LET(auto meeting, open_meeting(tx, id));
    meeting.version = version;
    if (trim(meeting.minutes).empty())
      return Error::refused(say("Write and save the minutes first: they are final once the meeting is closed."));
    auto open = std::ranges::count_if(decisions_of(tx, id), [](const Decision& d) { return !d.decided_at; });
    if (open > 0)
      return Error::refused(say("Decisions stand prepared and are not taken: take them, or take them off the table."));
    meeting.state = MeetingState::closed;
    TRY(save_meeting_row(tx, meeting));
    record_saved(tx, op, meeting);
    return meeting;
  });
}

// ── prepare ──

Result<std::vector<Decision>> prepare_decisions(const Op& op, const Rules& rules, MeetingId id,
                                                const std::vector<Proposal>& proposals) {
  TRY(only_the_office(op));
  if (proposals.empty()) return Error::invalid({{"decisions", say("Choose at least one dossier.")}});
  return in_transaction(op.db, [&](Tx& tx) -> Result<std::vector<Decision>> {
    TRY_LET(auto meeting, open_meeting(tx, id));
    std::vector<Problem> wrong, refused;
    std::vector<Decision> all;
    std::map<std::string, EngineerMonths, std::less<>> granted_here;  // to a company by the lines above
    auto planned = planned_for(tx, rules, proposals);
    for (std::size_t i = 0; i < proposals.size(); ++i) {
      const auto& p = proposals[i];
      auto at = "decisions/" + std::to_string(i);
      auto dossier = find_dossier(tx, p.dossier);
      if (!dossier) return no_such_dossier();
      if (!is_before(*dossier, meeting)) {
        refused.push_back(
            {at, say("{1} is not before the committee in this batch.", dossier->number.value_or(p.dossier.str()))});
        continue;
      }
      auto filed = last_filed(tx, p.dossier).value();
      const auto& work = filed.dossier.staffing;
      std::ranges::move(problems_of(p, at, form_of(tx, dossier->call, filed.dossier.form), work),
                        std::back_inserter(wrong));
      if (trim(p.words).empty() && !has_given_review(tx, p.dossier))
        wrong.push_back(
            {at + "/words", say("{1}: no review was given. Say to its applicants why it is decided without.",
                                dossier->number.value_or(""))});
      auto stored = decision_of(tx, p.dossier);
      if ((stored ? stored->version : 0) != p.version)
        return Error::conflict(say("Somebody else changed a decision of this list since you opened it."));
      Decision d = stored.value_or(Decision{});
      d.dossier = p.dossier;
      d.meeting = id;
      d.verdict = p.verdict;
      d.reasons = p.reasons;
      d.words = std::string(trim(p.words));
      d.months.reset();
      auto in_plan = planned.find(p.dossier);
      const auto* given = in_plan == planned.end() ? nullptr : &in_plan->second;
      bool says_none = given && given->months.raw == 0;
      if (p.verdict == Verdict::granted && !p.months && says_none)
        wrong.push_back(
            {at + "/months", say("{1}: the published staffing plan gives it no months. Say how many are granted "
                                 "all the same, or decline it.",
                                 dossier->number.value_or(""))});
      if (p.verdict == Verdict::granted) d.months = p.months.value_or(months_to_grant(given, work));
      d.staffing_plan = std::string(trim(p.staffing_plan));
      if (d.staffing_plan.empty() && given) d.staffing_plan = given->plan;
      d.prepared_by = op.actor.person;
      d.prepared_at = op.now;
      if (d.months) {
        auto& to_company = granted_here[filed.dossier.aid_declared_for.value_or("")];
        to_company += *d.months;
        if (auto sum = aid_above_ceiling(tx, rules, filed, p.dossier, to_company, op.now))
          refused.push_back({at + "/months",
                             say("{1}: with this grant the company would have had {2} of de minimis aid, above {3}.",
                                 dossier->number.value_or(""), written(*sum), written(rules.pack.de_minimis.ceiling))});
      }
      all.push_back(std::move(d));
    }
    if (!wrong.empty()) return Error::invalid(std::move(wrong));
    if (!refused.empty())
      return Error::refused(say("Some dossiers cannot be decided in this meeting."), std::move(refused));
    for (auto& d : all) {
      TRY(put_decision(tx, d));
      journal::record(tx, op, DecisionPrepared{d.dossier, id.v});
    }
    return all;
  });
}

Result<void> drop_decision(const Op& op, DossierId id) {
  TRY(only_the_office(op));
  return in_transaction(op.db, [&](Tx& tx) -> Result<void> {
    auto decision = decision_of(tx, id);
    if (!decision) return Error::not_found(say("Nothing is prepared for this dossier."));
    if (decision->decided_at) return Error::refused(say("It is decided already."));
    delete_decision(tx, decision->id);
    journal::record(tx, op, DecisionPrepared{id, decision->meeting.v, true});
    return {};
  });
}

// ── what is on the table ──

Result<SeenMeeting> seen_meeting(Reader& reader, const Actor& actor, MeetingId id) {
  auto meeting = may_see_batches(actor) ? find_meeting(reader, id) : std::nullopt;
  if (!meeting) return no_such_meeting();
  SeenMeeting seen;
  seen.meeting = *std::move(meeting);
  seen.batch = {find_call(reader, seen.meeting.call).value(), seen.meeting.cut_off};
  auto people = people::affiliations_of_holders(reader, {Role::reviewer, Role::committee});
  auto own = own_keys(actor.person, of_person(people, actor.person));
  auto decisions = decisions_of(reader, id);
  for (auto& row : table_rows(reader, id, actor.person, own)) {
    auto found = std::ranges::find(decisions, row.dossier, &Decision::dossier);
    if (found == decisions.end()) continue;
    if (!row.clear && !actor.roles.has(Role::office)) {
      seen.withheld.push_back(row.dossier);
      continue;
    }
    TableLine line{.decision = *found,
                   .number = std::move(row.number),
                   .title = std::move(row.title),
                   .state = row.state,
                   .state_since = row.state_since,
                   .correct_by = row.correct_by,
                   .dossier_version = row.version,
                   .asked = row.asked,
                   .least = row.least,
                   .form = row.form,
                   .clear = row.clear};
    line.on_table = !found->decided_at && row.state == DossierState::under_review && row.call == seen.meeting.call &&
                    row.cut_off == seen.meeting.cut_off;
    seen.lines.push_back(std::move(line));
  }
  std::map<int, Form> forms;  // a call has few revisions
  for (auto& line : seen.lines) {
    if (!forms.contains(line.form)) forms.emplace(line.form, form_of(reader, seen.meeting.call, line.form));
    for (const auto& code : line.decision.reasons) {
      const auto* reason = forms[line.form].reason(code);
      line.reasons.push_back(reason ? reason->text : Bilingual{code, code});
    }
  }
  auto line_of = [&](DossierId dossier) {
    return std::ranges::find(seen.lines, dossier, [](const TableLine& line) { return line.decision.dossier; });
  };
  auto committee = people::persons_with_role(reader, Role::committee);
  auto links = links_in_batch(reader, seen.meeting.call, seen.meeting.cut_off, people);
  auto assignments = assignments_of_batch(reader, seen.meeting.call, seen.meeting.cut_off);
  for (const auto& [dossier, tally] : tallies(assignments, links))
    if (auto line = line_of(dossier); line != seen.lines.end()) line->tally = tally;
  for (auto& link : links) {
    if (line_of(link.dossier) == seen.lines.end() || std::ranges::find(committee, link.person) == committee.end())
      continue;
    auto name = std::ranges::find(people, link.person, &people::Affiliation::person);
    seen.abstain_names.push_back(name == people.end() ? "" : name->name);
    seen.abstain.push_back(std::move(link));
  }
  if (!seen.withheld.empty()) seen.meeting.minutes.clear();
  return seen;
}

std::vector<TableLine> decidable(const SeenMeeting& seen, const Actor& actor) {
  std::vector<TableLine> lines;
  if (!actor.roles.has(Role::committee) || seen.meeting.state == MeetingState::closed) return lines;
  for (const auto& line : seen.lines)
    if (line.on_table && line.clear && line.decision.prepared_by != actor.person) lines.push_back(line);
  return lines;
}

Result<std::vector<Decision>> decide(const Op& op, const Rules& rules, MeetingId id,
                                     const std::vector<DecisionShown>& shown) {
  if (!op.actor.roles.has(Role::committee)) return Error::forbidden(say("Only the committee decides."));
  if (shown.empty()) return Error::invalid({{"decisions", say("Choose at least one dossier.")}});
  return in_transaction(op.db, [&](Tx& tx) -> Result<std::vector<Decision>> {
    TRY_LET(auto meeting, open_meeting(tx, id));
    if (day_in(op.now, rules.zone) < meeting.held_on)
      return Error::refused(
          say("This meeting is on {1}: decide then, or ask the office to change its day.", long_date(meeting.held_on)));
    std::vector<Problem> refused;
    std::vector<Decision> taken;
    for (const auto& line : shown) {
      // Nothing is said of a dossier she may not see but what she named herself.
      if (!is_clear_of(tx, op.actor.person, line.dossier)) {
        refused.push_back(
            {"decisions/" + line.dossier.str(),
             say("Dossier {1}: you are linked to one of its parties, or have not declared them all. You take no "
                 "part in this decision.",
                 line.dossier.str())});
        continue;
      }
      auto dossier = find_dossier(tx, line.dossier);
      auto decision = decision_of(tx, line.dossier);
      bool as_shown = dossier && decision && dossier->version == line.dossier_version &&
                      decision->version == line.version && decision->meeting == id && !decision->decided_at &&
                      is_before(*dossier, meeting);
      if (!as_shown)
        return Error::conflict(
            say("Something in this list changed since it was shown: nothing was decided. Look at it again."));
      if (decision->prepared_by == op.actor.person) {
        refused.push_back({"decisions/" + line.dossier.str(),
                           say("{1}: you prepared it yourself, somebody else decides.", dossier->number.value_or(""))});
        continue;
      }
      if (decision->months) {
        auto filed = last_filed(tx, line.dossier).value();
        // Who decides need not know of the company's other dossiers: the sum is the office's.
        if (aid_above_ceiling(tx, rules, filed, line.dossier, *decision->months, op.now))
          refused.push_back(
              {"decisions/" + line.dossier.str(),
               say("{1}: with this grant the company would be above the ceiling of de minimis aid. Ask the "
                   "office to prepare it anew.",
                   dossier->number.value_or(""))});
      }
      if (!refused.empty()) continue;
      auto act = decision->verdict == Verdict::granted ? Act::grant : Act::decline;
      dossier->state = transition(act, dossier->state)->to;
      dossier->state_since = dossier->updated_at = op.now;
      TRY(save_dossier(tx, *dossier));
      decision->decided_by = op.actor.person;
      decision->decided_at = op.now;
      TRY(put_decision(tx, *decision));
      auto months = decision->months ? std::optional(decision->months->raw) : std::nullopt;
      journal::record(tx, op, DossierDecided{dossier->id, dossier->call, dossier->use_case, dossier->state, months});
      taken.push_back(*std::move(decision));
    }
    if (!refused.empty()) return Error::refused(say("Some of these cannot be decided by you now."), std::move(refused));
    return taken;
  });
}

Result<SeenDecision> seen_decision(Reader& reader, const Actor& actor, DossierId id) {
  auto dossier = find_dossier(reader, id);
  auto decision = dossier ? decision_of(reader, id) : std::nullopt;
  if (!decision || !decision->decided_at) return no_such_dossier();
  bool may = part_in_dossier(reader, actor, *dossier) || actor.roles.has(Role::office) ||
             (actor.roles.has(Role::committee) && is_clear_of(reader, actor.person, id)) ||
             (actor.roles.has(Role::reviewer) && clear_assignment(reader, actor.person, id));
  if (!may) return no_such_dossier();
  SeenDecision seen{*dossier, *std::move(decision), form_of(reader, dossier->call, dossier->form), {}};
  seen.comments = comments_for_applicants(reader, *dossier);
  return seen;
}

}  // namespace couloir::calls
