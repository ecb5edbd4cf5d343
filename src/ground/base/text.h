// Text as people type it: UTF-8 checks, trimming, folding for search, words for matching. No language of the reader
// here: that is words/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace couloir {

/// Offset of the first byte that is not UTF-8 (overlong forms and surrogates are not); empty when all is well.
std::optional<std::size_t> bad_utf8_at(std::string_view text);
inline bool is_utf8(std::string_view text) { return !bad_utf8_at(text); }
std::size_t count_of_code_points(std::string_view utf8);
/// Nothing that no page can show and one of the databases refuses: no control character but tab and line break.
bool is_plain_text(std::string_view utf8);
/// At most `code_points` of them, never cutting one.
std::string_view first_code_points(std::string_view utf8, std::size_t code_points);
/// The same, ending in “…” when something was cut.
std::string shortened(std::string_view utf8, std::size_t code_points);

/// Bytes of the space at text[at]: ASCII white space, no-break and typographic spaces, byte order mark; 0: not one.
std::size_t space_at(std::string_view text, std::size_t at);
std::string_view trim(std::string_view text);
std::string join_words(std::span<const std::string> words, std::string_view between = ", ");

/// For search: lower case, accents gone, œ → oe, ’ → ', fractions and ligatures spelled out. Folding twice changes
/// nothing. What is not UTF-8 is dropped.
std::string fold(std::string_view utf8);

/// For matching: folded words in order, each once, without French and English stop words and single letters, plural
/// s or x taken off. "les réseaux d’eau" → reseau, eau.
std::vector<std::string> words_of(std::string_view utf8);

/// As people count: pieces between spaces that hold a letter or a digit. No-break spaces join ("2 000" is one word),
/// and a lone "?" or "–" is none. assets/couloir.js counts alike; a test holds the two together.
std::int64_t count_of_words(std::string_view utf8);

/// Good enough to send to: one @, no spaces, a domain with a dot. Only a sent mail proves an address.
bool is_email(std::string_view text);
/// http or https with a host, no user part, nothing invisible.
bool is_web_address(std::string_view text);

}  // namespace couloir
