#include "calls/call_edit.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "calls/dossier_store.h"
#include "calls/events.h"
#include "journal/journal.h"

namespace couloir::calls {
namespace {

Error not_the_office() { return Error::forbidden(say("Only the office keeps the calls.")); }

/// For the office, at the version that it has read.
Result<Call> call_to_edit(Tx& tx, const Op& op, CallId id, std::int64_t version) {
  if (!may_edit_calls(op.actor)) return not_the_office();
  auto call = find_call(tx, id);
  if (!call) return Error::not_found(say("There is no such call."));
  if (call->version != version) return Error::conflict(say("Somebody else changed this call since you opened it."));
  return *std::move(call);
}

std::int64_t dossiers_of(Reader& reader, CallId call) {
  std::int64_t sum = 0;
  for (const auto& count : counts_of_call(reader, call)) sum += count.dossiers;
  return sum;
}

std::vector<Eligible> in_order(std::vector<Eligible> all) {
  auto once = [](auto& list, auto by) {
    std::ranges::stable_sort(list, {}, by);
    auto again = std::ranges::unique(list, {}, by);
    list.erase(again.begin(), again.end());
  };
  once(all, &Eligible::kind);
  for (auto& one : all) once(one.conditions, std::identity{});
  return all;
}

}  // namespace

Result<void> place_the_unplaced(Tx& tx, const Op& op, const Call& call) {
  const auto* next = next_cut_off(call, op.now);
  if (next == nullptr) return {};
  for (auto& dossier : dossiers_in_state(tx, call.id, DossierState::submitted)) {
    if (dossier.cut_off) continue;
    dossier.cut_off = next->id;
    TRY(save_dossier(tx, dossier));
    journal::record(tx, op, DossierMoved{dossier.id, call.id, Act::carry_over, dossier.state, dossier.state});
  }
  return {};
}

CallEdit edit_of(const Call& c) {
  return {c.name,    c.about,       c.state,        c.applicants, c.opens,       c.closes,      c.opens_announced,
          c.ceiling, c.answer_days, c.silence_days, c.source,     c.source_date, c.fact_status, c.cut_offs};
}

Call with_edit(Call call, const CallEdit& edit) {
  auto clean = [](const Bilingual& text) { return Bilingual{std::string(trim(text.fr)), std::string(trim(text.en))}; };
  call.name = clean(edit.name);
  call.about = clean(edit.about);
  call.state = edit.state;
  call.applicants = in_order(edit.applicants);
  call.opens = edit.opens;
  call.closes = edit.closes;
  call.opens_announced = trim(edit.opens_announced);
  call.ceiling = edit.ceiling;
  call.answer_days = edit.answer_days;
  call.silence_days = edit.silence_days;
  call.source = trim(edit.source);
  call.source_date = trim(edit.source_date);
  call.fact_status = edit.fact_status;
  call.cut_offs = edit.cut_offs;
  std::ranges::stable_sort(call.cut_offs, {}, &CutOff::at);
  return call;
}

std::vector<Problem> broken_promises(const Call& before, const Call& after, const std::vector<LastInTime>& filed,
                                     std::int64_t dossiers, Instant now) {
  std::vector<Problem> found;
  if (before.state != CallState::draft && after.state == CallState::draft && dossiers > 0)
    found.push_back({"state", say("Dossiers were begun for this call: close it instead of hiding it.")});
  for (const auto& last : filed)
    if (after.closes && last.received > *after.closes) {
      found.push_back({"closes", say("Something was filed in time after this moment; it would become late.")});
      break;
    }
  for (std::size_t i = 0; i < after.cut_offs.size(); ++i) {
    const auto& wanted = after.cut_offs[i];
    const auto* stood = wanted.id ? find_cut_off(before, wanted.id) : nullptr;
    if (stood == nullptr) continue;
    auto promised = amendable_until(stood, now);
    bool shorter = promised && wanted.edit_until.value_or(now) < *promised;
    if (shorter && std::ranges::find(filed, wanted.id, &LastInTime::cut_off) != filed.end())
      found.push_back({fmt::format("cut_offs/{}/edit_until", i),
                       say("Who filed was told that it may be amended until then: a later moment is possible, an "
                           "earlier one is not.")});
    if (stood->at == wanted.at) continue;
    auto where = fmt::format("cut_offs/{}/at", i);
    auto last = std::ranges::find(filed, wanted.id, &LastInTime::cut_off);
    if (last != filed.end() && last->received > wanted.at)
      found.push_back(
          {where, say("Somebody filed in time for this cut-off and would become late. Choose a later moment, or "
                      "leave it as it is.")});
    else if (stood->at >= now && wanted.at < now)
      found.push_back(
          {where, say("A cut-off that is still to come can only be moved to a moment that is still to come.")});
  }
  return found;
}

std::vector<Problem> conditions_added(const Call& before, const Call& after, const std::vector<Applicant>& filed) {
  std::vector<Problem> found;
  for (auto kind : filed) {
    if (takes(before, kind) && !takes(after, kind))
      found.push_back({"applicants", say("Who has filed and has no decision yet stays among those who may file.")});
    bool more = std::ranges::any_of(names_of<Condition>(), [&](std::string_view name) {
      auto asked = *from_name<Condition>(name);
      return asks(after, kind, asked) && !asks(before, kind, asked);
    });
    if (more)
      found.push_back({fmt::format("conditions/{}", name_of(kind)),
                       say("Dossiers of this kind are filed and wait for their decision: what is asked of them can be "
                           "lifted, and not added to.")});
  }
  return found;
}

Result<Call> add_call(const Op& op, const Form& form, const std::string& code, const CallEdit& edit) {
  if (!may_edit_calls(op.actor)) return not_the_office();
  Call call;
  call.code = trim(code);
  call = with_edit(std::move(call), edit);
  call.edited_at = op.now;
  if (auto found = problems_of(call); !found.empty()) return Error::invalid(std::move(found));
  return in_transaction(op.db, [&](Tx& tx) -> Result<Call> {
    for (auto& cut_off : call.cut_offs) cut_off.id = {};
    TRY(insert_call(tx, call));
    insert_form(tx, call.id, call.form, form, op.actor.person, op.now);
    journal::record(tx, op, CallSaved{call.id, call.state, call.version, false});
    return call;
  });
}

Result<Call> edit_call(const Op& op, CallId id, std::int64_t version, const CallEdit& edit) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Call> {
    TRY_LET(auto before, call_to_edit(tx, op, id, version));
    auto after = with_edit(before, edit);
    for (const auto& cut_off : after.cut_offs)
      if (cut_off.id && find_cut_off(before, cut_off.id) == nullptr)
        return Error::invalid({{"cut_offs", say("There is no such cut-off.")}});
    auto wrong = problems_of(after);
    bool understood = wrong.empty();
    std::ranges::move(broken_promises(before, after, last_in_time(tx, id), dossiers_of(tx, id), op.now),
                      std::back_inserter(wrong));
    std::ranges::move(conditions_added(before, after, kinds_awaiting_decision(tx, id)), std::back_inserter(wrong));
    if (!wrong.empty() && !understood) return Error::invalid(std::move(wrong));
    if (!wrong.empty()) return Error::refused(say("People rely on this call as it stands."), std::move(wrong));
    after.edited_at = op.now;
    TRY(save_call(tx, after));
    TRY(save_cut_offs(tx, id, after.cut_offs));
    journal::record(tx, op, CallSaved{id, after.state, after.version, false});
    TRY(place_the_unplaced(tx, op, after));
    return after;
  });
}

Result<Call> publish_form(const Op& op, CallId id, std::int64_t version, const Form& form) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Call> {
    TRY_LET(auto call, call_to_edit(tx, op, id, version));
    if (auto found = problems_of(form); !found.empty()) return Error::invalid(std::move(found));
    if (form == form_of(tx, id, call.form))
      return Error::refused(say("Nothing differs from the revision in force: there is nothing to publish."));
    // edited_at stays: days and names may still come from the region pack, which never touches a form.
    ++call.form;
    TRY(save_call(tx, call));
    insert_form(tx, id, call.form, form, op.actor.person, op.now);
    journal::record(tx, op, CallFormPublished{id, call.form});
    return call;
  });
}

}  // namespace couloir::calls
