#include "compliance/condition.h"

#include <algorithm>

namespace couloir::compliance {
namespace {

constexpr int kDeepest = 32;  // nested parentheses: far more than a lawyer reads

bool is_name_char(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == ':' || c == '@';
}

/// Reads from left to right; the first thing it did not expect is the one it tells.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Condition> whole() {
    auto condition = disjunction(0);
    if (condition && !next().empty()) return unexpected();
    return condition;
  }

 private:
  Result<Condition> disjunction(int depth) {
    std::vector<Condition> parts;
    do {
      TRY_LET(auto part, conjunction(depth));
      parts.push_back(std::move(part));
    } while (accept("or"));
    return Condition::any(std::move(parts));
  }
  Result<Condition> conjunction(int depth) {
    std::vector<Condition> parts;
    do {
      TRY_LET(auto part, factor(depth));
      parts.push_back(std::move(part));
    } while (accept("and"));
    return Condition::all(std::move(parts));
  }
  Result<Condition> factor(int depth) {
    if (depth > kDeepest) return unexpected();
    if (accept("not")) {
      TRY_LET(auto part, factor(depth + 1));
      return Condition::negation(std::move(part));
    }
    if (accept("(")) {
      TRY_LET(auto part, disjunction(depth + 1));
      if (!accept(")")) return unexpected();
      return part;
    }
    if (accept("always")) return Condition();
    return named();
  }

  Result<Condition> named() {
    auto word = next();
    if (word.empty() || word == ")" || word == "(" || word == "," || is_keyword(word)) return unexpected();
    if (word.front() == '@') {
      if (word.size() == 1) return unexpected();
      constexpr std::string_view kListed = ".listed";
      bool listed = word.ends_with(kListed);
      auto stage = word.substr(1, word.size() - 1 - (listed ? kListed.size() : 0));
      return take(), Condition::of({listed ? Atom::Kind::listed : Atom::Kind::stage, std::string(stage), {}});
    }
    if (word.starts_with("role.")) return take(), Condition::of({Atom::Kind::role, std::string(word.substr(5)), {}});
    if (word.starts_with("org.")) return take(), Condition::of({Atom::Kind::fact, std::string(word.substr(4)), {}});
    if (!is_question(word)) return take(), Condition::of({Atom::Kind::rule, std::string(word), {}});
    auto dot = word.find('.');
    if (dot != word.npos) {
      if (dot + 1 == word.size()) return unexpected();
      return take(),
             Condition::of({Atom::Kind::option, std::string(word.substr(0, dot)), std::string(word.substr(dot + 1))});
    }
    take();
    return one_of_options(std::string(word));
  }

  Result<Condition> one_of_options(const std::string& question) {
    if (!accept("in") || !accept("(")) return unexpected();
    std::vector<Condition> options;
    do {
      auto word = next();
      if (word.empty() || !is_name_char(word.front())) return unexpected();
      take();
      options.push_back(Condition::of({Atom::Kind::option, question, std::string(word)}));
    } while (accept(","));
    if (!accept(")")) return unexpected();
    return Condition::any(std::move(options));
  }

  static bool is_keyword(std::string_view word) {
    return word == "and" || word == "or" || word == "not" || word == "in" || word == "always";
  }
  /// "Q14", "Q14.work": a capital Q and digits.
  static bool is_question(std::string_view word) {
    return word.size() > 1 && word.front() == 'Q' && '0' <= word[1] && word[1] <= '9';
  }

  /// The next word, not taken yet; empty at the end.
  std::string_view next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
    auto end = at_;
    while (end < text_.size() && is_name_char(text_[end])) ++end;
    if (end == at_ && end < text_.size()) ++end;
    return text_.substr(at_, end - at_);
  }
  void take() { at_ += next().size(); }
  bool accept(std::string_view word) {
    if (next() != word) return false;
    take();
    return true;
  }
  Error unexpected() {
    auto found = next();
    return Error::invalid(
        say("At character {1}, “{2}” is not expected. A condition reads like: Q13.emotion and Q14 in "
            "(work, edu) and not P-f.",
            std::to_string(at_ + 1), found.empty() ? std::string("…") : std::string(found)));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void gather(const Condition& condition, std::vector<Atom>& all) {
  if (condition.kind() == Condition::Kind::atom && std::ranges::find(all, condition.atom()) == all.end())
    all.push_back(condition.atom());
  for (const auto& part : condition.parts()) gather(part, all);
}

std::string atom_text(const Atom& atom) {
  switch (atom.kind) {
    case Atom::Kind::option:
      return atom.name + "." + atom.option;
    case Atom::Kind::rule:
      return atom.name;
    case Atom::Kind::stage:
      return "@" + atom.name;
    case Atom::Kind::listed:
      return "@" + atom.name + ".listed";
    case Atom::Kind::role:
      return "role." + atom.name;
    case Atom::Kind::fact:
      return "org." + atom.name;
  }
  return {};
}

/// In parentheses where `around` binds closer than what is inside.
std::string inside(const Condition& condition, Condition::Kind around) {
  bool loose = condition.kind() == Condition::Kind::any ||
               (condition.kind() == Condition::Kind::all && around == Condition::Kind::negation);
  return loose ? "(" + condition.text() + ")" : condition.text();
}

}  // namespace

Result<Condition> Condition::parse(std::string_view text) { return Parser(text).whole(); }

Condition Condition::of(Atom atom) {
  Condition condition;
  condition.kind_ = Kind::atom;
  condition.atom_ = std::move(atom);
  return condition;
}
Condition Condition::negation(Condition part) {
  Condition condition;
  condition.kind_ = Kind::negation;
  condition.parts_.push_back(std::move(part));
  return condition;
}
Condition Condition::all(std::vector<Condition> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Condition condition;
  condition.kind_ = Kind::all;
  condition.parts_ = std::move(parts);
  return condition;
}
Condition Condition::any(std::vector<Condition> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Condition condition;
  condition.kind_ = Kind::any;
  condition.parts_ = std::move(parts);
  return condition;
}

void Condition::for_each_atom(const std::function<void(Atom&)>& visit) {
  if (kind_ == Kind::atom) visit(atom_);
  for (auto& part : parts_) part.for_each_atom(visit);
}

std::vector<Atom> Condition::atoms() const {
  std::vector<Atom> all;
  gather(*this, all);
  return all;
}

std::string Condition::text() const {
  if (kind_ == Kind::always) return "always";
  if (kind_ == Kind::atom) return atom_text(atom_);
  if (kind_ == Kind::negation) return "not " + inside(parts_.front(), kind_);
  std::string joined;
  for (const auto& part : parts_) {
    if (!joined.empty()) joined += kind_ == Kind::all ? " and " : " or ";
    joined += kind_ == Kind::all ? inside(part, kind_) : part.text();
  }
  return joined;
}

}  // namespace couloir::compliance
