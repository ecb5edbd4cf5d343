#include "compliance/scenario_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "compliance/grounds.h"

namespace couloir::compliance {
namespace {

constexpr std::size_t kQuestions = 100, kLongestCode = 100;

std::string_view state_name(Truth truth) {
  return truth == Truth::yes ? "hit" : truth == Truth::open ? "open" : "miss";
}

/// One answer with what is wrong with it.
class AnswerReader {
 public:
  AnswerReader(const Question& question, const std::string& where) : question_(question), where_(where) {}

  Answer read(const std::vector<std::string>& written, std::vector<Problem>& problems) {
    for (std::size_t i = 0; i < written.size(); ++i) {
      if (written[i] == "?") {
        answer_.more = true;
        continue;
      }
      auto at = question_.option(written[i]);
      if (at == kNowhere) {
        problems.push_back({place(written, i), say("“{1}” is no answer to {2}; it may be: {3}, ?.", written[i],
                                                   question_.id, all_codes())});
        continue;
      }
      answer_.sure |= std::uint64_t{1} << at;
      ++ticked_;
    }
    if (ticked_ > 1 && !question_.several) problems.push_back({where_, say("{1} takes one answer.", question_.id)});
    auto none = question_.option("none");
    if (none != kNowhere && (answer_.sure >> none & 1) && written.size() > 1)
      problems.push_back({where_, say("“{1}” (none) cannot stand beside other answers to {2}.",
                                      question_.options[none].label.text(), question_.id)});
    if (!question_.several && answer_.more && ticked_ > 0)
      problems.push_back({where_, say("{1} takes one answer.", question_.id)});
    if (answer_.sure == 0) answer_.more = false;
    return answer_;
  }

