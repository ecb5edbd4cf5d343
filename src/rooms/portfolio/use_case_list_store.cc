// Lists of use cases. Their SQL is put together from constant pieces only: each filter that is not asked for is left
// out, because a database cannot use an index behind ":x IS NULL OR". Values are always bound.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/bug.h"
#include "base/text.h"
#include "http/url.h"
#include "portfolio/use_case_store.h"

namespace couloir::portfolio {
namespace {

constexpr std::size_t kMostWords = 4;

struct Key {
  std::string_view column;
  bool text;
  bool ascending;
};
Key key_of(Sort sort) {
  switch (sort) {
    case Sort::score:
      return {"score_floor", false, false};
    case Sort::rice:
      return {"rice", false, false};
    case Sort::wsjf:
      return {"wsjf", false, false};
    case Sort::title:
      return {"title_key", true, true};
    case Sort::updated:
      return {"updated_at", true, false};
  }
  return {"id", false, false};
}

/// Filters as constant pieces of SQL and the values bound to them.
struct Conditions {
  std::string where = "1 = 1";
  std::vector<Param> params;

  template <class T>
  void add(std::string_view piece, std::string_view name, const T& value) {
    where += piece;
    params.emplace_back(name, value);
  }
  template <class IdType>
  void add_in(std::string_view begin, std::span<const std::string_view> names, const std::vector<IdType>& ids,
              std::string_view end) {
    auto n = std::min(ids.size(), names.size());
    where += fmt::format("{} IN ({}){}", begin, fmt::join(names.first(n), ", "), end);
    for (std::size_t i = 0; i < n; ++i) params.emplace_back(names[i], ids[i]);
  }
};

constexpr std::array<std::string_view, kMostWords> kWordParams{":word0", ":word1", ":word2", ":word3"};
constexpr std::array<std::string_view, kMostWords> kEndParams{":end0", ":end1", ":end2", ":end3"};
/// Names for lists of ids. Somebody with more organisations or labs than that sees the first ones.
constexpr std::array<std::string_view, 8> kOrganisationParams{":o0", ":o1", ":o2", ":o3", ":o4", ":o5", ":o6", ":o7"};
constexpr std::array<std::string_view, 8> kLabParams{":lab0", ":lab1", ":lab2", ":lab3",
                                                     ":lab4", ":lab5", ":lab6", ":lab7"};

/// "recep" also finds "reception": up to the last word that begins so, in byte order, which is U+10FFFF's.
std::string end_of_prefix(std::string word) {
  word += "\xF4\x8F\xBF\xBF";
  return word;
}

/// How many rows a filter leaves, which no index knows. few: find them, then sort. many: walk along the sort key, where
/// the page is soon full, and look at each row; `|| ''` keeps SQLite from starting at another index.
enum class Expected { few, many };

/// The nth word's piece of SQL, about the portfolio_word called w.
std::string word_within(std::string_view w, std::size_t i) {
  return fmt::format("{0}.word >= {1} AND {0}.word < {2}", w, kWordParams[i], kEndParams[i]);
}
/// All words after the first, of the use case that `of` names.
std::string later_words(std::size_t from, std::size_t count, std::string_view of) {
  std::string where;
  for (auto i = from; i < count; ++i)
    where += fmt::format(" AND EXISTS (SELECT 1 FROM portfolio_word AS w{0} WHERE w{0}.use_case = {1} AND {2})", i, of,
                         word_within(fmt::format("w{}", i), i));
  return where;
}

void bind_words(Conditions& c, const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    c.params.emplace_back(kWordParams[i], words[i]);
    c.params.emplace_back(kEndParams[i], Value(end_of_prefix(words[i])));
  }
}

/// One organisation or lab has few use cases: their index is the one to keep, whatever else is asked.
bool of_somebody(const UseCaseFilter& filter) { return !filter.organisations.empty() || !filter.asked_labs.empty(); }

/// The filter without its words; it must outlive the answer.
Conditions conditions_without_words(const UseCaseFilter& filter, Expected expected) {
  Conditions c;
  bool by_row = of_somebody(filter) || expected == Expected::many;
  if (filter.organisations.size() == 1) c.add(" AND organisation = :o0", ":o0", filter.organisations.front());
  if (filter.organisations.size() > 1) c.add_in(" AND organisation", kOrganisationParams, filter.organisations, "");
  if (filter.state) c.add(by_row ? " AND state || '' = :state" : " AND state = :state", ":state", *filter.state);
  if (!filter.pillar.empty())
    c.add(by_row ? " AND score_pillar || '' = :pillar" : " AND score_pillar = :pillar", ":pillar", filter.pillar);
  if (!filter.asked_labs.empty())
    c.add_in(" AND id IN (SELECT use_case FROM portfolio_sponsorship WHERE state <> 'withdrawn' AND lab", kLabParams,
             filter.asked_labs, ")");
  return c;
}

/// `words` as words_to_find() gives them; they and the filter must outlive the answer.
Conditions conditions_of(const UseCaseFilter& filter, const std::vector<std::string>& words, Expected expected) {
  auto c = conditions_without_words(filter, expected);
  bind_words(c, words);
  if (of_somebody(filter) || expected == Expected::many)
    c.where += later_words(0, words.size(), "portfolio_use_case.id");
  else if (!words.empty())
    c.where += fmt::format(" AND id IN (SELECT w.use_case FROM portfolio_word AS w WHERE {}{})", word_within("w", 0),
                           later_words(1, words.size(), "w.use_case"));
  return c;
}

/// The longest first: mostly the rarest, and the one that the count starts from.
std::vector<std::string> words_to_find(const UseCaseFilter& filter) {
  auto words = words_of(filter.words);
  words.resize(std::min(words.size(), kMostWords));
  std::ranges::stable_sort(words, std::ranges::greater{}, &std::string::size);
  return words;
}

constexpr std::string_view kCount =
    "SELECT count(*) FROM (SELECT 1 FROM portfolio_use_case WHERE {} LIMIT :counted) AS few";

/// How many fit, up to kCountedAtMost + 1. With words it goes along their index and stops early.
std::int64_t count_few(Reader& reader, const UseCaseFilter& filter, const std::vector<std::string>& words) {
  auto c = conditions_without_words(filter, Expected::few);
  bool more_than_words = !c.params.empty();
  auto sql = fmt::format(kCount, c.where);
  if (!words.empty())
    sql = fmt::format(
        "SELECT count(*) FROM "
        "(SELECT DISTINCT w.use_case FROM portfolio_word AS w{} WHERE {}{}{} LIMIT :counted) AS few",
        more_than_words ? " CROSS JOIN portfolio_use_case" : "", word_within("w", 0),
        later_words(1, words.size(), "w.use_case"), more_than_words ? " AND id = w.use_case AND " + c.where : "");
  bind_words(c, words);
  c.params.emplace_back(":counted", kCountedAtMost + 1);
  return reader.one<std::int64_t>(sql, c.params);
}

/// Whether one more statement, to count first, is worth its price: not for the plain list, nor where one index gives
/// the filter and the order. A common word among 100,000 use cases took 76 ms without it and takes 0.3.
bool count_first(const UseCaseFilter& filter, const std::vector<std::string>& words, Sort sort) {
  if (of_somebody(filter)) return false;
  return !words.empty() || (sort != Sort::score && (filter.state || !filter.pillar.empty()));
}

/// The page's rows in list order, or in the opposite one when going back.
std::string list_sql(const std::string& where, Sort sort, bool from_cursor, bool backwards, bool counted) {
  auto key = key_of(sort);
  bool ascending = key.ascending != backwards;
  auto past = from_cursor ? fmt::format(" AND ({}, id) {} (:key, :id)", key.column, ascending ? ">" : "<") : "";
  return fmt::format(
      "SELECT id, organisation, external_id, title, state, score_floor, score_ceiling, score_pillar, score_wave, "
      "score_scorers, score_complete, "
      "rice, wsjf, updated_at, {0} AS sort_key, {4} AS total "
      "FROM portfolio_use_case WHERE {1}{2} ORDER BY {0} {3}, id {3} LIMIT :limit",
      key.column, where, past, ascending ? "ASC" : "DESC", counted ? "0" : "(" + fmt::format(kCount, where) + ")");
}

std::optional<double> known(double ratio) { return ratio < 0 ? std::nullopt : std::optional(ratio); }

UseCaseSummary read_summary(const Row& row) {
  return {row.get<UseCaseId>("id"),
          row.get<OrganisationId>("organisation"),
          row.get<std::optional<std::string>>("external_id").value_or(""),
          row.get<std::string>("title"),
          row.get<UseCaseState>("state"),
          read_score(row),
          known(row.get<double>("rice")),
          known(row.get<double>("wsjf")),
          row.get<Instant>("updated_at")};
}

/// The value of the sort key as the cursor carries it; %.17g gives a double back exactly.
std::string read_key(const Row& row, Sort sort) {
  if (key_of(sort).text) return row.get<std::string>("sort_key");
  return fmt::format("{:.17g}", row.get<double>("sort_key"));
}

Value key_value(const Cursor& cursor, Sort sort) {
  if (key_of(sort).text) return std::string_view(cursor.key);
  double number = 0;
  std::from_chars(cursor.key.data(), cursor.key.data() + cursor.key.size(), number);
  return number;
}

}  // namespace

