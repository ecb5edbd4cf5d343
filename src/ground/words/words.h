// French and English at run time. English msgids in the code, French in po/fr.po, compiled to .mo files at build time.
// The language is a property of the thread while it serves one person: set by web dispatch, job runner and CLI.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/names.h"
#include "base/result.h"

namespace couloir {

enum class Lang { fr, en };
template <>
inline constexpr auto kNames<Lang> = std::array<std::string_view, 2>{"fr", "en"};

/// Loads the catalogues once; REQUIRES before the first tr(). `directory` holds fr/LC_MESSAGES/couloir.mo.
Result<void> load_words(const std::string& directory);

/// While it lives, this thread speaks `lang`.
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

/// The sentence in the thread's language; {1}, {2}… are replaced by the arguments.
std::string tr(std::string_view msgid);
std::string tr(const Sentence&);
template <class... Args>
std::string tr(std::string_view msgid, const Args&... args) {
  return tr(Sentence{std::string(msgid), {std::string(args)...}});
}
/// Singular or plural by the language's own rule; {1} is the number, written the language's way.
std::string trn(std::string_view singular, std::string_view plural, std::int64_t n);
/// With a context, where one English word has several French ones: trc("button", "Open").
std::string trc(std::string_view context, std::string_view msgid);

/// A text of the region pack, given in both languages.
struct Bilingual {
  std::string fr, en;
  const std::string& text() const { return language() == Lang::fr ? fr : en; }
  bool operator==(const Bilingual&) const = default;
};

// Numbers, dates and order as the language writes them (ICU).
std::string number(std::int64_t n);
std::string number(double n, int decimals);
std::string euros(std::int64_t cents);
std::string percent(double share, int decimals = 0);       ///< 0.42 → "42 %"
std::string long_date(Date);                               ///< "dimanche 22 novembre 2026"
std::string short_date(Date);                              ///< "22/11/2026" in French, "22 Nov 2026" in English
std::string date_time(Instant, std::string_view zone);     ///< always with the zone's name: "… à 17:00 (heure de Paris)"
/// Sort key of the language (é after e), for ordering names in memory.
std::string sort_key(std::string_view text);

}  // namespace couloir
