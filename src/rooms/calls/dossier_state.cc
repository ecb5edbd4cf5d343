#include "calls/dossier_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace couloir::calls {
namespace {

using enum DossierState;
using enum Act;
using enum Party;

constexpr std::array kTransitions{
    Transition{submit, draft, submitted, applicant},
    Transition{amend, submitted, submitted, applicant},  // while the cut-off lets it be edited
    Transition{send_back, submitted, returned, office},
    Transition{send_back, under_review, returned, office},
    Transition{send_back, returned, returned, office},  // another day, when the first one passed
    Transition{correct, returned, submitted, applicant},
    Transition{take_up, submitted, under_review, office},
    Transition{carry_over, submitted, submitted, office},  // into the next batch
    Transition{carry_over, under_review, submitted, office},
    Transition{grant, under_review, granted, committee},
    Transition{decline, under_review, declined, committee},
    Transition{withdraw, draft, withdrawn, applicant},
    Transition{withdraw, submitted, withdrawn, applicant},
    Transition{withdraw, returned, withdrawn, applicant},
    Transition{withdraw, under_review, withdrawn, applicant},
    Transition{withdraw, expired, withdrawn, applicant},
    Transition{expire, draft, expired, program},
    Transition{resume, expired, draft, applicant},
};

}  // namespace

std::span<const Transition> transitions() { return kTransitions; }

const Transition* transition(Act act, DossierState from) {
  auto found = std::ranges::find_if(kTransitions, [&](const Transition& t) { return t.act == act && t.from == from; });
  return found == kTransitions.end() ? nullptr : &*found;
}

std::optional<Party> waits_for(DossierState state) {
  switch (state) {
    case draft:
    case returned:
    case expired:
      return applicant;
    case submitted:
      return office;
    case under_review:
      return committee;
    case granted:
    case declined:
    case withdrawn:
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_over(DossierState state) { return !waits_for(state); }
bool is_filed(DossierState state) {
  return state == submitted || state == returned || state == under_review || is_decided(state);
}
bool is_decided(DossierState state) { return state == granted || state == declined; }
bool is_living(DossierState state) { return state != declined && state != withdrawn; }

std::string states_where(bool (*holds)(DossierState)) {
  std::string list;
  for (auto name : names_of<DossierState>())
    if (holds(*from_name<DossierState>(name))) list += fmt::format("{}'{}'", list.empty() ? "" : ", ", name);
  return list;
}

std::string transitions_as_markdown() {
  std::string table = "| from | act | by | to |\n|---|---|---|---|\n";
  for (const auto& t : kTransitions)
    table += fmt::format("| {} | {} | {} | {} |\n", name_of(t.from), name_of(t.act), name_of(t.by), name_of(t.to));
  return table;
}

}  // namespace couloir::calls
