// Calls with dossiers for the demonstration: read from a file of the folder demo/, then led through the same commands
// as a person's, each on the day on which she would have done it. Days count from the one on which it is loaded.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "calls/dossier_edit.h"
#include "calls/front.h"
#include "calls/meeting.h"
#include "calls/review.h"

namespace couloir::calls {

struct DemoCutOff {
  int day = 0;
  std::string minutes;  ///< of the meeting that decided its batch; empty: none was held
};
struct DemoCall {
  std::string code;
  Bilingual name, about;
  int opens = 0, closes = 0;
  int answer_days = 0;
  EngineerMonths ceiling;
  std::vector<DemoCutOff> cut_offs;
};
/// Who has a link with an organisation, and why.
struct DemoLink {
  std::string reviewer, organisation, why;
};
struct DemoReview {
  std::string reviewer;
  std::optional<ReviewState> state;  ///< empty: assigned, nothing written
  ReviewWords words;
};
struct DemoAid {
  int days_ago = 0;
  Euros euros;
  std::string giver;
};
struct DemoDossier {
  std::string call, organisation, use_case, lab;
  std::size_t cut_off = 0;                   ///< place among those of the call
  std::optional<int> from_month, to_month;   ///< months after the one in which it is loaded
  DossierState state{};                      ///< where it stands in the end
  DossierEdit edit;                          ///< staffing and team
  std::map<std::string, std::string> texts;  ///< by section
  std::string brings;                        ///< what the organisation adds as a partner; empty: it is none yet
  std::vector<DemoAid> aids;
  std::string why;  ///< of a return
  std::vector<DemoReview> reviews;
  std::optional<Proposal> decision;
};
struct Demonstration {
  std::vector<DemoCall> calls;
  std::vector<DemoLink> links;
  std::vector<DemoDossier> dossiers;
};

}  // namespace couloir::calls
