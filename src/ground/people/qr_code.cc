// A text as a QR code: one SVG path.
#include <qrencode.h>

#include "base/bug.h"
#include "people/totp.h"

namespace couloir::people {

QrCode qr_code(std::string_view text) {
  constexpr int kQuiet = 4;  // modules of white around it that readers need [ISO/IEC 18004]
  std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
  check(code != nullptr, "the text fits a QR code");
  QrCode drawn{code->width + 2 * kQuiet, {}};
  for (int y = 0; y < code->width; ++y)
    for (int x = 0; x < code->width; ++x)
      if (code->data[y * code->width + x] & 1) drawn.path += fmt::format("M{} {}h1v1h-1z", x + kQuiet, y + kQuiet);
  return drawn;
}

}  // namespace couloir::people
