// What pages, feeds and endpoints of the register of calls say of a call, in the thread's language, and the small
// pieces of its pages. Decides nothing.
#pragma once

#include <string>
#include <vector>

#include "calls/call.h"
#include "html/form.h"
#include "html/view.h"
#include "store/db.h"
#include "web/request.h"

namespace couloir::calls {

html::Url call_path(const Call&, std::string_view below = "");
html::Url office_call_path(CallId, std::string_view below = "");

std::string word(Applicant);
std::string word(CallState);
/// "Asked of member labs": the legend of its conditions.
std::string asked_of(Applicant);
std::string word(Condition);
std::string meaning(Condition);  ///< with what holds without it
/// Of each kind of applicant in a sentence or more: what the call asks of it.
html::Html conditions_of(const Call&);
/// "A member lab: The lab itself files. A project with a company: …"
std::string conditions_in_words(const Call&);
/// "member labs, projects of companies"
std::string who_may_apply(const Call&);
std::string opening_words(const Call&, std::string_view zone);
std::string closing_words(const Call&, std::string_view zone);
std::string ceiling_words(const Call&);
/// "30 September 2026 at 17:00 (Paris time)", or that none is announced, or that none is left.
std::string next_cut_off_words(const Call&, Instant now, std::string_view zone);
/// "If you file now: batch of …, answer by …", or when one can file, or that one cannot any more.
std::string if_filed_now(const Call&, Instant now, std::string_view zone);
/// "in 16 days", "today", "past".
std::string days_left(Instant, Instant now, std::string_view zone);

html::Html phase_tag(const Call&, Instant now);
/// Its source, that source's date, how sure it is, and whether the office has changed it since.
html::Html source_line(const Call&, std::string_view zone);
/// A day of a call, as pictures, tables and calendars name it.
struct CallDay {
  enum class What { opening, cut_off, closing };
  What what{};
  std::string name;  ///< "Cut-off"
  Instant at;
  CutOffId cut_off;  ///< 0: it is none
};
/// From the earliest to the latest; a closing that is the last cut-off by another name is told once.
std::vector<CallDay> days_of(const Call&);

/// Opening, cut-offs and closing on a line, with `table` or a small one beside it; empty when no day is known.
html::Html days_picture(const Call&, Instant now, std::string_view zone, html::Html table = {});

/// For the first page of the house.
view::Card home_card(const Call&, Instant now, std::string_view zone);

/// Those that are open, then those announced, then those that are over; the nearest day first. Drafts are left out.
std::vector<Call> in_public_order(std::vector<Call>, Instant now);

/// Who changed a call last, and when; for a page that shows two versions.
struct LastChange {
  std::string who;
  std::optional<Instant> at;
};
LastChange last_change_of(Reader&, CallId);

// ── forms ──

view::Field version_field(std::int64_t version);

/// The wall clock of `zone` as a date-time box holds it: "2026-09-30T17:00".
std::string wall_clock(Instant, std::string_view zone);
/// Between which offsets one must choose at that wall-clock time, the earlier moment first ("+02:00", "+01:00"); empty:
/// it is clear, or no time at all.
std::vector<std::string> offsets_at(const std::string& wall_clock, std::string_view zone);
/// The offset of a stored moment, where the wall clock alone does not tell it.
std::string offset_of(Instant, std::string_view zone);
/// One box, and a choice beside it when the clock shows that time twice or not at all.
void add_moment(std::vector<view::Field>&, view::Field box, const std::string& offset_name, const std::string& offset,
                std::string_view zone);
/// `offset`: chosen among those, else without meaning. Errors: invalid.
Result<Instant> moment_of(const std::string& wall_clock, const std::string& offset, std::string_view zone);

}  // namespace couloir::calls
