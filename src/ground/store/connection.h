// One connection to one database, and the cache of what it prepared. The two dialects implement it; db.cc pools them
// and decides on retries. Used by one thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "store/db.h"

namespace couloir {

class Connection {
 public:
  virtual ~Connection() = default;
  using OnRow = std::function<void(const Row&)>;

  /// One view of the data until end_read(). May wait for the first statement and travel with it.
  virtual void begin_read() = 0;
  virtual void end_read() noexcept = 0;
  /// Waits for its turn to write.
  virtual void begin_write() = 0;
  virtual void commit() = 0;  ///< on disk when it returns; when it throws the outcome is unknown
  virtual void rollback() noexcept = 0;
  /// Rows changed. Throws StoreFailure, and Bug for wrong parameters.
  virtual std::int64_t run(std::string_view sql, const Params&, const OnRow&) = 0;
};

/// Keyed by SQL text, looked up without a copy.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class T>
using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

/// Above this many prepared statements a connection forgets the idle ones: SQL built with filters must not eat memory.
inline constexpr std::size_t kMostPrepared = 300;

/// "In: <SQL>" appended to what the database said, so that a mistake is seen at once in a test's output.
[[noreturn]] void throw_store_failure(StoreFailure::Kind, std::string_view database_says, std::string_view sql);

/// Busy, and worth trying again at once: another transaction won. (A wait that timed out is not.)
struct LostRace : StoreFailure {
  using StoreFailure::StoreFailure;
};

enum class Purpose {
  reads,
  writes,
  archive,  ///< reads a file that nobody writes, and leaves no trace beside it
};
/// Throws StoreFailure.
std::unique_ptr<Connection> connect_sqlite(const std::string& path, Purpose);
std::unique_ptr<Connection> connect_postgres(const std::string& url);

}  // namespace couloir
