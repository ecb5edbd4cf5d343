// The only file that knows toml++.
#define TOML_HEADER_ONLY 0
#include "region/toml.h"

#include <toml++/toml.h>

#include <fstream>
#include <sstream>

#include "base/text.h"

namespace couloir::region {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool is_code(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; });
}

/// A text, or a date, time or year as one would have written it in quotes.
std::optional<std::string> written(const toml::node* node) {
  if (!node || node->is_table() || node->is_array() || node->is_boolean() || node->is_floating_point())
    return std::nullopt;
  if (auto text = node->as_string()) return text->get();
  std::ostringstream out;
  node->visit([&](auto& value) {
    if constexpr (toml::is_value<decltype(value)>) out << value.get();
  });
  return out.str();
}

bool is_source(std::string_view text) {
  return text == kOwnAssumption || text == kGeneralKnowledge || text.starts_with("https://") ||
         text.starts_with("http://");
}

/// How sure a fact from there may be.
std::vector<std::string> statuses_for(std::string_view source) {
  if (source == kOwnAssumption) return {"assumed"};
  if (source == kGeneralKnowledge) return {"unverified", "assumed"};
  auto all = names_of<FactStatus>();
  return {all.begin(), all.end()};
}

unsigned line_of(const toml::node& node) { return node.source().begin.line; }

std::string at_place(const std::string& path, std::size_t index) { return fmt::format("{}[{}]", path, index + 1); }

std::optional<std::string> content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream all;
  if (!in || !(all << in.rdbuf())) return std::nullopt;
  return all.str();
}

std::optional<toml::table> parsed_file(const std::filesystem::path& file, Complaints& complaints) try {
  auto text = content(file);
  if (text) return toml::parse(*text);
  complaints.add(file.string(), 1, "", say("This file is missing or cannot be read."));
  return std::nullopt;
} catch (const toml::parse_error& error) {
  complaints.add(file.string(), error.source().begin.line, "", say("This is not valid TOML: {1}", error.description()));
  return std::nullopt;
}

}  // namespace

void Complaints::add(std::string_view file, unsigned line, std::string key, Sentence what) {
  all_.push_back({std::string(file), line, std::move(key), std::move(what)});
}

bool Complaints::has(std::string_view file, std::string_view key) const {
  return std::ranges::any_of(all_, [&](auto& said) {
    if (said.file != file || !said.key.starts_with(key)) return false;
    auto rest = std::string_view(said.key).substr(key.size());
    return rest.empty() || (rest.starts_with('[') && rest.find('.') == std::string_view::npos);
  });
}

Error Complaints::error(Sentence message) const {
  auto sorted = all_;
  std::ranges::stable_sort(sorted, {}, [](auto& c) { return std::tie(c.file, c.line); });
  std::vector<Problem> problems;
  for (auto& [file, line, key, what] : sorted)
    problems.push_back({fmt::format("{}:{}{}{}", file, line, key.empty() ? "" : ": ", key), std::move(what)});
  return Error::invalid(std::move(message), std::move(problems));
}

struct Table::Inside {
  const toml::table* at;  ///< null: absent, already complained about
  std::string path;
  unsigned line;
  std::string file;
  Complaints* complaints;
  std::vector<std::string> asked = {};

  std::string path_of(std::string_view key) const {
    return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
  }

  const toml::node* ask(std::string_view key) {
    if (std::ranges::find(asked, key) == asked.end()) asked.emplace_back(key);
    return at ? at->get(key) : nullptr;
  }
  /// An empty array of tables has no place of its own.
  unsigned line_of_key(std::string_view key) const {
    auto node = at ? at->get(key) : nullptr;
    return node && line_of(*node) ? line_of(*node) : line;
  }
  void complain(std::string_view key, Sentence what) const {
    if (!at || complaints->has(file, path_of(key))) return;
    complaints->add(file, line_of_key(key), path_of(key), std::move(what));
  }
  void complain(const toml::node& element, std::string where, Sentence what) const {
    complaints->add(file, line_of(element), std::move(where), std::move(what));
  }
  Inside below(const toml::table* table, std::string where, unsigned its_line) const {
    return {table, std::move(where), its_line, file, complaints};
  }
};

