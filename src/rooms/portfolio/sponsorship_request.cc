#include "portfolio/sponsorship_request.h"

#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "journal/journal.h"
#include "people/organisation.h"
#include "portfolio/describe.h"
#include "portfolio/events.h"
#include "portfolio/scoring_store.h"
#include "portfolio/sponsorship_store.h"
#include "portfolio/use_case_edit.h"
#include "portfolio/weights_store.h"

namespace couloir::portfolio {
namespace {

constexpr std::size_t kLongestMessage = 4'000;
constexpr std::int64_t kMostAskedInADay = 20;  // each is a mail to a lab

template <class Obstacle>
Error refused(Sentence message, const std::vector<Obstacle>& obstacles) {
  std::vector<Problem> problems;
  for (auto o : obstacles) problems.push_back({"", sentence(o)});
  return Error::refused(std::move(message), std::move(problems));
}

Error no_such_request() { return Error::not_found(say("This request is not there, or is not yours to answer.")); }

/// The owner's own view of each pillar first, else the mean of the others, rounded down.
std::vector<Fit> fits_of(const std::vector<Scoring>& scorings, const FitScore& score) {
  auto owner = std::ranges::find(scorings, ScorerSide::owner, &Scoring::side);
  std::vector<Fit> fits;
  for (const auto& part : score.pillars) {
    std::optional<int> level;
    if (owner != scorings.end())
      for (const auto& l : owner->pillars)
        if (l.code == part.code) level = l.level;
    if (!level && part.level) level = static_cast<int>(*part.level);
    if (level) fits.push_back({part.code, *level});
  }
  return fits;
}

/// The pack's town of that name in either language.
const region::Town* town_named(const region::Pack& pack, const std::string& name) {
  auto wanted = fold(name);
  for (const auto& t : pack.towns)
    if (fold(t.name.fr) == wanted || fold(t.name.en) == wanted) return &t;
  return nullptr;
}

/// A word of a theme without the article before it and the marks around it: "l’énergie," → énergie.
std::string_view bare(std::string_view piece) {
  for (std::string_view mark : {"’", "'", "(", "«", "“"})
    if (auto at = piece.rfind(mark); at != piece.npos) piece.remove_prefix(at + mark.size());
  auto end = piece.find_last_not_of(",;:.!?)");
  return piece.substr(0, end == piece.npos ? 0 : end + 1);
}

/// The words of a theme to compare, each as the lab spells it.
void add_words(std::vector<ThemeWord>& words, const std::string& theme) {
  std::istringstream pieces(theme);
  for (std::string piece; pieces >> piece;) {
    auto folded = words_of(piece);
    bool single = folded.size() == 1;
    for (auto& word : folded) words.push_back({word, single ? std::string(bare(piece)) : word});
  }
}

LabFacts facts_of(const people::Lab& lab, const region::Pack& pack) {
  LabFacts facts{lab.id, lab.profile.pillars,
                 {},     lab.profile.towns,
                 {},     lab.status.membership == people::LabMembership::confirmed};
  for (const auto* themes : {&lab.profile.themes_fr, &lab.profile.themes_en})
    for (const auto& theme : *themes) add_words(facts.theme_words, theme);
  for (const auto& town : facts.towns)
    if (region::find(pack.towns, town) != nullptr) facts.departments.push_back(region::department_of(pack, town).code);
  return facts;
}

/// Where the head office is. A town the pack does not name still has a postcode, and that begins with its department.
void place(Seeker& seeker, const region::Pack& pack, const std::vector<people::Establishment>& establishments) {
  if (establishments.empty()) return;
  const auto& head_office = establishments.front().facts;
  if (const auto* town = town_named(pack, head_office.town)) {
    seeker.town = town->code;
    seeker.department = town->department;
  } else if (auto code = head_office.postcode.substr(0, 2); region::find(pack.departments, code) != nullptr) {
    seeker.department = code;
  }
}

Seeker seeker_of(Reader& reader, const region::Pack& pack, const UseCase& use_case) {
  Seeker seeker;
  auto weights = weights_of(reader, pack, score_of(reader, use_case.id).wave).weights;
  auto scorings = scorings_of(reader, use_case.id, weights);
  seeker.fits = fits_of(scorings, fit_score(weights, scorings));
  const auto& t = use_case.text;
  seeker.words = words_of(t.title + " " + t.problem + " " + t.process + " " + t.expected_kpi + " " + t.data_needed);
  place(seeker, pack, people::establishments_of(reader, use_case.organisation));
  return seeker;
}

}  // namespace

Sentence sentence(AskObstacle obstacle) {
  switch (obstacle) {
    case AskObstacle::unverified_lab:
      return say("The membership of this lab is not confirmed yet; the office has to confirm it first.");
    case AskObstacle::inactive_lab:
      return say("This lab takes no requests any more.");
    case AskObstacle::already_asked:
      return say("This lab was asked already and has not answered yet.");
    case AskObstacle::already_sponsored:
      return say("A lab sponsors this use case already.");
    case AskObstacle::too_many_open:
      return say("Three labs are being asked; wait for an answer or withdraw a request.");
    case AskObstacle::stopped_use_case:
      return say("This use case is stopped.");
  }
  return {};
}

Sentence sentence(AnswerObstacle obstacle) {
  switch (obstacle) {
    case AnswerObstacle::not_open:
      return say("This request is not open any more.");
    case AnswerObstacle::already_sponsored:
      return say("Another lab has agreed to sponsor this use case.");
    case AnswerObstacle::no_reason:
      return say("A refusal needs its reason: it helps to ask the right lab next.");
  }
  return {};
}

Result<std::vector<LabSuggestion>> suggest_labs(Reader& reader, const Actor& actor, const region::Pack& pack,
                                                UseCaseId id) {
  TRY_LET(auto use_case, visible_use_case(reader, actor, id));
  auto labs = people::all_labs(reader);
  std::erase_if(labs, [](const people::Lab& lab) { return !lab.status.active; });
  std::vector<LabFacts> facts;
  for (const auto& lab : labs) facts.push_back(facts_of(lab, pack));
  std::vector<LabSuggestion> suggestions;
  for (auto& match : matching_labs(seeker_of(reader, pack, use_case), facts)) {
    auto lab = std::ranges::find(labs, match.lab, &people::Lab::id);
    suggestions.push_back({std::move(match), *lab});
  }
  return suggestions;
}

std::vector<Sponsorship> visible_sponsorships(Reader& reader, const Actor& actor, const UseCase& use_case) {
  auto all = sponsorships_of(reader, use_case.id);
  if (may_edit(actor, use_case.organisation) || actor.roles.has(Role::office)) return all;
  std::erase_if(all, [&](const Sponsorship& s) { return !actor.speaks_for(s.lab); });
  return all;
}

Result<Sponsorship> ask_sponsor(const Op& op, UseCaseId id, LabId lab_id, const std::string& message) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Sponsorship> {
    TRY_LET(auto use_case, visible_use_case(tx, op.actor, id));
    if (!may_edit(op.actor, use_case.organisation))
      return Error::forbidden(say("The owner of a use case asks for a sponsor."));
    auto lab = people::find_lab(tx, lab_id);
    if (!lab) return Error::not_found(say("This lab is not in the register."));
    if (count_of_code_points(message) > kLongestMessage)
      return Error::invalid(
          {{"message", say("This may have at most {1} characters; it has {2}.", std::to_string(kLongestMessage),
                           std::to_string(count_of_code_points(message)))}});
    if (!is_plain_text(message)) return Error::invalid({{"message", invisible()}});
    if (asked_since(tx, op.actor.person, op.now - std::chrono::hours(24)) >= kMostAskedInADay)
      return Error::too_many(
          say("You have asked labs {1} times in a day. Go on tomorrow.", std::to_string(kMostAskedInADay)));
    auto found = obstacles_to_asking(use_case, lab_id, people::may_be_asked_to_sponsor(*lab), lab->status.active,
                                     sponsorships_of(tx, id));
    if (!found.empty()) return refused(say("This lab cannot be asked."), found);
    Sponsorship s;
    s.use_case = id;
    s.lab = lab_id;
    s.message = message;
    s.asked_by = op.actor.person;
    s.asked_at = op.now;
    insert_sponsorship(tx, s);
    journal::record(tx, op, SponsorshipAsked{s.id, id, lab_id});
    return s;
  });
}

