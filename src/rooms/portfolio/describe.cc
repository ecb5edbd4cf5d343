#include "portfolio/describe.h"

#include "base/text.h"

namespace couloir::portfolio {
namespace {

constexpr std::size_t kLine = 200, kParagraph = 4'000;
constexpr double kMostPeople = 1e9;

/// Not a Describer: criteria are data of the region pack, so their names are not known to the compiler.
std::optional<Problem> read_level(const http::Fields& fields, const std::string& code, std::vector<Level>& levels) {
  levels.push_back({code, {}});
  const auto* written = http::find(fields, code);
  if (written == nullptr || trim(*written).empty() || trim(*written) == "?") return std::nullopt;
  auto text = trim(*written);
  if (text.size() != 1 || text[0] < '0' || text[0] > '0' + kTopLevel)
    return Problem{code, say("A level is a whole number from 0 to 5, or nothing when it is not known.")};
  levels.back().level = text[0] - '0';
  return std::nullopt;
}

}  // namespace

Sentence invisible() { return say("This holds invisible characters; type it again."); }

void describe(Describer& d, UseCaseText& t) {
  d.type("UseCaseText");
  describe_texts(d, t);
}

void describe_texts(Describer& d, UseCaseText& t) {
  d.field("external_id", t.external_id, text(0, 100).or_keep().doc(_t("Your own reference")));
  d.field("title", t.title, text(1, kLine).doc(_t("Title")));
  d.field("problem", t.problem,
          text(0, kParagraph).or_keep().doc(_t("The irritant: what costs time, money or nerves today")));
  d.field("process", t.process, text(0, kLine).or_keep().doc(_t("Where in your work it happens")));
  d.field("expected_kpi", t.expected_kpi, text(0, kLine).or_keep().doc(_t("The indicator that shall get better")));
  d.field("baseline", t.baseline, text(0, kLine).or_keep().doc(_t("Its value today")));
  d.field("target", t.target, text(0, kLine).or_keep().doc(_t("Its value wished for")));
  d.field("data_needed", t.data_needed, text(0, kParagraph).or_keep().doc(_t("Data it needs")));
  d.field("people_affected", t.people_affected, between(0, kMostPeople).doc(_t("People affected")));
  d.field("reach", t.rice.reach, between(0, kMostPeople).doc(_t("Reach: people or cases a quarter")));
  d.field("impact", t.rice.impact, between(0, 3).doc(_t("Impact: 0.25, 0.5, 1, 2 or 3")));
  d.field("confidence", t.rice.confidence, between(0, 1).doc(_t("Confidence: 0.5, 0.8 or 1")));
  d.field("effort", t.rice.effort, between(0, 1'000).doc(_t("Effort, in person-months")));
  d.field("value", t.wsjf.value, between(1, 20).doc(_t("Value, 1 to 20")));
  d.field("time_criticality", t.wsjf.time_criticality, between(1, 20).doc(_t("Time criticality, 1 to 20")));
  d.field("risk_reduction", t.wsjf.risk_reduction, between(1, 20).doc(_t("Risk reduction, 1 to 20")));
  d.field("job_size", t.wsjf.job_size, between(1, 20).doc(_t("Job size, 1 to 20")));
}

void describe(Describer& d, Level& l) {
  d.type("Level");
  d.field("code", l.code, text(1, 60).doc(_t("Criterion or pillar of the region pack")));
  d.field("level", l.level, between(0, kTopLevel).doc(_t("0 to 5; empty: not known")));
}

std::vector<Problem> read_levels(const http::Fields& fields, const Weights& weights, Scoring& into) {
  std::vector<Problem> problems;
  into.criteria.clear();
  into.pillars.clear();
  for (const auto& c : weights.criteria)
    if (auto wrong = read_level(fields, c.code, into.criteria)) problems.push_back(*std::move(wrong));
  for (const auto& p : weights.pillars)
    if (auto wrong = read_level(fields, p.code, into.pillars)) problems.push_back(*std::move(wrong));
  return problems;
}

}  // namespace couloir::portfolio
