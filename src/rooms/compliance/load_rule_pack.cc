// Reads the files of the rule pack, each by one function, then ties every condition to what it names and checks the
// whole: no circle, no rule that nothing can reach.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "compliance/reach.h"
#include "compliance/rule_pack.h"
#include "region/toml.h"

namespace couloir::compliance {
namespace {

using region::Complaints;
using region::Table;
using Codes = std::vector<std::string>;

struct Loading {
  RulePack pack;
  Complaints& complaints;
  Codes sources, dates, sections, questions, stages, rules, obligations;
  Codes roles;
  std::map<std::string, region::Place> places;  ///< of conditions, by file and key: "rules.toml: rule[2].when"
};

std::size_t number_in(const Codes& codes, std::string_view code) {
  auto at = std::ranges::find(codes, code);
  return at == codes.end() ? kNowhere : static_cast<std::size_t>(at - codes.begin());
}
/// 0 for a code that is complained of already.
std::size_t one_of(Table& table, std::string_view key, const Codes& codes) {
  auto at = number_in(codes, table.one_of(key, codes));
  return at == kNowhere ? 0 : at;
}

/// At least one; each must be known.
std::vector<std::size_t> some_of(Table& table, std::string_view key, const Codes& codes) {
  std::vector<std::size_t> all;
  for (const auto& code : table.some_of(key, codes)) all.push_back(number_in(codes, code));
  if (all.empty()) table.complain(key, say("At least one is needed."));
  return all;
}

std::uint64_t bit(std::size_t option) { return std::uint64_t{1} << option; }

/// "Q14.work": the question and the options that mean yes. “A” takes in every “A:…”, and leaves each of them open.
std::optional<Sentence> tie_option(const RulePack& pack, Atom& atom) {
  atom.at = pack.question(atom.name);
  if (atom.at == kNowhere) return say("“{1}” is no question of this pack.", atom.name);
  const auto& options = pack.questions[atom.at].options;
  atom.options = atom.undecided = 0;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string& code = options[i].code;
    if (code == atom.option || code.starts_with(atom.option + ":")) atom.options |= bit(i);
    if (atom.option.starts_with(code + ":")) atom.undecided |= bit(i);
  }
  if (atom.options == 0) return say("“{1}” is no option of {2}.", atom.option, atom.name);
  return std::nullopt;
}

std::optional<Sentence> tie(const RulePack& pack, Atom& atom) {
  switch (atom.kind) {
    case Atom::Kind::option:
      return tie_option(pack, atom);
    case Atom::Kind::rule:
      atom.at = pack.rule(atom.name);
      if (atom.at == kNowhere) return say("“{1}” is no rule of this pack.", atom.name);
      return std::nullopt;
    case Atom::Kind::stage:
    case Atom::Kind::listed:
      atom.at = pack.stage(atom.name);
      if (atom.at == kNowhere) return say("“{1}” is no stage of this pack.", atom.name);
      return std::nullopt;
    case Atom::Kind::role:
      if (auto role = from_name<ActRole>(atom.name)) return atom.at = static_cast<std::size_t>(*role), std::nullopt;
      return say("“{1}” is none of: {2}.", atom.name, fmt::format("{}", fmt::join(names_of<ActRole>(), ", ")));
    case Atom::Kind::fact:
      if (auto fact = from_name<OrganisationFact>(atom.name))
        return atom.at = static_cast<std::size_t>(*fact), std::nullopt;
      return say("“{1}” is none of: {2}.", atom.name, fmt::format("{}", fmt::join(names_of<OrganisationFact>(), ", ")));
  }
  return std::nullopt;
}

/// A condition with its place, so that a name it knows nothing of can be complained of once all files are read.
Condition read_condition(Table& table, std::string_view key, Loading& to) {
  auto written = table.text(key);
  if (written.empty()) return {};
  auto place = table.place(key);
  to.places[std::filesystem::path(place.file).filename().string() + ": " + place.key] = place;
  auto condition = Condition::parse(written);
  if (condition) return *std::move(condition);
  table.complain(key, condition.error().message);
  return {};
}
std::optional<Condition> maybe_condition(Table& table, std::string_view key, Loading& to) {
  if (!table.has(key)) return std::nullopt;
  return read_condition(table, key, to);
}

// ── pack.toml ──
void read_pack(Table& root, Loading& to) {
  to.pack.version = root.code("version");
  to.pack.law_as_of = root.date("law_as_of");
  to.pack.title = root.bilingual("title");
  to.pack.notice = root.bilingual("notice");
  to.pack.size_question = one_of(root, "size_question", to.questions);
  for (auto& table : root.maybe_tables("contradiction"))
    to.pack.contradictions.push_back({read_condition(table, "when", to), table.bilingual("text")});
  Codes taken;
  for (auto& table : root.tables("fine")) {
    auto& fine = to.pack.fines.emplace_back();
    fine.id = table.new_code("id", taken);
    fine.when = read_condition(table, "when", to);
    fine.article = table.text("article");
    fine.euros = table.integer("euros", 1, 1'000'000'000);
    fine.percent = table.integer("percent", 1, 100);
    fine.lower_when = maybe_condition(table, "lower_when", to);
    if (fine.lower_when) fine.lower_article = table.text("lower_article");
  }
}
void read_sources(Table& root, Loading& to) {
  for (auto& table : root.tables("source"))
    to.pack.sources.push_back({table.new_code("id", to.sources), table.bilingual("title"), table.text("url"),
                               table.partial_date("date").iso()});
}

// ── questions.toml ──
void read_options(Table& table, Question& question) {
  for (auto& option : table.tables("options")) {
    auto code = option.text("code");
    if (question.option(code) != kNowhere) option.complain("code", say("“{1}” is there twice.", code));
    question.options.push_back({code, option.bilingual("label"), option.maybe_bilingual("hint").value_or(Bilingual{})});
  }
  if (question.options.size() > 64) table.complain("options", say("A question has at most 64 options."));
}

void read_questions(Table& root, Loading& to) {
  for (auto& table : root.tables("section"))
    to.pack.sections.push_back({table.new_code("id", to.sections), table.bilingual("name"), table.bilingual("intro"),
                                table.has("dates") && table.boolean("dates")});
  for (auto& table : root.tables("question")) {
    auto& question = to.pack.questions.emplace_back();
    question.id = table.new_code("id", to.questions);
    question.section = one_of(table, "section", to.sections);
    question.text = table.bilingual("text");
    question.help = table.bilingual("help");
    question.todo = table.bilingual("todo");
    question.article = table.text("article");
    question.several = table.boolean("several");
    question.asked_when = maybe_condition(table, "asked_when", to);
    read_options(table, question);
  }
}

// ── dates.toml ──
void read_dates(Table& root, Loading& to) {
  auto tables = root.tables("date");
  Codes all;
  for (auto& table : tables) all.push_back(table.maybe_text("id").value_or(""));
  for (auto& table : tables) {
    auto& date = to.pack.dates.emplace_back();
    date.id = table.new_code("id", to.dates);
    date.what = table.bilingual("what");
    if (table.has("on")) date.on = table.date("on");
    for (auto& reading : table.maybe_tables("readings"))
      date.readings.push_back({reading.date("on"), reading.bilingual("because")});
    if (date.on && !date.readings.empty())
      table.complain("readings", say("A date has either one day (“on”) or several readings."));
    date.status = table.one_of<DateStatus>("status");
    if (table.has("superseded_by")) date.superseded_by = one_of(table, "superseded_by", all);
    if (date.superseded_by != kNowhere && all[date.superseded_by] == date.id)
      table.complain("superseded_by", say("A date cannot take its own place."));
    if ((date.status == DateStatus::superseded) != table.has("superseded_by"))
      table.complain("status", say("“superseded” and the key superseded_by belong together."));
    date.certainty = table.one_of<Certainty>("certainty");
    date.basis = table.text("basis");
    date.source = one_of(table, "source", to.sources);
    date.source_date = table.partial_date("source_date").iso();
    date.checked_on = table.date("checked_on");
    if (table.has("checked_on") && date.checked_on > to.complaints.today())
      table.complain("checked_on", say("This day is still to come."));
    date.note = table.maybe_bilingual("note").value_or(Bilingual{});
    date.remind = table.has("remind") && table.boolean("remind");
    if (date.remind && !date.on && date.readings.empty())
      table.complain("remind", say("Only a date with a day (“on”) or with readings can be reminded of."));
  }
}

// ── rules.toml ──
std::vector<Older> read_older(Table& table, Loading& to) {
  std::vector<Older> older;
  for (auto& entry : table.maybe_tables("older")) {
    auto& rule = older.emplace_back();
    rule.before = one_of(entry, "before", to.dates);
    if (rule.before < to.pack.dates.size() && !to.pack.dates[rule.before].on)
      entry.complain("before", say("This date has no day."));
    rule.when = maybe_condition(entry, "when", to);
    rule.then = one_of(entry, "then", to.dates);
    for (const auto& [key, at] : {std::pair{"before", rule.before}, {"then", rule.then}})
      if (at < to.pack.dates.size() && to.pack.dates[at].status == DateStatus::superseded)
        entry.complain(key, say("Another date took the place of {1}.", to.dates[at]));
    rule.until_change = entry.has("until_change") && entry.boolean("until_change");
  }
  return older;
}

void read_provenance(Table& table, const Loading& to, Provenance& provenance, bool& review) {
  provenance = {table.one_of<Confidence>("confidence"), some_of(table, "sources", to.sources)};
  review = table.boolean("legal_review");
  if (provenance.confidence != Confidence::T && !review)
    table.complain("legal_review", say("What was not read in the Act itself needs legal_review = true."));
}

/// Where a rule ends, read where the rule was read if nothing else is said.
void read_limits(Table& table, const Loading& to, Rule& rule) {
  rule.limits = table.maybe_bilingual("limits").value_or(Bilingual{});
  rule.limits_provenance = rule.provenance;
  if (!table.has("limits_confidence") && !table.has("limits_sources")) return;
  rule.limits_provenance.confidence = table.one_of<Confidence>("limits_confidence");
  rule.limits_provenance.sources.clear();
  // Own knowledge was read nowhere.
  if (rule.limits_provenance.confidence != Confidence::M || table.has("limits_sources"))
    rule.limits_provenance.sources = some_of(table, "limits_sources", to.sources);
  if (!table.has("limits")) table.complain("limits", say("Nothing is said here that could have a source."));
  if (rule.limits_provenance.confidence != Confidence::T && !rule.legal_review)
    table.complain("legal_review", say("What was not read in the Act itself needs legal_review = true."));
}

void read_only(Table& table, Rule& rule, Loading& to) {
  if (!table.has("only")) return;
  auto only = table.table("only");
  for (auto role : names_of<ActRole>())
    rule.only[static_cast<std::size_t>(*from_name<ActRole>(role))] = maybe_condition(only, role, to);
}

/// "D-09"; or "rule", of the rules that the condition names: kNowhere.
std::size_t date_or_rule(Table& table, const Loading& to) {
  Codes dates = to.dates;
  dates.emplace_back("rule");
  auto date = one_of(table, "date", dates);
  if (date == to.dates.size()) return kNowhere;
  if (date < to.pack.dates.size() && to.pack.dates[date].status == DateStatus::superseded)
    table.complain("date", say("Another date took the place of {1}.", to.dates[date]));
  return date;
}

void read_rule(Table& table, Loading& to) {
  auto& rule = to.pack.rules.emplace_back();
  rule.id = table.new_code("id", to.rules);
  rule.stage = one_of(table, "stage", to.stages);
  rule.when = read_condition(table, "when", to);
  rule.open_when = maybe_condition(table, "open_when", to);
  if (table.has("class")) rule.gives = table.one_of<RiskClass>("class");
  if (table.has("roles")) rule.roles = table.some_of<ActRole>("roles");
  if (rule.gives && *rule.gives >= RiskClass::minimal && rule.roles.empty())
    table.complain("class", say("A rule that gives this class says for which roles: roles = […]."));
  read_only(table, rule, to);
  if (table.has("excludes")) rule.excludes = table.one_of<Excluded>("excludes");
  rule.flag = table.maybe_text("flag").value_or("");
  rule.ask_again = table.has("ask_again") && table.boolean("ask_again");
  rule.article = table.text("article");
  rule.date = date_or_rule(table, to);
  rule.date_of_rules = rule.date == kNowhere;
  rule.older = read_older(table, to);
  read_provenance(table, to, rule.provenance, rule.legal_review);
  rule.valid_from = table.date("valid_from");
  if (table.has("valid_to")) rule.valid_to = table.date("valid_to");
  if (rule.valid_to && *rule.valid_to < rule.valid_from)
    table.complain("valid_to", say("This closes before it opens."));
  rule.what = table.bilingual("what");
  read_limits(table, to, rule);
}

void read_rules(Table& root, Loading& to) {
  for (auto& table : root.tables("stage"))
    to.pack.stages.push_back({table.new_code("id", to.stages), table.bilingual("name"),
                              maybe_condition(table, "unless", to), read_older(table, to)});
  for (auto& table : root.tables("role")) {
    auto id = table.one_of<ActRole>("id");
    to.roles.emplace_back(name_of(id));
    to.pack.roles[static_cast<std::size_t>(id)] = {read_condition(table, "when", to), table.text("article"),
                                                   table.bilingual("name")};
  }
  for (auto name : names_of<ActRole>())
    if (std::ranges::count(to.roles, name) != 1)
      root.complain("role", say("“{1}” must be there exactly once.", std::string(name)));
  for (auto& table : root.tables("rule")) read_rule(table, to);
}

// ── obligations.toml ──
void read_obligations(Table& root, Loading& to) {
  for (auto& table : root.tables("obligation")) {
    auto& obligation = to.pack.obligations.emplace_back();
    obligation.id = table.new_code("id", to.obligations);
    obligation.kind = table.one_of<ObligationKind>("kind");
    obligation.roles = table.some_of<ActRole>("roles");
    if (obligation.roles.empty() && table.has("roles")) table.complain("roles", say("At least one role is needed."));
    obligation.when = read_condition(table, "when", to);
    obligation.held_when = maybe_condition(table, "held_when", to);
    obligation.article = table.text("article");
    obligation.date = date_or_rule(table, to);
    obligation.title = table.bilingual("title");
    obligation.text = table.bilingual("text");
    obligation.mitigation = table.bilingual("mitigation");
    obligation.evidence = table.bilingual("evidence");
    read_provenance(table, to, obligation.provenance, obligation.legal_review);
    obligation.note = table.maybe_bilingual("note").value_or(Bilingual{});
  }
}

// ── the whole ──
/// Every condition of the pack with the key that its file has it under; tables are counted from 1 there.
template <class Visit>
void for_each_condition(Loading& to, Visit&& visit) {
  auto maybe = [&](std::optional<Condition>& condition, const char* file, const std::string& key) {
    if (condition) visit(*condition, file, key);
  };
  auto older = [&](std::vector<Older>& entries, const std::string& of) {
    for (std::size_t i = 0; i < entries.size(); ++i)
      maybe(entries[i].when, "rules.toml", fmt::format("{}.older[{}].when", of, i + 1));
  };
  auto& pack = to.pack;
  for (std::size_t i = 0; i < pack.questions.size(); ++i)
    maybe(pack.questions[i].asked_when, "questions.toml", fmt::format("question[{}].asked_when", i + 1));
  for (std::size_t i = 0; i < pack.stages.size(); ++i) {
    maybe(pack.stages[i].unless, "rules.toml", fmt::format("stage[{}].unless", i + 1));
    older(pack.stages[i].older, fmt::format("stage[{}]", i + 1));
  }
  for (std::size_t i = 0; i < to.roles.size(); ++i)
    visit(pack.roles[static_cast<std::size_t>(*from_name<ActRole>(to.roles[i]))].when, "rules.toml",
          fmt::format("role[{}].when", i + 1));
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    auto& rule = pack.rules[i];
    auto of = fmt::format("rule[{}]", i + 1);
    visit(rule.when, "rules.toml", of + ".when");
    maybe(rule.open_when, "rules.toml", of + ".open_when");
    for (std::size_t r = 0; r < kActRoles; ++r)
      maybe(rule.only[r], "rules.toml", fmt::format("{}.only.{}", of, names_of<ActRole>()[r]));
    older(rule.older, of);
  }
  for (std::size_t i = 0; i < pack.obligations.size(); ++i) {
    visit(pack.obligations[i].when, "obligations.toml", fmt::format("obligation[{}].when", i + 1));
    maybe(pack.obligations[i].held_when, "obligations.toml", fmt::format("obligation[{}].held_when", i + 1));
  }
  for (std::size_t i = 0; i < pack.fines.size(); ++i) {
    visit(pack.fines[i].when, "pack.toml", fmt::format("fine[{}].when", i + 1));
    maybe(pack.fines[i].lower_when, "pack.toml", fmt::format("fine[{}].lower_when", i + 1));
  }
  for (std::size_t i = 0; i < pack.contradictions.size(); ++i)
    visit(pack.contradictions[i].when, "pack.toml", fmt::format("contradiction[{}].when", i + 1));
}

void complain_at(Loading& to, const std::string& file_and_key, Sentence what) {
  const auto& place = to.places[file_and_key];
  to.complaints.add(place.file, place.line, place.key, std::move(what));
}

void tie_conditions(Loading& to) {
  for_each_condition(to, [&](Condition& condition, const char* file, const std::string& key) {
    condition.for_each_atom([&](Atom& atom) {
      if (auto wrong = tie(to.pack, atom)) complain_at(to, fmt::format("{}: {}", file, key), *wrong);
    });
  });
}

/// Follows what everything asks about, to find what asks about itself: rules before and after their stage's `unless`,
/// roles, and questions that are asked only when something holds.
class Circles {
 public:
  explicit Circles(const RulePack& pack)
      : pack_(pack), seen_(2 * pack.rules.size() + kActRoles + pack.questions.size(), Seen::no) {}

