#include "store/sql_text.h"

#include <fmt/format.h>

#include <cmath>

#include "base/bug.h"
#include "store/utf8.h"

namespace couloir {
namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name(char c) { return is_name_start(c) || (c >= '0' && c <= '9'); }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::size_t after(std::string_view sql, std::string_view end, std::size_t from) {
  auto at = sql.find(end, from);
  return at == sql.npos ? sql.size() : at + end.size();
}

enum class Piece { code, quoted, comment, name, end };

struct Token {
  Piece piece;
  std::string_view text;
};

/// The piece that starts at `at`: one character of code, or a whole string, comment or :name.
Token token_at(std::string_view sql, std::size_t at) {
  auto token = [&](Piece piece, std::size_t end) { return Token{piece, sql.substr(at, end - at)}; };
  auto next = at + 1 < sql.size() ? sql[at + 1] : '\0';
  switch (sql[at]) {
    case '\'':
      return token(Piece::quoted, after(sql, "'", at + 1));  // '' inside: two strings side by side, same effect
    case '"':
      return token(Piece::quoted, after(sql, "\"", at + 1));
    case ';':
      return token(Piece::end, at + 1);
    case '-':
      if (next == '-') return token(Piece::comment, after(sql, "\n", at));
      break;
    case '/':
      if (next == '*') return token(Piece::comment, after(sql, "*/", at + 2));
      break;
    case ':': {
      if (next == ':') return token(Piece::code, at + 2);
      auto end = at + 1;
      if (is_name_start(next))
        while (end < sql.size() && is_name(sql[end])) ++end;
      if (end > at + 1) return token(Piece::name, end);
      break;
    }
    default:
      break;
  }
  return token(Piece::code, at + 1);
}

template <class F>
void each_token(std::string_view sql, F&& f) {
  for (std::size_t at = 0; at < sql.size();) {
    auto token = token_at(sql, at);
    f(token);
    at += token.text.size();
  }
}

std::size_t number_of(std::vector<std::string>& names, std::string_view name) {
  auto known = std::find(names.begin(), names.end(), name);
  if (known != names.end()) return static_cast<std::size_t>(known - names.begin()) + 1;
  names.emplace_back(name);
  return names.size();
}

void refuse_unportable(const Param& param, std::string_view sql) {
  auto refuse = [&](std::string_view why) {
    throw StoreFailure(StoreFailure::Kind::constraint, fmt::format("{} {} in: {}", param.name, why, squeezed(sql)));
  };
  auto check_text = [&](std::string_view text) {
    if (!is_utf8_text(text)) refuse("is not UTF-8 text without NUL");
  };
  if (auto* view = std::get_if<std::string_view>(&param.value)) check_text(*view);
  if (auto* text = std::get_if<std::string>(&param.value)) check_text(*text);
  if (auto* real = std::get_if<double>(&param.value); real && std::isnan(*real)) refuse("is not a number");
}

}  // namespace

NumberedSql number_params(std::string_view sql, char mark) {
  NumberedSql numbered;
  numbered.text.reserve(sql.size());
  each_token(sql, [&](const Token& token) {
    if (token.piece != Piece::name)
      numbered.text += token.text;
    else
      numbered.text += mark + std::to_string(number_of(numbered.names, token.text));
  });
  return numbered;
}

std::vector<const Value*> in_order(const std::vector<std::string>& names, const Params& params, std::string_view sql) {
  std::vector<const Value*> values(names.size());
  for (const auto& param : params) {
    auto known = std::find(names.begin(), names.end(), param.name);
    if (known == names.end()) throw Bug(fmt::format("{} is given but not used in: {}", param.name, squeezed(sql)));
    auto& slot = values[static_cast<std::size_t>(known - names.begin())];
    if (slot) throw Bug(fmt::format("{} is given twice for: {}", param.name, squeezed(sql)));
    refuse_unportable(param, sql);
    slot = &param.value;
  }
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!values[i]) throw Bug(fmt::format("{} is not given for: {}", names[i], squeezed(sql)));
  return values;
}

std::vector<std::string> split_statements(std::string_view script) {
  std::vector<std::string> statements;
  std::string statement;
  bool says_something = false;
  auto flush = [&] {
    if (says_something) statements.push_back(std::move(statement));
    statement.clear();
    says_something = false;
  };
  each_token(script, [&](const Token& token) {
    if (token.piece == Piece::end) return flush();
    statement += token.text;
    says_something = says_something || (token.piece != Piece::comment && !is_space(token.text[0]));
  });
  flush();
  return statements;
}

std::string squeezed(std::string_view sql) {
  std::string out;
  bool gap = false;
  each_token(sql, [&](const Token& token) {
    if (token.piece == Piece::comment || (token.piece == Piece::code && is_space(token.text[0]))) {
      gap = !out.empty();
      return;
    }
    if (std::exchange(gap, false)) out += ' ';
    out += token.text;
  });
  return out;
}

}  // namespace couloir
