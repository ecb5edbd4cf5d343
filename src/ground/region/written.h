// Facts of the region pack as people read them, in the thread's language; days never more precise than their source.
#pragma once

#include <string>

#include "region/pack.h"

namespace couloir::region {

/// "30 April 2026", "September 2026" or "2026".
std::string written(const PartialDate&);
/// Its code, where the pack does not know it.
std::string town_name(const Pack&, std::string_view code);
/// "2 · with help". REQUIRES: a level of the scale.
std::string level_words(const Pack&, int level);
/// Its code, where the pack no longer knows it.
std::string skill_name(const Pack&, std::string_view code);
/// Of a fact: its address, or what stands for one.
std::string source_words(std::string_view source);

}  // namespace couloir::region