Table::Table(std::unique_ptr<Inside> in) : in_(std::move(in)) {}
Table::Table(Table&&) noexcept = default;

Table::~Table() {
  if (!in_ || !in_->at) return;
  for (auto& [key, node] : *in_->at)
    if (std::ranges::find(in_->asked, key.str()) == in_->asked.end())
      in_->complain(key.str(), say("This key is not known here. Known: {1}.", join_words(in_->asked)));
}

bool Table::has(std::string_view key) const { return in_->ask(key) != nullptr; }

void Table::complain(std::string_view key, Sentence what) { in_->complain(key, std::move(what)); }
Place Table::place(std::string_view key) const { return {in_->file, in_->line_of_key(key), in_->path_of(key)}; }

std::string Table::text(std::string_view key) {
  auto node = in_->ask(key);
  if (node && node->is_string() && !is_blank(node->as_string()->get())) return node->as_string()->get();
  complain(key, say("A text is expected here."));
  return {};
}

std::optional<std::string> Table::maybe_text(std::string_view key) {
  return has(key) ? std::optional(text(key)) : std::nullopt;
}

std::vector<std::string> Table::texts(std::string_view key) {
  auto node = in_->ask(key);
  auto list = node ? node->as_array() : nullptr;
  if (!list || list->empty()) {
    complain(key, say("A list of texts is expected here, with at least one."));
    return {};
  }
  std::vector<std::string> found;
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto value = (*list)[i].value<std::string>();
    if (value && !is_blank(*value))
      found.push_back(*value);
    else
      in_->complain((*list)[i], at_place(in_->path_of(key), i), say("A text is expected here."));
  }
  return found;
}

std::string Table::code(std::string_view key) {
  auto node = in_->ask(key);
  if (node && node->is_string() && is_code(node->as_string()->get())) return node->as_string()->get();
  complain(key, say("A code is expected here: letters without accents, digits, - and _."));
  return {};
}

std::string Table::new_code(std::string_view key, std::vector<std::string>& taken) {
  auto found = code(key);
  if (found.empty()) return found;
  if (std::ranges::find(taken, found) != taken.end())
    complain(key, say("“{1}” is used twice; every code is used once.", found));
  else
    taken.push_back(found);
  return found;
}

std::string Table::one_of(std::string_view key, std::span<const std::string> allowed) {
  auto node = in_->ask(key);
  auto value = node ? node->value<std::string>() : std::nullopt;
  if (value && std::ranges::find(allowed, *value) != allowed.end()) return *value;
  complain(key, say("Expected here, one of: {1}.", join_words(allowed)));
  return {};
}

std::vector<std::string> Table::some_of(std::string_view key, std::span<const std::string> allowed) {
  auto node = in_->ask(key);
  auto list = node ? node->as_array() : nullptr;
  if (!list) {
    complain(key, say("A list is expected here, of: {1}.", join_words(allowed)));
    return {};
  }
  std::vector<std::string> found;
  for (std::size_t i = 0; i < list->size(); ++i) {
    auto& element = (*list)[i];
    auto place = at_place(in_->path_of(key), i);
    auto value = element.value<std::string>();
    if (!value || std::ranges::find(allowed, *value) == allowed.end())
      in_->complain(element, place, say("Expected here, one of: {1}.", join_words(allowed)));
    else if (std::ranges::find(found, *value) != found.end())
      in_->complain(element, place, say("“{1}” is already in this list.", *value));
    else
      found.push_back(*value);
  }
  return found;
}

int Table::integer(std::string_view key, int least, int most) {
  auto node = in_->ask(key);
  auto value = node && node->is_integer() ? node->as_integer()->get() : std::int64_t{most} + 1;
  if (least <= value && value <= most) return static_cast<int>(value);
  complain(key, say("A whole number from {1} to {2} is expected here.", std::to_string(least), std::to_string(most)));
  return least;
}

std::optional<int> Table::maybe_integer(std::string_view key, int least, int most) {
  return has(key) ? std::optional(integer(key, least, most)) : std::nullopt;
}

double Table::number(std::string_view key, double least, double most) {
  auto node = in_->ask(key);
  auto value = node && node->is_number() ? node->value<double>() : std::nullopt;
  if (value && least <= *value && *value <= most) return *value;
  complain(key, say("A number from {1} to {2} is expected here.", fmt::to_string(least), fmt::to_string(most)));
  return least;
}

