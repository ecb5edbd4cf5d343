// For tests of what an acknowledged commit is worth: a disk in memory that loses what was not synced, fills up or
// breaks.
#pragma once

#include <map>
#include <memory>
#include <string>

namespace couloir {

/// SQLite's default disk while it lives; paths are any names.
class FaultyDisk {
 public:
  enum class Fault { full, broken };

  FaultyDisk();
  ~FaultyDisk();

  /// The writes and syncs from the n-th on fail (1 = the next).
  void fail_from(int n, Fault);
  void mend();
  /// The power goes now: of what each file got since its last sync, every piece stays, goes or stays in half by chance.
  /// What the still open connections write afterwards is lost.
  void lose_power(unsigned seed);
  /// Power is back. REQUIRES: no connection is open.
  void restart();

  struct File;

 private:
  friend struct FaultyDiskCalls;
  std::map<std::string, std::shared_ptr<File>> files_;
  std::map<std::string, std::string> after_power_cut_;
  int writes_ = 0, fails_at_ = 0, code_ = 0;
};

}  // namespace couloir
