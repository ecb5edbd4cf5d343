#include "portfolio/scoring.h"

#include <algorithm>

#include "base/text.h"
#include "journal/journal.h"
#include "portfolio/describe.h"
#include "portfolio/events.h"
#include "portfolio/scoring_store.h"
#include "portfolio/sponsorship_store.h"
#include "portfolio/use_case_edit.h"

namespace couloir::portfolio {
namespace {

Date today_of(const Op& op, const region::Pack& pack) { return day_in(op.now, pack.region.zone); }

std::vector<Problem> unknown_codes(const std::vector<Level>& levels, const std::vector<Weight>& weights) {
  std::vector<Problem> problems;
  for (const auto& l : levels) {
    bool known = std::ranges::any_of(weights, [&](const Weight& w) { return w.code == l.code; });
    if (std::ranges::count(levels, l.code, &Level::code) > 1)
      problems.push_back({l.code, say("“{1}” is answered more than once.", l.code)});
    if (!known) problems.push_back({l.code, say("“{1}” is no question of this wave.", l.code)});
    if (l.level && (*l.level < 0 || *l.level > kTopLevel))
      problems.push_back({l.code, say("A level is a whole number from 0 to 5, or nothing when it is not known.")});
  }
  return problems;
}

std::vector<Problem> problems_of(const Scoring& given, const Weights& weights) {
  auto problems = unknown_codes(given.criteria, weights.criteria);
  auto more = unknown_codes(given.pillars, weights.pillars);
  problems.insert(problems.end(), more.begin(), more.end());
  if (!is_plain_text(given.comment)) problems.push_back({"comment", invisible()});
  if (given.comment.size() > 4'000)
    problems.push_back({"comment", say("This may have at most {1} characters; it has {2}.", "4000",
                                       std::to_string(given.comment.size()))});
  return problems;
}

/// Weights begin to count with the first scoring of their wave; from then on they stay.
WaveWeights frozen_weights(Tx& tx, const Op& op, const region::Pack& pack, const std::string& wave) {
  auto weights = weights_of(tx, pack, wave);
  if (weights.frozen_at || wave.empty()) return weights;
  weights.frozen_at = op.now;
  if (weights.from_pack) weights.set_at = op.now;
  save_weights(tx, weights);
  return weights_of(tx, pack, wave);
}

bool complete_by_owner(const Weights& weights, const std::vector<Scoring>& scorings) {
  return std::ranges::any_of(scorings,
                             [&](const Scoring& s) { return s.side == ScorerSide::owner && is_complete(weights, s); });
}

}  // namespace

std::optional<ScorerSide> side_of(const Actor& actor, const UseCase& use_case, const std::vector<LabId>& labs) {
  if (may_edit(actor, use_case.organisation)) return ScorerSide::owner;
  if (actor.roles.has(Role::lab) && std::ranges::any_of(labs, [&](LabId lab) { return actor.speaks_for(lab); }))
    return ScorerSide::lab;
  if (actor.roles.has(Role::office)) return ScorerSide::office;
  return std::nullopt;
}

FitScore put_scoring(Tx& tx, const Op& op, const region::Pack& pack, UseCaseId id, Scoring given) {
  auto frozen = frozen_weights(tx, op, pack, wave_code(pack, today_of(op, pack)));
  const auto& weights = frozen.weights;
  given.scorer = op.actor.person;
  given.at = op.now;
  save_scoring(tx, id, weights, given);
  auto scorings = scorings_of(tx, id, weights);
  auto score = fit_score(weights, scorings);
  save_score(tx, id,
             {score.floor(), score.ceiling(), score.best_pillar(), weights.wave, score.scorers,
              complete_by_owner(weights, scorings)});
  journal::record(
      tx, op,
      UseCaseScored{id, given.side, weights.formula, frozen.id, static_cast<int>(fit_score(weights, {given}).floor())});
  return score;
}

Result<FitScore> score_use_case(const Op& op, const region::Pack& pack, UseCaseId id, Scoring given) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<FitScore> {
    TRY_LET(auto use_case, visible_use_case(tx, op.actor, id));
    auto side = side_of(op.actor, use_case, asked_labs(tx, id));
    if (!side) return Error::forbidden(say("Its owner, a lab that was asked and the office may score this use case."));
    auto weights = weights_of(tx, pack, wave_code(pack, today_of(op, pack))).weights;
    if (auto problems = problems_of(given, weights); !problems.empty()) return Error::invalid(std::move(problems));
    given.side = *side;
    return put_scoring(tx, op, pack, id, std::move(given));
  });
}

Result<ScoreSheet> score_sheet(Reader& reader, const Actor& actor, const region::Pack& pack, UseCaseId id) {
  TRY(visible_use_case(reader, actor, id));
  ScoreSheet sheet;
  sheet.weights = weights_of(reader, pack, score_of(reader, id).wave);
  sheet.scorings = scorings_of(reader, id, sheet.weights.weights);
  sheet.score = fit_score(sheet.weights.weights, sheet.scorings);
  return sheet;
}

Result<WaveWeights> set_weights(const Op& op, const region::Pack& pack, std::int64_t version, const Weights& weights) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<WaveWeights> {
    if (!op.actor.roles.has(Role::office)) return Error::forbidden(say("The office sets the weights."));
    const auto* wave = region::find(pack.waves, weights.wave);
    if (wave == nullptr) return Error::not_found(say("The region pack has no wave “{1}”.", weights.wave));
    auto stored = weights_of(tx, pack, weights.wave);
    if (stored.frozen_at || wave->opens <= today_of(op, pack))
      return Error::refused(say("This wave has begun: its weights stay as they are. Change those of the next one."));
    if (stored.version != version) return Error::conflict(say("Somebody else changed these weights meanwhile."));
    auto flaws = flaws_of(weights);
    auto expected = pack_weights(pack, weights.wave);
    auto same_codes = [](const std::vector<Weight>& a, const std::vector<Weight>& b) {
      return std::ranges::equal(a, b, {}, &Weight::code, &Weight::code);
    };
    if (!same_codes(weights.criteria, expected.criteria) || !same_codes(weights.pillars, expected.pillars))
      flaws.push_back({"", say("The criteria and pillars are those of the region pack, each once and in its order.")});
    if (!flaws.empty()) return Error::invalid(std::move(flaws));
    stored.weights = weights;
    stored.weights.formula = kFormula;
    stored.set_by = op.actor.person;
    stored.set_at = op.now;
    save_weights(tx, stored);
    stored = weights_of(tx, pack, weights.wave);
    journal::record(tx, op, WeightsSet{stored.id, weights.pillar_share});
    return stored;
  });
}

}  // namespace couloir::portfolio
