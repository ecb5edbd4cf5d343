#include "calls/paper_words.h"

#include <array>

#include "words/quantities.h"

namespace couloir::calls::paper_words {

std::string state(DossierState state) {
  switch (state) {
    case DossierState::draft:
      return tr("draft, not filed");
    case DossierState::submitted:
      return tr("filed");
    case DossierState::returned:
      return tr("sent back to be corrected");
    case DossierState::under_review:
      return tr("under review");
    case DossierState::granted:
      return tr("granted");
    case DossierState::declined:
      return tr("not granted");
    case DossierState::withdrawn:
      return tr("withdrawn");
    case DossierState::expired:
      return tr("draft that was never filed");
  }
  return {};
}

std::string applicant(Applicant applicant) {
  switch (applicant) {
    case Applicant::member_lab:
      return tr("a member lab");
    case Applicant::community:
      return tr("the community of the cluster");
    case Applicant::company_project:
      return tr("a project with a company");
  }
  return {};
}

std::string part(Part part) {
  switch (part) {
    case Part::owner:
      return tr("owner: files and answers for it");
    case Part::editor:
      return tr("writes");
    case Part::signatory:
      return tr("signs for the lab");
    case Part::reader:
      return tr("reads");
  }
  return {};
}

std::string partner(PartnerKind kind) {
  switch (kind) {
    case PartnerKind::company:
      return tr("company");
    case PartnerKind::body:
      return tr("public body or association");
  }
  return {};
}

std::string risk(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kClasses{{
      {"not_ai", _t("Not an AI system")},
      {"out_of_scope", _t("Out of scope")},
      {"minimal", _t("Minimal risk")},
      {"transparency", _t("Transparency duties")},
      {"high", _t("High risk")},
      {"prohibited", _t("Prohibited")},
  }};
  for (const auto& [code, words] : kClasses)
    if (code == name) return tr(words);
  return std::string(name);
}

std::string month(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kMonths{_t("January {1}"), _t("February {1}"), _t("March {1}"),
                                                            _t("April {1}"),   _t("May {1}"),      _t("June {1}"),
                                                            _t("July {1}"),    _t("August {1}"),   _t("September {1}"),
                                                            _t("October {1}"), _t("November {1}"), _t("December {1}")};
  auto day = parse_date(std::string(text) + "-01");
  if (!day) return std::string(text);
  return tr(kMonths[static_cast<unsigned>(day->d.month()) - 1], text.substr(0, 4));
}

std::string window(std::string_view from, std::string_view to) {
  if (from.empty() && to.empty()) return tr("not said");
  return tr("{1} to {2}, both included", from.empty() ? tr("not said") : month(from),
            to.empty() ? tr("not said") : month(to));
}

std::string team(std::optional<int> least, std::optional<int> most) {
  auto said = [](std::optional<int> n) { return n ? number(std::int64_t{*n}) : tr("not said"); };
  if (!least && !most) return tr("not said");
  return least == most ? said(least) : tr("{1} at least, {2} at most", said(least), said(most));
}

std::string skill(const region::Pack& pack, std::string_view code) {
  const auto* found = region::find(pack.skills, code);
  return found == nullptr ? std::string(code) : found->name.text();
}

std::string level(const region::Pack& pack, int level) {
  auto i = static_cast<std::size_t>(level);
  auto figure = number(std::int64_t{level});
  return i < pack.skill_scale.names.size() && !pack.skill_scale.names[i].fr.empty()
             ? figure + " · " + pack.skill_scale.names[i].text()
             : figure;
}

std::string size(std::int64_t bytes) {
  return bytes < 1 << 20 ? tr("{1} KB", number((bytes + 1'023) >> 10))
                         : tr("{1} MB", number(static_cast<double>(bytes) / (1 << 20), 1));
}

std::string source(std::string_view source) {
  return source == region::kOwnAssumption      ? tr("our own assumption")
         : source == region::kGeneralKnowledge ? tr("general knowledge")
                                               : std::string(source);
}

}  // namespace couloir::calls::paper_words
