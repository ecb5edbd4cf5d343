#include "store/pool.h"

namespace couloir {

std::unique_ptr<Connection> Pool::take() {
  std::unique_lock lock(mutex_);
  if (!returned_.wait_for(lock, std::chrono::seconds(5), [&] { return out_ < most_; }))
    throw StoreFailure(StoreFailure::Kind::busy, "every reader of the database is taken");
  ++out_;
  if (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
  }
  lock.unlock();
  try {
    return open_();
  } catch (const StoreFailure&) {
    give_back(nullptr);
    throw;
  }
}

void Pool::give_back(std::unique_ptr<Connection> connection) noexcept {
  {
    std::lock_guard lock(mutex_);
    --out_;
    if (connection) idle_.push_back(std::move(connection));  // room for all was made by take()
  }
  returned_.notify_one();
}

void Pool::forget_idle() {
  std::vector<std::unique_ptr<Connection>> closing;
  std::lock_guard lock(mutex_);
  closing.swap(idle_);
}

}  // namespace couloir
