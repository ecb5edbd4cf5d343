// A made-up pool before it is text: what generate.cc makes up and made_pool.cc writes as pool/1.
#pragma once

#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace couloir::pool::made {

inline constexpr int kQuantaAMonth = 10, kLeastShare = 2;

inline constexpr std::string_view kPillars[] = {"llm-tal", "ai-eng-science", "digital-health"};
inline constexpr int kAnyPillar = -1;
struct SkillFigures {
  std::string_view name;
  int pillar;
  int percent;  ///< how common: 100 is the most
};
inline constexpr SkillFigures kSkills[] = {{"llm-finetuning", 0, 80},
                                           {"nlp-tal", 0, 90},
                                           {"rag-search", 0, 90},
                                           {"multimodal", 0, 50},
                                           {"speech", 0, 35},
                                           {"scientific-ml", 1, 80},
                                           {"simulation-pinn", 1, 50},
                                           {"optimisation-or", 1, 50},
                                           {"time-series", 1, 80},
                                           {"robotics-cv", 1, 60},
                                           {"medical-imaging", 2, 80},
                                           {"biosignals", 2, 50},
                                           {"health-data-privacy", 2, 60},
                                           {"clinical-nlp", 2, 50},
                                           {"ml-ops", kAnyPillar, 100},
                                           {"data-eng", kAnyPillar, 100},
                                           {"hpc-gpu", kAnyPillar, 70},
                                           {"software-eng", kAnyPillar, 100},
                                           {"xai-ethics", kAnyPillar, 35},
                                           {"quantum-ml", kAnyPillar, 12}};

struct MadeRole {
  int skill = 0, level = 0, min = 0, max = 0;
};
struct MadeRow {
  int engineer, role, month, quanta;
};
struct MadeEngineer {
  int site = 0;
  std::vector<int> levels = std::vector<int>(std::size(kSkills));  ///< by skill; 0: none
  std::vector<int> capacity, slots;
};
struct MadeDossier {
  int pillar = 0, site = 0, earliest = 0, latest = 0, nmin = 1, nmax = 1, score = 0, strategic_tenths = 10;
  std::int64_t base = 0, slope = 0;
  bool promised = false;
  std::vector<MadeRole> roles;
  std::optional<int> after;
  std::vector<MadeRow> published;
  int effort() const {
    return std::accumulate(roles.begin(), roles.end(), 0, [](int sum, const MadeRole& r) { return sum + r.max; });
  }
  int least() const {
    return std::accumulate(roles.begin(), roles.end(), 0, [](int sum, const MadeRole& r) { return sum + r.min; });
  }
  int least_months() const { return (least() + kQuantaAMonth * nmax - 1) / (kQuantaAMonth * nmax); }
};
struct MadeFloor {
  std::string_view kind;
  int key;
  std::int64_t min;
};

struct MadePool {
  std::string name;
  int months = 0;
  std::vector<std::string> sites;
  std::vector<std::vector<int>> distance;
  std::vector<std::int64_t> sessions;
  std::vector<MadeFloor> floors;
  std::vector<MadeEngineer> engineers;
  std::vector<MadeDossier> dossiers;
  std::int64_t demand = 0, capacity = 0;
};
/// pool/1 in one line.
std::string written(const MadePool&);

}  // namespace couloir::pool::made
