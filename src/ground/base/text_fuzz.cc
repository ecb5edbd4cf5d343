// Any bytes through folding, words, trimming, addresses and identifiers: nothing is read outside, folding is stable,
// and what an identifier accepts it accepts again as it shows it.
#include <cstdlib>

#include "base/identifiers.h"
#include "base/text.h"

namespace {

void must(bool cond) {
  if (!cond) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace couloir;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  auto once = fold(text);
  must(is_utf8(once) && fold(once) == once);
  for (const auto& word : words_of(text)) must(!word.empty() && fold(word) == word);
  must(trim(trim(text)) == trim(text));
  if (is_utf8(text)) must(is_utf8(shortened(text, 7)) && count_of_code_points(shortened(text, 7)) <= 7);
  if (is_email(text) || is_web_address(text)) must(is_utf8(text) && trim(text) == text);
  if (auto siret = parse_siret(text))
    must(parse_siret(siret->display()) == *siret && parse_vat(vat_of(siret->siren())));
  if (auto siren = parse_siren(text)) must(parse_siren(siren->display()) == *siren);
  if (auto naf = parse_naf(text, NafVersion::rev2)) must(parse_naf(naf->code, NafVersion::rev2) == *naf);
  return 0;
}