Result<Sponsorship> answer_request(const Op& op, SponsorshipId id, std::int64_t version, SponsorshipState answer,
                                   const std::string& reason) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Sponsorship> {
    auto s = find_sponsorship(tx, id);
    if (!s || !op.actor.roles.has(Role::lab) || !op.actor.speaks_for(s->lab)) return no_such_request();
    if (answer != SponsorshipState::accepted && answer != SponsorshipState::declined)
      return Error::invalid({{"answer", say("The answer is accepted or declined.")}});
    if (count_of_code_points(reason) > kLongestMessage)
      return Error::invalid(
          {{"reason", say("This may have at most {1} characters; it has {2}.", std::to_string(kLongestMessage),
                          std::to_string(count_of_code_points(reason)))}});
    if (!is_plain_text(reason)) return Error::invalid({{"reason", invisible()}});
    if (s->version != version) return Error::conflict(say("Somebody else answered this request meanwhile."));
    auto found = obstacles_to_answering(*s, answer, reason, sponsorships_of(tx, s->use_case));
    if (!found.empty()) return refused(say("This answer cannot be given."), found);
    s->state = answer;
    s->answer = reason;
    s->answered_by = op.actor.person;
    s->answered_at = op.now;
    TRY(save_sponsorship(tx, *s));
    journal::record(tx, op, SponsorshipAnswered{id, s->use_case, answer});
    return *s;
  });
}

Result<Sponsorship> withdraw_request(const Op& op, SponsorshipId id, std::int64_t version) {
  return in_transaction(op.db, [&](Tx& tx) -> Result<Sponsorship> {
    auto s = find_sponsorship(tx, id);
    auto use_case = s ? find_use_case(tx, s->use_case) : std::nullopt;
    if (!use_case || !may_edit(op.actor, use_case->organisation)) return no_such_request();
    if (s->version != version) return Error::conflict(say("Somebody else answered this request meanwhile."));
    if (s->state != SponsorshipState::asked)
      return refused(say("This request cannot be withdrawn."), std::vector{AnswerObstacle::not_open});
    s->state = SponsorshipState::withdrawn;
    s->answered_by = op.actor.person;
    s->answered_at = op.now;
    TRY(save_sponsorship(tx, *s));
    journal::record(tx, op, SponsorshipAnswered{id, s->use_case, SponsorshipState::withdrawn});
    return *s;
  });
}

}  // namespace couloir::portfolio
