#include "compliance/file_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "base/text.h"
#include "compliance/evidence.h"
#include "compliance/grounds.h"
#include "compliance/law_date_view.h"
#include "compliance/scenario_edit.h"
#include "compliance/scenario_store.h"
#include "compliance/views.h"
#include "people/person.h"
#include "words/quantities.h"

namespace couloir::compliance {
namespace {

using documents::part;
using documents::sheet;
using html::cls;
using html::el;
using html::Html;

constexpr int kMostOnPaper = 300;  // answers: three times the whole catalogue

/// Everything the document says, read before the first word is written.
struct Dossier {
  const RulePack& pack;
  std::string zone;
  Date today;
  SeenScenario seen;
  Situation situation;
  Outcome outcome;
  std::vector<VerdictGiven> verdicts;  ///< newest first
  std::vector<Mitigation> mitigations;
  std::vector<Change> changes;     ///< newest first
  std::vector<Evidence> evidence;  ///< oldest first, those removed among them
  bool whole = false;  ///< for who answers for it, and Legal; a sponsoring lab gets no fine, notes, evidence
  people::PersonNames names;
  std::string organisation;
  portfolio::UseCaseWords words;

  const Scenario& scenario() const { return seen.scenario; }
  std::string name(PersonId id) const { return people::name_in(names, id); }
  const VerdictGiven* last_verdict() const { return verdicts.empty() ? nullptr : &verdicts.front(); }
};

Result<Dossier> read(Reader& reader, const Actor& actor, const RulePack& pack, UseCaseId id, const std::string& zone,
                     Date today) {
  TRY_LET(auto seen, seen_scenario(reader, actor, pack, id, today));
  Dossier d{.pack = pack, .zone = zone, .today = today, .seen = std::move(seen)};
  d.whole = may_answer(actor, d.seen.use_case) || may_judge(actor);
  d.situation = situation_of(pack, d.scenario(), d.seen.organisation, today);
  d.outcome = classify(pack, d.situation);
  if (d.scenario().version != 0) {
    d.verdicts = verdicts_of(reader, d.scenario().id);
    if (d.whole) d.mitigations = mitigations_of(reader, d.scenario().id);
    d.changes = changes_of(reader, d.scenario().id, kMostOnPaper + 1);
    if (d.whole) d.evidence = evidence_of(reader, d.scenario().id);
  }
  std::vector<PersonId> persons{d.scenario().asked_by};
  for (const auto& change : d.changes) persons.push_back(change.person);
  for (const auto& evidence : d.evidence) persons.insert(persons.end(), {evidence.added_by, evidence.removed_by});
  for (const auto& verdict : d.verdicts) persons.push_back(verdict.person);
  for (const auto& mitigation : d.mitigations) persons.push_back(mitigation.owner);
  d.names = people::names_of_persons(reader, persons);
  d.organisation = d.seen.organisation.name;
  d.words = portfolio::use_case_words(reader, id).value_or(portfolio::UseCaseWords{});
  return d;
}

// ── small pieces ──

Html plain(std::string_view text) { return html::text(text); }
Html muted(std::string_view text) { return el("span", {cls("muted")}, {text}); }
Html paragraph(std::string_view text) { return text.empty() ? Html() : el("p", {}, {text}); }
Html for_legal_on_paper() { return el("span", {cls("mark")}, {tr("for Legal to check")}); }

Html steps(const RulePack& pack, const Outcome& outcome) {
  if (outcome.floor < RiskClass::minimal) return {};
  static constexpr std::array kStates{"passed", "sure", "open", "out"};
  Html all;
  for (auto risk : {RiskClass::minimal, RiskClass::transparency, RiskClass::high, RiskClass::prohibited}) {
    auto rung = rung_of(pack, outcome, risk);
    all += el("li", {cls(fmt::format("{} {}", kStates.at(static_cast<std::size_t>(rung)), name_of(risk)))},
              {el("strong", {}, {label(risk)}), el("span", {}, {rung_words(rung, outcome.floor == outcome.ceiling)})});
  }
  return el("ol", {cls("ladder")}, {all});
}

// ── the parts ──

Html front_block(const Dossier& d) {
  const auto& s = d.scenario();
  std::vector<view::Fact> facts{{tr("Result"), el("strong", {}, {span_words(d.outcome.floor, d.outcome.ceiling)})},
                                {tr("Rules"), plain(label(d.outcome.status))},
                                {tr("State"), plain(label(s.state))}};
  if (s.state != ScenarioState::draft && s.asked_at)
    facts.push_back(
        {tr("Handed to Legal"), plain(tr("by {1}, {2}", d.name(s.asked_by), date_time(*s.asked_at, d.zone)))});
  if (const auto* verdict = d.last_verdict(); verdict != nullptr && s.state == ScenarioState::signed_)
    facts.push_back(
        {tr("Signature"), plain(tr("by {1}, {2}", d.name(verdict->person), date_time(verdict->at, d.zone))) +
                              (verdict->reason.empty() ? Html() : el("br", {}) + plain(tr("“{1}”", verdict->reason)))});
  if (s.first_market) facts.push_back({tr("First on the market"), plain(long_date(*s.first_market))});
  if (s.last_change) facts.push_back({tr("Last significant change"), plain(long_date(*s.last_change))});
  if (d.whole) {
    auto fine = fine_words(d.pack, d.situation, d.outcome);
    facts.push_back({tr("Highest fine"), plain(d.outcome.max_fine_eur ? fine.cap + " — " + fine.why : fine.why)});
  }
  facts.push_back({tr("Law"), plain(d.pack.title.text()) + el("br", {}) +
                                  plain(tr("as of {1}; rule pack {2}", long_date(d.pack.law_as_of), d.pack.version))});
  return documents::cover({.eyebrow = tr("AI-Act file"),
                           .title = d.seen.use_case.title,
                           .owner = d.organisation,
                           .facts = std::move(facts),
                           .station = 0});
}

Html notice_box(const Dossier& d) {
  auto open = d.scenario().state == ScenarioState::signed_
                  ? std::string()
                  : " " + tr("Legal has not signed this file: it shows what the rules make of the answers so far.");
  return documents::boxed({el("p", {}, {el("strong", {}, {d.pack.notice.text()}), plain(open)})});
}

/// What its owner wrote on the card: who signs must know what it is about.
Html case_part(const Dossier& d) {
  auto facts = case_facts(d.words);
  return facts.empty() ? Html() : part(tr("What it is about"), {view::facts(facts)}, "case");
}

Html result_part(const Dossier& d) {
  Html roles;
  if (!d.outcome.by_role.empty()) {
    view::Table table;
    table.caption = tr("What it means for the organisation, by role");
    table.columns = {{tr("Role"), false, {}, {}},
                     {tr("Article"), false, {}, {}},
                     {tr("At least"), false, {}, {}},
                     {tr("At most"), false, {}, {}}};
    for (const auto& of : d.outcome.by_role) {
      view::Row row;
      row.cells = {el("strong", {}, {label(of.role)}),
                   plain(article_words(d.pack.roles[static_cast<std::size_t>(of.role)].article)),
                   plain(label(of.floor)), plain(label(of.ceiling))};
      table.rows.push_back(std::move(row));
    }
    roles = sheet(table, {34, 18, 24, 24});
  }
  std::vector<std::string> flags;
  for (const auto& flag : d.outcome.flags) flags.push_back(flag_words(flag));
  if (d.outcome.gpai && d.outcome.gpai->provider) flags.push_back(model_words(true, d.outcome.gpai->systemic));
  auto sentence =
      d.outcome.floor == d.outcome.ceiling
          ? d.outcome.missing.empty() ? tr("The rules give this class.")
                                      : tr("The rules give this class, whatever the answers that are still unknown.")
          : tr("The class is at least the first of the two and at most the second: what is not known never lowers it.");
  return part(tr("Result"), {steps(d.pack, d.outcome), paragraph(sentence),
                             flags.empty() ? Html() : paragraph(tr("Noted: {1}.", join_words(flags))), roles});
}

Html questions_table(const Dossier& d, const std::vector<Missing>& questions) {
  view::Table table;
  table.columns = {
      {tr("Question"), false, {}, {}}, {tr("How to find out"), false, {}, {}}, {tr("Would settle"), false, {}, {}}};
  for (const auto& missing : questions) {
    const auto& question = d.pack.questions[missing.question];
    std::vector<std::string> settles;
    for (const auto& id : missing.would_decide) settles.push_back(id == kFine ? tr("the highest fine") : id);
    view::Row row;
    row.cells = {el("strong", {}, {question.id}) + plain(" " + question.text.text()), plain(question.todo.text()),
                 plain(join_words(settles))};
    table.rows.push_back(std::move(row));
  }
  return sheet(table, {44, 34, 22});
}

Html missing_part(const Dossier& d) {
  Html all;
  if (!d.outcome.missing.empty())
    all += part(tr("What is missing"),
                {paragraph(tr("Each of these answers could still change a class or a duty.")),
                 questions_table(d, d.outcome.missing)},
                "missing");
  if (!d.outcome.beside.empty())
    all += part(tr("What else is worth finding out"),
                {paragraph(tr("Nothing waits for it: it changes the highest fine or a help you are entitled to.")),
                 questions_table(d, d.outcome.beside)},
                "beside");
  return all;
}

/// What an open rule hangs on: questions by their number, each once.
Html hangs_on(const Dossier& d, const std::vector<Ground>& grounds) {
  std::vector<std::string> heads;
  for (const auto& ground : grounds) {
    if (ground.truth != Truth::open) continue;
    auto head = ground.is_answer() ? d.pack.questions[ground.atom.at].id : ground_words(d.pack, ground.atom);
    if (std::ranges::find(heads, head) == heads.end()) heads.push_back(std::move(head));
  }
  return heads.empty() ? muted(tr("the law itself")) : plain(join_words(heads));
}

Html grounds_list(const Dossier& d, const std::vector<Ground>& grounds) {
  Html items;
  for (const auto& ground : grounds) {
    if (ground.truth != Truth::yes) continue;  // what does not hold is no reason
    items += el("li", {}, {ground_words(d.pack, ground.atom)});
  }
  return items.empty() ? muted(tr("always")) : el("ul", {}, {items});
}

Html rules_table(const Dossier& d, Truth state) {
  view::Table table;
  table.columns = {{tr("Rule"), false, {}, {}},
                   {tr("Class"), false, {}, {}},
                   {tr("Article"), false, {}, {}},
                   {tr("Applies from"), false, {}, {}},
                   {state == Truth::yes ? tr("Because") : tr("Hangs on"), false, {}, {}},
                   {tr("Basis"), false, {}, {}}};
  Grounds why(d.pack, d.situation);
  for (const auto& result : d.outcome.results) {
    if (result.state != state) continue;
    const auto& rule = d.pack.rules[result.rule];
    std::vector<std::string> bound;
    for (auto role : result.binds) bound.push_back(label(role));
    auto what = el("p", {}, {el("strong", {}, {rule.id}), plain(" " + rule.what.text())}) +
                (rule.limits.fr.empty() ? Html() : el("p", {}, {limits_of(d.pack, rule)})) +
                (bound.empty() ? Html() : el("p", {cls("muted")}, {tr("For: {1}", join_words(bound))}));
    auto basis = el("p", {}, {provenance_words(d.pack, rule.provenance)}) +
                 (rule.legal_review ? el("p", {}, {for_legal_on_paper()}) : Html());
    view::Row row;
    row.cells = {what,
                 plain(rule.gives ? label(*rule.gives) : tr("information")),
                 plain(article_words(rule.article)),
                 plain(applies_words(d.pack, result.applies)),
                 state == Truth::yes ? grounds_list(d, why.of(result.rule)) : hangs_on(d, why.of(result.rule)),
                 basis};
    table.rows.push_back(std::move(row));
  }
  return table.rows.empty() ? Html() : sheet(table, {30, 12, 10, 14, 20, 14});
}

Html rules_part(const Dossier& d) {
  auto sure = rules_table(d, Truth::yes), open = rules_table(d, Truth::open);
  Html all;
  if (!sure.empty()) all += part(tr("Rules that apply"), {sure});
  if (!open.empty())
    all += part(tr("Rules that may apply"),
                {paragraph(tr("Nobody can tell yet whether these apply: an answer or the law leaves it open.")), open});
  return all;
}

/// Every other rule, with the answers that it would have taken: a lawyer checks what was ruled out, too.
Html missed_part(const Dossier& d) {
  view::Table table;
  table.columns = {
      {tr("Rule"), false, {}, {}}, {tr("Article"), false, {}, {}}, {tr("It would have taken"), false, {}, {}}};
  Grounds why(d.pack, d.situation);
  for (std::size_t i = 0; i < d.pack.rules.size(); ++i) {
    bool told = std::ranges::find(d.outcome.results, i, &RuleResult::rule) != d.outcome.results.end();
    if (d.outcome.trace[i] == Truth::yes || told) continue;
    const auto& rule = d.pack.rules[i];
    std::vector<std::string> needed;
    for (const auto& group : why.lacking(i)) {
      std::vector<std::string> alternatives;
      for (const auto& ground : group) {
        auto words = ground_words(d.pack, ground.atom);
        alternatives.push_back(ground.truth == Truth::no ? words : tr("not: {1}", words));
      }
      needed.push_back(join_words(alternatives, " " + tr("or") + " "));
    }
    if (d.outcome.trace[i] == Truth::open) needed = {tr("not settled, and nothing hangs on it")};
    if (!rule.in_force(d.situation.as_of)) needed = {tr("not in force on {1}", short_date(d.situation.as_of))};
    view::Row row;
    row.cells = {el("strong", {}, {rule.id}) + plain(" " + rule.what.text()), plain(article_words(rule.article)),
                 needed.empty() ? muted(tr("another rule takes it away")) : plain(join_words(needed, tr("; ")))};
    table.rows.push_back(std::move(row));
  }
  return table.rows.empty()
             ? Html()
             : part(tr("Rules that do not apply"),
                    {paragraph(tr("Beside each: the answers that it would have taken.")), sheet(table, {46, 16, 38})},
                    "missed");
}

Html plan_on_paper(const Dossier& d, const Mitigation* plan) {
  if (plan == nullptr || is_blank(*plan)) return el("span", {cls("mark")}, {tr("nobody yet")});
  auto who = plan->owner ? d.name(plan->owner) : tr("nobody yet");
  auto day = plan_day(plan->done_on, plan->due, d.today);
  auto when = day.tone == view::Tone::good  ? el("span", {cls("good")}, {day.words})
              : day.tone == view::Tone::bad ? el("span", {cls("bad")}, {day.words})
                                            : plain(day.words);
  return plain(who + " · ") + when + (plan->note.empty() ? Html() : el("br", {}) + muted(plan->note));
}

Html duty(const Dossier& d, const Due& due) {
  const auto& obligation = d.pack.obligations[due.obligation];
  auto fact = [](std::string_view name, const Html& value) {
    return value.empty() ? Html() : el("div", {}, {el("dt", {}, {name}), el("dd", {}, {value})});
  };
  auto basis = article_words(obligation.article) + " · " + provenance_words(d.pack, obligation.provenance);
  bool is_duty = obligation.kind == ObligationKind::duty;
  auto facts =
      fact(tr("What satisfies it"), plain(obligation.mitigation.text())) +
      fact(tr("Evidence"), plain(obligation.evidence.text())) +
      fact(tr("Basis"), plain(basis) + (obligation.legal_review ? plain(" · ") + for_legal_on_paper() : Html())) +
      fact(tr("Applies from"), plain(applies_words(d.pack, due.applies))) +
      (is_duty && d.whole ? fact(tr("Plan"), plan_on_paper(d, mitigation_of(d.mitigations, obligation, due.role)))
                          : Html());
  return el("div", {cls("duty")},
            {el("h3", {}, {obligation.id + " · " + label(due.role) + " · " + obligation.title.text()}),
             paragraph(obligation.text.text()), el("dl", {cls("facts")}, {facts}),
             obligation.note.fr.empty() ? Html() : documents::small(obligation.note.text())});
}

Html duties_part(const Dossier& d) {
  Html duties, rights;
  for (const auto& due : d.outcome.obligations)
    (d.pack.obligations[due.obligation].kind == ObligationKind::duty ? duties : rights) += duty(d, due);
  Html all;
  if (!duties.empty()) all += part(tr("What must be done"), {duties}, "duties");
  if (!rights.empty()) all += part(tr("What may be asked for"), {rights}, "rights");
  return all;
}

Html answers_part(const Dossier& d) {
  Html tables;
  for (std::size_t s = 0; s < d.pack.sections.size(); ++s) {
    view::Table table;
    table.caption = d.pack.sections[s].name.text();
    table.columns = {{tr("Question"), false, {}, {}}, {tr("Answer"), false, {}, {}}, {tr("Article"), false, {}, {}}};
    for (std::size_t q = 0; q < d.pack.questions.size(); ++q) {
      const auto& question = d.pack.questions[q];
      if (question.section != s) continue;
      bool known = d.situation.answers[q].sure != 0;
      auto words = answer_words(d.pack, d.scenario(), d.situation, q);
      view::Row row;
      row.cells = {el("strong", {}, {question.id}) + plain(" " + question.text.text()),
                   known ? plain(words) : muted(words), plain(article_words(question.article))};
      table.rows.push_back(std::move(row));
    }
    if (!table.rows.empty()) tables += sheet(table, {46, 40, 14});
  }
  return part(
      tr("Questions and answers"),
      {paragraph(tr("“Not asked”: an earlier answer left it without consequence, or nobody has come to it yet.")),
       tables},
      "answers");
}

Html dates_part(const Dossier& d) {
  std::set<std::size_t> used;
  auto note = [&](const Applies& applies) {
    if (applies.date != kNowhere) used.insert(applies.date);
    if (applies.in_doubt != kNowhere) used.insert(applies.in_doubt);
  };
  for (const auto& result : d.outcome.results) note(result.applies);
  for (const auto& due : d.outcome.obligations) note(due.applies);
  view::Table table;
  table.columns = {{tr("Date"), false, {}, {}},
                   {tr("What"), false, {}, {}},
                   {tr("Article"), false, {}, {}},
                   {tr("Standing"), false, {}, {}}};
  for (auto at : used) {
    auto said = in_words(d.pack, d.pack.dates[at], d.today);
    view::Row row;
    row.cells = {said.when, said.what, said.basis, said.standing};
    table.rows.push_back(std::move(row));
  }
  return table.rows.empty() ? Html()
                            : part(tr("Dates of the law that matter here"), {sheet(table, {14, 50, 16, 20})}, "dates");
}

Html history_part(const Dossier& d) {
  if (d.verdicts.empty()) return {};
  view::Table table;
  table.columns = {{tr("When"), false, {}, {}},
                   {tr("Verdict"), false, {}, {}},
                   {tr("By"), false, {}, {}},
                   {tr("Reason"), false, {}, {}},
                   {tr("Rule pack"), false, {}, {}}};
  for (const auto& verdict : d.verdicts) {
    view::Row row;
    row.cells = {plain(date_time(verdict.at, d.zone)),
                 plain(verdict.verdict == Verdict::signed_ ? tr("Signed by Legal") : tr("Sent back by Legal")),
                 plain(d.name(verdict.person)),
                 verdict.reason.empty() ? muted(tr("none given")) : plain(verdict.reason), plain(verdict.pack)};
    table.rows.push_back(std::move(row));
  }
  return part(tr("Verdicts of Legal"), {sheet(table, {20, 18, 18, 30, 14})}, "verdicts");
}

/// In two lines, so that it can be read aloud and compared.
Html fingerprint(const std::string& sha256) {
  return el("p", {cls("print")}, {sha256.substr(0, 32), el("br", {}), sha256.substr(32)});
}

Html evidence_part(const Dossier& d) {
  if (d.evidence.empty()) return {};
  view::Table table;
  table.columns = {{tr("File and its SHA-256"), false, {}, {}},
                   {tr("Proves"), false, {}, {}},
                   {tr("Size"), true, {}, {}},
                   {trc("file", "Added"), false, {}, {}}};
  for (const auto& e : d.evidence) {
    auto removed = [&] {
      auto when = e.removed_at ? date_time(*e.removed_at, d.zone) : std::string();
      return el("span", {cls("bad")}, {tr("removed by {1}, {2}", d.name(e.removed_by), when)});
    };
    view::Row row;
    row.cells = {(e.file ? el("strong", {}, {e.file->name}) : removed()) + fingerprint(e.sha256),
                 plain(e.obligation.empty() ? tr("the file as a whole")
                                            : e.obligation + (e.role ? " · " + label(*e.role) : std::string())),
                 e.file ? plain(file_size(e.file->size)) : Html(),
                 plain(tr("by {1}, {2}", d.name(e.added_by), date_time(e.added_at, d.zone)))};
    table.rows.push_back(std::move(row));
  }
  return part(tr("Files that prove it"),
              {paragraph(tr("The files stay in the program. A copy is the same as the one meant here when its SHA-256 "
                            "is the same.")),
               sheet(table, {46, 20, 10, 24})},
              "evidence");
}

/// A question by its number: its words stand among the answers.
std::string subject_words(const Dossier& d, const Change& change) {
  return d.pack.question(change.question) == kNowhere ? subject_of(d.pack, change) : change.question;
}

/// In the order of the questions; the two dates last.
std::vector<Change> in_order(const Dossier& d, std::span<const Change> changes) {
  std::vector<Change> all(changes.begin(), changes.end());
  std::ranges::stable_sort(all, {}, [&](const Change& change) { return d.pack.question(change.question); });
  return all;
}

/// What one save changed. A first answer stands among the answers unless it changed later: its number is enough.
Html changes_words(const Dossier& d, std::span<const Change> changes) {
  std::vector<std::string> first;
  Html lines;
  for (const auto& change : in_order(d, changes)) {
    if (auto step = step_words(change); !step.empty()) {
      lines += el("li", {}, {step});
    } else if (change.before.empty()) {
      first.push_back(subject_words(d, change));
    } else {
      auto words = value_of(d.pack, change, change.before) + " → " + value_of(d.pack, change, change.after);
      lines += el("li", {}, {el("strong", {}, {subject_words(d, change)}), plain(" " + words)});
    }
  }
  return (first.empty() ? Html() : paragraph(tr("Answered for the first time: {1}", join_words(first)))) +
         (lines.empty() ? Html() : el("ul", {}, {lines}));
}

Html changes_part(const Dossier& d) {
  if (d.changes.empty()) return {};
  std::span<const Change> left(d.changes);
  bool more = left.size() > kMostOnPaper;
  if (more) left = left.first(kMostOnPaper);
  view::Table table;
  table.columns = {{tr("When"), false, {}, {}}, {tr("By"), false, {}, {}}, {tr("What changed"), false, {}, {}}};
  while (!left.empty()) {
    auto next = std::ranges::find_if(left, [&](const Change& c) { return c.version != left.front().version; });
    auto save = left.first(static_cast<std::size_t>(next - left.begin()));
    view::Row row;
    row.cells = {plain(date_time(save.front().at, d.zone)),
                 plain(save.front().person ? d.name(save.front().person) : ""), changes_words(d, save)};
    table.rows.push_back(std::move(row));
    left = left.subspan(save.size());
  }
  return part(
      tr("History of the answers"),
      {sheet(table, {26, 20, 54}),
       more ? documents::small(tr("Only the last {1} changed answers stand here.", number(kMostOnPaper))) : Html()},
      "changes");
}

Html sources_part(const Dossier& d) {
  std::set<std::size_t> used;
  auto note = [&](const Provenance& provenance) { used.insert(provenance.sources.begin(), provenance.sources.end()); };
  for (const auto& result : d.outcome.results) {
    note(d.pack.rules[result.rule].provenance);
    note(d.pack.rules[result.rule].limits_provenance);
  }
  for (const auto& due : d.outcome.obligations) note(d.pack.obligations[due.obligation].provenance);
  for (const auto& date : d.pack.dates) used.insert(date.source);
  view::Table table;
  table.columns = {{tr("Mark"), false, {}, {}}, {tr("Source"), false, {}, {}}, {tr("Dated"), false, {}, {}}};
  for (auto at : used) {
    const auto& source = d.pack.sources[at];
    view::Row row;
    row.cells = {el("strong", {}, {source.id}),
                 el("p", {}, {source.title.text()}) +
                     el("p", {}, {el("a", {html::href(html::external(source.url))}, {source.url})}),
                 plain(source.date)};
    table.rows.push_back(std::move(row));
  }
  return part(tr("Sources"),
              {paragraph(tr("Each rule, duty and date names the source it was read in, and how sure that reading is.")),
               sheet(table, {10, 74, 16})},
              "sources");
}

Result<documents::Drawing> draw(const RulePack& pack, const std::string& zone, Reader& reader, const Actor& actor,
                                std::int64_t subject, Instant now) {
  TRY_LET(auto d, read(reader, actor, pack, UseCaseId{subject}, zone, day_in(now, zone)));
  auto title = tr("AI-Act file: {1}", d.seen.use_case.title);
  auto body = front_block(d) + notice_box(d) + case_part(d) + result_part(d) + missing_part(d) + rules_part(d) +
              duties_part(d) + evidence_part(d) + dates_part(d) + answers_part(d) + changes_part(d) + history_part(d) +
              missed_part(d) + sources_part(d);
  return documents::Drawing{std::move(title), std::move(body),
                            tr("ai-act-file") + "-" + UseCaseId{subject}.str() + " " + d.seen.use_case.title,
                            d.whole ? "whole" : "sponsor"};
}

}  // namespace

documents::DocumentKind file_document(const RulePack& pack, std::string zone) {
  return {
      .name = std::string(kFileDocument),
      .what = _t("AI-Act file as PDF"),
      .draw = [&pack, zone = std::move(zone)](Reader& reader, const Actor& actor, std::int64_t subject,
                                              Instant now) { return draw(pack, zone, reader, actor, subject, now); },
      .home = [](std::int64_t subject) { return file_path(UseCaseId{subject}); }};
}

}  // namespace couloir::compliance
