// Reads a TOML file key by key and keeps every complaint with its file, line and key, so that all are told at once.
// A key nobody asked for is a complaint too. toml++ itself stays inside toml.cc.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"
#include "region/fact.h"
#include "words/words.h"

namespace couloir::region {

/// What is wrong with the files read so far. One for all files of a pack; outlives what is read with it.
class Complaints {
 public:
  /// No fact may be dated after `today`.
  explicit Complaints(Date today) : today_(today) {}
  Date today() const { return today_; }
  bool empty() const { return all_.empty(); }
  void add(std::string_view file, unsigned line, std::string key, Sentence what);
  /// Something is said already about this key, or about an element of its list.
  bool has(std::string_view file, std::string_view key) const;
  /// invalid, with every problem in order of file and line; each `where` reads "labs.toml:14: lab[2].towns".
  Error error(Sentence message) const;

 private:
  struct Complaint {
    std::string file;
    unsigned line;
    std::string key;
    Sentence what;
  };
  Date today_;
  std::vector<Complaint> all_;
};

/// Where something was read, for what only shows once everything is.
struct Place {
  std::string file;
  unsigned line = 0;
  std::string key;  ///< "rule[2].when"
};

class Table;
/// Parses `file` and hands over its root. A file that is absent or not TOML complains, and `read` is not called.
void read_toml(const std::filesystem::path& file, Complaints&, const std::function<void(Table& root)>& read);

/// One table of a file. Each getter marks its key as known, and on a missing or wrong value complains and returns an
/// empty one: the caller reads on and looks at Complaints at the end. When a Table goes, its unknown keys are told.
class Table {
 public:
  Table(Table&&) noexcept;
  Table& operator=(Table&&) = delete;
  ~Table();

  std::string text(std::string_view key);  ///< not blank
  std::optional<std::string> maybe_text(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  ///< at least one
  std::string code(std::string_view key);                ///< letters, digits, - and _
  /// A code that is not in `taken` yet; adds it.
  std::string new_code(std::string_view key, std::vector<std::string>& taken);
  std::string one_of(std::string_view key, std::span<const std::string> allowed);
  std::vector<std::string> some_of(std::string_view key, std::span<const std::string> allowed);  ///< may be empty: []
  template <Named E>
  E one_of(std::string_view key);
  template <Named E>
  std::vector<E> some_of(std::string_view key);

  int integer(std::string_view key, int least, int most);
  std::optional<int> maybe_integer(std::string_view key, int least, int most);
  double number(std::string_view key, double least, double most);
  std::optional<double> maybe_number(std::string_view key, double least, double most);
  bool boolean(std::string_view key);

  Date date(std::string_view key);
  PartialDate partial_date(std::string_view key);
  std::optional<PartialDate> maybe_partial_date(std::string_view key);
  Instant instant(std::string_view key);  ///< with its offset

  Bilingual bilingual(std::string_view key);  ///< { fr = "…", en = "…" }, both
  std::optional<Bilingual> maybe_bilingual(std::string_view key);
  Fact fact();  ///< source, date, status and note of this very table

  bool has(std::string_view key) const;
  /// An absent one complains, with the keys that it may have, then reads as empty.
  Table table(std::string_view key, std::span<const std::string> keys = {});
  std::vector<Table> tables(std::string_view key);  ///< [[key]], at least one
  std::vector<Table> maybe_tables(std::string_view key);

  /// A complaint of the caller's own about `key`, for rules that only it knows; unsaid when its value is wrong already.
  void complain(std::string_view key, Sentence what);
  Place place(std::string_view key) const;

 private:
  friend void read_toml(const std::filesystem::path&, Complaints&, const std::function<void(Table&)>&);
  struct Inside;
  explicit Table(std::unique_ptr<Inside>);
  std::unique_ptr<Inside> in_;
};

template <Named E>
E Table::one_of(std::string_view key) {
  auto names = names_of<E>();
  return from_name<E>(one_of(key, std::vector<std::string>(names.begin(), names.end()))).value_or(E{});
}

template <Named E>
std::vector<E> Table::some_of(std::string_view key) {
  auto names = names_of<E>();
  std::vector<E> found;
  for (auto& name : some_of(key, std::vector<std::string>(names.begin(), names.end())))
    found.push_back(*from_name<E>(name));
  return found;
}

}  // namespace couloir::region
