#include "compliance/views.h"

#include <algorithm>

#include "base/text.h"

namespace couloir::compliance {

using html::el;
using html::Html;
using view::Tone;

std::string label(RiskClass risk) {
  switch (risk) {
    case RiskClass::not_ai:
      return tr("Not an AI system");
    case RiskClass::out_of_scope:
      return tr("Out of scope");
    case RiskClass::minimal:
      return tr("Minimal risk");
    case RiskClass::transparency:
      return tr("Transparency duties");
    case RiskClass::high:
      return tr("High risk");
    case RiskClass::prohibited:
      return tr("Prohibited");
  }
  return {};
}
std::string label(ActRole role) {
  switch (role) {
    case ActRole::provider:
      return tr("Provider");
    case ActRole::deployer:
      return tr("Deployer");
    case ActRole::importer:
      return tr("Importer");
    case ActRole::distributor:
      return tr("Distributor");
    case ActRole::gpai_provider:
      return tr("Model provider");
  }
  return {};
}
std::string label(Decision decision) {
  switch (decision) {
    case Decision::decided:
      return tr("Decided by the rules");
    case Decision::needs_info:
      return tr("Answers are missing");
    case Decision::legal_review:
      return tr("The law leaves it open");
  }
  return {};
}
std::string label(ScenarioState state) {
  switch (state) {
    case ScenarioState::draft:
      return tr("Draft");
    case ScenarioState::asked:
      return tr("With Legal");
    case ScenarioState::signed_:
      return tr("Signed by Legal");
    case ScenarioState::returned:
      return tr("Sent back by Legal");
  }
  return {};
}
std::string label(Confidence confidence) {
  switch (confidence) {
    case Confidence::T:
      return tr("wording of the Act");
    case Confidence::G:
      return tr("final guidance");
    case Confidence::D:
      return tr("draft guidance");
    case Confidence::S:
      return tr("secondary source");
    case Confidence::M:
      return tr("own knowledge");
  }
  return {};
}
std::string label(Truth truth) {
  switch (truth) {
    case Truth::yes:
      return tr("applies");
    case Truth::no:
      return tr("does not apply");
    case Truth::open:
      return tr("not settled");
  }
  return {};
}

namespace {
Tone tone_of(RiskClass risk) {
  switch (risk) {
    case RiskClass::not_ai:
    case RiskClass::out_of_scope:
      return Tone::neutral;
    case RiskClass::minimal:
      return Tone::good;
    case RiskClass::transparency:
      return Tone::info;
    case RiskClass::high:
      return Tone::warn;
    case RiskClass::prohibited:
      return Tone::bad;
  }
  return Tone::neutral;
}
Tone tone_of(ScenarioState state) {
  switch (state) {
    case ScenarioState::draft:
      return Tone::neutral;
    case ScenarioState::asked:
      return Tone::info;
    case ScenarioState::signed_:
      return Tone::good;
    case ScenarioState::returned:
      return Tone::warn;
  }
  return Tone::neutral;
}
}  // namespace

Html tag_of(RiskClass risk) { return view::tag(label(risk), tone_of(risk)); }
Html tag_of(ScenarioState state) { return view::tag(label(state), tone_of(state)); }
Html tag_of(Truth truth) {
  return view::tag(label(truth), truth == Truth::yes    ? Tone::accent
                                 : truth == Truth::open ? Tone::warn
                                                        : Tone::neutral);
}

html::Url file_path(UseCaseId id, std::string_view below) {
  return html::path("/use-cases/" + id.str() + "/compliance" + std::string(below));
}
html::Url questions_path(const RulePack& pack, UseCaseId id, std::size_t section) {
  return html::path("/use-cases/" + id.str() + "/compliance/questions", {{"section", pack.sections[section].id}});
}

std::string span_words(RiskClass floor, RiskClass ceiling) {
  return floor == ceiling ? label(floor) : tr("{1} at least, {2} at most", label(floor), label(ceiling));
}
std::string flag_words(std::string_view flag) {
  return flag == "filtered"   ? tr("filtered by Article 6(3)")
         : flag == "sectoral" ? tr("through the sector act")
                              : tr("on the market before");
}
std::string model_words(bool provider, bool systemic) {
  return !provider  ? tr("not the provider of a general-purpose model")
         : systemic ? tr("general-purpose model with systemic risk")
                    : tr("general-purpose model");
}

Html for_legal() { return html::text(" ") + view::tag(tr("for Legal to check"), view::Tone::warn); }

std::string article_words(std::string_view number) {
  std::string words(number);
  // The pack numbers as the Act's English does.
  for (const auto& [english, said] : {std::pair{"Annex ", trc("article", "Annex")},
                                      {"subpara ", tr("subparagraph")},
                                      {"para ", tr("paragraph")},
                                      {"rec. ", tr("recital")}})
    for (auto at = words.find(english); at != std::string::npos; at = words.find(english, at + said.size()))
      words.replace(at, std::string_view(english).size() - 1, said);
  // "113(d), 2026/1744": the number of a regulation is none of an article.
  if (auto last = words.rfind(' ') == std::string::npos ? 0 : words.rfind(' ') + 1;
      words.find('/', last) != std::string::npos)
    words.insert(last, tr("Regulation (EU)") + " ");
  bool numbered = words[0] >= '0' && words[0] <= '9';
  return numbered ? tr("Art. {1}", words) : words;
}

std::string provenance_words(const RulePack& pack, const Provenance& provenance) {
  std::vector<std::string> ids;
  for (auto source : provenance.sources) ids.push_back(pack.sources[source].id);
  return ids.empty() ? label(provenance.confidence) : tr("{1} ({2})", label(provenance.confidence), join_words(ids));
}
html::Html provenance_links(const RulePack& pack, const Provenance& provenance) {
  Html links;
  for (auto at : provenance.sources) {
    const auto& source = pack.sources[at];
    links += view::link({source.id + " · " + source.title.text(), html::external(source.url)}) + el("br", {});
  }
  return links + view::muted(label(provenance.confidence));
}
html::Html limits_of(const RulePack& pack, const Rule& rule) {
  if (rule.limits.fr.empty()) return {};
  auto where = rule.limits_provenance == rule.provenance ? "" : " — " + provenance_words(pack, rule.limits_provenance);
  return view::muted(rule.limits.text() + where);
}

std::string words_of(const RulePack& pack, std::string_view question, const std::vector<std::string>& codes) {
  auto q = pack.question(question);
  std::string all;
  for (const auto& code : codes) {
    auto option = q == kNowhere ? kNowhere : pack.questions[q].option(code);
    all += (all.empty() ? "" : " · ") + (code == "?"          ? tr("I don’t know")
                                         : option == kNowhere ? code
                                                              : pack.questions[q].options[option].label.text());
  }
  return all.empty() ? tr("not asked yet") : all;
}

std::string answer_words(const RulePack& pack, const Scenario& scenario, const Situation& situation, std::size_t q) {
  const auto& question = pack.questions[q];
  const auto& answer = situation.answers[q];
  std::string all;
  for (std::size_t i = 0; i < question.options.size(); ++i)
    if (answer.sure >> i & 1) all.append(all.empty() ? "" : tr("; ")).append(question.options[i].label.text());
  if (!all.empty()) return answer.more ? tr("{1}; perhaps more", all) : all;
  return scenario.answers.contains(question.id) ? tr("Not known") : tr("Not asked");
}

std::vector<view::Fact> case_facts(const portfolio::UseCaseWords& words) {
  std::vector<view::Fact> facts;
  for (const auto& [name, text] : {std::pair{tr("Problem"), words.problem},
                                   {tr("Where in the work"), words.process},
                                   {tr("Data it needs"), words.data},
                                   {tr("Expected"), words.expected}})
    if (!text.empty()) facts.push_back({name, el("span", {html::cls("written")}, {text})});
  return facts;
}

std::string subject_of(const RulePack& pack, const Change& change) {
  auto q = pack.question(change.question);
  if (q != kNowhere) return pack.questions[q].text.text();
  return change.question == "revisit_on"                ? tr("Answer again on")
         : change.question == "first_market_date"       ? tr("First on the market or in use")
         : change.question == "last_significant_change" ? tr("Last significant change")
                                                        : change.question;
}
std::string value_of(const RulePack& pack, const Change& change, const std::string& codes) {
  if (pack.question(change.question) != kNowhere) return words_of(pack, change.question, codes_in(codes));
  if (codes.empty()) return tr("not known");
  auto day = parse_date(codes);
  return day ? short_date(*day) : codes;  // of a question that the pack no longer has
}
std::string step_words(const Change& change) {
  if (change.question == kHandedToLegal) return tr("Handed to Legal");
  if (change.question != kRunAgain) return {};
  return change.before == change.after
             ? tr("It comes out otherwise: a date of the law came, or the organisation changed")
             : tr("It comes out otherwise under rule pack {1}", change.after);
}

FineInWords fine_words(const RulePack& pack, const Situation& situation, const Outcome& outcome) {
  bool by_law = outcome.missing.empty() && outcome.beside.empty();
  if (!outcome.max_fine_eur)
    return {"—", !outcome.fine_open        ? tr("none for this case")
                 : !situation.turnover_eur ? tr("write your yearly turnover on your organisation’s page")
                 : by_law                  ? tr("not known: the law leaves it open, Legal decides")
                                           : tr("not known yet: answers are missing")};
  const auto& tier = pack.fines[outcome.fine];
  auto cap = euros(*outcome.max_fine_eur * 100), article = article_words(tier.article);
  auto turnover = euros(*situation.turnover_eur * 100), percent = number(tier.percent);
  bool lower = *outcome.max_fine_eur < tier.euros;
  if (lower) article = article_words(tier.article + ", " + tier.lower_article);
  auto why = lower ? tr("{1}% of a turnover of {2}, which is less than {3}: at this size the lower counts, {4}",
                        percent, turnover, euros(tier.euros * 100), article)
             : *outcome.max_fine_eur == tier.euros
                 ? tr("more than {1}% of a turnover of {2}: the higher counts, {3}", percent, turnover, article)
                 : tr("{1}% of a turnover of {2}: the higher counts, {3}", percent, turnover, article);
  return {cap, !outcome.fine_open ? why
               : by_law           ? tr("so far: {1}. The law leaves more open, Legal decides", why)
                                  : tr("so far: {1}. An answer that is missing could change it", why)};
}

std::string applies_words(const RulePack& pack, const Applies& applies) {
  if (applies.in_doubt != kNowhere) {
    std::string all;
    for (const auto& reading : pack.dates[applies.in_doubt].readings)
      all += (all.empty() ? "" : " / ") + short_date(reading.on);
    return tr("{1} (two readings of the law)", all);
  }
  if (applies.legacy && !applies.on) return tr("Not for this system, until its design changes significantly");
  if (!applies.on) return tr("No date of its own");
  return applies.legacy ? tr("{1} (it was on the market before)", short_date(*applies.on)) : short_date(*applies.on);
}

Html condition_legend() {
  return view::note(tr(
      "How to read a condition: Q22.select is the answer “select” to question Q22, P-f another rule, @use any rule of "
      "that stage, role.provider a role of yours; and, or, not are the English words. What is not known is neither yes "
      "nor no."));
}

Html notice(const RulePack& pack) {
  return view::note(pack.notice.text() + " " +
                    tr("Rules as of {1}, pack {2}.", long_date(pack.law_as_of), pack.version));
}

std::string rung_words(Rung rung, bool settled) {
  switch (rung) {
    case Rung::passed:
      return tr("passed");
    case Rung::sure:
      return settled ? tr("this is it") : tr("at least this");
    case Rung::possible:
      return tr("still possible");
    case Rung::excluded:
      return tr("excluded");
  }
  return {};
}

Html ladder(const RulePack& pack, const Outcome& outcome) {
  if (outcome.floor < RiskClass::minimal) return el("p", {}, {tag_of(outcome.floor)});
  static constexpr std::array kStates{"sure", "sure", "open", "out"};
  Html steps;
  for (auto risk : {RiskClass::minimal, RiskClass::transparency, RiskClass::high, RiskClass::prohibited}) {
    auto rung = rung_of(pack, outcome, risk);
    steps += el("li", {{"data-state", kStates.at(static_cast<std::size_t>(rung))}, {"data-risk", name_of(risk)}},
                {el("strong", {}, {label(risk)}), html::text(" "),
                 el("span", {}, {rung_words(rung, outcome.floor == outcome.ceiling)})});
  }
  return el("ol", {html::cls("ladder")}, {steps});
}

Date today_at(const web::Request& request) {
  return day_in(request.site.clock().now(), request.site.config().timezone);
}

PlanDay plan_day(const std::optional<Date>& done_on, const std::optional<Date>& due, Date today) {
  if (done_on) return {tr("done on {1}", short_date(*done_on)), Tone::good};
  if (!due) return {tr("no date yet"), Tone::warn};
  return *due < today ? PlanDay{tr("late since {1}", short_date(*due)), Tone::bad}
                      : PlanDay{tr("until {1}", short_date(*due)), Tone::info};
}

PlanGiven read_plan(const web::Request& request) {
  PlanGiven given;
  given.note = trim(request.filled("note"));
  auto day = [&](const char* name, std::optional<Date>& to) {
    if (request.filled(name).empty()) return;
    if (auto read = parse_date(request.filled(name)))
      to = *read;
    else
      given.problems.push_back({name, read.error().message});
  };
  day("due", given.due);
  day("done_on", given.done_on);
  if (auto owner = request.filled("owner"); !owner.empty()) {
    if (auto number = web::id_of_text(owner))
      given.owner = PersonId{*number};
    else
      given.problems.push_back({"owner", say("The owner is somebody who works for the organisation.")});
  }
  return given;
}

std::vector<view::Field> plan_fields(const std::string& key, const PlanGiven& stored,
                                     const std::vector<people::MembershipRow>& members, const web::Request* typed) {
  auto value = [&](const char* name, std::string known) { return typed ? std::string(typed->filled(name)) : known; };
  auto iso = [](const std::optional<Date>& day) { return day ? day->iso() : std::string(); };
  view::Field owner{.name = "owner",
                    .label = tr("Who sees to it"),
                    .input = view::Input::select,
                    .value = value("owner", stored.owner ? stored.owner.str() : ""),
                    .options = {{"", tr("Nobody yet"), {}}},
                    .key = key};
  for (const auto& member : members)
    if (member.standing == people::Standing::granted)
      owner.options.push_back({member.person.str(), member.person_name, {}});
  view::Field due{.name = "due",
                  .label = tr("Until"),
                  .input = view::Input::date,
                  .value = value("due", iso(stored.due)),
                  .width = view::Width::brief,
                  .key = key};
  view::Field done{.name = "done_on",
                   .label = tr("Done on"),
                   .input = view::Input::date,
                   .value = value("done_on", iso(stored.done_on)),
                   .width = view::Width::brief,
                   .key = key};
  view::Field note{.name = "note",
                   .label = tr("Note"),
                   .input = view::Input::text,
                   .value = value("note", stored.note),
                   .max_length = 2000,
                   .key = key};
  return {owner, due, done, note};
}

std::vector<Problem> stored_meanwhile(const std::vector<view::Field>& typed, const std::vector<view::Field>& stored) {
  std::vector<Problem> problems;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto& field = stored.at(i);
    if (typed[i].value == field.value) continue;
    auto option = std::ranges::find(field.options, field.value, &view::Option::value);
    auto words = option != field.options.end()      ? option->text
                 : field.value.empty()              ? tr("nothing")
                 : field.input == view::Input::date ? short_date(parse_date(field.value).value())
                                                    : field.value;
    problems.push_back({field.name, say("Stored meanwhile: {1}.", words)});
  }
  return problems;
}

}  // namespace couloir::compliance
