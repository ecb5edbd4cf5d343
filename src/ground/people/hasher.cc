// argon2id in a small pool, so that its memory is bounded and pages are answered meanwhile.
#include <sodium.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <thread>

#include "base/bug.h"
#include "people/password.h"

namespace couloir::people {

namespace {

std::string argon2id(std::string_view password, HashCost cost) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  auto failed = crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes, cost.memory_bytes,
                                      crypto_pwhash_ALG_ARGON2ID13);
  if (failed) throw std::bad_alloc();  // the only way it fails
  return out.data();
}

bool fits(const std::string& stored, std::string_view password) {
  return crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
}

/// Well formed, at this cost, and of no password: 16 and 32 zero bytes in base64.
std::string hash_of_nobody(HashCost cost) {
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes / 1024, cost.passes, std::string(22, 'A'),
                     std::string(43, 'A'));
}

}  // namespace

struct Hasher::Pool {
  Pool(HashCost asked, int threads_wanted, int most)
      : cost(asked), nobody(hash_of_nobody(asked)), count(threads_wanted), max_waiting(most) {
    check(sodium_init() >= 0, "libsodium");
  }
  ~Pool() {
    {
      std::lock_guard lock(mutex);
      closing = true;
    }
    arrived.notify_all();
    for (auto& thread : threads) thread.join();
  }

  /// Runs `job` on a thread of the pool and waits for its answer.
  template <class F>
  auto run(F job) -> Result<decltype(job())> {
    std::packaged_task<decltype(job())()> task(std::move(job));
    auto answer = task.get_future();
    {
      std::lock_guard lock(mutex);
      if (waiting.size() >= static_cast<std::size_t>(max_waiting))
        return Error::too_many(say("Many people are logging in right now. Try again in a minute."));
      waiting.emplace_back([&task] { task(); });
      // At the first hash, not before: most commands never hash, and the server masks its signals first.
      while (threads.size() < static_cast<std::size_t>(count)) threads.emplace_back([this] { work(); });
    }
    arrived.notify_one();
    return answer.get();
  }

  void work() {
    for (std::unique_lock lock(mutex);;) {
      arrived.wait(lock, [&] { return closing || !waiting.empty(); });
      if (waiting.empty()) return;
      auto job = std::move(waiting.front());
      waiting.pop_front();
      lock.unlock();
      job();
      lock.lock();
    }
  }

  const HashCost cost;
  const std::string nobody;
  const int count, max_waiting;
  std::atomic<std::int64_t> computed{0};
  std::mutex mutex;
  std::condition_variable arrived;
  std::deque<std::function<void()>> waiting;
  bool closing = false;
  std::vector<std::thread> threads;
};

Hasher::Hasher(HashCost cost, int threads, int max_waiting)
    : pool_(std::make_unique<Pool>(cost, threads, max_waiting)) {}
Hasher::~Hasher() = default;

Result<std::string> Hasher::hash(std::string_view password) {
  return pool_->run([&] {
    ++pool_->computed;
    return argon2id(password, pool_->cost);
  });
}

Result<bool> Hasher::verify(const std::string* stored, std::string_view password) {
  return pool_->run([&] {
    ++pool_->computed;
    return fits(stored ? *stored : pool_->nobody, password) && stored;
  });
}

bool Hasher::is_stale(const std::string& stored) const {
  return crypto_pwhash_str_needs_rehash(stored.c_str(), pool_->cost.passes, pool_->cost.memory_bytes) != 0;
}

std::int64_t Hasher::computed() const { return pool_->computed; }

}  // namespace couloir::people
