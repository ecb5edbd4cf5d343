// Finds where a request's head ends and refuses on the way, as soon as the byte is there, what no honest client sends.
// Looks at bytes and lines only; what the lines mean is request_reader's and head_rules' business.
#pragma once

#include <cstddef>
#include <string_view>

#include "http/server.h"

namespace couloir::http {

class HeadScan {
 public:
  explicit HeadScan(const Limits& limits) : limits_(limits) {}

  /// `so_far`: everything from the head's first byte on; call again with more. The size of the head, its empty line
  /// included, once that has come; 0 before.
  std::size_t scan(std::string_view so_far);
  /// 0, or the status of the refusal: 400 for a forbidden byte (bare CR or LF, NUL, folded line, space before a
  /// colon, TLS where HTTP is expected), 414 and 431 for what is too large.
  int refusal() const { return refusal_; }

 private:
  enum class Place { method, request_line, line_start, name, value, after_cr };

  int refuse(char);
  int take_method(char);
  int take_line_start(char);
  int take_name(char);
  int end_line();
  int too_large() const;

  const Limits& limits_;
  Place place_ = Place::method;
  std::size_t seen_ = 0;   ///< bytes looked at
  std::size_t lines_ = 0;  ///< whole lines, the request line included
  bool empty_line_ = false;
  bool whole_ = false;
  int refusal_ = 0;
};

}  // namespace couloir::http
