#include "pool/refusal_words.h"

#include <fmt/format.h>

#include "words/words.h"

namespace couloir::pool {
namespace {

using solve::Remedy;
using solve::Why;

struct Teller {
  const solve::Field& field;
  const solve::Refusal& refusal;
  Month start;
  const SkillName& skill_name;

  std::string month(int index) const { return written(start + index); }
  /// Quanta as engineer-months.
  std::string months(int quanta) const { return number(double(quanta) / field.in.quanta_per_month, 1); }
  const solve::Role& role(int r) const { return field.in.dossiers[refusal.dossier].roles[r]; }
  std::string skill(int r) const {
    const auto& code = field.in.skills[role(r).skill];
    return skill_name ? skill_name(code) : code;
  }
  std::string level(int r) const { return std::to_string(role(r).level); }
  std::string holders() const {
    std::string list;
    for (const auto& h : refusal.held_by)
      list += (list.empty() ? "" : ", ") + tr("{1} ({2})", field.in.dossiers[h.dossier].id, months(h.quanta));
    return list;
  }

  std::string why() const {
    int r = refusal.role;
    auto from = month(refusal.from), to = month(refusal.to);
    switch (refusal.why) {
      case Why::ruled_out:
        return tr("The committee ruled it out for this plan.");
      case Why::nobody_holds_it:
        return tr("No engineer near enough has {1} at level {2}.", skill(r), level(r));
      case Why::too_few_months:
        return tr(
            "Even if nobody else were staffed: engineers with {1} at level {2} ({3} of them) have {4} months from {5} "
            "to {6}, and {7} are "
            "needed.",
            skill(r), level(r), std::to_string(refusal.holders), months(refusal.there), from, to,
            months(refusal.needed));
      case Why::no_way_alone:
        return tr(
            "Even if nobody else were staffed, no team of the size asked could do it without a break from {1} to {2}.",
            from, to);
      case Why::promised_work:
        if (r < 0)
          return tr("What was promised, where this plan has it, leaves no unbroken run for its team from {1} to {2}.",
                    from, to);
        return tr(
            "What was promised, where this plan has it, leaves {1} months of {2} at level {3} from {4} to {5}, and {6} "
            "are needed.",
            months(refusal.there), skill(r), level(r), from, to, months(refusal.needed));
      case Why::waits_for_a_refused:
        return tr("It comes after {1}, which is refused.", field.in.dossiers[refusal.other].id);
      case Why::no_time_after:
        return tr("The dossiers it stands between in order leave no month of its window.");
      case Why::no_workshop_left:
        return tr("No co-design workshop is left from {1} to {2}.", from, to);
      case Why::holders_are_taken:
        return tr(
            "From {1} to {2}, engineers with {3} at level {4} have {5} months left, and {6} are needed. They work on: "
            "{7}.",
            from, to, skill(r), level(r), months(refusal.there), months(refusal.needed), holders());
      case Why::no_unbroken_team:
        return tr(
            "From {1} to {2} there are months enough, but not one after the other for the team it asks; {3} is "
            "tightest. They work on: {4}.",
            from, to, skill(r), holders());
      case Why::worth_less:
        return tr("It would fit, but what it costs in team and travel is more than its value.");
      case Why::not_placed:
        return tr("It would fit and would add to the plan's value: whoever made the plan stopped before placing it.");
      case Why::none_found:
        return tr("No team was found for it beside this plan. It is so large that not all of them were looked at.");
    }
    return {};
  }

  std::string cure(const solve::Cure& c) const {
    switch (c.remedy) {
      case Remedy::later_end:
        return tr("It would fit if it could go on to {1}.", month(refusal_latest() + c.amount));
      case Remedy::earlier_start:
        return tr("It would fit if it could begin in {1}.", month(refusal_earliest() - c.amount));
      case Remedy::more_people:
        return tr("It would fit with {1} of a full-time engineer more with {2} at level {3}.", months(c.amount),
                  skill(c.role), level(c.role));
      case Remedy::lower_level:
        return tr("It would fit if {1} at level {2} were enough.", skill(c.role), std::to_string(c.amount));
      case Remedy::larger_team:
        return tr("It would fit with {1} engineers at once.", std::to_string(c.amount));
    }
    return {};
  }
  int refusal_latest() const { return field.in.dossiers[refusal.dossier].latest; }
  int refusal_earliest() const { return field.in.dossiers[refusal.dossier].earliest; }
};

template <class Tell>
solve::ReasonText reason(std::string rule, std::string evidence, Tell tell) {
  auto said = in_both(tell);
  return {std::move(rule), std::move(said.fr), std::move(said.en), std::move(evidence)};
}

std::string evidence_of(const solve::Refusal& r) {
  std::string held;
  for (const auto& h : r.held_by) held += fmt::format("{}[{},{}]", held.empty() ? "" : ",", h.dossier, h.quanta);
  return fmt::format(
      R"({{"role":{},"from":{},"to":{},"needed":{},"there":{},"holders":{},"held_by":[{}],"other":{},"profit":{},"proved":{}}})",
      r.role < 0 ? "null" : std::to_string(r.role), r.from, r.to, r.needed, r.there, r.holders, held,
      r.other < 0 ? "null" : std::to_string(r.other), r.profit ? std::to_string(*r.profit) : "null", r.proved);
}

}  // namespace

std::vector<solve::ReasonText> reasons_of(const solve::Field& field, const solve::Refusal& refusal,
                                          const SkillName& skill_name) {
  Teller teller{field, refusal, parse_month(field.in.start).value_or(Month{}), skill_name};
  std::vector<solve::ReasonText> out{
      reason(std::string(name_of(refusal.why)), evidence_of(refusal), [&] { return teller.why(); })};
  for (const auto& c : refusal.cures)
    out.push_back(
        reason(std::string(name_of(c.remedy)),
               fmt::format(R"({{"role":{},"amount":{}}})", c.role < 0 ? "null" : std::to_string(c.role), c.amount),
               [&] { return teller.cure(c); }));
  if (refusal.proved)
    out.push_back(reason("proved", "{}", [&] { return tr("Proved: no plan worth as much as this one grants it."); }));
  return out;
}

solve::RefusalTexts refusal_texts(const solve::Field& field, const std::vector<solve::Refusal>& refusals,
                                  const SkillName& skill_name) {
  solve::RefusalTexts out(field.cases.size());
  for (const auto& r : refusals) out[r.dossier] = reasons_of(field, r, skill_name);
  return out;
}

std::string clash_in_words(solve::ClashKind kind, const ClashParts& c) {
  switch (kind) {
    case solve::ClashKind::rule:
      return tr("What was promised to {1} breaks a rule by itself.", c.dossiers);
    case solve::ClashKind::months:
      return tr("In {1}, {2} of the months of {3} are promised and {4} are there, to: {5}.", c.month, c.wanted,
                c.engineer, c.there, c.dossiers);
    case solve::ClashKind::slots:
      return tr("In {1}, {2} dossiers at once are promised to {3}, who may have {4}: {5}.", c.month, c.wanted,
                c.engineer, c.there, c.dossiers);
  }
  return {};
}

}  // namespace couloir::pool
