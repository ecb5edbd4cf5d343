#include "calls/letter_store.h"

namespace couloir::calls {
namespace {

bool is_of_code(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// Codes with anything between them.
std::vector<std::string> codes_in(std::string_view joined) {
  std::vector<std::string> codes;
  bool open = false;
  for (char c : joined) {
    if (is_of_code(c) && !open) codes.emplace_back();
    open = is_of_code(c);
    if (open) codes.back() += c;
  }
  return codes;
}

}  // namespace

std::optional<DecisionRow> decision_row(Reader& reader, DossierId dossier) {
  return reader.first(R"sql(
      SELECT d.verdict, d.reasons, d.words, d.months, d.decided_at, m.held_on
        FROM calls_decision d JOIN calls_meeting m ON m.id = d.meeting WHERE d.dossier = :dossier)sql",
                      {{":dossier", dossier}}, [](const Row& row) {
                        DecisionRow decision{.verdict = row.get<DossierState>("verdict"),
                                             .reasons = codes_in(row.get<std::string>("reasons")),
                                             .words = row.get<std::string>("words"),
                                             .months = {},
                                             .decided_at = row.get<std::optional<Instant>>("decided_at"),
                                             .held_on = row.get<Date>("held_on")};
                        if (auto raw = row.get<std::optional<std::int64_t>>("months"))
                          decision.months = EngineerMonths{*raw};
                        return decision;
                      });
}

}  // namespace couloir::calls
