#include "journal/stored_sentence.h"

#include "journal/json.h"

namespace couloir::journal {

std::string to_stored(const Sentence& sentence) {
  if (sentence.empty()) return {};
  auto text = "[" + json_string(sentence.msgid);
  for (const auto& arg : sentence.args) text += "," + json_string(arg);
  return text + "]";
}

Sentence stored_sentence(std::string_view text) {
  auto parts = parse_json_strings(text);
  if (parts.empty()) return {};
  auto msgid = std::move(parts.front());
  parts.erase(parts.begin());
  return {std::move(msgid), std::move(parts)};
}

}  // namespace couloir::journal
