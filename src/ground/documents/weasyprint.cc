// Sets PDF by WeasyPrint, one at a time, in a process that is stopped when it takes too long or too much.
#include <csignal>
#include <fstream>
#include <sstream>

#include "base/log.h"
#include "base/sha256.h"
#include "documents/pdf_engine.h"

namespace couloir::documents {
namespace {

constexpr int kNotInstalled = 3;  // of render.py

Error cannot() {
  return Error::unavailable(
      say("Documents cannot be made on this server at the moment: the program that sets pages is missing or fails. "
          "Tell the office."));
}

Error explain(const RunOutcome& ran) {
  switch (ran.end) {
    case RunEnd::cancelled:
      return Error::refused(say("Stopped."));
    case RunEnd::late:
      return Error::unavailable(say("This document took longer than a minute to make and was stopped."));
    case RunEnd::killed:
      if (ran.code == SIGXCPU || ran.code == SIGXFSZ || ran.code == SIGKILL)
        return Error::unavailable(say("This document is too large to be made."));
      return cannot();
    case RunEnd::unstarted:
    case RunEnd::exited:
      return cannot();
  }
  return cannot();
}

std::string_view word(RunEnd end) {
  switch (end) {
    case RunEnd::exited:
      return "exited";
    case RunEnd::killed:
      return "killed";
    case RunEnd::late:
      return "late";
    case RunEnd::cancelled:
      return "cancelled";
    case RunEnd::unstarted:
      return "unstarted";
  }
  return {};
}

}  // namespace

Result<std::string> WeasyPrint::render(std::string_view html, const std::function<bool()>& cancelled) const {
  std::unique_lock turn(turn_, std::defer_lock);
  auto last = std::chrono::steady_clock::now() + setup_.patience;
  while (!turn.try_lock_for(std::chrono::seconds(1))) {
    if (cancelled()) return Error::refused(say("Stopped."));
    if (std::chrono::steady_clock::now() > last)
      return Error::unavailable(say("Other documents are being made. Try again in a minute."));
  }
  auto ran = run_bounded({setup_.python, "-I", "-B", (setup_.print / "render.py").string(),
                          (setup_.print / "paper.css").string(), setup_.fonts.string()},
                         html, setup_.limits, cancelled);
  if (ran.end == RunEnd::exited && ran.code == 0 && ran.output.starts_with("%PDF-")) return std::move(ran.output);
  if (ran.end != RunEnd::cancelled)
    log_line("documents.failed",
             {{"end", std::string(word(ran.end))},
              {"code", std::to_string(ran.code)},
              {"what", ran.errors.substr(ran.errors.size() - std::min<std::size_t>(ran.errors.size(), 400))}});
  return explain(ran);
}

Result<std::string> WeasyPrint::version() const {
  auto ran = run_bounded({setup_.python, "-I", "-B", (setup_.print / "render.py").string(), "--version"}, {},
                         setup_.limits, [] { return false; });
  if (ran.end == RunEnd::exited && ran.code == 0) return std::move(ran.output);
  if (ran.end == RunEnd::exited && ran.code != kNotInstalled) return cannot();
  return Error::unavailable(say("No PDF can be made: install the Debian packages weasyprint and python3-munkres."));
}

std::string WeasyPrint::edition() const {
  std::stringstream all;
  for (const auto* name : {"paper.css", "render.py"})
    all << std::ifstream(setup_.print / name, std::ios::binary).rdbuf();
  return sha256_hex(all.str());
}

}  // namespace couloir::documents
