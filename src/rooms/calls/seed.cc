// The region pack's calls become calls of the register: once, then again whenever the pack says something new and the
// office has not edited them.
#include "calls/call_edit.h"
#include "calls/call_store.h"
#include "calls/events.h"
#include "calls/front.h"
#include "journal/journal.h"

namespace couloir::calls {
namespace {

/// A day announced as such opens at its first and closes at its last instant; a month or a year opens nothing yet.
std::optional<Instant> first_instant(const std::optional<region::PartialDate>& day, std::string_view zone) {
  if (!day || day->precision != region::PartialDate::Precision::day) return std::nullopt;
  auto at = resolve_local(day->first.iso() + "T00:00:00", zone);
  return at ? std::optional(*at) : std::nullopt;
}
std::optional<Instant> last_instant(const std::optional<region::PartialDate>& day, std::string_view zone) {
  if (!day || day->precision != region::PartialDate::Precision::day) return std::nullopt;
  auto at = resolve_local(day->first.iso() + "T23:59:59.999", zone);
  return at ? std::optional(*at) : std::nullopt;
}

Call call_said(const region::Call& said, std::string_view zone) {
  Call call;
  call.code = said.code;
  call.name = said.name;
  call.about = said.fact.note;
  call.state = CallState::published;
  call.applicants = said.applicants;
  call.opens = first_instant(said.opens, zone);
  call.closes = last_instant(said.closes, zone);
  if (said.opens && !call.opens) call.opens_announced = said.opens->iso();
  if (said.ceiling_months) call.ceiling = EngineerMonths::whole(*said.ceiling_months);
  for (const auto& cut_off : said.cut_offs) call.cut_offs.push_back({{}, cut_off.at, {}, {}});
  call.source = said.fact.source;
  call.source_date = said.fact.date.iso();
  call.fact_status = said.fact.status;
  return call;
}

bool says_the_same(const Call& a, const Call& b) {
  auto days = [](const Call& c) {
    std::vector<Instant> all;
    for (const auto& cut_off : c.cut_offs) all.push_back(cut_off.at);
    return all;
  };
  return a.name == b.name && a.about == b.about && a.applicants == b.applicants && a.opens == b.opens &&
         a.closes == b.closes && a.opens_announced == b.opens_announced && a.ceiling == b.ceiling &&
         days(a) == days(b) && a.source == b.source && a.source_date == b.source_date && a.fact_status == b.fact_status;
}

/// Cut-offs keep the ids that dossiers point to.
void keep_ids(Call& fresh, const Call& stored) {
  for (auto& cut_off : fresh.cut_offs)
    for (const auto& before : stored.cut_offs)
      if (before.at == cut_off.at) cut_off = before;
}

}  // namespace

Result<CallSeedCount> seed_calls(const Op& op, const region::Pack& region, const DossierPack& pack) {
  if (!op.actor.roles.meets({Role::office, Role::admin}))
    return Error::forbidden(say("Only the office keeps the calls."));
  return in_transaction(op.db, [&](Tx& tx) -> Result<CallSeedCount> {
    CallSeedCount count;
    for (const auto& said : region.calls) {
      auto call = call_said(said, region.region.zone);
      auto stored = find_call_by_code(tx, said.code);
      if (!stored) {
        TRY(insert_call(tx, call));
        insert_form(tx, call.id, call.form, pack.form, op.actor.person, op.now);
        ++count.added;
      } else if (stored->edited_at) {
        ++count.kept;
        continue;
      } else if (says_the_same(call, *stored)) {
        ++count.unchanged;
        continue;
      } else {
        keep_ids(call, *stored);
        call.id = stored->id;
        call.version = stored->version;
        call.form = stored->form;
        call.state = stored->state;
        TRY(save_call(tx, call));
        TRY(save_cut_offs(tx, call.id, call.cut_offs));
        TRY(place_the_unplaced(tx, op, call));
        ++count.updated;
      }
      journal::record(tx, op, CallSaved{call.id, call.state, call.version, true});
    }
    return count;
  });
}

}  // namespace couloir::calls