  /// "P-f → A3-1c → P-f", or empty: there is none.
  std::string first() {
    for (std::size_t node = 0; node < seen_.size() && found_.empty(); ++node) visit(node);
    return found_;
  }

 private:
  enum class Seen { no, inside, done };
  std::size_t rules() const { return pack_.rules.size(); }
  std::size_t listed(std::size_t rule) const { return rules() + rule; }
  std::size_t role(std::size_t role) const { return 2 * rules() + role; }
  std::size_t question(std::size_t question) const { return 2 * rules() + kActRoles + question; }

  std::string name(std::size_t node) const {
    if (node < rules()) return pack_.rules[node].id;
    if (node < 2 * rules()) return pack_.rules[node - rules()].id;
    node -= 2 * rules();
    return node < kActRoles ? "role." + std::string(names_of<ActRole>()[node]) : pack_.questions[node - kActRoles].id;
  }

  void visit(std::size_t node) {
    if (!found_.empty() || seen_[node] == Seen::done) return;
    if (seen_[node] == Seen::inside) {
      // A rule is passed twice, after and before its stage's `unless`; it is named once.
      std::string last;
      for (auto from = std::ranges::find(path_, node); from != path_.end(); ++from)
        if (name(*from) != last) found_ += (last = name(*from)) + " → ";
      found_ += name(node);
      return;
    }
    seen_[node] = Seen::inside;
    path_.push_back(node);
    enter(node);
    path_.pop_back();
    seen_[node] = Seen::done;
  }
  void enter(std::size_t node) {
    if (node < rules()) {
      visit(listed(node));
      if (const auto& unless = pack_.stages[pack_.rules[node].stage].unless) walk(*unless);
    } else if (node < 2 * rules()) {
      const auto& rule = pack_.rules[node - rules()];
      walk(rule.when);
      if (rule.open_when) walk(*rule.open_when);
    } else if (node < question(0)) {
      walk(pack_.roles[node - role(0)].when);
    } else if (const auto& asked = pack_.questions[node - question(0)].asked_when) {
      walk(*asked);
    }
  }
  void walk(const Condition& condition) {
    for (const auto& atom : condition.atoms()) switch (atom.kind) {
        case Atom::Kind::option:
          visit(question(atom.at));
          break;
        case Atom::Kind::rule:
          visit(atom.at);
          break;
        case Atom::Kind::stage:
        case Atom::Kind::listed:
          for (std::size_t i = 0; i < rules(); ++i)
            if (pack_.rules[i].stage == atom.at && pack_.rules[i].gives)
              visit(atom.kind == Atom::Kind::stage ? i : listed(i));
          break;
        case Atom::Kind::role:
          visit(role(atom.at));
          break;
        case Atom::Kind::fact:
          break;
      }
  }

