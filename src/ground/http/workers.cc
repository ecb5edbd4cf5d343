// An intrusive list under one mutex; a thread is woken only when one sleeps, since a wake costs more than most jobs.
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

void Workers::give(Job& job) {
  bool wake = false;
  {
    std::lock_guard lock(mutex_);
    job.next_ = nullptr;
    (last_ ? last_->next_ : first_) = &job;
    last_ = &job;
    ++waiting_;
    wake = asleep_ > 0;
  }
  if (wake) filled_.notify_one();
}

Job* Workers::take() {
  std::unique_lock lock(mutex_);
  ++asleep_;
  filled_.wait(lock, [this] { return first_ || ending_; });
  --asleep_;
  Job* job = first_;
  if (!job) return nullptr;
  first_ = job->next_;
  if (!first_) last_ = nullptr;
  --waiting_;
  return job;
}

void Workers::work() {
  while (Job* job = take()) job->run();
}

}  // namespace couloir::http
