#include "pool/engineer_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "base/csv.h"
#include "base/text.h"
#include "journal/journal.h"
#include "pool/engineer_store.h"
#include "pool/events.h"
#include "web/describe.h"

namespace couloir::pool {
namespace {

constexpr std::array<std::string_view, 8> kColumns{"external_id", "name",    "site",      "share_percent",
                                                   "parallel",    "in_from", "out_after", "skills"};

/// A line as it is written; what is not in the file keeps what is stored.
struct EngineerRow {
  std::string external_id, name, site, skills;
  std::int64_t share_percent = 100;
  int parallel = 3;
  std::optional<Date> in_from, out_after;
};
void describe(Describer& d, EngineerRow& r) {
  d.type("EngineerRow");
  d.field("external_id", r.external_id, text(1, 100));
  d.field("name", r.name, text(0, 300).or_keep());
  d.field("site", r.site, text(0, 60).or_keep());
  d.field("share_percent", r.share_percent, between(1, 100).or_keep());
  d.field("parallel", r.parallel, between(1, kMostParallel).or_keep());
  d.field("in_from", r.in_from, Rule{}.or_keep());
  d.field("out_after", r.out_after, Rule{}.or_keep());
  d.field("skills", r.skills, text(0, 2'000).or_keep());
}
struct SkillWord {
  std::string skill;
  int level = 0;
};
void describe(Describer& d, SkillWord& s) {
  d.type("SkillWord");
  d.field("skill", s.skill, text(1, 60));
  d.field("level", s.level, between(1, region::kTopSkillLevel));
}

std::string skills_text(const std::vector<SkillLevel>& skills) {
  std::vector<std::string> words;
  for (const auto& s : skills) words.push_back(fmt::format("{}:{}", s.skill, s.level));
  return join_words(words, " ");
}
EngineerRow row_of_engineer(const Engineer& e) {
  return {e.external_id, e.name, e.site, skills_text(e.skills), e.share.raw, e.parallel, e.in_from, e.out_after};
}
/// "nlp:3 mlops:2".
Result<std::vector<SkillLevel>> skills_in(std::string_view text) {
  std::vector<SkillLevel> skills;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    auto colon = word.find(':');
    SkillWord skill;
    couloir::NamedTexts texts{{"skill", word.substr(0, colon)},
                              {"level", colon == word.npos ? "" : word.substr(colon + 1)}};
    if (!read_texts(shape_of(skill), texts, Spelling::machine).empty())
      return Error::invalid(say("“{1}” is no skill with its level from 1 to {2}, such as nlp:3.", word,
                                std::to_string(region::kTopSkillLevel)));
    skills.push_back({skill.skill, skill.level});
  }
  std::ranges::sort(skills, {}, &SkillLevel::skill);
  return skills;
}

bool says_the_same(const Engineer& a, const Engineer& b) {
  return a.name == b.name && a.site == b.site && a.share == b.share && a.parallel == b.parallel &&
         a.in_from == b.in_from && a.out_after == b.out_after && a.skills == b.skills;
}

Result<std::vector<std::string>> columns_of(const CsvRow& header) {
  std::vector<std::string> columns;
  for (auto field : header.fields) columns.emplace_back(trim(field));
  std::vector<Problem> problems;
  for (auto name : kColumns)
    if (std::ranges::count(columns, name) > 1)
      problems.push_back({"line 1", say("The column “{1}” is there twice.", std::string(name))});
  for (auto needed : {"external_id", "name"})
    if (std::ranges::find(columns, needed) == columns.end())
      problems.push_back({"line 1", say("The column “{1}” is missing.", needed)});
  if (problems.empty()) return columns;
  return Error::invalid(say("The first line of this file must name the columns."), std::move(problems));
}

class FileOfEngineers {
 public:
  FileOfEngineers(std::vector<std::string> columns, const std::vector<Engineer>& stored, const region::Pack& pack)
      : columns_(std::move(columns)), stored_(stored), pack_(pack) {}
  EngineerFile file;

  void take(const CsvRow& row) {
    auto before = file.problems.size();
    EngineerLine line{row.line, {}, {}};
    if (row.fields.size() != columns_.size())
      complain(row.line, "",
               say("This line has {1} columns, the first line has {2}.", std::to_string(row.fields.size()),
                   std::to_string(columns_.size())));
    else
      read(row, line);
    if (file.problems.size() == before) file.lines.push_back(std::move(line));
  }
  void complain(std::size_t line, std::string_view column, Sentence what) {
    auto where = "line " + std::to_string(line);
    file.problems.push_back({column.empty() ? where : where + ": " + std::string(column), std::move(what)});
  }

 private:
  void read(const CsvRow& row, EngineerLine& line) {
    couloir::NamedTexts texts;
    std::string reference;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (std::ranges::find(kColumns, columns_[i]) == kColumns.end()) continue;
      texts.push_back({columns_[i], std::string(trim(row.fields[i]))});
      if (columns_[i] == "external_id") reference = texts.back().value;
    }
    auto known = std::ranges::find(stored_, reference, &Engineer::external_id);
    bool fresh = reference.empty() || known == stored_.end();
    if (!fresh) line.engineer = *known;
    auto said = row_of_engineer(line.engineer);
    for (const auto& p : read_texts(shape_of(said), texts, Spelling::people)) complain(row.line, p.where, p.what);
    if (!reference.empty() && !seen_.insert(reference).second)
      complain(row.line, "external_id", say("This reference is there twice."));
    put(said, row.line, line.engineer);
    for (auto& p : problems_of(line.engineer, pack_)) complain(row.line, p.where, std::move(p.what));
    line.fate = fresh                                  ? LineFate::added
                : says_the_same(line.engineer, *known) ? LineFate::unchanged
                                                       : LineFate::changed;
  }
  void put(const EngineerRow& said, std::size_t line, Engineer& to) {
    to.external_id = said.external_id;
    to.name = said.name;
    to.site = said.site;
    to.share = FullTimeShare{said.share_percent};
    to.parallel = said.parallel;
    to.in_from = said.in_from;
    to.out_after = said.out_after;
    auto skills = skills_in(said.skills);
    if (skills)
      to.skills = *std::move(skills);
    else
      complain(line, "skills", skills.error().message);
  }

  std::vector<std::string> columns_;
  const std::vector<Engineer>& stored_;
  const region::Pack& pack_;
  std::set<std::string> seen_;
};

Result<void> may_import(const Op& op) {
  if (may_keep_engineers(op.actor)) return {};
  return Error::forbidden(say("Only the office and the committee keep engineers."));
}

}  // namespace

std::int64_t EngineerFile::count(LineFate fate) const { return std::ranges::count(lines, fate, &EngineerLine::fate); }

Result<EngineerFile> read_engineers(std::string_view csv, const std::vector<Engineer>& stored,
                                    const region::Pack& pack) {
  if (csv.size() > kLargestEngineerFile) return Error::invalid({{"file", say("This file is too large.")}});
  TRY_LET(auto reader, CsvReader::open(csv));
  CsvRow row;
  TRY_LET(auto begun, reader.next(row));
  if (!begun) return Error::invalid(say("The first line of this file must name the columns."));
  TRY_LET(auto columns, columns_of(row));
  FileOfEngineers all(std::move(columns), stored, pack);
  for (std::size_t lines = 0;; ++lines) {
    auto more = reader.next(row);
    if (more && !*more) break;
    if (lines == kMostEngineerLines)
      return Error::invalid({{"file", say("At most {1} lines are possible.", std::to_string(kMostEngineerLines))}});
    if (more)
      all.take(row);
    else
      for (const auto& p : more.error().problems) all.file.problems.push_back(p);
  }
  return std::move(all.file);
}

Result<EngineerFile> preview_engineers(const Op& op, const region::Pack& pack, std::string_view csv) {
  TRY(may_import(op));
  return read_engineers(csv, all_engineers(*op.db.reader(), Month{}), pack);
}

Result<EngineerFile> take_in_engineers(const Op& op, const region::Pack& pack, std::string_view csv) {
  TRY(may_import(op));
  return in_transaction(op.db, [&](Tx& tx) -> Result<EngineerFile> {
    auto stored = all_engineers(tx, Month{});
    TRY_LET(auto file, read_engineers(csv, stored, pack));
    if (!file.problems.empty()) return Error::invalid(std::move(file.problems));
    for (auto& line : file.lines) {
      auto& e = line.engineer;
      if (line.fate == LineFate::unchanged) continue;
      TRY(line.fate == LineFate::added ? insert_engineer(tx, e, op.now) : save_engineer_row(tx, e, op.now));
      journal::record(tx, op, EngineerSaved{e.id, e.person, e.version});
    }
    return file;
  });
}

}  // namespace couloir::pool