 private:
  std::string place(const std::vector<std::string>& written, std::size_t i) const {
    return written.size() == 1 ? where_ : fmt::format("{}/{}", where_, i);
  }
  std::string all_codes() const {
    std::string all;
    for (const auto& option : question_.options) all += (all.empty() ? "" : ", ") + option.code;
    return all;
  }
  const Question& question_;
  const std::string& where_;
  Answer answer_;
  int ticked_ = 0;
};

/// organisation.size answers the size question where the answers do not.
void take_size(const RulePack& pack, const std::string& size, Answers& answers, std::vector<Problem>& problems) {
  const auto& question = pack.questions[pack.size_question];
  auto at = question.option(size);
  auto& answer = answers[pack.size_question];
  if (at == kNowhere)
    problems.push_back({"/organisation/size", say("“{1}” is not one of: {2}.", size, "micro, sme, smc, large")});
  else if (answer.sure != 0 && answer.sure != std::uint64_t{1} << at)
    problems.push_back({"/organisation/size", say("This says another size than the answer to {1}.", question.id)});
  else
    answer.sure = std::uint64_t{1} << at;
}

std::vector<ReadingText> readings_of(const RulePack& pack, const Applies& applies) {
  std::vector<ReadingText> readings;
  if (applies.in_doubt == kNowhere) return readings;
  const auto& date = pack.dates[applies.in_doubt];
  for (const auto& reading : date.readings) readings.push_back({reading.on.iso(), std::string(name_of(date.status))});
  return readings;
}

}  // namespace

void describe(Describer& d, OrganisationFacts& o) {
  d.type("OrganisationFacts");
  d.field("size", o.size, text(1, 20).doc(_t("Size: micro, sme, smc or large")));
  d.field("linked", o.linked);
  d.field("worldwide_turnover_eur", o.worldwide_turnover_eur, between(0, 9e15));
  d.field("outside_eu", o.outside_eu);
}
void describe(Describer& d, ScenarioFile& s) {
  d.type("Scenario");
  d.field("name", s.name, text(0, 200));
  d.field("answers", s.answers, [] {
    auto rule = text(1, kLongestCode).doc(_t("By question: the option ticked, or several; “?” is “I don't know”"));
    rule.max_items = kQuestions;
    return rule;
  }());
  d.field("organisation", s.organisation);
  d.field("first_market_date", s.first_market_date);
  d.field("last_significant_change", s.last_significant_change);
  d.field("as_of", s.as_of);
}

Result<Answers> answers_of(const RulePack& pack, const TextsByName& texts, const std::string& where) {
  Answers answers(pack.questions.size());
  std::vector<Problem> problems;
  for (const auto& [id, written] : texts) {
    auto place = where + "/" + id;
    auto at = pack.question(id);
    if (at == kNowhere)
      problems.push_back({place, say("“{1}” is no question of the rule pack {2}.", id, pack.version)});
    else
      answers[at] = AnswerReader(pack.questions[at], place).read(written, problems);
  }
  if (!problems.empty()) return Error::invalid(std::move(problems));
  return answers;
}

TextsByName texts_of(const RulePack& pack, const Answers& answers) {
  TextsByName texts;
  for (std::size_t q = 0; q < answers.size(); ++q) {
    if (answers[q].sure == 0) continue;
    auto& to = texts[pack.questions[q].id];
    for (std::size_t i = 0; i < pack.questions[q].options.size(); ++i)
      if (answers[q].sure >> i & 1) to.push_back(pack.questions[q].options[i].code);
    if (answers[q].more) to.emplace_back("?");
  }
  return texts;
}

Result<Situation> situation_of(const RulePack& pack, const ScenarioFile& file, Date today) {
  Situation situation;
  TRY_LET(situation.answers, answers_of(pack, file.answers, "/answers"));
  situation.first_market = file.first_market_date;
  situation.last_change = file.last_significant_change;
  situation.as_of = file.as_of.value_or(today);
  std::vector<Problem> problems;
  if (file.organisation) {
    const auto& organisation = *file.organisation;
    if (organisation.size) take_size(pack, *organisation.size, situation.answers, problems);
    if (organisation.linked) situation.linked = truth_of(*organisation.linked);
    if (organisation.outside_eu) situation.outside_eu = truth_of(*organisation.outside_eu);
    situation.turnover_eur = organisation.worldwide_turnover_eur;
  }
  for (auto i : contradictions_in(pack, situation)) {
    const auto& contradiction = pack.contradictions[i];
    problems.push_back(
        {"/answers/" + contradiction.when.atoms().front().name, Sentence{contradiction.text.text(), {}}});
  }
  for (auto& problem : impossible_dates(pack, situation))
    problems.push_back({"/" + problem.where, std::move(problem.what)});
  if (!problems.empty()) return Error::invalid(std::move(problems));
  return situation;
}

// ── the outcome ──
/// A list that is there only when it says something; the schema and who reads know it all the same. `blank` is looked
/// at before any field is read.
template <class T>
static void maybe_list(Describer& d, std::string_view name, std::vector<T>& list, bool blank) {
  if (blank || !list.empty()) d.field(name, list, couloir::Rule{}.or_keep());
}
static void describe(Describer& d, ReadingText& r) {
  d.type("Reading");
  d.field("date", r.date);
  d.field("status", r.status);
}
static void describe(Describer& d, ResultText& r) {
  bool blank = r.rule.empty();
  d.type("RuleResult");
  d.field("rule", r.rule);
  d.field("class", r.gives);
  d.field("state", r.state);
  d.field("article", r.article);
  d.field("applies_from", r.applies_from);
  maybe_list(d, "readings", r.readings, blank);
  d.field("confidence", r.confidence);
  d.field("legal_review", r.legal_review);
}
static void describe(Describer& d, RoleText& r) {
  d.type("RoleClass");
  d.field("role", r.role);
  d.field("floor", r.floor);
  d.field("ceiling", r.ceiling);
}
static void describe(Describer& d, ObligationText& o) {
  bool blank = o.id.empty();
  d.type("ObligationDue");
  d.field("id", o.id);
  d.field("role", o.role);
  d.field("article", o.article);
  d.field("applies_from", o.applies_from);
  maybe_list(d, "readings", o.readings, blank);
}
static void describe(Describer& d, MissingText& m) {
  d.type("MissingAnswer");
  d.field("question", m.question);
  d.field("would_decide", m.would_decide);
}
static void describe(Describer& d, TraceText& t) {
  d.type("RuleTrace");
  d.field("rule", t.rule);
  d.field("state", t.state);
  d.field("because", t.because);
}
static void describe(Describer& d, GpaiText& g) {
  d.type("Gpai");
  d.field("provider", g.provider);
  d.field("systemic", g.systemic);
}
void describe(Describer& d, OutcomeText& o) {
  bool blank = o.pack.empty();
  d.type("Classification");
  d.field("status", o.status);
  d.field("floor", o.floor);
  d.field("ceiling", o.ceiling);
  d.field("by_role", o.by_role);
  d.field("roles", o.roles);
  d.field("flags", o.flags);
  d.field("gpai", o.gpai);
  d.field("results", o.results);
  d.field("obligations", o.obligations);
  d.field("missing", o.missing);
  d.field("max_fine_eur", o.max_fine_eur);
  d.field("pack", o.pack);
  maybe_list(d, "trace", o.trace, blank);
}

OutcomeText outcome_text(const RulePack& pack, const Situation& situation, const Outcome& outcome, Trace trace) {
  OutcomeText text;
  text.status = outcome.status;
  text.floor = outcome.floor;
  text.ceiling = outcome.ceiling;
  for (const auto& of : outcome.by_role) text.by_role.push_back({of.role, of.floor, of.ceiling});
  for (auto role : outcome.roles) text.roles.emplace_back(name_of(role));
  text.flags = outcome.flags;
  if (outcome.gpai) text.gpai = GpaiText{outcome.gpai->provider, outcome.gpai->systemic};
  for (const auto& result : outcome.results) {
    const auto& rule = pack.rules[result.rule];
    text.results.push_back({rule.id, rule.gives.value_or(RiskClass::minimal), std::string(state_name(result.state)),
                            rule.article, result.applies.on, readings_of(pack, result.applies),
                            rule.provenance.confidence, rule.legal_review});
  }
  for (const auto& due : outcome.obligations) {
    const auto& obligation = pack.obligations[due.obligation];
    text.obligations.push_back(
        {obligation.id, due.role, obligation.article, due.applies.on, readings_of(pack, due.applies)});
  }
  for (const auto& missing : outcome.missing)
    text.missing.push_back({pack.questions[missing.question].id, missing.would_decide});
  text.max_fine_eur = outcome.max_fine_eur;
  text.pack = pack.version;
  if (trace == Trace::no) return text;
  Grounds grounds(pack, situation);
  for (std::size_t i = 0; i < pack.rules.size(); ++i) {
    auto& line = text.trace.emplace_back();
    line.rule = pack.rules[i].id;
    line.state = state_name(outcome.trace[i]);
    auto add = [&](const Ground& ground) {
      auto words = fmt::format("{}: {}", ground.text(), state_name(ground.truth));
      if (std::ranges::find(line.because, words) == line.because.end()) line.because.push_back(std::move(words));
    };
    for (const auto& ground : grounds.of(i)) {
      add(ground);
      for (const auto& answer : grounds.behind(ground, outcome.trace[i])) add(answer);
    }
  }
  return text;
}

OutcomeText read_outcome(const std::string& json) {
  OutcomeText outcome;
  outcome.pack = "";  // empty: what may be absent is described
  return read_json(shape_of(outcome), json) ? std::move(outcome) : OutcomeText{};
}

std::vector<ObligationText> obligations_in(const std::string& outcome) { return read_outcome(outcome).obligations; }

}  // namespace couloir::compliance
