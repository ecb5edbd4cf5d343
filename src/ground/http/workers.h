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

  // One thread gives.

  /// Puts a job aside for the next start().
  void give(Job&);
  /// Lets the threads take what was given. One call for many jobs: waking a thread costs more than most jobs, and the
  /// one that wakes it often loses its core to it at once.
  void start();
  std::size_t given() const { return given_.count; }
  /// Jobs that no thread has taken yet. Whoever gives jobs must stop at some number and turn work away.
  std::size_t waiting() const { return given_.count + waiting_.load(std::memory_order_relaxed); }

 private:
  struct Queue {
    Job* first = nullptr;
    Job* last = nullptr;
    std::size_t count = 0;

    void push(Job&);
    Job* pop();
    void append(Queue& other);  ///< leaves `other` empty
  };

  Job* take();
  void work();

  Queue given_;  ///< the giver's own
  std::mutex mutex_;
  std::condition_variable filled_;
  Queue queue_;
  std::atomic<std::size_t> waiting_ = 0;  ///< queue_.count, readable without the mutex
  std::size_t asleep_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace couloir::http
