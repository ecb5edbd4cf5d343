#include "journal/outbox.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "journal/job_store.h"

namespace couloir::journal {
namespace {

/// Those added, each with the number of Jobs that did.
template <class T>
class Switchboard {
 public:
  void add(const T& one) {
    std::lock_guard lock(mutex_);
    if (auto known = find(one); known != all_.end())
      ++known->times;
    else
      all_.push_back({one});
  }
  void remove(const T& one) {
    std::lock_guard lock(mutex_);
    if (auto known = find(one); known != all_.end() && --known->times == 0) all_.erase(known);
  }
  std::vector<T> of(std::string_view event) {
    std::lock_guard lock(mutex_);
    std::vector<T> found;
    for (const auto& known : all_)
      if (known.one.event == event) found.push_back(known.one);
    return found;
  }

 private:
  struct Known {
    T one;
    int times = 1;
  };
  auto find(const T& one) {
    return std::ranges::find_if(
        all_, [&](const Known& known) { return known.one.event == one.event && known.one.name == one.name; });
  }
  std::mutex mutex_;
  std::vector<Known> all_;
};
Switchboard<Listener>& listeners() {
  static Switchboard<Listener> board;
  return board;
}
Switchboard<Onlooker>& onlookers() {
  static Switchboard<Onlooker> board;
  return board;
}

struct Bell {
  std::mutex mutex;
  std::condition_variable rung;
  std::int64_t rings = 0;
};
Bell& bell() {
  static Bell one;
  return one;
}

}  // namespace

void add_to_listeners(const Listener& listener) { listeners().add(listener); }
void remove_from_listeners(const Listener& listener) { listeners().remove(listener); }
std::vector<Listener> listeners_of(std::string_view event) { return listeners().of(event); }
void add_to_onlookers(const Onlooker& onlooker) { onlookers().add(onlooker); }
void remove_from_onlookers(const Onlooker& onlooker) { onlookers().remove(onlooker); }

void deliver(Tx& tx, const Op& op, std::string_view event, std::int64_t seq, const std::string& payload) {
  for (const auto& listener : listeners_of(event)) {
    NewJob job{.kind = listener.name, .payload = payload};
    job.event = seq;
    if (listener.order == Order::kept) job.options.queue = listener.name;
    add_job(tx, op, job);
  }
  for (const auto& onlooker : onlookers().of(event)) onlooker.act(tx, op);
}

void ring_bell() {
  std::lock_guard lock(bell().mutex);
  ++bell().rings;
  bell().rung.notify_all();
}

std::int64_t bell_rings() {
  std::lock_guard lock(bell().mutex);
  return bell().rings;
}

void await_bell(std::int64_t heard, std::chrono::milliseconds patience) {
  std::unique_lock lock(bell().mutex);
  bell().rung.wait_for(lock, patience, [&] { return bell().rings > heard; });
}

}  // namespace couloir::journal
