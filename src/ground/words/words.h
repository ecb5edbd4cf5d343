// French and English at run time. English msgids in the code, French in po/*.fr.po, compiled to one .mo file at build
// time. The language is a property of the thread while it serves one person: set by web dispatch, job runner and CLI.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"

namespace couloir {

enum class Lang { fr, en };
template <>
inline constexpr auto kNames<Lang> = std::array<std::string_view, 2>{"fr", "en"};

/// Loads the catalogues once, before threads start. `directory` holds fr/LC_MESSAGES/couloir.mo; English needs none.
/// Until then everything is answered in English msgids. Errors: not_found, invalid (not a catalogue).
Result<void> load_words(const std::string& directory);

/// While it lives, this thread speaks `lang`. A thread that nobody told speaks French.
class Speaking {
 public:
  explicit Speaking(Lang lang);
  ~Speaking();
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  Lang before_;
};
Lang language();

using WordsArgs = std::span<const std::string_view>;

/// The sentence in the thread's language; {1}, {2}… {9} are replaced by the arguments, a place without one stays.
std::string tr(std::string_view msgid);
std::string tr(const Sentence&);
std::string tr_with(std::string_view msgid, WordsArgs args);
template <class... Args>
std::string tr(std::string_view msgid, const Args&... args) {
  return tr_with(msgid, std::array{std::string_view(args)...});
}

/// Singular or plural by the language's own rule (0 is singular in French, plural in English); {1} is the number,
/// written the language's way; further arguments are {2}, {3}…
std::string trn_with(std::string_view singular, std::string_view plural, std::int64_t n, WordsArgs more);
template <class... Args>
std::string trn(std::string_view singular, std::string_view plural, std::int64_t n, const Args&... more) {
  return trn_with(singular, plural, n, std::array<std::string_view, sizeof...(more)>{std::string_view(more)...});
}

/// With a context, where one English word has several French ones: trc("button", "Open").
std::string trc(std::string_view context, std::string_view msgid);

/// A text of the region pack, given in both languages.
struct Bilingual {
  std::string fr, en;
  const std::string& text() const { return language() == Lang::fr ? fr : en; }
  bool operator==(const Bilingual&) const = default;
};

// Numbers, dates and order as the language writes them (ICU). French groups digits by U+202F and puts U+00A0 before
// % and €; tests compare exact bytes.
std::string number(std::int64_t n);
std::string number(double n, int decimals);           ///< always that many decimals
std::string euros(std::int64_t cents);                ///< "1 234,50 €"; whole euros without decimals: "300 000 €"
std::string percent(double share, int decimals = 0);  ///< 0.42 → "42 %"
std::string long_date(Date);                          ///< "dimanche 22 novembre 2026", "vendredi 1er mai 2026"
std::string short_date(Date);                         ///< "22/11/2026" in French, "22 Nov 2026" in English
/// "30 avril 2026 à 17:00 (heure de Paris)": never without the zone, and with its offset in the hour that the clock
/// shows twice in autumn. REQUIRES: a known zone.
std::string date_time(Instant, std::string_view zone);
/// Sort key of the language (é after e, before f), for ordering names in memory; compare as bytes.
std::string sort_key(std::string_view text);

}  // namespace couloir
