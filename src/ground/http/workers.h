// A few threads that take jobs in order from one queue. Knows nothing of what a job does.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

namespace couloir::http {

/// Something to be done on a worker. Its owner keeps it alive until run() has returned; queuing it allocates nothing.
class Job {
 public:
  virtual void run() noexcept = 0;

 protected:
  ~Job() = default;

 private:
  friend class Workers;
  Job* next_ = nullptr;
};

class Workers {
 public:
  explicit Workers(unsigned threads);
  /// Runs what was given, then ends the threads.
  ~Workers();

  void give(Job&);
  /// Jobs that no thread has taken yet. Whoever gives jobs must stop at some number and turn work away.
  std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }

 private:
  Job* take();
  void work();

  std::mutex mutex_;
  std::condition_variable filled_;
  Job* first_ = nullptr;
  Job* last_ = nullptr;
  std::atomic<std::size_t> waiting_ = 0;
  std::size_t asleep_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace couloir::http
