// HTML in, PDF out: the seam behind which the program that sets pages stands. What goes in is our own escaped markup.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "documents/bounded_run.h"

namespace couloir::documents {

class PdfEngine {
 public:
  virtual ~PdfEngine() = default;
  /// A whole PDF. `cancelled` is asked about once a second. Errors: unavailable (the engine is missing, busy for too
  /// long, out of its limits or broken; the log says which), refused (cancelled).
  virtual Result<std::string> render(std::string_view html, const std::function<bool()>& cancelled) const = 0;
  /// Whether it could render now, said in one sentence when not. Errors: unavailable.
  virtual Result<std::string> version() const = 0;
  /// Another text whenever the same HTML could come out differently: of the stylesheet.
  virtual std::string edition() const = 0;
};

/// WeasyPrint of Debian, behind share/print/render.py, which lets it fetch nothing. One at a time: a rendering takes a
/// processor for seconds.
class WeasyPrint final : public PdfEngine {
 public:
  struct Setup {
    std::filesystem::path print;  ///< render.py and paper.css
    std::filesystem::path fonts;
    std::filesystem::path python = "/usr/bin/python3";
    RunLimits limits = {};
    std::chrono::seconds patience{45};  ///< how long one waits for those before
  };
  explicit WeasyPrint(Setup setup) : setup_(std::move(setup)) {}

  Result<std::string> render(std::string_view html, const std::function<bool()>& cancelled) const override;
  Result<std::string> version() const override;
  std::string edition() const override;

 private:
  Setup setup_;
  mutable std::timed_mutex turn_;
};

}  // namespace couloir::documents