std::string Cursor::str() const { return http::percent_encode(key) + "~" + std::to_string(id); }

std::optional<Cursor> Cursor::parse(std::string_view text) {
  auto tilde = text.rfind('~');
  if (tilde == std::string_view::npos) return std::nullopt;
  auto key = http::percent_decode(text.substr(0, tilde));
  Cursor cursor;
  auto [end, ec] = std::from_chars(text.data() + tilde + 1, text.data() + text.size(), cursor.id);
  if (!key || ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  cursor.key = *key;
  return cursor;
}

UseCasePage list_use_cases(Reader& reader, const UseCaseFilter& filter, Sort sort, std::optional<Cursor> after,
                           std::optional<Cursor> before, int limit) {
  auto words = words_to_find(filter);
  bool backwards = before.has_value();
  const auto& cursor = backwards ? before : after;
  UseCasePage page;
  bool counted = count_first(filter, words, sort);
  if (counted) page.total = count_few(reader, filter, words);
  auto expected = page.total > kCountedAtMost ? Expected::many : Expected::few;
  auto conditions = conditions_of(filter, words, expected);
  if (cursor) {
    conditions.params.emplace_back(":key", key_value(*cursor, sort));
    conditions.params.emplace_back(":id", cursor->id);
  }
  if (!counted) conditions.params.emplace_back(":counted", kCountedAtMost + 1);
  conditions.params.emplace_back(":limit", limit + 1);

  std::vector<Cursor> places;
  auto sql = list_sql(conditions.where, sort, cursor.has_value(), backwards, counted);
  reader.each(sql, conditions.params, [&](const Row& row) {
    page.rows.push_back(read_summary(row));
    places.push_back({read_key(row, sort), page.rows.back().id.v});
    if (!counted) page.total = row.get<std::int64_t>("total");
  });
  bool more = page.rows.size() > static_cast<std::size_t>(limit);
  if (more) page.rows.pop_back(), places.pop_back();
  if (backwards) std::ranges::reverse(page.rows), std::ranges::reverse(places);
  if (page.rows.empty()) return page;
  if (backwards ? more : after.has_value()) page.previous = places.front();
  if (backwards || more) page.next = places.back();
  return page;
}

WholePage whole_use_cases(Reader& reader, const UseCaseFilter& filter, std::optional<Cursor> after, int limit) {
  auto words = words_to_find(filter);
  auto conditions = conditions_of(filter, words, Expected::many);
  if (after) {
    conditions.where += " AND (title_key, id) > (:key, :id)";
    conditions.params.emplace_back(":key", after->key);
    conditions.params.emplace_back(":id", after->id);
  }
  conditions.params.emplace_back(":limit", limit);
  auto sql =
      fmt::format("SELECT {}, {}, title_key FROM portfolio_use_case WHERE {} ORDER BY title_key, id LIMIT :limit",
                  kUseCaseColumns, kScoreColumns, conditions.where);
  WholePage page;
  std::string last_key;
  reader.each(sql, conditions.params, [&](const Row& row) {
    page.rows.push_back({read_use_case(row), read_score(row)});
    last_key = row.get<std::string>("title_key");
  });
  if (page.rows.size() == static_cast<std::size_t>(limit)) page.next = Cursor{last_key, page.rows.back().use_case.id.v};
  return page;
}

}  // namespace couloir::portfolio
