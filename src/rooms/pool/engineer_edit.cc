#include "pool/engineer_edit.h"

#include <algorithm>

#include "base/text.h"
#include "journal/journal.h"
#include "people/person.h"
#include "people/role.h"
#include "pool/engineer_store.h"
#include "pool/events.h"
#include "words/words.h"

namespace couloir::pool {
namespace {

Error no_such_engineer() { return Error::not_found(say("There is no such engineer, or she is not yours to see.")); }

}  // namespace

Result<Engineer> save_engineer(const Op& op, const region::Pack& pack, Engineer given) {
  if (!may_keep_engineers(op.actor)) return Error::forbidden(say("Only the office and the committee keep engineers."));
  given.name = std::string(trim(given.name));
  std::ranges::sort(given.skills, {}, &SkillLevel::skill);
  return in_transaction(op.db, [&](Tx& tx) -> Result<Engineer> {
    auto engineer = given;
    auto problems = problems_of(engineer, pack);
    if (engineer.person) {
      auto holders = people::persons_with_role(tx, Role::engineer);
      if (std::ranges::find(holders, engineer.person) == holders.end())
        problems.push_back({"person", say("This person has not the role of an engineer.")});
    }
    if (engineer.id) {
      auto stored = find_engineer(tx, engineer.id);
      if (!stored) return no_such_engineer();
      engineer.away = stored->away;
      engineer.external_id = stored->external_id;
    } else {
      engineer.away.clear();
    }
    if (!problems.empty()) return Error::invalid(std::move(problems));
    TRY(engineer.id ? save_engineer_row(tx, engineer, op.now) : insert_engineer(tx, engineer, op.now));
    journal::record(tx, op, EngineerSaved{engineer.id, engineer.person, engineer.version});
    return engineer;
  });
}

Result<Engineer> note_away(const Op& op, EngineerId id, std::int64_t version, const std::vector<AwayMonth>& away) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Engineer> {
    TRY_LET(auto engineer, seen_engineer(tx, op.actor, id));
    if (auto problems = problems_of(away); !problems.empty()) return Error::invalid(std::move(problems));
    auto same = std::ranges::all_of(away, [&](const AwayMonth& a) { return engineer.away_in(a.month) == a.percent; });
    if (same && engineer.version == version) return engineer;
    engineer.version = version;
    TRY(save_away(tx, engineer, away, op.now));
    journal::record(tx, op, EngineerMonthsSaved{id, engineer.version});
    return engineer;
  });
}

Result<Engineer> seen_engineer(Reader& reader, const Actor& actor, EngineerId id) {
  auto engineer = find_engineer(reader, id);
  if (!engineer || !may_see(actor, *engineer)) return no_such_engineer();
  return *std::move(engineer);
}
Result<Engineer> own_engineer(Reader& reader, const Actor& actor) {
  auto engineer = actor.person ? engineer_of(reader, actor.person) : std::nullopt;
  if (!engineer) return Error::not_found(say("You are not in the pool yet: the office adds engineers."));
  return *std::move(engineer);
}

std::vector<Loginable> persons_to_choose(Reader& reader) {
  auto ids = people::persons_with_role(reader, Role::engineer);
  auto names = people::names_of_persons(reader, ids);
  std::vector<Loginable> all;
  for (auto id : ids) all.push_back({id, people::name_in(names, id)});
  std::ranges::sort(all, {}, [](const Loginable& l) { return sort_key(l.name); });
  return all;
}

}  // namespace couloir::pool