  const RulePack& pack_;
  std::vector<Seen> seen_;
  std::vector<std::size_t> path_;
  std::string found_;
};

void check_reach(Loading& to) {
  for (std::size_t i = 0; i < to.pack.rules.size(); ++i)
    if (!reaches(to.pack, i))
      complain_at(to, fmt::format("rules.toml: rule[{}].when", i + 1),
                  say("No answers can make the rule {1} apply: it contradicts itself.", to.pack.rules[i].id));
}

}  // namespace

Result<RulePack> load_rule_pack(const std::filesystem::path& folder, Date today) {
  Complaints complaints(today);
  Loading to{{}, complaints, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  auto read = [&](const char* file, void (*part)(Table&, Loading&)) {
    region::read_toml(folder / file, complaints, [&](Table& root) { part(root, to); });
  };
  auto unusable = [&] {
    return complaints.error(say("The AI-Act rule pack {1} has mistakes.", folder.filename().string()));
  };
  read("sources.toml", read_sources);
  read("dates.toml", read_dates);
  // What the other files point to: without it, each of them would only repeat that.
  if (!complaints.empty()) return unusable();
  read("questions.toml", read_questions);
  read("rules.toml", read_rules);
  read("obligations.toml", read_obligations);
  read("pack.toml", read_pack);
  if (!complaints.empty()) return unusable();
  tie_conditions(to);
  if (!complaints.empty()) return unusable();
  if (auto circle = Circles(to.pack).first(); !circle.empty())
    complaints.add((folder / "rules.toml").string(), 1, "",
                   say("These ask about each other in a circle: {1}.", circle));
  if (!complaints.empty()) return unusable();
  check_reach(to);
  if (!complaints.empty()) return unusable();
  return std::move(to.pack);
}

}  // namespace couloir::compliance
