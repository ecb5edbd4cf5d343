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

/// `words` as words_of() gives them; they and the filter must outlive the answer.
Conditions conditions_of(const UseCaseFilter& filter, const std::vector<std::string>& words) {
  Conditions c;
  if (filter.organisations.size() == 1) c.add(" AND organisation = :o0", ":o0", filter.organisations.front());
  if (filter.organisations.size() > 1) c.add_in(" AND organisation", kOrganisationParams, filter.organisations, "");
  // One organisation has few: keep its index, not that of the state, which SQLite would take otherwise (21 ms of
  // 100,000).
  auto state = filter.organisations.empty() ? " AND state = :state" : " AND state || '' = :state";
  if (filter.state) c.add(state, ":state", *filter.state);
  if (!filter.pillar.empty()) c.add(" AND score_pillar = :pillar", ":pillar", filter.pillar);
  if (!filter.asked_labs.empty())
    c.add_in(" AND id IN (SELECT use_case FROM portfolio_sponsorship WHERE state <> 'withdrawn' AND lab", kLabParams,
             filter.asked_labs, ")");
  for (std::size_t i = 0; i < words.size(); ++i) {
    c.add(fmt::format(" AND id IN (SELECT use_case FROM portfolio_word WHERE word >= {} AND word < {})", kWordParams[i],
                      kEndParams[i]),
          kWordParams[i], words[i]);
    c.params.emplace_back(kEndParams[i], Value(end_of_prefix(words[i])));
  }
  return c;
}

/// The page's rows in list order, or in the opposite one when going back.
std::string list_sql(const std::string& where, Sort sort, bool from_cursor, bool backwards) {
  auto key = key_of(sort);
  bool ascending = key.ascending != backwards;
  auto past = from_cursor ? fmt::format(" AND ({}, id) {} (:key, :id)", key.column, ascending ? ">" : "<") : "";
  return fmt::format(
      "SELECT id, organisation, external_id, title, state, score_floor, score_ceiling, score_pillar, score_wave, "
      "score_scorers, score_complete, "
      "rice, wsjf, updated_at, {0} AS sort_key, "
      "(SELECT count(*) FROM (SELECT 1 FROM portfolio_use_case WHERE {1} LIMIT :counted) AS few) AS total "
      "FROM portfolio_use_case WHERE {1}{2} ORDER BY {0} {3}, id {3} LIMIT :limit",
      key.column, where, past, ascending ? "ASC" : "DESC");
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
  auto words = words_of(filter.words);
  words.resize(std::min(words.size(), kMostWords));
  bool backwards = before.has_value();
  const auto& cursor = backwards ? before : after;
  auto conditions = conditions_of(filter, words);
  if (cursor) {
    conditions.params.emplace_back(":key", key_value(*cursor, sort));
    conditions.params.emplace_back(":id", cursor->id);
  }
  conditions.params.emplace_back(":counted", kCountedAtMost + 1);
  conditions.params.emplace_back(":limit", limit + 1);

  UseCasePage page;
  std::vector<Cursor> places;
  reader.each(list_sql(conditions.where, sort, cursor.has_value(), backwards), conditions.params, [&](const Row& row) {
    page.rows.push_back(read_summary(row));
    places.push_back({read_key(row, sort), page.rows.back().id.v});
    page.total = row.get<std::int64_t>("total");
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
  auto words = words_of(filter.words);
  words.resize(std::min(words.size(), kMostWords));
  auto conditions = conditions_of(filter, words);
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
