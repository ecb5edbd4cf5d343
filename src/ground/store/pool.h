// Connections kept open for reading, opened as they are needed, taken back warm: the last one returned goes out first.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/connection.h"

namespace couloir {

class Pool {
 public:
  using Open = std::function<std::unique_ptr<Connection>()>;
  Pool(std::size_t most, Open open) : most_(most), open_(std::move(open)) {}

  /// Waits up to five seconds when all are out. Throws StoreFailure (busy, lost).
  std::unique_ptr<Connection> take();
  /// Empty: the connection broke and is not coming back.
  void give_back(std::unique_ptr<Connection>) noexcept;
  std::unique_ptr<Connection> open() const { return open_(); }
  /// Closes the idle ones.
  void forget_idle();

 private:
  const std::size_t most_;
  const Open open_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t out_ = 0;
};

}  // namespace couloir
