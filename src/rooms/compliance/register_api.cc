// The register for scripts: the files one may see, Legal's queue with what differs, the region's numbers, the rules.
#include <algorithm>

#include "compliance/indicator.h"
#include "compliance/outcome_difference.h"
#include "compliance/pages.h"
#include "compliance/scenario.h"
#include "compliance/scenario_store.h"
#include "people/organisation.h"
#include "portfolio/front.h"

namespace couloir::compliance {
namespace {

using people::Scope;
using web::Call;
using web::Doc;
using web::Method;
using web::None;

// ── in ──

struct RegisterQuery {
  std::string after;
  std::int64_t limit = 50;
};
void describe(Describer& d, RegisterQuery& q) {
  d.type("AiActRegisterQuery");
  d.field("after", q.after, text(0, 20).or_keep().doc(_t("“next” of the page before")));
  d.field("limit", q.limit, between(1, 200).or_keep().doc(_t("Rows a page, 1 to 200")));
}

struct QueueAsked {
  ScenarioState state = ScenarioState::asked;
  bool ageing = false;
  std::optional<RiskClass> floor;
  std::optional<Decision> status;
  std::int64_t from = 0;
  std::int64_t limit = 50;
};
void describe(Describer& d, QueueAsked& q) {
  d.type("AiActQueueQuery");
  d.field("state", q.state,
          couloir::Rule{}.or_keep().doc(_t("asked: the longest wait first; signed: the newest signature first")));
  d.field(
      "ageing", q.ageing,
      couloir::Rule{}.or_keep().doc(_t("Of the signed only those whose signature soon counts no more, oldest first")));
  d.field("floor", q.floor, couloir::Rule{}.doc(_t("Only of this class")));
  d.field("status", q.status, couloir::Rule{}.doc(_t("Only those of which the rules say this")));
  d.field("from", q.from, between(0, 1'000'000).or_keep().doc(_t("How many to pass over")));
  d.field("limit", q.limit, between(1, 200).or_keep().doc(_t("Rows a page, 1 to 200")));
}

// ── out ──

struct RegisterItem {
  UseCaseId use_case;
  std::string title, organisation;
  RiskClass floor = RiskClass::minimal, ceiling = RiskClass::minimal;
  Decision status = Decision::needs_info;
  ScenarioState state = ScenarioState::draft;
  std::int64_t missing = 0, duties = 0;
  std::optional<Instant> asked_at, signed_at;
  Instant updated_at;
  std::string pack;
};
void describe(Describer& d, RegisterItem& i) {
  d.type("AiActRegisterItem");
  d.field("use_case", i.use_case);
  d.field("title", i.title);
  d.field("organisation", i.organisation);
  d.field("floor", i.floor);
  d.field("ceiling", i.ceiling);
  d.field("status", i.status);
  d.field("state", i.state);
  d.field("missing", i.missing);
  d.field("duties", i.duties);
  d.field("asked_at", i.asked_at);
  d.field("signed_at", i.signed_at);
  d.field("updated_at", i.updated_at);
  d.field("pack", i.pack);
}
struct RegisterList {
  std::vector<RegisterItem> items;
  std::optional<std::string> next;
  std::string notice;
};
void describe(Describer& d, RegisterList& l) {
  d.type("AiActRegister");
  d.field("items", l.items);
  d.field("next", l.next);
  d.field("notice", l.notice);
}

struct QueueItem {
  RegisterItem file;
  bool signed_before = false;
  std::vector<std::string> gone, come;
};
void describe(Describer& d, QueueItem& i) {
  d.type("AiActQueueItem");
  d.field("file", i.file);
  d.field("signed_before", i.signed_before);
  d.field("gone", i.gone);
  d.field("come", i.come);
}
struct QueueText {
  std::vector<QueueItem> items;
  std::int64_t total = 0;
  std::string notice;
};
void describe(Describer& d, QueueText& l) {
  d.type("AiActQueue");
  d.field("items", l.items);
  d.field("total", l.total);
  d.field("notice", l.notice);
}

struct NumbersItem {
  RiskClass floor = RiskClass::minimal;
  std::optional<std::int64_t> files, needs_info, signed_, classified, unplanned;
};
void describe(Describer& d, NumbersItem& n) {
  d.type("AiActNumbers");
  d.field("floor", n.floor);
  d.field("files", n.files,
          couloir::Rule{}.doc(_t("null: so few organisations have such files that a sum would tell of one of them")));
  d.field("needs_info", n.needs_info);
  d.field("signed", n.signed_);
  d.field("classified", n.classified,
          couloir::Rule{}.doc(_t("Decided on the pack in use, signed in the last 31 days, every duty with an owner")));
  d.field("unplanned", n.unplanned, couloir::Rule{}.doc(_t("The same, but a duty has no owner")));
}
struct NumbersList {
  std::vector<NumbersItem> items;
  std::string pack, notice;
};
void describe(Describer& d, NumbersList& l) {
  d.type("AiActNumbersByClass");
  d.field("items", l.items);
  d.field("pack", l.pack);
  d.field("notice", l.notice);
}

struct RuleText {
  std::string rule, what, article, when;
  std::optional<RiskClass> gives;
  std::optional<Date> applies_from;
  Confidence confidence = Confidence::M;
  std::vector<std::string> sources;
  bool legal_review = true;
};
void describe(Describer& d, RuleText& r) {
  d.type("AiActRule");
  d.field("rule", r.rule);
  d.field("what", r.what);
  d.field("class", r.gives);
  d.field("article", r.article);
  d.field("when", r.when);
  d.field("applies_from", r.applies_from);
  d.field("confidence", r.confidence);
  d.field("sources", r.sources);
  d.field("legal_review", r.legal_review);
}
struct RulesText {
  std::string pack, notice;
  Date law_as_of;
  std::vector<RuleText> items;
};
void describe(Describer& d, RulesText& r) {
  d.type("AiActRules");
  d.field("pack", r.pack);
  d.field("law_as_of", r.law_as_of);
  d.field("notice", r.notice);
  d.field("items", r.items);
}

// ── the endpoints ──

/// With titles and names: three statements, however many lines.
std::vector<RegisterItem> items_of(Reader& reader, const std::vector<RegisterLine>& lines) {
  std::vector<UseCaseId> use_cases;
  std::vector<OrganisationId> organisations;
  for (const auto& line : lines) {
    use_cases.push_back(line.use_case);
    organisations.push_back(line.organisation);
  }
  auto titles = portfolio::titles_of_use_cases(reader, use_cases);
  auto names = people::names_of_organisations(reader, organisations);
  std::vector<RegisterItem> items;
  for (const auto& line : lines)
    items.push_back({line.use_case, titles[line.use_case], names[line.organisation], line.floor, line.ceiling,
                     line.status, line.state, line.missing, line.duties, line.asked_at, line.signed_at, line.updated_at,
                     line.pack});
  return items;
}

/// Operators see the files of their organisations, Legal every one.
Result<web::Answer<RegisterList>> register_of(const RulePack& pack, const Call& call, const RegisterQuery& query) {
  RegisterList list;
  list.notice = pack.notice.text();
  ScenarioId after;
  if (!query.after.empty()) {
    auto id = web::id_of_text(query.after);
    if (!id) return Error::invalid({{"after", say("This is not the “next” of a page before.")}});
    after = ScenarioId{*id};
  }
  const auto& actor = call.op.actor;
  if (!may_judge(actor) && actor.organisations.empty()) return web::Answer{std::move(list)};
  auto reader = call.op.db.reader();
  auto lines = register_lines(*reader, may_judge(actor) ? std::vector<OrganisationId>{} : actor.organisations, after,
                              static_cast<int>(query.limit) + 1);
  if (std::ssize(lines) > query.limit) {
    lines.pop_back();
    list.next = lines.back().id.str();
  }
  list.items = items_of(*reader, lines);
  return web::Answer{std::move(list)};
}

QueueFilter filter_of(const QueueAsked& query, Instant now) {
  QueueFilter filter{query.state, query.floor, query.status, {}};
  if (query.ageing) filter.signed_before = now - kSignatureAges;
  return filter;
}

Result<web::Answer<QueueText>> queue_of(const RulePack& pack, const Call& call, const QueueAsked& query) {
  auto filter = filter_of(query, call.op.now);
  auto reader = call.op.db.reader();
  auto lines = queue_lines(*reader, filter, query.from, static_cast<int>(query.limit));
  std::vector<ScenarioId> scenarios;
  for (const auto& line : lines) scenarios.push_back(line.id);
  auto outcomes = outcomes_signed_and_now(*reader, scenarios);
  auto codes_of = [](const std::vector<OutcomeLine>& all) {
    std::vector<std::string> codes;
    for (const auto& line : all) codes.push_back(line.code);
    return codes;
  };
  QueueText list;
  list.notice = pack.notice.text();
  list.total = count_queue(*reader, filter);
  for (auto& file : items_of(*reader, lines)) {
    auto& item = list.items.emplace_back(QueueItem{std::move(file), false, {}, {}});
    auto outcome = outcomes.find(lines[list.items.size() - 1].id);
    if (outcome == outcomes.end()) continue;
    auto difference = difference_of(outcome->second.signed_last, outcome->second.now);
    item.signed_before = true;
    item.gone = codes_of(difference.gone);
    item.come = codes_of(difference.come);
  }
  return web::Answer{std::move(list)};
}

Result<web::Answer<NumbersList>> numbers_of(const RulePack& pack, const Call& call) {
  NumbersList list{{}, pack.version, pack.notice.text()};
  for (const auto& of : region_by_class(*call.op.db.reader(), pack, call.op.now)) {
    auto& item = list.items.emplace_back(NumbersItem{of.risk, {}, {}, {}, {}, {}});
    if (!of.sums) continue;
    item.files = of.sums->files, item.needs_info = of.sums->missing, item.signed_ = of.sums->signed_;
    item.classified = of.sums->classified, item.unplanned = of.sums->unplanned;
  }
  return web::Answer{std::move(list)};
}

RulesText rules_of(const RulePack& pack) {
  RulesText all{pack.version, pack.notice.text(), pack.law_as_of, {}};
  for (const auto& rule : pack.rules) {
    std::vector<std::string> sources;
    for (auto source : rule.provenance.sources) sources.push_back(pack.sources[source].id);
    all.items.push_back({rule.id, rule.what.text(), rule.article, rule.when.text(), rule.gives, pack.first_day(rule),
                         rule.provenance.confidence, std::move(sources), rule.legal_review});
  }
  return all;
}

}  // namespace

void mount_register_api(web::Api& api, const RulePack& pack) {
  auto doc = [](std::string path, std::string cli, std::string_view summary, web::Who who) {
    return Doc{Method::get, std::move(path), std::move(cli), summary, who, Scope::compliance_read};
  };
  api.add<RegisterQuery, RegisterList>(
         doc("/compliance", "compliance list",
             _t("List AI-Act files: operators those of their organisations, Legal all"),
             web::only({Role::operator_, Role::legal})),
         [&pack](const Call& call, const RegisterQuery& query) { return register_of(pack, call, query); })
      .add<QueueAsked, QueueText>(
          doc("/compliance/queue", "compliance queue",
              _t("List the AI-Act files that wait for Legal, with what differs from the last signature"), kLawyers),
          [&pack](const Call& call, const QueueAsked& query) { return queue_of(pack, call, query); })
      .add<None, NumbersList>(doc("/compliance/numbers", "compliance numbers",
                                  _t("Count the region's AI-Act files by class, none of a single organisation"),
                                  web::only({Role::office, Role::indicator_owner})),
                              [&pack](const Call& call, const None&) { return numbers_of(pack, call); })
      .add<None, RulesText>(
          doc("/compliance/rules", "compliance rules",
              _t("Show the rules of the AI Act in use, with article, date and source"), kRegister),
          [&pack](const Call&, const None&) -> Result<web::Answer<RulesText>> { return web::Answer{rules_of(pack)}; });
}

}  // namespace couloir::compliance
