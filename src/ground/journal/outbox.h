// Who listens to which event, and the bell that wakes the runners of this process. Inside the journal only.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "journal/jobs.h"

namespace couloir::journal {

struct Listener {
  std::string event;
  std::string name;  ///< also the kind of its jobs
  Order order = Order::any;
};

/// A property of the program, like its routes: filled while it is wired, then only read. The same listener may be added
/// by two Jobs and goes when both are gone.
void add_to_listeners(const Listener&);
void remove_from_listeners(const Listener&);
std::vector<Listener> listeners_of(std::string_view event);

/// The same for what is done inside the transaction; of two with one name the first one's `act` is called.
struct Onlooker {
  std::string event;
  std::string name;
  Within act;
};
void add_to_onlookers(const Onlooker&);
void remove_from_onlookers(const Onlooker&);

/// One job per listener of the event at `seq`, then the onlookers.
void deliver(Tx&, const Op&, std::string_view event, std::int64_t seq, const std::string& payload);

/// Rung inside the writer's transaction: a woken runner asks for the next write transaction, which by itself waits for
/// that commit.
void ring_bell();
std::int64_t bell_rings();
/// Returns when the bell has rung more than `heard` times, or after `patience`.
void await_bell(std::int64_t heard, std::chrono::milliseconds patience);

}  // namespace couloir::journal
