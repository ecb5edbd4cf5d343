// The bytes of one connection that were read and not yet used. Small while idle, so that thousands of sleeping
// connections cost little; grows while a request comes in and shrinks again. Does no I/O.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace couloir::http {

class Inbox {
 public:
  std::string_view view() const { return {data() + begin_, end_ - begin_}; }
  bool empty() const { return begin_ == end_; }

  /// Where the next read goes: never empty. Invalidates view().
  std::span<char> room() {
    if (empty()) begin_ = end_ = 0;
    if (end_ == capacity_) grow();
    return {data() + end_, capacity_ - end_};
  }
  void filled(std::size_t bytes) { end_ += bytes; }
  void use(std::size_t bytes) { begin_ += bytes; }

  /// Makes room for a body that will come in large pieces.
  void widen() {
    if (capacity_ < kWide) move_to(kWide);
  }
  /// Gives the memory back when nothing waits to be used.
  void rest() {
    if (!empty() || !large_) return;
    large_.reset();
    capacity_ = small_.size();
    begin_ = end_ = 0;
  }

 private:
  static constexpr std::size_t kWide = 64 << 10;

  char* data() { return large_ ? large_.get() : small_.data(); }
  const char* data() const { return large_ ? large_.get() : small_.data(); }

  void grow() { move_to(begin_ > capacity_ / 2 ? capacity_ : capacity_ * 4); }

  void move_to(std::size_t capacity) {
    std::unique_ptr<char[]> larger(new char[capacity]);  // not make_unique: zeroing would touch every page
    auto kept = view();
    std::copy(kept.begin(), kept.end(), larger.get());
    begin_ = 0;
    end_ = kept.size();
    capacity_ = capacity;
    large_ = std::move(larger);
  }

  std::array<char, 512> small_;
  std::unique_ptr<char[]> large_;
  std::size_t capacity_ = small_.size();
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace couloir::http
