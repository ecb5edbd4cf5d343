#include "portfolio/personal.h"

#include "portfolio/describe.h"
#include "portfolio/import_store.h"
#include "portfolio/sponsorship.h"

namespace couloir::portfolio {
namespace {

struct GivenScoring {
  UseCaseId use_case;
  std::string wave;
  Instant at;
  std::string comment;
  std::vector<Level> levels;
};
struct Letter {
  SponsorshipId sponsorship;
  UseCaseId use_case;
  Instant at;
  std::string words;
};
struct BroughtFile {
  std::string filename;
  Instant at;
};
struct Share {
  std::vector<GivenScoring> scorings;
  std::vector<Letter> requests, answers;
  std::vector<BroughtFile> files;
};

void describe(Describer& d, GivenScoring& s) {
  d.type("GivenScoring");
  d.field("use_case", s.use_case);
  d.field("wave", s.wave);
  d.field("at", s.at);
  d.field("comment", s.comment);
  d.field("levels", s.levels);
}
void describe(Describer& d, Letter& l) {
  d.type("Letter");
  d.field("sponsorship", l.sponsorship);
  d.field("use_case", l.use_case);
  d.field("at", l.at);
  d.field("words", l.words);
}
void describe(Describer& d, BroughtFile& f) {
  d.type("BroughtFile");
  d.field("filename", f.filename);
  d.field("at", f.at);
}
void describe(Describer& d, Share& s) {
  d.type("PortfolioShare");
  d.field("scorings", s.scorings);
  d.field("requests", s.requests);
  d.field("answers", s.answers);
  d.field("files", s.files);
}

/// One statement; rows of one scoring follow each other.
std::vector<GivenScoring> scorings_by(Reader& reader, PersonId person) {
  std::vector<GivenScoring> all;
  std::int64_t last = 0;
  reader.each(R"sql(
      SELECT s.id, s.use_case, s.wave, s.at, s.comment, l.code, l.level
        FROM portfolio_scoring s LEFT JOIN portfolio_level l ON l.scoring = s.id
       WHERE s.scorer = :person ORDER BY s.id, l.code)sql",
              {{":person", person}}, [&](const Row& row) {
                if (auto id = row.get<std::int64_t>("id"); id != last) {
                  last = id;
                  all.push_back({row.get<UseCaseId>("use_case"),
                                 row.get<std::string>("wave"),
                                 row.get<Instant>("at"),
                                 row.get<std::string>("comment"),
                                 {}});
                }
                if (auto code = row.get<std::optional<std::string>>("code"))
                  all.back().levels.push_back({*code, row.get<int>("level")});
              });
  return all;
}

constexpr std::string_view kAsked =
    "SELECT id, use_case, asked_at AS at, message AS words FROM portfolio_sponsorship WHERE asked_by = :person ORDER "
    "BY id";
constexpr std::string_view kAnswered =
    "SELECT id, use_case, answered_at AS at, answer AS words FROM portfolio_sponsorship WHERE answered_by = :person "
    "ORDER BY id";

std::vector<Letter> letters(Reader& reader, std::string_view sql, PersonId person) {
  return reader.all(sql, {{":person", person}}, [](const Row& row) {
    return Letter{row.get<SponsorshipId>("id"), row.get<UseCaseId>("use_case"), row.get<Instant>("at"),
                  row.get<std::string>("words")};
  });
}

std::string export_json(Reader& reader, PersonId person) {
  Share share{scorings_by(reader, person), letters(reader, kAsked, person), letters(reader, kAnswered, person), {}};
  share.files = reader.all(
      "SELECT filename, created_at FROM portfolio_import WHERE person = :person ORDER BY id", {{":person", person}},
      [](const Row& row) { return BroughtFile{row.get<std::string>("filename"), row.get<Instant>("created_at")}; });
  return write_json(shape_of(share));
}

void erase(Tx& tx, const Op& op, PersonId person) {
  tx.exec("UPDATE portfolio_scoring SET comment = '' WHERE scorer = :person", {{":person", person}});
  cancel_previews_of(tx, person, op.now);
}

}  // namespace

people::PersonalDataSource personal_data() { return {"portfolio", export_json, erase}; }

}  // namespace couloir::portfolio
