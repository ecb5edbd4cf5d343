// What the folder demo/ holds: the invented people and organisations, and what they have done so far.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "calls/front.h"
#include "compliance/front.h"
#include "people/organisation.h"
#include "pool/front.h"
#include "region/pack.h"
#include "web/describe.h"

namespace couloir::app {

struct Login {
  std::string email, password;
  Role role{};
};
struct DemoPerson {
  std::string email, name, lab, organisation;
  std::optional<Role> role;  ///< of who has no login
};
struct DemoOrganisation {
  people::NewOrganisation entry;
  std::vector<std::string> teams, people;
  std::string use_cases;  ///< file beside it; empty: none yet
};
struct DemoFile {
  std::string organisation, use_case, says, how_far, reason;
  TextsByName answers;
};
/// `common` is answered in each file; a file says what differs.
struct DemoFiles {
  TextsByName common;
  std::vector<DemoFile> files;
};
/// Days count from the one on which it is loaded.
struct DemoTraining {
  std::string training, note;
  std::optional<int> due_in_days, done_days_ago;
};
struct DemoChecklist {
  std::string organisation, team;
  compliance::ReadyChecklist ready;
  std::vector<DemoTraining> plan;
};
/// An engineer of the pool; months count from the one in which it is loaded.
struct DemoEngineer {
  std::string login;  ///< empty: nobody logs in as her
  pool::ReadyEngineer ready;
  std::optional<int> in_after_months, out_after_months;
};
struct Demo {
  DemoFiles act;
  std::vector<DemoChecklist> checklists;
  std::vector<DemoEngineer> engineers;
  std::shared_ptr<const calls::Demonstration> dossiers;
  std::vector<Login> logins;
  std::vector<DemoPerson> persons;
  std::vector<DemoOrganisation> organisations;
};

/// Days are checked against the day on which it is read. Errors: invalid, every place at once.
Result<Demo> read_demo(const std::filesystem::path& folder, const region::Pack&, const calls::DossierPack&);
std::string content_of(const std::filesystem::path&);

}  // namespace couloir::app
