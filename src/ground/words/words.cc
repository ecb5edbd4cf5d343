// Catalogues and sentences. The only file that includes Boost.Locale (3 s to compile); it takes the .mo reader and the
// plural rules from there and nothing else, so no locale of the operating system is needed.
#include "words/words.h"

#include <atomic>
#include <boost/locale/gnu_gettext.hpp>
#include <fstream>
#include <iterator>
#include <limits>
#include <locale>
#include <memory>
#include <mutex>

namespace couloir {
namespace {

namespace bl = boost::locale;
using Catalogue = bl::message_format<char>;

/// Read by every thread without a lock. A catalogue replaced by a second load_words is kept: someone may be reading it.
std::atomic<const Catalogue*> french{nullptr};
thread_local Lang spoken = Lang::fr;

void publish(Catalogue* catalogue) {
  static std::mutex mutex;
  static std::vector<std::locale> owners;  // a facet is owned by the locale it is installed in
  std::lock_guard lock(mutex);
  owners.emplace_back(std::locale::classic(), catalogue);
  french.store(catalogue, std::memory_order_release);
}

const Catalogue* catalogue() { return spoken == Lang::fr ? french.load(std::memory_order_acquire) : nullptr; }

/// The translation, or null. The empty msgid is the header of a PO file, never a text.
const char* translated(const char* context, std::string_view msgid) {
  const auto* words = catalogue();
  if (!words || msgid.empty()) return nullptr;
  return words->get(0, context, std::string(msgid).c_str());
}

/// Which argument stands at text[at], "{1}" being 0; more than nine when it is no place.
std::size_t place_at(std::string_view text, std::size_t at) {
  bool place = at + 2 < text.size() && text[at + 1] >= '1' && text[at + 1] <= '9' && text[at + 2] == '}';
  return place ? static_cast<std::size_t>(text[at + 1] - '1') : 10;
}

/// One pass: what an argument holds is never searched for places.
template <class Strings>
std::string fill(std::string_view text, const Strings& args) {
  std::string out;
  out.reserve(text.size() + 16 * args.size());
  while (true) {
    auto brace = text.find('{');
    if (brace == std::string_view::npos) break;
    out.append(text, 0, brace);
    auto n = place_at(text, brace);
    if (n < args.size())
      out += args[n];
    else
      out += '{';
    text.remove_prefix(brace + (n < args.size() ? 3 : 1));
  }
  return out += text;
}

/// Boost counts in int; every language's rule is the same for all numbers this large.
int countable(std::int64_t n) {
  constexpr std::int64_t kMost = std::numeric_limits<int>::max();
  if (n < -kMost || n > kMost) return static_cast<int>(kMost);
  return static_cast<int>(n < 0 ? -n : n);
}

std::string_view plural_form(std::string_view singular, std::string_view plural, std::int64_t n) {
  const auto* words = catalogue();
  const char* found = words ? words->get(0, nullptr, std::string(singular).c_str(), countable(n)) : nullptr;
  if (found) return found;
  return n == 1 || n == -1 ? singular : plural;
}

}  // namespace

Result<void> load_words(const std::string& directory) {
  auto path = directory + "/fr/LC_MESSAGES/couloir.mo";
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error::not_found(say("The French sentences are missing: {1} cannot be read.", path));
  std::vector<char> bytes(std::istreambuf_iterator<char>(file), {});
  bl::gnu_gettext::messages_info info;
  info.language = "fr";
  info.encoding = "UTF-8";
  info.domains.emplace_back("couloir");
  info.paths = {directory};
  info.callback = [&](const std::string&, const std::string&) { return bytes; };
  try {
    publish(bl::gnu_gettext::create_messages_facet<char>(info));
  } catch (const std::runtime_error& broken) {
    auto error = Error::invalid(say("{1} is not a catalogue of sentences (.mo file).", path));
    error.context = broken.what();
    return error;
  }
  return {};
}

Speaking::Speaking(Lang lang) : before_(spoken) { spoken = lang; }
Speaking::~Speaking() { spoken = before_; }
Lang language() { return spoken; }

std::string tr(std::string_view msgid) {
  const char* found = translated(nullptr, msgid);
  return found ? std::string(found) : std::string(msgid);
}

std::string tr(const Sentence& sentence) {
  const char* found = translated(nullptr, sentence.msgid);
  return fill(found ? std::string_view(found) : sentence.msgid, sentence.args);
}

std::string tr_with(std::string_view msgid, WordsArgs args) {
  const char* found = translated(nullptr, msgid);
  return fill(found ? std::string_view(found) : msgid, args);
}

std::string trn_with(std::string_view singular, std::string_view plural, std::int64_t n, WordsArgs more) {
  auto written = number(n);
  std::vector<std::string_view> args{written};
  args.insert(args.end(), more.begin(), more.end());
  return fill(plural_form(singular, plural, n), args);
}

std::string trc(std::string_view context, std::string_view msgid) {
  const char* found = translated(std::string(context).c_str(), msgid);
  return found ? std::string(found) : std::string(msgid);
}

}  // namespace couloir
