#include "compliance/outcome_difference.h"

#include <fmt/format.h>

#include <algorithm>

#include "compliance/views.h"

namespace couloir::compliance {
namespace {

/// " 2027-12-02", or where the law can be read in several ways " 2026-08-02/2027-12-02".
std::string on(const std::optional<Date>& date, const std::vector<ReadingText>& readings) {
  if (date) return " " + date->iso();
  std::string all;
  for (const auto& reading : readings) all += (all.empty() ? " " : "/") + reading.date;
  return all;
}

/// Articles and confidence are told only of what both have, where they differ: "F-6 6(4)", "F-6 S legal review".
std::vector<OutcomeLine> lines_of(const OutcomeText& outcome, const OutcomeText& other) {
  std::vector<OutcomeLine> lines;
  auto article = [&](const std::string& of, const std::string& now) {
    lines.push_back({fmt::format("{} {}", of, now), ArticleText{of, now}});
  };
  for (const auto& result : outcome.results) {
    lines.push_back({fmt::format("{} {} {}{}", result.rule, name_of(result.gives), result.state,
                                 on(result.applies_from, result.readings)),
                     result});
    auto same = std::ranges::find(other.results, result.rule, &ResultText::rule);
    if (same == other.results.end()) continue;
    if (same->article != result.article) article(result.rule, result.article);
    if (same->confidence != result.confidence || same->legal_review != result.legal_review)
      lines.push_back(
          {fmt::format("{} {}{}", result.rule, name_of(result.confidence), result.legal_review ? " legal review" : ""),
           GroundText{result.rule, result.confidence, result.legal_review}});
  }
  for (const auto& duty : outcome.obligations) {
    lines.push_back({fmt::format("{} {}{}", name_of(duty.role), duty.id, on(duty.applies_from, duty.readings)), duty});
    auto same = std::ranges::find(other.obligations, duty.id, &ObligationText::id);
    if (same != other.obligations.end() && same->article != duty.article) article(duty.id, duty.article);
  }
  lines.push_back({fmt::format("status {}", name_of(outcome.status)), StatusText{outcome.status}});
  lines.push_back({fmt::format("floor {} ceiling {}", name_of(outcome.floor), name_of(outcome.ceiling)),
                   SpanText{outcome.floor, outcome.ceiling}});
  for (const auto& of : outcome.by_role)
    lines.push_back({fmt::format("{} {} {}", name_of(of.role), name_of(of.floor), name_of(of.ceiling)), of});
  for (const auto& missing : outcome.missing) lines.push_back({missing.question, missing});
  for (const auto& flag : outcome.flags) lines.push_back({flag, FlagText{flag}});
  if (outcome.gpai)
    lines.push_back(
        {fmt::format("gpai provider {} systemic {}", outcome.gpai->provider, outcome.gpai->systemic), *outcome.gpai});
  if (outcome.max_fine_eur)
    lines.push_back({fmt::format("max_fine_eur {}", *outcome.max_fine_eur), FineText{*outcome.max_fine_eur}});
  std::ranges::sort(lines, {}, &OutcomeLine::code);
  auto twice = std::ranges::unique(lines, {}, &OutcomeLine::code);
  lines.erase(twice.begin(), twice.end());
  return lines;
}

std::vector<OutcomeLine> without(const std::vector<OutcomeLine>& all, const std::vector<OutcomeLine>& those) {
  std::vector<OutcomeLine> rest;
  std::ranges::set_difference(all, those, std::back_inserter(rest), {}, &OutcomeLine::code, &OutcomeLine::code);
  return rest;
}

std::string from_words(const std::optional<Date>& date, const std::vector<ReadingText>& readings) {
  if (date) return tr("from {1}", short_date(*date));
  std::string all;
  for (const auto& reading : readings)
    if (auto day = parse_date(reading.date)) all += (all.empty() ? "" : " / ") + short_date(*day);
  return all.empty() ? tr("no date of its own") : tr("from {1} (two readings of the law)", all);
}

struct InWords {
  const RulePack& pack;

  std::string name_of_rule(const std::string& id) const {
    auto at = pack.rule(id);
    return at == kNowhere ? id : id + " " + pack.rules[at].what.text();
  }
  std::string operator()(const ResultText& result) const {
    auto at = pack.rule(result.rule);
    auto gives = at != kNowhere && !pack.rules[at].gives ? tr("information") : label(result.gives);
    auto from = from_words(result.applies_from, result.readings);
    return name_of_rule(result.rule) + " · " + (result.state == "hit" ? gives : tr("perhaps: {1}", gives)) + " · " +
           from;
  }
  std::string operator()(const ObligationText& duty) const {
    auto at = pack.obligation(duty.id);
    auto title = at == kNowhere ? duty.id : duty.id + " " + pack.obligations[at].title.text();
    return title + " · " + label(duty.role) + " · " + from_words(duty.applies_from, duty.readings);
  }
  std::string operator()(const ArticleText& text) const {
    return name_of_rule(text.of) + " · " + article_words(text.article);
  }
  std::string operator()(const GroundText& ground) const {
    return name_of_rule(ground.of) + " · " + label(ground.confidence) +
           (ground.legal_review ? " · " + tr("for Legal to check") : "");
  }
  std::string operator()(const MissingText& missing) const {
    auto at = pack.question(missing.question);
    return tr("An answer is missing: {1}",
              at == kNowhere ? missing.question : missing.question + " " + pack.questions[at].text.text());
  }
  std::string operator()(const FlagText& flag) const { return flag_words(flag.flag); }
  std::string operator()(const GpaiText& gpai) const { return model_words(gpai.provider, gpai.systemic); }
  std::string operator()(const StatusText& status) const { return label(status.status); }
  std::string operator()(const SpanText& span) const { return tr("Class: {1}", span_words(span.floor, span.ceiling)); }
  std::string operator()(const RoleText& of) const { return label(of.role) + " · " + span_words(of.floor, of.ceiling); }
  std::string operator()(const FineText& fine) const { return tr("Highest fine: {1}", euros(fine.euros * 100)); }
};

}  // namespace

OutcomeDifference difference_of(const std::string& before, const std::string& after) {
  auto was = read_outcome(before), is = read_outcome(after);
  auto old_lines = lines_of(was, is), new_lines = lines_of(is, was);
  return {without(old_lines, new_lines), without(new_lines, old_lines)};
}

OutcomeDifference without_figures(OutcomeDifference difference) {
  for (auto* lines : {&difference.gone, &difference.come})
    std::erase_if(*lines, [](const OutcomeLine& line) { return std::holds_alternative<FineText>(line.what); });
  return difference;
}

std::string words_of(const RulePack& pack, const OutcomeLine& line) { return std::visit(InWords{pack}, line.what); }

}  // namespace couloir::compliance
