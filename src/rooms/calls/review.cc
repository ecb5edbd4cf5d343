#include "calls/review.h"

#include <algorithm>

#include "base/text.h"

namespace couloir::calls {

PhaseStanding standing_at(const Phase& phase, Instant now) {
  return now < phase.opens ? PhaseStanding::ahead : now <= phase.closes ? PhaseStanding::open : PhaseStanding::over;
}

std::vector<Problem> problems_of(const Phase& phase) {
  std::vector<Problem> found;
  auto length = count_of_code_points(phase.name);
  if (trim(phase.name).empty() || !is_plain_text(phase.name) || phase.name.find('\n') != std::string::npos ||
      length > 100)
    found.push_back({"name", say("Give it a name of at most {1} characters, on one line.", "100")});
  if (phase.closes <= phase.opens) found.push_back({"closes", say("It must close after it opens.")});
  return found;
}

const Phase* phase_for(const std::vector<Phase>& phases, CallId call, CutOffId cut_off, Instant now) {
  const Phase *open = nullptr, *next = nullptr, *last = nullptr;
  for (const auto& phase : phases) {
    if (phase.call != call || phase.cut_off != cut_off) continue;
    switch (standing_at(phase, now)) {
      case PhaseStanding::open:
        if (open == nullptr || phase.closes > open->closes) open = &phase;
        break;
      case PhaseStanding::ahead:
        if (next == nullptr || phase.opens < next->opens) next = &phase;
        break;
      case PhaseStanding::over:
        if (last == nullptr || phase.closes > last->closes) last = &phase;
        break;
    }
  }
  return open ? open : next ? next : last;
}

bool sees_others(Others others, bool given) {
  switch (others) {
    case Others::hidden:
      return false;
    case Others::after_own:
      return given;
    case Others::shown:
      return true;
  }
  return false;
}

std::optional<std::int64_t> score_of(const Form& form, const Marks& marks) {
  std::int64_t sum = 0, weights = 0;
  for (const auto& criterion : form.criteria) {
    if (criterion.independent || criterion.weight <= 0) continue;
    auto mark = marks.find(criterion.code);
    if (mark == marks.end()) return std::nullopt;
    sum += std::int64_t{criterion.weight} * mark->second;
    weights += criterion.weight;
  }
  if (weights == 0) return std::nullopt;
  auto whole = weights * kTopMark;
  return (sum * 10'000 + whole / 2) / whole;
}

std::vector<std::string> missing_marks(const Form& form, const Marks& marks) {
  std::vector<std::string> missing;
  for (const auto& criterion : form.criteria)
    if (!marks.contains(criterion.code)) missing.push_back(criterion.code);
  return missing;
}

std::vector<Problem> problems_of(const ReviewWords& words, const Form& form) {
  std::vector<Problem> found;
  for (const auto& [code, mark] : words.marks) {
    if (form.criterion(code) == nullptr) found.push_back({"marks/" + code, say("This form has no such criterion.")});
    if (mark < 0 || mark > kTopMark)
      found.push_back({"marks/" + code, say("A mark goes from 0 to {1}.", std::to_string(kTopMark))});
  }
  auto check = [&](const char* where, const std::string& text) {
    if (!is_plain_text(text) || count_of_code_points(text) > kLongestComment)
      found.push_back({where, say("This may have at most {1} characters.", std::to_string(kLongestComment))});
  };
  check("to_applicant", words.to_applicant);
  check("internal", words.internal);
  return found;
}

std::vector<Problem> missing_in(const ReviewWords& words, const Form& form) {
  std::vector<Problem> found;
  for (const auto& code : missing_marks(form, words.marks))
    found.push_back({"marks/" + code, say("“{1}” has no mark yet.", form.criterion(code)->label.text())});
  if (trim(words.to_applicant).empty())
    found.push_back({"to_applicant", say("Write a few words to the applicants: the decision comes with them.")});
  return found;
}

void Tally::add(std::optional<std::int64_t> score) {
  ++given;
  if (!score) return;
  lowest = lowest ? std::min(*lowest, *score) : *score;
  highest = highest ? std::max(*highest, *score) : *score;
  sum += *score;
  ++scored;
}
std::optional<std::int64_t> Tally::mean() const {
  if (scored == 0) return std::nullopt;
  return (sum + scored / 2) / scored;
}
std::optional<std::int64_t> Tally::spread() const {
  if (scored < 2) return std::nullopt;  // one voice has no spread
  return *highest - *lowest;
}

std::unordered_map<DossierId, Tally> tallies(const std::vector<Assignment>& assignments,
                                             const std::vector<LinkFound>& links) {
  std::vector<std::pair<DossierId, PersonId>> linked;
  linked.reserve(links.size());
  for (const auto& link : links) linked.emplace_back(link.dossier, link.person);
  std::ranges::sort(linked);
  std::unordered_map<DossierId, Tally> all;
  for (const auto& a : assignments) {
    if (std::ranges::binary_search(linked, std::pair{a.dossier, a.reviewer})) continue;
    auto& tally = all[a.dossier];
    ++tally.assigned;
    if (a.state == ReviewState::given) tally.add(a.score);
  }
  return all;
}

bool is_candidate(DossierState state, const Tally& tally, bool decided) {
  return state == DossierState::under_review && !decided && tally.given > 0 && tally.given == tally.assigned;
}

}  // namespace couloir::calls
