#include "portfolio/sponsorship_store.h"

namespace couloir::portfolio {
namespace {

constexpr std::string_view kFindSponsorship = R"sql(
  SELECT id, use_case, lab, state, message, asked_by, asked_at, answer, answered_by, answered_at, version
    FROM portfolio_sponsorship WHERE id = :id)sql";
constexpr std::string_view kOfUseCase = R"sql(
  SELECT id, use_case, lab, state, message, asked_by, asked_at, answer, answered_by, answered_at, version
    FROM portfolio_sponsorship WHERE use_case = :use_case ORDER BY id DESC)sql";
constexpr std::string_view kToLab = R"sql(
  SELECT id, use_case, lab, state, message, asked_by, asked_at, answer, answered_by, answered_at, version
    FROM portfolio_sponsorship WHERE lab = :lab AND state = :state ORDER BY asked_at, id LIMIT :limit)sql";

Sponsorship read_sponsorship(const Row& row) {
  return {row.get<SponsorshipId>("id"),
          row.get<UseCaseId>("use_case"),
          row.get<LabId>("lab"),
          row.get<SponsorshipState>("state"),
          row.get<std::string>("message"),
          row.get<PersonId>("asked_by"),
          row.get<Instant>("asked_at"),
          row.get<std::string>("answer"),
          row.get<PersonId>("answered_by"),
          row.get<std::optional<Instant>>("answered_at"),
          row.get<std::int64_t>("version")};
}

}  // namespace

std::optional<Sponsorship> find_sponsorship(Reader& reader, SponsorshipId id) {
  return reader.first(kFindSponsorship, {{":id", id}}, read_sponsorship);
}

std::vector<Sponsorship> sponsorships_of(Reader& reader, UseCaseId use_case) {
  return reader.all(kOfUseCase, {{":use_case", use_case}}, read_sponsorship);
}

std::vector<LabId> asked_labs(Reader& reader, UseCaseId use_case) {
  std::vector<LabId> labs;
  for (const auto& s : sponsorships_of(reader, use_case))
    if (s.state != SponsorshipState::withdrawn) labs.push_back(s.lab);
  return labs;
}

std::vector<Sponsorship> sponsorships_to(Reader& reader, const std::vector<LabId>& labs, SponsorshipState state,
                                         int limit) {
  std::vector<Sponsorship> all;
  for (auto lab : labs) {  // somebody speaks for one lab, rarely for two
    auto some = reader.all(kToLab, {{":lab", lab}, {":state", state}, {":limit", limit}}, read_sponsorship);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::int64_t asked_since(Reader& reader, PersonId person, Instant since) {
  return reader.one<std::int64_t>(
      "SELECT count(*) FROM portfolio_sponsorship WHERE asked_by = :person AND asked_at > :since",
      {{":person", person}, {":since", since}});
}

void insert_sponsorship(Tx& tx, Sponsorship& s) {
  s.id = tx.one<SponsorshipId>(R"sql(
      INSERT INTO portfolio_sponsorship (use_case, lab, state, message, asked_by, asked_at, answer, answered_by, answered_at, version)
      VALUES (:use_case, :lab, :state, :message, :asked_by, :asked_at, '', NULL, NULL, 1) RETURNING id)sql",
                               {{":use_case", s.use_case},
                                {":lab", s.lab},
                                {":state", s.state},
                                {":message", s.message},
                                {":asked_by", s.asked_by},
                                {":asked_at", s.asked_at}});
  s.version = 1;
}

Result<void> save_sponsorship(Tx& tx, Sponsorship& s) {
  auto changed = tx.exec(R"sql(
      UPDATE portfolio_sponsorship
         SET state = :state, answer = :answer, answered_by = :answered_by, answered_at = :answered_at, version = version + 1
       WHERE id = :id AND version = :version)sql",
                         {{":id", s.id},
                          {":version", s.version},
                          {":state", s.state},
                          {":answer", s.answer},
                          {":answered_by", s.answered_by},
                          {":answered_at", s.answered_at}});
  if (changed == 0) return Error::conflict(say("Somebody else answered this request meanwhile."));
  ++s.version;
  return {};
}

}  // namespace couloir::portfolio
