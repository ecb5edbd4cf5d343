// Intrusive lists, one of the giver and one under a mutex; threads are woken only when some sleep.
#include "http/workers.h"

#include <algorithm>

namespace couloir::http {

Workers::Workers(unsigned threads) {
  for (unsigned i = 0; i < std::max(1U, threads); ++i) threads_.emplace_back([this] { work(); });
}

Workers::~Workers() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  filled_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Workers::Queue::push(Job& job) {
  job.next_ = nullptr;
  (last ? last->next_ : first) = &job;
  last = &job;
  ++count;
}

Job* Workers::Queue::pop() {
  Job* job = first;
  first = job->next_;
  if (!first) last = nullptr;
  --count;
  return job;
}

void Workers::Queue::append(Queue& other) {
  (last ? last->next_ : first) = other.first;
  last = other.last;
  count += other.count;
  other = {};
}

void Workers::give(Job& job) { given_.push(job); }

void Workers::start() {
  if (given_.count == 0) return;
  std::size_t to_wake = 0;
  {
    std::lock_guard lock(mutex_);
    to_wake = std::min(asleep_, given_.count);
    queue_.append(given_);
    waiting_ = queue_.count;
  }
  for (; to_wake > 0; --to_wake) filled_.notify_one();
}

Job* Workers::take() {
  std::unique_lock lock(mutex_);
  ++asleep_;
  filled_.wait(lock, [this] { return queue_.count > 0 || ending_; });
  --asleep_;
  if (queue_.count == 0) return nullptr;
  Job* job = queue_.pop();
  waiting_ = queue_.count;
  return job;
}

void Workers::work() {
  while (Job* job = take()) job->run();
}

}  // namespace couloir::http
