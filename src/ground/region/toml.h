// Reads a TOML file key by key and keeps every complaint with its file, line and key, so that all are told at once.
// A key nobody asked for is a complaint too. toml++ itself stays inside toml.cc.
#pragma once

#include <filesystem>
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
  void add(std::string where, Sentence what) { problems_.push_back({std::move(where), std::move(what)}); }
  Date today() const { return today_; }
  bool empty() const { return problems_.empty(); }
  /// Every problem, in order of file and line.
  std::vector<Problem> take();

 private:
  Date today_;
  std::vector<Problem> problems_;
};

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
  Table table(std::string_view key);                ///< an absent one complains, then reads as empty
  std::vector<Table> tables(std::string_view key);  ///< [[key]], at least one
  std::vector<Table> maybe_tables(std::string_view key);

  /// A complaint of the caller's own about `key`, for rules that only it knows.
  void complain(std::string_view key, Sentence what);

 private:
  friend class TomlFile;
  struct Inside;
  explicit Table(std::unique_ptr<Inside>);
  std::unique_ptr<Inside> in_;
};

/// A file, parsed. An absent or broken one complains and reads as empty.
class TomlFile {
 public:
  TomlFile(const std::filesystem::path& file, Complaints&);
  ~TomlFile();
  TomlFile(const TomlFile&) = delete;
  TomlFile& operator=(const TomlFile&) = delete;

  bool readable() const;
  Table root();  ///< call once; the Table must not outlive the file

 private:
  struct Inside;
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
