#include "journal/outbox.h"

#include <condition_variable>
#include <mutex>

#include "journal/job_store.h"

namespace couloir::journal {
namespace {

struct Listening {
  Listener listener;
  int times = 1;
};
struct Switchboard {
  std::mutex mutex;
  std::vector<Listening> all;

  auto find(const Listener& l) {
    return std::find_if(all.begin(), all.end(), [&](const Listening& known) {
      return known.listener.event == l.event && known.listener.name == l.name;
    });
  }
};
Switchboard& switchboard() {
  static Switchboard board;
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

void add_to_listeners(const Listener& listener) {
  auto& board = switchboard();
  std::lock_guard lock(board.mutex);
  auto known = board.find(listener);
  if (known == board.all.end())
    board.all.push_back({listener});
  else
    ++known->times;
}

void remove_from_listeners(const Listener& listener) {
  auto& board = switchboard();
  std::lock_guard lock(board.mutex);
  auto known = board.find(listener);
  if (known != board.all.end() && --known->times == 0) board.all.erase(known);
}

std::vector<Listener> listeners_of(std::string_view event) {
  auto& board = switchboard();
  std::lock_guard lock(board.mutex);
  std::vector<Listener> found;
  for (const auto& known : board.all)
    if (known.listener.event == event) found.push_back(known.listener);
  return found;
}

void deliver(Tx& tx, const Op& op, std::string_view event, std::int64_t seq, const std::string& payload) {
  for (const auto& listener : listeners_of(event)) {
    NewJob job{.kind = listener.name, .payload = payload};
    job.event = seq;
    if (listener.order == Order::kept) job.options.queue = listener.name;
    add_job(tx, op, job);
  }
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
