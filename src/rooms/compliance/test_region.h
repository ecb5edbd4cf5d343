// The region pack that this room's tests read: the real one, once.
#pragma once

#include "region/pack.h"

namespace couloir::compliance {

inline const region::Pack& test_region() {
  static const auto pack = region::load_pack(COULOIR_SOURCE_DIR "/data/grand-est", *parse_date("2026-11-22")).value();
  return pack;
}

}  // namespace couloir::compliance
