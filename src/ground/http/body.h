// The body of a request while it comes in: in memory up to a limit, above that in a file that has no name any more, so
// that nothing is left behind whatever happens. Always readable as one piece of text once it is whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

namespace couloir::http {

class Body {
 public:
  /// `spool`: folder for what is larger than `memory_bytes`.
  Body(std::string spool, std::uint64_t memory_bytes) : spool_(std::move(spool)), memory_bytes_(memory_bytes) {}
  ~Body();
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  /// Errors: what the file system says, usually a full disk; the body is lost then.
  std::error_code append(std::string_view);
  /// Makes view() whole. Errors: as append.
  std::error_code finish();

  std::string_view view() const { return map_ ? std::string_view(static_cast<const char*>(map_), size_) : memory_; }
  std::uint64_t size() const { return size_; }

 private:
  std::error_code move_to_file();
  std::error_code write(std::string_view);

  std::string spool_;
  std::uint64_t memory_bytes_;
  std::string memory_;
  std::uint64_t size_ = 0;
  int file_ = -1;
  void* map_ = nullptr;
};

}  // namespace couloir::http
