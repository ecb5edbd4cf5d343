// The journal: what happened, who did it, under which request, chained by SHA-256 so that a later change is noticed.
// Append-only; holds ids and never a person's words (payload.h), so an erasure leaves it whole. docs/adr/0006.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/names.h"
#include "journal/payload.h"
#include "store/db.h"

namespace couloir::journal {

namespace journal_detail {
constexpr bool is_event_name(std::string_view name) {
  auto dot = name.find('.');
  return dot != name.npos && payload_detail::is_word(name.substr(0, dot)) &&
         payload_detail::is_word(name.substr(dot + 1));
}
template <class C, class Tag>
constexpr bool is_subject(const payload_detail::Field<C, Id<Tag>>&) {
  return true;
}
constexpr bool is_subject(const auto&) { return false; }
template <class E>
constexpr bool has_subject() {
  if constexpr (std::tuple_size_v<std::remove_cvref_t<decltype(E::kFields)>> == 0)
    return false;
  else
    return is_subject(std::get<0>(E::kFields));
}
}  // namespace journal_detail

/// A Described struct named "noun.past" whose first field is the id of that noun (see payload.h).
template <class E>
concept Event = Described<E> && journal_detail::is_event_name(E::kName) && journal_detail::has_subject<E>();

/// A place in the chain: enough to prove later that nothing before it changed. Printed on receipts.
struct Mark {
  std::int64_t seq = 0;  ///< 1, 2, 3… without a gap; 0: before the first event
  Hash hash;             ///< of the event at `seq`; zeros for 0

  bool operator==(const Mark&) const = default;
};

/// Writes the event and one job per listener (jobs.h) in the caller's transaction: they commit together or not at all.
template <Event E>
Mark record(Tx&, const Op&, const E&);

/// One event as it is stored; `subject` is the noun of its name.
struct Entry {
  std::int64_t seq = 0;
  Instant at;
  PersonId actor;  ///< 0: a visitor or the program itself
  Door door = Door::page;
  std::string request_id;
  std::string name;
  std::string subject;
  std::int64_t subject_id = 0;
  std::string payload;  ///< JSON exactly as hashed
  Hash prev_hash;
  Hash hash;

  bool operator==(const Entry&) const = default;
};

/// The bytes whose SHA-256 is the event's hash; spelled out in docs/adr/0006 so that anybody can check.
std::string canonical_bytes(const Entry&);

/// Events of one thing, newest first, those with a lower seq than `before`.
std::vector<Entry> history_of(Reader&, std::string_view subject, std::int64_t id, int limit = 50,
                              std::optional<std::int64_t> before = {});
/// What one person did, newest first.
std::vector<Entry> history_by(Reader&, PersonId, int limit = 50, std::optional<std::int64_t> before = {});
std::optional<Entry> find_entry(Reader&, std::int64_t seq);
/// Those with a seq above `after`, in order.
std::vector<Entry> entries_after(Reader&, std::int64_t after, int limit);
/// The first event recorded under this request id.
std::optional<Entry> first_of_request(Reader&, std::string_view request_id);
Mark head(Reader&);

/// Every event in order, one JSON object a line, given to `write` as it is read; memory does not grow with the journal.
void export_lines(Reader&, const std::function<void(std::string_view)>& write);

enum class Flaw {
  missing,   ///< a number is skipped: an event was deleted
  changed,   ///< its content does not give its hash
  unlinked,  ///< it does not follow the one before: inserted, swapped, or the chain was rewritten
  tail,      ///< the end is not where the head row says: the last events were cut or added by hand
  marked,    ///< differs from a mark noted outside: the whole chain was rewritten
};
}  // namespace couloir::journal

template <>
inline constexpr auto couloir::kNames<couloir::journal::Flaw> =
    std::array{"missing"sv, "changed"sv, "unlinked"sv, "tail"sv, "marked"sv};

namespace couloir::journal {

struct Verdict {
  std::int64_t checked = 0;  ///< events that are whole, from the first on
  std::optional<Flaw> flaw;  ///< empty: the chain is whole
  std::int64_t at = 0;       ///< seq of the first flaw
  Mark head;                 ///< what the head row says; worth noting outside

  bool whole() const { return !flaw; }
};

/// Walks the whole chain and stops at the first flaw. `noted` are marks kept elsewhere (a receipt, a printed head).
/// `progress` is told the number checked, now and then.
Verdict verify(Reader&, const std::vector<Mark>& noted = {}, const std::function<void(std::int64_t)>& progress = {});

// ── details ──
namespace journal_detail {
struct Happening {
  std::string_view name;
  std::int64_t subject_id;
  std::string payload;
};
Mark append(Tx&, const Op&, const Happening&);
}  // namespace journal_detail

template <Event E>
Mark record(Tx& tx, const Op& op, const E& event) {
  auto subject = event.*std::get<0>(E::kFields).member;
  return journal_detail::append(tx, op, {E::kName, subject.v, write_payload(event)});
}

}  // namespace couloir::journal
