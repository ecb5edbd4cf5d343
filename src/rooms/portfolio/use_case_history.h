// What happened to one use case, from the journal's events and the words that its own tables keep beside them.
// Reads; whoever shows it knows who may see what.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "portfolio/fit_score.h"
#include "portfolio/sponsorship.h"
#include "portfolio/use_case_store.h"

namespace couloir::portfolio {

enum class Happened { written, edited, moved, scored, lab_asked, lab_accepted, lab_declined, request_withdrawn };

}  // namespace couloir::portfolio

template <>
inline constexpr auto couloir::kNames<couloir::portfolio::Happened> =
    std::array{"written"sv,   "edited"sv,       "moved"sv,        "scored"sv,
               "lab_asked"sv, "lab_accepted"sv, "lab_declined"sv, "request_withdrawn"sv};

namespace couloir::portfolio {

struct Happening {
  Happened what{};
  Instant at;
  PersonId person;              ///< 0: the program, on the command line
  ImportId import;              ///< written, edited: the file it came with; 0: by hand
  std::vector<Change> changes;  ///< edited
  UseCaseState to{};            ///< moved
  ScorerSide side{};            ///< scored
  std::optional<int> points;    ///< scored: what that person's levels made; empty: an older journal did not say
  std::string wave;             ///< scored; empty: between waves
  LabId lab;                    ///< of a request
  std::string words;            ///< why it stopped, what the lab answered
};

/// Newest first, at most `limit` and then how it began. `requests`: those that the reader may know of.
/// Three statements whatever there is.
std::vector<Happening> history_of_use_case(Reader&, const UseCase&, const std::vector<Sponsorship>& requests,
                                           int limit = 60);

}  // namespace couloir::portfolio
