// Folding and words for search. The only file of base that includes ICU, for its tables of case and decomposition.
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace couloir {
namespace {

const icu::Normalizer2& compatibility() {
  static const auto* nfkd = [] {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKDInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
    return found;
  }();
  return *nfkd;
}

void append_utf8(std::string& out, UChar32 c) {
  char bytes[4];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  out.append(bytes, static_cast<std::size_t>(length));
}

/// Letters and signs that no decomposition takes apart.
struct Spelling {
  std::u32string_view signs;
  std::string_view text;
};
constexpr Spelling kSpellings[] = {
    {U"œ", "oe"}, {U"æ", "ae"}, {U"ø", "o"},   {U"ß", "ss"},    {U"ł", "l"},     {U"đð", "d"},
    {U"þ", "th"}, {U"ı", "i"},  {U"’‘ʼ", "'"}, {U"“”«»", "\""}, {U"–—‐‑−", "-"},
};

const Spelling* spelling_of(UChar32 c) {
  for (const auto& spelling : kSpellings)
    if (spelling.signs.find(static_cast<char32_t>(c)) != std::u32string_view::npos) return &spelling;
  return nullptr;
}

void append_folded(std::string& out, UChar32 c) {
  auto type = u_charType(c);
  bool wrong_bytes = c == 0xFFFD;  // what ICU puts for them
  if (type == U_NON_SPACING_MARK || type == U_FORMAT_CHAR || wrong_bytes) return;
  if (u_isUWhiteSpace(c)) c = ' ';
  auto lower = u_tolower(c);
  if (const auto* spelling = spelling_of(lower))
    out += spelling->text;
  else
    append_utf8(out, lower);
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Folded and sorted: words that say nothing of a subject, apostrophes already split ("l'eau" gives l and eau).
constexpr std::string_view kStopWords[] = {
    "about", "afin",   "ainsi",   "all",   "also",   "an",    "and",    "are",   "as",   "at",     "au",    "aussi",
    "autre", "aux",    "avec",    "avoir", "be",     "been",  "but",    "by",    "can",  "car",    "ce",    "cela",
    "ces",   "cet",    "cette",   "ceux",  "chaque", "chez",  "comme",  "dans",  "de",   "depuis", "des",   "does",
    "donc",  "dont",   "du",      "each",  "elle",   "elles", "en",     "entre", "est",  "et",     "etre",  "faire",
    "fait",  "font",   "for",     "from",  "has",    "have",  "how",    "if",    "il",   "ils",    "in",    "into",
    "is",    "it",     "its",     "la",    "le",     "les",   "leur",   "leurs", "lors", "mais",   "meme",  "moins",
    "more",  "my",     "ne",      "no",    "nos",    "not",   "notre",  "nous",  "of",   "on",     "ont",   "or",
    "ou",    "our",    "out",     "par",   "pas",    "peu",   "peut",   "plus",  "pour", "qu",     "quand", "que",
    "quel",  "quelle", "qui",     "sa",    "sans",   "se",    "selon",  "ses",   "si",   "so",     "some",  "son",
    "sont",  "sous",   "such",    "sur",   "than",   "that",  "the",    "their", "them", "then",   "there", "these",
    "they",  "this",   "to",      "tous",  "tout",   "toute", "toutes", "tres",  "un",   "une",    "up",    "us",
    "vers",  "via",    "vos",     "votre", "vous",   "was",   "we",     "were",  "what", "when",   "which", "who",
    "will",  "with",   "without", "you",   "your",
};
static_assert(std::ranges::is_sorted(kStopWords));

/// Plural endings only ("réseaux", "jeux", not "prix"): deeper stemming joins words that a reader would not.
std::string_view stem(std::string_view word) {
  bool plural = (word.ends_with('s') && !word.ends_with("ss")) || word.ends_with("aux") || word.ends_with("eux");
  return word.size() > 3 && plural ? word.substr(0, word.size() - 1) : word;
}

}  // namespace

std::string fold(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  icu::UnicodeString parts;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    auto c = text.char32At(i);
    if (c < 0x80) {
      out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else if (!compatibility().getDecomposition(c, parts)) {
      append_folded(out, c);
    } else {
      for (std::int32_t k = 0; k < parts.length(); k = parts.moveIndex32(k, 1)) append_folded(out, parts.char32At(k));
    }
  }
  return out;
}

std::vector<std::string> words_of(std::string_view utf8) {
  auto text = fold(utf8);
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    auto end = at;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    auto word = std::string_view(text).substr(at, end - at);
    at = std::max(end, at + 1);
    if (count_of_code_points(word) < 2 || std::ranges::binary_search(kStopWords, word)) continue;
    std::string stemmed(stem(word));
    if (std::ranges::find(words, stemmed) == words.end()) words.push_back(std::move(stemmed));
  }
  return words;
}

std::int64_t count_of_words(std::string_view utf8) {
  std::int64_t words = 0;
  bool counted = false;  // the piece we are in holds a letter or a digit
  // As bytes without a sign, which is what the macro takes; of char g++ warns.
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  auto length = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    bool joins = c == 0xA0 || c == 0x2007 || c == 0x202F;
    if (c >= 0 && !joins && u_isUWhiteSpace(c)) {
      counted = false;
    } else if (!counted && c >= 0 && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0) {
      counted = true;
      ++words;
    }
  }
  return words;
}

}  // namespace couloir
