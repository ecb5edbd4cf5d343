#include "calls/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "region/toml.h"

namespace couloir::calls {

namespace {

constexpr int kMostWords = 5'000;
constexpr std::size_t kMostSections = 30;

void bilingual(Describer& d, std::string_view name, Bilingual& text, std::size_t most) {
  auto fr = std::string(name) + "_fr", en = std::string(name) + "_en";
  d.field(fr, text.fr, couloir::text(0, most).or_keep());
  d.field(en, text.en, couloir::text(0, most).or_keep());
}

/// As codes of the region pack: they stand in addresses.
bool is_form_code(std::string_view text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool is_word(std::string_view text, std::size_t most) {
  return !trim(text).empty() && is_plain_text(text) && count_of_code_points(text) <= most;
}

}  // namespace

void describe(Describer& d, Section& s) {
  d.type("CallSection");
  d.field("code", s.code, text(1, 40));
  bilingual(d, "label", s.label, 200);
  bilingual(d, "help", s.help, 2'000);
  d.field("max_words", s.max_words, between(1, kMostWords));
  d.field("required", s.required, Rule{}.or_keep());
}
void describe(Describer& d, Criterion& c) {
  d.type("CallCriterion");
  d.field("code", c.code, text(1, 40));
  bilingual(d, "label", c.label, 200);
  bilingual(d, "question", c.question, 1'000);
  d.field("weight", c.weight, between(0, 100));
  d.field("independent", c.independent, Rule{}.or_keep());
}
void describe(Describer& d, Reason& r) {
  d.type("CallReason");
  d.field("code", r.code, text(1, 40));
  bilingual(d, "text", r.text, 500);
  d.field("grants", r.grants);
}
void describe(Describer& d, Form& f) {
  d.type("CallForm");
  d.field("sections", f.sections, at_most(kMostSections));
  d.field("criteria", f.criteria, at_most(kMostSections));
  d.field("reasons", f.reasons, at_most(kMostSections));
  bilingual(d, "appeal", f.appeal, 4'000);
}

std::vector<Problem> problems_of(const Form& form) {
  std::vector<Problem> found;
  auto require = [&](bool met, std::string where, Sentence otherwise) {
    if (!met) found.push_back({std::move(where), std::move(otherwise)});
  };
  auto both = [&](const Bilingual& text, const std::string& where, std::size_t most) {
    require(is_word(text.fr, most), where + "_fr",
            say("Write this in French, {1} characters at most.", std::to_string(most)));
    require(is_word(text.en, most), where + "_en",
            say("Write this in English, {1} characters at most.", std::to_string(most)));
  };
  auto once = [&](const auto& all, std::string_view list) {
    for (std::size_t i = 0; i < all.size(); ++i)
      require(is_form_code(all[i].code), fmt::format("{}/{}/code", list, i),
              say("A code takes letters without accents, digits, - and _, 40 at most."));
    for (std::size_t i = 0; i < all.size(); ++i)
      require(
          std::ranges::find(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), all[i].code,
                            [](const auto& one) { return one.code; }) == all.begin() + static_cast<std::ptrdiff_t>(i),
          fmt::format("{}/{}/code", list, i), say("“{1}” stands here twice.", all[i].code));
  };
  require(!form.sections.empty() && form.sections.size() <= kMostSections, "sections",
          say("A form has 1 to 30 sections."));
  once(form.sections, "sections");
  for (std::size_t i = 0; i < form.sections.size(); ++i) {
    const auto& s = form.sections[i];
    both(s.label, fmt::format("sections/{}/label", i), 200);
    both(s.help, fmt::format("sections/{}/help", i), 2'000);
    require(s.max_words >= 1 && s.max_words <= kMostWords, fmt::format("sections/{}/max_words", i),
            say("From 1 to 5000 words."));
  }
  once(form.criteria, "criteria");
  int sum = 0;
  for (std::size_t i = 0; i < form.criteria.size(); ++i) {
    const auto& c = form.criteria[i];
    both(c.label, fmt::format("criteria/{}/label", i), 200);
    both(c.question, fmt::format("criteria/{}/question", i), 1'000);
    require(c.independent == (c.weight == 0), fmt::format("criteria/{}/weight", i),
            say("A criterion either has a weight or is independent."));
    sum += c.weight;
  }
  require(form.criteria.empty() || sum == 100, "criteria",
          say("The weights must sum to 100; they sum to {1}.", std::to_string(sum)));
  once(form.reasons, "reasons");
  for (std::size_t i = 0; i < form.reasons.size(); ++i)
    both(form.reasons[i].text, fmt::format("reasons/{}/text", i), 500);
  for (bool grants : {true, false})
    require(std::ranges::count(form.reasons, grants, &Reason::grants) > 0, "reasons",
            grants ? say("At least one reason to grant is needed.") : say("At least one reason to decline is needed."));
  both(form.appeal, "appeal", 4'000);
  return found;
}

FormDifference difference_between(const Form& older, const Form& newer) {
  FormDifference difference;
  for (const auto& section : newer.sections) {
    const auto* before = older.section(section.code);
    if (before == nullptr)
      difference.added.push_back(section.code);
    else if (*before != section)
      difference.changed.push_back(section.code);
  }
  for (const auto& section : older.sections)
    if (newer.section(section.code) == nullptr) difference.removed.push_back(section.code);
  difference.judged = older.criteria != newer.criteria || older.reasons != newer.reasons;
  return difference;
}

namespace {

using region::Table;
using Codes = std::vector<std::string>;

void read_sections(Table& root, Form& form) {
  Codes taken;
  for (auto& table : root.tables("section"))
    form.sections.push_back({table.new_code("code", taken), table.bilingual("label"), table.bilingual("help"),
                             table.integer("max_words", 1, kMostWords), table.boolean("required")});
}
void read_criteria(Table& root, Form& form) {
  Codes taken;
  for (auto& table : root.tables("criterion")) {
    Criterion criterion{table.new_code("code", taken), table.bilingual("label"), table.bilingual("question"), 0, false};
    criterion.weight = table.maybe_integer("weight", 1, 100).value_or(0);
    criterion.independent = criterion.weight == 0;
    form.criteria.push_back(std::move(criterion));
  }
}
void read_reasons(Table& root, Form& form) {
  Codes taken;
  for (auto& table : root.tables("reason"))
    form.reasons.push_back({table.new_code("code", taken), table.bilingual("text"), table.boolean("grants")});
}
DeMinimis read_de_minimis(Table table) {
  DeMinimis rule;
  rule.ceiling = Euros::whole(table.integer("ceiling_eur", 1, 100'000'000));
  rule.years = table.integer("years", 1, 10);
  if (auto worth = table.maybe_integer("month_worth_eur", 1, 100'000)) rule.month_worth = Euros::whole(*worth);
  rule.fact = table.fact();
  return rule;
}

}  // namespace

Result<DossierPack> load_dossier_pack(const std::string& directory, Date today) {
  region::Complaints complaints(today);
  DossierPack pack;
  auto file = std::filesystem::path(directory) / "dossier.toml";
  region::read_toml(file, complaints, [&](Table& root) {
    read_sections(root, pack.form);
    read_criteria(root, pack.form);
    read_reasons(root, pack.form);
    pack.form.appeal = root.bilingual("appeal");
    pack.de_minimis = read_de_minimis(root.table("de_minimis"));
    pack.fact = root.fact();
  });
  if (complaints.empty())
    for (const auto& problem : problems_of(pack.form)) complaints.add(file.string(), 1, problem.where, problem.what);
  if (!complaints.empty()) return complaints.error(say("The form of dossiers has mistakes."));
  return pack;
}

}  // namespace couloir::calls
