// Is the chain as it was written? Recomputes every hash; trusts nothing it reads.
#include <algorithm>
#include <map>

#include "journal/event_text.h"
#include "journal/journal.h"

namespace couloir::journal {
namespace {

class Walk {
 public:
  Walk(const std::vector<Mark>& noted, const std::function<void(std::int64_t)>& progress) : progress_(progress) {
    for (const auto& mark : noted) noted_.emplace(mark.seq, mark.hash);
  }

  bool step(const EventText& event) {
    auto hash = sha256(canonical_bytes(event));
    if (auto flaw = flaw_in(event, hash)) return stop(*flaw);
    last_ = {event.seq, hash};
    verdict_.checked = event.seq;
    if (progress_ && event.seq % 1000 == 0) progress_(event.seq);
    return true;
  }

  Verdict end(const Mark& head) && {
    verdict_.head = head;
    if (verdict_.flaw) return verdict_;
    if (head != last_)
      stop(Flaw::tail);
    else if (!noted_.empty() && noted_.rbegin()->first > last_.seq)
      stop(Flaw::marked);
    return verdict_;
  }

 private:
  std::optional<Flaw> flaw_in(const EventText& event, const Hash& hash) const {
    if (event.seq > last_.seq + 1) return Flaw::missing;
    if (event.seq < last_.seq + 1) return Flaw::unlinked;
    if (event.hash != hash.hex()) return Flaw::changed;
    if (event.prev_hash != last_.hash.hex()) return Flaw::unlinked;
    auto [from, to] = noted_.equal_range(event.seq);
    bool as_noted = std::all_of(from, to, [&](const auto& mark) { return mark.second == hash; });
    return as_noted ? std::nullopt : std::optional(Flaw::marked);
  }
  bool stop(Flaw flaw) {
    verdict_.flaw = flaw;
    verdict_.at = last_.seq + 1;
    return false;
  }

  const std::function<void(std::int64_t)>& progress_;
  std::multimap<std::int64_t, Hash> noted_;
  Mark last_;
  Verdict verdict_;
};

}  // namespace

Verdict verify(Reader& db, const std::vector<Mark>& noted, const std::function<void(std::int64_t)>& progress) {
  Walk walk(noted, progress);
  each_event(db, [&](const EventText& event) { return walk.step(event); });
  return std::move(walk).end(head(db));
}

}  // namespace couloir::journal
