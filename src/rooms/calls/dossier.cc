#include "calls/dossier.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "words/quantities.h"

namespace couloir::calls {

EngineerMonths months_of(double months) { return {std::llround(months * EngineerMonths::kPerUnit)}; }
EngineerMonths asked_in(const std::vector<Staffing>& staffing) {
  EngineerMonths sum;
  for (const auto& work : staffing) sum += work.full;
  return sum;
}
EngineerMonths least_in(const std::vector<Staffing>& staffing) {
  EngineerMonths sum;
  for (const auto& work : staffing) sum += work.least;
  return sum;
}

std::vector<Problem> problems_of(const Partner& partner) {
  std::vector<Problem> found;
  auto line = [&](const char* where, const std::string& text, std::size_t least, std::size_t most, Sentence otherwise) {
    auto length = count_of_code_points(text);
    if (!is_plain_text(text) || text.find('\n') != text.npos || length < least || length > most)
      found.push_back({where, std::move(otherwise)});
  };
  line("name", partner.name, 2, 200, say("Write its name, on one line."));
  line("town", partner.town, 0, 100, say("Write the town on one line."));
  line("does", partner.does, 0, 500, say("Say in a sentence what it brings."));
  if (!partner.siret.empty()) {
    if (auto siret = parse_siret(partner.siret); !siret) found.push_back({"siret", siret.error().message});
  } else if (partner.kind == PartnerKind::company) {
    found.push_back({"siret", say("Write the 14 digits of its SIRET: they are on every invoice.")});
  }
  return found;
}

const SectionText* DossierFacts::text(std::string_view section) const {
  auto found = std::ranges::find(texts, section, &SectionText::section);
  return found == texts.end() ? nullptr : &*found;
}

bool asks(const DossierFacts& facts, Condition condition) {
  return asks(facts.call, facts.dossier.applicant, condition);
}

AidStanding aid_standing(const DossierFacts& facts, const DeMinimis& rule, Date on) {
  return aid_standing(facts.declaration->aids, facts.grants.value_or(Grants{}).told, rule, on);
}

// ── who may do what ──

bool may_be_of_guest(Part part) { return part == Part::reader || part == Part::editor; }

bool speaks_for_its_lab(const Actor& actor, const Dossier& dossier) {
  return dossier.lab && actor.roles.has(Role::lab) && actor.speaks_for(dossier.lab);
}

bool belongs_to(const Actor& actor, const Dossier& dossier) {
  return actor.works_for(dossier.organisation) || (dossier.lab && actor.speaks_for(dossier.lab));
}

bool may_sign(const Actor& actor, const Dossier& dossier, const std::vector<Member>& members) {
  if (!speaks_for_its_lab(actor, dossier)) return false;
  auto signs = [](const Member& m) { return m.part == Part::signatory; };
  return std::ranges::none_of(members, signs) ||
         std::ranges::any_of(members, [&](const Member& m) { return m.person == actor.person && signs(m); });
}

std::optional<Part> part_of(const Actor& actor, const Dossier& dossier, const std::vector<Member>& members) {
  std::optional<Part> best;
  auto be = [&](Part part) { best = best ? std::max(*best, part) : part; };
  if (actor.roles.has(Role::operator_) && actor.works_for(dossier.organisation)) be(Part::owner);
  // A member lab that applies applies with its own dossier.
  if (speaks_for_its_lab(actor, dossier)) be(dossier.applicant == Applicant::member_lab ? Part::owner : Part::editor);
  // What was given by name ends when she leaves the organisation and the lab; a guest was invited from elsewhere.
  for (const auto& member : members) {
    if (member.person != actor.person) continue;
    if (belongs_to(actor, dossier)) be(member.part);
    if (member.guest && may_be_of_guest(member.part)) be(member.part);
  }
  return best;
}

bool may_file(const Actor& actor, const DossierFacts& facts) {
  return part_of(actor, facts.dossier, facts.members) == Part::owner ||
         (asks(facts, Condition::lab_files) && speaks_for_its_lab(actor, facts.dossier));
}

bool may_be_lab_of(const Call& call, Applicant kind, const people::Lab& lab) {
  return people::may_be_asked_to_sponsor(lab, asks(call, kind, Condition::confirmed_lab)
                                                  ? people::Askable::confirmed_only
                                                  : people::Askable::also_unverified);
}

bool may_see(const Actor& actor, const Dossier& dossier, const std::vector<Member>& members) {
  return part_of(actor, dossier, members) || actor.roles.has(Role::office) ||
         (actor.roles.has(Role::committee) && is_filed(dossier.state));
}

bool is_editable(const Dossier& dossier, const Call& call, Instant now) {
  if (dossier.state == DossierState::draft || dossier.state == DossierState::returned) return true;
  return dossier.state == DossierState::submitted && amendable_until(find_cut_off(call, dossier.cut_off), now);
}

// ── what stands in the way ──

namespace {

class Gaps {
 public:
  void require(bool met, Gap otherwise) {
    if (!met) found.push_back(std::move(otherwise));
  }
  std::vector<Gap> found;
};

void look_at_texts(const DossierFacts& facts, Gaps& gaps) {
  for (const auto& section : facts.form.sections) {
    const auto* text = facts.text(section.code);
    auto words = text ? count_of_words(text->body) : 0;
    gaps.require(!section.required || words > 0, {Obstacle::section_missing, section.code});
    gaps.require(words <= section.max_words, {Obstacle::section_too_long, section.code, words, section.max_words});
  }
}

void look_at_staffing(const DossierFacts& facts, Gaps& gaps) {
  const auto& d = facts.dossier;
  auto asked = asked_in(facts.staffing);
  gaps.require(!facts.staffing.empty() && asked.raw > 0, {Obstacle::no_staffing, "staffing"});
  for (std::size_t i = 0; i < facts.staffing.size(); ++i)
    gaps.require(facts.staffing[i].least <= facts.staffing[i].full,
                 {Obstacle::least_over_full, "staffing", static_cast<std::int64_t>(i + 1)});
  if (facts.call.ceiling)
    gaps.require(asked <= *facts.call.ceiling,
                 {Obstacle::over_ceiling, "staffing", asked.raw, facts.call.ceiling->raw});
  bool window = !d.window_from.empty() && !d.window_to.empty();
  gaps.require(window, {Obstacle::no_window, "window_from"});
  if (window) gaps.require(d.window_from <= d.window_to, {Obstacle::window_too_short, "window_to"});
  gaps.require(d.team_min && d.team_max && *d.team_min <= *d.team_max, {Obstacle::no_team_size, "team_min"});
}

void look_at_parties(const DossierFacts& facts, Gaps& gaps) {
  const auto& d = facts.dossier;
  gaps.require(takes(facts.call, d.applicant), {Obstacle::not_eligible, "applicant"});
  gaps.require(facts.lab.has_value(), {Obstacle::no_lab, "lab"});
  if (facts.lab)
    gaps.require(may_be_lab_of(facts.call, d.applicant, *facts.lab),
                 {asks(facts, Condition::confirmed_lab) ? Obstacle::lab_not_member : Obstacle::lab_left, "lab"});
  if (asks(facts, Condition::company_named))
    gaps.require(std::ranges::any_of(facts.partners, [](const Partner& p) { return p.kind == PartnerKind::company; }),
                 {Obstacle::no_company, "partners"});
}

void look_at_aid(const DossierFacts& facts, const DeMinimis& rule, Date today, Gaps& gaps) {
  if (!asks(facts, Condition::aid_declared)) return;
  gaps.require(facts.declaration.has_value(), {Obstacle::no_declaration, "declaration"});
  if (!facts.declaration) return;
  auto sum = aid_with(aid_standing(facts, rule, today), asked_in(facts.staffing), rule);
  gaps.require(sum <= rule.ceiling,
               {Obstacle::aid_over_ceiling, "declaration", sum.cents / 100, rule.ceiling.cents / 100});
}

}  // namespace

std::vector<Gap> gaps_in(const DossierFacts& facts, const DeMinimis& rule, Date today) {
  Gaps gaps;
  gaps.require(!facts.dossier.title.empty(), {Obstacle::no_title, "title"});
  look_at_texts(facts, gaps);
  look_at_staffing(facts, gaps);
  look_at_parties(facts, gaps);
  look_at_aid(facts, rule, today, gaps);
  gaps.require(!facts.act.prohibited, {Obstacle::prohibited_use, "act"});
  if (facts.act.high) gaps.require(facts.act.unplanned == 0, {Obstacle::plan_incomplete, "act", facts.act.unplanned});
  // The signature comes last: it is of all that stands above.
  bool signed_once = facts.signature && facts.signature->lab == facts.dossier.lab;
  gaps.require(signed_once, {Obstacle::no_signature, "signature"});
  if (signed_once) gaps.require(facts.signature->sha256 == facts.text_sha256, {Obstacle::older_signature, "signature"});
  return gaps.found;
}

std::vector<Gap> gaps_in_hidden_aid(const DossierFacts& facts, const std::vector<Grant>& all, const DeMinimis& rule,
                                    Date today) {
  if (!facts.declaration || !asks(facts, Condition::aid_declared)) return {};
  auto sum = aid_with(aid_standing(facts.declaration->aids, all, rule, today), asked_in(facts.staffing), rule);
  if (sum <= rule.ceiling) return {};
  return {{Obstacle::hidden_aid_over_ceiling, "declaration", 0, rule.ceiling.cents / 100}};
}

std::vector<Warning> warnings_on(const DossierFacts& facts, const DeMinimis& rule) {
  std::vector<Warning> found;
  auto warn = [&](bool so, Warning warning) {
    if (so) found.push_back(warning);
  };
  warn(!facts.act.begun, Warning::ai_act_not_begun);
  warn(facts.act.begun && !facts.act.decided, Warning::ai_act_open);
  warn(facts.act.begun && facts.act.open_by_law, Warning::ai_act_by_law);
  warn(facts.act.begun && facts.act.decided && !facts.act.signed_, Warning::ai_act_unsigned);
  warn(asks(facts, Condition::aid_declared) && !rule.month_worth, Warning::worth_unknown);
  return found;
}

namespace {

void look_at_cut_off(const Call& call, const Filing& filing, Gaps& gaps) {
  const auto* next = next_cut_off(call, filing.received);
  auto next_id = next ? next->id : CutOffId{};
  if (filing.aims_at == next_id) return;
  const auto* aimed = find_cut_off(call, filing.aims_at);
  bool passed = aimed != nullptr && aimed->at < filing.received;
  gaps.require(false, {passed ? Obstacle::cut_off_passed : Obstacle::cut_offs_changed, "cut_off"});
}

}  // namespace

std::vector<Gap> obstacles_to_filing(const DossierFacts& facts, const Actor& actor, const Filing& filing) {
  Gaps gaps;
  const auto& d = facts.dossier;
  if (asks(facts, Condition::lab_files)) gaps.require(speaks_for_its_lab(actor, d), {Obstacle::lab_must_file, "lab"});
  switch (d.state) {
    case DossierState::draft:
      if (filing.late_for) break;  // the office let it in by name
      if (facts.call.state != CallState::published || phase_at(facts.call, filing.received) == CallPhase::announced)
        gaps.require(false, {Obstacle::call_not_open});
      else if (phase_at(facts.call, filing.received) == CallPhase::over)
        gaps.require(false, {Obstacle::call_closed});
      else
        look_at_cut_off(facts.call, filing, gaps);
      break;
    case DossierState::returned:
      gaps.require(!d.correct_by || filing.received <= *d.correct_by, {Obstacle::correction_late});
      break;
    case DossierState::submitted:
      gaps.require(is_editable(d, facts.call, filing.received), {Obstacle::amending_over});
      break;
    default:
      gaps.require(false, {Obstacle::wrong_state});
  }
  return gaps.found;
}

Sentence sentence(const Gap& gap, const Form& form) {
  auto label = [&] {
    const auto* section = form.section(gap.where);
    return section ? section->label.text() : gap.where;
  };
  switch (gap.what) {
    case Obstacle::wrong_state:
      return say("It cannot be filed from where it stands.");
    case Obstacle::call_not_open:
      return say("The call is not open yet.");
    case Obstacle::call_closed:
      return say("The call is closed.");
    case Obstacle::cut_off_passed:
      return say("The cut-off has passed. It can be filed for the next one.");
    case Obstacle::cut_offs_changed:
      return say("The cut-offs have changed since you opened this page. Look at the day again, then file.");
    case Obstacle::correction_late:
      return say("The day until which it could be corrected is over. Write to the office.");
    case Obstacle::amending_over:
      return say("What was filed can no longer be amended.");
    case Obstacle::not_eligible:
      return say("This call does not take applicants of this kind.");
    case Obstacle::no_title:
      return say("Give it a title.");
    case Obstacle::section_missing:
      return say("Nothing is written yet under “{1}”.", label());
    case Obstacle::section_too_long:
      return say("“{1}” has {2} words; it may have {3}.", label(), std::to_string(gap.have), std::to_string(gap.most));
    case Obstacle::no_lab:
      return say("No lab sponsors it yet.");
    case Obstacle::lab_not_member:
      return say("The lab is not a confirmed member of the cluster.");
    case Obstacle::lab_left:
      return say("The lab is no longer active in the register: choose another one.");
    case Obstacle::lab_must_file:
      return say("In this call the lab itself files: ask somebody who speaks for it.");
    case Obstacle::no_signature:
      return say("The lab has not signed.");
    case Obstacle::older_signature:
      return say("The text has changed since the lab signed: ask it to sign again.");
    case Obstacle::no_staffing:
      return say("Say which work the pool is asked for.");
    case Obstacle::least_over_full:
      return say("Line {1} of the work asked for: the least is more than the full effort.", std::to_string(gap.have));
    case Obstacle::over_ceiling:
      return say("You ask for {1}; this call gives {2} at most.", written(EngineerMonths{gap.have}),
                 written(EngineerMonths{gap.most}));
    case Obstacle::no_window:
      return say("Say from which month to which month the engineers are needed.");
    case Obstacle::window_too_short:
      return say("The last month comes before the first.");
    case Obstacle::no_team_size:
      return say("Say how many engineers you can work with at once: at least, and at most.");
    case Obstacle::no_company:
      return say("Name at least one company among the partners, with its SIRET.");
    case Obstacle::no_declaration:
      return say("The company has not declared the de minimis aid that it had.");
    case Obstacle::aid_over_ceiling:
      return say("With {1} of de minimis aid in the years that count the company is above {2}.",
                 written(Euros::whole(gap.have)), written(Euros::whole(gap.most)));
    case Obstacle::hidden_aid_over_ceiling:
      return say(
          "With the de minimis aid of the years that count, part of which is not shown to you, the company is "
          "above {1}.",
          written(Euros::whole(gap.most)));
    case Obstacle::prohibited_use:
      return say("The AI Act prohibits this use as it is described: it cannot be filed.");
    case Obstacle::plan_incomplete:
      return say("A high-risk use is filed with its plan: {1} duties have nobody who sees to them.",
                 std::to_string(gap.have));
  }
  return {};
}

Sentence sentence(Warning warning) {
  switch (warning) {
    case Warning::ai_act_not_begun:
      return say("The questions of the AI Act were not answered: nobody knows the class of this use.");
    case Warning::ai_act_open:
      return say("The class under the AI Act is not decided: an answer is missing.");
    case Warning::ai_act_by_law:
      return say("The AI Act itself leaves the class or a duty of this use open: its class is a reading of the law.");
    case Warning::ai_act_unsigned:
      return say("Legal has not signed the AI-Act file.");
    case Warning::worth_unknown:
      return say("What an engineer-month is worth is not known: it is not counted as aid.");
  }
  return {};
}

}  // namespace couloir::calls
