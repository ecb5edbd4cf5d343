#include "portfolio/weights_store.h"

#include <algorithm>

namespace couloir::portfolio {
namespace {

/// Share of the one criterion that is asked for each pillar.
int pillar_share_of(const region::Pack& pack) {
  for (const auto& c : pack.criteria)
    if (c.asked == region::Asked::per_pillar) return c.weight;
  return 0;
}

void insert_weight(Tx& tx, const std::string& wave, std::string_view kind, int position, const Weight& w) {
  tx.exec(
      "INSERT INTO portfolio_weight (wave, kind, position, code, weight) VALUES (:wave, :kind, :position, :code, "
      ":weight)",
      {{":wave", wave}, {":kind", kind}, {":position", position}, {":code", w.code}, {":weight", w.weight}});
}

}  // namespace

Weights pack_weights(const region::Pack& pack, const std::string& wave) {
  Weights weights;
  weights.wave = wave;
  weights.pillar_share = pillar_share_of(pack);
  for (const auto& c : pack.criteria)
    if (c.asked == region::Asked::once) weights.criteria.push_back({c.code, c.weight});
  for (const auto& p : pack.pillars) weights.pillars.push_back({p.code, p.weight});
  return weights;
}

std::vector<Problem> weights_flaws(const region::Pack& pack) {
  auto flaws = flaws_of(pack_weights(pack, ""));
  auto per_pillar = std::ranges::count(pack.criteria, region::Asked::per_pillar, &region::Criterion::asked);
  if (per_pillar != 1)
    flaws.push_back({"scoring.toml", say("Exactly one criterion must be asked for each pillar; there are {1}.",
                                         std::to_string(per_pillar))});
  return flaws;
}

WaveWeights weights_of(Reader& reader, const region::Pack& pack, const std::string& wave) {
  auto stored = reader.first(
      "SELECT id, formula, pillar_share, set_by, set_at, frozen_at, version FROM portfolio_weights WHERE wave = :wave",
      {{":wave", wave}}, [&](const Row& row) {
        WaveWeights w;
        w.id = row.get<WeightsId>("id");
        w.weights.wave = wave;
        w.weights.formula = row.get<int>("formula");
        w.weights.pillar_share = row.get<int>("pillar_share");
        w.set_by = row.get<PersonId>("set_by");
        w.set_at = row.get<Instant>("set_at");
        w.frozen_at = row.get<std::optional<Instant>>("frozen_at");
        w.version = row.get<std::int64_t>("version");
        // Others can be set only before their wave opens, so those that came with the freezing are the pack's own.
        w.from_pack = w.frozen_at == w.set_at;
        return w;
      });
  if (!stored) {
    WaveWeights w;
    w.weights = pack_weights(pack, wave);
    return w;
  }
  reader.each("SELECT kind, code, weight FROM portfolio_weight WHERE wave = :wave ORDER BY kind, position",
              {{":wave", wave}}, [&](const Row& row) {
                auto& list = row.get<std::string_view>("kind") == "criterion" ? stored->weights.criteria
                                                                              : stored->weights.pillars;
                list.push_back({row.get<std::string>("code"), row.get<int>("weight")});
              });
  return *stored;
}

void save_weights(Tx& tx, const WaveWeights& w) {
  const auto& wave = w.weights.wave;
  tx.exec("DELETE FROM portfolio_weight WHERE wave = :wave", {{":wave", wave}});
  tx.exec(R"sql(INSERT INTO portfolio_weights (wave, formula, pillar_share, set_by, set_at, frozen_at, version)
                VALUES (:wave, :formula, :share, :set_by, :set_at, :frozen_at, 1)
                ON CONFLICT (wave) DO UPDATE
                   SET formula = excluded.formula, pillar_share = excluded.pillar_share, set_by = excluded.set_by,
                       set_at = excluded.set_at, frozen_at = excluded.frozen_at, version = portfolio_weights.version + 1)sql",
          {{":wave", wave},
           {":formula", w.weights.formula},
           {":share", w.weights.pillar_share},
           {":set_by", w.set_by},
           {":set_at", w.set_at},
           {":frozen_at", w.frozen_at}});
  int position = 0;
  for (const auto& c : w.weights.criteria) insert_weight(tx, wave, "criterion", position++, c);
  for (const auto& p : w.weights.pillars) insert_weight(tx, wave, "pillar", position++, p);
}

std::unordered_map<WeightsId, std::string> waves_of_weights(Reader& reader, const std::vector<WeightsId>& ids) {
  std::unordered_map<WeightsId, std::string> waves;
  if (ids.empty()) return waves;
  reader.each("SELECT id, wave FROM portfolio_weights WHERE id IN (" + id_list(ids) + ")", {},
              [&](const Row& row) { waves.emplace(row.get<WeightsId>("id"), row.get<std::string>("wave")); });
  return waves;
}

std::string wave_code(const region::Pack& pack, Date today) {
  const auto* wave = region::wave_at(pack, today);
  return wave == nullptr ? "" : wave->code;
}

}  // namespace couloir::portfolio
