// Reads JSON strictly and says where it is wrong: keys are read in the order in which the caller names them (so that a
// list can be checked against one that stands later in the text), unknown, missing and repeated keys are refused by
// their JSON pointer.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace couloir::solve {

class JsonReader {
 public:
  struct Member {
    std::string_view key;
    std::function<void()> read;
    bool required = true;
  };

  /// Errors: invalid, when the text is no JSON object, or says a key twice.
  static Result<JsonReader> over(std::string_view text);
  JsonReader(JsonReader&&) noexcept;
  ~JsonReader();

  // Each reads the value in hand; a wrong one is noted and something harmless returned.
  void object(std::initializer_list<Member> members);
  void each(const std::function<void()>& element);
  void each_member(const std::function<void(std::string_view key)>& member);
  std::int64_t integer(std::int64_t least, std::int64_t most);
  double number();
  std::string text(std::size_t longest);
  std::string month();  ///< "2026-09"
  void exactly(std::string_view word);
  int one_of(std::initializer_list<std::string_view> words);  ///< its place; 0 when it is none of them
  std::optional<int> index_key(std::string_view key, std::int64_t many);
  bool null() const;
  void skip() {}
  std::int64_t size_of(std::string_view key) const;  ///< of a list in the outermost object; 0 when there is none

  void complain(Sentence what);
  void complain_at(std::string where, Sentence what);
  bool fine() const { return problems_.empty(); }
  Result<void> verdict();

 private:
  struct Tree;
  explicit JsonReader(std::unique_ptr<Tree> tree);

  std::unique_ptr<Tree> tree_;
  std::vector<std::string> path_;
  std::vector<Problem> problems_;
};

/// A text as a JSON string, quotes included.
std::string json_quoted(std::string_view text);

}  // namespace couloir::solve
