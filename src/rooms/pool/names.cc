#include "pool/names.h"

#include <cctype>
#include <charconv>

#include "pool/engineer_store.h"
#include "pool/instance.h"
#include "words/words.h"

namespace couloir::pool {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-'; }

/// "d12" at the beginning of the text: its letter and number; empty: another word.
struct NumberedName {
  char letter = 0;
  std::int64_t number = 0;
  std::size_t length = 0;
};
std::optional<NumberedName> numbered_name(std::string_view text) {
  if (text.size() < 2 || (text[0] != 'd' && text[0] != 'e')) return std::nullopt;
  NumberedName name{text[0], 0, 0};
  auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), name.number);
  name.length = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || (name.length < text.size() && is_word(text[name.length]))) return std::nullopt;
  return name;
}

}  // namespace

std::string Names::engineer(EngineerId id) const {
  if (is_hypothetical(id)) return tr("Hypothetical engineer {1}", std::to_string(-id.v));
  auto known = engineers.find(id);
  return known == engineers.end() ? tr("Engineer {1}", id.str()) : known->second;
}
std::string Names::number(DossierId id) const {
  auto known = dossiers.find(id);
  if (known != dossiers.end()) return known->second.number;
  return all ? tr("Dossier {1}", id.str()) : tr("another dossier");
}
std::string Names::title(DossierId id) const {
  auto known = dossiers.find(id);
  if (known != dossiers.end()) return known->second.number + " · " + known->second.title;
  return all ? tr("Dossier {1}", id.str()) : tr("a dossier that is not yours to see");
}
void Names::add(const std::unordered_map<DossierId, calls::DossierHead>& heads) {
  for (const auto& [id, head] : heads) dossiers.emplace(id, Named{head.number, head.title});
}

Names names_for(Reader& reader, const Actor& actor, const std::vector<calls::PlannableDossier>& dossiers,
                const std::vector<DossierId>& others) {
  Names names;
  names.engineers = names_of_engineers(reader);
  for (const auto& d : dossiers)
    if (d.clear) names.dossiers.emplace(d.id, Names::Named{d.number, d.title, d.granted});
  names.all = actor.roles.has(Role::office);
  if (names.all) names.add(calls::dossier_heads(reader, others));
  return names;
}

std::string with_names(const Names& names, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    auto name = i == 0 || !is_word(text[i - 1]) ? numbered_name(text.substr(i)) : std::nullopt;
    if (!name) {
      out += text[i++];
      continue;
    }
    out += name->letter == 'e' ? names.engineer({name->number}) : names.number({name->number});
    i += name->length;
  }
  return out;
}
Error with_names(const Names& names, Error error) {
  for (auto& p : error.problems) p.what = {with_names(names, tr(p.what)), {}};
  return error;
}

}  // namespace couloir::pool
