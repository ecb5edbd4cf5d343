// How couloir says that something did not work: a value or an Error, and the two macros that pass errors on.
// Expected failures only. A bug throws Bug (bug.h); a broken world (disk, database) throws its own exception.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace couloir {

/// A sentence for people, kept untranslated: an English msgid of po/, with the values of {1}, {2}… beside it.
/// words/ turns it into the reader's language at the last step.
struct Sentence {
  std::string msgid;
  std::vector<std::string> args;

  bool empty() const { return msgid.empty(); }
  bool operator==(const Sentence&) const = default;
};

/// Marks a msgid for xgettext and fills its places: say("“{1}” is not a SIRET.", text).
template <class... Args>
Sentence say(std::string_view msgid, const Args&... args) {
  return {std::string(msgid), {std::string(args)...}};
}

/// Marks a msgid that stands in a table and reaches tr() later: {State::idea, _t("Idea")}.
constexpr std::string_view _t(std::string_view msgid) { return msgid; }

/// The closed list of ways a request fails. web/ holds the only table to HTTP, app/ the only one to exit codes.
enum class Code {
  invalid,          ///< 400: the input is not understood; `problems` name each field
  unauthenticated,  ///< 401
  forbidden,        ///< 403; use not_found where existence itself is secret
  not_found,        ///< 404
  conflict,         ///< 409: someone else saved it since it was read
  refused,          ///< 422: a rule said no; `problems` hold every obstacle
  too_many,         ///< 429
  unavailable,      ///< 503: try again later
};

/// One thing to mend, tied to the place where the person typed it.
struct Problem {
  std::string where;  ///< field name ("siret"), path ("criteria/2/weight") or "line 12"; empty: the whole input
  Sentence what;

  bool operator==(const Problem&) const = default;
};

struct [[nodiscard]] Error {
  Code code = Code::invalid;
  Sentence message;
  std::vector<Problem> problems;
  std::string context;  ///< for the log only; never shown

  static Error invalid(Sentence s, std::vector<Problem> p = {}) {
    return {Code::invalid, std::move(s), std::move(p), {}};
  }
  static Error invalid(std::vector<Problem> p);  ///< "Some answers need another look."
  static Error unauthenticated(Sentence s) { return {Code::unauthenticated, std::move(s), {}, {}}; }
  static Error forbidden(Sentence s) { return {Code::forbidden, std::move(s), {}, {}}; }
  static Error not_found(Sentence s) { return {Code::not_found, std::move(s), {}, {}}; }
  static Error conflict(Sentence s) { return {Code::conflict, std::move(s), {}, {}}; }
  static Error refused(Sentence s, std::vector<Problem> p = {}) {
    return {Code::refused, std::move(s), std::move(p), {}};
  }
  static Error too_many(Sentence s) { return {Code::too_many, std::move(s), {}, {}}; }
  static Error unavailable(Sentence s) { return {Code::unavailable, std::move(s), {}, {}}; }

  bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using Base = tl::expected<T, Error>;
  using Base::Base;
  Result(Error error) : Base(tl::unexpected<Error>(std::move(error))) {}
  Result(tl::unexpected<Error> error) : Base(std::move(error)) {}
};

}  // namespace couloir

#define COULOIR_JOIN_(a, b) a##b
#define COULOIR_JOIN(a, b) COULOIR_JOIN_(a, b)

/// TRY(expr): returns the error of `expr` from this function, else goes on. Always on a line of its own.
#define TRY(expr)                                                                                               \
  do {                                                                                                          \
    if (auto couloir_tried = (expr); !couloir_tried) return ::tl::unexpected(std::move(couloir_tried).error()); \
  } while (false)

/// TRY_LET(auto x, expr): the value of `expr` into x, or returns its error. Never under a brace-less `if`.
#define TRY_LET(declaration, expr) TRY_LET_(declaration, expr, COULOIR_JOIN(couloir_tried_, __LINE__))
#define TRY_LET_(declaration, expr, tried)                       \
  auto tried = (expr);                                           \
  if (!tried) return ::tl::unexpected(std::move(tried).error()); \
  declaration = *std::move(tried)
