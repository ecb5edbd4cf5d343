// A team of an organisation: the people whose work a use case touches. A name and a head-count, no list of persons.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/db.h"

namespace couloir::people {

struct TeamFacts {
  std::string name;
  std::optional<std::int64_t> head_count;  ///< empty: not known
};
struct Team {
  TeamId id;
  OrganisationId organisation;
  TeamFacts facts;
  std::int64_t version = 0;
};

/// By field: name, head_count.
std::vector<Problem> problems_of(const TeamFacts&);

std::optional<Team> find_team(Reader&, TeamId);
std::vector<Team> teams_of(Reader&, OrganisationId);  ///< by name
/// Names for a page, one statement for up to 32.
std::unordered_map<TeamId, std::string> names_of_teams(Reader&, const std::vector<TeamId>&);

/// Who may edit the organisation may edit its teams. Errors: not_found, invalid, refused (the name is taken).
Result<Team> add_team(const Op&, OrganisationId, const TeamFacts&);
/// Errors: the same, conflict.
Result<Team> edit_team(const Op&, TeamId, std::int64_t version, const TeamFacts&);

}  // namespace couloir::people
