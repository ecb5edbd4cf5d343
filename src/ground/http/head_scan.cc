// One pass over the head, one byte at a time; state survives between reads so that no byte is looked at twice.
#include "http/head_scan.h"

#include "http/chars.h"

namespace couloir::http {

namespace {
constexpr std::size_t kLongestMethod = 32;
}

std::size_t HeadScan::scan(std::string_view so_far) {
  while (seen_ < so_far.size() && !refusal_ && !whole_) {
    refusal_ = refuse(so_far[seen_++]);
    if (!refusal_ && !whole_) refusal_ = too_large();
  }
  return whole_ ? seen_ : 0;
}

int HeadScan::refuse(char c) {
  if (place_ == Place::after_cr) return c == '\n' ? end_line() : 400;
  if (place_ == Place::method) return take_method(c);
  if (place_ == Place::line_start) return take_line_start(c);
  if (place_ == Place::name) return take_name(c);
  if (c == '\r') {
    place_ = Place::after_cr;
    return 0;
  }
  return is_control(c) && c != '\t' ? 400 : 0;
}

int HeadScan::take_method(char c) {
  if (c == ' ' && seen_ > 1) {
    place_ = Place::request_line;
    return 0;
  }
  return is_token_char(c) && seen_ <= kLongestMethod ? 0 : 400;
}

int HeadScan::take_line_start(char c) {
  empty_line_ = c == '\r';
  place_ = empty_line_ ? Place::after_cr : Place::name;
  return empty_line_ || is_token_char(c) ? 0 : 400;  // a space or tab here would be a folded line
}

int HeadScan::take_name(char c) {
  if (c != ':') return is_token_char(c) ? 0 : 400;
  place_ = Place::value;
  return 0;
}

int HeadScan::end_line() {
  whole_ = empty_line_;
  place_ = Place::line_start;
  ++lines_;
  return !whole_ && lines_ > limits_.max_headers + 1 ? 431 : 0;
}

int HeadScan::too_large() const {
  if (lines_ == 0) return seen_ > limits_.target_bytes + kLongestMethod ? 414 : 0;
  return seen_ >= limits_.header_bytes ? 431 : 0;
}

}  // namespace couloir::http