std::optional<double> Table::maybe_number(std::string_view key, double least, double most) {
  return has(key) ? std::optional(number(key, least, most)) : std::nullopt;
}

bool Table::boolean(std::string_view key) {
  auto node = in_->ask(key);
  if (node && node->is_boolean()) return node->as_boolean()->get();
  complain(key, say("true or false is expected here."));
  return false;
}

Date Table::date(std::string_view key) {
  auto text = written(in_->ask(key));
  if (auto found = parse_date(text.value_or(""))) return *found;
  complain(key, say("A date such as 2026-04-30 is expected here."));
  return {};
}

PartialDate Table::partial_date(std::string_view key) {
  auto text = written(in_->ask(key));
  if (auto found = parse_partial_date(text.value_or(""))) return *found;
  complain(key, say("A date is expected here, as precise as known: 2026-04-30, \"2026-04\" or 2026."));
  return {};
}

std::optional<PartialDate> Table::maybe_partial_date(std::string_view key) {
  return has(key) ? std::optional(partial_date(key)) : std::nullopt;
}

Instant Table::instant(std::string_view key) {
  auto text = written(in_->ask(key));
  if (auto found = parse_instant(text.value_or(""))) return *found;
  complain(key, say("A time with its offset is expected here, such as 2026-04-30T17:00:00+02:00."));
  return {};
}

Bilingual Table::bilingual(std::string_view key) {
  if (auto node = in_->ask(key); !node || !node->is_table()) {
    complain(key, say("The text is expected here in both languages: { fr = \"…\", en = \"…\" }."));
    return {};
  }
  auto both = table(key);
  return {both.text("fr"), both.text("en")};
}

std::optional<Bilingual> Table::maybe_bilingual(std::string_view key) {
  return has(key) ? std::optional(bilingual(key)) : std::nullopt;
}

Fact Table::fact() {
  Fact fact;
  fact.source = text("source");
  if (!fact.source.empty() && !is_source(fact.source))
    complain("source", say("A source is an address (https://…), “{1}” or “{2}”.", kOwnAssumption, kGeneralKnowledge));
  fact.date = partial_date("date");
  if (fact.date.first > in_->complaints->today())
    complain("date", say("This fact is dated after today, {1}.", in_->complaints->today().iso()));
  fact.status = from_name<FactStatus>(one_of("status", statuses_for(fact.source))).value_or(FactStatus::assumed);
  fact.note = maybe_bilingual("note").value_or(Bilingual{});
  return fact;
}

Table Table::table(std::string_view key, std::span<const std::string> keys) {
  auto node = in_->ask(key);
  auto found = node ? node->as_table() : nullptr;
  if (!found)
    complain(key, keys.empty() ? say("A table is expected here.")
                               : say("A table is expected here, with one or more of: {1}.", join_words(keys)));
  return Table(std::make_unique<Inside>(in_->below(found, in_->path_of(key), found ? line_of(*found) : 0)));
}

std::vector<Table> Table::tables(std::string_view key) {
  if (!has(key)) complain(key, say("At least one [[{1}]] is expected here.", key));
  return maybe_tables(key);
}

std::vector<Table> Table::maybe_tables(std::string_view key) {
  std::vector<Table> found;
  auto node = in_->ask(key);
  auto list = node ? node->as_array() : nullptr;
  if (node && (!list || !list->is_homogeneous<toml::table>()))
    complain(key, say("Tables are expected here, each headed [[{1}]].", in_->path_of(key)));
  for (std::size_t i = 0; list && i < list->size(); ++i)
    if (auto element = (*list)[i].as_table()) {
      auto below = in_->below(element, at_place(in_->path_of(key), i), line_of(*element));
      found.push_back(Table(std::make_unique<Inside>(std::move(below))));
    }
  return found;
}

void read_toml(const std::filesystem::path& file, Complaints& complaints,
               const std::function<void(Table& root)>& read) {
  auto parsed = parsed_file(file, complaints);
  if (!parsed) return;
  Table root(std::make_unique<Table::Inside>(Table::Inside{&*parsed, "", 1, file.string(), &complaints}));
  read(root);
}

}  // namespace couloir::region
